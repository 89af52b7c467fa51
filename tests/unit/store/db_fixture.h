/*
 * A database in a folder of its own, inside one transaction, and short words for what tests do
 * with it. The limits can be shrunk before db_fixture_reopen().
 */
#ifndef COVEY_TESTS_UNIT_STORE_DB_FIXTURE_H
#define COVEY_TESTS_UNIT_STORE_DB_FIXTURE_H

#include "unit/test.h"

#include "base/arena.h"
#include "base/err.h"
#include "proto/error.h"
#include "store/db.h"
#include "store/db_conversation.h"
#include "store/db_convgroup.h"
#include "store/db_event.h"
#include "store/db_message.h"
#include "store/db_room.h"
#include "store/db_user.h"

struct db_fixture {
	char folder[64], path[96];
	struct proto_limits limits;
	struct arena arena;
	struct db *db;
	int64_t now, alice, bob, carol;
	int messages;
	struct err err; /* of the last thing that was refused */
};

int db_fixture_set_up(void **state);
int db_fixture_tear_down(void **state);

/* Commits, closes, and opens with the limits as they are now. */
void db_fixture_reopen(struct db_fixture *f);

int64_t db_fixture_user(struct db_fixture *f, const char *name);
int64_t db_fixture_room(struct db_fixture *f, int64_t owner, const char *id, enum proto_room_type type);

/* A list of conversationIDs and the like: WORDS("C2Cbob", "GROUProom"). */
#define WORDS(...)                                            \
	((struct strspan){(const char *const[]){__VA_ARGS__}, \
	                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)})
#define NOTHING ((struct strspan){0})

/* Fails the test where the user has no such conversation. */
struct db_conversation db_fixture_find(struct db_fixture *f, int64_t user, const char *id);

/* The conversation as it is sent. */
struct proto_conversation db_fixture_view(struct db_fixture *f, int64_t user, const char *id);

/* Sends a text; its sequence. `mentions` is a userID or NULL. */
int64_t db_fixture_say(struct db_fixture *f, int64_t user, const char *id, const char *mentions);

/* Logs an event; its number. */
int64_t db_fixture_event(struct db_fixture *f, int64_t audience);

/* The names as one text, "a b c". */
const char *db_fixture_join(struct db_fixture *f, struct strspan words);

#define TEST(name) cmocka_unit_test_setup_teardown(name, db_fixture_set_up, db_fixture_tear_down)
#define assert_words(f, words, expected) assert_string_equal(db_fixture_join(f, words), expected)
#define assert_refused(f, call, code_)                    \
	do {                                              \
		assert_false(call);                       \
		assert_int_equal((f)->err.code, (code_)); \
	} while (0)

#endif
