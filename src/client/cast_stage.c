/* Before the curtain. Everything waits for what the server said, nothing for the clock: looked at after each turn. */
#include "client/cast_internal.h"

#include <string.h>

#include "base/buf.h"
#include "ui/keymap.h"

/* A welcome's text, and a list of names. */
#define CAST_TEXT_BYTES 4096

/* What stands in your notes; {move} becomes the key of that action. */
static const char *const welcome[] = {
        "Welcome to covey! This is a play: the server is a throw-away one, the people are a cast, nothing of "
        "yours is touched, and all is gone when you leave.",
        "Things to try\n"
        "{next-unread}: the next unread conversation. Write something there: they answer.\n"
        "{switch}: the sidebar. There, {move} moves a conversation to a group, and a new name makes one; "
        "{new-group} makes a group, {fold} folds one, {add} files in a second one.\n"
        "{jump}: anybody whom you name.\n"
        "{help}: every key. {quit}: leave.",
};

/* ---- everybody is here ---- */

static bool is_everybody_online(const struct cast *cast)
{
	for (size_t i = 0; i < cast->actors.len; i++) {
		if (client_state(cast->actors.items[i].client)->status != STATE_ONLINE)
			return false;
	}
	return true;
}

/* ---- what was said ---- */

/* "mara tomasz" and you, without the first, who makes the room. */
static struct strspan invited(const struct cast_scene *scene, struct arena *arena)
{
	char *names = arena_strdup(arena, scene->members), *name;
	const char **list = arena_array(arena, strlen(names) + 1, sizeof(*list));
	size_t count = 0;
	strsep(&names, " ");
	while ((name = strsep(&names, " ")))
		list[count++] = name;
	list[count++] = CAST_YOU;
	return (struct strspan){list, count};
}

static void make_room(struct cast *cast, struct cast_play *play)
{
	const struct cast_scene *scene = play->scene;
	struct arena arena;
	arena_init(&arena);
	char *name = arena_strndup(&arena, scene->members, strcspn(scene->members, " "));
	struct client *owner = cast_find_actor(cast, name)->client;
	client_request(owner, &(struct state_request){
	                              .type = STATE_REQUEST_ROOM_CREATE,
	                              .room = scene->room,
	                              .room_name = scene->name,
	                              .flag = scene->private_room,
	                              .people = invited(scene, &arena),
	                      });
	if (scene->about)
		client_request(owner, &(struct state_request){
		                              .type = STATE_REQUEST_ROOM_CHANGE,
		                              .room = scene->room,
		                              .text = scene->about,
		                      });
	play->room_asked = true;
	arena_finish(&arena);
}

/* So that there is a conversation to write in; looked at again after each turn until there is. */
static void look_for_other(const struct cast_play *play, struct cast_actor *actor)
{
	if (actor->looking)
		return;
	actor->looking = true;
	client_request(actor->client, &(struct state_request){
	                                      .type = STATE_REQUEST_FIND_PERSON,
	                                      .person = actor->person ? CAST_YOU : play->scene->person,
	                              });
}

/* True once the server has the line that was on its way. */
static bool is_said(struct cast *cast, const struct cast_play *play)
{
	const struct state_conversation *conversation = cast_conversation(play, play->last_speaker);
	for (size_t i = 0; conversation && i < conversation->messages.len; i++) {
		const struct state_message *message = &conversation->messages.items[i];
		if (message->delivery == STATE_DELIVERED || !str_equal(message->client_id, play->client_id))
			continue;
		if (message->delivery == STATE_REFUSED)
			cast_fail(cast, "%s: %s", play->last_speaker->id, message->error);
		return false;
	}
	return true;
}

static void say_next(struct cast *cast, struct cast_play *play)
{
	const struct cast_line *line = &play->scene->history[play->said];
	struct cast_actor *actor = cast_find_actor(cast, line->who);
	const struct state_conversation *conversation = cast_conversation(play, actor);
	if (!conversation) {
		if (play->scene->person)
			look_for_other(play, actor);
		return;
	}
	random_uuid(play->client_id);
	play->last_speaker = actor;
	cast_say(actor, conversation->id, line->text, play->client_id);
}

/* True when its history has been said. */
static bool advance(struct cast *cast, struct cast_play *play)
{
	if (play->scene->room && !play->room_asked)
		make_room(cast, play);
	if (play->client_id[0] && !is_said(cast, play))
		return false;
	if (play->client_id[0]) {
		play->client_id[0] = '\0';
		play->said++;
	}
	if (!play->scene->history[play->said].text)
		return true;
	say_next(cast, play);
	return false;
}

static bool is_history_said(struct cast *cast)
{
	bool all = true;
	for (size_t i = 0; i < cast->plays.len; i++)
		all = advance(cast, &cast->plays.items[i]) && all;
	return all;
}

/* ---- what you have done ---- */

static bool do_you_know_all(struct cast *cast)
{
	const struct cast_actor *you = &cast->actors.items[0];
	for (size_t i = 0; i < cast->plays.len; i++) {
		const struct cast_play *play = &cast->plays.items[i];
		const struct state_conversation *conversation = cast_conversation(play, you);
		if (!conversation || conversation->last_sequence < (int64_t)play->said)
			return false;
	}
	return true;
}

static void ask_as_you(struct cast *cast, const struct state_request *request)
{
	cast->unanswered++;
	client_request(cast->actors.items[0].client, request);
}

/* Is `name` in "Suppliers|Ops"? */
static bool is_in(const char *names, const char *name)
{
	size_t len = strlen(name);
	while (names) {
		if (strncmp(names, name, len) == 0 && (names[len] == '|' || names[len] == '\0'))
			return true;
		names = strchr(names, '|');
		names += names != NULL;
	}
	return false;
}

static void make_convgroup(struct cast *cast, const char *name)
{
	VEC(const char *) ids = {0};
	for (size_t i = 0; i < cast->plays.len; i++) {
		const struct cast_play *play = &cast->plays.items[i];
		if (is_in(play->scene->convgroups, name)) {
			vec_reserve(&ids, ids.len + 1);
			ids.items[ids.len++] = cast_conversation(play, &cast->actors.items[0])->id;
		}
	}
	ask_as_you(cast, &(struct state_request){
	                         .type = STATE_REQUEST_CONVGROUP_CREATE,
	                         .convgroup = name,
	                         .conversations = {ids.items, ids.len},
	                 });
	vec_finish(&ids);
}

static void read_as_you(struct cast *cast, const struct cast_play *play)
{
	const struct state_conversation *conversation = cast_conversation(play, &cast->actors.items[0]);
	ask_as_you(cast, &(struct state_request){
	                         .type = STATE_REQUEST_READ,
	                         .conversation = conversation->id,
	                         .sequence = conversation->last_sequence - play->scene->unread,
	                 });
}

/* What works everywhere is named as it is where one writes: there "?" is a character. */
static enum action_context context_of(enum action action)
{
	enum action_context context = action_table[action].context;
	return context == ACTION_EVERYWHERE ? ACTION_COMPOSE : context;
}

/* "{move}" becomes "m". */
static void append_key(struct buf *text, const struct keymap *keymap, const char *name, size_t len)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		struct key key;
		char shown[KEY_NAME_SIZE] = "(no key)";
		if (strlen(action_table[i].name) != len || strncmp(action_table[i].name, name, len) != 0)
			continue;
		if (keymap_key(keymap, context_of((enum action)i), (enum action)i, &key))
			key_to_name(key, shown);
		buf_append_str(text, shown);
	}
}

static void append_with_keys(struct buf *text, const struct keymap *keymap, const char *template)
{
	while (*template) {
		size_t plain = strcspn(template, "{");
		buf_append(text, template, plain);
		template += plain;
		if (*template == '{') {
			size_t len = strcspn(++template, "}");
			append_key(text, keymap, template, len);
			template += len + 1;
		}
	}
}

static const struct state_conversation *your_notes(const struct cast *cast)
{
	const struct state *state = client_state(cast->actors.items[0].client);
	for (size_t i = 0; i < state->order.len; i++) {
		if (state->order.items[i]->kind == STATE_NOTES)
			return state->order.items[i];
	}
	return NULL;
}

static void write_notes(struct cast *cast)
{
	struct buf text;
	buf_init(&text, CAST_TEXT_BYTES);
	for (size_t i = 0; i < sizeof(welcome) / sizeof(welcome[0]); i++) {
		buf_clear(&text);
		append_with_keys(&text, cast->config->keymap, welcome[i]);
		cast_say(&cast->actors.items[0], your_notes(cast)->id, text.data, NULL);
	}
	buf_finish(&text);
}

static void file_conversations(struct cast *cast)
{
	for (size_t i = 0; cast_convgroups[i]; i++)
		make_convgroup(cast, cast_convgroups[i]);
	for (size_t i = 0; i < cast->plays.len; i++)
		read_as_you(cast, &cast->plays.items[i]);
	write_notes(cast);
}

static bool are_notes_written(const struct cast *cast)
{
	const struct state_conversation *notes = your_notes(cast);
	return notes->last_sequence >= (int64_t)(sizeof(welcome) / sizeof(welcome[0]));
}

/* ---- the curtain ---- */

/* From now on you are the one before the screen. */
static void raise_curtain(struct cast *cast)
{
	struct cast_actor *you = &cast->actors.items[0];
	client_destroy(you->client);
	you->client = NULL;
	cast->phase = CAST_TALKING;
	loop_timer_clear(cast->stage_timer);
	cast_talk_start(cast);
	cast->config->on_ready(cast->config->context);
}

void cast_stage_turn(struct cast *cast)
{
	if (cast->phase == CAST_GATHERING && is_everybody_online(cast))
		cast->phase = CAST_HISTORY;
	if (cast->phase == CAST_HISTORY && is_history_said(cast) && do_you_know_all(cast) &&
	    your_notes(cast)) {
		cast->phase = CAST_FILING;
		file_conversations(cast);
	}
	if (cast->phase == CAST_FILING && cast->unanswered == 0 && are_notes_written(cast))
		raise_curtain(cast);
}
