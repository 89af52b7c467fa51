#include "server/osuser.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>

#include "base/mem.h"

/* An entry has strings of any length; most fit in the first try. */
#define ENTRY_BYTES 1024
#define ENTRY_BYTES_MAX ((size_t)1024 * 1024)

/* One of the two; a copy of the entry's name, or NULL. */
static char *look_up(const char *name, uid_t uid)
{
	for (size_t size = ENTRY_BYTES; size <= ENTRY_BYTES_MAX; size *= 2) {
		struct passwd entry, *found = NULL;
		char *strings = mem_alloc(size);
		int error = name ? getpwnam_r(name, &entry, strings, size, &found)
		                 : getpwuid_r(uid, &entry, strings, size, &found);
		char *copy = found ? mem_strdup(entry.pw_name) : NULL;
		free(strings);
		if (error != ERANGE)
			return copy;
	}
	return NULL;
}

char *osuser_name(uid_t uid)
{
	return look_up(NULL, uid);
}

bool osuser_exists(const char *name)
{
	char *found = look_up(name, 0);
	free(found);
	return found;
}
