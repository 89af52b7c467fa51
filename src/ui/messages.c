#include "ui/messages.h"

#include <stdlib.h>

#include "base/mem.h"

void messages_init(struct messages *messages)
{
	*messages = (struct messages){0};
}

void messages_finish(struct messages *messages)
{
	free(messages->conversation);
	free(messages->client_id);
}

void messages_to_newest(struct messages *messages)
{
	messages->away = messages->named = false;
	messages->hidden = 0;
}

void messages_follow(struct messages *messages, const char *key)
{
	if (str_equal(messages->conversation, key))
		return;
	mem_replace(&messages->conversation, key);
	messages_to_newest(messages);
	messages->names = 0;
}

void messages_measure(struct messages *messages, const struct entry_pane *pane)
{
	bool same = messages->away || pane->state->dirty == 0;
	if (pane->conversation->messages.len == 0 || (same && messages->named))
		return;
	int wanted = entry_names_width(pane);
	messages->names = wanted > messages->names ? wanted : messages->names;
	messages->named = !state_names_are_coming(pane->state);
}

static size_t height_of(const struct entry_pane *pane, size_t index)
{
	struct entry entry;
	entry_init(&entry, pane, index);
	size_t height = entry.lines.len;
	entry_finish(&entry);
	return height;
}

/* A place: everything of message `index` but its last `hidden` lines is above the pane's lower edge. */
struct place {
	size_t index, hidden;
};

static bool is_placed_at(const struct messages *messages, const struct state_message *message)
{
	if (messages->sequence > 0)
		return message->sequence == messages->sequence;
	return messages->client_id && str_equal(message->client_id, messages->client_id);
}

/* Where the view is; the newest message when it is not away, or when its message is gone. */
static struct place find_place(const struct messages *messages, const struct entry_pane *pane)
{
	const struct state_conversation *conversation = pane->conversation;
	size_t last = conversation->messages.len - 1;
	for (size_t i = conversation->messages.len; messages->away && i-- > 0;) {
		if (!is_placed_at(messages, &conversation->messages.items[i]))
			continue;
		size_t height = height_of(pane, i);
		return (struct place){i,
		                      messages->hidden < height ? messages->hidden : height - (height > 0)};
	}
	return (struct place){last, 0};
}

static void set_place(struct messages *messages, const struct state_conversation *conversation,
                      struct place place)
{
	bool newest =
	        place.index + 1 == conversation->messages.len && place.hidden == 0 && !conversation->apart;
	if (newest) {
		messages_to_newest(messages);
		return;
	}
	const struct state_message *message = &conversation->messages.items[place.index];
	if (!messages->away)
		messages->left_at = conversation->last_sequence;
	messages->away = true;
	messages->sequence = message->sequence;
	messages->hidden = place.hidden;
	mem_replace(&messages->client_id, message->client_id);
}

size_t messages_lowest(const struct messages *messages, const struct state_conversation *conversation)
{
	size_t count = conversation->messages.len;
	for (size_t i = count; messages->away && i-- > 0;)
		if (is_placed_at(messages, &conversation->messages.items[i]))
			return i;
	return count > 0 ? count - 1 : 0;
}

void messages_step(struct messages *messages, const struct state_conversation *conversation, int step)
{
	size_t at = messages_lowest(messages, conversation), to = at + (size_t)step;
	if (to < conversation->messages.len)
		set_place(messages, conversation, (struct place){to, 0});
}

/* Goes up by `lines`; how many could not be gone. */
static size_t go_up(const struct entry_pane *pane, struct place *place, size_t lines)
{
	for (;;) {
		size_t left = height_of(pane, place->index) - place->hidden;
		if (lines < left) {
			place->hidden += lines;
			return 0;
		}
		if (place->index == 0) {
			size_t most = left - (left > 0);
			place->hidden += most;
			return lines - most;
		}
		lines -= left;
		place->index--;
		place->hidden = 0;
	}
}

static void go_down(const struct entry_pane *pane, struct place *place, size_t lines)
{
	while (lines > place->hidden) {
		lines -= place->hidden;
		place->hidden = 0;
		if (place->index + 1 == pane->conversation->messages.len)
			return;
		place->index++;
		place->hidden = height_of(pane, place->index);
	}
	place->hidden -= lines;
}

/* Lines that are missing above `place` to fill `height`. */
static size_t missing_above(const struct entry_pane *pane, struct place place, size_t height)
{
	return height > 0 ? go_up(pane, &place, height - 1) : 0;
}

bool messages_scroll(struct messages *messages, const struct entry_pane *pane, int height, int lines)
{
	if (pane->conversation->messages.len == 0 || height <= 0)
		return false;
	struct place place = find_place(messages, pane);
	size_t missing = 0;
	if (lines < 0) {
		go_down(pane, &place, (size_t)-lines);
	} else {
		missing = go_up(pane, &place, (size_t)lines);
		size_t empty = missing_above(pane, place, (size_t)height);
		missing += empty;
		/* No empty space above the first message. */
		go_down(pane, &place, empty);
	}
	set_place(messages, pane->conversation, place);
	return missing == 0;
}

/* From the first line of message `at` to the pane's lower edge. */
static size_t lines_from(const struct entry_pane *pane, struct place place, size_t at)
{
	size_t lines = 0;
	for (size_t i = at; i <= place.index; i++)
		lines += height_of(pane, i);
	return lines > place.hidden ? lines - place.hidden : 0;
}

void messages_reveal(struct messages *messages, const struct entry_pane *pane, int height, size_t at)
{
	if (height <= 0)
		return;
	struct place place = find_place(messages, pane);
	size_t lines = lines_from(pane, place, at), own = height_of(pane, at), room = (size_t)height;
	if (at >= place.index)
		place = (struct place){at, 0};
	else if (lines > room)
		go_up(pane, &place, lines - (own > room ? own : room));
	set_place(messages, pane->conversation, place);
}

void messages_centre(struct messages *messages, const struct entry_pane *pane, int height, size_t at)
{
	struct place place = {at, 0};
	if (height > 0)
		go_down(pane, &place, (size_t)height / 2);
	set_place(messages, pane->conversation, place);
}

bool messages_shows_first(const struct messages *messages, const struct entry_pane *pane, int height)
{
	if (pane->conversation->messages.len == 0 || height <= 0)
		return true;
	struct place place = find_place(messages, pane);
	return go_up(pane, &place, (size_t)height) > 0;
}

int64_t messages_new_below(const struct messages *messages, const struct state_conversation *conversation)
{
	if (!messages->away || conversation->last_sequence <= messages->left_at)
		return 0;
	return conversation->last_sequence - messages->left_at;
}

void messages_draw(const struct messages *messages, const struct entry_pane *pane, struct grid *grid,
                   struct rect rect)
{
	grid_fill(grid, rect, STYLE_NORMAL);
	if (pane->conversation->messages.len == 0)
		return;
	struct place place = find_place(messages, pane);
	int y = rect.height;
	for (size_t i = place.index + 1; i-- > 0 && y > 0;) {
		struct entry entry;
		entry_init(&entry, pane, i);
		size_t shown = entry.lines.len - (i == place.index ? place.hidden : 0);
		while (shown > 0 && y > 0)
			entry_draw(&entry, pane, --shown, grid, rect, --y);
		entry_finish(&entry);
	}
}
