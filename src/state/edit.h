/*
 * edit: something asked of conversation groups, pins or reminders, on its way to the server.
 *
 *     asked ──► waiting ──► in flight ──► done: the server has it, gone from here
 *                  ▲            │
 *                  │ the connection was lost, or the server is busy
 *                  └────────────┤
 *                               └──► refused: kept for the person, who tries again or gives up
 *
 * They arrive in the order in which they were asked for. While there is a cache they are on disk and outlive the connection
 * and the program. Which requests are edits: edit_is().
 */
#ifndef COVEY_STATE_EDIT_H
#define COVEY_STATE_EDIT_H

#include "state/request.h"

struct state;

struct state_edit {
	int64_t id; /* Unix ms of the asking, made unique */
	struct state_request request; /* in `arena`; conversations: any number, sent in pieces */
	bool refused;
	char *error; /* refused: a sentence */
	bool sent; /* once at least: it may have been done */

	/* Private to state. */
	struct arena arena;
	bool told; /* whoever asked was told that it waits */
	bool in_flight, on_disk;
	bool resent; /* the connection was lost while it was in flight */
	bool held; /* it waits until the person has decided on a refused one */
	bool undoing; /* it carries out an undo or a redo */
	int64_t step; /* that it belongs to; 0: none (the one of an earlier run) */
	struct strlist order; /* SORT: of all groups, as it was sent */
	size_t piece; /* conversations in the piece that is in flight, or was */
	size_t had; /* conversations that the server had before */
	VEC(struct state_failure) failures; /* of the pieces so far, in `arena` */
};

/* Is a request of this type an edit? */
bool edit_is(enum state_request_type type);

/* "move 3 conversations to “work”", for "undone: …" and lists of what waits. The caller frees it. */
char *edit_describe(const struct state_request *request);

/* The same; one conversation stands by its name, and READ and PIN may be about several. The caller frees it. */
char *edit_describe_named(const struct state *state, const struct state_request *request);

/* "Moved #kitchen to “work”", for CREATE, DELETE, ADD, REMOVE and MOVE once they are done. The caller frees it. */
char *edit_describe_done(const struct state *state, const struct state_request *request);

#endif
