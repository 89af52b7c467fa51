/* What views ask: sums, rows, walking, finding, judging a name. */
#include "unit/state/fixture.h"

#include "state/fuzzy.h"

#include <errno.h>

#include "base/err.h"

static char work[] = "Work", home[] = "Home";

/*
 * Home: b* (1 unread), a            (b is in both)
 * Work: d (2 unread, 1 mention), b*, e
 * none: g (3 unread), f
 */
static void begin_filed(struct fixture *f)
{
	begin(f);
	char *in_home[] = {home}, *in_both[] = {home, work}, *in_work[] = {work};
	struct state_conversation list[] = {
	        filed_in(with_last(person("a"), 9, 100), in_home, 1),
	        filed_in(with_unread(with_last(person("b"), 9, 200), 1), in_both, 2),
	        filed_in(with_unread(with_last(room("d"), 9, 300), 2), in_work, 1),
	        filed_in(with_last(person("e"), 9, 50), in_work, 1),
	        with_last(person("f"), 9, 40),
	        with_unread(with_last(person("g"), 9, 60), 3),
	};
	list[2].mentions = 1;
	is_online(f, list, 6, 10);
	happens(f, CONVGROUPS_LISTED, .convgroups = names("Home", "Work", "Empty"));
	is_listed(f, list, 6);
}

static void fold(struct fixture *f, const char *convgroup)
{
	happens(f, FOLD, .convgroup = convgroup, .flag = true);
}

static void test_sums_count_each_conversation_once(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	assert_int_equal(state_unread_total(&f.state), 6);
	assert_int_equal(state_unread_in(&f.state, "Home"), 1);
	assert_int_equal(state_unread_in(&f.state, "Work"), 3);
	assert_int_equal(state_unread_in(&f.state, NULL), 3);
	assert_int_equal(state_unread_in(&f.state, "Nobody"), 0);
	assert_int_equal(state_conversations_in(&f.state, "Work"), 3);
	assert_int_equal(state_conversations_in(&f.state, NULL), 2);
	is_opened(&f, "d");
	assert_int_equal(state_unread_elsewhere(&f.state), 4);
	end(&f);
}

static void test_a_room_and_a_person_may_have_the_same_id(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	struct state_conversation list[] = {person("p"), room("r")};
	list[0].peer = list[1].peer = (char *)"ops";
	is_online(&f, list, 2, 10);
	assert_string_equal(state_conversation_with(&f.state, STATE_ROOM, "ops")->id, "r");
	assert_string_equal(state_conversation_with(&f.state, STATE_PERSON, "ops")->id, "p");
	assert_null(state_conversation_with(&f.state, STATE_ROOM, "other"));
	assert_null(state_conversation_with(&f.state, STATE_ROOM, NULL));
	end(&f);
}

static void test_sums_leave_out_what_is_discarded(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	struct state_conversation quiet = with_unread(with_last(person("g"), 9, 60), 3);
	quiet.remind = STATE_REMIND_DISCARD;
	is_changed(&f, quiet);
	assert_int_equal(state_unread_total(&f.state), 3);
	assert_int_equal(state_unread_in(&f.state, NULL), 0);
	end(&f);
}

/* "Home" is a heading, "-" the one of those in no group, " b" a conversation. */
static void check_rows(const struct fixture *f, struct strspan expected)
{
	struct state_rows rows = {0};
	state_sidebar_rows(&f->state, &rows);
	for (size_t i = 0; i < rows.len && i < expected.len; i++) {
		const struct state_row *row = &rows.items[i];
		char text[32];
		if (row->conversation)
			snprintf(text, sizeof(text), " %s", row->conversation->id);
		else
			snprintf(text, sizeof(text), "%s", row->convgroup ? row->convgroup->name : "-");
		assert_string_equal(text, expected.items[i]);
	}
	assert_int_equal(rows.len, expected.len);
	vec_finish(&rows);
}

static void test_rows_are_headings_and_their_conversations(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	check_rows(&f, names("Home", " b", " a", "Work", " d", " b", " e", "Empty", "-", " g", " f"));
	end(&f);
}

static void test_rows_of_a_folded_heading_are_the_unread_and_the_current_one(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	fold(&f, "Home");
	fold(&f, "Work");
	fold(&f, NULL);
	check_rows(&f, names("Home", " b", "Work", " d", " b", "Empty", "-", " g"));
	is_opened(&f, "e");
	check_rows(&f, names("Home", " b", "Work", " d", " b", " e", "Empty", "-", " g"));
	end(&f);
}

static void test_rows_have_no_heading_for_none_where_all_are_filed(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	char *in_home[] = {home};
	struct state_conversation list[] = {filed_in(person("a"), in_home, 1)};
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home"));
	is_listed(&f, list, 1);
	check_rows(&f, names("Home", " a"));
	end(&f);
}

static void test_rows_show_a_conversation_whose_groups_nobody_knows(void **unused)
{
	(void)unused;
	struct fixture f;
	begin(&f);
	char *in_work[] = {work};
	struct state_conversation list[] = {
	        filed_in(with_unread(with_last(person("a"), 9, 1), 2), in_work, 1)};
	happens(&f, CONVGROUPS_LISTED, .convgroups = names("Home"));
	is_listed(&f, list, 1);
	check_rows(&f, names("Home", "-", " a"));
	assert_int_equal(state_unread_in(&f.state, NULL), 2);
	assert_string_equal(state_neighbour(&f.state, 1)->id, "a");
	end(&f);
}

static const char *neighbour(const struct fixture *f, int step)
{
	const struct state_conversation *conversation = state_neighbour(&f->state, step);
	return conversation ? conversation->id : "none";
}

static void test_neighbours_are_walked_to_once_each(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	const char *const down[] = {"b", "a", "d", "e", "g", "f"};
	for (size_t i = 0; i < 6; i++) {
		assert_string_equal(neighbour(&f, 1), down[i]);
		is_opened(&f, down[i]);
	}
	assert_string_equal(neighbour(&f, 1), "none");
	for (size_t i = 5; i > 0; i--) {
		assert_string_equal(neighbour(&f, -1), down[i - 1]);
		is_opened(&f, down[i - 1]);
	}
	assert_string_equal(neighbour(&f, -1), "none");
	end(&f);
}

static void test_neighbours_are_those_that_a_folded_group_shows(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	fold(&f, "Work");
	is_opened(&f, "a");
	assert_string_equal(neighbour(&f, 1), "d");
	/* From within a folded one, too. */
	is_opened(&f, "e");
	assert_string_equal(neighbour(&f, 1), "g");
	assert_string_equal(neighbour(&f, -1), "d");
	is_opened(&f, NULL);
	assert_string_equal(neighbour(&f, -1), "f");
	end(&f);
}

static void test_next_unread_takes_mentions_first_and_goes_round(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	fold(&f, "Work");
	assert_string_equal(state_next_unread(&f.state)->id, "d");
	is_opened(&f, "d");
	is_viewed(&f, true);
	assert_string_equal(state_next_unread(&f.state)->id, "g");
	is_opened(&f, "g");
	is_viewed(&f, true);
	assert_string_equal(state_next_unread(&f.state)->id, "b");
	is_opened(&f, "b");
	is_viewed(&f, true);
	assert_null(state_next_unread(&f.state));
	end(&f);
}

static void begin_named(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {person("id-1"), person("id-2"), room("id-3"), person("id-4"),
	                                    person("id-5")};
	const char *peers[] = {"bob", "carol", "test", "bobby", "x"};
	const char *labels[] = {"Robert", "Carol Bobson", "The test room", "Émilie", "kabob"};
	for (size_t i = 0; i < 5; i++) {
		list[i].peer = (char *)peers[i];
		list[i].name = (char *)labels[i];
	}
	is_online(f, list, 5, 10);
}

static int fit(const struct fixture *f, const char *id, const char *text)
{
	return state_fit(state_conversation(&f->state, id), text, text);
}

static void test_what_fits_best(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_named(&f);
	assert_true(fit(&f, "id-1", "bob") == FUZZY_WHOLE);
	assert_true(fit(&f, "id-4", "bob") == FUZZY_START);
	assert_true(fit(&f, "id-2", "bob") == FUZZY_WORD);
	assert_true(fit(&f, "id-5", "bob") == FUZZY_PIECE);
	assert_int_equal(fit(&f, "id-3", "bob"), 0);
	assert_true(fit(&f, "id-4", "emil") > 0); /* Émilie */
	assert_true(fit(&f, "id-5", "id-5") == FUZZY_WHOLE);
	assert_true(fit(&f, "id-1", "") == FUZZY_ANY);
	end(&f);
}

static void test_scattered_letters_fit_the_better_the_more_begin_a_word(void **unused)
{
	(void)unused;
	assert_true(fuzzy_score("the test room", "ttr") > fuzzy_score("battery", "ttr"));
	assert_true(fuzzy_score("the test room", "ttr") < FUZZY_PIECE);
	assert_int_equal(fuzzy_score("room", "moor"), 0);
	assert_int_equal(fuzzy_score("", "x"), 0);
}

static void test_resolving_takes_an_id_a_peer_or_a_name(void **unused)
{
	(void)unused;
	struct fixture f;
	struct err err = {0};
	begin_named(&f);
	assert_string_equal(state_resolve(&f.state, "id-2", &err)->id, "id-2");
	assert_string_equal(state_resolve(&f.state, "bobby", &err)->id, "id-4");
	assert_string_equal(state_resolve(&f.state, "kabob", &err)->id, "id-5");
	assert_null(state_resolve(&f.state, "kab", &err));
	assert_string_equal(err.text, "There is no conversation “kab”");
	end(&f);
}

static void test_the_notes_go_by_the_name_on_the_screen_and_by_ones_own_id(void **unused)
{
	(void)unused;
	struct fixture f;
	struct err err = {0};
	begin_named(&f);
	struct state_conversation notes = person("id-n");
	notes.kind = STATE_NOTES;
	notes.peer = notes.name = (char *)SELF;
	is_changed(&f, notes);
	assert_string_equal(state_resolve(&f.state, STATE_NOTES_NAME, &err)->id, "id-n");
	assert_string_equal(state_resolve(&f.state, SELF, &err)->id, "id-n");
	end(&f);
}

static void test_resolving_an_ambiguous_name_says_between_what(void **unused)
{
	(void)unused;
	struct fixture f;
	struct err err = {0};
	begin_named(&f);
	struct state_conversation twin = room("id-9");
	twin.peer = (char *)"bob";
	is_changed(&f, twin);
	assert_null(state_resolve(&f.state, "bob", &err));
	assert_non_null(strstr(err.text, "id-1"));
	assert_non_null(strstr(err.text, "id-9"));
	/* People by their user names, which are shorter. */
	struct state_conversation sam = person("id-7");
	sam.peer = (char *)"alfred";
	sam.name = (char *)"Robert";
	is_changed(&f, sam);
	assert_null(state_resolve(&f.state, "Robert", &err));
	assert_non_null(strstr(err.text, "alfred"));
	assert_null(strstr(err.text, "id-7"));
	end(&f);
}

static void test_with_a_sign_only_rooms_are_meant(void **unused)
{
	(void)unused;
	struct fixture f;
	struct err err = {0};
	begin_named(&f);
	struct state_conversation twin = room("id-9");
	twin.peer = (char *)"bob";
	twin.name = (char *)"Plans";
	is_changed(&f, twin);
	assert_string_equal(state_resolve(&f.state, "#bob", &err)->id, "id-9");
	assert_string_equal(state_resolve(&f.state, "#Plans", &err)->id, "id-9");
	assert_string_equal(state_resolve(&f.state, "#plans", &err)->id, "id-9");
	assert_null(state_resolve(&f.state, "#bobby", &err));
	assert_int_equal(err.code, ENOENT);
	assert_null(state_resolve(&f.state, "##bob", &err));
	end(&f);
}

static void check_name(const struct fixture *f, const char *name, const char *except, const char *complaint)
{
	struct err err = {0};
	bool ok = state_check_convgroup_name(&f->state, name, except, &err);
	assert_string_equal(err.text, complaint);
	assert_int_equal(ok, !*complaint);
}

static void test_names_of_groups_are_judged_in_words(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	check_name(&f, "New", NULL, "");
	check_name(&f, "項目の会議は三時からです", NULL,
	           "The name has 36 bytes; a group's may have at most 32");
	check_name(&f, "12345678901234567890123456789012", NULL, "");
	check_name(&f, "", NULL, "A group needs a name");
	check_name(&f, NULL, NULL, "A group needs a name");
	check_name(&f, "a\033b", NULL, "The name has control characters");
	check_name(&f, "a\xff", NULL, "The name is not valid UTF-8");
	check_name(&f, "Work", NULL, "There is a group “Work” already");
	/* Renaming: its own name is no other's. */
	check_name(&f, "Work", "Work", "");
	check_name(&f, "Home", "Work", "There is a group “Home” already");
	end(&f);
}

static void test_the_last_group_fits_and_one_more_does_not(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_filed(&f);
	f.state.limits.convgroups = 4;
	check_name(&f, "New", NULL, "");
	f.state.limits.convgroups = 3;
	check_name(&f, "New", NULL, "There can be no more than 3 groups");
	check_name(&f, "New", "Work", "");
	/* Not known yet: the server will say. */
	f.state.limits.convgroups = 0;
	check_name(&f, "New", NULL, "");
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_sums_count_each_conversation_once),
	        cmocka_unit_test(test_a_room_and_a_person_may_have_the_same_id),
	        cmocka_unit_test(test_sums_leave_out_what_is_discarded),
	        cmocka_unit_test(test_rows_are_headings_and_their_conversations),
	        cmocka_unit_test(test_rows_of_a_folded_heading_are_the_unread_and_the_current_one),
	        cmocka_unit_test(test_rows_have_no_heading_for_none_where_all_are_filed),
	        cmocka_unit_test(test_rows_show_a_conversation_whose_groups_nobody_knows),
	        cmocka_unit_test(test_neighbours_are_walked_to_once_each),
	        cmocka_unit_test(test_neighbours_are_those_that_a_folded_group_shows),
	        cmocka_unit_test(test_next_unread_takes_mentions_first_and_goes_round),
	        cmocka_unit_test(test_what_fits_best),
	        cmocka_unit_test(test_scattered_letters_fit_the_better_the_more_begin_a_word),
	        cmocka_unit_test(test_resolving_takes_an_id_a_peer_or_a_name),
	        cmocka_unit_test(test_the_notes_go_by_the_name_on_the_screen_and_by_ones_own_id),
	        cmocka_unit_test(test_resolving_an_ambiguous_name_says_between_what),
	        cmocka_unit_test(test_with_a_sign_only_rooms_are_meant),
	        cmocka_unit_test(test_names_of_groups_are_judged_in_words),
	        cmocka_unit_test(test_the_last_group_fits_and_one_more_does_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
