/*
 * keymap: which key means which action, where. The defaults come from the table of actions
 * (action.h); the config file's [keys] changes them.
 */
#ifndef COVEY_UI_KEYMAP_H
#define COVEY_UI_KEYMAP_H

#include "ui/action.h"
#include "ui/key.h"

struct err;
struct keymap;

/* The defaults. */
struct keymap *keymap_create(void);
void keymap_destroy(struct keymap *keymap);

/*
 * `action = key [key …]` of the config file, in place of the action's defaults; an empty value takes its keys
 * away. A key that was another action's default is that one's no more. False and `err`, and nothing changed,
 * for an action or a key that there is not, and for a key that was set for two actions where one would hide
 * the other.
 */
bool keymap_set(struct keymap *keymap, const char *action, const char *keys, struct err *err);

/* The action of `key` in `context` or its parents (action.h); ACTION_COUNT: none. */
enum action keymap_action(const struct keymap *keymap, enum action_context context, struct key key);

/* The action's key at that place, 0 for the first; false when it has no more than that. */
bool keymap_key_at(const struct keymap *keymap, enum action action, size_t place, struct key *key);

/* The place of the key among those of the action, 0 for the first; as many as there are when it is none. */
size_t keymap_place(const struct keymap *keymap, enum action action, struct key key);

/* The first key of an action that means it in `context`, for hints and help; false when it has none. */
bool keymap_key(const struct keymap *keymap, enum action_context context, enum action action,
                struct key *key);

/* All the keys that mean it in `context`, "n, Ctrl-n"; the caller frees it. */
char *keymap_keys(const struct keymap *keymap, enum action_context context, enum action action);

#endif
