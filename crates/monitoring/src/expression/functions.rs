//! Checking of calls: definitions of the catalogue and functions of the language.
//!
//! Not here: what the functions do (`run`). The one decision to know: functions know calendars,
//! never mentoring.

use super::Mistake;
use super::check::{Checker, Scope};
use super::program::{Function, Node};
use super::syntax::Expr;
use super::types::Type;

/// Functions, the types of their arguments and of their result.
const FUNCTIONS: &[(&str, Function, &[Type], Type)] = &[
    (
        "years",
        Function::Years,
        &[Type::Date, Type::Date],
        Type::Number,
    ),
    (
        "years_before",
        Function::YearsBefore,
        &[Type::Date, Type::Number],
        Type::Date,
    ),
    (
        "days_before",
        Function::DaysBefore,
        &[Type::Date, Type::Number],
        Type::Date,
    ),
    ("year_start", Function::YearStart, &[Type::Date], Type::Date),
    ("year_end", Function::YearEnd, &[Type::Date], Type::Date),
    (
        "earlier",
        Function::Earlier,
        &[Type::Date, Type::Date],
        Type::Date,
    ),
    (
        "later",
        Function::Later,
        &[Type::Date, Type::Date],
        Type::Date,
    ),
];

impl Checker {
    /// Checks `name(arguments)`.
    pub(super) fn call(
        &self,
        scope: &mut Scope,
        at: usize,
        name: &str,
        arguments: &[Expr],
    ) -> Result<(Node, Type), Mistake> {
        if name == "first_known" {
            return self.first_known(scope, at, arguments);
        }
        if let Some((_, function, expected, result)) =
            FUNCTIONS.iter().find(|(known, ..)| *known == name)
        {
            let nodes = self.arguments(scope, at, name, arguments, expected.iter())?;
            return Ok((Node::Function(*function, nodes), result.clone()));
        }
        let Some(signature) = self.signatures.get(name) else {
            let mut known: Vec<&str> = FUNCTIONS.iter().map(|(name, ..)| *name).collect();
            known.push("first_known");
            known.extend(self.signatures.keys().map(String::as_str));
            return Err(Mistake::new(
                at,
                format!(
                    "no definition or function `{name}`; known: {}",
                    known.join(", ")
                ),
            ));
        };
        if signature.sweeps && scope.sweeping {
            return Err(Mistake::new(
                at,
                format!("`{name}` contains `exists day` and cannot stand inside another"),
            ));
        }
        scope.sweeps |= signature.sweeps;
        scope.reads(signature.class);
        let expected = signature.parameters.iter().map(|(_, kind)| kind);
        let nodes = self.arguments(scope, at, name, arguments, expected)?;
        Ok((
            self.placed(signature.number, nodes),
            signature.result.clone(),
        ))
    }

    /// A call, or the body of the definition where that is cheaper.
    fn placed(&self, number: usize, arguments: Vec<Node>) -> Node {
        let kept = self.program.kept.get(number).copied().flatten();
        match self.program.definitions.get(number) {
            Some(body)
                if kept.is_none()
                    && !body.node.has_query()
                    && arguments.iter().all(Node::is_cheap) =>
            {
                body.node.with_arguments(&arguments)
            }
            _ => Node::Call(number, arguments),
        }
    }

    fn arguments<'t>(
        &self,
        scope: &mut Scope,
        at: usize,
        name: &str,
        arguments: &[Expr],
        expected: impl ExactSizeIterator<Item = &'t Type>,
    ) -> Result<Vec<Node>, Mistake> {
        if expected.len() != arguments.len() {
            return Err(Mistake::new(
                at,
                format!(
                    "`{name}` takes {} arguments, found {}",
                    expected.len(),
                    arguments.len()
                ),
            ));
        }
        let mut nodes = Vec::new();
        for (argument, expected) in arguments.iter().zip(expected) {
            let (node, found) = self.check(scope, argument)?;
            if !found.fits(expected) {
                return Err(Mistake::new(
                    argument.at,
                    format!("expected {}, found {}", expected.shown(), found.shown()),
                ));
            }
            if let (Type::Text(expected), Type::Text(found)) = (expected, &found)
                && let Some(message) = expected.conflict(found)
            {
                return Err(Mistake::new(argument.at, message));
            }
            nodes.push(node);
        }
        Ok(nodes)
    }

    fn first_known(
        &self,
        scope: &mut Scope,
        at: usize,
        arguments: &[Expr],
    ) -> Result<(Node, Type), Mistake> {
        let [first, second] = arguments else {
            return Err(Mistake::new(at, "`first_known` takes 2 arguments"));
        };
        let (first_node, kind) = self.check(scope, first)?;
        let second_node = self.expect(scope, second, &kind)?;
        Ok((
            Node::Function(Function::FirstKnown, vec![first_node, second_node]),
            kind,
        ))
    }
}
