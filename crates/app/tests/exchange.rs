//! Facts in and out.

use opora_app::Failure;
use opora_app::exchange::{ImportError, totals};
use opora_domain::permissions::Role;
use opora_intake::Source;

use crate::harness::{day, demo_worlds, empty_worlds};

#[tokio::test]
async fn what_one_school_exports_another_imports_and_exports_again_unchanged() {
    let workbook = {
        let worlds = demo_worlds().await;
        let curator = worlds[0].member(Role::Curator).await;
        worlds[0].app.export(&curator).await.unwrap()
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
