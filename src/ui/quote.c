#include "ui/quote.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

#define RECALLED "message recalled"

static char *line_of(const char *text)
{
	return utf8_clean(str_empty(text) ? RECALLED : text, false);
}

char *quote_line(const struct state_message *message)
{
	return line_of(message->recalled ? NULL : message->text);
}

static const struct state_message *find(const struct state_conversation *conversation, const char *id)
{
	for (size_t i = conversation->messages.len; i-- > 0;) {
		const struct state_message *message = &conversation->messages.items[i];
		if (!message->deleted && str_equal(message->id, id))
			return message;
	}
	return NULL;
}

bool quote_init(struct quote *quote, const struct state_conversation *conversation,
                const struct state_message *message)
{
	*quote = (struct quote){0};
	if (!message->reply_to || message->recalled)
		return false;
	const struct state_message *original = find(conversation, message->reply_to);
	if (original) {
		quote->from = mem_strdup(original->from);
		quote->text = quote_line(original);
	} else if (message->quote_from) {
		quote->from = mem_strdup(message->quote_from);
		quote->text = line_of(message->quote_text);
	} else {
		quote->text = mem_strdup("an earlier message");
	}
	return true;
}

void quote_finish(struct quote *quote)
{
	free(quote->from);
	free(quote->text);
}
