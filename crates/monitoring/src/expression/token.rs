//! Tokens of expressions.
//!
//! Not here: grammar. The one decision to know: words are Latin, quoted texts may be anything, and
//! `#` starts a remark to the end of the line.

use super::Mistake;

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Keyword or name.
    Word(String),
    /// Whole number.
    Number(i64),
    /// Quoted text.
    Text(String),
    /// Punctuation or an operator.
    Sign(&'static str),
    /// The end.
    End,
}

impl Token {
    /// How it is named in messages.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Number(number) => format!("`{number}`"),
            Self::Text(text) => format!("'{text}'"),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// Signs, longer ones first.
const SIGNS: &[&str] = &[
    "..", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "=", "<", ">", "+", "-",
];

/// Cuts a text into tokens with their places.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Mistake> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        let (length, token) = if first.is_whitespace() {
            (first.len_utf8(), None)
        } else if first == '#' {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if first.is_ascii_alphabetic() {
            let word = prefix(rest, |char| char.is_ascii_alphanumeric() || char == '_');
            (word.len(), Some(Token::Word(word.to_owned())))
        } else if first.is_ascii_digit() {
            let digits = prefix(rest, |char| char.is_ascii_digit());
            let number = digits
                .parse()
                .map_err(|_| Mistake::new(at, format!("the number {digits} is too large")))?;
            (digits.len(), Some(Token::Number(number)))
        } else if first == '\'' || first == '"' {
            let inside = prefix(rest.get(1..).unwrap_or(""), |char| char != first);
            if rest.get(1 + inside.len()..).unwrap_or("").is_empty() {
                return Err(Mistake::new(at, format!("no closing {first} of this text")));
            }
            (inside.len() + 2, Some(Token::Text(inside.to_owned())))
        } else {
            let sign = SIGNS
                .iter()
                .find(|sign| rest.starts_with(**sign))
                .ok_or_else(|| Mistake::new(at, format!("the character {first} means nothing")))?;
            (sign.len(), Some(Token::Sign(sign)))
        };
        if let Some(token) = token {
            found.push((at, token));
        }
        at += length;
    }
    found.push((text.len(), Token::End));
    Ok(found)
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|char| !belongs(char)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}
