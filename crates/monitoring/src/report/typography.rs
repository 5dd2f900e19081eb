//! No-break spaces of a finished document: «№ 5», «13 октября 2023 г.», «В. Е. Иванова», «п. 4».
//!
//! Not here: words. The one decision to know: it is one pass over the whole document and changes
//! spaces only, so texts everywhere else are written with plain spaces.

use opora_domain::document::{Block, Cell, Document, Span, Table};

/// Units and months that stay with the number before them.
const AFTER_NUMBER: [&str; 22] = [
    "чел",
    "ед",
    "%",
    "г",
    "гг",
    "п",
    "дн",
    "лет",
    "года",
    "из",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The document with no-break spaces where a line must not end.
pub(super) fn settled(mut document: Document) -> Document {
    for block in &mut document.blocks {
        match block {
            Block::Approval(lines) | Block::Title(lines) => each(lines),
            Block::Heading { text, .. } => settle(text),
            Block::Paragraph(spans) => of_spans(spans),
            Block::List { items, .. } => items.iter_mut().for_each(|item| of_spans(item)),
            Block::Table(table) => of_table(table),
            Block::Chart(chart) => {
                settle(&mut chart.title);
                settle(&mut chart.alternative);
                each(&mut chart.categories);
            }
            Block::Signature { post, name } => {
                settle(post);
                settle(name);
            }
            Block::Squares(_) | Block::Pages(_) => {}
        }
    }
    document
}

fn each(lines: &mut [String]) {
    lines.iter_mut().for_each(settle);
}

fn of_spans(spans: &mut [Span]) {
    for span in spans {
        settle(&mut span.text);
    }
}

fn of_table(table: &mut Table) {
    if let Some(caption) = &mut table.caption {
        settle(caption);
    }
    let cells = table.header.iter_mut().chain(&mut table.rows).flatten();
    cells.for_each(of_cell);
}

fn of_cell(cell: &mut Cell) {
    cell.paragraphs
        .iter_mut()
        .for_each(|paragraph| of_spans(paragraph));
}

fn settle(text: &mut String) {
    let mut settled = String::with_capacity(text.len() + 8);
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        settled.push_str(word);
        if let Some(next) = words.peek() {
            settled.push(if stays(word, next) { '\u{a0}' } else { ' ' });
        }
    }
    *text = settled;
}

/// Whether a line may not end between these words.
fn stays(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(['«', '(', '"']);
    let following = next.trim_end_matches(['.', ',', ';', ':', ')', '»']);
    let number = bare.ends_with(|letter: char| letter.is_ascii_digit());
    bare == "№"
        || (matches!(bare, "п." | "пп.") && !next.is_empty())
        || matches!(next, "—" | "–")
        || (number && AFTER_NUMBER.contains(&following))
        || (initial(bare) && starts_high(next))
        || (starts_high(bare) && bare.chars().all(char::is_alphabetic) && initial(next))
}

/// «А.», also with a comma after it.
fn initial(word: &str) -> bool {
    let mut letters = word.trim_end_matches([',', ';', ')', '»']).chars();
    matches!((letters.next(), letters.next(), letters.next()),
        (Some(first), Some('.'), None) if first.is_uppercase())
}

fn starts_high(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::settle;

    fn settled(text: &str) -> String {
        let mut text = text.to_owned();
        settle(&mut text);
        text.replace('\u{a0}', "_")
    }

    #[test]
    fn a_number_stays_with_what_it_counts_and_a_surname_with_its_initials() {
        assert_eq!(
            settled("на 13 октября 2023 г. приказ № 5"),
            "на 13_октября 2023_г. приказ №_5"
        );
        assert_eq!(settled("на 9 п. п., 67 чел."), "на 9_п._п., 67_чел.");
        assert_eq!(
            settled("Дементьева В. Е., затем Г. Б. Шкляев"),
            "Дементьева_В._Е., затем Г._Б._Шкляев"
        );
        assert_eq!(settled("Май 2024: п. 5 — срок"), "Май 2024: п._5_— срок");
    }
}
