#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/str.h"

/* Longer than err.text, so that the cut is made by str_copy, between two characters. */
#define LINE_SIZE 1024

bool err_set(struct err *err, int code, const char *format, ...)
{
	if (!err)
		return false;
	char line[LINE_SIZE];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	err->code = code;
	str_copy(err->text, sizeof(err->text), line);
	return false;
}

bool err_prefix(struct err *err, const char *format, ...)
{
	if (!err)
		return false;
	char prefix[sizeof(err->text)], line[LINE_SIZE];
	va_list args;
	va_start(args, format);
	vsnprintf(prefix, sizeof(prefix), format, args);
	va_end(args);
	snprintf(line, sizeof(line), "%s: %s", prefix, err->text);
	str_copy(err->text, sizeof(err->text), line);
	return false;
}
