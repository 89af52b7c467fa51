/* client: the commands of covey, one after the other. */
#ifndef COVEY_DOCS_CLIENT_H
#define COVEY_DOCS_CLIENT_H

#include <stdio.h>

#include "client/cli/command.h"

/* Calls `write` for each command that does something itself, with its whole name: "send", "group move". */
void client_commands(FILE *out, void (*write)(FILE *out, const char *name, const struct command *command));

#endif
