//! Why a document could not be written.
//!
//! Not here: errors of PDF (`opora-pdf`). The one decision to know: text is never cut to fit;
//! a document that cannot be written whole is not written.

use thiserror::Error;

/// A document that could not be written whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// Cells of a row stand outside of the columns of the table.
    #[error(
        "Таблица {table}, строка {row}: ячейки не помещаются в столбцы таблицы (столбцов — {columns}). Исправьте шаблон документа."
    )]
    Overfull {
        /// Ordinal number of the table in the document, from 1.
        table: usize,
        /// Ordinal number of the row, heading rows counted, from 1.
        row: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A text is longer than the format can hold.
    #[error(
        "Текст «{start}…» длиннее, чем может хранить ячейка книги ({limit} знаков). Сократите его или выберите другой формат."
    )]
    TooLong {
        /// First words of the text.
        start: String,
        /// Characters the format can hold.
        limit: usize,
    },
    /// The file could not be put together.
    #[error("Файл документа не собран: {0}. Сообщите разработчикам.")]
    Archive(String),
}

impl WriteError {
    /// Stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overfull { .. } => "document-table-overfull",
            Self::TooLong { .. } => "document-text-too-long",
            Self::Archive(_) => "document-not-assembled",
        }
    }
}
