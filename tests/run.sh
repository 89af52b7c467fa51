#!/bin/sh
# Builds covey with sanitizers and runs every test. Arguments go to ctest: sh tests/run.sh -L unit
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build-tests
export LC_ALL=C.UTF-8
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY # the tests talk to loopback only

# shellcheck source=assets/need.sh
. "$root/assets/need.sh"
need build test

jobs=$(getconf _NPROCESSORS_ONLN)
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
	-DCOVEY_TESTS=ON -DCOVEY_FUZZ=ON -DCOVEY_SANITIZE=ON -DCOVEY_WERROR=ON
cmake --build "$build" -j "$jobs"
# As assets/try.sh builds it: the optimizer has warnings of its own.
cmake -S "$root" -B "$build/release" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCOVEY_WERROR=ON
cmake --build "$build/release" -j "$jobs"

# Leaks of ours fail a test; those of others are listed, each with its reason, in lsan.supp.
export ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:strict_string_checks=1:${ASAN_OPTIONS:-}"
export LSAN_OPTIONS="suppressions=$root/tests/tools/lsan.supp:print_suppressions=0:${LSAN_OPTIONS:-}"
export UBSAN_OPTIONS="print_stacktrace=1:${UBSAN_OPTIONS:-}"
exec ctest --test-dir "$build" --output-on-failure -j "$jobs" "$@" </dev/null
