#!/bin/sh
# The benchmark of reading: 1,000 distorted documents scored, 500 DOCX timed beside python-docx.
# Writes docs/benchmarks/reading.md. Needs Python 3.11, python-docx, openpyxl, LibreOffice.
# Usage: bench/corpus/run.sh   (from the root; works in a temporary folder, which it removes)
set -eu
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/generate.py" "$work/corpus" --count 1000 --seed 1 --libreoffice >/dev/null
cargo build -q --release -p opora-intake --example reading
reading=${CARGO_TARGET_DIR:-target}/release/examples/reading
python3 "$here/generate.py" "$work/timed" --count 500 --seed 2 --long
{
    sed '/^<!-- figures -->$/q' docs/benchmarks/reading.md
    echo
    "$reading" "$work/corpus"
    echo
    echo "## Time and memory"
    echo
    "$reading" "$work/timed" --time
    python3 "$here/peer.py" "$work/timed"
} >"$work/reading.md"
cp "$work/reading.md" docs/benchmarks/reading.md
