/* People (protocol.md, section 3). */
#include "base/arena.h"
#include "server/handler.h"

/* Whoever does not exist is left out. */
bool handle_GET_USER_PROFILE(struct request *request, struct err *err)
{
	struct strspan names = request->params->user_ids;
	if (names.len > HANDLER_USERS_MAX)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
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
