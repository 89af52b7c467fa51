/* clock: the time, asked in the two programs' loops alone; state is told. */
#ifndef COVEY_BASE_CLOCK_H
#define COVEY_BASE_CLOCK_H

#include <stdint.h>

/* Unix time in milliseconds. */
int64_t clock_now_ms(void);

/* Milliseconds that only go forward, for spans. */
int64_t clock_mono_ms(void);

#endif
