/*
 * themes: the files of themes (ui/theme.h), NAME.theme in these folders, the first of a name counts:
 *
 *     $XDG_CONFIG_HOME/covey/themes    the person's own
 *     ../share/covey/themes, seen from the program: as installed
 *     ../assets/themes, seen from the program: as built
 */
#ifndef COVEY_CLIENT_THEMES_H
#define COVEY_CLIENT_THEMES_H

#include <stdbool.h>

#include "ui/theme.h"

struct err;

/* Adds what there is. False and `err` when one of them has a mistake: that one is left out. */
bool themes_load(struct themes *themes, struct err *err);

/* The same of one folder, in the order of their names. One that is not there has none. */
bool themes_load_folder(struct themes *themes, const char *folder, struct err *err);

#endif
