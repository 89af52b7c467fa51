/*
 * frame: the text of one WebSocket frame and what it means (JSON-RPC 2.0; protocol.md,
 * sections 1 and 5).
 *
 * Decoding puts everything into the caller's arena. A peer's bad bytes give a code and a
 * sentence, never an assertion. Encoding appends to a buf whose ceiling the caller chose.
 */
#ifndef COVEY_PROTO_FRAME_H
#define COVEY_PROTO_FRAME_H

#include "proto/error.h"
#include "proto/method.h"

struct arena;
struct buf;

/* A request's `id` as JSON text ("7", "\"a\""), or NULL for a notification. */
typedef const char *proto_id;

struct proto_request {
	proto_id id;
	enum proto_method method;
	struct proto_fields params;
};

/* What stands in an answer's `error` object. */
struct proto_failure_info {
	int code; /* PROTO_OK: no failure */
	const char *message; /* NULL: the table's sentence for `code` */
	const char *field; /* data.field, for INVALID_PARAMS; or NULL */
	int64_t retry_after_ms; /* data.retryAfterMs when above 0 */
};

#define PROTO_EVENTS(X)                                           \
	X(MESSAGE_RECEIVED, "onMessageReceived")                  \
	X(MESSAGE_MODIFIED, "onMessageModified")                  \
	X(MESSAGE_REVOKED, "onMessageRevoked")                    \
	X(MESSAGE_READ_BY_PEER, "onMessageReadByPeer")            \
	X(CONVERSATIONS, "onConversationListUpdated")             \
	X(CONVGROUPS, "onConversationGroupListUpdated")           \
	X(IN_CONVGROUP, "onConversationInGroupUpdated")           \
	X(CONVGROUP_DATA, "onConversationGroupCustomDataUpdated") \
	X(ROOMS, "onGroupListUpdated")                            \
	X(PROFILES, "onProfileUpdated")                           \
	X(USER_STATUS, "onUserStatusUpdated")                     \
	X(TYPING, "onTyping")                                     \
	X(KICKED_OUT, "onKickedOut")                              \
	X(CONVERSATIONS_DELETED, "onConversationDeleted")         \
	X(BLACKLIST, "onBlacklistUpdated")

enum proto_event_type {
#define X(name, wire) PROTO_EVENT_##name,
	PROTO_EVENTS(X)
#undef X
	        PROTO_EVENT_COUNT,
};

const char *proto_event_name(enum proto_event_type type);

/* Which members mean something depends on the type (protocol.md, section 5). */
struct proto_event {
	enum proto_event_type type;
	int64_t event_id; /* 0: not numbered */
	struct proto_message_list messages; /* MESSAGE_* but READ_BY_PEER */
	struct proto_conversation_list conversations; /* CONVERSATIONS, IN_CONVGROUP */
	struct strspan convgroups; /* CONVGROUPS */
	struct strspan ids; /* CONVERSATIONS_DELETED, BLACKLIST */
	const char *convgroup; /* IN_CONVGROUP, CONVGROUP_DATA */
	const char *convgroup_data; /* CONVGROUP_DATA */
	const char *conversation_id, *user_id; /* READ_BY_PEER, TYPING */
	int64_t sequence; /* READ_BY_PEER */
	struct proto_room_list rooms; /* ROOMS */
	struct proto_user_list users; /* PROFILES */
	struct proto_status_list statuses; /* USER_STATUS */
	const char *reason; /* KICKED_OUT */
};

/*
 * For a server. False with `failure` filled when the frame is no well-formed request of a known
 * method; `request->id` is set even then where the frame had one that can be answered ("null" where
 * JSON-RPC asks for that). `request->method` is known unless the code is one of the first three.
 * Unknown members are ignored; a known one of a wrong type, given twice, or missing is INVALID_PARAMS
 * with its name; a whole number beyond 2^53 is OUT_OF_RANGE. Negative numbers pass.
 */
bool proto_decode_request(struct arena *arena, const char *text, size_t len, struct proto_request *request,
                          struct proto_failure_info *failure);

bool proto_encode_result(struct buf *out, proto_id id, enum proto_method method,
                         const struct proto_fields *result);
bool proto_encode_failure(struct buf *out, proto_id id, const struct proto_failure_info *failure);

/* The whole frame of an event. An event that is kept goes to disk as its `data` alone (proto_encode_event_data) and is framed again by proto_frame_event. */
bool proto_encode_event(struct buf *out, const struct proto_event *event);
bool proto_encode_event_data(struct buf *out, const struct proto_event *event);
bool proto_frame_event(struct buf *out, enum proto_event_type type, int64_t event_id, const char *data_json);

/* For a client. `id` is a number, chosen by the caller, above 0. */
bool proto_encode_request(struct buf *out, int64_t id, enum proto_method method,
                          const struct proto_fields *params);

enum proto_incoming_type {
	PROTO_INCOMING_RESULT,
	PROTO_INCOMING_FAILURE,
	PROTO_INCOMING_EVENT,
	PROTO_INCOMING_UNKNOWN
};

struct proto_incoming {
	enum proto_incoming_type
	        type; /* UNKNOWN: well-formed, of a kind that this version does not know; to be ignored */
	int64_t id; /* RESULT, FAILURE; 0 when it was null */
	struct proto_fields result; /* RESULT, decoded as `method_of(id)` says */
	struct proto_failure_info failure; /* FAILURE */
	struct proto_event event; /* EVENT */
};

/* The method of the request `id`, or PROTO_METHOD_COUNT when there was none. */
typedef enum proto_method (*proto_method_of)(void *context, int64_t id);

/* False and `err` when the text is not what a conforming server sends. */
struct err;
bool proto_decode_incoming(struct arena *arena, const char *text, size_t len, proto_method_of method_of,
                           void *context, struct proto_incoming *incoming, struct err *err);

#endif
