/* The open conversation: how messages look, what is new, scrolling. */
#include "screen.h"

#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
}

static void test_names_times_days_and_turns(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message_at(&s, "GROUPtest", "bob", SCREEN_NOW - 400 * DAY, "Last year.");
	screen_message_at(&s, "GROUPtest", "bob", SCREEN_NOW - DAY,
	                  "The second shipment is here. Who signs?");
	screen_message_at(&s, "GROUPtest", "carol", SCREEN_NOW - 27 * MINUTE, "I do.");
	screen_message_at(&s, "GROUPtest", "carol", SCREEN_NOW - 27 * MINUTE, "Today.");
	screen_message_at(&s, "GROUPtest", "carol", SCREEN_NOW - 26 * MINUTE, "Or tomorrow.");
	screen_message_at(&s, "GROUPtest", "carol", SCREEN_NOW - 10 * MINUTE, "Done.");
	screen_message_at(&s, "GROUPtest", "alice", SCREEN_NOW - 9 * MINUTE, "Thanks!");
	screen_message_at(&s, "GROUPtest", "maximilian.mustermann", SCREEN_NOW - 8 * MINUTE, "Who?");
	assert_picture(&s,
	               " covey  alice@host        Suppliers › #test                            ● online\n"
	               "▾ Suppliers             │\n"
	               " ›  #test               │\n"
	               "    bob                 │\n"
	               "▾ Research              │\n"
	               "    dave                │\n"
	               "▾ no group              │\n"
	               "    my notes            │\n"
	               "    carol               │\n"
	               "                        │                Sunday 19 October 2025\n"
	               "                        │ 09:40           bob  Last year.\n"
	               "                        │                  Sunday 22 November\n"
	               "                        │ 09:40           bob  The second shipment is here. Who\n"
	               "                        │                      signs?\n"
	               "                        │                  Monday 23 November\n"
	               "                        │ 09:13         carol  I do.\n"
	               "                        │                      Today.\n"
	               "                        │ 09:14                Or tomorrow.\n"
	               "                        │ 09:30         carol  Done.\n"
	               "                        │ 09:31         alice  Thanks!\n"
	               "                        │ 09:32 maximilian.m…  Who?\n"
	               "                        ├───────────────────────────────────────────────────────\n"
	               "                        │ ›\n"
	               " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	assert_int_equal(screen_style(&s, 38, 16), STYLE_NORMAL);
	screen_stop(&s);
}

/* The ID is for those who have no name. */
static void test_people_are_called_by_their_names(void **state)
{
	(void)state;
	struct screen s;
	struct state_person called[] = {{.id = (char *)"eve", .name = (char *)"Eve \033[31m"},
	                                {.id = (char *)"lee", .name = (char *)"李小龙李小龙"},
	                                {.id = (char *)"max", .name = (char *)"M\u0308a\u0308x Mustermann"}};
	start(&s);
	s.called = called;
	s.called_count = 3;
	screen_message(&s, "GROUPtest", "eve", "one");
	screen_message(&s, "GROUPtest", "lee", "two");
	screen_message(&s, "GROUPtest", "max", "three");
	screen_message(&s, "GROUPtest", "zoe", "four");
	assert_rows(&s, 17,
	            "                        │ 09:40    Eve ^[[31m  one\n"
	            "                        │ 09:40  李小龙李小龙  two\n"
	            "                        │ 09:40 M\u0308a\u0308x Musterma…  three\n"
	            "                        │ 09:40           zoe  four\n");
	const struct state_person renamed = {.id = (char *)"zoe", .name = (char *)"Zoë"};
	screen_apply(
	        &s, (struct state_event){.type = STATE_EVENT_RENAMED, .people = &renamed, .person_count = 1});
	assert_shows(&s, "     Zoë  four");
	screen_press(&s, "Alt-m");
	screen_press(&s, "r");
	assert_shows(&s, "answering Zoë: four");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_TYPING, .conversation = "GROUPtest", .text = "eve"});
	screen_press(&s, "Esc Esc");
	assert_shows(&s, "Eve ^[[31m is typing");
	screen_stop(&s);
}

static void page_of(struct screen *s, const char *from, int64_t sequence)
{
	char id[8];
	struct state_message page[20] = {0};
	struct arena arena;
	arena_init(&arena);
	for (int64_t i = 0; i < 20; i++) {
		snprintf(id, sizeof(id), "m%d", (int)(sequence + i));
		page[i] = (struct state_message){.id = (char *)arena_strdup(&arena, id),
		                                 .sequence = sequence + i,
		                                 .from = (char *)from,
		                                 .text = (char *)"said",
		                                 .time_ms = SCREEN_NOW - (60 - sequence - i) * HOUR};
	}
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_ANSWERED,
	                        .request_id = ((const struct state_request *)s->requests.items[0])->id,
	                        .messages = page,
	                        .message_count = 20,
	                });
	vec_clear(&s->requests);
	arena_finish(&arena);
}

/* Whoever reads what was said earlier would lose his place. */
static void test_the_names_column_is_as_wide_as_they_want_and_stays_while_one_reads(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(
	        &s,
	        (struct conversation){.id = "GROUPtest", .convgroups = "Suppliers", .last = 60, .read = 60});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "GROUPtest"});
	page_of(&s, "bob", 41);
	assert_shows(&s, "│ 16:40      bob  said");
	const struct state_person renamed = {.id = (char *)"bob", .name = (char *)"Bob Baker"};
	screen_apply(
	        &s, (struct state_event){.type = STATE_EVENT_RENAMED, .people = &renamed, .person_count = 1});
	assert_shows(&s, "│ 16:40 Bob Baker  said");
	screen_press(&s, "PageUp");
	page_of(&s, "maximilian.mustermann", 21);
	screen_press(&s, "PageUp");
	assert_shows(&s, "│ 10:40 maximili…  said");
	screen_press(&s, "Alt-End");
	assert_shows(&s, "│ 16:40     Bob Baker  said");
	screen_open(&s, "C2Cbob");
	screen_message(&s, "C2Cbob", "bob", "hello");
	assert_shows(&s, "│ 09:40 Bob Baker  hello");
	screen_stop(&s);
}

static void test_wide_combining_and_long_text_wraps_in_its_column(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "dave",
	               "项目会议改到三点，请大家带上图纸。我们在二楼的会议室见面，不要迟到。");
	screen_message(&s, "GROUPtest", "bob",
	               "e\u0301te\u0301 \U0001F469\u200D\U0001F469\u200D\U0001F467 family, "
	               "\U0001F44D\U0001F3FD thumb, \U0001F1E9\U0001F1EA flag");
	screen_message(&s, "GROUPtest", "carol",
	               "see https://example.org/a/very/long/path/that/does/not/fit/in/one/row");
	screen_message(&s, "GROUPtest", "carol", "int main(void)\n{\n\treturn 0;\n}");
	screen_message(&s, "GROUPtest", "evil", "\033]0;title\007 \u202Egnp.exe");
	assert_rows(&s, 1,
	            "▾ Suppliers             │\n"
	            " ›  #test               │\n"
	            "    bob                 │\n"
	            "▾ Research              │\n"
	            "    dave                │\n"
	            "▾ no group              │\n"
	            "    my notes            │\n"
	            "    carol               │\n"
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40     dave  项目会议改到三点，请大家带上图纸。我\n"
	            "                        │                 们在二楼的会议室见面，不要迟到。\n"
	            "                        │ 09:40      bob  été 👩 family, 👍 thumb, 🇩🇪 flag\n"
	            "                        │ 09:40    carol  see\n"
	            "                        │                 https://example.org/a/very/long/path/\n"
	            "                        │                 that/does/not/fit/in/one/row\n"
	            "                        │                 int main(void)\n"
	            "                        │                 {\n"
	            "                        │                     return 0;\n"
	            "                        │                 }\n"
	            "                        │ 09:40     evil  ^[]0;title^G <U+202E>gnp.exe\n");
	screen_stop(&s);
}

static void test_the_new_line_and_a_mention(void **state)
{
	(void)state;
	struct screen s;
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_open(&s, "GROUPtest");
	screen_message(&s, "GROUPtest", "bob", "seen");
	screen_open(&s, "C2Ccarol");
	screen_message(&s, "GROUPtest", "bob", "not seen, @alice: please look at the drawings before noon");
	screen_message(&s, "GROUPtest", "bob", "me neither");
	assert_rows(&s, 1,
	            "▾ Suppliers        @1 2 │\n"
	            "    #test          @1 2 │\n"
	            "    bob                 │\n");
	screen_open(&s, "GROUPtest");
	assert_rows(&s, 15,
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40      bob  seen\n"
	            "                        │ ──────────────────────── new ────────────────────────\n"
	            "                        │ 09:40      bob ▎not seen, @alice: please look at the\n"
	            "                        │                ▎drawings before noon\n"
	            "                        │                 me neither\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ›\n"
	            " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	assert_int_equal(screen_style(&s, 41, 18), STYLE_MENTION_BAR);
	screen_stop(&s);
}

/* The server says no to the message that is on its way. */
static void refuse(struct screen *s, const char *why)
{
	const struct state_request *sent = s->requests.items[0];
	assert_int_equal(sent->type, STATE_REQUEST_SEND);
	vec_remove(&s->requests, 0);
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_ANSWERED,
	                        .request_id = sent->id,
	                        .code = 20012,
	                        .text = why,
	                });
}

static void test_a_message_on_its_way_and_a_refused_one(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "ready?");
	screen_settle(&s);
	screen_type(&s, "yes");
	screen_press(&s, "Enter");
	assert_asked(&s, "send GROUPtest: yes");
	assert_rows(&s, 18,
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40      bob  ready?\n"
	            "                        │   …      alice  yes\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ›\n");
	assert_int_equal(screen_style(&s, 42, 20), STYLE_TEXT_WAITING);
	refuse(&s, "You are muted in this room until tomorrow");
	assert_rows(&s, 16,
	            "                        │ 09:40      bob  ready?\n"
	            "                        │   ✗      alice  yes\n"
	            "                        │                 ✗ not sent: You are muted in this\n"
	            "                        │                 room until tomorrow · Alt-r sends it\n"
	            "                        │                 again, Alt-e edits it\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ ›\n");
	assert_int_equal(screen_style(&s, 42, 17), STYLE_TEXT_REFUSED);
	/* Again, and then back into the line. */
	screen_press(&s, "M-r");
	assert_asked(&s, "send GROUPtest: yes");
	refuse(&s, "You are muted");
	screen_type(&s, "well");
	screen_press(&s, "M-e");
	assert_rows(&s, 17,
	            "                        │\n"
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40      bob  ready?\n"
	            "                        ├───────────────────────────────────────────────────────\n"
	            "                        │ › well\n"
	            "                        │   yes\n"
	            " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	screen_press(&s, "M-e");
	assert_rows(&s, 23, " No text was refused here\n");
	screen_stop(&s);
}

static void fill(struct screen *s, int count)
{
	char text[32];
	for (int i = 1; i <= count; i++) {
		snprintf(text, sizeof(text), "message %d", i);
		screen_message_at(s, "GROUPtest", i % 2 ? "bob" : "dave", SCREEN_NOW + i * MINUTE, text);
	}
}

static void test_scrolling_keeps_the_place_when_messages_come(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	fill(&s, 60);
	assert_rows(&s, 1,
	            "▾ Suppliers             │ 10:21      bob  message 41\n"
	            " ›  #test               │ 10:22     dave  message 42\n"
	            "    bob                 │ 10:23      bob  message 43\n");
	screen_press(&s, "PageUp");
	assert_true(!s.state.viewing);
	assert_picture(&s,
	               " covey  alice@host        Suppliers › #test                            ● online\n"
	               "▾ Suppliers             │ 10:03      bob  message 23\n"
	               " ›  #test               │ 10:04     dave  message 24\n"
	               "    bob                 │ 10:05      bob  message 25\n"
	               "▾ Research              │ 10:06     dave  message 26\n"
	               "    dave                │ 10:07      bob  message 27\n"
	               "▾ no group              │ 10:08     dave  message 28\n"
	               "    my notes            │ 10:09      bob  message 29\n"
	               "    carol               │ 10:10     dave  message 30\n"
	               "                        │ 10:11      bob  message 31\n"
	               "                        │ 10:12     dave  message 32\n"
	               "                        │ 10:13      bob  message 33\n"
	               "                        │ 10:14     dave  message 34\n"
	               "                        │ 10:15      bob  message 35\n"
	               "                        │ 10:16     dave  message 36\n"
	               "                        │ 10:17      bob  message 37\n"
	               "                        │ 10:18     dave  message 38\n"
	               "                        │ 10:19      bob  message 39\n"
	               "                        │ 10:20     dave  message 40\n"
	               "                        │ 10:21      bob  message 41\n"
	               "                        │ 10:22     dave  message 42\n"
	               "                        ├─────────────────────────────────────── ↓ more below ──\n"
	               "                        │ ›\n"
	               " Tab switch panes  Ctrl-g go to or start  F1 help\n");
	screen_message(&s, "GROUPtest", "bob", "new one");
	screen_message(&s, "GROUPtest", "bob", "new two");
	assert_rows(&s, 1,
	            "▾ Suppliers           2 │ 10:03      bob  message 23\n"
	            " ›  #test             2 │ 10:04     dave  message 24\n"
	            "    bob                 │ 10:05      bob  message 25\n");
	assert_rows(&s, 20,
	            "                        │ 10:22     dave  message 42\n"
	            "                        ├────────────────────────────────────── ↓ 2 new below ──\n");
	screen_press(&s, "PageDown");
	assert_rows(&s, 20,
	            "                        │ 10:40     dave  message 60\n"
	            "                        ├────────────────────────────────────── ↓ 2 new below ──\n");
	screen_press(&s, "PageDown");
	assert_true(s.state.viewing);
	assert_rows(&s, 20,
	            "                        │                 new two\n"
	            "                        ├───────────────────────────────────────────────────────\n");
	screen_press(&s, "PageUp PageUp M-End");
	assert_true(s.state.viewing);
	screen_press(&s, "PageUp Esc");
	assert_true(s.state.viewing);
	screen_stop(&s);
}

static void test_sending_goes_back_to_the_newest(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	fill(&s, 60);
	screen_press(&s, "PageUp");
	screen_type(&s, "hello");
	screen_press(&s, "Enter");
	assert_rows(&s, 20,
	            "                        │   …      alice  hello\n"
	            "                        ├───────────────────────────────────────────────────────\n");
	screen_stop(&s);
}

static void test_older_messages_are_asked_for_and_the_place_is_kept(void **state)
{
	(void)state;
	struct screen s;
	struct state_message page[30] = {0};
	char id[30][8], text[30][16];
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(
	        &s,
	        (struct conversation){.id = "GROUPtest", .convgroups = "Suppliers", .last = 60, .read = 60});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "GROUPtest"});
	for (int i = 0; i < 30; i++) {
		snprintf(id[i], sizeof(id[i]), "m%d", i + 31);
		snprintf(text[i], sizeof(text[i]), "message %d", i + 31);
		page[i] = (struct state_message){.id = id[i],
		                                 .sequence = i + 31,
		                                 .from = (char *)"bob",
		                                 .text = text[i],
		                                 .time_ms = SCREEN_NOW - (60 - i) * HOUR};
	}
	assert_asked(&s, "load GROUPtest before 0");
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_ANSWERED,
	                         .request_id = ((const struct state_request *)s.requests.items[0])->id,
	                         .messages = page,
	                         .message_count = 30,
	                 });
	vec_clear(&s.requests);
	assert_rows(&s, 1,
	            "▾ Suppliers             │ 08:40      bob  message 42\n"
	            "    bob                 │ 09:40      bob  message 43\n"
	            " ›  #test               │ 10:40      bob  message 44\n"
	            "▾ Research              │ 11:40      bob  message 45\n");
	screen_press(&s, "PageUp");
	assert_asked(&s, "load GROUPtest before 31");
	assert_rows(&s, 1,
	            "▾ Suppliers             │                  Friday 20 November\n"
	            "    bob                 │ 21:40      bob  message 31\n"
	            " ›  #test               │ 22:40      bob  message 32\n");
	assert_rows(&s, 21,
	            "                        ├───────────────────────────────────────── ↑ loading… ──\n");
	/* It is not asked for twice. */
	screen_press(&s, "PageUp");
	assert_asked(&s, "");
	for (int i = 0; i < 30; i++) {
		snprintf(id[i], sizeof(id[i]), "m%d", i + 1);
		snprintf(text[i], sizeof(text[i]), "message %d", i + 1);
		page[i].sequence = i + 1;
		page[i].time_ms -= 30 * HOUR;
	}
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_ANSWERED,
	                         .request_id = ((const struct state_request *)s.requests.items[0])->id,
	                         .messages = page,
	                         .message_count = 30,
	                         .complete = true,
	                 });
	assert_rows(&s, 1,
	            "▾ Suppliers             │ 20:40      bob  message 30\n"
	            "    bob                 │ 21:40      bob  message 31\n"
	            " ›  #test               │ 22:40      bob  message 32\n");
	screen_press(&s, "PageUp PageUp PageUp PageUp");
	assert_rows(&s, 1,
	            "▾ Suppliers             │                 Thursday 19 November\n"
	            "    bob                 │ 15:40      bob  message 1\n"
	            " ›  #test               │ 16:40      bob  message 2\n");
	assert_asked(&s, "");
	screen_stop(&s);
}

static void test_a_short_history_is_asked_for_until_the_pane_is_full(void **state)
{
	(void)state;
	struct screen s;
	struct state_message one = {.id = (char *)"m9",
	                            .sequence = 9,
	                            .from = (char *)"bob",
	                            .text = (char *)"nine",
	                            .time_ms = SCREEN_NOW};
	screen_start(&s, 80, 24);
	screen_login_filed(&s);
	screen_conversation(&s, (struct conversation){.id = "GROUPtest", .last = 9, .read = 9});
	screen_apply(&s, (struct state_event){.type = STATE_EVENT_OPEN, .conversation = "GROUPtest"});
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_ANSWERED,
	                         .request_id = ((const struct state_request *)s.requests.items[0])->id,
	                         .messages = &one,
	                         .message_count = 1,
	                 });
	assert_asked(&s, "load GROUPtest before 0; load GROUPtest before 9");
	screen_stop(&s);
}

static void test_edited_recalled_files_and_tips(void **state)
{
	(void)state;
	struct screen s;
	const char *where[] = {"GROUPtest", "GROUPtest", "GROUPtest", "GROUPtest"};
	const struct state_message messages[] = {
	        {.id = (char *)"1",
	         .sequence = 1,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .text = (char *)"fixed",
	         .edited = true},
	        {.id = (char *)"2",
	         .sequence = 2,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .text = (char *)"",
	         .recalled = true},
	        {.id = (char *)"3",
	         .sequence = 3,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .kind = STATE_FILE,
	         .text = (char *)"plan.pdf"},
	        {.id = (char *)"4",
	         .sequence = 4,
	         .from = (char *)"bob",
	         .time_ms = SCREEN_NOW,
	         .kind = STATE_TIP,
	         .text = (char *)"eve joined"},
	};
	start(&s);
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_MESSAGES_RECEIVED,
	                         .messages = messages,
	                         .message_conversations = where,
	                         .message_count = 4,
	                 });
	assert_rows(&s, 16,
	            "                        │                  Monday 23 November\n"
	            "                        │ 09:40      bob  fixed (edited)\n"
	            "                        │                 message recalled\n"
	            "                        │                 file: plan.pdf\n"
	            "                        │ 09:40           eve joined\n");
	screen_stop(&s);
}

static void test_a_message_taller_than_the_pane_is_read_by_scrolling(void **state)
{
	(void)state;
	struct screen s;
	struct buf text;
	start(&s);
	buf_init(&text, 4096);
	for (int i = 1; i <= 60; i++)
		buf_printf(&text, "%sline %d", i > 1 ? "\n" : "", i);
	screen_message(&s, "GROUPtest", "bob", text.data);
	buf_finish(&text);
	assert_rows(&s, 1,
	            "▾ Suppliers             │                 line 41\n"
	            " ›  #test               │                 line 42\n");
	screen_press(&s, "PageUp");
	assert_rows(&s, 1,
	            "▾ Suppliers             │                 line 23\n"
	            " ›  #test               │                 line 24\n");
	screen_press(&s, "PageUp PageUp PageUp PageUp");
	assert_rows(&s, 1,
	            "▾ Suppliers             │                  Monday 23 November\n"
	            " ›  #test               │ 09:40      bob  line 1\n"
	            "    bob                 │                 line 2\n");
	screen_press(&s, "PageDown");
	assert_rows(&s, 1,
	            "▾ Suppliers             │                 line 18\n"
	            " ›  #test               │                 line 19\n");
	screen_stop(&s);
}

static void test_a_higher_pane_is_filled_with_what_is_below(void **state)
{
	(void)state;
	struct screen s;
	start(&s);
	fill(&s, 60);
	screen_resize(&s, 80, 12);
	for (int i = 0; i < 10; i++)
		screen_press(&s, "PageUp");
	assert_shows(&s, "more below");
	screen_resize(&s, 80, 40);
	assert_hides(&s, "loading");
	assert_shows(&s, "message 2\n");
	assert_shows(&s, "message 30\n");
	assert_shows(&s, "more below");
	screen_resize(&s, 80, 100);
	assert_shows(&s, "message 60\n");
	assert_hides(&s, "more below");
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_names_times_days_and_turns),
	        cmocka_unit_test(test_people_are_called_by_their_names),
	        cmocka_unit_test(test_the_names_column_is_as_wide_as_they_want_and_stays_while_one_reads),
	        cmocka_unit_test(test_wide_combining_and_long_text_wraps_in_its_column),
	        cmocka_unit_test(test_the_new_line_and_a_mention),
	        cmocka_unit_test(test_a_message_on_its_way_and_a_refused_one),
	        cmocka_unit_test(test_scrolling_keeps_the_place_when_messages_come),
	        cmocka_unit_test(test_a_higher_pane_is_filled_with_what_is_below),
	        cmocka_unit_test(test_sending_goes_back_to_the_newest),
	        cmocka_unit_test(test_older_messages_are_asked_for_and_the_place_is_kept),
	        cmocka_unit_test(test_a_short_history_is_asked_for_until_the_pane_is_full),
	        cmocka_unit_test(test_edited_recalled_files_and_tips),
	        cmocka_unit_test(test_a_message_taller_than_the_pane_is_read_by_scrolling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
