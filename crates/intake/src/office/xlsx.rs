//! Sheets of a workbook as sparse rows of cells.
//!
//! Not here: headings and meaning. The one decision to know: only occupied cells are kept and their
//! number and text are limited, so a cell in the last corner of a sheet costs nothing.

use std::collections::BTreeMap;

use super::package::{Package, damaged};
use super::sheet_xml::SheetReader;
use super::xml::{Node, attribute};
use crate::FileError;
use crate::cell::Cell;

/// Most bytes of shared texts.
const LARGEST_TEXTS: usize = 16 << 20;
/// Most occupied cells of a workbook, and most bytes of text in them.
const MOST_CELLS: usize = 600_000;
const MOST_TEXT: usize = 24 << 20;

/// One sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub name: String,
    pub rows: Vec<SheetRow>,
    pub merges: Vec<Merge>,
}

/// One row with at least one occupied cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetRow {
    /// Number as shown, from 1.
    pub number: usize,
    /// Columns from 0, in order.
    pub cells: BTreeMap<usize, Cell>,
}

/// A merged range: rows from 1, columns from 0, both ends included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merge {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

/// What cells need to be understood, and what is left of the limits.
pub(super) struct Context {
    pub texts: Vec<String>,
    pub date_styles: Vec<bool>,
    pub since_1904: bool,
    pub cells_left: usize,
    pub text_left: usize,
}

/// All sheets of a workbook that are worksheets.
pub(crate) fn read_sheets(package: &mut Package<'_>) -> Result<Vec<Sheet>, FileError> {
    let workbook = main_part(package)?;
    let targets = relations(package, &workbook)?;
    let mut names = Vec::new();
    let mut since_1904 = false;
    package.walk(&workbook, &mut |node| {
        match node {
            Node::Open("sheet", element) => names.push((
                attribute(element, "name").unwrap_or_default(),
                attribute(element, "id").unwrap_or_default(),
            )),
            Node::Open("workbookPr", element) => {
                since_1904 = matches!(
                    attribute(element, "date1904").as_deref(),
                    Some("1" | "true")
                );
            }
            _ => {}
        }
        Ok(())
    })?;
    let folder = folder_of(&workbook);
    let mut context = Context {
        texts: shared_texts(package, &targets, folder)?,
        date_styles: date_styles(package, &targets, folder)?,
        since_1904,
        cells_left: MOST_CELLS,
        text_left: MOST_TEXT,
    };
    let mut sheets = Vec::new();
    for (name, id) in names {
        let Some(relation) = targets.get(&id).filter(|r| r.kind.ends_with("/worksheet")) else {
            continue;
        };
        let part = resolve(folder, &relation.target);
        let mut reader = SheetReader::new(name, &mut context);
        package.walk(&part, &mut |node| reader.take(&node))?;
        sheets.push(reader.finish());
    }
    Ok(sheets)
}

struct Relation {
    kind: String,
    target: String,
}

/// The part the package is about; refuses anything but a workbook.
fn main_part(package: &mut Package<'_>) -> Result<String, FileError> {
    if package.has("word/document.xml") {
        return Err(FileError::WrongFormat {
            looks_like: "документ Word",
        });
    }
    if package.has("mimetype") {
        return Err(FileError::WrongFormat {
            looks_like: "файл LibreOffice (ODS или ODT)",
        });
    }
    if package.has("xl/workbook.xml") {
        return Ok("xl/workbook.xml".to_owned());
    }
    if !package.has("_rels/.rels") {
        return Err(FileError::WrongFormat {
            looks_like: "архив ZIP",
        });
    }
    let relations = read_relations(package, "_rels/.rels")?;
    let main = relations
        .into_values()
        .find(|r| r.kind.ends_with("/officeDocument"));
    match main {
        Some(relation) => Ok(resolve("", &relation.target)),
        None => Err(damaged("_rels/.rels")),
    }
}

fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, Relation>, FileError> {
    let folder = folder_of(part);
    let file = part.get(folder.len()..).unwrap_or(part);
    read_relations(package, &format!("{folder}_rels/{file}.rels"))
}

fn read_relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, Relation>, FileError> {
    let mut relations = BTreeMap::new();
    package.walk(part, &mut |node| {
        if let Node::Open("Relationship", element) = node {
            relations.insert(
                attribute(element, "Id").unwrap_or_default(),
                Relation {
                    kind: attribute(element, "Type").unwrap_or_default(),
                    target: attribute(element, "Target").unwrap_or_default(),
                },
            );
        }
        Ok(())
    })?;
    Ok(relations)
}

/// «xl/» of «xl/workbook.xml».
fn folder_of(part: &str) -> &str {
    part.rfind('/')
        .and_then(|slash| part.get(..=slash))
        .unwrap_or("")
}

fn resolve(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{}", target.trim_start_matches("./")),
    }
}

fn part_of(
    package: &Package<'_>,
    relations: &BTreeMap<String, Relation>,
    folder: &str,
    kind: &str,
) -> Option<String> {
    relations
        .values()
        .find(|relation| relation.kind.ends_with(kind))
        .map(|relation| resolve(folder, &relation.target))
        .filter(|part| package.has(part))
}

/// Texts shared between cells, phonetic readings left out.
fn shared_texts(
    package: &mut Package<'_>,
    relations: &BTreeMap<String, Relation>,
    folder: &str,
) -> Result<Vec<String>, FileError> {
    let Some(part) = part_of(package, relations, folder, "/sharedStrings") else {
        return Ok(Vec::new());
    };
    let mut texts: Vec<String> = Vec::new();
    let (mut text, mut within, mut phonetic, mut size) = (String::new(), false, false, 0_usize);
    package.walk(&part, &mut |node| {
        match node {
            Node::Open("si", _) => text.clear(),
            Node::Open("t", _) => within = true,
            Node::Open("rPh", _) => phonetic = true,
            Node::Close("t") => within = false,
            Node::Close("rPh") => phonetic = false,
            Node::Close("si") => texts.push(unescape(&text)),
            Node::Text(piece) if within && !phonetic => {
                size = size.saturating_add(piece.len());
                text.push_str(piece);
            }
            _ => {}
        }
        if size > LARGEST_TEXTS || texts.len() > MOST_CELLS {
            return Err(FileError::Bomb { part: part.clone() });
        }
        Ok(())
    })?;
    Ok(texts)
}

/// For each style of cells, whether it shows dates.
fn date_styles(
    package: &mut Package<'_>,
    relations: &BTreeMap<String, Relation>,
    folder: &str,
) -> Result<Vec<bool>, FileError> {
    let Some(part) = part_of(package, relations, folder, "/styles") else {
        return Ok(Vec::new());
    };
    let mut custom = BTreeMap::new();
    let mut styles = Vec::new();
    let mut within = false;
    package.walk(&part, &mut |node| {
        match node {
            Node::Open("numFmt", element) => {
                let code = attribute(element, "formatCode").unwrap_or_default();
                custom.insert(
                    attribute(element, "numFmtId").unwrap_or_default(),
                    is_date(&code),
                );
            }
            Node::Open("cellXfs", _) => within = true,
            Node::Close("cellXfs") => within = false,
            Node::Open("xf", element) if within => {
                let id = attribute(element, "numFmtId").unwrap_or_default();
                let built_in = matches!(
                    id.parse(),
                    Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57..=58)
                );
                styles.push(custom.get(&id).copied().unwrap_or(built_in));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Whether a format shows a day: letters of day or year outside quotes and brackets.
fn is_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.to_lowercase().chars().any(|c| {
        let skip = std::mem::take(&mut escaped);
        match c {
            _ if skip => false,
            '"' => {
                quoted = !quoted;
                false
            }
            '\\' | '_' | '*' => {
                escaped = true;
                false
            }
            '[' => {
                bracketed = true;
                false
            }
            ']' => {
                bracketed = false;
                false
            }
            _ => !quoted && !bracketed && matches!(c, 'y' | 'd' | 'г' | 'д'),
        }
    })
}

/// Resolves `_x000D_` escapes (ECMA-376, 22.4.2.4).
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let code = after
            .get(2..7)
            .filter(|code| code.ends_with('_'))
            .and_then(|code| code.get(..4))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        if let (Some(letter), Some(tail)) = (code, after.get(7..)) {
            out.push(letter);
            rest = tail;
        } else {
            out.push_str("_x");
            rest = after.get(2..).unwrap_or("");
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_with_day_or_year_are_dates_and_quoted_letters_are_not() {
        for code in ["dd.mm.yyyy", "ДД.ММ.ГГГГ", "[$-419]d mmmm yyyy;@"] {
            assert!(is_date(code), "{code}");
        }
        for code in ["0.00", "#,##0\" год\"", "General", "@", "[Red]0"] {
            assert!(!is_date(code), "{code}");
        }
    }

    #[test]
    fn escaped_letters_are_resolved_and_half_escapes_kept() {
        assert_eq!(unescape("а_x000D_б_x0_в_x"), "а\rб_x0_в_x");
        assert_eq!(unescape("_x005F_x0041_"), "_x0041_");
    }
}
