/*
 * event: what a request causes (protocol.md, section 5). Each is logged for its audience and goes,
 * once the turn is committed, to those of it who are logged in now, in the same bytes.
 */
#ifndef COVEY_SERVER_EVENT_H
#define COVEY_SERVER_EVENT_H

#include "server/handler.h"
#include "store/db_room.h"

struct db_conversation;
struct db_found_message;

/* These conversations of the user changed; none when there are none. */
void event_conversations(struct request *request, int64_t user, struct db_ids conversations);

/* The user's convgroups, or their order, changed. */
void event_convgroups(struct request *request, int64_t user);

/* What clients keep of the convgroup changed. */
void event_convgroup_data(struct request *request, int64_t user, const char *convgroup, const char *data);

/* Conversations came into the convgroup or went. */
void event_in_convgroup(struct request *request, int64_t user, int64_t convgroup);

/* A message that the request's connection has already in its answer. */
void event_message(struct request *request, const struct db_conversation *conversation,
                   const struct proto_message *message);

/* A message is another now, for all who see it: MODIFIED or REVOKED. */
void event_message_changed(struct request *request, enum proto_event_type type,
                           const struct db_found_message *found);

/* It is gone from its user's view. */
void event_message_deleted(struct request *request, const struct db_found_message *found);

/* The conversation's user has read up to `read_sequence`. Nothing when there is no peer to tell. */
void event_read(struct request *request, const struct db_conversation *conversation);

/* The room is there, is not, or has changed: for its members, or for one user. */
void event_room(struct request *request, int64_t room, const struct proto_room *profile);
void event_room_for(struct request *request, int64_t user, const struct proto_room *profile);

/* These of the user are in no list any more; none when there are none. */
void event_conversations_deleted(struct request *request, struct strspan conversation_ids);

/* Whom the request's user has blocked, all of them: for himself. */
void event_blacklist(struct request *request, struct strspan blocked);

/* What he says of himself: for him, and for those who have a conversation with him. */
void event_profile(struct request *request);

/* He is writing there; for those who are there now. */
void event_typing(struct request *request, const struct db_conversation *conversation);

#endif
