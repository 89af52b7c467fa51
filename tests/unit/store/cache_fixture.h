/*
 * A client's cache in a folder of its own, and short words for what tests do with it; what it logs goes nowhere.
 */
#ifndef COVEY_TESTS_UNIT_STORE_CACHE_FIXTURE_H
#define COVEY_TESTS_UNIT_STORE_CACHE_FIXTURE_H

#include <stdio.h>

#include "unit/test.h"

#include "base/err.h"
#include "store/cache_internal.h"

/* The model's strings are its own; these are only read. */
#define S(literal) ((char *)(literal))

struct cache_fixture {
	char folder[64], path[96];
	struct cache *cache;
	struct state_event_list events; /* of the last load */
	FILE *log;
};

int cache_fixture_set_up(void **state);
int cache_fixture_tear_down(void **state);

void cache_fixture_reopen(struct cache_fixture *f);

/* The one event that it brings; until the next load. */
const struct state_event *cache_fixture_load(struct cache_fixture *f);
const struct state_event *cache_fixture_load_messages(struct cache_fixture *f, const char *id, int64_t before,
                                                      int count);

/* A message to bob that waits to be sent; in the outbox. */
struct state_message cache_fixture_waiting(const char *client_id, const char *text);
void cache_fixture_put(struct cache_fixture *f, const char *client_id, const char *text);

/* Messages with these sequences; a 0 ends them. */
void cache_fixture_save(struct cache_fixture *f, const char *id, const int64_t *sequences);

/* A script, by another connection to the database. */
void cache_fixture_sql(struct cache_fixture *f, const char *script);

/* Is there a file of the cache's name with that ending? */
bool cache_fixture_is_there(struct cache_fixture *f, const char *ending);

#define WITH_CACHE(test) cmocka_unit_test_setup_teardown(test, cache_fixture_set_up, cache_fixture_tear_down)

#endif
