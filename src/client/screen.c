#include "client/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "client/account.h"
#include "client/alerts.h"
#include "client/arrangement_file.h"
#include "client/client.h"
#include "client/editor.h"
#include "client/loop.h"
#include "client/outward.h"
#include "client/signals.h"
#include "client/themes.h"
#include "spell/spell.h"
#include "ui/desk.h"
#include "ui/looks.h"
#include "ui/spelling.h"
#include "ui/term.h"
#include "ui/ui.h"

/* What came over the network is drawn at most so often; what a key did, at once. */
#define SCREEN_FRAME_MS 16

struct screen;

/* One account of it. */
struct screen_account {
	struct screen *screen;
	struct client *client;
	struct ui *ui;
};

struct screen {
	struct loop *loop;
	VEC(struct screen_account *) accounts;
	struct desk desk; /* their places there are the same */
	size_t open; /* accounts whose client has not finished */
	bool elsewhere; /* the terminal has not the focus */
	struct alerts alerts;
	struct themes themes;
	struct ui_speller speller; /* its context: dictionaries, or NULL: there are none */
	struct grid grid;
	bool keep; /* what is chosen is kept for the next time */
	struct loop_timer *frame; /* set while something waits to be drawn */
	struct loop_timer *change; /* set while the picture will change by itself */
	struct editor *editor; /* has the terminal; NULL: it is ours */
	const struct screen_account *edited; /* whose draft it works on */
	bool frame_waits, draw_now;
	bool leaving;
};

/* ---- from the ui to the client and back ---- */

static struct screen_account *shown(const struct screen *screen)
{
	return screen->accounts.items[screen->desk.shown];
}

static const struct state *state_of(const struct screen_account *account)
{
	return client_state(account->client);
}

static void post_all(const struct screen_account *account, struct state_event_list *events)
{
	for (size_t i = 0; i < events->events.len; i++)
		client_post(account->client, &events->events.items[i]);
	state_event_list_finish(events);
}

/* What is wrong. */
static void say(const struct screen_account *account, const char *text)
{
	client_post(account->client,
	            &(struct state_event){.type = STATE_EVENT_NOTICE, .text = text, .flag = true});
}

static void on_answered(void *context, uint64_t ticket, const struct state_event *answer)
{
	const struct screen_account *account = context;
	struct state_event_list events;
	state_event_list_init(&events);
	ui_answered(account->ui, state_of(account), ticket, answer, &events);
	account->screen->draw_now = true; /* the box that waited shows it, whether or not the state changed */
	post_all(account, &events);
}

/* A key may show another account: what it means is still for the one that it was pressed in. */
static void press(struct screen *screen, struct key key)
{
	const struct screen_account *account = shown(screen);
	struct state_event_list events;
	state_event_list_init(&events);
	ui_key(account->ui, state_of(account), key, clock_now_ms(), &events);
	post_all(account, &events);
}

static void point(struct screen *screen, struct mouse mouse)
{
	const struct screen_account *account = shown(screen);
	struct state_event_list events;
	state_event_list_init(&events);
	ui_mouse(account->ui, state_of(account), mouse, clock_now_ms(), &events);
	post_all(account, &events);
}

static void paste(struct screen *screen, const char *text)
{
	const struct screen_account *account = shown(screen);
	struct state_event_list events;
	state_event_list_init(&events);
	ui_paste(account->ui, state_of(account), text, &events);
	post_all(account, &events);
}

/* The person looks at the account that is shown, while the terminal has the focus. */
static void follow_focus(const struct screen_account *account)
{
	bool away = account->screen->elsewhere || account != shown(account->screen);
	if (state_of(account)->away != away)
		client_post(account->client, &(struct state_event){.type = STATE_EVENT_FOCUS, .flag = !away});
}

static void follow(const struct screen_account *account)
{
	struct state_event_list events;
	follow_focus(account);
	state_event_list_init(&events);
	ui_follow(account->ui, state_of(account), &events);
	post_all(account, &events);
}

/* ---- the terminal ---- */

static void leave(struct screen *screen)
{
	if (screen->leaving)
		return;
	screen->leaving = true;
	for (size_t i = 0; i < screen->accounts.len; i++)
		client_finish(screen->accounts.items[i]->client);
}

static void on_finished(void *context)
{
	const struct screen_account *account = context;
	if (--account->screen->open == 0)
		loop_stop(account->screen->loop);
}

static void resize(struct screen *screen)
{
	int width, height;
	term_size(&width, &height);
	if (width != screen->grid.width || height != screen->grid.height)
		grid_resize(&screen->grid, width, height);
}

static void on_input(void *context)
{
	struct screen *screen = context;
	struct term_event event;
	for (;;) {
		enum term_input input = term_read(&event);
		switch (input) {
		case TERM_NOTHING:
		case TERM_ANSWER:
			return;
		case TERM_KEY:
			screen->elsewhere = false; /* one types where one looks */
			press(screen, event.key);
			break;
		case TERM_PASTE:
			paste(screen, event.paste);
			free(event.paste);
			break;
		case TERM_MOUSE:
			screen->elsewhere = false;
			point(screen, event.mouse);
			break;
		case TERM_HANGUP:
			leave(screen);
			return;
		case TERM_FOCUS_IN:
		case TERM_FOCUS_OUT:
			screen->elsewhere = input == TERM_FOCUS_OUT;
			break;
		}
		screen->draw_now = true;
	}
}

/* What the taskbar, the tab or tmux's list of windows shows: "(3) covey". */
static void set_title(const struct desk *desk)
{
	char title[64] = "covey";
	long long unread = desk_unread(desk);
	if (unread > 0)
		snprintf(title, sizeof(title), "(%s%lld) covey", desk_is_mentioned(desk) ? "@" : "", unread);
	term_set_title(title);
}

static void draw(struct screen *screen)
{
	const struct screen_account *account = shown(screen);
	const struct state *state = state_of(account);
	int64_t now = clock_now_ms();
	screen->draw_now = screen->frame_waits = false;
	loop_timer_clear(screen->frame);
	term_set_looks(ui_style_looks(account->ui));
	term_set_mouse(ui_wants_mouse(account->ui));
	if (ui_draw(account->ui, state, now, &screen->grid))
		term_draw(&screen->grid);
	set_title(&screen->desk);
	for (size_t i = 0; i < screen->accounts.len; i++)
		client_drawn(screen->accounts.items[i]->client);
	int64_t next = ui_next_change(account->ui, state, now);
	if (next)
		loop_timer_set(screen->change, next > now ? next - now : 0);
	else
		loop_timer_clear(screen->change);
}

static void on_time_to_draw(void *context)
{
	struct screen *screen = context;
	screen->draw_now = true;
}

/* What was chosen holds for every account, and is there the next time. */
static void keep_looks(struct screen *screen)
{
	struct err err = {0};
	const struct looks *looks = ui_take_looks(shown(screen)->ui);
	for (size_t i = 0; looks && i < screen->accounts.len; i++)
		if (screen->accounts.items[i] != shown(screen))
			ui_set_looks(screen->accounts.items[i]->ui, looks);
	if (looks && screen->keep && !config_keep_looks(looks, &err))
		log_error("what was chosen could not be kept: %s", err.text);
}

/* To the clipboard, and to the desktop. */
static void carry_out(struct screen *screen)
{
	struct ui *ui = shown(screen)->ui;
	char *copied = ui_take_copied(ui), *opened = ui_take_opened(ui);
	bool nowhere = opened && !outward_open(opened);
	if (nowhere)
		client_post(
		        shown(screen)->client,
		        &(struct state_event){.type = STATE_EVENT_NOTICE,
		                              .text = "There is no desktop here: the address was copied"});
	if (copied || nowhere)
		outward_copy(copied ? copied : opened, term_write);
	free(copied);
	free(opened);
}

/* ---- the person's own editor ---- */

static void on_edited(void *context)
{
	struct screen *screen = context;
	struct state_event_list events;
	struct err err = {0};
	char *text = editor_finish(screen->editor, &err);
	screen->editor = NULL;
	term_take_back();
	resize(screen);
	loop_rewatch_input(screen->loop);
	screen->draw_now = true;
	if (!text) {
		say(screen->edited, err.text);
		return;
	}
	state_event_list_init(&events);
	ui_put_draft(screen->edited->ui, state_of(screen->edited), text, &events);
	post_all(screen->edited, &events);
	free(text);
}

/* The connection goes on meanwhile: only the terminal is the editor's. */
static void edit(struct screen *screen)
{
	struct err err = {0};
	char *text = ui_take_draft(shown(screen)->ui);
	if (!text)
		return;
	screen->edited = shown(screen);
	loop_unwatch_input(screen->loop);
	term_lend();
	screen->editor = editor_start(screen->loop, text, on_edited, screen, &err);
	if (!screen->editor) {
		term_take_back();
		loop_rewatch_input(screen->loop);
		say(screen->edited, err.text);
	}
	free(text);
}

/* After each turn of the loop: what changed goes to the disk, then to the screen. */
static void on_turn(void *context)
{
	struct screen *screen = context;
	bool changed = false;
	for (size_t i = 0; i < screen->accounts.len; i++) {
		const struct screen_account *account = screen->accounts.items[i];
		ui_set_pixels(account->ui, term_pixels());
		follow(account);
		client_be_silent(account->client, desk_is_silent(&screen->desk, i));
		client_turn(account->client);
		changed = changed || state_of(account)->dirty;
	}
	keep_looks(screen);
	carry_out(screen);
	edit(screen);
	if (ui_wants_quit(shown(screen)->ui))
		leave(screen);
	if (screen->editor)
		return;
	if (screen->draw_now) {
		draw(screen);
	} else if (changed && !screen->frame_waits) {
		screen->frame_waits = true;
		loop_timer_set(screen->frame, SCREEN_FRAME_MS);
	}
}

/* ---- signals ---- */

static const int screen_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, 0};

static void on_signal(void *context, int number)
{
	struct screen *screen = context;
	/* What the terminal says while it is the editor's is for the editor. */
	if (screen->editor && (number == SIGWINCH || number == SIGINT))
		return;
	if (number == SIGWINCH) {
		term_resize();
		resize(screen);
		screen->draw_now = true;
	} else {
		leave(screen);
	}
}

/* ---- life ---- */

/* The screen owns the terminal, so what is logged goes to a file. */
static FILE *open_log(void)
{
	char *path = path_in(PATH_STATE, "covey.log", NULL);
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
	FILE *file = fd < 0 ? fopen("/dev/null", "we") : fdopen(fd, "a");
	free(path);
	return file;
}

static struct client *make_client(struct screen_account *account, const struct accounts_one *one,
                                  const struct screen_options *options, const struct config *settings,
                                  struct err *err)
{
	const struct login *login = &one->login;
	struct client_config config = {
	        .loop = account->screen->loop,
	        .name = options->accounts->items.len > 1 ? one->name : NULL,
	        .url = login->url,
	        .user = login->user,
	        .password = options->password,
	        .token = login->token,
	        .ca_file = login->ca_file,
	        .notify = account->screen->alerts.notify,
	        .downloads = settings->downloads,
	        .policy = settings->telling.policy,
	        .remember_token = options->keep,
	        .observer = {.answered = on_answered, .finished = on_finished, .context = account},
	};
	char *cache_path = NULL;
	struct client *client = NULL;
	if (options->keep) {
		cache_path = account_cache_path(login->url, login->user, err);
		if (!cache_path)
			return NULL;
		config.cache_path = cache_path;
	}
	client = client_create(&config, err);
	if (client)
		client_post(client,
		            &(struct state_event){.type = STATE_EVENT_RULES, .rules = &settings->rules});
	free(cache_path);
	return client;
}

static bool add_account(struct screen *screen, const struct accounts_one *one,
                        const struct screen_options *options, const struct config *config, struct err *err)
{
	struct screen_account *account = mem_alloc(sizeof(*account));
	vec_push(&screen->accounts, account);
	account->screen = screen;
	account->ui = ui_create(&(struct ui_config){
	        .keymap = config->keymap,
	        .files = &arrangement_files,
	        .themes = &screen->themes,
	        .speller = screen->speller.context ? &screen->speller : NULL,
	        .looks = &config->looks,
	});
	account->client = make_client(account, one, options, config, err);
	if (!account->client)
		return false;
	desk_add(&screen->desk, one->name, account->ui, state_of(account));
	screen->open++;
	return true;
}

static bool add_accounts(struct screen *screen, const struct screen_options *options,
                         const struct config *config, struct err *err)
{
	const struct accounts *accounts = options->accounts;
	for (size_t i = 0; i < accounts->items.len; i++)
		if (!add_account(screen, &accounts->items.items[i], options, config, err))
			return false;
	if (accounts->why.text[0])
		say(shown(screen), accounts->why.text);
	return true;
}

/* ---- spelling ---- */

static bool knows(void *context, const char *word)
{
	return spell_knows(context, word);
}

static void suggest(void *context, const char *word, struct strlist *suggestions)
{
	spell_suggest(context, word, suggestions);
}

static void learn(void *context, const char *word)
{
	spell_learn(context, word);
}

static struct ui_speller make_speller(const char *languages)
{
	bool off = str_equal(languages, "off");
	return (struct ui_speller){knows, suggest, learn, off ? NULL : spell_create(languages)};
}

static bool screen_init(struct screen *screen, struct config *config, const struct screen_options *options,
                        struct err *err)
{
	struct err mistake = {0}; /* in a theme */
	*screen = (struct screen){0};
	themes_init(&screen->themes);
	screen->loop = loop_create(err);
	if (!screen->loop || !signals_watch(screen->loop, screen_signals, on_signal, screen, err))
		return false;
	const struct alerts_config alerts = {.loop = screen->loop,
	                                     .telling = &config->telling,
	                                     .desk = &screen->desk,
	                                     .opened = on_time_to_draw,
	                                     .context = screen};
	if (!alerts_init(&screen->alerts, &alerts, err))
		return false;
	screen->keep = options->keep;
	themes_load(&screen->themes, &mistake);
	screen->speller = make_speller(config->spelling);
	desk_init(&screen->desk);
	if (!add_accounts(screen, options, config, err))
		return false;
	if (*mistake.text)
		say(shown(screen), mistake.text);
	screen->frame = loop_timer_create(screen->loop, on_time_to_draw, screen);
	screen->change = loop_timer_create(screen->loop, on_time_to_draw, screen);
	return loop_watch_input(screen->loop, on_input, screen, err);
}

static void screen_finish(struct screen *screen)
{
	editor_abandon(screen->editor);
	for (size_t i = 0; i < screen->accounts.len; i++) {
		client_destroy(screen->accounts.items[i]->client);
		ui_destroy(screen->accounts.items[i]->ui);
		free(screen->accounts.items[i]);
	}
	vec_finish(&screen->accounts);
	desk_finish(&screen->desk);
	themes_finish(&screen->themes);
	spell_destroy(screen->speller.context);
	alerts_finish(&screen->alerts);
	grid_finish(&screen->grid);
	loop_destroy(screen->loop);
}

int screen_run(struct config *config, const struct screen_options *options)
{
	struct screen screen;
	struct err err = {0};
	FILE *log = open_log();
	bool ok = screen_init(&screen, config, options, &err) && term_start(&err);
	if (ok) {
		int width, height;
		log_set_file(log);
		term_size(&width, &height);
		grid_init(&screen.grid, width, height);
		screen.draw_now = true;
		for (size_t i = 0; i < screen.accounts.len; i++)
			client_connect(screen.accounts.items[i]->client);
		loop_run(screen.loop, on_turn, &screen);
		term_stop();
		log_set_file(stderr);
	}
	screen_finish(&screen);
	fclose(log);
	if (!ok)
		fprintf(stderr, "covey: %s\n", err.text);
	return ok ? 0 : 1;
}
