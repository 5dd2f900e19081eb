//! Checks of the table and of the справка as a document.
//!
//! Not here: figures against figures (`arithmetic`). The one decision to know: what a computed
//! справка gets only when it is signed (the signature) is not asked of its draft.

use opora_domain::reports::{ReportedIndicator, ReportedValue};

use super::view::{View, finding, names};
use super::{Checked, Finding, Severity};
use crate::report::words;

fn table<'a>(view: &View<'a>) -> Result<&'a [ReportedIndicator], String> {
    if view.content.indicators.is_empty() {
        Err("В справке нет таблицы показателей.".to_owned())
    } else {
        Ok(&view.content.indicators)
    }
}

fn mentions(text: &str, wanted: &[String]) -> bool {
    let text = words::folded(text);
    wanted
        .iter()
        .any(|word| text.contains(&words::folded(word)))
}

/// `programmes-match-pairs`.
pub(super) fn programmes(view: &View<'_>) -> Checked {
    let parameters = &view.rules.parameters;
    let (Some(row), Some(programmes)) = (
        view.row(&parameters.programmes),
        view.figure(&parameters.programmes),
    ) else {
        return Err("В справке нет числа персонализированных программ.".to_owned());
    };
    if let Some(pairs) = view.content.active_mentorships {
        let agree = (words::real(pairs) - programmes).abs() < 0.5;
        return Ok(if agree {
            Vec::new()
        } else {
            vec![mismatch(
                row,
                programmes,
                &format!("пар и групп {}", words::whole(pairs)),
            )]
        });
    }
    let mentors = view.figure(&parameters.mentors);
    let mentees = view.sum(&parameters.mentees);
    if mentors.is_none() && mentees.is_none() {
        return Err("Не известны ни пары, ни наставники, ни наставляемые.".to_owned());
    }
    let mut parts = Vec::new();
    for (figure, name) in [(mentors, "наставников"), (mentees, "наставляемых")]
    {
        if let Some(figure) = figure {
            let same = if (figure - programmes).abs() < 0.5 {
                " (столько же)"
            } else {
                ""
            };
            parts.push(format!("{name} {}{same}", words::number(figure)));
        }
    }
    parts.insert(0, "число пар и групп не указано".to_owned());
    Ok(vec![mismatch(row, programmes, &parts.join(", "))])
}

fn mismatch(row: &ReportedIndicator, programmes: f64, against: &str) -> Finding {
    let programmes = words::number(programmes);
    finding(
        "programmes-match-pairs",
        Severity::Warning,
        format!("Персонализированных программ {programmes}; {against}."),
    )
    .about([row])
    .compare("одна программа на каждую пару или группу", programmes)
    .remedy("Укажите число пар и групп и проверьте, у каждой ли есть утверждённая программа.")
}

/// `unit-stated`.
pub(super) fn units(view: &View<'_>) -> Checked {
    let lacking: Vec<_> = table(view)?
        .iter()
        .filter(|row| match row.value {
            ReportedValue::Number(_) => row.unit.as_deref().unwrap_or("").trim().is_empty(),
            ReportedValue::Unclear => true,
            _ => false,
        })
        .collect();
    if lacking.is_empty() {
        return Ok(Vec::new());
    }
    let heading = view
        .content
        .value_heading
        .as_deref()
        .unwrap_or("Единица измерения");
    let count = words::plural(words::count(&lacking), "строке", "строках", "строках");
    Ok(vec![
        finding(
            "unit-stated",
            Severity::Warning,
            format!("В {count} не указана единица: в столбце «{heading}» стоят одни значения."),
        )
        .about(lacking)
        .compare(
            "значение с единицей: «111 чел.», «87 %», «Да»",
            "значения без единиц",
        )
        .remedy("Допишите единицу в каждой строке."),
    ])
}

/// `share-has-denominator`: one finding a group whose heading asks for a share, else a row.
pub(super) fn denominators(view: &View<'_>) -> Checked {
    let parameters = &view.rules.parameters;
    let mut groups: Vec<(&str, bool, Vec<&ReportedIndicator>)> = Vec::new();
    for row in table(view)? {
        if View::is_one_of(row, &parameters.satisfaction) {
            continue;
        }
        let by_group = mentions(&row.group, &parameters.share_words);
        if !by_group && !mentions(&row.title, &parameters.share_words) {
            continue;
        }
        match groups.last_mut() {
            Some((group, true, rows)) if by_group && *group == row.group => rows.push(row),
            _ => groups.push((&row.group, by_group, vec![row])),
        }
    }
    if groups.is_empty() {
        return Err("Строк о доле или охвате в справке нет.".to_owned());
    }
    Ok(groups
        .into_iter()
        .filter(|(_, _, rows)| {
            let known = rows
                .iter()
                .any(|row| row.value.number().is_some() || row.value.flag().is_some());
            known && rows.iter().all(|row| row.denominator.is_none())
        })
        .map(|(group, by_group, rows)| no_denominator(group, by_group, rows))
        .collect())
}

fn no_denominator(group: &str, by_group: bool, rows: Vec<&ReportedIndicator>) -> Finding {
    let title = match rows.first() {
        Some(row) if !by_group => row.title.clone(),
        _ => group.to_owned(),
    };
    let subject = rows.first().and_then(|row| row.code.clone());
    let mut about = finding("share-has-denominator", Severity::Error, "").about(rows);
    about.subject = subject;
    let message = format!(
        "«{title}» ({}): названа доля, но не сказано, от какого числа.",
        names(&about.rows)
    );
    Finding { message, ..about }
        .compare(
            "общее число, от которого считается доля",
            "общего числа нет",
        )
        .remedy("Укажите общее число (контингент, педагогов) на дату справки.")
}

/// `training-claimed`.
pub(super) fn training(view: &View<'_>) -> Checked {
    let parameters = &view.rules.parameters;
    let Some(mentors) = view.figure(&parameters.mentors) else {
        return Err("Число наставников не известно.".to_owned());
    };
    let trained = parameters
        .training
        .iter()
        .any(|code| view.figure(code).is_some_and(|figure| figure > 0.0));
    let in_roadmap = view.content.roadmap.iter().any(|row| {
        mentions(&row.event, &parameters.training_words)
            && row.activities.last().is_some_and(|activity| activity.done)
    });
    if mentors <= 0.0 || trained || in_roadmap {
        return Ok(Vec::new());
    }
    let rows = parameters.training.iter().filter_map(|code| view.row(code));
    Ok(vec![
        finding(
            "training-claimed",
            Severity::Warning,
            format!(
                "Работает наставников: {}, но их обучение нигде не отмечено.",
                words::number(mentors)
            ),
        )
        .about(rows)
        .compare("курсы или «Школа наставников»", "обучения нет")
        .remedy("Внесите обучение: удостоверения КПК или занятия «Школы наставников»."),
    ])
}

/// `ages-provable`: one finding for all headings that set bounds of age.
pub(super) fn ages(view: &View<'_>) -> Checked {
    let wanted = &view.rules.parameters.age_words;
    let aged: Vec<_> = table(view)?
        .iter()
        .filter(|row| mentions(&row.group, wanted))
        .collect();
    if aged.is_empty() {
        return Err("Возраст в заголовках не назван.".to_owned());
    }
    if aged.iter().all(|row| row.ages_proved) {
        return Ok(Vec::new());
    }
    let unproved: Vec<_> = aged.into_iter().filter(|row| !row.ages_proved).collect();
    let about = finding("ages-provable", Severity::Warning, "").about(unproved);
    let message = format!(
        "В заголовке назван возраст ({}), но дат рождения за этими числами нет.",
        names(&about.rows)
    );
    Ok(vec![
        Finding { message, ..about }
            .subject("ages")
            .compare("возраст подтверждён датами рождения", "дат рождения нет")
            .remedy("Внесите даты рождения участников: возраст посчитается сам."),
    ])
}

/// `analysis-present`.
#[expect(clippy::unnecessary_wraps, reason = "the registry wants one signature")]
pub(super) fn analysis(view: &View<'_>) -> Checked {
    let content = view.content;
    let mut lacks = Vec::new();
    if content.conclusions.is_empty() {
        lacks.push("выводов".to_owned());
    }
    if content.recommendations.is_empty() {
        lacks.push("рекомендаций и мер".to_owned());
    }
    if lacks.is_empty() {
        return Ok(Vec::new());
    }
    let lacks = words::list(&lacks);
    Ok(vec![
        finding(
            "analysis-present",
            Severity::Error,
            format!("Справка называется аналитической, но в ней нет {lacks}."),
        )
        .compare("выводы, рекомендации и меры", format!("нет {lacks}"))
        .remedy("Добавьте выводы из цифр и рекомендации со сроками и ответственными."),
    ])
}

/// `requisites-present`.
#[expect(clippy::unnecessary_wraps, reason = "the registry wants one signature")]
pub(super) fn requisites(view: &View<'_>) -> Checked {
    let content = view.content;
    let empty = |text: &Option<String>| text.as_deref().unwrap_or("").trim().is_empty();
    let lacks: Vec<String> = [
        (empty(&content.number), "номера"),
        (empty(&content.approved_by), "утверждения"),
        (!content.signed && !view.computed(), "подписи"),
        (content.as_of.is_none(), "даты «по состоянию на»"),
    ]
    .into_iter()
    .filter(|(lacks, _)| *lacks)
    .map(|(_, name)| name.to_owned())
    .collect();
    if lacks.is_empty() {
        return Ok(Vec::new());
    }
    let lacks = words::list(&lacks);
    Ok(vec![
        finding(
            "requisites-present",
            Severity::Warning,
            format!("У справки нет {lacks}."),
        )
        .compare(
            "номер, утверждение, подпись, дата «по состоянию на»",
            format!("нет {lacks}"),
        )
        .remedy("Допишите реквизиты перед подписью."),
    ])
}
