/*
 * Triage: conversations in no group are an inbox, worked off by one key each. In the box each stands with the group
 * that a rule proposes; in the sidebar the same digits file the one under the cursor.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "ui/box.h"
#include "ui/label.h"
#include "ui/private.h"

#define LEGEND_MAX 4096
#define LABEL_MAX 512
#define DIGITS 9
#define LEGEND_DIGIT 2 /* columns of the digit and its blank */
#define LEGEND_GAP 3 /* between two groups */
#define PIECE 100 /* conversations of one request, where the server has not said how many it allows */

void triage_finish(struct triage *triage)
{
	free(triage->at);
	free(triage->next);
	strlist_finish(&triage->refused);
}

static size_t count_unfiled(const struct state *state)
{
	size_t count = 0;
	for (size_t i = 0; i < state->order.len; i++)
		count += state_is_unfiled(state, state->order.items[i]);
	return count;
}

/* What a rule proposes, unless the person has said no. */
static const struct state_rule *proposal(const struct ui_turn *turn,
                                         const struct state_conversation *conversation)
{
	if (strlist_contains(&turn->ui->triage.refused, conversation->id))
		return NULL;
	return state_rule_for(turn->state, conversation);
}

/* ---- the box ---- */

static void show_legend(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	int width = box_text_width(DIALOG_TRIAGE, ui_box_room(turn->ui)), used = 0;
	struct buf text;
	buf_init(&text, LEGEND_MAX);
	for (size_t i = 0; i < state->convgroups.len && i < DIGITS; i++) {
		char *label = label_convgroup(state->convgroups.items[i].name);
		int columns = utf8_width(label) + LEGEND_DIGIT;
		bool fits = used + LEGEND_GAP + columns <= width;
		buf_printf(&text, "%s%zu %s", i == 0 ? "" : fits ? "   " : "\n", i + 1, label);
		used = fits && i > 0 ? used + LEGEND_GAP + columns : columns;
		free(label);
	}
	dialog->digits = state->convgroups.len < DIGITS ? state->convgroups.len : DIGITS;
	dialog_set_body(dialog, text.len > 0 ? text.data : "There are no groups yet: m makes one.");
	buf_finish(&text);
}

static void show_progress(struct ui_turn *turn, struct dialog *dialog, size_t left)
{
	struct triage *triage = &turn->ui->triage;
	char remark[LABEL_MAX];
	if (left > triage->total)
		triage->total = left; /* more have come */
	if (left == 0)
		snprintf(remark, sizeof(remark), "All %zu filed: nothing is left in no group", triage->total);
	else
		snprintf(remark, sizeof(remark), "%zu of %zu filed", triage->total - left, triage->total);
	dialog_set_remark(dialog, remark);
}

static void add_row(struct ui_turn *turn, struct dialog *dialog,
                    const struct state_conversation *conversation)
{
	const struct state_rule *rule = proposal(turn, conversation);
	char *name = label_conversation(conversation), label[LABEL_MAX], detail[LABEL_MAX] = "";
	bool spoken = !str_empty(conversation->last_text);
	snprintf(label, sizeof(label), "%s%s%s", name, spoken ? ": " : "",
	         spoken ? conversation->last_text : "");
	if (rule)
		snprintf(detail, sizeof(detail), "%s%s, by %s", rule->convgroup,
		         state_convgroup(turn->state, rule->convgroup) ? "" : " (new)", rule->name);
	dialog_add_choice(dialog, label, detail, conversation->id, 0);
	if (str_equal(conversation->id, turn->ui->triage.at))
		dialog->chosen = dialog->choices.len - 1;
	free(name);
}

static void list_unfiled(struct ui_turn *turn, struct dialog *dialog)
{
	const struct state *state = turn->state;
	struct triage *triage = &turn->ui->triage;
	if (dialog_chosen(dialog))
		mem_replace(&triage->at, dialog_chosen(dialog)->value);
	dialog_clear_choices(dialog);
	for (size_t i = 0; i < state->order.len; i++)
		if (state_is_unfiled(state, state->order.items[i]))
			add_row(turn, dialog, state->order.items[i]);
	show_legend(turn, dialog);
	show_progress(turn, dialog, dialog->choices.len);
}

/* The one that the box is at: the arrow keys move it, too. */
static const struct state_conversation *chosen_here(struct ui_turn *turn)
{
	const struct dialog_choice *choice = dialog_chosen(&turn->ui->dialog);
	return choice ? state_conversation(turn->state, choice->value) : NULL;
}

/* Behind the last one those come that one began below. */
static void go_on(struct ui_turn *turn)
{
	struct dialog *dialog = &turn->ui->dialog;
	if (dialog->chosen + 1 < dialog->choices.len)
		dialog_move(dialog, 1);
	else
		dialog->chosen = 0;
	ui_refresh_dialog(turn);
}

/* ---- filing ---- */

static void file(struct ui_turn *turn, const char *convgroup, struct strspan ids)
{
	bool there = state_convgroup(turn->state, convgroup) != NULL;
	struct state_request *request =
	        ui_errand(turn, there ? STATE_REQUEST_CONVGROUP_ADD : STATE_REQUEST_CONVGROUP_CREATE);
	request->convgroup = ui_keep(turn, convgroup);
	request->conversations = strspan_copy(&turn->events->arena, ids);
}

/* Those from place `at` on that are proposed for the same group as the first of them, one piece. */
static void file_piece(struct ui_turn *turn, struct strlist *ids, const char *convgroup)
{
	const struct state *state = turn->state;
	int64_t allowed = state->limits.conversations_per_request;
	size_t most = allowed > 0 ? (size_t)allowed : PIECE;
	struct strlist piece = {0};
	for (size_t i = 0; i < ids->len && piece.len < most;) {
		const struct state_conversation *one = state_conversation(state, ids->items[i]);
		if (!str_equal(proposal(turn, one)->convgroup, convgroup)) {
			i++;
			continue;
		}
		strlist_add(&piece, ids->items[i]);
		free(ids->items[i]);
		vec_remove(ids, i);
	}
	file(turn, convgroup, strlist_span(&piece));
	strlist_finish(&piece);
}

void triage_accept_all(struct ui_turn *turn)
{
	const struct state *state = turn->state;
	struct strlist ids = {0};
	for (size_t i = 0; i < state->order.len; i++)
		if (proposal(turn, state->order.items[i]))
			strlist_add(&ids, state->order.items[i]->id);
	if (ids.len == 0)
		ui_notice(turn, false, "No rule proposes anything here");
	while (ids.len > 0)
		file_piece(turn, &ids, proposal(turn, state_conversation(state, ids.items[0]))->convgroup);
	strlist_finish(&ids);
}

/* As proposed; without a proposal one is asked where to. */
static void accept_chosen(struct ui_turn *turn, struct dialog *dialog)
{
	(void)dialog;
	const struct state_conversation *conversation = chosen_here(turn);
	const struct state_rule *rule = conversation ? proposal(turn, conversation) : NULL;
	if (rule) {
		file(turn, rule->convgroup, ui_keep_one(turn, conversation->id));
		go_on(turn);
	} else if (conversation) {
		triage_other(turn);
	}
}

void triage_refuse(struct ui_turn *turn)
{
	const struct state_conversation *conversation = chosen_here(turn);
	if (!conversation)
		return;
	if (!strlist_contains(&turn->ui->triage.refused, conversation->id))
		strlist_add(&turn->ui->triage.refused, conversation->id);
	go_on(turn);
}

void triage_other(struct ui_turn *turn)
{
	const struct dialog *dialog = &turn->ui->dialog;
	const struct state_conversation *conversation = chosen_here(turn);
	size_t behind = dialog->chosen + 1;
	if (!conversation)
		return;
	mem_replace(&turn->ui->triage.at, conversation->id);
	mem_replace(&turn->ui->triage.next,
	            behind < dialog->choices.len ? dialog->choices.items[behind].value : NULL);
	filing_file(turn, conversation);
}

/* ---- the end ---- */

/* The server is about to have it. */
static bool is_on_its_way(const struct state *state, const char *id)
{
	for (size_t i = 0; i < state->edits.len; i++) {
		const struct state_request *request = &state->edits.items[i]->request;
		bool files = request->type == STATE_REQUEST_CONVGROUP_ADD ||
		             request->type == STATE_REQUEST_CONVGROUP_CREATE;
		if (files && !state->edits.items[i]->refused && strspan_contains(request->conversations, id))
			return true;
	}
	return false;
}

/* Nothing is said where nothing was done. */
static void say_how_many(struct ui_turn *turn)
{
	const struct state *state = turn->state;
	size_t left = 0, total = turn->ui->triage.total;
	for (size_t i = 0; i < state->order.len; i++)
		left += state_is_unfiled(state, state->order.items[i]) &&
		        !is_on_its_way(state, state->order.items[i]->id);
	size_t filed = total > left ? total - left : 0;
	if (filed > 0 && left > 0)
		ui_notice(turn, false, "%zu filed, %zu left in no group", filed, left);
	else if (filed > 0)
		ui_notice(turn, false, "%zu filed, none left in no group", filed);
}

static void open_box(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_TRIAGE,
	        .verb = "file",
	        .refresh = list_unfiled,
	        .accept = accept_chosen,
	        .back = say_how_many,
	};
	dialog_open(&turn->ui->dialog, &purpose, "In no group");
	ui_refresh_dialog(turn);
}

void triage_open(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state_row *row = ui->in_sidebar ? ui_row(turn) : NULL;
	ui->triage.total = count_unfiled(turn->state);
	strlist_clear(&ui->triage.refused);
	mem_replace(&ui->triage.at, row && row->conversation ? row->conversation->id : NULL);
	open_box(turn);
}

void triage_come_back(struct ui_turn *turn)
{
	open_box(turn);
}

void triage_filed(struct ui_turn *turn)
{
	mem_replace(&turn->ui->triage.at, turn->ui->triage.next);
	open_box(turn);
}

/* ---- in the sidebar ---- */

static void file_row(struct ui_turn *turn, const struct state_row *row, const char *convgroup)
{
	size_t left = count_unfiled(turn->state);
	char *name = label_conversation(row->conversation), *group = label_convgroup(convgroup);
	left -= state_is_unfiled(turn->state, row->conversation);
	file(turn, convgroup, ui_keep_one(turn, row->conversation->id));
	ui_notice(turn, false, "%s is filed in %s; %zu left in no group", name, group, left);
	sidebar_move(&turn->ui->sidebar, 1);
	free(name);
	free(group);
}

void triage_file_here(struct ui_turn *turn, const char *convgroup)
{
	const struct state_row *row = ui_row(turn);
	if (!row || !row->conversation || row->conversation->convgroups.len > 0)
		ui_notice(turn, false, "1–9 file what is in no group: put the cursor on such a conversation");
	else
		file_row(turn, row, convgroup);
}

void triage_file(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	size_t place = keymap_place(ui->keymap, ACTION_FILE, turn->key);
	if (place >= state->convgroups.len) {
		ui_notice(turn, false, "There is no group %zu", place + 1);
		return;
	}
	const char *convgroup = state->convgroups.items[place].name;
	const struct state_conversation *chosen = NULL;
	if (!dialog_is_open(&ui->dialog)) {
		triage_file_here(turn, convgroup);
	} else if ((chosen = chosen_here(turn))) {
		file(turn, convgroup, ui_keep_one(turn, chosen->id));
		go_on(turn);
	}
}
