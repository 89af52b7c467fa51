#include "ui/key.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	uint32_t code;
} key_names[] = {
        {"Tab", UI_KEY_TAB},
        {"Enter", UI_KEY_ENTER},
        {"Esc", UI_KEY_ESC},
        {"Space", ' '},
        {"Backspace", UI_KEY_BACKSPACE},
        {"Delete", UI_KEY_DELETE},
        {"Insert", UI_KEY_INSERT},
        {"Up", UI_KEY_UP},
        {"Down", UI_KEY_DOWN},
        {"Left", UI_KEY_LEFT},
        {"Right", UI_KEY_RIGHT},
        {"Home", UI_KEY_HOME},
        {"End", UI_KEY_END},
        {"PageUp", UI_KEY_PAGE_UP},
        {"PageDown", UI_KEY_PAGE_DOWN},
        {"F1", UI_KEY_F1},
        {"F2", UI_KEY_F1 + 1},
        {"F3", UI_KEY_F1 + 2},
        {"F4", UI_KEY_F1 + 3},
        {"F5", UI_KEY_F1 + 4},
        {"F6", UI_KEY_F1 + 5},
        {"F7", UI_KEY_F1 + 6},
        {"F8", UI_KEY_F1 + 7},
        {"F9", UI_KEY_F1 + 8},
        {"F10", UI_KEY_F1 + 9},
        {"F11", UI_KEY_F1 + 10},
        {"F12", UI_KEY_F1 + 11},
};

#define NAME_COUNT (sizeof(key_names) / sizeof(*key_names))

/* As they are shown; and short, as Emacs and tmux write them. */
static const struct {
	const char *name, *brief;
	unsigned modifier;
} prefixes[] = {
        {"Alt-", "M-", KEY_MOD_ALT},
        {"Ctrl-", "C-", KEY_MOD_CONTROL},
        {"Shift-", "S-", KEY_MOD_SHIFT},
};

#define PREFIX_COUNT (sizeof(prefixes) / sizeof(*prefixes))

/* The prefix at the front of `name`: its length, or 0. One that nothing follows is none: "C--" is Control and a dash. */
static size_t read_prefix(const char *name, unsigned *modifier)
{
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		const char *const forms[] = {prefixes[i].name, prefixes[i].brief};
		for (size_t form = 0; form < 2; form++) {
			size_t len = strlen(forms[form]);
			*modifier = prefixes[i].modifier;
			if (str_has_prefix(name, forms[form]) && name[len])
				return len;
		}
	}
	return 0;
}

static const char *read_modifiers(const char *name, unsigned *modifiers)
{
	unsigned modifier;
	size_t len;
	for (*modifiers = 0; (len = read_prefix(name, &modifier)) > 0; name += len)
		*modifiers |= modifier;
	return name;
}

static bool read_code(const char *name, uint32_t *code)
{
	for (size_t i = 0; i < NAME_COUNT; i++) {
		if (strcmp(name, key_names[i].name) == 0) {
			*code = key_names[i].code;
			return true;
		}
	}
	size_t len = strlen(name);
	return len > 0 && utf8_valid(name, len) && utf8_decode(name, len, code) == len &&
	       !utf8_is_control(*code) && *code != ' ';
}

struct key key_normalize(struct key key)
{
	static const struct {
		char control;
		uint32_t code;
	} same[] = {{'i', UI_KEY_TAB}, {'m', UI_KEY_ENTER}, {'[', UI_KEY_ESC}};
	if (key.code >= UI_KEY_NAMED)
		return key;
	key.modifiers &= ~(unsigned)KEY_MOD_SHIFT;
	if (!(key.modifiers & KEY_MOD_CONTROL))
		return key;
	if (key.code >= 'A' && key.code <= 'Z')
		key.code += 'a' - 'A';
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (key.code == (uint32_t)same[i].control)
			return (struct key){same[i].code, key.modifiers & ~(unsigned)KEY_MOD_CONTROL};
	return key;
}

bool key_from_name(const char *name, struct key *key)
{
	struct key read;
	name = read_modifiers(name, &read.modifiers);
	if (!read_code(name, &read.code))
		return false;
	if ((read.modifiers & KEY_MOD_SHIFT) && read.code < UI_KEY_NAMED)
		return false;
	*key = key_normalize(read);
	return true;
}

void key_to_name(struct key key, char out[KEY_NAME_SIZE])
{
	char base[8] = "";
	const char *name = base;
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (key_names[i].code == key.code)
			name = key_names[i].name;
	if (name == base) {
		assert(key.code < UI_KEY_NAMED);
		utf8_encode(key.code, base);
	}
	size_t len = 0;
	for (size_t i = 0; i < PREFIX_COUNT; i++)
		if (key.modifiers & prefixes[i].modifier)
			len += (size_t)snprintf(out + len, KEY_NAME_SIZE - len, "%s", prefixes[i].name);
	snprintf(out + len, KEY_NAME_SIZE - len, "%s", name);
}

bool key_equal(struct key a, struct key b)
{
	return a.code == b.code && a.modifiers == b.modifiers;
}

bool key_is_text(struct key key)
{
	return key.code < UI_KEY_NAMED && key.modifiers == 0 && !utf8_is_control(key.code);
}
