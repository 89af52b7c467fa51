#include "base/log.h"

#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "base/str.h"
#include "base/utf8.h"

#define LINE_SIZE 2048

static const char *const level_names[LOG_LEVEL_COUNT] = {
        [LOG_ERROR] = "error",
        [LOG_WARNING] = "warning",
        [LOG_INFO] = "info",
        [LOG_DEBUG] = "debug",
};

/* One log for the process: whoever finds something out must not have to be handed it. */
static enum log_level threshold = LOG_WARNING;
static FILE *log_file; /* NULL: standard error */

void log_set_level(enum log_level level)
{
	threshold = level;
}

void log_set_file(FILE *file)
{
	log_file = file;
}

bool log_level_from_name(const char *name, enum log_level *level)
{
	for (int i = 0; i < LOG_LEVEL_COUNT; i++) {
		if (str_equal(name, level_names[i])) {
			*level = (enum log_level)i;
			return true;
		}
	}
	return false;
}

static void write_line(enum log_level level, const char *text)
{
	struct timespec now;
	struct tm utc;
	char when[32];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%S", &utc);
	FILE *file = log_file ? log_file : stderr;
	fprintf(file, "%s.%03ldZ %s: %s\n", when, now.tv_nsec / 1000000, level_names[level], text);
	fflush(file);
}

void log_write(enum log_level level, const char *format, ...)
{
	if (level > threshold)
		return;
	char line[LINE_SIZE];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	char *clean = utf8_clean(line, false);
	write_line(level, clean);
	free(clean);
}
