#!/usr/bin/env python3
"""Equality with every exact peer on 210 seeded instances of three families, and the gap to HiGHS; fails on any difference.

Usage: check.py ENGINE LEMON_PEER [ROUNDS]   (ENGINE: the built example `instance` of crates/matching)
"""
import json
import subprocess
import sys
import tempfile

import oracle
import peer
from generate import generate, write

SIZES = [(12, 8, 4, 0.9), (30, 20, 6, 1.0), (60, 40, 8, 1.25), (110, 70, 10, 1.0), (150, 60, 7, 0.8)]


def output(*command):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    engine, lemon = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 70
    equal, differ, settled, ours, least = 0, [], 0, 0, 0
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for family in ["school", "uniform", "skewed"]:
            for seed in range(rounds):
                n, h, k, rho = SIZES[seed % len(SIZES)]
                instance = generate(family, n, h, k, 1000 + seed, rho)
                instance = {name: x.astype("int64") if hasattr(x, "astype") else x for name, x in instance.items()}
                path = f"{folder}/{family}_{seed}.bin"
                write(instance, path)
                mine = output(engine, "benefit", path)
                answer = (mine["card"], mine["weight"])
                others = {"lemon": output(lemon, path)}
                others = {"lemon": (others["lemon"]["card"], others["lemon"]["weight"])}
                for name, solve in peer.PEERS.items():
                    others[name] = peer.figures(instance, solve(instance))[:2]
                if n <= 60:
                    others["highs"] = oracle.benefit(instance)
                wrong = {name: x for name, x in others.items() if x is not None and x != answer}
                equal += not wrong
                if wrong:
                    differ.append((family, seed, answer, wrong))
                if n <= 30:
                    fewest = oracle.agreement(instance, answer[0], 20)
                    agreed = output(engine, "agreement", path)
                    if agreed["card"] != answer[0]:
                        differ.append((family, seed, "coverage", agreed["card"], answer[0]))
                    if fewest is not None:
                        settled += 1
                        ours += agreed["bp"]
                        least += fewest
                        worst = max(worst, agreed["bp"] - fewest)
                        if agreed["bp"] < fewest:
                            differ.append((family, seed, "oracle beaten", agreed["bp"], fewest))
    result = dict(instances=3 * rounds, equal=equal, settled=settled, blocking=ours, fewest=least, worst_excess=worst)
    print(json.dumps(result))
    for line in differ:
        print(line, file=sys.stderr)
    if differ or ours > least * 1.01:
        sys.exit("the engine and the peers disagree")


if __name__ == "__main__":
    main()
