/*
 * fuzzy: how well a name fits what was typed: its letters in that order, the better the closer they stand
 * together and the more of them begin a word.
 */
#ifndef COVEY_STATE_FUZZY_H
#define COVEY_STATE_FUZZY_H

/* Both folded (utf8_fold); the higher the better, 0: it does not fit. Nothing typed fits everything alike. */
int fuzzy_score(const char *name, const char *wanted);

/* Scores from here on: the whole name; its beginning; a word's beginning; anywhere in one piece. */
#define FUZZY_WHOLE 4000
#define FUZZY_START 3000
#define FUZZY_WORD 2000
#define FUZZY_PIECE 1000
#define FUZZY_ANY 1 /* nothing was typed */

#endif
