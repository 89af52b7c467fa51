/* The notifications that are out, one for a conversation, oldest first. */
#include "notify/desktop.h"

#include <pthread.h>
#include <stdlib.h>

#include <libnotify/notify.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "notify/place.h"

/* So many are remembered; an older one can no longer be replaced or closed. */
#define DESKTOP_KEEP 64

struct shown {
	char *conversation;
	NotifyNotification *notification;
};

struct desktop {
	VEC(struct shown) shown;
	GMainContext *context; /* what the service says later arrives here */
	bool ready; /* its capabilities were asked */
	bool wants_markup, has_actions;
	void (*clicked)(void *context, const char *conversation);
	void *clicked_context;
};

/* The screen owns the terminal: GLib must not write its warnings there. */
static GLogWriterOutput drop_log(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer context)
{
	(void)level;
	(void)fields;
	(void)count;
	(void)context;
	return G_LOG_WRITER_HANDLED;
}

static void silence_glib(void)
{
	g_log_set_writer_func(drop_log, NULL, NULL);
}

struct desktop *desktop_create(void (*clicked)(void *context, const char *conversation), void *context)
{
	/* GLib's log is the process's, and takes its writer once. */
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct desktop *desktop = mem_alloc(sizeof(*desktop));
	pthread_once(&once, silence_glib);
	desktop->context = g_main_context_new();
	desktop->clicked = clicked;
	desktop->clicked_context = context;
	return desktop;
}

/* What came meanwhile. */
static void take_signals(struct desktop *desktop)
{
	while (g_main_context_iteration(desktop->context, FALSE)) {
	}
}

static void begin_calls(struct desktop *desktop)
{
	g_main_context_push_thread_default(desktop->context);
}

static void end_calls(struct desktop *desktop)
{
	take_signals(desktop);
	g_main_context_pop_thread_default(desktop->context);
}

void desktop_wait(struct desktop *desktop)
{
	g_main_context_push_thread_default(desktop->context);
	g_main_context_iteration(desktop->context, TRUE);
	g_main_context_pop_thread_default(desktop->context);
}

void desktop_wake(struct desktop *desktop)
{
	g_main_context_wakeup(desktop->context);
}

static void shown_finish(struct shown *shown)
{
	g_object_unref(shown->notification);
	free(shown->conversation);
}

void desktop_destroy(struct desktop *desktop)
{
	begin_calls(desktop);
	for (size_t i = 0; i < desktop->shown.len; i++) {
		notify_notification_close(desktop->shown.items[i].notification, NULL);
		shown_finish(&desktop->shown.items[i]);
	}
	end_calls(desktop);
	vec_finish(&desktop->shown);
	if (notify_is_initted())
		notify_uninit();
	/* What that unsubscribed from is freed from the context. */
	take_signals(desktop);
	g_main_context_unref(desktop->context);
	free(desktop);
}

/* Without a bus's address GLib would start a bus of its own, over X. */
static bool ask_capabilities(struct desktop *desktop)
{
	if (!place_has_bus(getenv) || !notify_init("covey"))
		return false;
	GList *capabilities = notify_get_server_caps();
	desktop->ready = capabilities != NULL;
	for (GList *item = capabilities; item; item = item->next) {
		desktop->wants_markup |= str_equal(item->data, "body-markup");
		desktop->has_actions |= str_equal(item->data, "actions");
	}
	g_list_free_full(capabilities, g_free);
	return desktop->ready;
}

static struct shown *find(struct desktop *desktop, const char *conversation)
{
	for (size_t i = 0; i < desktop->shown.len; i++) {
		if (str_equal(desktop->shown.items[i].conversation, conversation))
			return &desktop->shown.items[i];
	}
	return NULL;
}

static void forget(struct desktop *desktop, size_t place)
{
	shown_finish(&desktop->shown.items[place]);
	vec_remove(&desktop->shown, place);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): NotifyActionCallback */
static void on_action(NotifyNotification *notification, char *action, gpointer context)
{
	struct desktop *desktop = context;
	(void)action; /* there is but one */
	for (size_t i = 0; i < desktop->shown.len; i++)
		if (desktop->shown.items[i].notification == notification)
			desktop->clicked(desktop->clicked_context, desktop->shown.items[i].conversation);
}

static NotifyNotification *add(struct desktop *desktop, const char *conversation)
{
	if (desktop->shown.len == DESKTOP_KEEP)
		forget(desktop, 0);
	NotifyNotification *notification = notify_notification_new("", NULL, "covey");
	notify_notification_set_category(notification, "im.received");
	notify_notification_set_hint(notification, "desktop-entry", g_variant_new_string("covey"));
	if (desktop->has_actions)
		notify_notification_add_action(notification, "default", "Open", on_action, desktop, NULL);
	struct shown shown = {.conversation = mem_strdup(conversation), .notification = notification};
	vec_push(&desktop->shown, shown);
	return notification;
}

static bool show(struct desktop *desktop, const char *conversation, const char *title, const char *body)
{
	struct shown *shown = find(desktop, conversation);
	NotifyNotification *notification = shown ? shown->notification : add(desktop, conversation);
	char *markup = desktop->wants_markup ? g_markup_escape_text(body, -1) : g_strdup(body);
	notify_notification_update(notification, title, markup, "covey");
	g_free(markup);
	return notify_notification_show(notification, NULL);
}

bool desktop_show(struct desktop *desktop, const char *conversation, const char *title, const char *body)
{
	begin_calls(desktop);
	bool ok = (desktop->ready || ask_capabilities(desktop)) && show(desktop, conversation, title, body);
	end_calls(desktop);
	return ok;
}

bool desktop_close(struct desktop *desktop, const char *conversation)
{
	struct shown *shown = find(desktop, conversation);
	if (!shown)
		return true;
	begin_calls(desktop);
	bool ok = notify_notification_close(shown->notification, NULL);
	end_calls(desktop);
	forget(desktop, (size_t)(shown - desktop->shown.items));
	return ok;
}

/* ---- for the doctor ---- */

static char *describe(void)
{
	char *name, *vendor, *version, *specification;
	if (!notify_get_server_info(&name, &vendor, &version, &specification))
		return NULL;
	GString *text = g_string_new(NULL);
	GList *capabilities = notify_get_server_caps();
	g_string_printf(text, "%s %s (", name, version);
	for (GList *item = capabilities; item; item = item->next)
		g_string_append_printf(text, "%s%s", (const char *)item->data, item->next ? ", " : "");
	g_string_append(text, ")");
	char *copy = mem_strdup(text->str);
	g_string_free(text, TRUE);
	g_list_free_full(capabilities, g_free);
	g_free(name);
	g_free(vendor);
	g_free(version);
	g_free(specification);
	return copy;
}

char *desktop_describe(struct desktop *desktop)
{
	begin_calls(desktop);
	char *text = desktop->ready || ask_capabilities(desktop) ? describe() : NULL;
	end_calls(desktop);
	return text;
}
