/* osuser: the users of this machine, who are users of its server, too. */
#ifndef COVEY_SERVER_OSUSER_H
#define COVEY_SERVER_OSUSER_H

#include <stdbool.h>
#include <sys/types.h>

/* The name of `uid`, which the caller frees; NULL when it has none. */
char *osuser_name(uid_t uid);

bool osuser_exists(const char *name);

#endif
