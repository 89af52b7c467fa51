/*
 * Anything in any order: keys, messages, groups that come and go, answers good and bad, lost connections
 * and screens of every size. Nothing is expected but that it goes on, that sanitizers are silent, and that
 * a picture drawn bit by bit is the one that is drawn at once.
 */
#include "screen.h"

#include "ui/desk.h"

#define STEPS 1500
#define RUNS 4

static uint32_t seed;

static int any(int below)
{
	seed = seed * 1664525 + 1013904223;
	return (int)((seed >> 8) % (uint32_t)below);
}

static const char *const conversations[] = {"C2Calice", "C2Cbob",    "C2Cdave",
                                            "C2Ccarol", "GROUPtest", "GROUPlobby"};
static const char *const convgroups[] = {"Suppliers", "Research", "Büro", "非常に長いグループの名前", "x"};

static const char *any_conversation(void)
{
	return conversations[any(6)];
}

static void any_key(struct screen *s)
{
	enum action action = (enum action)any(ACTION_COUNT);
	char *keys = keymap_keys(s->keymap, action_table[action].context, action), *rest = NULL;
	/* Leaving is the one thing that would change nothing on the screen. */
	if (action != ACTION_QUIT)
		screen_press(s, strtok_r(keys, ", ", &rest));
	free(keys);
}

static void any_groups(struct screen *s)
{
	const char *names[5];
	size_t count = 0;
	for (int i = 0; i < 5; i++)
		if (any(3))
			names[count++] = convgroups[i];
	screen_apply(
	        s, (struct state_event){.type = STATE_EVENT_CONVGROUPS_LISTED, .convgroups = {names, count}});
}

static void any_change(struct screen *s)
{
	const struct state_conversation *now = state_conversation(&s->state, any_conversation());
	int last = now ? (int)now->last_sequence : 0;
	screen_conversation(s, (struct conversation){
	                               .id = now ? now->id : any_conversation(),
	                               .convgroups = any(2) ? convgroups[any(5)] : NULL,
	                               .unread = any(3),
	                               .mentions = any(2),
	                               .last = last,
	                               .read = last,
	                               .pinned = any(2),
	                       });
}

static void any_message(struct screen *s)
{
	static const char *const texts[] = {"hello", "@alice 项目会议改到三点", "a\nb\nc\n\n\td",
	                                    "\033[2J\u202Ex", ""};
	const char *id = any_conversation();
	if (state_conversation(&s->state, id))
		screen_message_at(s, id, any(2) ? "bob" : "alice", s->now_ms + any(1000) * MINUTE,
		                  texts[any(5)]);
}

static void any_answer(struct screen *s)
{
	static const struct state_failure failures[] = {{"C2Cbob", 51008, "too many"},
	                                                {"C2Cgone", 50001, "no such user"}};
	for (size_t i = 0; i < s->requests.len; i++) {
		if (s->requests.items[i]->ticket == 0)
			continue;
		switch (any(3)) {
		case 0:
			screen_answer(s, 0, NULL);
			return;
		case 1:
			screen_answer(s, 51012, "There is a group of this name already");
			return;
		default:
			screen_answer_failures(s, failures, 2);
			return;
		}
	}
}

static void any_connection(struct screen *s)
{
	if (any(2)) {
		vec_clear(&s->requests);
		screen_apply(s, (struct state_event){
		                        .type = STATE_EVENT_SESSION,
		                        .status = any(2) ? STATE_OFFLINE : STATE_STOPPED,
		                        .text = "gone",
		                        .retry_at_ms = s->now_ms + 3000,
		                });
	} else {
		screen_login_filed(s);
	}
}

/* What comes from outside. */
static void any_event(struct screen *s)
{
	switch (any(7)) {
	case 0:
		any_groups(s);
		break;
	case 1:
		any_change(s);
		break;
	case 2:
	case 3:
		any_message(s);
		break;
	case 4:
	case 5:
		any_answer(s);
		break;
	case 6:
		if (any(10) == 0)
			any_connection(s);
		break;
	default:
		break;
	}
}

static void any_step(struct screen *s)
{
	switch (any(20)) {
	case 0:
	case 1:
	case 2:
	case 3:
	case 4:
	case 5:
	case 6:
		any_event(s);
		break;
	case 7:
		screen_resize(s, 1 + any(any(2) ? 30 : 130), 1 + any(any(2) ? 10 : 50));
		break;
	case 8:
		screen_apply(s, (struct state_event){.type = STATE_EVENT_OPEN,
		                                     .conversation = any(4) ? any_conversation() : NULL});
		break;
	case 9:
		screen_settle(s);
		break;
	case 10:
		screen_wait(s, any(3000));
		break;
	case 11:
		screen_type(s, any(2) ? "项é" : "re");
		break;
	case 12:
		screen_paste(s, "one\ntwo\033[A");
		break;
	default:
		any_key(s);
	}
}

/* The picture as it is, then once more from nothing. */
static void assert_nothing_was_left_undrawn(struct screen *s)
{
	/* The key would take it away. */
	screen_apply(s, (struct state_event){.type = STATE_EVENT_NOTICE});
	assert_hides(s, "\033");
	char *bit_by_bit = grid_to_text(&s->grid);
	screen_press(s, "C-l");
	assert_hides(s, "\033");
	char *at_once = grid_to_text(&s->grid);
	assert_string_equal(bit_by_bit, at_once);
	free(bit_by_bit);
	free(at_once);
}

static void test_anything_in_any_order(void **state)
{
	(void)state;
	for (uint32_t run = 1; run <= RUNS; run++) {
		struct screen s;
		seed = run;
		screen_start(&s, 80, 24);
		screen_login_filed(&s);
		for (int step = 0; step < STEPS; step++) {
			any_step(&s);
			if (step % 7 == 0)
				assert_nothing_was_left_undrawn(&s);
		}
		screen_stop(&s);
	}
}

/* Keys go to the account that is shown, the world to both. */
static void test_anything_between_two_accounts(void **state)
{
	(void)state;
	for (uint32_t run = 1; run <= RUNS; run++) {
		struct screen both[2];
		struct desk desk;
		seed = run;
		desk_init(&desk);
		for (int i = 0; i < 2; i++) {
			screen_start(&both[i], 80, 24);
			screen_login_filed(&both[i]);
			desk_add(&desk, i ? "home" : "work", both[i].ui, &both[i].state);
		}
		for (int step = 0; step < STEPS; step++) {
			any_event(&both[1 - desk.shown]);
			any_step(&both[desk.shown]);
			/* Each follows in every turn of the loop. */
			for (int i = 0; i < 2; i++)
				screen_apply(&both[i], (struct state_event){.type = STATE_EVENT_TIME});
			if (step % 7 == 0) {
				assert_nothing_was_left_undrawn(&both[desk.shown]);
				state_drawn(&both[1 - desk.shown].state);
			}
		}
		screen_stop(&both[0]);
		screen_stop(&both[1]);
		desk_finish(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_anything_in_any_order),
	        cmocka_unit_test(test_anything_between_two_accounts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
