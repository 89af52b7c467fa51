#include "client/cast_internal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/signals.h"

/* So long setting the stage may take. */
#define CAST_STAGE_MS 30000

void cast_fail(struct cast *cast, const char *format, ...)
{
	char text[sizeof(cast->err->text)];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (!cast->failed)
		err_set(cast->err, 0, "%s", text);
	cast->failed = true;
	loop_stop(cast->loop);
}

struct cast_actor *cast_find_actor(struct cast *cast, const char *id)
{
	for (size_t i = 0; i < cast->actors.len; i++) {
		if (str_equal(cast->actors.items[i].id, id))
			return &cast->actors.items[i];
	}
	return NULL;
}

const struct state_conversation *cast_conversation(const struct cast_play *play,
                                                   const struct cast_actor *actor)
{
	const struct state *state = client_state(actor->client);
	const char *person = play->scene->person;
	const char *peer = person ? (actor->person ? CAST_YOU : person) : play->scene->room;
	return state_conversation_with(state, person ? STATE_PERSON : STATE_ROOM, peer);
}

void cast_say(const struct cast_actor *actor, const char *conversation, const char *text,
              const char *client_id)
{
	client_post(actor->client, &(struct state_event){
	                                   .type = STATE_EVENT_SEND,
	                                   .conversation = conversation,
	                                   .text = text,
	                                   .client_id = client_id,
	                           });
}

/* ---- the actors ---- */

static void on_applied(void *context, const struct state_event *event)
{
	struct cast_actor *actor = context;
	if (event->type == STATE_EVENT_SESSION && event->status == STATE_STOPPED)
		cast_fail(actor->cast, "%s: %s", actor->id, event->text ? event->text : "disconnected");
	else if (actor->cast->phase == CAST_TALKING)
		cast_talk_applied(actor, event);
}

static void on_answered(void *context, uint64_t ticket, const struct state_event *answer)
{
	struct cast_actor *actor = context;
	(void)ticket;
	if (actor->cast->phase == CAST_TALKING)
		return;
	if (answer->code != 0 || answer->failure_count > 0)
		cast_fail(actor->cast, "%s: %s", actor->id,
		          answer->code ? answer->text : answer->failures[0].text);
	actor->looking = false;
	if (!actor->person && actor->cast->phase == CAST_FILING)
		actor->cast->unanswered--;
}

static bool start_actor(struct cast_actor *actor, struct err *err)
{
	const struct cast_config *config = actor->cast->config;
	actor->client = client_create(
	        &(struct client_config){
	                .loop = actor->cast->loop,
	                .url = config->url,
	                .user = actor->id,
	                .password = config->password,
	                .observer = {.applied = on_applied, .answered = on_answered, .context = actor},
	        },
	        err);
	if (actor->client)
		client_connect(actor->client);
	return actor->client != NULL;
}

static void add_actors(struct cast *cast)
{
	struct cast_actor you = {.cast = cast, .id = CAST_YOU};
	vec_push(&cast->actors, you);
	for (const struct cast_person *person = cast_people; person->id; person++) {
		struct cast_actor actor = {.cast = cast, .id = person->id, .person = person};
		vec_push(&cast->actors, actor);
	}
}

static bool start_actors(struct cast *cast, struct err *err)
{
	for (size_t i = 0; i < cast->actors.len; i++) {
		if (!start_actor(&cast->actors.items[i], err))
			return false;
	}
	return true;
}

static void actor_finish(struct cast_actor *actor)
{
	client_destroy(actor->client);
	free(actor->answer_to);
}

/* ---- the loop ---- */

static void on_turn(void *context)
{
	struct cast *cast = context;
	if (cast->phase != CAST_TALKING && !cast->failed)
		cast_stage_turn(cast);
}

static void on_late(void *context)
{
	struct cast *cast = context;
	cast_fail(cast, "the server takes too long");
}

static void on_signal(void *context, int number)
{
	struct cast *cast = context;
	(void)number;
	loop_stop(cast->loop);
}

static bool cast_init(struct cast *cast, struct err *err)
{
	static const int signals[] = {SIGTERM, SIGINT, SIGHUP, 0};
	cast->loop = loop_create(err);
	if (!cast->loop || !signals_watch(cast->loop, signals, on_signal, cast, err))
		return false;
	cast->stage_timer = loop_timer_create(cast->loop, on_late, cast);
	for (const struct cast_scene *scene = cast_scenes; scene->history; scene++) {
		struct cast_play play = {.scene = scene};
		vec_push(&cast->plays, play);
	}
	add_actors(cast);
	return start_actors(cast, err);
}

static void cast_finish(struct cast *cast)
{
	for (size_t i = 0; i < cast->actors.len; i++)
		actor_finish(&cast->actors.items[i]);
	vec_finish(&cast->actors);
	vec_finish(&cast->plays);
	loop_destroy(cast->loop);
}

bool cast_run(const struct cast_config *config, struct err *err)
{
	struct cast cast = {.config = config, .err = err};
	bool ok = cast_init(&cast, err);
	if (ok) {
		loop_timer_set(cast.stage_timer, CAST_STAGE_MS);
		loop_run(cast.loop, on_turn, &cast);
	}
	cast_finish(&cast);
	return ok && !cast.failed;
}
