#!/usr/bin/env python3
"""The same document made the usual way: python-docx, then LibreOffice for PDF.

Reads sample.html written by `cargo run -p opora-documents --example sample`, so both sides lay out
one text; prints the median of the whole process and of its two halves.
Usage: documents.py SAMPLE.html [RUNS]
"""
import statistics, subprocess, sys, tempfile, time
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt


class Blocks(HTMLParser):
    """Paragraphs, headings and tables of the page."""

    def __init__(self):
        super().__init__()
        self.blocks, self.text, self.table, self.row, self.span = [], "", None, None, (1, 1)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.table = []
        elif tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.text, self.span = "", (int(attrs.get("rowspan", 1)), int(attrs.get("colspan", 1)))
        elif tag in ("p", "h1", "h2", "h3", "li", "figcaption", "caption", "div") and self.row is None:
            self.text = ""
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.row.append((self.text.strip(), *self.span))
        elif tag == "tr":
            self.table.append(self.row)
            self.row = None
        elif tag == "table":
            self.blocks.append(("table", self.table))
            self.table = None
        elif tag in ("p", "h1", "h2", "h3", "li", "figcaption", "caption", "div") and self.row is None:
            if self.text.strip():
                self.blocks.append((tag, self.text.strip()))
            self.text = ""

    def handle_data(self, data):
        self.text += data


def build(blocks, path):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for kind, content in blocks:
        if kind != "table":
            heading = {"h1": 1, "h2": 2, "h3": 3}.get(kind)
            document.add_heading(content, heading) if heading else document.add_paragraph(content)
            continue
        columns = max(sum(cell[2] for cell in row) for row in content)
        table = document.add_table(rows=len(content), cols=columns, style="Table Grid")
        taken = set()
        for y, row in enumerate(content):
            x = 0
            for text, rows, spans in row:
                while (y, x) in taken:
                    x += 1
                cell = table.cell(y, x)
                if rows > 1 or spans > 1:
                    cell = cell.merge(table.cell(min(y + rows, len(content)) - 1, x + spans - 1))
                cell.text = text
                taken |= {(y + dy, x + dx) for dy in range(rows) for dx in range(spans)}
                x += spans
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    document.save(path)


def main():
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    parser = Blocks()
    parser.feed(Path(sys.argv[1]).read_text(encoding="utf-8").split("<main>")[1])
    docx, pdf = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            begun = time.perf_counter()
            build(parser.blocks, f"{folder}/peer.docx")
            built = time.perf_counter()
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                       "--convert-to", "pdf", "--outdir", folder, f"{folder}/peer.docx"]
            subprocess.run(command, check=True, capture_output=True)
            docx.append(built - begun)
            pdf.append(time.perf_counter() - built)
    print("| document, python-docx + LibreOffice | median |\n|---|---|")
    print(f"| DOCX (python-docx) | {statistics.median(docx) * 1000:.0f} ms |")
    print(f"| PDF (LibreOffice) | {statistics.median(pdf) * 1000:.0f} ms |")


main()
