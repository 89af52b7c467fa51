#include "ui/looks.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "ui/theme.h"

#define TEXT_MAX 1024
#define AUTO "auto"

void looks_init(struct looks *looks)
{
	*looks = (struct looks){.theme = mem_strdup(THEME_DEFAULT), .mouse = true};
}

void looks_finish(struct looks *looks)
{
	free(looks->theme);
	*looks = (struct looks){0};
}

void looks_copy(struct looks *looks, const struct looks *from)
{
	char *theme = mem_strdup(from->theme);
	free(looks->theme);
	*looks = *from;
	looks->theme = theme;
}

/* ---- from words ---- */

static bool set_theme(struct looks *looks, const char *value, struct err *err)
{
	if (*value == '\0')
		return err_set(err, 0, "theme wants a name");
	mem_replace(&looks->theme, value);
	return true;
}

static bool set_mouse(struct looks *looks, const char *value, struct err *err)
{
	if (!str_equal(value, "yes") && !str_equal(value, "no"))
		return err_set(err, 0, "“%s” is none of no, yes", value);
	looks->mouse = str_equal(value, "yes");
	return true;
}

static bool set_emoji(struct looks *looks, const char *value, struct err *err)
{
	if (!str_equal(value, "first") && !str_equal(value, "whole"))
		return err_set(err, 0, "“%s” is none of first, whole", value);
	looks->whole_emoji = str_equal(value, "whole");
	return true;
}

static bool set_pictures(struct looks *looks, const char *value, struct err *err)
{
	for (int i = 0; i < PIXELS_CHOICE_COUNT; i++) {
		if (!str_equal(value, pixels_choice_words[i]))
			continue;
		looks->pictures = (enum pixels_choice)i;
		return true;
	}
	return err_set(err, 0, "“%s” is none of auto, sixel, kitty, iterm, blocks, off", value);
}

static bool set_sidebar(struct looks *looks, const char *value, struct err *err)
{
	uint64_t columns = 0;
	bool automatic = str_equal(value, AUTO);
	if (!automatic && (!str_to_uint(value, LOOKS_SIDEBAR_MAX, &columns) || columns < LOOKS_SIDEBAR_MIN))
		return err_set(err, 0, "“%s” is neither %s nor a number from %d to %d", value, AUTO,
		               LOOKS_SIDEBAR_MIN, LOOKS_SIDEBAR_MAX);
	looks->sidebar = (int)columns;
	return true;
}

/* ---- to words ---- */

static void write_theme(const struct looks *looks, struct buf *out)
{
	buf_append_str(out, looks->theme);
}

static void write_mouse(const struct looks *looks, struct buf *out)
{
	buf_append_str(out, looks->mouse ? "yes" : "no");
}

static void write_emoji(const struct looks *looks, struct buf *out)
{
	buf_append_str(out, looks->whole_emoji ? "whole" : "first");
}

static void write_pictures(const struct looks *looks, struct buf *out)
{
	buf_append_str(out, pixels_choice_words[looks->pictures]);
}

static void write_sidebar(const struct looks *looks, struct buf *out)
{
	if (looks->sidebar > 0)
		buf_printf(out, "%d", looks->sidebar);
	else
		buf_append_str(out, AUTO);
}

static const struct {
	const char *name;
	bool (*set)(struct looks *looks, const char *value, struct err *err);
	void (*write)(const struct looks *looks, struct buf *out);
} settings[] = {
#define X(name, function, value, help) {name, set_##function, write_##function},
        LOOKS_SETTINGS(X)
#undef X
};

#define SETTING_COUNT (sizeof(settings) / sizeof(*settings))

bool looks_set(struct looks *looks, const char *name, const char *value, struct err *err)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (str_equal(name, settings[i].name))
			return settings[i].set(looks, value, err);
	return err_set(err, 0, "[looks] has no setting “%s”", name);
}

char *looks_to_text(const struct looks *looks)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	buf_append_str(&text, "[looks]\n");
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		buf_printf(&text, "%s = ", settings[i].name);
		settings[i].write(looks, &text);
		buf_append_char(&text, '\n');
	}
	char *taken = buf_take(&text);
	buf_finish(&text);
	return taken;
}
