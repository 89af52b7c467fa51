/*
 * server: what belongs to a running coveyd, and its loop.
 *
 *     conn ──text──► handler ──► db (rules, storage)
 *      ▲               │ answers, events
 *      └── turn_end ◄──┘ after the commit
 */
#ifndef COVEY_SERVER_SERVER_H
#define COVEY_SERVER_SERVER_H

#include "base/vec.h"
#include "server/files.h"
#include "server/metrics.h"
#include "server/options.h"
#include "server/presence.h"
#include "server/throttle.h"
#include "server/turn.h"

struct conn_loop;
struct db;
struct file_job;
struct listener;
struct session;

struct server {
	const struct options *options;
	struct db *db;
	struct conn_loop *loop;
	struct session *sessions; /* a utlist of all */
	struct presence *online; /* a uthash by user */
	VEC(struct presence_change) changes; /* of this turn */
	char *files; /* the folder of files.h */
	char boot[FILES_BOOT_SIZE];
	struct file_job *file_jobs; /* a utlist of files on their way */
	struct file_hash *file_hashes; /* a utlist; of uploads that broke off and can go on */
	struct turn turn;
	struct throttle_failures failures;
	struct throttle_users throttled;
	struct metrics metrics;
	bool is_stopping, is_over;
};

/* Serves until it is told to stop or idle for long enough. False and `err` when it cannot begin. */
bool server_run(const struct options *options, struct err *err);

#endif
