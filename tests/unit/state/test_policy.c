/* What the person is told of (a table of every setting), and how: together, replaced, closed. */
#include <string.h>

#include "unit/state/fixture.h"

#define MINUTE(hours, minutes) ((hours)*60 + (minutes))

static struct state_conversation bob_with(enum state_remind remind)
{
	struct state_conversation bob = with_last(person("bob"), 3, 300);
	bob.name = (char *)"Bob B.";
	bob.remind = remind;
	return bob;
}

static struct state_conversation room_with(enum state_remind remind)
{
	struct state_conversation test = with_last(room("r"), 9, 200);
	test.name = (char *)"test";
	test.remind = remind;
	return test;
}

static void begin_with(struct fixture *f, enum state_remind remind, struct state_policy policy)
{
	begin(f);
	struct state_conversation list[] = {bob_with(remind), room_with(remind)};
	is_online(f, list, 2, 10);
	happens(f, POLICY, .policy = policy);
}

static void begin_online(struct fixture *f)
{
	begin_with(f, STATE_REMIND_NOTIFY, (struct state_policy){0});
}

static struct state_message mention(int64_t sequence)
{
	struct state_message mention = message(sequence, "bob", "look, @alice");
	mention.mentions_me = true;
	return mention;
}

static void time_passes(struct fixture *f, int64_t ms)
{
	f->now_ms += ms;
	happens(f, TIME, 0);
}

/* The server says the conversation anew, as it is but for these. */
static void is_said(struct fixture *f, const char *id, int64_t unread, enum state_remind remind)
{
	const struct state_conversation *now = known(f, id);
	struct state_conversation said = now->kind == STATE_ROOM  ? room_with(remind)
	                                 : strcmp(id, "bob") == 0 ? bob_with(remind)
	                                                          : with_last(person(id), 0, 300);
	said.last_sequence = now->last_sequence;
	said.unread = unread;
	said.read_sequence = now->last_sequence - unread;
	is_changed(f, said);
}

static void is_read_elsewhere(struct fixture *f, const char *id)
{
	is_said(f, id, 0, STATE_REMIND_NOTIFY);
}

/* ---- what: every setting ---- */

#define LEVELS(notify, mentions, count, mute) \
	{                                     \
		notify, mentions, count, mute \
	}

struct rule {
	const char *what;
	enum state_remind people, rooms; /* the person's own */
	bool in_room, mentions_me;
	bool told[STATE_REMIND_COUNT]; /* by the conversation's setting */
};

static const struct rule rules[] = {
        {"a person's message", STATE_REMIND_NOTIFY, STATE_REMIND_NOTIFY, false, false, LEVELS(1, 0, 0, 0)},
        {"a person's mention", STATE_REMIND_NOTIFY, STATE_REMIND_NOTIFY, false, true, LEVELS(1, 1, 0, 0)},
        {"a room's message", STATE_REMIND_NOTIFY, STATE_REMIND_NOTIFY, true, false, LEVELS(1, 0, 0, 0)},
        {"a room's mention", STATE_REMIND_NOTIFY, STATE_REMIND_NOTIFY, true, true, LEVELS(1, 1, 0, 0)},
        {"rooms: mentions, message", STATE_REMIND_NOTIFY, STATE_REMIND_MENTIONS, true, false,
         LEVELS(0, 0, 0, 0)},
        {"rooms: mentions, mention", STATE_REMIND_NOTIFY, STATE_REMIND_MENTIONS, true, true,
         LEVELS(1, 1, 0, 0)},
        {"rooms: mentions, a person", STATE_REMIND_NOTIFY, STATE_REMIND_MENTIONS, false, false,
         LEVELS(1, 0, 0, 0)},
        {"rooms: count, mention", STATE_REMIND_NOTIFY, STATE_REMIND_SILENT, true, true, LEVELS(0, 0, 0, 0)},
        {"people: count, message", STATE_REMIND_SILENT, STATE_REMIND_NOTIFY, false, false,
         LEVELS(0, 0, 0, 0)},
        {"people: count, a room", STATE_REMIND_SILENT, STATE_REMIND_NOTIFY, true, false, LEVELS(1, 0, 0, 0)},
};

static void check_rule(const struct rule *rule, enum state_remind remind)
{
	struct fixture f;
	begin_with(&f, remind, (struct state_policy){.people = rule->people, .rooms = rule->rooms});
	int64_t sequence = rule->in_room ? 10 : 4;
	is_received(&f, rule->in_room ? "r" : "bob",
	            rule->mentions_me ? mention(sequence) : message(sequence, "bob", "hi"));
	time_passes(&f, STATE_GATHER_MS);
	if ((effect(&f, NOTIFY) != NULL) != rule->told[remind])
		fail_msg("%s in a conversation that is set to “%s”", rule->what, state_reminds[remind].word);
	end(&f);
}

static void test_settings_of_conversation_and_account_and_mentions(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		for (int remind = 0; remind < STATE_REMIND_COUNT; remind++)
			check_rule(&rules[i], (enum state_remind)remind);
}

static void test_quiet_hours(void **unused)
{
	(void)unused;
	static const struct {
		int from, until, now;
		bool told;
	} hours[] = {
	        {MINUTE(22, 0), MINUTE(7, 0), MINUTE(21, 59), true},
	        {MINUTE(22, 0), MINUTE(7, 0), MINUTE(22, 0), false},
	        {MINUTE(22, 0), MINUTE(7, 0), MINUTE(0, 0), false},
	        {MINUTE(22, 0), MINUTE(7, 0), MINUTE(6, 59), false},
	        {MINUTE(22, 0), MINUTE(7, 0), MINUTE(7, 0), true},
	        {MINUTE(12, 0), MINUTE(13, 0), MINUTE(12, 30), false},
	        {MINUTE(12, 0), MINUTE(13, 0), MINUTE(13, 0), true},
	        {MINUTE(12, 0), MINUTE(13, 0), MINUTE(11, 59), true},
	        {0, 0, 0, true},
	};
	for (size_t i = 0; i < sizeof(hours) / sizeof(*hours); i++) {
		struct fixture f;
		struct state_message hi = message(4, "bob", "hi");
		const char *where = "bob";
		begin_with(&f, STATE_REMIND_NOTIFY,
		           (struct state_policy){.quiet_from = hours[i].from, .quiet_until = hours[i].until});
		happens(&f, MESSAGES_RECEIVED, .messages = &hi, .message_conversations = &where,
		        .message_count = 1, .local_minute = hours[i].now);
		time_passes(&f, STATE_GATHER_MS);
		assert_int_equal(effect(&f, NOTIFY) != NULL, hours[i].told);
		assert_int_equal(known(&f, "bob")->unread, 1);
		end(&f);
	}
}

static void test_what_is_before_the_eyes_is_not_told(void **unused)
{
	(void)unused;
	static const struct {
		bool open, shown, away, told;
	} looks[] = {
	        {false, false, false, true}, /* another conversation is open, or none */
	        {true, true, false, false},
	        {true, false, false, true}, /* scrolled back, or hidden */
	        {true, true, true, true}, /* the terminal has lost the focus */
	};
	for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++) {
		struct fixture f;
		begin_online(&f);
		if (looks[i].open)
			is_opened(&f, "bob");
		is_viewed(&f, looks[i].shown);
		happens(&f, FOCUS, .flag = !looks[i].away);
		is_received(&f, "bob", message(4, "bob", "hi"));
		assert_int_equal(known(&f, "bob")->unread, looks[i].told);
		time_passes(&f, STATE_GATHER_MS);
		assert_int_equal(effect(&f, NOTIFY) != NULL, looks[i].told);
		end(&f);
	}
}

static void test_ones_own_message_is_not_told(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, SELF, "from my phone"));
	time_passes(&f, STATE_GATHER_MS);
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_a_replayed_message_is_not_told_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(3, "bob", "old"));
	time_passes(&f, STATE_GATHER_MS);
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_totals_count_what_the_policy_counts(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "hi"));
	is_received(&f, "r", mention(10));
	assert_int_equal(state_unread_total(&f.state), 2);
	assert_int_equal(state_mentions_total(&f.state), 1);
	happens(&f, POLICY, .policy = (struct state_policy){.rooms = STATE_REMIND_DISCARD});
	assert_int_equal(state_unread_total(&f.state), 1);
	assert_int_equal(state_mentions_total(&f.state), 0);
	is_said(&f, "bob", 1, STATE_REMIND_DISCARD);
	assert_int_equal(state_unread_total(&f.state), 0);
	end(&f);
}

/* ---- how: one or several messages ---- */

static void test_of_a_person_the_name_and_the_text(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "are\nyou there?"));
	assert_null(effect(&f, NOTIFY));
	assert_int_equal(state_next_wake(&f.state), NOW + STATE_GATHER_MS);
	time_passes(&f, STATE_GATHER_MS);
	assert_string_equal(effect(&f, NOTIFY)->conversation, "bob");
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B.");
	assert_string_equal(effect(&f, NOTIFY)->text, "are you there?");
	assert_int_equal(state_next_wake(&f.state), 0);
	end(&f);
}

static void test_of_a_room_who_and_where(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "r", message(10, "bob", "all"));
	time_passes(&f, STATE_GATHER_MS);
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B. in #test");
	end(&f);
}

static void test_several_in_a_short_time_are_one_with_a_count(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	for (int i = 0; i < 5; i++) {
		is_received(&f, "r", message(10 + i, "bob", i < 4 ? "a" : "last"));
		assert_null(effect(&f, NOTIFY));
		f.now_ms += 100;
	}
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	assert_string_equal(effect(&f, NOTIFY)->title, "#test (5 messages)");
	assert_string_equal(effect(&f, NOTIFY)->text, "Bob B.: last");
	end(&f);
}

static void test_one_that_goes_on_is_replaced_and_not_often(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "a"));
	time_passes(&f, STATE_GATHER_MS);
	assert_non_null(effect(&f, NOTIFY));
	is_received(&f, "bob", message(5, "bob", "b"));
	time_passes(&f, STATE_GATHER_MS);
	assert_null(effect(&f, NOTIFY));
	time_passes(&f, STATE_AGAIN_MS - STATE_GATHER_MS);
	assert_string_equal(effect(&f, NOTIFY)->conversation, "bob");
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B. (2 messages)");
	end(&f);
}

static void test_many_conversations_at_once_are_one_summary(void **unused)
{
	(void)unused;
	struct fixture f;
	struct state_conversation list[STATE_APART_MAX + 1];
	static const char *const names[] = {"a", "b", "c", "d"};
	const size_t count = sizeof(list) / sizeof(*list);
	begin(&f);
	for (size_t i = 0; i < count; i++)
		list[i] = with_last(person(names[i]), 3, 300);
	is_online(&f, list, count, 10);
	for (size_t i = 0; i < count; i++)
		is_received(&f, names[i], message(4, names[i], "hi"));
	is_received(&f, "a", message(5, "a", "hi"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	assert_string_equal(effect(&f, NOTIFY)->conversation, "");
	assert_string_equal(effect(&f, NOTIFY)->title, "5 messages in 4 conversations");
	for (size_t i = 0; i < count; i++) {
		assert_null(effect(&f, NOTIFY_CLOSE));
		is_read_elsewhere(&f, names[i]);
	}
	assert_string_equal(effect(&f, NOTIFY_CLOSE)->conversation, "");
	end(&f);
}

static void test_the_text_can_be_hidden(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_with(&f, STATE_REMIND_NOTIFY, (struct state_policy){.hide_text = true});
	is_received(&f, "bob", message(4, "bob", "secret"));
	time_passes(&f, STATE_GATHER_MS);
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B.");
	assert_string_equal(effect(&f, NOTIFY)->text, "New message");
	end(&f);
}

/* ---- no more ---- */

static void test_reading_anywhere_closes_it(void **unused)
{
	(void)unused;
	for (int here = 0; here < 2; here++) {
		struct fixture f;
		begin_online(&f);
		is_received(&f, "bob", message(4, "bob", "hi"));
		time_passes(&f, STATE_GATHER_MS);
		if (here) {
			is_opened(&f, "bob");
			is_viewed(&f, true);
		} else {
			is_read_elsewhere(&f, "bob");
		}
		assert_string_equal(effect(&f, NOTIFY_CLOSE)->conversation, "bob");
		is_read_elsewhere(&f, "bob");
		assert_null(effect(&f, NOTIFY_CLOSE));
		end(&f);
	}
}

static void test_what_is_read_at_once_is_never_shown(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "hi"));
	is_read_elsewhere(&f, "bob");
	assert_null(effect(&f, NOTIFY_CLOSE));
	time_passes(&f, STATE_GATHER_MS);
	assert_null(effect(&f, NOTIFY));
	end(&f);
}

static void test_after_reading_the_count_begins_anew(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "hi"));
	time_passes(&f, STATE_GATHER_MS);
	is_read_elsewhere(&f, "bob");
	is_received(&f, "bob", message(5, "bob", "again"));
	time_passes(&f, STATE_GATHER_MS);
	assert_string_equal(effect(&f, NOTIFY)->title, "Bob B.");
	end(&f);
}

static void test_muting_and_leaving_close_it(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_received(&f, "bob", message(4, "bob", "hi"));
	is_received(&f, "r", message(10, "bob", "hi"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 2);
	is_said(&f, "bob", 1, STATE_REMIND_SILENT);
	assert_string_equal(effect(&f, NOTIFY_CLOSE)->conversation, "bob");
	struct state_conversation bob = bob_with(STATE_REMIND_SILENT);
	is_listed(&f, &bob, 1);
	assert_string_equal(effect(&f, NOTIFY_CLOSE)->conversation, "r");
	end(&f);
}

/* ---- the focus ---- */

static void test_what_came_while_away_is_read_on_return(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	is_opened(&f, "bob");
	is_viewed(&f, true);
	happens(&f, FOCUS, .flag = false);
	is_received(&f, "bob", message(4, "bob", "hi"));
	assert_null(request_of(&f, READ));
	assert_int_equal(known(&f, "bob")->first_new, 4);
	time_passes(&f, STATE_GATHER_MS);
	happens(&f, FOCUS, .flag = true);
	assert_int_equal(request_of(&f, READ)->sequence, 4);
	assert_string_equal(effect(&f, NOTIFY_CLOSE)->conversation, "bob");
	end(&f);
}

/* bob and r are in Home, which is set so. */
static void begin_in_group(struct fixture *f, const char *settings, enum state_remind bobs)
{
	begin_online(f);
	char *in_home[] = {(char *)"Home"};
	happens(f, CONVGROUPS_LISTED, .convgroups = names("Home"));
	is_changed(f, filed_in(bob_with(bobs), in_home, 1));
	is_changed(f, filed_in(room_with(STATE_REMIND_NEW), in_home, 1));
	happens(f, CONVGROUP_SET, .convgroup = "Home", .text = settings);
}

static void test_a_conversation_does_what_its_group_is_set_to(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_in_group(&f, "mute", STATE_REMIND_NOTIFY);
	is_received(&f, "bob", message(4, "bob", "hello"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 0);
	assert_int_equal(state_unread_total(&f.state), 0);
	happens(&f, CONVGROUP_SET, .convgroup = "Home", .text = "notify");
	assert_int_equal(state_unread_total(&f.state), 1);
	is_received(&f, "r", message(10, "carol", "no mention"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	end(&f);
}

static void test_its_own_setting_goes_before_the_groups(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_in_group(&f, "notify", STATE_REMIND_DISCARD);
	is_received(&f, "bob", message(4, "bob", "hello"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 0);
	assert_int_equal(state_unread_total(&f.state), 0);
	end(&f);
}

static void test_a_group_has_quiet_hours_of_its_own(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_in_group(&f, "quiet=22:00-07:00", STATE_REMIND_NOTIFY);
	struct state_message late = message(4, "bob", "late"), early = message(5, "bob", "early");
	const char *bob = "bob";
	happens(&f, MESSAGES_RECEIVED, .messages = &late, .message_conversations = &bob, .message_count = 1,
	        .local_minute = MINUTE(23, 30));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 0);
	happens(&f, MESSAGES_RECEIVED, .messages = &early, .message_conversations = &bob, .message_count = 1,
	        .local_minute = MINUTE(7, 0));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	end(&f);
}

static void test_a_digest_tells_what_came_once_and_together(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_in_group(&f, "notify digest=15", STATE_REMIND_NOTIFY);
	is_received(&f, "bob", message(4, "bob", "hello"));
	is_received(&f, "r", message(10, "carol", "hi"));
	int64_t due = state_next_wake(&f.state), quarter = INT64_C(15) * 60000;
	assert_int_equal(due % quarter, 0);
	assert_true(due > f.now_ms && due - f.now_ms <= quarter);
	time_passes(&f, due - f.now_ms - 1);
	assert_int_equal(effects_of(&f, NOTIFY), 0);
	time_passes(&f, 1);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	end(&f);
}

static void test_the_focus_on_a_group_silences_the_rest(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home"));
	char *in_home[] = {(char *)"Home"};
	struct state_conversation filed = filed_in(bob_with(STATE_REMIND_NOTIFY), in_home, 1);
	is_changed(&f, filed);
	happens(&f, NARROW, .convgroup = "Home");
	is_received(&f, "r", message(10, "carol", "hello"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 0);
	assert_int_equal(state_unread_narrowed_out(&f.state), 1);
	is_received(&f, "bob", message(4, "bob", "hello"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	happens(&f, NARROW, .convgroup = NULL);
	is_received(&f, "r", message(11, "carol", "again"));
	time_passes(&f, STATE_GATHER_MS);
	assert_int_equal(effects_of(&f, NOTIFY), 1);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_settings_of_conversation_and_account_and_mentions),
	        cmocka_unit_test(test_quiet_hours),
	        cmocka_unit_test(test_what_is_before_the_eyes_is_not_told),
	        cmocka_unit_test(test_ones_own_message_is_not_told),
	        cmocka_unit_test(test_a_replayed_message_is_not_told_again),
	        cmocka_unit_test(test_totals_count_what_the_policy_counts),
	        cmocka_unit_test(test_of_a_person_the_name_and_the_text),
	        cmocka_unit_test(test_of_a_room_who_and_where),
	        cmocka_unit_test(test_several_in_a_short_time_are_one_with_a_count),
	        cmocka_unit_test(test_one_that_goes_on_is_replaced_and_not_often),
	        cmocka_unit_test(test_many_conversations_at_once_are_one_summary),
	        cmocka_unit_test(test_the_text_can_be_hidden),
	        cmocka_unit_test(test_reading_anywhere_closes_it),
	        cmocka_unit_test(test_what_is_read_at_once_is_never_shown),
	        cmocka_unit_test(test_after_reading_the_count_begins_anew),
	        cmocka_unit_test(test_muting_and_leaving_close_it),
	        cmocka_unit_test(test_what_came_while_away_is_read_on_return),
	        cmocka_unit_test(test_the_focus_on_a_group_silences_the_rest),
	        cmocka_unit_test(test_a_conversation_does_what_its_group_is_set_to),
	        cmocka_unit_test(test_its_own_setting_goes_before_the_groups),
	        cmocka_unit_test(test_a_group_has_quiet_hours_of_its_own),
	        cmocka_unit_test(test_a_digest_tells_what_came_once_and_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
