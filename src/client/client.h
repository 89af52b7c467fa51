/*
 * client: one account at work. It owns the session, the state and the cache, and carries the
 * one data flow: events go into state_apply(), the effects that come out are done here.
 *
 * Who looks at it (the screen, a subcommand, the demo's cast) is told of every event after it was
 * applied, and of the answers to the requests that it posted with a ticket.
 */
#ifndef COVEY_CLIENT_CLIENT_H
#define COVEY_CLIENT_CLIENT_H

#include "state/query.h"

struct client;
struct err;
struct loop;
struct notify;

/* Between an account's name and the conversation, in the id of a notification. In neither of them. */
#define CLIENT_NAME_MARK ":"

/* What looks at a client. Each may be NULL. Both are called from the loop and may post. */
struct client_observer {
	void (*applied)(void *context, const struct state_event *event);
	void (*answered)(void *context, uint64_t ticket, const struct state_event *answer);
	/* After client_finish(): all is sent, and the connection closed. NULL: the loop stops. */
	void (*finished)(void *context);
	void *context;
};

struct client_config {
	struct loop *loop; /* borrowed */
	const char *url; /* ws://, wss://, unix:/path */
	const char *user; /* or NULL: the Unix socket's peer */
	const char *password; /* or NULL */
	const char *token; /* or NULL */
	const char *ca_file; /* or NULL */
	const char *downloads; /* where files are saved (saving.h); or NULL: the desktop's folder */
	const char *cache_path; /* or NULL: nothing is kept, and what is written offline is refused */
	struct notify *notify; /* borrowed, or NULL: nobody is notified */
	const char *name; /* of one account among several, which notifications say; or NULL */
	struct state_policy policy; /* what is told and counted */
	bool remember_token; /* a new token is saved for this URL and user (credentials.h) */
	struct client_observer observer;
};

/* The account's screen is there with what the cache has; nothing is connected yet. NULL and `err` when the URL or the cache cannot be used. */
struct client *client_create(const struct client_config *config, struct err *err);
void client_destroy(struct client *client);

void client_connect(struct client *client);

/* Sends what is queued and closes; then the observer is told, or the loop stops. */
void client_finish(struct client *client);

const struct state *client_state(const struct client *client);

/* Applies one event and does its effects. now_ms is set here, and a SEND's client_id where it is NULL. From within an observer's call it waits until that is over. */
void client_post(struct client *client, const struct state_event *posted);

/* Whether it keeps its notifications to itself. */
void client_be_silent(struct client *client, bool silent);

/* A request with a new ticket, which is returned. */
uint64_t client_request(struct client *client, const struct state_request *request);

/* After a turn of the loop: what changed is on disk. */
void client_turn(struct client *client);

/* The views have drawn. */
void client_drawn(struct client *client);

#endif
