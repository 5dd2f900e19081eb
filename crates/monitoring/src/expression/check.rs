//! From syntax to programs: names, fields, types.
//!
//! Not here: queries and functions (`query`, `functions`). The one decision to know: everything
//! that can be wrong with an expression is found here; a program that left this module runs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use opora_domain::{FieldClass, RecordKind};

use super::Mistake;
use super::parse::Parameter;
use super::program::{Body, Driver, Node, Program};
use super::syntax::{Comparison, Expr, What};
use super::types::{Codes, Type, table_of};

/// Lists of the catalogue whose codes some fields hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) act_kinds: Arc<[String]>,
    pub(crate) forms: Arc<[String]>,
    pub(crate) variants: Arc<[String]>,
    pub(crate) evidence_kinds: Arc<[String]>,
}

/// What is known of a definition from outside.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) number: usize,
    pub(super) parameters: Vec<(String, Type)>,
    pub(super) result: Type,
    pub(super) class: FieldClass,
    pub(super) sweeps: bool,
}

/// Checks the expressions of one catalogue.
#[derive(Debug, Default)]
pub(crate) struct Checker {
    pub(crate) lists: Lists,
    params: BTreeMap<String, (Type, Node)>,
    pub(super) signatures: BTreeMap<String, Signature>,
    pub(super) program: Program,
    /// Drivers met so far, each with its call as a key.
    drivers: RefCell<Vec<(String, Driver)>>,
}

/// Variables that are known at a place, and what was met so far.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(super) variables: Vec<(String, Type)>,
    pub(super) slots: usize,
    pub(super) class: FieldClass,
    pub(super) sweeping: bool,
    pub(super) sweeps: bool,
}

impl Scope {
    /// A scope with these variables in the first slots.
    pub(crate) fn with(variables: Vec<(String, Type)>) -> Self {
        Self {
            slots: variables.len(),
            variables,
            class: FieldClass::C0,
            sweeping: false,
            sweeps: false,
        }
    }

    /// Makes a checked expression of a node.
    pub(crate) fn body(&self, node: Node) -> Body {
        Body {
            node,
            slots: self.slots,
            class: self.class,
        }
    }

    pub(super) fn push(&mut self, name: &str, kind: Type) -> usize {
        let slot = self.variables.len();
        self.variables.push((name.to_owned(), kind));
        self.slots = self.slots.max(self.variables.len());
        slot
    }

    pub(super) fn pop(&mut self) {
        self.variables.pop();
    }

    pub(super) fn reads(&mut self, class: FieldClass) {
        self.class = self.class.max(class);
    }
}

impl Checker {
    /// Makes a parameter known.
    pub(crate) fn param(&mut self, name: &str, kind: Type, node: Node) {
        self.params.insert(name.to_owned(), (kind, node));
    }

    /// Checks a definition and makes it known.
    pub(crate) fn define(
        &mut self,
        name: &str,
        parameters: &[Parameter],
        expr: &Expr,
    ) -> Result<(), Mistake> {
        let mut typed = Vec::new();
        for parameter in parameters {
            typed.push((parameter.1.clone(), self.written_type(parameter)?));
        }
        let mut scope = Scope::with(Vec::new());
        for (parameter, kind) in &typed {
            self.free(&scope, 0, parameter)?;
            scope.push(parameter, kind.clone());
        }
        let (node, result) = self.check(&mut scope, expr)?;
        let number = self.program.definitions.len();
        self.program.definitions.push(scope.body(node));
        let kinds: Vec<&Type> = typed.iter().map(|(_, kind)| kind).collect();
        self.program.kept.push(match (kinds.as_slice(), &result) {
            ([Type::Record(table), Type::Date], Type::Flag) => Some(*table),
            _ => None,
        });
        self.signatures.insert(
            name.to_owned(),
            Signature {
                number,
                parameters: typed,
                result,
                class: scope.class,
                sweeps: scope.sweeps,
            },
        );
        Ok(())
    }

    /// The checked definitions.
    pub(crate) fn finish(mut self) -> Program {
        let drivers = self.drivers.into_inner();
        self.program.drivers = drivers.into_iter().map(|(_, driver)| driver).collect();
        self.program
    }

    /// Number of a driver; calls that are the same share one.
    pub(super) fn driver(&self, driver: Driver) -> usize {
        let key = format!("{driver:?}");
        let mut drivers = self.drivers.borrow_mut();
        if let Some(known) = drivers.iter().position(|(known, _)| *known == key) {
            return known;
        }
        drivers.push((key, driver));
        drivers.len().saturating_sub(1)
    }

    /// Checks an expression of a given type.
    pub(crate) fn expect(
        &self,
        scope: &mut Scope,
        expr: &Expr,
        expected: &Type,
    ) -> Result<Node, Mistake> {
        let (node, found) = self.check(scope, expr)?;
        if found.fits(expected) {
            Ok(node)
        } else {
            Err(Mistake::new(
                expr.at,
                format!("expected {}, found {}", expected.shown(), found.shown()),
            ))
        }
    }

    fn written_type(&self, parameter: &Parameter) -> Result<Type, Mistake> {
        let (at, _, kind, field) = parameter;
        match (kind.as_str(), field) {
            ("date", None) => Ok(Type::Date),
            ("number", None) => Ok(Type::Number),
            ("flag", None) => Ok(Type::Flag),
            ("text", None) => Ok(Type::Text(Codes::Any)),
            (table, field) => {
                let kind = RecordKind::from_table(table).ok_or_else(|| {
                    Mistake::new(
                        *at,
                        format!(
                            "`{table}` is no type: expected date, number, text, flag, a set of \
                             records ({}) or a field of one",
                            sets()
                        ),
                    )
                })?;
                match field {
                    None => Ok(Type::Record(table_of(kind))),
                    Some(field) => Ok(self.field(*at, table_of(kind), field)?.1),
                }
            }
        }
    }

    /// Refuses a variable whose name already means something.
    pub(super) fn free(&self, scope: &Scope, at: usize, name: &str) -> Result<(), Mistake> {
        let taken = scope.variables.iter().any(|(known, _)| known == name)
            || self.params.contains_key(name)
            || matches!(name, "D" | "cycle_start" | "cycle_end");
        if taken {
            Err(Mistake::new(
                at,
                format!("`{name}` already means something here; choose another name"),
            ))
        } else {
            Ok(())
        }
    }

    /// Number, type and class of a field.
    fn field(
        &self,
        at: usize,
        table: usize,
        name: &str,
    ) -> Result<(usize, Type, FieldClass), Mistake> {
        let schema = RecordKind::ALL
            .get(table)
            .map(|kind| kind.schema())
            .ok_or_else(|| Mistake::new(at, "unknown set"))?;
        let found = schema
            .fields
            .iter()
            .enumerate()
            .find(|(_, field)| field.name == name);
        let Some((number, field)) = found else {
            let names: Vec<&str> = schema.fields.iter().map(|field| field.name).collect();
            return Err(Mistake::new(
                at,
                format!(
                    "`{}` has no field `{name}`; it has: {}",
                    schema.table,
                    names.join(", ")
                ),
            ));
        };
        let kind = match (schema.table, name) {
            ("act", "kind") => Type::Text(Codes::Listed("act_kind", self.lists.act_kinds.clone())),
            ("act", "forms") => Type::List(Codes::Listed("form", self.lists.forms.clone())),
            ("mentorship", "form") => Type::Text(Codes::Listed("form", self.lists.forms.clone())),
            ("mentorship", "variant") => {
                Type::Text(Codes::Listed("variant", self.lists.variants.clone()))
            }
            ("evidence", "kind") => Type::Text(Codes::Listed(
                "evidence_kind",
                self.lists.evidence_kinds.clone(),
            )),
            _ => Type::of_field(field.kind),
        };
        Ok((number, kind, field.class))
    }

    /// Checks any expression.
    pub(crate) fn check(&self, scope: &mut Scope, expr: &Expr) -> Result<(Node, Type), Mistake> {
        let (node, kind) = self.check_as_written(scope, expr)?;
        Ok((node.folded(), kind))
    }

    fn check_as_written(&self, scope: &mut Scope, expr: &Expr) -> Result<(Node, Type), Mistake> {
        Ok(match &expr.what {
            What::Flag(flag) => (Node::Flag(*flag), Type::Flag),
            What::Number(number) => (Node::Number(*number), Type::Number),
            What::Text(text) => (
                Node::Text(text.clone()),
                Type::Text(Codes::Literal(Arc::from([text.clone()]))),
            ),
            What::Name(name) => self.name(scope, expr.at, name)?,
            What::Field(of, name) => self.read(scope, of, name)?,
            What::Call(name, arguments) => self.call(scope, expr.at, name, arguments)?,
            What::And(parts) => (Node::And(self.flags(scope, parts)?), Type::Flag),
            What::Or(parts) => (Node::Or(self.flags(scope, parts)?), Type::Flag),
            What::Not(inside) => (
                Node::Not(Box::new(self.expect(scope, inside, &Type::Flag)?)),
                Type::Flag,
            ),
            What::Compare(comparison, left, right) => {
                self.compare(scope, expr.at, *comparison, left, right)?
            }
            What::Within(value, from, to) => {
                self.within(scope, value, from.as_deref(), to.as_deref())?
            }
            What::OneOf(value, members) => self.one_of(scope, value, members)?,
            What::InList(value, list) => self.in_list(scope, value, list)?,
            What::Known(inside, known) => (
                Node::Known(Box::new(self.check(scope, inside)?.0), *known),
                Type::Flag,
            ),
            What::Add(left, right) => {
                let (left, right) = self.numbers(scope, left, right)?;
                (Node::Add(left, right), Type::Number)
            }
            What::Subtract(left, right) => {
                let (left, right) = self.numbers(scope, left, right)?;
                (Node::Subtract(left, right), Type::Number)
            }
            What::If(condition, yes, no) => self.choice(scope, condition, yes, no)?,
            What::Exists(selection) => {
                let query = self.selection(scope, selection, |_, _| Ok(()))?.0;
                (Node::Exists(Box::new(query)), Type::Flag)
            }
            What::Every(selection, claim) => {
                let (query, claim) = self.selection(scope, selection, |checker, scope| {
                    checker.expect(scope, claim, &Type::Flag)
                })?;
                (Node::Every(Box::new(query), Box::new(claim)), Type::Flag)
            }
            What::Count(selection) => {
                let query = self.selection(scope, selection, |_, _| Ok(()))?.0;
                (Node::Count(Box::new(query)), Type::Number)
            }
            What::ExistsDay(variable, from, to, condition) => {
                let period = (from.as_ref(), to.as_ref());
                self.exists_day(scope, expr.at, variable, period, condition)?
            }
        })
    }

    fn flags(&self, scope: &mut Scope, parts: &[Expr]) -> Result<Vec<Node>, Mistake> {
        parts
            .iter()
            .map(|part| self.expect(scope, part, &Type::Flag))
            .collect()
    }

    fn numbers(
        &self,
        scope: &mut Scope,
        left: &Expr,
        right: &Expr,
    ) -> Result<(Box<Node>, Box<Node>), Mistake> {
        Ok((
            Box::new(self.expect(scope, left, &Type::Number)?),
            Box::new(self.expect(scope, right, &Type::Number)?),
        ))
    }

    fn name(&self, scope: &Scope, at: usize, name: &str) -> Result<(Node, Type), Mistake> {
        if let Some((slot, (_, kind))) = scope
            .variables
            .iter()
            .enumerate()
            .find(|(_, (known, _))| known == name)
        {
            return Ok((Node::Slot(slot), kind.clone()));
        }
        if let Some((kind, node)) = self.params.get(name) {
            return Ok((node.clone(), kind.clone()));
        }
        match name {
            "D" => Ok((Node::AsOf, Type::Date)),
            "cycle_start" => Ok((Node::CycleStart, Type::Date)),
            "cycle_end" => Ok((Node::CycleEnd, Type::Date)),
            _ => {
                let mut known: Vec<&str> = scope
                    .variables
                    .iter()
                    .map(|(name, _)| name.as_str())
                    .collect();
                known.extend(["D", "cycle_start", "cycle_end"]);
                known.extend(self.params.keys().map(String::as_str));
                let message = format!("`{name}` means nothing here; known: {}", known.join(", "));
                Err(Mistake::new(at, message))
            }
        }
    }

    fn read(&self, scope: &mut Scope, of: &Expr, name: &str) -> Result<(Node, Type), Mistake> {
        let (node, kind) = self.check(scope, of)?;
        let Type::Record(table) = kind else {
            let message = format!("{} has no fields: expected a record", kind.shown());
            return Err(Mistake::new(of.at, message));
        };
        let (field, kind, class) = self.field(of.at, table, name)?;
        scope.reads(class);
        let of = Box::new(node);
        Ok((Node::Field { of, table, field }, kind))
    }

    fn compare(
        &self,
        scope: &mut Scope,
        at: usize,
        comparison: Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Result<(Node, Type), Mistake> {
        let (left_node, left_kind) = self.check(scope, left)?;
        let (right_node, right_kind) = self.check(scope, right)?;
        Self::comparable(right.at, &left_kind, &right_kind)?;
        let ordered = matches!(left_kind, Type::Number | Type::Date);
        let equality = matches!(comparison, Comparison::Equal | Comparison::Different);
        if (!ordered && !equality) || matches!(left_kind, Type::List(_)) {
            let message = format!("{} cannot be compared so", left_kind.shown());
            return Err(Mistake::new(at, message));
        }
        let node = Node::Compare(comparison, Box::new(left_node), Box::new(right_node));
        Ok((node, Type::Flag))
    }

    /// Refuses comparing values of different types, or a text with a code that is not on its list.
    fn comparable(at: usize, left: &Type, right: &Type) -> Result<(), Mistake> {
        if !left.fits(right) {
            let message = format!("expected {}, found {}", left.shown(), right.shown());
            return Err(Mistake::new(at, message));
        }
        if let (Type::Text(left), Type::Text(right)) = (left, right)
            && let Some(message) = left.conflict(right)
        {
            return Err(Mistake::new(at, message));
        }
        Ok(())
    }

    fn within(
        &self,
        scope: &mut Scope,
        value: &Expr,
        from: Option<&Expr>,
        to: Option<&Expr>,
    ) -> Result<(Node, Type), Mistake> {
        let (node, kind) = self.check(scope, value)?;
        if !matches!(kind, Type::Number | Type::Date) {
            let message = format!("expected a number or a date, found {}", kind.shown());
            return Err(Mistake::new(value.at, message));
        }
        let mut ends = Vec::new();
        for end in [from, to] {
            ends.push(match end {
                Some(end) => Some(Box::new(self.expect(scope, end, &kind)?)),
                None => None,
            });
        }
        let to = ends.pop().flatten();
        let from = ends.pop().flatten();
        Ok((Node::Within(Box::new(node), from, to), Type::Flag))
    }

    fn one_of(
        &self,
        scope: &mut Scope,
        value: &Expr,
        members: &[Expr],
    ) -> Result<(Node, Type), Mistake> {
        let (node, kind) = self.check(scope, value)?;
        let mut nodes = Vec::new();
        for member in members {
            let (member_node, member_kind) = self.check(scope, member)?;
            Self::comparable(member.at, &kind, &member_kind)?;
            nodes.push(member_node);
        }
        Ok((Node::OneOf(Box::new(node), nodes), Type::Flag))
    }

    fn in_list(
        &self,
        scope: &mut Scope,
        value: &Expr,
        list: &Expr,
    ) -> Result<(Node, Type), Mistake> {
        let (node, kind) = self.check(scope, value)?;
        let (list_node, list_kind) = self.check(scope, list)?;
        let Type::List(codes) = list_kind else {
            let message = format!(
                "expected a list, `[from .. to]` or `{{a, b}}`, found {}",
                list_kind.shown()
            );
            return Err(Mistake::new(list.at, message));
        };
        Self::comparable(list.at, &kind, &Type::Text(codes))?;
        Ok((
            Node::InList(Box::new(node), Box::new(list_node)),
            Type::Flag,
        ))
    }

    fn choice(
        &self,
        scope: &mut Scope,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
    ) -> Result<(Node, Type), Mistake> {
        let condition = self.expect(scope, condition, &Type::Flag)?;
        let (yes_node, yes_kind) = self.check(scope, yes)?;
        let (no_node, no_kind) = self.check(scope, no)?;
        if !yes_kind.fits(&no_kind) {
            let message = format!(
                "both branches must be of one type: {} and {}",
                yes_kind.shown(),
                no_kind.shown()
            );
            return Err(Mistake::new(no.at, message));
        }
        let kind = match (&yes_kind, yes_kind == no_kind) {
            (Type::Text(_), false) => Type::Text(Codes::Any),
            (Type::List(_), false) => Type::List(Codes::Any),
            _ => yes_kind,
        };
        let node = Node::If(Box::new(condition), Box::new(yes_node), Box::new(no_node));
        Ok((node, kind))
    }
}

/// Names of all sets, for messages.
pub(super) fn sets() -> String {
    RecordKind::ALL
        .iter()
        .map(|kind| kind.schema().table)
        .collect::<Vec<_>>()
        .join(", ")
}
