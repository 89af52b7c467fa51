/*
 * ui: the screen as one value: panes, focus, what is typed, the open dialog. It reads the state and
 * turns keys into events; it draws into a grid and knows no terminal, so a test can press keys and
 * look at the picture.
 */
#ifndef COVEY_UI_UI_H
#define COVEY_UI_UI_H

#include "state/arrangement.h"
#include "state/query.h"
#include "ui/grid.h"
#include "ui/key.h"
#include "ui/keymap.h"

struct ui;

struct looks;
struct mouse;
struct pixels_able;
struct themes;

/* Files of the person's: the ui reads and writes none by itself. False and `err`. */
struct ui_files {
	bool (*read_arrangement)(const char *path, struct state_arrangement *arrangement, struct err *err);
	bool (*write_arrangement)(const char *path, const struct state_arrangement *arrangement,
	                          const struct state *state, struct err *err);
};

struct ui_speller;

struct ui_config {
	const struct keymap *keymap; /* borrowed for the ui's life */
	const struct ui_files *files; /* the same; NULL: there are none */
	const struct themes *themes; /* the same; NULL: the built-in one alone */
	const struct ui_speller *speller; /* borrowed, too (spelling.h); NULL: nothing is said of spelling */
	const struct looks *looks; /* to begin with; NULL: as they are when nobody says */
};

struct ui *ui_create(const struct ui_config *config);
void ui_destroy(struct ui *ui);

/*
 * What keys make is appended to `events` (the loop sets their now_ms, and a client_id where one is
 * missing); events are applied, then the next key comes.
 */
void ui_key(struct ui *ui, const struct state *state, struct key key, int64_t now_ms,
            struct state_event_list *events);

/* Text that was pasted (bracketed paste): never sends by itself. */
void ui_paste(struct ui *ui, const struct state *state, const char *text, struct state_event_list *events);

/* The mouse, while ui_wants_mouse(). */
void ui_mouse(struct ui *ui, const struct state *state, struct mouse mouse, int64_t now_ms,
              struct state_event_list *events);

/* An answer to a request whose ticket this ui gave out (STATE_EFFECT_ANSWERED). The picture changes, too. */
void ui_answered(struct ui *ui, const struct state *state, uint64_t ticket, const struct state_event *answer,
                 struct state_event_list *events);

/*
 * Once a turn, before the picture: the ui looks whether what it holds is still there, says what is on the
 * screen (STATE_EVENT_VIEW), asks for older messages where it shows the first that there are.
 */
void ui_follow(struct ui *ui, const struct state *state, struct state_event_list *events);

/*
 * Draws what changed (the state's dirty bits and the ui's own) into `grid`, whose size is the screen's.
 * `utc_offset` of `now_ms`, and day names, come from localtime_r. False when nothing changed.
 */
bool ui_draw(struct ui *ui, const struct state *state, int64_t now_ms, struct grid *grid);

/* When the picture next changes by itself (a countdown, a notice that goes), Unix ms; 0: never. */
int64_t ui_next_change(const struct ui *ui, const struct state *state, int64_t now_ms);

/* Is the mouse ours? Else the terminal's own, to select text with. */
bool ui_wants_mouse(const struct ui *ui);

/* What each style looks like: STYLE_COUNT of them, valid as long as the themes. */
const struct style_look *ui_style_looks(const struct ui *ui);

/* The looks are those from now on: chosen in another ui. */
void ui_set_looks(struct ui *ui, const struct looks *looks);

/* How the terminal shows pictures; before ui_follow(), which has them made for it. */
void ui_set_pixels(struct ui *ui, const struct pixels_able *able);

/* What the person has chosen, when that is something else than at the last call; else NULL. */
const struct looks *ui_take_looks(struct ui *ui);

/* Text for the clipboard, an address to be opened; NULL: nothing. The caller frees it. */
char *ui_take_copied(struct ui *ui);
char *ui_take_opened(struct ui *ui);

/* The text that the person wants to write in an editor; NULL: none. The caller frees it. */
char *ui_take_draft(struct ui *ui);
/* What came of it. */
void ui_put_draft(struct ui *ui, const struct state *state, const char *text,
                  struct state_event_list *events);

/* The person asked to leave. */
bool ui_wants_quit(const struct ui *ui);

#endif
