//! «Сегодня».

use chrono::TimeDelta;
use opora_app::today::{TASKS_SHOWN, TaskKind};
use opora_domain::permissions::Role;

use crate::harness::{day, demo_worlds};

#[tokio::test]
async fn five_numbers_stand_above_what_is_to_be_done() {
    for world in demo_worlds().await {
        let curator = world.member(Role::Curator).await;
        let today = world
            .app
            .today_page(&curator, day("2023-10-13"))
            .await
            .unwrap();
        let numbers: Vec<(&str, Option<f64>)> = today
            .numbers
            .iter()
            .map(|number| (number.code, number.value))
            .collect();
        assert_eq!(
            numbers[..4],
            [
                ("mentors", Some(67.0)),
                ("mentees", Some(119.0)),
                ("pairs", Some(67.0)),
                ("coverage", Some(111.0)),
            ]
        );
        assert_eq!(numbers[4].0, "roadmap");
        assert_eq!(today.tasks_total, 0, "nothing is urgent");
        assert!(today.tasks.iter().all(|task| task.kind == TaskKind::Ahead));
    }
}

#[tokio::test]
async fn what_is_late_comes_first_and_the_list_stays_short() {
    for world in demo_worlds().await {
        world.clock.advance(TimeDelta::days(260));
        let curator = world.member(Role::Curator).await;
        let today = world
            .app
            .today_page(&curator, day("2024-06-28"))
            .await
            .unwrap();
        assert!(today.tasks.len() <= TASKS_SHOWN);
        assert_eq!(today.tasks[0].kind, TaskKind::Overdue);
        let dates: Vec<_> = today.tasks.iter().filter_map(|task| task.due_on).collect();
        assert!(dates.windows(2).all(|pair| pair[0] <= pair[1]), "{dates:?}");
    }
}
