/*
 * password: passwords as Argon2id hashes and random login tokens. Of libsodium
 * this and files.c know.
 */
#ifndef COVEY_SERVER_PASSWORD_H
#define COVEY_SERVER_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

/* With its NUL. */
#define PASSWORD_HASH_SIZE 128
#define PASSWORD_TOKEN_SIZE 44
#define PASSWORD_TOKEN_HASH_BYTES 32

/* What a guess costs, X(libsodium's name, the option's): 64 MiB, 256 MiB, or next to nothing (for tests). */
#define PASSWORD_COSTS(X)             \
	X(INTERACTIVE, "interactive") \
	X(MODERATE, "moderate")       \
	X(MIN, "min")

enum password_cost {
#define X(name, text) PASSWORD_COST_##name,
	PASSWORD_COSTS(X)
#undef X
	        PASSWORD_COST_COUNT,
};

/* False for a name that is none of these. */
bool password_cost_from_name(const char *name, enum password_cost *cost);

struct err;

/* Once, before the others. */
bool password_init(struct err *err);

bool password_hash(const char *password, enum password_cost cost, char hash[PASSWORD_HASH_SIZE],
                   struct err *err);

/*
 * False also for a NULL `hash` (nobody, or somebody without a password), after as much time as a
 * hash of `cost` takes: who asks does not learn who is there.
 */
bool password_fits(const char *password, const char *hash, enum password_cost cost);

/* Random text, of which only the hash is kept. */
void password_make_token(char token[PASSWORD_TOKEN_SIZE]);
void password_hash_token(const char *token, unsigned char hash[PASSWORD_TOKEN_HASH_BYTES]);

/* Overwrites what was secret. */
void password_wipe(void *bytes, size_t len);

#endif
