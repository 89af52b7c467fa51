#include "state/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"

#define TEXT_MAX (64 * 1024)
#define BLANKS " "
#define ORDER "order:"
#define FOLDED "folded"
#define SORT "sort="
#define OF_ITS_OWN "own="
#define DIGEST "digest="
#define QUIET "quiet="
#define OWN "own"
#define HOUR_MINUTES 60

const struct state_sort_info state_sorts[STATE_SORT_COUNT] = {
#define X(name, word_, text_) [STATE_SORT_##name] = {.word = (word_), .text = (text_)},
        STATE_SORTS(X)
#undef X
};

/* ---- words ---- */

static bool read_remind(struct state_settings *settings, const char *word)
{
	for (int remind = 0; remind < STATE_REMIND_COUNT; remind++) {
		if (!str_equal(state_reminds[remind].word, word))
			continue;
		settings->has_remind = true;
		settings->remind = (enum state_remind)remind;
		return true;
	}
	return false;
}

static bool read_digest(struct state_settings *settings, const char *value)
{
	uint64_t minutes = 0;
	if (!str_equal(value, STATE_SETTING_OFF) &&
	    (!str_to_uint(value, STATE_DIGEST_MAX, &minutes) || minutes == 0))
		return false;
	settings->digest_minutes = (int)minutes;
	return true;
}

static bool read_quiet(struct state_settings *settings, const char *value)
{
	struct tm from = {0}, until = {0};
	if (!str_equal(value, STATE_SETTING_OFF)) {
		const char *end = strptime(value, "%H:%M-", &from);
		end = end ? strptime(end, "%H:%M", &until) : NULL;
		if (!end || *end != '\0')
			return false;
	}
	settings->quiet_from = from.tm_hour * HOUR_MINUTES + from.tm_min;
	settings->quiet_until = until.tm_hour * HOUR_MINUTES + until.tm_min;
	return true;
}

static bool read_sort(struct state_settings *settings, const char *value)
{
	for (int sort = 0; sort < STATE_SORT_COUNT; sort++) {
		if (!str_equal(state_sorts[sort].word, value))
			continue;
		settings->sort = (enum state_sort)sort;
		return true;
	}
	return false;
}

/* What is said of policy, sorting or fold. */
static bool read_word(struct state_settings *settings, const char *word)
{
	if (str_has_prefix(word, DIGEST))
		return read_digest(settings, word + strlen(DIGEST));
	if (str_has_prefix(word, QUIET))
		return read_quiet(settings, word + strlen(QUIET));
	if (str_has_prefix(word, SORT))
		return read_sort(settings, word + strlen(SORT));
	if (str_has_prefix(word, OF_ITS_OWN) && word[strlen(OF_ITS_OWN)]) {
		strlist_add(&settings->own, word + strlen(OF_ITS_OWN));
		return true;
	}
	if (str_equal(word, FOLDED))
		return settings->folded = true;
	return read_remind(settings, word);
}

void state_settings_read(struct state_settings *settings, const char *text)
{
	char *copy = mem_strdup(text ? text : ""), *rest = NULL;
	bool order = false;
	state_settings_finish(settings);
	for (char *word = strtok_r(copy, BLANKS, &rest); word; word = strtok_r(NULL, BLANKS, &rest)) {
		if (order)
			strlist_add(&settings->order, word);
		else if (str_equal(word, ORDER))
			order = true;
		else if (!read_word(settings, word))
			strlist_add(&settings->others, word);
	}
	free(copy);
}

void state_settings_finish(struct state_settings *settings)
{
	strlist_finish(&settings->order);
	strlist_finish(&settings->others);
	strlist_finish(&settings->own);
	*settings = (struct state_settings){0};
}

/* ---- writing ---- */

static void add_word(struct buf *text, const char *word)
{
	buf_printf(text, "%s%s", text->len > 0 ? BLANKS : "", word);
}

static void add_policy(struct buf *text, const struct state_settings *settings)
{
	char word[sizeof(QUIET) + 64];
	if (settings->has_remind)
		add_word(text, state_reminds[settings->remind].word);
	snprintf(word, sizeof(word), DIGEST "%d", settings->digest_minutes);
	if (settings->digest_minutes > 0)
		add_word(text, word);
	snprintf(word, sizeof(word), QUIET "%02d:%02d-%02d:%02d", settings->quiet_from / HOUR_MINUTES,
	         settings->quiet_from % HOUR_MINUTES, settings->quiet_until / HOUR_MINUTES,
	         settings->quiet_until % HOUR_MINUTES);
	if (settings->quiet_from != settings->quiet_until)
		add_word(text, word);
}

static char *take(struct buf *text)
{
	char *taken = buf_take(text);
	buf_finish(text);
	return taken;
}

char *state_settings_policy(const struct state_settings *settings)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	add_policy(&text, settings);
	return take(&text);
}

char *state_settings_write(const struct state_settings *settings)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	add_policy(&text, settings);
	if (settings->sort != STATE_SORT_LATEST)
		buf_printf(&text, "%s" SORT "%s", text.len > 0 ? BLANKS : "",
		           state_sorts[settings->sort].word);
	if (settings->folded)
		add_word(&text, FOLDED);
	for (size_t i = 0; i < settings->own.len; i++)
		buf_printf(&text, "%s" OF_ITS_OWN "%s", text.len > 0 ? BLANKS : "", settings->own.items[i]);
	for (size_t i = 0; i < settings->others.len; i++)
		add_word(&text, settings->others.items[i]);
	if (settings->order.len > 0)
		add_word(&text, ORDER);
	for (size_t i = 0; i < settings->order.len; i++)
		add_word(&text, settings->order.items[i]);
	return take(&text);
}

char *state_settings_folded(const char *text, bool folded)
{
	struct state_settings settings = {0};
	state_settings_read(&settings, text);
	settings.folded = folded;
	char *written = state_settings_write(&settings);
	state_settings_finish(&settings);
	return written;
}

bool state_settings_same(const char *a, const char *b)
{
	char *one = state_settings_folded(a, false), *other = state_settings_folded(b, false);
	bool same = str_equal(one, other);
	free(one);
	free(other);
	return same;
}

/* ---- a person's words ---- */

bool state_settings_say(struct state_settings *settings, const char *word, struct err *err)
{
	if (str_equal(word, OWN))
		settings->has_remind = false;
	else if (str_equal(word, FOLDED) || str_has_prefix(word, OF_ITS_OWN) || !read_word(settings, word))
		return err_set(err, 0,
		               "“%s” is none of notify, mentions, count, mute, own, digest=15, "
		               "quiet=22:00-07:00",
		               word);
	return true;
}

size_t state_settings_place(const struct state_settings *settings, const char *conversation)
{
	ptrdiff_t at = strlist_index(&settings->order, conversation);
	return at < 0 ? SIZE_MAX : (size_t)at;
}
