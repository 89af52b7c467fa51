/* Rooms (protocol.md, section 3: createGroup and what follows). */
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "server/event.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"
#include "store/search.h"

static bool find(struct request *request, int64_t *room, struct err *err)
{
	*room = db_room_find(request->db, request->params->room_id);
	return *room || handler_refuse(err, PROTO_ERROR_NO_ROOM);
}

/* The room, of which the caller must be a member. */
static bool find_mine(struct request *request, int64_t *room, enum proto_role *role, struct err *err)
{
	if (!find(request, room, err))
		return false;
	*role = db_room_role(request->db, *room, request->user);
	return *role != PROTO_ROLE_COUNT || handler_refuse(err, PROTO_ERROR_NO_ROOM);
}

static bool check_user_count(struct strspan names, struct err *err)
{
	return names.len <= HANDLER_USERS_MAX || handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
}

static const struct proto_room *profile_of(struct request *request, int64_t room)
{
	struct proto_room *profile = arena_alloc(request->arena, sizeof(*profile));
	db_room_profile(request->db, request->arena, request->user, room, profile, NULL);
	return profile;
}

/* A new member's conversation is there. */
static void tell_of_conversation(struct request *request, int64_t user, int64_t room)
{
	struct db_conversation conversation = db_conversation_of_room(request->db, user, room);
	event_conversations(request, user, (struct db_ids){&conversation.id, 1});
}

static void tell_joined(struct request *request, int64_t user, int64_t room)
{
	event_room_for(request, user, profile_of(request, room));
	tell_of_conversation(request, user, room);
}

/* What was filed of a room that is not there any more. */
static void tell_unfiled(struct request *request, struct db_room_filing_list filed)
{
	for (size_t i = 0; i < filed.len; i++)
		event_in_convgroup(request, filed.items[i].user, filed.items[i].convgroup);
}

/* Making and dismissing. */

static bool invite_first_members(struct request *request, int64_t room, struct err *err)
{
	struct strspan names = request->params->members;
	for (size_t i = 0; i < names.len; i++) {
		int64_t user = db_user_find(request->db, names.items[i]);
		if (!user)
			return err_set(err, PROTO_ERROR_NO_USER, "There is no user %s", names.items[i]);
		/* Named twice, or the maker himself. */
		if (db_room_role(request->db, room, user) != PROTO_ROLE_COUNT)
			continue;
		if (!db_room_invite(request->db, user, room, err))
			return false;
	}
	return true;
}

bool handle_CREATE_ROOM(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	const struct proto_room draft = {
	        .group_id = params->room_id,
	        .name = params->name,
	        .type = proto_has(params, PROTO_FIELD_ROOM_TYPE) ? params->room_type : PROTO_ROOM_PRIVATE,
	};
	int64_t room;
	if (!check_user_count(params->members, err) ||
	    !db_room_create(request->db, request->user, &draft, &room, err) ||
	    !invite_first_members(request, room, err))
		return false;
	const struct proto_room *profile = profile_of(request, room);
	proto_set(request->result, ROOM, room, profile);
	event_room(request, room, profile);
	struct db_ids members = db_room_member_ids(request->db, request->arena, room);
	for (size_t i = 0; i < members.len; i++)
		tell_of_conversation(request, members.items[i], room);
	return true;
}

bool handle_DISMISS_ROOM(struct request *request, struct err *err)
{
	int64_t room;
	enum proto_role role;
	if (!find_mine(request, &room, &role, err))
		return false;
	struct db_room_filing_list filed = db_convgroup_of_room(request->db, request->arena, room, 0);
	event_room(request, room, profile_of(request, room));
	if (!db_room_dismiss(request->db, request->user, room, err))
		return false;
	tell_unfiled(request, filed);
	return true;
}

/* Coming and going. */

bool handle_JOIN_ROOM(struct request *request, struct err *err)
{
	int64_t room = db_room_find(request->db, request->params->room_id);
	if (!room)
		room = db_room_named(request->db, request->params->room_id);
	if (!room)
		return handler_refuse(err, PROTO_ERROR_NO_ROOM);
	struct db_conversation mine = db_conversation_of_room(request->db, request->user, room);
	/* A member who has deleted the conversation comes back to it. */
	if (!db_conversation_show(request->db, &mine) && !db_room_join(request->db, request->user, room, err))
		return false;
	proto_set(request->result, ROOM, room, profile_of(request, room));
	tell_joined(request, request->user, room);
	return true;
}

bool handle_QUIT_ROOM(struct request *request, struct err *err)
{
	int64_t room;
	enum proto_role role;
	if (!find_mine(request, &room, &role, err))
		return false;
	const struct proto_room *profile = profile_of(request, room);
	struct db_room_filing_list filed =
	        db_convgroup_of_room(request->db, request->arena, room, request->user);
	if (!db_room_quit(request->db, request->user, room, err))
		return false;
	event_room_for(request, request->user, profile);
	tell_unfiled(request, filed);
	return true;
}

/* What became of each user of a list, whom it names once. */
struct outcome {
	VEC(const char *) done, already, failed;
};

typedef void act_on(struct request *request, int64_t room, const char *name, struct outcome *outcome);

static void act_on_each(struct request *request, int64_t room, act_on *act, struct outcome *outcome)
{
	struct strspan names = request->params->user_ids;
	for (size_t i = 0; i < names.len; i++) {
		if (!strspan_contains((struct strspan){names.items, i}, names.items[i]))
			act(request, room, names.items[i], outcome);
	}
}

static struct strspan keep(struct request *request, const char *const *items, size_t len)
{
	return strspan_copy(request->arena, (struct strspan){items, len});
}

static void finish_outcome(struct request *request, struct outcome *outcome, bool with_already)
{
	proto_set(request->result, SUCCESS_USERS, success_users,
	          keep(request, outcome->done.items, outcome->done.len));
	if (with_already)
		proto_set(request->result, EXISTED_USERS, existed_users,
		          keep(request, outcome->already.items, outcome->already.len));
	proto_set(request->result, FAILED_USERS, failed_users,
	          keep(request, outcome->failed.items, outcome->failed.len));
	vec_finish(&outcome->done);
	vec_finish(&outcome->already);
	vec_finish(&outcome->failed);
}

static void invite(struct request *request, int64_t room, const char *name, struct outcome *outcome)
{
	struct err err = {0};
	int64_t user = db_user_find(request->db, name);
	if (user && db_room_invite(request->db, user, room, &err)) {
		tell_joined(request, user, room);
		vec_push(&outcome->done, name);
	} else if (err.code == PROTO_ERROR_ALREADY_MEMBER) {
		vec_push(&outcome->already, name);
	} else {
		vec_push(&outcome->failed, name);
	}
}

bool handle_ADD_ROOM_MEMBERS(struct request *request, struct err *err)
{
	struct outcome outcome = {0};
	int64_t room;
	enum proto_role role;
	if (!check_user_count(request->params->user_ids, err) || !find_mine(request, &room, &role, err))
		return false;
	if (db_room_member_count(request->db, room) >= db_limits(request->db)->room_members)
		return handler_refuse(err, PROTO_ERROR_ROOM_FULL);
	act_on_each(request, room, invite, &outcome);
	finish_outcome(request, &outcome, true);
	return true;
}

static void expel(struct request *request, int64_t room, const char *name, struct outcome *outcome)
{
	struct err err = {0};
	int64_t user = db_user_find(request->db, name);
	struct db_room_filing_list filed = db_convgroup_of_room(request->db, request->arena, room, user);
	if (user && db_room_expel(request->db, request->user, user, room, &err)) {
		event_room_for(request, user, profile_of(request, room));
		tell_unfiled(request, filed);
		vec_push(&outcome->done, name);
	} else {
		vec_push(&outcome->failed, name);
	}
}

bool handle_DELETE_ROOM_MEMBERS(struct request *request, struct err *err)
{
	struct outcome outcome = {0};
	int64_t room;
	enum proto_role role;
	if (!check_user_count(request->params->user_ids, err) || !find_mine(request, &room, &role, err))
		return false;
	if (!db_room_may_expel(role))
		return handler_refuse(err, PROTO_ERROR_NOT_ALLOWED);
	act_on_each(request, room, expel, &outcome);
	finish_outcome(request, &outcome, false);
	return true;
}

/* Looking. */

bool handle_GET_ROOM_PROFILE(struct request *request, struct err *err)
{
	int64_t room;
	struct proto_room *profile = arena_alloc(request->arena, sizeof(*profile));
	if (!find(request, &room, err) ||
	    !db_room_profile(request->db, request->arena, request->user, room, profile, err))
		return false;
	proto_set(request->result, ROOM, room, profile);
	return true;
}

bool handle_SEARCH_ROOM(struct request *request, struct err *err)
{
	return handle_GET_ROOM_PROFILE(request, err);
}

bool handle_GET_ROOM_LIST(struct request *request, struct err *err)
{
	(void)err;
	proto_set(request->result, ROOM_LIST, room_list,
	          db_room_list(request->db, request->arena, request->user));
	return true;
}

static bool read_page(struct request *request, int64_t *offset, int64_t *count, struct err *err)
{
	const struct proto_fields *params = request->params;
	int64_t max = db_limits(request->db)->page;
	*offset = proto_has(params, PROTO_FIELD_OFFSET) ? params->offset : 0;
	*count = proto_has(params, PROTO_FIELD_PAGE_COUNT) ? params->count : max;
	return (*offset >= 0 && *count >= 1 && *count <= max) ||
	       handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
}

/* One more than is wanted says whether that is all. */
bool handle_SEARCH_PUBLIC_ROOMS(struct request *request, struct err *err)
{
	const char *keyword = request->params->keyword;
	int64_t offset, count;
	if (!read_page(request, &offset, &count, err))
		return false;
	if (strlen(keyword) > SEARCH_KEYWORD_BYTES)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	struct proto_room_list list = db_room_search(request->db, request->arena, keyword, offset, count + 1);
	bool is_all = (int64_t)list.len <= count;
	list.len -= !is_all;
	proto_set(request->result, ROOM_LIST, room_list, list);
	proto_set(request->result, JOINED_ROOMS, joined_rooms,
	          db_room_joined(request->db, request->arena, request->user, list));
	proto_set(request->result, IS_COMPLETED, is_completed, is_all);
	return true;
}

bool handle_GET_ROOM_MEMBERS(struct request *request, struct err *err)
{
	int64_t room, offset, count;
	enum proto_role role;
	if (!find_mine(request, &room, &role, err) || !read_page(request, &offset, &count, err))
		return false;
	int64_t all = db_room_member_count(request->db, room);
	struct proto_member_list list = db_room_members(request->db, request->arena, room, offset, count);
	proto_set(request->result, MEMBER_LIST, member_list, list);
	proto_set(request->result, MEMBER_COUNT, member_count, all);
	proto_set(request->result, IS_COMPLETED, is_completed, offset + (int64_t)list.len >= all);
	return true;
}

/* Changing. */

bool handle_UPDATE_ROOM(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	const struct proto_room draft = {
	        .name = params->name,
	        .introduction = params->introduction,
	        .notification = params->notification,
	};
	int64_t room;
	enum proto_role role;
	bool changed;
	if (!find_mine(request, &room, &role, err) ||
	    !db_room_set_profile(request->db, request->user, room, &draft, &changed, err))
		return false;
	const struct proto_room *profile = profile_of(request, room);
	proto_set(request->result, ROOM, room, profile);
	if (changed)
		event_room(request, room, profile);
	return true;
}

static bool find_member(struct request *request, const char *name, int64_t *user, struct err *err)
{
	*user = db_user_find(request->db, name);
	return *user || handler_refuse(err, PROTO_ERROR_NO_USER);
}

bool handle_SET_ROOM_ROLE(struct request *request, struct err *err)
{
	int64_t room, user;
	enum proto_role role;
	bool changed;
	if (!find_mine(request, &room, &role, err) ||
	    !find_member(request, request->params->user_id, &user, err) ||
	    !db_room_set_role(request->db, request->user, user, room, request->params->role, &changed, err))
		return false;
	if (changed)
		event_room(request, room, profile_of(request, room));
	return true;
}

bool handle_CHANGE_ROOM_OWNER(struct request *request, struct err *err)
{
	int64_t room, heir;
	enum proto_role role;
	if (!find_mine(request, &room, &role, err) ||
	    !find_member(request, request->params->new_owner, &heir, err) ||
	    !db_room_set_owner(request->db, request->user, heir, room, err))
		return false;
	const struct proto_room *profile = profile_of(request, room);
	proto_set(request->result, ROOM, room, profile);
	if (heir != request->user)
		event_room(request, room, profile);
	return true;
}
