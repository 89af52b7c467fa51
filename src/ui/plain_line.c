/* What is typed: commands, answers, messages. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "ui/label.h"
#include "ui/plain_box.h"
#include "ui/plain_done.h"
#include "ui/private.h"

/* So many messages are said for one command. */
#define OLDER 10

/* ---- commands that lines do in another way ---- */

/* Commands that do nothing that could be heard. */
static const char *const screen_only[] = {
        "back",          "command",    "cursor-down",  "cursor-first",  "cursor-last",  "cursor-up",
        "emoji",         "message-up", "message-down", "message-first", "message-last", "narrower",
        "only-messages", "redraw",     "select",       "sidebar",       "switch",       "theme",
        "toggle-mouse",  "view-file",  "wider",
};

static bool is_for_the_screen(const char *name)
{
	for (size_t i = 0; i < sizeof(screen_only) / sizeof(*screen_only); i++)
		if (str_equal(name, screen_only[i]))
			return true;
	return false;
}

/* Commands that are of lines alone, or are more here than on the screen. */
static const struct colon_command own_commands[] = {
        {.name = "retry", .usage = "", .help = "send the refused again"},
        {.name = "help", .usage = "[COMMAND]", .help = "say all of these; or one, or those that begin so"},
};
#define OWN_COUNT (sizeof(own_commands) / sizeof(*own_commands))

static bool is_own(const char *name)
{
	for (size_t i = 0; i < OWN_COUNT; i++)
		if (str_equal(own_commands[i].name, name))
			return true;
	return false;
}

static void say_command(const struct colon_command *command, struct buf *out)
{
	buf_printf(out, ":%s%s%s, %s\n", command->name, *command->usage ? " " : "", command->usage,
	           command->help);
}

/* What to do about the length of the list is heard last. */
static struct colon_command command_at(size_t place)
{
	return place < colon_count() ? colon_command(place) : own_commands[place - colon_count()];
}

/* The one of that name, else those that begin so. False: none. */
static bool say_commands(const char *name, struct buf *out)
{
	bool any = false, one = is_own(name) || colon_is_name(name, strlen(name));
	for (size_t i = 0, count = colon_count(); i < count + OWN_COUNT; i++) {
		struct colon_command command = command_at(i);
		bool fits = one ? str_equal(command.name, name) : str_has_prefix(command.name, name);
		if (!fits || is_for_the_screen(command.name) || (i < count && is_own(command.name)))
			continue;
		say_command(&command, out);
		any = true;
	}
	return any;
}

/* Keys mean nothing here. */
static void say_help(const char *about, struct buf *out)
{
	if (*about) {
		if (!say_commands(about, out))
			buf_printf(out, "There is no command “%s” here.\n", about);
		return;
	}
	buf_append_str(out,
	               "A line is a message to the open conversation. With : before it, it is a command. "
	               "A word in capitals stands for what you put there; one in brackets can be left out, "
	               "one with … "
	               "can stand there more than once. What has blanks in it goes between \" and \". "
	               "These are all:\n");
	say_commands("", out);
}

/* ":help" and what stands behind it; NULL: it is another line. */
static const char *help_wanted(const char *line)
{
	if (!str_has_prefix(line, "help") || (line[4] != '\0' && line[4] != ' '))
		return NULL;
	line += strlen("help");
	line += strspn(line, " ");
	return *line == ':' ? line + 1 : line;
}

static void want_older(struct plain *plain, struct ui_turn *turn, struct buf *out)
{
	const struct state_conversation *conversation = state_current(turn->state);
	if (!conversation) {
		buf_append_str(out, "No conversation is open.\n");
		return;
	}
	bool connected = turn->state->status == STATE_ONLINE || turn->state->status == STATE_SYNCING;
	if (!connected && !conversation->at_beginning)
		buf_append_str(out,
		               "There is no connection: of older messages there is what is kept here.\n");
	plain->older = OLDER;
	state_event_add(turn->events, STATE_EVENT_OLDER)->conversation = ui_keep(turn, conversation->id);
}

/* False: it is done as on the screen. */
static bool do_otherwise(struct plain *plain, struct ui_turn *turn, const char *line, struct buf *out)
{
	struct colon_command command;
	struct colon_call call;
	if (str_equal(line, "retry")) {
		ui_do(turn, ACTION_RETRY);
		return true;
	}
	const char *about = help_wanted(line);
	if (about) {
		say_help(about, out);
		return true;
	}
	if (!colon_parse(line, &turn->events->arena, &command, &call, NULL))
		return false;
	if (is_for_the_screen(command.name)) {
		buf_printf(out, ":%s is for the screen.\n", command.name);
		return true;
	}
	if (command.run)
		return false;
	if (command.action == ACTION_SCROLL_UP)
		want_older(plain, turn, out);
	else
		return false;
	return true;
}

/* ---- messages ---- */

static void write(struct ui_turn *turn, const char *text, struct buf *out)
{
	struct ui *ui = turn->ui;
	const char *target = ui_target(ui, turn->state);
	int64_t most = turn->state->limits.message_bytes;
	if (!target) {
		buf_append_str(out, "No conversation is open: :go and a name opens one.\n");
		return;
	}
	if (most > 0 && (int64_t)strlen(text) > most) {
		buf_printf(out, "Too long: %zu of %lld bytes. Nothing was sent.\n", strlen(text),
		           (long long)most);
		return;
	}
	ui_focus(ui, false);
	line_set(compose_line(&ui->compose, target), "");
	line_insert(compose_line(&ui->compose, target), text, true);
	ui_do(turn, ACTION_SEND);
}

static bool is_command(const char *line)
{
	return line[0] == ':' && isalpha((unsigned char)line[1]);
}

static void command(struct plain *plain, struct ui_turn *turn, const char *line, struct buf *out)
{
	plain_owe(plain, line);
	if (!do_otherwise(plain, turn, line, out))
		colon_run(turn, line, NULL);
}

/* Who goes where he is already wants to hear that he is there. */
static void say_where(const struct state *state, const struct state_event *event, struct buf *out)
{
	const struct state_conversation *current = state_current(state);
	if (!current || !str_equal(event->conversation, current->id))
		return;
	plain_say_place(state, current, 0, out);
	buf_append_str(out, ".\n");
}

/* Without a connection it is not begun, and the state says so. */
static void say_saving(const struct state *state, const struct state_event *event, struct buf *out)
{
	const struct state_conversation *current = state_current(state);
	if (!current || state->status != STATE_ONLINE)
		return;
	for (size_t i = 0; i < current->messages.len; i++)
		if (current->messages.items[i].sequence == event->sequence)
			plain_say_text("Saving", &current->messages.items[i], out);
}

/* A screen shows at once what a line has begun. */
static void say_begun(const struct ui_turn *turn, size_t before, struct buf *out)
{
	for (size_t i = before; i < turn->events->events.len; i++) {
		const struct state_event *event = &turn->events->events.items[i];
		if (event->type == STATE_EVENT_OPEN)
			say_where(turn->state, event, out);
		else if (event->type == STATE_EVENT_SAVE_FILE)
			say_saving(turn->state, event, out);
		else if (event->type == STATE_EVENT_CANCEL_FILE)
			buf_append_str(out, "Stopped.\n");
	}
}

void plain_line(struct plain *plain, const struct state *state, const char *line, int64_t now_ms,
                struct state_event_list *events, struct buf *out)
{
	struct ui_turn turn = {.ui = plain->ui, .state = state, .now_ms = now_ms, .events = events};
	ui_catch_up(&turn);
	size_t before = events->events.len, said = out->len;
	/* A box that waits is not waited for: what goes wrong becomes a notice. */
	if (plain->ui->dialog.ticket != 0 || (dialog_is_open(&plain->ui->dialog) && is_command(line)))
		plain_leave_box(plain);
	/* Nobody sees what was selected: a command is about the newest message. */
	if (!dialog_is_open(&plain->ui->dialog))
		selection_clear(&plain->ui->selection);
	if (dialog_is_open(&plain->ui->dialog))
		plain_answer_box(plain, &turn, line, out);
	else if (!is_command(line))
		write(&turn, line, out);
	else
		command(plain, &turn, line + 1, out);
	say_begun(&turn, before, out);
	if (out->len > said)
		plain_owe_nothing(plain);
}
