/*
 * revision: the changes of a line, so that they can be taken back and made again.
 *
 *     list: [done … done | undone … undone]      a new change drops what was undone
 *
 * The oldest go when there are too many, or they hold too much text.
 */
#ifndef COVEY_UI_REVISION_H
#define COVEY_UI_REVISION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

#define REVISIONS_MAX 500
#define REVISION_BYTES_MAX ((size_t)4 * 1024 * 1024)

struct revision {
	size_t at; /* bytes into the text */
	char *removed, *inserted;
	size_t removed_len, inserted_len;
	size_t cursor; /* before it */
};

struct revisions {
	VEC(struct revision) list;
	size_t done;
	size_t bytes;
};

void revisions_clear(struct revisions *revisions);
void revisions_finish(struct revisions *revisions);

/* `change` is copied, its texts too. */
void revisions_add(struct revisions *revisions, const struct revision *change);

/* The last change was an insertion that ends at `at`: `text` belongs to it. False: it was none. */
bool revisions_extend(struct revisions *revisions, size_t at, const char *text, size_t len);

/* The one to be taken back, or made again, which then is so; NULL: there is none. Valid until the next change. */
const struct revision *revisions_undo(struct revisions *revisions);
const struct revision *revisions_redo(struct revisions *revisions);

#endif
