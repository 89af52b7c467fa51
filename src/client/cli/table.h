/* table: rows of text in columns as wide as they need to be, by what a terminal shows. */
#ifndef COVEY_CLIENT_CLI_TABLE_H
#define COVEY_CLIENT_CLI_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/vec.h"

#define TABLE_COLUMNS 8

struct table {
	VEC(char *) cells; /* clean text, row after row; NULL ends a row */
	int widths[TABLE_COLUMNS];
	size_t column; /* of the next cell */
};

void table_init(struct table *table);
void table_finish(struct table *table);

/* A cell of the row that is being made. The text is cleaned; what stands on further lines is a blank away. */
void table_add(struct table *table, const char *text);
void table_addf(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
void table_end_row(struct table *table);

/* On a terminal the last column is cut at its edge. */
void table_print(const struct table *table, FILE *file);

#endif
