#!/usr/bin/env bash
# Installs what the local stack and the tests need: uv, Python 3.13, the packages of the lock file, tesseract, ClamAV.
# Changes nothing outside the clone but system packages, and is done in an instant when nothing is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly UV_AT_LEAST=0.8.0 UV_PINNED=0.13.9 PYTHON=3.13
readonly STAMP=var/setup.stamp
readonly LANGUAGES=(spa cat deu eng fra ita por) # of the OCR; only the first is needed, the others are used if there
readonly SOURCES=(requirements.lock infra/local/ministack.lock layers/rapidocr/requirements.txt pyproject.toml infra/local/setup.sh)

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

fingerprint() { # The clone's own place belongs to it: an environment cannot be moved.
  { pwd; cat "${SOURCES[@]}"; } | { sha256sum 2>/dev/null || shasum -a 256; } | cut -c1-64
}

missing_languages() {
  printf '%s\n' "${LANGUAGES[@]}" | grep -vxF -e "$(tesseract --list-langs 2>/dev/null)" || true
}

has_tesseract() {
  command -v tesseract >/dev/null && ! missing_languages | grep -qx "${LANGUAGES[0]}"
}

has_clamd() { PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin command -v clamd >/dev/null; }

is_done() {
  [[ -x .venv/bin/python && -x var/ministack/bin/python && -d var/rapidocr && -f $STAMP ]] &&
    [[ $(cat $STAMP) == "$(fingerprint)" ]] && command -v tesseract >/dev/null
}

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi
}

can_apt() {
  command -v apt-get >/dev/null && { [[ $(id -u) == 0 ]] || command -v sudo >/dev/null; }
}

APT_UPDATED=
apt_install() { # Debian starts the services of what it installs unless this file says no; ours is taken away again.
  can_apt || return 1
  local policy=/usr/sbin/policy-rc.d ours='' result=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null && as_root chmod 755 $policy && ours=yes
  fi
  if [[ -z $APT_UPDATED ]]; then
    as_root apt-get update -qq >>var/setup.log 2>&1 || say "The package lists could not be renewed; going on with the old ones."
    APT_UPDATED=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>var/setup.log 2>&1 || result=$?
  if [[ -n $ours ]]; then as_root rm -f $policy; fi
  return $result
}

find_uv() {
  local candidate version
  for candidate in "$(command -v uv || true)" "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" var/tools/bin/uv; do
    [[ -n $candidate && -x $candidate ]] || continue
    version=$("$candidate" --version 2>/dev/null | cut -d' ' -f2) || continue
    [[ $(printf '%s\n' "$UV_AT_LEAST" "$version" | sort -V | head -n 1) == "$UV_AT_LEAST" ]] || continue
    printf '%s' "$candidate"
    return 0
  done
  return 1
}

make_tools() {
  local python
  for python in python3 /usr/bin/python3 /usr/local/bin/python3; do
    "$python" -m venv --clear var/tools >>var/setup.log 2>&1 && return 0
  done
  return 1
}

install_uv() {
  say "installing uv $UV_PINNED into var/tools"
  if ! make_tools; then
    say "installing python3-venv"
    apt_install python3 python3-venv && make_tools ||
      fail "Python with its venv module is missing. Install the package python3-venv (or uv itself) and run this again."
  fi
  var/tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_PINNED" >>var/setup.log 2>&1 ||
    fail "uv could not be downloaded. Check the network (var/setup.log has the details) and run this again."
}

find_python() { # A real interpreter: the shims of pyenv answer only where a version is chosen.
  local candidate
  for candidate in "$(UV_PYTHON_DOWNLOADS=never "$UV" python find --no-project "$PYTHON" 2>/dev/null || true)" \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/$PYTHON*/bin/python$PYTHON; do
    [[ -x $candidate ]] && "$candidate" -c 'import ssl' 2>/dev/null && { printf '%s' "$candidate"; return 0; }
  done
  return 1
}

install_python() {
  say "installing Python $PYTHON"
  "$UV" python install --quiet "$PYTHON" >>var/setup.log 2>&1 || apt_install "python$PYTHON" "python$PYTHON-venv" ||
    fail "Python $PYTHON could not be installed. Install it (python.org, pyenv or your system's packages) and run this again."
}

sync_packages() {
  say "Python packages from requirements.lock"
  local python=$1 problem="The Python packages could not be installed. Check the network (var/setup.log has the details) and run this again."
  [[ $(.venv/bin/python -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null) == "$PYTHON" ]] ||
    "$UV" venv --quiet --clear --python "$python" .venv
  "$UV" pip sync --quiet --python .venv/bin/python requirements.lock 2>>var/setup.log || fail "$problem"
  "$UV" pip install --quiet --python .venv/bin/python --no-deps --editable . 2>>var/setup.log || fail "$problem"
}

sync_ministack() { # Its own environment: the functions run in it, and a package that a layer lacks must be lacking here.
  say "MiniStack, the local AWS, into var/ministack"
  [[ $(var/ministack/bin/python -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null) == "$PYTHON" ]] ||
    "$UV" venv --quiet --clear --python "$1" var/ministack
  "$UV" pip sync --quiet --python var/ministack/bin/python infra/local/ministack.lock 2>>var/setup.log ||
    fail "MiniStack could not be installed. Check the network (var/setup.log has the details) and run this again."
}

sync_rapidocr() { # Too large for a layer, and MiniStack would unpack one for each worker. Its own list asks for another OpenCV.
  say "RapidOCR, the better OCR engine, into var/rapidocr"
  rm -rf var/rapidocr
  "$UV" pip install --quiet --python .venv/bin/python --target var/rapidocr --no-deps --require-hashes --compile-bytecode \
    --requirements layers/rapidocr/requirements.txt 2>>var/setup.log ||
    fail "RapidOCR could not be installed. Check the network (var/setup.log has the details) and run this again."
}

install_tesseract() {
  say "installing tesseract with the languages ${LANGUAGES[*]}"
  if command -v brew >/dev/null; then
    brew install --quiet tesseract tesseract-lang >>var/setup.log 2>&1 || true
  else
    apt_install tesseract-ocr "${LANGUAGES[@]/#/tesseract-ocr-}" || true
  fi
  has_tesseract ||
    fail "tesseract with the language ${LANGUAGES[0]} is missing. Install tesseract-ocr and tesseract-ocr-${LANGUAGES[0]} and run this again."
  [[ -z $(missing_languages) ]] ||
    say "Pages in these languages are read by the model of another: $(missing_languages | xargs). Install tesseract-ocr-<language> to read them by their own."
}

install_clamd() { # Optional: without it the local stack runs with scanning off, and says so.
  say "installing ClamAV's scanner"
  if command -v brew >/dev/null; then
    brew install --quiet clamav >>var/setup.log 2>&1 || true
  elif apt_install clamav-daemon && [[ -d /run/systemd/system ]]; then
    as_root systemctl disable --now clamav-daemon clamav-freshclam >>var/setup.log 2>&1 || true
  fi
  has_clamd || say "ClamAV could not be installed, so the local stack runs with virus scanning off. Install clamav-daemon to have it on."
}

if is_done; then exit 0; fi
mkdir -p var
: >var/setup.log
find_uv >/dev/null || install_uv
UV=$(find_uv) || fail "uv is missing. Install uv $UV_AT_LEAST or newer and run this again."
PYTHON_PATH=$(find_python) || { install_python; PYTHON_PATH=$(find_python); } || fail "Python $PYTHON was installed but cannot be found. Put it on PATH and run this again."
sync_packages "$PYTHON_PATH"
sync_ministack "$PYTHON_PATH"
sync_rapidocr
{ has_tesseract && [[ -z $(missing_languages) ]]; } || install_tesseract
has_clamd || install_clamd
fingerprint >$STAMP
say "done"
