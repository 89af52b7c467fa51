#include "ui/chips.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "state/reaction.h"
#include "ui/wrap.h"

#define GAP 2

static char *text_of(const struct state_reaction *reaction)
{
	char *clean = utf8_clean(reaction->text, false), *text = NULL;
	if (reaction->people.len < 2)
		return clean;
	if (asprintf(&text, "%s %zu", clean, reaction->people.len) < 0)
		abort();
	free(clean);
	return text;
}

static void add(struct chips *chips, const struct state_reaction *reaction, const char *self, int *x,
                int width)
{
	struct chip chip = {
	        .text = text_of(reaction),
	        .own = self && strspan_contains(reaction->people, self),
	};
	int columns = wrap_width(chip.text, strlen(chip.text));
	if (*x > 0 && *x + columns > width) {
		chips->rows++;
		*x = 0;
	}
	chip.row = chips->rows;
	chip.x = *x;
	*x += columns + GAP;
	vec_push(&chips->list, chip);
}

void chips_init(struct chips *chips, const char *reactions, const char *self, int width)
{
	struct arena arena;
	int x = 0;
	*chips = (struct chips){0};
	if (!reactions)
		return;
	arena_init(&arena);
	struct state_reactions all = state_reactions_read(&arena, reactions);
	for (size_t i = 0; i < all.len; i++)
		add(chips, &all.items[i], self, &x, width);
	chips->rows += all.len > 0;
	arena_finish(&arena);
}

void chips_finish(struct chips *chips)
{
	for (size_t i = 0; i < chips->list.len; i++)
		free(chips->list.items[i].text);
	vec_finish(&chips->list);
}

void chips_draw(const struct chips *chips, size_t row, struct grid *grid, struct rect rect, int x, int y)
{
	for (size_t i = 0; i < chips->list.len; i++) {
		const struct chip *chip = &chips->list.items[i];
		if (chip->row == row)
			grid_text(grid, rect, x + chip->x, y, chip->own ? STYLE_REACTION_OWN : STYLE_REACTION,
			          chip->text);
	}
}
