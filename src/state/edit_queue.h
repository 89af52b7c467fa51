/* edit_queue: what the files of edits share. Private to state. */
#ifndef COVEY_STATE_EDIT_QUEUE_H
#define COVEY_STATE_EDIT_QUEUE_H

#include "state/edit.h"

struct apply;
struct state;
struct state_event;

/* On the heap, not in the queue yet. `id`: made unique. */
struct state_edit *edit_create(struct state *state, const struct state_request *request, int64_t id);

/* Out of the queue and off the disk; it is gone. */
void edit_remove(struct apply *apply, struct state_edit *edit);

/* To the disk, as it is now. */
void edit_save(struct apply *apply, struct state_edit *edit);

/* NULL when there is none. */
struct state_edit *edit_find(const struct state *state, int64_t id);
size_t edit_place(const struct state *state, const struct state_edit *edit);

/* Who is held back is looked at anew, and the screen drawn. */
void edits_changed(struct apply *apply);

/* SORT: the order of all groups that there will be when what is ahead of it is done. Did it change? */
bool edit_find_order(struct apply *apply, struct state_edit *edit);

/* Whoever asked hears the answer. */
void edit_tell(struct apply *apply, const struct state_edit *edit, const struct state_event *answer);

/* Whoever asked goes on as if it were done: it is shown so, and a refusal will be shown, too. */
void edit_tell_waiting(struct apply *apply, struct state_edit *edit);

/* Nobody will answer `edit` any more. */
void edit_give_up(struct apply *apply, struct state_edit *edit, const char *why);

/* A step that did not come to be needs no undo; what undoes it already does not go out. */
void edit_forget_step(struct apply *apply, const struct state_edit *refused);

#endif
