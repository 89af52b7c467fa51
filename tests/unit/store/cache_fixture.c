#include "unit/store/cache_fixture.h"

#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "store/sql.h"

int cache_fixture_set_up(void **state)
{
	struct cache_fixture *f = calloc(1, sizeof(*f));
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

int cache_fixture_tear_down(void **state)
{
	struct cache_fixture *f = *state;
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

void cache_fixture_reopen(struct cache_fixture *f)
{
	cache_close(f->cache);
	f->cache = cache_open(f->path, NULL);
	assert_non_null(f->cache);
}

const struct state_event *cache_fixture_load(struct cache_fixture *f)
{
	state_event_list_clear(&f->events);
	assert_true(cache_load(f->cache, &f->events, NULL));
	assert_int_equal(f->events.events.len, 1);
	assert_int_equal(f->events.events.items[0].type, STATE_EVENT_CACHE_LOADED);
	return &f->events.events.items[0];
}

const struct state_event *cache_fixture_load_messages(struct cache_fixture *f, const char *id, int64_t before,
                                                      int count)
{
	state_event_list_clear(&f->events);
	assert_true(cache_load_messages(f->cache, id, before, count, &f->events, NULL));
	assert_int_equal(f->events.events.len, 1);
	return &f->events.events.items[0];
}

struct state_message cache_fixture_waiting(const char *client_id, const char *text)
{
	return (struct state_message){
	        .client_id = (char *)client_id,
	        .from = S("alice"),
	        .time_ms = 1700000000000,
	        .text = (char *)text,
	        .delivery = STATE_WAITING,
	};
}

void cache_fixture_put(struct cache_fixture *f, const char *client_id, const char *text)
{
	struct state_message message = cache_fixture_waiting(client_id, text);
	assert_true(cache_begin(f->cache, NULL));
	assert_true(cache_outbox_put(f->cache, "C2Cbob", &message, NULL));
	assert_true(cache_commit(f->cache, NULL));
}

void cache_fixture_save(struct cache_fixture *f, const char *id, const int64_t *sequences)
{
	assert_true(cache_begin(f->cache, NULL));
	for (; *sequences; sequences++) {
		struct state_message message = {
		        .id = S("m"), .text = S("t"), .from = S("bob"), .sequence = *sequences};
		assert_true(cache_save_messages(f->cache, id, &message, 1, NULL));
	}
	assert_true(cache_commit(f->cache, NULL));
}

void cache_fixture_sql(struct cache_fixture *f, const char *script)
{
	struct sql_config config = {
	        .path = f->path, .migrations = cache_migrations, .migration_count = cache_migration_count};
	struct sql *sql = sql_open(&config, NULL);
	assert_non_null(sql);
	assert_true(sql_exec(sql, script, NULL));
	sql_close(sql);
}

bool cache_fixture_is_there(struct cache_fixture *f, const char *ending)
{
	char path[128];
	snprintf(path, sizeof(path), "%s%s", f->path, ending);
	return access(path, F_OK) == 0;
}
