//! Kinds of fields a record may have, and their untyped values.
//!
//! Not here: how a value looks in a cell, a column of a database or a form. The one decision to
//! know: `Option` in the declaration of a record means "may be empty"; nothing else does.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::facts::RecordKind;
use crate::id::Id;
use crate::record::Record;

/// Who may read a field: C0 public … C4 restricted (`permissions`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldClass {
    /// Public: says nothing about a person.
    C0,
    /// Name, class, role, pair.
    C1,
    /// Contacts, birth date, representative.
    C2,
    /// Health, ОВЗ, disability, registry of gifted children.
    C3,
    /// Risk group, family situation, notes of the psychologist.
    C4,
}

/// One of the values of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stable code, stored and used in expressions of the catalogue.
    pub code: &'static str,
    /// Word of the workbook, Russian.
    pub title: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// Several texts, separated with `; ` in a cell.
    TextList,
    /// Whole number.
    Int,
    /// Да / Нет.
    Bool,
    /// Calendar date.
    Date,
    /// One code of a closed list.
    Choice(&'static [Choice]),
    /// A record of another kind, by its code in the workbook.
    Ref(RecordKind),
}

/// An untyped value of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Empty.
    Null,
    /// Text, or the code of a choice.
    Text(String),
    /// Several texts.
    TextList(Vec<String>),
    /// Whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Calendar date.
    Date(NaiveDate),
    /// Identifier of another record of the same organisation.
    Ref(Uuid),
}

/// Description of one field of a record.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name in code, in the database and in expressions of the catalogue.
    pub name: &'static str,
    /// Heading of the column in the workbook, Russian.
    pub title: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a row without it is refused.
    pub required: bool,
    /// Who may read it.
    pub class: FieldClass,
    /// Whether it is part of the natural key, by which a row without a code is recognised.
    pub key: bool,
}

/// A Rust type that can be a field of a record.
pub trait FieldType: Sized {
    /// What the field holds.
    const KIND: FieldKind;
    /// Whether it may not be empty.
    const REQUIRED: bool;
    /// The untyped value.
    fn to_value(&self) -> Value;
    /// The typed value; `None` when the untyped one is of another kind or is empty and may not be.
    fn from_value(value: Value) -> Option<Self>;
}

impl FieldType for String {
    const KIND: FieldKind = FieldKind::Text;
    const REQUIRED: bool = true;

    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

impl FieldType for Vec<String> {
    const KIND: FieldKind = FieldKind::TextList;
    const REQUIRED: bool = false;

    fn to_value(&self) -> Value {
        if self.is_empty() {
            Value::Null
        } else {
            Value::TextList(self.clone())
        }
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::TextList(list) => Some(list),
            Value::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl FieldType for i64 {
    const KIND: FieldKind = FieldKind::Int;
    const REQUIRED: bool = true;

    fn to_value(&self) -> Value {
        Value::Int(*self)
    }

    fn from_value(value: Value) -> Option<Self> {
        if let Value::Int(number) = value {
            Some(number)
        } else {
            None
        }
    }
}

impl FieldType for bool {
    const KIND: FieldKind = FieldKind::Bool;
    const REQUIRED: bool = true;

    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: Value) -> Option<Self> {
        if let Value::Bool(flag) = value {
            Some(flag)
        } else {
            None
        }
    }
}

impl FieldType for NaiveDate {
    const KIND: FieldKind = FieldKind::Date;
    const REQUIRED: bool = true;

    fn to_value(&self) -> Value {
        Value::Date(*self)
    }

    fn from_value(value: Value) -> Option<Self> {
        if let Value::Date(date) = value {
            Some(date)
        } else {
            None
        }
    }
}

impl<R: Record> FieldType for Id<R> {
    const KIND: FieldKind = FieldKind::Ref(R::KIND);
    const REQUIRED: bool = true;

    fn to_value(&self) -> Value {
        Value::Ref(self.uuid())
    }

    fn from_value(value: Value) -> Option<Self> {
        if let Value::Ref(uuid) = value {
            Some(Self::new(uuid))
        } else {
            None
        }
    }
}

impl<T: FieldType> FieldType for Option<T> {
    const KIND: FieldKind = T::KIND;
    const REQUIRED: bool = false;

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, FieldType::to_value)
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            Value::Text(text) if text.is_empty() => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

/// Declares a closed list: an enum whose variants carry a stable code and the Russian word of the
/// workbook.
#[macro_export]
macro_rules! choices {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $code:literal, $title:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// All variants in the order of declaration.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];
            /// Codes and Russian words, in the order of [`Self::ALL`].
            pub const CHOICES: &'static [$crate::field::Choice] =
                &[$( $crate::field::Choice { code: $code, title: $title }, )+];

            /// Stable code.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// Russian word of the workbook.
            pub const fn title(self) -> &'static str {
                match self { $( Self::$variant => $title, )+ }
            }

            /// The variant with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )+ _ => None }
            }
        }

        impl $crate::field::FieldType for $name {
            const KIND: $crate::field::FieldKind = $crate::field::FieldKind::Choice(Self::CHOICES);
            const REQUIRED: bool = true;

            fn to_value(&self) -> $crate::field::Value {
                $crate::field::Value::Text(self.code().to_owned())
            }

            fn from_value(value: $crate::field::Value) -> Option<Self> {
                match value {
                    $crate::field::Value::Text(code) => Self::from_code(&code),
                    _ => None,
                }
            }
        }
    };
}
