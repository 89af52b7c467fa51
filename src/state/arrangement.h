/*
 * arrangement: which groups there are, in which order, what each is set to and which conversations are in it; as
 * a value that can be written down, and made so again by this person or by another.
 *
 * Only what it names is touched: groups that are not in it stay as they are and where they are. Folds are not in
 * it, for they change all day.
 */
#ifndef COVEY_STATE_ARRANGEMENT_H
#define COVEY_STATE_ARRANGEMENT_H

#include "base/arena.h"
#include "base/vec.h"
#include "state/request.h"

struct err;
struct state;

/* What stands for one's notes: their id is another one for everybody. */
#define STATE_ARRANGEMENT_NOTES "notes"

struct state_arranged {
	const char *name;
	const char *policy; /* words of a command line (settings.h), sort=… too; "": none */
	struct strspan
	        conversations; /* ids; a person may also have written names, as state_resolve() takes them */
	/* Where it stands in a file, for who put it wrong; NULL and 0: in none. */
	int *lines; /* of each of `conversations` */
	int policy_line;
};

struct state_arrangement {
	struct arena arena; /* all that it points to */
	/* Whom one has no conversation with yet may be named by the id; NULL: by none. */
	bool (*is_person_id)(const char *text);
	VEC(struct state_arranged) convgroups;
};

/* One change, and what it is in words. */
struct state_arrangement_change {
	struct state_request request;
	const char *text;
};

struct state_arrangement_changes {
	struct state_arrangement_change *items;
	size_t len, cap;
};

void state_arrangement_init(struct state_arrangement *arrangement);
void state_arrangement_finish(struct state_arrangement *arrangement);

/* A group at the end; everything is copied. */
void state_arrangement_add(struct state_arrangement *arrangement, const char *name, const char *policy,
                           struct strspan conversations);

/* As it is now. Conversations stand as the person sorted them by hand, else by id. */
void state_arrangement_take(struct state_arrangement *arrangement, const struct state *state);

/*
 * What is to be done, in order, so that it is so; none when it is so already. The requests and texts live in the
 * arrangement's arena; `changes` is zeroed, and freed by vec_finish(). False and `err`, with the line in the file, when it cannot
 * be: then nothing of it is to be done.
 */
bool state_arrangement_changes(struct state_arrangement *arrangement, const struct state *state,
                               struct state_arrangement_changes *changes, struct err *err);

#endif
