/* What an edit is, in words. */
#include "state/edit.h"

#include <assert.h>

#include "base/buf.h"

/* The most that a sentence about one edit has, bytes. */
#define SENTENCE_MAX 1024

static void append_conversations(struct buf *text, const struct state_request *request)
{
	size_t count = request->conversations.len;
	buf_printf(text, "%zu conversation%s", count, count == 1 ? "" : "s");
}

static void append_filing(struct buf *text, const struct state_request *request, const char *verb,
                          const char *preposition)
{
	buf_printf(text, "%s ", verb);
	append_conversations(text, request);
	buf_printf(text, " %s “%s”", preposition, request->convgroup);
}

static void append(struct buf *text, const struct state_request *request)
{
	const char *name = request->convgroup;
	switch (request->type) {
	case STATE_REQUEST_CONVGROUP_CREATE:
		buf_printf(text, "make the group “%s”", name);
		break;
	case STATE_REQUEST_CONVGROUP_DELETE:
		buf_printf(text, "delete the group “%s”", name);
		break;
	case STATE_REQUEST_CONVGROUP_RENAME:
		buf_printf(text, "rename “%s” to “%s”", name, request->new_name);
		break;
	case STATE_REQUEST_CONVGROUP_ADD:
		append_filing(text, request, "add", "to");
		break;
	case STATE_REQUEST_CONVGROUP_REMOVE:
		append_filing(text, request, "take", "out of");
		break;
	case STATE_REQUEST_CONVGROUP_MOVE:
		append_filing(text, request, "move", "to");
		break;
	case STATE_REQUEST_CONVGROUP_REMIND:
		buf_printf(text, "change the notifications of all in “%s”", name);
		break;
	case STATE_REQUEST_READ:
		buf_append_str(text, "mark a conversation read");
		break;
	case STATE_REQUEST_READ_ALL:
		if (name)
			buf_printf(text, "mark all of “%s” read", name);
		else
			buf_append_str(text, "mark all read");
		break;
	case STATE_REQUEST_PIN:
		buf_append_str(text, request->flag ? "pin a conversation" : "unpin a conversation");
		break;
	default:
		buf_append_str(text, state_request_text(request->type));
		break;
	}
}

char *edit_describe(const struct state_request *request)
{
	struct buf text;
	buf_init(&text, SENTENCE_MAX);
	append(&text, request);
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}
