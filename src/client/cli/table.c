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

/* The last cell of a row, which starts `at` a column. */
static void print_last(const char *cell, int at, int edge, FILE *file)
{
	size_t len = edge > at ? utf8_fit(cell, edge - at) : strlen(cell);
	fprintf(file, "%.*s\n", (int)len, cell);
}

void table_print(const struct table *table, FILE *file)
{
	int edge = terminal_width(file), at = 0;
	size_t column = 0;
	for (size_t i = 0; i < table->cells.len; i++) {
		const char *cell = table->cells.items[i];
		if (!cell) {
			column = 0;
			at = 0;
		} else if (!table->cells.items[i + 1]) {
			print_last(cell, at, edge, file);
		} else {
			int width = table->widths[column++] + TABLE_GAP;
			fprintf(file, "%s%*s", cell, width - utf8_width(cell), "");
			at += width;
		}
	}
}
