/* plain_box: boxes, read out and answered by lines. Private to plain. */
#ifndef COVEY_UI_PLAIN_BOX_H
#define COVEY_UI_PLAIN_BOX_H

#include "ui/plain.h"

struct ui_turn;

/* A box that was opened, or that has its answer, is read out. */
void plain_follow_box(struct plain *plain, struct buf *out);

/* The line is the answer to the open box. */
void plain_answer_box(struct plain *plain, struct ui_turn *turn, const char *line, struct buf *out);

/* Closes it; what the line opens then is read out, even if it is the same. */
void plain_leave_box(struct plain *plain);

/* "Sent: plan.pdf", in one line of its own. */
void plain_say_text(const char *what, const struct state_message *message, struct buf *out);

/* "Suppliers, #test, 3 unread" */
void plain_say_place(const struct state *state, const struct state_conversation *conversation, int64_t unread,
                     struct buf *out);

#endif
