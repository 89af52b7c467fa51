/*
 * The native backend: requests in, frames out; frames in, events out. What an event says is compared as text, so that a
 * case is a pair of lines.
 */
#ifndef COVEY_TESTS_UNIT_BACKEND_NATIVE_FIXTURE_H
#define COVEY_TESTS_UNIT_BACKEND_NATIVE_FIXTURE_H

#include "unit/test.h"

#include "backend/backend.h"
#include "base/buf.h"
#include "base/err.h"

struct native_fixture {
	struct backend *backend;
	struct backend_out out;
	struct buf shown;
	struct err err;
};

int native_fixture_set_up(void **state);
/* Logged in as alice; the next request has the id 2. */
int native_fixture_set_up_online(void **state);
int native_fixture_tear_down(void **state);

#define OFFLINE(test) cmocka_unit_test_setup_teardown(test, native_fixture_set_up, native_fixture_tear_down)
#define ONLINE(test) \
	cmocka_unit_test_setup_teardown(test, native_fixture_set_up_online, native_fixture_tear_down)

/* One call; what came of it stays until the next. */
void native_fixture_open(struct native_fixture *fixture, const struct backend_login *login);
void native_fixture_request(struct native_fixture *fixture, struct state_request asked);
bool native_fixture_receive(struct native_fixture *fixture, const char *frame);

/* A line for each. */
void native_fixture_assert_events(struct native_fixture *fixture, const char *expected);
void native_fixture_assert_frames(struct native_fixture *fixture, const char *expected);
/* The frame is taken, and these are the events. */
void native_fixture_assert_brings(struct native_fixture *fixture, const char *frame, const char *expected);

#define assert_events(...) native_fixture_assert_events(__VA_ARGS__)
#define assert_frames(...) native_fixture_assert_frames(__VA_ARGS__)
#define assert_brings(...) native_fixture_assert_brings(__VA_ARGS__)

#define SPAN(...)                                             \
	((struct strspan){(const char *const[]){__VA_ARGS__}, \
	                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)})

/* ---- frames ---- */

#define LIMITS                                                              \
	"{\"conversationGroupCount\":20,\"conversationGroupNameBytes\":32," \
	"\"conversationsPerRequest\":100,\"conversationsInGroups\":1000,\"messageBytes\":12288}"
#define LOGIN_RESULT(id, event_id, resumed)                                                         \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":{\"userID\":\"alice\",\"eventID\":" event_id \
	",\"resumed\":" resumed ",\"serverTime\":1,\"limits\":" LIMITS "}}"
#define RESULT(id, members) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"result\":{" members "}}"
#define FAILURE(id, code, text) \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"error\":{\"code\":" code ",\"message\":\"" text "\"}}"
#define EVENT(name, params) "{\"jsonrpc\":\"2.0\",\"method\":\"" name "\",\"params\":{" params "}}"
#define MESSAGE(conversation, sequence, members)                                                          \
	"{\"conversationID\":\"" conversation "\",\"messageID\":\"m" sequence "\",\"sequence\":" sequence \
	",\"from\":\"bob\",\"time\":1700,\"clientID\":\"c" sequence "\",\"isModified\":false," members "}"
#define TEXT(conversation, sequence, text) \
	MESSAGE(conversation, sequence,    \
	        "\"isRevoked\":false,\"type\":\"TIMTextElem\",\"payload\":{\"text\":\"" text "\"}")
#define CONVERSATION(id, type, members)                                                                      \
	"{\"conversationID\":\"" id "\",\"type\":\"" type "\",\"unreadCount\":0,\"mentionCount\":0," members \
	"}"

#define ROOM                                     \
	"{\"groupID\":\"plans\",\"name\":\"The " \
	"plans\",\"type\":\"Private\",\"ownerID\":\"bob\",\"memberCount\":3}"
#define OTHER_ROOM                                                                       \
	"{\"groupID\":\"den\",\"name\":\"Den\",\"type\":\"Public\",\"ownerID\":\"bob\"," \
	"\"memberCount\":1}"
#define ROOM_SHOWN " {plans \"The plans\" bob private 3}"

#endif
