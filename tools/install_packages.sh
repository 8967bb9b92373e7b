#!/usr/bin/env bash
# Installs the Debian packages this project needs and this machine lacks. The only list of packages.
# Usage: tools/install_packages.sh [build|dev]...   (nothing: build)
#   build  what ./run.sh and ./test.sh need     dev  what ./dev needs besides
# FWQ_SKIP_PACKAGES=1 skips it, for machines that have the libraries by other means.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shell.sh"

build_packages=(
  g++ cmake ninja-build pkg-config ccache
  libfmt-dev libspdlog-dev nlohmann-json3-dev libcli11-dev libboost-dev
  liblmdb-dev libsqlite3-dev libsqlitecpp-dev libxlsxwriter-dev libeigen3-dev libnlopt-dev qt6-base-dev qt6-svg-dev
  qt6-tools-dev qt6-l10n-tools qt6-translations-l10n fonts-noto-cjk
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev gzip
)
dev_packages=(clang-format-16 clang-tidy-16 clang-16 libclang-rt-16-dev gcovr git)

[[ ${FWQ_SKIP_PACKAGES:-} == 1 ]] && exit 0

wanted=()
for set in "${@:-build}"; do
  case $set in
    build) wanted+=("${build_packages[@]}") ;;
    dev) wanted+=("${dev_packages[@]}") ;;
    *) echo "$0: '$set' is no set of packages; there are: build, dev" >&2; exit 2 ;;
  esac
done

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
  in_words "This is not Debian or Ubuntu (no apt-get). Install what these packages are called on your system," \
    "本系统不是 Debian 或 Ubuntu（没有 apt-get）。请安装与下列软件包对应的包，" >&2
  in_words "then run again with FWQ_SKIP_PACKAGES=1: ${wanted[*]}" \
    "然后设置 FWQ_SKIP_PACKAGES=1 再运行：${wanted[*]}" >&2
  exit 1
fi

# Names that are installed, one a line; dpkg-query complains about names it never heard of, which is no matter.
installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2> /dev/null | sed -n 's/^installed //p' || true)
missing=()
for package in "${wanted[@]}"; do
  grep -qxF -- "$package" <<< "$installed" || missing+=("$package")
done
((${#missing[@]} == 0)) && exit 0

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo > /dev/null; then
    in_words "These packages are missing: ${missing[*]}" "缺少软件包：${missing[*]}" >&2
    install="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    in_words "There is no sudo here. As root: $install" "此处没有 sudo，请以 root 执行：$install" >&2
    exit 1
  fi
  as_root=(sudo)
fi

in_words "installing ${missing[*]}" "正在安装 ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >> "$log" 2>&1; }
install_missing() { apt install --no-install-recommends "${missing[@]}"; }

# The lists of packages are fetched when there are none, or when what they say is out of date.
if ! compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null || ! install_missing; then
  if ! apt update || ! install_missing; then
    tail -n 20 "$log" >&2
    in_words "Could not install ${missing[*]} (above: the end of what apt-get said)." \
      "无法安装 ${missing[*]}（以上为 apt-get 输出的末尾）。" >&2
    in_words "Check the network and the sources in /etc/apt (Debian 12 or Ubuntu 24.04 have all of them), then run again." \
      "请检查网络和 /etc/apt 中的软件源（Debian 12 和 Ubuntu 24.04 均有全部软件包），然后再运行。" >&2
    exit 1
  fi
fi
