//! Syntax of expressions: what was written, with places.
//!
//! Not here: types and meaning (`check`). The one decision to know: every node keeps its place, so
//! that a mistake of meaning can be shown where it stands.

/// An expression with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expr {
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// What it is.
    pub(crate) what: What,
}

/// Kinds of expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// `true`, `false`.
    Flag(bool),
    /// Whole number.
    Number(i64),
    /// Quoted text.
    Text(String),
    /// Variable, parameter or known day.
    Name(String),
    /// `x.field`.
    Field(Box<Expr>, String),
    /// `f(a, b)`.
    Call(String, Vec<Expr>),
    /// `a and b and c`.
    And(Vec<Expr>),
    /// `a or b or c`.
    Or(Vec<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `a < b` and the like.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a in [b .. c]`; an empty end is open.
    Within(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `a in {b, c}`.
    OneOf(Box<Expr>, Vec<Expr>),
    /// `a in b`, where `b` is a list.
    InList(Box<Expr>, Box<Expr>),
    /// `a is known`, `a is empty`.
    Known(Box<Expr>, bool),
    /// `a + b`.
    Add(Box<Expr>, Box<Expr>),
    /// `a - b`.
    Subtract(Box<Expr>, Box<Expr>),
    /// `if a then b else c`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `exists x in set where …`.
    Exists(Box<Selection>),
    /// `every x in set where … satisfies …`.
    Every(Box<Selection>, Box<Expr>),
    /// `count x in set where …`.
    Count(Box<Selection>),
    /// `exists day d in [a .. b] where …`.
    ExistsDay(String, Box<Expr>, Box<Expr>, Box<Expr>),
}

/// `x in set where … by …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// The variable.
    pub(crate) variable: String,
    /// The set: a table, with its place.
    pub(crate) set: (usize, String),
    /// Condition.
    pub(crate) condition: Option<Expr>,
    /// What tells records apart, when not they themselves.
    pub(crate) by: Option<Expr>,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `=`.
    Equal,
    /// `!=`.
    Different,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
}

impl Expr {
    /// Adds the names of everything it calls.
    pub(crate) fn calls(&self, found: &mut std::collections::BTreeSet<String>) {
        let mut parts: Vec<&Expr> = Vec::new();
        match &self.what {
            What::Flag(_) | What::Number(_) | What::Text(_) | What::Name(_) => {}
            What::Field(of, _) | What::Not(of) | What::Known(of, _) => parts.push(of),
            What::Call(name, arguments) => {
                found.insert(name.clone());
                parts.extend(arguments);
            }
            What::And(list) | What::Or(list) => parts.extend(list),
            What::Compare(_, left, right)
            | What::InList(left, right)
            | What::Add(left, right)
            | What::Subtract(left, right) => parts.extend([left.as_ref(), right.as_ref()]),
            What::Within(value, from, to) => {
                parts.push(value);
                parts.extend(from.as_deref());
                parts.extend(to.as_deref());
            }
            What::OneOf(value, members) => {
                parts.push(value);
                parts.extend(members);
            }
            What::If(condition, yes, no) => {
                parts.extend([condition.as_ref(), yes.as_ref(), no.as_ref()]);
            }
            What::Exists(selection) | What::Count(selection) => parts.extend(selection.parts()),
            What::Every(selection, claim) => {
                parts.extend(selection.parts());
                parts.push(claim);
            }
            What::ExistsDay(_, from, to, condition) => {
                parts.extend([from.as_ref(), to.as_ref(), condition.as_ref()]);
            }
        }
        for part in parts {
            part.calls(found);
        }
    }
}

impl Selection {
    fn parts(&self) -> impl Iterator<Item = &Expr> {
        self.condition.iter().chain(&self.by)
    }
}

impl Comparison {
    /// Whether it holds for values in this order.
    pub(crate) fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Different => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}
