//! Checking of the expressions of one catalogue, with places in the error messages.
//!
//! Not here: which expressions an entry has (`build`). The one decision to know: parsing and
//! checking report a place in a text; only here is it known which entry the text belongs to.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::RecordKind;

use super::error::CatalogueError;
use super::merge::Origins;
use super::rules::{Amount, Rows};
use super::written::{Definition, Param, ParamValue};
use crate::expression::{
    Body, Checker, Codes, Expr, Mistake, Node, Parameter, Query, Scope, Type, expression,
    parameters, query, table_of,
};

/// Compiles expressions of entries.
pub(crate) struct Compiler<'o> {
    pub(crate) checker: Checker,
    pub(crate) origins: &'o Origins,
    /// Queries met so far that bind nothing, as text.
    pub(crate) queries: RefCell<Vec<String>>,
}

/// The place of a text: list, code of the entry, part of it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    pub(crate) list: &'t str,
    pub(crate) code: &'t str,
    pub(crate) part: &'t str,
}

/// Variables bound before an expression runs: name and set.
pub(crate) type Bound<'t> = &'t [(&'t str, RecordKind)];

impl Compiler<'_> {
    /// An error at a place.
    pub(crate) fn error(&self, place: Place<'_>, message: impl Into<String>) -> CatalogueError {
        self.origins
            .error(place.list, place.code, place.part, message)
    }

    fn mistake(&self, place: Place<'_>, text: &str, mistake: &Mistake) -> CatalogueError {
        CatalogueError {
            position: Some(mistake.position(text)),
            ..self.error(place, mistake.message.clone())
        }
    }

    fn scope(bound: Bound<'_>) -> Scope {
        Scope::with(
            bound
                .iter()
                .map(|(name, kind)| ((*name).to_owned(), Type::Record(table_of(*kind))))
                .collect(),
        )
    }

    /// An expression of a given type.
    pub(crate) fn body(
        &self,
        place: Place<'_>,
        text: &str,
        bound: Bound<'_>,
        expected: &Type,
    ) -> Result<Body, CatalogueError> {
        let mut scope = Self::scope(bound);
        expression(text)
            .and_then(|expr| self.checker.expect(&mut scope, &expr, expected))
            .map(|node| scope.body(node))
            .map_err(|mistake| self.mistake(place, text, &mistake))
    }

    /// An expression of any type.
    pub(crate) fn any(
        &self,
        place: Place<'_>,
        text: &str,
        bound: Bound<'_>,
    ) -> Result<Body, CatalogueError> {
        let mut scope = Self::scope(bound);
        expression(text)
            .and_then(|expr| self.checker.check(&mut scope, &expr))
            .map(|(node, _)| scope.body(node))
            .map_err(|mistake| self.mistake(place, text, &mistake))
    }

    /// A query, with the name of its variable and its set.
    pub(crate) fn rows(
        &self,
        place: Place<'_>,
        text: &str,
        bound: Bound<'_>,
    ) -> Result<(Rows, String, RecordKind), CatalogueError> {
        let found = query(text).map_err(|mistake| self.mistake(place, text, &mistake))?;
        let Some(selection) = found else {
            let message = "expected `x in set where …`";
            return Err(self.mistake(place, text, &Mistake::new(0, message)));
        };
        let mut scope = Self::scope(bound);
        let (query, ()) = self
            .checker
            .selection(&mut scope, &selection, |_, _| Ok(()))
            .map_err(|mistake| self.mistake(place, text, &mistake))?;
        let kind = RecordKind::ALL
            .get(query.table)
            .copied()
            .unwrap_or(RecordKind::Person);
        let measured = scope.body(Node::Flag(true));
        let rows = Rows {
            shared: bound.is_empty().then(|| self.shared(&query)),
            query,
            slots: measured.slots,
            class: measured.class,
        };
        Ok((rows, selection.variable, kind))
    }

    /// Number of a query; equal queries share one.
    fn shared(&self, query: &Query) -> usize {
        let text = format!("{query:?}");
        let mut queries = self.queries.borrow_mut();
        if let Some(known) = queries.iter().position(|known| *known == text) {
            return known;
        }
        queries.push(text);
        queries.len().saturating_sub(1)
    }

    /// A query over one set with a given variable.
    pub(crate) fn rows_of(
        &self,
        place: Place<'_>,
        text: &str,
        bound: Bound<'_>,
        expected: (&str, RecordKind),
    ) -> Result<Rows, CatalogueError> {
        let (rows, variable, kind) = self.rows(place, text, bound)?;
        if (variable.as_str(), kind) != expected {
            let message = format!(
                "expected `{} in {} where …`",
                expected.0,
                expected.1.schema().table
            );
            return Err(self.mistake(place, text, &Mistake::new(0, message)));
        }
        Ok(rows)
    }

    /// A query or a number.
    pub(crate) fn amount(
        &self,
        place: Place<'_>,
        text: &str,
        bound: Bound<'_>,
    ) -> Result<Amount, CatalogueError> {
        let is_query = query(text)
            .map_err(|mistake| self.mistake(place, text, &mistake))?
            .is_some();
        Ok(if is_query {
            Amount::Rows(self.rows(place, text, bound)?.0)
        } else {
            Amount::Number(self.body(place, text, bound, &Type::Number)?)
        })
    }

    /// Makes parameters known.
    pub(crate) fn params(&mut self, params: &[Param]) -> Result<(), CatalogueError> {
        for param in params {
            let place = Place {
                list: "param",
                code: &param.code,
                part: "value",
            };
            if param.about.is_empty() {
                return Err(self.error(place, "expected `about`: what the parameter decides"));
            }
            let allowed = |text: &String| param.choices.is_empty() || param.choices.contains(text);
            let codes = |written: &[String]| {
                if param.choices.is_empty() {
                    Codes::Literal(Arc::from(written.to_vec()))
                } else {
                    Codes::Listed("param", Arc::from(param.choices.clone()))
                }
            };
            let (kind, node) = match &param.value {
                ParamValue::Flag(flag) => (Type::Flag, Node::Flag(*flag)),
                ParamValue::Number(number) => (Type::Number, Node::Number(*number)),
                ParamValue::Text(text) if allowed(text) => (
                    Type::Text(codes(std::slice::from_ref(text))),
                    Node::Text(text.clone()),
                ),
                ParamValue::List(list) if list.iter().all(allowed) => {
                    (Type::List(codes(list)), Node::List(Arc::from(list.clone())))
                }
                ParamValue::Text(_) | ParamValue::List(_) => {
                    let message = format!("expected one of: {}", param.choices.join(", "));
                    return Err(self.error(place, message));
                }
            };
            if matches!(param.code.as_str(), "D" | "cycle_start" | "cycle_end") {
                return Err(self.error(place, "this name is taken by a day of the language"));
            }
            self.checker.param(&param.code, kind, node);
        }
        Ok(())
    }

    /// Checks definitions, each after those it uses.
    pub(crate) fn definitions(&mut self, definitions: &[Definition]) -> Result<(), CatalogueError> {
        let mut read: Vec<(&Definition, Vec<Parameter>, Expr, BTreeSet<String>)> = Vec::new();
        for definition in definitions {
            let place = Place {
                list: "define",
                code: &definition.code,
                part: "is",
            };
            if definition.about.is_empty() {
                return Err(self.error(place, "expected `about`: what is defined"));
            }
            let of = Place {
                part: "of",
                ..place
            };
            let typed = parameters(&definition.of)
                .map_err(|mistake| self.mistake(of, &definition.of, &mistake))?;
            let expr = expression(&definition.is)
                .map_err(|mistake| self.mistake(place, &definition.is, &mistake))?;
            let mut used = BTreeSet::new();
            expr.calls(&mut used);
            read.push((definition, typed, expr, used));
        }
        let mut waiting: BTreeSet<String> = definitions
            .iter()
            .map(|definition| definition.code.clone())
            .collect();
        while !read.is_empty() {
            let ready = read
                .iter()
                .position(|(_, _, _, used)| used.is_disjoint(&waiting));
            let Some(ready) = ready else {
                let code = read.first().map_or("", |entry| entry.0.code.as_str());
                let place = Place {
                    list: "define",
                    code,
                    part: "is",
                };
                return Err(self.error(place, "is defined in terms of itself"));
            };
            let (definition, typed, expr, _) = read.remove(ready);
            let place = Place {
                list: "define",
                code: &definition.code,
                part: "is",
            };
            self.checker
                .define(&definition.code, &typed, &expr)
                .map_err(|mistake| self.mistake(place, &definition.is, &mistake))?;
            waiting.remove(&definition.code);
        }
        Ok(())
    }

    /// A date as `YYYY-MM-DD`.
    pub(crate) fn date(&self, place: Place<'_>, text: &str) -> Result<NaiveDate, CatalogueError> {
        text.parse()
            .map_err(|_| self.error(place, format!("expected a date YYYY-MM-DD, found «{text}»")))
    }
}
