/* The messages that are kept: pages of them, found by their words and times, and no more than is to be. */
#include <unistd.h>

#include "unit/store/cache_fixture.h"

#include "store/sql.h"

static void test_message_comes_back_whole(void **state)
{
	struct cache_fixture *f = *state;
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
	cache_fixture_reopen(f);
	const struct state_event *event = cache_fixture_load_messages(f, "C2Cbob", 0, 10);
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
	assert_int_equal(cache_fixture_load_messages(f, "C2Ccarol", 0, 10)->message_count, 0);
}

static void test_what_was_recalled_is_quoted_no_more(void **state)
{
	struct cache_fixture *f = *state;
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
	const struct state_event *event = cache_fixture_load_messages(f, "C2Cbob", 0, 10);
	assert_string_equal(event->messages[1].quote_text, "");
	assert_string_equal(event->messages[2].quote_text, "known");
}

static void test_page_is_ascending_and_ends_at_a_hole(void **state)
{
	struct cache_fixture *f = *state;
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 2, 3, 6, 7, 8, 9, 0});
	const struct state_event *event = cache_fixture_load_messages(f, "C2Cbob", 0, 10);
	assert_int_equal(event->message_count, 4);
	assert_int_equal(event->messages[0].sequence, 6);
	assert_int_equal(event->messages[3].sequence, 9);
	event = cache_fixture_load_messages(f, "C2Cbob", 0, 2);
	assert_int_equal(event->message_count, 2);
	assert_int_equal(event->messages[0].sequence, 8);
	event = cache_fixture_load_messages(f, "C2Cbob", 4, 10);
	assert_int_equal(event->message_count, 3);
	assert_int_equal(event->messages[0].sequence, 1);
}

static const struct state_event *seek(struct cache_fixture *f, enum state_seek kind, int64_t sequence,
                                      int count)
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
	struct cache_fixture *f = *state;
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 3, 4, 5, 6, 8, 0});
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
	struct cache_fixture *f = *state;
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

static size_t search_before(struct cache_fixture *f, const char *text, int64_t time_ms,
                            const char *conversation, const char *convgroup)
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

static size_t search(struct cache_fixture *f, const char *text, const char *conversation,
                     const char *convgroup)
{
	return search_before(f, text, 0, conversation, convgroup);
}

static const struct state_message *found(const struct cache_fixture *f, size_t at)
{
	return &f->events.events.items[0].messages[at];
}

/* The times of what a server says can be any. */
static void test_found_messages_come_by_their_times_whenever_they_were_saved(void **state)
{
	struct cache_fixture *f = *state;
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
	struct cache_fixture *f = *state;
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
	struct cache_fixture *f = *state;
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
static void save_days(struct cache_fixture *f, const char *id, int64_t last, int64_t now, int64_t day)
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
	struct cache_fixture *f = *state;
	const int64_t now = 1700000000000, day = 86400000;
	struct cache_keep keep = {.newest = 2, .most = 5, .age_ms = 3 * day, .at_once = 100};
	cache_fixture_put(f, "k1", "word");
	save_days(f, "C2Cold", 4, now - 100 * day, day); /* all are too old: the newest stay */
	save_days(f, "C2Caged", 5, now, day); /* one is too old */
	save_days(f, "C2Cmany", 9, now, 1); /* four are too many */
	save_days(f, "C2Cfew", 5, now, 1);
	assert_true(cache_trim(f->cache, &keep, now, NULL));
	assert_int_equal(cache_fixture_load_messages(f, "C2Cold", 0, 100)->message_count, 2);
	assert_int_equal(cache_fixture_load_messages(f, "C2Caged", 0, 100)->message_count, 4);
	assert_int_equal(cache_fixture_load_messages(f, "C2Cmany", 0, 100)->message_count, 5);
	assert_int_equal(cache_fixture_load_messages(f, "C2Cmany", 0, 100)->messages[4].sequence, 9);
	assert_int_equal(cache_fixture_load_messages(f, "C2Cfew", 0, 100)->message_count, 5);
	/* What is found is what is kept, and what waits is still there. */
	assert_int_equal(search(f, "word", "C2Cold", NULL), 2);
	assert_int_equal(search(f, "word", "C2Cmany", NULL), 5);
	assert_int_equal(cache_fixture_load(f)->message_count, 1);
}

static void test_what_is_too_much_goes_a_piece_at_a_time(void **state)
{
	struct cache_fixture *f = *state;
	const struct cache_keep keep = {.newest = 1, .most = 2, .age_ms = INT64_C(1) << 50, .at_once = 3};
	save_days(f, "C2Cmany", 9, 1700000000000, 1);
	assert_true(cache_trim(f->cache, &keep, 1700000000000, NULL));
	/* The oldest first: so there is no hole. */
	assert_int_equal(cache_fixture_load_messages(f, "C2Cmany", 0, 100)->message_count, 6);
	for (int i = 0; i < 3; i++)
		assert_true(cache_trim(f->cache, &keep, 1700000000000, NULL));
	assert_int_equal(cache_fixture_load_messages(f, "C2Cmany", 0, 100)->message_count, 2);
}

static void test_message_saved_again_is_replaced(void **state)
{
	struct cache_fixture *f = *state;
	struct state_message m = {.id = S("m"), .sequence = 1, .text = S("tpyo")};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	m.text = S("typo");
	assert_true(cache_save_messages(f->cache, "C2Cbob", &m, 1, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load_messages(f, "C2Cbob", 0, 10);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "typo");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
