//! Puts the parts into one file.
//!
//! Not here: content of the parts. The one decision to know: entries carry the earliest moment a
//! ZIP can hold and stand in a fixed order, so the same document gives the same bytes.

use std::io::{Cursor, Write};

use opora_domain::document::Document;
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::{body::Body, parts, styles};
use crate::{WriteError, markup::Markup};

/// The file.
pub(super) fn assemble(document: &Document, mut body: Body) -> Result<Vec<u8>, WriteError> {
    let relations = parts::document_relations(&body);
    let numbering = parts::numbering(body.numbered);
    let pictures = std::mem::take(&mut body.pictures);
    let mut main = Markup::opened_by(parts::DECLARATION);
    main.element("w:document", &parts::NAMESPACES, |xml| {
        xml.element("w:body", &[], |xml| xml.raw(&body.xml.finish()));
    });
    let texts = [
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::properties(document)),
        ("word/document.xml", main.finish()),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", styles::styles(parts::DECLARATION)),
        ("word/numbering.xml", numbering),
        ("word/settings.xml", parts::settings()),
        ("word/header.xml", parts::header()),
    ];
    let mut files: Vec<(String, Vec<u8>)> = texts
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect();
    for (index, picture) in pictures.into_iter().enumerate() {
        files.push((format!("word/media/chart{}.png", index + 1), picture.png));
    }
    archive(&files).map_err(|error| WriteError::Archive(error.to_string()))
}

fn archive(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
