/* link: web addresses in what somebody wrote. */
#ifndef COVEY_UI_LINK_H
#define COVEY_UI_LINK_H

#include <stdbool.h>
#include <stddef.h>

struct link {
	size_t start, len; /* bytes of the text */
};

/*
 * The next "http://", "https://" or "mailto:" address at or behind byte `from`; false: there is none. What ends a
 * sentence or closes a bracket that was opened before is none of it.
 */
bool link_next(const char *text, size_t from, struct link *link);

#endif
