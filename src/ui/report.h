/*
 * report: a sentence in a row that may be too short for it. The reason stands at its end, so what it quotes is
 * shortened first: “delete the gr…”. Of a refusal, "Could not …: why", the reason alone is left where that does not do:
 * what was wanted the person knows.
 */
#ifndef COVEY_UI_REPORT_H
#define COVEY_UI_REPORT_H

#include <stdbool.h>

#include "ui/grid.h"

/* A copy of cleaned `text` in at most `width` columns, at least 1. The caller frees it. */
char *report_fit(const char *text, int width, bool refusal);

/* Cleans it and writes it in `rect`, from column `x`. */
void report_draw(struct grid *grid, struct rect rect, int x, enum style style, const char *text,
                 bool refusal);

#endif
