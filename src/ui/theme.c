#include "ui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

#define BLANKS " \t"
#define COLOURS_16 16
#define COLOURS_256 256
#define CUBE 16 /* where the 6x6x6 cube of the 256 begins */
#define GREYS 232 /* and the 24 greys */
#define BRIGHT "bright-"

static const char *const hue_names[COLOURS_16 / 2] = {"black", "red",     "green", "yellow",
                                                      "blue",  "magenta", "cyan",  "white"};

static const struct {
	const char *name;
	enum style_attribute attribute;
} attribute_names[] = {
        {"bold", STYLE_BOLD},           {"dim", STYLE_DIM},       {"reverse", STYLE_REVERSE},
        {"underline", STYLE_UNDERLINE}, {"italic", STYLE_ITALIC},
};

/* ---- all of them ---- */

static void theme_destroy(struct theme *theme)
{
	for (size_t i = 0; i < theme->names.len; i++)
		free(theme->names.items[i].name);
	vec_finish(&theme->names);
	free(theme->name);
	free(theme->about);
	free(theme);
}

struct theme *themes_add(struct themes *themes, const char *name)
{
	struct theme *theme = mem_alloc(sizeof(*theme));
	theme->name = mem_strdup(name);
	theme->about = mem_strdup("");
	memcpy(theme->looks, style_looks, sizeof(style_looks));
	vec_push(&themes->items, theme);
	return theme;
}

void themes_init(struct themes *themes)
{
	*themes = (struct themes){0};
	mem_replace(&themes_add(themes, THEME_DEFAULT)->about, "for any ground");
}

void themes_drop_last(struct themes *themes)
{
	theme_destroy(themes->items.items[--themes->items.len]);
}

void themes_finish(struct themes *themes)
{
	for (size_t i = 0; i < themes->items.len; i++)
		theme_destroy(themes->items.items[i]);
	vec_finish(&themes->items);
}

const struct theme *themes_find(const struct themes *themes, const char *name)
{
	for (size_t i = 0; i < themes->items.len; i++)
		if (str_equal(themes->items.items[i]->name, name))
			return themes->items.items[i];
	return NULL;
}

/* ---- colours as numbers ---- */

struct rgb {
	int red, green, blue;
};

/* As xterm has them; the first sixteen are what people change most. */
static struct rgb rgb_of(int number)
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	if (number >= GREYS) {
		int level = 8 + 10 * (number - GREYS);
		return (struct rgb){level, level, level};
	}
	if (number >= CUBE) {
		int at = number - CUBE;
		return (struct rgb){steps[at / 36], steps[at / 6 % 6], steps[at % 6]};
	}
	int level = number == 7 ? 229 : number == 8 ? 127 : number > 8 ? 255 : 205;
	int bits = number == 8 ? 7 : number & 7;
	return (struct rgb){bits & 1 ? level : 0, bits & 2 ? level : 0, bits & 4 ? level : 0};
}

static int distance(struct rgb a, struct rgb b)
{
	int red = a.red - b.red, green = a.green - b.green, blue = a.blue - b.blue;
	return red * red + green * green + blue * blue;
}

/* Of the colours from `first` to `last`. */
static int16_t nearest(struct rgb wanted, int first, int last)
{
	int best = first;
	for (int number = first; number <= last; number++)
		if (distance(rgb_of(number), wanted) < distance(rgb_of(best), wanted))
			best = number;
	return (int16_t)best;
}

static struct theme_colour colour_of_number(int number)
{
	if (number < COLOURS_16)
		return (struct theme_colour){(int16_t)number, (int16_t)number};
	return (struct theme_colour){(int16_t)number, nearest(rgb_of(number), 0, COLOURS_16 - 1)};
}

/* ---- colours as words ---- */

static bool read_rgb(const char *word, struct theme_colour *colour)
{
	struct rgb rgb;
	if (*word != '#' || strlen(word) != 7 || strspn(word + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	unsigned long value = strtoul(word + 1, NULL, 16);
	rgb = (struct rgb){(int)(value >> 16), (int)(value >> 8 & 255), (int)(value & 255)};
	*colour = (struct theme_colour){nearest(rgb, CUBE, COLOURS_256 - 1), nearest(rgb, 0, COLOURS_16 - 1)};
	return true;
}

static bool read_hue_name(const char *word, struct theme_colour *colour)
{
	bool bright = str_has_prefix(word, BRIGHT);
	for (int i = 0; i < COLOURS_16 / 2; i++) {
		if (!str_equal(word + (bright ? strlen(BRIGHT) : 0), hue_names[i]))
			continue;
		*colour = colour_of_number(i + (bright ? COLOURS_16 / 2 : 0));
		return true;
	}
	return false;
}

static bool read_hue(const struct theme *theme, const char *word, struct theme_colour *colour)
{
	uint64_t number;
	for (size_t i = 0; i < theme->names.len; i++) {
		if (str_equal(theme->names.items[i].name, word)) {
			*colour = theme->names.items[i].colour;
			return true;
		}
	}
	if (str_equal(word, "default")) {
		*colour = (struct theme_colour){STYLE_DEFAULT, STYLE_DEFAULT};
		return true;
	}
	if (str_to_uint(word, COLOURS_256 - 1, &number)) {
		*colour = colour_of_number((int)number);
		return true;
	}
	return read_rgb(word, colour) || read_hue_name(word, colour);
}

/* "hue" or "hue/hue"; `word` is changed. */
static bool read_colour(const struct theme *theme, char *word, struct theme_colour *colour)
{
	struct theme_colour of16;
	char *slash = strchr(word, '/');
	if (slash)
		*slash++ = '\0';
	if (!read_hue(theme, word, colour) || (slash && !read_hue(theme, slash, &of16)))
		return false;
	if (slash)
		colour->of16 = of16.of16;
	return true;
}

/* ---- looks ---- */

static unsigned attribute_of(const char *word)
{
	for (size_t i = 0; i < sizeof(attribute_names) / sizeof(*attribute_names); i++)
		if (str_equal(word, attribute_names[i].name))
			return attribute_names[i].attribute;
	return 0;
}

/* One word of a look; `behind_on`: it is the background. */
static bool take_word(const struct theme *theme, char *word, bool behind_on, struct style_look *look)
{
	struct theme_colour colour;
	unsigned attribute = behind_on ? 0 : attribute_of(word);
	look->attributes |= (uint8_t)attribute;
	if (attribute)
		return true;
	if (!read_colour(theme, word, &colour))
		return false;
	*(behind_on ? &look->bg256 : &look->fg256) = colour.of256;
	*(behind_on ? &look->bg16 : &look->fg16) = colour.of16;
	return true;
}

static bool read_look(const struct theme *theme, const char *value, struct style_look *look, struct err *err)
{
	char *copy = mem_strdup(value), *rest = NULL;
	bool behind_on = false, ok = true;
	*look = (struct style_look){STYLE_PLAIN, 0};
	for (char *word = strtok_r(copy, BLANKS, &rest); word && ok; word = strtok_r(NULL, BLANKS, &rest)) {
		bool on = str_equal(word, "on") && !behind_on;
		if (!on && !take_word(theme, word, behind_on, look))
			ok = err_set(err, 0, "“%s” is neither a colour nor an attribute", word);
		behind_on = on;
	}
	if (ok && behind_on)
		ok = err_set(err, 0, "a colour is missing behind “on”");
	free(copy);
	return ok;
}

static bool set_style(struct theme *theme, const char *name, const char *value, struct err *err)
{
	for (int style = 0; style < STYLE_COUNT; style++)
		if (str_equal(style_name((enum style)style), name))
			return read_look(theme, value, &theme->looks[style], err);
	return err_set(err, 0, "no element of the screen is called “%s”", name);
}

/* What has this meaning has that colour, as far as no line says otherwise later. */
static void give_meaning(struct theme *theme, const char *name, struct theme_colour colour)
{
	static const struct {
		const char *name;
		enum style_hue hue;
	} meanings[] = {
#define X(id, name_, of256) {name_, STYLE_HUE_##id},
	        STYLE_MEANINGS(X)
#undef X
	};
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
		for (int style = 0; str_equal(meanings[i].name, name) && style < STYLE_COUNT; style++) {
			if (style_looks[style].fg256 != (int)meanings[i].hue)
				continue;
			theme->looks[style].fg256 = colour.of256;
			theme->looks[style].fg16 = colour.of16;
		}
	}
}

static bool set_colour(struct theme *theme, const char *name, const char *value, struct err *err)
{
	struct theme_name added = {0};
	char *copy = mem_strdup(value);
	bool ok = read_colour(theme, copy, &added.colour);
	if (ok) {
		added.name = mem_strdup(name);
		vec_push(&theme->names, added);
		give_meaning(theme, name, added.colour);
	} else {
		err_set(err, 0, "“%s” is no colour", value);
	}
	free(copy);
	return ok;
}

bool theme_set(struct theme *theme, const char *section, const char *name, const char *value, struct err *err)
{
	if (str_equal(section, "style"))
		return set_style(theme, name, value, err);
	if (str_equal(section, "colours"))
		return set_colour(theme, name, value, err);
	if (!str_equal(section, "theme") || !str_equal(name, "about"))
		return err_set(err, 0, "a theme has no “%s” in a section [%s]", name, section);
	mem_replace(&theme->about, value);
	return true;
}

void theme_settle(struct theme *theme)
{
	const struct style_look normal = theme->looks[STYLE_NORMAL];
	for (int style = 0; style < STYLE_COUNT; style++) {
		struct style_look *look = &theme->looks[style];
		if (look->fg256 == STYLE_DEFAULT)
			look->fg256 = normal.fg256;
		if (look->fg16 == STYLE_DEFAULT)
			look->fg16 = normal.fg16;
		if (look->bg256 == STYLE_DEFAULT)
			look->bg256 = normal.bg256;
		if (look->bg16 == STYLE_DEFAULT)
			look->bg16 = normal.bg16;
	}
}
