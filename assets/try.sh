#!/bin/sh
# One command from a clone to a look at covey: installs what it is built from, builds it, opens the demo.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build

# shellcheck source=assets/need.sh
. "$root/assets/need.sh"
need build

mkdir -p "$build"
if ! cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >"$build/configure.log" 2>&1; then
	cat "$build/configure.log" >&2
	exit 1
fi
cmake --build "$build"

if [ -t 0 ] && [ -t 1 ]; then
	exec "$build/covey" demo
fi
echo "covey is built. In a terminal, this opens it: $build/covey demo"
