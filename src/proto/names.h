/* names: the tables of types.h as arrays, for the decoder; seen in this room only. */
#ifndef COVEY_PROTO_NAMES_H
#define COVEY_PROTO_NAMES_H

#include <stdbool.h>

struct names {
	const char *const *items;
	unsigned count;
};

extern const struct names names_conversation_type;
extern const struct names names_remind_type;
extern const struct names names_message_type;
extern const struct names names_room_type;
extern const struct names names_role;

/* False when `name` is not there. */
bool names_find(const struct names *names, const char *name, unsigned *index);

#endif
