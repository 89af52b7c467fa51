#include "docs/client.h"

void client_commands(FILE *out, void (*write)(FILE *out, const char *name, const struct command *command))
{
	for (const struct command *command = command_table; command->name; command++) {
		if (!command->verbs)
			write(out, command->name, command);
		for (const struct command *verb = command->verbs; verb && verb->name; verb++) {
			char name[64];
			snprintf(name, sizeof(name), "%s %s", command->name, verb->name);
			write(out, name, verb);
		}
	}
}
