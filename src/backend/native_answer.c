#include "backend/native_answer.h"

#include "backend/convert.h"
#include "backend/native_request.h"
#include "proto/error.h"

static void answer_login(struct native_answer *at)
{
	const struct proto_fields *result = at->result;
	struct state_event *event = state_event_add(at->events, STATE_EVENT_LOGGED_IN);
	event->self = result->user_id;
	event->token = result->token;
	event->resumed = result->resumed;
	event->limits = convert_limits(&result->limits);
	/* Resumed: what was missed follows, each with its number. Else the lists are asked for, which are at least as new. */
	event->position = result->resumed ? 0 : result->event_id;
}

static void answer_conversation_list(struct native_answer *at)
{
	const struct proto_conversation_list list = at->result->conversation_list;
	struct state_event *event = state_event_add(at->events, STATE_EVENT_CONVERSATIONS_LISTED);
	event->conversations = convert_conversations(&at->events->arena, list, at->self);
	event->conversation_count = list.len;
}

/* Of a server that does not say it, the events alone tell what is so. */
static void answer_marked(struct native_answer *at)
{
	if (!proto_has(at->result, PROTO_FIELD_CONVERSATION))
		return;
	const struct proto_conversation_list list = {at->result->conversation, 1};
	at->answer->conversations = convert_conversations(&at->events->arena, list, at->self);
	at->answer->conversation_count = list.len;
}

static void answer_convgroup_list(struct native_answer *at)
{
	struct state_event *event = state_event_add(at->events, STATE_EVENT_CONVGROUPS_LISTED);
	event->convgroups = at->result->convgroups;
	event->convgroup_data = at->result->convgroup_data_list;
	event->complete = true;
}

static void set_messages(struct state_event *event, struct arena *arena, struct proto_message_list list,
                         const char *self)
{
	event->messages = convert_messages(arena, list, self);
	event->message_conversations = convert_message_conversations(arena, list);
	event->message_count = list.len;
}

static void answer_message(struct native_answer *at)
{
	const struct proto_message_list list = {at->result->message, 1};
	set_messages(at->answer, &at->events->arena, list, at->self);
}

static void answer_messages(struct native_answer *at)
{
	set_messages(at->answer, &at->events->arena, at->result->message_list, at->self);
	at->answer->complete = at->result->is_completed;
}

static void answer_found(struct native_answer *at)
{
	set_messages(at->answer, &at->events->arena, at->result->message_list, at->self);
	/* Of a server built before it was said, a page counts as all that there is. */
	at->answer->complete = !proto_has(at->result, PROTO_FIELD_IS_COMPLETED) || at->result->is_completed;
}

static void answer_profiles(struct native_answer *at)
{
	if (!at->flight->one) {
		at->answer->people = convert_users(&at->events->arena, at->result->user_list);
		at->answer->person_count = at->result->user_list.len;
		return;
	}
	if (at->result->user_list.len == 0) {
		at->answer->code = PROTO_ERROR_NO_USER;
		at->answer->text = proto_error_text(PROTO_ERROR_NO_USER);
		return;
	}
	at->answer->conversations =
	        convert_person(&at->events->arena, &at->result->user_list.items[0], at->self);
	at->answer->conversation_count = 1;
}

static void answer_lists(struct native_answer *at)
{
	at->answer->failures = convert_failures(&at->events->arena, at->result->failures);
	at->answer->failure_count = at->result->failures.len;
}

static void set_rooms(struct state_event *event, struct arena *arena, struct proto_room_list list)
{
	event->rooms = convert_rooms(arena, list);
	event->room_count = list.len;
}

static void answer_room(struct native_answer *at)
{
	set_rooms(at->answer, &at->events->arena, (struct proto_room_list){at->result->room, 1});
}

static void answer_rooms(struct native_answer *at)
{
	set_rooms(at->answer, &at->events->arena, at->result->room_list);
}

static void answer_found_rooms(struct native_answer *at)
{
	const struct proto_room_list list = at->result->room_list;
	struct state_room *rooms = convert_rooms(&at->events->arena, list);
	for (size_t i = 0; i < list.len; i++)
		rooms[i].joined = strspan_contains(at->result->joined_rooms, rooms[i].id);
	at->answer->rooms = rooms;
	at->answer->room_count = list.len;
	at->answer->complete = at->result->is_completed;
}

static void keep_people(struct native_flight *flight, const struct state_person *people, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct state_person person = {
		        .id = arena_strdup(&flight->kept, people[i].id),
		        .name = arena_strdup(&flight->kept, people[i].name),
		        .role = people[i].role,
		};
		vec_push(&flight->people, person);
	}
}

static void give_people(const struct native_flight *flight, struct state_event *answer, struct arena *arena)
{
	struct state_person *people = arena_array(arena, flight->people.len, sizeof(*people));
	for (size_t i = 0; i < flight->people.len; i++) {
		people[i] = flight->people.items[i];
		people[i].id = arena_strdup(arena, people[i].id);
		people[i].name = arena_strdup(arena, people[i].name);
	}
	answer->people = people;
	answer->person_count = flight->people.len;
}

static void answer_readers(struct native_answer *at)
{
	const struct proto_user_list read = at->result->read_users;
	at->answer->people = convert_users(&at->events->arena, read);
	at->answer->person_count = read.len;
	at->answer->read_count = at->result->read_count;
	at->answer->unread_count = at->result->unread_count;
}

/* Page by page; each but the last asks for the next. */
static void answer_members(struct native_answer *at)
{
	const struct proto_member_list page = at->result->member_list;
	struct native_flight *flight = at->flight;
	keep_people(flight, convert_members(&at->events->arena, page), page.len);
	if (at->result->is_completed || page.len == 0 || flight->people.len >= NATIVE_MEMBERS_MAX) {
		give_people(flight, at->answer, &at->events->arena);
		return;
	}
	at->goes_on = true;
	proto_set(&at->next, ROOM_ID, room_id, flight->room);
	proto_set(&at->next, OFFSET, offset, (int64_t)flight->people.len);
	proto_set(&at->next, PAGE_COUNT, count, NATIVE_MEMBERS_PAGE);
}

/* A room's failures name people, not conversations. */
static void answer_people(struct native_answer *at)
{
	const struct strspan failed = at->result->failed_users;
	struct state_failure *failures = arena_array(&at->events->arena, failed.len, sizeof(*failures));
	for (size_t i = 0; i < failed.len; i++)
		failures[i] = (struct state_failure){failed.items[i], PROTO_ERROR_NO_USER,
		                                     at->flight->method == PROTO_METHOD_ADD_ROOM_MEMBERS
		                                             ? proto_error_text(PROTO_ERROR_NO_USER)
		                                             : "Is no member whom you could remove"};
	at->answer->failures = failures;
	at->answer->failure_count = failed.len;
	at->answer->ids = at->result->success_users;
}

static void answer_statuses(struct native_answer *at)
{
	at->answer->people = convert_statuses(&at->events->arena, at->result->status_list);
	at->answer->person_count = at->result->status_list.len;
}

static void answer_blacklist(struct native_answer *at)
{
	at->answer->ids = at->result->user_ids;
}

/* Where none stands, the ANSWERED alone says it. */
static void (*const answers[PROTO_METHOD_COUNT])(struct native_answer *at) = {
        [PROTO_METHOD_LOGIN] = answer_login,
        [PROTO_METHOD_GET_CONVERSATION_LIST] = answer_conversation_list,
        [PROTO_METHOD_SET_MESSAGE_READ] = answer_marked,
        [PROTO_METHOD_SET_MESSAGE_UNREAD] = answer_marked,
        [PROTO_METHOD_SEND_MESSAGE] = answer_message,
        [PROTO_METHOD_GET_MESSAGE_LIST] = answer_messages,
        [PROTO_METHOD_SEARCH_MESSAGES] = answer_found,
        [PROTO_METHOD_GET_MESSAGE_READERS] = answer_readers,
        [PROTO_METHOD_GET_USER_PROFILE] = answer_profiles,
        [PROTO_METHOD_GET_STATUS] = answer_statuses,
        [PROTO_METHOD_GET_BLACKLIST] = answer_blacklist,
        [PROTO_METHOD_CREATE_ROOM] = answer_room,
        [PROTO_METHOD_JOIN_ROOM] = answer_room,
        [PROTO_METHOD_GET_ROOM_LIST] = answer_rooms,
        [PROTO_METHOD_SEARCH_PUBLIC_ROOMS] = answer_found_rooms,
        [PROTO_METHOD_GET_ROOM_MEMBERS] = answer_members,
        [PROTO_METHOD_ADD_ROOM_MEMBERS] = answer_people,
        [PROTO_METHOD_DELETE_ROOM_MEMBERS] = answer_people,
        [PROTO_METHOD_CREATE_CONVGROUP] = answer_lists,
        [PROTO_METHOD_GET_CONVGROUP_LIST] = answer_convgroup_list,
        [PROTO_METHOD_ADD_TO_CONVGROUP] = answer_lists,
        [PROTO_METHOD_DELETE_FROM_CONVGROUP] = answer_lists,
        [PROTO_METHOD_MOVE_TO_CONVGROUP] = answer_lists,
};

void native_answer(struct native_answer *at)
{
	if (answers[at->flight->method])
		answers[at->flight->method](at);
}
