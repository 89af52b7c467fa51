/*
 * err: why something that the world can spoil did not work.
 *
 * `code` is 0 for a failure that has no number of its own, an errno, or one of
 * proto/error.h's codes, as the function that fills it says. `text` is one plain
 * English sentence without a full stop, fit to show to a person.
 */
#ifndef COVEY_BASE_ERR_H
#define COVEY_BASE_ERR_H

#include <stdbool.h>

struct err {
	int code;
	char text[256];
};

/* Fills `err` (NULL: nothing) and returns false, so that a function can `return err_set(…)`. */
bool err_set(struct err *err, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the text. Returns false. */
bool err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
