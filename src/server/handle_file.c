/*
 * Content comes to the disk after its row, and goes before it: what a crash leaves is a row that nobody was
 * told of or that was to be forgotten, never content that no row has.
 */
#include "server/handle_file.h"

#include <stdlib.h>

#include <utlist.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"
#include "base/mem.h"
#include "proto/upload.h"
#include "server/files.h"
#include "server/osuser.h"
#include "server/server.h"
#include "store/db.h"
#include "store/db_file.h"
#include "store/db_user.h"

enum status {
	FILE_OK = 200,
	FILE_CREATED = 201,
	FILE_NOT_FOUND = 404,
	FILE_LENGTH_WANTED = 411,
	FILE_TOO_LARGE = 413,
	FILE_TOO_MANY = 429,
	FILE_FAILED = 500,
	FILE_NO_ROOM = 507,
};

/* A file on its way. */
struct file_job {
	struct server *server;
	int64_t user;
	int64_t size; /* of what comes; 0: it goes */
	struct upload *upload; /* NULL: it goes, or is refused */
	unsigned refusal; /* once it has come: who is still sending does not listen */
	struct file_job *prev, *next; /* of the server's list */
};

/* Who. */

static int64_t user_of_peer(struct server *server, const struct conn_peer *peer)
{
	char *name = osuser_name(peer->uid);
	int64_t user = name ? db_user_find(server->db, name) : 0;
	free(name);
	return user;
}

static int64_t user_of_token(struct server *server, const struct conn_file_request *request, int64_t now_ms)
{
	unsigned char hash[DB_TOKEN_HASH_BYTES];
	const char *address = request->peer->address;
	if (!request->token || throttle_failures_wait(&server->failures, address, now_ms))
		return 0;
	password_hash_token(request->token, hash);
	int64_t user = db_token_user(server->db, hash);
	if (!user && !db_failure(server->db))
		throttle_failures_add(&server->failures, address, now_ms);
	return user;
}

/* 0: nobody. The turn's transaction, in which that was looked up, is open. */
static int64_t user_of(struct server *server, const struct conn_file_request *request)
{
	int64_t now_ms = clock_now_ms();
	db_begin(server->db, now_ms);
	return request->peer->is_local ? user_of_peer(server, request->peer)
	                               : user_of_token(server, request, now_ms);
}

/* How much. */

static int64_t bytes_of(struct server *server, int64_t user)
{
	int64_t bytes = db_file_bytes(server->db, user);
	const struct file_job *job;
	DL_FOREACH(server->file_jobs, job)
	bytes += job->user == user ? job->size : 0;
	return bytes;
}

static int jobs_of(struct server *server, int64_t user)
{
	int jobs = 0;
	const struct file_job *job;
	DL_FOREACH(server->file_jobs, job)
	jobs += job->user == user;
	return jobs;
}

static enum status check_offer(struct server *server, int64_t user, const struct conn_file_request *request)
{
	const struct proto_limits *limits = db_limits(server->db);
	if (!str_equal(request->path, PROTO_UPLOAD_PATH))
		return FILE_NOT_FOUND;
	if (request->size < 0)
		return FILE_LENGTH_WANTED;
	if (request->size > limits->file_bytes)
		return FILE_TOO_LARGE;
	bool has_room = bytes_of(server, user) + request->size <= limits->user_file_bytes &&
	                db_file_count(server->db, user) < limits->user_files;
	return has_room ? FILE_OK : FILE_NO_ROOM;
}

/* Beginning. */

/* Its own commit. */
static void forget_unsent(struct server *server)
{
	struct arena arena;
	struct err err = {0};
	arena_init(&arena);
	turn_end(server);
	db_begin(server->db, clock_now_ms());
	struct strspan gone = db_file_prune(server->db, &arena);
	for (size_t i = 0; i < gone.len; i++)
		files_remove(server->files, gone.items[i]);
	if (!db_commit(server->db, &err))
		log_error("%s", err.text);
	arena_finish(&arena);
}

static enum status begin_offered(struct server *server, struct file_job *job,
                                 const struct conn_file_request *request)
{
	struct err err = {0};
	forget_unsent(server);
	enum status status = check_offer(server, job->user, request);
	if (status == FILE_NO_ROOM) {
		job->refusal = status;
		return FILE_OK;
	}
	if (status != FILE_OK)
		return status;
	job->size = request->size;
	job->upload = upload_create(server->files, &err);
	if (!job->upload)
		log_error("%s", err.text);
	return job->upload ? FILE_OK : FILE_FAILED;
}

static enum status begin_wanted(struct server *server, const struct file_job *job,
                                const struct conn_file_request *request, struct conn_file *file)
{
	struct db_file found = db_file_find(server->db, job->user, request->path);
	if (!found.id)
		return FILE_NOT_FOUND;
	file->fd = files_open(server->files, found.hash, found.size);
	file->size = found.size;
	if (file->fd < 0)
		log_error("the file %s is not there: %m", found.hash);
	return file->fd < 0 ? FILE_FAILED : FILE_OK;
}

unsigned handle_file_begin(void *context, const struct conn_file_request *request, struct conn_file *file)
{
	struct server *server = context;
	int64_t user = user_of(server, request);
	if (!user)
		return db_failure(server->db) ? FILE_FAILED : FILE_NOT_FOUND;
	if (jobs_of(server, user) >= FILE_JOBS_MAX)
		return FILE_TOO_MANY;
	struct file_job *job = mem_alloc(sizeof(*job));
	*job = (struct file_job){.server = server, .user = user};
	enum status status = request->is_offered ? begin_offered(server, job, request)
	                                         : begin_wanted(server, job, request, file);
	file->job = job;
	DL_APPEND(server->file_jobs, job);
	if (status != FILE_OK)
		handle_file_gone(job);
	return status;
}

/* What comes. */

bool handle_file_piece(void *data, const void *bytes, size_t len)
{
	struct file_job *job = data;
	struct err err = {0};
	if (job->refusal || upload_write(job->upload, bytes, len, &err))
		return true;
	log_error("%s", err.text);
	return false;
}

/* Its own commit: what is answered is on the disk. NOT_FOUND: the user is there no more. */
static enum status enter(const struct file_job *job, const char *hash, char id[DB_FILE_ID_SIZE])
{
	struct server *server = job->server;
	struct err err = {0};
	turn_end(server);
	db_begin(server->db, clock_now_ms());
	bool is_there = db_user_is_there(server->db, job->user);
	if (is_there)
		db_file_add(server->db, job->user, hash, job->size, id);
	if (!db_commit(server->db, &err)) {
		log_error("%s", err.text);
		return FILE_FAILED;
	}
	return is_there ? FILE_CREATED : FILE_NOT_FOUND;
}

unsigned handle_file_whole(void *data, struct buf *answer)
{
	struct file_job *job = data;
	struct err err = {0};
	char hash[DB_FILE_HASH_SIZE], id[DB_FILE_ID_SIZE];
	if (job->refusal)
		return job->refusal;
	enum status status = upload_seal(job->upload, hash, &err) ? enter(job, hash, id) : FILE_FAILED;
	if (status == FILE_CREATED && !upload_keep(job->upload, hash, &err))
		status = FILE_FAILED; /* it is forgotten with what was sent to nobody */
	if (*err.text)
		log_error("%s", err.text);
	if (status == FILE_CREATED)
		buf_printf(answer, "{\"fileUrl\":\"" PROTO_FILE_PREFIX "%s\",\"fileSize\":%lld}\n", id,
		           (long long)job->size);
	return status;
}

void handle_file_gone(void *data)
{
	struct file_job *job = data;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): the first one's prev is the last one, never NULL */
	DL_DELETE(job->server->file_jobs, job);
	upload_destroy(job->upload);
	free(job);
}
