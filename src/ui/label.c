#include "ui/label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "state/query.h"

#define COUNT_MAX 999

char *label_room(const char *name)
{
	char *clean = utf8_clean(name, false);
	if (*clean == '#')
		return clean;
	size_t size = strlen(clean) + 2;
	char *label = mem_alloc(size);
	snprintf(label, size, "#%s", clean);
	free(clean);
	return label;
}

static char *name_and_user(const char *name, const char *user)
{
	char *both, *clean;
	if (str_equal(name, user))
		return utf8_clean(name, false);
	if (asprintf(&both, "%s (%s)", name, user) < 0)
		abort();
	clean = utf8_clean(both, false);
	free(both);
	return clean;
}

char *label_conversation(const struct state_conversation *conversation)
{
	const char *name = conversation->name ? conversation->name : conversation->peer;
	if (conversation->kind == STATE_ROOM)
		return label_room(name);
	return conversation->name_shared ? name_and_user(name, conversation->peer) : utf8_clean(name, false);
}

char *label_person(const struct state *state, const char *user)
{
	const char *name = state_name_of(state, user);
	return state_name_is_shared(state, user) ? name_and_user(name, user) : utf8_clean(name, false);
}

char *label_person_id(const struct state *state, const char *user)
{
	return name_and_user(state_name_of(state, user), user);
}

char *label_convgroup(const char *name)
{
	return name ? utf8_clean(name, false) : mem_strdup("no group");
}

void label_count(int64_t count, char out[LABEL_COUNT_SIZE])
{
	if (count > COUNT_MAX)
		snprintf(out, LABEL_COUNT_SIZE, "%d+", COUNT_MAX);
	else
		snprintf(out, LABEL_COUNT_SIZE, "%d", (int)count);
}

const char *label_plural(int64_t count)
{
	return count == 1 ? "" : "s";
}

static struct tm local_time(int64_t time_ms)
{
	time_t seconds = (time_t)(time_ms / 1000);
	struct tm tm = {0};
	localtime_r(&seconds, &tm);
	return tm;
}

void label_time(int64_t time_ms, char out[LABEL_TIME_SIZE])
{
	struct tm tm = local_time(time_ms);
	snprintf(out, LABEL_TIME_SIZE, "%02d:%02d", tm.tm_hour % 24, tm.tm_min % 60);
}

/* Not strftime's: the rest of the screen is English, too. */
void label_day(int64_t time_ms, int64_t now_ms, char out[LABEL_DAY_SIZE])
{
	static const char *const days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
	                                   "Thursday", "Friday", "Saturday"};
	static const char *const months[] = {"January",   "February", "March",    "April",
	                                     "May",       "June",     "July",     "August",
	                                     "September", "October",  "November", "December"};
	struct tm tm = local_time(time_ms), now = local_time(now_ms);
	int len = snprintf(out, LABEL_DAY_SIZE, "%s %d %s", days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon]);
	if (tm.tm_year != now.tm_year)
		snprintf(out + len, LABEL_DAY_SIZE - (size_t)len, " %d", tm.tm_year + 1900);
}

bool label_same_day(int64_t a_ms, int64_t b_ms)
{
	struct tm a = local_time(a_ms), b = local_time(b_ms);
	return a.tm_year == b.tm_year && a.tm_yday == b.tm_yday;
}

enum style label_name_style(const char *user)
{
	uint32_t hash = 2166136261U; /* FNV-1a */
	for (; *user; user++)
		hash = (hash ^ (unsigned char)*user) * 16777619U;
	return (enum style)(STYLE_NAME_0 + hash % STYLE_NAMES);
}

int label_draw(struct grid *grid, struct rect rect, int x, int y, enum style style, const char *text)
{
	char *clean = utf8_clean(text, false);
	int used = grid_text_ellipsis(grid, rect, x, y, style, clean);
	free(clean);
	return used;
}

void label_size(int64_t bytes, char size[LABEL_SIZE_SIZE])
{
	static const char *const units[] = {"kB", "MB", "GB", "TB"};
	double amount = (double)bytes / 1000;
	size_t unit = 0;
	while (amount >= 999.95 && unit + 1 < sizeof(units) / sizeof(*units)) {
		amount /= 1000;
		unit++;
	}
	if (bytes < 1000)
		snprintf(size, LABEL_SIZE_SIZE, "%d byte%s", (int)bytes, label_plural(bytes));
	else
		snprintf(size, LABEL_SIZE_SIZE, "%.1f %s", amount, units[unit]);
}
