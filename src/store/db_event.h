/*
 * db_event: the log of what was sent, from which a client that comes back gets what it missed
 * (protocol.md, section 2).
 *
 * An event is kept once, for its audience: a user or a room. A room's events concern those who
 * were members when they happened, which their memberships say as spans of eventIDs. Of each
 * audience at least the newest `events_kept` (proto/limit.h) are kept, and the eventID up to which
 * they are not.
 */
#ifndef COVEY_STORE_DB_EVENT_H
#define COVEY_STORE_DB_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

struct db_event {
	int64_t id;
	const char *type; /* on the wire */
	const char *data; /* JSON */
};

struct db_event_list {
	const struct db_event *items;
	size_t len;
};

/* A new audience's number, which is also its user's or room's. */
int64_t db_audience_create(struct db *db);

/* The eventID, above every one there ever was. */
int64_t db_event_add(struct db *db, int64_t audience, const char *type, const char *data);

/* It is about a message: one that was sent, or that is another now, which concerns those alone who see it. */
void db_event_set_message(struct db *db, int64_t event, const char *message_id, bool is_change);

/* The message was recalled: what is logged of it, and quoted from it, says nothing any more. */
void db_event_recall(struct db *db, int64_t message);

/* The newest eventID; 0 when there never was an event. */
int64_t db_event_newest(struct db *db);

/* Is everything after `from` that concerns the user still there? */
bool db_event_can_resume(struct db *db, int64_t user, int64_t from);

/*
 * What concerns the user after eventID `after`, ascending: at least one where there is one, and no
 * more than fit in about `bytes`.
 */
struct db_event_list db_event_page(struct db *db, struct arena *arena, int64_t user, int64_t after,
                                   size_t bytes);

#endif
