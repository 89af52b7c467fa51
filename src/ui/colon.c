#include "ui/colon.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "state/query.h"
#include "ui/label.h"

#define WORDS_MAX 128
#define QUOTED_MAX 1024
/* What fingers type before a command's name though the line is open. */
#define BEFORE_NAME COLON_BLANKS ":/"
#define MORE "…"

static const struct colon_command commands[] = {
#define X(name_, function, usage_, help_) \
	{.name = (name_), .run = (function), .usage = (usage_), .help = (help_), .action = ACTION_COUNT},
        COLON_COMMANDS(X)
#undef X
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(*commands))

static const char *const argument_words[COLON_ARGUMENT_COUNT] = {
#define X(name, word) [COLON_##name] = (word),
        COLON_ARGUMENTS(X)
#undef X
};

/* ---- what there is ---- */

static bool is_command(enum action action)
{
	enum action_context context = action_table[action].context;
	bool fits =
	        (context == ACTION_EVERYWHERE || context == ACTION_SIDEBAR || context == ACTION_MESSAGE) &&
	        action != ACTION_COMMAND;
	for (size_t i = 0; fits && i < COMMAND_COUNT; i++)
		fits = !str_equal(commands[i].name, action_table[action].name);
	return fits;
}

size_t colon_count(void)
{
	size_t count = COMMAND_COUNT;
	for (int action = 0; action < ACTION_COUNT; action++)
		count += is_command((enum action)action);
	return count;
}

struct colon_command colon_command(size_t place)
{
	int action = 0;
	if (place < COMMAND_COUNT)
		return commands[place];
	for (place -= COMMAND_COUNT; !is_command((enum action)action) || place-- > 0;)
		action++;
	return (struct colon_command){
	        .name = action_table[action].name,
	        .usage = "",
	        .help = action_table[action].help,
	        .action = (enum action)action,
	};
}

bool colon_is_name(const char *name, size_t len)
{
	for (size_t i = 0, count = colon_count(); i < count; i++)
		if (strlen(colon_command(i).name) == len && memcmp(colon_command(i).name, name, len) == 0)
			return true;
	return false;
}

bool colon_find(const char *name, struct colon_command *found, struct err *err)
{
	size_t fits = 0, len = strlen(name);
	struct colon_command first = {0}, second = {0};
	for (size_t i = 0, count = colon_count(); i < count; i++) {
		struct colon_command command = colon_command(i);
		if (str_equal(command.name, name)) {
			*found = command;
			return true;
		}
		if (strncmp(command.name, name, len) != 0)
			continue;
		second = command;
		if (fits++ == 0)
			first = command;
	}
	*found = first;
	if (fits == 0)
		return err_set(err, 0, "There is no command “%s”", name);
	if (fits > 1)
		return err_set(err, 0, "“%s” can mean %s or %s", name, first.name, second.name);
	return true;
}

/* ---- usages ---- */

bool colon_slot(const char *usage, size_t index, struct colon_slot *slot)
{
	for (size_t at = 0; *usage; at++) {
		size_t len = strcspn(usage, COLON_BLANKS);
		*slot = (struct colon_slot){
		        .optional = *usage == '[',
		        .many = memmem(usage, len, MORE, strlen(MORE)) != NULL,
		};
		const char *word = usage + slot->optional;
		while (slot->argument < COLON_ARGUMENT_COUNT - 1 &&
		       strncmp(word, argument_words[slot->argument],
		               strlen(argument_words[slot->argument])) != 0)
			slot->argument++;
		/* The rest of the line is as many words as it has. */
		slot->many |= slot->argument == COLON_FILTER || slot->argument == COLON_TEXT ||
		              slot->argument == COLON_ROOM;
		if (at == index || slot->many)
			return true;
		usage += len + strspn(usage + len, COLON_BLANKS);
	}
	slot->argument = COLON_ARGUMENT_COUNT;
	return false;
}

static bool check_count(const struct colon_command *command, size_t count, struct err *err)
{
	struct colon_slot slot;
	bool missing =
	        colon_slot(command->usage, count, &slot) && !slot.optional && (count == 0 || !slot.many);
	if (missing || (count > 0 && !colon_slot(command->usage, count - 1, &slot)))
		return err_set(err, 0, "It is said “%s%s%s”", command->name, *command->usage ? " " : "",
		               command->usage);
	return true;
}

char *colon_usage(struct arena *arena, const char *line)
{
	struct strspan words = colon_split(line, arena).words;
	struct colon_command command;
	if (words.len == 0 || !colon_find(words.items[0], &command, NULL))
		return arena_strdup(arena, "");
	return arena_printf(arena, "%s%s%s: %s", command.name, *command.usage ? " " : "", command.usage,
	                    command.help);
}

/* ---- words ---- */

/* The word at `*at`, which goes behind it. */
static char *take_word(const char **at, struct arena *arena)
{
	bool quoted = **at == '"';
	char *word = arena_alloc(arena, strlen(*at) + 1), *end = word;
	*at += quoted;
	while (**at && (quoted ? **at != '"' : !strchr(COLON_BLANKS, **at))) {
		*at += quoted && **at == '\\' && (*at)[1];
		*end++ = *(*at)++;
	}
	*at += quoted && **at;
	return word;
}

struct colon_typed colon_split(const char *line, struct arena *arena)
{
	const char **words = arena_array(arena, WORDS_MAX, sizeof(*words)), *at = line;
	size_t *starts = arena_array(arena, WORDS_MAX, sizeof(*starts)), count = 0;
	bool open = false;
	for (at += strspn(at, BEFORE_NAME); *at && count < WORDS_MAX; at += strspn(at, COLON_BLANKS)) {
		starts[count] = (size_t)(at - line);
		words[count++] = take_word(&at, arena);
		open = !*at;
	}
	return (struct colon_typed){{words, count}, starts, open};
}

char *colon_quote(struct arena *arena, const char *word)
{
	struct buf text;
	if (*word && !strpbrk(word, COLON_BLANKS "\"\\"))
		return arena_strdup(arena, word);
	buf_init(&text, QUOTED_MAX);
	buf_append_char(&text, '"');
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			buf_append_char(&text, '\\');
		buf_append_char(&text, *word);
	}
	buf_append_char(&text, '"');
	char *quoted = arena_strdup(arena, text.data);
	buf_finish(&text);
	return quoted;
}

bool colon_parse(const char *line, struct arena *arena, struct colon_command *command,
                 struct colon_call *call, struct err *err)
{
	struct colon_typed typed = colon_split(line, arena);
	struct strspan words = typed.words;
	if (words.len == 0)
		return err_set(err, 0, "Type a command; Tab completes it");
	if (!colon_find(words.items[0], command, err))
		return false;
	call->words = (struct strspan){words.items + 1, words.len - 1};
	call->rest = words.len > 1 ? arena_strdup(arena, line + typed.starts[1]) : "";
	call->tail = words.len > 2 ? arena_strdup(arena, line + typed.starts[2]) : "";
	return check_count(command, call->words.len, err);
}

/* ---- conversations ---- */

static bool is_called(const struct state_conversation *conversation, const char *text)
{
	char *label = label_conversation(conversation);
	bool called = str_equal(label, text);
	free(label);
	return called;
}

const struct state_conversation *colon_conversation(const struct state *state, const char *text,
                                                    struct err *err)
{
	struct err why = {0};
	const struct state_conversation *found = state_resolve(state, text, &why);
	size_t count = found ? 1 : 0;
	for (size_t i = 0; !found && why.code == ENOENT && i < state->order.len; i++) {
		if (!is_called(state->order.items[i], text))
			continue;
		found = state->order.items[i];
		count++;
	}
	if (count == 1)
		return found;
	err_set(err, why.code, "%s", why.text);
	return NULL;
}

const char *colon_name(const struct state *state, struct arena *arena,
                       const struct state_conversation *conversation)
{
	char *label = label_conversation(conversation);
	bool unique = colon_conversation(state, label, NULL) == conversation;
	const char *name = arena_strdup(arena, unique ? label : conversation->id);
	free(label);
	return name;
}
