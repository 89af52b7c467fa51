/*
 * effect: what must happen outside because state changed. The client's loop carries them
 * out in order. Strings live in the list's arena.
 */
#ifndef COVEY_STATE_EFFECT_H
#define COVEY_STATE_EFFECT_H

#include "base/arena.h"
#include "state/event.h"

enum state_effect_type {
	STATE_EFFECT_REQUEST, /* request: to the server, now */
	STATE_EFFECT_ANSWERED, /* ticket, event (the answer, borrowed from the event applied; or, when a connection
	                             was lost, one made up with code STATE_CODE_LOST) */
	STATE_EFFECT_CONNECT, /* the wait for the next try is over */
	STATE_EFFECT_NOTIFY, /* conversation ("": of many), title, text: in place of the one before of the same */
	STATE_EFFECT_NOTIFY_CLOSE, /* conversation: it was read, here or elsewhere */
	STATE_EFFECT_UPLOAD, /* client_id: the transfer's key; text: the path */
	STATE_EFFECT_DOWNLOAD, /* client_id: the transfer's key; messages[0]; text: a path or NULL; flag: for a moment
	                          alone, to be looked at */
	STATE_EFFECT_PICTURE, /* client_id: the transfer's key; text: the path, which is to go, or NULL: that of
	                         before; form */
	STATE_EFFECT_FORGET_PICTURE, /* client_id: the transfer's key */
	STATE_EFFECT_STOP_TRANSFER, /* client_id: its key */

	/* the cache; what is to be saved is read from the state, by id */
	STATE_EFFECT_LOAD_CACHED, /* conversation, sequence (before it; 0: the newest), count */
	STATE_EFFECT_SEEK_CACHED, /* request: a SEEK; CACHED_AROUND answers */
	STATE_EFFECT_SEARCH_CACHED, /* request: a SEARCH without a connection; ANSWERED answers */
	STATE_EFFECT_SAVE_CONVERSATION, /* conversation */
	STATE_EFFECT_FORGET_CONVERSATION, /* conversation, with its messages */
	STATE_EFFECT_SAVE_MESSAGES, /* conversation, messages: delivered ones */
	STATE_EFFECT_SAVE_CONVGROUPS, /* names, order, folds */
	STATE_EFFECT_SAVE_SMARTS, /* the smart groups */
	STATE_EFFECT_SAVE_NAME, /* user: what he is called */
	STATE_EFFECT_SAVE_SESSION, /* self, position, current conversation */
	STATE_EFFECT_FORGET_ALL, /* the cache is another account's or too old: empty it */
	STATE_EFFECT_OUTBOX_PUT, /* conversation, messages[0]: on disk before it is sent */
	STATE_EFFECT_OUTBOX_DROP, /* client_id */
	STATE_EFFECT_EDIT_PUT, /* edit: on disk before it is sent */
	STATE_EFFECT_EDIT_DROP, /* edit: its id */
	STATE_EFFECT_COUNT,
};

/* The code of an answer that never came. */
#define STATE_CODE_LOST (-1)
/* The code of a request that was not sent, because there is no connection. */
#define STATE_CODE_OFFLINE (-2)

struct state_effect {
	enum state_effect_type type;
	const struct state_request *request;
	uint64_t ticket;
	const struct state_event *event;
	const struct state_edit *edit; /* DROP: nothing but its id */
	const char *conversation, *client_id, *title, *text;
	const char *user; /* ID */
	int64_t sequence;
	int count;
	bool flag;
	struct state_picture_form form;
	const struct state_message *messages;
	size_t message_count;
};

struct state_effect_list {
	struct arena arena;
	VEC(struct state_effect) effects;
};

void state_effect_list_init(struct state_effect_list *list);
void state_effect_list_finish(struct state_effect_list *list);
void state_effect_list_clear(struct state_effect_list *list);
struct state_effect *state_effect_add(struct state_effect_list *list, enum state_effect_type type);

#endif
