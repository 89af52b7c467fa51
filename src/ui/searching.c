/*
 * The search: asks as one types, in the open conversation, in a group, or everywhere. One question is on
 * its way at a time; what was typed meanwhile is asked when its answer is there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/found.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/private.h"

#define FOUND_MAX 50
#define LABEL_MAX 1024
/* Bytes before what was found that are shown with it. */
#define BEFORE_BYTES 24

static void clear_found(struct searching *searching)
{
	for (size_t i = 0; i < searching->found.len; i++) {
		free(searching->found.items[i].conversation);
		free(searching->found.items[i].from);
		free(searching->found.items[i].text);
	}
	vec_clear(&searching->found);
	searching->more = false;
}

void searching_finish(struct searching *searching)
{
	clear_found(searching);
	vec_finish(&searching->found);
	free(searching->conversation);
	free(searching->convgroup);
	free(searching->asked);
	free(searching->gone);
	free(searching->gone_words);
}

/* ---- where ---- */

static bool has_scope(const struct searching *searching, enum searching_scope scope)
{
	return scope == SEARCHING_HERE    ? searching->conversation != NULL
	       : scope == SEARCHING_GROUP ? searching->convgroup != NULL
	                                  : true;
}

static void show_title(struct ui_turn *turn)
{
	const struct searching *searching = &turn->ui->searching;
	const struct state_conversation *conversation =
	        state_conversation(turn->state, searching->conversation);
	char *label = conversation ? label_conversation(conversation) : NULL, title[256];
	if (searching->scope == SEARCHING_HERE && label)
		snprintf(title, sizeof(title), "Search in %s", label);
	else if (searching->scope == SEARCHING_GROUP)
		snprintf(title, sizeof(title), "Search in the group %s", searching->convgroup);
	else
		snprintf(title, sizeof(title), "Search everywhere");
	free(turn->ui->dialog.title);
	turn->ui->dialog.title = utf8_clean(title, false);
	free(label);
}

/* The group that is looked at alone, or under the cursor, or the first of the open conversation's. */
static const char *group_of(struct ui_turn *turn)
{
	const struct state *state = turn->state;
	const struct state_conversation *conversation = state_current(state);
	const struct state_row *row = turn->ui->in_sidebar ? ui_row(turn) : NULL;
	if (state->narrowed || state->feed)
		return state->narrowed ? state->narrowed : state->feed;
	if (row && row->convgroup)
		return row->convgroup->name;
	return conversation && conversation->convgroups.len > 0 ? conversation->convgroups.items[0] : NULL;
}

/* ---- asking ---- */

/* Goes on behind what was found where `before_ms` is not 0. */
static void ask(struct ui_turn *turn, const char *text, int64_t before_ms)
{
	struct searching *searching = &turn->ui->searching;
	struct state_request *request = ui_request(turn, STATE_REQUEST_SEARCH);
	request->text = ui_keep(turn, text);
	request->count = FOUND_MAX;
	request->time_ms = before_ms;
	if (searching->scope == SEARCHING_HERE)
		request->conversation = ui_keep(turn, searching->conversation);
	else if (searching->scope == SEARCHING_GROUP)
		request->convgroup = ui_keep(turn, searching->convgroup);
	searching->ticket = request->ticket;
	searching->asked_scope = searching->scope;
	searching->going_on = before_ms != 0;
	searching->went_on_at = before_ms != 0 ? turn->ui->dialog.choices.len : 0;
	if (before_ms == 0)
		mem_replace(&searching->asked, text);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t")] == '\0';
}

/* ---- what was found ---- */

/* Where the part to show begins: a little before what was asked for. */
static size_t excerpt(const char *text, const char *asked)
{
	struct found found;
	if (!found_next(text, strlen(text), 0, asked, &found) || found.start <= BEFORE_BYTES)
		return 0;
	size_t at = found.start - BEFORE_BYTES;
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

#define WHEN_SIZE 32

/* Of today the time; else the day, too. */
static void write_when(int64_t time_ms, int64_t now_ms, char when[WHEN_SIZE])
{
	time_t seconds = (time_t)(time_ms / 1000);
	struct tm local = {0};
	localtime_r(&seconds, &local);
	strftime(when, WHEN_SIZE, label_same_day(time_ms, now_ms) ? "%H:%M" : "%Y-%m-%d %H:%M", &local);
}

static void describe(struct ui_turn *turn, const struct searching_found *found,
                     const struct state_conversation *conversation, struct buf *detail)
{
	char when[WHEN_SIZE], *place = label_conversation(conversation);
	write_when(found->time_ms, turn->state->now_ms, when);
	if (turn->ui->searching.asked_scope != SEARCHING_HERE)
		buf_printf(detail, "%s  ", place);
	buf_append_str(detail, when);
	free(place);
}

static void list_one(struct ui_turn *turn, struct dialog *dialog, const struct searching_found *found)
{
	const struct state_conversation *conversation = state_conversation(turn->state, found->conversation);
	struct buf label, detail, value;
	if (!conversation)
		return;
	const char *shown = found->text + found->shown;
	char *from = label_person(turn->state, found->from);
	buf_init(&label, LABEL_MAX);
	buf_init(&detail, LABEL_MAX);
	buf_init(&value, LABEL_MAX);
	buf_printf(&label, "%s: %s", from, shown > found->text ? glyph(GLYPH_ELLIPSIS) : "");
	size_t lit = label.len;
	buf_printf(&label, "%.*s", LABEL_MAX / 2, shown);
	describe(turn, found, conversation, &detail);
	buf_printf(&value, "%lld %s", (long long)found->sequence, found->conversation);
	dialog_add_choice(dialog, label.data, detail.data, value.data, 0);
	dialog->choices.items[dialog->choices.len - 1].lit = lit;
	free(from);
	buf_finish(&label);
	buf_finish(&detail);
	buf_finish(&value);
}

static void show_count(struct ui_turn *turn, struct dialog *dialog)
{
	bool online = turn->state->status == STATE_ONLINE || turn->state->status == STATE_SYNCING;
	char remark[128];
	snprintf(remark, sizeof(remark), "%s%zu found%s%s", turn->ui->searching.more ? "the newest " : "",
	         dialog->choices.len, turn->ui->searching.more ? ", older ones below" : "",
	         online ? "" : " of what is kept here: there is no connection");
	dialog_set_remark(dialog, remark);
}

static void list_found(struct ui_turn *turn, struct dialog *dialog)
{
	struct searching *searching = &turn->ui->searching;
	dialog_clear_choices(dialog);
	dialog->looked_for = searching->asked;
	for (size_t i = 0; searching->asked && i < searching->found.len; i++)
		list_one(turn, dialog, &searching->found.items[i]);
	if (searching->answered)
		show_count(turn, dialog);
	else
		dialog_set_remark(dialog, "Type the beginnings of words");
}

/* Asks where something else was typed than what was asked. */
static void search(struct ui_turn *turn, struct dialog *dialog)
{
	struct searching *searching = &turn->ui->searching;
	const char *text = dialog->input.text;
	bool asked = str_equal(searching->asked, text) && searching->asked_scope == searching->scope;
	if (searching->ticket == 0 && is_blank(text)) {
		clear_found(searching);
		searching->answered = false;
		mem_replace(&searching->asked, NULL);
	} else if (searching->ticket == 0 && !asked) {
		ask(turn, text, 0);
	}
	list_found(turn, dialog);
}

static bool is_open(const struct dialog *dialog)
{
	return dialog_is_open(dialog) && dialog->purpose->kind == DIALOG_SEARCH;
}

bool searching_waits(const struct ui *ui)
{
	return is_open(&ui->dialog) && ui->searching.ticket != 0;
}

static void take(struct searching *searching, const struct state_event *answer)
{
	if (!searching->going_on)
		clear_found(searching);
	for (size_t i = 0; i < answer->message_count; i++) {
		const struct state_message *message = &answer->messages[i];
		const char *text = message->text ? message->text : "";
		const struct searching_found found = {
		        .conversation = mem_strdup(answer->message_conversations[i]),
		        .from = mem_strdup(message->from),
		        .text = mem_strdup(text),
		        .shown = excerpt(text, searching->asked),
		        .sequence = message->sequence,
		        .time_ms = message->time_ms,
		};
		vec_push(&searching->found, found);
	}
	/* A page that was too large for the wire has fewer than were asked for. */
	searching->more =
	        answer->message_count >= FOUND_MAX || (answer->message_count > 0 && !answer->complete);
	searching->answered = true;
}

bool searching_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer)
{
	struct searching *searching = &turn->ui->searching;
	struct dialog *dialog = &turn->ui->dialog;
	if (ticket == 0 || ticket != searching->ticket)
		return false;
	searching->ticket = 0;
	if (!is_open(dialog))
		return true;
	char *error = ui_answer_error(turn->state, answer);
	dialog_set_error(dialog, error);
	free(error);
	take(searching, answer);
	ui_refresh_dialog(turn);
	return true;
}

void searching_follow(struct ui_turn *turn)
{
	const struct searching *searching = &turn->ui->searching;
	const struct dialog *dialog = &turn->ui->dialog;
	if (!is_open(dialog) || searching->ticket != 0 || !searching->more ||
	    dialog->choices.len == searching->went_on_at || dialog->chosen + 1 < dialog->choices.len)
		return;
	ask(turn, searching->asked, searching->found.items[searching->found.len - 1].time_ms);
}

/* ---- going there ---- */

static void go(struct ui_turn *turn, struct dialog *dialog)
{
	struct searching *searching = &turn->ui->searching;
	const struct dialog_choice *choice = dialog_chosen(dialog);
	char *id;
	if (!choice)
		return;
	int64_t sequence = strtoll(choice->value, &id, 10);
	mem_replace(&searching->gone, id + 1);
	mem_replace(&searching->gone_words, searching->asked);
	searching->gone_sequence = sequence;
	seeking_to(turn, id + 1, sequence);
	dialog_close(dialog);
}

const char *searching_lit(const struct ui *ui, const struct state_conversation *origin,
                          const struct state_message *selected)
{
	const struct searching *searching = &ui->searching;
	bool there = selected->sequence == searching->gone_sequence && str_equal(origin->id, searching->gone);
	return there ? searching->gone_words : NULL;
}

/* ---- the box ---- */

void searching_scope(struct ui_turn *turn)
{
	struct searching *searching = &turn->ui->searching;
	do
		searching->scope = (enum searching_scope)((searching->scope + 1) % SEARCHING_COUNT);
	while (!has_scope(searching, searching->scope));
	show_title(turn);
	ui_refresh_dialog(turn);
}

void searching_open_with(struct ui_turn *turn, const char *text)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_SEARCH, .verb = "go there", .refresh = search, .accept = go};
	struct searching *searching = &turn->ui->searching;
	const struct state *state = turn->state;
	mem_replace(&searching->conversation, state->feed ? NULL : state->current);
	mem_replace(&searching->convgroup, group_of(turn));
	clear_found(searching);
	searching->answered = false;
	mem_replace(&searching->asked, NULL);
	searching->ticket = 0;
	/* From the sidebar one rather looks for where something was said. */
	searching->scope =
	        turn->ui->in_sidebar || !searching->conversation ? SEARCHING_EVERYWHERE : SEARCHING_HERE;
	dialog_open(&turn->ui->dialog, &purpose, "");
	line_insert(&turn->ui->dialog.input, text, false);
	show_title(turn);
	ui_refresh_dialog(turn);
}

void searching_open(struct ui_turn *turn)
{
	searching_open_with(turn, "");
}
