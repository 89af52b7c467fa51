#include "proto/types.h"

#include <assert.h>

#include "proto/names.h"

bool names_find(const struct names *names, const char *name, unsigned *index)
{
	for (unsigned i = 0; i < names->count; i++) {
		if (str_equal(names->items[i], name)) {
			*index = i;
			return true;
		}
	}
	return false;
}

#define X(name, wire) wire,

/* The array and the two public functions of one enum. */
#define NAMED(enum_name, parameter, TABLE, COUNT)                                               \
	static const char *const enum_name##_items[] = {TABLE(X)};                              \
	const struct names names_##enum_name = {enum_name##_items, COUNT};                      \
                                                                                                \
	const char *proto_##enum_name##_name(enum proto_##enum_name parameter)                  \
	{                                                                                       \
		assert(parameter < COUNT);                                                      \
		return enum_name##_items[parameter];                                            \
	}                                                                                       \
                                                                                                \
	bool proto_##enum_name##_from_name(const char *name, enum proto_##enum_name *parameter) \
	{                                                                                       \
		unsigned index;                                                                 \
		if (!names_find(&names_##enum_name, name, &index))                              \
			return false;                                                           \
		*parameter = (enum proto_##enum_name)index;                                     \
		return true;                                                                    \
	}

NAMED(conversation_type, type, PROTO_CONVERSATION_TYPES, PROTO_CONVERSATION_COUNT)
NAMED(remind_type, type, PROTO_REMIND_TYPES, PROTO_REMIND_COUNT)
NAMED(message_type, type, PROTO_MESSAGE_TYPES, PROTO_MESSAGE_COUNT)
NAMED(room_type, type, PROTO_ROOM_TYPES, PROTO_ROOM_COUNT)
NAMED(role, role, PROTO_ROLES, PROTO_ROLE_COUNT)
