/* People: who is there, who writes, what they are called, who is blocked. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100), with_last(room("r"), 3, 90)};
	is_online(f, list, 2, 10);
}

/* The one that the last event made by itself, or NULL. */
static const struct state_request *own_request(const struct fixture *f, enum state_request_type type)
{
	for (size_t i = 0; i < f->effects.effects.len; i++) {
		const struct state_effect *effect = &f->effects.effects.items[i];
		if (effect->type == STATE_EFFECT_REQUEST && effect->request->type == type)
			return effect->request;
	}
	return NULL;
}

static const struct state_conversation *bob(const struct fixture *f)
{
	return state_conversation(&f->state, "bob");
}

static void becomes(struct fixture *f, enum state_presence presence, const char *status)
{
	const struct state_person people[] = {{(char *)"bob", (char *)"bob", NULL, presence, (char *)status}};
	happens(f, STATUSES, .people = people, .person_count = 1);
}

static void test_whose_status_is_unknown_is_asked_for_when_online(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	const struct state_request *asked = own_request(&f, STATE_REQUEST_STATUSES);
	assert_non_null(asked);
	assert_int_equal(asked->people.len, 1);
	assert_string_equal(asked->people.items[0], "bob");
	happens(&f, TIME);
	assert_null(own_request(&f, STATE_REQUEST_STATUSES));
	becomes(&f, STATE_PRESENCE_ONLINE, "at lunch");
	assert_int_equal(bob(&f)->presence, STATE_PRESENCE_ONLINE);
	assert_string_equal(bob(&f)->status, "at lunch");
	becomes(&f, STATE_PRESENCE_OFFLINE, NULL);
	assert_null(bob(&f)->status);
	end(&f);
}

static void ask_for(struct fixture *f, const char *user, bool subscribe)
{
	const struct state_person people[] = {{.id = (char *)user, .presence = STATE_PRESENCE_OFFLINE}};
	const struct state_request request = {
	        .type = STATE_REQUEST_STATUSES, .people = {&user, 1}, .ticket = 5, .flag = subscribe};
	happens(f, REQUEST, .request = &request);
	happens(f, ANSWERED, .request_id = requested(f, STATUSES), .people = people, .person_count = 1);
}

static enum state_presence presence_of(const struct fixture *f, const char *user)
{
	const char *status;
	return state_presence_of(&f->state, user, &status);
}

static void comes(struct fixture *f, const char *user)
{
	const struct state_person people[] = {{.id = (char *)user, .presence = STATE_PRESENCE_ONLINE}};
	happens(f, STATUSES, .people = people, .person_count = 1);
}

static void test_who_was_subscribed_to_last_is_followed(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	comes(&f, "erin");
	assert_int_equal(presence_of(&f, "erin"), STATE_PRESENCE_UNKNOWN);
	ask_for(&f, "erin", false);
	assert_int_equal(presence_of(&f, "erin"), STATE_PRESENCE_UNKNOWN);
	ask_for(&f, "erin", true);
	assert_int_equal(presence_of(&f, "erin"), STATE_PRESENCE_OFFLINE);
	comes(&f, "erin");
	assert_int_equal(presence_of(&f, "erin"), STATE_PRESENCE_ONLINE);
	/* bob is known by his conversation. */
	becomes(&f, STATE_PRESENCE_ONLINE, NULL);
	assert_int_equal(presence_of(&f, "bob"), STATE_PRESENCE_ONLINE);
	ask_for(&f, "frank", true);
	assert_int_equal(presence_of(&f, "erin"), STATE_PRESENCE_UNKNOWN);
	connection_is_lost(&f);
	assert_int_equal(presence_of(&f, "frank"), STATE_PRESENCE_UNKNOWN);
	end(&f);
}

static void test_without_a_connection_nobody_is_known_to_be_there(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	becomes(&f, STATE_PRESENCE_ONLINE, NULL);
	connection_is_lost(&f);
	assert_int_equal(bob(&f)->presence, STATE_PRESENCE_UNKNOWN);
	assert_null(own_request(&f, STATE_REQUEST_STATUSES));
	is_resumed(&f);
	assert_non_null(own_request(&f, STATE_REQUEST_STATUSES));
	assert_non_null(own_request(&f, STATE_REQUEST_BLOCKED));
	end(&f);
}

static void test_who_writes_does_so_until_he_stops_or_has_written(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, TYPING, .conversation = "bob", .text = "bob");
	assert_int_equal(bob(&f)->writers.len, 1);
	assert_int_equal(state_next_wake(&f.state), f.now_ms + STATE_TYPING_MS);
	f.now_ms += STATE_TYPING_MS - 1;
	happens(&f, TYPING, .conversation = "bob", .text = "bob");
	f.now_ms += 1;
	happens(&f, TIME);
	assert_int_equal(bob(&f)->writers.len, 1);
	f.now_ms += STATE_TYPING_MS;
	happens(&f, TIME);
	assert_int_equal(bob(&f)->writers.len, 0);
	assert_int_equal(state_next_wake(&f.state), 0);
	happens(&f, TYPING, .conversation = "bob", .text = "bob");
	is_received(&f, "bob", message(4, "bob", "so"));
	assert_int_equal(bob(&f)->writers.len, 0);
	end(&f);
}

static void test_a_sign_of_writing_is_given_now_and_then(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, WRITING, .conversation = "bob");
	assert_non_null(own_request(&f, STATE_REQUEST_TYPING));
	f.now_ms += STATE_TYPING_AGAIN_MS - 1;
	happens(&f, WRITING, .conversation = "bob");
	assert_null(own_request(&f, STATE_REQUEST_TYPING));
	happens(&f, WRITING, .conversation = "r");
	assert_non_null(own_request(&f, STATE_REQUEST_TYPING));
	f.now_ms += 1;
	happens(&f, WRITING, .conversation = "bob");
	assert_non_null(own_request(&f, STATE_REQUEST_TYPING));
	/* Who has sent and goes on gives the next one at once. */
	is_sent(&f, "bob", "c1", "one");
	happens(&f, WRITING, .conversation = "bob");
	assert_non_null(own_request(&f, STATE_REQUEST_TYPING));
	end(&f);
}

static void test_who_wants_to_be_unseen_gives_no_sign(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, POLICY, .policy = {.type_unseen = true, .read_unseen = true});
	happens(&f, WRITING, .conversation = "bob");
	assert_null(own_request(&f, STATE_REQUEST_TYPING));
	is_opened(&f, "bob");
	is_viewed(&f, true);
	is_received(&f, "bob", message(4, "bob", "seen?"));
	assert_true(request_of(&f, READ)->flag);
	end(&f);
}

static void test_a_name_changes_the_order(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	const struct state_person people[] = {{(char *)"bob", (char *)"Robert", NULL, 0, NULL}};
	happens(&f, RENAMED, .people = people, .person_count = 1);
	assert_string_equal(bob(&f)->name, "Robert");
	assert_true(state_fit(bob(&f), "robe", "robe") > 0);
	const struct state_person none[] = {{(char *)"bob", (char *)"", NULL, 0, NULL}};
	happens(&f, RENAMED, .people = none, .person_count = 1);
	assert_string_equal(bob(&f)->name, "bob");
	end(&f);
}

static void test_who_is_blocked(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	const char *ids[] = {"dave", "bob"};
	happens(&f, BLOCKED, .ids = {ids, 2});
	assert_true(state_is_blocked(&f.state, bob(&f)));
	happens(&f, BLOCKED, .ids = {ids, 1});
	assert_false(state_is_blocked(&f.state, bob(&f)));
	end(&f);
}

static void test_a_deleted_conversation_goes_unless_something_waits_in_it(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	const char *ids[] = {"bob", "r", "unknown"};
	connection_is_lost(&f);
	is_sent(&f, "r", "c1", "wait");
	happens(&f, CONVERSATIONS_GONE, .ids = {ids, 3});
	assert_null(bob(&f));
	assert_non_null(state_conversation(&f.state, "r"));
	assert_non_null(effect(&f, FORGET_CONVERSATION));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_whose_status_is_unknown_is_asked_for_when_online),
	        cmocka_unit_test(test_who_was_subscribed_to_last_is_followed),
	        cmocka_unit_test(test_without_a_connection_nobody_is_known_to_be_there),
	        cmocka_unit_test(test_who_writes_does_so_until_he_stops_or_has_written),
	        cmocka_unit_test(test_a_sign_of_writing_is_given_now_and_then),
	        cmocka_unit_test(test_who_wants_to_be_unseen_gives_no_sign),
	        cmocka_unit_test(test_a_name_changes_the_order),
	        cmocka_unit_test(test_who_is_blocked),
	        cmocka_unit_test(test_a_deleted_conversation_goes_unless_something_waits_in_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
