#!/usr/bin/env python3
"""Writes matching.md and matching.svg from the lines of measure.py and the result of check.py; fails on a difference.

Usage: report.py LINES.jsonl CHECK.json FOLDER
"""
import json
import math
import pathlib
import sys

HEAD = """# Matching: the engine and its peers

Written by `bench/peers/matching/run.sh`. CPU seconds on one machine in one run, one process at a time, medians of three (one run beyond 5 s);
the machine was shared, so read the ratios. Solving only; building the peer's graph and checking our problem are not in
the figures (ours is in the second table). Every exact peer gave the same coverage and the same total score.

Peers: LEMON's network simplex (Debian 1.3), OR-Tools `SimpleMinCostFlow`, SciPy `min_weight_full_bipartite_matching`,
NetworkX `network_simplex`. Instances: `generate.py`, seed 12.
"""


def seconds(value):
    if value is None:
        return "–"
    return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"


def main():
    lines = [json.loads(line) for line in open(sys.argv[1])]
    check, folder = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    table = {}
    for line in lines:
        table.setdefault(line["inst"], {})[line["peer"]] = line
    peers = ["lemon", "ortools", "scipy", "networkx"]
    text = [HEAD, "## Mode «польза»: coverage, then score", "",
            "| instance | edges | ours | LEMON | OR-Tools | SciPy | NetworkX | fastest peer / ours | memory ours | memory OR-Tools |",
            "|---|---|---|---|---|---|---|---|---|---|"]
    for name, row in table.items():
        ours = row["opora"]
        answer = (ours["card"], ours["weight"])
        for peer in peers:
            if "card" in row.get(peer, {}) and (row[peer]["card"], row[peer]["weight"]) != answer:
                sys.exit(f"{peer} differs on {name}")
        times = {peer: row.get(peer, {}).get("solve") for peer in peers}
        known = [time for time in times.values() if time is not None]
        ratio = f"{min(known) / ours['solve']:.1f}" if known else "–"
        ortools = row.get("ortools", {})
        memory = f"{ortools['peak_kb'] / 1024:.0f} MB" if "peak_kb" in ortools else "–"
        text.append(f"| {name.replace('_', ' ')} | {ours['m']} | {seconds(ours['solve'])} | "
                    + " | ".join(seconds(times[peer]) for peer in peers)
                    + f" | {ratio} | {ours['peak_kb'] / 1024:.0f} MB | {memory} |")
    text += ["", "Memory: greatest resident size of the whole process with its instance; OR-Tools' has Python in it. A dash: not asked, "
             "because it would take minutes.", "",
             "## Ours in detail", "",
             "| instance | building | solving | verifying | of solving | re-match after 100 withdrawals | of solving | bound on memory | peak |",
             "|---|---|---|---|---|---|---|---|---|"]
    for name, row in table.items():
        ours = row["opora"]
        text.append(f"| {name.replace('_', ' ')} | {seconds(ours['build'])} | {seconds(ours['solve'])} | {seconds(ours['verify'])} | "
                    f"{100 * ours['verify'] / ours['solve']:.1f} % | {seconds(ours['rematch'])} | {100 * ours['rematch'] / ours['solve']:.2f} % | "
                    f"{ours['bound_kb'] / 1024:.0f} MB | {ours['peak_kb'] / 1024:.0f} MB |")
    text += ["", "## Mode «согласие» at full coverage", "",
             "| instance | covered | blocking pairs | blocking pairs of «польза» | score against «польза» | time |", "|---|---|---|---|---|---|"]
    for name, row in table.items():
        if "card" in row.get("agreement", {}):
            agreed, ours = row["agreement"], row["opora"]
            text.append(f"| {name.replace('_', ' ')} | {agreed['card']} | {agreed['bp']} | {ours['bp']} | "
                        f"{100 * agreed['weight'] / ours['weight']:.1f} % | {seconds(agreed['solve'])} |")
    if check.exists():
        found = json.loads(check.read_text())
        text += ["", "## Equality and the oracle", "",
                 f"{found['equal']} of {found['instances']} seeded instances of three families (12 to 150 mentees): the same coverage and score as "
                 "LEMON, OR-Tools, SciPy and NetworkX, and as HiGHS up to 60 mentees. "
                 f"On {found['settled']} instances of up to 30 mentees HiGHS settled the fewest blocking pairs at full coverage: "
                 f"{found['fewest']} together, ours {found['blocking']}; at worst {found['worst_excess']} more on one instance."]
    text += ["", "## Growth", "", "![CPU seconds by edges](matching.svg)", ""]
    (folder / "matching.md").write_text("\n".join(text))
    (folder / "matching.svg").write_text(curve(lines))


def curve(lines):
    """Log-log curves of the school-like family."""
    chosen = [("opora", "Опора", "#0b6e4f"), ("lemon", "LEMON", "#a15c00"), ("ortools", "OR-Tools", "#3b5bdb"),
              ("scipy", "SciPy", "#8a3ffc"), ("networkx", "NetworkX", "#6b7280")]
    width, height, left, bottom = 640, 400, 70, 340
    x = lambda edges: left + (math.log10(edges) - 3) / 3.7 * (width - left - 110)
    y = lambda time: bottom - (math.log10(max(time, 1e-5)) + 5) / 7 * (bottom - 30)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           "<title>CPU seconds of solving by number of edges, school-like instances, both axes logarithmic</title>",
           f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for power in range(-5, 3):
        label = f"{10.0 ** power:g} s"
        out.append(f'<path d="M{left} {y(10.0 ** power):.1f}H{width - 110}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{y(10.0 ** power) + 4:.1f}" text-anchor="end">{label}</text>')
    for power in range(3, 7):
        out.append(f'<path d="M{x(10 ** power):.1f} 30V{bottom}" stroke="#ddd"/>'
                   f'<text x="{x(10 ** power):.1f}" y="{bottom + 18}" text-anchor="middle">{10 ** power:,}</text>'.replace(",", " "))
    out.append(f'<text x="{(left + width - 110) / 2}" y="{height - 12}" text-anchor="middle">edges</text>')
    for peer, label, colour in chosen:
        points = sorted((line["m"], line["solve"]) for line in lines
                        if line["peer"] == peer and line["family"] == "school" and "solve" in line)
        if points:
            path = " ".join(f"{x(m):.1f},{y(t):.1f}" for m, t in points)
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            out += [f'<circle cx="{x(m):.1f}" cy="{y(t):.1f}" r="3" fill="{colour}"/>' for m, t in points]
            m, t = points[-1]
            out.append(f'<text x="{x(m) + 8:.1f}" y="{y(t) + 4:.1f}" fill="{colour}">{label}</text>')
    return "\n".join(out + ["</svg>", ""])


if __name__ == "__main__":
    main()
