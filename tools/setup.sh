#!/usr/bin/env bash
# Makes .venv from the locked versions, after the system libraries that Qt and the tests load.
set -euo pipefail
cd "$(dirname "$0")/.."

libraries=(
  libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
  libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0
  libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
  libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-image.so.0:libxcb-image0
  libxcb-render-util.so.0:libxcb-render-util0 libxcb-shape.so.0:libxcb-shape0
  libxcb-randr.so.0:libxcb-randr0 libxcb-xinerama.so.0:libxcb-xinerama0
)
programs=(pdftotext:poppler-utils qpdf:qpdf objdump:binutils)

missing=()
if [ "$(uname -s)" = Linux ]; then
  known=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
  for pair in "${libraries[@]}"; do
    grep -qF "${pair%%:*}" <<<"$known" || missing+=("${pair#*:}")
  done
  for pair in "${programs[@]}"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
fi

python=""
for candidate in python3.12 python3.13 python3.11 python3; do
  if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
  then python=$candidate; break; fi
done
[ -n "$python" ] || missing+=(python3 python3-venv)

if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
    echo "Installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
      "${missing[@]}" >/dev/null
  else
    echo "These system packages are missing; nothing was set up: ${missing[*]}" >&2
    echo "Install them (Debian's names; other systems have the same libraries), then run make again." >&2
    exit 1
  fi
fi
if [ -z "$python" ]; then
  python=python3
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; this system has $("$python" --version)." >&2; exit 1; }
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the locked Python packages (the first time takes about a minute)"
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
