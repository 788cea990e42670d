#!/bin/sh
# Fills the templates beside this script with the values of a site: sh deploy/render.sh SITE FOLDER
set -eu
[ $# -eq 2 ] && [ -r "$1" ] || { echo "usage: sh $0 SITE FOLDER (site.example shows a SITE)" >&2; exit 2; }
here=$(dirname -- "$0")
# The environment of the service holds passwords.
umask 077
mkdir -p "$2"
for template in "$here"/*.in; do
    awk -v "file=$1" -f "$here/render.awk" "$template" > "$2/$(basename "$template" .in)"
done
