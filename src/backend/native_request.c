#include "backend/native_request.h"

#include "backend/convert.h"

static void fill_nothing(const struct state_request *request, struct proto_fields *params)
{
	(void)request, (void)params;
}

static void fill_send(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	proto_set(params, CLIENT_ID, client_id, request->client_id);
	if (request->file) {
		proto_set(params, MESSAGE_TYPE, message_type, PROTO_MESSAGE_FILE);
		proto_set(params, PAYLOAD, payload,
		          ((struct proto_payload){.file_name = request->text,
		                                  .file_size = request->file_size,
		                                  .file_url = request->file}));
	} else {
		proto_set(params, MESSAGE_TYPE, message_type, PROTO_MESSAGE_TEXT);
		proto_set(params, PAYLOAD, payload, ((struct proto_payload){.text = request->text}));
	}
	if (request->mentions.len)
		proto_set(params, AT_USERS, at_users, request->mentions);
	if (request->message)
		proto_set(params, REPLY_TO, reply_to, request->message);
}

static void fill_message(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, MESSAGE_ID, message_id, request->message);
}

static void fill_modify(const struct state_request *request, struct proto_fields *params)
{
	fill_message(request, params);
	proto_set(params, PAYLOAD, payload, ((struct proto_payload){.text = request->text}));
}

static void fill_erase(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, MESSAGE_IDS, message_ids, ((struct strspan){&request->message, 1}));
}

static void fill_react(const struct state_request *request, struct proto_fields *params)
{
	fill_message(request, params);
	proto_set(params, REACTION_ID, reaction_id, request->text);
}

static void fill_load_messages(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	if (request->before)
		proto_set(params, BEFORE, before, request->before);
	if (request->after)
		proto_set(params, AFTER, after, request->after > 0 ? request->after : 0);
	if (request->count)
		proto_set(params, PAGE_COUNT, count, request->count);
}

static void fill_unseen(const struct state_request *request, struct proto_fields *params)
{
	if (request->flag)
		proto_set(params, WITHOUT_RECEIPT, without_receipt, true);
}

/* The one that is wanted stands in the middle of its page, or on the first one, which is whole, too. */
static void fill_seek(const struct state_request *request, struct proto_fields *params)
{
	int64_t count = request->count, end = request->sequence + (count + 1) / 2;
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	proto_set(params, PAGE_COUNT, count, request->seek == STATE_SEEK_MENTION ? 1 : count);
	if (request->seek == STATE_SEEK_TIME)
		proto_set(params, AROUND_TIME, around_time, request->time_ms);
	else if (request->seek == STATE_SEEK_MESSAGE)
		proto_set(params, BEFORE, before, end > count ? end : count + 1);
	else if (request->sequence)
		proto_set(params, BEFORE, before, request->sequence);
	if (request->seek == STATE_SEEK_MENTION)
		proto_set(params, MENTIONS_ME, mentions_me, true);
}

static void fill_search(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, KEYWORD, keyword, request->text);
	if (request->conversation)
		proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	else if (request->convgroup)
		proto_set(params, CONVGROUP, convgroup, request->convgroup);
	if (request->time_ms)
		proto_set(params, BEFORE, before, request->time_ms);
	if (request->count)
		proto_set(params, PAGE_COUNT, count, request->count);
}

static void fill_read(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	if (request->sequence)
		proto_set(params, SEQUENCE, sequence, request->sequence);
	fill_unseen(request, params);
	proto_set(params, WITH_CONVERSATION, with_conversation, true);
}

static void fill_unread(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	proto_set(params, SEQUENCE, sequence, request->sequence);
	proto_set(params, WITH_CONVERSATION, with_conversation, true);
}

static void fill_read_all(const struct state_request *request, struct proto_fields *params)
{
	if (request->convgroup)
		proto_set(params, CONVGROUP, convgroup, request->convgroup);
	fill_unseen(request, params);
}

static void fill_pin(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	proto_set(params, IS_PINNED, is_pinned, request->flag);
}

static void fill_draft(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
	proto_set(params, DRAFT_TEXT, draft_text, request->text);
}

static void fill_remind(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_IDS, conversation_ids, request->conversations);
	proto_set(params, REMIND_TYPE, remind_type, convert_remind(request->remind));
}

static void fill_find_person(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, USER_IDS, user_ids, ((struct strspan){&request->person, 1}));
}

static void fill_convgroup(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVGROUP, convgroup, request->convgroup);
}

static void fill_convgroup_members(const struct state_request *request, struct proto_fields *params)
{
	fill_convgroup(request, params);
	proto_set(params, CONVERSATION_IDS, conversation_ids, request->conversations);
}

static void fill_convgroup_rename(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, OLD_NAME, old_name, request->convgroup);
	proto_set(params, NEW_NAME, new_name, request->new_name);
}

static void fill_convgroup_sort(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVGROUPS, convgroups, request->convgroups);
}

static void fill_convgroup_move(const struct state_request *request, struct proto_fields *params)
{
	fill_convgroup_members(request, params);
	proto_set(params, FROM_CONVGROUP, from_convgroup, request->from_convgroup);
}

static void fill_convgroup_set(const struct state_request *request, struct proto_fields *params)
{
	fill_convgroup(request, params);
	proto_set(params, CONVGROUP_DATA, convgroup_data, request->text);
}

static void fill_convgroup_remind(const struct state_request *request, struct proto_fields *params)
{
	fill_convgroup(request, params);
	proto_set(params, REMIND_TYPE, remind_type, convert_remind(request->remind));
}

static void fill_room(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, ROOM_ID, room_id, request->room);
}

static void fill_room_search(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, KEYWORD, keyword, request->text);
	if (request->after)
		proto_set(params, OFFSET, offset, request->after);
	if (request->count)
		proto_set(params, PAGE_COUNT, count, request->count);
}

static void fill_room_create(const struct state_request *request, struct proto_fields *params)
{
	if (request->room)
		fill_room(request, params);
	proto_set(params, NAME, name, request->room_name ? request->room_name : request->room);
	proto_set(params, ROOM_TYPE, room_type, request->flag ? PROTO_ROOM_PRIVATE : PROTO_ROOM_PUBLIC);
	if (request->people.len)
		proto_set(params, MEMBERS, members, request->people);
}

static void fill_room_people(const struct state_request *request, struct proto_fields *params)
{
	fill_room(request, params);
	proto_set(params, USER_IDS, user_ids, request->people);
}

static void fill_room_members(const struct state_request *request, struct proto_fields *params)
{
	fill_room(request, params);
	proto_set(params, PAGE_COUNT, count, NATIVE_MEMBERS_PAGE);
}

static void fill_room_change(const struct state_request *request, struct proto_fields *params)
{
	fill_room(request, params);
	if (request->room_name)
		proto_set(params, NAME, name, request->room_name);
	if (request->text)
		proto_set(params, INTRODUCTION, introduction, request->text);
}

static void fill_room_role(const struct state_request *request, struct proto_fields *params)
{
	fill_room(request, params);
	proto_set(params, USER_ID, user_id, request->person);
	proto_set(params, ROLE, role, request->flag ? PROTO_ROLE_ADMIN : PROTO_ROLE_MEMBER);
}

static void fill_room_owner(const struct state_request *request, struct proto_fields *params)
{
	fill_room(request, params);
	proto_set(params, NEW_OWNER, new_owner, request->person);
}

static void fill_people(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, USER_IDS, user_ids, request->people);
}

static void fill_statuses(const struct state_request *request, struct proto_fields *params)
{
	fill_people(request, params);
	if (request->flag)
		proto_set(params, SUBSCRIBE, subscribe, true);
}

static void fill_typing(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_ID, conversation_id, request->conversation);
}

static void fill_nick(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, NICK, nick, request->text);
}

static void fill_status(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CUSTOM_STATUS, custom_status, request->text);
}

static void fill_conversations(const struct state_request *request, struct proto_fields *params)
{
	proto_set(params, CONVERSATION_IDS, conversation_ids, request->conversations);
}

static const struct {
	enum proto_method method;
	void (*fill)(const struct state_request *request, struct proto_fields *params);
} requests[STATE_REQUEST_COUNT] = {
        [STATE_REQUEST_SYNC] = {PROTO_METHOD_GET_CONVERSATION_LIST, fill_nothing},
        [STATE_REQUEST_SEND] = {PROTO_METHOD_SEND_MESSAGE, fill_send},
        [STATE_REQUEST_LOAD_MESSAGES] = {PROTO_METHOD_GET_MESSAGE_LIST, fill_load_messages},
        [STATE_REQUEST_MODIFY] = {PROTO_METHOD_MODIFY_MESSAGE, fill_modify},
        [STATE_REQUEST_RECALL] = {PROTO_METHOD_REVOKE_MESSAGE, fill_message},
        [STATE_REQUEST_ERASE] = {PROTO_METHOD_DELETE_MESSAGE, fill_erase},
        [STATE_REQUEST_REACT] = {PROTO_METHOD_ADD_REACTION, fill_react},
        [STATE_REQUEST_UNREACT] = {PROTO_METHOD_REMOVE_REACTION, fill_react},
        [STATE_REQUEST_READERS] = {PROTO_METHOD_GET_MESSAGE_READERS, fill_message},
        [STATE_REQUEST_SEEK] = {PROTO_METHOD_GET_MESSAGE_LIST, fill_seek},
        [STATE_REQUEST_SEARCH] = {PROTO_METHOD_SEARCH_MESSAGES, fill_search},
        [STATE_REQUEST_READ] = {PROTO_METHOD_SET_MESSAGE_READ, fill_read},
        [STATE_REQUEST_UNREAD] = {PROTO_METHOD_SET_MESSAGE_UNREAD, fill_unread},
        [STATE_REQUEST_READ_ALL] = {PROTO_METHOD_SET_ALL_MESSAGE_READ, fill_read_all},
        [STATE_REQUEST_DRAFT] = {PROTO_METHOD_SET_DRAFT, fill_draft},
        [STATE_REQUEST_PIN] = {PROTO_METHOD_PIN_CONVERSATION, fill_pin},
        [STATE_REQUEST_REMIND] = {PROTO_METHOD_SET_REMIND, fill_remind},
        [STATE_REQUEST_FIND_PERSON] = {PROTO_METHOD_GET_USER_PROFILE, fill_find_person},
        [STATE_REQUEST_CONVGROUP_CREATE] = {PROTO_METHOD_CREATE_CONVGROUP, fill_convgroup_members},
        [STATE_REQUEST_CONVGROUP_DELETE] = {PROTO_METHOD_DELETE_CONVGROUP, fill_convgroup},
        [STATE_REQUEST_CONVGROUP_RENAME] = {PROTO_METHOD_RENAME_CONVGROUP, fill_convgroup_rename},
        [STATE_REQUEST_CONVGROUP_SORT] = {PROTO_METHOD_SORT_CONVGROUPS, fill_convgroup_sort},
        [STATE_REQUEST_CONVGROUP_ADD] = {PROTO_METHOD_ADD_TO_CONVGROUP, fill_convgroup_members},
        [STATE_REQUEST_CONVGROUP_REMOVE] = {PROTO_METHOD_DELETE_FROM_CONVGROUP, fill_convgroup_members},
        [STATE_REQUEST_CONVGROUP_MOVE] = {PROTO_METHOD_MOVE_TO_CONVGROUP, fill_convgroup_move},
        [STATE_REQUEST_CONVGROUP_REMIND] = {PROTO_METHOD_SET_CONVGROUP_REMIND, fill_convgroup_remind},
        [STATE_REQUEST_CONVGROUP_SET] = {PROTO_METHOD_SET_CONVGROUP_DATA, fill_convgroup_set},
        [STATE_REQUEST_ROOM_CREATE] = {PROTO_METHOD_CREATE_ROOM, fill_room_create},
        [STATE_REQUEST_ROOM_JOIN] = {PROTO_METHOD_JOIN_ROOM, fill_room},
        [STATE_REQUEST_ROOM_LEAVE] = {PROTO_METHOD_QUIT_ROOM, fill_room},
        [STATE_REQUEST_ROOM_DISMISS] = {PROTO_METHOD_DISMISS_ROOM, fill_room},
        [STATE_REQUEST_ROOM_LIST] = {PROTO_METHOD_GET_ROOM_LIST, fill_nothing},
        [STATE_REQUEST_ROOM_SEARCH] = {PROTO_METHOD_SEARCH_PUBLIC_ROOMS, fill_room_search},
        [STATE_REQUEST_ROOM_MEMBERS] = {PROTO_METHOD_GET_ROOM_MEMBERS, fill_room_members},
        [STATE_REQUEST_ROOM_INVITE] = {PROTO_METHOD_ADD_ROOM_MEMBERS, fill_room_people},
        [STATE_REQUEST_ROOM_EXPEL] = {PROTO_METHOD_DELETE_ROOM_MEMBERS, fill_room_people},
        [STATE_REQUEST_ROOM_CHANGE] = {PROTO_METHOD_UPDATE_ROOM, fill_room_change},
        [STATE_REQUEST_ROOM_ROLE] = {PROTO_METHOD_SET_ROOM_ROLE, fill_room_role},
        [STATE_REQUEST_ROOM_HAND_OVER] = {PROTO_METHOD_CHANGE_ROOM_OWNER, fill_room_owner},
        [STATE_REQUEST_STATUSES] = {PROTO_METHOD_GET_STATUS, fill_statuses},
        [STATE_REQUEST_PROFILES] = {PROTO_METHOD_GET_USER_PROFILE, fill_people},
        [STATE_REQUEST_TYPING] = {PROTO_METHOD_SEND_TYPING, fill_typing},
        [STATE_REQUEST_BLOCKED] = {PROTO_METHOD_GET_BLACKLIST, fill_nothing},
        [STATE_REQUEST_BLOCK] = {PROTO_METHOD_ADD_TO_BLACKLIST, fill_people},
        [STATE_REQUEST_UNBLOCK] = {PROTO_METHOD_REMOVE_FROM_BLACKLIST, fill_people},
        [STATE_REQUEST_NICK] = {PROTO_METHOD_UPDATE_PROFILE, fill_nick},
        [STATE_REQUEST_STATUS] = {PROTO_METHOD_SET_STATUS, fill_status},
        [STATE_REQUEST_DELETE] = {PROTO_METHOD_DELETE_CONVERSATION, fill_conversations},
        [STATE_REQUEST_LOGOUT] = {PROTO_METHOD_LOGOUT, fill_nothing},
};

enum proto_method native_request_fill(const struct state_request *request, struct proto_fields *params)
{
	requests[request->type].fill(request, params);
	return requests[request->type].method;
}
