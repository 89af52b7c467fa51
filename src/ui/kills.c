#include "ui/kills.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/vec.h"

void kills_finish(struct kills *kills)
{
	strlist_finish(&kills->list);
}

void kills_push(struct kills *kills, const char *text)
{
	strlist_add(&kills->list, text);
	if (kills->list.len > KILLS_MAX) {
		free(kills->list.items[0]);
		vec_remove(&kills->list, 0);
	}
}

void kills_join(struct kills *kills, const char *text, bool before)
{
	char *joined = NULL, **newest;
	if (kills->list.len == 0) {
		kills_push(kills, text);
		return;
	}
	newest = &kills->list.items[kills->list.len - 1];
	if (asprintf(&joined, "%s%s", before ? text : *newest, before ? *newest : text) < 0)
		return;
	free(*newest);
	*newest = joined;
}

const char *kills_newest(struct kills *kills)
{
	kills->back = 0;
	return kills->list.len > 0 ? kills->list.items[kills->list.len - 1] : NULL;
}

const char *kills_earlier(struct kills *kills)
{
	assert(kills->list.len > 0);
	kills->back = (kills->back + 1) % kills->list.len;
	return kills->list.items[kills->list.len - 1 - kills->back];
}
