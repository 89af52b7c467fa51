/* What can stand where one types in the command line. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/utf8.h"
#include "state/filter.h"
#include "state/query.h"
#include "state/settings.h"
#include "ui/colon.h"
#include "ui/desk.h"
#include "ui/dialog.h"
#include "ui/emoji.h"
#include "ui/label.h"
#include "ui/theme.h"

/* What ends a word of a filter. */
#define FILTER_BREAKS " \t("
#define FILTER_GROUP "group="

/* One look for choices. */
struct search {
	const struct state *state;
	const struct themes *themes;
	const struct desk *desk; /* NULL: none */
	struct dialog *dialog;
	struct arena arena;
	const char *typed;
	char *wanted; /* the same by utf8_fold; of a path the last name */
};

/* `value` is put in the place of what was typed. */
static void offer(struct search *search, const char *label, const char *detail, const char *value)
{
	char *folded = utf8_fold(label);
	if (str_has_prefix(folded, search->wanted) ||
	    (*search->wanted && *label == '#' && str_has_prefix(folded + 1, search->wanted)))
		dialog_add_choice(search->dialog, label, detail, value, 0);
	free(folded);
}

/* Where none begins so, those that have it elsewhere in their name or help: who guesses a name finds it. */
static void offer_commands(struct search *search)
{
	size_t count = colon_count();
	for (size_t i = 0; i < count; i++) {
		struct colon_command command = colon_command(i);
		offer(search, command.name, command.help, command.name);
	}
	bool none = search->dialog->choices.len == 0;
	for (size_t i = 0; none && i < count; i++) {
		struct colon_command command = colon_command(i);
		if (strstr(command.name, search->wanted) || strstr(command.help, search->wanted))
			dialog_add_choice(search->dialog, command.name, command.help, command.name, 0);
	}
}

static void offer_convgroups(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state->convgroups.len; i++) {
		const char *name = state->convgroups.items[i].name;
		size_t count = state_conversations_in(state, name);
		char *detail = arena_printf(&search->arena, "%zu conversation%s", count,
		                            label_plural((int64_t)count));
		offer(search, name, detail, colon_quote(&search->arena, name));
	}
}

static void offer_conversations(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		const char *detail =
		        conversation->convgroups.len > 0 ? conversation->convgroups.items[0] : "";
		const char *name = colon_name(state, &search->arena, conversation);
		offer(search, name, detail, colon_quote(&search->arena, name));
	}
}

static void offer_rooms(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state->order.len; i++) {
		const char *name = colon_name(state, &search->arena, state->order.items[i]);
		if (state->order.items[i]->kind == STATE_ROOM)
			offer(search, name, "", colon_quote(&search->arena, name));
	}
}

static void offer_people(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state->order.len; i++) {
		const struct state_conversation *conversation = state->order.items[i];
		if (conversation->kind == STATE_PERSON)
			offer(search, conversation->peer,
			      state_is_blocked(state, conversation) ? "blocked" : "", conversation->peer);
	}
}

static void offer_smarts(struct search *search)
{
	const struct state *state = search->state;
	for (size_t i = 0; i < state_smart_count; i++)
		offer(search, state_smarts[i].name, state_smarts[i].expression, state_smarts[i].name);
	for (size_t i = 0; i < state->smarts.len; i++)
		if (!state_smart_predefined(state->smarts.items[i].name))
			offer(search, state->smarts.items[i].name, state->smarts.items[i].expression,
			      colon_quote(&search->arena, state->smarts.items[i].name));
}

/* "group=" and the names there are; else the words of the table. */
static void offer_filter_words(struct search *search)
{
	static const char *const between[] = {"and", "or", "not"};
	const struct state *state = search->state;
	if (str_has_prefix(search->wanted, FILTER_GROUP)) {
		for (size_t i = 0; i < state->convgroups.len; i++) {
			const char *name = state->convgroups.items[i].name;
			offer(search, arena_printf(&search->arena, FILTER_GROUP "%s", name), "",
			      arena_printf(&search->arena, FILTER_GROUP "%s",
			                   colon_quote(&search->arena, name)));
		}
		return;
	}
	for (int test = 0; test < STATE_FILTER_TEST_COUNT; test++) {
		const struct state_filter_info *info = &state_filter_tests[test];
		offer(search, info->word, info->help, info->word);
	}
	for (size_t i = 0; i < sizeof(between) / sizeof(*between); i++)
		offer(search, between[i], "", between[i]);
}

static void offer_settings(struct search *search)
{
	for (int remind = 0; remind < STATE_REMIND_COUNT; remind++)
		offer(search, state_reminds[remind].word, state_reminds[remind].text,
		      state_reminds[remind].word);
#define X(word, text) offer(search, word, text, word);
	STATE_SETTINGS(X)
#undef X
}

static void offer_sorts(struct search *search)
{
	for (int sort = 0; sort < STATE_SORT_COUNT; sort++)
		offer(search, state_sorts[sort].word, state_sorts[sort].text, state_sorts[sort].word);
}

static void offer_themes(struct search *search)
{
	for (size_t i = 0; search->themes && i < search->themes->items.len; i++) {
		const struct theme *theme = search->themes->items.items[i];
		offer(search, theme->name, theme->about, colon_quote(&search->arena, theme->name));
	}
}

static void offer_accounts(struct search *search)
{
	for (size_t i = 0; search->desk && i < search->desk->accounts.len; i++) {
		const struct desk_account *account = &search->desk->accounts.items[i];
		offer(search, account->name, account->state->account,
		      colon_quote(&search->arena, account->name));
	}
}

/* A folder goes on: without the quote that would end the word. */
static const char *path_value(struct search *search, const char *folder, const char *name)
{
	const char *path = arena_printf(&search->arena, "%s%s", folder, name);
	char *value = colon_quote(&search->arena, path);
	size_t len = strlen(value);
	if (len > 1 && value[len - 1] == '"' && path[strlen(path) - 1] == '/')
		value[len - 1] = '\0';
	return value;
}

static void offer_paths(struct search *search)
{
	const char *slash = strrchr(search->typed, '/');
	size_t len = slash ? (size_t)(slash - search->typed) + 1 : 0;
	const char *folder = arena_strndup(&search->arena, search->typed, len), *leaf = search->typed + len;
	struct strlist names = {0};
	path_list(folder, &names);
	free(search->wanted);
	search->wanted = utf8_fold(leaf);
	for (size_t i = 0; i < names.len; i++) {
		const char *name = names.items[i];
		char *clean = utf8_clean(name, false);
		/* What could not be typed is not offered, and what is hidden only when asked for. */
		if (str_equal(clean, name) && (*name != '.' || *leaf == '.'))
			offer(search, name, "", path_value(search, folder, name));
		free(clean);
	}
	strlist_finish(&names);
}

static void offer_emoji(struct search *search)
{
	for (size_t i = 0; i < emoji_count; i++) {
		const char *name = emoji_match(&emoji_table[i], search->wanted);
		if (name)
			dialog_add_choice(search->dialog, name, emoji_table[i].text, name, 0);
	}
}

static void offer_for(struct search *search, enum colon_argument argument)
{
	switch (argument) {
	case COLON_GROUP:
		offer_convgroups(search);
		break;
	case COLON_CONV:
		offer_conversations(search);
		break;
	case COLON_ROOM:
		offer_rooms(search);
		break;
	case COLON_SETTING:
		offer_settings(search);
		break;
	case COLON_SORT:
		offer_sorts(search);
		break;
	case COLON_SMART:
		offer_smarts(search);
		break;
	case COLON_PARTS:
		offer(search, "first", "the first part of joined ones", "first");
		offer(search, "whole", "all of them as one sign", "whole");
		break;
	case COLON_THEME:
		offer_themes(search);
		break;
	case COLON_FILE:
		offer_paths(search);
		break;
	case COLON_EMOJI:
		offer_emoji(search);
		break;
	case COLON_PERSON:
		offer_people(search);
		break;
	case COLON_ACCOUNT:
		offer_accounts(search);
		break;
	case COLON_FILTER:
		offer_filter_words(search);
		break;
	default:
		break;
	}
}

static size_t filter_start(const char *line, size_t least)
{
	size_t start = strlen(line);
	while (start > least && !strchr(FILTER_BREAKS, line[start - 1]))
		start--;
	return start;
}

size_t colon_complete(const struct state *state, const struct themes *themes, const struct desk *desk,
                      const char *line, struct dialog *dialog)
{
	struct search search = {.state = state, .themes = themes, .desk = desk, .dialog = dialog};
	struct colon_command command;
	struct colon_slot slot = {.argument = COLON_ARGUMENT_COUNT};
	arena_init(&search.arena);
	struct colon_typed typed = colon_split(line, &search.arena);
	size_t at = typed.words.len - typed.open; /* the word that is typed, or that comes next */
	size_t start = typed.open ? typed.starts[at] : strlen(line);
	const char *wanted = typed.open ? typed.words.items[at] : "";
	if (at > 0 && colon_find(typed.words.items[0], &command, NULL))
		colon_slot(command.usage, at - 1, &slot);
	if (slot.argument == COLON_FILTER) {
		start = filter_start(line, typed.starts[0] + strlen(typed.words.items[0]));
		wanted = line + start;
	}
	/* A name with blanks is one word, with quotes and without. */
	if (slot.argument == COLON_ROOM && at > 1 && line[typed.starts[1]] != '"') {
		start = typed.starts[1];
		wanted = line + start;
	}
	/* Beside a path that is whole, those of a folder would look as if they were what is left to choose. */
	if (slot.argument == COLON_FILE && at > 1 && !*wanted)
		slot.argument = COLON_ARGUMENT_COUNT;
	search.typed = wanted;
	search.wanted = utf8_fold(wanted);
	dialog_clear_choices(dialog);
	if (at == 0)
		offer_commands(&search);
	else
		offer_for(&search, slot.argument);
	free(search.wanted);
	arena_finish(&search.arena);
	return start;
}
