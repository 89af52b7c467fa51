#include "ui/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A paste of so many lines or bytes is told of. */
#define LARGE_LINES 6
#define LARGE_BYTES 1000

/* Before the first picture says how large the screen is. */
#define FIRST_WIDTH 80
#define FIRST_HEIGHT 24

static void quit(struct ui_turn *turn)
{
	turn->ui->quit = true;
}

static void redraw(struct ui_turn *turn)
{
	turn->ui->repaints++;
	turn->ui->dirty = UI_ALL;
}

/* What an action does while no box is open. Editing ones go to the compose line. */
static void (*const deeds[ACTION_COUNT])(struct ui_turn *turn) = {
        [ACTION_HELP] = help_open,
        [ACTION_SWITCH] = going_switch,
        [ACTION_BACK] = going_back,
        [ACTION_NEXT_UNREAD] = going_next_unread,
        [ACTION_JUMP] = jump_open,
        [ACTION_ACCOUNT] = accounts_show,
        [ACTION_NEXT_ACCOUNT] = accounts_next,
        [ACTION_FOCUS] = going_focus,
        [ACTION_FEED] = feeding_toggle,
        [ACTION_FEED_READ] = feeding_read,
        [ACTION_PREVIOUS] = going_previous,
        [ACTION_NEXT] = going_next,
        [ACTION_SCROLL_UP] = going_scroll_up,
        [ACTION_SCROLL_DOWN] = going_scroll_down,
        [ACTION_SCROLL_END] = going_scroll_end,
        [ACTION_SEARCH] = searching_open,
        [ACTION_FIRST_UNREAD] = seeking_first_unread,
        [ACTION_MENTION] = seeking_mention,
        [ACTION_DATE] = seeking_date,
        [ACTION_UNREAD] = seeking_unread,
        [ACTION_PEEK] = seeking_peek,
        [ACTION_SELECT] = selecting_open,
        [ACTION_MESSAGE_UP] = selecting_up,
        [ACTION_MESSAGE_DOWN] = selecting_down,
        [ACTION_MESSAGE_FIRST] = selecting_first,
        [ACTION_MESSAGE_LAST] = selecting_last,
        [ACTION_REPLY] = acting_reply,
        [ACTION_REACT] = reacting_open,
        [ACTION_EDIT_MESSAGE] = acting_edit,
        [ACTION_COPY] = acting_copy,
        [ACTION_FORWARD] = forwarding_open,
        [ACTION_OPEN_LINK] = linking_open,
        [ACTION_WHO] = acting_who,
        [ACTION_PARENT] = acting_parent,
        [ACTION_DELETE_MESSAGE] = acting_erase,
        [ACTION_RECALL] = acting_recall,
        [ACTION_LAST] = going_last,
        [ACTION_PALETTE] = palette_open,
        [ACTION_MEMBERS] = people_members,
        [ACTION_COMMAND] = colon_open,
        [ACTION_ONLY_MESSAGES] = looking_bare,
        [ACTION_MOUSE] = looking_mouse,
        [ACTION_CONNECT] = going_online,
        [ACTION_REDRAW] = redraw,
        [ACTION_ASK_QUIT] = asking_quit,
        [ACTION_QUIT] = quit,

        [ACTION_CURSOR_UP] = listing_up,
        [ACTION_CURSOR_DOWN] = listing_down,
        [ACTION_CURSOR_FIRST] = listing_first,
        [ACTION_CURSOR_LAST] = listing_last,
        [ACTION_OPEN] = listing_open,
        [ACTION_FOLD] = listing_fold,
        [ACTION_FOLD_IN] = listing_fold_in,
        [ACTION_FOLD_OUT] = listing_fold_out,
        [ACTION_FOLD_OTHERS] = listing_fold_others,
        [ACTION_PIN] = listing_pin,
        [ACTION_MARK] = marking_toggle,
        [ACTION_MARK_RANGE] = marking_range,
        [ACTION_UNMARK] = marking_clear,
        [ACTION_TRIAGE] = triage_open,
        [ACTION_FILE] = triage_file,
        [ACTION_SMART] = smarts_open,
        [ACTION_MARK_READ] = listing_mark_read,

        [ACTION_CONVGROUP_NEW] = convgroup_new,
        [ACTION_CONVGROUP_RENAME] = convgroup_rename,
        [ACTION_CONVGROUP_DELETE] = convgroup_delete,
        [ACTION_CONVGROUP_RAISE] = convgroup_raise,
        [ACTION_CONVGROUP_LOWER] = convgroup_lower,
        [ACTION_UNDO] = waiting_undo,
        [ACTION_REDO] = waiting_redo,
        [ACTION_WAITING] = waiting_open,
        [ACTION_MOVE] = filing_move,
        [ACTION_ADD] = filing_add,
        [ACTION_TAKE_OUT] = filing_take_out,
        [ACTION_REMIND] = reminding_open,
        [ACTION_POLICY] = setting_policy,
        [ACTION_SORT] = setting_sort,
        [ACTION_RAISE] = setting_raise,
        [ACTION_LOWER] = setting_lower,
        [ACTION_ROOM_INVITE] = rooms_invite,
        [ACTION_ROOM_LEAVE] = rooms_leave,
        [ACTION_ROOM_DISMISS] = rooms_dismiss,
        [ACTION_BLOCK] = people_block,
        [ACTION_DELETE] = people_delete,
        [ACTION_WIDER] = looking_wider,
        [ACTION_NARROWER] = looking_narrower,

        [ACTION_SEND] = writing_send,
        [ACTION_NEWLINE] = writing_newline,
        [ACTION_ROW_UP] = writing_row_up,
        [ACTION_ROW_DOWN] = writing_row_down,
        [ACTION_COMPLETE_WORD] = completing_next,
        [ACTION_EDITOR] = writing_edit,
        [ACTION_SPELLING] = spelling_open,
        [ACTION_SENT_EARLIER] = sent_earlier,
        [ACTION_SENT_LATER] = sent_later,
        [ACTION_RETRY] = writing_retry,
        [ACTION_SEND_FILE] = transferring_ask,
        [ACTION_SAVE_FILE] = transferring_save,
        [ACTION_VIEW_FILE] = transferring_view,
        [ACTION_STOP_FILE] = transferring_stop,
        [ACTION_TAKE_BACK] = writing_take_back,

        [ACTION_BARE_UP] = going_line_up,
        [ACTION_BARE_DOWN] = going_line_down,
        [ACTION_BARE_CLOSE] = looking_leave_bare,
};

struct ui *ui_create(const struct ui_config *config)
{
	struct ui *ui = mem_alloc(sizeof(*ui));
	ui->keymap = config->keymap;
	ui->themes = config->themes;
	looks_init(&ui->looks);
	if (config->looks)
		looks_copy(&ui->looks, config->looks);
	utf8_set_whole_emoji(ui->looks.whole_emoji);
	ui->files = config->files;
	ui->speller = config->speller;
	ui->in_sidebar = true;
	ui->width = FIRST_WIDTH;
	ui->height = FIRST_HEIGHT;
	ui->dirty = UI_ALL;
	sidebar_init(&ui->sidebar);
	messages_init(&ui->messages);
	compose_init(&ui->compose);
	dialog_init(&ui->dialog);
	arranging_init(&ui->arranging);
	return ui;
}

void ui_destroy(struct ui *ui)
{
	if (!ui)
		return;
	looks_finish(&ui->looks);
	sidebar_finish(&ui->sidebar);
	marks_clear(&ui->marks);
	sidebar_place_finish(&ui->mark_anchor);
	bulk_finish(&ui->bulk);
	people_finish(&ui->people);
	strlist_finish(&ui->visited);
	triage_finish(&ui->triage);
	messages_finish(&ui->messages);
	selection_finish(&ui->selection);
	intents_finish(&ui->intents);
	free(ui->outward.copied);
	free(ui->outward.opened);
	free(ui->outward.draft);
	free(ui->outward.draft_of);
	feed_finish(&ui->feed);
	compose_finish(&ui->compose);
	dialog_finish(&ui->dialog);
	colon_finish(&ui->colon);
	arranging_finish(&ui->arranging);
	for (size_t i = 0; i < ui->errands.len; i++)
		free(ui->errands.items[i].done);
	vec_finish(&ui->errands);
	strlist_finish(&ui->order_wanted);
	free(ui->set_convgroup);
	free(ui->set_wanted);
	free(ui->asked_of);
	searching_finish(&ui->searching);
	finding_finish(&ui->finding);
	sidebar_place_finish(&ui->undone);
	free(ui->awaited_conversation);
	free(ui->awaited_room);
	free(ui->awaited_convgroup);
	free(ui->made);
	free(ui);
}

static char *take(char **slot)
{
	char *taken = *slot;
	*slot = NULL;
	return taken;
}

char *ui_take_copied(struct ui *ui)
{
	return take(&ui->outward.copied);
}

char *ui_take_opened(struct ui *ui)
{
	return take(&ui->outward.opened);
}

char *ui_take_draft(struct ui *ui)
{
	return take(&ui->outward.draft);
}

void ui_set_pixels(struct ui *ui, const struct pixels_able *able)
{
	ui->able = *able;
}

bool ui_wants_quit(const struct ui *ui)
{
	return ui->quit;
}

enum action_context ui_context(const struct ui *ui)
{
	if (dialog_is_open(&ui->dialog))
		return dialog_context(&ui->dialog);
	return ui->bare ? ACTION_BARE : ui_pane_context(ui);
}

enum action_context ui_pane_context(const struct ui *ui)
{
	if (ui->in_sidebar)
		return ACTION_SIDEBAR;
	return ui->selection.on ? ACTION_MESSAGE : ACTION_COMPOSE;
}

/* ---- keys ---- */

void ui_do(struct ui_turn *turn, enum action action)
{
	if (deeds[action])
		deeds[action](turn);
}

static void edit(struct ui_turn *turn, enum action action, struct key key)
{
	struct ui *ui = turn->ui;
	const char *target = ui_target(ui, turn->state);
	if (ui_context(ui) != ACTION_COMPOSE || !target)
		return;
	struct line *line = compose_line(&ui->compose, target);
	size_t before = line->len;
	if (action == ACTION_COUNT)
		line_insert_key(line, key);
	else
		line_act(line, action, &ui->compose.kills);
	if (line->len > before && !completing_is_command(line->text))
		state_event_add(turn->events, STATE_EVENT_WRITING)->conversation = ui_keep(turn, target);
}

void ui_catch_up(struct ui_turn *turn)
{
	sidebar_follow(&turn->ui->sidebar, turn->state);
	if (turn->state->dirty)
		feeding_follow(turn->ui, turn->state);
	drafting_follow(turn);
}

static void press(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	enum action action = keymap_action(ui->keymap, ui_context(ui), turn->key);
	if (dialog_is_open(&ui->dialog)) {
		asking_key(turn, action, turn->key);
		return;
	}
	ui->dirty |= ui->in_sidebar ? UI_SIDEBAR | UI_STATUS : UI_COMPOSE;
	if (action != ACTION_COUNT && deeds[action])
		deeds[action](turn);
	else
		edit(turn, action, turn->key);
}

void ui_pass_notice(struct ui_turn *turn)
{
	const struct state *state = turn->state;
	if (state->notice && !state->notice_is_error && !state->notice_passed)
		state_event_add(turn->events, STATE_EVENT_NOTICE);
}

void ui_key(struct ui *ui, const struct state *state, struct key key, int64_t now_ms,
            struct state_event_list *events)
{
	struct ui_turn turn = {ui, state, now_ms, events, key};
	ui_catch_up(&turn);
	ui_pass_notice(&turn);
	sidebar_place_finish(&ui->undone);
	mem_replace(&ui->made, NULL);
	press(&turn);
	drafting_tell(&turn);
}

/* So much is often not what was meant to be sent. */
static void say_large(struct ui_turn *turn, const char *text)
{
	size_t lines = 1, len = strlen(text);
	struct key undo;
	char name[KEY_NAME_SIZE] = "";
	for (const char *at = text; (at = strchr(at, '\n')) && at[1]; at++)
		lines++;
	if (lines < LARGE_LINES && len < LARGE_BYTES)
		return;
	if (keymap_key(turn->ui->keymap, ACTION_COMPOSE, ACTION_EDIT_UNDO, &undo))
		key_to_name(undo, name);
	ui_notice(turn, false, "Pasted %zu line%s, %zu bytes%s%s%s", lines, lines == 1 ? "" : "s", len,
	          *name ? "; " : "", name, *name ? " takes it out" : "");
}

void ui_paste(struct ui *ui, const struct state *state, const char *text, struct state_event_list *events)
{
	struct ui_turn turn = {.ui = ui, .state = state, .events = events};
	if (dialog_is_open(&ui->dialog)) {
		asking_paste(&turn, text);
		return;
	}
	const char *target = ui_target(ui, state);
	if (!target)
		return;
	/* It is meant for the conversation, wherever the cursor was. */
	ui_focus(ui, false);
	drafting_follow(&turn);
	line_insert(compose_line(&ui->compose, target), text, true);
	say_large(&turn, text);
	drafting_tell(&turn);
}

/* ---- following the state ---- */

static void follow_current(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	/* No conversation's id begins so. */
	const char *key =
	        state->feed ? arena_printf(&turn->events->arena, "\n%s", state->feed) : state->current;
	if (str_equal(ui->messages.conversation, key))
		return;
	if (!key)
		ui_focus(ui, true);
	else if (!ui->messages.conversation)
		ui_focus(ui, false);
	messages_follow(&ui->messages, key);
	going_note(ui, state);
	selection_clear(&ui->selection);
	ui_cursor_to_shown(turn);
	ui->had_current = ui->had_current || state->current;
	ui->asked_before = ui->asked_after = 0;
	ui->dirty = UI_ALL;
}

/* The notes, when something stands there; what is unread; else the first of all. NULL: there is none. */
static const struct state_conversation *first_to_open(const struct state *state)
{
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (conversation->kind == STATE_NOTES && conversation->last_sequence > 0)
			return conversation;
	}
	const struct state_conversation *unread = state_next_unread(state);
	return unread || state->order.len == 0 ? unread : state->order.items[0];
}

/* Who comes for the first time, with nothing that was open last, can write at once. */
static void open_first(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	if (ui->begun || turn->state->status != STATE_ONLINE || turn->state->order.len == 0)
		return;
	ui->begun = true;
	if (!ui->had_current)
		ui_open(turn, first_to_open(turn->state)->id);
}

static void measure_names(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	char hint[UI_HINT_SIZE];
	struct entry_pane pane = ui_pane(ui, turn->state, turn->now_ms, hint);
	int before = ui->messages.names;
	if (pane.conversation)
		messages_measure(&ui->messages, &pane);
	if (ui->messages.names != before)
		ui->dirty |= UI_MESSAGES;
}

static void open_awaited(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	for (size_t i = 0; ui->awaited_room && i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (conversation->kind != STATE_ROOM || !str_equal(conversation->peer, ui->awaited_room))
			continue;
		ui_open(turn, conversation->id);
		mem_replace(&ui->awaited_room, NULL);
	}
	if (ui->awaited_conversation && state_conversation(state, ui->awaited_conversation))
		state_event_add(turn->events, STATE_EVENT_OPEN)->conversation =
		        ui_keep(turn, ui->awaited_conversation);
	mem_replace(&ui->awaited_conversation, NULL);
	waiting_show_undone(ui, state);
	if (ui->awaited_convgroup && sidebar_to(&ui->sidebar, ui->awaited_convgroup, NULL))
		mem_replace(&ui->awaited_convgroup, NULL);
}

bool ui_is_coming(const struct state_conversation *conversation)
{
	return conversation->loading && !conversation->loaded;
}

/* Is the newest message of the open conversation before the person's eyes? */
static void tell_view(struct ui_turn *turn)
{
	const struct ui *ui = turn->ui;
	bool shown = turn->state->current && !turn->state->feed && ui->layout.messages.height > 0 &&
	             !ui->messages.away && !state_current(turn->state)->apart &&
	             !(ui->aloud && ui_is_coming(state_current(turn->state)));
	bool above = turn->state->current && !turn->state->feed && ui->messages.away;
	if (shown == turn->state->viewing && above == turn->state->above)
		return;
	struct state_event *event = state_event_add(turn->events, STATE_EVENT_VIEW);
	event->shown = shown;
	event->flag = above;
}

/* The conversation whose older messages are wanted where the first message is in sight; NULL: none. */
static const struct state_conversation *older_of(const struct state *state)
{
	const struct state_conversation *conversation =
	        state->feed ? feed_oldest(state) : state_current(state);
	if (!conversation || conversation->messages.len == 0 || conversation->at_beginning ||
	    conversation->loading)
		return NULL;
	return conversation;
}

/* Asked once for each place, and again when there is a connection. */
static void ask_older(struct ui_turn *turn)
{
	struct ui *ui = turn->ui;
	const struct state *state = turn->state;
	const struct state_conversation *conversation = older_of(state);
	char hint[UI_HINT_SIZE];
	if (!conversation || ui->layout.messages.height <= 0)
		return;
	int64_t first = conversation->messages.items[0].sequence;
	bool online = state->status == STATE_SYNCING || state->status == STATE_ONLINE;
	if (first == ui->asked_before && online == ui->asked_online &&
	    str_equal(conversation->id, ui->asked_of))
		return;
	struct entry_pane pane = ui_pane(ui, state, turn->now_ms, hint);
	if (!messages_shows_first(&ui->messages, &pane, ui->layout.messages.height))
		return;
	ui->asked_before = first;
	ui->asked_online = online;
	mem_replace(&ui->asked_of, conversation->id);
	state_event_add(turn->events, STATE_EVENT_OLDER)->conversation = ui_keep(turn, conversation->id);
}

void ui_follow(struct ui *ui, const struct state *state, struct state_event_list *events)
{
	struct ui_turn turn = {.ui = ui, .state = state, .events = events};
	sidebar_follow(&ui->sidebar, state);
	if (state->dirty & STATE_DIRTY_SIDEBAR)
		marks_follow(&ui->marks, state);
	if (state->dirty)
		feeding_follow(ui, state);
	follow_current(&turn);
	open_first(&turn);
	open_awaited(&turn);
	measure_names(&turn);
	if (dialog_is_open(&ui->dialog) && state->dirty != 0)
		ui_renew_dialog(&turn);
	searching_follow(&turn);
	ui_lay_out(ui, state);
	seeking_follow(&turn);
	selecting_follow(&turn);
	tell_view(&turn);
	transferring_follow(&turn);
	drafting_follow(&turn);
	drafting_tell(&turn);
	ask_older(&turn);
	seeking_ask_newer(&turn);
	ui->follow_again = false;
}
