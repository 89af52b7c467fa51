#include "client/client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/random.h"
#include "backend/native.h"
#include "client/account.h"
#include "client/credentials.h"
#include "client/loop.h"
#include "client/personal.h"
#include "client/pictures.h"
#include "client/transfers.h"
#include "net/session.h"
#include "notify/notify.h"
#include "store/cache.h"

struct client {
	struct loop *loop;
	struct session *session;
	struct transfers *transfers;
	struct pictures *pictures;
	struct state state;
	struct cache *cache;
	bool cache_open; /* a transaction is open; client_turn() ends it */
	struct notify *notify;
	struct client_observer observer;
	char *name; /* NULL: it is the only account */
	char *url, *user, *password, *token, *device;
	bool remember_token;
	bool silent; /* nothing is told */
	bool finishing;
	struct loop_timer *wake; /* set while state_next_wake() is ahead */
	uint64_t last_ticket;
};

/* ---- the cache's effects ---- */

/* A cache that fails is a slower client, not a broken one; but an outbox that fails must be told. */
static void cache_failed(struct client *client, const struct err *err)
{
	log_error("the cache: %s", err->text);
	client_post(client,
	            &(struct state_event){.type = STATE_EVENT_NOTICE, .text = err->text, .flag = true});
}

static bool save_conversation(struct client *client, const struct state_effect *effect, struct err *err)
{
	const struct state_conversation *conversation =
	        state_conversation(&client->state, effect->conversation);
	if (!conversation)
		return true;
	struct state_conversation saved = state_conversation_to_save(conversation);
	return cache_save_conversation(client->cache, &saved, err);
}

static bool save_convgroups(struct client *client, struct err *err)
{
	const struct state_convgroup *convgroups;
	size_t count = state_convgroups_to_save(&client->state, &convgroups);
	return cache_save_convgroups(client->cache, convgroups, count, client->state.inbox_folded, err);
}

/* What the cache has for `effect` is applied like what a server says. */
static bool ask_cache(struct client *client, const struct state_effect *effect, struct err *err)
{
	struct state_event_list events;
	state_event_list_init(&events);
	bool ok = effect->type == STATE_EFFECT_SEEK_CACHED
	                  ? cache_seek(client->cache, effect->request, &events, err)
	          : effect->type == STATE_EFFECT_SEARCH_CACHED
	                  ? cache_search(client->cache, effect->request, &events, err)
	                  : cache_load_messages(client->cache, effect->conversation, effect->sequence,
	                                        effect->count, &events, err);
	for (size_t i = 0; ok && i < events.events.len; i++)
		client_post(client, &events.events.items[i]);
	state_event_list_finish(&events);
	return ok;
}

static bool do_cache_effect(struct client *client, const struct state_effect *effect, struct err *err)
{
	struct cache *cache = client->cache;
	const struct state *state = &client->state;
	switch (effect->type) {
	case STATE_EFFECT_LOAD_CACHED:
	case STATE_EFFECT_SEEK_CACHED:
	case STATE_EFFECT_SEARCH_CACHED:
		return ask_cache(client, effect, err);
	case STATE_EFFECT_SAVE_CONVERSATION:
		return save_conversation(client, effect, err);
	case STATE_EFFECT_FORGET_CONVERSATION:
		return cache_forget_conversation(cache, effect->conversation, err);
	case STATE_EFFECT_SAVE_MESSAGES:
		return cache_save_messages(cache, effect->conversation, effect->messages,
		                           effect->message_count, err);
	case STATE_EFFECT_SAVE_CONVGROUPS:
		return save_convgroups(client, err);
	case STATE_EFFECT_SAVE_SMARTS:
		return cache_save_smarts(cache, state->smarts.items, state->smarts.len, err);
	case STATE_EFFECT_SAVE_NAME:
		return cache_save_name(cache, effect->user, state_name_of(state, effect->user), err);
	case STATE_EFFECT_SAVE_SESSION:
		return cache_save_session(cache, state->self, state->position, state->current, err);
	case STATE_EFFECT_FORGET_ALL:
		return cache_forget_all(cache, err);
	case STATE_EFFECT_OUTBOX_PUT:
		return cache_outbox_put(cache, effect->conversation, effect->messages, err);
	case STATE_EFFECT_OUTBOX_DROP:
		return cache_outbox_drop(cache, effect->client_id, err);
	case STATE_EFFECT_EDIT_PUT:
		return cache_edit_put(cache, effect->edit, err);
	case STATE_EFFECT_EDIT_DROP:
		return cache_edit_drop(cache, effect->edit->id, err);
	default:
		return true;
	}
}

static void apply_to_cache(struct client *client, const struct state_effect *effect)
{
	struct err err = {0};
	if (!client->cache)
		return;
	if (!client->cache_open && !(client->cache_open = cache_begin(client->cache, &err))) {
		cache_failed(client, &err);
		return;
	}
	if (!do_cache_effect(client, effect, &err))
		cache_failed(client, &err);
}

/* ---- effects ---- */

/* What is only looked at goes where nobody looks. */
static char *viewing_path(const char *key, struct err *err)
{
	char *name = path_escape(key), *place;
	if (asprintf(&place, "viewed/%s", name) < 0)
		abort();
	char *path = path_in(PATH_STATE, place, err);
	if (path)
		unlink(path);
	free(place);
	free(name);
	return path;
}

static void fetch_file(struct client *client, const struct state_effect *effect)
{
	struct err err = {0};
	bool viewed = effect->flag;
	char *path = viewed ? viewing_path(effect->client_id, &err) : mem_strdup(effect->text);
	if (viewed && !path)
		client_post(client, &(struct state_event){.type = STATE_EVENT_TRANSFER,
		                                          .client_id = effect->client_id,
		                                          .phase = STATE_TRANSFER_FAILED,
		                                          .code = EACCES,
		                                          .text = err.text});
	else
		transfers_fetch(client->transfers, client->session, effect->client_id, effect->messages, path,
		                viewed);
	free(path);
}

/* Of several accounts' conversations two may have one id: for the notifications the account's name goes before it. */
static void notify(struct client *client, const struct state_effect *effect)
{
	struct arena arena;
	const char *conversation = effect->conversation, *title = effect->title;
	if (!client->notify || (client->silent && effect->type == STATE_EFFECT_NOTIFY))
		return;
	arena_init(&arena);
	if (client->name) {
		conversation = arena_printf(&arena, "%s" CLIENT_NAME_MARK "%s", client->name, conversation);
		title = arena_printf(&arena, "%s: %s", client->name, title);
	}
	if (effect->type == STATE_EFFECT_NOTIFY)
		notify_show(client->notify, conversation, title, effect->text);
	else
		notify_close(client->notify, conversation);
	arena_finish(&arena);
}

static void do_effect(struct client *client, const struct state_effect *effect)
{
	switch (effect->type) {
	case STATE_EFFECT_REQUEST:
		session_request(client->session, effect->request);
		break;
	case STATE_EFFECT_ANSWERED:
		if (client->observer.answered)
			client->observer.answered(client->observer.context, effect->ticket, effect->event);
		break;
	case STATE_EFFECT_CONNECT:
		session_start(client->session);
		break;
	case STATE_EFFECT_NOTIFY:
	case STATE_EFFECT_NOTIFY_CLOSE:
		notify(client, effect);
		break;
	case STATE_EFFECT_UPLOAD:
		transfers_send(client->transfers, client->session, effect->client_id, effect->text,
		               &client->state.limits);
		break;
	case STATE_EFFECT_DOWNLOAD:
		fetch_file(client, effect);
		break;
	case STATE_EFFECT_PICTURE:
		pictures_make(client->pictures, effect->client_id, effect->text, &effect->form);
		break;
	case STATE_EFFECT_FORGET_PICTURE:
		pictures_forget(client->pictures, effect->client_id);
		break;
	case STATE_EFFECT_STOP_TRANSFER:
		transfers_stop(client->transfers, effect->client_id);
		break;
	default:
		apply_to_cache(client, effect);
	}
}

/* State asks no clock: it is told when the time that it waits for has come. */
static void set_timer(struct client *client)
{
	int64_t at = state_next_wake(&client->state), now = clock_now_ms();
	if (at == 0)
		loop_timer_clear(client->wake);
	else
		loop_timer_set(client->wake, at > now ? at - now : 0);
}

/* The clock may have been set back meanwhile: then it is not time yet. */
static void on_wake(void *context)
{
	struct client *client = context;
	client_post(client, &(struct state_event){.type = STATE_EVENT_TIME});
	set_timer(client);
}

/* Nor a timezone. */
static int local_minute(int64_t now_ms)
{
	time_t seconds = (time_t)(now_ms / 1000);
	struct tm tm = {0};
	localtime_r(&seconds, &tm);
	return tm.tm_hour * 60 + tm.tm_min;
}

void client_post(struct client *client, const struct state_event *posted)
{
	int64_t waited_for = state_next_wake(&client->state);
	struct state_event event = *posted;
	char client_id[RANDOM_UUID_SIZE], *path = NULL;
	event.now_ms = clock_now_ms();
	event.local_minute = local_minute(event.now_ms);
	bool sends = event.type == STATE_EVENT_SEND || event.type == STATE_EVENT_SEND_FILE;
	if (sends && !event.client_id) {
		random_uuid(client_id);
		event.client_id = client_id;
	}
	/* It may be sent by another covey, in another folder. */
	if (event.type == STATE_EVENT_SEND_FILE)
		event.path = path = path_absolute(event.path);

	/* Effects and observers may post again: each call has a list of its own. */
	struct state_effect_list effects;
	state_effect_list_init(&effects);
	state_apply(&client->state, &event, &effects);
	for (size_t i = 0; i < effects.effects.len; i++)
		do_effect(client, &effects.effects.items[i]);
	state_effect_list_finish(&effects);
	if (state_next_wake(&client->state) != waited_for)
		set_timer(client);
	if (client->observer.applied)
		client->observer.applied(client->observer.context, &event);
	free(path);
}

void client_be_silent(struct client *client, bool silent)
{
	client->silent = silent;
}

uint64_t client_request(struct client *client, const struct state_request *request)
{
	struct state_request with_ticket = *request;
	uint64_t ticket = with_ticket.ticket = ++client->last_ticket;
	client_post(client, &(struct state_event){.type = STATE_EVENT_REQUEST, .request = &with_ticket});
	return ticket;
}

/* ---- the session ---- */

static void remember_token(struct client *client, const struct state_event *login)
{
	struct err err = {0};
	mem_replace(&client->token, login->token);
	if (client->remember_token && !credentials_save(client->url, login->self, login->token, &err))
		log_error("the login could not be remembered: %s", err.text);
}

static void finished(struct client *client)
{
	if (client->observer.finished)
		client->observer.finished(client->observer.context);
	else
		loop_stop(client->loop);
}

/* Another covey may have logged out and in again, which ended the token that is known here. */
static void take_kept_token(struct client *client)
{
	struct err err = {0};
	struct credentials kept;
	if (!client->remember_token || !client->token)
		return;
	if (credentials_load(client->url, client->user, &kept, &err))
		mem_replace(&client->token, kept.token);
	else if (err.text[0])
		log_error("the kept login could not be read: %s", err.text);
	credentials_finish(&kept);
}

/* The server's refusal of a kept login, with what cures it. */
static void post_refusal(struct client *client, const struct state_event *refusal)
{
	struct state_event event = *refusal;
	struct arena arena;
	arena_init(&arena);
	event.remedy = arena_printf(&arena, "covey login %s --user %s", client->url, client->user);
	client_post(client, &event);
	arena_finish(&arena);
}

static void post_session_event(struct client *client, const struct state_event *event)
{
	if (event->status == STATE_CONNECTING)
		take_kept_token(client);
	if (event->status == STATE_STOPPED && event->code != 0 && client->token && client->user)
		post_refusal(client, event);
	else
		client_post(client, event);
}

static void on_session_event(void *context, const struct state_event *event)
{
	struct client *client = context;
	if (event->type == STATE_EVENT_LOGGED_IN && event->token && !str_equal(event->token, client->token))
		remember_token(client, event);
	if (event->type == STATE_EVENT_SESSION)
		post_session_event(client, event);
	else
		client_post(client, event);
	if (!client->finishing && event->type == STATE_EVENT_SESSION && event->status == STATE_OFFLINE)
		personal_revive(client->url);
	if (client->finishing && event->type == STATE_EVENT_SESSION && event->status == STATE_STOPPED)
		finished(client);
}

static void fill_login(void *context, struct backend_login *login)
{
	const struct client *client = context;
	*login = (struct backend_login){
	        .user = client->user,
	        .token = client->token,
	        .password = client->token ? NULL : client->password,
	        .resume_from = client->state.position,
	        .device = client->device,
	};
}

static void on_transfer(void *context, const struct state_event *event)
{
	client_post(context, event);
}

/* ---- life ---- */

static bool load_cache(struct client *client, const char *path, struct err *err)
{
	struct state_event_list events;
	client->cache = cache_open(path, err);
	if (!client->cache)
		return false;
	state_event_list_init(&events);
	bool ok = cache_load(client->cache, &events, err);
	for (size_t i = 0; ok && i < events.events.len; i++)
		client_post(client, &events.events.items[i]);
	state_event_list_finish(&events);
	return ok;
}

struct client *client_create(const struct client_config *config, struct err *err)
{
	struct client *client = mem_alloc(sizeof(*client));
	char *label = account_label(config->url, config->user);
	client->loop = config->loop;
	client->notify = config->notify;
	client->observer = config->observer;
	client->remember_token = config->remember_token;
	client->name = mem_strdup(config->name);
	client->url = mem_strdup(config->url);
	client->user = mem_strdup(config->user);
	client->password = mem_strdup(config->password);
	client->token = mem_strdup(config->token);
	client->device = account_device();
	client->wake = loop_timer_create(config->loop, on_wake, client);
	client->transfers = transfers_create(config->downloads, on_transfer, client);
	client->pictures = pictures_create(config->loop, on_transfer, client);
	state_init(&client->state, label);
	free(label);
	client_post(client, &(struct state_event){.type = STATE_EVENT_POLICY, .policy = config->policy});

	if (config->cache_path && !load_cache(client, config->cache_path, err))
		goto fail;
	client->session = session_create(
	        &(struct session_config){
	                .context = loop_context(config->loop),
	                .backend = native_create(),
	                .url = config->url,
	                .ca_file = config->ca_file,
	                .on_event = on_session_event,
	                .fill_login = fill_login,
	                .callback_context = client,
	        },
	        err);
	if (!client->session)
		goto fail;
	return client;
fail:
	client_destroy(client);
	return NULL;
}

static void trim_cache(struct client *client)
{
	struct err err;
	if (client->cache && !cache_trim(client->cache, &cache_keep_default, clock_now_ms(), &err))
		log_debug("%s", err.text);
}

void client_destroy(struct client *client)
{
	if (!client)
		return;
	transfers_destroy(client->transfers);
	pictures_destroy(client->pictures);
	session_destroy(client->session);
	client_turn(client);
	loop_timer_clear(client->wake); /* it is the loop's, which may go on without this client */
	trim_cache(client);
	cache_close(client->cache);
	state_finish(&client->state);
	free(client->name);
	free(client->url);
	free(client->user);
	free(client->password);
	free(client->token);
	free(client->device);
	free(client);
}

void client_connect(struct client *client)
{
	session_start(client->session);
}

void client_finish(struct client *client)
{
	client_post(client, &(struct state_event){.type = STATE_EVENT_LEAVE});
	client->finishing = true;
	session_stop(client->session);
}

const struct state *client_state(const struct client *client)
{
	return &client->state;
}

void client_turn(struct client *client)
{
	struct err err = {0};
	if (!client->cache_open)
		return;
	client->cache_open = false;
	if (!cache_commit(client->cache, &err))
		cache_failed(client, &err);
}

void client_drawn(struct client *client)
{
	state_drawn(&client->state);
}
