/*
 * Going to a place in a conversation's history: a message, a day, what is new, what mentions one. The state
 * looks for it and says where it is; here the pane goes there, with that message selected.
 */
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "ui/private.h"

const struct state_conversation *seeking_place(const struct state *state)
{
	return state->feed ? NULL : state_current(state);
}

static const struct state_conversation *open_one(struct ui_turn *turn)
{
	const struct state_conversation *conversation = seeking_place(turn->state);
	if (conversation)
		return conversation;
	ui_notice(turn, false, "Open a conversation first");
	return NULL;
}

static void seek(struct ui_turn *turn, const struct state_request *wanted)
{
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_SEEK);
	event->request = state_request_copy(&turn->events->arena, wanted);
}

void seeking_to(struct ui_turn *turn, const char *conversation, int64_t sequence)
{
	ui_open(turn, conversation);
	seek(turn, &(struct state_request){
	                   .seek = STATE_SEEK_MESSAGE, .conversation = conversation, .sequence = sequence});
}

void seeking_first_unread(struct ui_turn *turn)
{
	const struct state_conversation *conversation = open_one(turn);
	if (!conversation)
		return;
	if (conversation->first_new == 0)
		ui_notice(turn, false, "Nothing was new here when you came");
	else
		seek(turn, &(struct state_request){.seek = STATE_SEEK_MESSAGE,
		                                   .conversation = conversation->id,
		                                   .sequence = conversation->first_new});
}

/* Before the selected message; else the last one of all. */
void seeking_mention(struct ui_turn *turn)
{
	const struct state_conversation *conversation = open_one(turn), *origin;
	if (!conversation)
		return;
	const struct state_message *from =
	        turn->ui->selection.on ? selecting_message(turn->ui, turn->state, &origin) : NULL;
	seek(turn, &(struct state_request){.seek = STATE_SEEK_MENTION,
	                                   .conversation = conversation->id,
	                                   .sequence = from ? from->sequence : 0});
}

/* ---- a day ---- */

bool seeking_parse_day(const char *text, int64_t *time_ms, struct err *err)
{
	struct tm day = {.tm_isdst = -1};
	const char *end = strptime(text, "%Y-%m-%d", &day);
	struct tm typed = day;
	time_t seconds = end && *end == '\0' ? mktime(&day) : -1;
	/* mktime() takes a 31st of February for one of March. */
	if (seconds <= 0 || day.tm_mday != typed.tm_mday)
		return err_set(err, 0, "A day is written like 2026-11-01");
	*time_ms = (int64_t)seconds * 1000;
	return true;
}

void seeking_to_time(struct ui_turn *turn, int64_t time_ms)
{
	seek(turn, &(struct state_request){.seek = STATE_SEEK_TIME,
	                                   .conversation = turn->state->current,
	                                   .time_ms = time_ms});
}

static void check_day(struct ui_turn *turn, struct dialog *dialog)
{
	struct err err = {0};
	int64_t time_ms = 0;
	(void)turn;
	bool wrong = dialog->input.len >= strlen("2026-11-01") &&
	             !seeking_parse_day(dialog->input.text, &time_ms, &err);
	dialog_set_wrong(dialog, wrong ? err.text : NULL);
	dialog_set_remark(dialog, "A day, like 2026-11-01");
}

static void go_to_day(struct ui_turn *turn, struct dialog *dialog)
{
	struct err err = {0};
	int64_t time_ms = 0;
	if (!seeking_parse_day(dialog->input.text, &time_ms, &err)) {
		dialog_set_error(dialog, err.text);
		return;
	}
	seeking_to_time(turn, time_ms);
	dialog_close(dialog);
}

void seeking_date(struct ui_turn *turn)
{
	static const struct dialog_purpose purpose = {
	        .kind = DIALOG_PROMPT, .verb = "go there", .refresh = check_day, .accept = go_to_day};
	if (!open_one(turn))
		return;
	dialog_open(&turn->ui->dialog, &purpose, "Go to a day");
	ui_refresh_dialog(turn);
}

/* ---- what stays unread ---- */

void seeking_leave_unread(struct ui_turn *turn, const struct state_conversation *conversation,
                          int64_t sequence)
{
	if (conversation->last_sequence == 0) {
		ui_notice(turn, false, "There is no message here yet");
		return;
	}
	if (str_equal(conversation->last_from, turn->state->self)) {
		ui_notice(turn, false, "The newest message is yours: there is nothing to leave unread");
		return;
	}
	struct state_request *request = ui_errand(turn, STATE_REQUEST_UNREAD);
	request->conversation = ui_keep(turn, conversation->id);
	request->sequence = sequence;
}

void seeking_unread(struct ui_turn *turn)
{
	const struct state_conversation *conversation = state_current(turn->state);
	const struct state_message *from = NULL;
	const struct state_row *row = turn->ui->in_sidebar ? ui_row(turn) : NULL;
	if (turn->ui->in_sidebar)
		conversation = row ? row->conversation : NULL;
	else if (turn->ui->selection.on)
		from = selecting_message(turn->ui, turn->state, &conversation);
	if (conversation)
		seeking_leave_unread(
		        turn, conversation,
		        (from && from->sequence > 0 ? from->sequence : conversation->last_sequence) - 1);
	else
		ui_notice(turn, false, "Leave unread: put the cursor on a conversation first");
}

void seeking_peek_at(struct ui_turn *turn, const char *conversation)
{
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_OPEN);
	event->conversation = ui_keep(turn, conversation);
	event->flag = true;
}

void seeking_peek(struct ui_turn *turn)
{
	const struct state_row *row = ui_row(turn);
	if (row && row->conversation)
		seeking_peek_at(turn, row->conversation->id);
	else
		ui_notice(turn, false, "Peek: put the cursor on a conversation first");
}

/* ---- following the state ---- */

void seeking_newest(struct ui_turn *turn)
{
	const struct state_conversation *conversation = state_current(turn->state);
	if (conversation && conversation->apart)
		state_event_add(turn->events, STATE_EVENT_NEWEST)->conversation =
		        ui_keep(turn, conversation->id);
}

void seeking_follow(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	const struct state_conversation *conversation = state_current(state);
	char hint[UI_HINT_SIZE];
	if (ui->found_times == state->found.times)
		return;
	ui->found_times = state->found.times;
	ui->asked_after = 0;
	for (size_t i = 0; conversation && !state->feed && i < conversation->messages.len; i++) {
		if (conversation->messages.items[i].sequence != state->found.sequence)
			continue;
		struct entry_pane pane = ui_pane(ui, state, turn->now_ms, hint);
		messages_centre(&ui->messages, &pane, ui->layout.messages.height, i);
		selecting_select(turn, conversation->messages.items[i].id);
		return;
	}
}

/* Asked once for each end of the window, and again when there is a connection. */
void seeking_ask_newer(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	const struct state_conversation *conversation = state_current(state);
	if (!conversation || state->feed || !conversation->apart || conversation->loading ||
	    conversation->messages.len == 0 ||
	    messages_lowest(&ui->messages, conversation) + 1 < conversation->messages.len)
		return;
	int64_t last = conversation->messages.items[conversation->messages.len - 1].sequence;
	bool online = state->status == STATE_SYNCING || state->status == STATE_ONLINE;
	if (last == ui->asked_after && online == ui->asked_after_online)
		return;
	ui->asked_after = last;
	ui->asked_after_online = online;
	state_event_add(turn->events, STATE_EVENT_NEWER)->conversation = ui_keep(turn, conversation->id);
}
