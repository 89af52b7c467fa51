/* What is done to messages that were sent (protocol.md, section 3). */
#include "base/arena.h"
#include "server/event.h"
#include "server/options.h"
#include "store/db_conversation.h"
#include "store/db_message.h"
#include "store/db_message_change.h"

static bool find(struct request *request, struct db_found_message *found, struct err *err)
{
	return db_message_find(request->db, request->arena, request->user, request->params->message_id, found,
	                       err);
}

/* Those of whose mentions it was one count it no more. `user` 0: all. */
static void unmention(struct request *request, const struct db_found_message *found, int64_t user)
{
	struct db_ids counted = db_message_unmention(request->db, request->arena, found, user);
	for (size_t i = 0; i < counted.len; i++)
		event_conversations(request, db_conversation_owner(request->db, counted.items[i]),
		                    (struct db_ids){counted.items + i, 1});
}

bool handle_MODIFY_MESSAGE(struct request *request, struct err *err)
{
	const struct proto_payload *payload = &request->params->payload;
	struct db_found_message found;
	bool changed = false;
	if (!find(request, &found, err))
		return false;
	if (found.type == PROTO_MESSAGE_TEXT && !payload->text)
		return handler_refuse_field(request, err, "payload", "lacks what its type needs");
	if (!db_message_modify(request->db, &found, payload->json, &changed, err))
		return false;
	if (changed)
		event_message_changed(request, PROTO_EVENT_MESSAGE_MODIFIED, &found);
	return true;
}

bool handle_REVOKE_MESSAGE(struct request *request, struct err *err)
{
	int64_t limit_ms = request->server->options->recall_time * 1000;
	struct db_found_message found;
	bool changed;
	if (!find(request, &found, err) || !db_message_revoke(request->db, &found, limit_ms, &changed, err))
		return false;
	if (changed) {
		event_message_changed(request, PROTO_EVENT_MESSAGE_REVOKED, &found);
		unmention(request, &found, 0);
	}
	return true;
}

bool handle_DELETE_MESSAGE(struct request *request, struct err *err)
{
	const struct strspan asked = request->params->message_ids;
	if (asked.len > (size_t)db_limits(request->db)->page)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	for (size_t i = 0; i < asked.len; i++) {
		struct db_found_message found;
		/* Twice in the list counts once. */
		if (strspan_contains((struct strspan){asked.items, i}, asked.items[i]))
			continue;
		if (!db_message_find(request->db, request->arena, request->user, asked.items[i], &found, err))
			return false;
		db_message_delete(request->db, &found);
		event_message_deleted(request, &found);
		unmention(request, &found, request->user);
	}
	return true;
}

bool handle_ADD_REACTION(struct request *request, struct err *err)
{
	struct db_found_message found;
	bool changed = false;
	if (!find(request, &found, err) ||
	    !db_message_react(request->db, &found, request->params->reaction_id, &changed, err))
		return false;
	if (changed)
		event_message_changed(request, PROTO_EVENT_MESSAGE_MODIFIED, &found);
	return true;
}

bool handle_REMOVE_REACTION(struct request *request, struct err *err)
{
	struct db_found_message found;
	if (!find(request, &found, err))
		return false;
	if (db_message_unreact(request->db, &found, request->params->reaction_id))
		event_message_changed(request, PROTO_EVENT_MESSAGE_MODIFIED, &found);
	return true;
}

bool handle_GET_MESSAGE_READERS(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	int64_t offset = proto_has(params, PROTO_FIELD_OFFSET) ? params->offset : 0;
	int64_t count =
	        proto_has(params, PROTO_FIELD_PAGE_COUNT) ? params->count : db_limits(request->db)->page;
	struct db_found_message found;
	if (offset < 0 || count < 1 || count > db_limits(request->db)->page)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	if (!find(request, &found, err))
		return false;
	if (!found.conversation.room)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER, "Only for messages in rooms");
	struct db_readers readers = db_message_readers(request->db, request->arena, &found, offset, count);
	proto_set(request->result, READ_USERS, read_users, readers.page);
	proto_set(request->result, READ_COUNT, read_count, readers.read);
	proto_set(request->result, UNREAD_COUNT, unread_count, readers.unread);
	return true;
}
