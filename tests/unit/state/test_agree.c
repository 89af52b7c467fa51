/*
 * Two terminals of one user, a server (server.h), and a network that loses connections at any time: once all is
 * quiet, both terminals show what the server has, and what was written was stored exactly once.
 */
#include "unit/state/server.h"

#define STEPS 20000
#define SEED 7
#define TERMINALS SERVER_LINES

struct terminal {
	struct fixture f;
	struct disk disk;
	uint64_t writings, tickets, answers;
};

struct agreement {
	struct dice dice;
	struct server server;
	struct terminal terminals[TERMINALS];
	uint64_t names; /* how many names of groups were made up */
};

/* ---- the network ---- */

static void happens_at(struct agreement *a, int at, struct state_event event);

static void follow(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	VEC(struct state_event) pages = {0};
	disk_follow(&t->disk, &t->f);
	check_all_holds(&t->f, &t->disk);
	for (size_t i = 0; i < t->f.effects.effects.len; i++) {
		const struct state_effect *effect = &t->f.effects.effects.items[i];
		t->answers += effect->type == STATE_EFFECT_ANSWERED;
		if (effect->type == STATE_EFFECT_LOAD_CACHED)
			vec_push(&pages,
			         disk_page(&t->disk, effect->conversation, effect->sequence, effect->count));
		if (effect->type == STATE_EFFECT_REQUEST && !is_of_people(effect)) {
			assert_true(a->server.lines[at].connected);
			vec_push(&a->server.lines[at].asked,
			         state_request_copy(&a->server.arena, effect->request));
		}
	}
	for (size_t i = 0; i < pages.len; i++)
		happens_at(a, at, pages.items[i]);
	vec_finish(&pages);
}

static void happens_at(struct agreement *a, int at, struct state_event event)
{
	a->terminals[at].f.now_ms = a->server.now_ms;
	apply(&a->terminals[at].f, event);
	follow(a, at);
}

static void hear(struct agreement *a, int at)
{
	struct server_line *line = &a->server.lines[at];
	if (line->told.len == 0)
		return;
	struct state_event event = line->told.items[0];
	vec_remove(&line->told, 0);
	happens_at(a, at, event);
}

static void disconnect(struct agreement *a, int at)
{
	if (!a->server.lines[at].connected)
		return;
	server_disconnect(&a->server, at);
	happens_at(a, at, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
}

static void reconnect(struct agreement *a, int at)
{
	if (a->server.lines[at].connected)
		return;
	server_connect(&a->server, at, a->terminals[at].f.state.position);
	/* Nothing else happens on a connection before the login is answered. */
	hear(a, at);
}

/* Killed and started again: what is left is on the disk. */
static void restart(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	server_disconnect(&a->server, at);
	t->tickets = t->answers = 0;
	end(&t->f);
	begin(&t->f);
	happens_at(a, at, disk_load(&t->disk));
}

/* ---- what people do ---- */

static const char *some_id(struct agreement *a)
{
	return a->server.conversations[dice_below(&a->dice, (int)a->server.conversation_count)].id;
}

static const char *known_id(struct agreement *a, int at)
{
	const struct state *state = &a->terminals[at].f.state;
	if (state->order.len == 0)
		return NULL;
	const char *id = state->order.items[dice_below(&a->dice, (int)state->order.len)]->id;
	return arena_strdup(&a->server.arena, id);
}

static void somebody_writes(struct agreement *a)
{
	struct server_conversation *c = server_find(&a->server, some_id(a));
	const char *text = dice_says(&a->dice, 10) ? "hey @" SELF : "hey";
	int64_t sequence = server_store(&a->server, c, "bob", NULL, text);
	server_publish(&a->server, c, sequence, STATE_EVENT_MESSAGES_RECEIVED, -1);
}

static void somebody_new_writes(struct agreement *a)
{
	if (a->server.conversation_count >= SERVER_CONVERSATIONS_MAX)
		return;
	struct server_conversation *c = &a->server.conversations[a->server.conversation_count++];
	snprintf(c->id, sizeof(c->id), "%c%zu", a->server.conversation_count % 2 ? 'p' : 'r',
	         a->server.conversation_count);
	server_publish(&a->server, c, server_store(&a->server, c, "bob", NULL, "who are you?"),
	               STATE_EVENT_MESSAGES_RECEIVED, -1);
}

static void somebody_edits(struct agreement *a)
{
	struct server_conversation *c = server_find(&a->server, some_id(a));
	if (server_newest(c) == 0)
		return;
	int64_t sequence =
	        server_newest(c) - dice_below(&a->dice, server_newest(c) < 5 ? (int)server_newest(c) : 5);
	struct stored *stored = &c->messages.items[sequence - 1];
	mem_replace(&stored->text, arena_printf(&a->server.arena, "edited %zu", a->server.log.len));
	stored->edited = true;
	server_publish(&a->server, c, sequence, STATE_EVENT_MESSAGES_CHANGED, -1);
}

static void write_at(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	const char *id = known_id(a, at);
	if (!id)
		return;
	const char *client_id = arena_printf(&a->server.arena, "t%d-%" PRIu64, at, ++t->writings);
	happens_at(a, at,
	           (struct state_event){.type = STATE_EVENT_SEND,
	                                .conversation = id,
	                                .client_id = client_id,
	                                .text = client_id});
}

static const char *some_convgroup(struct agreement *a)
{
	if (a->server.convgroups.len == 0 || dice_says(&a->dice, 20))
		return arena_printf(&a->server.arena, "group %" PRIu64,
		                    a->names++ % (2 * SERVER_CONVGROUPS_MAX));
	return arena_strdup(&a->server.arena,
	                    a->server.convgroups.items[dice_below(&a->dice, (int)a->server.convgroups.len)]);
}

static void file_at(struct agreement *a, int at)
{
	static const enum state_request_type types[] = {
	        STATE_REQUEST_PIN,           STATE_REQUEST_CONVGROUP_CREATE, STATE_REQUEST_CONVGROUP_DELETE,
	        STATE_REQUEST_CONVGROUP_ADD, STATE_REQUEST_CONVGROUP_RENAME, STATE_REQUEST_CONVGROUP_ADD,
	        STATE_REQUEST_CONVGROUP_ADD, STATE_REQUEST_CONVGROUP_REMOVE, STATE_REQUEST_CONVGROUP_SORT,
	        STATE_REQUEST_READ,          STATE_REQUEST_CONVGROUP_MOVE};
	const char *id = known_id(a, at);
	if (!id)
		return;
	const struct state *state = &a->terminals[at].f.state;
	VEC(const char *) names = {0};
	for (size_t i = 0; i < state->convgroups.len; i++)
		vec_insert(&names, (size_t)dice_below(&a->dice, (int)i + 1), state->convgroups.items[i].name);
	const struct state_request request = {
	        .type = types[dice_below(&a->dice, (int)(sizeof(types) / sizeof(*types)))],
	        .ticket = ++a->terminals[at].tickets,
	        .conversation = id,
	        .conversations = {&id, 1},
	        .convgroup = some_convgroup(a),
	        .from_convgroup = dice_says(&a->dice, 50) ? some_convgroup(a) : NULL,
	        .convgroups = {names.items, names.len},
	        .new_name = some_convgroup(a),
	        .flag = dice_says(&a->dice, 50),
	};
	happens_at(a, at, (struct state_event){.type = STATE_EVENT_REQUEST, .request = &request});
	vec_finish(&names);
}

static void mark_at(struct agreement *a, int at)
{
	static const enum state_request_type types[] = {STATE_REQUEST_READ, STATE_REQUEST_UNREAD,
	                                                STATE_REQUEST_UNREAD, STATE_REQUEST_READ_ALL};
	const char *id = known_id(a, at);
	if (!id)
		return;
	int64_t last = known(&a->terminals[at].f, id)->last_sequence, back = dice_below(&a->dice, 6);
	struct state_request request = {
	        .type = types[dice_below(&a->dice, (int)(sizeof(types) / sizeof(*types)))],
	        .ticket = dice_says(&a->dice, 50) ? ++a->terminals[at].tickets : 0,
	        .conversation = id,
	        .convgroup = dice_says(&a->dice, 50) ? some_convgroup(a) : NULL,
	        .sequence = last > back ? last - back : 0,
	};
	if (request.type == STATE_REQUEST_READ_ALL)
		request.conversation = NULL;
	happens_at(a, at, (struct state_event){.type = STATE_EVENT_REQUEST, .request = &request});
}

static void undo_at(struct agreement *a, int at)
{
	for (int i = dice_below(&a->dice, 6); i > 0; i--)
		happens_at(a, at,
		           (struct state_event){.type = dice_says(&a->dice, 60) ? STATE_EVENT_UNDO
		                                                                : STATE_EVENT_REDO});
}

static void look_at(struct agreement *a, int at)
{
	static const enum state_event_type types[] = {STATE_EVENT_OPEN, STATE_EVENT_VIEW, STATE_EVENT_VIEW,
	                                              STATE_EVENT_OLDER, STATE_EVENT_TIME};
	happens_at(a, at,
	           (struct state_event){
	                   .type = types[dice_below(&a->dice, (int)(sizeof(types) / sizeof(*types)))],
	                   .conversation = known_id(a, at),
	                   .shown = dice_says(&a->dice, 60),
	           });
}

static void step(struct agreement *a)
{
	int at = dice_below(&a->dice, TERMINALS), what = dice_below(&a->dice, 1000);
	a->server.now_ms += dice_below(&a->dice, 400);
	if (what < 350)
		hear(a, at);
	else if (what < 650)
		server_serve(&a->server, at);
	else if (what < 730)
		somebody_writes(a);
	else if (what < 735)
		somebody_new_writes(a);
	else if (what < 760)
		somebody_edits(a);
	else if (what < 830)
		write_at(a, at);
	else if (what < 870)
		file_at(a, at);
	else if (what < 880)
		mark_at(a, at);
	else if (what < 960)
		look_at(a, at);
	else if (what < 962)
		undo_at(a, at);
	else if (what < 965)
		restart(a, at);
	else if (what < 975)
		disconnect(a, at);
	else
		reconnect(a, at);
}

/* ---- agreement ---- */

static bool is_quiet(const struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++) {
		const struct server_line *line = &a->server.lines[at];
		if (line->asked.len > 0 || line->told.len > 0 ||
		    state_next_wake(&a->terminals[at].f.state) != 0)
			return false;
	}
	return true;
}

static bool give_up_refused(struct agreement *a, int at)
{
	const struct state *state = &a->terminals[at].f.state;
	for (size_t i = 0; i < state->edits.len; i++) {
		if (!state->edits.items[i]->refused)
			continue;
		happens_at(a, at,
		           (struct state_event){.type = STATE_EVENT_EDIT_DROP,
		                                .edit_id = state->edits.items[i]->id});
		return true;
	}
	return false;
}

static bool anybody_gives_up(struct agreement *a)
{
	bool any = false;
	for (int at = 0; at < TERMINALS; at++)
		any |= give_up_refused(a, at);
	return any;
}

static void calm_down(struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++)
		reconnect(a, at);
	while (!is_quiet(a) || anybody_gives_up(a)) {
		a->server.now_ms += STATE_SEND_PAUSE_MS;
		for (int at = 0; at < TERMINALS; at++) {
			hear(a, at);
			server_serve(&a->server, at);
			happens_at(a, at, (struct state_event){.type = STATE_EVENT_TIME});
		}
	}
}

static void check_window_agrees(const struct state *state, const struct state_conversation *c,
                                const struct server_conversation *s)
{
	for (size_t i = 0; i < c->messages.len; i++) {
		const struct state_message *message = &c->messages.items[i];
		assert_int_equal(message->delivery, STATE_DELIVERED);
		assert_string_equal(message->text, s->messages.items[message->sequence - 1].text);
	}
	if (c->loaded)
		assert_int_equal(c->messages.len ? c->messages.items[c->messages.len - 1].sequence : 0,
		                 server_newest(s));
	if (str_equal(state->current, c->id))
		assert_true(c->loaded);
}

static void check_terminal_agrees(struct agreement *a, int at)
{
	const struct state *state = &a->terminals[at].f.state;
	assert_int_equal(state->status, STATE_ONLINE);
	assert_int_equal(state->order.len, a->server.conversation_count);
	assert_int_equal(state->edits.len, 0);
	assert_int_equal(state->convgroups.len, a->server.convgroups.len);
	for (size_t i = 0; i < a->server.convgroups.len; i++)
		assert_string_equal(state->convgroups.items[i].name, a->server.convgroups.items[i]);
	for (size_t i = 0; i < a->server.conversation_count; i++) {
		struct state_conversation view = server_view(&a->server, &a->server.conversations[i]);
		const struct state_conversation *c = known(&a->terminals[at].f, view.id);
		view.name = view.peer;
		char *theirs = disk_content(&view, false), *ours = disk_content(c, false);
		assert_string_equal(ours, theirs);
		free(theirs);
		free(ours);
		check_window_agrees(state, c, &a->server.conversations[i]);
	}
	assert_int_equal(a->terminals[at].answers, a->terminals[at].tickets);
}

/* Each writing is stored once, and those of one terminal in one conversation in their order. */
static void check_all_was_stored(const struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++) {
		uint64_t count = 0;
		for (size_t i = 0; i < a->server.conversation_count; i++) {
			const struct server_conversation *c = &a->server.conversations[i];
			uint64_t before = 0, number;
			char prefix[8];
			snprintf(prefix, sizeof(prefix), "t%d-", at);
			for (size_t j = 0; j < c->messages.len; j++) {
				const char *client_id = c->messages.items[j].client_id;
				if (!client_id || !str_has_prefix(client_id, prefix))
					continue;
				assert_true(str_to_uint(client_id + strlen(prefix), UINT64_MAX, &number));
				assert_true(number > before);
				before = number;
				count++;
			}
		}
		assert_int_equal(count, a->terminals[at].writings);
	}
}

static void agreement_begin(struct agreement *a)
{
	*a = (struct agreement){.dice = dice_with("test_agree", SEED)};
	server_init(&a->server, &a->dice);
	for (int at = 0; at < TERMINALS; at++)
		begin(&a->terminals[at].f);
	for (int i = 0; i < SERVER_CONVERSATIONS_MAX / 4; i++)
		somebody_new_writes(a);
}

static void agreement_end(struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++) {
		disk_finish(&a->terminals[at].disk);
		end(&a->terminals[at].f);
	}
	server_finish(&a->server);
}

static void test_two_terminals_agree_with_the_server(void **unused)
{
	(void)unused;
	struct agreement a;
	agreement_begin(&a);
	for (int i = 0; i < STEPS; i++) {
		step(&a);
		if (i % (STEPS / 20) != 0)
			continue;
		calm_down(&a);
		for (int at = 0; at < TERMINALS; at++)
			check_terminal_agrees(&a, at);
		check_all_was_stored(&a);
	}
	agreement_end(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_two_terminals_agree_with_the_server),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
