/*
 *     standard input ─ line ─► plain_line() ─► events ─► client_post()
 *     after each turn of the loop: ui_follow(), plain_follow() ─► standard output
 */
#include "client/linear.h"

#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/utf8.h"
#include "client/account.h"
#include "client/arrangement_file.h"
#include "client/client.h"
#include "client/config.h"
#include "client/login.h"
#include "client/loop.h"
#include "client/outward.h"
#include "client/signals.h"
#include "ui/glyph.h"
#include "ui/plain.h"

/* Bytes of a line; a longer one is taken in pieces. */
#define LINE_MAX_BYTES (64 * 1024)
#define READ_BYTES 4096

struct linear {
	struct loop *loop;
	struct client *client;
	struct ui *ui;
	struct plain plain;
	struct buf typed; /* came, and no newline yet */
	bool unicode;
	bool leaving;
};

/* ---- out ---- */

static void print_ascii(const char *text)
{
	struct utf8_cluster cluster;
	char cell[UTF8_CELL_BYTES];
	for (size_t len = strlen(text); utf8_next_cluster(text, len, &cluster);
	     text += cluster.len, len -= cluster.len) {
		bool ascii = cluster.len == 1 && (unsigned char)*text < 0x80;
		utf8_cell(&cluster, cell);
		fputs(ascii ? (const char[]){*text, '\0'} : glyph_ascii(cell), stdout);
	}
}

/* ---- between the ui and the client ---- */

static void post_all(struct linear *linear, struct state_event_list *events)
{
	for (size_t i = 0; i < events->events.len; i++)
		client_post(linear->client, &events->events.items[i]);
}

static void on_answered(void *context, uint64_t ticket, const struct state_event *answer)
{
	struct linear *linear = context;
	struct state_event_list events;
	state_event_list_init(&events);
	ui_answered(linear->ui, client_state(linear->client), ticket, answer, &events);
	post_all(linear, &events);
	state_event_list_finish(&events);
}

static void leave(struct linear *linear)
{
	if (linear->leaving)
		return;
	linear->leaving = true;
	client_finish(linear->client);
}

static void print(struct linear *linear, const struct buf *text)
{
	if (linear->unicode)
		fwrite(text->data, 1, text->len, stdout);
	else
		print_ascii(text->data);
	if (fflush(stdout) != 0 || ferror(stdout))
		leave(linear); /* nobody listens any more */
}

/* After each turn of the loop: what changed goes to the disk, then is said. */
static void on_turn(void *context)
{
	struct linear *linear = context;
	struct state_event_list events;
	struct buf out;
	state_event_list_init(&events);
	ui_follow(linear->ui, client_state(linear->client), &events);
	post_all(linear, &events);
	state_event_list_finish(&events);
	client_turn(linear->client);
	if (ui_wants_quit(linear->ui))
		leave(linear);
	if (linear->leaving)
		return;
	buf_init(&out, PLAIN_MAX);
	plain_follow(&linear->plain, client_state(linear->client), clock_now_ms(), &out);
	print(linear, &out);
	buf_finish(&out);
	client_drawn(linear->client);
}

/* ---- in ---- */

/* To the desktop alone: lines have no sequences. */
static void carry_out(struct linear *linear)
{
	char *copied = ui_take_copied(linear->ui), *opened = ui_take_opened(linear->ui);
	if (copied)
		outward_copy(copied, NULL);
	if (opened && !outward_open(opened))
		client_post(linear->client,
		            &(struct state_event){.type = STATE_EVENT_NOTICE,
		                                  .text = "There is no desktop here to open it"});
	free(copied);
	free(opened);
}

static void take_line(struct linear *linear, const char *line)
{
	struct state_event_list events;
	struct buf out;
	state_event_list_init(&events);
	buf_init(&out, PLAIN_MAX);
	plain_line(&linear->plain, client_state(linear->client), line, clock_now_ms(), &events, &out);
	post_all(linear, &events);
	print(linear, &out);
	buf_finish(&out);
	state_event_list_finish(&events);
	carry_out(linear);
	on_turn(linear); /* the next line may be about what this one did */
}

static void take_lines(struct linear *linear)
{
	char *end;
	while (!linear->leaving && ((end = memchr(linear->typed.data, '\n', linear->typed.len)) ||
	                            linear->typed.len >= LINE_MAX_BYTES)) {
		size_t len = end ? (size_t)(end - linear->typed.data) : linear->typed.len;
		char *line = strndup(linear->typed.data, len);
		buf_consume(&linear->typed, end ? len + 1 : len);
		size_t kept = strlen(line);
		if (kept > 0 && line[kept - 1] == '\r')
			line[kept - 1] = '\0';
		take_line(linear, line);
		free(line);
	}
}

static void on_input(void *context)
{
	struct linear *linear = context;
	char bytes[READ_BYTES];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (len < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (len > 0) {
		buf_append(&linear->typed, bytes, (size_t)len);
		take_lines(linear);
		return;
	}
	loop_unwatch_input(linear->loop);
	if (linear->typed.len > 0 && buf_append_char(&linear->typed, '\n'))
		take_lines(linear);
	leave(linear);
}

static void on_signal(void *context, int number)
{
	(void)number;
	leave(context);
}

/* ---- life ---- */

static struct client *make_client(struct linear *linear, const struct login *login,
                                  const struct config *settings, struct err *err)
{
	char *cache_path = account_cache_path(login->url, login->user, err);
	if (!cache_path)
		return NULL;
	struct client *client = client_create(
	        &(struct client_config){
	                .loop = linear->loop,
	                .url = login->url,
	                .user = login->user,
	                .token = login->token,
	                .ca_file = login->ca_file,
	                .cache_path = cache_path,
	                .downloads = settings->downloads,
	                .policy = settings->telling.policy,
	                .remember_token = true,
	                .observer = {.answered = on_answered, .context = linear},
	        },
	        err);
	if (client)
		client_post(client,
		            &(struct state_event){.type = STATE_EVENT_RULES, .rules = &settings->rules});
	free(cache_path);
	return client;
}

static bool linear_init(struct linear *linear, struct config *config, const struct login *login,
                        struct err *err)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, 0};
	*linear = (struct linear){.unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0};
	buf_init(&linear->typed, LINE_MAX_BYTES + READ_BYTES);
	linear->ui = ui_create(&(struct ui_config){.keymap = config->keymap, .files = &arrangement_files});
	plain_init(&linear->plain, linear->ui);
	linear->loop = loop_create(err);
	if (!linear->loop || !signals_watch(linear->loop, signals, on_signal, linear, err))
		return false;
	linear->client = make_client(linear, login, config, err);
	return linear->client && loop_watch_input(linear->loop, on_input, linear, err);
}

static void linear_finish(struct linear *linear)
{
	client_destroy(linear->client);
	plain_finish(&linear->plain);
	ui_destroy(linear->ui);
	buf_finish(&linear->typed);
	loop_destroy(linear->loop);
}

int linear_run(struct config *config, const struct login *login)
{
	struct linear linear;
	struct err err = {0};
	bool ok = linear_init(&linear, config, login, &err);
	if (ok) {
		client_connect(linear.client);
		loop_run(linear.loop, on_turn, &linear);
	}
	linear_finish(&linear);
	if (!ok)
		fprintf(stderr, "covey: %s\n", err.text);
	return ok ? 0 : 1;
}
