//! A document of texts that break careless writers.
//!
//! Shared by tests of `documents` and `pdf`.

use chrono::NaiveDate;
use opora_domain::document::{
    Align, Block, Cell, Chart, Column, Document, Orientation, Series, Span, Table,
};

/// Markup, formulas, control characters, long words, other scripts.
pub const TEXTS: [&str; 12] = [
    "<script>alert('x')</script> & &amp; ]]> \"quotes\"",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1:A9)",
    "control \u{0}\u{1}\u{8}\u{b}\u{1b}\u{7f}\u{85} characters \u{fffe}\u{ffff}",
    "Достопримечательностистолицысубъектовфедерациииобразовательныхорганизацийбезединогопробела",
    "#let x = 1; $ \\ * _ ` @ref <label> #include(\"/etc/passwd\")",
    "{{ value }} ${value} %s %n ../../etc/passwd",
    "_x0041_ &#65; &lt;b&gt;",
    "עברית left",
    "строка\r\nдругая\tтабуляция\u{2028}третья",
    "№ 5 «ёлочки» — 27,5\u{202f}% ≥ −3 ½ ²",
];

/// A document in which every text stands in every kind of block.
pub fn hostile(texts: &[&str]) -> Document {
    let owned: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let spans = |text: &str| {
        vec![
            Span::plain(text),
            Span::bold(text),
            Span::link(text, "javascript:alert(1)"),
        ]
    };
    let mut blocks = vec![Block::Approval(owned.clone()), Block::Title(owned.clone())];
    for text in texts {
        blocks.push(Block::Heading {
            level: 3,
            text: (*text).into(),
        });
        blocks.push(Block::Paragraph(spans(text)));
        blocks.push(Block::Signature {
            post: (*text).into(),
            name: (*text).into(),
        });
    }
    let list = texts.iter().map(|text| vec![Span::plain(*text)]).collect();
    blocks.push(Block::List {
        ordered: true,
        items: list,
    });
    blocks.push(Block::Pages(Orientation::Landscape));
    blocks.push(Block::Table(Table {
        caption: Some(owned.concat()),
        columns: vec![
            Column {
                weight: 0,
                align: Align::Right
            };
            3
        ],
        header: vec![vec![Cell::text(texts[0]).over_columns(3)]],
        rows: texts
            .iter()
            .map(|text| vec![Cell::text(*text).over_rows(9), Cell::text(*text)])
            .take(1)
            .chain(
                texts
                    .iter()
                    .map(|text| vec![Cell::text(*text), Cell::spans(spans(text))])
                    .take(1),
            )
            .collect(),
    }));
    blocks.push(Block::Chart(Chart {
        name: "<&\"'".into(),
        title: owned.concat(),
        unit: texts[0].into(),
        alternative: owned.concat(),
        categories: owned.clone(),
        series: vec![
            Series {
                name: texts[0].into(),
                values: vec![Some(f64::NAN), Some(-1.0), Some(f64::INFINITY), None],
            },
            Series {
                name: texts[texts.len() / 2].into(),
                values: vec![Some(1e300), Some(0.0)],
            },
        ],
    }));
    Document {
        title: owned.concat(),
        issuer: owned.concat(),
        dated_on: NaiveDate::from_ymd_opt(2023, 10, 13).unwrap(),
        blocks,
    }
}
