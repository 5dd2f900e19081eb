//! Putting the body of a short definition where it is called.
//!
//! Not here: folding of constants (`program`). The one decision to know: only definitions without a
//! query are put in place, and only where the arguments are names, fields or constants, so nothing
//! is computed twice that costs anything.

use super::program::Node;

impl Node {
    /// Whether there is a query over records or days in it.
    pub(super) fn has_query(&self) -> bool {
        match self {
            Self::Exists(_) | Self::Every(..) | Self::Count(_) | Self::ExistsDay { .. } => true,
            Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::AsOf
            | Self::CycleStart
            | Self::CycleEnd
            | Self::Slot(_) => false,
            Self::Field { of, .. } | Self::Not(of) | Self::Known(of, _) => of.has_query(),
            Self::Call(_, nodes)
            | Self::And(nodes)
            | Self::Or(nodes)
            | Self::Function(_, nodes) => nodes.iter().any(Self::has_query),
            Self::Compare(_, left, right)
            | Self::InList(left, right)
            | Self::Add(left, right)
            | Self::Subtract(left, right) => left.has_query() || right.has_query(),
            Self::Within(value, from, to) => {
                let ends = [from, to];
                value.has_query() || ends.into_iter().flatten().any(|end| end.has_query())
            }
            Self::OneOf(value, members) => value.has_query() || members.iter().any(Self::has_query),
            Self::If(condition, yes, no) => {
                condition.has_query() || yes.has_query() || no.has_query()
            }
        }
    }

    /// Whether reading it again costs next to nothing.
    pub(super) fn is_cheap(&self) -> bool {
        match self {
            Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::AsOf
            | Self::CycleStart
            | Self::CycleEnd
            | Self::Slot(_) => true,
            Self::Field { of, .. } => of.is_cheap(),
            _ => false,
        }
    }

    /// The body of a definition without queries, with its arguments in place of its parameters.
    pub(super) fn with_arguments(&self, arguments: &[Self]) -> Self {
        let one = |node: &Self| Box::new(node.with_arguments(arguments));
        let all = |nodes: &[Self]| -> Vec<Self> {
            nodes
                .iter()
                .map(|node| node.with_arguments(arguments))
                .collect()
        };
        let end = |end: &Option<Box<Self>>| end.as_deref().map(one);
        let placed = match self {
            Self::Slot(slot) => arguments.get(*slot).cloned().unwrap_or(Self::Slot(*slot)),
            Self::Field { of, table, field } => Self::Field {
                of: one(of),
                table: *table,
                field: *field,
            },
            Self::Call(number, nodes) => Self::Call(*number, all(nodes)),
            Self::And(nodes) => Self::And(all(nodes)),
            Self::Or(nodes) => Self::Or(all(nodes)),
            Self::Not(inside) => Self::Not(one(inside)),
            Self::Compare(how, left, right) => Self::Compare(*how, one(left), one(right)),
            Self::Within(value, from, to) => Self::Within(one(value), end(from), end(to)),
            Self::OneOf(value, members) => Self::OneOf(one(value), all(members)),
            Self::InList(value, list) => Self::InList(one(value), one(list)),
            Self::Known(inside, known) => Self::Known(one(inside), *known),
            Self::Add(left, right) => Self::Add(one(left), one(right)),
            Self::Subtract(left, right) => Self::Subtract(one(left), one(right)),
            Self::If(condition, yes, no) => Self::If(one(condition), one(yes), one(no)),
            Self::Function(function, nodes) => Self::Function(*function, all(nodes)),
            other => other.clone(),
        };
        placed.folded()
    }
}
