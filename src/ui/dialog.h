/*
 * dialog: the one box that can stand over the screen, for whatever is asked of a person: a line of text,
 * a choice that narrows while one types, yes or no, or something to read. What it is for is its
 * purpose (a table of functions); what it is about are the names it holds.
 *
 * A box that asked the server stays open, with all that was typed, until the answer is there, and
 * shows the reason when that is no. Its place does not depend on what it shows.
 */
#ifndef COVEY_UI_DIALOG_H
#define COVEY_UI_DIALOG_H

#include "base/vec.h"
#include "state/request.h"
#include "ui/grid.h"
#include "ui/keymap.h"
#include "ui/line.h"

struct dialog;
struct state_event;
struct ui;
struct ui_turn;

enum dialog_kind {
	DIALOG_NONE,
	DIALOG_PROMPT,
	DIALOG_PICKER,
	DIALOG_TRIAGE, /* choices, and a key for what is done to each */
	DIALOG_PEOPLE, /* the same for people */
	DIALOG_SEARCH, /* a line of text, and what was found */
	DIALOG_COMMAND, /* a line of text, and choices for a part of it */
	DIALOG_CONFIRM,
	DIALOG_READING,
};

/* What a box is for. Functions may be NULL where there is nothing to do. */
struct dialog_purpose {
	enum dialog_kind kind;
	const char *verb; /* what its Enter, or its yes, does, for the hint */
	/* The text or the state changed: fills choices and counter, finds what is wrong. */
	void (*refresh)(struct ui_turn *turn, struct dialog *dialog);
	/* Enter, or yes. */
	void (*accept)(struct ui_turn *turn, struct dialog *dialog);
	/* The request was carried out; the box is closed if this leaves its ticket alone. */
	void (*done)(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer);
	bool stays; /* it is not closed then, either */
	bool details; /* what is cut of the chosen row's detail is read in the remark's place */
	/* Some of it was carried out; what was refused is said in the box, which stays. */
	void (*partly)(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer);
	/* It is closed without that. */
	void (*left)(struct ui *ui, struct dialog *dialog);
	/* It was closed by the key for that: what comes then. */
	void (*back)(struct ui_turn *turn);
};

struct dialog_choice {
	char *label, *detail; /* cleaned; detail is shown at the right, "" for none */
	char *value; /* for the purpose: an id, a name, what was typed */
	int deed; /* for the purpose: what choosing it does */
	size_t lit; /* where in the label what was looked for may stand, in bytes */
};

struct dialog {
	const struct dialog_purpose *purpose; /* NULL: closed */
	char *title, *body; /* body: lines above the input, or what is read */
	struct line input;
	VEC(struct dialog_choice) choices;
	size_t chosen;
	bool unchosen; /* the choices are an offer: Enter takes none of them */
	size_t top; /* the first choice, or line, in sight */
	size_t page, body_rows; /* as last drawn: rows in sight, rows of the body */
	struct rect choices_rect; /* as last drawn */
	const char *
	        looked_for; /* words to be lit in the labels; borrowed from the purpose's owner, NULL: none */
	char *remark; /* dim, below the input: a count, what is true now */
	char *wrong; /* what is wrong with the text as it is; NULL: nothing */
	char *error; /* what the server said, until the text changes; NULL: nothing */
	uint64_t ticket; /* the request that it waits for; 0: none */
	enum state_request_type asked; /* that request's */
	char *done; /* what is to be said when it is done; NULL: nothing */

	size_t digits; /* TRIAGE: groups that have one */
	char *convgroup, *conversation; /* what it is about, by name and id; NULL: nothing */
	char *wanted; /* what the request on its way makes or looks for */
};

void dialog_init(struct dialog *dialog);
void dialog_finish(struct dialog *dialog);

/* Closes what was open and opens a new one; `title` is copied and cleaned. */
void dialog_open(struct dialog *dialog, const struct dialog_purpose *purpose, const char *title);
void dialog_close(struct dialog *dialog);
bool dialog_is_open(const struct dialog *dialog);
bool dialog_has_input(const struct dialog *dialog);
bool dialog_has_choices(const struct dialog *dialog);
enum action_context dialog_context(const struct dialog *dialog);

/* What is wrong, to be shown; NULL: nothing. */
const char *dialog_complaint(const struct dialog *dialog);

/* `text` is cleaned; NULL: none. */
void dialog_set_body(struct dialog *dialog, const char *text);
void dialog_set_remark(struct dialog *dialog, const char *text);
void dialog_set_wrong(struct dialog *dialog, const char *text);
void dialog_set_error(struct dialog *dialog, const char *text);

void dialog_clear_choices(struct dialog *dialog);

/* Label and detail are cleaned; all are copied. */
void dialog_add_choice(struct dialog *dialog, const char *label, const char *detail, const char *value,
                       int deed);

/* NULL when there is nothing to choose. */
const struct dialog_choice *dialog_chosen(const struct dialog *dialog);

void dialog_choose(struct dialog *dialog, size_t at);

/* Is it a picker in which nothing is chosen? */
bool dialog_is_unchosen(const struct dialog *dialog);
/* Where none is chosen in a picker, the first is: true. */
bool dialog_begin_choosing(struct dialog *dialog);

/* Down or (rows < 0) up, among the choices or the lines to read. */
void dialog_move(struct dialog *dialog, ptrdiff_t rows);

#endif
