//! Proofs of a value: linked evidence, and the papers that make a yes/no indicator true.
//!
//! Not here: judging of proofs (`checks`). The one decision to know: the paper a «Да» was computed
//! from is its proof without anybody linking it.

use std::collections::BTreeSet;

use opora_domain::{FieldKind, RecordKind};

use super::context::Context;
use super::words::short_date;
use crate::catalogue::texts::fill;
use crate::evaluation::Proof;
use crate::expression::table_of;
use crate::frame::{Cell, Table};

/// Proofs of an indicator: what is linked to it, then the papers among the records it rests on.
pub(crate) fn proofs(context: &Context<'_>, code: &str, table: usize, rows: &[u32]) -> Vec<Proof> {
    let mut proofs = Vec::new();
    let mut acts = BTreeSet::new();
    linked(context, code, &mut proofs, &mut acts);
    for row in rows {
        if let Some((table, row)) = paper(context, table, *row, 0) {
            let is_act = table == table_of(RecordKind::Act);
            if (!is_act || acts.insert(row))
                && let Some(proof) = printed(context, table, row)
                && !proofs.contains(&proof)
            {
                proofs.push(proof);
            }
        }
    }
    proofs
}

fn linked(context: &Context<'_>, code: &str, proofs: &mut Vec<Proof>, acts: &mut BTreeSet<u32>) {
    let (Some(links), Some(evidence)) = (
        context.frame.of(RecordKind::EvidenceLink),
        context.frame.of(RecordKind::Evidence),
    ) else {
        return;
    };
    let mut met = BTreeSet::new();
    for link in context.links.get(code).into_iter().flatten() {
        let Cell::Row(row) = links.named(*link, "evidence") else {
            continue;
        };
        if !met.insert(*row) {
            continue;
        }
        let act = match evidence.named(*row, "act") {
            Cell::Row(act) => {
                acts.insert(*act);
                context.frame.of(RecordKind::Act).map(|acts| (acts, *act))
            }
            _ => None,
        };
        let of_act = || act.and_then(|(acts, row)| text(acts.named(row, "url")));
        proofs.push(Proof {
            code: evidence.code(*row).to_owned(),
            kind: text(evidence.named(*row, "kind"))
                .unwrap_or_default()
                .to_owned(),
            title: text(evidence.named(*row, "title"))
                .unwrap_or_default()
                .to_owned(),
            url: text(evidence.named(*row, "url"))
                .or_else(of_act)
                .map(str::to_owned),
            clause: text(evidence.named(*row, "clause")).map(str::to_owned),
            public: *evidence.named(*row, "public") == Cell::Bool(true),
        });
    }
}

/// The paper that stands for a record: itself, or the one it refers to.
fn paper(context: &Context<'_>, table: usize, row: u32, depth: usize) -> Option<(usize, u32)> {
    let rule = context
        .rules
        .proofs
        .iter()
        .find(|rule| rule.table == table)?;
    let Some(through) = &rule.through else {
        return Some((table, row));
    };
    let kind = RecordKind::ALL.get(table)?;
    let FieldKind::Ref(target) = kind.field(through)?.kind else {
        return None;
    };
    match context.frame.table(table)?.named(row, through) {
        Cell::Row(row) if depth < RecordKind::ALL.len() => {
            paper(context, table_of(target), *row, depth + 1)
        }
        _ => None,
    }
}

fn printed(context: &Context<'_>, number: usize, row: u32) -> Option<Proof> {
    let rule = context
        .rules
        .proofs
        .iter()
        .find(|rule| rule.table == number)?;
    let table = context.frame.table(number)?;
    let act_kind = context
        .catalogue
        .act_kinds()
        .iter()
        .find(|kind| Some(kind.code.as_str()) == text(table.named(row, "kind")));
    let kind = rule
        .evidence
        .clone()
        .or_else(|| act_kind.map(|kind| kind.evidence.clone()))?;
    let title = fill(rule.title.as_deref()?, |name| {
        Some(match act_kind {
            Some(kind) if name == "kind" && table.kind == RecordKind::Act => kind.title.clone(),
            _ => shown(context, table, row, name),
        })
    });
    let url = text(table.named(row, "url")).map(str::to_owned);
    Some(Proof {
        code: table.code(row).to_owned(),
        kind,
        title,
        public: url.is_some(),
        url,
        clause: None,
    })
}

/// A field as it is printed in a title of a proof.
fn shown(context: &Context<'_>, table: &Table, row: u32, name: &str) -> String {
    match table.named(row, name) {
        Cell::Null => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::List(list) => list.join(", "),
        Cell::Int(number) => number.to_string(),
        Cell::Bool(true) => context.catalogue.table().yes.to_lowercase(),
        Cell::Bool(false) => context.catalogue.table().no.to_lowercase(),
        Cell::Date(date) => short_date(*date),
        Cell::Row(target) => {
            let Some(FieldKind::Ref(kind)) = table.kind.field(name).map(|field| field.kind) else {
                return String::new();
            };
            context.frame.of(kind).map_or_else(String::new, |other| {
                ["name", "title"]
                    .into_iter()
                    .find_map(|field| text(other.named(*target, field)))
                    .unwrap_or_else(|| other.code(*target))
                    .to_owned()
            })
        }
    }
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}
