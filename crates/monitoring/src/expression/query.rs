//! Checking of queries over sets of records and over days.
//!
//! Not here: other expressions (`check`). The one decision to know: a condition `x.ref = y` becomes
//! a look-up in an index, which is what makes evaluation linear in the size of a school.

use opora_domain::{FieldClass, FieldKind, RecordKind};

use super::Mistake;
use super::check::{Checker, Scope, sets};
use super::program::{Node, Query};
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
        let (index, condition) = condition.map_or((None, None), |node| indexed(node, slot, kind));
        let query = Query {
            slot,
            table,
            index,
            condition,
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

/// Takes a condition `x.ref = y` out of a conjunction, where there is one.
fn indexed(
    condition: Node,
    slot: usize,
    kind: RecordKind,
) -> (Option<(usize, Node)>, Option<Node>) {
    let mut parts = match condition {
        Node::And(parts) => parts,
        other => vec![other],
    };
    let found = parts
        .iter()
        .enumerate()
        .find_map(|(position, part)| Some((position, reference(part, slot, kind)?)));
    let index = found.map(|(position, index)| {
        parts.remove(position);
        index
    });
    let rest = match parts.pop() {
        None => None,
        Some(only) if parts.is_empty() => Some(only),
        Some(last) => {
            parts.push(last);
            Some(Node::And(parts))
        }
    };
    (index, rest)
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
