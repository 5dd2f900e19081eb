//! Words and inputs for fields of any kind of record, in both languages.
//!
//! Not here: which fields a visitor may see (`app`). The one decision to know: the schema's Russian
//! titles stand in the locales too, word for word (a test holds them together), so that a title has
//! its English beside it.

use opora_app::records::{FormField, RefOption, Shown};
use opora_domain::{Choice, Field, FieldKind, RecordKind};

use super::listing::{day, segment};
use crate::shell::Shell;

/// References to more records than this are typed with hints, not chosen from a list.
const LONGEST_SELECT: usize = 60;
/// Fields of several lines.
const LONG: &[&str] = &[
    "text",
    "reason",
    "detail",
    "effect",
    "grounds",
    "basis",
    "full_name",
];

/// Parts of a key are joined by hyphens.
fn key(parts: &[&str]) -> String {
    parts.join("-").replace('_', "-")
}

/// Name of a kind.
pub fn kind_title(shell: &Shell, kind: RecordKind) -> String {
    shell.t(&key(&["records-kind", kind.schema().table]))
}

/// Name of a field.
pub fn field_title(shell: &Shell, kind: RecordKind, field: &Field) -> String {
    shell.t(&key(&["records-field", kind.schema().table, field.name]))
}

/// Word of a closed list.
pub fn choice_title(shell: &Shell, kind: RecordKind, field: &Field, choice: &Choice) -> String {
    shell.t(&key(&[
        "records-choice",
        kind.schema().table,
        field.name,
        choice.code,
    ]))
}

/// Sentence of a problem.
pub fn problem_text(shell: &Shell, code: &str) -> String {
    shell.t(&key(&["records-problem", code]))
}

/// Page of a record.
pub fn record_address(kind: RecordKind, code: &str) -> String {
    format!(
        "/organisation/records/{}/record/{}",
        kind.schema().table,
        segment(code)
    )
}

/// List of a kind.
pub fn list_address(kind: RecordKind) -> String {
    format!("/organisation/records/{}", kind.schema().table)
}

/// Where a reference leads: to the card of a person, else to the record.
pub fn open_address(kind: RecordKind, code: &str) -> String {
    if kind == RecordKind::Person {
        format!("/people/{}", segment(code))
    } else {
        record_address(kind, code)
    }
}

/// A value in a table or a description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub link: Option<String>,
    /// Whether it is a number or a day.
    pub number: bool,
}

/// A value in words.
pub fn words(shell: &Shell, kind: RecordKind, field: &Field, shown: &Shown) -> Words {
    let plain = |text: String| Words {
        text,
        ..Words::default()
    };
    match shown {
        Shown::Empty => Words::default(),
        Shown::Text(text) => plain(text.clone()),
        Shown::Texts(texts) => plain(texts.join("; ")),
        Shown::Number(number) => Words {
            text: shell.whole(number),
            number: true,
            ..Words::default()
        },
        Shown::Flag(flag) => plain(shell.t(if *flag { "common-yes" } else { "common-no" })),
        Shown::Day(day) => Words {
            text: shell.day(day),
            number: true,
            ..Words::default()
        },
        Shown::Choice(choice) => plain(choice_title(shell, kind, field, choice)),
        Shown::Record {
            kind,
            code,
            label,
            open,
        } => Words {
            text: label.clone(),
            link: open.then(|| open_address(*kind, code)),
            number: false,
        },
    }
}

/// How an input looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// Whole number.
    Number,
    /// Day.
    Day,
    /// One of a few.
    Select,
    /// Several of a few.
    Checks,
    /// One of many, typed with hints.
    Hints,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the form sends.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// An input of a form.
#[derive(Clone, Debug)]
pub struct Input {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// Whether it has to be filled in.
    pub required: bool,
    /// What stands in it.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// What may be chosen.
    pub options: Vec<Offer>,
    /// Name of the list of hints.
    pub hints: &'static str,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Input {
    /// Whether it looks so; templates compare by name.
    pub fn is(&self, look: &str) -> bool {
        let own = match self.look {
            Look::Line => "line",
            Look::Area => "area",
            Look::Number => "number",
            Look::Day => "day",
            Look::Select => "select",
            Look::Checks => "checks",
            Look::Hints => "hints",
        };
        own == look
    }

    /// Identifier of the element.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }
}

fn option(value: &str, label: String, text: &str) -> Offer {
    Offer {
        value: value.to_owned(),
        label,
        chosen: value == text,
    }
}

/// An input that refers to a record of the kind.
pub fn reference(
    name: &str,
    label: String,
    required: bool,
    text: &str,
    (target, options): (RecordKind, &[RefOption]),
) -> Input {
    let found = options.iter().find(|one| one.code == text);
    let many = options.len() > LONGEST_SELECT;
    Input {
        name: name.to_owned(),
        label,
        required,
        text: match found {
            Some(found) if many => hint(found),
            _ => text.to_owned(),
        },
        look: if many { Look::Hints } else { Look::Select },
        options: if many {
            Vec::new()
        } else {
            options
                .iter()
                .map(|one| option(&one.code, hint(one), text))
                .collect()
        },
        hints: target.schema().table,
        error: None,
    }
}

/// «Фамилия Имя, 8Б · Л0001»: what the form takes back.
pub fn hint(option: &RefOption) -> String {
    format!("{} · {}", option.label, option.code)
}

/// The input of a field.
pub fn input(shell: &Shell, kind: RecordKind, one: &FormField, options: &[RefOption]) -> Input {
    let field = one.field;
    let label = field_title(shell, kind, field);
    let text = one.text.as_str();
    if let FieldKind::Ref(target) = field.kind {
        return reference(field.name, label, field.required, text, (target, options));
    }
    let parts: Vec<&str> = text.split(';').map(str::trim).collect();
    let (look, options) = match (field.kind, &one.terms) {
        (FieldKind::TextList, Some(terms)) => {
            let chosen = |code: &str| if parts.contains(&code) { code } else { "" }.to_owned();
            let terms = terms.iter();
            let all = terms.map(|term| option(&term.code, term.title.clone(), &chosen(&term.code)));
            (Look::Checks, all.collect())
        }
        (FieldKind::Text, Some(terms)) => {
            let terms = terms.iter();
            let all = terms.map(|term| option(&term.code, term.title.clone(), text));
            (Look::Select, all.collect())
        }
        (FieldKind::Choice(choices), _) => {
            let all = choices
                .iter()
                .map(|one| option(one.code, choice_title(shell, kind, field, one), text));
            (Look::Select, all.collect())
        }
        (FieldKind::Bool, _) => {
            let yes_no = [("true", "common-yes"), ("false", "common-no")];
            let all = yes_no.map(|(code, key)| option(code, shell.t(key), text));
            (Look::Select, all.to_vec())
        }
        (FieldKind::Int, _) => (Look::Number, Vec::new()),
        (FieldKind::Date, _) => (Look::Day, Vec::new()),
        _ if LONG.contains(&field.name) => (Look::Area, Vec::new()),
        _ => (Look::Line, Vec::new()),
    };
    Input {
        name: field.name.to_owned(),
        label,
        required: field.required,
        text: text.to_owned(),
        // A browser shows nothing in a field of days or numbers whose text is neither.
        look: match look {
            Look::Day if !text.trim().is_empty() && day(text).is_none() => Look::Line,
            Look::Number if !text.trim().is_empty() && text.trim().parse::<i64>().is_err() => {
                Look::Line
            }
            look => look,
        },
        options,
        hints: "",
        error: None,
    }
}

/// The text of an input of days as browsers want it.
pub fn day_text(text: &str) -> String {
    day(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use opora_domain::RecordKind;

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_kind_field_and_choice_has_a_word_in_both_languages() {
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            let mut wanted = vec![(key(&["records-kind", schema.table]), schema.sheet)];
            for field in schema.fields {
                wanted.push((
                    key(&["records-field", schema.table, field.name]),
                    field.title,
                ));
                if let FieldKind::Choice(choices) = field.kind {
                    for choice in choices {
                        let parts = ["records-choice", schema.table, field.name, choice.code];
                        wanted.push((key(&parts), choice.title));
                    }
                }
            }
            for (key, title) in wanted {
                assert_eq!(Lang::Ru.text(&key), title, "{key}");
                assert!(Lang::En.knows(&key), "{key}");
                let english = Lang::En.text(&key);
                assert!(english.is_ascii(), "{key}: {english}");
            }
        }
    }
}
