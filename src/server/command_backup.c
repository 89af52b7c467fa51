#include "server/command.h"
#include "store/db.h"

enum command_status command_backup(const struct options *options, struct strspan words, struct err *err)
{
	if (words.len != 1) {
		err_set(err, 0, "usage: coveyd backup FILE --data DIR");
		return COMMAND_USAGE;
	}
	struct db *db = command_open(options, false, err);
	bool ok = db && db_backup(db, words.items[0], err);
	db_close(db);
	return ok ? COMMAND_DONE : COMMAND_FAILED;
}
