/*
 * cast: the people of `covey demo`. Each is an ordinary client of the server, all of them in one loop: first they
 * set the stage (make the rooms, say what was said, file your conversations as you), then they talk on, and
 * answer you.
 */
#ifndef COVEY_CLIENT_CAST_H
#define COVEY_CLIENT_CAST_H

#include <stdbool.h>

struct err;
struct keymap;

struct cast_config {
	const char *url;
	const char *password; /* every account's, yours too */
	const struct keymap *keymap; /* for the keys that the welcome names */
	void (*on_ready)(void *context); /* the stage is set */
	void *context;
};

/* Plays until a SIGTERM. False and `err` when the stage could not be set. */
bool cast_run(const struct cast_config *config, struct err *err);

#endif
