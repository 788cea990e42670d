#!/bin/sh
# Serve the demo company, restarted when a Python file changes, with Vite's development server in front of it;
# the end of one ends the other.
set -eu

# The page comes from Vite's address, so that is the origin that may write.
TRIANGLE_ORIGIN=${TRIANGLE_ORIGIN:-http://localhost:5173}
export TRIANGLE_ORIGIN

watchfiles --filter python 'triangle serve --demo' triangle migrations &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT INT TERM

# Where Vite sends what is not a page.
export TRIANGLE_DEV_SERVER="http://127.0.0.1:${TRIANGLE_PORT:-5000}"
cd frontend
npm run --silent dev
