"""Kinds of distortion of tables and files: merged, split, nested, headings, encodings, strangers.

Not here: wording and values (`distortions`, which holds the registry). The one decision to know: rows
that must stay unknown stand in `LOOKALIKES`.
"""

import model
from distortions import DISTORTIONS, distortion, model_rows_unmerge, name_key, rows, table, values
from model import Table


@distortion(("docx", "xlsx", "html"))
def merged_groups(doc, rng):
    """Names of groups across the table instead of a column."""
    one = table(doc)
    one.columns = [(key, heading) for key, heading in one.columns if key != "group"]
    out, last = [], None
    for row in one.rows:
        if not row["title"]:
            row["title"] = row["group"]
        if row["_group"] != last:
            out.append({"_across": row["_group"]})
            last = row["_group"]
        out.append(row)
    one.rows = out


@distortion(("docx", "xlsx", "html"))
def merged_values(doc, rng):
    """A value that spans several rows belongs to none of them for sure below the first."""
    one = table(doc)
    for at in rng.sample(range(1, len(one.rows) - 1), 4):
        above, row = one.rows[at - 1], one.rows[at]
        if not row["title"] or not above["title"] or "_joins" in above or not above["value"]:
            continue
        row["_joins"], row["value"] = ("value",), ""
        values(doc)[str(row["_n"])] = "?"
        values(doc)[str(above["_n"])] = "?"


@distortion(("docx", "xlsx", "html"))
def merged_sources(doc, rng):
    one = table(doc)
    for at in range(1, len(one.rows)):
        if rng.random() < 0.4:
            one.rows[at]["_joins"], one.rows[at]["source"] = ("source",), ""


@distortion()
def table_split(doc, rng):
    """Broken over pages with the heading repeated."""
    one = table(doc)
    at = doc.blocks.index(one)
    cut = rng.randint(8, 24)
    rest = one.copy()
    one.rows, rest.rows = one.rows[:cut], rest.rows[cut:]
    if not rest.rows[0]["group"]:
        rest.rows[0]["group"] = rest.rows[0]["_group"]
    doc.blocks[at + 1:at + 1] = [rng.choice(["Продолжение таблицы", "Продолжение таблицы 2", "стр. 2"]), rest]


@distortion(("docx", "html", "xlsx"))
def table_split_bare(doc, rng):
    """Broken in two without a heading on the second half."""
    table_split(doc, rng)
    doc.tables("indicators")[1].heading = False


@distortion()
def heading_repeated(doc, rng):
    one = table(doc)
    for at in sorted(rng.sample(range(5, 30), 2), reverse=True):
        one.rows.insert(at, dict(one.columns))


@distortion(("docx", "html", "xlsx"))
def heading_two_rows(doc, rng):
    """«Значение» over «План» and «Факт»."""
    one = table(doc)
    for row in one.rows:
        row["plan"] = str(rng.randint(1, 99))
        row["value"], row["fact"] = row["value"], row["value"]
    at = [key for key, _ in one.columns].index("value")
    one.columns[at:at + 1] = [("plan", "Значение"), ("fact", "Значение")]
    one.rows.insert(0, {key: {"plan": "План", "fact": "Факт"}.get(key, "") for key, _ in one.columns})
    one.rows[0]["_joins"] = ("group", "title", "source")


@distortion()
def plan_and_fact(doc, rng):
    one = table(doc)
    names = rng.choice([("План", "Факт"), ("Плановое значение", "Фактическое значение"), ("Целевое значение", "Достигнутое значение")])
    for row in one.rows:
        row["plan"] = str(rng.randint(1, 99))
    at = [key for key, _ in one.columns].index("value")
    one.columns[at] = ("value", names[1])
    one.columns.insert(at, ("plan", names[0]))


@distortion()
def two_years(doc, rng):
    """Two years side by side and nothing that says which is asked for: doubted."""
    one = table(doc)
    for row in one.rows:
        row["old"] = str(rng.randint(1, 99))
    at = [key for key, _ in one.columns].index("value")
    one.columns[at] = ("value", "2023 год")
    one.columns.insert(at, ("old", "2022 год"))
    for number in values(doc):
        values(doc)[number] = "?"


@distortion(("docx",))
def nested(doc, rng):
    doc.options["nested"] = True


@distortion(("html",))
def nested_page(doc, rng):
    doc.options["nested"] = True


@distortion(("docx",))
def tracked_changes(doc, rng):
    doc.options["tracked"] = True
    table(doc).options["deleted_rows"] = ["", "Количество педагогов, участвующих в программах наставничества в роли наставника", "99", ""]


@distortion(("docx",))
def text_boxes(doc, rng):
    doc.options["textbox"] = True


@distortion(("docx",))
def broken_runs(doc, rng):
    doc.options["runs"] = True


@distortion(("docx", "html", "xlsx"))
def lists_in_cells(doc, rng):
    for row in rows(doc):
        if row["source"]:
            row["source"] = f"1. {row['source']}\n2. Приказ № {rng.randint(1, 200)} от 01.09.2023\n3. Протокол № 3"


@distortion(("txt:utf-16", "txt:cp1251", "txt:koi8-r", "txt:cp866", "txt:utf-8-sig", "html:cp1251", "html:utf-16", "txt:utf-16-be"))
def encodings(doc, rng):
    pass


@distortion(("tsv", "tsv:cp1251"))
def tab_separated(doc, rng):
    pass


@distortion()
def extra_tables(doc, rng):
    people = Table("extra", [("a", "№"), ("b", "ФИО наставника"), ("c", "ФИО наставляемого"), ("d", "Количество встреч")],
                   [{"a": str(at), "b": f"{rng.choice(model.SURNAMES)} {rng.choice(model.INITIALS)}", "c": f"{rng.choice(model.SURNAMES)}", "d": str(rng.randint(1, 9))} for at in range(1, 9)])
    sums = Table("extra", [("a", "Форма наставничества"), ("b", "Количество пар"), ("c", "Количество наставников")],
                 [{"a": form, "b": str(rng.randint(1, 40)), "c": str(rng.randint(1, 40))} for form in ("Ученик – ученик", "Учитель – учитель", "Студент – ученик")])
    at = doc.blocks.index(table(doc))
    doc.blocks.insert(at + 1, sums)
    doc.blocks.insert(at + 1, "Распределение по формам")
    doc.blocks.insert(at, people)


@distortion()
def two_schools(doc, rng):
    other = model.base(rng, False)
    doc.blocks += other.blocks
    doc.schools += other.schools


@distortion()
def foreign_catalogue(doc, rng):
    """Indicators of another region: none of them is ours, however like the words are."""
    one = table(doc)
    names = [
        "Доля обучающихся в возрасте от 10 до 19 лет, вошедших в программы наставничества в роли наставляемого, %",
        "Доля детей и подростков в возрасте от 15 до 19 лет, вошедших в программы наставничества в роли наставника, %",
        "Доля учителей – молодых специалистов, вошедших в программы наставничества в роли наставляемого",
        "Доля предприятий (организаций) от общего количества предприятий, осуществляющих деятельность в регионе, вошедших в программы наставничества, предоставивших своих наставников",
        "Количество часов наставнической деятельности за год", "Количество встреч наставников и наставляемых",
        "Количество публикаций о наставничестве в средствах массовой информации", "Наличие раздела «Наставничество» на сайте",
        "Наличие положения о стимулировании наставников", "Доля педагогов, выполняющих функции наставника",
        "Количество наставников, получивших надбавку", "Количество наставников-пенсионеров", "Процент завершенных программ наставничества",
        "Количество конкурсов для наставников", "Количество педагогов-психологов, сопровождающих пары", "Наличие куратора в ОО",
        "Количество студентов, прошедших практику в ОО", "Количество родителей, включенных в программы наставничества в роли наставника",
    ]
    one.rows = [{"group": "", "title": name, "value": str(rng.randint(0, 99)), "source": ""} for name in names]
    one.merged = set()
    doc.schools[0]["values"] = {}


LOOKALIKES = [
    "Количество обучающихся из числа «группы риска», не включенных в программы наставничества в роли наставляемого",
    "Количество молодых педагогов, участвующих в программах наставничества в роли наставника",
    "Количество педагогов, участвующих в программах наставничества в роли куратора",
    "Количество обучающихся (от 7 до 10 лет), включенных в программы наставничества в роли наставляемого",
    "Количество обучающихся, включенных в программы наставничества в роли наставляемого",
    "Количество обучающихся из числа детей-сирот, включенных в программы наставничества в роли наставляемого",
    "Количество наставников из числа родителей (по приказу)",
    "Количество наставников из числа студентов в базе наставников (по приказу)",
    "Количество наставляемых в базе ОО (по приказу)",
    "Наличие приказа «Об утверждении положения о системе наставничества студентов в образовательной организации»",
    "Наличие приказа о назначении куратора в ОО",
    "Наличие базы наставляемых ОО из числа обучающихся",
    "Количество предприятий и иных организаций, отказавшихся от участия в программах наставничества",
    "Уровень удовлетворенности родителей участием в программах наставничества",
    "Общее количество молодых педагогов, уволившихся из ОО за последние три года",
    "Количество педагогов, выполняющих функции наставника над студентами",
    "Количество персонализированных программ наставничества, завершенных в ОО",
    "Количество педагогов, участвующих в стажерских площадках в роли наставника",
    "Количество педагогических работников, планирующих обучение на КПК по вопросам наставничества",
    "Количество педагогов, включенных в сетевые сообщества (предметные)",
    "Доля педагогов, участвующих в программах наставничества в роли наставника",
    "Наличие методического объединения (ШМО) классных руководителей в ОО",
]


@distortion()
def lookalikes(doc, rng):
    """Rows that differ from ours by a word, among ours."""
    one = table(doc)
    model_rows_unmerge(one)
    for name in rng.sample(LOOKALIKES, 8):
        at = rng.randint(0, len(one.rows))
        one.rows.insert(at, {"group": "", "title": name, "value": rng.choice([str(rng.randint(1, 60)), "Да"]), "source": ""})


@distortion()
def lookalikes_alone(doc, rng):
    """The same instead of ours: nothing may be taken for the row that is not there."""
    one = table(doc)
    names = [{"group": "", "title": name, "value": rng.choice([str(rng.randint(1, 60)), "Да", "Нет"]), "source": ""} for name in LOOKALIKES]
    one.rows = names
    one.merged = set()
    doc.schools[0]["values"] = {}


@distortion(("docx", "html", "xlsx"))
def heading_absent(doc, rng):
    table(doc).heading = False


@distortion()
def heading_strange(doc, rng):
    """Headings in words nobody foresaw."""
    one = table(doc)
    names = {"group": "Что смотрим", "title": "О чём речь", "value": "2023/24", "source": "Где посмотреть"}
    one.columns = [(key, names[key]) for key, _ in one.columns]


@distortion()
def value_column_last_year(doc, rng):
    """Last year beside this year, each named by its heading."""
    one = table(doc)
    for row in one.rows:
        row["old"] = str(rng.randint(1, 99))
    at = [key for key, _ in one.columns].index("value")
    one.columns.insert(at, ("old", "Значение за прошлый год"))
    one.columns[at + 1] = ("value", "Значение")


@distortion()
def dynamics(doc, rng):
    """A column of change beside the value."""
    one = table(doc)
    for row in one.rows:
        row["change"] = rng.choice(["+2", "-1", "0", "+10", "без изменений"])
    one.columns.append(("change", "Динамика к прошлому году"))


@distortion()
def reworded_freely(doc, rng):
    """Whole names said otherwise, as people retell them."""
    other = {
        3: "Число наставников в базе ОО согласно приказу", 7: "Дорожная карта ОО (наличие)", 12: "Число учащихся «группы риска», включённых в программы наставничества в качестве наставляемых",
        13: "Количество детей с ОВЗ и инвалидов среди обучающихся, включенных в программы в роли наставляемого", 16: "Количество наставников-обучающихся в базе наставников (по приказу)",
        18: "Удовлетворенность наставников участием в программах наставничества", 19: "Степень удовлетворённости наставляемых участием в программах",
        20: "Количество молодых педагогов в школе за календарный год", 24: "Число персонализированных программ наставничества, утвержденных в ОО",
        26: "Количество педагогов, прошедших обучение на курсах повышения квалификации по вопросам наставничества", 27: "Наличие ШМО наставников из числа педагогов",
        28: "Число учителей, участвующих в программах наставничества в роли наставников", 31: "Число учителей, участвующих в программах наставничества в роли наставляемых",
    }
    for row in rows(doc):
        if row["_n"] in other:
            row[name_key(row)] = other[row["_n"]]


@distortion(("docx",))
def libreoffice_docx(doc, rng):
    doc.options["convert"] = ("docx", "docx")


@distortion(("docx",))
def libreoffice_html(doc, rng):
    doc.options["convert"] = ("docx", "html:HTML (StarWriter)")


@distortion(("xlsx",))
def libreoffice_xlsx(doc, rng):
    doc.options["convert"] = ("xlsx", "xlsx")


def mixed(doc, rng, kinds=None):
    """Three kinds at once that do not contradict one another."""
    names = ["typos", "columns-renamed", "value-units", "value-evidence", "names-numbered", "spaces", "letter-case", "other-places", "table-split", "merged-sources"]
    for name in rng.sample(names, 3):
        DISTORTIONS[name][0](doc, rng)


DISTORTIONS["mixed"] = (mixed, ("docx", "xlsx", "html"))
