/* Files: brought to the server before their message goes out, one after the other, and never lost. */
#include "unit/state/fixture.h"

static void begin_online(struct fixture *f)
{
	begin(f);
	struct state_conversation list[] = {with_last(person("bob"), 3, 100), with_last(room("r"), 9, 50)};
	is_online(f, list, 2, 10);
	is_opened_with(f, "bob", 1, 3);
}

static void send_file(struct fixture *f, const char *client_id, const char *path)
{
	happens(f, SEND_FILE, .conversation = "bob", .client_id = client_id, .path = path);
}

static const struct state_message *last(const struct fixture *f)
{
	const struct state_conversation *conversation = known(f, "bob");
	return &conversation->messages.items[conversation->messages.len - 1];
}

static void test_a_file_is_on_disk_then_brought_then_sent(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/home/alice/the plan.pdf");
	assert_string_equal(effect(&f, OUTBOX_PUT)->messages[0].path, "/home/alice/the plan.pdf");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c1");
	assert_string_equal(effect(&f, UPLOAD)->text, "/home/alice/the plan.pdf");
	assert_null(request_of(&f, SEND));
	assert_string_equal(last(&f)->text, "the plan.pdf");

	happens(&f, TRANSFER, .client_id = "c1", .done = 50, .size = 200);
	assert_int_equal(state_transfer(&f.state, last(&f))->done, 50);
	assert_int_equal(last(&f)->file_size, 200);

	happens(&f, TRANSFER, .client_id = "c1", .phase = STATE_TRANSFER_DONE, .path = "/files/1");
	assert_string_equal(effect(&f, OUTBOX_PUT)->messages[0].file, "/files/1");
	assert_string_equal(request_of(&f, SEND)->file, "/files/1");
	assert_string_equal(request_of(&f, SEND)->text, "the plan.pdf");
	assert_int_equal(request_of(&f, SEND)->file_size, 200);
	assert_null(state_transfer(&f.state, last(&f)));
	end(&f);
}

static void test_texts_do_not_wait_for_a_file(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/plan");
	is_sent(&f, "bob", "c2", "meanwhile");
	assert_string_equal(request_of(&f, SEND)->client_id, "c2");
	end(&f);
}

static void test_files_are_brought_one_after_the_other(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/one");
	send_file(&f, "c2", "/two");
	assert_null(effect(&f, UPLOAD));
	happens(&f, TRANSFER, .client_id = "c1", .phase = STATE_TRANSFER_DONE, .path = "/files/1");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c2");
	end(&f);
}

static void test_one_that_was_written_offline_is_brought_after_the_login(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	connection_is_lost(&f);
	send_file(&f, "c1", "/plan");
	assert_null(effect(&f, UPLOAD));
	is_resumed(&f);
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c1");
	end(&f);
}

static void break_off(struct fixture *f)
{
	happens(f, TRANSFER, .client_id = "c1", .phase = STATE_TRANSFER_FAILED, .text = "lost");
}

static void wait_for_the_pause(struct fixture *f)
{
	f->now_ms += STATE_TRANSFER_PAUSE_MAX_MS;
	happens(f, TIME, 0);
}

static void test_one_that_breaks_off_is_tried_again_until_it_comes_no_further(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/plan");
	for (int i = 1; i <= 2 * STATE_TRANSFER_FAILURES_MAX; i++) {
		happens(&f, TRANSFER, .client_id = "c1", .done = i * 10, .size = 200);
		break_off(&f);
		assert_int_equal(last(&f)->delivery, STATE_WAITING);
		wait_for_the_pause(&f);
		assert_non_null(effect(&f, UPLOAD));
	}
	for (int i = 2; i < STATE_TRANSFER_FAILURES_MAX; i++) {
		break_off(&f);
		wait_for_the_pause(&f);
	}
	break_off(&f);
	assert_int_equal(last(&f)->delivery, STATE_REFUSED);
	assert_string_equal(last(&f)->error, "lost");
	end(&f);
}

static void test_each_pause_is_longer_and_holds_up_no_message(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/plan");
	int64_t pauses[] = {2000, 4000, 8000, 16000, 30000};
	for (size_t i = 0; i < sizeof(pauses) / sizeof(*pauses); i++) {
		break_off(&f);
		assert_int_equal(state_next_wake(&f.state), f.now_ms + pauses[i]);
		f.now_ms += pauses[i];
		happens(&f, TIME, 0);
		assert_non_null(effect(&f, UPLOAD));
	}
	happens(&f, TRANSFER, .client_id = "c1", .done = 10, .size = 200);
	break_off(&f);
	happens(&f, SEND, .conversation = "bob", .client_id = "c2", .text = "in the meantime");
	assert_int_equal(effect(&f, REQUEST)->request->type, STATE_REQUEST_SEND);
	end(&f);
}

static void test_one_that_is_refused_says_why_and_can_be_sent_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/plan");
	happens(&f, TRANSFER, .client_id = "c1", .phase = STATE_TRANSFER_FAILED, .code = 413,
	        .text = "too large");
	assert_int_equal(last(&f)->delivery, STATE_REFUSED);
	assert_string_equal(last(&f)->error, "too large");
	happens(&f, RETRY, .client_id = "c1");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c1");
	end(&f);
}

static void test_one_that_is_given_up_leaves_the_outbox_and_the_next_goes(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/one");
	send_file(&f, "c2", "/two");
	happens(&f, CANCEL_FILE, .client_id = "c1");
	assert_string_equal(effect(&f, STOP_TRANSFER)->client_id, "c1");
	assert_string_equal(effect(&f, OUTBOX_DROP)->client_id, "c1");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c2");
	check_window(&f, "bob", 1, 2, 3, 0);
	end(&f);
}

static void file_is_received(struct fixture *f)
{
	struct state_message received = message(4, "bob", "plan.pdf");
	received.kind = STATE_FILE;
	received.file = (char *)"/files/1";
	received.file_size = 100;
	is_received(f, "bob", received);
}

static void test_a_received_file_is_fetched_and_its_place_remembered(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4, .path = "/tmp");
	assert_string_equal(effect(&f, DOWNLOAD)->client_id, "m4");
	assert_string_equal(effect(&f, DOWNLOAD)->messages[0].file, "/files/1");
	assert_string_equal(effect(&f, DOWNLOAD)->text, "/tmp");
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4);
	assert_null(effect(&f, DOWNLOAD)); /* it is on its way */
	happens(&f, TRANSFER, .client_id = "m4", .done = 40, .size = 100);
	assert_int_equal(state_transfer(&f.state, last(&f))->done, 40);
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_DONE, .path = "/tmp/plan.pdf");
	assert_string_equal(state_transfer(&f.state, last(&f))->path, "/tmp/plan.pdf");
	assert_string_equal(f.state.notice, "Saved as /tmp/plan.pdf");
	end(&f);
}

static void test_what_another_account_had_under_way_ends(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4, .path = "/tmp");
	send_file(&f, "c1", "/tmp/mine");
	connection_is_lost(&f);
	happens(&f, LOGGED_IN, .self = "mallory", .position = 20);
	assert_int_equal(effects_of(&f, STOP_TRANSFER), 2);
	assert_int_equal(f.state.transfers.len, 0);
	assert_null(effect(&f, DOWNLOAD));
	assert_null(effect(&f, UPLOAD));
	end(&f);
}

static void test_a_fetch_that_fails_is_told_and_asked_for_again(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4);
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_FAILED, .code = 28, .text = "lost");
	assert_true(f.state.notice_is_error);
	assert_string_equal(state_transfer(&f.state, last(&f))->error, "lost");
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4);
	assert_non_null(effect(&f, DOWNLOAD));
	end(&f);
}

static void test_a_fetch_that_breaks_off_goes_on_by_itself_until_it_comes_no_further(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4, .path = "/tmp");
	happens(&f, TRANSFER, .client_id = "m4", .done = 40, .size = 100);
	for (int i = 1; i < STATE_TRANSFER_FAILURES_MAX; i++) {
		happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_FAILED, .text = "lost");
		assert_int_equal(state_transfer(&f.state, last(&f))->phase, STATE_TRANSFER_RUNNING);
		assert_null(effect(&f, DOWNLOAD));
		wait_for_the_pause(&f);
		assert_string_equal(effect(&f, DOWNLOAD)->client_id, "m4");
		assert_string_equal(effect(&f, DOWNLOAD)->messages[0].file, "/files/1");
		assert_string_equal(effect(&f, DOWNLOAD)->text, "/tmp");
	}
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_FAILED, .text = "lost");
	assert_int_equal(state_transfer(&f.state, last(&f))->phase, STATE_TRANSFER_FAILED);
	assert_string_equal(state_transfer(&f.state, last(&f))->error, "lost");
	end(&f);
}

static void test_each_has_a_pause_of_its_own(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	f.now_ms += STATE_GATHER_MS;
	happens(&f, TIME, 0);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4);
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_FAILED, .text = "lost");
	int64_t first = f.now_ms + STATE_TRANSFER_PAUSE_MS;
	send_file(&f, "c1", "/one");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c1");
	f.now_ms += 500;
	break_off(&f);
	assert_int_equal(state_next_wake(&f.state), first);
	f.now_ms = first;
	happens(&f, TIME, 0);
	assert_string_equal(effect(&f, DOWNLOAD)->client_id, "m4");
	assert_null(effect(&f, UPLOAD));
	assert_int_equal(state_next_wake(&f.state), first + 500);
	f.now_ms += 500;
	happens(&f, TIME, 0);
	assert_non_null(effect(&f, UPLOAD));
	assert_null(effect(&f, DOWNLOAD));
	assert_int_equal(state_next_wake(&f.state), 0);
	end(&f);
}

static void test_one_that_is_given_up_while_it_pauses_lets_the_next_begin(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	send_file(&f, "c1", "/one");
	send_file(&f, "c2", "/two");
	break_off(&f);
	assert_null(effect(&f, UPLOAD));
	happens(&f, CANCEL_FILE, .client_id = "c1");
	assert_string_equal(effect(&f, UPLOAD)->client_id, "c2");
	end(&f);
}

static void test_a_fetch_that_lost_the_server_goes_on_after_the_login(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 4);
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_FAILED, .text = "lost");
	connection_is_lost(&f);
	wait_for_the_pause(&f);
	assert_null(effect(&f, DOWNLOAD));
	is_resumed(&f);
	assert_string_equal(effect(&f, DOWNLOAD)->client_id, "m4");
	end(&f);
}

static void test_one_that_is_looked_at_becomes_a_picture_and_goes_again(void **unused)
{
	(void)unused;
	struct state_cell cells[2] = {{.text = "x", .foreground = 1}, {.text = "y", .background = -1}};
	const struct state_picture picture = {.width = 2, .height = 1, .cells = cells};
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, VIEW_FILE, .conversation = "bob", .sequence = 4, .form = {.columns = 40});
	assert_true(effect(&f, DOWNLOAD)->flag);
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_DONE, .path = "/viewed/m4");
	assert_string_equal(effect(&f, PICTURE)->text, "/viewed/m4");
	assert_int_equal(effect(&f, PICTURE)->form.columns, 40);
	assert_null(f.state.notice);
	happens(&f, PICTURE, .client_id = "m4", .picture = &picture);
	assert_int_equal(state_transfer(&f.state, last(&f))->picture.width, 2);
	assert_string_equal(state_transfer(&f.state, last(&f))->picture.cells[1].text, "y");
	/* It can be hidden without a connection, too. */
	connection_is_lost(&f);
	happens(&f, VIEW_FILE, .conversation = "bob", .sequence = 4, .form = {.columns = 40});
	assert_null(state_transfer(&f.state, last(&f)));
	assert_string_equal(effect(&f, FORGET_PICTURE)->client_id, "m4");
	end(&f);
}

static void test_a_picture_is_made_anew_for_another_form_and_stays_meanwhile(void **unused)
{
	(void)unused;
	struct state_cell cells[1] = {{.text = "x"}};
	const struct state_picture picture = {.width = 1, .height = 1, .cells = cells};
	const struct state_picture sixels = {.width = 1,
	                                     .height = 1,
	                                     .cells = cells,
	                                     .pixels = STATE_SIXEL,
	                                     .data = (char *)"~",
	                                     .len = 1};
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, VIEW_FILE, .conversation = "bob", .sequence = 4, .form = {.columns = 40});
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_DONE, .path = "/viewed/m4");
	happens(&f, PICTURE, .client_id = "m4", .picture = &picture);
	const struct state_picture_form same = {.columns = 40},
	                                other = {.columns = 40, .pixels = STATE_SIXEL};
	assert_false(state_has_other_form(&f.state, &same));
	assert_true(state_has_other_form(&f.state, &other));
	happens(&f, PICTURE_FORM, .form = same);
	assert_null(effect(&f, PICTURE));
	happens(&f, PICTURE_FORM, .form = other);
	assert_null(effect(&f, PICTURE)->text);
	assert_int_equal(effect(&f, PICTURE)->form.pixels, STATE_SIXEL);
	assert_int_equal(state_transfer(&f.state, last(&f))->picture.width, 1);
	happens(&f, PICTURE, .client_id = "m4", .picture = &sixels);
	assert_string_equal(state_transfer(&f.state, last(&f))->picture.data, "~");
	assert_false(state_has_other_form(&f.state, &other));
	end(&f);
}

static void test_what_is_very_large_is_not_fetched_to_be_looked_at(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	struct state_message large = message(4, "bob", "film.gif");
	large.kind = STATE_FILE;
	large.file = (char *)"/files/9";
	large.file_size = STATE_VIEWED_MAX + 1;
	is_received(&f, "bob", large);
	happens(&f, VIEW_FILE, .conversation = "bob", .sequence = 4, .form = {.columns = 40});
	assert_null(effect(&f, DOWNLOAD));
	assert_non_null(strstr(f.state.notice, "too large"));
	end(&f);
}

static void test_what_is_no_picture_is_told(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	file_is_received(&f);
	happens(&f, VIEW_FILE, .conversation = "bob", .sequence = 4, .form = {.columns = 40});
	happens(&f, TRANSFER, .client_id = "m4", .phase = STATE_TRANSFER_DONE, .path = "/viewed/m4");
	happens(&f, PICTURE, .client_id = "m4", .text = "it is none");
	assert_string_equal(f.state.notice, "Could not show it: it is none");
	assert_null(state_transfer(&f.state, last(&f)));
	end(&f);
}

static void test_one_that_the_server_has_is_sent_on_without_being_brought(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, SEND, .conversation = "bob", .client_id = "c1", .text = "plan.pdf", .file = "/files/1",
	        .size = 100);
	assert_null(effect(&f, UPLOAD));
	assert_string_equal(request_of(&f, SEND)->file, "/files/1");
	assert_int_equal(request_of(&f, SEND)->file_size, 100);
	end(&f);
}

static void test_a_text_is_no_file(void **unused)
{
	(void)unused;
	struct fixture f;
	begin_online(&f);
	happens(&f, SAVE_FILE, .conversation = "bob", .sequence = 3);
	assert_null(effect(&f, DOWNLOAD));
	assert_true(f.state.notice_is_error);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_file_is_on_disk_then_brought_then_sent),
	        cmocka_unit_test(test_texts_do_not_wait_for_a_file),
	        cmocka_unit_test(test_files_are_brought_one_after_the_other),
	        cmocka_unit_test(test_one_that_was_written_offline_is_brought_after_the_login),
	        cmocka_unit_test(test_one_that_breaks_off_is_tried_again_until_it_comes_no_further),
	        cmocka_unit_test(test_each_pause_is_longer_and_holds_up_no_message),
	        cmocka_unit_test(test_one_that_is_refused_says_why_and_can_be_sent_again),
	        cmocka_unit_test(test_one_that_is_given_up_leaves_the_outbox_and_the_next_goes),
	        cmocka_unit_test(test_a_received_file_is_fetched_and_its_place_remembered),
	        cmocka_unit_test(test_what_another_account_had_under_way_ends),
	        cmocka_unit_test(test_a_fetch_that_fails_is_told_and_asked_for_again),
	        cmocka_unit_test(test_a_fetch_that_breaks_off_goes_on_by_itself_until_it_comes_no_further),
	        cmocka_unit_test(test_each_has_a_pause_of_its_own),
	        cmocka_unit_test(test_one_that_is_given_up_while_it_pauses_lets_the_next_begin),
	        cmocka_unit_test(test_a_fetch_that_lost_the_server_goes_on_after_the_login),
	        cmocka_unit_test(test_one_that_is_looked_at_becomes_a_picture_and_goes_again),
	        cmocka_unit_test(test_what_is_very_large_is_not_fetched_to_be_looked_at),
	        cmocka_unit_test(test_a_picture_is_made_anew_for_another_form_and_stays_meanwhile),
	        cmocka_unit_test(test_what_is_no_picture_is_told),
	        cmocka_unit_test(test_one_that_the_server_has_is_sent_on_without_being_brought),
	        cmocka_unit_test(test_a_text_is_no_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
