"""Documents as files: DOCX (python-docx), XLSX (openpyxl), HTML and texts by hand.

Not here: what is in them. The one decision to know: archives are packed anew with one date, so that a
seed gives the same bytes every time.
"""
import html
import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

from model import Table


def grid(table):
    """Heading and rows as texts, and which cells join the cell above."""
    keys = [key for key, _ in table.columns]
    rows = [list(row) for row in table.heading_rows]
    if table.heading:
        rows.append([heading for _, heading in table.columns])
    first = len(rows)
    joins = set()
    for at, row in enumerate(table.rows):
        if "_across" in row:
            rows.append([row["_across"]] + [None] * (len(keys) - 1))
            continue
        rows.append([row.get(key, "") for key in keys])
        for column, key in enumerate(keys):
            same = key in table.merged and at and not row.get(key) and "_across" not in table.rows[at - 1]
            if same or key in row.get("_joins", ()):
                joins.add((first + at, column))
    return rows, joins


def normal_zip(data):
    """The same archive with one date and the best packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if name.endswith("thumbnail.jpeg"):
                continue
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(b'<Default Extension="jpeg" ContentType="image/jpeg"/>', b"")
            if name == "_rels/.rels":
                import re
                part = re.sub(rb'<Relationship [^>]*thumbnail[^>]*/>', b"", part)
            if name == "docProps/core.xml":
                import re
                part = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z?<", b">2023-10-13T00:00:00Z<", part)
            new.writestr(zipfile.ZipInfo(name, (2023, 10, 13, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(doc):
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = Document()
    options = doc.options
    document.styles["Normal"].font.size = None

    def fill(cell, text, kind=None):
        lines = (text or "").split("\n")
        cell.paragraphs[0].text = ""
        for at, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            if options.get("tracked") and kind == "value" and line:
                old = "".join(reversed(line)) + "9"
                paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>{old}</w:delText></w:r></w:del>'))
                paragraph._p.append(parse_xml(f'<w:moveFrom {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>{old}</w:t></w:r></w:moveFrom>'))
                paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="3" w:author="a"><w:r><w:t>{html.escape(line)}</w:t></w:r></w:ins>'))
            elif options.get("runs") and len(line) > 3:
                third = len(line) // 3
                for piece in (line[:third], line[third:2 * third], line[2 * third:]):
                    paragraph.add_run(piece).bold = piece is line
            else:
                paragraph.add_run(line)

    def table_into(parent, table):
        rows, joins = grid(table)
        width = max(len(row) for row in rows)
        made = parent.add_table(rows=len(rows), cols=width) if parent is document else parent.add_table(len(rows), width)
        keys = [key for key, _ in table.columns]
        cells = made._cells
        for at, row in enumerate(rows):
            if None in row:
                cells[at * width].merge(cells[at * width + width - 1])
                fill(cells[at * width], row[0])
                continue
            for column, text in enumerate(row):
                if (at, column) not in joins:
                    fill(cells[at * width + column], text, keys[column] if column < len(keys) else None)
        for column in range(width):
            start = None
            for at in range(len(rows) + 1):
                if at < len(rows) and (at, column) in joins:
                    start = at - 1 if start is None else start
                elif start is not None:
                    if any(text for text in [rows[start][column]]):
                        for row in range(start, at):
                            tc = cells[row * width + column]._tc
                            merge = parse_xml(f'<w:vMerge {nsdecls("w")} w:val="restart"/>' if row == start else f'<w:vMerge {nsdecls("w")}/>')
                            tc.get_or_add_tcPr().append(merge)
                    start = None
        if table.options.get("deleted_rows"):
            extra = made.add_row()
            for cell, text in zip(extra.cells, table.options["deleted_rows"]):
                cell.text = text
            extra._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="7" w:author="a"/>'))
        return made

    for block in doc.blocks:
        if isinstance(block, Table):
            if options.get("nested"):
                outer = document.add_table(rows=1, cols=1)
                table_into(outer.cell(0, 0), block)
            else:
                table_into(document, block)
        else:
            for line in block.split("\n"):
                if options.get("textbox"):
                    text = html.escape(line)
                    box = f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
                    document.element.body.insert(len(document.element.body) - 1, parse_xml(box))
                else:
                    document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return normal_zip(out.getvalue())


def xlsx(doc):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    sheet = None
    split = doc.options.get("sheets", False)
    at = 0
    for block in doc.blocks:
        if sheet is None or (split and isinstance(block, Table) and at > 0 and sheet.max_row > 3):
            sheet = book.create_sheet(f"Лист{len(book.sheetnames) + 1}")
            at = 0
        if not isinstance(block, Table):
            for line in block.split("\n"):
                at += 1
                sheet.cell(at, 1, line)
            continue
        rows, joins = grid(block)
        width = max(len(row) for row in rows)
        start = at + 2
        for row_at, row in enumerate(rows):
            for column, text in enumerate(row):
                if text is None or (row_at, column) in joins or text == "":
                    continue
                cell = sheet.cell(start + row_at, column + 1)
                plain = text.replace(",", ".", 1)
                if plain.replace(".", "", 1).isdigit() and not plain.startswith("0.") and doc.options.get("numbers", True):
                    cell.value = float(plain) if "." in plain else int(plain)
                else:
                    cell.value = text
            if None in row:
                sheet.merge_cells(start_row=start + row_at, end_row=start + row_at, start_column=1, end_column=width)
        for column in range(width):
            first = None
            for row_at in range(len(rows) + 1):
                if row_at < len(rows) and (row_at, column) in joins:
                    first = row_at - 1 if first is None else first
                elif first is not None:
                    if rows[first][column]:
                        sheet.merge_cells(start_row=start + first, end_row=start + row_at - 1, start_column=column + 1, end_column=column + 1)
                    first = None
        at = start + len(rows)
    out = io.BytesIO()
    book.save(out)
    return normal_zip(out.getvalue())


def html_text(doc):
    out = ["<html><head><title>Справка</title></head><body>"]
    for block in doc.blocks:
        if not isinstance(block, Table):
            out += [f"<p>{html.escape(line)}</p>" for line in block.split("\n")]
            continue
        rows, joins = grid(block)
        width = max(len(row) for row in rows)
        table = ["<table border=1>"]
        for at, row in enumerate(rows):
            table.append("<tr>")
            for column, text in enumerate(row):
                if text is None or ((at, column) in joins):
                    continue
                down = 1
                while (at + down, column) in joins:
                    down += 1
                span = f' colspan="{width}"' if None in row else (f' rowspan="{down}"' if down > 1 else "")
                body = html.escape(text).replace("\n", "<br>")
                if text.startswith("http"):
                    body = f'<a href="{html.escape(text)}">ссылка</a>'
                table.append(f"<td{span}>{body}</td>")
            table.append("</tr>\n")
        table.append("</table>")
        table = "".join(table)
        out.append(f"<table><tr><td>{table}</td></tr></table>" if doc.options.get("nested") else table)
    return "\n".join(out) + "</body></html>"


def flat_text(doc):
    """As Word saves «Обычный текст»: every cell on a line that starts with a tab."""
    out = []
    for block in doc.blocks:
        if not isinstance(block, Table):
            out.append(block)
            continue
        rows, joins = grid(block)
        for row in rows:
            out += ["\t" + (text or "") for text in row]
            if not doc.options.get("no_gaps"):
                out.append("")
        out.append("")
        out.append("")
    return "\n".join(out)


def tab_text(doc):
    """As copied from a table: cells of a row between tabs."""
    out = []
    for block in doc.blocks:
        if not isinstance(block, Table):
            out.append(block)
            continue
        rows, _ = grid(block)
        out += ["\t".join((text or "").replace("\n", " ") for text in row) for row in rows]
    return "\n".join(out)


def converted(data, suffix, to):
    """What LibreOffice makes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"a.{suffix}"
        source.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", f"{folder}/out", str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "out" / f"a.{to.split(':')[0]}").read_bytes()


def write(doc, form):
    """Bytes of a document in a form: a suffix, with an encoding after a colon where it is a text."""
    suffix, _, encoding = form.partition(":")
    if suffix == "docx":
        return docx(doc)
    if suffix == "xlsx":
        return xlsx(doc)
    text = {"html": html_text, "txt": flat_text, "tsv": tab_text}[suffix](doc)
    encoding = encoding or "utf-8"
    lost = {"cp1251": "replace", "koi8-r": "replace", "cp866": "replace"}.get(encoding, "strict")
    if encoding in ("koi8-r", "cp866"):
        text = text.translate({ord("«"): '"', ord("»"): '"', ord("–"): "-", ord("—"): "-", ord("№"): "N" if encoding == "koi8-r" else "№"})
    return text.encode(encoding, lost)
