/*
 * shape: which members a JSON object has, and where each lives in a C struct.
 *
 * One reader and one writer walk these tables, so what is written and what is read cannot
 * drift apart: the structs of types.h (value.c), the params and results of every method
 * (fields.c) and the events (event.c). Seen in this room only.
 */
#ifndef COVEY_PROTO_SHAPE_H
#define COVEY_PROTO_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct cJSON;

/* How one member is read and written; the comment says what its slot in the struct is. */
enum shape_kind {
	SHAPE_STRING, /* const char * */
	SHAPE_NULLABLE_STRING, /* const char *; null is a value */
	SHAPE_INT, /* int64_t */
	SHAPE_CODE, /* int */
	SHAPE_BOOL, /* bool */
	SHAPE_STRINGS, /* struct strspan */
	SHAPE_USERS, /* struct strspan, of strings or of objects with a userID */
	SHAPE_REMIND, /* these five: the enum of types.h */
	SHAPE_ROOM_TYPE,
	SHAPE_CONV_TYPE,
	SHAPE_MESSAGE_TYPE,
	SHAPE_ROLE,
	SHAPE_ANY_MESSAGE_TYPE, /* as MESSAGE_TYPE, and an unknown name is CUSTOM */
	SHAPE_PAYLOAD, /* these two: the struct itself */
	SHAPE_LIMITS,
	SHAPE_MESSAGE, /* these five: a pointer to the struct */
	SHAPE_CONVERSATION,
	SHAPE_USER,
	SHAPE_ROOM,
	SHAPE_QUOTE,
	SHAPE_MESSAGE_LIST, /* the rest: struct proto_…_list */
	SHAPE_CONVERSATION_LIST,
	SHAPE_REACTION_LIST,
	SHAPE_FAILURE_LIST,
	SHAPE_USER_LIST,
	SHAPE_ROOM_LIST,
	SHAPE_MEMBER_LIST,
	SHAPE_STATUS_LIST,
	SHAPE_KIND_COUNT,
};

enum shape_mode {
	SHAPE_REQUIRED, /* refused when missing, always written */
	SHAPE_SHOWN, /* may be missing, always written (a NULL as null, no string as "") */
	SHAPE_OPTIONAL, /* may be missing, not written when empty (NULL, no elements) */
};

struct shape_member {
	const char *name; /* on the wire */
	enum shape_kind kind;
	enum shape_mode mode;
	size_t offset;
};

/* A set of a shape's members, by their place in its table. */
typedef unsigned __int128
        shape_set; /* the largest shape, the members of params and results, has more than 64 */

/* The first member of a set that is not empty. */
static inline int shape_first(shape_set set)
{
	uint64_t low = (uint64_t)set;
	return low ? __builtin_ctzll(low) : 64 + __builtin_ctzll((uint64_t)(set >> 64));
}

struct shape_reader;

struct shape {
	const struct shape_member *members;
	size_t count; /* at most 128 */
	size_t size; /* of the struct */
	/* Rules across members, or NULL: what is checked or changed after reading, and what is not written. */
	bool (*settle)(struct shape_reader *reader, void *value);
	shape_set (*hidden)(const void *value);
};

struct shape_reader {
	struct arena *arena;
	bool null_is_absent; /* a server's null for a member that is not required */
	/* After a failure: */
	int code;
	const char *field; /* the outermost member that is wrong */
	const char *problem; /* "is missing", "has the wrong type" */
};

/* Records why; returns false. */
bool shape_fail(struct shape_reader *reader, int code, const char *problem);

/*
 * The members of `allowed` from `object` into `out`, which the caller has zeroed; any others are
 * ignored. False when one is wrong, given twice, or one of `required` is missing. `seen` (or NULL)
 * says which were there.
 */
bool shape_read(struct shape_reader *reader, const struct shape *shape, shape_set allowed, shape_set required,
                const struct cJSON *object, void *out, shape_set *seen);

/* One member's value into its place in `out`. */
bool shape_read_member(struct shape_reader *reader, const struct shape_member *member,
                       const struct cJSON *value, void *out);

/* "{…}" with the members of `set`. */
void shape_write(struct buf *out, const struct shape *shape, shape_set set, const void *value);

/* The value of one member. */
void shape_write_member(struct buf *out, const struct shape_member *member, const void *value);

/* Both for a whole struct, as its members' modes say. */
bool shape_read_struct(struct shape_reader *reader, const struct shape *shape, const struct cJSON *object,
                       void *out);
void shape_write_struct(struct buf *out, const struct shape *shape, const void *value);

/* What a kind does; value.c has the table. */
struct shape_kind_info {
	bool (*read)(struct shape_reader *reader, const struct shape_kind_info *kind,
	             const struct cJSON *value, void *slot);
	void (*write)(struct buf *out, const struct shape_kind_info *kind, const void *slot);
	bool (*is_empty)(const void *slot); /* NULL: never */
	const struct shape *shape; /* of the struct, for those that have one */
	const struct names *names; /* of an enum */
};

extern const struct shape_kind_info shape_kinds[SHAPE_KIND_COUNT];

#endif
