# Shell functions that run.sh, test.sh and dev share. Sourced, with $root set to the project's folder.

# in_words ENGLISH CHINESE: a text in the language of the terminal, chosen as fwq chooses it.
in_words() {
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    zh*) printf '%s\n' "$2" ;;
    *) printf '%s\n' "$1" ;;
  esac
}

# quietly LOG COMMAND...: runs it with its output in LOG; on failure shows the log's end and where it is.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" > "$log" 2>&1 && return
  local status=$?
  tail -n 40 "$log" >&2
  in_words "failed: $*" "失败：$*" >&2
  in_words "(above: the last lines; all of it: $log)" "（以上为最后几行，完整输出见 $log）" >&2
  return "$status"
}

# configure PRESET [CMAKE OPTIONS...]
configure() {
  quietly "$root/build/$1/configure.log" cmake --preset "$@"
}

# build PRESET TARGET...: says so only when there is something to do.
build() {
  local preset=$1
  shift
  # A dry run always lists the look for new files; only compiling takes time.
  if ninja -n -C "$root/build/$preset" "$@" 2> /dev/null | grep -c 'Building' > /dev/null; then
    in_words "building (build/$preset; the first time takes minutes) …" \
      "正在编译（build/$preset；首次需要几分钟）…" >&2
  fi
  quietly "$root/build/$preset/build.log" cmake --build "$root/build/$preset" --target "$@" --parallel "$(nproc)"
}
