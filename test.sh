#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. Arguments go to ctest: ./test.sh -R Rsi
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
. tools/shell.sh

tools/install_packages.sh build
configure release
# all_verify_interface_header_sets compiles every public header alone.
build release all all_verify_interface_header_sets
exec ctest --preset release --output-on-failure -j2 "$@"
