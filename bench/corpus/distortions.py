"""Independent kinds of distortion, each a function of a document and a source of chance.

Not here: how files are written. The one decision to know: a distortion that changes what a right
reading gives changes the truth as well; all others leave it alone.
"""
import re

import model
from model import Table

DISTORTIONS = {}


def distortion(forms=("docx", "xlsx", "html", "txt")):
    """Registers a kind with the forms it makes sense in."""
    def take(function):
        DISTORTIONS[function.__name__.replace("_", "-")] = (function, forms)
        return function
    return take


def table(doc):
    return doc.tables("indicators")[0]


def rows(doc):
    return [row for one in doc.tables("indicators") for row in one.rows if "_n" in row]


def name_key(row):
    return "title" if row.get("title") else "group"


def rename(doc, change):
    """Changes the printed name of every row."""
    for row in rows(doc):
        row[name_key(row)] = change(row[name_key(row)])


def values(doc):
    return doc.schools[0]["values"]


@distortion()
def plain(doc, rng):
    """Nothing: the form as it is."""


@distortion()
def columns_shuffled(doc, rng):
    one = table(doc)
    rng.shuffle(one.columns)
    model_rows_unmerge(one)


def model_rows_unmerge(one):
    """Groups spelled out in every row, as where a table is sorted."""
    for row in one.rows:
        if row.get("title") and not row.get("group"):
            row["group"] = row["_group"]
    one.merged = set()


@distortion()
def columns_renamed(doc, rng):
    names = {
        "group": ["Направление", "Блок", "Группа показателей", "Раздел мониторинга"],
        "title": ["Наименование показателя", "Показатели", "Критерии оценки", "Наименование критерия", "Параметр"],
        "value": ["Значение", "Кол-во", "Количество", "Факт", "Значение показателя", "Результат", "Показатель ОО", "Данные ОО", "Ответ"],
        "source": ["Ссылка на документ", "Подтверждающие документы", "Примечание", "Ссылка на сайт", "Документ, подтверждающий показатель", "Источник"],
    }
    one = table(doc)
    one.columns = [(key, rng.choice(names[key])) for key, _ in one.columns]


@distortion()
def columns_missing(doc, rng):
    one = table(doc)
    gone = rng.choice([{"group"}, {"source"}, {"group", "source"}])
    for row in one.rows:
        if "group" in gone and not row["title"]:
            row["title"] = row["group"]
    one.columns = [(key, heading) for key, heading in one.columns if key not in gone]


@distortion()
def columns_numbered(doc, rng):
    one = table(doc)
    style = rng.choice(["{}", "{}.", "1.{}"])
    for at, row in enumerate(one.rows, 1):
        row["no"] = style.format(at)
    one.columns.insert(0, ("no", rng.choice(["№", "№ п/п", "N п/п"])))
    if rng.random() < 0.5:
        one.rows.insert(0, {key: str(at) for at, (key, _) in enumerate(one.columns, 1)})


@distortion()
def names_numbered(doc, rng):
    style = rng.choice(["{}. ", "{}) ", "1.{} ", "2.{}. "])
    for at, row in enumerate(rows(doc), 1):
        key = name_key(row)
        row[key] = style.format(at) + row[key]


@distortion()
def rows_shuffled(doc, rng):
    one = table(doc)
    model_rows_unmerge(one)
    rng.shuffle(one.rows)


@distortion()
def rows_missing(doc, rng):
    one = table(doc)
    model_rows_unmerge(one)
    for row in rng.sample(one.rows, rng.randint(2, 12)):
        one.rows.remove(row)
        values(doc).pop(str(row["_n"]))


def slip(text, rng):
    """One slip of the finger inside a word of six letters or more."""
    words = [m for m in re.finditer(r"[А-Яа-яё]{6,}", text)]
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randint(word.start() + 1, word.end() - 3)
    near = rng.choice("аоиенст")
    return rng.choice([
        text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:],
        text[:at] + text[at] + text[at:], text[:at] + near + text[at + 1:],
    ])


@distortion()
def typos(doc, rng):
    def change(text):
        for _ in range(rng.randint(1, 3)):
            text = slip(text, rng)
        return text
    rename(doc, change)


@distortion()
def spaces(doc, rng):
    def change(text):
        def one(_):
            return rng.choice(["", " ", " ", "  ", "\n", " \u00a0", " - "] if rng.random() < 0.5 else [" "])
        return re.sub(" ", one, text)
    rename(doc, change)


@distortion()
def hyphenated(doc, rng):
    """Words broken by hyphens, soft and typed, as after copying from a PDF."""
    def change(text):
        return re.sub(r"([а-яё]{4})([а-яё]{4,})", lambda m: m[1] + rng.choice(["", "\u00ad", "-\n", "- "]) + m[2], text)
    rename(doc, change)


@distortion()
def letter_case(doc, rng):
    how = rng.choice(["upper", "lower", "twins"])
    twins = str.maketrans("аеосхр", "aeocxp")
    if how == "twins":
        rename(doc, lambda text: "".join(c.translate(twins) if rng.random() < 0.3 else c for c in text))
    else:
        rename(doc, lambda text: getattr(text, how)())


@distortion()
def other_places(doc, rng):
    places = ["Увинского района", "г. Можги", "Завьяловского муниципального округа", "города Сарапула и района", "МО «Город Воткинск»"]
    place = rng.choice(places)
    rename(doc, lambda text: re.sub(r"города [А-Я][а-яё]+( [А-Я][а-яё]+)?", place, text))


@distortion()
def abbreviations(doc, rng):
    long = rng.random() < 0.5
    pairs = [
        (r"\bОО\b", rng.choice(["школе", "образовательной организации", "ОУ"]) if long else "ОО"), (r"\bКПК\b", "курсах повышения квалификации"),
        (r"методического объединения \(ШМО\)", "ШМО"), ("Количество", "Кол-во"), (r" \(по приказу\)", ""),
        ("образовательной организации", "ОО"), ("детей с ОВЗ и детей-инвалидов", "детей с ограниченными возможностями здоровья и инвалидностью"),
    ]
    def change(text):
        for pattern, to in pairs:
            if rng.random() < 0.7:
                text = re.sub(pattern, to, text)
        return text
    rename(doc, change)


@distortion()
def reworded(doc, rng):
    pairs = [
        ("Количество", "Число"), ("включенных в программы", "вовлеченных в программы"), ("участвующих", "принимающих участие"),
        ("обучающихся", "учащихся"), ("Наличие утвержденной", "Утверждена ли"), ("молодых педагогов", "молодых специалистов"),
        ("предприятий", "компаний"), ("стажерских", "стажировочных"), ("за последние три года", "за 3 последних года"),
        ("Уровень удовлетворенности", "Степень удовлетворённости"), ("обучившихся", "прошедших обучение"), ("в роли", "в качестве"),
        ("Наличие", "Имеется ли"), ("разработанных и утвержденных", "утвержденных"), ("педагогических работников", "педагогов"),
    ]
    def change(text):
        for old, new in rng.sample(pairs, 5):
            text = text.replace(old, new)
        return text
    rename(doc, change)


@distortion()
def subrows(doc, rng):
    one = table(doc)
    texts = ["в том числе девочек", "из них впервые", "в т.ч. по приказу прошлого года", "из них на конец года", "- в том числе состоящих на учёте", "за прошлый учебный год", "план на следующий год"]
    for _ in range(rng.randint(2, 6)):
        at = rng.randint(1, len(one.rows))
        one.rows.insert(at, {"group": "", "title": rng.choice(texts), "value": str(rng.randint(1, 60)), "source": ""})


@distortion()
def rows_split(doc, rng):
    one = table(doc)
    out = []
    for row in one.rows:
        words = row["title"].split(" ")
        if len(words) > 6 and rng.random() < 0.25:
            cut = len(words) // 2
            out.append({**row, "title": " ".join(words[:cut]), "value": "", "source": ""})
            out.append({**row, "group": "", "title": " ".join(words[cut:])})
            if rng.random() < 0.5:
                out[-2]["value"], out[-1]["value"] = out[-1]["value"], ""
        else:
            out.append(row)
    one.rows = out


@distortion(("docx", "html", "xlsx"))
def rows_joined(doc, rng):
    one = table(doc)
    out, at = [], 0
    while at < len(one.rows):
        row = one.rows[at]
        after = one.rows[at + 1] if at + 1 < len(one.rows) else None
        if after and row["title"] and after["title"] and not after["group"] and rng.random() < 0.3:
            out.append({**row, "title": f"1) {row['title']}\n2) {after['title']}", "value": f"1) {row['value']}\n2) {after['value']}" if rng.random() < 0.5 else f"{row['value']}\n{after['value']}", "source": ""})
            at += 2
        else:
            out.append(row)
            at += 1
    one.rows = out


def each_value(doc, change):
    """`change` of truth gives the printed value, or a pair of printed value and new truth."""
    for row in rows(doc):
        number = str(row["_n"])
        made = change(values(doc)[number], row["_n"])
        if isinstance(made, tuple):
            made, values(doc)[number] = made
        row["value"] = made


def figure(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@distortion()
def value_units(doc, rng):
    units = [" чел.", " человек", " чел", "чел.", " (чел.)"]
    def change(value, n):
        if not figure(value):
            return model.printed(value)
        if n in model.PERCENT:
            return model.printed(value) + rng.choice([" %", "%", " процентов"])
        if n in (10, 11, 24):
            return model.printed(value) + rng.choice(["", " шт.", " ед."])
        return model.printed(value) + rng.choice(units)
    each_value(doc, change)


@distortion()
def value_evidence(doc, rng):
    def change(value, n):
        if value is True:
            return rng.choice(["Да (приказ № 12 от 01.09.2023)", "да, приказ от 30.08.2023 № 118/2", "Имеется", "ДА", "Есть (размещено на сайте)", "+", "да.", "Да\nhttps://sh1.example/a.html"])
        if value is False:
            return rng.choice(["нет", "Отсутствует", "НЕТ", "Нет (планируется)", "не имеется", "нет."])
        return model.printed(value)
    each_value(doc, change)


@distortion()
def value_blank(doc, rng):
    def change(value, n):
        if rng.random() < 0.3:
            return rng.choice(["", "-", "–", "—", " ", "нет данных", "н/д", "...", "_____", "х"]), None
        return model.printed(value)
    each_value(doc, change)


@distortion()
def value_decimal(doc, rng):
    def change(value, n):
        if n in model.PERCENT:
            share = rng.randint(600, 999) / 10
            return rng.choice(["{}", "{} %", "{}%"]).format(str(share).replace(".", rng.choice([",", "."]))), share
        return model.printed(value)
    each_value(doc, change)


@distortion()
def value_share(doc, rng):
    """«58 из 67», «87 % (58 из 67)» where a share is asked for."""
    def change(value, n):
        if n in model.PERCENT:
            whole = rng.randint(20, 90)
            part = rng.randint(5, whole)
            share = round(part * 100 / whole)
            return f"{share} % ({part} из {whole})", share
        return model.printed(value)
    each_value(doc, change)


@distortion()
def value_uncertain(doc, rng):
    def change(value, n):
        if figure(value) and rng.random() < 0.4:
            a = int(value)
            return rng.choice([f"{a}–{a + 3}", f"около {a}", f"{a} или {a + 1}", f"более {a}", f"{a}/{a + 2}", f"{a}-{a + 5} чел.", f"~{a}", f"до {a}", f"{a}?", f"{a} + 2", f"2023", f"{a} (план {a + 4})", f"{a} чел., из них 2 новых", "Да"]), "?"
        if isinstance(value, bool) and rng.random() < 0.3:
            return rng.choice(["частично", "Да/Нет", "в разработке", "1", "5", "да, но не утверждена", "планируется", "?", "приказ № 5"]), "?"
        return model.printed(value)
    each_value(doc, change)


@distortion()
def value_zero_words(doc, rng):
    """A zero or a figure in words: to be doubted, not guessed."""
    def change(value, n):
        if figure(value) and value in (0, 1, 2, 5):
            return {0: "ни одного", 1: "один", 2: "два", 5: "пять"}[int(value)], "?"
        return model.printed(value)
    each_value(doc, change)


@distortion()
def ocr(doc, rng):
    letters = {"о": "0", "з": "3", "б": "6", "и": "н", "п": "л", "ш": "щ", "н": "и", "л": "п", "е": "с", "О": "0"}
    rename(doc, lambda text: "".join(letters[c] if c in letters and rng.random() < 0.04 else c for c in text))
    digits = {"0": "О", "1": "l", "3": "З", "6": "б", "8": "В", "5": "S"}
    def change(value, n):
        text = model.printed(value)
        if figure(value) and rng.random() < 0.25:
            noisy = "".join(digits.get(c, c) for c in text) if rng.random() < 0.7 else " ".join(text)
            if noisy != text:
                return noisy, "?"
        return text
    each_value(doc, change)


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
