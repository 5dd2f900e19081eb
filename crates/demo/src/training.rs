//! Training of mentors, the ШМО and a network community.
//!
//! Not here: lessons. The one decision to know: the school's own «Школа наставников» is not КПК, a
//! КПК of the year before last and one about another subject do not count either, and membership
//! in the network has ended; hence the honest zeros of four rows.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::people::Person;
use opora_domain::training::{
    Community, CommunityKind, CommunityMember, CommunityRole, Training, TrainingKind, TrainingRole,
};

use crate::acts::Acts;
use crate::add;
use crate::maker::Maker;
use crate::mentoring::Current;
use crate::staff::Staff;

/// Adds trainings and communities.
pub fn make(maker: &mut Maker, acts: &Acts, staff: &Staff, current: &Current) {
    school_of_mentors(maker, staff, current);
    courses(maker, staff);
    communities(maker, acts, staff);
}

fn school_of_mentors(maker: &mut Maker, staff: &Staff, current: &Current) {
    let (from, to) = (maker.calendar.day(0, 9, 5), maker.calendar.day(0, 9, 15));
    let mut attend = |person: Id<Person>, role, title: &str, hours| {
        add!(
            maker,
            trainings,
            Training {
                person,
                kind: TrainingKind::MentorSchool,
                role,
                title: title.to_owned(),
                mentoring: true,
                hours: Some(hours),
                certificate: None,
                issued_on: None,
                valid_from: from,
                valid_to: Some(to),
            }
        );
    };
    for person in &current.mentors {
        attend(
            *person,
            TrainingRole::Trainee,
            "Школа наставников: обучающиеся",
            8,
        );
    }
    for person in &staff.mentors {
        attend(
            *person,
            TrainingRole::Trainee,
            "Школа наставников: педагоги",
            12,
        );
    }
    for person in [staff.curator, staff.psychologist] {
        attend(person, TrainingRole::Trainer, "Школа наставников", 20);
    }
}

fn courses(maker: &mut Maker, staff: &Staff) {
    let calendar = maker.calendar;
    let mut course =
        |person: Option<&Id<Person>>, about: (&str, bool, &str), days: (NaiveDate, NaiveDate)| {
            if let Some(person) = person {
                add!(
                    maker,
                    trainings,
                    Training {
                        person: *person,
                        kind: TrainingKind::Kpk,
                        role: TrainingRole::Trainee,
                        title: about.0.to_owned(),
                        mentoring: about.1,
                        hours: Some(36),
                        certificate: Some(about.2.to_owned()),
                        issued_on: Some(days.1),
                        valid_from: days.0,
                        valid_to: Some(days.1),
                    }
                );
            }
        };
    course(
        staff.mentors.first(),
        (
            "Наставничество в образовательной организации",
            true,
            "182400-0417",
        ),
        (calendar.day(-1, 3, 14), calendar.day(-1, 3, 25)),
    );
    course(
        staff.mentors.get(1),
        ("Обновлённые ФГОС: работа учителя", false, "182400-1893"),
        (calendar.day(0, 9, 11), calendar.day(0, 9, 22)),
    );
}

fn communities(maker: &mut Maker, acts: &Acts, staff: &Staff) {
    let from = maker.calendar.day(0, 9, 4);
    let shmo = add!(
        maker,
        communities,
        Community {
            kind: CommunityKind::Shmo,
            name: "ШМО наставников".to_owned(),
            act: Some(acts.community),
            valid_from: from,
            valid_to: None,
        }
    );
    for (index, person) in staff.mentors.iter().enumerate() {
        let role = if index == 0 {
            CommunityRole::Head
        } else {
            CommunityRole::Member
        };
        join(maker, shmo, (*person, role), from, None);
    }
    let since = maker.calendar.day(-1, 10, 3);
    let network = add!(
        maker,
        communities,
        Community {
            kind: CommunityKind::Network,
            name: "Сетевое сообщество наставников города Ключевска".to_owned(),
            act: None,
            valid_from: since,
            valid_to: None,
        }
    );
    let until = maker.calendar.day(0, 6, 30);
    for (person, role) in [
        (staff.mentors.first(), CommunityRole::Mentor),
        (staff.young.last(), CommunityRole::Mentee),
    ] {
        if let Some(person) = person {
            join(maker, network, (*person, role), since, Some(until));
        }
    }
}

fn join(
    maker: &mut Maker,
    community: Id<Community>,
    who: (Id<Person>, CommunityRole),
    from: NaiveDate,
    to: Option<NaiveDate>,
) {
    add!(
        maker,
        community_members,
        CommunityMember {
            community,
            person: who.0,
            role: who.1,
            valid_from: from,
            valid_to: to,
        }
    );
}
