/*
 * private: the ui's value, for the files of this room that carry out actions. Nobody outside includes it.
 *
 *     key ── keymap ──► action ── table (ui.c) ──► deed(turn) ──► events, and the ui changed
 */
#ifndef COVEY_UI_PRIVATE_H
#define COVEY_UI_PRIVATE_H

#include "ui/arranging.h"
#include "ui/bulk.h"
#include "ui/colon.h"
#include "ui/compose.h"
#include "ui/desk.h"
#include "ui/dialog.h"
#include "ui/feed.h"
#include "ui/intent.h"
#include "ui/layout.h"
#include "ui/looks.h"
#include "ui/marks.h"
#include "ui/messages.h"
#include "ui/people.h"
#include "ui/selection.h"
#include "ui/sidebar.h"
#include "ui/ui.h"

/* What of the screen is to be drawn again. */
enum ui_pane {
	UI_TITLE = 1 << 0,
	UI_SIDEBAR = 1 << 1,
	UI_MESSAGES = 1 << 2,
	UI_COMPOSE = 1 << 3, /* and the rule above it */
	UI_STATUS = 1 << 4,
	UI_ALL = (1 << 5) - 1,
};

struct err;

/* A request without a box that waits for it: what it was, to say so when it fails. */
struct ui_errand {
	uint64_t ticket;
	enum state_request_type type;
	char *done; /* what to say when it is done; NULL: nothing */
};

/* Filing what is in no group. */
struct triage {
	size_t total; /* how many there were, or have come to */
	char *at; /* the id of the one that the box is at; NULL: the first */
	char *next; /* of the one behind it, when a group was asked for; NULL: none */
	struct strlist refused; /* ids: the person does not want what the rules propose */
};

enum searching_scope {
	SEARCHING_HERE, /* in the open conversation */
	SEARCHING_GROUP, /* in its group, or the one under the cursor */
	SEARCHING_EVERYWHERE,
	SEARCHING_COUNT,
};

/* A message that has what was looked for. */
struct searching_found {
	char *conversation, *from, *text; /* IDs; all that it says */
	size_t shown; /* where in the text the part begins that is listed */
	int64_t sequence, time_ms;
};

/* The search that is open: what was asked for last, what is asked about, and what was found. */
struct searching {
	enum searching_scope scope, asked_scope;
	char *conversation, *convgroup; /* NULL: that scope is not there */
	char *asked; /* words; NULL: nothing yet */
	uint64_t ticket; /* 0: no answer is waited for */
	VEC(struct searching_found) found; /* newest first, as far as they have come */
	bool answered; /* an answer has come */
	bool more; /* there may be older ones, which are asked for when the last one is chosen */
	bool going_on; /* the answer is to stand behind those */
	size_t went_on_at; /* choices that there were then: where none came, one does not go on again; 0: not yet */

	/* Where the last one led: while that message is selected, the words are lit in it. */
	char *gone, *gone_words; /* a conversation's ID; NULL: nowhere */
	int64_t gone_sequence;
};

/* Without their owners. */
typedef VEC(struct state_room) finding_room_vec;

struct finding {
	char *asked; /* what was typed; NULL: nothing yet */
	uint64_t ticket; /* 0: no answer is waited for */
	bool refused; /* the server did not say what is there */
	finding_room_vec rooms; /* of the last answer */
	bool own_asked;
	uint64_t own_ticket;
	finding_room_vec own; /* that the person is in, those that are in no list, too */
};

struct ui {
	const struct keymap *keymap;
	const struct themes *themes; /* NULL: the built-in one alone */
	struct looks looks;
	bool looks_changed; /* since ui_take_looks() */
	struct pixels_able able; /* the terminal */
	bool bare; /* nothing but the messages is shown */
	bool dragging; /* the mouse has the divider */
	bool aloud; /* it is read out (plain.h), and what is not said yet was not seen */
	const struct ui_files *files; /* or NULL */
	const struct ui_speller *speller; /* or NULL */
	struct desk *desk; /* that it is on, with the other accounts'; NULL: there are none */
	bool in_sidebar; /* the focus; else the compose line has it */
	struct sidebar sidebar;
	struct marks marks;
	struct sidebar_place mark_anchor; /* the row that was marked last: a range begins there */
	struct bulk bulk;
	struct triage triage;
	struct people people; /* of the open list */
	struct strlist visited; /* ids of conversations that were opened, the last one at the end */
	struct messages messages;
	struct selection selection; /* has the focus while it is on and the sidebar has not */
	struct feed feed; /* while the state has one */
	struct compose compose;
	struct intents intents;
	struct {
		char *copied, *opened; /* text and an address; NULL: nothing is to be carried out */
		char *draft, *draft_of; /* for an editor, and whose it is: a conversation's id */
	} outward;
	struct dialog dialog;
	struct colon colon;
	struct arranging arranging;

	int width, height; /* of the last picture */
	struct layout layout; /* of the last picture */
	unsigned dirty; /* enum ui_pane */
	unsigned repaints; /* how often the terminal was to be painted anew */
	int64_t drawn_countdown; /* seconds in the title */
	bool drawn_notice;
	bool follow_again; /* the size changed: ui_follow() has to look */

	bool quit;
	uint64_t last_ticket;
	VEC(struct ui_errand) errands;
	struct strlist
	        order_wanted; /* of the groups, as asked for last; holds while the answer is not there */
	char *set_convgroup, *set_wanted; /* the group that was set to something last, and to what */
	char *awaited_conversation; /* to be opened from another account; NULL: none */
	char *awaited_room; /* joined or made: it is opened when it comes; NULL: none */
	char *awaited_convgroup; /* renamed: the cursor goes there when it comes; NULL: none */
	char *made; /* a group that was asked for: it comes in sight, unless a key is pressed first; NULL: none */
	struct sidebar_place
	        undone; /* what undo or redo is to bring: the cursor goes there, unless a key is pressed first */
	bool had_current; /* a conversation was open once */
	bool begun; /* what there is has come once: who had nothing open was given something */
	int64_t asked_before; /* older messages were asked for, before this sequence, */
	char *asked_of; /* of this conversation, */
	bool asked_online; /* and there was a connection */
	int64_t asked_after; /* the same for newer ones, where the window is apart */
	bool asked_after_online;
	uint64_t found_times; /* state.found that was followed */
	struct searching searching;
	struct finding finding;
};

/* One key, or one answer, being carried out. */
struct ui_turn {
	struct ui *ui;
	const struct state *state;
	int64_t now_ms;
	struct state_event_list *events;
	struct key key; /* that is pressed */
};

/* A request with a fresh ticket, as an event; its strings are to live in the events' arena. */
struct state_request *ui_request(struct ui_turn *turn, enum state_request_type type);

/* The same, and nobody waits: when it fails, the status line says so. */
struct state_request *ui_errand(struct ui_turn *turn, enum state_request_type type);

/* The same, and the open box waits. */
struct state_request *ui_dialog_request(struct ui_turn *turn, enum state_request_type type);

/* "; u takes it back", behind what is told of a step; "" where no key does that. */
const char *ui_undo_hint(struct ui_turn *turn);

/* When this request of CREATE, DELETE, ADD, REMOVE or MOVE, the last one that was made, is done, the status line says so. */
void ui_tell_when_done(struct ui_turn *turn, const struct state_request *request);

/* The same with that text, and with the key that takes it back. */
void ui_say_when_done(struct ui_turn *turn, const struct state_request *request, const char *text);

/* Its newest messages are on their way, and maybe some before those that are there. */
bool ui_is_coming(const struct state_conversation *conversation);

/* Closes the box; a request that it waits for becomes an errand. */
void ui_leave_dialog(struct ui *ui);

/* Copies into the events' arena. */
const char *ui_keep(struct ui_turn *turn, const char *text);
struct strspan ui_keep_one(struct ui_turn *turn, const char *text);

/* The status line says it. */
void ui_notice(struct ui_turn *turn, bool error, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* Who goes on has seen what was said. */
void ui_pass_notice(struct ui_turn *turn);

/* Opens a conversation and goes to its compose line. */
void ui_open(struct ui_turn *turn, const char *conversation);

/* To the sidebar, or to the compose line. */
void ui_focus(struct ui *ui, bool in_sidebar);

/* Where what is typed is taken. */
enum action_context ui_context(const struct ui *ui);
/* The same, whatever box lies over the panes. */
enum action_context ui_pane_context(const struct ui *ui);

/* The layout as the ui is now, for a screen of its size. */
void ui_lay_out(struct ui *ui, const struct state *state);

/* What the messages' pane shows; only while a conversation is open. `hint` has room for the keys of what can be done. */
#define UI_HINT_SIZE 128
struct entry_pane ui_pane(const struct ui *ui, const struct state *state, int64_t now_ms,
                          char hint[UI_HINT_SIZE]);

/* What an answer says went wrong, with the conversations that were refused, a line each; NULL: nothing. The caller frees it. */
char *ui_answer_error(const struct state *state, const struct state_event *answer);

/* What the open box may take of the screen. */
struct rect ui_box_room(const struct ui *ui);

/* The box shows what is true for its text now. */
void ui_refresh_dialog(struct ui_turn *turn);
/* The same where nobody typed anything: what Enter does in a picker stays, or it does nothing. */
void ui_renew_dialog(struct ui_turn *turn);

/* Before a key or a click means anything: what is listed is as the state has it now. */
void ui_catch_up(struct ui_turn *turn);

/* Does what a key of the panes does; no box is open. */
void ui_do(struct ui_turn *turn, enum action action);

/* The sidebar's cursor goes to what is shown beside it: the open conversation, or the group of the feed. */
void ui_cursor_to_shown(struct ui_turn *turn);

/* The row under the sidebar's cursor; NULL: none. */
const struct state_row *ui_row(struct ui_turn *turn);

/* The open box: what `action` (ACTION_COUNT: none) or else `key` does there. asking.c */
void asking_key(struct ui_turn *turn, enum action action, struct key key);
void asking_paste(struct ui_turn *turn, const char *text);
/* The choice in that place is taken, as far as the box is of a kind that is left by choosing. */
void asking_choose(struct ui_turn *turn, size_t at);
void asking_quit(struct ui_turn *turn);

/* Deeds: going.c */
void going_switch(struct ui_turn *turn);
void going_back(struct ui_turn *turn);
void going_next_unread(struct ui_turn *turn);
void going_focus(struct ui_turn *turn);
/* On the group of that name; NULL: on none any more. */
void going_focus_on(struct ui_turn *turn, const char *name);
void going_online(struct ui_turn *turn);
void going_previous(struct ui_turn *turn);
void going_last(struct ui_turn *turn);
/* The open conversation was visited. */
void going_note(struct ui *ui, const struct state *state);
void going_next(struct ui_turn *turn);
void going_scroll_up(struct ui_turn *turn);
void going_scroll_down(struct ui_turn *turn);
void going_scroll_end(struct ui_turn *turn);
/* Older ones (lines > 0), or newer. */
void going_scroll(struct ui_turn *turn, int lines);
void going_line_up(struct ui_turn *turn);
void going_line_down(struct ui_turn *turn);

/* selecting.c: a message that keys are about */
void selecting_open(struct ui_turn *turn);
void selecting_up(struct ui_turn *turn);
void selecting_down(struct ui_turn *turn);
void selecting_first(struct ui_turn *turn);
void selecting_last(struct ui_turn *turn);
/* The selected message and the conversation that it is from; NULL: none is. */
const struct state_message *selecting_message(const struct ui *ui, const struct state *state,
                                              const struct state_conversation **origin);
/* Selects one of those that are loaded, and shows it; false when it is not among them. */
bool selecting_select(struct ui_turn *turn, const char *message_id);
/* The same, or the newest one that is shown where none is selected. */
const struct state_message *selecting_message_or_newest(struct ui_turn *turn,
                                                        const struct state_conversation **origin);
/* To one that is not loaded; 0: nobody knows where it is. */
void selecting_go(struct ui_turn *turn, const struct state_conversation *origin, int64_t sequence);
/* The pane shows another place: the selection goes there. */
void selecting_scrolled(struct ui_turn *turn);
/* The state changed. */
void selecting_follow(struct ui_turn *turn);

/*
 * accounts.c. To the one above (step -1) or below (1), the cursor on its row nearest to here; to the conversation
 * that stands before or behind all of this account's.
 * False when there is none.
 */
bool accounts_has_several(const struct ui *ui);
/* Of the one that is shown; NULL: there is no other. */
const char *accounts_name(const struct ui *ui);
void accounts_next(struct ui_turn *turn);
void accounts_show(struct ui_turn *turn);
bool accounts_step(struct ui_turn *turn, int step);
bool accounts_neighbour(struct ui_turn *turn, int step);
/* Where line `y` of the screen is another account's, shows it with what is there; false: it is not. */
bool accounts_click(struct ui_turn *turn, int y);
/* The cursor goes down, or (rows < 0) up, over the border to the next account at most. */
void accounts_scroll(struct ui_turn *turn, int rows);

/* acting.c: what is done to the selected message */
const struct state_message *acting_message(struct ui_turn *turn, const struct state_conversation **origin);
void acting_reply(struct ui_turn *turn);
void acting_edit(struct ui_turn *turn);
void acting_recall(struct ui_turn *turn);
void acting_erase(struct ui_turn *turn);
void acting_who(struct ui_turn *turn);
void acting_parent(struct ui_turn *turn);
void acting_copy(struct ui_turn *turn);
/* What is written there is for no message any more; false: it was for none. */
bool acting_drop(struct ui_turn *turn, const char *conversation);
/* `text` is to take the message's place. */
void acting_send_edit(struct ui_turn *turn, struct intent *intent, const char *text);
void acting_answered(struct ui_turn *turn, uint64_t ticket, bool done);

/* reacting.c */
void reacting_open(struct ui_turn *turn);
/* The emoji of that name, or the word itself where it is one; NULL: neither. */
const char *reacting_text(const char *word);

void forwarding_open(struct ui_turn *turn);
void linking_open(struct ui_turn *turn);

/* listing.c: in the sidebar */
void listing_up(struct ui_turn *turn);
void listing_down(struct ui_turn *turn);
void listing_first(struct ui_turn *turn);
void listing_last(struct ui_turn *turn);
void listing_open(struct ui_turn *turn);
void listing_fold(struct ui_turn *turn);
void listing_fold_in(struct ui_turn *turn);
void listing_fold_out(struct ui_turn *turn);
void listing_fold_others(struct ui_turn *turn);
/* `name` NULL: those in no group. */
void listing_set_fold(struct ui_turn *turn, const char *name, bool folded);
/* The heading of the row under the cursor, whatever it is. */
void listing_set_fold_here(struct ui_turn *turn, bool folded);
void listing_fold_all_but(struct ui_turn *turn, const char *name);
void listing_pin(struct ui_turn *turn);
void listing_mark_read(struct ui_turn *turn);

/* convgroups.c */
/* "21/32 bytes", in the turn's arena; "" where the server has no limit. */
const char *convgroup_bytes(struct ui_turn *turn, const char *name);
void convgroup_new(struct ui_turn *turn);
void convgroup_rename(struct ui_turn *turn);
void convgroup_delete(struct ui_turn *turn);
void convgroup_raise(struct ui_turn *turn);
void convgroup_lower(struct ui_turn *turn);

/* waiting.c: undo, redo, and the edits that wait or were refused */
void waiting_undo(struct ui_turn *turn);
/* The cursor goes to what it brought, once it is there. */
void waiting_show_undone(struct ui *ui, const struct state *state);
void waiting_redo(struct ui_turn *turn);
void waiting_open(struct ui_turn *turn);
void convgroup_ask_delete(struct ui_turn *turn, const char *name);
/* In the order of all: up (step -1) or down (1). */
void convgroup_move(struct ui_turn *turn, const char *name, int step);

/* marking.c */
void marking_toggle(struct ui_turn *turn);
void marking_range(struct ui_turn *turn);
void marking_clear(struct ui_turn *turn);

/* smarts.c */
void smarts_open(struct ui_turn *turn);
/* Made or changed; `expression` NULL: shown no more. */
void smarts_set(struct ui_turn *turn, const char *name, const char *expression, bool folded);
void smarts_hide(struct ui_turn *turn, const struct state_smart *smart);

/* filing.c: of the marked ones, else of the one under the cursor */
void filing_move(struct ui_turn *turn);
void filing_add(struct ui_turn *turn);
void filing_take_out(struct ui_turn *turn);

/* Asks where to file one that is in no group; triage goes on afterwards. */
void filing_file(struct ui_turn *turn, const struct state_conversation *conversation);

/* triage.c */
void triage_finish(struct triage *triage);
void triage_open(struct ui_turn *turn);
/* The group was asked for in another box: this one is open again, at the conversation, or behind it when it was filed. */
void triage_come_back(struct ui_turn *turn);
void triage_filed(struct ui_turn *turn);
void triage_file(struct ui_turn *turn);
/* The one under the cursor. */
void triage_file_here(struct ui_turn *turn, const char *convgroup);
void triage_accept_all(struct ui_turn *turn);
void triage_refuse(struct ui_turn *turn);
void triage_other(struct ui_turn *turn);

/* reminding.c */
void reminding_open(struct ui_turn *turn);

/* setting.c */
void setting_policy(struct ui_turn *turn);
void setting_sort(struct ui_turn *turn);
void setting_raise(struct ui_turn *turn);
void setting_lower(struct ui_turn *turn);
void setting_open_policy(struct ui_turn *turn, const char *convgroup);
void setting_open_sort(struct ui_turn *turn, const char *convgroup);
/* The conversation has a setting of its own, or follows its group's policy again. */
void setting_own(struct ui_turn *turn, const struct state_conversation *conversation, bool own);
/* Words of settings.h; the open box waits. False and `err` for one that there is not. */
bool setting_say(struct ui_turn *turn, const char *convgroup, struct strspan words, struct err *err);

/* feeding.c */
void feeding_toggle(struct ui_turn *turn);
void feeding_read(struct ui_turn *turn);
/* Of the group of that name; NULL: closes it. */
void feeding_open(struct ui_turn *turn, const char *convgroup);
void feeding_step(struct ui_turn *turn, int step);
/* The message that one went up to, and whose conversation is the target; NULL: the view is at the newest. */
const struct state_message *feeding_chosen(const struct ui *ui);
/* Gathers the feed again, after the state changed. */
void feeding_follow(struct ui *ui, const struct state *state);
/* The person looks at another place of it. */
void feeding_moved(struct ui_turn *turn);

/* The conversation that what is written goes to; NULL: none. */
const char *ui_target(const struct ui *ui, const struct state *state);

/* rooms.c */
void rooms_invite(struct ui_turn *turn);
void rooms_leave(struct ui_turn *turn);
void rooms_ask_leave(struct ui_turn *turn, const struct state_conversation *room);
void rooms_dismiss(struct ui_turn *turn);
void rooms_ask_dismiss(struct ui_turn *turn, const struct state_conversation *room);

/* transferring.c: files. Of the selected message, else of the newest one with a file that is shown. */
void transferring_ask(struct ui_turn *turn);
void transferring_save(struct ui_turn *turn);
void transferring_view(struct ui_turn *turn);
/* Pictures are made for the pane as it is now. */
void transferring_follow(struct ui_turn *turn);
void transferring_stop(struct ui_turn *turn);

/* looking.c */
void looking_bare(struct ui_turn *turn);
void looking_leave_bare(struct ui_turn *turn);
void looking_mouse(struct ui_turn *turn);
void looking_wider(struct ui_turn *turn);
void looking_narrower(struct ui_turn *turn);
/* So many columns, as far as there is room; 0: by the screen's width. */
void looking_set_sidebar(struct ui_turn *turn, int columns);

/* palette.c */
void palette_open(struct ui_turn *turn);

/* searching.c */
void searching_open(struct ui_turn *turn);
/* The same, and looks for `text`. */
void searching_open_with(struct ui_turn *turn, const char *text);
void searching_scope(struct ui_turn *turn);
/* Asks for what is older than what was found, once the person comes to its end. */
void searching_follow(struct ui_turn *turn);
/* What is to be lit in the selected message; NULL: nothing. */
const char *searching_lit(const struct ui *ui, const struct state_conversation *origin,
                          const struct state_message *selected);
/* It is open, and the answer to what was typed last is not there yet. */
bool searching_waits(const struct ui *ui);
/* False: it was no search that was asked. */
bool searching_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer);
void searching_finish(struct searching *searching);

/* seeking.c: going to a place in a conversation's history, and what stays unread of it */
/* The open conversation, where one can go to a place of it; NULL: there is none. */
const struct state_conversation *seeking_place(const struct state *state);
void seeking_to(struct ui_turn *turn, const char *conversation, int64_t sequence);
void seeking_to_time(struct ui_turn *turn, int64_t time_ms);
/* The beginning of a day written as 2026-11-01, Unix ms; false and `err`. */
bool seeking_parse_day(const char *text, int64_t *time_ms, struct err *err);
void seeking_first_unread(struct ui_turn *turn);
void seeking_mention(struct ui_turn *turn);
void seeking_date(struct ui_turn *turn);
void seeking_newest(struct ui_turn *turn);
void seeking_unread(struct ui_turn *turn);
/* From past `sequence` on. */
void seeking_leave_unread(struct ui_turn *turn, const struct state_conversation *conversation,
                          int64_t sequence);
void seeking_peek(struct ui_turn *turn);
void seeking_peek_at(struct ui_turn *turn, const char *conversation);
/* Goes to what the state has found; asks for what follows a window that is apart. */
void seeking_follow(struct ui_turn *turn);
void seeking_ask_newer(struct ui_turn *turn);

/* finding.c: rooms that are not in the list */
void finding_begin(struct finding *finding);
void finding_finish(struct finding *finding);
/* Asks for rooms of that name, where that was not asked yet and one can. */
void finding_ask(struct ui_turn *turn, const char *text);
bool finding_answered(struct ui_turn *turn, uint64_t ticket, const struct state_event *answer);
/* The rooms of that name, or with that ID, are those that are there. */
bool finding_is_answered(const struct finding *finding, const char *text);
/* Has it the letters of `wanted`, which is folded, or is that its ID? */
bool finding_fits(const struct state_room *room, const char *wanted);
/* The first of this name, in whatever case of ASCII; or NULL. */
const struct state_room *finding_named(const struct finding *finding, const char *name);
/* The same where no other has the name. */
const struct state_room *finding_named_alone(const struct finding *finding, const char *name);
/* Is the person in the room? */
bool finding_is_own(const struct finding *finding, const char *room);

/* jump.c */
void jump_open(struct ui_turn *turn);
/* What finding_ask() asked for is there. */
void jump_rooms_came(struct ui_turn *turn);
/* A box asked for a person or a room (`wanted`): it is opened, now or when it comes. */
void jump_arrived(struct ui_turn *turn, struct dialog *dialog, const struct state_event *answer);

/* help.c */
void help_open(struct ui_turn *turn);

/* drafting.c */
/* What was typed in the open conversation at another terminal, or before a restart, stands in its line. */
void drafting_follow(struct ui_turn *turn);
/* The state learns what is typed here. */
void drafting_tell(struct ui_turn *turn);
/* The same for one that is not written in: its line was changed from elsewhere. */
void drafting_tell_of(struct ui_turn *turn, const char *conversation);

/* completing.c */
/* Tab where something can be completed; false: nothing can. */
bool completing_tab(struct ui_turn *turn);
void completing_next(struct ui_turn *turn);
/* What is to be run of a text that is a command, "/pin bob"; NULL: it is none. Paths are none, nor is "//". */
const char *completing_command(const char *text);
/* The same behind ":", where that is the name of one, whole. */
const char *completing_maybe_command(const char *text);
/* Whether it looks as one of the two, or as what becomes one. */
bool completing_is_command(const char *text);

/* spelling.c */
void spelling_open(struct ui_turn *turn);

/* sent.c: what was sent in the open conversation, to be written again */
void sent_earlier(struct ui_turn *turn);
void sent_later(struct ui_turn *turn);

/* writing.c */
/* The cursor of the compose line; false: there is no row that way. */
bool writing_move_row(struct ui_turn *turn, int step);
void writing_edit(struct ui_turn *turn);
void writing_send(struct ui_turn *turn);
void writing_newline(struct ui_turn *turn);
void writing_row_up(struct ui_turn *turn);
void writing_row_down(struct ui_turn *turn);
void writing_retry(struct ui_turn *turn);
void writing_take_back(struct ui_turn *turn);

#endif
