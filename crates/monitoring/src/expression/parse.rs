//! From tokens to syntax.
//!
//! Not here: types. The one decision to know: the condition after `where` reaches as far to the
//! right as it can; parentheses end it earlier.

use super::Mistake;
use super::syntax::{Comparison, Expr, Selection, What};
use super::token::{Token, tokens};

/// Words that cannot be names.
const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "known",
    "empty",
    "exists",
    "every",
    "count",
    "where",
    "satisfies",
    "by",
    "day",
    "if",
    "then",
    "else",
    "true",
    "false",
];

/// Deepest nesting; deeper texts are refused rather than overflow the stack.
const DEEPEST: usize = 64;

/// Most tokens; bounds what repeats without nesting, such as `not not …`.
const LONGEST: usize = 1_000;

/// Reads an expression.
pub(crate) fn expression(text: &str) -> Result<Expr, Mistake> {
    let mut parser = Parser::new(text)?;
    let expr = parser.any()?;
    parser.end()?;
    Ok(expr)
}

/// Reads `x in set where … by …`, or `None` when the text does not begin like that.
pub(crate) fn query(text: &str) -> Result<Option<Selection>, Mistake> {
    let mut parser = Parser::new(text)?;
    let is_query = matches!(parser.peek(), Token::Word(word) if !RESERVED.contains(&word.as_str()))
        && parser.tokens.get(1).map(|(_, token)| token) == Some(&Token::Word("in".to_owned()))
        && matches!(parser.tokens.get(2), Some((_, Token::Word(_))));
    if !is_query {
        return Ok(None);
    }
    let selection = parser.selection(true)?;
    parser.end()?;
    Ok(Some(selection))
}

/// One parameter of a definition: its place, its name, and its type as written (`date`, `person`,
/// `base_entry.role`).
pub(crate) type Parameter = (usize, String, String, Option<String>);

/// Reads `p: person, d: date`.
pub(crate) fn parameters(text: &str) -> Result<Vec<Parameter>, Mistake> {
    let mut parser = Parser::new(text)?;
    let mut found = Vec::new();
    while *parser.peek() != Token::End {
        let at = parser.at();
        let name = parser.name("a name of a parameter")?;
        parser.expect(":")?;
        let kind = parser.name("a type: date, number, text, flag, or a set")?;
        let field = if parser.take(".") {
            Some(parser.name("a field")?)
        } else {
            None
        };
        found.push((at, name, kind, field));
        if !parser.take(",") {
            break;
        }
    }
    parser.end()?;
    Ok(found)
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, Mistake> {
        let tokens = tokens(text)?;
        if let Some((at, _)) = tokens.get(LONGEST) {
            return Err(Mistake::new(*at, "the expression is too long"));
        }
        Ok(Self {
            tokens,
            next: 0,
            depth: 0,
        })
    }

    fn peek(&self) -> &Token {
        self.tokens
            .get(self.next)
            .map_or(&Token::End, |(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .or(self.tokens.last())
            .map_or(0, |(at, _)| *at)
    }

    fn advance(&mut self) {
        self.next += 1;
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let found = *self.peek() == Token::Sign(sign);
        if found {
            self.advance();
        }
        found
    }

    fn take_word(&mut self, expected: &str) -> bool {
        let found = matches!(self.peek(), Token::Word(word) if word == expected);
        if found {
            self.advance();
        }
        found
    }

    fn wrong<T>(&self, expected: &str) -> Result<T, Mistake> {
        Err(Mistake::new(
            self.at(),
            format!("expected {expected}, found {}", self.peek().shown()),
        ))
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), Mistake> {
        if self.take(sign) {
            Ok(())
        } else {
            self.wrong(&format!("`{sign}`"))
        }
    }

    fn expect_word(&mut self, word: &str) -> Result<(), Mistake> {
        if self.take_word(word) {
            Ok(())
        } else {
            self.wrong(&format!("`{word}`"))
        }
    }

    fn end(&self) -> Result<(), Mistake> {
        if *self.peek() == Token::End {
            Ok(())
        } else {
            self.wrong("`and`, `or`, an operator or the end")
        }
    }

    fn name(&mut self, expected: &str) -> Result<String, Mistake> {
        match self.peek() {
            Token::Word(word) if !RESERVED.contains(&word.as_str()) => {
                let word = word.clone();
                self.advance();
                Ok(word)
            }
            _ => self.wrong(expected),
        }
    }

    fn any(&mut self) -> Result<Expr, Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Mistake::new(self.at(), "the expression is nested too deep"));
        }
        let expr = self.or();
        self.depth -= 1;
        expr
    }

    fn or(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(joined(at, parts, What::Or))
    }

    fn and(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let mut parts = vec![self.not()?];
        while self.take_word("and") {
            parts.push(self.not()?);
        }
        Ok(joined(at, parts, What::And))
    }

    fn not(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let mut negations = 0_usize;
        while self.take_word("not") {
            negations += 1;
        }
        let mut expr = self.comparison()?;
        for _ in 0..negations {
            expr = Expr {
                at,
                what: What::Not(Box::new(expr)),
            };
        }
        Ok(expr)
    }

    fn comparison(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let left = self.sum()?;
        for (sign, comparison) in [
            ("=", Comparison::Equal),
            ("!=", Comparison::Different),
            ("<=", Comparison::AtMost),
            ("<", Comparison::Less),
            (">=", Comparison::AtLeast),
            (">", Comparison::More),
        ] {
            if self.take(sign) {
                let right = self.sum()?;
                let what = What::Compare(comparison, Box::new(left), Box::new(right));
                return Ok(Expr { at, what });
            }
        }
        if self.take_word("in") {
            return self.membership(at, left);
        }
        if self.take_word("is") {
            let known = if self.take_word("known") {
                true
            } else if self.take_word("empty") {
                false
            } else {
                return self.wrong("`known` or `empty`");
            };
            return Ok(Expr {
                at,
                what: What::Known(Box::new(left), known),
            });
        }
        Ok(left)
    }

    fn membership(&mut self, at: usize, left: Expr) -> Result<Expr, Mistake> {
        let left = Box::new(left);
        let what = if self.take("[") {
            let (from, to) = self.range()?;
            What::Within(left, from.map(Box::new), to.map(Box::new))
        } else if self.take("{") {
            let mut members = Vec::new();
            while !self.take("}") {
                members.push(self.sum()?);
                if !self.take(",") {
                    self.expect("}")?;
                    break;
                }
            }
            What::OneOf(left, members)
        } else {
            What::InList(left, Box::new(self.sum()?))
        };
        Ok(Expr { at, what })
    }

    /// `from .. to ]`, either end may be absent.
    fn range(&mut self) -> Result<(Option<Expr>, Option<Expr>), Mistake> {
        let from = if *self.peek() == Token::Sign("..") {
            None
        } else {
            Some(self.sum()?)
        };
        self.expect("..")?;
        let to = if *self.peek() == Token::Sign("]") {
            None
        } else {
            Some(self.sum()?)
        };
        self.expect("]")?;
        Ok((from, to))
    }

    fn sum(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let mut left = self.primary()?;
        loop {
            let what = if self.take("+") {
                What::Add(Box::new(left), Box::new(self.primary()?))
            } else if self.take("-") {
                What::Subtract(Box::new(left), Box::new(self.primary()?))
            } else {
                return Ok(left);
            };
            left = Expr { at, what };
        }
    }

    fn primary(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let mut expr = self.atom()?;
        while self.take(".") {
            let field = self.name("a field")?;
            expr = Expr {
                at,
                what: What::Field(Box::new(expr), field),
            };
        }
        Ok(expr)
    }

    fn atom(&mut self) -> Result<Expr, Mistake> {
        let at = self.at();
        let what = match self.peek().clone() {
            Token::Number(number) => {
                self.advance();
                What::Number(number)
            }
            Token::Text(text) => {
                self.advance();
                What::Text(text)
            }
            Token::Sign("(") => {
                self.advance();
                let inside = self.any()?;
                self.expect(")")?;
                return Ok(inside);
            }
            Token::Word(word) => return self.word(at, &word),
            _ => return self.wrong("a value, a name or `(`"),
        };
        Ok(Expr { at, what })
    }

    fn word(&mut self, at: usize, word: &str) -> Result<Expr, Mistake> {
        let what = match word {
            "true" | "false" => {
                self.advance();
                What::Flag(word == "true")
            }
            "if" => {
                self.advance();
                let condition = self.any()?;
                self.expect_word("then")?;
                let yes = self.any()?;
                self.expect_word("else")?;
                let no = self.any()?;
                What::If(Box::new(condition), Box::new(yes), Box::new(no))
            }
            "exists" => {
                self.advance();
                if self.take_word("day") {
                    self.exists_day()?
                } else {
                    What::Exists(Box::new(self.selection(false)?))
                }
            }
            "count" => {
                self.advance();
                What::Count(Box::new(self.selection(true)?))
            }
            "every" => {
                self.advance();
                let selection = self.selection(false)?;
                self.expect_word("satisfies")?;
                What::Every(Box::new(selection), Box::new(self.any()?))
            }
            _ => {
                let name = self.name("a value, a name or `(`")?;
                if self.take("(") {
                    What::Call(name, self.arguments()?)
                } else {
                    What::Name(name)
                }
            }
        };
        Ok(Expr { at, what })
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, Mistake> {
        let mut arguments = Vec::new();
        while !self.take(")") {
            arguments.push(self.any()?);
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        Ok(arguments)
    }

    fn exists_day(&mut self) -> Result<What, Mistake> {
        let variable = self.name("a variable")?;
        self.expect_word("in")?;
        self.expect("[")?;
        let at = self.at();
        let (Some(from), Some(to)) = self.range()? else {
            return Err(Mistake::new(at, "a period of days needs both ends"));
        };
        self.expect_word("where")?;
        let condition = self.any()?;
        Ok(What::ExistsDay(
            variable,
            Box::new(from),
            Box::new(to),
            Box::new(condition),
        ))
    }

    fn selection(&mut self, may_tell_apart: bool) -> Result<Selection, Mistake> {
        let at = self.at();
        let variable = self.name("a variable")?;
        self.expect_word("in")?;
        let set_at = self.at();
        let set = self.name("a set of records")?;
        let condition = if self.take_word("where") {
            Some(self.any()?)
        } else {
            None
        };
        let by = if may_tell_apart && self.take_word("by") {
            Some(self.sum()?)
        } else {
            None
        };
        Ok(Selection {
            at,
            variable,
            set: (set_at, set),
            condition,
            by,
        })
    }
}

fn joined(at: usize, mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> What) -> Expr {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            Expr {
                at,
                what: join(parts),
            }
        }
        None => Expr {
            at,
            what: What::Flag(true),
        },
    }
}
