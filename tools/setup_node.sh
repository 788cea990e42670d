#!/bin/sh
# Use the machine's Node when it is new enough, else install the one locked in $1 (a Python package) into .venv.
set -eu

# 22.12 is the oldest Node that the test runner accepts.
new_enough() {
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
        process.exit(a > 22 || (a === 22 && b >= 12) ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1
}

if [ ! -e .venv/bin/node ] && new_enough; then
    echo "==> Node $(node --version) of this machine"
    exit 0
fi

echo "==> Node from the Python package index"
.venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes -r "$1" || {
    printf '\n' >&2
    printf '%s\n' "Node could not be installed; the reason is above." \
        "Install Node 22.12 or newer by other means and run make again." >&2
    exit 1
}
