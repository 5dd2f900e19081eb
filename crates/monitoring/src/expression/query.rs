//! Checking of queries over sets of records and over days.
//!
//! Not here: other expressions (`check`). The one decision to know: a condition `x.ref = y` becomes
//! a look-up in an index, and one such as `mentor(x, D)` is answered once a day for all records;
//! that is what makes evaluation quick and linear in the size of a school.

use opora_domain::{FieldClass, FieldKind, RecordKind};

use super::Mistake;
use super::check::{Checker, Scope, sets};
use super::program::{Driver, Node, Query};
use super::syntax::{Comparison, Expr, Selection};
use super::types::{Type, table_of};

impl Checker {
    /// Checks `x in set where … by …`; `inside` sees the variable.
    pub(crate) fn selection<T>(
        &self,
        scope: &mut Scope,
        selection: &Selection,
        inside: impl FnOnce(&Self, &mut Scope) -> Result<T, Mistake>,
    ) -> Result<(Query, T), Mistake> {
        let (set_at, set) = &selection.set;
        let kind = RecordKind::from_table(set).ok_or_else(|| {
            let message = format!("`{set}` is no set of records; sets: {}", sets());
            Mistake::new(*set_at, message)
        })?;
        self.free(scope, selection.at, &selection.variable)?;
        let table = table_of(kind);
        scope.reads(least_class(kind));
        let slot = scope.push(&selection.variable, Type::Record(table));
        let condition = match &selection.condition {
            Some(condition) => Some(self.expect(scope, condition, &Type::Flag)?),
            None => None,
        };
        let by = match &selection.by {
            Some(by) => Some(self.check(scope, by)?.0),
            None => None,
        };
        let inside = inside(self, scope)?;
        scope.pop();
        let mut parts = condition.map_or_else(Vec::new, conjuncts);
        let index = taken(&mut parts, |part| reference(part, slot, kind));
        let driver = if index.is_none() {
            taken(&mut parts, |part| driver(part, slot, table)).map(|found| self.driver(found))
        } else {
            None
        };
        let query = Query {
            slot,
            table,
            index,
            driver,
            condition: joined(parts),
            by,
        };
        Ok((query, inside))
    }

    /// Checks `exists day d in [from .. to] where …`.
    pub(super) fn exists_day(
        &self,
        scope: &mut Scope,
        at: usize,
        variable: &str,
        period: (&Expr, &Expr),
        condition: &Expr,
    ) -> Result<(Node, Type), Mistake> {
        if scope.sweeping {
            return Err(Mistake::new(
                at,
                "`exists day` cannot stand inside another `exists day`",
            ));
        }
        let from = Box::new(self.expect(scope, period.0, &Type::Date)?);
        let to = Box::new(self.expect(scope, period.1, &Type::Date)?);
        self.free(scope, at, variable)?;
        let slot = scope.push(variable, Type::Date);
        scope.sweeping = true;
        scope.sweeps = true;
        let condition = Box::new(self.expect(scope, condition, &Type::Flag)?);
        scope.sweeping = false;
        scope.pop();
        let node = Node::ExistsDay {
            slot,
            from,
            to,
            condition,
        };
        Ok((node, Type::Flag))
    }
}

/// Class of the least protected field: what a list of such records shows at least.
fn least_class(kind: RecordKind) -> FieldClass {
    kind.schema()
        .fields
        .iter()
        .map(|field| field.class)
        .min()
        .unwrap_or(FieldClass::C0)
}

fn conjuncts(condition: Node) -> Vec<Node> {
    match condition {
        Node::And(parts) => parts,
        other => vec![other],
    }
}

fn joined(mut parts: Vec<Node>) -> Option<Node> {
    let last = parts.pop()?;
    if parts.is_empty() {
        return Some(last);
    }
    parts.push(last);
    Some(Node::And(parts))
}

/// Takes the first part out of which something can be made.
fn taken<T>(parts: &mut Vec<Node>, make: impl Fn(&Node) -> Option<T>) -> Option<T> {
    let found = parts
        .iter()
        .enumerate()
        .find_map(|(position, part)| Some((position, make(part)?)));
    found.map(|(position, made)| {
        parts.remove(position);
        made
    })
}

/// A call of a definition with the variable and constants.
fn driver(part: &Node, slot: usize, table: usize) -> Option<Driver> {
    let Node::Call(definition, arguments) = part else {
        return None;
    };
    let (first, constants) = arguments.split_first()?;
    let constant = |node: &Node| {
        matches!(
            node,
            Node::Flag(_)
                | Node::Number(_)
                | Node::Text(_)
                | Node::List(_)
                | Node::AsOf
                | Node::CycleStart
                | Node::CycleEnd
        )
    };
    let fits = matches!(first, Node::Slot(own) if *own == slot) && constants.iter().all(constant);
    fits.then(|| Driver {
        table,
        definition: *definition,
        constants: constants.to_vec(),
    })
}

fn reference(part: &Node, slot: usize, kind: RecordKind) -> Option<(usize, Node)> {
    let Node::Compare(Comparison::Equal, left, right) = part else {
        return None;
    };
    for (mine, other) in [(left, right), (right, left)] {
        if let Node::Field { of, field, .. } = mine.as_ref()
            && matches!(of.as_ref(), Node::Slot(own) if *own == slot)
            && matches!(
                kind.schema().fields.get(*field).map(|field| field.kind),
                Some(FieldKind::Ref(_))
            )
            && is_path(other, slot)
        {
            return Some((*field, other.as_ref().clone()));
        }
    }
    None
}

/// Whether a node is another variable or a field of one.
fn is_path(node: &Node, slot: usize) -> bool {
    match node {
        Node::Slot(other) => *other != slot,
        Node::Field { of, .. } => is_path(of, slot),
        _ => false,
    }
}
