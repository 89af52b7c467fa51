/*
 * plain: the client as lines of text, one after the other, for a screen reader and for a terminal that can move
 * no cursor. Lines in, lines out; it reads and writes nothing itself.
 *
 *     what is typed ── plain_line() ──► the ui's deeds and commands ──► events
 *     the state ────── plain_follow() ──► what is new, said once
 *
 * It drives the same ui as the screen: a line with ":" and a letter at its front is a command of the command line, a
 * box is read out and answered by a line, any other text is a message to the open conversation.
 */
#ifndef COVEY_UI_PLAIN_H
#define COVEY_UI_PLAIN_H

#include "base/buf.h"
#include "ui/ui.h"

/* What one call says at most, bytes. */
#define PLAIN_MAX (1024 * 1024)

struct plain_heard;

/* A message as it was said. */
struct plain_heard_message {
	int64_t sequence;
	char *text, *reactions;
	bool recalled, deleted;
};

struct plain {
	struct ui *ui; /* borrowed */
	enum state_session_status status; /* that was said; STATE_CONNECTING: none yet */
	char *notice; /* that was said, */
	int64_t notice_at_ms; /* and when it came */
	struct plain_heard *heard; /* of each conversation, how far it was said; a uthash by id */
	bool all_heard; /* what was there at the start is not news */

	/* The open conversation. */
	char *current; /* its id; NULL: none */
	int64_t first, last; /* the sequences that were said; 0: none yet */
	int64_t said_ms; /* the time of the message that was said last: where the day changes */
	int older; /* so many before `first` are wanted */
	uint64_t found; /* state.found, as it was said */
	struct strlist written; /* client ids of what was typed here: the server's copy is not said */
	struct strlist waiting; /* those of them that wait for a connection: that they went is said */
	VEC(struct plain_heard_message) messages; /* oldest said first */

	const void *box; /* the box that was read out */
	uint64_t box_ticket; /* what it waits for */
	struct strlist choices; /* what the numbers stand for that were read out */

	char *command; /* the last one that was typed, as it was typed; NULL: none yet */
	bool owed; /* no word was said yet of what it led to */
	size_t waits; /* messages and changes that wait for a connection */
};

void plain_init(struct plain *plain, struct ui *ui);
void plain_finish(struct plain *plain);

/* What the person typed, without its newline. Events are appended as by ui_key(); what is to be said at once, to `out`. */
void plain_line(struct plain *plain, const struct state *state, const char *line, int64_t now_ms,
                struct state_event_list *events, struct buf *out);

/* What is new since the last call, after ui_follow(). */
void plain_follow(struct plain *plain, const struct state *state, int64_t now_ms, struct buf *out);

#endif
