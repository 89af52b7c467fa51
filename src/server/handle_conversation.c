/* Conversations: lists, pins, read positions (protocol.md, section 3). */
#include <string.h>

#include "base/arena.h"
#include "server/event.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"
#include "store/db_person.h"

static bool find(struct request *request, struct db_conversation *conversation, struct err *err)
{
	return db_conversation_find(request->db, request->user, request->params->conversation_id,
	                            conversation, err);
}

static bool find_convgroup(struct request *request, int64_t *convgroup, struct err *err)
{
	*convgroup = 0;
	if (!proto_has(request->params, PROTO_FIELD_CONVGROUP))
		return true;
	*convgroup = db_convgroup_find(request->db, request->user, request->params->convgroup);
	return *convgroup || handler_refuse(err, PROTO_ERROR_NO_CONVGROUP);
}

static bool passes(const struct proto_fields *filter, const struct proto_conversation *conversation)
{
	if (proto_has(filter, PROTO_FIELD_CONVERSATION_IDS) &&
	    !strspan_contains(filter->conversation_ids, conversation->conversation_id))
		return false;
	if (proto_has(filter, PROTO_FIELD_CONVERSATION_TYPE) &&
	    conversation->type != filter->conversation_type)
		return false;
	return !proto_has(filter, PROTO_FIELD_HAS_UNREAD) ||
	       (conversation->unread_count > 0) == filter->has_unread;
}

bool handle_GET_CONVERSATION_LIST(struct request *request, struct err *err)
{
	const struct proto_fields *filter = request->params;
	int64_t convgroup;
	if (!find_convgroup(request, &convgroup, err))
		return false;
	if (filter->conversation_ids.len > (size_t)db_limits(request->db)->conversations_per_request)
		return handler_refuse(err, PROTO_ERROR_TOO_MANY_NAMED);
	struct proto_conversation_list all =
	        convgroup ? db_conversation_list_filed(request->db, request->arena, convgroup)
	                  : db_conversation_list(request->db, request->arena, request->user);
	struct proto_conversation *items = arena_array(request->arena, all.len, sizeof(*items));
	struct proto_conversation_list chosen = {items, 0};
	for (size_t i = 0; i < all.len; i++) {
		if (passes(filter, &all.items[i]))
			items[chosen.len++] = all.items[i];
	}
	proto_set(request->result, CONVERSATION_LIST, conversation_list, chosen);
	return true;
}

static void answer_conversation(struct request *request, const struct db_conversation *found)
{
	struct proto_conversation *conversation = arena_alloc(request->arena, sizeof(*conversation));
	struct proto_conversation_list list =
	        db_conversation_list_these(request->db, request->arena, &found->id, found->id ? 1 : 0);
	*conversation = list.len ? list.items[0]
	                         : db_conversation_not_begun(request->db, request->arena, found->peer);
	proto_set(request->result, CONVERSATION, conversation, conversation);
}

bool handle_GET_CONVERSATION_PROFILE(struct request *request, struct err *err)
{
	struct db_conversation found;
	if (!find(request, &found, err))
		return false;
	answer_conversation(request, &found);
	return true;
}

static struct db_ids only(const int64_t *id)
{
	return (struct db_ids){id, 1};
}

/* It is there from now on; true for one that was deleted. */
static bool begin(struct request *request, struct db_conversation *conversation)
{
	if (conversation->id)
		return db_conversation_show(request->db, conversation);
	db_conversation_make(request->db, conversation);
	return false;
}

bool handle_PIN_CONVERSATION(struct request *request, struct err *err)
{
	struct db_conversation conversation;
	if (!find(request, &conversation, err))
		return false;
	bool changed = request->params->is_pinned && begin(request, &conversation);
	changed |= db_conversation_pin(request->db, &conversation, request->params->is_pinned);
	if (changed)
		event_conversations(request, request->user, only(&conversation.id));
	return true;
}

/* An empty one begins no conversation. */
bool handle_SET_DRAFT(struct request *request, struct err *err)
{
	const char *text = request->params->draft_text;
	struct db_conversation conversation;
	if (strlen(text) > (size_t)db_limits(request->db)->message_bytes)
		return handler_refuse(err, PROTO_ERROR_MESSAGE_TOO_LARGE);
	if (!find(request, &conversation, err))
		return false;
	bool changed = *text && begin(request, &conversation);
	changed |= db_conversation_set_draft(request->db, &conversation, text);
	if (changed)
		event_conversations(request, request->user, only(&conversation.id));
	return true;
}

/* One that the user does not have refuses them all. */
bool handle_SET_REMIND(struct request *request, struct err *err)
{
	const struct strspan asked = request->params->conversation_ids;
	int64_t *ids = arena_array(request->arena, asked.len, sizeof(*ids));
	struct db_ids changed = {ids, 0};
	if (asked.len > (size_t)db_limits(request->db)->conversations_per_request)
		return handler_refuse(err, PROTO_ERROR_TOO_MANY_NAMED);
	for (size_t i = 0; i < asked.len; i++) {
		struct db_conversation conversation;
		if (!db_conversation_find(request->db, request->user, asked.items[i], &conversation, err))
			return false;
		bool is_back = (conversation.id || request->params->remind_type != PROTO_REMIND_NOTIFY) &&
		               begin(request, &conversation);
		if (db_conversation_set_remind(request->db, &conversation, request->params->remind_type) ||
		    is_back)
			ids[changed.len++] = conversation.id;
	}
	event_conversations(request, request->user, changed);
	return true;
}

/* Unless the request, or a block, keeps it from the other side. */
static void show_read(struct request *request, const struct db_conversation *conversation)
{
	bool hidden =
	        proto_has(request->params, PROTO_FIELD_WITHOUT_RECEIPT) && request->params->without_receipt;
	if (hidden || db_person_blocks(request->db, conversation->user, conversation->peer))
		return;
	if (db_conversation_show_read(request->db, conversation))
		event_read(request, conversation);
}

/* As it is then, changed or not. */
static void answer_marked(struct request *request, const struct db_conversation *conversation)
{
	if (proto_has(request->params, PROTO_FIELD_WITH_CONVERSATION) && request->params->with_conversation)
		answer_conversation(request, conversation);
}

bool handle_SET_MESSAGE_READ(struct request *request, struct err *err)
{
	struct db_conversation conversation;
	bool all = !proto_has(request->params, PROTO_FIELD_SEQUENCE);
	if (!find(request, &conversation, err))
		return false;
	if (!all && request->params->sequence < 0)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	int64_t sequence = all ? conversation.last_sequence : request->params->sequence;
	if (conversation.id) {
		if (db_conversation_read(request->db, &conversation, sequence))
			event_conversations(request, request->user, only(&conversation.id));
		show_read(request, &conversation);
	}
	answer_marked(request, &conversation);
	return true;
}

/* Whoever wrote it has heard that it was read, and that stays so. */
bool handle_SET_MESSAGE_UNREAD(struct request *request, struct err *err)
{
	struct db_conversation conversation;
	if (!find(request, &conversation, err))
		return false;
	if (request->params->sequence < 0)
		return handler_refuse(err, PROTO_ERROR_OUT_OF_RANGE);
	if (conversation.id && !conversation.is_hidden &&
	    db_conversation_unread_after(request->db, &conversation, request->params->sequence))
		event_conversations(request, request->user, only(&conversation.id));
	answer_marked(request, &conversation);
	return true;
}

bool handle_SET_ALL_MESSAGE_READ(struct request *request, struct err *err)
{
	int64_t convgroup;
	if (!find_convgroup(request, &convgroup, err))
		return false;
	struct db_conversation_list unread =
	        db_conversation_unread(request->db, request->arena, request->user, convgroup);
	int64_t *ids = arena_array(request->arena, unread.len, sizeof(*ids));
	for (size_t i = 0; i < unread.len; i++) {
		db_conversation_read(request->db, &unread.items[i], unread.items[i].last_sequence);
		ids[i] = unread.items[i].id;
	}
	event_conversations(request, request->user, (struct db_ids){ids, unread.len});
	for (size_t i = 0; i < unread.len; i++)
		show_read(request, &unread.items[i]);
	return true;
}

/* One that the user does not have refuses them all. An empty text begins no conversation. */
bool handle_SET_CONVERSATION_DATA(struct request *request, struct err *err)
{
	const struct strspan asked = request->params->conversation_ids;
	const char *data = request->params->conversation_data;
	int64_t *ids = arena_array(request->arena, asked.len, sizeof(*ids));
	struct db_ids changed = {ids, 0};
	if (asked.len > (size_t)db_limits(request->db)->conversations_per_request)
		return handler_refuse(err, PROTO_ERROR_TOO_MANY_NAMED);
	if (strlen(data) > (size_t)db_limits(request->db)->custom_data_bytes)
		return err_set(err, PROTO_ERROR_BAD_PARAMETER,
		               "A conversation's customData has at most %d bytes",
		               (int)db_limits(request->db)->custom_data_bytes);
	for (size_t i = 0; i < asked.len; i++) {
		struct db_conversation conversation;
		if (!db_conversation_find(request->db, request->user, asked.items[i], &conversation, err))
			return false;
		bool is_back = *data && begin(request, &conversation);
		bool is_set = db_conversation_set_data(request->db, &conversation, data);
		if ((is_set || is_back) && !conversation.is_hidden)
			ids[changed.len++] = conversation.id;
	}
	event_conversations(request, request->user, changed);
	return true;
}

static bool delete_one(struct request *request, const char *conversation_id, bool *deleted, struct err *err)
{
	bool clear = !proto_has(request->params, PROTO_FIELD_CLEAR_HISTORY) || request->params->clear_history;
	struct db_conversation conversation;
	if (!db_conversation_find(request->db, request->user, conversation_id, &conversation, err))
		return false;
	if (conversation.peer == request->user)
		return err_set(err, PROTO_ERROR_NOT_ALLOWED, "Your notes stay");
	*deleted = conversation.id && !conversation.is_hidden;
	if (conversation.id)
		db_conversation_delete(request->db, &conversation, clear);
	return true;
}

bool handle_DELETE_CONVERSATION(struct request *request, struct err *err)
{
	const struct strspan asked = request->params->conversation_ids;
	const char **names = arena_array(request->arena, asked.len, sizeof(*names));
	struct strspan deleted = {names, 0};
	if (asked.len > (size_t)db_limits(request->db)->conversations_per_request)
		return handler_refuse(err, PROTO_ERROR_TOO_MANY_NAMED);
	struct db_ids convgroups =
	        db_convgroup_of_conversations(request->db, request->arena, request->user, asked);
	for (size_t i = 0; i < asked.len; i++) {
		bool is_new = false;
		if (!delete_one(request, asked.items[i], &is_new, err))
			return false;
		if (is_new)
			names[deleted.len++] = asked.items[i];
	}
	event_conversations_deleted(request, deleted);
	for (size_t i = 0; i < convgroups.len; i++)
		event_in_convgroup(request, request->user, convgroups.items[i]);
	return true;
}
