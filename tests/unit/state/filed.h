/*
 * filed: a terminal that is online with conversations in groups, and short words to ask for more. Home: b; Work: a, b;
 * Play is empty; c is in none.
 */
#ifndef COVEY_TESTS_STATE_FILED_H
#define COVEY_TESTS_STATE_FILED_H

#include "unit/state/fixture.h"

static inline void begin_filed(struct fixture *f)
{
	begin(f);
	char *a[] = {(char *)"Work"}, *b[] = {(char *)"Home", (char *)"Work"};
	struct state_conversation list[] = {filed_in(with_last(person("a"), 1, 300), a, 1),
	                                    filed_in(with_last(person("b"), 1, 200), b, 2),
	                                    with_last(person("c"), 1, 100)};
	happens(f, CACHE_LOADED);
	is_online(f, list, 3, 10);
	happens(f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Play"));
	is_listed(f, list, 3);
}

static inline void ask(struct fixture *f, struct state_request request)
{
	happens(f, REQUEST, .request = &request);
}

static inline size_t take_asked(const struct fixture *f, uint64_t *ids, size_t count)
{
	const struct state_effect *asked;
	for (size_t i = 0; (asked = nth_effect(f, STATE_EFFECT_REQUEST, i)); i++)
		ids[count++] = asked->request->id;
	return count;
}

/* Answers whatever is asked until nothing is. */
static inline void is_done(struct fixture *f)
{
	uint64_t ids[32];
	size_t count = take_asked(f, ids, 0);
	for (size_t i = 0; i < count; i++) {
		happens(f, ANSWERED, .request_id = ids[i]);
		count = take_asked(f, ids, count);
	}
}

static inline void check_convgroups(const struct fixture *f, struct strspan expected)
{
	assert_int_equal(f->state.convgroups.len, expected.len);
	for (size_t i = 0; i < expected.len; i++)
		assert_string_equal(f->state.convgroups.items[i].name, expected.items[i]);
}

#endif
