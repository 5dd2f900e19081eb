//! Indicators, lists behind them, checks.

use opora_app::Failure;
use opora_demo::expected::Expected;
use opora_domain::permissions::Role;
use opora_monitoring::checks::Severity;
use opora_monitoring::evaluation::IndicatorValue;

use crate::harness::{World, day, demo_worlds};

fn shown(value: IndicatorValue) -> String {
    match value {
        IndicatorValue::Flag(flag) => if flag { "Да" } else { "Нет" }.to_owned(),
        IndicatorValue::Number(number) => number.to_string(),
        IndicatorValue::Missing => "нет данных".to_owned(),
        IndicatorValue::NotApplicable => "не применимо".to_owned(),
    }
}

fn wanted(value: Expected) -> String {
    match value {
        Expected::Flag(flag) => shown(IndicatorValue::Flag(flag)),
        Expected::Number(number) => number.to_string(),
    }
}

#[tokio::test]
async fn the_demonstration_gives_the_table_of_the_pilot_row_by_row() {
    for world in demo_worlds().await {
        let monitoring = world
            .app
            .monitoring(&world.system(), day("2023-10-13"))
            .await
            .unwrap();
        let results = &monitoring.evaluation().results;
        assert_eq!(results.len(), 32);
        let mut wrong = Vec::new();
        for (expected, result) in opora_demo::expected::ROWS.iter().zip(results) {
            assert_eq!(
                (expected.number, expected.code),
                (result.number, result.code.as_str())
            );
            let (wanted, got) = (wanted(expected.value), shown(result.value));
            if wanted != got {
                wrong.push(format!(
                    "{} {}: {wanted} and not {got}",
                    result.number, result.code
                ));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[tokio::test]
async fn complete_data_pass_every_check() {
    for world in demo_worlds().await {
        let monitoring = world
            .app
            .monitoring(&world.system(), day("2023-10-13"))
            .await
            .unwrap();
        let bad: Vec<String> = monitoring
            .checks()
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Info)
            .map(|finding| format!("{}: {}", finding.code, finding.message))
            .collect();
        assert!(bad.is_empty(), "{bad:#?}");
    }
}

#[tokio::test]
async fn a_list_is_as_long_as_its_number_and_names_people_to_who_may_see_them() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let list = world
            .app
            .drill_down(&curator, day("2023-10-13"), "cov.pupil_mentors", None)
            .await
            .unwrap();
        let lines = list.lines.unwrap();
        assert_eq!(lines.len(), 59);
        assert!(lines.iter().all(|line| line.label.name.contains(' ')));
        let log = world.app.audit_log(&curator, None).await.unwrap();
        assert_eq!(log[0].action, "indicator.read_list");
    }
}

#[tokio::test]
async fn special_groups_are_counted_for_the_curator_but_not_listed() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        for code in [
            "cov.mentees_at_risk",
            "cov.mentees_ovz_disabled",
            "cov.mentees_gifted",
        ] {
            let list = world
                .app
                .drill_down(&curator, day("2023-10-13"), code, None)
                .await
                .unwrap();
            assert!(list.lines.is_none(), "{code}");
            assert!(list.count > 0, "{code}");
        }
    }
}

#[tokio::test]
async fn a_stranger_finds_nothing_and_a_parent_is_refused() {
    for world in demo_worlds().await {
        let day = day("2023-10-13");
        let stranger = World::stranger(Role::Curator);
        let seen = world.app.monitoring(&stranger, day).await;
        assert!(matches!(seen, Err(Failure::NotFound)), "{seen:?}");
        let parent = World::stranger(Role::Representative);
        let refused = world.app.monitoring(&parent, day).await;
        assert!(matches!(refused, Err(Failure::Denied)));
    }
}
