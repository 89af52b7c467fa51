/* People (protocol.md, section 3): profiles, who is there, who types, who is blocked. */
#include "base/arena.h"
#include "server/event.h"
#include "server/presence.h"
#include "store/db_conversation.h"
#include "store/db_person.h"

static bool check_user_count(struct strspan names, struct err *err)
{
	return names.len <= HANDLER_USERS_MAX || handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
}

/* Profiles. */

/* Whoever does not exist is left out. */
bool handle_GET_USER_PROFILE(struct request *request, struct err *err)
{
	struct strspan names = request->params->user_ids;
	if (!check_user_count(names, err))
		return false;
	struct proto_user *items = arena_array(request->arena, names.len, sizeof(*items));
	struct proto_user_list list = {items, 0};
	for (size_t i = 0; i < names.len; i++) {
		int64_t user = db_user_find(request->db, names.items[i]);
		if (user)
			items[list.len++] = db_user_profile(request->db, request->arena, user);
	}
	proto_set(request->result, USER_LIST, user_list, list);
	return true;
}

bool handle_UPDATE_PROFILE(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	bool changed;
	if (!db_person_set_profile(request->db, request->user, params->nick, params->signature, &changed,
	                           err))
		return false;
	if (changed)
		event_profile(request);
	return true;
}

/* Who is there. */

bool handle_GET_STATUS(struct request *request, struct err *err)
{
	struct strspan names = request->params->user_ids;
	if (!check_user_count(names, err))
		return false;
	struct proto_status *items = arena_array(request->arena, names.len, sizeof(*items));
	int64_t *users = arena_array(request->arena, names.len, sizeof(*users));
	struct proto_status_list list = {items, 0};
	for (size_t i = 0; i < names.len; i++) {
		int64_t user = db_user_find(request->db, names.items[i]);
		if (!user)
			continue;
		users[list.len] = user;
		items[list.len++] = presence_status(request, request->user, user);
	}
	if (request->params->subscribe)
		presence_watch(request->session, users, list.len);
	proto_set(request->result, STATUS_LIST, status_list, list);
	return true;
}

bool handle_SET_STATUS(struct request *request, struct err *err)
{
	bool changed;
	if (!db_person_set_status(request->db, request->user, request->params->custom_status, &changed, err))
		return false;
	if (changed)
		presence_changed(request->server, request->user);
	return true;
}

bool handle_SEND_TYPING(struct request *request, struct err *err)
{
	struct db_conversation conversation;
	if (!db_conversation_find(request->db, request->user, request->params->conversation_id, &conversation,
	                          err))
		return false;
	event_typing(request, &conversation);
	return true;
}

/* Blocking. */

static void answer_blacklist(struct request *request, bool changed)
{
	struct strspan blocked = db_person_blocked(request->db, request->arena, request->user);
	proto_set(request->result, USER_IDS, user_ids, blocked);
	if (changed)
		event_blacklist(request, blocked);
}

bool handle_GET_BLACKLIST(struct request *request, struct err *err)
{
	(void)err;
	answer_blacklist(request, false);
	return true;
}

/* One that does not exist refuses them all. */
bool handle_ADD_TO_BLACKLIST(struct request *request, struct err *err)
{
	struct strspan names = request->params->user_ids;
	bool any = false;
	if (!check_user_count(names, err))
		return false;
	for (size_t i = 0; i < names.len; i++) {
		int64_t other = db_user_find(request->db, names.items[i]);
		bool changed;
		if (!other)
			return handler_refuse(err, PROTO_ERROR_NO_USER);
		if (!db_person_block(request->db, request->user, other, &changed, err))
			return false;
		if (changed)
			presence_show(request, request->user, other);
		any |= changed;
	}
	answer_blacklist(request, any);
	return true;
}

bool handle_REMOVE_FROM_BLACKLIST(struct request *request, struct err *err)
{
	struct strspan names = request->params->user_ids;
	bool any = false;
	if (!check_user_count(names, err))
		return false;
	for (size_t i = 0; i < names.len; i++) {
		int64_t other = db_user_find(request->db, names.items[i]);
		if (!db_person_unblock(request->db, request->user, other))
			continue;
		presence_show(request, request->user, other);
		any = true;
	}
	answer_blacklist(request, any);
	return true;
}
