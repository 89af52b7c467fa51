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

static const struct {
	const char *prefix;
	unsigned modifier;
} prefixes[] = {
        {"M-", KEY_MOD_ALT},
        {"C-", KEY_MOD_CONTROL},
        {"S-", KEY_MOD_SHIFT},
};

#define PREFIX_COUNT (sizeof(prefixes) / sizeof(*prefixes))

static const char *read_modifiers(const char *name, unsigned *modifiers)
{
	*modifiers = 0;
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		/* "C-" alone would be Control and nothing; "C--" is Control and a dash. */
		if (str_has_prefix(name, prefixes[i].prefix) && name[2]) {
			*modifiers |= prefixes[i].modifier;
			name += 2;
			i = (size_t)-1;
		}
	}
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

void key_name(struct key key, char out[KEY_NAME_SIZE])
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
	snprintf(out, KEY_NAME_SIZE, "%s%s%s%s", key.modifiers & KEY_MOD_ALT ? "M-" : "",
	         key.modifiers & KEY_MOD_CONTROL ? "C-" : "", key.modifiers & KEY_MOD_SHIFT ? "S-" : "",
	         name);
}

bool key_equal(struct key a, struct key b)
{
	return a.code == b.code && a.modifiers == b.modifiers;
}

bool key_is_text(struct key key)
{
	return key.code < UI_KEY_NAMED && key.modifiers == 0 && !utf8_is_control(key.code);
}
