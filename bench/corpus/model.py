"""A справка as content with known truth, before anything is done to it.

Not here: distortions and files. The one decision to know: names of rows come from the catalogue of the
repository, schools and people are made up from lists here, and every value is kept twice: as printed
and as what a right reading gives (a number, True/False, None for an empty cell, "?" for a cell that
must be doubted).
"""
import copy
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["МБОУ", "МАОУ", "МКОУ", "МОУ", "ГБОУ"]
SCHOOLS = ["СОШ № {}", "СОШ №{}", "Средняя школа № {}", "Гимназия № {}", "Лицей № {}", "ООШ № {}"]
TOWNS = ["Кленовска", "Дальнереченки", "Верхних Лугов", "Новоозёрска", "Липовки", "Каменного Брода"]
SURNAMES = ["Примерова", "Образцова", "Условная", "Пробина", "Тестова", "Макетова", "Шаблонова"]
INITIALS = ["А.Б.", "В. Г.", "Д.Е.", "И.К.", "Л. М.", "Н.О."]
PERCENT = {18, 19}


def catalogue(town):
    """Rows of the regional form: (number, group, title)."""
    data = tomllib.loads((ROOT / "catalogues/udmurtia-570/catalogue.toml").read_text())
    groups = {one["code"]: one["title"] for one in data["group"]}
    place = lambda text: text.replace("{municipality_genitive}", f"города {town}")
    return [(n, place(groups[one["group"]]), place(one["title"])) for n, one in enumerate(data["indicator"], 1)]


def roadmap_rows(rng):
    data = tomllib.loads((ROOT / "catalogues/roadmaps/target-model.toml").read_text())
    months = ["", "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"]
    fill = lambda text: text.replace("{previous_year}", "2022-2023").replace("{year}", "2023-2024")
    rows, first = [], True
    for stage in data["stages"]:
        new_stage = True
        for event in stage["events"]:
            new_event = True
            for row in event["rows"]:
                due = row.get("due") or {}
                year = 2024 if due.get("month", 9) < 9 and not due.get("before") else 2023
                done = rng.random() < 0.8
                items = row["activities"]
                numbered = len(items) > 1 or rng.random() < 0.5
                text = "\n".join((f"{at}. " if numbered else "") + fill(item["text"]) for at, item in enumerate(items, 1))
                rows.append({
                    "number": f"{stage['number']}." if new_stage else "",
                    "stage": fill(stage["title"]) if new_stage else "",
                    "event": fill(event["title"]) if new_event else "",
                    "content": text,
                    "term": f"{months[due['month']]} {year}" if due.get("month") else "",
                    "responsible": row.get("responsible", "Администрация школы"),
                    "mark": "Выполнено" if done else "",
                    "_activities": len(items), "_done": done,
                })
                new_stage = new_event = False
    return rows


class Table:
    """A table: columns as (key, heading), rows as dictionaries; `merged` columns join equal neighbours."""

    def __init__(self, kind, columns, rows, merged=()):
        self.kind, self.columns, self.rows, self.merged = kind, columns, rows, set(merged)
        self.heading = True
        self.heading_rows = []      # rows of text printed above the heading
        self.options = {}

    def copy(self):
        return copy.deepcopy(self)


class Doc:
    """Blocks of a document (text or Table), what reads right, and what only a writer can do."""

    def __init__(self):
        self.blocks, self.schools, self.options, self.roadmap = [], [], {}, None

    def tables(self, kind):
        return [block for block in self.blocks if isinstance(block, Table) and block.kind == kind]


def values(rng, rows):
    """Figures that agree with one another, as a school would report them."""
    pupils, teachers, firms = rng.randint(5, 90), rng.randint(2, 25), rng.choice([0, 0, 0, 1, 2, 5])
    young = rng.randint(1, 9)
    mentees = rng.randint(20, 240)
    number = {
        3: pupils + teachers + firms, 9: firms, 10: rng.randint(0, 4), 11: 1 if firms else 0,
        12: rng.randint(0, 14), 13: rng.randint(0, 9), 14: rng.randint(0, 12), 15: mentees, 16: pupils,
        18: rng.choice([rng.randint(60, 99), rng.randint(600, 999) / 10]), 19: rng.randint(55, 100),
        20: young, 21: young + rng.randint(0, 4), 22: rng.randint(0, young), 23: rng.randint(0, teachers),
        24: rng.randint(1, mentees), 25: rng.randint(0, 5), 26: rng.randint(0, 12), 28: teachers,
        29: rng.randint(0, 3), 30: teachers, 31: young + rng.randint(0, 6), 32: rng.randint(0, 3),
    }
    return {n: number.get(n, rng.random() < 0.8) for n, _, _ in rows}


def printed(value):
    if value is True:
        return "Да"
    if value is False:
        return "Нет"
    if value is None:
        return ""
    return str(value).replace(".", ",")


def base(rng, with_roadmap=None):
    """An undistorted справка of a made-up school."""
    doc = Doc()
    town = rng.choice(TOWNS)
    number = rng.randint(2, 98)
    organisation = f"{rng.choice(KINDS)} «{rng.choice(SCHOOLS).format(number)}»"
    form = catalogue(town)
    truth = values(rng, form)
    rows, last = [], None
    for n, group, title in form:
        own = n in PERCENT
        link = f"https://sh{number}.example/documents/list-52_{300 + n % 7}.html" if truth[n] and not own else ""
        rows.append({
            "group": title if own else (group if group != last else ""),
            "title": "" if own else title, "value": printed(truth[n]), "source": link, "_n": n, "_group": group,
        })
        last = group
    heading = f"Информационно-аналитическая справка {organisation} по итогам внутреннего мониторинга внедрения целевой модели наставничества"
    doc.blocks.append(heading)
    doc.blocks.append(f"{rng.randint(10, 28)}.{rng.randint(10, 12)}.2023")
    if with_roadmap if with_roadmap is not None else rng.random() < 0.3:
        lines = roadmap_rows(rng)
        doc.roadmap = {"rows": len(lines), "activities": sum(row["_activities"] for row in lines), "done_rows": sum(row["_done"] for row in lines)}
        columns = [("number", "№"), ("stage", "Наименование\nэтапа"), ("event", "Мероприятия"), ("content", "Содержание деятельности"), ("term", "Сроки"), ("responsible", "Ответственные"), ("mark", "Отметка о выполнении")]
        doc.blocks.append(Table("roadmap", columns, lines, ("number", "stage", "event")))
    doc.blocks.append("Внутренний мониторинг внедрения целевой модели наставничества")
    columns = [("group", "Показатель"), ("title", "Критерий"), ("value", "Единица\nизмерения\n(количество)"), ("source", "Измерительный материал/источник информации")]
    doc.blocks.append(Table("indicators", columns, rows, ("group",)))
    doc.blocks.append(f"Исполнитель:\n{rng.choice(SURNAMES)} {rng.choice(INITIALS)}")
    doc.schools.append({"organisation": organisation, "values": {str(n): truth[n] for n in truth}})
    return doc
