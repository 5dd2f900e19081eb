//! Why a whole file is refused.
//!
//! Not here: problems of single rows (`import`). The one decision to know: each refusal says what is
//! wrong with the file and what to do next, because the person who gets it has no one to ask.

use std::fmt;

/// A file that cannot be read as a whole. `Display` is a Russian sentence; [`FileError::next_step`]
/// says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// No bytes.
    Empty,
    /// Larger than the limit.
    TooLarge {
        /// Limit in megabytes.
        limit_mb: usize,
    },
    /// Bytes of something else.
    WrongFormat {
        /// What it looks like, Russian, in the nominative.
        looks_like: &'static str,
    },
    /// Protected with a password.
    PasswordProtected,
    /// A workbook or a document with macros.
    Macros,
    /// Cut short or damaged.
    Damaged {
        /// Part of the file.
        part: String,
    },
    /// Unpacks to far more than it weighs.
    Bomb {
        /// Part of the file, or what is too much of.
        part: String,
    },
    /// More rows, columns or cells than a school can have.
    TooManyCells {
        /// Sheet.
        sheet: String,
    },
    /// Declares a document type or entities.
    Dtd {
        /// Part of the file.
        part: String,
    },
    /// Made by a later edition of the program.
    NewerWorkbook {
        /// Edition of the workbook.
        found: i64,
    },
    /// No sheet of the workbook is known.
    NoKnownSheets {
        /// Names of its sheets.
        found: Vec<String>,
    },
    /// A required column is absent.
    MissingColumn {
        /// Sheet.
        sheet: String,
        /// Column.
        column: String,
    },
    /// A column occurs twice.
    DuplicateColumn {
        /// Sheet.
        sheet: String,
        /// Column.
        column: String,
    },
    /// Neither the headings nor the name of a CSV say which sheet it is.
    UnknownSheet,
    /// The encoding of a text cannot be told for sure.
    AmbiguousEncoding,
    /// The text is not in the encoding the person named.
    WrongEncoding,
    /// No table of indicators and no roadmap were found.
    NoTables,
}

impl FileError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-file",
            Self::TooLarge { .. } => "too-large",
            Self::WrongFormat { .. } => "wrong-format",
            Self::PasswordProtected => "password-protected",
            Self::Macros => "macros",
            Self::Damaged { .. } => "damaged",
            Self::Bomb { .. } => "bomb",
            Self::TooManyCells { .. } => "too-many-cells",
            Self::Dtd { .. } => "dtd",
            Self::NewerWorkbook { .. } => "newer-workbook",
            Self::NoKnownSheets { .. } => "no-known-sheets",
            Self::MissingColumn { .. } => "missing-column",
            Self::DuplicateColumn { .. } => "duplicate-column",
            Self::UnknownSheet => "unknown-sheet",
            Self::AmbiguousEncoding => "ambiguous-encoding",
            Self::WrongEncoding => "wrong-encoding",
            Self::NoTables => "no-tables",
        }
    }

    /// What to do next, a Russian sentence.
    pub const fn next_step(&self) -> &'static str {
        match self {
            Self::Empty => "Проверьте, что файл выгружен до конца, и выберите его снова.",
            Self::TooLarge { .. } => {
                "Удалите из файла рисунки и лишние листы или разделите его на части."
            }
            Self::WrongFormat { .. } => {
                "Откройте исходный файл и сохраните его как «Книга Excel (*.xlsx)» или «CSV», \
                 справку — как «Документ Word (*.docx)»."
            }
            Self::PasswordProtected => "Снимите пароль на открытие файла и сохраните его снова.",
            Self::Macros => "Сохраните файл без макросов: «Книга Excel (*.xlsx)».",
            Self::Damaged { .. } => {
                "Откройте файл в Excel или LibreOffice, сохраните его снова и повторите загрузку."
            }
            Self::Bomb { .. } => {
                "Скопируйте нужные таблицы в новую книгу: такой файл программа не распаковывает."
            }
            Self::TooManyCells { .. } => {
                "Удалите пустые строки и столбцы за пределами таблицы и сохраните файл снова."
            }
            Self::Dtd { .. } => "Пересохраните файл в Excel или LibreOffice.",
            Self::NewerWorkbook { .. } => {
                "Обновите программу или скачайте шаблон этой версии и перенесите данные в него."
            }
            Self::NoKnownSheets { .. } => {
                "Скачайте шаблон книги (opora template) и перенесите данные в его листы."
            }
            Self::MissingColumn { .. } => {
                "Добавьте столбец с этим заголовком, как в шаблоне, и заполните его."
            }
            Self::DuplicateColumn { .. } => "Оставьте один столбец с этим заголовком.",
            Self::UnknownSheet => {
                "Назовите файл по листу шаблона (например, «Люди.csv») или возьмите заголовки \
                 столбцов из шаблона."
            }
            Self::AmbiguousEncoding | Self::WrongEncoding => {
                "Сохраните файл как «CSV UTF-8» или укажите кодировку при загрузке."
            }
            Self::NoTables => {
                "Проверьте, что это справка с таблицей показателей, и сохраните её как DOCX."
            }
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(formatter, "Файл пуст."),
            Self::TooLarge { limit_mb } => {
                write!(formatter, "Файл больше {limit_mb} МБ.")
            }
            Self::WrongFormat { looks_like } => write!(
                formatter,
                "Файл не того вида, который нужен: похоже, это {looks_like}."
            ),
            Self::PasswordProtected => write!(formatter, "Файл закрыт паролем."),
            Self::Macros => write!(
                formatter,
                "В файле есть макросы, такие файлы не принимаются."
            ),
            Self::Damaged { part } => {
                write!(formatter, "Файл повреждён или обрезан (часть «{part}»).")
            }
            Self::Bomb { part } => write!(
                formatter,
                "Файл распаковывается в слишком большой объём (часть «{part}»)."
            ),
            Self::TooManyCells { sheet } => write!(
                formatter,
                "На листе «{sheet}» занято слишком много строк или столбцов."
            ),
            Self::Dtd { part } => write!(
                formatter,
                "В файле есть объявления DTD (часть «{part}»), такие файлы не принимаются."
            ),
            Self::NewerWorkbook { found } => write!(
                formatter,
                "Книга сделана более новой версией программы (формат {found})."
            ),
            Self::NoKnownSheets { found } => write!(
                formatter,
                "В книге нет листов шаблона; в ней есть: {}.",
                list(found)
            ),
            Self::MissingColumn { sheet, column } => write!(
                formatter,
                "На листе «{sheet}» нет обязательного столбца «{column}»."
            ),
            Self::DuplicateColumn { sheet, column } => write!(
                formatter,
                "На листе «{sheet}» столбец «{column}» встречается дважды."
            ),
            Self::UnknownSheet => write!(
                formatter,
                "Ни по заголовкам, ни по имени файла не понять, какой это лист."
            ),
            Self::AmbiguousEncoding => {
                write!(
                    formatter,
                    "Не удалось уверенно определить кодировку текста."
                )
            }
            Self::WrongEncoding => {
                write!(
                    formatter,
                    "Текст файла не в той кодировке, которая указана."
                )
            }
            Self::NoTables => write!(
                formatter,
                "В файле не найдены ни таблица показателей, ни дорожная карта."
            ),
        }
    }
}

impl std::error::Error for FileError {}

/// Up to five names in quotation marks.
fn list(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(5)
        .map(|name| format!("«{name}»"))
        .collect();
    if names.len() > shown.len() {
        format!("{} и другие", shown.join(", "))
    } else {
        shown.join(", ")
    }
}
