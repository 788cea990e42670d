#!/bin/sh
# Install exactly the packages that the lock file in folder $1 names.
set -eu

echo "==> Node packages of $1"
cd "$1"
npm ci --no-audit --no-fund || {
    printf '\n' >&2
    printf '%s\n' "The packages of $1 could not be installed; the reason is above." \
        "If the registry cannot be reached, set NPM_CONFIG_REGISTRY or HTTPS_PROXY and run make again." >&2
    exit 1
}
