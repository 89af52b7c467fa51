/*
 * query: questions about a state that more than one view asks. Nothing here changes anything;
 * what is returned is borrowed until the next state_apply().
 */
#ifndef COVEY_STATE_QUERY_H
#define COVEY_STATE_QUERY_H

#include "state/state.h"

/* NULL when there is none. */
const struct state_conversation *state_conversation(const struct state *state, const char *id);
/* That with a person, or of a room, by the ID of the user or the room. */
const struct state_conversation *state_conversation_with(const struct state *state,
                                                         enum state_conversation_kind kind, const char *peer);
const struct state_conversation *state_current(const struct state *state);
const struct state_convgroup *state_convgroup(const struct state *state, const char *name);

/* When STATE_EVENT_TIME is to be applied, Unix ms: a paused outbox goes on then, or a notification is due. 0: never. */
int64_t state_next_wake(const struct state *state);

/* The conversation as the server has it, to be saved: without what edits that wait show. Borrowed. */
struct state_conversation state_conversation_to_save(const struct state_conversation *conversation);

/* The same of the convgroups; how many. */
size_t state_convgroups_to_save(const struct state *state, const struct state_convgroup **convgroups);

/* Is what is shown of it not so on the server yet? */
bool state_waits(const struct state_conversation *conversation);
bool state_convgroup_waits(const struct state *state, const char *convgroup);

/* Edits that wait, and edits that were refused. */
size_t state_edits(const struct state *state, bool refused);

/* Of the message's file; NULL: nothing is known of it. */
const struct state_transfer *state_transfer(const struct state *state, const struct state_message *message);

/* Is a picture shown, or about to be, in another form than this? */
bool state_has_other_form(const struct state *state, const struct state_picture_form *form);

void state_picture_finish(struct state_picture *picture);

/* In the convgroup of that name; NULL: in none at all. */
bool state_is_in(const struct state_conversation *conversation, const char *convgroup);

/* The group whose policy it follows while it has no setting of its own; NULL: none. */
const struct state_convgroup *state_policy_of(const struct state *state,
                                              const struct state_conversation *conversation);

/* The first of its groups that `has` a setting; NULL: none has. */
const struct state_settings *state_settings_of(const struct state *state,
                                               const struct state_conversation *conversation,
                                               bool (*has)(const struct state_settings *settings));

/*
 * What to call somebody, for whoever reads it: his nick, or his ID where he has none or it is not known (yet, where it
 * is_coming). "" for NULL. As the server gave it: label_person() cleans it for the terminal.
 */
const char *state_name_of(const struct state *state, const char *user);
bool state_name_is_coming(const struct state *state, const char *user);
bool state_names_are_coming(const struct state *state);
/* Whether somebody else who is known is called as `user` is: the name alone does not say who is meant. */
bool state_name_is_shared(const struct state *state, const char *user);

/* Is he there? Known of those with whom there is a conversation, and of those whom a STATUSES asked to be told of. `status`: what he says of himself, or NULL. */
enum state_presence state_presence_of(const struct state *state, const char *user, const char **status);

/* Has the person blocked whom it is with? */
bool state_is_blocked(const struct state *state, const struct state_conversation *conversation);

/* Of one of one's own: can it be changed or dropped without the server, which has never seen it or refused it? */
bool state_is_unsent(const struct state_message *message);

/* What a new message in it does: the quieter of the conversation's own setting and the person's policy. */
enum state_remind state_remind_of(const struct state *state, const struct state_conversation *conversation);
/* A discarded one is in no sum. */
bool state_counts(const struct state *state, const struct state_conversation *conversation);

/* Sums over conversations that count; each conversation once. */
int64_t state_unread_total(const struct state *state);
int64_t state_unread_elsewhere(const struct state *state); /* all but the current one */
int64_t state_mentions_total(const struct state *state);
int64_t state_unread_in(const struct state *state, const char *convgroup); /* NULL: those in none */
/* Does the focus on one group leave it out? And what is unread in all of those? */
bool state_is_narrowed_out(const struct state *state, const struct state_conversation *conversation);
int64_t state_unread_narrowed_out(const struct state *state);
size_t state_conversations_in(const struct state *state, const char *convgroup);

/* How many places in groups are taken: a conversation in two groups has two. */
size_t state_filed(const struct state *state);

/* The next conversation with unread messages behind the current one, in the sidebar's order, round again from the top; NULL: none. Mentions come first. */
const struct state_conversation *state_next_unread(const struct state *state);

/*
 * How well a conversation fits what was typed: by its id, its peer's id or its name (fuzzy.h); 0: not at all.
 * `wanted` is `text` folded by utf8_fold.
 */
int state_fit(const struct state_conversation *conversation, const char *text, const char *wanted);

/*
 * The one conversation that CONV on a command line names: exact id, else exact peer or name where only one matches;
 * of a room also with "#" before it. NULL and `err` else (code ENOENT: there is none).
 */
struct err;
const struct state_conversation *state_resolve(const struct state *state, const char *text, struct err *err);

/* The next thing that is wrong with a name for a convgroup, or true. `except`: the name that it has now (renaming), or NULL. */
bool state_check_convgroup_name(const struct state *state, const char *name, const char *except,
                                struct err *err);

/* Sidebar order: convgroups as they are, their conversations in state's order, then those in none. The conversation after (`step` 1) or before (-1) the current one; of a folded group only those that it shows. */
const struct state_conversation *state_neighbour(const struct state *state, int step);

/* What undo, or redo, would bring (back) to a place of the sidebar now: a conversation, or (NULL) a group. False: nothing that has one. */
struct state_step_place {
	const char *convgroup; /* NULL: no group */
	const char *conversation;
};
bool state_step_place(const struct state *state, bool undo, struct state_step_place *place);

struct state_rows;
/* Appends a group's conversations as they stand with these settings. */
void state_members(const struct state *state, const char *convgroup, const struct state_settings *settings,
                   struct state_rows *rows);

/* One row of the sidebar. */
struct state_row {
	const struct state_convgroup
	        *convgroup; /* the heading, or the one that the conversation stands under; NULL: no group */
	const struct state_conversation *conversation; /* NULL: the heading itself */
	const struct state_smart *
	        smart; /* the heading, or what the conversation stands under, is this one; `convgroup` is NULL */
};

/* Does the conversation belong under the heading of the row? */
bool state_row_covers(const struct state *state, const struct state_row *row,
                      const struct state_conversation *conversation);

/* All rows: first smart groups, then headings and, under those not folded, their conversations. A folded heading still shows its unread conversations and the current one. "No group" is last and only there when it has conversations. Appends to `rows`. */
struct state_rows {
	struct state_row *items;
	size_t len, cap;
};
void state_sidebar_rows(const struct state *state, struct state_rows *rows);

#endif
