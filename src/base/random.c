#include "base/random.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

void random_bytes(void *out, size_t len)
{
	unsigned char *at = out;
	while (len > 0) {
		ssize_t got = getrandom(at, len, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			/* Going on with guessable tokens would be worse than stopping. */
			perror("covey: getrandom");
			abort();
		}
		at += got;
		len -= (size_t)got;
	}
}

void random_uuid(char out[RANDOM_UUID_SIZE])
{
	unsigned char b[16];
	random_bytes(b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
	snprintf(out, RANDOM_UUID_SIZE,
	         "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2],
	         b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

uint32_t random_below(uint32_t bound)
{
	if (bound == 0)
		return 0;
	/* Values below 2^32 mod bound would make the small results likelier. */
	uint32_t skip = -bound % bound, value;
	do {
		random_bytes(&value, sizeof(value));
	} while (value < skip);
	return value % bound;
}
