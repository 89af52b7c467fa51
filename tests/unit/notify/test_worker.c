/* The queue and its thread, with a desktop that does what the test tells it to. */
#include "notify/worker.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "notify/desktop.h"

static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char said[4096]; /* one line for each call that has come back */
	int calls, desktops; /* begun; alive */
	bool hanging, failing;
} fake = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

/* The thread reads the clock before each job and after one that failed. */
static int64_t now_ms;
static int clock_reads;

int64_t clock_mono_ms(void)
{
	pthread_mutex_lock(&fake.lock);
	int64_t now = now_ms;
	clock_reads++;
	pthread_cond_broadcast(&fake.changed);
	pthread_mutex_unlock(&fake.lock);
	return now;
}

int64_t clock_now_ms(void)
{
	return clock_mono_ms();
}

static bool woken;
static void (*click)(void *context, const char *conversation);
static void *click_context;

struct desktop *desktop_create(void (*clicked)(void *context, const char *conversation), void *context)
{
	click = clicked;
	click_context = context;
	pthread_mutex_lock(&fake.lock);
	fake.desktops++;
	pthread_mutex_unlock(&fake.lock);
	return mem_alloc(1);
}

void desktop_destroy(struct desktop *desktop)
{
	free(desktop);
	pthread_mutex_lock(&fake.lock);
	fake.desktops--;
	pthread_cond_broadcast(&fake.changed);
	pthread_mutex_unlock(&fake.lock);
}

void desktop_wait(struct desktop *desktop)
{
	(void)desktop;
	pthread_mutex_lock(&fake.lock);
	while (!woken)
		pthread_cond_wait(&fake.changed, &fake.lock);
	woken = false;
	pthread_mutex_unlock(&fake.lock);
}

void desktop_wake(struct desktop *desktop)
{
	(void)desktop;
	pthread_mutex_lock(&fake.lock);
	woken = true;
	pthread_cond_broadcast(&fake.changed);
	pthread_mutex_unlock(&fake.lock);
}

static bool call(const char *format, const char *conversation, const char *title, const char *body)
{
	pthread_mutex_lock(&fake.lock);
	fake.calls++;
	pthread_cond_broadcast(&fake.changed);
	while (fake.hanging)
		pthread_cond_wait(&fake.changed, &fake.lock);
	size_t len = strlen(fake.said);
	snprintf(fake.said + len, sizeof(fake.said) - len, format, conversation, title, body);
	pthread_cond_broadcast(&fake.changed);
	bool ok = !fake.failing;
	pthread_mutex_unlock(&fake.lock);
	return ok;
}

bool desktop_show(struct desktop *desktop, const char *conversation, const char *title, const char *body)
{
	(void)desktop;
	return call("show %s|%s|%s\n", conversation, title, body);
}

bool desktop_close(struct desktop *desktop, const char *conversation)
{
	(void)desktop;
	return call("close %s%s%s\n", conversation, "", "");
}

static void show(struct worker *worker, const char *conversation, const char *title, const char *body)
{
	worker_add(worker,
	           (struct worker_job){mem_strdup(conversation), mem_strdup(title), mem_strdup(body)});
}

static void take_away(struct worker *worker, const char *conversation)
{
	worker_add(worker, (struct worker_job){.conversation = mem_strdup(conversation)});
}

/* Until something came back. */
static void wait_for_worker(struct worker *worker)
{
	struct pollfd fd = {.fd = worker_fd(worker), .events = POLLIN};
	assert_int_equal(poll(&fd, 1, 60000), 1);
}

static int reset(void **state)
{
	(void)state;
	fake.said[0] = '\0';
	fake.calls = 0;
	woken = false;
	fake.hanging = fake.failing = false;
	now_ms = 1000000;
	clock_reads = 0;
	return 0;
}

static void set(bool *what, bool value)
{
	pthread_mutex_lock(&fake.lock);
	*what = value;
	pthread_cond_broadcast(&fake.changed);
	pthread_mutex_unlock(&fake.lock);
}

static void wait_until_said(const char *text)
{
	pthread_mutex_lock(&fake.lock);
	while (!strstr(fake.said, text))
		pthread_cond_wait(&fake.changed, &fake.lock);
	pthread_mutex_unlock(&fake.lock);
}

static void wait_for_call(void)
{
	pthread_mutex_lock(&fake.lock);
	while (!fake.calls)
		pthread_cond_wait(&fake.changed, &fake.lock);
	pthread_mutex_unlock(&fake.lock);
}

static void wait_for_clock_reads(int count)
{
	pthread_mutex_lock(&fake.lock);
	while (clock_reads < count)
		pthread_cond_wait(&fake.changed, &fake.lock);
	pthread_mutex_unlock(&fake.lock);
}

static void pass_time(int64_t ms)
{
	pthread_mutex_lock(&fake.lock);
	now_ms += ms;
	pthread_mutex_unlock(&fake.lock);
}

static void wait_for_desktops_end(void)
{
	pthread_mutex_lock(&fake.lock);
	while (fake.desktops)
		pthread_cond_wait(&fake.changed, &fake.lock);
	pthread_mutex_unlock(&fake.lock);
}

static void test_what_is_shown_reaches_the_desktop_in_order(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	show(worker, "C2Cbob", "bob", "Lunch?");
	show(worker, "C2Ccarol", "carol", "No.");
	take_away(worker, "C2Cdave");
	wait_until_said("close");
	assert_string_equal(fake.said, "show C2Cbob|bob|Lunch?\nshow C2Ccarol|carol|No.\nclose C2Cdave\n");
	worker_destroy(worker);
	assert_int_equal(fake.desktops, 0);
}

static void test_later_one_replaces_what_still_waits(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	set(&fake.hanging, true);
	show(worker, "C2Cfirst", "t", "under way");
	wait_for_call();
	show(worker, "C2Cbob", "bob", "one");
	show(worker, "C2Cbob", "bob", "two");
	show(worker, "C2Ccarol", "carol", "read before it was shown");
	take_away(worker, "C2Ccarol");
	set(&fake.hanging, false);
	wait_until_said("close");
	assert_string_equal(fake.said, "show C2Cfirst|t|under way\nshow C2Cbob|bob|two\nclose C2Ccarol\n");
	worker_destroy(worker);
}

static void test_queue_has_a_ceiling_and_keeps_the_newest(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	set(&fake.hanging, true);
	show(worker, "C2Cfirst", "t", "under way");
	wait_for_call();
	for (int i = 0; i < 100; i++) {
		char id[16];
		snprintf(id, sizeof(id), "C2C%d", i);
		show(worker, id, "t", "b");
	}
	set(&fake.hanging, false);
	wait_until_said("C2C99|");
	assert_null(strstr(fake.said, "C2C67|"));
	assert_non_null(strstr(fake.said, "C2C68|"));
	worker_destroy(worker);
}

static void let_one_fail(struct worker *worker)
{
	set(&fake.failing, true);
	show(worker, "C2Cbob", "bob", "fails");
	wait_for_clock_reads(2);
	set(&fake.failing, false);
}

static void test_desktop_that_fails_is_left_in_peace_for_a_while(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	let_one_fail(worker);
	pass_time(59999);
	show(worker, "C2Cbob", "bob", "dropped");
	wait_for_clock_reads(3);
	show(worker, "C2Cbob", "bob", "dropped");
	wait_for_clock_reads(4);
	assert_int_equal(fake.calls, 1);
	worker_destroy(worker);
}

static void test_desktop_is_tried_again_after_its_rest(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	let_one_fail(worker);
	pass_time(60000);
	show(worker, "C2Cbob", "bob", "again");
	wait_until_said("again");
	worker_destroy(worker);
}

static void test_end_does_not_wait_for_a_desktop_that_hangs(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	set(&fake.hanging, true);
	show(worker, "C2Cbob", "bob", "never answered");
	show(worker, "C2Ccarol", "carol", "still waiting");
	wait_for_call();
	worker_destroy(worker);
	assert_int_equal(fake.desktops, 1);
	/* The thread that was left behind frees what it had. */
	set(&fake.hanging, false);
	wait_for_desktops_end();
	assert_null(strstr(fake.said, "still waiting"));
}

static void test_what_was_not_taken_comes_back(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	struct worker_job job;
	set(&fake.failing, true);
	take_away(worker, "C2Cdave");
	show(worker, "C2Cbob", "bob", "fails");
	wait_for_worker(worker);
	assert_true(worker_take_refused(worker, &job));
	assert_string_equal(job.conversation, "C2Cbob");
	assert_string_equal(job.body, "fails");
	worker_job_finish(&job);
	assert_false(worker_take_refused(worker, &job));
	show(worker, "C2Cbob", "bob", "not tried while it rests");
	wait_for_worker(worker);
	assert_true(worker_take_refused(worker, &job));
	worker_job_finish(&job);
	assert_int_equal(fake.calls, 1);
	worker_destroy(worker);
}

static void test_what_was_clicked_comes_back(void **state)
{
	(void)state;
	struct worker *worker = worker_create();
	assert_null(worker_take_clicked(worker));
	click(click_context, "C2Cbob");
	click(click_context, "C2Ccarol");
	wait_for_worker(worker);
	char *first = worker_take_clicked(worker), *second = worker_take_clicked(worker);
	assert_string_equal(first, "C2Cbob");
	assert_string_equal(second, "C2Ccarol");
	assert_null(worker_take_clicked(worker));
	free(first);
	free(second);
	worker_destroy(worker);
}

static void test_nothing_shown_nothing_called(void **state)
{
	(void)state;
	worker_destroy(worker_create());
	worker_destroy(NULL);
	assert_int_equal(fake.calls, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup(test_what_is_shown_reaches_the_desktop_in_order, reset),
	        cmocka_unit_test_setup(test_later_one_replaces_what_still_waits, reset),
	        cmocka_unit_test_setup(test_queue_has_a_ceiling_and_keeps_the_newest, reset),
	        cmocka_unit_test_setup(test_desktop_that_fails_is_left_in_peace_for_a_while, reset),
	        cmocka_unit_test_setup(test_desktop_is_tried_again_after_its_rest, reset),
	        cmocka_unit_test_setup(test_end_does_not_wait_for_a_desktop_that_hangs, reset),
	        cmocka_unit_test_setup(test_what_was_not_taken_comes_back, reset),
	        cmocka_unit_test_setup(test_what_was_clicked_comes_back, reset),
	        cmocka_unit_test_setup(test_nothing_shown_nothing_called, reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
