#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "server/command.h"
#include "server/files.h"
#include "store/db.h"

static void print_line(void *context, const char *text)
{
	(void)context;
	puts(text);
}

/* What stands in messages is on the disk, as large as it was. */
static bool check_files(struct db *db, const char *data)
{
	struct arena arena;
	char *folder = files_path(data);
	bool ok = true;
	arena_init(&arena);
	struct db_file_list files = db_file_sent(db, &arena);
	for (size_t i = 0; i < files.len; i++) {
		int fd = files_open(folder, files.items[i].hash, files.items[i].size);
		if (fd >= 0) {
			close(fd);
			continue;
		}
		printf("an uploaded file is damaged or not there: %s, %lld bytes\n", files.items[i].hash,
		       (long long)files.items[i].size);
		ok = false;
	}
	arena_finish(&arena);
	free(folder);
	return ok;
}

static bool check(struct db *db, const char *data, struct err *err)
{
	if (!db_check(db, print_line, NULL))
		return err_set(err, 0, "the database is damaged");
	return check_files(db, data) || err_set(err, 0, "uploaded files are damaged");
}

enum command_status command_check(const struct options *options, struct strspan words, struct err *err)
{
	if (words.len != 0) {
		err_set(err, 0, "usage: coveyd check --data DIR");
		return COMMAND_USAGE;
	}
	struct db *db = command_open(options, false, err);
	bool ok = db && check(db, options->data, err);
	db_close(db);
	return ok ? COMMAND_DONE : COMMAND_FAILED;
}
