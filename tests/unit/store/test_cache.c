/* What the cache keeps of an account: conversations, groups, names, the session, the outbox; a tick is all or nothing. */
#include <sys/stat.h>

#include "unit/store/cache_fixture.h"

static void test_new_cache_loads_as_an_empty_account(void **state)
{
	struct cache_fixture *f = *state;
	const struct state_event *event = cache_fixture_load(f);
	assert_null(event->self);
	assert_int_equal(event->position, 0);
	assert_int_equal(event->conversation_count, 0);
	assert_int_equal(event->message_count, 0);
}

static void test_file_is_for_its_owner_alone(void **state)
{
	struct cache_fixture *f = *state;
	struct stat st;
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_conversation_comes_back_whole(void **state)
{
	struct cache_fixture *f = *state;
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
	cache_fixture_reopen(f);
	const struct state_event *event = cache_fixture_load(f);
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
	struct cache_fixture *f = *state;
	char *names[] = {S("Suppliers"), S("Research")};
	struct state_conversation c = {.id = S("C2Cbob"), .peer = S("bob"), .name = S("bob")};
	assert_true(cache_begin(f->cache, NULL));
	c.convgroups = (struct strlist){.items = names, .len = 2};
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	c.convgroups = (struct strlist){.items = names + 1, .len = 1};
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
	assert_int_equal(event->conversations[0].convgroups.len, 1);
	assert_string_equal(event->conversations[0].convgroups.items[0], "Research");
}

static void test_smart_groups_keep_order_and_folds(void **state)
{
	struct cache_fixture *f = *state;
	struct state_smart two[] = {{.name = S("unread"), .expression = S("unread"), .folded = true},
	                            {.name = S("Old"), .expression = S("idle>30d")}};
	cache_begin(f->cache, NULL);
	assert_true(cache_save_smarts(f->cache, two, 1, NULL));
	assert_true(cache_save_smarts(f->cache, two, 2, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
	assert_int_equal(event->cached_smart_count, 2);
	assert_string_equal(event->cached_smarts[0].name, "unread");
	assert_true(event->cached_smarts[0].folded);
	assert_string_equal(event->cached_smarts[1].expression, "idle>30d");
	assert_false(event->cached_smarts[1].folded);
}

static void test_names_are_kept_until_all_is_forgotten(void **state)
{
	struct cache_fixture *f = *state;
	cache_begin(f->cache, NULL);
	assert_true(cache_save_name(f->cache, "carol", "Carol C.", NULL));
	assert_true(cache_save_name(f->cache, "carol", "Carol D.", NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
	assert_int_equal(event->person_count, 1);
	assert_string_equal(event->people[0].id, "carol");
	assert_string_equal(event->people[0].name, "Carol D.");
	cache_begin(f->cache, NULL);
	assert_true(cache_forget_all(f->cache, NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(cache_fixture_load(f)->person_count, 0);
}

static void test_convgroups_keep_order_and_folds(void **state)
{
	struct cache_fixture *f = *state;
	struct state_convgroup three[] = {{.name = S("Zebra"), .folded = true, .data = S("folded")},
	                                  {.name = S("Apple")},
	                                  {.name = S("Middle"), .folded = true}};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_convgroups(f->cache, three, 3, false, NULL));
	assert_true(cache_save_convgroups(f->cache, three, 2, true, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
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
	struct cache_fixture *f = *state;
	struct state_conversation c = {.id = S("C2Cbob"), .peer = S("bob"), .name = S("bob")};
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_save_session(f->cache, "alice", 7, "C2Cbob", NULL));
	cache_fixture_reopen(f);
	const struct state_event *event = cache_fixture_load(f);
	assert_null(event->self);
	assert_int_equal(event->position, 0);
	assert_int_equal(event->conversation_count, 0);
}

static void test_session_comes_back(void **state)
{
	struct cache_fixture *f = *state;
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_session(f->cache, "alice", 812, "C2Cbob", NULL));
	assert_true(cache_commit(f->cache, NULL));
	cache_fixture_reopen(f);
	const struct state_event *event = cache_fixture_load(f);
	assert_string_equal(event->self, "alice");
	assert_int_equal(event->position, 812);
	assert_string_equal(event->conversation, "C2Cbob");
}

static void test_after_a_lost_transaction_everything_is_asked_for_again(void **state)
{
	struct cache_fixture *f = *state;
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
	assert_int_equal(cache_fixture_load(f)->position, 0);
}

static void test_failed_write_takes_its_tick_with_it(void **state)
{
	struct cache_fixture *f = *state;
	struct err err = {0};
	struct state_message message = {.id = S("m"), .text = S("t"), .sequence = 1};
	cache_fixture_sql(
	        f,
	        "CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT raise(ABORT, 'disk full'); END");
	assert_true(cache_begin(f->cache, NULL));
	assert_false(cache_save_messages(f->cache, "C2Cbob", &message, 1, &err));
	assert_non_null(strstr(err.text, "disk full"));
	assert_true(cache_save_session(f->cache, "alice", 5, NULL, NULL));
	assert_false(cache_commit(f->cache, &err));
	assert_null(cache_fixture_load(f)->self);
}

static void test_forgotten_conversation_takes_its_messages_with_it(void **state)
{
	struct cache_fixture *f = *state;
	char *names[] = {S("Suppliers")};
	struct state_conversation c = {.id = S("C2Cbob"),
	                               .peer = S("bob"),
	                               .name = S("bob"),
	                               .convgroups = {.items = names, .len = 1}};
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 2, 0});
	cache_fixture_save(f, "C2Ccarol", (int64_t[]){1, 0});
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_conversation(f->cache, &c, NULL));
	assert_true(cache_forget_conversation(f->cache, "C2Cbob", NULL));
	assert_true(cache_commit(f->cache, NULL));
	assert_int_equal(cache_fixture_load(f)->conversation_count, 0);
	assert_int_equal(cache_fixture_load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
	assert_int_equal(cache_fixture_load_messages(f, "C2Ccarol", 0, 10)->message_count, 1);
}

static void test_forget_all_spares_the_outbox(void **state)
{
	struct cache_fixture *f = *state;
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 2, 0});
	cache_fixture_put(f, "u-1", "not sent yet");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_save_session(f->cache, "alice", 7, NULL, NULL));
	assert_true(cache_forget_all(f->cache, NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
	assert_null(event->self);
	assert_int_equal(event->message_count, 1);
	assert_int_equal(cache_fixture_load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
}

static void test_outbox_keeps_the_order_of_writing_and_what_was_said_of_it(void **state)
{
	struct cache_fixture *f = *state;
	cache_fixture_put(f, "u-z", "first");
	cache_fixture_put(f, "u-a", "second");
	struct state_message refused = cache_fixture_waiting("u-z", "first");
	refused.delivery = STATE_REFUSED;
	refused.error = S("The other side has blocked you");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_put(f->cache, "C2Cbob", &refused, NULL));
	assert_true(cache_commit(f->cache, NULL));
	cache_fixture_reopen(f);
	const struct state_event *event = cache_fixture_load(f);
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
	struct cache_fixture *f = *state;
	cache_fixture_put(f, "u-1", "one");
	cache_fixture_put(f, "u-2", "two");
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_drop(f->cache, "u-1", NULL));
	assert_true(cache_commit(f->cache, NULL));
	const struct state_event *event = cache_fixture_load(f);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].client_id, "u-2");
}

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
	        WITH_CACHE(test_forgotten_conversation_takes_its_messages_with_it),
	        WITH_CACHE(test_forget_all_spares_the_outbox),
	        WITH_CACHE(test_outbox_keeps_the_order_of_writing_and_what_was_said_of_it),
	        WITH_CACHE(test_dropped_message_is_gone_from_the_outbox),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
