//! Proofs: of every figure that is «Да» or above zero, and of every done activity.
//!
//! Not here: copies of documents. The one decision to know: a proof is a document with its clause,
//! never a page of the site, and proofs about special groups are not public.

use opora_domain::Id;
use opora_domain::acts::Act;
use opora_domain::evidence::{Evidence, EvidenceLink};
use opora_domain::surveys::Survey;

use crate::acts::Acts;
use crate::add;
use crate::codes;
use crate::maker::Maker;
use crate::roadmap::{Step, done_on};
use crate::roadmap_text::Done;
use crate::surveys::Surveys;

/// A proof about to be recorded.
struct Proof {
    kind: &'static str,
    title: String,
    act: Option<Id<Act>>,
    clause: Option<&'static str>,
    public: bool,
    url: Option<String>,
}

/// Adds proofs and links.
pub fn make(maker: &mut Maker, acts: &Acts, steps: &[Step], surveys: &Surveys) {
    of_acts(maker, acts);
    of_registers(maker);
    of_surveys(maker, surveys);
    for step in steps {
        of_step(maker, step);
    }
}

fn record(maker: &mut Maker, proof: Proof) -> Id<Evidence> {
    let known = maker.facts.evidence.iter().find(|known| {
        known.kind == proof.kind
            && known.title == proof.title
            && known.act == proof.act
            && known.clause.as_deref() == proof.clause
    });
    if let Some(known) = known {
        return known.id;
    }
    let captured = proof.url.as_ref().map(|_| maker.calendar.day(0, 10, 12));
    add!(
        maker,
        evidence,
        Evidence {
            kind: proof.kind.to_owned(),
            title: proof.title,
            url: proof.url,
            act: proof.act,
            clause: proof.clause.map(ToOwned::to_owned),
            public: proof.public,
            captured_on: captured,
            file_sha256: None,
        }
    )
}

fn link(maker: &mut Maker, evidence: Id<Evidence>, indicators: &[&str]) {
    for indicator in indicators {
        add!(
            maker,
            evidence_links,
            EvidenceLink {
                evidence,
                indicator: Some((*indicator).to_owned()),
                activity: None,
            }
        );
    }
}

/// The act itself as a proof, at a clause.
fn act_proof(maker: &mut Maker, act: Id<Act>, clause: Option<&'static str>) -> Id<Evidence> {
    let found = maker.facts.acts.iter().find(|one| one.id == act);
    let (title, url) =
        found.map_or_else(Default::default, |act| (act.reference(), act.url.clone()));
    // Lists of pairs name children: the text of those orders is not published.
    let named = clause.is_some_and(|clause| clause.starts_with("приложение"));
    record(
        maker,
        Proof {
            kind: codes::EVIDENCE_ACT,
            title,
            act: Some(act),
            clause,
            public: !named,
            url: url.filter(|_| !named),
        },
    )
}

fn of_acts(maker: &mut Maker, acts: &Acts) {
    let now = acts.current;
    let claims: [(Id<Act>, Option<&'static str>, &[&str]); 12] = [
        (
            now.programme,
            Some("раздел 3 «Формы наставничества»"),
            &["org.programme_approved"],
        ),
        (
            now.pupil_pairs,
            Some("приложение 1, столбец «Наставник»"),
            &["org.mentors_in_base_by_order", "cov.pupil_mentors"],
        ),
        (
            now.pupil_pairs,
            Some("приложение 1, столбец «Наставляемый»"),
            &["cov.mentees_10_19"],
        ),
        (
            now.teacher_pairs,
            Some("приложение 1, столбец «Наставник»"),
            &[
                "org.mentors_in_base_by_order",
                "young.mentors_of_young",
                "ped.mentors",
                "ped.mentor_function",
            ],
        ),
        (
            now.teacher_pairs,
            Some("приложение 1, столбец «Наставляемый»"),
            &["young.mentees_year", "ped.mentees"],
        ),
        (acts.introduction, None, &["norm.local_act"]),
        (acts.rules_teachers, None, &["norm.order_polozhenie_ped"]),
        (acts.rules_pupils, None, &["norm.order_polozhenie_pupils"]),
        (now.roadmap, None, &["norm.roadmap"]),
        (now.monitoring, None, &["norm.order_monitoring"]),
        (
            now.bases,
            Some("пункт 2 (база наставников из числа обучающихся)"),
            &["cov.pupil_mentor_base"],
        ),
        (acts.community, Some("пункты 1–3"), &["dev.mentor_shmo"]),
    ];
    for (act, clause, indicators) in claims {
        let evidence = act_proof(maker, act, clause);
        link(maker, evidence, indicators);
    }
}

fn kept(maker: &mut Maker, kind: &'static str, title: &str, clause: &'static str) -> Id<Evidence> {
    record(
        maker,
        Proof {
            kind,
            title: title.to_owned(),
            act: None,
            clause: Some(clause),
            public: false,
            url: None,
        },
    )
}

fn of_registers(maker: &mut Maker) {
    let categories = "Сводная ведомость категорий обучающихся на 01.10";
    let staff = "Сведения о педагогических кадрах на 01.10";
    let programmes = "Реестр персонализированных программ наставничества";
    for (kind, title, clause, indicators) in [
        (
            codes::EVIDENCE_REGISTER,
            categories,
            "раздел 1",
            &["cov.mentees_at_risk"][..],
        ),
        (
            codes::EVIDENCE_REGISTER,
            categories,
            "раздел 2",
            &["cov.mentees_ovz_disabled"],
        ),
        (
            codes::EVIDENCE_REGISTER,
            categories,
            "раздел 3",
            &["cov.mentees_gifted"],
        ),
        (
            codes::EVIDENCE_STAFF,
            staff,
            "таблица 2 «Молодые педагоги»",
            &[
                "young.in_school_year",
                "young.mentees_year",
                "young.mentors_of_young",
            ],
        ),
        (
            codes::EVIDENCE_STAFF,
            staff,
            "таблица 3 «Принятые за три года»",
            &["young.hired_3y"],
        ),
        (
            codes::EVIDENCE_REGISTER,
            programmes,
            "строки 1–67",
            &["dev.personal_programmes"],
        ),
    ] {
        let evidence = kept(maker, kind, title, clause);
        link(maker, evidence, indicators);
    }
}

fn of_surveys(maker: &mut Maker, surveys: &Surveys) {
    for (survey, indicator) in [
        (surveys.mentors, "sat.mentors"),
        (surveys.mentees, "sat.mentees"),
    ] {
        let evidence = survey_proof(maker, survey);
        link(maker, evidence, &[indicator]);
    }
}

fn survey_proof(maker: &mut Maker, survey: Id<Survey>) -> Id<Evidence> {
    let found = maker.facts.surveys.iter().find(|one| one.id == survey);
    let instrument = found.map_or_else(String::new, |survey| survey.instrument.clone());
    record(
        maker,
        Proof {
            kind: codes::EVIDENCE_SURVEY,
            title: format!("Сводка опроса: {instrument}"),
            act: None,
            clause: None,
            public: false,
            url: None,
        },
    )
}

fn of_step(maker: &mut Maker, step: &Step) {
    let Some(day) = done_on(maker, step.item.done) else {
        return;
    };
    let written = day.format("%d.%m.%Y");
    let evidence = match step.item.done {
        Done::Fact(_) | Done::No => return,
        Done::Protocol(..) => paper(
            maker,
            codes::EVIDENCE_PROTOCOL,
            &format!("Протокол от {written}"),
            step,
        ),
        Done::Register(..) => paper(
            maker,
            codes::EVIDENCE_REGISTER,
            &format!("Реестр от {written}"),
            step,
        ),
        Done::Published(..) => record(
            maker,
            Proof {
                kind: codes::EVIDENCE_PUBLICATION,
                title: format!("Публикация на сайте школы от {written}"),
                act: None,
                clause: None,
                public: true,
                url: Some(format!(
                    "https://school.example/novosti/{}",
                    day.format("%Y-%m-%d")
                )),
            },
        ),
    };
    add!(
        maker,
        evidence_links,
        EvidenceLink {
            evidence,
            indicator: None,
            activity: Some(step.activity),
        }
    );
}

fn paper(maker: &mut Maker, kind: &'static str, title: &str, step: &Step) -> Id<Evidence> {
    record(
        maker,
        Proof {
            kind,
            title: format!("{title}: {}", step.item.text.replace("{last}", "прошлом")),
            act: None,
            clause: None,
            public: false,
            url: None,
        },
    )
}
