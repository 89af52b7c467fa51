/*
 * Files on their way. One that is sent is a message of the outbox that is brought to the server first, one after
 * the other, and goes out when it is there. One that is fetched is the person's wish of this run: it is not on disk.
 * Either goes on by itself after it broke off, where it was, until it comes no further; then it is said, and
 * asking again goes on, too. What waits to go on holds up what is sent behind it, and nothing else.
 */
#include "state/apply.h"

#include <stdlib.h>
#include <string.h>

#include "state/query.h"

const char *const state_pixels_words[STATE_PIXELS_COUNT] = {
#define X(NAME, word) [STATE_##NAME] = (word),
        STATE_PIXELS(X)
#undef X
};

void state_picture_finish(struct state_picture *picture)
{
	free(picture->cells);
	free(picture->data);
	*picture = (struct state_picture){0};
}

static struct state_transfer *find(const struct state *state, const char *key)
{
	for (size_t i = 0; key && i < state->transfers.len; i++)
		if (str_equal(state->transfers.items[i].key, key))
			return &state->transfers.items[i];
	return NULL;
}

const struct state_transfer *state_transfer(const struct state *state, const struct state_message *message)
{
	return find(state, message->delivery == STATE_DELIVERED ? message->id : message->client_id);
}

static void finish(struct state_transfer *transfer)
{
	free(transfer->key);
	free(transfer->path);
	free(transfer->error);
	free(transfer->wanted);
	message_finish(&transfer->source);
	state_picture_finish(&transfer->picture);
}

static void drop(struct state *state, const struct state_transfer *transfer)
{
	size_t at = (size_t)(transfer - state->transfers.items);
	finish(&state->transfers.items[at]);
	vec_remove(&state->transfers, at);
}

static struct state_effect *effect(struct apply *apply, enum state_effect_type type, const char *key)
{
	struct state_effect *added = state_effect_add(apply->effects, type);
	added->client_id = arena_strdup(&apply->effects->arena, key);
	return added;
}

static void drop_picture(struct apply *apply, const struct state_transfer *transfer)
{
	if (transfer->form.columns > 0)
		effect(apply, STATE_EFFECT_FORGET_PICTURE, transfer->key);
	drop(apply->state, transfer);
}

/* The oldest of those that are over. */
static void forget_one(struct apply *apply)
{
	const struct state *state = apply->state;
	for (size_t i = 0; i < state->transfers.len; i++) {
		if (state->transfers.items[i].phase == STATE_TRANSFER_RUNNING)
			continue;
		drop_picture(apply, &state->transfers.items[i]);
		return;
	}
}

static void begin(struct apply *apply, const char *key, bool up, int64_t size)
{
	struct state *state = apply->state;
	struct state_transfer *old = find(state, key);
	if (old)
		drop_picture(apply, old);
	if (state->transfers.len >= STATE_TRANSFERS_KEPT)
		forget_one(apply);
	struct state_transfer transfer = {.key = mem_strdup(key), .up = up, .size = size};
	vec_push(&state->transfers, transfer);
	state->dirty |= STATE_DIRTY_MESSAGES;
}

void transfers_clear(struct state *state)
{
	for (size_t i = 0; i < state->transfers.len; i++)
		finish(&state->transfers.items[i]);
	vec_finish(&state->transfers);
}

void transfers_drop_all(struct apply *apply)
{
	struct state *state = apply->state;
	for (; state->transfers.len > 0; drop_picture(apply, &state->transfers.items[0]))
		if (state->transfers.items[0].phase == STATE_TRANSFER_RUNNING)
			effect(apply, STATE_EFFECT_STOP_TRANSFER, state->transfers.items[0].key);
}

void transfers_hurry(struct state *state)
{
	for (size_t i = 0; i < state->transfers.len; i++)
		if (state->transfers.items[i].again_ms != 0)
			state->transfers.items[i].again_ms = 1;
}

static bool is_due(const struct apply *apply, const struct state_transfer *transfer)
{
	return transfer->again_ms != 0 && transfer->again_ms <= apply->state->now_ms;
}

/* ---- to the server ---- */

static struct state_transfer *find_upload(const struct state *state)
{
	for (size_t i = 0; i < state->transfers.len; i++)
		if (state->transfers.items[i].up)
			return &state->transfers.items[i];
	return NULL;
}

static void upload(struct apply *apply, const struct state_message *message)
{
	if (!find(apply->state, message->client_id))
		begin(apply, message->client_id, true, message->file_size);
	find(apply->state, message->client_id)->again_ms = 0;
	effect(apply, STATE_EFFECT_UPLOAD, message->client_id)->text =
	        arena_strdup(&apply->effects->arena, message->path);
}

/* The one after the other of those that the person sends. */
static void upload_next(struct apply *apply)
{
	struct state *state = apply->state;
	const struct state_transfer *before = find_upload(state);
	if (before && !is_due(apply, before))
		return;
	const struct state_message *message = outbox_file(apply, before ? before->key : NULL);
	if (!message && before) {
		drop(state, before);
		message = outbox_file(apply, NULL);
	}
	if (message)
		upload(apply, message);
}

static void download(struct apply *apply, struct state_transfer *transfer)
{
	struct state_effect *added = effect(apply, STATE_EFFECT_DOWNLOAD, transfer->key);
	added->messages = messages_copy(&apply->effects->arena, &transfer->source, 1);
	added->message_count = 1;
	added->flag = transfer->form.columns > 0;
	added->text = arena_strdup(&apply->effects->arena, transfer->wanted);
	transfer->again_ms = 0;
}

/* All at once: so they were begun. */
static void go_on_fetching(struct apply *apply)
{
	for (size_t i = 0; i < apply->state->transfers.len; i++) {
		struct state_transfer *transfer = &apply->state->transfers.items[i];
		if (!transfer->up && is_due(apply, transfer) && transfer->phase == STATE_TRANSFER_RUNNING)
			download(apply, transfer);
	}
}

void transfer_flush(struct apply *apply)
{
	if (!session_is_connected(apply->state))
		return;
	upload_next(apply);
	go_on_fetching(apply);
}

void transfer_wake(struct apply *apply)
{
	const struct state *state = apply->state;
	for (size_t i = 0; session_is_connected(state) && i < state->transfers.len; i++) {
		if (!is_due(apply, &state->transfers.items[i]))
			continue;
		transfer_flush(apply);
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
		return;
	}
}

static void sent(struct apply *apply, struct state_transfer *transfer)
{
	const struct state_event *event = apply->event;
	drop(apply->state, transfer);
	if (event->phase == STATE_TRANSFER_DONE)
		outbox_file_there(apply, event->client_id, event->path);
	else
		outbox_file_refused(apply, event->client_id, event->text);
	transfer_flush(apply);
}

static bool can_go_on(const struct apply *apply, struct state_transfer *transfer)
{
	return apply->event->phase == STATE_TRANSFER_FAILED && apply->event->code == 0 &&
	       ++transfer->failures < STATE_TRANSFER_FAILURES_MAX;
}

static void put_off(struct apply *apply, struct state_transfer *transfer)
{
	int64_t pause = STATE_TRANSFER_PAUSE_MS;
	for (int i = 1; i < transfer->failures && pause < STATE_TRANSFER_PAUSE_MAX_MS; i++)
		pause *= 2;
	if (pause > STATE_TRANSFER_PAUSE_MAX_MS)
		pause = STATE_TRANSFER_PAUSE_MAX_MS;
	transfer->again_ms = apply->event->now_ms + pause;
}

/* ---- from the server ---- */

/* NULL, and told: there is no file. */
static const struct state_message *find_file(struct apply *apply)
{
	const struct state_event *event = apply->event;
	const struct state_conversation *conversation = conversation_find(apply->state, event->conversation);
	const struct state_message *message =
	        conversation ? window_find(conversation, event->sequence) : NULL;
	if (message && message->kind == STATE_FILE && message->file)
		return message;
	notice_set(apply, true, "There is no file in this message");
	return NULL;
}

/* False, and told where one would not see it: not now. */
static bool can_fetch(struct apply *apply, const struct state_message *message)
{
	const struct state_transfer *before = find(apply->state, message->id);
	if (before && before->phase == STATE_TRANSFER_RUNNING)
		return false;
	if (session_is_connected(apply->state))
		return true;
	notice_set(apply, true, "There is no connection to the server");
	return false;
}

static void fetch(struct apply *apply, const struct state_message *message,
                  const struct state_picture_form *form)
{
	begin(apply, message->id, false, message->file_size);
	struct state_transfer *transfer = find(apply->state, message->id);
	transfer->form = *form;
	transfer->source = message_copy(message);
	transfer->wanted = mem_strdup(apply->event->path);
	download(apply, transfer);
}

void transfer_save_file(struct apply *apply)
{
	const struct state_message *message = find_file(apply);
	if (message && can_fetch(apply, message))
		fetch(apply, message, &(struct state_picture_form){0});
}

void transfer_view_file(struct apply *apply)
{
	const struct state_message *message = find_file(apply);
	struct state_transfer *before = message ? find(apply->state, message->id) : NULL;
	if (before && before->picture.width > 0) {
		drop_picture(apply, before);
		apply->state->dirty |= STATE_DIRTY_MESSAGES;
	} else if (message && message->file_size > STATE_VIEWED_MAX) {
		notice_set(apply, true, "It is too large to be looked at here: it can be saved");
	} else if (message && can_fetch(apply, message)) {
		fetch(apply, message, &apply->event->form);
	}
}

static struct state_picture copy_picture(const struct state_picture *picture)
{
	struct state_picture copy = *picture;
	size_t count = (size_t)picture->width * (size_t)picture->height;
	copy.cells = mem_realloc(NULL, count, sizeof(*copy.cells));
	memcpy(copy.cells, picture->cells, count * sizeof(*copy.cells));
	copy.data = mem_strndup(picture->data, picture->len);
	return copy;
}

void transfer_picture(struct apply *apply)
{
	const struct state_event *event = apply->event;
	struct state_transfer *transfer = find(apply->state, event->client_id);
	if (!transfer || transfer->form.columns == 0)
		return;
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
	if (event->picture) {
		transfer->phase = STATE_TRANSFER_DONE;
		state_picture_finish(&transfer->picture);
		transfer->picture = copy_picture(event->picture);
	} else {
		drop(apply->state, transfer);
		notice_set(apply, true, "Could not show it: %s", event->text);
	}
}

/* It is here, to be looked at; the picture follows. */
static void show(struct apply *apply, const struct state_transfer *transfer)
{
	struct state_effect *added = effect(apply, STATE_EFFECT_PICTURE, transfer->key);
	added->text = arena_strdup(&apply->effects->arena, apply->event->path);
	added->form = transfer->form;
}

static bool same_form(const struct state_picture_form *a, const struct state_picture_form *b)
{
	return a->columns == b->columns && a->rows == b->rows && a->cell_width == b->cell_width &&
	       a->cell_height == b->cell_height && a->pixels == b->pixels;
}

bool state_has_other_form(const struct state *state, const struct state_picture_form *form)
{
	for (size_t i = 0; i < state->transfers.len; i++) {
		const struct state_transfer *transfer = &state->transfers.items[i];
		if (transfer->form.columns > 0 && !same_form(&transfer->form, form))
			return true;
	}
	return false;
}

void transfer_picture_form(struct apply *apply)
{
	for (size_t i = 0; i < apply->state->transfers.len; i++) {
		struct state_transfer *transfer = &apply->state->transfers.items[i];
		if (transfer->form.columns == 0 || same_form(&transfer->form, &apply->event->form))
			continue;
		transfer->form = apply->event->form;
		effect(apply, STATE_EFFECT_PICTURE, transfer->key)->form = transfer->form;
	}
}

static void fetched(struct apply *apply, struct state_transfer *transfer)
{
	const struct state_event *event = apply->event;
	if (event->phase == STATE_TRANSFER_DONE) {
		mem_replace(&transfer->path, event->path);
		transfer->done_at_ms = event->now_ms;
		notice_set(apply, false, "Saved as %s", event->path);
	} else {
		mem_replace(&transfer->error, event->text);
		notice_set(apply, true, "Could not fetch the file: %s", event->text);
	}
}

/* ---- either ---- */

/* One that is sent again begins anew: it goes on where it came to before. */
static void moved(struct apply *apply, struct state_transfer *transfer)
{
	const struct state_event *event = apply->event;
	if (event->done > transfer->done) {
		transfer->done = event->done;
		transfer->failures = 0;
	}
	if (transfer->up && event->size != transfer->size)
		outbox_file_sized(apply, event->client_id, event->size);
	transfer->size = event->size;
}

void transfer_told(struct apply *apply)
{
	const struct state_event *event = apply->event;
	struct state_transfer *transfer = find(apply->state, event->client_id);
	if (!transfer || transfer->phase != STATE_TRANSFER_RUNNING)
		return;
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
	if (event->phase == STATE_TRANSFER_RUNNING) {
		moved(apply, transfer);
	} else if (can_go_on(apply, transfer)) {
		put_off(apply, transfer);
	} else if (transfer->up) {
		sent(apply, transfer);
	} else if (transfer->form.columns > 0 && event->phase == STATE_TRANSFER_DONE) {
		show(apply, transfer);
	} else {
		transfer->phase = event->phase;
		fetched(apply, transfer);
	}
}

void transfer_cancel_file(struct apply *apply)
{
	struct state_transfer *transfer = find(apply->state, apply->event->client_id);
	if (!transfer || transfer->phase != STATE_TRANSFER_RUNNING)
		return;
	bool up = transfer->up;
	effect(apply, STATE_EFFECT_STOP_TRANSFER, transfer->key);
	drop_picture(apply, transfer);
	apply->state->dirty |= STATE_DIRTY_MESSAGES;
	if (up)
		outbox_drop(apply, apply->event->client_id);
	transfer_flush(apply);
}
