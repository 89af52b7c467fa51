#include "client/inifile.h"

#include <stdlib.h>

#include <ini.h>

#include "base/err.h"
#include "base/path.h"

#define INIFILE_MAX_BYTES (256 * 1024)

struct reading {
	inifile_set set;
	void *context;
	struct err *err; /* of the first wrong line */
	bool failed;
};

/* inih's handler: 1 for a good line. inih tells the number of the first bad one, this keeps its reason. */
static int on_value(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	if (reading->failed)
		return 0;
	reading->failed = !reading->set(reading->context, section, name, value, reading->err);
	return !reading->failed;
}

bool inifile_read(const char *path, inifile_set set, void *context, struct err *err)
{
	struct reading reading = {.set = set, .context = context, .err = err};
	char *text = path_read(path, INIFILE_MAX_BYTES, err);
	if (!text)
		return false;
	int line = ini_parse_string(text, on_value, &reading);
	free(text);
	if (line != 0 && !reading.failed)
		err_set(err, 0, "this is neither a [section] nor a “name = value”");
	return line == 0 || err_prefix(err, "%s:%d", path, line);
}
