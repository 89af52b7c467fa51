#include <stdio.h>

#include "server/command.h"
#include "store/db.h"

static void print_line(void *context, const char *text)
{
	(void)context;
	puts(text);
}

enum command_status command_check(const struct options *options, struct strspan words, struct err *err)
{
	if (words.len != 0) {
		err_set(err, 0, "usage: coveyd check --data DIR");
		return COMMAND_USAGE;
	}
	struct db *db = command_open(options, false, err);
	bool ok = db && (db_check(db, print_line, NULL) || err_set(err, 0, "the database is damaged"));
	db_close(db);
	return ok ? COMMAND_DONE : COMMAND_FAILED;
}
