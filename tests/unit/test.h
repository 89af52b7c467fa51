/* What every unit test includes: cmocka and what it needs. */
#ifndef COVEY_TESTS_UNIT_TEST_H
#define COVEY_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ARRAY_LEN(array) (sizeof(array) / sizeof(*(array)))

#endif
