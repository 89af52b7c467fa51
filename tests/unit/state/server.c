#include "unit/state/server.h"

#include "base/mem.h"
#include "base/str.h"

struct server_conversation *server_find(struct server *server, const char *id)
{
	for (size_t i = 0; i < server->conversation_count; i++)
		if (str_equal(server->conversations[i].id, id))
			return &server->conversations[i];
	return NULL;
}

int64_t server_newest(const struct server_conversation *c)
{
	return (int64_t)c->messages.len;
}

/* The next message that another one wrote past `sequence`; behind the newest where there is none. */
static int64_t next_of_others(const struct server_conversation *c, int64_t sequence)
{
	do
		sequence++;
	while (sequence <= server_newest(c) && str_equal(c->messages.items[sequence - 1].from, SELF));
	return sequence;
}

static int64_t unread(const struct server_conversation *c)
{
	int64_t count = 0;
	for (int64_t at = next_of_others(c, c->read); at <= server_newest(c); at = next_of_others(c, at))
		count++;
	return count;
}

static struct state_message view_message(struct server *server, const struct server_conversation *c,
                                         int64_t sequence)
{
	const struct stored *stored = &c->messages.items[sequence - 1];
	return (struct state_message){
	        .id = arena_printf(&server->arena, "%s-%lld", c->id, (long long)sequence),
	        .sequence = sequence,
	        .client_id = arena_strdup(&server->arena, stored->client_id),
	        .from = (char *)stored->from,
	        .time_ms = stored->time_ms,
	        .text = arena_strdup(&server->arena, stored->text),
	        .mentions_me = stored->mentions_me,
	        .edited = stored->edited,
	};
}

struct state_conversation server_view(struct server *server, const struct server_conversation *c)
{
	struct state_conversation view = {
	        .id = arena_strdup(&server->arena, c->id),
	        .kind = c->id[0] == 'r' ? STATE_ROOM : STATE_PERSON,
	        .peer = arena_strdup(&server->arena, c->id),
	        .pinned = c->pinned,
	        .read_sequence = c->read,
	        .unread = unread(c),
	        .last_sequence = server_newest(c),
	};
	struct strspan copy = strspan_copy(&server->arena, strlist_span(&c->convgroups));
	view.convgroups = (struct strlist){(char **)copy.items, copy.len, copy.len};
	for (int64_t i = c->read; i < server_newest(c); i++)
		view.mentions += c->messages.items[i].mentions_me;
	if (server_newest(c) > 0) {
		struct state_message last = view_message(server, c, server_newest(c));
		view.last_time_ms = last.time_ms;
		view.last_from = last.from;
		view.last_text = last.text;
	}
	return view;
}

static void tell(struct server *server, int to, struct state_event event)
{
	if (server->lines[to].connected)
		vec_push(&server->lines[to].told, event);
}

static void publish(struct server *server, struct state_event event, int not_to)
{
	event.position = (int64_t)server->log.len + 1;
	vec_push(&server->log, event);
	for (int to = 0; to < SERVER_LINES; to++)
		if (to != not_to)
			tell(server, to, event);
}

static void set_conversations(struct server *server, struct state_event *event,
                              bool (*wanted)(const struct server_conversation *c, const char *convgroup),
                              const char *convgroup)
{
	struct state_conversation *views =
	        arena_array(&server->arena, SERVER_CONVERSATIONS_MAX, sizeof(*views));
	for (size_t i = 0; i < server->conversation_count; i++)
		if (wanted(&server->conversations[i], convgroup))
			views[event->conversation_count++] = server_view(server, &server->conversations[i]);
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

static void publish_conversation(struct server *server, const struct server_conversation *c)
{
	struct state_conversation *view = arena_alloc(&server->arena, sizeof(*view));
	*view = server_view(server, c);
	publish(server,
	        (struct state_event){.type = STATE_EVENT_CONVERSATIONS_CHANGED,
	                             .conversations = view,
	                             .conversation_count = 1},
	        -1);
}

void server_publish(struct server *server, const struct server_conversation *c, int64_t sequence,
                    enum state_event_type type, int not_to)
{
	struct state_message *message = arena_alloc(&server->arena, sizeof(*message));
	const char **where = arena_alloc(&server->arena, sizeof(*where));
	*message = view_message(server, c, sequence);
	*where = arena_strdup(&server->arena, c->id);
	publish(server,
	        (struct state_event){.type = type,
	                             .messages = message,
	                             .message_conversations = where,
	                             .message_count = 1},
	        not_to);
}

static struct state_event convgroups_event(struct server *server)
{
	return (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED,
	                            .convgroups =
	                                    strspan_copy(&server->arena, strlist_span(&server->convgroups))};
}

static void publish_members(struct server *server, const char *convgroup)
{
	struct state_event event = {.type = STATE_EVENT_CONVGROUP_MEMBERS,
	                            .convgroup = arena_strdup(&server->arena, convgroup)};
	set_conversations(server, &event, is_member, convgroup);
	publish(server, event, -1);
}

int64_t server_store(struct server *server, struct server_conversation *c, const char *from,
                     const char *client_id, const char *text)
{
	struct stored stored = {
	        .client_id = mem_strdup(client_id),
	        .text = mem_strdup(text),
	        .from = from,
	        .time_ms = server->now_ms,
	        .mentions_me = !str_equal(from, SELF) && strstr(text, "@" SELF) != NULL,
	};
	vec_push(&c->messages, stored);
	if (unread(c) == 0)
		c->read = server_newest(c);
	return server_newest(c);
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

static void do_sync(struct server *server, int from, const struct state_request *request)
{
	struct state_event listed = {.type = STATE_EVENT_CONVERSATIONS_LISTED};
	set_conversations(server, &listed, is_any, NULL);
	tell(server, from, listed);
	tell(server, from, convgroups_event(server));
	tell(server, from, done(request));
}

static int64_t find_client_id(const struct server_conversation *c, const char *client_id)
{
	for (int64_t sequence = 1; sequence <= server_newest(c); sequence++)
		if (str_equal(c->messages.items[sequence - 1].client_id, client_id))
			return sequence;
	return 0;
}

static void do_send(struct server *server, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(server, request->conversation);
	struct state_message *message = arena_alloc(&server->arena, sizeof(*message));
	struct state_event answer = done(request);
	if (dice_says(server->dice, 10)) {
		tell(server, from, failed(request, 10023));
		return;
	}
	int64_t sequence = find_client_id(c, request->client_id);
	bool is_new = sequence == 0;
	if (is_new)
		sequence = server_store(server, c, SELF, request->client_id, request->text);
	*message = view_message(server, c, sequence);
	answer.messages = message;
	answer.message_count = 1;
	tell(server, from, answer);
	if (is_new)
		server_publish(server, c, sequence, STATE_EVENT_MESSAGES_RECEIVED, from);
}

static void do_load(struct server *server, int from, const struct state_request *request)
{
	const struct server_conversation *c = server_find(server, request->conversation);
	int64_t end = request->before > 0 ? request->before - 1 : server_newest(c);
	int64_t first = end > request->count ? end - request->count + 1 : 1;
	struct state_event answer = done(request);
	struct state_message *messages =
	        arena_array(&server->arena, (size_t)request->count, sizeof(*messages));
	for (int64_t i = first; i <= end; i++)
		messages[answer.message_count++] = view_message(server, c, i);
	answer.messages = messages;
	answer.complete = first == 1;
	tell(server, from, answer);
}

/* The answer says what is so then, changed or not. */
static void mark(struct server *server, int from, const struct state_request *request, int64_t sequence)
{
	struct server_conversation *c = server_find(server, request->conversation);
	struct state_conversation *view = arena_alloc(&server->arena, sizeof(*view));
	struct state_event answer = done(request);
	bool changed = c->read != sequence;
	c->read = sequence;
	*view = server_view(server, c);
	answer.conversations = view;
	answer.conversation_count = 1;
	tell(server, from, answer);
	if (changed)
		publish_conversation(server, c);
}

static void do_read(struct server *server, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(server, request->conversation);
	int64_t sequence = request->sequence > 0 ? request->sequence : server_newest(c);
	assert_true(sequence <= server_newest(c));
	mark(server, from, request, sequence > c->read ? sequence : c->read);
}

static void do_read_all(struct server *server, int from, const struct state_request *request)
{
	tell(server, from, done(request));
	for (size_t i = 0; i < server->conversation_count; i++) {
		struct server_conversation *c = &server->conversations[i];
		if (c->read == server_newest(c) || (request->convgroup && !is_member(c, request->convgroup)))
			continue;
		c->read = server_newest(c);
		publish_conversation(server, c);
	}
}

static void do_unread(struct server *server, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(server, request->conversation);
	int64_t sequence = next_of_others(c, request->sequence) - 1;
	mark(server, from, request, sequence < c->read ? sequence : c->read);
}

static void do_pin(struct server *server, int from, const struct state_request *request)
{
	struct server_conversation *c = server_find(server, request->conversation);
	tell(server, from, done(request));
	if (c->pinned == request->flag)
		return;
	c->pinned = request->flag;
	publish_conversation(server, c);
}

static void file(struct server *server, struct server_conversation *c, const char *convgroup)
{
	struct strlist sorted = {0};
	strlist_add(&c->convgroups, convgroup);
	for (size_t i = 0; i < server->convgroups.len; i++)
		if (strlist_contains(&c->convgroups, server->convgroups.items[i]))
			strlist_add(&sorted, server->convgroups.items[i]);
	strlist_finish(&c->convgroups);
	c->convgroups = sorted;
}

static void do_create(struct server *server, int from, const struct state_request *request)
{
	if (server->convgroups.len >= SERVER_CONVGROUPS_MAX ||
	    strlist_contains(&server->convgroups, request->convgroup)) {
		tell(server, from, failed(request, 51010));
		return;
	}
	strlist_add(&server->convgroups, request->convgroup);
	tell(server, from, done(request));
	for (size_t i = 0; i < request->conversations.len; i++) {
		struct server_conversation *c = server_find(server, request->conversations.items[i]);
		file(server, c, request->convgroup);
		publish_conversation(server, c);
	}
	publish(server, convgroups_event(server), -1);
}

static void do_delete(struct server *server, int from, const struct state_request *request)
{
	if (!strlist_remove(&server->convgroups, request->convgroup)) {
		tell(server, from, failed(request, 51009));
		return;
	}
	tell(server, from, done(request));
	for (size_t i = 0; i < server->conversation_count; i++)
		if (strlist_remove(&server->conversations[i].convgroups, request->convgroup))
			publish_conversation(server, &server->conversations[i]);
	publish(server, convgroups_event(server), -1);
}

static void do_rename(struct server *server, int from, const struct state_request *request)
{
	ptrdiff_t at = strlist_index(&server->convgroups, request->convgroup);
	if (at < 0 || strlist_contains(&server->convgroups, request->new_name)) {
		tell(server, from, failed(request, 51009));
		return;
	}
	mem_replace(&server->convgroups.items[at], request->new_name);
	tell(server, from, done(request));
	for (size_t i = 0; i < server->conversation_count; i++) {
		struct strlist *filed = &server->conversations[i].convgroups;
		ptrdiff_t member = strlist_index(filed, request->convgroup);
		if (member < 0)
			continue;
		mem_replace(&filed->items[member], request->new_name);
		publish_conversation(server, &server->conversations[i]);
	}
	publish(server, convgroups_event(server), -1);
}

static void resort(struct server *server)
{
	for (size_t i = 0; i < server->conversation_count; i++) {
		struct server_conversation *c = &server->conversations[i];
		char *first = c->convgroups.len ? mem_strdup(c->convgroups.items[0]) : NULL;
		if (first && strlist_remove(&c->convgroups, first))
			file(server, c, first);
		free(first);
	}
}

static void do_sort(struct server *server, int from, const struct state_request *request)
{
	bool whole = request->convgroups.len == server->convgroups.len;
	for (size_t i = 0; whole && i < server->convgroups.len; i++)
		whole = strspan_contains(request->convgroups, server->convgroups.items[i]);
	if (!whole) {
		tell(server, from, failed(request, 51009));
		return;
	}
	tell(server, from, done(request));
	if (!strlist_assign(&server->convgroups, request->convgroups))
		return;
	resort(server);
	publish(server, convgroups_event(server), -1);
}

/* Out of `from_name`, into `to_name`, either may be NULL. */
static void do_filing(struct server *server, int from, const struct state_request *request,
                      const char *from_name, const char *to_name)
{
	if ((from_name && !strlist_contains(&server->convgroups, from_name)) ||
	    (to_name && !strlist_contains(&server->convgroups, to_name))) {
		tell(server, from, failed(request, 51009));
		return;
	}
	tell(server, from, done(request));
	for (size_t i = 0; i < request->conversations.len; i++) {
		struct server_conversation *c = server_find(server, request->conversations.items[i]);
		if (from_name && !str_equal(from_name, to_name))
			strlist_remove(&c->convgroups, from_name);
		if (to_name && !strlist_contains(&c->convgroups, to_name))
			file(server, c, to_name);
		publish_conversation(server, c);
	}
	if (from_name)
		publish_members(server, from_name);
	if (to_name)
		publish_members(server, to_name);
}

static void do_add(struct server *server, int from, const struct state_request *request)
{
	do_filing(server, from, request, NULL, request->convgroup);
}

static void do_remove(struct server *server, int from, const struct state_request *request)
{
	do_filing(server, from, request, request->convgroup, NULL);
}

static void do_move(struct server *server, int from, const struct state_request *request)
{
	do_filing(server, from, request, request->from_convgroup, request->convgroup);
}

/* Folds, which no terminal of this test looks at. */
static void do_set(struct server *server, int from, const struct state_request *request)
{
	tell(server, from, done(request));
}

static void (*const server_does[STATE_REQUEST_COUNT])(struct server *server, int from,
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

void server_init(struct server *server, struct dice *dice)
{
	*server = (struct server){.dice = dice, .now_ms = NOW};
	arena_init(&server->arena);
}

static void finish_conversation(struct server_conversation *c)
{
	for (size_t i = 0; i < c->messages.len; i++) {
		free(c->messages.items[i].client_id);
		free(c->messages.items[i].text);
	}
	vec_finish(&c->messages);
	strlist_finish(&c->convgroups);
}

void server_finish(struct server *server)
{
	for (int i = 0; i < SERVER_LINES; i++) {
		vec_finish(&server->lines[i].asked);
		vec_finish(&server->lines[i].told);
	}
	for (size_t i = 0; i < server->conversation_count; i++)
		finish_conversation(&server->conversations[i]);
	strlist_finish(&server->convgroups);
	vec_finish(&server->log);
	arena_finish(&server->arena);
}

void server_serve(struct server *server, int from)
{
	struct server_line *line = &server->lines[from];
	if (line->asked.len == 0)
		return;
	const struct state_request *request = line->asked.items[0];
	vec_remove(&line->asked, 0);
	assert_non_null(server_does[request->type]);
	server_does[request->type](server, from, request);
}

void server_connect(struct server *server, int from, int64_t seen)
{
	struct server_line *line = &server->lines[from];
	int64_t last = (int64_t)server->log.len;
	bool resumed = seen > 0 && last - seen <= SERVER_EVENTS_KEPT;
	line->connected = true;
	vec_push(&line->told, ((struct state_event){.type = STATE_EVENT_LOGGED_IN,
	                                            .self = SELF,
	                                            .resumed = resumed,
	                                            .position = resumed ? 0 : last}));
	for (int64_t i = seen; resumed && i < last; i++)
		vec_push(&line->told, server->log.items[i]);
}

void server_disconnect(struct server *server, int from)
{
	struct server_line *line = &server->lines[from];
	line->connected = false;
	vec_clear(&line->asked);
	vec_clear(&line->told);
}
