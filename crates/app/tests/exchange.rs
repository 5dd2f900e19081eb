//! Facts in and out.

use opora_app::Failure;
use opora_app::exchange::{ImportError, totals};
use opora_domain::RecordKind;
use opora_domain::permissions::Role;
use opora_intake::Source;

use crate::harness::{day, demo_worlds, empty_worlds};

#[tokio::test]
async fn what_one_school_exports_another_imports_and_exports_again_unchanged() {
    let workbook = {
        let worlds = demo_worlds().await;
        worlds[0].app.export(&worlds[0].system()).await.unwrap()
    };
    for world in empty_worlds().await {
        let ctx = world.system();
        let source = Source::new(&workbook, "школа.xlsx");
        let preview = world.app.preview_import(&ctx, &source).await.unwrap();
        assert!(preview.rejected.is_empty(), "{:?}", &preview.rejected[..1]);
        let done = world.app.import(&ctx, &source).await.unwrap();
        assert_eq!(totals(&preview), totals(&done));
        let again = world.app.import(&ctx, &source).await.unwrap();
        assert_eq!(totals(&again), (0, 0), "importing twice changes nothing");
        assert_eq!(
            world.app.export(&ctx).await.unwrap(),
            workbook,
            "same bytes"
        );
        let monitoring = world.app.monitoring(&ctx, day("2023-10-13")).await.unwrap();
        let mentors = monitoring
            .evaluation()
            .get("org.mentors_in_base_by_order")
            .unwrap();
        assert_eq!(mentors.counted.len(), 67);
    }
}

#[tokio::test]
async fn a_file_that_is_no_workbook_changes_nothing() {
    for world in empty_worlds().await {
        let ctx = world.system();
        let source = Source::new(b"%PDF-1.7 ...", "spravka.xlsx");
        let refused = world.app.import(&ctx, &source).await;
        assert!(matches!(refused, Err(Failure::Rule(ImportError::File(_)))));
        assert!(
            world
                .app
                .organisation(&ctx)
                .await
                .unwrap()
                .profile
                .is_none()
        );
    }
}

/// Rows of the sheet of special categories that the workbook brings into an empty school.
async fn categories_in(workbook: &[u8]) -> usize {
    let worlds = empty_worlds().await;
    let source = Source::new(workbook, "школа.xlsx");
    let read = worlds[0]
        .app
        .preview_import(&worlds[0].system(), &source)
        .await
        .unwrap();
    read.counts
        .get(&RecordKind::Category)
        .map_or(0, |counts| counts.new)
}

#[tokio::test]
async fn special_categories_leave_only_with_who_may_read_them() {
    for world in demo_worlds().await {
        for role in [Role::Curator, Role::Head] {
            let member = world.member(role).await;
            let workbook = world.app.export(&member).await.unwrap();
            assert_eq!(categories_in(&workbook).await, 0, "{role:?}");
        }
        let whole = world.app.export(&world.system()).await.unwrap();
        assert!(categories_in(&whole).await > 0);
    }
}
