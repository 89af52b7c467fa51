/* plain_change: what happens to messages after they were said. */
#ifndef COVEY_UI_PLAIN_CHANGE_H
#define COVEY_UI_PLAIN_CHANGE_H

#include "base/buf.h"

struct plain;
struct state;
struct state_conversation;
struct state_message;

/* The message was heard as it is now. */
void plain_note_message(struct plain *plain, const struct state_message *message);
void plain_forget_messages(struct plain *plain);

/* Which of them were recalled, deleted, edited or reacted to since. */
void plain_say_changes(struct plain *plain, const struct state *state,
                       const struct state_conversation *conversation, struct buf *out);

#endif
