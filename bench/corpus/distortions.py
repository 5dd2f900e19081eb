"""Kinds of distortion of wording and values, each a function of a document and a source of chance.

Not here: tables and files (`layouts`). The one decision to know: a distortion that changes what a right
reading gives changes the truth as well; all others leave it alone.
"""
import re

import model

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
