/* Finding messages (protocol.md, section 3). */
#include <string.h>

#include "server/handler.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"
#include "store/db_search.h"
#include "store/search.h"

static bool read_numbers(struct request *request, struct db_search *search, struct err *err)
{
	const struct proto_fields *params = request->params;
	bool before = proto_has(params, PROTO_FIELD_BEFORE),
	     count = proto_has(params, PROTO_FIELD_PAGE_COUNT);
	search->before = before ? params->before : 0;
	search->count = count ? params->count : PROTO_PAGE_DEFAULT;
	bool ok = search->count >= 1 && search->count <= db_limits(request->db)->page &&
	          (!before || search->before >= 1) && strlen(params->keyword) <= SEARCH_KEYWORD_BYTES;
	return ok || handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
}

static bool read_place(struct request *request, struct db_conversation *conversation,
                       struct db_search *search, struct err *err)
{
	const struct proto_fields *params = request->params;
	if (proto_has(params, PROTO_FIELD_CONVGROUP) &&
	    !(search->convgroup = db_convgroup_find(request->db, request->user, params->convgroup)))
		return handler_refuse(err, PROTO_ERROR_NO_CONVGROUP);
	if (!proto_has(params, PROTO_FIELD_CONVERSATION_ID))
		return true;
	search->conversation = conversation;
	return db_conversation_find(request->db, request->user, params->conversation_id, conversation, err);
}

bool handle_SEARCH_MESSAGES(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	bool is_all;
	struct db_conversation conversation;
	struct db_search search = {
	        .keyword = params->keyword,
	        .from = proto_has(params, PROTO_FIELD_FROM) ? params->from : NULL,
	};
	if (!read_numbers(request, &search, err) || !read_place(request, &conversation, &search, err))
		return false;
	proto_set(request->result, MESSAGE_LIST, message_list,
	          db_search(request->db, request->arena, request->user, &search, &is_all));
	proto_set(request->result, IS_COMPLETED, is_completed, is_all);
	return true;
}
