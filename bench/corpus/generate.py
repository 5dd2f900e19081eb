#!/usr/bin/env python3
"""Makes a corpus of distorted справки with known truth: NAME.docx|xlsx|html|txt beside NAME.json.

Not here: judging a reader (`cargo run -p opora-intake --example reading`). The one decision to know:
everything follows from the seed; only LibreOffice, asked for by --libreoffice, may differ by version.
Usage: generate.py OUT [--count N] [--seed S] [--kinds a,b] [--long] [--libreoffice]
Needs: pip install python-docx openpyxl.
"""
import argparse
import json
import random
from pathlib import Path

import model
import writers
from layouts import DISTORTIONS


def one(kind, at, seed):
    """A distorted document: its form, bytes and truth."""
    rng = random.Random(f"{seed}/{kind}/{at}")
    function, forms = DISTORTIONS[kind]
    form = forms[(at + list(DISTORTIONS).index(kind)) % len(forms)]
    doc = model.base(rng)
    function(doc, rng)
    data = writers.write(doc, form)
    suffix = form.partition(":")[0].replace("tsv", "txt")
    if doc.options.get("convert"):
        source, to = doc.options["convert"]
        data = writers.converted(data, source, to)
        suffix = to.split(":")[0]
    truth = {"kind": kind, "form": form, "schools": doc.schools, "roadmap": doc.roadmap}
    return suffix, data, truth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds")
    parser.add_argument("--long", action="store_true", help="plain DOCX of three to ten pages, for timing")
    parser.add_argument("--libreoffice", action="store_true")
    parser.add_argument("--libreoffice-most", type=int, default=8)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.long:
        for at in range(options.count):
            rng = random.Random(f"{options.seed}/long/{at}")
            doc = model.base(rng, True)
            doc.blocks += [f"Пояснение {n}. " + "Работа велась по плану и обсуждалась на совещаниях. " * 12 for n in range(rng.randint(1, 40))]
            (options.out / f"long-{at:03}.docx").write_bytes(writers.docx(doc))
            truth = {"kind": "long", "form": "docx", "schools": doc.schools, "roadmap": doc.roadmap}
            (options.out / f"long-{at:03}.json").write_text(json.dumps(truth, ensure_ascii=False) + "\n")
        return
    kinds = options.kinds.split(",") if options.kinds else list(DISTORTIONS)
    if not options.libreoffice:
        kinds = [kind for kind in kinds if not kind.startswith("libreoffice")]
    made, at = 0, 0
    while made < options.count:
        for kind in kinds:
            if made >= options.count or kind.startswith("libreoffice") and at >= options.libreoffice_most:
                continue
            suffix, data, truth = one(kind, at, options.seed)
            name = f"{kind}-{at:03}"
            (options.out / f"{name}.{suffix}").write_bytes(data)
            (options.out / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, separators=(",", ":")) + "\n")
            made += 1
        at += 1


if __name__ == "__main__":
    main()
