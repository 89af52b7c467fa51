/*
 * convert: the wire's structs as the state's. What comes out lives in the arena given, or in the frame's
 * where it is the same string.
 *
 * Only this room knows how a conversation is called on the wire: "C2C" and a user, "GROUP" and a room.
 */
#ifndef COVEY_BACKEND_CONVERT_H
#define COVEY_BACKEND_CONVERT_H

#include "proto/types.h"
#include "state/model.h"

struct arena;
struct proto_limits;

/* Whether it is the id of a conversation with a person, be there one yet or not. */
bool convert_is_person_id(const char *id);

/* `self` is the account's user ID: its own conversation is its notes, its mentions count. */
const struct state_conversation *convert_conversations(struct arena *arena,
                                                       struct proto_conversation_list list, const char *self);

/* The conversation with `user`, as it is while nothing was said. */
const struct state_conversation *convert_person(struct arena *arena, const struct proto_user *user,
                                                const char *self);

const struct state_message *convert_messages(struct arena *arena, struct proto_message_list list,
                                             const char *self);

/* The conversation of each message. */
const char *const *convert_message_conversations(struct arena *arena, struct proto_message_list list);

struct state_room *convert_rooms(struct arena *arena, struct proto_room_list list);
const struct state_person *convert_members(struct arena *arena, struct proto_member_list list);
const struct state_failure *convert_failures(struct arena *arena, struct proto_failure_list list);
struct state_limits convert_limits(const struct proto_limits *limits);
enum proto_remind_type convert_remind(enum state_remind remind);

const struct state_person *convert_statuses(struct arena *arena, struct proto_status_list list);
const struct state_person *convert_users(struct arena *arena, struct proto_user_list list);

#endif
