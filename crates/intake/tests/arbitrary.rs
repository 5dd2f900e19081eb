//! Arbitrary facts, made from the schemas alone.
//!
//! Not here: plausible schools (`opora_demo`). The one decision to know: only what a workbook can
//! hold is made: trimmed texts without controls, dates from 1900 to 2100.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use opora_domain::facts::EachRecord;
use opora_domain::{Facts, Field, FieldKind, Id, Record, RecordKind, Value};
use uuid::Uuid;

use crate::support::vocabulary;

/// Facts drawn from a seed: the same seed, the same facts.
pub fn facts(seed: u64, most: u64) -> Facts {
    let mut maker = Maker {
        state: seed ^ 0x9E37_79B9_7F4A_7C15,
        most,
        ids: BTreeMap::new(),
    };
    let mut facts = Facts::default();
    facts.each(&mut maker).unwrap();
    facts
}

struct Maker {
    state: u64,
    most: u64,
    ids: BTreeMap<RecordKind, Vec<Uuid>>,
}

impl EachRecord for Maker {
    type Error = opora_domain::FieldError;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error> {
        let count = if R::KIND == RecordKind::Profile {
            1
        } else {
            self.below(self.most + 1)
        };
        for number in 0..count {
            let mut values: Vec<Value> = R::SCHEMA
                .fields
                .iter()
                .map(|field| self.value(R::KIND, field))
                .collect();
            if R::SCHEMA
                .fields
                .iter()
                .zip(&values)
                .any(|(f, v)| f.required && *v == Value::Null)
            {
                continue;
            }
            // Surnames differ, so that no two people are the same.
            if R::KIND == RecordKind::Person {
                values[0] = Value::Text(format!("Фамилия{number}"));
            }
            for (first, second) in R::SCHEMA.ordered {
                let at = |name| {
                    R::SCHEMA
                        .fields
                        .iter()
                        .position(|f| f.name == name)
                        .unwrap()
                };
                let (a, b) = (at(*first), at(*second));
                if let (Value::Date(x), Value::Date(y)) = (values[a].clone(), values[b].clone()) {
                    values[a] = Value::Date(x.min(y));
                    values[b] = Value::Date(x.max(y));
                }
            }
            // A later pair may spoil an earlier one; such records are left out.
            let date = |name: &str| match &values[R::SCHEMA
                .fields
                .iter()
                .position(|f| f.name == name)
                .unwrap()]
            {
                Value::Date(date) => Some(*date),
                _ => None,
            };
            if R::SCHEMA
                .ordered
                .iter()
                .any(|(a, b)| date(a).zip(date(b)).is_some_and(|(a, b)| a > b))
            {
                continue;
            }
            let id = Uuid::from_u128(u128::from(self.next()) << 64 | u128::from(self.next()));
            let code = format!("{}{:04}", R::SCHEMA.prefix, number + 1);
            records.push(R::from_values(Id::new(id), code, 1, values)?);
            self.ids.entry(R::KIND).or_default().push(id);
        }
        Ok(())
    }
}

impl Maker {
    fn next(&mut self) -> u64 {
        // xorshift64*: Vigna, 2016.
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        self.state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(u64::try_from(list.len()).unwrap());
        &list[usize::try_from(at).unwrap()]
    }

    fn value(&mut self, kind: RecordKind, field: &Field) -> Value {
        if !field.required && self.below(3) == 0 {
            return Value::Null;
        }
        match field.kind {
            FieldKind::Text => Value::Text(self.term(kind, field).unwrap_or_else(|| self.text())),
            FieldKind::TextList => {
                let mut list: Vec<String> = (0..=self.below(2))
                    .map(|_| {
                        self.term(kind, field)
                            .unwrap_or_else(|| self.text().replace(';', ","))
                    })
                    .collect();
                list.dedup();
                Value::TextList(list)
            }
            FieldKind::Int => Value::Int(i64::try_from(self.below(2_000_000)).unwrap() - 1_000_000),
            FieldKind::Bool => Value::Bool(self.below(2) == 1),
            FieldKind::Date => {
                let start = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
                Value::Date(start + Days::new(self.below(73_000)))
            }
            FieldKind::Choice(choices) => Value::Text(self.pick(choices).code.to_owned()),
            FieldKind::Ref(target) => match self.ids.get(&target).cloned() {
                Some(ids) if !ids.is_empty() => Value::Ref(*self.pick(&ids)),
                _ => Value::Null,
            },
        }
    }

    fn term(&mut self, kind: RecordKind, field: &Field) -> Option<String> {
        let vocabulary = vocabulary();
        let list = match (kind, field.name) {
            (RecordKind::Mentorship, "form") | (RecordKind::Act, "forms") => vocabulary.forms,
            (RecordKind::Mentorship, "variant") => vocabulary.variants,
            (RecordKind::Act, "kind") => vocabulary.act_kinds,
            (RecordKind::Evidence, "kind") => vocabulary.evidence_kinds,
            (_, "indicator") => vocabulary.indicators,
            _ => return None,
        };
        Some(self.pick(&list).code.clone())
    }

    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "=1+1",
            "+7",
            "-",
            "@a",
            "'",
            "\"q\"",
            "<b>&amp;",
            "Ёж",
            "№ 5",
            "ООО",
            "a",
            "_x0041_",
            "10.05.2020",
            "007",
            "да",
            "«ё»",
            "\u{1F600}",
            "line\nbreak",
            "; ",
            "1e5",
            "#REF!",
            "Код",
        ];
        let count = 1 + self.below(3);
        let text: String = (0..count).map(|_| *self.pick(PIECES)).collect();
        let text = text.trim().to_owned();
        if text.is_empty() {
            "x".to_owned()
        } else {
            text
        }
    }
}
