/* After the curtain: somebody says something every few seconds, and whoever you write to answers. */
#include "client/cast_internal.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Between two lines: so long, and up to so much longer. */
#define TALK_PAUSE_MS 4000
#define TALK_PAUSE_JITTER_MS 6000
/* Of ten lines so many go on in the scene of the last one. */
#define TALK_SAME_SCENE_OF_TEN 6
/* Reading and typing an answer. */
#define TALK_ANSWER_MS 1200
#define TALK_ANSWER_JITTER_MS 2000

/* ---- lines ---- */

static struct cast_play *pick_scene(struct cast *cast)
{
	struct cast_play *last = cast->talking;
	bool ended = !last || !last->scene->later[last->next_later].text;
	if (!ended && random_below(10) < TALK_SAME_SCENE_OF_TEN)
		return last;
	struct cast_play *play;
	do {
		play = &cast->plays.items[random_below((uint32_t)cast->plays.len)];
	} while (!play->scene->later);
	return play;
}

static void say_later(struct cast *cast, struct cast_play *play)
{
	if (!play->scene->later[play->next_later].text)
		play->next_later = 0;
	const struct cast_line *line = &play->scene->later[play->next_later];
	const struct cast_actor *actor = cast_find_actor(cast, line->who);
	const struct state_conversation *conversation = cast_conversation(play, actor);
	play->next_later++;
	play->last_speaker = actor;
	cast->talking = play;
	if (conversation)
		cast_say(actor, conversation->id, line->text, NULL);
}

static void set_pause(struct cast *cast)
{
	loop_timer_set(cast->talk_timer, TALK_PAUSE_MS + random_below(TALK_PAUSE_JITTER_MS));
}

static void on_pause_over(void *context)
{
	struct cast *cast = context;
	say_later(cast, pick_scene(cast));
	set_pause(cast);
}

/* ---- answers ---- */

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* As a word of its own; scripts that are written without blanks have none, so there anywhere. */
static bool has_word(const char *text, const char *word, size_t len)
{
	for (const char *at = text; (at = strchr(at, word[0])); at++) {
		if (strncmp(at, word, len) == 0 && (at == text || !is_word_byte(at[-1])) &&
		    !is_word_byte(at[len]))
			return true;
	}
	return false;
}

static bool fits(const struct cast_reply *reply, const char *text)
{
	for (const char *word = reply->words; *word;) {
		size_t len = strcspn(word, " ");
		if (has_word(text, word, len))
			return true;
		word += len + (word[len] == ' ');
	}
	return false;
}

/* The one for a word of `text`; else the next of those for any. */
static const char *pick_answer(struct cast_actor *actor, const char *text)
{
	const struct cast_reply *replies = actor->person->replies, *any = replies;
	char *folded = utf8_fold(text);
	const char *answer = NULL;
	size_t count = 0;
	for (const struct cast_reply *reply = replies; reply->text && !answer; reply++) {
		if (fits(reply, folded))
			answer = reply->text;
	}
	free(folded);
	while (any->words[0])
		any++;
	while (any[count].text)
		count++;
	assert(count > 0);
	return answer ? answer : any[actor->answered++ % count].text;
}

static void on_answer_time(void *context)
{
	struct cast_actor *actor = context;
	const struct state_request read = {.type = STATE_REQUEST_READ, .conversation = actor->answer_to};
	client_request(actor->client, &read);
	cast_say(actor, actor->answer_to, actor->answer, NULL);
	free(actor->answer_to);
	actor->answer_to = NULL;
}

static const struct cast_actor *last_speaker_of(struct cast *cast, const char *room)
{
	for (size_t i = 0; i < cast->plays.len; i++) {
		if (str_equal(cast->plays.items[i].scene->room, room))
			return cast->plays.items[i].last_speaker;
	}
	return NULL;
}

/* In a room: who is named, else who spoke last; in one that you have made, somebody or nobody. */
static bool feels_addressed(struct cast_actor *actor, const struct state_conversation *conversation,
                            const struct state_message *message)
{
	if (conversation->kind == STATE_PERSON || message->mentions_me)
		return true;
	if (strchr(message->text, '@'))
		return false;
	const struct cast_actor *last = last_speaker_of(actor->cast, conversation->peer);
	return last ? last == actor : random_below(2) == 0;
}

static void hear(struct cast_actor *actor, const char *id, const struct state_message *message)
{
	const struct state_conversation *conversation = state_conversation(client_state(actor->client), id);
	if (!str_equal(message->from, CAST_YOU) || !conversation || actor->answer_to ||
	    !feels_addressed(actor, conversation, message))
		return;
	actor->answer_to = mem_strdup(id);
	actor->answer = pick_answer(actor, message->text);
	loop_timer_set(actor->answer_timer, TALK_ANSWER_MS + random_below(TALK_ANSWER_JITTER_MS));
}

void cast_talk_applied(struct cast_actor *actor, const struct state_event *event)
{
	if (event->type != STATE_EVENT_MESSAGES_RECEIVED)
		return;
	for (size_t i = 0; i < event->message_count; i++)
		hear(actor, event->message_conversations[i], &event->messages[i]);
}

void cast_talk_start(struct cast *cast)
{
	for (size_t i = 0; i < cast->actors.len; i++) {
		struct cast_actor *actor = &cast->actors.items[i];
		actor->answer_timer = loop_timer_create(cast->loop, on_answer_time, actor);
	}
	cast->talk_timer = loop_timer_create(cast->loop, on_pause_over, cast);
	set_pause(cast);
}
