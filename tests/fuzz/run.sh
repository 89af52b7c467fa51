#!/bin/sh
# run.sh PROGRAM SEEDS [OPTION…]: one fuzz target for a while. libFuzzer keeps what it finds in the first
# folder that it is given, so that one is fresh each time and the seeds stay as they are.
set -eu
program=$1
seeds=$2
shift 2
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
"$program" -seed=1 -max_len=4096 -timeout=20 -rss_limit_mb=1024 -artifact_prefix="$program-" -print_final_stats=0 -verbosity=0 \
	"$@" "$found" "$seeds"
