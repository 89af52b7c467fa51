/* Rooms: whether they are private, and what they are about. */
#include "unit/state/fixture.h"

/* Whether the last event asked for the rooms, by itself; its id, or 0. */
static uint64_t asked(const struct fixture *f)
{
	for (size_t i = 0; i < f->effects.effects.len; i++) {
		const struct state_effect *effect = &f->effects.effects.items[i];
		if (effect->type == STATE_EFFECT_REQUEST && effect->request->type == STATE_REQUEST_ROOM_LIST)
			return effect->request->id;
	}
	return 0;
}

static const struct state_room secret = {
        .id = (char *)"r", .name = (char *)"r", .about = (char *)"who gives whom", .private_room = true};

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100), with_last(room("r"), 3, 90)};
	is_online(f, list, 2, 10);
}

static void begin_known(struct fixture *f)
{
	begin_online(f);
	happens(f, OPEN, .conversation = "bob");
	happens(f, ANSWERED, .request_id = asked(f), .rooms = &secret, .room_count = 1);
}

static void test_rooms_are_asked_for_once_when_a_conversation_is_opened(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	assert_int_equal(asked(&f), 0);
	happens(&f, OPEN, .conversation = "bob");
	uint64_t request = asked(&f);
	assert_int_not_equal(request, 0);
	happens(&f, ANSWERED, .request_id = request, .rooms = &secret, .room_count = 1);
	assert_string_equal(state_conversation(&f.state, "r")->about, "who gives whom");
	assert_true(state_conversation(&f.state, "r")->private_room);
	happens(&f, OPEN, .conversation = "r");
	assert_int_equal(asked(&f), 0);
	end(&f);
}

static void test_a_room_that_is_new_is_asked_for(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_known(&f);
	is_changed(&f, with_last(person("carol"), 1, 100));
	assert_int_equal(asked(&f), 0);
	is_changed(&f, with_last(room("s"), 1, 100));
	assert_int_not_equal(asked(&f), 0);
	/* The answer to that may not have this one yet. */
	is_changed(&f, with_last(room("t"), 1, 100));
	assert_int_equal(asked(&f), 0);
	end(&f);
}

static void test_what_the_server_tells_of_a_room_holds(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_known(&f);
	const struct state_room plain = {.id = (char *)"r", .name = (char *)"r", .about = (char *)""};
	happens(&f, ROOMS_CHANGED, .rooms = &plain, .room_count = 1);
	assert_null(state_conversation(&f.state, "r")->about);
	assert_false(state_conversation(&f.state, "r")->private_room);
	end(&f);
}

static void test_rooms_are_asked_for_again_where_something_was_missed(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_known(&f);
	connection_is_lost(&f);
	is_resumed(&f);
	assert_int_equal(asked(&f), 0);
	is_changed(&f, with_last(room("s"), 1, 100));
	assert_int_not_equal(asked(&f), 0);
	connection_is_lost(&f);
	assert_int_equal(count_effects(&f, STATE_EFFECT_ANSWERED), 0);
	is_resumed(&f);
	assert_int_not_equal(asked(&f), 0);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_rooms_are_asked_for_once_when_a_conversation_is_opened),
	        cmocka_unit_test(test_a_room_that_is_new_is_asked_for),
	        cmocka_unit_test(test_what_the_server_tells_of_a_room_holds),
	        cmocka_unit_test(test_rooms_are_asked_for_again_where_something_was_missed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
