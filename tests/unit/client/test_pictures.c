/* Pictures, by a covey-picture of the test's own, found in $PATH. */
#include "unit/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "client/loop.h"
#include "client/pictures.h"
#include "state/event.h"

#define PATIENCE_MS 10000

struct fixture {
	struct loop *loop;
	struct pictures *pictures;
	bool shown; /* else it was told why not */
	int told;
	bool gave_up;
};

static const struct state_picture_form form = {
        .columns = 200, .rows = 60, .cell_width = 10, .cell_height = 20};

static char folder[] = "/tmp/covey-pictures-XXXXXX";

static void on_event(void *context, const struct state_event *event)
{
	struct fixture *fixture = context;
	assert_int_equal(STATE_EVENT_PICTURE, event->type);
	assert_string_equal("key", event->client_id);
	assert_true(!event->picture == (event->text != NULL));
	fixture->shown = event->picture != NULL;
	fixture->told++;
}

static void on_turn(void *context)
{
	struct fixture *fixture = context;
	if (fixture->told > 0)
		loop_stop(fixture->loop);
}

static void on_patience(void *context)
{
	struct fixture *fixture = context;
	fixture->gave_up = true;
	loop_stop(fixture->loop);
}

static char *in_folder(const char *name)
{
	return path_join(folder, name);
}

static void write_file(const char *name, const char *text, mode_t mode)
{
	char *path = in_folder(name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	chmod(path, mode);
	free(path);
}

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	fixture->loop = loop_create(NULL);
	fixture->pictures = pictures_create(fixture->loop, on_event, fixture);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;
	pictures_destroy(fixture->pictures);
	loop_destroy(fixture->loop);
	free(fixture);
	return 0;
}

/* covey-picture is these lines of the shell. */
static void make(struct fixture *fixture, const char *lines)
{
	char script[512], *picture = in_folder("picture");
	snprintf(script, sizeof(script), "#!/bin/sh\n%s\n", lines);
	write_file("covey-picture", script, 0700);
	write_file("picture", "", 0600);
	pictures_make(fixture->pictures, "key", picture, &form);
	free(picture);
}

static void wait_told(struct fixture *fixture)
{
	struct loop_timer *patience = loop_timer_create(fixture->loop, on_patience, fixture);
	loop_timer_set(patience, PATIENCE_MS);
	loop_run(fixture->loop, on_turn, fixture);
	loop_timer_clear(patience);
	assert_false(fixture->gave_up);
	assert_int_equal(1, fixture->told);
}

static bool is_there(const char *name)
{
	char *path = in_folder(name);
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

static void test_cells_become_a_picture_and_the_file_goes(void **state)
{
	struct fixture *fixture = *state;
	make(fixture, "printf '2 1\\n-1 255 x\\n3 -1 \\342\\226\\204\\n'");
	wait_told(fixture);
	assert_true(fixture->shown);
	assert_false(is_there("picture"));
}

static void test_what_is_no_picture_is_told(void **state)
{
	static const char *const lines[] = {
	        "exit 1",
	        "printf '1 1\\n'",
	        "printf '0 1\\n'",
	        "printf '999 999\\n'",
	        "printf '1 1\\n256 -1 x\\n'",
	        "printf '1 1\\n-1 -1 \\033\\n'",
	        "printf '1 1\\n-1 -1 ab\\n'",
	        "printf '1 1\\n-1 -1 \\377\\n'",
	};
	struct fixture *fixture = *state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		fixture->told = 0;
		make(fixture, lines[i]);
		wait_told(fixture);
		if (fixture->shown)
			fail_msg("a picture: %s", lines[i]);
	}
}

static void test_one_that_never_ends_is_ended(void **state)
{
	struct fixture *fixture = *state;
	make(fixture, "exec yes");
	wait_told(fixture);
	assert_false(fixture->shown);
	assert_false(is_there("picture"));
}

/* It has to wait, and then it goes on. */
static void test_more_than_a_pipe_holds_comes_whole(void **state)
{
	struct fixture *fixture = *state;
	char *path = in_folder("large"), line[128];
	FILE *file = fopen(path, "w");
	fputs("200 60\n", file);
	for (int i = 0; i < 200 * 60; i++)
		fputs("255 255 x\n", file);
	fclose(file);
	snprintf(line, sizeof(line), "exec cat %s", path);
	make(fixture, line);
	wait_told(fixture);
	unlink(path);
	free(path);
	assert_true(fixture->shown);
}

static void test_the_end_waits_for_none(void **state)
{
	struct fixture *fixture = *state;
	make(fixture, "exec sleep 600");
	pictures_destroy(fixture->pictures);
	fixture->pictures = NULL;
	assert_false(is_there("picture"));
	assert_int_equal(0, fixture->told);
}

static void test_none_that_is_given_up_calls_back_while_the_loop_goes_on(void **state)
{
	struct fixture *fixture = *state;
	make(fixture, "exec yes");
	pictures_destroy(fixture->pictures);
	fixture->pictures = pictures_create(fixture->loop, on_event, fixture);
	make(fixture, "printf '1 1\\n-1 255 x\\n'");
	wait_told(fixture);
	assert_true(fixture->shown);
}

static void test_it_is_made_anew_from_the_file_that_has_no_name_any_more(void **state)
{
	struct fixture *fixture = *state;
	make(fixture, "exec yes");
	pictures_forget(fixture->pictures, "key");
	pictures_make(fixture->pictures, "key", NULL, &form); /* nothing is known of it */
	make(fixture, "cat \"$1\"; printf '1 1\\n-1 255 x\\n'");
	wait_told(fixture);
	fixture->told = 0;
	pictures_make(fixture->pictures, "key", NULL, &form);
	wait_told(fixture);
	assert_true(fixture->shown);
	assert_false(is_there("picture"));
}

static int make_folder(void **state)
{
	char *path;
	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_true(asprintf(&path, "%s:%s", folder, getenv("PATH")) > 0);
	setenv("PATH", path, 1);
	free(path);
	return 0;
}

static int remove_folder(void **state)
{
	char *path = in_folder("covey-picture");
	(void)state;
	unlink(path);
	free(path);
	return rmdir(folder);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(test_cells_become_a_picture_and_the_file_goes),
	        TEST(test_what_is_no_picture_is_told),
	        TEST(test_one_that_never_ends_is_ended),
	        TEST(test_more_than_a_pipe_holds_comes_whole),
	        TEST(test_the_end_waits_for_none),
	        TEST(test_none_that_is_given_up_calls_back_while_the_loop_goes_on),
	        TEST(test_it_is_made_anew_from_the_file_that_has_no_name_any_more),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
