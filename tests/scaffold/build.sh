#!/usr/bin/env bash
# Copies the project, writes one entry of each kind with ./dev new and builds their tests: nothing else is edited.
# Usage: build.sh SOURCE TREE DESKTOP(ON|OFF). The copy is kept, so that a second run builds only what has changed.
set -euo pipefail
source=$1 tree=$2 desktop=$3
mkdir -p "$tree"
find "$tree" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
tar -C "$source" --exclude=./build --exclude=./.git --exclude=./.cache -cf - . | tar -C "$tree" -xf -
cd "$tree"

declare -A target=([indicator]=fwq_analysis_tests [pattern]=fwq_analysis_tests [source]=fwq_data_tests
  [strategy]=fwq_backtest_tests [dialog]=fwq_desktop_tests)
targets=()
for folder in tools/templates/*/; do
  kind=$(basename "$folder")
  [[ $kind == dialog && $desktop != ON ]] && continue
  ./dev new "$kind" "example_$kind"
  targets+=("${target[$kind]}")
done
# As old as their templates: written again without a change, they need not be compiled again.
find . -path ./build -prune -o -name 'example_*' -type f -exec touch -r tools/templates {} +

# The same flags as the main build, so that ccache has what has not changed. Of the modules' tests only those are
# built that run every entry of a table.
cmake --preset release -DFWQ_DESKTOP="$desktop" -DFWQ_BENCH=OFF -DFWQ_TEST_FILES='contract|golden|data_source_test|example_' > configure.log ||
  { cat configure.log; exit 1; }
cmake --build --preset release --target "${targets[@]}" > build.log 2>&1 || { tail -n 60 build.log; exit 1; }
