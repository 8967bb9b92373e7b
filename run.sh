#!/usr/bin/env bash
# Installs what is missing, builds and opens the desktop; without a display it shows the analysis of a stock.
#
#   ./run.sh               makes a home with the demo market (a simulated one) if there is none, and opens the desktop;
#                          without a display: analyses a stock of it and writes report.html
#   ./run.sh DIR           imports the TDX (通达信) folder DIR first
#   ./run.sh --headless …  as without a display
#   ./run.sh COMMAND …     runs fwq COMMAND …, e.g. ./run.sh analyze SZ000001
#
# The home is $FWQ_HOME, or ~/.factorweave.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/tools/shell.sh"
fwq=$root/build/release/front/cli/fwq

desktop=$root/build/release/front/desktop/fwq-desktop
window=
[[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && window=1
if [[ ${1:-} == --headless ]]; then
  shift
  window=
fi
if [[ ${1:-} == */* && ! -d $1 ]]; then
  in_words "run.sh: no such folder: $1" "run.sh：没有这个目录：$1" >&2
  exit 2
fi

"$root/tools/install_packages.sh" build
(cd "$root" && configure release)
build release fwq ${window:+fwq-desktop}

# A symbol to show: the first stock among the codes given as file names (sh600000), or of all; else the first
# series of any kind. A stock of Shanghai or Shenzhen, if there is one.
first_symbol() {
  "$fwq" --lang en --quiet symbols | awk -v among="$1" '
    BEGIN {
      count = split(toupper(among), codes, / +/)
      for (i = 1; i <= count; ++i) if (codes[i] != "") { chosen[codes[i]]; some = 1 }
    }
    $1 ~ /^(SH|SZ|BJ)[0-9]+$/ && (!some || $1 in chosen) {
      if (any == "") any = $1
      if (/ stock /) {
        if (stock == "") stock = $1
        if (main == "" && $1 ~ /^(SH60|SZ00)/) main = $1
      }
    }
    END { print main != "" ? main : stock != "" ? stock : any }'
}

codes=
# A command of fwq wins over a folder of the same name: write ./bench for the folder.
if (($# > 0)) && [[ -d $1 ]] && ! "$fwq" "$1" --help > /dev/null 2>&1; then
  "$fwq" import tdx "$1"
  codes=$(find -L "$1" -type f \( -iname '*.day' -o -iname '*.lc1' -o -iname '*.lc5' \) |
    sed 's|.*/||; s|\.[^.]*$||' | sort -u | tr '\n' ' ')
elif (($# > 0)); then
  exec "$fwq" "$@"
else
  "$fwq" --quiet init > /dev/null
  [[ -n $(first_symbol "") ]] || "$fwq" --quiet demo
fi
symbol=$(first_symbol "$codes")
# With data of a folder one of its securities; else what was shown last.
[[ -z $window ]] || exec "$desktop" ${codes:+--symbol "$symbol"}
[[ -n $symbol ]] || symbol=$(first_symbol "")
"$fwq" analyze "$symbol"
"$fwq" --quiet report "$symbol" -o report.html > /dev/null
echo
in_words "The same as a page with charts: $PWD/report.html" "带图表的同一份报告：$PWD/report.html"
in_words "More: $0 analyze SYMBOL; $0 signals SYMBOL; $0 symbols; $0 --help" \
  "更多：$0 analyze 代码；$0 signals 代码；$0 symbols；$0 --help"
in_words "Your own data: $0 DIR, with the TDX (通达信) folder that holds vipdoc" \
  "使用自己的数据：$0 目录（通达信中含 vipdoc 的目录）"
