/*
 * screen: a client without a terminal and without a server. Keys go in by their names, the picture
 * comes out as text; what the client asks is listed, and the test plays the server by applying the
 * events that one would send.
 *
 *     screen_start(&s, 80, 24);
 *     screen_login(&s, "Suppliers", NULL);
 *     screen_press(&s, "Tab n");
 *     screen_type(&s, "Research");
 *     screen_press(&s, "Enter");
 *     assert_asked(&s, "create Research");
 *     screen_answer(&s, 0, NULL);
 */
#ifndef COVEY_TESTS_SCREEN_H
#define COVEY_TESTS_SCREEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "ui/mouse.h"
#include "ui/ui.h"

/* Monday 23 November 2026, 09:40:00 UTC */
#define SCREEN_NOW INT64_C(1795426800000)
#define MINUTE INT64_C(60000)
/* The one file that there is: Suppliers, muted, with bob alone, and Friends with carol. */
#define SCREEN_FILE "wanted.ini"

struct screen {
	struct state state;
	struct keymap *keymap;
	struct ui *ui;
	struct grid grid;
	int64_t now_ms;
	struct arena arena; /* of the requests */
	VEC(const struct state_request *) requests; /* not answered yet, oldest first */
	const struct state_request *looking; /* for public rooms, not answered yet; NULL: none */
	VEC(const char *) deeds; /* what was asked so far and not looked at by assert_asked() */
	int64_t client_ids; /* given out */
	const struct state_person *called; /* what the server says people are called */
	size_t called_count;
	const struct state_room *joined; /* the rooms that alice is in, to who asks for them all */
	size_t joined_count;
	size_t draws; /* pictures that were different */
};

void screen_start(struct screen *screen, int width, int height);
void screen_stop(struct screen *screen);

/* The state's own requests (lists, pages, READ) are answered: nothing is on its way but what keys asked for. */
void screen_settle(struct screen *screen);

/* One event, then the ui follows; strings are borrowed for the call. */
void screen_apply(struct screen *screen, struct state_event event);

/* Logged in as alice with the limits of the protocol; no conversation is there yet but the notes. */
void screen_login(struct screen *screen);

/* Logged in with groups Suppliers (#test, bob) and Research (dave), and carol and the notes in none. Nothing is open
 * any more, and the cursor is on the first row. */
void screen_login_filed(struct screen *screen);

/* 80 by 16, filed, and #test is open, in which bob asks "Who signs?" and alice says "I do.". */
void screen_start_talk(struct screen *screen);

/* All the groups, in order, ended by NULL. */
void screen_convgroups(struct screen *screen, ...);

/* A conversation as it is now: "GROUPtest" is the room test, "C2Cbob" bob. `convgroups`: names with "," between them. */
struct conversation {
	const char *id, *convgroups;
	int unread, mentions, last, read; /* sequences */
	bool pinned;
};
void screen_conversation(struct screen *screen, struct conversation conversation);

/* Opens one and gives it its messages: alternately from and text, `minutes` before now each; ended by NULL. */
void screen_open(struct screen *screen, const char *id);

/* A message that arrives; the sequence is the next one of the conversation. */
void screen_message(struct screen *screen, const char *id, const char *from, const char *text);
void screen_message_at(struct screen *screen, const char *id, const char *from, int64_t time_ms,
                       const char *text);

/* Keys by name with blanks between them: "Tab n Alt-a". */
void screen_press(struct screen *screen, const char *keys);
void screen_type(struct screen *screen, const char *text);
void screen_paste(struct screen *screen, const char *text);

/* The mouse does that. */
void screen_mouse(struct screen *screen, struct mouse mouse);

/* The first row that has this text; there is one. */
int screen_row_of(struct screen *screen, const char *shown);

/* The answer to the oldest request that a key asked for; `text` the sentence of an error. */
void screen_answer(struct screen *screen, int code, const char *text);
void screen_answer_failures(struct screen *screen, const struct state_failure *failures, size_t count);
void screen_answer_with(struct screen *screen, struct state_event answer);

/* The answer to the question for public rooms of that name, which is none of the deeds. */
void screen_answer_rooms(struct screen *screen, const char *asked, const struct state_room *rooms,
                         size_t count);

void screen_resize(struct screen *screen, int width, int height);
void screen_wait(struct screen *screen, int64_t ms);

/* The rows from `y` on are `expected`, a newline behind each; both are printed when they are not. */
void assert_rows_(struct screen *screen, int y, const char *expected, const char *file, int line);
void assert_shows_(struct screen *screen, const char *text, bool shown, const char *file, int line);
void assert_asked_(struct screen *screen, const char *deeds, const char *file, int line);

#define assert_picture(screen, expected) assert_rows_((screen), 0, (expected), __FILE__, __LINE__)
#define assert_rows(screen, y, expected) assert_rows_((screen), (y), (expected), __FILE__, __LINE__)
#define assert_shows(screen, text) assert_shows_((screen), (text), true, __FILE__, __LINE__)
#define assert_hides(screen, text) assert_shows_((screen), (text), false, __FILE__, __LINE__)

/* What was asked since the last look, "; " between; "" for nothing. */
#define assert_asked(screen, deeds) assert_asked_((screen), (deeds), __FILE__, __LINE__)

/* The style of the cell at x, y. */
enum style screen_style(struct screen *screen, int x, int y);

#endif
