/*
 * cast_script: the little world of `covey demo`, as data: who is in it, what was said, what will be said, and
 * what somebody answers. cast.c plays it.
 *
 * The world: Kestrel & Daughters, a workshop in a harbour town that builds weather stations of brass, glass and
 * electronics; its suppliers, a research camp on the ice that uses them, and the people at home.
 */
#ifndef COVEY_CLIENT_CAST_SCRIPT_H
#define COVEY_CLIENT_CAST_SCRIPT_H

#include <stdbool.h>

/* The user ID of the one who sits before the screen. */
#define CAST_YOU "you"

struct cast_line {
	const char *who; /* a person's id, or CAST_YOU */
	const char *text; /* NULL ends a list */
};

/* One conversation of yours. */
struct cast_scene {
	const char *person; /* its id: what is said is between the two of you; NULL: a room */
	const char *room, *name; /* the room's ID and name */
	const char *about; /* what it says of itself; NULL: nothing */
	bool private_room;
	const char *members; /* of the room, "mara tomasz": the first makes it; you are in every one */
	const char *convgroups; /* where you have filed it, "Suppliers|Ops"; NULL: nowhere yet */
	int unread; /* of the history's last lines */
	const struct cast_line *history;
	const struct cast_line *later; /* one after the other while you are there, and again; or NULL */
};

struct cast_reply {
	const char *words; /* for a message with one of them, "ship truck"; "": for any */
	const char *text; /* NULL ends a list */
};

struct cast_person {
	const char *id;
	const struct cast_reply *replies;
};

/* Each ends with an empty entry. */
extern const struct cast_scene cast_scenes[];
extern const struct cast_person cast_people[];
extern const char *const cast_convgroups[]; /* in your order */

#endif
