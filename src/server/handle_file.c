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
#include "store/db_upload.h"
#include "store/db_user.h"

enum status {
	FILE_OK = 200,
	FILE_CREATED = 201,
	FILE_TOLD = 204,
	FILE_BAD = 400,
	FILE_NOT_FOUND = 404,
	FILE_ELSEWHERE = 409,
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
	int64_t size; /* of the whole of what comes; 0: it goes */
	int64_t kept; /* its number in the database, where it can go on when it breaks off; else 0 */
	struct upload *upload; /* NULL: it goes, is refused, or another connection goes on with it */
	unsigned refusal; /* once it has come: who is still sending does not listen */
	struct file_job *prev, *next; /* of the server's list */
};

/* How far an upload that broke off was read: to read gigabytes again takes longer than anybody waits. */
struct file_hash {
	int64_t kept;
	struct upload_hash *hash;
	struct file_hash *prev, *next; /* of the server's list */
};

/* NULL: nothing was. */
static struct upload_hash *take_hash(struct server *server, int64_t kept)
{
	struct file_hash *file;
	DL_FOREACH(server->file_hashes, file)
	if (file->kept == kept)
		break;
	if (!file)
		return NULL;
	struct upload_hash *hash = file->hash;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): the first one's prev is the last one, never NULL */
	DL_DELETE(server->file_hashes, file);
	free(file);
	return hash;
}

static void keep_hash(struct server *server, int64_t kept, struct upload_hash *hash)
{
	struct file_hash *file = mem_alloc(sizeof(*file));
	*file = (struct file_hash){.kept = kept, .hash = hash};
	DL_APPEND(server->file_hashes, file);
}

void handle_file_finish(struct server *server)
{
	while (server->file_hashes)
		free(take_hash(server, server->file_hashes->kept));
}

static void end_upload(struct file_job *job)
{
	struct upload_hash *hash = job->upload ? upload_take_hash(job->upload) : NULL;
	if (hash)
		keep_hash(job->server, job->kept, hash);
	upload_destroy(job->upload);
	job->upload = NULL;
}

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

/* How much. What is kept of an upload is counted as the whole that it will be. */

static int64_t bytes_of(struct server *server, int64_t user, const struct db_upload_list *kept)
{
	int64_t bytes = db_file_bytes(server->db, user);
	const struct file_job *job;
	DL_FOREACH(server->file_jobs, job)
	bytes += job->user == user && !job->kept ? job->size : 0;
	for (size_t i = 0; i < kept->len; i++)
		bytes += kept->items[i].size;
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

static bool has_room(struct server *server, int64_t user, int64_t size)
{
	const struct proto_limits *limits = db_limits(server->db);
	struct arena arena;
	arena_init(&arena);
	struct db_upload_list kept = db_upload_list(server->db, &arena, user);
	bool has = bytes_of(server, user, &kept) + size <= limits->user_file_bytes &&
	           db_file_count(server->db, user) + (int64_t)kept.len < limits->user_files;
	arena_finish(&arena);
	return has;
}

static struct file_job *find_job(const struct server *server, int64_t kept)
{
	struct file_job *job;
	DL_FOREACH(server->file_jobs, job)
	if (job->kept == kept)
		return job;
	return NULL;
}

static void forget_kept(struct server *server, int64_t id)
{
	files_remove_kept(server->files, id);
	free(take_hash(server, id));
	db_upload_end(server->db, id);
}

/* But for those that are on their way. */
static void forget_idle(struct server *server, const struct db_upload_list *kept)
{
	for (size_t i = 0; i < kept->len; i++)
		if (!find_job(server, kept->items[i].id))
			forget_kept(server, kept->items[i].id);
}

/* What broke off is worth less than what is wanted now. */
static bool make_room(struct server *server, int64_t user, int64_t size)
{
	struct arena arena;
	if (has_room(server, user, size))
		return true;
	arena_init(&arena);
	struct db_upload_list kept = db_upload_list(server->db, &arena, user);
	forget_idle(server, &kept);
	arena_finish(&arena);
	return has_room(server, user, size);
}

/* `size`: of the whole. */
static enum status check_offer(struct server *server, const struct conn_file_request *request, int64_t size)
{
	if (request->size < 0)
		return FILE_LENGTH_WANTED;
	return size > db_limits(server->db)->file_bytes ? FILE_TOO_LARGE : FILE_OK;
}

/* Beginning. */

/* A commit of its own, with what comes before the call of end_commit(). */
static void begin_commit(struct server *server)
{
	turn_end(server);
	db_begin(server->db, clock_now_ms());
}

static bool end_commit(struct server *server)
{
	struct err err = {0};
	bool ok = db_commit(server->db, &err);
	if (!ok)
		log_error("%s", err.text);
	return ok;
}

static void forget_unsent(struct server *server)
{
	struct arena arena;
	arena_init(&arena);
	begin_commit(server);
	struct strspan gone = db_file_prune(server->db, &arena);
	for (size_t i = 0; i < gone.len; i++)
		files_remove(server->files, gone.items[i]);
	struct db_upload_list late = db_upload_late(server->db, &arena, server->boot);
	forget_idle(server, &late);
	end_commit(server);
	arena_finish(&arena);
}

void handle_file_clean(struct server *server)
{
	struct arena arena;
	files_boot(server->boot);
	forget_unsent(server);
	arena_init(&arena);
	begin_commit(server);
	struct db_upload_list all = db_upload_list(server->db, &arena, 0);
	if (!db_failure(server->db))
		files_sweep_kept(server->files, &all);
	end_commit(server);
	arena_finish(&arena);
}

/* Its answer comes when all of it came: who is still sending does not listen. */
static enum status refuse_late(struct file_job *job, enum status status)
{
	job->refusal = status;
	return FILE_OK;
}

static enum status open_upload(struct file_job *job, int64_t size)
{
	struct err err = {0};
	struct server *server = job->server;
	job->size = size;
	job->upload = job->kept ? upload_go_on(server->files, job->kept, take_hash(server, job->kept), &err)
	                        : upload_create(server->files, &err);
	if (!job->upload)
		log_error("%s", err.text);
	return job->upload ? FILE_OK : FILE_FAILED;
}

static enum status begin_once(struct server *server, struct file_job *job,
                              const struct conn_file_request *request)
{
	enum status status = check_offer(server, request, request->size);
	if (status != FILE_OK)
		return status;
	begin_commit(server);
	bool has = make_room(server, job->user, request->size);
	if (!end_commit(server))
		return FILE_FAILED;
	return has ? open_upload(job, request->size) : refuse_late(job, FILE_NO_ROOM);
}

/* Uploads that go on where they broke off. */

/* Who comes back knows better than the connection that it was on before whether that one is still there. */
static void stop_other(struct server *server, int64_t kept)
{
	struct file_job *other = find_job(server, kept);
	if (!other)
		return;
	end_upload(other);
	other->kept = 0;
	other->size = 0;
}

/* What has come of it: `bytes`. */
static struct db_upload find_kept(struct server *server, int64_t user, const char *name, int64_t *bytes)
{
	struct db_upload found = db_upload_find(server->db, user, name);
	*bytes = 0;
	if (found.id) {
		stop_other(server, found.id);
		*bytes = files_kept_bytes(server->files, found.id);
	}
	return found;
}

static enum status ask_about(struct server *server, int64_t user, const char *name, struct conn_file *file)
{
	struct db_upload found = find_kept(server, user, name, &file->offset);
	file->size = found.size;
	return found.id ? FILE_TOLD : FILE_NOT_FOUND;
}

/* OK: there is room, and a number. What goes on is not counted twice. */
static enum status enter_kept(struct server *server, struct file_job *job,
                              const struct conn_file_request *request, const char *name)
{
	int64_t bytes;
	struct db_upload found = find_kept(server, job->user, name, &bytes);
	if (request->offset > 0 && (request->length != found.size || request->offset != bytes))
		return FILE_ELSEWHERE;
	if (found.id && request->offset == 0)
		forget_kept(server, found.id);
	if (request->offset == 0 && !make_room(server, job->user, request->length))
		return FILE_NO_ROOM;
	job->kept = db_upload_begin(server->db, job->user, name, request->length, server->boot);
	return FILE_OK;
}

static enum status begin_kept(struct server *server, struct file_job *job,
                              const struct conn_file_request *request, const char *name)
{
	enum status status = check_offer(server, request, request->length);
	if (status != FILE_OK)
		return status;
	if (request->offset < 0 || request->offset > request->length ||
	    request->size != request->length - request->offset)
		return FILE_BAD;
	begin_commit(server);
	status = enter_kept(server, job, request, name);
	if (!end_commit(server))
		return FILE_FAILED;
	if (status == FILE_NO_ROOM)
		return refuse_late(job, status);
	return status == FILE_OK ? open_upload(job, request->length) : status;
}

static enum status begin_offered(struct server *server, struct file_job *job,
                                 const struct conn_file_request *request)
{
	const char *name = proto_upload_name(request->path);
	bool can_keep = db_limits(server->db)->upload_kept_seconds > 0;
	if (name ? !can_keep : !str_equal(request->path, PROTO_UPLOAD_PATH))
		return FILE_NOT_FOUND;
	forget_unsent(server);
	return name ? begin_kept(server, job, request, name) : begin_once(server, job, request);
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
	const char *asked = request->is_offered ? NULL : proto_upload_name(request->path);
	if (asked)
		return ask_about(server, user, asked, file);
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

/* What cannot be written is answered when all of it has come: until then nobody listens. */
bool handle_file_piece(void *data, const void *bytes, size_t len)
{
	struct file_job *job = data;
	struct err err = {0};
	if (job->refusal)
		return true;
	if (!job->upload)
		return false;
	if (!upload_write(job->upload, bytes, len, &err)) {
		log_error("%s", err.text);
		end_upload(job);
		job->refusal = FILE_FAILED;
	}
	return true;
}

/* What is answered is on the disk. NOT_FOUND: the user is there no more. */
static enum status enter(const struct file_job *job, const char *hash, char id[DB_FILE_ID_SIZE])
{
	struct server *server = job->server;
	begin_commit(server);
	bool is_there = db_user_is_there(server->db, job->user);
	if (is_there)
		db_file_add(server->db, job->user, hash, job->size, id);
	if (is_there && job->kept)
		db_upload_end(server->db, job->kept);
	if (!end_commit(server))
		return FILE_FAILED;
	return is_there ? FILE_CREATED : FILE_NOT_FOUND;
}

unsigned handle_file_whole(void *data, struct buf *answer)
{
	struct file_job *job = data;
	struct err err = {0};
	char hash[DB_FILE_HASH_SIZE], id[DB_FILE_ID_SIZE];
	bool caught_up = false;
	if (job->refusal)
		return job->refusal;
	if (!job->upload)
		return FILE_ELSEWHERE;
	if (upload_catch_up(job->upload, &caught_up, &err) && !caught_up)
		return 0;
	enum status status =
	        caught_up && upload_seal(job->upload, hash, &err) ? enter(job, hash, id) : FILE_FAILED;
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
	end_upload(job);
	free(job);
}
