/* The loop: what wakes it, and that nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "client/loop.h"

struct fixture {
	struct loop *loop;
	int turns, calls;
	int read_fd;
};

static int setup(void **state)
{
	static struct fixture fixture;
	fixture = (struct fixture){0};
	fixture.loop = loop_create(NULL);
	*state = &fixture;
	return fixture.loop ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	loop_destroy(fixture->loop);
	return 0;
}

static void count_turn(void *context)
{
	struct fixture *fixture = context;
	fixture->turns++;
}

static void run(struct fixture *fixture)
{
	loop_run(fixture->loop, count_turn, fixture);
}

static void stop(void *context)
{
	struct fixture *fixture = context;
	fixture->calls++;
	loop_stop(fixture->loop);
}

static void test_timer_comes_once_at_its_time(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *timer = loop_timer_create(fixture->loop, stop, fixture);
	int64_t start = clock_mono_ms();
	loop_timer_set(timer, 50);
	run(fixture);
	int64_t took = clock_mono_ms() - start;
	assert_int_equal(fixture->calls, 1);
	assert_true(took >= 49);
}

static void test_timer_set_again_moves(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *timer = loop_timer_create(fixture->loop, stop, fixture);
	loop_timer_set(timer, 600000);
	loop_timer_set(timer, 0);
	run(fixture);
	assert_int_equal(fixture->calls, 1);
}

static void count_call(void *context)
{
	struct fixture *fixture = context;
	fixture->calls++;
}

static void test_cleared_timer_never_comes(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *cleared = loop_timer_create(fixture->loop, count_call, fixture);
	struct loop_timer *end = loop_timer_create(fixture->loop, stop, fixture);
	loop_timer_set(cleared, 1);
	loop_timer_clear(cleared);
	loop_timer_set(end, 20);
	run(fixture);
	assert_int_equal(fixture->calls, 1);
}

static void read_one(void *context)
{
	struct fixture *fixture = context;
	char byte;
	fixture->calls++;
	if (read(fixture->read_fd, &byte, 1) != 1 || byte == '.')
		loop_stop(fixture->loop);
}

static void test_watch_calls_while_there_is_something_to_read(void **state)
{
	struct fixture *fixture = *state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	fixture->read_fd = ends[0];
	assert_true(loop_watch(fixture->loop, ends[0], read_one, fixture, NULL));
	assert_int_equal(write(ends[1], "abc.", 4), 4);
	run(fixture);
	assert_int_equal(fixture->calls, 4);
	close(ends[1]);
}

static void test_watch_hears_of_a_hang_up(void **state)
{
	struct fixture *fixture = *state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_true(loop_watch(fixture->loop, ends[0], stop, fixture, NULL));
	close(ends[1]);
	run(fixture);
	assert_int_equal(fixture->calls, 1);
}

static void test_watch_once_calls_once_whatever_there_is_to_read(void **state)
{
	struct fixture *fixture = *state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_true(loop_watch_once(fixture->loop, ends[0], count_call, fixture, NULL));
	assert_int_equal(write(ends[1], "abc", 3), 3);
	struct loop_timer *end = loop_timer_create(fixture->loop, stop, fixture);
	loop_timer_set(end, 50);
	run(fixture);
	assert_int_equal(fixture->calls, 2); /* the timer's is one */
	assert_true(fixture->turns <= 5);
	close(ends[1]);
}

static void fail_call(void *context)
{
	(void)context;
	fail();
}

static void test_unwatched_is_never_called_and_closed(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *end = loop_timer_create(fixture->loop, stop, fixture);
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_true(loop_watch(fixture->loop, ends[0], fail_call, NULL, NULL));
	assert_int_equal(write(ends[1], "a", 1), 1);
	loop_unwatch(fixture->loop, ends[0]);
	loop_timer_set(end, 20);
	run(fixture);
	assert_int_equal(fcntl(ends[0], F_GETFD), -1);
	close(ends[1]);
}

static void unwatch_and_stop(void *context)
{
	struct fixture *fixture = context;
	fixture->calls++;
	loop_unwatch(fixture->loop, fixture->read_fd);
	loop_stop(fixture->loop);
}

static void test_one_may_be_unwatched_while_it_is_called(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *end = loop_timer_create(fixture->loop, stop, fixture);
	for (int i = 0; i < 2; i++) { /* with something to read, and hung up */
		int ends[2];
		assert_int_equal(pipe(ends), 0);
		fixture->read_fd = ends[0];
		assert_true(loop_watch(fixture->loop, ends[0], unwatch_and_stop, fixture, NULL));
		if (i == 0)
			assert_int_equal(write(ends[1], "a", 1), 1);
		close(ends[1]);
		run(fixture);
		loop_timer_set(end, 10);
		run(fixture);
		assert_int_equal(fixture->calls, 2 * (i + 1));
	}
}

/* Whoever wakes the loop raises the flag first; the guard says that nobody did. */
static atomic_bool flag;
static struct loop *to_wake;

static void stop_when_flagged(void *context)
{
	struct fixture *fixture = context;
	if (atomic_load(&flag))
		loop_stop(fixture->loop);
}

static void run_until_flagged(struct fixture *fixture)
{
	struct loop_timer *guard = loop_timer_create(fixture->loop, stop, fixture);
	loop_timer_set(guard, 10000);
	loop_run(fixture->loop, stop_when_flagged, fixture);
	assert_int_equal(fixture->calls, 0);
}

static void raise_and_wake(void)
{
	atomic_store(&flag, true);
	loop_wake(to_wake);
}

static void *wake_from_a_thread(void *context)
{
	(void)context;
	raise_and_wake();
	return NULL;
}

static void test_wake_from_a_thread_makes_a_turn(void **state)
{
	struct fixture *fixture = *state;
	atomic_store(&flag, false);
	to_wake = fixture->loop;
	pthread_t thread;
	pthread_create(&thread, NULL, wake_from_a_thread, NULL);
	run_until_flagged(fixture);
	pthread_join(thread, NULL);
}

static void on_alarm(int number)
{
	(void)number;
	raise_and_wake();
}

static void test_wake_from_a_signal_handler_makes_a_turn(void **state)
{
	struct fixture *fixture = *state;
	atomic_store(&flag, false);
	to_wake = fixture->loop;
	const struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
	sigaction(SIGALRM, &action, NULL);
	const struct itimerval soon = {.it_value = {.tv_usec = 20000}};
	setitimer(ITIMER_REAL, &soon, NULL);
	run_until_flagged(fixture);
}

static void test_idle_loop_makes_no_turns(void **state)
{
	struct fixture *fixture = *state;
	struct loop_timer *end = loop_timer_create(fixture->loop, stop, fixture);
	loop_timer_set(end, 300);
	run(fixture);
	assert_true(fixture->turns <= 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_timer_comes_once_at_its_time, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_timer_set_again_moves, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_cleared_timer_never_comes, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_watch_calls_while_there_is_something_to_read, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_watch_hears_of_a_hang_up, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_watch_once_calls_once_whatever_there_is_to_read, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_unwatched_is_never_called_and_closed, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_one_may_be_unwatched_while_it_is_called, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_wake_from_a_thread_makes_a_turn, setup, teardown),
	        cmocka_unit_test_setup_teardown(test_wake_from_a_signal_handler_makes_a_turn, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(test_idle_loop_makes_no_turns, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
