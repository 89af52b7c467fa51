#include "server/password.h"

#include <stdint.h>
#include <string.h>

#include <sodium.h>

#include "base/err.h"
#include "base/random.h"
#include "base/str.h"

#define TOKEN_BYTES 32

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash fits");
_Static_assert(PASSWORD_TOKEN_SIZE >=
                       sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
               "a token fits");
_Static_assert(PASSWORD_TOKEN_HASH_BYTES == crypto_hash_sha256_BYTES, "a token's hash fits");

static const struct {
	const char *name;
	unsigned long long operations;
	size_t memory;
} costs[PASSWORD_COST_COUNT] = {
#define X(name, text) \
	[PASSWORD_COST_##name] = {text, crypto_pwhash_OPSLIMIT_##name, crypto_pwhash_MEMLIMIT_##name},
        PASSWORD_COSTS(X)
#undef X
};

bool password_cost_from_name(const char *name, enum password_cost *cost)
{
	for (int i = 0; i < PASSWORD_COST_COUNT; i++) {
		if (str_equal(name, costs[i].name)) {
			*cost = (enum password_cost)i;
			return true;
		}
	}
	return false;
}

bool password_init(struct err *err)
{
	return sodium_init() >= 0 || err_set(err, 0, "libsodium cannot be used on this machine");
}

bool password_hash(const char *password, enum password_cost cost, char hash[PASSWORD_HASH_SIZE],
                   struct err *err)
{
	return crypto_pwhash_str_alg(hash, password, strlen(password), costs[cost].operations,
	                             costs[cost].memory, crypto_pwhash_ALG_ARGON2ID13) == 0 ||
	       err_set(err, 0, "not enough memory to hash a password");
}

/* Made once for each cost: a hash that no password fits, since what it was made of is forgotten. */
static const char *nobodys_hash(enum password_cost cost)
{
	static char hashes[PASSWORD_COST_COUNT][PASSWORD_HASH_SIZE];
	char token[PASSWORD_TOKEN_SIZE];
	if (!*hashes[cost]) {
		password_make_token(token);
		if (!password_hash(token, cost, hashes[cost], NULL))
			*hashes[cost] = '\0';
	}
	return hashes[cost];
}

bool password_fits(const char *password, const char *hash, enum password_cost cost)
{
	const char *compared = hash ? hash : nobodys_hash(cost);
	bool fits = crypto_pwhash_str_verify(compared, password, strlen(password)) == 0;
	return fits && hash;
}

void password_make_token(char token[PASSWORD_TOKEN_SIZE])
{
	unsigned char bytes[TOKEN_BYTES];
	random_bytes(bytes, sizeof(bytes));
	sodium_bin2base64(token, PASSWORD_TOKEN_SIZE, bytes, sizeof(bytes),
	                  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof(bytes));
}

void password_hash_token(const char *token, unsigned char hash[PASSWORD_TOKEN_HASH_BYTES])
{
	crypto_hash_sha256(hash, (const unsigned char *)token, strlen(token));
}

void password_wipe(void *bytes, size_t len)
{
	sodium_memzero(bytes, len);
}
