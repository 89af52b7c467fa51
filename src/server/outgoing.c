#include "server/outgoing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct outgoing *outgoing_create(const char *text, size_t len)
{
	struct outgoing *outgoing = mem_alloc(sizeof(*outgoing) + len);
	outgoing->holders = 1;
	outgoing->len = len;
	memcpy(outgoing->text, text, len);
	return outgoing;
}

struct outgoing *outgoing_hold(struct outgoing *outgoing)
{
	outgoing->holders++;
	return outgoing;
}

void outgoing_drop(struct outgoing *outgoing)
{
	if (outgoing && --outgoing->holders == 0)
		free(outgoing);
}
