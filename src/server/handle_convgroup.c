/* Conversation groups (protocol.md, section 4). */
#include "server/event.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"

static bool find(struct request *request, const char *name, int64_t *convgroup, struct err *err)
{
	*convgroup = db_convgroup_find(request->db, request->user, name);
	return *convgroup || handler_refuse(err, PROTO_ERROR_NO_CONVGROUP);
}

static void set_lists(struct request *request, const struct db_filing *filing)
{
	proto_set(request->result, SUCCESS_IDS, success_ids, filing->successes);
	proto_set(request->result, FAILURES, failures, filing->failures);
}

bool handle_CREATE_CONVGROUP(struct request *request, struct err *err)
{
	struct db_filing filing;
	if (!db_convgroup_create(request->db, request->arena, request->user, request->params->convgroup,
	                         request->params->conversation_ids, &filing, err))
		return false;
	set_lists(request, &filing);
	event_conversations(request, request->user, filing.changed);
	event_convgroups(request, request->user);
	return true;
}

bool handle_DELETE_CONVGROUP(struct request *request, struct err *err)
{
	int64_t convgroup;
	if (!find(request, request->params->convgroup, &convgroup, err))
		return false;
	struct db_ids members = db_convgroup_conversations(request->db, request->arena, convgroup);
	db_convgroup_delete(request->db, convgroup);
	event_conversations(request, request->user, members);
	event_convgroups(request, request->user);
	return true;
}

bool handle_RENAME_CONVGROUP(struct request *request, struct err *err)
{
	int64_t convgroup;
	bool changed;
	if (!find(request, request->params->old_name, &convgroup, err) ||
	    !db_convgroup_rename(request->db, request->user, convgroup, request->params->new_name, &changed,
	                         err))
		return false;
	if (!changed)
		return true;
	event_conversations(request, request->user,
	                    db_convgroup_conversations(request->db, request->arena, convgroup));
	event_convgroups(request, request->user);
	return true;
}

/* What clients keep of the groups is told where there is any. */
bool handle_GET_CONVGROUP_LIST(struct request *request, struct err *err)
{
	(void)err;
	struct strspan data = db_convgroup_data(request->db, request->arena, request->user);
	for (size_t i = 0; i < data.len; i++)
		if (*data.items[i])
			proto_set(request->result, CONVGROUP_DATA_LIST, convgroup_data_list, data);
	proto_set(request->result, CONVGROUPS, convgroups,
	          db_convgroup_names(request->db, request->arena, request->user));
	return true;
}

/* Adding, taking out, moving: what they change differs, what follows does not. */
static bool file(struct request *request, int64_t from, int64_t to, struct err *err)
{
	struct db_filing filing = {.from = from, .to = to};
	if (!db_convgroup_file(request->db, request->arena, request->user, request->params->conversation_ids,
	                       &filing, err))
		return false;
	set_lists(request, &filing);
	if (filing.from)
		event_in_convgroup(request, request->user, filing.from);
	if (filing.to)
		event_in_convgroup(request, request->user, filing.to);
	event_conversations(request, request->user, filing.changed);
	return true;
}

bool handle_ADD_TO_CONVGROUP(struct request *request, struct err *err)
{
	int64_t convgroup;
	return find(request, request->params->convgroup, &convgroup, err) && file(request, 0, convgroup, err);
}

bool handle_DELETE_FROM_CONVGROUP(struct request *request, struct err *err)
{
	int64_t convgroup;
	return find(request, request->params->convgroup, &convgroup, err) && file(request, convgroup, 0, err);
}

bool handle_MOVE_TO_CONVGROUP(struct request *request, struct err *err)
{
	const char *from_name = request->params->from_convgroup;
	int64_t from = 0, to;
	return (!from_name || find(request, from_name, &from, err)) &&
	       find(request, request->params->convgroup, &to, err) && file(request, from, to, err);
}

bool handle_SORT_CONVGROUPS(struct request *request, struct err *err)
{
	bool changed;
	struct db_ids conversations;
	if (!db_convgroup_sort(request->db, request->arena, request->user, request->params->convgroups,
	                       &changed, &conversations, err))
		return false;
	if (!changed)
		return true;
	event_conversations(request, request->user, conversations);
	event_convgroups(request, request->user);
	return true;
}

bool handle_SET_CONVGROUP_REMIND(struct request *request, struct err *err)
{
	int64_t convgroup;
	if (!find(request, request->params->convgroup, &convgroup, err))
		return false;
	event_conversations(request, request->user,
	                    db_convgroup_set_remind(request->db, request->arena, convgroup,
	                                            request->params->remind_type));
	return true;
}

bool handle_SET_CONVGROUP_DATA(struct request *request, struct err *err)
{
	const struct proto_fields *params = request->params;
	int64_t convgroup;
	bool changed;
	if (!find(request, params->convgroup, &convgroup, err) ||
	    !db_convgroup_set_data(request->db, convgroup, params->convgroup_data, &changed, err))
		return false;
	if (changed)
		event_convgroup_data(request, request->user, params->convgroup, params->convgroup_data);
	return true;
}
