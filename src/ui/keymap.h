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
 * away. False and `err` for an action or a key that there is not, and for a key that two actions of one
 * context would have.
 */
bool keymap_set(struct keymap *keymap, const char *action, const char *keys, struct err *err);

/* The action of `key` in `context`, else in ACTION_EVERYWHERE; ACTION_COUNT: none. */
enum action keymap_action(const struct keymap *keymap, enum action_context context, struct key key);

/* The first key of an action, for hints and help; false when it has none. */
bool keymap_key(const struct keymap *keymap, enum action action, struct key *key);

/* All its keys, "n, C-n"; the caller frees it. */
char *keymap_keys(const struct keymap *keymap, enum action action);

#endif
