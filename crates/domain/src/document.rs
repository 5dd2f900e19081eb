//! One model of a printed document, laid out by every writer.
//!
//! Not here: pages, fonts, bytes (`documents`, `pdf`). The one decision to know: a writer adds no
//! words of its own, so the text of DOCX, PDF, XLSX and HTML is the same text.

use chrono::NaiveDate;

/// A document: what it says, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Title of the file, in its properties.
    pub title: String,
    /// Organisation that issues it, in the properties of the file.
    pub issuer: String,
    /// Day that stands for the instant of creation, so that the same facts give the same bytes.
    pub dated_on: NaiveDate,
    /// Content.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Lines of the approval block («УТВЕРЖДАЮ»), at the top right.
    Approval(Vec<String>),
    /// Lines of the title, centred and bold.
    Title(Vec<String>),
    /// Heading; level 1 is the highest.
    Heading {
        /// 1 to 3.
        level: u8,
        /// Text.
        text: String,
    },
    /// Paragraph.
    Paragraph(Vec<Span>),
    /// List.
    List {
        /// Numbered or with dashes.
        ordered: bool,
        /// Items.
        items: Vec<Vec<Span>>,
    },
    /// Table.
    Table(Table),
    /// Chart; its numbers stand in a table of the document as well.
    Chart(Chart),
    /// A code of squares for a camera; what it says stands in the document as text as well.
    Squares(Squares),
    /// Post on the left, place for the signature, name on the right.
    Signature {
        /// Post.
        post: String,
        /// Surname and initials.
        name: String,
    },
    /// Following blocks start on a new page of this orientation.
    Pages(Orientation),
}

/// Orientation of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Narrow side at the top.
    Portrait,
    /// Wide side at the top.
    Landscape,
}

/// A run of text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Text; `\n` is a line break.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Address it leads to.
    pub link: Option<String>,
}

impl Span {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            bold: true,
            ..Self::plain(text)
        }
    }

    /// Text that leads to an address.
    pub fn link(text: impl Into<String>, address: impl Into<String>) -> Self {
        Self {
            link: Some(address.into()),
            ..Self::plain(text)
        }
    }
}

/// A table. A cell that spans covers its neighbours, which are absent from their rows, as in HTML.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows; printed above.
    pub caption: Option<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Heading rows, repeated on every page.
    pub header: Vec<Vec<Cell>>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Share of the width, relative to the other columns.
    pub weight: u16,
    /// Where its text stands.
    pub align: Align,
}

/// Where text stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Paragraphs.
    pub paragraphs: Vec<Vec<Span>>,
    /// Number of rows it covers, at least 1.
    pub rows: u16,
    /// Number of columns it covers, at least 1.
    pub columns: u16,
    /// The number the text shows, for a spreadsheet; the text stays what is printed.
    pub number: Option<f64>,
}

impl Cell {
    /// A cell of one plain paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::spans(vec![Span::plain(text)])
    }

    /// A cell of one paragraph.
    pub fn spans(spans: Vec<Span>) -> Self {
        Self {
            paragraphs: vec![spans],
            rows: 1,
            columns: 1,
            number: None,
        }
    }

    /// The same cell over this many rows.
    #[must_use]
    pub fn over_rows(mut self, rows: u16) -> Self {
        self.rows = rows;
        self
    }

    /// The same cell over this many columns.
    #[must_use]
    pub fn over_columns(mut self, columns: u16) -> Self {
        self.columns = columns;
        self
    }
}

/// Dark and light squares, such as a QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// What it is, for those who do not see it.
    pub alternative: String,
    /// Rows from the top, each as long as there are rows; true is dark.
    pub rows: Vec<Vec<bool>>,
}

/// A bar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Name of the chart in code, for file names and anchors.
    pub name: String,
    /// Title, printed as its caption.
    pub title: String,
    /// Unit of the values, such as «%».
    pub unit: String,
    /// What it shows in words, for those who do not see it.
    pub alternative: String,
    /// Bars, one a category.
    pub categories: Vec<String>,
    /// Series of values, each as long as the categories; `None` is no data.
    pub series: Vec<Series>,
}

/// A series of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name.
    pub name: String,
    /// Values.
    pub values: Vec<Option<f64>>,
}
