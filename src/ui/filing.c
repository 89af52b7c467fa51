/* Filing a conversation: moved to a group, added to one more, taken out of one. */
#include "ui/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "ui/label.h"

enum filing_deed {
	FILE_IN, /* the group `value` */
	FILE_IN_NEW, /* the group that is made of what was typed */
};

static size_t marked(const struct ui_turn *turn)
{
	return marks_count(&turn->ui->marks);
}

static const struct state_conversation *conversation_here(struct ui_turn *turn, const char *what)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->conversation)
		return row->conversation;
	ui_notice(turn, false, "%s: put the cursor on one first", what);
	return NULL;
}

/* The group that the conversation of the row leaves, NULL: none. False, and told: nobody said which of several. */
static bool find_source(struct ui_turn *turn, const struct state_row *row, const char **source)
{
	bool known = marks_source(row->convgroup ? row->convgroup->name : NULL, row->conversation, source);
	if (!known)
		ui_notice(turn, false,
		          "It is in more than one group: go to it under the one that it is to leave");
	return known;
}

static void moved(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer);

static bool is_move(const struct dialog *dialog)
{
	return dialog->purpose->done == moved;
}

/* ---- the picker of groups ---- */

static bool contains_folded(const char *name, const char *wanted)
{
	char *folded = utf8_fold(name);
	bool found = strstr(folded, wanted) != NULL;
	free(folded);
	return found;
}

/* Those that the conversation is not in already, by what was typed; for marked ones all. */
static void add_convgroups(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	const struct state_conversation *conversation = state_conversation(state, dialog->conversation);
	char *wanted = utf8_fold(dialog->input.text), detail[64];
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const char *name = state->convgroups.items[i].name;
		if ((conversation && state_is_in(conversation, name)) || !contains_folded(name, wanted))
			continue;
		size_t count = state_conversations_in(state, name);
		snprintf(detail, sizeof(detail), "%zu conversation%s", count, label_plural((int64_t)count));
		dialog_add_choice(dialog, name, detail, name, FILE_IN);
	}
	free(wanted);
}

/* What was typed as a new group, or why it cannot be one. */
static void add_new(struct ui_turn *turn, struct dialog *dialog)
{
	const char *name = dialog->input.text;
	char label[256];
	struct err err;
	if (*name == '\0' || state_convgroup(turn->state, name))
		return;
	if (!state_check_convgroup_name(turn->state, name, NULL, &err)) {
		dialog_set_remark(dialog, err.text);
		return;
	}
	snprintf(label, sizeof(label), "create “%s”", name);
	dialog_add_choice(dialog, label, convgroup_bytes(turn, name), name, FILE_IN_NEW);
}

/* How many places in groups more it takes, at the most. A move from one group to another takes none. */
static size_t places_needed(const struct ui_turn *turn, const struct dialog *dialog)
{
	const struct mark *mark, *after;
	size_t needed = 0;
	if (dialog->conversation)
		return dialog->convgroup ? 0 : 1;
	HASH_ITER (hh, turn->ui->marks.all, mark, after) {
		const struct state_conversation *one = state_conversation(turn->state, mark->conversation);
		needed += one && (!is_move(dialog) || one->convgroups.len == 0);
	}
	return needed;
}

/* Before the server says no. */
static void tell_limits(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	int64_t groups = state->limits.convgroups, places = state->limits.conversations_in_groups;
	int64_t left = places - (int64_t)state_filed(state);
	char remark[128];
	if (places > 0 && left < (int64_t)places_needed(turn, dialog))
		snprintf(remark, sizeof(remark), "Of the %lld places in all groups %lld %s left",
		         (long long)places, (long long)(left > 0 ? left : 0), left == 1 ? "is" : "are");
	else if (groups > 0 && (int64_t)state->convgroups.len >= groups)
		snprintf(remark, sizeof(remark), "All %lld groups that there can be are made",
		         (long long)groups);
	else
		return;
	dialog_set_remark(dialog, remark);
}

static void list_convgroups(struct ui_turn *turn, struct dialog *dialog)
{
	dialog_clear_choices(dialog);
	dialog_set_remark(dialog, *dialog->input.text ? "" : "Type to narrow, or the name of a new group");
	tell_limits(turn, dialog);
	add_convgroups(turn, dialog);
	add_new(turn, dialog);
}

/* ---- asking the server ---- */

/* Where the request that follows needs the group first, `wanted` says that it is still to come. */
static void ask_create(struct ui_turn *turn, struct dialog *dialog, const char *name, bool with_conversation)
{
	if (!with_conversation)
		mem_replace(&dialog->wanted, name);
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_CREATE);
	request->convgroup = ui_keep(turn, name);
	if (!with_conversation)
		return;
	request->conversations = ui_keep_one(turn, dialog->conversation);
	ui_tell_when_done(turn, request);
}

/* The box is about one conversation, or about the marked ones. `joins`: undone together with what was asked before. */
static void ask_filing(struct ui_turn *turn, struct dialog *dialog, enum state_request_type type,
                       const char *name, bool joins)
{
	if (!dialog->conversation) {
		const char *convgroup = ui_keep(turn, name);
		dialog_close(dialog);
		turn->ui->bulk.joins |= joins;
		bulk_begin(turn, type, convgroup, false);
		return;
	}
	struct state_request *request = ui_dialog_request(turn, type);
	request->convgroup = ui_keep(turn, name);
	request->conversations = ui_keep_one(turn, dialog->conversation);
	request->joins = joins;
	if (type == STATE_REQUEST_CONVGROUP_MOVE)
		request->from_convgroup = ui_keep(turn, dialog->convgroup);
	ui_tell_when_done(turn, request);
}

/* ---- moving ---- */

/* Out of one group into a new one are two requests. */
static void move_to_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (!choice)
		return;
	if (choice->deed == FILE_IN) {
		ask_filing(turn, dialog, STATE_REQUEST_CONVGROUP_MOVE, choice->value, false);
	} else {
		ask_create(turn, dialog, choice->value, dialog->conversation && !dialog->convgroup);
	}
}

/* The group that was made first is there. */
static void file_in_made(struct ui_turn *turn, struct dialog *dialog, enum state_request_type type)
{
	if (!dialog->wanted)
		return;
	char *name = mem_strdup(dialog->wanted);
	mem_replace(&dialog->wanted, NULL);
	ask_filing(turn, dialog, type, name, true);
	free(name);
}

static void moved(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)answer;
	file_in_made(turn, dialog, STATE_REQUEST_CONVGROUP_MOVE);
}

static void open_picker(struct ui_turn *turn, const struct dialog_purpose *purpose, const char *format,
                        const struct state_conversation *conversation, const char *source)
{
	struct dialog *dialog = &turn->ui->dialog;
	char *label = label_conversation(conversation), title[512];
	snprintf(title, sizeof(title), format, label);
	free(label);
	dialog_open(dialog, purpose, title);
	dialog->conversation = mem_strdup(conversation->id);
	dialog->convgroup = mem_strdup(source);
	ui_refresh_dialog(turn);
}

static void open_picker_for_marked(struct ui_turn *turn, const struct dialog_purpose *purpose,
                                   const char *format)
{
	char title[128];
	snprintf(title, sizeof(title), format, marked(turn), label_plural((int64_t)marked(turn)));
	dialog_open(&turn->ui->dialog, purpose, title);
	ui_refresh_dialog(turn);
}

void filing_move(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "move it there",
	        .refresh = list_convgroups,
	        .accept = move_to_chosen,
	        .done = moved,
	};
	if (marked(turn) > 0) {
		open_picker_for_marked(turn, &purpose, "Move %zu conversation%s to");
		return;
	}
	const struct state_conversation *conversation = conversation_here(turn, "Move a conversation");
	const char *source;
	if (conversation && find_source(turn, ui_row(turn), &source))
		open_picker(turn, &purpose, "Move “%s” to", conversation, source);
}

/* ---- one more group ---- */

static void add_to_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	const struct dialog_choice *choice = dialog_chosen(dialog);
	if (choice && choice->deed == FILE_IN)
		ask_filing(turn, dialog, STATE_REQUEST_CONVGROUP_ADD, choice->value, false);
	else if (choice)
		ask_create(turn, dialog, choice->value, dialog->conversation != NULL);
}

static void added(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)answer;
	file_in_made(turn, dialog, STATE_REQUEST_CONVGROUP_ADD);
}

void filing_add(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "add it there",
	        .refresh = list_convgroups,
	        .accept = add_to_chosen,
	        .done = added,
	};
	if (marked(turn) > 0) {
		open_picker_for_marked(turn, &purpose, "Add %zu conversation%s to one more group");
		return;
	}
	const struct state_conversation *conversation = conversation_here(turn, "Add a conversation");
	if (conversation)
		open_picker(turn, &purpose, "Add “%s” to one more group", conversation, NULL);
}

static void filed(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer)
{
	(void)dialog, (void)answer;
	triage_filed(turn);
}

void filing_file(struct ui_turn *turn, const struct state_conversation *conversation)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PICKER,
	        .verb = "file it there",
	        .refresh = list_convgroups,
	        .accept = add_to_chosen,
	        .done = filed,
	        .back = triage_come_back,
	};
	open_picker(turn, &purpose, "File “%s” in", conversation, NULL);
}

/* ---- taking out ---- */

void filing_take_out(struct ui_turn *turn)
{
	if (marked(turn) > 0) {
		bulk_begin(turn, STATE_REQUEST_CONVGROUP_REMOVE, NULL, false);
		return;
	}
	const struct state_conversation *conversation = conversation_here(turn, "Take a conversation out");
	const char *source;
	if (!conversation || !find_source(turn, ui_row(turn), &source))
		return;
	if (!source) {
		ui_notice(turn, false, "It is in no group");
		return;
	}
	struct state_request *request = ui_errand(turn, STATE_REQUEST_CONVGROUP_REMOVE);
	request->convgroup = ui_keep(turn, source);
	request->conversations = ui_keep_one(turn, conversation->id);
	ui_tell_when_done(turn, request);
}
