#include "screen.h"

#include "ui/spelling.h"

#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"

#define TEXT_MAX 65536
#define NAMES_MAX 32
#define FOLLOWS 8 /* what the ui says when it follows may lead to more */

/* ---- life ---- */

/* ---- files ---- */

static bool read_arrangement(const char *path, struct state_arrangement *arrangement, struct err *err)
{
	static const char *const bob[] = {"C2Cbob"}, *const carol[] = {"C2Ccarol"};
	if (!str_equal(path, SCREEN_FILE))
		return err_set(err, 0, "%s: No such file or directory", path);
	state_arrangement_add(arrangement, "Suppliers", "mute", (struct strspan){bob, 1});
	state_arrangement_add(arrangement, "Friends", "", (struct strspan){carol, 1});
	return true;
}

static bool write_arrangement(const char *path, const struct state_arrangement *arrangement,
                              const struct state *state, struct err *err)
{
	(void)arrangement, (void)state;
	return str_equal(path, SCREEN_FILE) || err_set(err, 0, "%s: Permission denied", path);
}

static const struct ui_files files = {.read_arrangement = read_arrangement,
                                      .write_arrangement = write_arrangement};

/* A dictionary that has all words but two, and those as soon as it learns one. */
static bool learned;

static bool knows(void *context, const char *word)
{
	(void)context;
	return learned || (strcmp(word, "teh") != 0 && strcmp(word, "wrogn") != 0);
}

static void suggest(void *context, const char *word, struct strlist *suggestions)
{
	(void)context, (void)word;
	strlist_add(suggestions, "the");
	strlist_add(suggestions, "tea");
}

static void learn(void *context, const char *word)
{
	(void)context, (void)word;
	learned = true;
}

static const struct ui_speller speller = {.knows = knows, .suggest = suggest, .learn = learn};

void screen_start(struct screen *screen, int width, int height)
{
	setenv("TZ", "UTC", 1);
	*screen = (struct screen){.now_ms = SCREEN_NOW};
	state_init(&screen->state, "alice@host");
	screen->keymap = keymap_create();
	learned = false;
	screen->ui = ui_create(
	        &(struct ui_config){.keymap = screen->keymap, .files = &files, .speller = &speller});
	grid_init(&screen->grid, width, height);
	arena_init(&screen->arena);
}

void screen_stop(struct screen *screen)
{
	ui_destroy(screen->ui);
	keymap_destroy(screen->keymap);
	state_finish(&screen->state);
	grid_finish(&screen->grid);
	arena_finish(&screen->arena);
	vec_finish(&screen->requests);
	vec_finish(&screen->deeds);
}

/* ---- events in, effects out ---- */

static const char *joined(struct screen *screen, struct strspan names)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; i < names.len; i++)
		buf_printf(&text, "%s%s", i > 0 ? "," : "", names.items[i]);
	const char *kept = arena_strdup(&screen->arena, text.data);
	buf_finish(&text);
	return kept;
}

/* A request in a few words. */
static const char *deed_of(struct screen *screen, const struct state_request *request)
{
	struct arena *arena = &screen->arena;
	const char *conversations = joined(screen, request->conversations);
	switch (request->type) {
	case STATE_REQUEST_READ:
		return arena_printf(arena, "read %s", request->conversation);
	case STATE_REQUEST_READ_ALL:
		return arena_printf(arena, "read all of %s", request->convgroup);
	case STATE_REQUEST_PIN:
		return arena_printf(arena, "%s %s", request->flag ? "pin" : "unpin", request->conversation);
	case STATE_REQUEST_FIND_PERSON:
		return arena_printf(arena, "find %s", request->person);
	case STATE_REQUEST_CONVGROUP_CREATE:
		return arena_printf(arena, "create %s(%s)", request->convgroup, conversations);
	case STATE_REQUEST_CONVGROUP_DELETE:
		return arena_printf(arena, "delete %s", request->convgroup);
	case STATE_REQUEST_CONVGROUP_RENAME:
		return arena_printf(arena, "rename %s to %s", request->convgroup, request->new_name);
	case STATE_REQUEST_CONVGROUP_SORT:
		return arena_printf(arena, "sort %s", joined(screen, request->convgroups));
	case STATE_REQUEST_CONVGROUP_ADD:
		return arena_printf(arena, "add %s to %s", conversations, request->convgroup);
	case STATE_REQUEST_CONVGROUP_REMOVE:
		return arena_printf(arena, "take %s out of %s", conversations, request->convgroup);
	case STATE_REQUEST_CONVGROUP_MOVE:
		return arena_printf(arena, "move %s from %s to %s", conversations,
		                    request->from_convgroup ? request->from_convgroup : "none",
		                    request->convgroup);
	case STATE_REQUEST_CONVGROUP_SET:
		return arena_printf(arena, "set %s: %s", request->convgroup, request->text);
	case STATE_REQUEST_ROOM_CREATE:
		assert_null(request->room);
		return arena_printf(arena, "make %sroom %s", request->flag ? "private " : "",
		                    request->room_name);
	case STATE_REQUEST_ROOM_JOIN:
		return arena_printf(arena, "join %s", request->room);
	case STATE_REQUEST_ROOM_LEAVE:
		return arena_printf(arena, "leave %s", request->room);
	case STATE_REQUEST_ROOM_DISMISS:
		return arena_printf(arena, "dismiss %s", request->room);
	case STATE_REQUEST_ROOM_INVITE:
		return arena_printf(arena, "invite %s to %s", joined(screen, request->people), request->room);
	case STATE_REQUEST_SEND:
		return arena_printf(arena, "send %s: %s%s%s", request->conversation, request->text,
		                    request->message ? " answering " : "",
		                    request->message ? request->message : "");
	case STATE_REQUEST_MODIFY:
		return arena_printf(arena, "change %s: %s", request->message, request->text);
	case STATE_REQUEST_REACT:
	case STATE_REQUEST_UNREACT:
		return arena_printf(arena, "%s %s %s", state_request_text(request->type), request->message,
		                    request->text);
	case STATE_REQUEST_RECALL:
	case STATE_REQUEST_ERASE:
	case STATE_REQUEST_READERS:
		return arena_printf(arena, "%s %s", state_request_text(request->type), request->message);
	case STATE_REQUEST_LOAD_MESSAGES:
		return arena_printf(arena, "load %s before %lld", request->conversation,
		                    (long long)request->before);
	case STATE_REQUEST_SEARCH:
		return arena_printf(arena, "search %s in %s", request->text,
		                    request->conversation ? request->conversation
		                    : request->convgroup  ? request->convgroup
		                                          : "all");
	case STATE_REQUEST_NICK:
	case STATE_REQUEST_STATUS:
		return arena_printf(arena, "%s to “%s”", state_request_text(request->type), request->text);
	case STATE_REQUEST_ROOM_CHANGE:
		return request->room_name ? arena_printf(arena, "call the room %s", request->room_name)
		                          : arena_printf(arena, "%s to “%s”",
		                                         state_request_text(request->type), request->text);
	case STATE_REQUEST_UNREAD:
		return arena_printf(arena, "unread %s past %lld", request->conversation,
		                    (long long)request->sequence);
	case STATE_REQUEST_SEEK:
		return arena_printf(arena, "seek in %s", request->conversation);
	default:
		return state_request_text(request->type);
	}
}

static void apply_all(struct screen *screen, struct state_event_list *events);

/* What state asks of people and rooms by itself is of no interest, and not answered. */
static bool is_of_people(const struct state_request *request)
{
	return request->ticket == 0 &&
	       (request->type == STATE_REQUEST_STATUSES || request->type == STATE_REQUEST_BLOCKED ||
	        request->type == STATE_REQUEST_ROOM_LIST || request->type == STATE_REQUEST_TYPING ||
	        request->type == STATE_REQUEST_DRAFT);
}

static void apply_one(struct screen *screen, struct state_event event);

static void carry_out(struct screen *screen, const struct state_effect_list *effects)
{
	for (size_t i = 0; i < effects->effects.len; i++) {
		const struct state_effect *effect = &effects->effects.items[i];
		if (effect->type == STATE_EFFECT_REQUEST && effect->request->type == STATE_REQUEST_PROFILES) {
			apply_one(screen, (struct state_event){.type = STATE_EVENT_ANSWERED,
			                                       .request_id = effect->request->id,
			                                       .people = screen->called,
			                                       .person_count = screen->called_count});
		} else if (effect->type == STATE_EFFECT_REQUEST &&
		           effect->request->type == STATE_REQUEST_ROOM_LIST) {
			apply_one(screen, (struct state_event){.type = STATE_EVENT_ANSWERED,
			                                       .request_id = effect->request->id,
			                                       .rooms = screen->joined,
			                                       .room_count = screen->joined_count});
		} else if (effect->type == STATE_EFFECT_REQUEST &&
		           effect->request->type == STATE_REQUEST_ROOM_SEARCH) {
			screen->looking = state_request_copy(&screen->arena, effect->request);
		} else if (effect->type == STATE_EFFECT_REQUEST && !is_of_people(effect->request)) {
			vec_push(&screen->requests, state_request_copy(&screen->arena, effect->request));
			vec_push(&screen->deeds, deed_of(screen, effect->request));
		} else if (effect->type == STATE_EFFECT_ANSWERED) {
			struct state_event_list events;
			state_event_list_init(&events);
			ui_answered(screen->ui, &screen->state, effect->ticket, effect->event, &events);
			apply_all(screen, &events);
			state_event_list_finish(&events);
		}
	}
}

static void apply_one(struct screen *screen, struct state_event event)
{
	struct state_effect_list effects;
	char client_id[32];
	state_effect_list_init(&effects);
	if (event.now_ms == 0)
		event.now_ms = screen->now_ms;
	if (event.type == STATE_EVENT_SEND || event.type == STATE_EVENT_SEND_FILE) {
		snprintf(client_id, sizeof(client_id), "client-%lld", (long long)++screen->client_ids);
		event.client_id = client_id;
	}
	state_apply(&screen->state, &event, &effects);
	carry_out(screen, &effects);
	state_effect_list_finish(&effects);
}

static void apply_all(struct screen *screen, struct state_event_list *events)
{
	for (size_t i = 0; i < events->events.len; i++)
		apply_one(screen, events->events.items[i]);
}

static void follow(struct screen *screen)
{
	size_t said;
	int rounds = 0;
	do {
		struct state_event_list events;
		state_event_list_init(&events);
		ui_follow(screen->ui, &screen->state, &events);
		said = events.events.len;
		apply_all(screen, &events);
		state_event_list_finish(&events);
		assert_true(++rounds < FOLLOWS); /* it comes to rest */
	} while (said > 0);
}

void screen_apply(struct screen *screen, struct state_event event)
{
	apply_one(screen, event);
	follow(screen);
}

/* ---- keys ---- */

static void press(struct screen *screen, struct key key)
{
	struct state_event_list events;
	state_event_list_init(&events);
	ui_key(screen->ui, &screen->state, key, screen->now_ms, &events);
	apply_all(screen, &events);
	state_event_list_finish(&events);
	follow(screen);
}

void screen_press(struct screen *screen, const char *keys)
{
	char *copy = mem_strdup(keys), *rest = NULL;
	for (char *name = strtok_r(copy, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
		struct key key;
		assert_true(key_from_name(name, &key));
		press(screen, key);
	}
	free(copy);
}

void screen_type(struct screen *screen, const char *text)
{
	size_t left = strlen(text), step;
	struct key key = {0};
	for (; (step = utf8_decode(text, left, &key.code)) > 0; text += step, left -= step)
		press(screen, key);
}

void screen_mouse(struct screen *screen, struct mouse mouse)
{
	struct state_event_list events;
	state_event_list_init(&events);
	ui_mouse(screen->ui, &screen->state, mouse, screen->now_ms, &events);
	apply_all(screen, &events);
	state_event_list_finish(&events);
	follow(screen);
}

void screen_paste(struct screen *screen, const char *text)
{
	struct state_event_list events;
	state_event_list_init(&events);
	ui_paste(screen->ui, &screen->state, text, &events);
	apply_all(screen, &events);
	state_event_list_finish(&events);
	follow(screen);
}

/* ---- the server ---- */

/* The next request of the ui (`own` false) or of the state itself; NULL: none waits. */
static const struct state_request *take_request(struct screen *screen, bool own)
{
	for (size_t i = 0; i < screen->requests.len; i++) {
		const struct state_request *request = screen->requests.items[i];
		if ((request->ticket == 0) != own)
			continue;
		vec_remove(&screen->requests, i);
		return request;
	}
	return NULL;
}

void screen_answer_with(struct screen *screen, struct state_event answer)
{
	const struct state_request *request = take_request(screen, false);
	assert_non_null(request);
	answer.type = STATE_EVENT_ANSWERED;
	answer.request_id = request->id;
	screen_apply(screen, answer);
}

void screen_answer(struct screen *screen, int code, const char *text)
{
	screen_answer_with(screen, (struct state_event){.code = code, .text = text});
}

void screen_answer_failures(struct screen *screen, const struct state_failure *failures, size_t count)
{
	screen_answer_with(screen, (struct state_event){.failures = failures, .failure_count = count});
}

void screen_answer_rooms(struct screen *screen, const char *asked, const struct state_room *rooms,
                         size_t count)
{
	const struct state_request *request = screen->looking;
	assert_non_null(request);
	assert_string_equal(request->text, asked);
	screen->looking = NULL;
	screen_apply(screen, (struct state_event){.type = STATE_EVENT_ANSWERED,
	                                          .request_id = request->id,
	                                          .rooms = rooms,
	                                          .room_count = count});
}

void screen_settle(struct screen *screen)
{
	const struct state_request *request;
	while ((request = take_request(screen, true)))
		screen_apply(screen, (struct state_event){
		                             .type = STATE_EVENT_ANSWERED,
		                             .request_id = request->id,
		                             .complete = true,
		                     });
	vec_clear(&screen->deeds);
}

void screen_convgroups(struct screen *screen, ...)
{
	const char *names[NAMES_MAX], *name;
	size_t count = 0;
	va_list args;
	va_start(args, screen);
	while ((name = va_arg(args, const char *)))
		names[count++] = name;
	va_end(args);
	screen_apply(screen, (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED,
	                                          .convgroups = {names, count}});
}

static struct state_conversation made(struct screen *screen, struct conversation from)
{
	bool room = from.id[0] == 'G';
	char *peer = arena_strdup(&screen->arena, from.id + (room ? 5 : 3));
	struct state_conversation conversation = {
	        .id = (char *)from.id,
	        .kind = room                         ? STATE_ROOM
	                : strcmp(peer, "alice") == 0 ? STATE_NOTES
	                                             : STATE_PERSON,
	        .peer = peer,
	        .name = peer,
	        .unread = from.unread,
	        .mentions = from.mentions,
	        .last_sequence = from.last,
	        .read_sequence = from.read,
	        .pinned = from.pinned,
	};
	char *names = arena_strdup(&screen->arena, from.convgroups), *rest = NULL;
	for (char *name = names ? strtok_r(names, ",", &rest) : NULL; name; name = strtok_r(NULL, ",", &rest))
		strlist_add(&conversation.convgroups, name);
	return conversation;
}

void screen_conversation(struct screen *screen, struct conversation from)
{
	struct state_conversation conversation = made(screen, from);
	screen_apply(screen, (struct state_event){
	                             .type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                             .conversations = &conversation,
	                             .conversation_count = 1,
	                     });
	strlist_finish(&conversation.convgroups);
}

static void log_in(struct screen *screen)
{
	screen_apply(screen, (struct state_event){
	                             .type = STATE_EVENT_LOGGED_IN,
	                             .self = "alice",
	                             .limits = {20, 32, 100, 1000, 12288},
	                     });
}

void screen_login(struct screen *screen)
{
	struct state_conversation notes = made(screen, (struct conversation){.id = "C2Calice"});
	log_in(screen);
	screen_apply(screen, (struct state_event){
	                             .type = STATE_EVENT_CONVERSATIONS_LISTED,
	                             .conversations = &notes,
	                             .conversation_count = 1,
	                     });
	screen_convgroups(screen, NULL);
	screen_settle(screen);
}

void screen_login_filed(struct screen *screen)
{
	log_in(screen);
	screen_convgroups(screen, "Suppliers", "Research", NULL);
	screen_conversation(screen, (struct conversation){.id = "GROUPtest", .convgroups = "Suppliers"});
	screen_conversation(screen, (struct conversation){.id = "C2Cbob", .convgroups = "Suppliers"});
	screen_conversation(screen, (struct conversation){.id = "C2Cdave", .convgroups = "Research"});
	screen_conversation(screen, (struct conversation){.id = "C2Ccarol"});
	screen_conversation(screen, (struct conversation){.id = "C2Calice"});
	screen_settle(screen);
	screen_apply(screen, (struct state_event){.type = STATE_EVENT_OPEN});
	screen_press(screen, "Home");
	screen_settle(screen);
}

void screen_start_talk(struct screen *screen)
{
	screen_start(screen, 80, 16);
	screen_login_filed(screen);
	screen_open(screen, "GROUPtest");
	screen_message(screen, "GROUPtest", "bob", "Who signs?");
	screen_message(screen, "GROUPtest", "alice", "I do.");
	screen_settle(screen);
}

void screen_open(struct screen *screen, const char *id)
{
	screen_apply(screen, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = id});
	screen_settle(screen);
}

void screen_message_at(struct screen *screen, const char *id, const char *from, int64_t time_ms,
                       const char *text)
{
	const struct state_conversation *conversation = state_conversation(&screen->state, id);
	assert_non_null(conversation);
	long long sequence = (long long)conversation->last_sequence + 1;
	struct state_message message = {
	        .id = arena_printf(&screen->arena, "%s-%lld", id, sequence),
	        .sequence = sequence,
	        .from = (char *)from,
	        .time_ms = time_ms,
	        .text = (char *)text,
	        .mentions_me = strstr(text, "@alice") != NULL,
	};
	screen_apply(screen, (struct state_event){
	                             .type = STATE_EVENT_MESSAGES_RECEIVED,
	                             .messages = &message,
	                             .message_conversations = &id,
	                             .message_count = 1,
	                     });
}

void screen_message(struct screen *screen, const char *id, const char *from, const char *text)
{
	screen_message_at(screen, id, from, screen->now_ms, text);
}

void screen_resize(struct screen *screen, int width, int height)
{
	grid_resize(&screen->grid, width, height);
}

void screen_wait(struct screen *screen, int64_t ms)
{
	screen->now_ms += ms;
}

/* ---- looking ---- */

static void draw(struct screen *screen)
{
	/* A picture of another size makes the ui look again. */
	for (int round = 0; round < 2; round++) {
		follow(screen);
		screen->draws += ui_draw(screen->ui, &screen->state, screen->now_ms, &screen->grid);
		state_drawn(&screen->state);
	}
}

enum style screen_style(struct screen *screen, int x, int y)
{
	draw(screen);
	return (enum style)screen->grid.cells[y * screen->grid.width + x].style;
}

int screen_row_of(struct screen *screen, const char *shown)
{
	draw(screen);
	char *text = grid_to_text(&screen->grid), *found = strstr(text, shown);
	assert_non_null(found);
	int row = 0;
	for (const char *at = text; at < found; at++)
		row += *at == '\n';
	free(text);
	return row;
}

static void print_as_source(const char *title, const char *text)
{
	fprintf(stderr, "%s\n", title);
	while (*text) {
		size_t len = strcspn(text, "\n");
		fprintf(stderr, "\t\t\"%.*s\\n\"\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static const char *skip_rows(const char *text, int rows)
{
	while (rows-- > 0)
		text = strchr(text, '\n') + 1;
	return text;
}

void assert_rows_(struct screen *screen, int y, const char *expected, const char *file, int line)
{
	draw(screen);
	char *text = grid_to_text(&screen->grid);
	const char *shown = skip_rows(text, y);
	bool same = strncmp(shown, expected, strlen(expected)) == 0;
	if (!same) {
		print_as_source("expected:", expected);
		print_as_source("shown:", shown);
	}
	free(text);
	_assert_true(same, "the picture is as expected", file, line);
}

void assert_shows_(struct screen *screen, const char *text, bool shown, const char *file, int line)
{
	draw(screen);
	char *picture = grid_to_text(&screen->grid);
	bool found = strstr(picture, text) != NULL;
	if (found != shown)
		print_as_source(shown ? "does not show it:" : "shows it:", picture);
	free(picture);
	_assert_true(found == shown, text, file, line);
}

void assert_asked_(struct screen *screen, const char *deeds, const char *file, int line)
{
	struct buf asked;
	buf_init(&asked, TEXT_MAX);
	for (size_t i = 0; i < screen->deeds.len; i++)
		buf_printf(&asked, "%s%s", i > 0 ? "; " : "", screen->deeds.items[i]);
	vec_clear(&screen->deeds);
	_assert_string_equal(asked.data, deeds, file, line);
	buf_finish(&asked);
}
