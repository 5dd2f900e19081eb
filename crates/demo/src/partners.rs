//! Partners: a college whose agreement has run out and a company with another subject.
//!
//! Not here: pairs with their people (`history`). The one decision to know: this year nobody from
//! outside mentors, so the rows about partners are «Нет» and honest zeros.

use opora_domain::Id;
use opora_domain::partners::{
    Agreement, Partner, PartnerKind, Project, ProjectPartner, ProjectStatus,
};

use crate::add;
use crate::maker::Maker;

/// Partners.
#[derive(Clone, Copy, Debug)]
pub struct Partners {
    /// The college that sent students last year.
    pub college: Id<Partner>,
}

/// Adds partners, agreements and last year's project.
pub fn make(maker: &mut Maker) -> Partners {
    let college = add!(
        maker,
        partners,
        Partner {
            name: "Ключевский педагогический колледж".to_owned(),
            inn: Some("0098765437".to_owned()),
            ogrn: None,
            kind: PartnerKind::College,
        }
    );
    let company = add!(
        maker,
        partners,
        Partner {
            name: "ООО «Ключевской приборный завод»".to_owned(),
            inn: Some("0055555555".to_owned()),
            ogrn: None,
            kind: PartnerKind::Company,
        }
    );
    add!(
        maker,
        agreements,
        Agreement {
            partner: college,
            number: "14".to_owned(),
            signed_on: maker.calendar.day(-1, 9, 12),
            valid_from: maker.calendar.day(-1, 9, 12),
            valid_to: Some(maker.calendar.day(0, 6, 30)),
            mentoring: true,
            url: Some("https://school.example/nastavnichestvo/soglashenie-14.pdf".to_owned()),
        }
    );
    add!(
        maker,
        agreements,
        Agreement {
            partner: company,
            number: "3-Э".to_owned(),
            signed_on: maker.calendar.day(-1, 2, 14),
            valid_from: maker.calendar.day(-1, 2, 14),
            valid_to: None,
            mentoring: false,
            url: None,
        }
    );
    let project = add!(
        maker,
        projects,
        Project {
            title: "Неделя педагогических профессий".to_owned(),
            at_school: true,
            status: ProjectStatus::Finished,
            started_on: Some(maker.calendar.day(0, 4, 3)),
            finished_on: Some(maker.calendar.day(0, 4, 14)),
            url: Some("https://school.example/novosti/nedelya-professij".to_owned()),
        }
    );
    add!(
        maker,
        project_partners,
        ProjectPartner {
            project,
            partner: college
        }
    );
    Partners { college }
}
