#include "listener.h"

#include "ui/plain.h"

static struct plain plain;
static struct buf said;

void listener_listen(struct screen *screen)
{
	plain_follow(&plain, &screen->state, screen->now_ms, &said);
	state_drawn(&screen->state);
}

void listener_start(struct screen *screen)
{
	screen_start(screen, 80, 24);
	plain_init(&plain, screen->ui);
	buf_init(&said, PLAIN_MAX);
	screen_login_filed(screen);
	screen_open(screen, "GROUPtest");
	listener_listen(screen);
	listener_forget();
}

void listener_stop(struct screen *screen)
{
	plain_finish(&plain);
	buf_finish(&said);
	screen_stop(screen);
}

void listener_line(struct screen *screen, const char *text)
{
	struct state_event_list events;
	state_event_list_init(&events);
	plain_line(&plain, &screen->state, text, screen->now_ms, &events, &said);
	for (size_t i = 0; i < events.events.len; i++)
		screen_apply(screen, events.events.items[i]);
	state_event_list_finish(&events);
	listener_listen(screen);
}

const char *listener_said(void)
{
	return said.data;
}

void listener_forget(void)
{
	buf_clear(&said);
}

void assert_said_(const char *expected, const char *file, int line)
{
	_assert_string_equal(said.data, expected, file, line);
	listener_forget();
}
