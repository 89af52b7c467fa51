/* Searching, going to a place, peeking, leaving unread. */
#include "screen.h"

#include "state/query.h"
#include "ui/found.h"

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	for (int i = 0; i < 40; i++) {
		char text[32];
		snprintf(text, sizeof(text), "message %d", i + 1);
		screen_message(s, "GROUPtest", "bob", text);
	}
	assert_asked(s, "read GROUPtest");
}

static struct state_message found(int64_t sequence, const char *text)
{
	return (struct state_message){
	        .id = (char *)"m", .sequence = sequence, .from = (char *)"bob", .text = (char *)text};
}

static void answer_with(struct screen *s, const struct state_message *messages, size_t count)
{
	static const char *const where[] = {"GROUPtest", "C2Cbob"};
	screen_answer_with(s, (struct state_event){.messages = messages,
	                                           .message_count = count,
	                                           .complete = true,
	                                           .message_conversations = where});
}

static void test_what_was_never_read_is_new_from_its_first_message_on(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_open(&s, "C2Ccarol");
	screen_open(&s, "C2Cbob");
	for (int i = 0; i < 40; i++) {
		char text[32];
		snprintf(text, sizeof(text), "message %d.", i + 1);
		screen_message(&s, "C2Ccarol", "carol", text);
	}
	screen_open(&s, "C2Ccarol");
	screen_press(&s, "Tab M-<");
	assert_hides(&s, "Nothing was new here");
	assert_shows(&s, " new ─");
	assert_shows(&s, "message 1.");
	screen_stop(&s);
}

static void test_the_search_asks_as_one_types_one_question_at_a_time(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-s");
	assert_shows(&s, "Search in #test");
	screen_type(&s, "mes");
	assert_asked(&s, "search m in GROUPtest");
	answer_with(&s, NULL, 0);
	assert_asked(&s, "search mes in GROUPtest");
	answer_with(&s, (struct state_message[]){found(7, "message 7")}, 1);
	assert_asked(&s, "");
	assert_shows(&s, "▸ bob: message 7");
	assert_shows(&s, "1 found");
	screen_stop(&s);
}

static void test_tab_searches_in_the_group_and_everywhere(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-s");
	screen_type(&s, "x");
	answer_with(&s, NULL, 0);
	assert_asked(&s, "search x in GROUPtest");
	screen_press(&s, "Tab");
	assert_shows(&s, "Search in the group Suppliers");
	answer_with(&s, NULL, 0);
	screen_press(&s, "Tab");
	assert_shows(&s, "Search everywhere");
	assert_asked(&s, "search x in Suppliers; search x in all");
	answer_with(&s, (struct state_message[]){found(7, "x here"), found(1, "x there")}, 2);
	assert_shows(&s, "#test");
	screen_stop(&s);
}

/* The style of the first character of `text` in the first row that has it. */
static enum style style_of(struct screen *s, const char *row, int x)
{
	return screen_style(s, x, screen_row_of(s, row));
}

static void test_the_words_are_lit_where_they_were_found_and_where_one_goes(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	answer_with(&s, (struct state_message[]){found(39, "message 39"), found(38, "my word")}, 2);
	int row = screen_row_of(&s, "bob: my word"), x = 5;
	while (screen_style(&s, x, row) != STYLE_FOUND && x < 79)
		x++;
	assert_int_equal(screen_style(&s, x, row), STYLE_FOUND);
	assert_int_equal(screen_style(&s, x + 1, row), STYLE_BOX);
	assert_int_equal(screen_style(&s, x - 1, row), STYLE_BOX);
	/* The name of who wrote it is not what was looked for. */
	screen_press(&s, "C-u");
	screen_type(&s, "b");
	answer_with(&s, (struct state_message[]){found(39, "message 39"), found(38, "my word")}, 2);
	assert_int_not_equal(style_of(&s, "bob: my word", x - 5), STYLE_FOUND);
	screen_press(&s, "C-u");
	screen_type(&s, "m");
	answer_with(&s, (struct state_message[]){found(39, "message 39")}, 1);
	screen_press(&s, "Enter");
	assert_shows(&s, "▌");
	assert_int_equal(style_of(&s, "message 39", 42), STYLE_FOUND);
	assert_int_equal(style_of(&s, "message 39", 43), STYLE_TEXT);
	assert_int_equal(style_of(&s, "message 38", 42), STYLE_TEXT);
	screen_press(&s, "Up");
	assert_int_equal(style_of(&s, "message 39", 42), STYLE_TEXT);
	screen_stop(&s);
}

static size_t texts_looked_through;

bool __real_found_next(const char *text, size_t len, size_t from, const char *words, struct found *found);
bool __wrap_found_next(const char *text, size_t len, size_t from, const char *words, struct found *found);

bool __wrap_found_next(const char *text, size_t len, size_t from, const char *words, struct found *found)
{
	texts_looked_through++;
	return __real_found_next(text, len, from, words, found);
}

static void test_a_find_is_looked_through_once_when_it_comes(void **state)
{
	(void)state;
	struct screen s;
	struct state_message page[20];
	const char *where[20];
	start(&s);
	for (int i = 0; i < 20; i++) {
		page[i] = found(40 - i, "here stands at last what one looks for: message");
		where[i] = "GROUPtest";
	}
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	texts_looked_through = 0;
	screen_answer_with(&s, (struct state_event){.messages = page,
	                                            .message_count = 20,
	                                            .complete = true,
	                                            .message_conversations = where});
	assert_shows(&s, "20 found");
	assert_int_equal(texts_looked_through, 20);
	screen_message(&s, "C2Cbob", "bob", "meanwhile");
	screen_press(&s, "Down Down");
	assert_shows(&s, "20 found");
	assert_int_equal(texts_looked_through, 20);
	screen_stop(&s);
}

static void test_finds_that_cannot_be_listed_are_not_asked_for_without_end(void **state)
{
	(void)state;
	struct screen s;
	struct state_message page[50];
	const char *where[50];
	start(&s);
	for (int i = 0; i < 50; i++) {
		page[i] = found(100 - i, "message");
		page[i].time_ms = SCREEN_NOW - i;
		where[i] = i == 0 ? "GROUPtest" : "GROUPunknown";
	}
	const struct state_event answer = {
	        .messages = page, .message_count = 50, .message_conversations = where};
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	screen_answer_with(&s, answer);
	assert_asked(&s, "search m in GROUPtest; search m in GROUPtest");
	where[0] = "GROUPunknown";
	screen_answer_with(&s, answer);
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_behind_a_page_that_was_cut_older_ones_are_asked_for_while_any_come(void **state)
{
	(void)state;
	struct screen s;
	const char *where[] = {"GROUPtest", "GROUPtest"};
	struct state_message page[] = {found(9, "message 9"), found(8, "message 8")};
	page[0].time_ms = page[1].time_ms = SCREEN_NOW;
	start(&s);
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	screen_answer_with(&s, (struct state_event){
	                               .messages = page, .message_count = 2, .message_conversations = where});
	assert_shows(&s, "the newest 2 found, older ones below");
	assert_asked(&s, "search m in GROUPtest");
	screen_press(&s, "Down");
	assert_asked(&s, "search m in GROUPtest");
	screen_answer_with(&s, (struct state_event){.message_conversations = where});
	assert_shows(&s, "2 found");
	assert_hides(&s, "newest");
	screen_press(&s, "Up Down");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_at_the_end_of_what_was_found_older_ones_are_asked_for(void **state)
{
	(void)state;
	struct screen s;
	struct state_message page[50];
	const char *where[50];
	start(&s);
	for (int i = 0; i < 50; i++) {
		page[i] = found(100 - i, "message");
		page[i].time_ms = SCREEN_NOW - i;
		where[i] = "GROUPtest";
	}
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	screen_answer_with(
	        &s,
	        (struct state_event){.messages = page, .message_count = 50, .message_conversations = where});
	assert_shows(&s, "the newest 50 found, older ones below");
	assert_asked(&s, "search m in GROUPtest");
	for (int i = 0; i < 49; i++) {
		assert_asked(&s, "");
		screen_press(&s, "Down");
	}
	assert_int_equal(s.requests.items[s.requests.len - 1]->time_ms, SCREEN_NOW - 49);
	assert_asked(&s, "search m in GROUPtest");
	answer_with(&s, (struct state_message[]){found(7, "last of all")}, 1);
	assert_shows(&s, "51 found");
	assert_hides(&s, "newest");
	screen_press(&s, "Down Down Down");
	assert_asked(&s, "");
	assert_shows(&s, "▸ bob: last of all");
	/* Another word begins anew. */
	screen_type(&s, "y");
	answer_with(&s, (struct state_message[]){found(7, "my word")}, 1);
	assert_shows(&s, "1 found");
	screen_stop(&s);
}

static void test_enter_goes_to_what_was_found_and_selects_it(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	assert_hides(&s, "message 7\n");
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	answer_with(&s, (struct state_message[]){found(7, "message 7")}, 1);
	screen_press(&s, "Enter");
	assert_hides(&s, "Search in");
	assert_shows(&s, "▌                message 7\n");
	assert_shows(&s, "message 3\n");
	screen_press(&s, "Esc Esc");
	assert_shows(&s, "message 40\n");
	screen_stop(&s);
}

static void test_a_failure_is_said_in_the_box(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "C-s");
	screen_type(&s, "m");
	screen_answer(&s, 10006, "Asked too often");
	assert_shows(&s, "Asked too often");
	screen_stop(&s);
}

static void test_a_day_is_checked_as_it_is_typed(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-g");
	assert_shows(&s, "Go to a day");
	screen_type(&s, "2026-13-01");
	assert_shows(&s, "A day is written like 2026-11-01");
	screen_press(&s, "C-u");
	screen_type(&s, "2026-11-01");
	screen_press(&s, "Enter");
	assert_hides(&s, "Go to a day");
	assert_shows(&s, "▌09:40      bob  message 1\n");
	screen_stop(&s);
}

static void test_peeking_leaves_the_focus_and_reads_nothing(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "C2Cbob", "bob", "are you there?");
	screen_press(&s, "Tab Up");
	assert_asked(&s, "");
	screen_press(&s, "o");
	assert_shows(&s, "stays unread");
	assert_asked(&s, "load C2Cbob before 0");
	assert_string_equal(s.state.current, "C2Cbob");
	assert_int_equal(state_conversation(&s.state, "C2Cbob")->unread, 1);
	screen_press(&s, "Enter");
	assert_hides(&s, "stays unread");
	assert_int_equal(state_conversation(&s.state, "C2Cbob")->unread, 0);
	screen_stop(&s);
}

static void test_left_unread_from_the_selected_message_on(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "F7");
	assert_asked(&s, "unread GROUPtest past 39");
	screen_answer(&s, 0, NULL);
	screen_press(&s, "Alt-m Up Up F7");
	assert_asked(&s, "unread GROUPtest past 37");
	screen_answer(&s, 0, NULL);
	screen_message(&s, "GROUPtest", "alice", "mine");
	screen_press(&s, "Esc F7");
	assert_asked(&s, "");
	assert_shows(&s, "The newest message is yours");
	screen_stop(&s);
}

static void test_where_nothing_was_said_nothing_is_left_unread(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(&s, (struct conversation){.id = "GROUPnewroom"});
	screen_open(&s, "GROUPnewroom");
	screen_press(&s, "F7");
	assert_asked(&s, "");
	assert_shows(&s, "There is no message here yet");
	screen_stop(&s);
}

/* The page that the state asked for by itself. */
static void answer_own(struct screen *s, enum state_request_type type, int64_t first, int64_t last)
{
	struct state_message page[STATE_PAGE];
	for (size_t i = 0; i < s->requests.len; i++) {
		const struct state_request *request = s->requests.items[i];
		if (request->type != type)
			continue;
		for (int64_t at = first; at <= last; at++)
			page[at - first] =
			        (struct state_message){.id = arena_printf(&s->arena, "m%d", (int)at),
			                               .sequence = at,
			                               .from = (char *)"bob",
			                               .time_ms = SCREEN_NOW,
			                               .text = (char *)"said"};
		vec_remove(&s->requests, i);
		screen_apply(s, (struct state_event){.type = STATE_EVENT_ANSWERED,
		                                     .request_id = request->id,
		                                     .messages = page,
		                                     .message_count = (size_t)(last - first + 1)});
		return;
	}
	fail_msg("it was not asked for");
}

static void goes_to_100(struct screen *s)
{
	struct state_request seek = {.seek = STATE_SEEK_MESSAGE, .conversation = "C2Cbob", .sequence = 100};
	screen_apply(s, (struct state_event){.type = STATE_EVENT_SEEK, .request = &seek});
	answer_own(s, STATE_REQUEST_SEEK, 75, 124);
	assert_int_equal(state_conversation(&s->state, "C2Cbob")->apart, true);
	screen_press(s, "G");
}

static void test_one_can_read_on_at_a_place_as_often_as_one_goes_there(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_conversation(&s, (struct conversation){.id = "C2Cbob", .last = 500, .read = 500});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "C2Cbob"});
	answer_own(&s, STATE_REQUEST_LOAD_MESSAGES, 451, 500);
	goes_to_100(&s);
	answer_own(&s, STATE_REQUEST_LOAD_MESSAGES, 125, 174);
	screen_press(&s, "Alt->");
	answer_own(&s, STATE_REQUEST_LOAD_MESSAGES, 451, 500);
	goes_to_100(&s);
	answer_own(&s, STATE_REQUEST_LOAD_MESSAGES, 125, 174);
	screen_stop(&s);
}

static void test_a_day_that_no_month_has_is_wrong(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-g");
	screen_type(&s, "2026-02-31");
	assert_shows(&s, "A day is written like 2026-11-01");
	screen_stop(&s);
}

static void test_there_is_no_going_to_a_day_of_a_whole_group(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_FEED, .convgroup = "Suppliers"});
	screen_press(&s, "Alt-x");
	screen_type(&s, "date 2026-11-01");
	screen_press(&s, "Enter");
	assert_shows(&s, "Open a conversation first");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_what_was_never_read_is_new_from_its_first_message_on),
	        cmocka_unit_test(test_the_search_asks_as_one_types_one_question_at_a_time),
	        cmocka_unit_test(test_tab_searches_in_the_group_and_everywhere),
	        cmocka_unit_test(test_the_words_are_lit_where_they_were_found_and_where_one_goes),
	        cmocka_unit_test(test_behind_a_page_that_was_cut_older_ones_are_asked_for_while_any_come),
	        cmocka_unit_test(test_at_the_end_of_what_was_found_older_ones_are_asked_for),
	        cmocka_unit_test(test_a_find_is_looked_through_once_when_it_comes),
	        cmocka_unit_test(test_finds_that_cannot_be_listed_are_not_asked_for_without_end),
	        cmocka_unit_test(test_enter_goes_to_what_was_found_and_selects_it),
	        cmocka_unit_test(test_a_failure_is_said_in_the_box),
	        cmocka_unit_test(test_a_day_is_checked_as_it_is_typed),
	        cmocka_unit_test(test_peeking_leaves_the_focus_and_reads_nothing),
	        cmocka_unit_test(test_left_unread_from_the_selected_message_on),
	        cmocka_unit_test(test_where_nothing_was_said_nothing_is_left_unread),
	        cmocka_unit_test(test_one_can_read_on_at_a_place_as_often_as_one_goes_there),
	        cmocka_unit_test(test_a_day_that_no_month_has_is_wrong),
	        cmocka_unit_test(test_there_is_no_going_to_a_day_of_a_whole_group),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
