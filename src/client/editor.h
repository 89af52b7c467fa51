/*
 * editor: the person's own editor ($VISUAL, $EDITOR, else vi) at work on a text, in the terminal that it is lent.
 * It works on a file that only its user can read, and that is gone when its text is in our hands.
 */
#ifndef COVEY_CLIENT_EDITOR_H
#define COVEY_CLIENT_EDITOR_H

struct editor;
struct err;
struct loop;

/* `on_ended` is called once, when it has ended. NULL and `err`: it cannot be started. */
struct editor *editor_start(struct loop *loop, const char *text, void (*on_ended)(void *context),
                            void *context, struct err *err);

/*
 * What it left, which the caller frees. NULL and `err`: nothing that could be used; what it was in the middle of is kept
 * in its file, and `err` says where. The editor is freed.
 */
char *editor_finish(struct editor *editor, struct err *err);

/* We end before it does: it is told to, and its file is its own. Takes NULL. */
void editor_abandon(struct editor *editor);

#endif
