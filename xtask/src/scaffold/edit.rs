//! Lines added to files that exist.
//!
//! Not here: new files. The one decision to know: an edit that does not find its place gives
//! nothing, and then nothing at all is written.

use super::names::Names;

/// A way to add lines.
#[derive(Debug)]
pub enum Edit {
    /// Among the lines that start so, in the order of the alphabet.
    Sorted {
        start: &'static str,
        line: &'static str,
    },
    /// After the last line that starts so.
    AfterLast {
        start: &'static str,
        lines: &'static str,
    },
    /// Before the first line `end` that follows the line starting with `block`.
    InBlock {
        block: &'static str,
        end: &'static str,
        lines: &'static str,
    },
}

/// Files and what is added to them.
pub const EDITS: &[(&str, &[Edit])] = &[
    (
        "crates/domain/src/lib.rs",
        &[Edit::Sorted {
            start: "pub mod ",
            line: "pub mod {plural};",
        }],
    ),
    (
        "crates/domain/src/facts.rs",
        &[
            Edit::Sorted {
                start: "use crate::",
                line: "use crate::{plural}::{Singular};",
            },
            Edit::InBlock {
                block: "facts! {",
                end: "}",
                lines: "    /// {Plural}.\n    {plural}: {Singular},\n",
            },
        ],
    ),
    (
        "crates/store/src/migrations/mod.rs",
        &[
            Edit::AfterLast {
                start: "mod m0",
                lines: "mod m{number}_{plural};\n",
            },
            Edit::InBlock {
                block: "pub(crate) const ALL",
                end: "];",
                lines: "    Migration {\n        number: {number},\n        \
                        tables: &[m{number}_{plural}::TABLES],\n        \
                        after: |_| Vec::new(),\n    },\n",
            },
        ],
    ),
    (
        "crates/app/src/lib.rs",
        &[Edit::Sorted {
            start: "pub mod ",
            line: "pub mod {plural};",
        }],
    ),
    (
        "crates/web/src/pages/mod.rs",
        &[Edit::Sorted {
            start: "pub mod ",
            line: "pub mod {plural};",
        }],
    ),
    (
        "crates/web/src/routes.rs",
        &[Edit::InBlock {
            block: "pub static ROUTES",
            end: "];",
            lines: "    reads(\"/{key}\", Access::May(Action::SeePeople), || {\n        \
                    get(pages::{plural}::list)\n    }),\n",
        }],
    ),
    (
        "xtask/src/features.rs",
        &[Edit::InBlock {
            block: "const FEATURES",
            end: "];",
            lines: "    (\"{plural}\", \"{Plural}\"),\n",
        }],
    ),
];

impl Edit {
    /// The text with the lines added; nothing when the place is not found.
    pub fn apply(&self, text: &str, names: &Names) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        let (position, added) = self.place(&lines, names)?;
        let mut result = String::new();
        for (number, line) in lines.iter().enumerate() {
            if number == position {
                result.push_str(&added);
            }
            result.push_str(line);
            result.push('\n');
        }
        if position == lines.len() {
            result.push_str(&added);
        }
        Some(result)
    }

    /// Before which line what is added.
    fn place(&self, lines: &[&str], names: &Names) -> Option<(usize, String)> {
        match self {
            Self::Sorted { start, line } => {
                let line = names.fill(line);
                let known = || {
                    let lines = lines.iter().enumerate();
                    lines.filter(|(_, known)| known.starts_with(start))
                };
                let after = known().rfind(|(_, known)| **known < line.as_str());
                let first = known().next()?.0;
                Some((after.map_or(first, |(number, _)| number + 1), line + "\n"))
            }
            Self::AfterLast {
                start,
                lines: added,
            } => {
                let last = lines.iter().rposition(|line| line.starts_with(start))?;
                Some((last + 1, names.fill(added)))
            }
            Self::InBlock {
                block,
                end,
                lines: added,
            } => {
                let begin = lines.iter().position(|line| line.starts_with(block))?;
                let length = lines.iter().skip(begin).position(|line| line == end)?;
                Some((begin + length, names.fill(added)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new("meetings", 2).expect("a name")
    }

    #[test]
    fn a_module_stands_in_the_order_of_the_alphabet() {
        let edit = Edit::Sorted {
            start: "pub mod ",
            line: "pub mod {plural};",
        };
        let text = "pub mod acts;\npub mod pairs;\n\npub use x;\n";
        let expected = "pub mod acts;\npub mod meetings;\npub mod pairs;\n\npub use x;\n";
        assert_eq!(edit.apply(text, &names()).as_deref(), Some(expected));
        let first = edit.apply("pub mod pairs;\n", &names());
        assert_eq!(
            first.as_deref(),
            Some("pub mod meetings;\npub mod pairs;\n")
        );
        let last = edit.apply("pub mod acts;\n", &names());
        assert_eq!(last.as_deref(), Some("pub mod acts;\npub mod meetings;\n"));
    }

    #[test]
    fn an_entry_goes_to_the_end_of_its_block_and_of_no_other() {
        let edit = Edit::InBlock {
            block: "facts! {",
            end: "}",
            lines: "    {plural}: {Singular},\n",
        };
        let text = "fn x() {\n}\nfacts! {\n    a: A,\n}\n";
        let expected = "fn x() {\n}\nfacts! {\n    a: A,\n    meetings: Meeting,\n}\n";
        assert_eq!(edit.apply(text, &names()).as_deref(), Some(expected));
    }

    #[test]
    fn a_place_that_is_gone_gives_nothing() {
        let edit = Edit::InBlock {
            block: "facts! {",
            end: "}",
            lines: "",
        };
        assert_eq!(edit.apply("other! {\n}\n", &names()), None);
    }
}
