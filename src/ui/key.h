/*
 * key: one key press, and its name as a person writes it in the config file.
 *
 * Names: "a", "A", "é", "Ctrl-k", "Alt-a", "Alt-Ctrl-x", "Tab", "Shift-Tab", "Enter", "Alt-Enter", "Esc",
 * "Space", "Backspace", "Delete", "Up", "Down", "Left", "Right", "Home", "End", "PageUp", "PageDown",
 * "Insert", "F1" … "F12". For short "C-", "M-" and "S-" stand for "Ctrl-", "Alt-" and "Shift-".
 */
#ifndef COVEY_UI_KEY_H
#define COVEY_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_modifier {
	KEY_MOD_ALT = 1 << 0,
	KEY_MOD_CONTROL = 1 << 1,
	KEY_MOD_SHIFT = 1 << 2, /* only of named keys */
};

/* A code point, or one of these above Unicode. (curses' own KEY_ names are not used outside term.c.) */
enum key_code {
	UI_KEY_NAMED = 0x110000,
	UI_KEY_TAB = UI_KEY_NAMED,
	UI_KEY_ENTER,
	UI_KEY_ESC,
	UI_KEY_BACKSPACE,
	UI_KEY_DELETE,
	UI_KEY_INSERT,
	UI_KEY_UP,
	UI_KEY_DOWN,
	UI_KEY_LEFT,
	UI_KEY_RIGHT,
	UI_KEY_HOME,
	UI_KEY_END,
	UI_KEY_PAGE_UP,
	UI_KEY_PAGE_DOWN,
	UI_KEY_F1, /* … F12 follow */
	UI_KEY_END_OF_NAMED = UI_KEY_F1 + 12,
};

struct key {
	uint32_t code;
	unsigned modifiers;
};

#define KEY_NAME_SIZE 24

bool key_from_name(const char *name, struct key *key);
void key_to_name(struct key key, char out[KEY_NAME_SIZE]);
bool key_equal(struct key a, struct key b);

/* Keys that no terminal can tell apart become one: C-A is C-a, C-i is Tab, C-m Enter, C-[ Esc. */
struct key key_normalize(struct key key);

/* A character as it is typed into a line: no modifiers, no control. */
bool key_is_text(struct key key);

#endif
