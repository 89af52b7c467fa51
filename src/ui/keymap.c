#include "ui/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

#define KEYS_TEXT_MAX 1024

struct key_list {
	struct key *items;
	size_t len, cap;
};

struct keymap {
	struct key_list keys[ACTION_COUNT];
	bool chosen[ACTION_COUNT]; /* by the config file */
};

static bool read_keys(const char *text, struct key_list *list, struct err *err)
{
	char *copy = mem_strdup(text), *rest = NULL;
	bool ok = true;
	for (char *name = strtok_r(copy, " \t", &rest); name && ok; name = strtok_r(NULL, " \t", &rest)) {
		struct key key;
		if (key_from_name(name, &key))
			vec_push(list, key);
		else
			ok = err_set(err, 0,
			             "there is no key “%s” (keys are named like n, Ctrl-k, Alt-Up, F5)",
			             name);
	}
	free(copy);
	return ok;
}

struct keymap *keymap_create(void)
{
	struct keymap *keymap = mem_alloc(sizeof(*keymap));
	for (int action = 0; action < ACTION_COUNT; action++) {
		bool ok = read_keys(action_table[action].keys, &keymap->keys[action], NULL);
		assert(ok);
		(void)ok;
	}
	return keymap;
}

void keymap_destroy(struct keymap *keymap)
{
	if (!keymap)
		return;
	for (int action = 0; action < ACTION_COUNT; action++)
		vec_finish(&keymap->keys[action]);
	free(keymap);
}

static bool list_has(const struct key_list *list, struct key key)
{
	for (size_t i = 0; i < list->len; i++)
		if (key_equal(list->items[i], key))
			return true;
	return false;
}

static void list_drop(struct key_list *list, struct key key)
{
	for (size_t i = list->len; i-- > 0;)
		if (key_equal(list->items[i], key))
			vec_remove(list, i);
}

/* Would one of the two hide the other's key somewhere? */
static bool meet(enum action a, enum action b)
{
	enum action_context first = action_table[a].context, second = action_table[b].context;
	return a != b && (action_context_is_in(first, second) || action_context_is_in(second, first));
}

static enum action find_action(const char *name)
{
	int action = 0;
	while (action < ACTION_COUNT && strcmp(action_table[action].name, name) != 0)
		action++;
	return (enum action)action;
}

static bool check_free(const struct keymap *keymap, enum action action, const struct key_list *list,
                       struct err *err)
{
	for (int other = 0; other < ACTION_COUNT; other++) {
		for (size_t i = 0; keymap->chosen[other] && meet(action, (enum action)other) && i < list->len;
		     i++) {
			char name[KEY_NAME_SIZE];
			key_to_name(list->items[i], name);
			if (list_has(&keymap->keys[other], list->items[i]))
				return err_set(err, 0, "%s is the key of “%s” already", name,
				               action_table[other].name);
		}
	}
	return true;
}

bool keymap_set(struct keymap *keymap, const char *action_name, const char *keys, struct err *err)
{
	enum action action = find_action(action_name);
	struct key_list list = {0};
	if (action == ACTION_COUNT)
		return err_set(err, 0, "there is no action “%s”", action_name);
	if (!read_keys(keys, &list, err) || !check_free(keymap, action, &list, err)) {
		vec_finish(&list);
		return false;
	}
	for (int other = 0; other < ACTION_COUNT; other++)
		for (size_t i = 0; meet(action, (enum action)other) && i < list.len; i++)
			list_drop(&keymap->keys[other], list.items[i]);
	vec_finish(&keymap->keys[action]);
	keymap->keys[action] = list;
	keymap->chosen[action] = true;
	return true;
}

enum action keymap_action(const struct keymap *keymap, enum action_context context, struct key key)
{
	if (action_contexts[context].typed && key_is_text(key))
		return ACTION_COUNT;
	for (;;) {
		for (int action = 0; action < ACTION_COUNT; action++)
			if (action_table[action].context == context && list_has(&keymap->keys[action], key))
				return (enum action)action;
		if (action_contexts[context].parent == context)
			return ACTION_COUNT;
		context = action_contexts[context].parent;
	}
}

bool keymap_key(const struct keymap *keymap, enum action_context context, enum action action, struct key *key)
{
	const struct key_list *list = &keymap->keys[action];
	for (size_t i = 0; i < list->len; i++) {
		if (keymap_action(keymap, context, list->items[i]) == action) {
			*key = list->items[i];
			return true;
		}
	}
	return false;
}

char *keymap_keys(const struct keymap *keymap, enum action_context context, enum action action)
{
	const struct key_list *list = &keymap->keys[action];
	struct buf text;
	buf_init(&text, KEYS_TEXT_MAX);
	for (size_t i = 0; i < list->len; i++) {
		char name[KEY_NAME_SIZE];
		if (keymap_action(keymap, context, list->items[i]) != action)
			continue;
		key_to_name(list->items[i], name);
		buf_printf(&text, "%s%s", text.len > 0 ? ", " : "", name);
	}
	char *keys = buf_take(&text);
	buf_finish(&text);
	return keys;
}

bool keymap_key_at(const struct keymap *keymap, enum action action, size_t place, struct key *key)
{
	const struct key_list *keys = &keymap->keys[action];
	if (place >= keys->len)
		return false;
	*key = keys->items[place];
	return true;
}

size_t keymap_place(const struct keymap *keymap, enum action action, struct key key)
{
	const struct key_list *keys = &keymap->keys[action];
	size_t place = 0;
	while (place < keys->len && !key_equal(keys->items[place], key_normalize(key)))
		place++;
	return place;
}
