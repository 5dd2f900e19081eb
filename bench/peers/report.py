#!/usr/bin/env python3
"""Whole processes, cold: `opora report` in four formats, and the usual way for two of them.

Not here: the usual way itself (documents.py). The one decision to know: what is kept is the ratio,
because seconds of another machine say nothing.
Usage: report.py OPORA FOLDER, where FOLDER holds data/ and one .html written by OPORA.
"""
import re, resource, statistics, subprocess, sys, tempfile, time
from pathlib import Path

RUNS = 5
FORMATS = "docx,pdf,xlsx,html"


def ours(opora, folder):
    times = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as out:
            begun = time.perf_counter()
            subprocess.run([opora, "--data", f"{folder}/data", "report", "--as-of", "2023-10-13",
                            "--format", FORMATS, "--out", out], check=True, capture_output=True)
            times.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return statistics.median(times), peak


def peer(page):
    script = Path(__file__).with_name("documents.py")
    said = subprocess.run([sys.executable, script, page, "3"], check=True, capture_output=True, text=True).stdout
    return sum(int(found) for found in re.findall(r"\| (\d+) ms \|", said)) / 1000


def main():
    opora, folder = sys.argv[1], Path(sys.argv[2])
    seconds, peak = ours(opora, folder)
    usual = peer(next(folder.glob("*.html")))
    print("| the справка of the demo school | median of whole processes |\n|---|---|")
    print(f"| `opora report`, DOCX + PDF + XLSX + HTML | {seconds:.2f} s, at most {peak:.0f} MB |")
    print(f"| python-docx + LibreOffice, DOCX + PDF | {usual:.2f} s |")
    print(f"| ratio | {usual / seconds:.1f} |")


main()
