/* The commands for groups, and for the conversations in them. What is not said is what the cursor is on. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "ui/private.h"

#define PLURAL_MAX 100 /* conversations of one command */

/* ---- what is meant ---- */

static bool is_called(const char *name, const char *text)
{
	char *a = utf8_fold(name), *b = utf8_fold(text);
	bool called = str_equal(a, b);
	free(a);
	free(b);
	return called;
}

/* By its name as it is, else without regard to case and accents. */
static const struct state_convgroup *convgroup_named(const struct state *state, const char *text,
                                                     struct err *err)
{
	const struct state_convgroup *found = state_convgroup(state, text);
	for (size_t i = 0; !found && i < state->convgroups.len; i++)
		if (is_called(state->convgroups.items[i].name, text))
			found = &state->convgroups.items[i];
	if (!found)
		err_set(err, 0, "There is no group “%s”", text);
	return found;
}

static const struct state_convgroup *convgroup_here(struct ui_turn *turn, struct err *err)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->convgroup)
		return row->convgroup;
	err_set(err, 0, "Say which group: the cursor is on none");
	return NULL;
}

/* The one that word `index` names, or the one under the cursor. */
static const struct state_convgroup *convgroup_of(struct ui_turn *turn, const struct colon_call *call,
                                                  size_t index, struct err *err)
{
	if (call->words.len > index)
		return convgroup_named(turn->state, call->words.items[index], err);
	return convgroup_here(turn, err);
}

static bool conversation_here(struct ui_turn *turn, struct strspan *ids, struct err *err)
{
	const struct state_row *row = ui_row(turn);
	if (!row || !row->conversation)
		return err_set(err, 0, "Say which conversation: the cursor is on none");
	*ids = ui_keep_one(turn, row->conversation->id);
	return true;
}

/* Those that the words from `first` on name, or the one under the cursor. */
static bool conversations_of(struct ui_turn *turn, const struct colon_call *call, size_t first,
                             struct strspan *ids, struct err *err)
{
	size_t count = call->words.len > first ? call->words.len - first : 0;
	if (count == 0)
		return conversation_here(turn, ids, err);
	if (count > PLURAL_MAX)
		return err_set(err, 0, "A command can name %d conversations at most", PLURAL_MAX);
	const char **found = arena_array(&turn->events->arena, count, sizeof(*found));
	for (size_t i = 0; i < count; i++) {
		const struct state_conversation *conversation =
		        colon_conversation(turn->state, call->words.items[first + i], err);
		if (!conversation)
			return false;
		found[i] = conversation->id;
	}
	*ids = strspan_copy(&turn->events->arena, (struct strspan){found, count});
	return true;
}

/* ---- groups ---- */

bool colon_new_group(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct strspan ids = {0};
	if (call->words.len == 0) {
		convgroup_new(turn);
		return true;
	}
	const char *name = call->words.items[0];
	if (!state_check_convgroup_name(turn->state, name, NULL, err) ||
	    (call->words.len > 1 && !conversations_of(turn, call, 1, &ids, err)))
		return false;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_CREATE);
	request->convgroup = ui_keep(turn, name);
	request->conversations = ids;
	ui_tell_when_done(turn, request);
	return true;
}

/* One word is the new name. */
bool colon_rename_group(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len == 0) {
		convgroup_rename(turn);
		return true;
	}
	const char *name = call->words.items[call->words.len - 1];
	const struct state_convgroup *convgroup =
	        call->words.len == 1 ? convgroup_here(turn, err) : convgroup_of(turn, call, 0, err);
	if (!convgroup || !state_check_convgroup_name(turn->state, name, convgroup->name, err))
		return false;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_RENAME);
	request->convgroup = ui_keep(turn, convgroup->name);
	request->new_name = ui_keep(turn, name);
	mem_replace(&turn->ui->dialog.wanted, name);
	return true;
}

const char *colon_new_name(struct ui_turn *turn, const char *line)
{
	struct colon_command command;
	struct err err;
	struct colon_typed typed = colon_split(line, &turn->events->arena);
	size_t count = typed.words.len;
	if (count < 2 || !colon_find(typed.words.items[0], &command, &err))
		return NULL;
	if ((command.run == colon_new_group && count == 2) ||
	    (command.run == colon_rename_group && count <= 3))
		return typed.words.items[count - 1];
	return NULL;
}

bool colon_delete_group(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		convgroup_ask_delete(turn, convgroup->name);
	return convgroup != NULL;
}

static bool move_group(struct ui_turn *turn, const struct colon_call *call, int step, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		convgroup_move(turn, convgroup->name, step);
	return convgroup != NULL;
}

bool colon_group_up(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return move_group(turn, call, -1, err);
}

bool colon_group_down(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return move_group(turn, call, 1, err);
}

bool colon_order_groups(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state *state = turn->state;
	struct strlist order = {0};
	bool ok = true;
	for (size_t i = 0; ok && i < call->words.len; i++) {
		const struct state_convgroup *convgroup = convgroup_named(state, call->words.items[i], err);
		ok = convgroup != NULL;
		if (ok && !strlist_contains(&order, convgroup->name))
			strlist_add(&order, convgroup->name);
	}
	for (size_t i = 0; ok && i < state->convgroups.len; i++)
		if (!strlist_contains(&order, state->convgroups.items[i].name))
			strlist_add(&order, state->convgroups.items[i].name);
	if (ok)
		ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_SORT)->convgroups =
		        strspan_copy(&turn->events->arena, strlist_span(&order));
	strlist_finish(&order);
	return ok;
}

bool colon_read_group(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		ui_dialog_request(turn, STATE_REQUEST_READ_ALL)->convgroup = ui_keep(turn, convgroup->name);
	return convgroup != NULL;
}

/* ---- filing ---- */

/* The group that all of them are moved out of: where the cursor's stands, else the only one that each is in. */
static bool find_source(struct ui_turn *turn, const struct colon_call *call, struct strspan ids,
                        const char **source, struct err *err)
{
	const struct state_row *row = ui_row(turn);
	for (size_t i = 0; i < ids.len; i++) {
		const struct state_conversation *one = state_conversation(turn->state, ids.items[i]);
		const char *in = one->convgroups.len > 0 ? one->convgroups.items[0] : NULL;
		if (call->words.len == 1 && !row->smart)
			in = row->convgroup ? row->convgroup->name : NULL;
		else if (one->convgroups.len > 1)
			return err_set(err, 0, "“%s” is in more than one group: use add and take-out",
			               one->name);
		if (i > 0 && !str_equal(in, *source))
			return err_set(err, 0, "They are in different groups: move them one by one");
		*source = in;
	}
	return true;
}

bool colon_move(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct strspan ids;
	const char *source = NULL;
	if (call->words.len == 0) {
		filing_move(turn);
		return true;
	}
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (!convgroup || !conversations_of(turn, call, 1, &ids, err) ||
	    !find_source(turn, call, ids, &source, err))
		return false;
	struct state_request *request = ui_dialog_request(turn, STATE_REQUEST_CONVGROUP_MOVE);
	request->convgroup = ui_keep(turn, convgroup->name);
	request->from_convgroup = ui_keep(turn, source);
	request->conversations = ids;
	ui_tell_when_done(turn, request);
	return true;
}

static bool file(struct ui_turn *turn, const struct colon_call *call, enum state_request_type type,
                 struct err *err)
{
	struct strspan ids;
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (!convgroup || !conversations_of(turn, call, 1, &ids, err))
		return false;
	struct state_request *request = ui_dialog_request(turn, type);
	request->convgroup = ui_keep(turn, convgroup->name);
	request->conversations = ids;
	ui_tell_when_done(turn, request);
	return true;
}

bool colon_add(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len > 0)
		return file(turn, call, STATE_REQUEST_CONVGROUP_ADD, err);
	filing_add(turn);
	return true;
}

bool colon_file(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		triage_file_here(turn, convgroup->name);
	return convgroup != NULL;
}

bool colon_take_out(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return file(turn, call, STATE_REQUEST_CONVGROUP_REMOVE, err);
}

static bool pin(struct ui_turn *turn, const struct colon_call *call, bool pinned, struct err *err)
{
	struct strspan ids;
	if (!conversations_of(turn, call, 0, &ids, err))
		return false;
	for (size_t i = 0; i < ids.len; i++) {
		struct state_request *request = ui_errand(turn, STATE_REQUEST_PIN);
		request->conversation = ids.items[i];
		request->flag = pinned;
	}
	return true;
}

bool colon_pin(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return pin(turn, call, true, err);
}

bool colon_unpin(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return pin(turn, call, false, err);
}

bool colon_go(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	struct strspan ids = {0};
	if (!conversations_of(turn, call, 0, &ids, err))
		return false;
	assert(ids.len > 0);
	ui_open(turn, *ids.items);
	return true;
}

/* ---- folds ---- */

/* Without a word it can be those in no group, too. */
static bool find_fold(struct ui_turn *turn, const struct colon_call *call, const char **name, struct err *err)
{
	const struct state_row *row = ui_row(turn);
	*name = NULL;
	if (call->words.len == 0 && row && !row->convgroup && !row->smart)
		return true;
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	*name = convgroup ? convgroup->name : NULL;
	return convgroup != NULL;
}

static bool fold(struct ui_turn *turn, const struct colon_call *call, bool folded, struct err *err)
{
	const char *name;
	if (call->words.len == 0) {
		listing_set_fold_here(turn, folded);
		return true;
	}
	if (!find_fold(turn, call, &name, err))
		return false;
	listing_set_fold(turn, name, folded);
	return true;
}

bool colon_fold(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return fold(turn, call, true, err);
}

bool colon_unfold(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	return fold(turn, call, false, err);
}

bool colon_fold_others(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const char *name;
	if (!find_fold(turn, call, &name, err))
		return false;
	listing_fold_all_but(turn, name);
	return true;
}

/* ---- what a group is set to ---- */

bool colon_policy(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (!convgroup)
		return false;
	if (call->words.len > 1)
		return setting_say(turn, convgroup->name,
		                   (struct strspan){call->words.items + 1, call->words.len - 1}, err);
	setting_open_policy(turn, convgroup->name);
	return true;
}

bool colon_sort(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 1, err);
	if (!convgroup)
		return false;
	if (call->words.len == 0) {
		setting_open_sort(turn, convgroup->name);
		return true;
	}
	const char *word = arena_printf(&turn->events->arena, "sort=%s", call->words.items[0]);
	return setting_say(turn, convgroup->name, (struct strspan){&word, 1}, err) ||
	       err_set(err, 0, "“%s” is none of latest, name, hand", call->words.items[0]);
}

/* ---- the focus, the feed ---- */

bool colon_focus(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len == 0) {
		going_focus(turn);
		return true;
	}
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		going_focus_on(turn, convgroup->name);
	return convgroup != NULL;
}

bool colon_feed(struct ui_turn *turn, const struct colon_call *call, struct err *err)
{
	if (call->words.len == 0) {
		feeding_toggle(turn);
		return true;
	}
	const struct state_convgroup *convgroup = convgroup_of(turn, call, 0, err);
	if (convgroup)
		feeding_open(turn, convgroup->name);
	return convgroup != NULL;
}
