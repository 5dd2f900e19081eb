//! Checks of what the numbers rest on.
//!
//! Not here: links as such (`links`). The one decision to know: «Нет» and zero need no proof, so
//! they never give a finding here.

use std::collections::BTreeMap;

use opora_domain::reports::ReportedIndicator;

use super::links::corrected_link;
use super::rules::EvidenceNeed;
use super::view::{View, finding, names};
use super::{Checked, Finding, Severity};
use crate::report::words;

/// Rows that claim something, or why there are none.
fn claims<'a>(view: &View<'a>) -> Result<Vec<&'a ReportedIndicator>, String> {
    let rows: Vec<_> = view
        .content
        .indicators
        .iter()
        .filter(|row| View::claims(row))
        .collect();
    if rows.is_empty() {
        Err("В таблице нет значений «Да» и чисел больше нуля.".to_owned())
    } else {
        Ok(rows)
    }
}

/// `evidence-present`.
pub(super) fn present(view: &View<'_>) -> Checked {
    Ok(claims(view)?
        .into_iter()
        .filter(|row| row.links.is_empty() && row.proofs.is_empty() && row.survey.is_none())
        .map(|row| {
            finding(
                "evidence-present",
                Severity::Error,
                format!(
                    "«{}»: указано {}, но ничем не подтверждено.",
                    row.title, row.value_text
                ),
            )
            .about([row])
            .compare("хотя бы одно подтверждение", "подтверждений нет")
            .remedy("Добавьте приказ, протокол, список или ссылку, из которых это видно.")
        })
        .collect())
}

/// `evidence-link-wellformed`.
pub(super) fn link_wellformed(view: &View<'_>) -> Checked {
    let linked: Vec<_> = view
        .content
        .indicators
        .iter()
        .filter(|row| !row.links.is_empty())
        .collect();
    if linked.is_empty() {
        return Err("В таблице нет ссылок.".to_owned());
    }
    let mut findings = Vec::new();
    for row in linked {
        for link in &row.links {
            if let Some((fault, corrected)) = corrected_link(link) {
                findings.push(bad_link(row, link, fault.title(), corrected));
            }
        }
    }
    Ok(findings)
}

fn bad_link(
    row: &ReportedIndicator,
    link: &str,
    fault: &str,
    corrected: Option<String>,
) -> Finding {
    let remedy = match &corrected {
        Some(corrected) => format!("Замените ссылку на {corrected} и откройте её для проверки."),
        None => "Откройте нужную страницу и скопируйте её адрес целиком.".to_owned(),
    };
    finding(
        "evidence-link-wellformed",
        Severity::Error,
        format!("Ссылка в строке «{}» не откроется: {fault}.", row.title),
    )
    .about([row])
    .compare(
        corrected.unwrap_or_else(|| "адрес страницы".to_owned()),
        link,
    )
    .remedy(remedy)
}

/// Addresses given without a document, clause or page, with the rows they stand in.
fn bare_pages<'a>(view: &View<'a>) -> BTreeMap<&'a str, Vec<&'a ReportedIndicator>> {
    let mut pages: BTreeMap<&str, Vec<&ReportedIndicator>> = BTreeMap::new();
    for row in &view.content.indicators {
        for link in &row.links {
            let named = row.proofs.iter().any(|proof| {
                proof.url.as_deref() == Some(link.as_str())
                    && (proof.clause.is_some() || !proof.title.trim().is_empty())
            });
            if !named {
                pages.entry(link.as_str()).or_default().push(row);
            }
        }
    }
    pages
}

/// `evidence-specific`.
pub(super) fn specific(view: &View<'_>) -> Checked {
    if view
        .content
        .indicators
        .iter()
        .all(|row| row.links.is_empty())
    {
        return Err("В таблице нет ссылок.".to_owned());
    }
    Ok(bare_pages(view)
        .into_iter()
        .filter(|(_, rows)| rows.len() >= view.rules.parameters.one_page_rows)
        .map(|(page, rows)| {
            let about = finding("evidence-specific", Severity::Warning, "")
                .about(rows)
                .subject(page);
            let count = words::plural(words::count(&about.rows), "строку", "строки", "строк");
            let message = format!(
                "Одна страница подтверждает {count} ({}): по ней не найти, какой документ что \
                 доказывает.",
                names(&about.rows)
            );
            Finding { message, ..about }
                .compare("документ, пункт или страница", page)
                .remedy("Укажите у каждой строки документ: вид, номер, дату и пункт.")
        })
        .collect())
}

/// `evidence-kind-fits`.
pub(super) fn kind_fits(view: &View<'_>) -> Checked {
    if view.rules.evidence_needs.is_empty() {
        return Err("Каталог не говорит, чем что доказывается.".to_owned());
    }
    let claims = claims(view)?;
    let mut findings = Vec::new();
    let mut applied = false;
    for need in &view.rules.evidence_needs {
        for row in claims.iter().filter(|row| View::is_one_of(row, &need.rows)) {
            if row.links.is_empty() && row.proofs.is_empty() {
                continue;
            }
            applied = true;
            if !fits(view, row, need) {
                findings.push(misfit(row, need));
            }
        }
    }
    if applied {
        Ok(findings)
    } else {
        Err("Строк, для которых важен вид подтверждения, нет.".to_owned())
    }
}

/// Whether a proof of the right kind is there, or a page that is not known to be another document.
fn fits(view: &View<'_>, row: &ReportedIndicator, need: &EvidenceNeed) -> bool {
    if row
        .proofs
        .iter()
        .any(|proof| need.kinds.contains(&proof.kind))
    {
        return true;
    }
    row.links.iter().any(|link| {
        row.proofs
            .iter()
            .all(|proof| proof.url.as_deref() != Some(link.as_str()))
            && !need
                .foreign
                .iter()
                .filter_map(|code| view.row(code))
                .any(|other| other.links.contains(link))
    })
}

fn misfit(row: &ReportedIndicator, need: &EvidenceNeed) -> Finding {
    finding(
        "evidence-kind-fits",
        Severity::Warning,
        format!(
            "«{}»: {} этого не доказывает.",
            row.title, need.foreign_title
        ),
    )
    .about([row])
    .compare(need.title.clone(), need.foreign_title.clone())
    .remedy(format!("Приложите другое подтверждение: {}.", need.title))
}

/// `evidence-exposes-special`.
pub(super) fn exposes_special(view: &View<'_>) -> Checked {
    let rows: Vec<_> = view
        .rules
        .parameters
        .special
        .iter()
        .filter_map(|code| view.row(code))
        .collect();
    if rows.is_empty() {
        return Err("Строк об особых группах детей в справке нет.".to_owned());
    }
    Ok(rows
        .into_iter()
        .filter(|row| View::claims(row) && open_page(row).is_some())
        .map(|row| {
            finding(
                "evidence-exposes-special",
                Severity::Warning,
                format!(
                    "«{}»: подтверждением служит открытая страница; по ней могут узнать детей.",
                    row.title
                ),
            )
            .about([row])
            .compare(
                "закрытый документ школы",
                open_page(row).unwrap_or_default(),
            )
            .remedy(
                "Уберите ссылку и сошлитесь на документ, который хранится в школе (без имён и без \
                 публикации).",
            )
        })
        .collect())
}

/// An address anybody can open.
fn open_page(row: &ReportedIndicator) -> Option<String> {
    let closed = |link: &String| {
        row.proofs
            .iter()
            .any(|proof| !proof.public && proof.url.as_ref() == Some(link))
    };
    row.links
        .iter()
        .find(|link| !closed(link))
        .or_else(|| {
            row.proofs
                .iter()
                .find(|proof| proof.public)
                .and_then(|proof| proof.url.as_ref())
        })
        .cloned()
}
