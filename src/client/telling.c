#include "client/telling.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/str.h"

/* "one of a, b, c" of a table of words. */
static bool fail_words(struct err *err, const char *value, const char *(*word)(int), int count)
{
	char words[256] = "";
	size_t len = 0;
	for (int i = 0; i < count && len < sizeof(words); i++)
		len += (size_t)snprintf(words + len, sizeof(words) - len, "%s%s", i > 0 ? ", " : "", word(i));
	return err_set(err, 0, "“%s” is none of %s", value, words);
}

static bool find_word(const char *value, const char *(*word)(int), int count, int *found, struct err *err)
{
	for (*found = 0; *found < count; ++*found)
		if (str_equal(value, word(*found)))
			return true;
	return fail_words(err, value, word, count);
}

static const char *way_word(int way)
{
	return notify_ways[way].word;
}

static const char *remind_word(int remind)
{
	return state_reminds[remind].word;
}

static const char *answer_word(int answer)
{
	return answer ? "yes" : "no";
}

static bool set_mode(struct telling *telling, const char *value, struct err *err)
{
	int way;
	if (!find_word(value, way_word, NOTIFY_WAY_COUNT, &way, err))
		return false;
	telling->way = (enum notify_way)way;
	return true;
}

static bool set_command(struct telling *telling, const char *value, struct err *err)
{
	(void)err;
	mem_replace(&telling->command, str_empty(value) ? NULL : value);
	return true;
}

static bool set_remind(enum state_remind *remind, const char *value, struct err *err)
{
	int found;
	if (!find_word(value, remind_word, STATE_REMIND_COUNT, &found, err))
		return false;
	*remind = (enum state_remind)found;
	return true;
}

static bool set_people(struct telling *telling, const char *value, struct err *err)
{
	return set_remind(&telling->policy.people, value, err);
}

static bool set_rooms(struct telling *telling, const char *value, struct err *err)
{
	return set_remind(&telling->policy.rooms, value, err);
}

static bool set_quiet(struct telling *telling, const char *value, struct err *err)
{
	int from_hour, from_minute, until_hour, until_minute, end = -1;
	/* NOLINTNEXTLINE(cert-err34-c): two digits cannot overflow */
	sscanf(value, "%2d:%2d-%2d:%2d%n", &from_hour, &from_minute, &until_hour, &until_minute, &end);
	if (end < 0 || value[end] != '\0' || from_hour > 23 || until_hour > 23 || from_minute > 59 ||
	    until_minute > 59 || from_hour < 0 || until_hour < 0 || from_minute < 0 || until_minute < 0)
		return err_set(err, 0, "“%s” is no span of hours, as 22:00-07:00 is", value);
	telling->policy.quiet_from = from_hour * 60 + from_minute;
	telling->policy.quiet_until = until_hour * 60 + until_minute;
	return true;
}

static bool set_unseen(bool *unseen, const char *value, struct err *err)
{
	int shown;
	if (!find_word(value, answer_word, 2, &shown, err))
		return false;
	*unseen = !shown;
	return true;
}

static bool set_receipts(struct telling *telling, const char *value, struct err *err)
{
	return set_unseen(&telling->policy.read_unseen, value, err);
}

static bool set_typing(struct telling *telling, const char *value, struct err *err)
{
	return set_unseen(&telling->policy.type_unseen, value, err);
}

static bool set_excerpt(struct telling *telling, const char *value, struct err *err)
{
	return set_unseen(&telling->policy.hide_text, value, err);
}

struct setting {
	const char *name;
	bool (*set)(struct telling *telling, const char *value, struct err *err);
};

#define X(name, function, value, help) {name, function},
static const struct setting settings[] = {TELLING_SETTINGS(X){NULL, NULL}};
static const struct setting chat_settings[] = {TELLING_CHAT_SETTINGS(X){NULL, NULL}};
#undef X

static bool set_one(const struct setting *table, const char *section, struct telling *telling,
                    const char *name, const char *value, struct err *err)
{
	for (; table->name; table++)
		if (str_equal(name, table->name))
			return table->set(telling, value, err);
	return err_set(err, 0, "[%s] has no setting “%s”", section, name);
}

bool telling_set(struct telling *telling, const char *name, const char *value, struct err *err)
{
	return set_one(settings, "notify", telling, name, value, err);
}

bool telling_set_chat(struct telling *telling, const char *name, const char *value, struct err *err)
{
	return set_one(chat_settings, "chat", telling, name, value, err);
}

void telling_init(struct telling *telling)
{
	*telling = (struct telling){.policy = {.rooms = STATE_REMIND_MENTIONS}};
}

bool telling_check(const struct telling *telling, struct err *err)
{
	return telling->way != NOTIFY_COMMAND || telling->command ||
	       err_set(err, 0, "[notify] wants a command, and names none: command = …");
}

void telling_finish(struct telling *telling)
{
	free(telling->command);
	*telling = (struct telling){0};
}
