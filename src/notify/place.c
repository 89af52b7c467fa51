#include "notify/place.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/path.h"
#include "base/str.h"

#define ANSWER_MAX 1024

/* What tells a terminal: its answer to XTVERSION begins so, or TERM, or a variable of its own. NULL: nothing. */
static const struct terminal {
	const char *name;
	enum notify_way way;
	const char *version, *term, *variable, *value;
} terminals[] = {
        {"kitty", NOTIFY_OSC99, "kitty", "xterm-kitty", "KITTY_WINDOW_ID", ""},
        {"Ghostty", NOTIFY_OSC777, "ghostty", "xterm-ghostty", "TERM_PROGRAM", "ghostty"},
        {"WezTerm", NOTIFY_OSC777, "WezTerm", "wezterm", "TERM_PROGRAM", "WezTerm"},
        {"foot", NOTIFY_OSC777, "foot", "foot", NULL, NULL},
        {"Contour", NOTIFY_OSC777, "contour", "contour", "TERM_PROGRAM", "contour"},
        {"Konsole", NOTIFY_OSC777, "Konsole", "konsole", "KONSOLE_VERSION", ""},
        {"rxvt-unicode", NOTIFY_OSC777, "rxvt-unicode", "rxvt-unicode", NULL, NULL},
        {"iTerm2", NOTIFY_OSC9, "iTerm2", NULL, "LC_TERMINAL", "iTerm2"},
        {"iTerm2", NOTIFY_OSC9, NULL, NULL, "TERM_PROGRAM", "iTerm.app"},
        {"Warp", NOTIFY_OSC9, NULL, NULL, "TERM_PROGRAM", "WarpTerminal"},
        {"VTE", NOTIFY_BELL, "VTE", NULL, "VTE_VERSION", ""},
        {"Alacritty", NOTIFY_BELL, NULL, "alacritty", NULL, NULL},
        {"Linux console", NOTIFY_BELL, NULL, "linux", NULL, NULL},
        {"XTerm", NOTIFY_BELL, "XTerm", "xterm", NULL, NULL}, /* last: many call themselves so */
};
#define TERMINALS (sizeof(terminals) / sizeof(terminals[0]))

static void set_terminal(struct place *place, const struct terminal *terminal)
{
	str_copy(place->terminal, sizeof(place->terminal), terminal->name);
	place->terminal_way = terminal->way;
}

static bool begins(const char *text, const char *beginning)
{
	return text && beginning && str_has_prefix(text, beginning);
}

static void find_by_variables(struct place *place, place_getenv *get)
{
	const char *term = get("TERM");
	for (size_t i = 0; i < TERMINALS; i++) {
		const struct terminal *terminal = &terminals[i];
		const char *value = terminal->variable ? get(terminal->variable) : NULL;
		if (begins(term, terminal->term) || (!str_empty(value) && begins(value, terminal->value))) {
			set_terminal(place, terminal);
			return;
		}
	}
}

static void find_mux(struct place *place, place_getenv *get)
{
	const char *term = get("TERM");
	place->mux_is_here = !str_empty(get("TMUX")) || !str_empty(get("STY"));
	if (!str_empty(get("TMUX")) || begins(term, "tmux"))
		place->mux = PLACE_TMUX;
	else if (!str_empty(get("STY")) || begins(term, "screen"))
		place->mux = PLACE_SCREEN;
	/* screen lets everything through; tmux is asked; one that is far away is not counted on. */
	place->passthrough = place->mux == PLACE_DIRECT || (place->mux == PLACE_SCREEN && place->mux_is_here);
	place->focus_events = place->mux != PLACE_SCREEN;
}

bool place_has_bus(place_getenv *get)
{
	const char *address = get("DBUS_SESSION_BUS_ADDRESS"), *runtime = get("XDG_RUNTIME_DIR");
	if (!str_empty(address))
		return !str_equal(address, "disabled:");
	if (str_empty(runtime))
		return false;
	char *path = path_join(runtime, "bus");
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

void place_look(struct place *place, place_getenv *get)
{
	*place = (struct place){
	        .over_ssh = !str_empty(get("SSH_CONNECTION")) || !str_empty(get("SSH_TTY")),
	        .has_bus = place_has_bus(get),
	        .terminal_way = NOTIFY_BELL,
	};
	find_mux(place, get);
	find_by_variables(place, get);
}

/* ---- tmux ---- */

/* What tmux knows of an option that it does not have is nothing: one older than 3.3 lets everything through. */
void place_take(struct place *place, const char *answer)
{
	char lines[4][PLACE_NAME_SIZE] = {""};
	for (size_t i = 0; i < 4 && *answer; i++) {
		size_t len = strcspn(answer, "\n"), size = len < PLACE_NAME_SIZE ? len + 1 : PLACE_NAME_SIZE;
		str_copy(lines[i], size, answer);
		answer += len + (answer[len] == '\n');
	}
	place->passthrough = !str_equal(lines[2], "off") && !str_equal(lines[2], "0");
	place->focus_events = str_equal(lines[3], "on") || str_equal(lines[3], "1");
	for (size_t i = 0; i < TERMINALS; i++) {
		if (begins(lines[0], terminals[i].version) || begins(lines[1], terminals[i].term)) {
			set_terminal(place, &terminals[i]);
			return;
		}
	}
}

static pid_t start_tmux(int *out)
{
	static const char format[] =
	        "#{client_termtype}\n#{client_termname}\n#{allow-passthrough}\n#{focus-events}";
	char *const argv[] = {(char *)"tmux", (char *)"display-message", (char *)"-p", (char *)format, NULL};
	posix_spawn_file_actions_t actions;
	int ends[2];
	pid_t pid;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, "tmux", &actions, NULL, argv, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	*out = ends[0];
	if (pid < 0)
		close(ends[0]);
	return pid;
}

/* To its end; false when that did not come in time. */
static bool read_answer(int fd, int timeout_ms, struct buf *answer)
{
	int64_t until = clock_mono_ms() + timeout_ms;
	char bytes[256];
	for (;;) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		int64_t left = until - clock_mono_ms();
		if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
			return false;
		ssize_t len = read(fd, bytes, sizeof(bytes));
		if (len <= 0)
			return len == 0;
		buf_append(answer, bytes, (size_t)len);
	}
}

void place_ask(struct place *place, int timeout_ms)
{
	int fd;
	if (place->mux != PLACE_TMUX || !place->mux_is_here)
		return;
	pid_t pid = start_tmux(&fd);
	if (pid < 0)
		return;
	struct buf answer;
	buf_init(&answer, ANSWER_MAX);
	if (!read_answer(fd, timeout_ms, &answer))
		kill(pid, SIGKILL);
	else if (answer.len > 0)
		place_take(place, answer.data);
	waitpid(pid, NULL, 0);
	buf_finish(&answer);
	close(fd);
}

/* ---- choosing ---- */

enum notify_way place_choose_terminal(const struct place *place)
{
	return place->passthrough ? place->terminal_way : NOTIFY_BELL;
}

enum notify_way place_choose(const struct place *place)
{
	return place->has_bus && !place->over_ssh ? NOTIFY_DESKTOP : place_choose_terminal(place);
}
