#!/bin/sh
# Write requirements/*.txt from the ranges in pyproject.toml: exact versions with hashes, no index addresses.
# Versions already locked stay as they are unless --upgrade is given.
set -eu

command -v uv >/dev/null || {
    echo "uv is needed to lock: python3 -m pip install uv" >&2
    exit 1
}

compile() {
    output=requirements/$1
    shift
    echo "==> $output"
    uv pip compile --quiet --universal --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links --output-file "$output" "$@" >/dev/null
}

compile run.txt pyproject.toml "$@"
compile dev.txt pyproject.toml --group dev --constraints requirements/run.txt "$@"
compile audit.txt --group audit --constraints requirements/dev.txt "$@"
compile node.txt --group node "$@"
