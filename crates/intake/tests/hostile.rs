//! Files that are wrong, damaged or meant to hurt.
//!
//! Not here: timing. The one decision to know: each is built here in full, so a refusal is shown to
//! come from our check and not from the lack of a file.

use std::io::Write;

use opora_domain::Facts;
use opora_intake::{Archive, FileError, Lexicon, Source, import, read_report};
use zip::write::SimpleFileOptions;

use crate::arbitrary::facts;
use crate::support::{archive, bare_workbook, exported, ids, vocabulary};

fn refused(bytes: &[u8]) -> FileError {
    let source = Source::new(bytes, "файл.xlsx");
    import(&source, &Facts::default(), &vocabulary(), &mut ids(0)).unwrap_err()
}

fn code(bytes: &[u8]) -> &'static str {
    let error = refused(bytes);
    assert!(error.to_string().ends_with('.') && error.next_step().ends_with('.'));
    error.code()
}

#[test]
fn other_formats_renamed_to_xlsx_are_named() {
    assert_eq!(code(b""), "empty-file");
    assert_eq!(code(b"%PDF-1.7\n..."), "wrong-format");
    assert_eq!(code(b"\x89PNG\r\n\x1a\n"), "wrong-format");
    assert_eq!(code(&[1, 2, 3, 4, 0, 0, 7, 8]), "wrong-format");
    assert_eq!(
        code(&archive(&[("word/document.xml", b"<a/>")])),
        "wrong-format"
    );
    assert_eq!(
        code(&archive(&[("mimetype", b"application/vnd.oasis")])),
        "wrong-format"
    );
    assert_eq!(code(&archive(&[("фото.jpg", b"x")])), "wrong-format");
}

#[test]
fn old_and_encrypted_office_files_are_told_apart() {
    let compound = |name: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 512]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(
        refused(&compound("EncryptedPackage")),
        FileError::PasswordProtected
    );
    assert!(
        refused(&compound("WordDocument"))
            .to_string()
            .contains("DOC")
    );
    assert!(refused(&compound("Workbook")).to_string().contains("XLS"));
}

#[test]
fn macros_are_refused() {
    assert_eq!(
        code(&archive(&[
            ("xl/vbaProject.bin", b"x"),
            ("xl/workbook.xml", b"<a/>")
        ])),
        "macros"
    );
}

#[test]
fn a_file_over_fifty_megabytes_is_refused_before_it_is_looked_at() {
    assert_eq!(code(&vec![b'P'; (50 << 20) + 1]), "too-large");
}

#[test]
fn every_cut_of_a_workbook_is_a_clean_refusal() {
    let whole = exported(&facts(5, 2));
    for tenth in 1..10 {
        let cut = &whole[..whole.len() * tenth / 10];
        assert_eq!(code(cut), "damaged", "{tenth}/10");
    }
}

#[test]
fn a_bomb_is_refused_by_its_directory() {
    let zeros = vec![b' '; 2 << 20];
    let bytes = archive(&[("xl/workbook.xml", b"<a/>"), ("xl/big.xml", &zeros)]);
    assert!(bytes.len() < 100_000);
    assert_eq!(code(&bytes), "bomb");
}

#[test]
fn a_crowd_of_entries_is_refused() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..5000 {
        writer
            .start_file(number.to_string(), SimpleFileOptions::default())
            .unwrap();
    }
    writer.write_all(b"x").unwrap();
    assert_eq!(code(&writer.finish().unwrap().into_inner()), "bomb");
}

/// A workbook whose sheet part is stored without packing.
fn stored(sheet: &str) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>";
    let book =
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Люди\" r:id=\"a\"/></sheets></workbook>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/s.xml", sheet),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_part_over_the_limit_is_stopped_while_it_is_read() {
    let piece = format!("<x>{}</x>", "7".repeat(1 << 20));
    let sheet = format!("<worksheet>{}</worksheet>", piece.repeat(33));
    assert_eq!(code(&stored(&sheet)), "bomb");
}

#[test]
fn a_text_too_long_to_hold_is_stopped_while_it_is_read() {
    let sheet = format!("<worksheet>{}</worksheet>", "7".repeat(5 << 20));
    assert_eq!(code(&stored(&sheet)), "bomb");
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing_and_is_refused() {
    let sheet = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\">\
                 <c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>";
    assert_eq!(code(&bare_workbook("Люди", sheet)), "too-many-cells");
}

#[test]
fn one_long_text_shared_by_many_cells_does_not_multiply() {
    let text = "я".repeat(16_000);
    let mut sheet = String::from("<worksheet><sheetData>");
    for row in 1..=2_000 {
        sheet.push_str(&format!("<row r=\"{row}\"><c t=\"s\"><v>0</v></c></row>"));
    }
    sheet.push_str("</sheetData></worksheet>");
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book =
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Люди\" r:id=\"a\"/></sheets></workbook>";
    let relations = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{types}/worksheet\" Target=\"s.xml\"/>\
         <Relationship Id=\"b\" Type=\"{types}/sharedStrings\" Target=\"t.xml\"/></Relationships>"
    );
    let texts = format!("<sst><si><t>{text}</t></si></sst>");
    let bytes = archive(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
        ("xl/t.xml", texts.as_bytes()),
    ]);
    assert_eq!(code(&bytes), "too-many-cells");
}

#[test]
fn document_types_and_own_entities_are_refused() {
    let doctype = "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><worksheet/>";
    assert_eq!(code(&bare_workbook("Люди", doctype)), "dtd");
    let entity = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&boom;</t></is></c></row></sheetData></worksheet>";
    assert_eq!(code(&bare_workbook("Люди", entity)), "dtd");
    let document = archive(&[("word/document.xml", doctype.as_bytes())]);
    let report = read_report(&Source::new(&document, "а.docx"), &Lexicon::default());
    assert_eq!(report.unwrap_err().code(), "dtd");
}

#[test]
fn bottomless_nesting_is_refused() {
    assert_eq!(
        code(&bare_workbook("Люди", &"<a>".repeat(100_000))),
        "damaged"
    );
}

#[test]
fn a_workbook_without_our_sheets_lists_its_own() {
    let error = refused(&bare_workbook("Лист1", "<worksheet/>"));
    assert_eq!(error.code(), "no-known-sheets");
    assert!(error.to_string().contains("«Лист1»"));
}

#[test]
fn a_workbook_of_a_later_edition_is_refused() {
    let row = |label: &str, value: &str| {
        format!("<row><c t=\"inlineStr\"><is><t>{label}</t></is></c><c><v>{value}</v></c></row>")
    };
    let sheet = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        row("Версия формата", "2")
    );
    assert_eq!(
        refused(&bare_workbook("Как заполнять", &sheet)),
        FileError::NewerWorkbook { found: 2 }
    );
}

#[test]
fn tables_nested_beyond_reason_are_refused_or_read_as_text() {
    let deep = |depth: usize| {
        let (open, close) = ("<w:tbl><w:tr><w:tc><w:p/>", "</w:tc></w:tr></w:tbl>");
        let body = format!("{}{}", open.repeat(depth), close.repeat(depth));
        archive(&[(
            "word/document.xml",
            format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").as_bytes(),
        )])
    };
    let read = |bytes: &[u8]| {
        let refused = read_report(&Source::new(bytes, "а.docx"), &Lexicon::default());
        refused.unwrap_err().code()
    };
    assert_eq!(read(&deep(30)), "no-tables");
    assert_eq!(read(&deep(5_000)), "damaged");
    let page = "<table><tr><td>".repeat(20_000);
    let refused = read_report(&Source::new(page.as_bytes(), "а.html"), &Lexicon::default());
    assert_eq!(refused.unwrap_err().code(), "no-tables");
}

#[test]
fn merged_ranges_without_end_cost_no_more_than_their_limit() {
    let rows: Vec<String> = (1..400)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>"))
        .collect();
    let rows = rows.concat();
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(3_000);
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
    );
    let bytes = bare_workbook("Лист1", &sheet);
    let refused = read_report(&Source::new(&bytes, "а.xlsx"), &Lexicon::default());
    assert_eq!(refused.unwrap_err().code(), "no-tables");
}

#[test]
fn an_archive_gives_its_documents_and_refuses_what_swells() {
    let bytes = archive(&[
        ("папка/а.txt", b"x"),
        (".hidden", b"x"),
        ("__MACOSX/b", b"x"),
        ("~$c.docx", b"x"),
    ]);
    let mut opened = Archive::open(&bytes).unwrap().unwrap();
    assert_eq!(opened.names().collect::<Vec<_>>(), ["папка/а.txt"]);
    assert_eq!(opened.read(0).unwrap(), b"x");
    assert_eq!(opened.read(1).unwrap_err().code(), "damaged");
    let document = archive(&[("word/document.xml", b"<a/>")]);
    assert!(Archive::open(&document).unwrap().is_none());
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("a.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut writer, &vec![b' '; 8 << 20]).unwrap();
    let swelling = writer.finish().unwrap().into_inner();
    assert_eq!(Archive::open(&swelling).unwrap_err().code(), "bomb");
    assert_eq!(
        Archive::open(&bytes[..bytes.len() / 2]).unwrap_err().code(),
        "damaged"
    );
}
