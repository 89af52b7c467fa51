#include "ui/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct mark *find(const struct marks *marks, const char *conversation)
{
	struct mark *mark = NULL;
	HASH_FIND_STR(marks->all, conversation, mark);
	return mark;
}

static void destroy(struct marks *marks, struct mark *mark)
{
	HASH_DEL(marks->all, mark);
	free(mark->conversation);
	free(mark->convgroup);
	free(mark);
}

void marks_clear(struct marks *marks)
{
	struct mark *mark, *next;
	HASH_ITER (hh, marks->all, mark, next)
		destroy(marks, mark);
}

bool marks_has(const struct marks *marks, const char *conversation)
{
	return find(marks, conversation) != NULL;
}

size_t marks_count(const struct marks *marks)
{
	return HASH_COUNT(marks->all);
}

void marks_add(struct marks *marks, const char *conversation, const char *convgroup)
{
	if (marks_has(marks, conversation))
		return;
	struct mark *mark = mem_alloc(sizeof(*mark));
	mark->conversation = mem_strdup(conversation);
	mark->convgroup = mem_strdup(convgroup);
	HASH_ADD_KEYPTR(hh, marks->all, mark->conversation, strlen(mark->conversation), mark);
}

void marks_remove(struct marks *marks, const char *conversation)
{
	struct mark *mark = find(marks, conversation);
	if (mark)
		destroy(marks, mark);
}

void marks_follow(struct marks *marks, const struct state *state)
{
	struct mark *mark, *next;
	HASH_ITER (hh, marks->all, mark, next) {
		if (!state_conversation(state, mark->conversation))
			destroy(marks, mark);
	}
}

bool marks_source(const char *convgroup, const struct state_conversation *conversation, const char **source)
{
	const struct strlist *in = &conversation->convgroups;
	if (convgroup && strlist_contains(in, convgroup)) {
		*source = convgroup;
		return true;
	}
	*source = in->len > 0 ? in->items[0] : NULL;
	return in->len <= 1;
}
