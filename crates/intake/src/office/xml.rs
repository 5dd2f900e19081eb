//! Streaming XML without document types and without entities of its own.
//!
//! Not here: meaning. The one decision to know: names come without their prefixes, and any document
//! type or unknown entity refuses the file.

use std::io::{BufRead, BufReader, ErrorKind};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::package::{Package, damaged};
use crate::FileError;

/// Deepest nesting taken; office files stay under 40.
const DEEPEST: usize = 200;

/// What the walk meets.
pub(crate) enum Node<'a> {
    /// Start of an element; an empty one is followed by its end at once.
    Open(&'a str, &'a BytesStart<'a>),
    /// Text, with references resolved; one text may come in pieces.
    Text(&'a str),
    /// End of an element.
    Close(&'a str),
}

/// An attribute by its name without prefix, unescaped.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            quick_xml::escape::unescape(&attribute.value)
                .ok()
                .map(Into::into)
        })
}

impl Package<'_> {
    /// Walks a part.
    pub(crate) fn walk(
        &mut self,
        part: &str,
        on: &mut dyn FnMut(Node<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let stream = BufReader::with_capacity(64 << 10, self.part(part)?);
        walk(stream, part, on)
    }
}

fn walk(
    stream: impl BufRead,
    part: &str,
    on: &mut dyn FnMut(Node<'_>) -> Result<(), FileError>,
) -> Result<(), FileError> {
    let mut reader = Reader::from_reader(stream);
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| refusal(&error, part))?;
        match event {
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged(part)),
            Event::Start(element) => {
                depth = depth.saturating_add(1);
                if depth > DEEPEST {
                    return Err(damaged(part));
                }
                on(Node::Open(element.local_name().as_ref(), &element))?;
            }
            Event::Empty(element) => {
                on(Node::Open(element.local_name().as_ref(), &element))?;
                on(Node::Close(element.local_name().as_ref()))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                on(Node::Close(element.local_name().as_ref()))?;
            }
            Event::Text(text) => on(Node::Text(&text))?,
            Event::CData(text) => on(Node::Text(&text))?,
            Event::GeneralRef(reference) => {
                let mut letter = [0_u8; 4];
                let text = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(found)) => found.encode_utf8(&mut letter),
                        _ => return Err(dtd(part)),
                    },
                };
                on(Node::Text(text))?;
            }
            Event::DocType(_) => return Err(dtd(part)),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn dtd(part: &str) -> FileError {
    FileError::Dtd {
        part: part.to_owned(),
    }
}

fn refusal(error: &Error, part: &str) -> FileError {
    match error {
        Error::Io(error) if error.kind() == ErrorKind::FileTooLarge => FileError::Bomb {
            part: part.to_owned(),
        },
        _ => damaged(part),
    }
}
