/*
 * The terminal: what is written to it, and that it is given back. Each test runs the code in a child
 * that has a pseudo-terminal of its own, and reads what a terminal would get.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "ui/glyph.h"
#include "ui/term.h"

#define PATIENCE_MS 20000
#define OUTPUT_MAX (1024 * 1024)
#define READY "READY"

struct terminal {
	pid_t pid;
	int master;
	struct buf output; /* all that was written so far */
};

struct setting {
	const char *term, *locale, *no_color;
};

static const struct setting usual = {"xterm-256color", "C.UTF-8", NULL};

static void terminal_open(struct terminal *terminal, struct setting setting, void (*child)(void))
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	buf_init(&terminal->output, OUTPUT_MAX);
	terminal->pid = forkpty(&terminal->master, NULL, NULL, &size);
	assert_true(terminal->pid >= 0);
	if (terminal->pid > 0)
		return;
	setenv("TERM", setting.term, 1);
	setenv("LC_ALL", setting.locale, 1);
	if (setting.no_color)
		setenv("NO_COLOR", setting.no_color, 1);
	else
		unsetenv("NO_COLOR");
	setlocale(LC_ALL, "");
	child();
	_exit(0);
}

/* False at the end, which a closed pseudo-terminal tells as an error. */
static bool read_some(struct terminal *terminal)
{
	char bytes[4096];
	struct pollfd fd = {.fd = terminal->master, .events = POLLIN};
	assert_true(poll(&fd, 1, PATIENCE_MS) > 0);
	ssize_t len = read(terminal->master, bytes, sizeof(bytes));
	if (len > 0)
		buf_append(&terminal->output, bytes, (size_t)len);
	return len > 0;
}

static void wait_for(struct terminal *terminal, const char *text)
{
	while (!memmem(terminal->output.data, terminal->output.len, text, strlen(text)))
		assert_true(read_some(terminal));
}

static void type(struct terminal *terminal, const char *bytes)
{
	assert_int_equal(write(terminal->master, bytes, strlen(bytes)), strlen(bytes));
}

static bool wrote(const struct terminal *terminal, const char *text)
{
	return memmem(terminal->output.data, terminal->output.len, text, strlen(text)) != NULL;
}

/* The child's wait status. */
static int terminal_close(struct terminal *terminal)
{
	int status;
	while (read_some(terminal))
		;
	assert_int_equal(waitpid(terminal->pid, &status, 0), terminal->pid);
	close(terminal->master);
	buf_finish(&terminal->output);
	return status;
}

/* ---- in the child ---- */

static void start(void)
{
	struct err err;
	if (!term_start(&err)) {
		printf("%s", err.text);
		fflush(stdout);
		_exit(1);
	}
}

static struct key wait_for_key(void)
{
	struct term_event event = {0};
	for (;;) {
		struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
		switch (term_read(&event)) {
		case TERM_KEY:
			return event.key;
		case TERM_PASTE:
			event.key.code = (uint32_t)strlen(event.paste);
			free(event.paste);
			return event.key;
		case TERM_HANGUP:
			_exit(7);
		default:
			poll(&fd, 1, -1);
		}
	}
}

static void text(struct grid *grid, int y, enum style style, const char *what)
{
	grid_text(grid, (struct rect){0, 0, grid->width, grid->height}, 0, y, style, what);
}

static void show_and_change(void)
{
	struct grid grid;
	int width, height;
	start();
	term_size(&width, &height);
	grid_init(&grid, width, height);
	text(&grid, 0, STYLE_APP, "covey");
	text(&grid, 1, STYLE_FAINT, glyph(GLYPH_UNFOLDED));
	text(&grid, 2, STYLE_NORMAL, "项目 e\u0301 \U0001F1E9\U0001F1EA |");
	text(&grid, 23, STYLE_NORMAL, READY);
	term_draw(&grid);
	wait_for_key();
	text(&grid, 5, STYLE_NORMAL, "CHANGED");
	term_draw(&grid);
	wait_for_key();
	term_draw(&grid);
	wait_for_key();
	grid.repaints++;
	term_draw(&grid);
	wait_for_key();
	term_stop();
	grid_finish(&grid);
}

/* Each key switches one thing. */
static void show_and_switch(void)
{
	static struct style_look looks[STYLE_COUNT];
	struct grid grid;
	memcpy(looks, style_looks, sizeof(looks));
	looks[STYLE_NORMAL] = (struct style_look){252, 7, 234, 0, 0};
	looks[STYLE_APP] = (struct style_look){231, 15, 16, 1, STYLE_UNDERLINE};
	start();
	grid_init(&grid, 80, 24);
	text(&grid, 0, STYLE_APP, "covey");
	text(&grid, 23, STYLE_NORMAL, READY);
	term_draw(&grid);
	wait_for_key();
	term_set_looks(looks);
	term_draw(&grid);
	wait_for_key();
	term_set_mouse(true);
	term_set_mouse(true);
	wait_for_key();
	term_set_mouse(false);
	wait_for_key();
	term_set_mouse(true);
	term_stop();
	grid_finish(&grid);
}

static void show_and_wait(void)
{
	static struct grid grid; /* reachable at exit() */
	start();
	grid_init(&grid, 80, 24);
	text(&grid, 23, STYLE_NORMAL, READY);
	term_draw(&grid);
	for (;;) {
		struct key key = wait_for_key();
		if (key.code == 'a')
			abort();
		if (key.code == 'e')
			exit(3);
		printf("<%u>", (unsigned)key.code);
		fflush(stdout);
	}
}

static void ignore_the_hangup_and_wait(void)
{
	signal(SIGHUP, SIG_IGN);
	show_and_wait();
}

/* ---- tests ---- */

static void test_only_what_changed_is_written(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, usual, show_and_change);
	wait_for(&terminal, READY);
	assert_true(wrote(&terminal, "covey"));
	assert_true(wrote(&terminal, "▾"));
	assert_true(wrote(&terminal, "项目 e\u0301 \U0001F1E9\U0001F1EA |"));
	buf_clear(&terminal.output);
	type(&terminal, "x");
	wait_for(&terminal, "CHANGED");
	assert_false(wrote(&terminal, "covey"));
	assert_true(terminal.output.len < 64);
	/* Asked to paint anew, it writes everything again. */
	buf_clear(&terminal.output);
	type(&terminal, "x");
	type(&terminal, "x");
	wait_for(&terminal, READY);
	assert_true(wrote(&terminal, "covey"));
	type(&terminal, "x");
	assert_int_equal(terminal_close(&terminal), 0);
}

static void test_colours_by_what_the_terminal_has(void **state)
{
	(void)state;
	static const struct {
		struct setting setting;
		const char *has, *has_not;
	} cases[] = {
	        {{"xterm-256color", "C.UTF-8", NULL}, "38;5;32m", "\033[36m"},
	        {{"xterm-16color", "C.UTF-8", NULL}, "\033[36m", "38;5"},
	        {{"xterm-256color", "C.UTF-8", "1"}, "1mcovey", "38;5"},
	        /* What is quiet is grey, or dim where there is no grey. */
	        {{"xterm-256color", "C.UTF-8", NULL}, "38;5;244m▾", "2m▾"},
	        {{"xterm-16color", "C.UTF-8", NULL}, "2m▾", "38;5"},
	        {{"vt100", "C.UTF-8", NULL}, "1m", "\033[3"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct terminal terminal;
		terminal_open(&terminal, cases[i].setting, show_and_change);
		wait_for(&terminal, READY);
		assert_true(wrote(&terminal, cases[i].has));
		assert_false(wrote(&terminal, cases[i].has_not));
		type(&terminal, "x");
		wait_for(&terminal, "CHANGED");
		type(&terminal, "xxx");
		assert_int_equal(terminal_close(&terminal), 0);
	}
}

static void test_a_theme_paints_the_whole_screen_anew(void **state)
{
	(void)state;
	static const struct {
		struct setting setting;
		const char *ground, *app;
	} cases[] = {
	        {{"xterm-256color", "C.UTF-8", NULL}, "48;5;234m", "38;5;231m"},
	        /* Where there are eight, a bright one is its darker form: it is not lost. */
	        {{"xterm", "C.UTF-8", NULL}, "\033[40m", "\033[41m"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct terminal terminal;
		terminal_open(&terminal, cases[i].setting, show_and_switch);
		wait_for(&terminal, READY);
		assert_false(wrote(&terminal, cases[i].ground));
		buf_clear(&terminal.output);
		type(&terminal, "x");
		wait_for(&terminal, READY);
		assert_true(wrote(&terminal, cases[i].ground));
		assert_true(wrote(&terminal, cases[i].app));
		type(&terminal, "xxx");
		assert_int_equal(terminal_close(&terminal), 0);
	}
}

static void test_the_mouse_is_asked_for_and_given_back(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, usual, show_and_switch);
	wait_for(&terminal, READY);
	assert_false(wrote(&terminal, "1006h"));
	type(&terminal, "xx");
	wait_for(&terminal, "\033[?1002h\033[?1006h");
	buf_clear(&terminal.output);
	type(&terminal, "x");
	wait_for(&terminal, "\033[?1002l\033[?1006l");
	buf_clear(&terminal.output);
	type(&terminal, "x");
	wait_for(&terminal, "\033[?1002l\033[?1006l"); /* at the end, too */
	assert_int_equal(terminal_close(&terminal), 0);
}

static void test_ascii_where_there_is_nothing_else(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, (struct setting){"xterm-256color", "C", NULL}, show_and_change);
	wait_for(&terminal, READY);
	for (size_t i = 0; i < terminal.output.len; i++)
		assert_true((unsigned char)terminal.output.data[i] < 0x80);
	assert_true(wrote(&terminal, "? ?  ? ?  |"));
	type(&terminal, "x");
	wait_for(&terminal, "CHANGED");
	type(&terminal, "xxx");
	assert_int_equal(terminal_close(&terminal), 0);
}

/* The modes are off, the picture is gone, and the line discipline is as it was. */
static void assert_given_back(struct terminal *terminal)
{
	struct termios termios;
	while (read_some(terminal))
		;
	assert_true(wrote(terminal, "\033[?2004l"));
	assert_true(wrote(terminal, "\033[?1004l"));
	assert_true(wrote(terminal, "\033[?1049l"));
	assert_int_equal(tcgetattr(terminal->master, &termios), 0);
	assert_int_equal(termios.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
}

static void test_the_terminal_is_given_back_whatever_ends_the_program(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, usual, show_and_wait);
	wait_for(&terminal, READY);
	type(&terminal, "e");
	assert_given_back(&terminal);
	int status = terminal_close(&terminal);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);

	terminal_open(&terminal, usual, show_and_wait);
	wait_for(&terminal, READY);
	kill(terminal.pid, SIGTERM);
	assert_given_back(&terminal);
	status = terminal_close(&terminal);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);

	terminal_open(&terminal, usual, show_and_wait);
	wait_for(&terminal, READY);
	type(&terminal, "a");
	assert_given_back(&terminal);
	status = terminal_close(&terminal);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void test_keys_and_pastes_come_through(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, usual, show_and_wait);
	wait_for(&terminal, READY);
	type(&terminal, "\033[200~four\033[201~");
	wait_for(&terminal, "<4>");
	type(&terminal, "\033");
	char esc[16];
	snprintf(esc, sizeof(esc), "<%u>", (unsigned)UI_KEY_ESC);
	wait_for(&terminal, esc);
	type(&terminal, "\003"); /* Control-C is a key, not a signal */
	wait_for(&terminal, "<99>");
	type(&terminal, "e");
	terminal_close(&terminal);
}

static void test_a_terminal_that_goes_away_is_told(void **state)
{
	(void)state;
	struct terminal terminal;
	int status;
	terminal_open(&terminal, usual, ignore_the_hangup_and_wait);
	wait_for(&terminal, READY);
	close(terminal.master);
	assert_int_equal(waitpid(terminal.pid, &status, 0), terminal.pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	buf_finish(&terminal.output);
}

static void test_an_unknown_terminal_is_an_error_in_words(void **state)
{
	(void)state;
	struct terminal terminal;
	terminal_open(&terminal, (struct setting){"no-such-terminal", "C.UTF-8", NULL}, show_and_wait);
	wait_for(&terminal, "the terminal “no-such-terminal” (TERM) is unknown here");
	int status = terminal_close(&terminal);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_only_what_changed_is_written),
	        cmocka_unit_test(test_colours_by_what_the_terminal_has),
	        cmocka_unit_test(test_a_theme_paints_the_whole_screen_anew),
	        cmocka_unit_test(test_the_mouse_is_asked_for_and_given_back),
	        cmocka_unit_test(test_ascii_where_there_is_nothing_else),
	        cmocka_unit_test(test_the_terminal_is_given_back_whatever_ends_the_program),
	        cmocka_unit_test(test_keys_and_pastes_come_through),
	        cmocka_unit_test(test_a_terminal_that_goes_away_is_told),
	        cmocka_unit_test(test_an_unknown_terminal_is_an_error_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
