#include "ui/intent.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/quote.h"

static void finish(struct intent *intent)
{
	free(intent->conversation);
	free(intent->message);
	free(intent->client_id);
	free(intent->from);
	free(intent->text);
	free(intent->aside);
	free(intent->sent);
}

void intents_finish(struct intents *intents)
{
	for (size_t i = 0; i < intents->list.len; i++)
		finish(&intents->list.items[i]);
	vec_finish(&intents->list);
}

struct intent *intents_find(struct intents *intents, const char *conversation)
{
	for (size_t i = 0; i < intents->list.len; i++)
		if (str_equal(intents->list.items[i].conversation, conversation))
			return &intents->list.items[i];
	return NULL;
}

void intents_drop(struct intents *intents, const char *conversation)
{
	struct intent *intent = intents_find(intents, conversation);
	if (!intent)
		return;
	finish(intent);
	vec_remove(&intents->list, (size_t)(intent - intents->list.items));
}

struct intent *intents_set(struct intents *intents, const char *conversation,
                           const struct state_message *message)
{
	intents_drop(intents, conversation);
	struct intent intent = {
	        .conversation = mem_strdup(conversation),
	        .message = mem_strdup(message->id),
	        .client_id = message->id ? NULL : mem_strdup(message->client_id),
	        .from = mem_strdup(message->from),
	        .text = quote_line(message),
	};
	vec_push(&intents->list, intent);
	return &intents->list.items[intents->list.len - 1];
}
