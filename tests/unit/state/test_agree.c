/*
 * Two terminals of one user, a server, and a network that loses connections at any time: once all is
 * quiet, both terminals show what the server has, and what was written was stored exactly once.
 *
 * The server here is a small one, but it keeps protocol.md's promises: requests are answered in
 * order, an answer precedes the events that it causes, numbered events are logged and replayed.
 */
#include "unit/state/world.h"

#define STEPS 20000
#define SEED 7
#define TERMINALS 2
#define CONVERSATIONS_MAX 24
#define CONVGROUPS_MAX 5
/* Few, so that a login often cannot resume. */
#define EVENTS_KEPT 60

/* ---- the server ---- */

struct stored {
	char *client_id, *text;
	const char *from;
	int64_t time_ms;
	bool mentions_me, edited;
};

struct server_conversation {
	char id[8];
	VEC(struct stored) messages; /* the first has sequence 1 */
	int64_t read;
	bool pinned;
	struct strlist convgroups; /* in the order of the server's */
};

struct logged {
	struct state_event event;
	int not_to; /* the terminal that had the answer, or -1; a replay goes to it, too */
};

struct terminal {
	struct fixture f;
	struct disk disk;
	bool connected;
	VEC(const struct state_request *) asked; /* under way to the server */
	VEC(struct state_event) told; /* under way to the terminal */
	uint64_t writings, tickets, answers;
};

struct agreement {
	struct dice dice;
	struct arena arena; /* all that is under way, and the log */
	struct server_conversation conversations[CONVERSATIONS_MAX];
	size_t conversation_count;
	struct strlist convgroups;
	VEC(struct logged) log; /* the event's number is its place, from 1 */
	struct terminal terminals[TERMINALS];
	int64_t now_ms;
	uint64_t names; /* how many names of groups were made up */
};

static struct server_conversation *server_find(struct agreement *a, const char *id)
{
	for (size_t i = 0; i < a->conversation_count; i++)
		if (str_equal(a->conversations[i].id, id))
			return &a->conversations[i];
	return NULL;
}

static int64_t newest(const struct server_conversation *c)
{
	return (int64_t)c->messages.len;
}

/* The next message that another one wrote past `sequence`; behind the newest where there is none. */
static int64_t next_of_others(const struct server_conversation *c, int64_t sequence)
{
	do
		sequence++;
	while (sequence <= newest(c) && str_equal(c->messages.items[sequence - 1].from, SELF));
	return sequence;
}

static int64_t unread(const struct server_conversation *c)
{
	int64_t count = 0;
	for (int64_t at = next_of_others(c, c->read); at <= newest(c); at = next_of_others(c, at))
		count++;
	return count;
}

static struct state_message view_message(struct agreement *a, const struct server_conversation *c,
                                         int64_t sequence)
{
	const struct stored *stored = &c->messages.items[sequence - 1];
	return (struct state_message){
	        .id = arena_printf(&a->arena, "%s-%lld", c->id, (long long)sequence),
	        .sequence = sequence,
	        .client_id = arena_strdup(&a->arena, stored->client_id),
	        .from = (char *)stored->from,
	        .time_ms = stored->time_ms,
	        .text = arena_strdup(&a->arena, stored->text),
	        .mentions_me = stored->mentions_me,
	        .edited = stored->edited,
	};
}

static struct state_conversation view_conversation(struct agreement *a, const struct server_conversation *c)
{
	struct state_conversation view = {
	        .id = arena_strdup(&a->arena, c->id),
	        .kind = c->id[0] == 'r' ? STATE_ROOM : STATE_PERSON,
	        .peer = arena_strdup(&a->arena, c->id),
	        .pinned = c->pinned,
	        .read_sequence = c->read,
	        .unread = unread(c),
	        .last_sequence = newest(c),
	};
	struct strspan copy = strspan_copy(&a->arena, strlist_span(&c->convgroups));
	view.convgroups = (struct strlist){(char **)copy.items, copy.len, copy.len};
	for (int64_t i = c->read; i < newest(c); i++)
		view.mentions += c->messages.items[i].mentions_me;
	if (newest(c) > 0) {
		struct state_message last = view_message(a, c, newest(c));
		view.last_time_ms = last.time_ms;
		view.last_from = last.from;
		view.last_text = last.text;
	}
	return view;
}

static void tell(struct agreement *a, int to, struct state_event event)
{
	if (a->terminals[to].connected)
		vec_push(&a->terminals[to].told, event);
}

static void publish(struct agreement *a, struct state_event event, int not_to)
{
	event.position = (int64_t)a->log.len + 1;
	vec_push(&a->log, ((struct logged){event, not_to}));
	for (int to = 0; to < TERMINALS; to++)
		if (to != not_to)
			tell(a, to, event);
}

static void set_conversations(struct agreement *a, struct state_event *event,
                              bool (*wanted)(const struct server_conversation *c, const char *convgroup),
                              const char *convgroup)
{
	struct state_conversation *views = arena_array(&a->arena, CONVERSATIONS_MAX, sizeof(*views));
	for (size_t i = 0; i < a->conversation_count; i++)
		if (wanted(&a->conversations[i], convgroup))
			views[event->conversation_count++] = view_conversation(a, &a->conversations[i]);
	event->conversations = views;
}

static bool is_any(const struct server_conversation *c, const char *convgroup)
{
	(void)c, (void)convgroup;
	return true;
}

static bool is_member(const struct server_conversation *c, const char *convgroup)
{
	return strlist_contains(&c->convgroups, convgroup);
}

static void publish_conversation(struct agreement *a, const struct server_conversation *c)
{
	struct state_conversation *view = arena_alloc(&a->arena, sizeof(*view));
	*view = view_conversation(a, c);
	publish(a,
	        (struct state_event){.type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                             .conversations = view,
	                             .conversation_count = 1},
	        -1);
}

static void publish_message(struct agreement *a, const struct server_conversation *c, int64_t sequence,
                            enum state_event_type type, int not_to)
{
	struct state_message *message = arena_alloc(&a->arena, sizeof(*message));
	const char **where = arena_alloc(&a->arena, sizeof(*where));
	*message = view_message(a, c, sequence);
	*where = arena_strdup(&a->arena, c->id);
	publish(a,
	        (struct state_event){.type = type,
	                             .messages = message,
	                             .message_conversations = where,
	                             .message_count = 1},
	        not_to);
}

static struct state_event convgroups_event(struct agreement *a)
{
	return (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED,
	                            .convgroups = strspan_copy(&a->arena, strlist_span(&a->convgroups))};
}

static void publish_members(struct agreement *a, const char *convgroup)
{
	struct state_event event = {.type = STATE_EVENT_CONVGROUP_MEMBERS,
	                            .convgroup = arena_strdup(&a->arena, convgroup)};
	set_conversations(a, &event, is_member, convgroup);
	publish(a, event, -1);
}

static int64_t store(struct agreement *a, struct server_conversation *c, const char *from,
                     const char *client_id, const char *text)
{
	struct stored stored = {
	        .client_id = mem_strdup(client_id),
	        .text = mem_strdup(text),
	        .from = from,
	        .time_ms = a->now_ms,
	        .mentions_me = !str_equal(from, SELF) && strstr(text, "@" SELF) != NULL,
	};
	vec_push(&c->messages, stored);
	if (unread(c) == 0)
		c->read = newest(c);
	return newest(c);
}

/* ---- what the server does for a request ---- */

static struct state_event done(const struct state_request *request)
{
	return (struct state_event){.type = STATE_EVENT_ANSWERED, .request_id = request->id};
}

static struct state_event failed(const struct state_request *request, int code)
{
	struct state_event answer = done(request);
	answer.code = code;
	answer.text = "No";
	return answer;
}

static void do_sync(struct agreement *a, int from, const struct state_request *request)
{
	struct state_event listed = {.type = STATE_EVENT_CONVERSATIONS_LISTED};
	set_conversations(a, &listed, is_any, NULL);
	tell(a, from, listed);
	tell(a, from, convgroups_event(a));
	tell(a, from, done(request));
}

static int64_t find_client_id(const struct server_conversation *c, const char *client_id)
{
	for (int64_t sequence = 1; sequence <= newest(c); sequence++)
		if (str_equal(c->messages.items[sequence - 1].client_id, client_id))
			return sequence;
	return 0;
}

static void do_send(struct agreement *a, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(a, request->conversation);
	struct state_message *message = arena_alloc(&a->arena, sizeof(*message));
	struct state_event answer = done(request);
	if (dice_says(&a->dice, 10)) {
		tell(a, from, failed(request, 10023));
		return;
	}
	int64_t sequence = find_client_id(c, request->client_id);
	bool is_new = sequence == 0;
	if (is_new)
		sequence = store(a, c, SELF, request->client_id, request->text);
	*message = view_message(a, c, sequence);
	answer.messages = message;
	answer.message_count = 1;
	tell(a, from, answer);
	if (is_new)
		publish_message(a, c, sequence, STATE_EVENT_MESSAGES_RECEIVED, from);
}

static void do_load(struct agreement *a, int from, const struct state_request *request)
{
	const struct server_conversation *c = server_find(a, request->conversation);
	int64_t end = request->before > 0 ? request->before - 1 : newest(c);
	int64_t first = end > request->count ? end - request->count + 1 : 1;
	struct state_event answer = done(request);
	struct state_message *messages = arena_array(&a->arena, (size_t)request->count, sizeof(*messages));
	for (int64_t i = first; i <= end; i++)
		messages[answer.message_count++] = view_message(a, c, i);
	answer.messages = messages;
	answer.complete = first == 1;
	tell(a, from, answer);
}

static void do_read(struct agreement *a, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(a, request->conversation);
	int64_t sequence = request->sequence > 0 ? request->sequence : newest(c);
	assert_true(sequence <= newest(c));
	tell(a, from, done(request));
	if (sequence <= c->read)
		return;
	c->read = sequence;
	publish_conversation(a, c);
}

static void do_read_all(struct agreement *a, int from, const struct state_request *request)
{
	tell(a, from, done(request));
	for (size_t i = 0; i < a->conversation_count; i++) {
		struct server_conversation *c = &a->conversations[i];
		if (c->read == newest(c) || (request->convgroup && !is_member(c, request->convgroup)))
			continue;
		c->read = newest(c);
		publish_conversation(a, c);
	}
}

static void do_unread(struct agreement *a, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(a, request->conversation);
	int64_t sequence = next_of_others(c, request->sequence) - 1;
	tell(a, from, done(request));
	if (sequence >= c->read)
		return;
	c->read = sequence;
	publish_conversation(a, c);
}

static void do_pin(struct agreement *a, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(a, request->conversation);
	tell(a, from, done(request));
	if (c->pinned == request->flag)
		return;
	c->pinned = request->flag;
	publish_conversation(a, c);
}

static void file(struct agreement *a, struct server_conversation *c, const char *convgroup)
{
	struct strlist sorted = {0};
	strlist_add(&c->convgroups, convgroup);
	for (size_t i = 0; i < a->convgroups.len; i++)
		if (strlist_contains(&c->convgroups, a->convgroups.items[i]))
			strlist_add(&sorted, a->convgroups.items[i]);
	strlist_finish(&c->convgroups);
	c->convgroups = sorted;
}

static void do_create(struct agreement *a, int from, const struct state_request *request)
{
	if (a->convgroups.len >= CONVGROUPS_MAX || strlist_contains(&a->convgroups, request->convgroup)) {
		tell(a, from, failed(request, 51010));
		return;
	}
	strlist_add(&a->convgroups, request->convgroup);
	tell(a, from, done(request));
	for (size_t i = 0; i < request->conversations.len; i++) {
		struct server_conversation *c = server_find(a, request->conversations.items[i]);
		file(a, c, request->convgroup);
		publish_conversation(a, c);
	}
	publish(a, convgroups_event(a), -1);
}

static void do_delete(struct agreement *a, int from, const struct state_request *request)
{
	if (!strlist_remove(&a->convgroups, request->convgroup)) {
		tell(a, from, failed(request, 51009));
		return;
	}
	tell(a, from, done(request));
	for (size_t i = 0; i < a->conversation_count; i++)
		if (strlist_remove(&a->conversations[i].convgroups, request->convgroup))
			publish_conversation(a, &a->conversations[i]);
	publish(a, convgroups_event(a), -1);
}

static void do_rename(struct agreement *a, int from, const struct state_request *request)
{
	ptrdiff_t at = strlist_index(&a->convgroups, request->convgroup);
	if (at < 0 || strlist_contains(&a->convgroups, request->new_name)) {
		tell(a, from, failed(request, 51009));
		return;
	}
	mem_replace(&a->convgroups.items[at], request->new_name);
	tell(a, from, done(request));
	for (size_t i = 0; i < a->conversation_count; i++) {
		struct strlist *filed = &a->conversations[i].convgroups;
		ptrdiff_t member = strlist_index(filed, request->convgroup);
		if (member < 0)
			continue;
		mem_replace(&filed->items[member], request->new_name);
		publish_conversation(a, &a->conversations[i]);
	}
	publish(a, convgroups_event(a), -1);
}

static void resort(struct agreement *a)
{
	for (size_t i = 0; i < a->conversation_count; i++) {
		struct server_conversation *c = &a->conversations[i];
		char *first = c->convgroups.len ? mem_strdup(c->convgroups.items[0]) : NULL;
		if (first && strlist_remove(&c->convgroups, first))
			file(a, c, first);
		free(first);
	}
}

static void do_sort(struct agreement *a, int from, const struct state_request *request)
{
	bool whole = request->convgroups.len == a->convgroups.len;
	for (size_t i = 0; whole && i < a->convgroups.len; i++)
		whole = strspan_contains(request->convgroups, a->convgroups.items[i]);
	if (!whole) {
		tell(a, from, failed(request, 51009));
		return;
	}
	tell(a, from, done(request));
	if (!strlist_assign(&a->convgroups, request->convgroups))
		return;
	resort(a);
	publish(a, convgroups_event(a), -1);
}

/* Out of `from_name`, into `to_name`, either may be NULL. */
static void do_filing(struct agreement *a, int from, const struct state_request *request,
                      const char *from_name, const char *to_name)
{
	if ((from_name && !strlist_contains(&a->convgroups, from_name)) ||
	    (to_name && !strlist_contains(&a->convgroups, to_name))) {
		tell(a, from, failed(request, 51009));
		return;
	}
	tell(a, from, done(request));
	for (size_t i = 0; i < request->conversations.len; i++) {
		struct server_conversation *c = server_find(a, request->conversations.items[i]);
		if (from_name && !str_equal(from_name, to_name))
			strlist_remove(&c->convgroups, from_name);
		if (to_name && !strlist_contains(&c->convgroups, to_name))
			file(a, c, to_name);
		publish_conversation(a, c);
	}
	if (from_name)
		publish_members(a, from_name);
	if (to_name)
		publish_members(a, to_name);
}

static void do_add(struct agreement *a, int from, const struct state_request *request)
{
	do_filing(a, from, request, NULL, request->convgroup);
}

static void do_remove(struct agreement *a, int from, const struct state_request *request)
{
	do_filing(a, from, request, request->convgroup, NULL);
}

static void do_move(struct agreement *a, int from, const struct state_request *request)
{
	do_filing(a, from, request, request->from_convgroup, request->convgroup);
}

/* Folds, which no terminal of this test looks at. */
static void do_set(struct agreement *a, int from, const struct state_request *request)
{
	tell(a, from, done(request));
}

static void (*const server_does[STATE_REQUEST_COUNT])(struct agreement *a, int from,
                                                      const struct state_request *request) = {
        [STATE_REQUEST_SYNC] = do_sync,
        [STATE_REQUEST_SEND] = do_send,
        [STATE_REQUEST_LOAD_MESSAGES] = do_load,
        [STATE_REQUEST_READ] = do_read,
        [STATE_REQUEST_READ_ALL] = do_read_all,
        [STATE_REQUEST_UNREAD] = do_unread,
        [STATE_REQUEST_PIN] = do_pin,
        [STATE_REQUEST_CONVGROUP_CREATE] = do_create,
        [STATE_REQUEST_CONVGROUP_DELETE] = do_delete,
        [STATE_REQUEST_CONVGROUP_RENAME] = do_rename,
        [STATE_REQUEST_CONVGROUP_SORT] = do_sort,
        [STATE_REQUEST_CONVGROUP_ADD] = do_add,
        [STATE_REQUEST_CONVGROUP_REMOVE] = do_remove,
        [STATE_REQUEST_CONVGROUP_MOVE] = do_move,
        [STATE_REQUEST_CONVGROUP_SET] = do_set,
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
			assert_true(t->connected);
			vec_push(&t->asked, state_request_copy(&a->arena, effect->request));
		}
	}
	for (size_t i = 0; i < pages.len; i++)
		happens_at(a, at, pages.items[i]);
	vec_finish(&pages);
}

static void happens_at(struct agreement *a, int at, struct state_event event)
{
	a->terminals[at].f.now_ms = a->now_ms;
	apply(&a->terminals[at].f, event);
	follow(a, at);
}

static void hear(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	if (t->told.len == 0)
		return;
	struct state_event event = t->told.items[0];
	vec_remove(&t->told, 0);
	happens_at(a, at, event);
}

static void serve(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	if (t->asked.len == 0)
		return;
	const struct state_request *request = t->asked.items[0];
	vec_remove(&t->asked, 0);
	assert_non_null(server_does[request->type]);
	server_does[request->type](a, at, request);
}

static void disconnect(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	if (!t->connected)
		return;
	t->connected = false;
	vec_clear(&t->asked);
	vec_clear(&t->told);
	happens_at(a, at, (struct state_event){.type = STATE_EVENT_SESSION, .status = STATE_OFFLINE});
}

static void reconnect(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	int64_t seen = t->f.state.position, last = (int64_t)a->log.len;
	bool resumed = seen > 0 && last - seen <= EVENTS_KEPT;
	if (t->connected)
		return;
	t->connected = true;
	vec_push(&t->told, ((struct state_event){.type = STATE_EVENT_LOGGED_IN,
	                                         .self = SELF,
	                                         .resumed = resumed,
	                                         .position = resumed ? 0 : last}));
	for (int64_t i = seen; resumed && i < last; i++)
		vec_push(&t->told, a->log.items[i].event);
	/* Nothing else happens on a connection before the login is answered. */
	hear(a, at);
}

/* Killed and started again: what is left is on the disk. */
static void restart(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	t->connected = false;
	vec_clear(&t->asked);
	vec_clear(&t->told);
	t->tickets = t->answers = 0;
	end(&t->f);
	begin(&t->f);
	happens_at(a, at, disk_load(&t->disk));
}

/* ---- what people do ---- */

static const char *some_id(struct agreement *a)
{
	return a->conversations[dice_below(&a->dice, (int)a->conversation_count)].id;
}

static const char *known_id(struct agreement *a, int at)
{
	const struct state *state = &a->terminals[at].f.state;
	if (state->order.len == 0)
		return NULL;
	const char *id = state->order.items[dice_below(&a->dice, (int)state->order.len)]->id;
	return arena_strdup(&a->arena, id);
}

static void somebody_writes(struct agreement *a)
{
	struct server_conversation *c = server_find(a, some_id(a));
	const char *text = dice_says(&a->dice, 10) ? "hey @" SELF : "hey";
	int64_t sequence = store(a, c, "bob", NULL, text);
	publish_message(a, c, sequence, STATE_EVENT_MESSAGES_RECEIVED, -1);
}

static void somebody_new_writes(struct agreement *a)
{
	if (a->conversation_count >= CONVERSATIONS_MAX)
		return;
	struct server_conversation *c = &a->conversations[a->conversation_count++];
	snprintf(c->id, sizeof(c->id), "%c%zu", a->conversation_count % 2 ? 'p' : 'r', a->conversation_count);
	publish_message(a, c, store(a, c, "bob", NULL, "who are you?"), STATE_EVENT_MESSAGES_RECEIVED, -1);
}

static void somebody_edits(struct agreement *a)
{
	struct server_conversation *c = server_find(a, some_id(a));
	if (newest(c) == 0)
		return;
	int64_t sequence = newest(c) - dice_below(&a->dice, newest(c) < 5 ? (int)newest(c) : 5);
	struct stored *stored = &c->messages.items[sequence - 1];
	mem_replace(&stored->text, arena_printf(&a->arena, "edited %zu", a->log.len));
	stored->edited = true;
	publish_message(a, c, sequence, STATE_EVENT_MESSAGES_CHANGED, -1);
}

static void write_at(struct agreement *a, int at)
{
	struct terminal *t = &a->terminals[at];
	const char *id = known_id(a, at);
	if (!id)
		return;
	const char *client_id = arena_printf(&a->arena, "t%d-%" PRIu64, at, ++t->writings);
	happens_at(a, at,
	           (struct state_event){.type = STATE_EVENT_SEND,
	                                .conversation = id,
	                                .client_id = client_id,
	                                .text = client_id});
}

static const char *some_convgroup(struct agreement *a)
{
	if (a->convgroups.len == 0 || dice_says(&a->dice, 20))
		return arena_printf(&a->arena, "group %" PRIu64, a->names++ % (2 * CONVGROUPS_MAX));
	return arena_strdup(&a->arena, a->convgroups.items[dice_below(&a->dice, (int)a->convgroups.len)]);
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
	const struct state_request request = {
	        .type = types[dice_below(&a->dice, (int)(sizeof(types) / sizeof(*types)))],
	        .ticket = dice_says(&a->dice, 50) ? ++a->terminals[at].tickets : 0,
	        .conversation = id,
	        .convgroup = dice_says(&a->dice, 50) ? some_convgroup(a) : NULL,
	        .sequence = last > back ? last - back : 0,
	};
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
	a->now_ms += dice_below(&a->dice, 400);
	if (what < 350)
		hear(a, at);
	else if (what < 650)
		serve(a, at);
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
		const struct terminal *t = &a->terminals[at];
		if (t->asked.len > 0 || t->told.len > 0 || state_next_wake(&t->f.state) != 0)
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
		a->now_ms += STATE_SEND_PAUSE_MS;
		for (int at = 0; at < TERMINALS; at++) {
			hear(a, at);
			serve(a, at);
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
		                 newest(s));
	if (str_equal(state->current, c->id))
		assert_true(c->loaded);
}

static void check_terminal_agrees(struct agreement *a, int at)
{
	const struct state *state = &a->terminals[at].f.state;
	assert_int_equal(state->status, STATE_ONLINE);
	assert_int_equal(state->order.len, a->conversation_count);
	assert_int_equal(state->edits.len, 0);
	assert_int_equal(state->convgroups.len, a->convgroups.len);
	for (size_t i = 0; i < a->convgroups.len; i++)
		assert_string_equal(state->convgroups.items[i].name, a->convgroups.items[i]);
	for (size_t i = 0; i < a->conversation_count; i++) {
		struct state_conversation view = view_conversation(a, &a->conversations[i]);
		const struct state_conversation *c = known(&a->terminals[at].f, view.id);
		view.name = view.peer;
		char *theirs = disk_content(&view, false), *ours = disk_content(c, false);
		assert_string_equal(ours, theirs);
		free(theirs);
		free(ours);
		check_window_agrees(state, c, &a->conversations[i]);
	}
	assert_int_equal(a->terminals[at].answers, a->terminals[at].tickets);
}

/* Each writing is stored once, and those of one terminal in one conversation in their order. */
static void check_all_was_stored(const struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++) {
		uint64_t count = 0;
		for (size_t i = 0; i < a->conversation_count; i++) {
			const struct server_conversation *c = &a->conversations[i];
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
	*a = (struct agreement){.dice = dice_with("test_agree", SEED), .now_ms = NOW};
	arena_init(&a->arena);
	for (int at = 0; at < TERMINALS; at++)
		begin(&a->terminals[at].f);
	for (int i = 0; i < CONVERSATIONS_MAX / 4; i++)
		somebody_new_writes(a);
}

static void agreement_end(struct agreement *a)
{
	for (int at = 0; at < TERMINALS; at++) {
		struct terminal *t = &a->terminals[at];
		vec_finish(&t->asked);
		vec_finish(&t->told);
		disk_finish(&t->disk);
		end(&t->f);
	}
	for (size_t i = 0; i < a->conversation_count; i++) {
		struct server_conversation *c = &a->conversations[i];
		for (size_t j = 0; j < c->messages.len; j++) {
			free(c->messages.items[j].client_id);
			free(c->messages.items[j].text);
		}
		vec_finish(&c->messages);
		strlist_finish(&c->convgroups);
	}
	strlist_finish(&a->convgroups);
	vec_finish(&a->log);
	arena_finish(&a->arena);
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
