/*
 * pictures: files as pictures of cells. covey-picture (src/picture/) decodes them, one process for each: what it
 * says is read as the loop comes round, and checked.
 */
#ifndef COVEY_CLIENT_PICTURES_H
#define COVEY_CLIENT_PICTURES_H

struct loop;
struct pictures;
struct state_event;

/* Rows at most. */
#define PICTURES_ROWS 24

/* STATE_EVENT_PICTURE is told for each, later. */
struct pictures *pictures_create(struct loop *loop,
                                 void (*post)(void *context, const struct state_event *event), void *context);
/* After the loop's last turn. Takes NULL. */
void pictures_destroy(struct pictures *pictures);

/* The file at `path` is removed when it is read. */
void pictures_make(struct pictures *pictures, const char *key, const char *path, int columns);

#endif
