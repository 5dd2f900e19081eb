//! Mirror of the document model, as it is frozen.
//!
//! Not here: anything a document means. The one decision to know: domain types are not
//! serialisable, so what is stored has types of its own, and a field added to the model does not
//! compile until it is frozen too.

use chrono::NaiveDate;
use opora_domain::document as model;
use serde::{Deserialize, Serialize};

/// [`model::Document`], frozen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    title: String,
    issuer: String,
    dated_on: NaiveDate,
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Block {
    Approval(Vec<String>),
    Title(Vec<String>),
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Vec<Span>),
    List {
        ordered: bool,
        items: Vec<Vec<Span>>,
    },
    Table(Table),
    Chart(Chart),
    Squares(Squares),
    Signature {
        post: String,
        name: String,
    },
    Pages(Orientation),
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Orientation {
    Portrait,
    Landscape,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Span {
    text: String,
    #[serde(default, skip_serializing_if = "is_false")]
    bold: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    italic: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Table {
    caption: Option<String>,
    columns: Vec<Column>,
    header: Vec<Vec<Cell>>,
    rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Column {
    weight: u16,
    align: Align,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Align {
    Left,
    Centre,
    Right,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Cell {
    paragraphs: Vec<Vec<Span>>,
    rows: u16,
    columns: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chart {
    name: String,
    title: String,
    unit: String,
    alternative: String,
    categories: Vec<String>,
    series: Vec<Series>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Squares {
    alternative: String,
    rows: Vec<Vec<bool>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Series {
    name: String,
    values: Vec<Option<f64>>,
}

/// Converts a list.
fn all<T, U: From<T>>(items: Vec<T>) -> Vec<U> {
    items.into_iter().map(U::from).collect()
}

/// Converts a list of lists.
fn grid<T, U: From<T>>(items: Vec<Vec<T>>) -> Vec<Vec<U>> {
    items.into_iter().map(all).collect()
}

/// Conversions both ways between structs of the same fields; a field is `name` or
/// `name: function`.
macro_rules! mirror {
    ($name:ident { $( $field:ident $(: $with:path)? ),+ $(,)? }) => {
        impl From<model::$name> for $name {
            fn from(value: model::$name) -> Self {
                let model::$name { $( $field ),+ } = value;
                Self { $( $field: mirror!(@ $field $(, $with)?) ),+ }
            }
        }

        impl From<$name> for model::$name {
            fn from(value: $name) -> Self {
                let $name { $( $field ),+ } = value;
                Self { $( $field: mirror!(@ $field $(, $with)?) ),+ }
            }
        }
    };
    ($name:ident [ $( $variant:ident ),+ ]) => {
        impl From<model::$name> for $name {
            fn from(value: model::$name) -> Self {
                match value { $( model::$name::$variant => Self::$variant ),+ }
            }
        }

        impl From<$name> for model::$name {
            fn from(value: $name) -> Self {
                match value { $( $name::$variant => Self::$variant ),+ }
            }
        }
    };
    (@ $field:ident) => { $field };
    (@ $field:ident, $with:path) => { $with($field) };
}

mirror!(Document {
    title,
    issuer,
    dated_on,
    blocks: all
});
mirror!(Orientation [Portrait, Landscape]);
mirror!(Align [Left, Centre, Right]);
mirror!(Span {
    text,
    bold,
    italic,
    link
});
mirror!(Table {
    caption,
    columns: all,
    header: grid,
    rows: grid
});
mirror!(Column {
    weight,
    align: Into::into
});
mirror!(Cell {
    paragraphs: grid,
    rows,
    columns,
    number
});
mirror!(Chart {
    name,
    title,
    unit,
    alternative,
    categories,
    series: all
});
mirror!(Series { name, values });
mirror!(Squares { alternative, rows });

macro_rules! blocks {
    ($from:ty => $to:ty) => {
        impl From<$from> for $to {
            fn from(value: $from) -> Self {
                type From = $from;
                match value {
                    From::Approval(lines) => Self::Approval(lines),
                    From::Title(lines) => Self::Title(lines),
                    From::Heading { level, text } => Self::Heading { level, text },
                    From::Paragraph(spans) => Self::Paragraph(all(spans)),
                    From::List { ordered, items } => Self::List {
                        ordered,
                        items: grid(items),
                    },
                    From::Table(table) => Self::Table(table.into()),
                    From::Chart(chart) => Self::Chart(chart.into()),
                    From::Squares(squares) => Self::Squares(squares.into()),
                    From::Signature { post, name } => Self::Signature { post, name },
                    From::Pages(orientation) => Self::Pages(orientation.into()),
                }
            }
        }
    };
}

blocks!(model::Block => Block);
blocks!(Block => model::Block);
