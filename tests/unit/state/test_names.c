/* What people are called whose IDs are shown. */
#include "unit/state/fixture.h"

static const struct state_request *asked_for(const struct fixture *f)
{
	for (size_t i = 0; i < f->effects.effects.len; i++) {
		const struct state_effect *effect = &f->effects.effects.items[i];
		if (effect->type == STATE_EFFECT_REQUEST && effect->request->type == STATE_REQUEST_PROFILES)
			return effect->request;
	}
	return NULL;
}

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {person("bob"), room("r")};
	list[0].name = (char *)"Bob B.";
	is_online(f, list, 2, 10);
	assert_null(asked_for(f));
}

static void is_called(struct fixture *f, uint64_t request, const char *user, const char *name)
{
	const struct state_person people[] = {{.id = (char *)user, .name = (char *)name}};
	happens(f, ANSWERED, .request_id = request, .people = people, .person_count = 1);
}

static void says(struct fixture *f, int64_t sequence, const char *user)
{
	is_received(f, "r", message(sequence, user, "so"));
}

static void test_whom_there_is_a_conversation_with_is_called_as_that(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	assert_string_equal(state_name_of(&f.state, "bob"), "Bob B.");
	assert_string_equal(state_name_of(&f.state, "carol"), "carol");
	assert_string_equal(state_name_of(&f.state, NULL), "");
	says(&f, 1, "bob");
	assert_null(asked_for(&f));
	end(&f);
}

static void test_unknown_authors_are_asked_for_once_in_one_request(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	const struct state_message messages[] = {message(1, "carol", "so"), message(2, "dave", "so"),
	                                         message(3, "carol", "so"), message(4, "bob", "so")};
	const char *const where[] = {"r", "r", "r", "r"};
	happens(&f, MESSAGES_RECEIVED, .messages = messages, .message_conversations = where,
	        .message_count = 4);
	const struct state_request *asked = asked_for(&f);
	assert_non_null(asked);
	assert_int_equal(asked->people.len, 2);
	uint64_t id = asked->id;
	assert_true(state_name_is_coming(&f.state, "carol"));
	says(&f, 5, "carol");
	assert_null(asked_for(&f));
	is_called(&f, id, "carol", "Carol C.");
	assert_string_equal(state_name_of(&f.state, "carol"), "Carol C.");
	/* Who is not in the answer has no name, which is an answer, too. */
	assert_false(state_name_is_coming(&f.state, "dave"));
	says(&f, 6, "dave");
	assert_null(asked_for(&f));
	end(&f);
}

static void test_who_is_quoted_reacts_or_types_is_named_too(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message said = message(1, "bob", "so");
	said.quote_from = (char *)"carol";
	said.reactions = (char *)"+1 dave eve";
	is_received(&f, "r", said);
	assert_int_equal(asked_for(&f)->people.len, 3);
	happens(&f, TYPING, .conversation = "r", .text = "frank");
	assert_string_equal(asked_for(&f)->people.items[0], "frank");
	end(&f);
}

static void test_a_new_name_is_known_at_once_and_kept(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	is_called(&f, asked_for(&f)->id, "carol", "Carol C.");
	const struct state_person people[] = {{.id = (char *)"carol", .name = (char *)"Carol D."}};
	happens(&f, RENAMED, .people = people, .person_count = 1);
	assert_string_equal(state_name_of(&f.state, "carol"), "Carol D.");
	assert_string_equal(effect(&f, SAVE_NAME)->user, "carol");
	assert_true(f.state.dirty & STATE_DIRTY_MESSAGES);
	const struct state_person none[] = {{.id = (char *)"carol", .name = (char *)""}};
	happens(&f, RENAMED, .people = none, .person_count = 1);
	assert_string_equal(state_name_of(&f.state, "carol"), "carol");
	end(&f);
}

static void test_names_of_the_cache_are_there_offline_and_not_asked_for(void **unused)
{
	(void)unused;
	struct fixture f;
	const struct state_person people[] = {{.id = (char *)"carol", .name = (char *)"Carol C."},
	                                      {.id = (char *)"dave", .name = (char *)"dave"}};
	const struct state_conversation list[] = {room("r")};
	begin(&f);
	happens(&f, CACHE_LOADED, .self = SELF, .position = 5, .people = people, .person_count = 2,
	        .conversations = list, .conversation_count = 1);
	assert_string_equal(state_name_of(&f.state, "carol"), "Carol C.");
	is_resumed(&f);
	says(&f, 1, "carol");
	assert_null(asked_for(&f));
	says(&f, 2, "dave");
	assert_null(asked_for(&f));
	end(&f);
}

/* What happened meanwhile nobody tells. */
static void test_after_a_login_that_did_not_resume_names_are_asked_for_afresh(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	is_called(&f, asked_for(&f)->id, "carol", "Carol C.");
	connection_is_lost(&f);
	const struct state_conversation list[] = {room("r")};
	happens(&f, LOGGED_IN, .self = SELF, .position = 90);
	uint64_t sync = requested(&f, SYNC);
	is_listed(&f, list, 1);
	assert_true(effects_of(&f, SAVE_NAME) > 0); /* the cache was emptied */
	assert_null(asked_for(&f));
	happens(&f, ANSWERED, .request_id = sync);
	assert_true(strspan_contains(asked_for(&f)->people, "carol"));
	assert_string_equal(state_name_of(&f.state, "carol"), "Carol C.");
	end(&f);
}

static void test_who_is_not_known_yet_is_not_kept_as_one_without_a_name(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	connection_is_lost(&f);
	const struct state_conversation list[] = {room("r")};
	happens(&f, LOGGED_IN, .self = SELF, .position = 90);
	is_listed(&f, list, 1);
	for (size_t i = 0; i < f.effects.effects.len; i++) {
		const struct state_effect *kept = &f.effects.effects.items[i];
		assert_false(kept->type == STATE_EFFECT_SAVE_NAME && str_equal(kept->user, "carol"));
	}
	assert_true(effects_of(&f, SAVE_NAME) > 0); /* bob's, who has one */
	end(&f);
}

static void test_what_was_asked_when_the_connection_went_is_asked_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	connection_is_lost(&f);
	assert_false(state_name_is_coming(&f.state, "carol"));
	assert_null(f.state.notice);
	is_resumed(&f);
	assert_int_equal(asked_for(&f)->people.len, 1);
	end(&f);
}

static void test_a_server_that_refuses_is_not_asked_again_and_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	happens(&f, ANSWERED, .request_id = asked_for(&f)->id, .code = 10006, .text = "too often");
	assert_null(asked_for(&f));
	assert_false(state_name_is_coming(&f.state, "carol"));
	assert_null(f.state.notice);
	end(&f);
}

static void test_of_very_many_each_request_has_its_piece_and_none_is_forgotten(void **unused)
{
	(void)unused;
	struct fixture f;
	char users[STATE_NAMES_MAX + 10][8];
	size_t asked = 0;
	begin_online(&f);
	for (int i = 0; i < STATE_NAMES_MAX + 10; i++) {
		snprintf(users[i], sizeof(users[i]), "u%d", i);
		says(&f, i + 1, users[i]);
		asked += asked_for(&f) ? asked_for(&f)->people.len : 0;
	}
	/* bob is one of them. */
	assert_int_equal(asked, STATE_NAMES_MAX - 1);
	connection_is_lost(&f);
	is_resumed(&f);
	assert_int_equal(asked_for(&f)->people.len, STATE_PIECE);
	happens(&f, TIME);
	assert_int_equal(asked_for(&f)->people.len, STATE_PIECE);
	end(&f);
}

static void test_the_members_that_somebody_lists_bring_the_names_of_those_who_wrote(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	says(&f, 1, "carol");
	const struct state_request members = {.type = STATE_REQUEST_ROOM_MEMBERS, .room = "r", .ticket = 9};
	happens(&f, REQUEST, .request = &members);
	is_called(&f, requested(&f, ROOM_MEMBERS), "carol", "Carol C.");
	assert_string_equal(state_name_of(&f.state, "carol"), "Carol C.");
	assert_string_equal(effect(&f, SAVE_NAME)->user, "carol");
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_whom_there_is_a_conversation_with_is_called_as_that),
	        cmocka_unit_test(test_unknown_authors_are_asked_for_once_in_one_request),
	        cmocka_unit_test(test_who_is_quoted_reacts_or_types_is_named_too),
	        cmocka_unit_test(test_a_new_name_is_known_at_once_and_kept),
	        cmocka_unit_test(test_names_of_the_cache_are_there_offline_and_not_asked_for),
	        cmocka_unit_test(test_after_a_login_that_did_not_resume_names_are_asked_for_afresh),
	        cmocka_unit_test(test_who_is_not_known_yet_is_not_kept_as_one_without_a_name),
	        cmocka_unit_test(test_what_was_asked_when_the_connection_went_is_asked_again),
	        cmocka_unit_test(test_a_server_that_refuses_is_not_asked_again_and_again),
	        cmocka_unit_test(test_of_very_many_each_request_has_its_piece_and_none_is_forgotten),
	        cmocka_unit_test(test_the_members_that_somebody_lists_bring_the_names_of_those_who_wrote),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
