#include "ui/revision.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void drop(struct revisions *revisions, size_t index)
{
	struct revision *change = &revisions->list.items[index];
	revisions->bytes -= change->removed_len + change->inserted_len;
	free(change->removed);
	free(change->inserted);
	vec_remove(&revisions->list, index);
	if (index < revisions->done)
		revisions->done--;
}

static void drop_undone(struct revisions *revisions)
{
	while (revisions->list.len > revisions->done)
		drop(revisions, revisions->list.len - 1);
}

void revisions_clear(struct revisions *revisions)
{
	revisions->done = 0;
	drop_undone(revisions);
}

void revisions_finish(struct revisions *revisions)
{
	revisions_clear(revisions);
	vec_finish(&revisions->list);
}

void revisions_add(struct revisions *revisions, const struct revision *change)
{
	struct revision copy = *change;
	copy.removed = mem_strndup(change->removed, change->removed_len);
	copy.inserted = mem_strndup(change->inserted, change->inserted_len);
	drop_undone(revisions);
	vec_push(&revisions->list, copy);
	revisions->done++;
	revisions->bytes += copy.removed_len + copy.inserted_len;
	/* The newest stays, however large it is. */
	while (revisions->list.len > 1 &&
	       (revisions->list.len > REVISIONS_MAX || revisions->bytes > REVISION_BYTES_MAX))
		drop(revisions, 0);
}

bool revisions_extend(struct revisions *revisions, size_t at, const char *text, size_t len)
{
	if (revisions->done == 0)
		return false;
	struct revision *last = &revisions->list.items[revisions->done - 1];
	if (last->removed_len > 0 || last->at + last->inserted_len != at)
		return false;
	drop_undone(revisions);
	last->inserted = mem_realloc(last->inserted, last->inserted_len + len + 1, 1);
	memcpy(last->inserted + last->inserted_len, text, len);
	last->inserted_len += len;
	last->inserted[last->inserted_len] = '\0';
	revisions->bytes += len;
	return true;
}

const struct revision *revisions_undo(struct revisions *revisions)
{
	return revisions->done > 0 ? &revisions->list.items[--revisions->done] : NULL;
}

const struct revision *revisions_redo(struct revisions *revisions)
{
	return revisions->done < revisions->list.len ? &revisions->list.items[revisions->done++] : NULL;
}
