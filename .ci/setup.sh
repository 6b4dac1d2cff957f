# Sourced by ./demo and ./check: what a fresh Debian 12 needs, installed only when something is missing.

peraku_build_packages=(
  build-essential cmake ninja-build ccache lld pkg-config git
  qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n libgl-dev libxkbcommon-dev
  libssl-dev libsqlite3-dev libsimdjson-dev libexpected-dev zlib1g-dev
  libp11-dev libp11-kit-dev libmicrohttpd-dev libcurl4-openssl-dev libarchive-dev
  librsvg2-bin softhsm2 opensc openssl fonts-dejavu-core fonts-noto-core python3
)
peraku_test_packages=(
  pcscd vsmartcard-vpcd librapidcheck-dev clang clang-format clang-tidy libclang-rt-14-dev nodejs npm
  python3-aiosmtpd dbus-daemon poppler-utils qpdf unzip file
)

# For the Windows package only.
peraku_windows_packages=(
  g++-mingw-w64-x86-64-posix wixl msitools osslsigncode dpkg-dev perl tcl autoconf automake libtool xz-utils patch
)
# For trying it under Wine only.
peraku_wine_packages=(wine wine64 xvfb xdotool imagemagick fonts-wine)

# install_packages NAME...: apt-get only for what dpkg does not know as installed.
install_packages() {
  local missing=() name
  for name in "$@"; do
    # A node or npm that did not come from a package is as good.
    case "$name" in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "== installing ${#missing[@]} packages: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run once as root, or install these packages: ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_preset NAME [TARGET...]: configure once, build what changed.
build_preset() {
  local preset=$1; shift
  echo "== building $preset"
  cmake --preset "$preset" >"build-$preset.log" 2>&1 || { cat "build-$preset.log"; rm -f "build-$preset.log"; return 1; }
  rm -f "build-$preset.log"
  cmake --build --preset "$preset" ${1:+--target "$@"} -- --quiet
}
