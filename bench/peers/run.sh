#!/bin/sh
# The whole program beside the usual way, on one document and one machine; prints Markdown.
#
# Not here: benchmarks of single functions (crates/*/benches). The one decision to know: the document is the
# demo school's справка, written by us as HTML and read by the peer, so both lay out one text.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
opora=${OPORA_BIN:-target/release/opora}
export OPORA_KEY_FILE="$work/opora.key"
"$opora" --data "$work/data" demo --no-serve >/dev/null
"$opora" --data "$work/data" report --as-of 2023-10-13 --format html --out "$work" >/dev/null
python3 -m pip install --quiet --target "$work/lib" python-docx
PYTHONPATH="$work/lib" python3 bench/peers/report.py "$opora" "$work"
echo
python3 bench/server.py "$opora" "$work/data"
