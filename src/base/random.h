/* random: unpredictable bytes, UUIDs and jitter, from getrandom(2). */
#ifndef COVEY_BASE_RANDOM_H
#define COVEY_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#define RANDOM_UUID_SIZE 37

void random_bytes(void *out, size_t len);

/* A version 4 UUID (RFC 9562) in lower case with its NUL. */
void random_uuid(char out[RANDOM_UUID_SIZE]);

/* Evenly from 0 to `bound` - 1; 0 for a bound of 0. */
uint32_t random_below(uint32_t bound);

#endif
