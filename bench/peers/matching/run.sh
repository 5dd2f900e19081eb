#!/usr/bin/env bash
# The engine and its peers on the same instances in one run; writes docs/benchmarks/matching.md and the growth curve.
#
# Usage: bench/peers/matching/run.sh [SIZES]     SIZES: any of "110 1000 10000 50000 200000" (default: all)
# Needs: cargo, g++ with LEMON (Debian: liblemon-dev), python3 with numpy, scipy, networkx, ortools (pip). Set PYTHON to use
# a virtual environment. CHECK=0 leaves the comparison of 210 small instances out. Peers that need more than LIMIT seconds
# (default 400) are stopped.
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=bench/peers/matching
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LIMIT=${LIMIT:-400}

cargo build --locked --release -p opora-matching --example instance >&2
engine=${CARGO_TARGET_DIR:-target}/release/examples/instance
g++ -O2 -o "$work/lemon_peer" "$here/lemon_peer.cpp"
if [ "${CHECK:-1}" = 1 ]; then
  "$python" "$here/check.py" "$engine" "$work/lemon_peer" > "$work/check.json"
fi
"$python" "$here/measure.py" "$engine" "$work/lemon_peer" "$work" ${1:-110 1000 10000 50000 200000} > "$work/lines.jsonl"
"$python" "$here/report.py" "$work/lines.jsonl" "$work/check.json" docs/benchmarks
