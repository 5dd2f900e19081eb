//! What the public edition prints instead of texts people typed: their kind and their date.
//!
//! Not here: figures (`public`). The one decision to know: a typed text is never judged, because
//! nobody can tell by machine that it names no child; it is replaced whole
//! (docs/adr/0030-public-edition-prints-no-typed-text.md).

use chrono::NaiveDate;
use opora_domain::Facts;
use opora_domain::reports::{Measure, ReportContent, ReportedProof};

use super::words;
use crate::checks::Finding;
use crate::evaluation::{Evaluation, Proof};

/// What stands for the reason of an accepted finding.
const REASON: &str = "Причина указана в официальной редакции.";
/// What stands for the name of a survey.
const SURVEY: &str = "Анкета";
/// Shortest typed text looked for in sentences, in letters; shorter ones name nobody.
const SHORTEST: usize = 4;

/// A typed text and what is printed for it.
type Replaced = (String, String);

/// Replaces the texts typed into proofs and surveys; says what was replaced, the longest first.
pub(super) fn content(
    content: &mut ReportContent,
    facts: &Facts,
    evaluation: &Evaluation,
) -> Vec<Replaced> {
    let mut replaced = Vec::new();
    for (row, result) in content.indicators.iter_mut().zip(&evaluation.results) {
        let mut proofs: Vec<ReportedProof> = Vec::new();
        for (proof, source) in row.proofs.iter().zip(&result.evidence) {
            let title = paper(source, facts);
            replaced.push((proof.title.clone(), title.clone()));
            replaced.extend(proof.clause.clone().map(|clause| (clause, String::new())));
            let shown = ReportedProof {
                title,
                clause: None,
                url: proof.url.clone().filter(|_| proof.public),
                ..proof.clone()
            };
            if !proofs.contains(&shown) {
                proofs.push(shown);
            }
        }
        row.proofs = proofs;
        row.links.retain(|link| {
            row.proofs
                .iter()
                .any(|proof| proof.url.as_ref() == Some(link))
        });
        if let Some(survey) = &mut row.survey {
            replaced.push((survey.instrument.clone(), SURVEY.to_owned()));
            SURVEY.clone_into(&mut survey.instrument);
        }
    }
    replaced.retain(|(typed, _)| typed.chars().count() >= SHORTEST);
    replaced.sort_by_key(|(typed, _)| std::cmp::Reverse(typed.chars().count()));
    replaced.dedup();
    replaced
}

/// Replaces typed texts in findings, and the reasons they were accepted for.
pub(super) fn findings(findings: &mut [Finding], replaced: &[Replaced]) {
    for finding in findings {
        for text in [
            &mut finding.message,
            &mut finding.expected,
            &mut finding.found,
            &mut finding.remedy,
        ] {
            for (typed, shown) in replaced {
                if text.contains(typed.as_str()) {
                    *text = text.replace(typed.as_str(), shown);
                }
            }
        }
        if let Some(waived) = &mut finding.waived {
            REASON.clone_into(&mut waived.reason);
            waived.by.clear();
        }
    }
}

/// «Локальный акт школы от 31.08.2023».
fn paper(proof: &Proof, facts: &Facts) -> String {
    let noun = match proof.kind.as_str() {
        "act" => "Локальный акт школы",
        "agreement" => "Соглашение о сотрудничестве",
        "register" => "Реестр, база или ведомость",
        "staff_list" | "staff_report" => "Сведения о педагогических кадрах",
        "order_hiring" => "Приказ о приёме на работу",
        "employment_record" => "Кадровый документ",
        "protocol" => "Протокол",
        "survey_summary" => "Сводка опроса",
        "publication" => "Публикация",
        "project_report" => "Отчёт о проекте",
        "certificate" => "Удостоверение о повышении квалификации",
        "programme_text" => "Программа или план",
        "page" => "Страница сайта",
        _ => "Документ",
    };
    match dated_on(&proof.code, facts) {
        Some(day) => format!("{noun} от {}", words::short_date(day)),
        None => noun.to_owned(),
    }
}

/// Date of the record a proof is printed from: an act, an agreement, or the act of linked evidence.
fn dated_on(code: &str, facts: &Facts) -> Option<NaiveDate> {
    let evidence = facts.evidence.iter().find(|found| found.code == code);
    let of_evidence = evidence.and_then(|found| found.act);
    let act = facts
        .acts
        .iter()
        .find(|act| Some(act.id) == of_evidence || (evidence.is_none() && act.code == code));
    let agreement = || facts.agreements.iter().find(|found| found.code == code);
    act.map(|act| act.dated_on)
        .or_else(|| agreement().map(|found| found.signed_on))
}

/// What an earlier measure was about: «Мера к показателю № 15 справки на 13 октября 2022 г.»
pub(super) fn measure(measure: &Measure, content: &ReportContent) -> String {
    let number = content
        .indicators
        .iter()
        .filter(|row| row.code.is_some() && row.code == measure.subject)
        .find_map(|row| row.number);
    let about = number.map_or_else(String::new, |number| format!(" к показателю № {number}"));
    format!("Мера{about} справки на {}", words::date(measure.as_of))
}
