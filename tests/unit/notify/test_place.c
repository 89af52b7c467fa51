/* Where the program runs, by what the environment and tmux say, and the way out that follows. */
#include "notify/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const *variables; /* "NAME=value", …, NULL */

static char *get(const char *name)
{
	size_t len = strlen(name);
	for (const char *const *variable = variables; *variable; variable++)
		if (strncmp(*variable, name, len) == 0 && (*variable)[len] == '=')
			return (char *)*variable + len + 1;
	return NULL;
}

struct sight {
	const char *variables[5];
	const char *terminal;
	enum notify_way way;
};

static const struct sight sights[] = {
        /* the desktop, where there is one and it is here */
        {{"TERM=xterm-256color", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x"}, "XTerm", NOTIFY_DESKTOP},
        {{"TERM=xterm-kitty", "KITTY_WINDOW_ID=1", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x"},
         "kitty",
         NOTIFY_DESKTOP},
        {{"TERM=foot", "DBUS_SESSION_BUS_ADDRESS=disabled:"}, "foot", NOTIFY_OSC777},
        {{"TERM=foot", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x", "SSH_TTY=/dev/pts/1"}, "foot", NOTIFY_OSC777},
        {{"TERM=foot", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x", "SSH_CONNECTION=1 2 3 4"},
         "foot",
         NOTIFY_OSC777},
        /* the terminal */
        {{"TERM=xterm-kitty"}, "kitty", NOTIFY_OSC99},
        {{"TERM=xterm-256color", "KITTY_WINDOW_ID=3"}, "kitty", NOTIFY_OSC99},
        {{"TERM=xterm-ghostty"}, "Ghostty", NOTIFY_OSC777},
        {{"TERM=xterm-256color", "TERM_PROGRAM=WezTerm"}, "WezTerm", NOTIFY_OSC777},
        {{"TERM=foot-extra"}, "foot", NOTIFY_OSC777},
        {{"TERM=rxvt-unicode-256color"}, "rxvt-unicode", NOTIFY_OSC777},
        {{"TERM=xterm-256color", "KONSOLE_VERSION=220401"}, "Konsole", NOTIFY_OSC777},
        {{"TERM=xterm-256color", "LC_TERMINAL=iTerm2"}, "iTerm2", NOTIFY_OSC9},
        {{"TERM=xterm-256color", "TERM_PROGRAM=iTerm.app"}, "iTerm2", NOTIFY_OSC9},
        {{"TERM=xterm-256color", "VTE_VERSION=7200"}, "VTE", NOTIFY_BELL},
        {{"TERM=alacritty"}, "Alacritty", NOTIFY_BELL},
        {{"TERM=linux"}, "Linux console", NOTIFY_BELL},
        {{"TERM=vt100"}, "", NOTIFY_BELL},
        {{NULL}, "", NOTIFY_BELL},
        /* through a mux: screen lets everything through; tmux is to be asked, and far away it cannot be */
        {{"TERM=screen", "STY=1.x", "KITTY_WINDOW_ID=3"}, "kitty", NOTIFY_OSC99},
        {{"TERM=screen", "KITTY_WINDOW_ID=3"}, "kitty", NOTIFY_BELL},
        {{"TERM=tmux-256color", "TMUX=/tmp/x,1,0", "KITTY_WINDOW_ID=3"}, "kitty", NOTIFY_BELL},
        {{"TERM=tmux-256color", "SSH_TTY=/dev/pts/1", "LC_TERMINAL=iTerm2"}, "iTerm2", NOTIFY_BELL},
};

static void test_the_environment_tells_the_place(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(sights) / sizeof(*sights); i++) {
		struct place place;
		variables = sights[i].variables;
		place_look(&place, get);
		assert_string_equal(place.terminal, sights[i].terminal);
		if (place_choose(&place) != sights[i].way)
			fail_msg("%s leads to %s", variables[0], notify_ways[place_choose(&place)].word);
	}
}

static void test_tmux_tells_its_terminal_and_what_it_lets_through(void **unused)
{
	(void)unused;
	static const struct {
		const char *answer, *terminal;
		enum notify_way way;
		bool focus;
	} answers[] = {
	        {"kitty(0.26.5)\nxterm-kitty\non\non\n", "kitty", NOTIFY_OSC99, true},
	        {"\nxterm-kitty\nall\noff\n", "kitty", NOTIFY_OSC99, false},
	        {"iTerm2 3.4.19\nxterm-256color\non\non\n", "iTerm2", NOTIFY_OSC9, true},
	        {"WezTerm 20230712\nxterm-256color\n\non\n", "WezTerm", NOTIFY_OSC777, true}, /* before 3.3 */
	        {"VTE(7200)\nxterm-256color\non\n1\n", "VTE", NOTIFY_BELL, true},
	        {"foot(1.13.1)\nfoot\noff\n0\n", "foot", NOTIFY_BELL, false},
	        {"\n\n0\n0\n", "", NOTIFY_BELL, false}, /* nobody is attached */
	};
	static const char *const here[] = {"TMUX=/tmp/x,1,0", "TERM=tmux-256color", NULL};
	variables = here;
	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		struct place place;
		place_look(&place, get);
		place_take(&place, answers[i].answer);
		assert_string_equal(place.terminal, answers[i].terminal);
		assert_int_equal(place_choose(&place), answers[i].way);
		assert_int_equal(place.focus_events, answers[i].focus);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_the_environment_tells_the_place),
	        cmocka_unit_test(test_tmux_tells_its_terminal_and_what_it_lets_through),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
