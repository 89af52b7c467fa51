/*
 * saving: where a fetched file is put. Its name is a stranger's: what could lead elsewhere, hide it or play with
 * the terminal is taken out of it, and nothing that is there already is ever replaced.
 *
 *     ~/Downloads/plan.pdf.4b8ad9c8.part    while it comes; who asks again goes on behind its end
 *     ~/Downloads/plan.pdf                  when it is whole ("plan (1).pdf" where there was one)
 */
#ifndef COVEY_CLIENT_SAVING_H
#define COVEY_CLIENT_SAVING_H

#include <stdbool.h>
#include <stdint.h>

struct err;

struct saving {
	char *folder, *name;
	char *part; /* the path of what has come */
	bool exact; /* `name` is the person's: no other will do */
	int fd; /* of the part; -1: none */
	int64_t from; /* bytes of it that are there */
};

/*
 * To `path`, which may be a folder; NULL: to `downloads`, a folder; NULL, too: to the desktop's (user-dirs.dirs,
 * else ~/Downloads). `name` is the sender's, `file` the server's. saving_finish() in any case.
 */
bool saving_init(struct saving *saving, const char *path, const char *downloads, const char *name,
                 const char *file, int64_t size, struct err *err);
void saving_finish(struct saving *saving);

/* All of it is there: it gets its name. The path, which the caller frees; NULL and `err` when it cannot be. */
char *saving_keep(struct saving *saving, struct err *err);

#endif
