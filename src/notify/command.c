#include "notify/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

struct environment {
	char **items;
	size_t len, cap;
};

static void add(struct environment *environment, const char *name, const char *value)
{
	char *variable;
	if (asprintf(&variable, "%s=%s", name, value) < 0)
		abort();
	vec_push(environment, variable);
}

static void make_environment(struct environment *environment, const char *conversation, const char *title,
                             const char *body)
{
	for (char **variable = environ; *variable; variable++)
		if (!str_has_prefix(*variable, "COVEY_"))
			vec_push(environment, mem_strdup(*variable));
#define X(member, name, text) add(environment, name, member);
	COMMAND_VARIABLES(X)
#undef X
	vec_push(environment, NULL);
}

static void environment_finish(struct environment *environment)
{
	for (size_t i = 0; i < environment->len; i++)
		free(environment->items[i]);
	vec_finish(environment);
}

bool command_run(const char *command, const char *conversation, const char *title, const char *body)
{
	const char *const words[] = {"/bin/sh", "-c", command, NULL};
	struct environment environment = {0};
	make_environment(&environment, conversation, title, body);
	bool ok = child_run(words, environment.items, -1);
	environment_finish(&environment);
	return ok;
}
