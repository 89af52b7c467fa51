#include "ui/layout.h"

#define TITLE_FROM_HEIGHT 4
#define STATUS_FROM_HEIGHT 3
#define RULE_FROM_HEIGHT 8

#define SIDEBAR_MIN 22
#define SIDEBAR_MAX 34
#define CONVERSATION_MIN 30

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

static int sidebar_width(int width, int chosen)
{
	if (width < LAYOUT_TWO_PANES)
		return 0;
	return chosen > 0 ? clamp(chosen, 1, width - CONVERSATION_MIN - 1)
	                  : clamp(width * 3 / 10, SIDEBAR_MIN, SIDEBAR_MAX);
}

int layout_compose_width(int width, int sidebar)
{
	return width < LAYOUT_TWO_PANES ? width : width - sidebar_width(width, sidebar) - 1;
}

/* The conversation's parts in `pane`, from the bottom up. */
static void divide_conversation(struct layout *layout, struct rect pane, int compose_rows, int height)
{
	int most = clamp(pane.height / 3, 1, LAYOUT_COMPOSE_MAX);
	int rows = clamp(compose_rows, 1, most), rule = height >= RULE_FROM_HEIGHT ? 1 : 0;
	int bottom = pane.y + pane.height;
	layout->compose = (struct rect){pane.x, bottom - rows, pane.width, rows};
	layout->rule = (struct rect){pane.x, bottom - rows - rule, pane.width, rule};
	layout->messages = (struct rect){pane.x, pane.y, pane.width, pane.height - rows - rule};
}

void layout_compute(struct layout *layout, int width, int height, struct layout_wish wish)
{
	if (wish.bare) {
		*layout = (struct layout){.one_pane = width < LAYOUT_TWO_PANES,
		                          .messages = {0, 0, width, height}};
		return;
	}
	int title = height >= TITLE_FROM_HEIGHT ? 1 : 0, status = height >= STATUS_FROM_HEIGHT ? 1 : 0;
	struct rect middle = {0, title, width, height - title - status};
	*layout = (struct layout){.one_pane = width < LAYOUT_TWO_PANES};
	layout->title = (struct rect){0, 0, width, title};
	layout->status = (struct rect){0, height - status, width, status};
	if (layout->one_pane && wish.sidebar_first) {
		layout->sidebar = middle;
		return;
	}
	int side = sidebar_width(width, wish.sidebar), divider = layout->one_pane ? 0 : 1;
	struct rect pane = {side + divider, middle.y, width - side - divider, middle.height};
	if (!layout->one_pane) {
		layout->sidebar = (struct rect){0, middle.y, side, middle.height};
		layout->divider = (struct rect){side, middle.y, 1, middle.height};
	}
	divide_conversation(layout, pane, wish.compose_rows, height);
}
