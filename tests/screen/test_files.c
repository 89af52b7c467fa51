/* Files: how they look on their way, and the keys and commands for them. */
#include "screen.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void file_arrives(struct screen *s, int64_t sequence, const char *name)
{
	const char *where = "GROUPtest";
	char id[16];
	snprintf(id, sizeof(id), "f%lld", (long long)sequence);
	const struct state_message message = {
	        .id = id,
	        .sequence = sequence,
	        .from = (char *)"bob",
	        .time_ms = SCREEN_NOW,
	        .kind = STATE_FILE,
	        .text = (char *)name,
	        .file = (char *)"/files/1",
	        .file_size = 3000000,
	};
	screen_apply(s, (struct state_event){
	                        .type = STATE_EVENT_MESSAGES_RECEIVED,
	                        .messages = &message,
	                        .message_conversations = &where,
	                        .message_count = 1,
	                });
}

static void start(struct screen *s)
{
	screen_start(s, 80, 24);
	screen_login_filed(s);
	screen_open(s, "GROUPtest");
	screen_message(s, "GROUPtest", "bob", "Here it is");
	file_arrives(s, 2, "plan.pdf");
}

static void transfer(struct screen *s, const char *key, struct state_event event)
{
	event.type = STATE_EVENT_TRANSFER;
	event.client_id = key;
	screen_apply(s, event);
}

static void test_a_file_says_how_large_it_is(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	assert_shows(&s, "file: plan.pdf (3.0 MB)");
	screen_stop(&s);
}

static void test_the_selected_file_is_saved_with_a_bar_and_says_where(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2", (struct state_event){.done = 1500000, .size = 3000000});
	assert_shows(&s, "█████████░░░░░░░░░  50 % of 3.0 MB");
	transfer(&s, "f2",
	         (struct state_event){.phase = STATE_TRANSFER_DONE, .path = "/home/alice/plan.pdf"});
	assert_shows(&s, "✓ saved as /home/alice/plan.pdf");
	assert_shows(&s, "Saved as /home/alice/plan.pdf");
	screen_stop(&s);
}

static void test_the_last_line_says_how_the_selected_file_is_saved_shown_and_stopped(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m");
	assert_shows(&s, "s save its file  r answer");
	assert_hides(&s, "show its picture");
	file_arrives(&s, 3, "Garden.JPG");
	screen_press(&s, "Down");
	assert_shows(&s, "s save its file  v show its picture");
	screen_press(&s, "s");
	transfer(&s, "f3", (struct state_event){.done = 1500000, .size = 3000000});
	assert_shows(&s, "X stop its file");
	assert_hides(&s, "s save its file");
	screen_press(&s, "X Up Up");
	assert_hides(&s, "save its file");
	screen_stop(&s);
}

static void test_of_what_is_known_of_a_file_the_end_of_a_path_and_a_reason_are_seen(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2", (struct state_event){.done = 1500000, .size = 3000000});
	transfer(&s, "f2", (struct state_event){.phase = STATE_TRANSFER_FAILED, .text = "lost"});
	assert_shows(&s, "███░░░  50 %, broke off, goes on soon");
	screen_press(&s, "X s");
	transfer(&s, "f2",
	         (struct state_event){.phase = STATE_TRANSFER_FAILED,
	                              .code = 28,
	                              .text = "/srv/files/of/alice/plan.pdf.part: No space left"});
	assert_shows(&s, "✗ not saved:");
	assert_shows(&s, "No space left");
	setenv("HOME", "/srv/files/of/alice", true);
	screen_press(&s, "s");
	transfer(&s, "f2",
	         (struct state_event){.phase = STATE_TRANSFER_DONE,
	                              .path = "/srv/files/of/alice/Downloads/plan.pdf"});
	assert_shows(&s, "✓ saved as ~/Downloads/plan.pdf");
	screen_press(&s, "s");
	transfer(&s, "f2",
	         (struct state_event){.phase = STATE_TRANSFER_DONE,
	                              .path = "/srv/other folder/of/bob/with/a/long name/plan.pdf"});
	assert_shows(&s, "✓ saved as …/a/long name/plan.pdf");
	screen_stop(&s);
}

static void test_a_path_of_a_peer_cannot_play_with_the_terminal(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2",
	         (struct state_event){
	                 .phase = STATE_TRANSFER_FAILED, .code = 28, .text = "a\x1b[2Jb: no room"});
	assert_shows(&s, "✗ not saved: a^[[2Jb: no room");
	screen_stop(&s);
}

static void test_a_text_cannot_be_saved(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m Up s");
	assert_shows(&s, "There is no file here that could be saved");
	screen_press(&s, "v");
	assert_shows(&s, "There is no picture here");
	screen_stop(&s);
}

static void test_save_without_a_selection_is_of_the_newest_file(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_message(&s, "GROUPtest", "bob", "Something else");
	screen_press(&s, "Alt-x");
	screen_type(&s, "save-file /tmp");
	screen_press(&s, "Enter");
	transfer(&s, "f2", (struct state_event){.done = 0, .size = 3000000});
	assert_shows(&s, "0 %");
	screen_stop(&s);
}

static void test_stopping_a_file_takes_its_bar_away(void **unused)
{
	(void)unused;
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2", (struct state_event){.done = 3, .size = 3000000});
	assert_shows(&s, "0 %");
	screen_press(&s, "X");
	assert_hides(&s, "0 %");
	screen_press(&s, "X");
	assert_shows(&s, "No file is on its way here");
	screen_stop(&s);
}

static void test_a_picture_stands_below_its_name_until_it_is_hidden(void **unused)
{
	(void)unused;
	struct state_cell cells[] = {{"a", 1, 2}, {"b", -1, -1}, {"c", 3, 4}, {"d", 200, 255}};
	const struct state_picture picture = {.width = 2, .height = 2, .cells = cells};
	struct screen s;
	start(&s);
	screen_press(&s, "Alt-m v");
	transfer(&s, "f2", (struct state_event){.phase = STATE_TRANSFER_DONE, .path = "/viewed/f2"});
	screen_apply(&s, (struct state_event){
	                         .type = STATE_EVENT_PICTURE, .client_id = "f2", .picture = &picture});
	assert_rows(&s, 19,
	            "                        │▌                ab\n"
	            "                        │▌                cd\n");
	const struct grid_cell *cell = &s.grid.cells[20 * s.grid.width + 43];
	assert_int_equal(cell->foreground, 200);
	assert_int_equal(cell->background, 255);
	screen_press(&s, "v");
	assert_hides(&s, "▌                ab");
	screen_stop(&s);
}

struct folder {
	char path[64], file[96], sub[96];
};

static void make_folder(struct folder *folder)
{
	strcpy(folder->path, "/tmp/covey-test-screen.XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	snprintf(folder->file, sizeof(folder->file), "%s/the plan.txt", folder->path);
	snprintf(folder->sub, sizeof(folder->sub), "%s/sub", folder->path);
	fclose(fopen(folder->file, "w"));
	assert_int_equal(mkdir(folder->sub, 0700), 0);
}

static void remove_folder(const struct folder *folder)
{
	unlink(folder->file);
	rmdir(folder->sub);
	rmdir(folder->path);
}

/* Of the size of plan.pdf, and written a minute before all this. */
static void make_saved(const struct folder *folder)
{
	const struct timespec before = {.tv_sec = SCREEN_NOW / 1000 - 60}, times[] = {before, before};
	assert_int_equal(truncate(folder->file, 3000000), 0);
	assert_int_equal(utimensat(AT_FDCWD, folder->file, times, 0), 0);
}

static void test_what_is_saved_already_is_not_saved_again(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	const struct timespec later[] = {{.tv_sec = SCREEN_NOW / 1000 + 60},
	                                 {.tv_sec = SCREEN_NOW / 1000 + 60}};
	make_folder(&folder);
	const struct state_event saved = {.phase = STATE_TRANSFER_DONE, .path = folder.file};
	start(&s);
	make_saved(&folder);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2", saved);
	assert_shows(&s, "Saved as /tmp/covey-test-screen.");
	screen_press(&s, "s");
	assert_shows(&s, "It is saved already: /tmp/covey-test-screen.");
	assert_shows(&s, "✓ saved as");
	/* Somebody wrote in it. */
	utimensat(AT_FDCWD, folder.file, later, 0);
	screen_press(&s, "s");
	assert_hides(&s, "✓ saved as");
	transfer(&s, "f2", saved);
	make_saved(&folder);
	assert_int_equal(truncate(folder.file, 10), 0);
	screen_press(&s, "s");
	assert_hides(&s, "✓ saved as");
	transfer(&s, "f2", saved);
	unlink(folder.file);
	screen_press(&s, "s");
	assert_hides(&s, "✓ saved as");
	remove_folder(&folder);
	screen_stop(&s);
}

static void test_one_that_is_saved_is_saved_elsewhere_where_that_is_said(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	make_folder(&folder);
	start(&s);
	make_saved(&folder);
	screen_press(&s, "Alt-m s");
	transfer(&s, "f2", (struct state_event){.phase = STATE_TRANSFER_DONE, .path = folder.file});
	screen_press(&s, "Alt-x");
	screen_type(&s, "save-file /tmp");
	screen_press(&s, "Enter");
	assert_hides(&s, "✓ saved as");
	remove_folder(&folder);
	screen_stop(&s);
}

static void test_a_path_is_completed_and_its_file_sent(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	make_folder(&folder);
	start(&s);
	screen_press(&s, "Ctrl-o");
	assert_shows(&s, "─ Send files ─");
	screen_type(&s, folder.path);
	screen_type(&s, "/");
	assert_shows(&s, "sub/");
	screen_type(&s, "TH");
	assert_hides(&s, "sub/");
	screen_press(&s, "Tab Enter");
	assert_hides(&s, "send-file");
	assert_shows(&s, "file: the plan.txt");
	transfer(&s, "client-1", (struct state_event){.done = 0, .size = 0});
	assert_shows(&s, "100 % of 0 bytes");
	remove_folder(&folder);
	screen_stop(&s);
}

static void test_beside_a_path_that_is_whole_no_other_is_listed(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	make_folder(&folder);
	start(&s);
	assert_int_equal(chdir(folder.path), 0);
	screen_press(&s, "Ctrl-o");
	assert_shows(&s, "sub/");
	screen_type(&s, "TH");
	screen_press(&s, "Tab");
	assert_shows(&s, "send-file \"the plan.txt\" ");
	assert_hides(&s, "sub/");
	screen_type(&s, "s");
	assert_shows(&s, "sub/");
	assert_int_equal(chdir("/"), 0);
	remove_folder(&folder);
	screen_stop(&s);
}

static void test_what_is_no_file_is_said_below_the_line(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	make_folder(&folder);
	start(&s);
	screen_press(&s, "Ctrl-o");
	screen_type(&s, folder.sub);
	screen_press(&s, "Enter");
	assert_shows(&s, "is no file");
	remove_folder(&folder);
	screen_stop(&s);
}

static void test_one_that_was_not_sent_says_why(void **unused)
{
	(void)unused;
	struct folder folder;
	struct screen s;
	make_folder(&folder);
	start(&s);
	screen_press(&s, "Ctrl-o");
	screen_type(&s, folder.path);
	screen_type(&s, "/the");
	screen_press(&s, "Tab Enter");
	transfer(
	        &s, "client-1",
	        (struct state_event){.phase = STATE_TRANSFER_FAILED, .code = 413, .text = "It is too large"});
	assert_shows(&s, "✗ not sent: It is too large");
	remove_folder(&folder);
	screen_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_file_says_how_large_it_is),
	        cmocka_unit_test(test_the_selected_file_is_saved_with_a_bar_and_says_where),
	        cmocka_unit_test(test_the_last_line_says_how_the_selected_file_is_saved_shown_and_stopped),
	        cmocka_unit_test(test_of_what_is_known_of_a_file_the_end_of_a_path_and_a_reason_are_seen),
	        cmocka_unit_test(test_a_path_of_a_peer_cannot_play_with_the_terminal),
	        cmocka_unit_test(test_a_text_cannot_be_saved),
	        cmocka_unit_test(test_save_without_a_selection_is_of_the_newest_file),
	        cmocka_unit_test(test_stopping_a_file_takes_its_bar_away),
	        cmocka_unit_test(test_a_picture_stands_below_its_name_until_it_is_hidden),
	        cmocka_unit_test(test_what_is_saved_already_is_not_saved_again),
	        cmocka_unit_test(test_one_that_is_saved_is_saved_elsewhere_where_that_is_said),
	        cmocka_unit_test(test_a_path_is_completed_and_its_file_sent),
	        cmocka_unit_test(test_beside_a_path_that_is_whole_no_other_is_listed),
	        cmocka_unit_test(test_what_is_no_file_is_said_below_the_line),
	        cmocka_unit_test(test_one_that_was_not_sent_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
