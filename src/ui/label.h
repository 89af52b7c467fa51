/*
 * label: how things are called on the screen: conversations, counts, days, times, people's hues. What
 * comes from others is cleaned here, on its way to the grid.
 */
#ifndef COVEY_UI_LABEL_H
#define COVEY_UI_LABEL_H

#include <stdbool.h>
#include <stdint.h>

#include "state/state.h"
#include "ui/grid.h"

#define LABEL_COUNT_SIZE 8
#define LABEL_TIME_SIZE 8
#define LABEL_DAY_SIZE 40

/* "#test", "bob", "my notes", "Sam (alice)" where another Sam is known; cleaned; the caller frees it. */
char *label_conversation(const struct state_conversation *conversation);
/* The same for a room of that name. */
char *label_room(const char *name);

/* What somebody is called: "Alice Lee", "Sam (alice)" where another Sam is known. `state` NULL: his ID. Cleaned; the
 * caller frees it. */
char *label_person(const struct state *state, const char *user);

/* Where it must be clear who is meant: "Alice Lee (alice)". Cleaned; the caller frees it. */
char *label_person_id(const struct state *state, const char *user);

/* The heading of a convgroup; NULL: of those in no group. Cleaned; the caller frees it. */
char *label_convgroup(const char *name);

/* "7", "999+" */
void label_count(int64_t count, char out[LABEL_COUNT_SIZE]);

/* "s" unless `count` is one. */
const char *label_plural(int64_t count);

/* "09:12", local time of Unix ms. */
void label_time(int64_t time_ms, char out[LABEL_TIME_SIZE]);

/* "Monday 23 November", with the year when that is not this one's. */
void label_day(int64_t time_ms, int64_t now_ms, char out[LABEL_DAY_SIZE]);

bool label_same_day(int64_t a_ms, int64_t b_ms);

/* The hue of a person's name, the same in every run. */
enum style label_name_style(const char *user);

/* Cleans and writes text of others in one line of `rect`, with "…" where it does not fit. Columns used. */
int label_draw(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text);

/* "1.2 MB" */
#define LABEL_SIZE_SIZE 32
void label_size(int64_t bytes, char size[LABEL_SIZE_SIZE]);

#endif
