//! Elements, attributes and text of XML, HTML and SVG, always balanced and always escaped.
//!
//! Not here: what the elements mean. The one decision to know: text enters only through `text` and
//! attribute values, which escape; `raw` takes markup that another writer of this crate made.

use quick_xml::escape::escape;

/// Name and value of an attribute.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

/// Markup under construction.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
}

impl Markup {
    /// Markup that opens with this declaration.
    pub(crate) fn opened_by(declaration: &str) -> Self {
        Self {
            out: declaration.to_owned(),
        }
    }

    /// An element with content.
    pub(crate) fn element(
        &mut self,
        name: &str,
        attributes: &[Attribute<'_>],
        content: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes, ">");
        content(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element without content, closed in XML's way.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, "/>");
    }

    /// Text, escaped.
    pub(crate) fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }

    /// Markup as it is.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The markup.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>], end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.out.push_str(&escape(*value));
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}
