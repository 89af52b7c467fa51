/*
 * handle_file: files over plain HTTP (protocol.md, section 8): who may, how much, and their place in the database.
 *
 * Whoever has no right to something is told that it is not there.
 */
#ifndef COVEY_SERVER_HANDLE_FILE_H
#define COVEY_SERVER_HANDLE_FILE_H

#include "server/conn.h"

struct server;

/* Of one user, in either direction. */
#define FILE_JOBS_MAX 8

/* What a crash left of uploads with which nobody will go on is removed. */
void handle_file_clean(struct server *server);

/* At the end, when nothing is on its way any more. */
void handle_file_finish(struct server *server);

/* As conn.h's conn_owner tells; `context` is the server, `data` a job. */
unsigned handle_file_begin(void *context, const struct conn_file_request *request, struct conn_file *file);
bool handle_file_piece(void *data, const void *bytes, size_t len);
unsigned handle_file_whole(void *data, struct buf *answer);
void handle_file_gone(void *data);

#endif
