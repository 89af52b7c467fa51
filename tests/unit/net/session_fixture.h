/*
 * A session against a peer that does whatever it likes, and what it told. The backend is the simplest there can be: it
 * logs in by saying where it left off, takes "in" for a login, and makes an event of any other text.
 */
#ifndef COVEY_TESTS_UNIT_NET_SESSION_FIXTURE_H
#define COVEY_TESTS_UNIT_NET_SESSION_FIXTURE_H

#include "unit/test.h"

#include "base/buf.h"
#include "net/session.h"
#include "unit/net/peer.h"

struct session_fixture {
	struct lws_context *context;
	struct session *session;
	struct session_limits limits;
	const char *url; /* of the socket, for a peer and for the session */
	struct peer peer;
	struct ws_timer *guard;
	bool gave_up;
	struct buf told; /* one line for each event */
	const char *awaited; /* `told` ends with it: run() returns */
	int64_t position; /* notices seen */
	int64_t waits[8]; /* of the OFFLINEs */
	size_t wait_count;
	bool in_call; /* of session_… */
};

/* Once for all tests of a program: a folder with the socket and certificates. */
int session_fixture_make_folder(void **state);
int session_fixture_remove_folder(void **state);
/* "localhost", "elsewhere" or "expired": its file, until the next but one call. */
const char *session_fixture_pem(const char *name);

int session_fixture_set_up(void **state);
int session_fixture_tear_down(void **state);

/* With `limits` as they are by now; the second starts it, too. */
bool session_fixture_create(struct session_fixture *fixture, const char *url, const char *ca_file,
                            struct err *err);
void session_fixture_connect(struct session_fixture *fixture, const char *url, const char *ca_file);

void session_fixture_start(struct session_fixture *fixture);
void session_fixture_ask(struct session_fixture *fixture, const char *text);
/* Until it is told. */
void session_fixture_stop(struct session_fixture *fixture);

/* Until the last thing told is `end`. */
void session_fixture_run_until(struct session_fixture *fixture, const char *end);
void session_fixture_turn_for(struct session_fixture *fixture, int64_t ms);
void session_fixture_assert_told(const struct session_fixture *fixture, const char *expected);

/* A case in which one connection ends: the peer's script, and how the session explains it. */
void session_fixture_assert_ends(struct session_fixture *fixture, void (*script)(struct peer *peer),
                                 const char *expected);

/* Scripts: a login that holds; a login that is not answered; not even the upgrade is. */
void session_fixture_script_once(struct peer *peer);
void session_fixture_script_silent(struct peer *peer);
void session_fixture_script_silent_before_the_upgrade(struct peer *peer);

#define CASE(test) cmocka_unit_test_setup_teardown(test, session_fixture_set_up, session_fixture_tear_down)

#endif
