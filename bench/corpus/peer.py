#!/usr/bin/env python3
"""The usual way: python-docx merely taking the texts of the tables out, one process, no understanding.

Not here: scoring. The one decision to know: what it does is less than what the reader does, so the
figure is a floor. Usage: peer.py DIR
"""
import resource
import sys
import time
from pathlib import Path

from docx import Document

started, cells = time.perf_counter(), 0
files = sorted(Path(sys.argv[1]).glob("*.docx"))
for path in files:
    for table in Document(path).tables:
        for row in table.rows:
            cells += sum(1 for cell in row.cells if cell.text is not None)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"| python-docx, tables only | 1 | {len(files)} | {seconds:.1f} s | {peak} MB |")
