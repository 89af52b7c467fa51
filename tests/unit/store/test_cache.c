#include "store/cache_internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/log.h"
#include "store/sql.h"

/* The model's strings are its own; these are only read. */
#define S(literal) ((char *)(literal))

struct fixture {
	char folder[64], path[96];
	struct cache *cache;
	struct state_event_list events;
	FILE *log;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	strcpy(f->folder, "/tmp/covey-test-cache.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/account.db", f->folder);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	state_event_list_init(&f->events);
	f->log = fopen("/dev/null", "w");
	log_set_file(f->log);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	char command[96];
	cache_close(f->cache);
	state_event_list_finish(&f->events);
	log_set_file(NULL);
	fclose(f->log);
	snprintf(command, sizeof(command), "rm -r '%s'", f->folder);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

static void reopen(struct fixture *f)
{
	cache_close(f->cache);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
}

static const struct state_event *load(struct fixture *f)
{
	state_event_list_clear(&f->events);
	assert_true(cache_load(f->cache, &f->events, NULL));
	assert_int_equal(f->events.events.len, 1);
	assert_int_equal(f->events.events.items[0].type, STATE_EVENT_CACHE_LOADED);
	return &f->events.events.items[0];
}

static const struct state_event *load_messages(struct fixture *f, const char *id, int64_t before, int count)
{
	state_event_list_clear(&f->events);
	assert_true(cache_load_messages(f->cache, id, before, count, &f->events, NULL));
	assert_int_equal(f->events.events.len, 1);
	return &f->events.events.items[0];
}

static struct state_message waiting(const char *client_id, const char *text)
{
	return (struct state_message){
	        .client_id = (char *)client_id,
	        .from = S("alice"),
	        .time_ms = 1700000000000,
	        .text = (char *)text,
	        .delivery = STATE_WAITING,
	};
}

static void put(struct fixture *f, const char *client_id, const char *text)
{
	struct state_message message = waiting(client_id, text);
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_put(f->cache, "C2Cbob", &message, NULL));
	assert_true(cache_commit(f->cache, NULL));
}

static void save_sequences(struct fixture *f, const char *id, const int64_t *sequences)
{
	assert_true(cache_begin(f->cache, NULL));
	for (; *sequences; sequences++) {
		struct state_message message = {
		        .id = S("m"), .text = S("t"), .from = S("bob"), .sequence = *sequences};
		assert_true(cache_save_messages(f->cache, id, &message, 1, NULL));
	}
	assert_true(cache_commit(f->cache, NULL));
}

static void run_sql(struct fixture *f, const char *script)
{
	struct sql_config config = {
	        .path = f->path, .migrations = cache_migrations, .migration_count = cache_migration_count};
	struct sql *sql = sql_open(&config, NULL);
	assert_non_null(sql);
	assert_true(sql_exec(sql, script, NULL));
	sql_close(sql);
}

/* Spoils the pages behind the first, where the tables' rows are. */
static void spoil(struct fixture *f, long from, long count)
{
	run_sql(f, "PRAGMA journal_mode = DELETE");
	FILE *file = fopen(f->path, "r+");
	fseek(file, from, SEEK_SET);
	for (long i = 0; i < count; i++)
		fputc('x', file);
	fclose(file);
}

static bool is_there(struct fixture *f, const char *ending)
{
	char path[128];
	snprintf(path, sizeof(path), "%s%s", f->path, ending);
	return access(path, F_OK) == 0;
}

static void test_new_cache_loads_as_an_empty_account(void **state)
{
	struct fixture *f = *state;
	const struct state_event *event = load(f);
	assert_null(event->self);
	assert_int_equal(event->position, 0);
	assert_int_equal(event->conversation_count, 0);
	assert_int_equal(event->message_count, 0);
}

static void test_file_is_for_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_conversation_comes_back_whole(void **state)
{
	struct fixture *f = *state;
	char *names[] = {S("Suppliers"), S("研究")};
	struct state_conversation saved = {
	        .id = S("GROUPtest"),
	        .kind = STATE_ROOM,
	        .peer = S("test"),
	        .name = S("test 部屋"),
	        .unread = 3,
	        .mentions = 1,
	        .read_sequence = 40,
	        .peer_read_sequence = 39,
	        .read_told = 38,
	        .draft = S("not\nyet"),
	        .draft_mine = true,
	        .pinned = true,
	        .remind = STATE_REMIND_MENTIONS,
	        .convgroups = {.items = names, .len = 2},
	        .last_sequence = 43,
	        .last_time_ms = 1700000000123,
	        .last_from = S("bob"),
	        .last_text = S("two\nlines"),
	};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &saved, NULL));
	assert_true(cache_commit(f->cache, NULL));
	reopen(f);
	const struct state_event *event = load(f);
	assert_int_equal(event->conversation_count, 1);
	const struct state_conversation *c = &event->conversations[0];
	assert_string_equal(c->id, saved.id);
	assert_int_equal(c->kind, saved.kind);
	assert_string_equal(c->peer, saved.peer);
	assert_string_equal(c->name, saved.name);
	assert_int_equal(c->unread, 3);
	assert_int_equal(c->mentions, 1);
	assert_int_equal(c->read_sequence, 40);
	assert_int_equal(c->peer_read_sequence, 39);
	assert_int_equal(c->read_told, 38);
	assert_string_equal(c->draft, "not\nyet");
	assert_true(c->draft_mine);
	assert_true(c->pinned);
	assert_int_equal(c->remind, STATE_REMIND_MENTIONS);
	assert_int_equal(c->convgroups.len, 2);
	assert_string_equal(c->convgroups.items[0], "Suppliers");
	assert_string_equal(c->convgroups.items[1], "研究");
	assert_int_equal(c->last_sequence, 43);
	assert_int_equal(c->last_time_ms, 1700000000123);
	assert_string_equal(c->last_from, "bob");
	assert_string_equal(c->last_text, "two\nlines");
}

static void test_saving_again_replaces_the_filing(void **state)
{
	struct fixture *f = *state;
	char *names[] = {S("Suppliers"), S("Research")};
	struct state_conversation c = {.id = S("C2Cbob"), .peer = S("bob"), .name = S("bob")};
	assert_true(cache_begin(f->cache, NULL));
	c.convgroups = (struct strlist){.items = names, .len = 2};
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	c.convgroups = (struct strlist){.items = names + 1, .len = 1};
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_int_equal(event->conversations[0].convgroups.len, 1);
	assert_string_equal(event->conversations[0].convgroups.items[0], "Research");
}

static void test_smart_groups_keep_order_and_folds(void **state)
{
	struct fixture *f = *state;
	struct state_smart two[] = {{.name = S("unread"), .expression = S("unread"), .folded = true},
	                            {.name = S("Old"), .expression = S("idle>30d")}};
	cache_begin(f->cache, NULL);
	assert_true(cache_save_smarts(f->cache, two, 1, NULL));
	assert_true(cache_save_smarts(f->cache, two, 2, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_int_equal(event->cached_smart_count, 2);
	assert_string_equal(event->cached_smarts[0].name, "unread");
	assert_true(event->cached_smarts[0].folded);
	assert_string_equal(event->cached_smarts[1].expression, "idle>30d");
	assert_false(event->cached_smarts[1].folded);
}

static void test_names_are_kept_until_all_is_forgotten(void **state)
{
	struct fixture *f = *state;
	cache_begin(f->cache, NULL);
	assert_true(cache_save_name(f->cache, "carol", "Carol C.", NULL));
	assert_true(cache_save_name(f->cache, "carol", "Carol D.", NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_int_equal(event->person_count, 1);
	assert_string_equal(event->people[0].id, "carol");
	assert_string_equal(event->people[0].name, "Carol D.");
	cache_begin(f->cache, NULL);
	assert_true(cache_forget_all(f->cache, NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(load(f)->person_count, 0);
}

static void test_convgroups_keep_order_and_folds(void **state)
{
	struct fixture *f = *state;
	struct state_convgroup three[] = {{.name = S("Zebra"), .folded = true, .data = S("folded")},
	                                  {.name = S("Apple")},
	                                  {.name = S("Middle"), .folded = true}};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_convgroups(f->cache, three, 3, false, NULL));
	assert_true(cache_save_convgroups(f->cache, three, 2, true, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_int_equal(event->cached_convgroup_count, 2);
	assert_string_equal(event->cached_convgroups[0].name, "Zebra");
	assert_true(event->cached_convgroups[0].folded);
	assert_string_equal(event->cached_convgroups[0].data, "folded");
	assert_string_equal(event->cached_convgroups[1].name, "Apple");
	assert_false(event->cached_convgroups[1].folded);
	assert_true(event->cached_inbox_folded);
}

static void test_uncommitted_tick_changes_nothing_not_even_the_position(void **state)
{
	struct fixture *f = *state;
	struct state_conversation c = {.id = S("C2Cbob"), .peer = S("bob"), .name = S("bob")};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_save_session(f->cache, "alice", 7, "C2Cbob", NULL));
	reopen(f);
	const struct state_event *event = load(f);
	assert_null(event->self);
	assert_int_equal(event->position, 0);
	assert_int_equal(event->conversation_count, 0);
}

static void test_session_comes_back(void **state)
{
	struct fixture *f = *state;
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_session(f->cache, "alice", 812, "C2Cbob", NULL));
	assert_true(cache_commit(f->cache, NULL));
	reopen(f);
	const struct state_event *event = load(f);
	assert_string_equal(event->self, "alice");
	assert_int_equal(event->position, 812);
	assert_string_equal(event->conversation, "C2Cbob");
}

static void test_after_a_lost_transaction_everything_is_asked_for_again(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	struct cache *other = cache_open(f->path, NULL);
	assert_true(cache_begin(other, NULL));
	assert_false(cache_begin(f->cache, &err));
	assert_non_null(strstr(err.text, "locked"));
	assert_true(cache_commit(other, NULL));
	cache_close(other);

	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_session(f->cache, "alice", 812, NULL, NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(load(f)->position, 0);
}

static void test_failed_write_takes_its_tick_with_it(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	struct state_message message = {.id = S("m"), .text = S("t"), .sequence = 1};
	run_sql(f,
	        "CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT raise(ABORT, 'disk full'); END");
	assert_true(cache_begin(f->cache, NULL));
	assert_false(cache_save_messages(f->cache, "C2Cbob", &message, 1, &err));
	assert_non_null(strstr(err.text, "disk full"));
	assert_true(cache_save_session(f->cache, "alice", 5, NULL, NULL));
	assert_false(cache_commit(f->cache, &err));
	assert_null(load(f)->self);
}

static void test_message_comes_back_whole(void **state)
{
	struct fixture *f = *state;
	struct state_message m = {
	        .id = S("m-1"),
	        .sequence = 9,
	        .client_id = S("uuid"),
	        .from = S("bob"),
	        .time_ms = 1700000000999,
	        .kind = STATE_FILE,
	        .text = S("scan.pdf"),
	        .reply_to = S("m-0"),
	        .mentions_me = true,
	        .edited = true,
	        .recalled = true,
	        .deleted = true,
	        .quote_sequence = 7,
	        .quote_from = S("carol"),
	        .quote_text = S("who?"),
	        .reactions = S("👍 bob"),
	};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	assert_true(cache_commit(f->cache, NULL));
	reopen(f);
	const struct state_event *event = load_messages(f, "C2Cbob", 0, 10);
	assert_int_equal(event->message_count, 1);
	const struct state_message *got = &event->messages[0];
	assert_string_equal(got->id, "m-1");
	assert_int_equal(got->sequence, 9);
	assert_string_equal(got->client_id, "uuid");
	assert_string_equal(got->from, "bob");
	assert_int_equal(got->time_ms, 1700000000999);
	assert_int_equal(got->kind, STATE_FILE);
	assert_string_equal(got->text, "scan.pdf");
	assert_string_equal(got->reply_to, "m-0");
	assert_true(got->mentions_me && got->edited && got->recalled && got->deleted);
	assert_int_equal(got->quote_sequence, 7);
	assert_string_equal(got->quote_from, "carol");
	assert_string_equal(got->quote_text, "who?");
	assert_string_equal(got->reactions, "👍 bob");
	assert_int_equal(got->delivery, STATE_DELIVERED);
	assert_int_equal(load_messages(f, "C2Ccarol", 0, 10)->message_count, 0);
}

static void test_what_was_recalled_is_quoted_no_more(void **state)
{
	struct fixture *f = *state;
	struct state_message messages[] = {
	        {.id = S("m-1"), .sequence = 1, .text = S("a secret")},
	        {.id = S("m-2"), .sequence = 2, .reply_to = S("m-1"), .quote_text = S("a secret")},
	        {.id = S("m-3"), .sequence = 3, .reply_to = S("m-0"), .quote_text = S("known")},
	};
	struct state_message recalled = {.id = S("m-1"), .sequence = 1, .text = S(""), .recalled = true};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", messages, 3, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", &recalled, 1, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load_messages(f, "C2Cbob", 0, 10);
	assert_string_equal(event->messages[1].quote_text, "");
	assert_string_equal(event->messages[2].quote_text, "known");
}

static void test_page_is_ascending_and_ends_at_a_hole(void **state)
{
	struct fixture *f = *state;
	save_sequences(f, "C2Cbob", (int64_t[]){1, 2, 3, 6, 7, 8, 9, 0});
	const struct state_event *event = load_messages(f, "C2Cbob", 0, 10);
	assert_int_equal(event->message_count, 4);
	assert_int_equal(event->messages[0].sequence, 6);
	assert_int_equal(event->messages[3].sequence, 9);
	event = load_messages(f, "C2Cbob", 0, 2);
	assert_int_equal(event->message_count, 2);
	assert_int_equal(event->messages[0].sequence, 8);
	event = load_messages(f, "C2Cbob", 4, 10);
	assert_int_equal(event->message_count, 3);
	assert_int_equal(event->messages[0].sequence, 1);
}

static const struct state_event *seek(struct fixture *f, enum state_seek kind, int64_t sequence, int count)
{
	const struct state_request request = {.type = STATE_REQUEST_SEEK,
	                                      .seek = kind,
	                                      .conversation = "C2Cbob",
	                                      .sequence = sequence,
	                                      .time_ms = sequence,
	                                      .count = count};
	state_event_list_clear(&f->events);
	assert_true(cache_seek(f->cache, &request, &f->events, NULL));
	return &f->events.events.items[0];
}

static void test_what_is_around_a_message_ends_at_holes(void **state)
{
	struct fixture *f = *state;
	save_sequences(f, "C2Cbob", (int64_t[]){1, 3, 4, 5, 6, 8, 0});
	const struct state_event *event = seek(f, STATE_SEEK_MESSAGE, 5, 10);
	assert_int_equal(event->sequence, 5);
	assert_int_equal(event->message_count, 4);
	assert_int_equal(event->messages[0].sequence, 3);
	assert_int_equal(event->messages[3].sequence, 6);
	event = seek(f, STATE_SEEK_MESSAGE, 5, 2);
	assert_int_equal(event->message_count, 2);
	assert_int_equal(event->messages[0].sequence, 5);
	event = seek(f, STATE_SEEK_MESSAGE, 7, 10);
	assert_int_equal(event->sequence, 0);
	assert_int_equal(event->message_count, 0);
}

static void test_times_and_mentions_are_found(void **state)
{
	struct fixture *f = *state;
	struct state_message messages[] = {
	        {.id = S("1"), .sequence = 1, .time_ms = 100, .mentions_me = true},
	        {.id = S("2"), .sequence = 2, .time_ms = 200},
	        {.id = S("3"), .sequence = 3, .time_ms = 300, .mentions_me = true, .recalled = true},
	};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", messages, 3, NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(seek(f, STATE_SEEK_TIME, 150, 10)->sequence, 2);
	assert_int_equal(seek(f, STATE_SEEK_TIME, 301, 10)->sequence, 0);
	assert_int_equal(seek(f, STATE_SEEK_MENTION, 0, 10)->sequence, 1);
	assert_int_equal(seek(f, STATE_SEEK_MENTION, 1, 10)->sequence, 0);
}

static size_t search_before(struct fixture *f, const char *text, int64_t time_ms, const char *conversation,
                            const char *convgroup)
{
	const struct state_request request = {.id = 7,
	                                      .type = STATE_REQUEST_SEARCH,
	                                      .text = text,
	                                      .conversation = conversation,
	                                      .convgroup = convgroup,
	                                      .time_ms = time_ms,
	                                      .count = 10};
	state_event_list_clear(&f->events);
	assert_true(cache_search(f->cache, &request, &f->events, NULL));
	assert_int_equal(f->events.events.items[0].type, STATE_EVENT_ANSWERED);
	assert_int_equal(f->events.events.items[0].request_id, 7);
	return f->events.events.items[0].message_count;
}

static size_t search(struct fixture *f, const char *text, const char *conversation, const char *convgroup)
{
	return search_before(f, text, 0, conversation, convgroup);
}

static const struct state_message *found(const struct fixture *f, size_t at)
{
	return &f->events.events.items[0].messages[at];
}

/* The times of what a server says can be any. */
static void test_found_messages_come_by_their_times_whenever_they_were_saved(void **state)
{
	struct fixture *f = *state;
	static const int64_t times[] = {300, 100, INT64_MAX, 200, -5, 200, INT64_MIN};
	assert_true(cache_begin(f->cache, NULL));
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		struct state_message m = {
		        .id = S("m"), .text = S("word"), .sequence = (int64_t)i + 1, .time_ms = times[i]};
		assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	}
	assert_true(cache_commit(f->cache, NULL));
	static const int64_t newest_first[] = {3, 1, 6, 4, 2, 7, 5};
	assert_int_equal(search(f, "word", NULL, NULL), sizeof(newest_first) / sizeof(*newest_first));
	for (size_t i = 0; i < sizeof(newest_first) / sizeof(*newest_first); i++)
		assert_int_equal(found(f, i)->sequence, newest_first[i]);
	assert_int_equal(search_before(f, "word", 200, NULL, NULL), 3);
	assert_int_equal(found(f, 0)->sequence, 2);
}

static void test_what_an_older_covey_saved_is_found_by_its_times(void **state)
{
	struct fixture *f = *state;
	cache_close(f->cache);
	f->cache = NULL;
	assert_int_equal(unlink(f->path), 0);
	struct sql_config config = {.path = f->path, .migrations = cache_migrations, .migration_count = 1};
	struct sql *sql = sql_open(&config, NULL);
	assert_true(sql_exec(sql,
	                     "INSERT INTO message (conversation, sequence, id, sender, time_ms, kind, text,"
	                     " mentions_me, edited, recalled)"
	                     " VALUES ('C2Cbob', 1, 'a', 'bob', 20, 0, 'word', 0, 0, 0),"
	                     " ('C2Ceve', 1, 'b', 'eve', 10, 0, 'word', 0, 0, 0), ('C2Ceve', 2, 'c', 'eve', "
	                     "20, 0, 'word', 0, 0, 0)",
	                     NULL));
	sql_close(sql);
	f->cache = cache_open(f->path, NULL);
	assert_int_equal(search(f, "word", NULL, NULL), 3);
	assert_string_equal(found(f, 0)->id, "c");
	assert_string_equal(found(f, 1)->id, "a");
	assert_string_equal(found(f, 2)->id, "b");
}

static void test_messages_are_found_by_their_words_as_they_are_now(void **state)
{
	struct fixture *f = *state;
	char *names[] = {S("Suppliers")};
	struct state_conversation c = {.id = S("C2Cbob"), .convgroups = {.items = names, .len = 1}};
	struct state_message messages[] = {
	        {.id = S("1"), .sequence = 1, .time_ms = 100, .from = S("bob"), .text = S("Ärger 项目会议")},
	        {.id = S("2"), .sequence = 2, .time_ms = 200, .from = S("bob"), .text = S("argument")},
	};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", messages, 2, NULL));
	assert_true(cache_save_messages(f->cache, "C2Ccarol", messages, 1, NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(search(f, "arg", NULL, NULL), 3);
	assert_int_equal(f->events.events.items[0].messages[0].sequence, 2);
	assert_string_equal(f->events.events.items[0].message_conversations[0], "C2Cbob");
	assert_int_equal(search(f, "arg", "C2Ccarol", NULL), 1);
	assert_int_equal(search(f, "会议", NULL, "Suppliers"), 1);
	assert_int_equal(search(f, " ", NULL, NULL), 0);
	messages[1].text = S("edited");
	messages[0].recalled = true;
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", messages, 2, NULL));
	assert_true(cache_forget_conversation(f->cache, "C2Ccarol", NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(search(f, "arg", NULL, NULL), 0);
	assert_int_equal(search(f, "edit", NULL, NULL), 1);
}

/* Messages 1 to `last`, a day apart, the last one now. */
static void save_days(struct fixture *f, const char *id, int64_t last, int64_t now, int64_t day)
{
	struct state_conversation c = {.id = (char *)id, .last_sequence = last};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	for (int64_t i = 1; i <= last; i++) {
		struct state_message m = {
		        .id = S("m"), .sequence = i, .time_ms = now - (last - i) * day, .text = S("word")};
		assert_true(cache_save_messages(f->cache, id, &m, 1, NULL));
	}
	assert_true(cache_commit(f->cache, NULL));
}

static void test_no_more_is_kept_than_is_to_be(void **state)
{
	struct fixture *f = *state;
	const int64_t now = 1700000000000, day = 86400000;
	struct cache_keep keep = {.newest = 2, .most = 5, .age_ms = 3 * day, .at_once = 100};
	put(f, "k1", "word");
	save_days(f, "C2Cold", 4, now - 100 * day, day); /* all are too old: the newest stay */
	save_days(f, "C2Caged", 5, now, day); /* one is too old */
	save_days(f, "C2Cmany", 9, now, 1); /* four are too many */
	save_days(f, "C2Cfew", 5, now, 1);
	assert_true(cache_trim(f->cache, &keep, now, NULL));
	assert_int_equal(load_messages(f, "C2Cold", 0, 100)->message_count, 2);
	assert_int_equal(load_messages(f, "C2Caged", 0, 100)->message_count, 4);
	assert_int_equal(load_messages(f, "C2Cmany", 0, 100)->message_count, 5);
	assert_int_equal(load_messages(f, "C2Cmany", 0, 100)->messages[4].sequence, 9);
	assert_int_equal(load_messages(f, "C2Cfew", 0, 100)->message_count, 5);
	/* What is found is what is kept, and what waits is still there. */
	assert_int_equal(search(f, "word", "C2Cold", NULL), 2);
	assert_int_equal(search(f, "word", "C2Cmany", NULL), 5);
	assert_int_equal(load(f)->message_count, 1);
}

static void test_what_is_too_much_goes_a_piece_at_a_time(void **state)
{
	struct fixture *f = *state;
	const struct cache_keep keep = {.newest = 1, .most = 2, .age_ms = INT64_C(1) << 50, .at_once = 3};
	save_days(f, "C2Cmany", 9, 1700000000000, 1);
	assert_true(cache_trim(f->cache, &keep, 1700000000000, NULL));
	/* The oldest first: so there is no hole. */
	assert_int_equal(load_messages(f, "C2Cmany", 0, 100)->message_count, 6);
	for (int i = 0; i < 3; i++)
		assert_true(cache_trim(f->cache, &keep, 1700000000000, NULL));
	assert_int_equal(load_messages(f, "C2Cmany", 0, 100)->message_count, 2);
}

static void test_message_saved_again_is_replaced(void **state)
{
	struct fixture *f = *state;
	struct state_message m = {.id = S("m"), .sequence = 1, .text = S("tpyo")};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	m.text = S("typo");
	assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load_messages(f, "C2Cbob", 0, 10);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "typo");
}

static void test_forgotten_conversation_takes_its_messages_with_it(void **state)
{
	struct fixture *f = *state;
	char *names[] = {S("Suppliers")};
	struct state_conversation c = {.id = S("C2Cbob"),
	                               .peer = S("bob"),
	                               .name = S("bob"),
	                               .convgroups = {.items = names, .len = 1}};
	save_sequences(f, "C2Cbob", (int64_t[]){1, 2, 0});
	save_sequences(f, "C2Ccarol", (int64_t[]){1, 0});
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_forget_conversation(f->cache, "C2Cbob", NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(load(f)->conversation_count, 0);
	assert_int_equal(load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
	assert_int_equal(load_messages(f, "C2Ccarol", 0, 10)->message_count, 1);
}

static void test_forget_all_spares_the_outbox(void **state)
{
	struct fixture *f = *state;
	save_sequences(f, "C2Cbob", (int64_t[]){1, 2, 0});
	put(f, "u-1", "not sent yet");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_session(f->cache, "alice", 7, NULL, NULL));
	assert_true(cache_forget_all(f->cache, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_null(event->self);
	assert_int_equal(event->message_count, 1);
	assert_int_equal(load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
}

static void test_outbox_keeps_the_order_of_writing_and_what_was_said_of_it(void **state)
{
	struct fixture *f = *state;
	put(f, "u-z", "first");
	put(f, "u-a", "second");
	struct state_message refused = waiting("u-z", "first");
	refused.delivery = STATE_REFUSED;
	refused.error = S("The other side has blocked you");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_put(f->cache, "C2Cbob", &refused, NULL));
	assert_true(cache_commit(f->cache, NULL));
	reopen(f);
	const struct state_event *event = load(f);
	assert_int_equal(event->message_count, 2);
	assert_string_equal(event->message_conversations[0], "C2Cbob");
	assert_string_equal(event->messages[0].client_id, "u-z");
	assert_string_equal(event->messages[0].text, "first");
	assert_string_equal(event->messages[0].from, "alice");
	assert_int_equal(event->messages[0].delivery, STATE_REFUSED);
	assert_string_equal(event->messages[0].error, "The other side has blocked you");
	assert_string_equal(event->messages[1].text, "second");
	assert_int_equal(event->messages[1].delivery, STATE_WAITING);
}

static void test_dropped_message_is_gone_from_the_outbox(void **state)
{
	struct fixture *f = *state;
	put(f, "u-1", "one");
	put(f, "u-2", "two");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_drop(f->cache, "u-1", NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = load(f);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].client_id, "u-2");
}

static void test_two_processes_share_a_cache(void **state)
{
	struct fixture *f = *state;
	struct cache *other = cache_open(f->path, NULL);
	assert_non_null(other);
	put(f, "u-1", "from the first");
	state_event_list_clear(&f->events);
	assert_true(cache_load(other, &f->events, NULL));
	assert_int_equal(f->events.events.items[0].message_count, 1);
	cache_close(other);
}

static void test_newer_cache_is_set_aside_and_its_outbox_carried_over(void **state)
{
	struct fixture *f = *state;
	put(f, "u-1", "written by a later version");
	save_sequences(f, "C2Cbob", (int64_t[]){1, 0});
	cache_close(f->cache);
	run_sql(f, "PRAGMA user_version = 1000; ALTER TABLE outbox ADD COLUMN invented TEXT");
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_true(is_there(f, ".newer"));
	const struct state_event *event = load(f);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "written by a later version");
	assert_int_equal(load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
}

static void test_newer_cache_that_is_in_use_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct err err = {0};
	put(f, "u-1", "mine");
	run_sql(f, "PRAGMA user_version = 1000");
	assert_null(cache_open(f->path, &err));
	assert_non_null(strstr(err.text, "newer version"));
	assert_false(is_there(f, ".newer"));
	assert_int_equal(load(f)->message_count, 1);
}

static void test_file_that_is_no_database_is_set_aside(void **state)
{
	struct fixture *f = *state;
	cache_close(f->cache);
	spoil(f, 0, 200);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_true(is_there(f, ".damaged"));
	assert_int_equal(load(f)->conversation_count, 0);
	put(f, "u-1", "it works again");
	reopen(f);
	assert_int_equal(load(f)->message_count, 1);
}

/* The tables are made in the migration's order, a page each; the page of the table `name`. */
static long page_of(struct fixture *f, const char *name)
{
	static const char *const statement[] = {"SELECT rootpage FROM sqlite_master WHERE name = ?"};
	struct sql_config config = {.path = f->path,
	                            .migrations = cache_migrations,
	                            .migration_count = cache_migration_count,
	                            .statements = statement,
	                            .statement_count = 1};
	struct sql *sql = sql_open(&config, NULL);
	struct sql_cursor row = sql_query(sql, 0, SQL_TEXT(name));
	assert_true(sql_next(&row));
	long page = (long)sql_int(&row, 0);
	sql_end(&row, NULL);
	sql_close(sql);
	return page;
}

#define PAGE_BYTES 4096L

static void test_damage_found_on_loading_costs_no_unsent_message(void **state)
{
	struct fixture *f = *state;
	put(f, "u-1", "still to be sent");
	cache_close(f->cache);
	spoil(f, (page_of(f, "conversation") - 1) * PAGE_BYTES, PAGE_BYTES);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_false(is_there(f, ".damaged"));
	const struct state_event *event = load(f);
	assert_true(is_there(f, ".damaged"));
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "still to be sent");
}

static void test_damage_found_on_saving_is_mended_by_the_next_start(void **state)
{
	struct fixture *f = *state;
	struct state_message message = {.id = S("m"), .text = S("t"), .sequence = 1};
	put(f, "u-1", "still to be sent");
	cache_close(f->cache);
	spoil(f, (page_of(f, "message") - 1) * PAGE_BYTES, PAGE_BYTES);
	f->cache = cache_open(f->path, NULL);
	assert_true(cache_begin(f->cache, NULL));
	assert_false(cache_save_messages(f->cache, "C2Cbob", &message, 1, NULL));
	assert_false(cache_commit(f->cache, NULL));
	reopen(f);
	assert_int_equal(load(f)->message_count, 1);
	save_sequences(f, "C2Cbob", (int64_t[]){1, 0});
}

static void test_place_that_cannot_be_written_is_an_error(void **state)
{
	(void)state;
	struct err err = {0};
	assert_null(cache_open("/proc/covey.db", &err));
	assert_true(err.text[0] != '\0');
}

#define WITH_CACHE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        WITH_CACHE(test_new_cache_loads_as_an_empty_account),
	        WITH_CACHE(test_file_is_for_its_owner_alone),
	        WITH_CACHE(test_conversation_comes_back_whole),
	        WITH_CACHE(test_saving_again_replaces_the_filing),
	        WITH_CACHE(test_convgroups_keep_order_and_folds),
	        WITH_CACHE(test_smart_groups_keep_order_and_folds),
	        WITH_CACHE(test_names_are_kept_until_all_is_forgotten),
	        WITH_CACHE(test_uncommitted_tick_changes_nothing_not_even_the_position),
	        WITH_CACHE(test_session_comes_back),
	        WITH_CACHE(test_after_a_lost_transaction_everything_is_asked_for_again),
	        WITH_CACHE(test_failed_write_takes_its_tick_with_it),
	        WITH_CACHE(test_message_comes_back_whole),
	        WITH_CACHE(test_what_was_recalled_is_quoted_no_more),
	        WITH_CACHE(test_page_is_ascending_and_ends_at_a_hole),
	        WITH_CACHE(test_what_is_around_a_message_ends_at_holes),
	        WITH_CACHE(test_times_and_mentions_are_found),
	        WITH_CACHE(test_messages_are_found_by_their_words_as_they_are_now),
	        WITH_CACHE(test_found_messages_come_by_their_times_whenever_they_were_saved),
	        WITH_CACHE(test_what_an_older_covey_saved_is_found_by_its_times),
	        WITH_CACHE(test_no_more_is_kept_than_is_to_be),
	        WITH_CACHE(test_what_is_too_much_goes_a_piece_at_a_time),
	        WITH_CACHE(test_message_saved_again_is_replaced),
	        WITH_CACHE(test_forgotten_conversation_takes_its_messages_with_it),
	        WITH_CACHE(test_forget_all_spares_the_outbox),
	        WITH_CACHE(test_outbox_keeps_the_order_of_writing_and_what_was_said_of_it),
	        WITH_CACHE(test_dropped_message_is_gone_from_the_outbox),
	        WITH_CACHE(test_two_processes_share_a_cache),
	        WITH_CACHE(test_newer_cache_is_set_aside_and_its_outbox_carried_over),
	        WITH_CACHE(test_newer_cache_that_is_in_use_is_left_alone),
	        WITH_CACHE(test_file_that_is_no_database_is_set_aside),
	        WITH_CACHE(test_damage_found_on_loading_costs_no_unsent_message),
	        WITH_CACHE(test_damage_found_on_saving_is_mended_by_the_next_start),
	        cmocka_unit_test(test_place_that_cannot_be_written_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
