/* The notifications that are out, one for a conversation, oldest first. */
#include "notify/desktop.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <libnotify/notify.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/str.h"
#include "base/vec.h"

/* So many are remembered; an older one can no longer be replaced or closed. */
#define DESKTOP_KEEP 64

struct shown {
	char *conversation;
	NotifyNotification *notification;
};

struct desktop {
	VEC(struct shown) shown;
	GMainContext *context; /* what the service says later arrives here, and is thrown away */
	bool ready; /* its capabilities were asked */
	bool wants_markup;
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

struct desktop *desktop_create(void)
{
	/* GLib's log is the process's, and takes its writer once. */
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct desktop *desktop = mem_alloc(sizeof(*desktop));
	pthread_once(&once, silence_glib);
	desktop->context = g_main_context_new();
	return desktop;
}

static void drop_signals(struct desktop *desktop)
{
	while (g_main_context_iteration(desktop->context, FALSE)) {
	}
}

static void shown_finish(struct shown *shown)
{
	g_object_unref(shown->notification);
	free(shown->conversation);
}

void desktop_destroy(struct desktop *desktop)
{
	for (size_t i = 0; i < desktop->shown.len; i++)
		shown_finish(&desktop->shown.items[i]);
	vec_finish(&desktop->shown);
	if (notify_is_initted())
		notify_uninit();
	/* What that unsubscribed from is freed from the context. */
	drop_signals(desktop);
	g_main_context_unref(desktop->context);
	free(desktop);
}

/* Without a bus's address GLib would start a bus of its own, over X. */
static bool has_bus(void)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	if (!str_empty(getenv("DBUS_SESSION_BUS_ADDRESS")))
		return true;
	if (str_empty(runtime))
		return false;
	char *path = path_join(runtime, "bus");
	bool there = access(path, F_OK) == 0;
	free(path);
	return there;
}

static bool ask_capabilities(struct desktop *desktop)
{
	if (!has_bus() || !notify_init("covey"))
		return false;
	GList *capabilities = notify_get_server_caps();
	desktop->ready = capabilities != NULL;
	for (GList *item = capabilities; item; item = item->next)
		desktop->wants_markup = desktop->wants_markup || str_equal(item->data, "body-markup");
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

static NotifyNotification *add(struct desktop *desktop, const char *conversation)
{
	if (desktop->shown.len == DESKTOP_KEEP)
		forget(desktop, 0);
	NotifyNotification *notification = notify_notification_new("", NULL, "covey");
	notify_notification_set_category(notification, "im.received");
	notify_notification_set_hint(notification, "desktop-entry", g_variant_new_string("covey"));
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
	g_main_context_push_thread_default(desktop->context);
	bool ok = (desktop->ready || ask_capabilities(desktop)) && show(desktop, conversation, title, body);
	drop_signals(desktop);
	g_main_context_pop_thread_default(desktop->context);
	return ok;
}

bool desktop_close(struct desktop *desktop, const char *conversation)
{
	struct shown *shown = find(desktop, conversation);
	if (!shown)
		return true;
	g_main_context_push_thread_default(desktop->context);
	bool ok = notify_notification_close(shown->notification, NULL);
	drop_signals(desktop);
	g_main_context_pop_thread_default(desktop->context);
	forget(desktop, (size_t)(shown - desktop->shown.items));
	return ok;
}
