/*
 * request: what a client can ask of a server, in words that no wire protocol owns.
 *
 * A backend turns each into its protocol's frames. `id` names it until STATE_EVENT_ANSWERED
 * comes; `ticket` is the asker's own number, given back with the answer (0: nobody waits).
 */
#ifndef COVEY_STATE_REQUEST_H
#define COVEY_STATE_REQUEST_H

#include "state/model.h"

/* X(NAME, "what it does, for 'could not …'") */
#define STATE_REQUESTS(X)                                       \
	X(SYNC, "load the conversations")                       \
	X(SEND, "send the message")                             \
	X(LOAD_MESSAGES, "load messages")                       \
	X(MODIFY, "edit the message")                           \
	X(RECALL, "recall the message")                         \
	X(ERASE, "delete the message")                          \
	X(REACT, "react")                                       \
	X(UNREACT, "take the reaction back")                    \
	X(READERS, "see who has read it")                       \
	X(READ, "mark as read")                                 \
	X(UNREAD, "mark as unread")                             \
	X(DRAFT, "keep the draft")                              \
	X(READ_ALL, "mark all as read")                         \
	X(PIN, "pin the conversation")                          \
	X(REMIND, "change the notifications")                   \
	X(FIND_PERSON, "find the person")                       \
	X(CONVGROUP_CREATE, "create the group")                 \
	X(CONVGROUP_DELETE, "delete the group")                 \
	X(CONVGROUP_RENAME, "rename the group")                 \
	X(CONVGROUP_SORT, "reorder the groups")                 \
	X(CONVGROUP_ADD, "add to the group")                    \
	X(CONVGROUP_REMOVE, "take out of the group")            \
	X(CONVGROUP_MOVE, "move to the group")                  \
	X(CONVGROUP_REMIND, "change the group's notifications") \
	X(CONVGROUP_SET, "change the group")                    \
	X(ROOM_CREATE, "create the room")                       \
	X(ROOM_JOIN, "join the room")                           \
	X(ROOM_LEAVE, "leave the room")                         \
	X(ROOM_DISMISS, "dismiss the room")                     \
	X(ROOM_LIST, "list the rooms")                          \
	X(ROOM_SEARCH, "find rooms")                            \
	X(ROOM_MEMBERS, "list the members")                     \
	X(ROOM_INVITE, "invite to the room")                    \
	X(ROOM_EXPEL, "remove from the room")                   \
	X(ROOM_CHANGE, "change the room")                       \
	X(ROOM_ROLE, "change what a member may do")             \
	X(ROOM_HAND_OVER, "hand the room over")                 \
	X(STATUSES, "see who is there")                         \
	X(PROFILES, "see what people are called")               \
	X(TYPING, "tell that you are writing")                  \
	X(BLOCKED, "list who is blocked")                       \
	X(BLOCK, "block")                                       \
	X(UNBLOCK, "unblock")                                   \
	X(NICK, "change your name")                             \
	X(STATUS, "change your status")                         \
	X(DELETE, "delete the conversation")                    \
	X(SEARCH, "search")                                     \
	X(SEEK, "go there")                                     \
	X(LOGOUT, "log out")

enum state_request_type {
#define X(name, text) STATE_REQUEST_##name,
	STATE_REQUESTS(X)
#undef X
	        STATE_REQUEST_COUNT,
};

/* What SEEK looks for in a conversation. */
enum state_seek {
	STATE_SEEK_MESSAGE, /* the one of `sequence` */
	STATE_SEEK_TIME, /* the first that is not older than `time_ms` */
	STATE_SEEK_MENTION, /* the last before `sequence` that mentions the person; 0: the last of all */
	STATE_SEEK_COUNT,
};

struct state_request {
	uint64_t id; /* given by state; unique in this run of the program */
	uint64_t ticket; /* the asker's */
	enum state_request_type type;
	const char *
	        conversation; /* SEND, LOAD_MESSAGES, SEEK, SEARCH (or NULL), READ, UNREAD, PIN, TYPING: its id */
	struct strspan conversations; /* CONVGROUP_CREATE, _ADD, _REMOVE, _MOVE; REMIND, DELETE */
	const char *convgroup; /* CONVGROUP_*; READ_ALL, SEARCH: only this one's, or NULL */
	const char *from_convgroup; /* CONVGROUP_MOVE, or NULL: from none */
	const char *new_name; /* CONVGROUP_RENAME */
	struct strspan convgroups; /* CONVGROUP_SORT: every name once */
	enum state_remind remind; /* REMIND, CONVGROUP_REMIND */
	const char *text,
	        *client_id; /* SEND, MODIFY; REACT, UNREACT: the reaction; SEARCH: words; CONVGROUP_SET: settings.h's text; NICK, STATUS; ROOM_CHANGE: what it is about */
	const char *
	        message; /* its ID: MODIFY, RECALL, ERASE, REACT, UNREACT, READERS; SEND: the one that it answers, or NULL */
	struct strspan mentions; /* SEND: user IDs */
	const char *file; /* SEND: what the server calls it, `text` is its name; NULL: a text */
	int64_t file_size;
	int64_t before,
	        after; /* LOAD_MESSAGES: a sequence, 0: none; `after` -1: from the first one on; ROOM_SEARCH: `after` so many */
	int64_t time_ms; /* SEEK; SEARCH: what is older; 0: up to now */
	enum state_seek seek; /* SEEK */
	int count; /* LOAD_MESSAGES, SEEK, SEARCH: at most so many */
	int64_t sequence; /* READ: up to it; 0: all; UNREAD: all past it; SEEK */
	bool flag; /* PIN: on or off; READ, READ_ALL: unseen; ROOM_ROLE: an admin; STATUSES: to be told of them from now on, and of no others asked for so; ROOM_CREATE: private; CONVGROUP_CREATE: folded (the client's own) */
	bool joins; /* an edit: undone together with the one before */
	const char *room, *room_name; /* ROOM_*: its ID (CREATE: may be NULL), its name */
	struct strspan
	        people; /* ROOM_CREATE, _INVITE, _EXPEL, STATUSES, PROFILES, BLOCK, UNBLOCK: user IDs */
	const char *person; /* FIND_PERSON, ROOM_ROLE, ROOM_HAND_OVER: user ID */
};

/* "create the group", for a sentence that begins with "could not". */
const char *state_request_text(enum state_request_type type);

/* "CONVGROUP_CREATE": for the disk, which outlives the numbers; STATE_REQUEST_COUNT: there is none of that name. */
const char *state_request_name(enum state_request_type type);
enum state_request_type state_request_named(const char *name);

/* A deep copy in `arena`. */
struct arena;
struct state_request *state_request_copy(struct arena *arena, const struct state_request *request);

#endif
