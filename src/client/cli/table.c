#include "client/cli/table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

/* Between two columns. */
#define TABLE_GAP 2

void table_init(struct table *table)
{
	*table = (struct table){0};
}

void table_finish(struct table *table)
{
	for (size_t i = 0; i < table->cells.len; i++)
		free(table->cells.items[i]);
	vec_finish(&table->cells);
}

void table_add(struct table *table, const char *text)
{
	char *clean = utf8_clean(text ? text : "", false);
	int width = utf8_width(clean);
	assert(table->column < TABLE_COLUMNS);
	if (table->widths[table->column] < width)
		table->widths[table->column] = width;
	table->column++;
	vec_push(&table->cells, clean);
}

void table_addf(struct table *table, const char *format, ...)
{
	char *text;
	va_list args;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	table_add(table, text);
	free(text);
}

void table_end_row(struct table *table)
{
	vec_push(&table->cells, (char *)NULL);
	table->column = 0;
}

/* 0 where there is no edge. */
static int terminal_width(FILE *file)
{
	struct winsize size;
	int fd = fileno(file);
	return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* The blanks before a cell come with it, so that none end a row. Returns the column behind it. */
static int print_cell(const char *cell, bool last, int at, int start, int edge, FILE *file)
{
	size_t len = last && edge > start ? utf8_fit(cell, edge - start) : strlen(cell);
	if (len == 0)
		return at;
	fprintf(file, "%*s%.*s", start - at, "", (int)len, cell);
	return start + utf8_width(cell);
}

void table_print(const struct table *table, FILE *file)
{
	int edge = terminal_width(file), at = 0, start = 0;
	size_t column = 0;
	for (size_t i = 0; i < table->cells.len; i++) {
		const char *cell = table->cells.items[i];
		if (!cell) {
			fputc('\n', file);
			column = 0;
			at = start = 0;
		} else {
			at = print_cell(cell, !table->cells.items[i + 1], at, start, edge, file);
			start += table->widths[column++] + TABLE_GAP;
		}
	}
}
