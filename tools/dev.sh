#!/bin/sh
# Serve the demo company and Vite's development server together; the end of one ends the other.
set -eu

triangle serve --demo --reload &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT INT TERM

cd frontend
npm run --silent dev
