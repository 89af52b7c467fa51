/*
 * arrangement_file: an arrangement of groups (state/arrangement.h) as text, for a person's editor and repository.
 *
 * INI:  ; comment                          JSON, one group a line:
 *       [Name of the group]                {"groupName":"…","policy":"…","conversationIDList":["C2Cbob"]}
 *       policy = mute sort=name
 *       conversation = C2Cbob ; bob
 *
 * A name stands between the first "[" and the last "]" of its line, as it is.
 */
#ifndef COVEY_CLIENT_ARRANGEMENT_FILE_H
#define COVEY_CLIENT_ARRANGEMENT_FILE_H

#include "ui/ui.h"

/* A file that is larger is none of these. */
#define ARRANGEMENT_BYTES_MAX (1024 * 1024)

/* The caller frees it. The comments of INI call the conversations by their names in `state`. */
char *arrangement_ini(const struct state_arrangement *arrangement, const struct state *state);
char *arrangement_json(const struct state_arrangement *arrangement);

/* Either; `arrangement` is initialised. False and `err`, which says the line. */
bool arrangement_read(struct state_arrangement *arrangement, const char *text, struct err *err);

/* Files of either kind for the screen: written as JSON where the name ends with ".json". "~/" is the home folder. */
extern const struct ui_files arrangement_files;

#endif
