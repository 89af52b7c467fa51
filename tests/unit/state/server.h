/*
 * server: a small server in the same process, which keeps protocol.md's promises: requests are answered in order, an
 * answer precedes the events that it causes, numbered events are logged and replayed. What is under way between it and
 * a terminal waits on that terminal's line until somebody carries it.
 */
#ifndef COVEY_TESTS_STATE_SERVER_H
#define COVEY_TESTS_STATE_SERVER_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "unit/state/world.h"

#define SERVER_LINES 2
#define SERVER_CONVERSATIONS_MAX 24
#define SERVER_CONVGROUPS_MAX 5
/* Few, so that a login often cannot resume. */
#define SERVER_EVENTS_KEPT 60

struct stored {
	char *client_id, *text;
	const char *from;
	int64_t time_ms;
	bool mentions_me, edited;
};

struct server_conversation {
	char id[8];
	VEC(struct stored) messages; /* the first has sequence 1 */
	int64_t read;
	bool pinned;
	struct strlist convgroups; /* in the order of the server's */
};

struct server_line {
	bool connected;
	VEC(const struct state_request *) asked; /* under way to the server */
	VEC(struct state_event) told; /* under way to the terminal */
};

struct server {
	struct dice *dice;
	struct arena arena; /* all that is under way, and the log */
	struct server_conversation conversations[SERVER_CONVERSATIONS_MAX];
	size_t conversation_count;
	struct strlist convgroups;
	VEC(struct state_event) log; /* the event's number is its place, from 1 */
	struct server_line lines[SERVER_LINES];
	int64_t now_ms;
};

void server_init(struct server *server, struct dice *dice);
void server_finish(struct server *server);

/* Logs in on that line: what was missed since the event `seen` is told, where it is still known. */
void server_connect(struct server *server, int from, int64_t seen);
/* What is under way is lost. */
void server_disconnect(struct server *server, int from);
/* The next request of that line, if there is one, is done and answered. */
void server_serve(struct server *server, int from);

struct server_conversation *server_find(struct server *server, const char *id);
int64_t server_newest(const struct server_conversation *c);
/* As it is sent. */
struct state_conversation server_view(struct server *server, const struct server_conversation *c);

/* A message's sequence; it is told to nobody yet. */
int64_t server_store(struct server *server, struct server_conversation *c, const char *from,
                     const char *client_id, const char *text);
/* The event, to all but the line `not_to` (-1: none), which had the answer; a replay goes to it, too. */
void server_publish(struct server *server, const struct server_conversation *c, int64_t sequence,
                    enum state_event_type type, int not_to);

#endif
