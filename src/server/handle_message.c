/* Messages (protocol.md, sections 2 and 3). */
#include "base/arena.h"
#include "server/event.h"
#include "store/db_conversation.h"
#include "store/db_message.h"

bool handle_SEND_MESSAGE(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	const struct proto_message draft = {
	        .client_id = params->client_id,
	        .type = params->message_type,
	        .payload = params->payload,
	        .at_user_list = params->at_users,
	        .reply_to = params->reply_to,
	        .cloud_custom_data = params->cloud_custom_data,
	};
	struct proto_message *message = arena_alloc(request->arena, sizeof(*message));
	struct db_conversation conversation;
	proto_set(request->result, MESSAGE, message, message);
	if (db_message_find_sent(request->db, request->arena, request->user, params->client_id, message))
		return true;
	if (!db_conversation_find(request->db, request->user, params->conversation_id, &conversation, err) ||
	    !db_message_send(request->db, request->arena, &conversation, &draft, message, err))
		return false;
	event_message(request, &conversation, message);
	return true;
}

static bool read_range(struct request *request, struct db_message_range *range, struct err *err)
{
	const struct proto_fields *params = request->params;
	bool before = proto_has(params, PROTO_FIELD_BEFORE), after = proto_has(params, PROTO_FIELD_AFTER);
	bool count = proto_has(params, PROTO_FIELD_PAGE_COUNT);
	bool time = proto_has(params, PROTO_FIELD_AROUND_TIME);
	if (before && after)
		return handler_refuse_field(request, err, "after", "cannot stand beside before");
	if (time && (before || after))
		return handler_refuse_field(request, err, "aroundTime",
		                            "cannot stand beside before or after");
	*range = (struct db_message_range){
	        .before = before ? params->before : 0,
	        .after = after ? params->after : -1,
	        .around_time = time ? params->around_time : 0,
	        .mentions = proto_has(params, PROTO_FIELD_MENTIONS_ME) && params->mentions_me,
	        .count = count ? params->count : PROTO_PAGE_DEFAULT,
	};
	if (range->count < 1 || range->count > db_limits(request->db)->page ||
	    (time && params->around_time < 1) || (before && params->before < 1) ||
	    (after && params->after < 0))
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	return true;
}

bool handle_GET_MESSAGE_LIST(struct request *request, struct err *err)
{
	struct db_message_range range = {0};
	struct db_conversation conversation;
	bool is_completed;
	if (!read_range(request, &range, err) ||
	    !db_conversation_find(request->db, request->user, request->params->conversation_id, &conversation,
	                          err))
		return false;
	struct proto_message_list list =
	        db_message_list(request->db, request->arena, &conversation, range, &is_completed);
	proto_set(request->result, MESSAGE_LIST, message_list, list);
	proto_set(request->result, IS_COMPLETED, is_completed, is_completed);
	return true;
}
