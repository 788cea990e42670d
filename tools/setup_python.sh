#!/bin/sh
# Make .venv with a Python that is new enough and install the locked packages named in $1.
set -eu

fail() {
    printf '\n' >&2
    printf '%s\n' "$@" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# A venv that was left half made has no pip.
if ! new_enough .venv/bin/python || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    found=
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then
            found=$candidate
            break
        fi
    done
    [ -n "$found" ] || fail "Python 3.11 or newer is needed and was not found." \
        "Install it, or say where it is: make PYTHON=/path/to/python3.12"

    echo "==> Python environment in .venv ($("$found" --version))"
    "$found" -m venv --clear .venv || fail "Python's venv module did not work." \
        "On Debian or Ubuntu: apt install python3-venv; then run make again."
fi

echo "==> Python packages"
.venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "$1" ||
    fail "Some Python packages could not be installed; the reason is above." \
        "If the package index cannot be reached, set PIP_INDEX_URL or PIP_PROXY and run make again."
