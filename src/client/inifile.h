/* inifile: a file of [sections] with "name = value" lines, and what is wrong in it told with its line. */
#ifndef COVEY_CLIENT_INIFILE_H
#define COVEY_CLIENT_INIFILE_H

#include <stdbool.h>

struct err;

/* Takes one line; false and `err` when it means nothing. */
typedef bool (*inifile_set)(void *context, const char *section, const char *name, const char *value,
                            struct err *err);

/*
 * Gives every line to `set`, as far as the first that it refuses. False and `err`: "…/covey.ini:12: …", or that the
 * file cannot be read (code: errno).
 */
bool inifile_read(const char *path, inifile_set set, void *context, struct err *err);

#endif
