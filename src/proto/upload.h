/* upload: where files are sent to, and what that is answered (protocol.md, section 8). */
#ifndef COVEY_PROTO_UPLOAD_H
#define COVEY_PROTO_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>

#define PROTO_UPLOAD_PATH "/files"
/* What the fileUrl of a file that the server has begins with; no other is fetched from it. */
#define PROTO_FILE_PREFIX "/files/"
/* What is sent there is kept when it breaks off; a name of the client's own stands behind it. */
#define PROTO_UPLOAD_PREFIX "/uploads/"
/* Bytes of such a name. */
#define PROTO_UPLOAD_NAME_MAX 100
/* Bytes of a fileUrl that is one. */
#define PROTO_FILE_URL_MAX 255

/*
 * Is it a fileUrl that can be asked for as it stands? Others say what it is: it stays one word of the request, below
 * the prefix.
 */
bool proto_is_file_url(const char *url);

/* The client's name of the upload that `path` is of, borrowed from it; NULL: it is of none. */
const char *proto_upload_name(const char *path);

/* The fileUrl of `answer`, which the caller frees; NULL when it is no answer to an upload. */
char *proto_decode_upload(const char *answer, size_t len);

#endif
