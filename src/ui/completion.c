#include "ui/completion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "state/query.h"
#include "ui/colon.h"
#include "ui/emoji.h"
#include "ui/glyph.h"

#define CHOICES_MAX 50
#define LABEL_SIZE 128
#define GAP 2 /* columns between choices */

/* One look for choices. */
struct search {
	struct completion *completion;
	const struct state *state;
	const struct state_conversation *conversation;
	char sign; /* that the word begins with */
	char *wanted; /* the rest of it, by utf8_fold */
};

void completion_finish(struct completion *completion)
{
	strlist_finish(&completion->choices);
	strlist_finish(&completion->labels);
}

static void offer(struct search *search, const char *choice, const char *label)
{
	struct completion *completion = search->completion;
	if (completion->choices.len >= CHOICES_MAX || strlist_contains(&completion->choices, choice))
		return;
	strlist_add(&completion->choices, choice);
	strlist_add(&completion->labels, label);
}

static bool begins(const struct search *search, const char *text)
{
	char *folded = utf8_fold(text ? text : "");
	bool fits = str_has_prefix(folded, search->wanted);
	free(folded);
	return fits;
}

/* By their ID or their name; the ID is put in. */
static void offer_id(struct search *search, const char *id, const char *name)
{
	char choice[LABEL_SIZE], label[2 * LABEL_SIZE], *clean;
	if (str_empty(id) || (!begins(search, id) && !begins(search, name)))
		return;
	clean = utf8_clean(name && !str_equal(name, id) ? name : "", false);
	snprintf(choice, sizeof(choice), "%c%s", search->sign, id);
	snprintf(label, sizeof(label), "%s%s%s", choice, *clean ? " " : "", clean);
	offer(search, choice, search->sign == '@' ? label : choice);
	free(clean);
}

/* Who spoke here last comes first. */
static void offer_people(struct search *search)
{
	const struct state *state = search->state;
	const struct state_conversation *here = search->conversation;
	for (size_t i = here->messages.len; i-- > 0;)
		if (!str_equal(here->messages.items[i].from, state->self) &&
		    here->messages.items[i].kind != STATE_TIP)
			offer_id(search, here->messages.items[i].from,
			         state_name_of(state, here->messages.items[i].from));
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_PERSON)
			offer_id(search, state->order.items[i]->peer, state->order.items[i]->name);
}

static void offer_rooms(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state->order.len; i++)
		if (state->order.items[i]->kind == STATE_ROOM)
			offer_id(search, state->order.items[i]->peer, state->order.items[i]->name);
}

static void offer_commands(struct search *search)
{
	for (size_t i = 0, count = colon_count(); i < count; i++)
		offer_id(search, colon_command(i).name, NULL);
}

static void offer_emoji(struct search *search)
{
	for (size_t i = 0; *search->wanted && i < emoji_count; i++) {
		const char *name = emoji_match(&emoji_table[i], search->wanted);
		char label[LABEL_SIZE];
		snprintf(label, sizeof(label), "%s %s", emoji_table[i].text, name ? name : "");
		if (name)
			offer(search, emoji_table[i].text, label);
	}
}

static const struct {
	char sign;
	void (*offer)(struct search *search);
} kinds[] = {{'@', offer_people}, {'#', offer_rooms}, {'/', offer_commands}, {':', offer_emoji}};

static size_t start_of_word(const struct line *line)
{
	size_t at = line->cursor;
	while (at > 0 && !strchr(" \t\n", line->text[at - 1]))
		at--;
	return at;
}

static void look(struct completion *completion, const struct line *line, const struct state *state,
                 const struct state_conversation *conversation)
{
	size_t start = start_of_word(line);
	struct search search = {completion, state, conversation, line->text[start], NULL};
	strlist_clear(&completion->choices);
	strlist_clear(&completion->labels);
	if (start == line->cursor || (search.sign == '/' && start > 0))
		return;
	char *typed = mem_strndup(line->text + start + 1, line->cursor - start - 1);
	search.wanted = utf8_fold(typed);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].sign == search.sign)
			kinds[i].offer(&search);
	completion->start = start;
	completion->end = line->cursor;
	free(search.wanted);
	free(typed);
}

/* The only one is what was meant, and the next word can be typed. */
static void put(struct completion *completion, struct line *line)
{
	const char *choice = completion->choices.items[completion->chosen];
	char text[LABEL_SIZE + 1];
	snprintf(text, sizeof(text), "%s%s", choice, completion->choices.len == 1 ? " " : "");
	line_replace(line, completion->start, completion->end, text);
	completion->end = line->cursor;
	completion->line = line;
	completion->changes = line->changes;
}

bool completion_is_open(const struct completion *completion, const struct line *line)
{
	return completion->choices.len > 1 && completion->line == line &&
	       completion->changes == line->changes && completion->end == line->cursor;
}

bool completion_step(struct completion *completion, struct line *line, const struct state *state,
                     const struct state_conversation *conversation, int step)
{
	if (completion_is_open(completion, line)) {
		size_t count = completion->choices.len;
		completion->chosen = (completion->chosen + (step > 0 ? 1 : count - 1)) % count;
	} else {
		look(completion, line, state, conversation);
		if (completion->choices.len == 0)
			return false;
		completion->chosen = step > 0 ? 0 : completion->choices.len - 1;
	}
	put(completion, line);
	return true;
}

/* So many do not fit that the one in the line would be out of sight: the row begins later. */
static size_t first_shown(const struct completion *completion, int width)
{
	size_t first = completion->chosen;
	int used = utf8_width(completion->labels.items[first]);
	while (first > 0 && (used += utf8_width(completion->labels.items[first - 1]) + GAP) <= width)
		first--;
	return first;
}

void completion_draw(const struct completion *completion, struct grid *grid, struct rect rect)
{
	int x = 1;
	for (size_t i = first_shown(completion, rect.width - 2); i < completion->labels.len; i++) {
		const char *label = completion->labels.items[i];
		if (x + utf8_width(label) >= rect.width)
			break;
		grid_text(grid, rect, x - 1, 0, STYLE_NORMAL, " ");
		x += grid_text(grid, rect, x, 0, i == completion->chosen ? STYLE_CURSOR : STYLE_NORMAL,
		               label);
		x += grid_text(grid, rect, x, 0, STYLE_NORMAL, " ") + GAP - 1;
	}
}
