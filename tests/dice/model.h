/*
 * model: conversation groups as plainly as they can be said: names in an order, who is in each, what each is set to and
 * whether it is folded, who is pinned, how one is reminded of each, how far each is read; what an operation does to
 * that; and what undo and redo do, in one terminal.
 */
#ifndef COVEY_TESTS_DICE_MODEL_H
#define COVEY_TESTS_DICE_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#define MODEL_PEOPLE 10
#define MODEL_NAMES "ABCDEF" /* one more than there can be */
#define MODEL_NAME_COUNT 6
#define MODEL_GROUPS_MAX 5
#define MODEL_STEPS_MAX 200
#define MODEL_MESSAGES 2 /* that each has written */
#define MODEL_REMIND_COUNT 4

/* What groups are set to, by number. */
extern const char *const model_data[];
#define MODEL_DATA_COUNT 4

struct model_group {
	char name;
	uint32_t members; /* a bit for each person */
	int data;
	bool folded;
};

struct model {
	struct model_group groups[MODEL_GROUPS_MAX];
	int count;
	uint32_t pinned;
	int reminds[MODEL_PEOPLE];
	int read[MODEL_PEOPLE]; /* so many of the messages */
};

enum model_kind {
	MODEL_CREATE,
	MODEL_DELETE,
	MODEL_RENAME,
	MODEL_SORT,
	MODEL_ADD,
	MODEL_REMOVE,
	MODEL_MOVE,
	MODEL_SET,
	MODEL_PIN,
	MODEL_REMIND,
	MODEL_REMIND_GROUP,
	MODEL_READ,
	MODEL_READ_GROUP,
	MODEL_UNREAD, /* the last message; no step */
	MODEL_FOLD, /* no step */
	MODEL_KIND_COUNT,
};

struct model_op {
	enum model_kind kind;
	char name, other; /* RENAME: the new one; MOVE: the one that they leave */
	uint32_t people;
	char order[MODEL_NAME_COUNT + 1]; /* SORT */
	int data; /* SET */
	bool on; /* PIN, FOLD */
	int remind; /* REMIND, REMIND_GROUP */
};

enum model_result {
	MODEL_REFUSED,
	MODEL_SAME,
	MODEL_CHANGED,
};

/* As the server does it; refused, nothing is changed. */
enum model_result model_do(struct model *model, const struct model_op *op);

/* Does it wait in the queue where there is no connection? Others wait with the group or the conversation itself. */
bool model_is_queued(enum model_kind kind);

/* Do two operations name the same group? */
bool model_share_a_name(const struct model_op *a, const struct model_op *b);

/* The place of a group, or -1. */
int model_find(const struct model *model, char name);

/* ---- undo ---- */

struct model_step {
	struct model_op op;
	struct model before, after;
};

struct model_steps {
	struct model_step done[MODEL_STEPS_MAX], undone[MODEL_STEPS_MAX];
	int done_count, undone_count;
};

/* The operation changed something, in this terminal. */
void model_note(struct model_steps *steps, const struct model_op *op, const struct model *before,
                const struct model *after);

/* The newest step is taken back, or done again, where that still applies; else it is forgotten and nothing changes. */
void model_undo(struct model_steps *steps, struct model *model);
void model_redo(struct model_steps *steps, struct model *model);

#endif
