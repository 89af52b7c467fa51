/*
 * error: the numeric error codes of the wire protocol (protocol.md, section 6), each with
 * its default sentence. One table; the enum and the lookup are made from it.
 */
#ifndef COVEY_PROTO_ERROR_H
#define COVEY_PROTO_ERROR_H

/* X(name, code, one plain English sentence fit to show a person) */
#define PROTO_ERRORS(X)                                                                  \
	X(PARSE, -32700, "That is not JSON")                                             \
	X(INVALID_REQUEST, -32600, "That is not a JSON-RPC 2.0 request")                 \
	X(NO_METHOD, -32601, "There is no such method")                                  \
	X(INVALID_PARAMS, -32602, "The parameters have the wrong shape")                 \
	X(NOT_LOGGED_IN, 6014, "Log in first")                                           \
	X(OUT_OF_RANGE, 6017, "A value is out of its range")                             \
	X(ASKED_TOO_OFTEN, 10006, "That was asked too often; wait a moment")             \
	X(NOT_ALLOWED, 10007, "You are not allowed to do that")                          \
	X(NO_ROOM, 10010, "There is no such room, or you are not in it")                 \
	X(ALREADY_MEMBER, 10013, "Already a member of the room")                         \
	X(ROOM_FULL, 10014, "The room is full")                                          \
	X(ROOM_TAKEN, 10021, "A room with this ID exists already")                       \
	X(SENT_TOO_OFTEN, 10023, "Messages were sent too fast; wait a moment")           \
	X(NO_MESSAGE, 10030, "There is no such message")                                 \
	X(TOO_LATE, 20016, "It is too late to recall this message")                      \
	X(BLOCKED, 20007, "The other side has blocked you")                              \
	X(MUTED, 20012, "You are muted in this room")                                    \
	X(NO_USER, 50001, "There is no such user")                                       \
	X(BAD_PARAMETER, 50002, "A value of the request is not valid")                   \
	X(SERVER_FAILED, 50004, "The server failed; nothing was changed")                \
	X(TOO_MANY_NAMED, 51006, "A request may name at most 100 conversations")         \
	X(TOO_MANY_FILED, 51008, "No more conversations fit into groups")                \
	X(NO_CONVGROUP, 51009, "There is no group of this name")                         \
	X(TOO_MANY_CONVGROUPS, 51010, "There can be no more than 20 groups")             \
	X(NAME_TOO_LONG, 51011, "The name of a group may have at most 32 bytes")         \
	X(NAME_TAKEN, 51012, "A group of this name exists already")                      \
	X(WRONG_CREDENTIALS, 70003, "Wrong user, password or token")                     \
	X(TOO_MANY_FAILURES, 70050, "Too many failed logins; wait a moment")             \
	X(TOKEN_EXPIRED, 70052, "The login has expired; log in again with the password") \
	X(NO_ACCOUNT, 70107, "There is no such account")                                 \
	X(MESSAGE_TOO_LARGE, 93000, "The message is larger than 12 KiB")

enum proto_error {
	PROTO_OK = 0,
#define X(name, code, text) PROTO_ERROR_##name = (code),
	PROTO_ERRORS(X)
#undef X
};

/* The table's sentence; for a code that it does not have, a general one. */
const char *proto_error_text(int code);

#endif
