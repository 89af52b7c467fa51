#include "ui/sidebar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "ui/glyph.h"
#include "ui/label.h"
#include "ui/wrap.h"

/* Columns: a heading's arrow and name; a conversation's marks and name. */
#define HEADING_X 2
#define MARKED_X 0
#define CURRENT_X 1
#define PIN_X 2
#define NAME_X 4
#define SMART_WIDTH 2 /* the sign of a smart group, and a blank */
#define MARK_WIDTH 2 /* of a mark behind the name, and the blank before it */
#define MARGIN 2 /* rows kept in sight above and below the cursor; the first may be its heading's */

void sidebar_init(struct sidebar *sidebar)
{
	*sidebar = (struct sidebar){0};
	arena_init(&sidebar->names);
}

void sidebar_finish(struct sidebar *sidebar)
{
	vec_finish(&sidebar->rows);
	sidebar_place_finish(&sidebar->here);
	arena_finish(&sidebar->names);
}

/* ---- places ---- */

void sidebar_place_set(struct sidebar_place *place, const struct state_row *row)
{
	mem_replace(&place->smart, row->smart ? row->smart->name : NULL);
	mem_replace(&place->convgroup, row->convgroup ? row->convgroup->name : NULL);
	mem_replace(&place->conversation, row->conversation ? row->conversation->id : NULL);
}

void sidebar_place_finish(struct sidebar_place *place)
{
	free(place->smart);
	free(place->convgroup);
	free(place->conversation);
	*place = (struct sidebar_place){0};
}

static bool row_is(const struct state_row *row, const struct sidebar_place *place)
{
	return str_equal(row->smart ? row->smart->name : NULL, place->smart) &&
	       str_equal(row->convgroup ? row->convgroup->name : NULL, place->convgroup) &&
	       str_equal(row->conversation ? row->conversation->id : NULL, place->conversation);
}

/* ---- the cursor ---- */

static void set_cursor(struct sidebar *sidebar, size_t at)
{
	sidebar->cursor = at;
	sidebar_place_set(&sidebar->here, &sidebar->rows.items[at]);
}

bool sidebar_find(const struct sidebar *sidebar, const struct sidebar_place *place, size_t *at)
{
	for (*at = 0; *at < sidebar->rows.len; ++*at)
		if (row_is(&sidebar->rows.items[*at], place))
			return true;
	return false;
}

static bool to_place(struct sidebar *sidebar, const struct sidebar_place *place)
{
	size_t at;
	if (!sidebar_find(sidebar, place, &at))
		return false;
	sidebar->placed = true;
	set_cursor(sidebar, at);
	return true;
}

bool sidebar_to(struct sidebar *sidebar, const char *convgroup, const char *conversation)
{
	return to_place(sidebar, &(struct sidebar_place){NULL, (char *)convgroup, (char *)conversation});
}

bool sidebar_to_smart(struct sidebar *sidebar, const char *name)
{
	return to_place(sidebar, &(struct sidebar_place){.smart = (char *)name});
}

static bool place_is(const struct sidebar_place *a, const struct sidebar_place *b)
{
	return str_equal(a->smart, b->smart) && str_equal(a->convgroup, b->convgroup) &&
	       str_equal(a->conversation, b->conversation);
}

static void remember_places(struct sidebar *sidebar)
{
	arena_reset(&sidebar->names);
	sidebar->place_count = sidebar->rows.len;
	sidebar->places = arena_array(&sidebar->names, sidebar->rows.len, sizeof(*sidebar->places));
	for (size_t i = 0; i < sidebar->rows.len; i++) {
		const struct state_row *row = &sidebar->rows.items[i];
		struct sidebar_place *place = &sidebar->places[i];
		if (row->conversation && i > 0) /* it stands under the same heading */
			*place = sidebar->places[i - 1];
		else if (row->smart)
			place->smart = arena_strdup(&sidebar->names, row->smart->name);
		else if (row->convgroup)
			place->convgroup = arena_strdup(&sidebar->names, row->convgroup->name);
		place->conversation =
		        row->conversation ? arena_strdup(&sidebar->names, row->conversation->id) : NULL;
	}
}

/* The group that the cursor was in has another name: what it was on is still in its line. */
static bool is_renamed(const struct sidebar *sidebar)
{
	const struct sidebar_place *here = &sidebar->here;
	size_t at;
	if (!here->convgroup || sidebar->cursor >= sidebar->rows.len ||
	    sidebar_find(sidebar, &(struct sidebar_place){.convgroup = here->convgroup}, &at))
		return false;
	const struct state_row *row = &sidebar->rows.items[sidebar->cursor];
	return row->convgroup &&
	       str_equal(row->conversation ? row->conversation->id : NULL, here->conversation);
}

/* What was filed away leaves the cursor to the row that followed it, not to whatever has its number now. */
static bool to_neighbour(struct sidebar *sidebar)
{
	size_t gone = 0;
	while (gone < sidebar->place_count && !place_is(&sidebar->places[gone], &sidebar->here))
		gone++;
	for (size_t i = gone + 1; i < sidebar->place_count; i++)
		if (to_place(sidebar, &sidebar->places[i]))
			return true;
	for (size_t i = gone; i-- > 0;)
		if (to_place(sidebar, &sidebar->places[i]))
			return true;
	return false;
}

void sidebar_follow(struct sidebar *sidebar, const struct state *state)
{
	if (sidebar->as_of == state->sidebar_changes)
		return;
	sidebar->as_of = state->sidebar_changes;
	vec_clear(&sidebar->rows);
	state_sidebar_rows(state, &sidebar->rows);
	size_t len = sidebar->rows.len, last = len > 0 ? len - 1 : 0;
	if (len == 0 || !sidebar->placed)
		sidebar->cursor = 0;
	if (len == 0)
		return;
	if (!sidebar->placed || is_renamed(sidebar))
		set_cursor(sidebar, sidebar->cursor);
	else if (!to_place(sidebar, &sidebar->here) && !to_neighbour(sidebar))
		set_cursor(sidebar, sidebar->cursor < last ? sidebar->cursor : last);
	remember_places(sidebar);
}

void sidebar_move(struct sidebar *sidebar, ptrdiff_t rows)
{
	ptrdiff_t last = (ptrdiff_t)sidebar->rows.len - 1, at = (ptrdiff_t)sidebar->cursor;
	if (last < 0)
		return;
	/* Without overflow, for "as far as it goes". */
	if (rows > last - at)
		at = last;
	else
		at = rows < -at ? 0 : at + rows;
	sidebar->placed = true;
	set_cursor(sidebar, (size_t)at);
}

void sidebar_to_current(struct sidebar *sidebar, const struct state *state)
{
	if (!state->current || str_equal(sidebar->here.conversation, state->current))
		return;
	for (size_t i = 0; i < sidebar->rows.len; i++) {
		const struct state_conversation *conversation = sidebar->rows.items[i].conversation;
		/* Where it is filed: it may leave a smart group by being read. */
		if (conversation && !sidebar->rows.items[i].smart &&
		    str_equal(conversation->id, state->current)) {
			sidebar->placed = true;
			set_cursor(sidebar, i);
			return;
		}
	}
}

const struct state_row *sidebar_row(const struct sidebar *sidebar)
{
	return sidebar->rows.len > 0 ? &sidebar->rows.items[sidebar->cursor] : NULL;
}

static size_t margin_of(size_t height)
{
	return height > 2 * MARGIN ? MARGIN : height > 1;
}

size_t sidebar_scrolled(size_t top, size_t cursor, size_t rows, size_t height)
{
	size_t margin = margin_of(height);
	size_t low = cursor + margin + 1 > height ? cursor + margin + 1 - height : 0;
	size_t high = cursor > margin ? cursor - margin : 0;
	size_t last = rows > height ? rows - height : 0;
	if (top < low)
		top = low;
	if (top > high)
		top = high;
	return top > last ? last : top;
}

void sidebar_scroll(struct sidebar *sidebar, ptrdiff_t rows, size_t height)
{
	size_t last = sidebar->rows.len > height ? sidebar->rows.len - height : 0;
	size_t margin = margin_of(height);
	ptrdiff_t top = (ptrdiff_t)sidebar->top + rows;
	sidebar->top = top < 0 ? 0 : (size_t)top < last ? (size_t)top : last;
	size_t first = sidebar->top > 0 ? sidebar->top + margin : 0;
	size_t lowest = sidebar->top < last && height > margin ? sidebar->top + height - 1 - margin
	                                                       : sidebar->rows.len;
	if (sidebar->cursor < first)
		sidebar_move(sidebar, (ptrdiff_t)(first - sidebar->cursor));
	else if (sidebar->cursor > lowest)
		sidebar_move(sidebar, (ptrdiff_t)lowest - (ptrdiff_t)sidebar->cursor);
}

int sidebar_draw_counts(struct grid *grid, struct rect line, struct sidebar_counts counts)
{
	char text[LABEL_COUNT_SIZE], mentions[LABEL_COUNT_SIZE + 1];
	int right = line.width - 1;
	if (counts.unread == 0)
		return 1;
	label_count(counts.unread, text);
	if (counts.unread > counts.mentions) {
		right -= (int)strlen(text);
		grid_text(grid, line, right, 0, counts.style, text);
	}
	if (counts.mentions > 0) {
		label_count(counts.mentions, text);
		snprintf(mentions, sizeof(mentions), "@%s", text);
		right -= (int)strlen(mentions) + (counts.unread > counts.mentions);
		grid_text(grid, line, right, 0, counts.mention_style, mentions);
	}
	return line.width - right + 1;
}

static int64_t mentions_under(const struct state *state, const struct state_row *heading)
{
	int64_t sum = 0;
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->mentions > 0 && state_counts(state, state->order.items[i]) &&
		    state_row_covers(state, heading, state->order.items[i]))
			sum += state->order.items[i]->mentions;
	return sum;
}

static bool is_folded(const struct state *state, const struct state_row *heading)
{
	if (heading->smart)
		return heading->smart->folded;
	return !state->narrowed && (heading->convgroup ? heading->convgroup->folded : state->inbox_folded);
}

static void draw_heading(const struct state *state, const struct state_row *row, bool cursor,
                         struct grid *grid, struct rect line)
{
	const char *name = row->convgroup ? row->convgroup->name : NULL;
	int64_t unread = row->smart ? state_smart_unread(state, row->smart) : state_unread_in(state, name);
	bool folded = is_folded(state, row);
	bool fed = name && str_equal(name, state->feed);
	enum style style = cursor ? STYLE_CURSOR : fed ? STYLE_CONVERSATION_CURRENT : STYLE_HEADING;
	struct sidebar_counts counts = {unread, unread > 0 ? mentions_under(state, row) : 0,
	                                cursor ? STYLE_CURSOR : STYLE_UNREAD,
	                                cursor ? STYLE_CURSOR : STYLE_UNREAD_MENTION};
	int taken = sidebar_draw_counts(grid, line, counts);
	char *label = label_convgroup(row->smart ? row->smart->name : name);
	struct rect left = {line.x, line.y, line.width - taken, 1};
	bool silent = row->convgroup && row->convgroup->settings.has_remind &&
	              row->convgroup->settings.remind >= STATE_REMIND_SILENT;
	grid_text(grid, left, 0, 0, style, glyph(folded ? GLYPH_FOLDED : GLYPH_UNFOLDED));
	bool waits = state_convgroup_waits(state, name);
	if (row->smart)
		grid_text(grid, left, HEADING_X, 0, style, glyph(GLYPH_SMART));
	struct rect room = {left.x, left.y, left.width - MARK_WIDTH * (silent + waits), 1};
	int end = row->smart ? HEADING_X + SMART_WIDTH : HEADING_X;
	enum style mark_style = cursor ? STYLE_CURSOR : STYLE_SILENT;
	end += grid_text_ellipsis(grid, room, end, 0, style, label);
	if (silent)
		grid_text(grid, left, end + 1, 0, mark_style, glyph(GLYPH_SILENT));
	if (waits)
		grid_text(grid, left, end + 1 + MARK_WIDTH * silent, 0, mark_style, glyph(GLYPH_WAITING));
	free(label);
}

static void draw_conversation(const struct state *state, const struct state_conversation *conversation,
                              bool open, bool marked, bool cursor, struct grid *grid, struct rect line)
{
	bool current = open && !state->feed && str_equal(conversation->id, state->current);
	bool counts = state_counts(state, conversation);
	enum style style = current                              ? STYLE_CONVERSATION_CURRENT
	                   : counts && conversation->unread > 0 ? STYLE_CONVERSATION_UNREAD
	                                                        : STYLE_CONVERSATION;
	enum style count_style = counts ? STYLE_UNREAD : STYLE_SILENT;
	enum style mention_style = counts ? STYLE_UNREAD_MENTION : STYLE_SILENT;
	enum style pin_style = STYLE_PIN, marked_style = STYLE_MARKED;
	if (cursor)
		style = count_style = mention_style = pin_style = marked_style = STYLE_CURSOR;
	int taken = sidebar_draw_counts(grid, line,
	                                (struct sidebar_counts){conversation->unread, conversation->mentions,
	                                                        count_style, mention_style});
	char *label = label_conversation(conversation);
	struct rect left = {line.x, line.y, line.width - taken, 1};
	if (marked)
		grid_text(grid, left, MARKED_X, 0, marked_style, glyph(GLYPH_CHECK));
	if (current)
		grid_text(grid, left, CURRENT_X, 0, style, glyph(GLYPH_CURRENT));
	if (conversation->pinned)
		grid_text(grid, left, PIN_X, 0, pin_style, glyph(GLYPH_PINNED));
	const struct sign {
		bool shown;
		enum glyph glyph;
		enum style style;
	} signs[] = {
	        {conversation->presence == STATE_PRESENCE_ONLINE, GLYPH_ONLINE, STYLE_PRESENT},
	        {state_is_blocked(state, conversation), GLYPH_BLOCKED, STYLE_SILENT},
	        {state_remind_of(state, conversation) >= STATE_REMIND_SILENT, GLYPH_SILENT, STYLE_SILENT},
	        {state_waits(conversation), GLYPH_WAITING, STYLE_SILENT},
	        {!current && !str_empty(conversation->draft), GLYPH_DRAFT, STYLE_SILENT},
	};
	struct rect name = left;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		name.width -= MARK_WIDTH * signs[i].shown;
	int end = NAME_X + grid_text_ellipsis(grid, name, NAME_X, 0, style, label);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (!signs[i].shown)
			continue;
		grid_text(grid, left, end + 1, 0, cursor ? STYLE_CURSOR : signs[i].style,
		          glyph(signs[i].glyph));
		end += MARK_WIDTH;
	}
	free(label);
}

/* What the first line shows: the heading of what would stand there, when that is scrolled away. */
static size_t first_shown(const struct sidebar *sidebar, size_t height)
{
	size_t at = sidebar->top;
	bool heads = height > 1 && at < sidebar->rows.len && (sidebar->behind || at != sidebar->cursor);
	while (heads && at > 0 && sidebar->rows.items[at].conversation)
		at--;
	return at;
}

/* How the first group is made, below the rows. */
static void draw_hint(const struct keymap *keymap, bool focused, struct grid *grid, struct rect rect)
{
	struct key key;
	char name[KEY_NAME_SIZE], tab[KEY_NAME_SIZE] = "", text[128];
	struct wrap_rows rows = {0};
	if (!keymap_key(keymap, ACTION_SIDEBAR, ACTION_CONVGROUP_NEW, &key))
		return;
	key_to_name(key, name);
	if (!focused && keymap_key(keymap, ACTION_COMPOSE, ACTION_SWITCH, &key))
		key_to_name(key, tab);
	snprintf(text, sizeof(text), "No groups yet.\n%s%s%s makes one.", tab, *tab ? ", " : "", name);
	wrap_text(&rows, text, rect.width - HEADING_X - 1);
	for (size_t i = 0; i < rows.len && (int)i < rect.height; i++)
		grid_text_len(grid, rect, HEADING_X, (int)i, STYLE_FAINT, text + rows.items[i].start,
		              rows.items[i].len);
	vec_finish(&rows);
}

bool sidebar_at(const struct sidebar *sidebar, int y, size_t height, size_t *at)
{
	*at = y == 0 ? first_shown(sidebar, height) : sidebar->top + (size_t)y;
	return *at < sidebar->rows.len;
}

void sidebar_draw(struct sidebar *sidebar, const struct state *state, const struct marks *marks,
                  const struct keymap *keymap, bool focused, struct grid *grid, struct rect rect)
{
	sidebar->shown = rect;
	grid_fill(grid, rect, STYLE_NORMAL);
	if (rect.height <= 0 || rect.width <= 0)
		return;
	int y = 0;
	size_t shown;
	for (; y < rect.height && sidebar_at(sidebar, y, (size_t)rect.height, &shown); y++) {
		const struct state_row *row = &sidebar->rows.items[shown];
		struct rect line = {rect.x, rect.y + y, rect.width, 1};
		bool cursor = focused && shown == sidebar->cursor;
		if (cursor)
			grid_fill(grid, line, STYLE_CURSOR);
		if (row->conversation)
			draw_conversation(state, row->conversation, !sidebar->behind,
			                  marks_has(marks, row->conversation->id), cursor, grid, line);
		else
			draw_heading(state, row, cursor, grid, line);
	}
	if (state->convgroups.len == 0) {
		struct rect below = {rect.x, rect.y + y + 1, rect.width, rect.height - y - 1};
		draw_hint(keymap, focused, grid, below);
	}
}
