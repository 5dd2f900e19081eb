//! Bytes of a text file as text.
//!
//! Not here: CSV and tables. The one decision to know: a text without a mark that is not UTF-8 is
//! taken as one of the old Russian encodings only when exactly one of them makes words we expect;
//! otherwise the person is asked.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use crate::{FileError, TextEncoding};

/// Decodes a text; `expected` are words, lower case, of which a right reading has at least one.
pub(crate) fn decode(
    bytes: &[u8],
    named: Option<TextEncoding>,
    expected: &[&str],
) -> Result<String, FileError> {
    match named {
        Some(TextEncoding::Utf8) => strict(UTF_8, bytes).ok_or(FileError::WrongEncoding),
        Some(TextEncoding::Windows1251) => {
            strict(WINDOWS_1251, bytes).ok_or(FileError::WrongEncoding)
        }
        Some(TextEncoding::Utf16) => {
            let order = match bytes {
                [0xFE, 0xFF, ..] => UTF_16BE,
                _ => wide_order(bytes).unwrap_or(UTF_16LE),
            };
            strict(order, bytes).ok_or(FileError::WrongEncoding)
        }
        None => guess(bytes, expected),
    }
}

fn guess(bytes: &[u8], expected: &[&str]) -> Result<String, FileError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes).ok_or(FileError::AmbiguousEncoding);
    }
    if let Some(order) = wide_order(bytes) {
        return strict(order, bytes).ok_or(FileError::AmbiguousEncoding);
    }
    if let Some(text) = strict(UTF_8, bytes) {
        return Ok(text);
    }
    let mut readings = [WINDOWS_1251, KOI8_R, IBM866]
        .into_iter()
        .filter_map(|encoding| strict(encoding, bytes))
        .filter(|text| {
            let lower = text.to_lowercase();
            expected.iter().any(|word| lower.contains(word))
        });
    match (readings.next(), readings.next()) {
        (Some(text), None) => Ok(text),
        _ => Err(FileError::AmbiguousEncoding),
    }
}

/// The text, when every byte of it belongs to the encoding.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let (text, failed) = encoding.decode_with_bom_removal(bytes);
    (!failed && !text.contains('\0')).then(|| text.into_owned())
}

/// Order of bytes of a UTF-16 text without a mark: its spaces and line ends have a zero byte.
pub(crate) fn wide_order(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let (mut little, mut big, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        pairs = pairs.saturating_add(1);
        match pair {
            [b' '..=b'~' | b'\n' | b'\r' | b'\t', 0] => little = little.saturating_add(1),
            [0, b' '..=b'~' | b'\n' | b'\r' | b'\t'] => big = big.saturating_add(1),
            _ => {}
        }
    }
    let enough = pairs / 20;
    match (little > enough, big > enough) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_russian_encodings_are_told_by_the_words_they_make() {
        for encoding in [UTF_8, WINDOWS_1251, KOI8_R, IBM866] {
            let (bytes, _, _) = encoding.encode("Фамилия;Имя\nИванов;Пётр\n");
            let text = decode(&bytes, None, &["фамилия"]).unwrap();
            assert_eq!(text, "Фамилия;Имя\nИванов;Пётр\n", "{}", encoding.name());
        }
    }

    #[test]
    fn what_makes_no_known_word_is_asked_about() {
        let (bytes, _, _) = WINDOWS_1251.encode("Щука;Ёрш\n");
        let refused = decode(&bytes, None, &["фамилия"]);
        assert_eq!(refused, Err(FileError::AmbiguousEncoding));
        let text = decode(&bytes, Some(TextEncoding::Windows1251), &[]).unwrap();
        assert_eq!(text, "Щука;Ёрш\n");
        assert_eq!(
            decode(&bytes, Some(TextEncoding::Utf8), &[]),
            Err(FileError::WrongEncoding)
        );
    }

    #[test]
    fn wide_texts_are_read_with_and_without_a_mark() {
        let text = "Фамилия;Имя\nИванов;Пётр\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE][..], &little].concat();
        for bytes in [little, big, marked] {
            assert_eq!(decode(&bytes, None, &[]).unwrap(), text);
        }
    }
}
