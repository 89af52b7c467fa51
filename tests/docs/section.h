/*
 * section: one part of a document that is made from the program's own tables.
 *
 * In the document it stands between two lines that name it, which are comments there:
 *
 *     <!-- keys -->                  .\" keys                # keys
 *     …                              …                       …
 *     <!-- /keys -->                 .\" /keys               # /keys
 */
#ifndef COVEY_DOCS_SECTION_H
#define COVEY_DOCS_SECTION_H

#include <stdio.h>

struct section {
	const char *suffix; /* of the documents that it is for: ".md" */
	const char *name;
	void (*write)(FILE *out);
};

/* Each ends with a NULL name. */
extern const struct section markdown_sections[], protocol_sections[], man_covey_sections[],
        man_coveyd_sections[], completion_sections[];

#endif
