/*
 * log: one line for one thing that happened, on standard error or in a file.
 *
 * The client's screen owns the terminal, so there the log goes to a file. Text is
 * cleaned (utf8_clean) before it is written: a log is read in a terminal, too.
 */
#ifndef COVEY_BASE_LOG_H
#define COVEY_BASE_LOG_H

#include <stdbool.h>
#include <stdio.h>

enum log_level {
	LOG_ERROR,
	LOG_WARNING,
	LOG_INFO,
	LOG_DEBUG,
	LOG_LEVEL_COUNT,
};

/* The default is LOG_WARNING on standard error. `file` is borrowed until the next call. */
void log_set_level(enum log_level level);
void log_set_file(FILE *file);

/* "error", "warning", "info", "debug"; false for anything else. */
bool log_level_from_name(const char *name, enum log_level *level);

void log_write(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_error(...) log_write(LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_write(LOG_WARNING, __VA_ARGS__)
#define log_info(...) log_write(LOG_INFO, __VA_ARGS__)
#define log_debug(...) log_write(LOG_DEBUG, __VA_ARGS__)

#endif
