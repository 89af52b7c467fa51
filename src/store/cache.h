/*
 * cache: what the client keeps on disk of one account, so that the screen is there before the
 * server has answered, and so that nothing that was written is lost.
 *
 * conversations, convgroups and messages may be thrown away at any time: the server has them.
 * The outbox and the edits that wait may not. `position` is saved in the same transaction as what the events up to it
 * changed, so that a crash never skips an event.
 */
#ifndef COVEY_STORE_CACHE_H
#define COVEY_STORE_CACHE_H

#include "state/event.h"
#include "state/model.h"

struct cache;
struct err;

/*
 * Opens or makes the database at `path` (mode 0600), migrating it. A damaged or newer one is set aside under
 * another name, told in the log, and made anew; its outbox is carried over where it can be read.
 * Several programs may have it open at once. NULL and `err` when the disk says no.
 */
struct cache *cache_open(const char *path, struct err *err);
void cache_close(struct cache *cache);

/* What is kept of each conversation's messages: the server has them all. */
struct cache_keep {
	int64_t newest; /* so many, however old */
	int64_t most; /* never more than so many */
	int64_t age_ms; /* what is older goes */
	int64_t at_once; /* no more than so many go in one cache_trim(), so that nobody waits for it */
};
extern const struct cache_keep cache_keep_default;

/* A transaction of its own. What waits stays: it is no message yet. */
bool cache_trim(struct cache *cache, const struct cache_keep *keep, int64_t now_ms, struct err *err);

/* Everything between is one transaction: the loop opens it with the first change of a tick. False and `err`: nothing was changed. */
bool cache_begin(struct cache *cache, struct err *err);
bool cache_commit(struct cache *cache, struct err *err);

/* Adds one STATE_EVENT_CACHE_LOADED to `events`. */
bool cache_load(struct cache *cache, struct state_event_list *events, struct err *err);

/* Adds one STATE_EVENT_CACHED_MESSAGES with at most `count` messages before `sequence` (0: the newest), without holes from the newest of them down. */
bool cache_load_messages(struct cache *cache, const char *conversation, int64_t sequence, int count,
                         struct state_event_list *events, struct err *err);

/*
 * Adds one STATE_EVENT_CACHED_AROUND: what `seek`, a SEEK, looks for in the middle of at most `count` messages, without
 * holes to both sides of it; none where it is not kept.
 */
bool cache_seek(struct cache *cache, const struct state_request *seek, struct state_event_list *events,
                struct err *err);

/* Adds the STATE_EVENT_ANSWERED of a SEARCH: what is found here, newest first. */
bool cache_search(struct cache *cache, const struct state_request *search, struct state_event_list *events,
                  struct err *err);

bool cache_save_conversation(struct cache *cache, const struct state_conversation *conversation,
                             struct err *err);
bool cache_forget_conversation(struct cache *cache, const char *conversation, struct err *err);
bool cache_save_messages(struct cache *cache, const char *conversation, const struct state_message *messages,
                         size_t count, struct err *err);
bool cache_save_convgroups(struct cache *cache, const struct state_convgroup *convgroups, size_t count,
                           bool inbox_folded, struct err *err);
bool cache_save_smarts(struct cache *cache, const struct state_smart *smarts, size_t count, struct err *err);
/* `name` is the ID of somebody who has none. */
bool cache_save_name(struct cache *cache, const char *user, const char *name, struct err *err);
bool cache_save_session(struct cache *cache, const char *self, int64_t position, const char *current,
                        struct err *err);
/* All but the outbox, the edits and smart groups. */
bool cache_forget_all(struct cache *cache, struct err *err);

/* `message` is one that waits or was refused; again under the same client_id replaces it. */
bool cache_outbox_put(struct cache *cache, const char *conversation, const struct state_message *message,
                      struct err *err);
bool cache_outbox_drop(struct cache *cache, const char *client_id, struct err *err);

/* An edit of groups; there after cache_commit() as the outbox is. */
bool cache_edit_put(struct cache *cache, const struct state_edit *edit, struct err *err);
bool cache_edit_drop(struct cache *cache, int64_t id, struct err *err);

#endif
