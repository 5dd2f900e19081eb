#!/usr/bin/env python3
"""Makes the instances and runs the engine and every peer on each, one process at a time; prints lines of JSON.

Usage: measure.py ENGINE LEMON_PEER FOLDER SIZE...
Three runs of a peer (one when it takes more than 5 s); a peer that failed on a size is not asked for a greater one.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys

from generate import generate, write

HERE = pathlib.Path(__file__).parent
FAMILIES = {110: ["school"], 1000: ["school"], 10000: ["school", "uniform", "skewed"],
            50000: ["school", "uniform", "skewed"], 200000: ["school", "uniform"]}
# Beyond these sizes a peer takes minutes; scipy and networkx are asked while that is bearable.
UP_TO = {"ortools": 200000, "lemon": 50000, "scipy": 10000, "networkx": 1000}


def ask(command, limit):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 and done.stdout else None


def main():
    engine, lemon, folder, *sizes = sys.argv[1:]
    limit = int(os.environ.get("LIMIT", "400"))
    for size in map(int, sizes):
        for family in FAMILIES[size]:
            path = f"{folder}/{family}_{size}.bin"
            small = size <= 110
            write(generate(family, size, 70 if small else size // 2, 10 if small else 15 if size == 1000 else 20, 12), path)
            commands = {"opora": [engine, "benefit", path], "agreement": [engine, "agreement", path],
                        "lemon": [lemon, path]}
            commands |= {name: [sys.executable, str(HERE / "peer.py"), name, path] for name in ["ortools", "scipy", "networkx"]}
            for name, command in commands.items():
                if size > UP_TO.get(name, 10**9) or (name == "agreement" and size > 10000):
                    continue
                runs = []
                for _ in range(3):
                    run = ask(command, limit)
                    if run is None:
                        break
                    runs.append(run)
                    if run["solve"] > 5:
                        break
                line = {"peer": name, "inst": f"{family}_{size}", "family": family, "n": size, "limit": limit}
                if runs:
                    line = runs[0] | line
                    for field in ["build", "solve", "verify", "rematch"]:
                        if field in runs[0]:
                            line[field] = statistics.median(run[field] for run in runs)
                print(json.dumps(line), flush=True)
            os.remove(path)


if __name__ == "__main__":
    main()
