/*
 * pictures: files as pictures of a terminal. covey-picture (src/picture/) decodes them, one process for each: what
 * it says is read as the loop comes round, and checked. The file stays open, with no name, as long as its picture is
 * shown: so it can be laid out anew for another size of the pane.
 */
#ifndef COVEY_CLIENT_PICTURES_H
#define COVEY_CLIENT_PICTURES_H

struct loop;
struct pictures;
struct state_event;
struct state_picture_form;

/* STATE_EVENT_PICTURE is told for each, later or at once. */
struct pictures *pictures_create(struct loop *loop,
                                 void (*post)(void *context, const struct state_event *event), void *context);
/* Whatever is being made is given up. Takes NULL. */
void pictures_destroy(struct pictures *pictures);

/* The file at `path` loses its name. NULL: that of `key` before, in another form; nothing when there is none. */
void pictures_make(struct pictures *pictures, const char *key, const char *path,
                   const struct state_picture_form *form);

/* It is not shown any more. */
void pictures_forget(struct pictures *pictures, const char *key);

#endif
