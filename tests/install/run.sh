#!/usr/bin/env bash
# Installs the build into an empty folder, builds a consumer project against it and runs both.
# Usage: run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" > "$work/log"
cmake -S "$source/tests/install" -B "$work/consumer" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_BUILD_TYPE=Release >> "$work/log"
cmake --build "$work/consumer" >> "$work/log" || { cat "$work/log"; exit 1; }
"$work/consumer/consumer"
"$work/prefix/bin/fwq" --version
test -s "$work/prefix/share/bash-completion/completions/fwq"
