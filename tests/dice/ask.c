#include "dice/ask.h"

#include <string.h>

#include "dice/shown.h"

static void post(struct terminal *terminal, const struct model_op *op)
{
	static const enum state_request_type types[MODEL_KIND_COUNT] = {
	        [MODEL_CREATE] = STATE_REQUEST_CONVGROUP_CREATE,
	        [MODEL_DELETE] = STATE_REQUEST_CONVGROUP_DELETE,
	        [MODEL_RENAME] = STATE_REQUEST_CONVGROUP_RENAME,
	        [MODEL_SORT] = STATE_REQUEST_CONVGROUP_SORT,
	        [MODEL_ADD] = STATE_REQUEST_CONVGROUP_ADD,
	        [MODEL_REMOVE] = STATE_REQUEST_CONVGROUP_REMOVE,
	        [MODEL_MOVE] = STATE_REQUEST_CONVGROUP_MOVE,
	        [MODEL_SET] = STATE_REQUEST_CONVGROUP_SET,
	        [MODEL_PIN] = STATE_REQUEST_PIN,
	        [MODEL_REMIND] = STATE_REQUEST_REMIND,
	        [MODEL_REMIND_GROUP] = STATE_REQUEST_CONVGROUP_REMIND,
	        [MODEL_READ] = STATE_REQUEST_READ,
	        [MODEL_READ_GROUP] = STATE_REQUEST_READ_ALL,
	        [MODEL_UNREAD] = STATE_REQUEST_UNREAD,
	};
	const struct state *state = client_state(terminal->client);
	const char name[] = {op->name, '\0'}, other[] = {op->other, '\0'};
	const char *people[MODEL_PEOPLE], *order[MODEL_NAME_COUNT];
	char names[MODEL_NAME_COUNT][2] = {0};
	struct state_request request = {
	        .type = types[op->kind], .convgroup = name, .flag = op->on, .remind = op->remind};
	size_t len = 0;
	if (op->kind == MODEL_FOLD) {
		client_post(
		        terminal->client,
		        &(struct state_event){.type = STATE_EVENT_FOLD, .convgroup = name, .flag = op->on});
		return;
	}
	for (int i = 0; i < MODEL_PEOPLE; i++)
		if (op->people >> i & 1)
			people[len++] = shown_ids[i];
	request.conversations = (struct strspan){people, len};
	for (int i = 0; i < MODEL_NAME_COUNT; i++) {
		names[i][0] = op->order[i];
		order[i] = names[i];
	}
	if (op->kind == MODEL_CREATE)
		request.flag = false;
	if (op->kind == MODEL_RENAME)
		request.new_name = other;
	if (op->kind == MODEL_MOVE)
		request.from_convgroup = other;
	if (op->kind == MODEL_SORT) {
		request.convgroup = NULL;
		request.convgroups = (struct strspan){order, MODEL_NAME_COUNT};
	}
	if (op->kind == MODEL_SET && state_convgroup(state, name))
		request.text = shown_words(op->data, state_convgroup(state, name)->folded);
	if (op->kind == MODEL_REMIND)
		request.convgroup = NULL;
	if (op->kind == MODEL_UNREAD)
		request.sequence = MODEL_MESSAGES - 1;
	if (op->kind == MODEL_PIN || op->kind == MODEL_READ || op->kind == MODEL_UNREAD) {
		request.convgroup = NULL;
		request.conversations = (struct strspan){0};
		request.conversation = people[0];
	}
	client_post(terminal->client,
	            &(struct state_event){.type = STATE_EVENT_REQUEST, .request = &request});
}

static void post_type(struct terminal *terminal, enum state_event_type type)
{
	client_post(terminal->client, &(struct state_event){.type = type});
}

enum model_result ask(struct terminal *terminal, struct model *model, const struct model_op *op, bool told)
{
	struct model before = *model;
	bool too_many = op->kind == MODEL_CREATE && model_find(model, op->name) < 0;
	enum model_result result = model_do(model, op);
	if (result == MODEL_CHANGED)
		model_note(&terminal->steps, op, &before, model);
	else if (result == MODEL_REFUSED && too_many && !told)
		terminal->steps.undone_count = 0; /* that there are too many the server says */
	post(terminal, op);
	return result;
}

void ask_back(struct terminal *terminal, struct model *model, bool undo)
{
	if (undo)
		model_undo(&terminal->steps, model);
	else
		model_redo(&terminal->steps, model);
	post_type(terminal, undo ? STATE_EVENT_UNDO : STATE_EVENT_REDO);
}
