#include "ui/modes.h"

#include <stdio.h>

#include "base/str.h"

/* Bracketed paste and focus events. */
#define MODES_ON "\033[?2004h\033[?1004h"
#define MODES_OFF MOUSE_OFF "\033[?2004l\033[?1004l"
/* Its buttons, and where it is while one is down; told as SGR 1006 does. */
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1002l\033[?1006l"

/*
 * The title is put on the terminal's stack of titles and taken from it; one without a stack shows an empty one, or
 * what the shell sets next.
 */
#define TITLE_SAVE "\033[22;2t"
#define TITLE_RESTORE "\033]2;\a\033[23;2t"

static void write_all(const char *text)
{
	fputs(text, stdout);
	fflush(stdout);
}

void modes_init(struct modes *modes, bool has_title)
{
	*modes = (struct modes){.has_title = has_title};
}

void modes_begin(struct modes *modes)
{
	write_all(MODES_ON);
	if (modes->mouse)
		write_all(MOUSE_ON);
	if (modes->has_title)
		write_all(TITLE_SAVE);
	modes->title[0] = '\0';
}

void modes_end(const struct modes *modes)
{
	write_all(MODES_OFF);
	if (modes->has_title)
		write_all(TITLE_RESTORE);
}

void modes_add_end(const struct modes *modes, struct buf *out)
{
	buf_append_str(out, MODES_OFF);
	if (modes->has_title)
		buf_append_str(out, TITLE_RESTORE);
}

void modes_set_mouse(struct modes *modes, bool wanted)
{
	if (modes->mouse == wanted)
		return;
	modes->mouse = wanted;
	write_all(wanted ? MOUSE_ON : MOUSE_OFF);
}

void modes_set_title(struct modes *modes, const char *title)
{
	if (!modes->has_title || str_equal(title, modes->title))
		return;
	str_copy(modes->title, sizeof(modes->title), title);
	write_all("\033]2;");
	write_all(modes->title);
	write_all("\a");
}
