/*
 * marks: the conversations that the person has marked, to do one thing to all of them. A mark is a
 * conversation's, wherever it is listed, and knows under which group it was set: that one is left when it is
 * moved or taken out.
 */
#ifndef COVEY_UI_MARKS_H
#define COVEY_UI_MARKS_H

#include "state/query.h"

struct mark {
	char *conversation; /* its id */
	char *convgroup; /* NULL: none, or it was set by a filter or under a smart group */
	UT_hash_handle hh;
};

struct marks {
	struct mark *all; /* a uthash by conversation, in the order in which they were set */
};

bool marks_has(const struct marks *marks, const char *conversation);
size_t marks_count(const struct marks *marks);

/* One that there is already stays as it is. */
void marks_add(struct marks *marks, const char *conversation, const char *convgroup);
void marks_remove(struct marks *marks, const char *conversation);
void marks_clear(struct marks *marks);

/* Without those whose conversations are gone. */
void marks_follow(struct marks *marks, const struct state *state);

/* The group that a conversation is to leave, which was marked under `convgroup` (may be NULL); NULL: it is in none. False when it is in several and nobody said which. */
bool marks_source(const char *convgroup, const struct state_conversation *conversation, const char **source);

#endif
