/* A cache that another process uses, a later version wrote, or something has spoiled: nothing that was not sent is lost. */
#include "unit/store/cache_fixture.h"

#include "store/sql.h"

/* Spoils the pages behind the first, where the tables' rows are. */
static void spoil(struct cache_fixture *f, long from, long count)
{
	cache_fixture_sql(f, "PRAGMA journal_mode = DELETE");
	FILE *file = fopen(f->path, "r+");
	fseek(file, from, SEEK_SET);
	for (long i = 0; i < count; i++)
		fputc('x', file);
	fclose(file);
}

static void test_two_processes_share_a_cache(void **state)
{
	struct cache_fixture *f = *state;
	struct cache *other = cache_open(f->path, NULL);
	assert_non_null(other);
	cache_fixture_put(f, "u-1", "from the first");
	state_event_list_clear(&f->events);
	assert_true(cache_load(other, &f->events, NULL));
	assert_int_equal(f->events.events.items[0].message_count, 1);
	cache_close(other);
}

static void test_newer_cache_is_set_aside_and_its_outbox_carried_over(void **state)
{
	struct cache_fixture *f = *state;
	cache_fixture_put(f, "u-1", "written by a later version");
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 0});
	cache_close(f->cache);
	cache_fixture_sql(f, "PRAGMA user_version = 1000; ALTER TABLE outbox ADD COLUMN invented TEXT");
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_true(cache_fixture_is_there(f, ".newer"));
	const struct state_event *event = cache_fixture_load(f);
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "written by a later version");
	assert_int_equal(cache_fixture_load_messages(f, "C2Cbob", 0, 10)->message_count, 0);
}

static void test_newer_cache_that_is_in_use_is_left_alone(void **state)
{
	struct cache_fixture *f = *state;
	struct err err = {0};
	cache_fixture_put(f, "u-1", "mine");
	cache_fixture_sql(f, "PRAGMA user_version = 1000");
	assert_null(cache_open(f->path, &err));
	assert_non_null(strstr(err.text, "newer version"));
	assert_false(cache_fixture_is_there(f, ".newer"));
	assert_int_equal(cache_fixture_load(f)->message_count, 1);
}

static void test_file_that_is_no_database_is_set_aside(void **state)
{
	struct cache_fixture *f = *state;
	cache_close(f->cache);
	spoil(f, 0, 200);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_true(cache_fixture_is_there(f, ".damaged"));
	assert_int_equal(cache_fixture_load(f)->conversation_count, 0);
	cache_fixture_put(f, "u-1", "it works again");
	cache_fixture_reopen(f);
	assert_int_equal(cache_fixture_load(f)->message_count, 1);
}

/* The tables are made in the migration's order, a page each; the page of the table `name`. */
static long page_of(struct cache_fixture *f, const char *name)
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
	struct cache_fixture *f = *state;
	cache_fixture_put(f, "u-1", "still to be sent");
	cache_close(f->cache);
	spoil(f, (page_of(f, "conversation") - 1) * PAGE_BYTES, PAGE_BYTES);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
	assert_false(cache_fixture_is_there(f, ".damaged"));
	const struct state_event *event = cache_fixture_load(f);
	assert_true(cache_fixture_is_there(f, ".damaged"));
	assert_int_equal(event->message_count, 1);
	assert_string_equal(event->messages[0].text, "still to be sent");
}

static void test_damage_found_on_saving_is_mended_by_the_next_start(void **state)
{
	struct cache_fixture *f = *state;
	struct state_message message = {.id = S("m"), .text = S("t"), .sequence = 1};
	cache_fixture_put(f, "u-1", "still to be sent");
	cache_close(f->cache);
	spoil(f, (page_of(f, "message") - 1) * PAGE_BYTES, PAGE_BYTES);
	f->cache = cache_open(f->path, NULL);
	assert_true(cache_begin(f->cache, NULL));
	assert_false(cache_save_messages(f->cache, "C2Cbob", &message, 1, NULL));
	assert_false(cache_commit(f->cache, NULL));
	cache_fixture_reopen(f);
	assert_int_equal(cache_fixture_load(f)->message_count, 1);
	cache_fixture_save(f, "C2Cbob", (int64_t[]){1, 0});
}

static void test_place_that_cannot_be_written_is_an_error(void **state)
{
	(void)state;
	struct err err = {0};
	assert_null(cache_open("/proc/covey.db", &err));
	assert_true(err.text[0] != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
