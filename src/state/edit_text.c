/* What an edit is, in words: before it is done, and after. */
#include "state/edit.h"

#include <assert.h>

#include "base/buf.h"
#include "state/query.h"

/* The most that a sentence about one edit has, bytes. */
#define SENTENCE_MAX 1024

static const struct verb {
	const char *asked, *done, *preposition;
} verbs[] = {
        [STATE_REQUEST_CONVGROUP_CREATE] = {"make", "Made", "for"},
        [STATE_REQUEST_CONVGROUP_DELETE] = {"delete", "Deleted", NULL},
        [STATE_REQUEST_CONVGROUP_ADD] = {"add", "Added", "to"},
        [STATE_REQUEST_CONVGROUP_REMOVE] = {"take", "Took", "out of"},
        [STATE_REQUEST_CONVGROUP_MOVE] = {"move", "Moved", "to"},
};

static void append_count(struct buf *text, size_t count)
{
	buf_printf(text, "%zu conversation%s", count, count == 1 ? "" : "s");
}

/* One by its name, for its row is somewhere else now; where there is no `state`, by the number. */
static void append_which(struct buf *text, const struct state *state, struct strspan ids)
{
	const struct state_conversation *one =
	        state && ids.len == 1 ? state_conversation(state, ids.items[0]) : NULL;
	if (one)
		buf_printf(text, "%s%s", one->kind == STATE_ROOM ? "#" : "", one->name);
	else
		append_count(text, ids.len);
}

static void append_filing(struct buf *text, const struct state *state, const struct state_request *request)
{
	const struct verb *verb = &verbs[request->type];
	buf_printf(text, "%s ", verb->asked);
	append_which(text, state, request->conversations);
	buf_printf(text, " %s “%s”", verb->preposition, request->convgroup);
}

static void append_group(struct buf *text, const struct state *state, const struct state_request *request)
{
	const struct verb *verb = &verbs[request->type];
	buf_printf(text, "%s the group “%s”", verb->asked, request->convgroup);
	if (state && verb->preposition && request->conversations.len > 0) {
		buf_printf(text, " %s ", verb->preposition);
		append_which(text, state, request->conversations);
	}
}

/* READ and PIN name one conversation; told together they are about several. */
static void append_each(struct buf *text, const struct state *state, const struct state_request *request)
{
	if (request->conversations.len > 0)
		append_which(text, state, request->conversations);
	else
		buf_append_str(text, "a conversation");
}

static void append(struct buf *text, const struct state *state, const struct state_request *request)
{
	const char *name = request->convgroup;
	switch (request->type) {
	case STATE_REQUEST_CONVGROUP_CREATE:
	case STATE_REQUEST_CONVGROUP_DELETE:
		append_group(text, state, request);
		break;
	case STATE_REQUEST_CONVGROUP_RENAME:
		buf_printf(text, "rename “%s” to “%s”", name, request->new_name);
		break;
	case STATE_REQUEST_CONVGROUP_ADD:
	case STATE_REQUEST_CONVGROUP_REMOVE:
	case STATE_REQUEST_CONVGROUP_MOVE:
		append_filing(text, state, request);
		break;
	case STATE_REQUEST_CONVGROUP_REMIND:
		buf_printf(text, "change the notifications of all in “%s”", name);
		break;
	case STATE_REQUEST_CONVGROUP_SET:
		buf_printf(text, "change what “%s” is set to", name);
		break;
	case STATE_REQUEST_READ:
		buf_append_str(text, "mark ");
		append_each(text, state, request);
		buf_append_str(text, " read");
		break;
	case STATE_REQUEST_READ_ALL:
		if (name)
			buf_printf(text, "mark all of “%s” read", name);
		else
			buf_append_str(text, "mark all read");
		break;
	case STATE_REQUEST_PIN:
		buf_append_str(text, request->flag ? "pin " : "unpin ");
		append_each(text, state, request);
		break;
	default:
		buf_append_str(text, state_request_text(request->type));
		break;
	}
}

char *edit_describe_named(const struct state *state, const struct state_request *request)
{
	struct buf text;
	buf_init(&text, SENTENCE_MAX);
	append(&text, state, request);
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}

char *edit_describe(const struct state_request *request)
{
	return edit_describe_named(NULL, request);
}

static void append_done(struct buf *text, const struct state *state, const struct state_request *request)
{
	const struct verb *verb = &verbs[request->type];
	bool group = request->type == STATE_REQUEST_CONVGROUP_CREATE ||
	             request->type == STATE_REQUEST_CONVGROUP_DELETE;
	buf_printf(text, "%s ", verb->done);
	if (group)
		buf_printf(text, "the group “%s”", request->convgroup);
	if (group && request->conversations.len > 0)
		buf_printf(text, " %s ", verb->preposition);
	if (request->conversations.len > 0)
		append_which(text, state, request->conversations);
	if (!group)
		buf_printf(text, " %s “%s”", verb->preposition, request->convgroup);
}

char *edit_describe_done(const struct state *state, const struct state_request *request)
{
	struct buf text;
	buf_init(&text, SENTENCE_MAX);
	append_done(&text, state, request);
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}
