/*
 * cast_internal: what the cast's files share.
 *
 *     cast.c          the clients, the loop
 *     cast_stage.c    before the curtain: rooms, history, your groups
 *     cast_talk.c     after it: lines now and then, answers
 *     cast_script.h   what is said
 */
#ifndef COVEY_CLIENT_CAST_INTERNAL_H
#define COVEY_CLIENT_CAST_INTERNAL_H

#include "base/err.h"
#include "base/random.h"
#include "client/cast.h"
#include "client/cast_script.h"
#include "client/client.h"
#include "client/loop.h"

/* One of the cast; or you, until the stage is set. */
struct cast_actor {
	struct cast *cast;
	const char *id;
	const struct cast_person *person; /* NULL: you */
	struct client *client;
	bool looking; /* for the other of a conversation between two */

	/* The answer that is on its way, at most one. */
	struct loop_timer *answer_timer;
	char *answer_to; /* the conversation's id; NULL: none */
	const char *answer;
	size_t answered; /* so many without a fitting word; the next of those follows */
};

/* A scene as far as it has been played. */
struct cast_play {
	const struct cast_scene *scene;
	bool room_asked;
	size_t said; /* of the history */
	char client_id[RANDOM_UUID_SIZE]; /* of the line that is on its way; "" when none is */
	const struct cast_actor *last_speaker;
	size_t next_later;
};

enum cast_phase {
	CAST_GATHERING, /* until everybody is online */
	CAST_HISTORY,
	CAST_FILING, /* what you have done: groups, reading, notes */
	CAST_TALKING,
};

struct cast {
	const struct cast_config *config;
	struct loop *loop;
	VEC(struct cast_actor) actors; /* never grows once it is made; the first is you */
	VEC(struct cast_play) plays;
	enum cast_phase phase;
	struct loop_timer *stage_timer; /* the stage must be set by then */
	struct loop_timer *talk_timer;
	struct cast_play *talking; /* the scene of the last line */
	size_t unanswered; /* requests of yours */
	bool failed;
	struct err *err;
};

/* NULL when there is none of that id. */
struct cast_actor *cast_find_actor(struct cast *cast, const char *id);

/* The play's conversation as `actor` knows it; NULL: not yet. */
const struct state_conversation *cast_conversation(const struct cast_play *play,
                                                   const struct cast_actor *actor);

/* `client_id`: what becomes of it is looked up under it; or NULL. */
void cast_say(const struct cast_actor *actor, const char *conversation, const char *text,
              const char *client_id);

/* The play is over; `format` says why. */
void cast_fail(struct cast *cast, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* After each turn of the loop, until the stage is set. */
void cast_stage_turn(struct cast *cast);

void cast_talk_start(struct cast *cast);

/* An actor's client has applied `event`. */
void cast_talk_applied(struct cast_actor *actor, const struct state_event *event);

#endif
