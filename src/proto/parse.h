/*
 * parse: one frame's text as a cJSON tree, after what cJSON lets pass has been refused.
 *
 * cJSON is lenient about bytes (raw controls, 01, bad UTF-8) and recurses as deep as the
 * text nests. So the text is scanned first, strictly; a string with an escape that stands for
 * no character that may be in a string (\u0000, half a surrogate pair) is not refused
 * there, because only the decoder knows which field it is: its bytes become PARSE_BAD_BYTE, which
 * no UTF-8 has. Seen in this room only.
 */
#ifndef COVEY_PROTO_PARSE_H
#define COVEY_PROTO_PARSE_H

#include <stdbool.h>
#include <stddef.h>

/* Deeper than anything in the protocol, far from the end of the stack. */
#define PARSE_DEPTH_MAX 64

#define PARSE_BAD_BYTE '\xFF'

struct arena;
struct cJSON;

struct parsed {
	struct cJSON *root;
	const char
	        *id; /* the text of the outermost object's "id" (spelt so) if that is a number or a string */
};

/* NULL, or why the text is not JSON (a sentence); then there is nothing to finish. */
const char *parse_text(struct arena *arena, const char *text, size_t len, struct parsed *parsed);

void parse_finish(struct parsed *parsed);

#endif
