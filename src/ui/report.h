/*
 * report: a sentence in a row that may be too short for it. The reason stands at its end, so what it quotes is
 * shortened first: “delete the gr…”.
 */
#ifndef COVEY_UI_REPORT_H
#define COVEY_UI_REPORT_H

#include "ui/grid.h"

/* A copy of cleaned `text` in at most `width` columns, at least 1. The caller frees it. */
char *report_fit(const char *text, int width);

/* Cleans it and writes it in `rect`, from column `x`. */
void report_draw(struct grid *grid, struct rect rect, int x, enum style style, const char *text);

#endif
