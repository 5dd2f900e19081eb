//! This year's pairs and groups, their plans, meetings and bases.
//!
//! Not here: last year's (`history`). The one decision to know: one plan a mentorship and more
//! people in the bases than by order, as in life.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::acts::Act;
use opora_domain::organisations::SchoolYear;
use opora_domain::pairs::{
    Meeting, MeetingKind, Mentorship, MentorshipKind, MentorshipMember, MentorshipStatus, Plan,
};
use opora_domain::people::{BaseEntry, ParticipantCategory, ParticipantRole, Person};

use crate::acts::Acts;
use crate::add;
use crate::calendar::{later, workday};
use crate::codes;
use crate::maker::Maker;
use crate::pupils::{Contingent, Years};
use crate::sizes::{Sizes, groups};
use crate::staff::Staff;

/// Who takes part this year.
#[derive(Clone, Debug)]
pub struct Current {
    /// Pupils who mentor.
    pub mentors: Vec<Id<Person>>,
    /// Pupils who are mentored.
    pub mentees: Vec<Id<Person>>,
}

/// What is common to mentorships of one order.
#[derive(Clone, Copy, Debug)]
pub struct Batch {
    /// Form.
    pub form: &'static str,
    /// Category of mentors.
    pub mentor: ParticipantCategory,
    /// Category of mentees.
    pub mentee: ParticipantCategory,
    /// Order.
    pub act: Id<Act>,
    /// School year.
    pub year: Id<SchoolYear>,
    /// State.
    pub status: MentorshipStatus,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Makes this year's mentoring.
pub fn current(
    maker: &mut Maker,
    sizes: &Sizes,
    years: &Years,
    acts: &Acts,
    who: (&Contingent, &Staff),
) -> Current {
    let (contingent, staff) = who;
    let mut seniors = contingent.of_grades(8, 11);
    let mut juniors = contingent.of_grades(5, 7);
    maker.stream.shuffle(&mut seniors);
    maker.stream.shuffle(&mut juniors);
    let waiting_mentors = seniors.split_off(sizes.pupil_mentors);
    let waiting_mentees = juniors.split_off(sizes.pupil_mentees.min(juniors.len()));
    let batch = Batch {
        form: codes::FORM_PUPIL,
        mentor: ParticipantCategory::Pupil,
        mentee: ParticipantCategory::Pupil,
        act: acts.current.pupil_pairs,
        year: years.current,
        status: MentorshipStatus::Running,
        from: maker.calendar.day(0, 9, 18),
        to: maker.calendar.day(1, 5, 24),
    };
    let sizes_of_groups = groups(seniors.len(), juniors.len());
    let mut left = juniors.as_slice();
    for (index, (mentor, size)) in seniors.iter().zip(sizes_of_groups).enumerate() {
        let (mentees, rest) = left.split_at_checked(size).unwrap_or((left, &[]));
        left = rest;
        let variant = codes::VARIANTS_PUPIL.get(index % 3).copied();
        let mentorship = pair(maker, &batch, (index, variant), *mentor, mentees);
        plan_and_meet(maker, &batch, mentorship, index);
    }
    let batch = Batch {
        form: codes::FORM_TEACHER,
        mentor: ParticipantCategory::Teacher,
        mentee: ParticipantCategory::Teacher,
        act: acts.current.teacher_pairs,
        ..batch
    };
    for (index, (mentor, mentee)) in staff.mentors.iter().zip(&staff.young).enumerate() {
        let known_as = (index, Some(codes::VARIANT_TEACHER));
        let mentorship = pair(maker, &batch, known_as, *mentor, &[*mentee]);
        plan_and_meet(maker, &batch, mentorship, sizes.pupil_mentors + index);
    }
    bases(
        maker,
        sizes,
        years.current,
        staff,
        &Lists {
            mentors: &seniors,
            mentees: &juniors,
            waiting_mentors: &waiting_mentors,
            waiting_mentees: &waiting_mentees,
        },
    );
    Current {
        mentors: seniors,
        mentees: juniors,
    }
}

/// Adds a mentorship with its members; `known_as` is its place in the order and its variant.
pub fn pair(
    maker: &mut Maker,
    batch: &Batch,
    known_as: (usize, Option<&str>),
    mentor: Id<Person>,
    mentees: &[Id<Person>],
) -> Id<Mentorship> {
    let mentorship = add!(
        maker,
        mentorships,
        Mentorship {
            form: batch.form.to_owned(),
            variant: known_as.1.map(ToOwned::to_owned),
            kind: if mentees.len() > 1 {
                MentorshipKind::Group
            } else {
                MentorshipKind::Pair
            },
            status: batch.status,
            school_year: Some(batch.year),
            starts_on: batch.from,
            ends_on: Some(batch.to),
            act: Some(batch.act),
            act_item: Some(format!("приложение 1, строка {}", known_as.0 + 1)),
        }
    );
    let mut member = |person, role, category| {
        add!(
            maker,
            mentorship_members,
            MentorshipMember {
                mentorship,
                person,
                role,
                category,
                valid_from: None,
                valid_to: None,
            }
        );
    };
    member(mentor, ParticipantRole::Mentor, batch.mentor);
    for mentee in mentees {
        member(*mentee, ParticipantRole::Mentee, batch.mentee);
    }
    mentorship
}

/// Adds the approved plan and the meetings of the first weeks.
pub fn plan_and_meet(maker: &mut Maker, batch: &Batch, mentorship: Id<Mentorship>, index: usize) {
    let approved = workday(later(batch.from, 2 + u64::try_from(index % 9).unwrap_or(0)));
    add!(
        maker,
        plans,
        Plan {
            mentorship,
            person: None,
            title: format!(
                "Персонализированная программа наставничества № {}",
                index + 1
            ),
            approved_on: Some(approved),
            valid_from: approved,
            valid_to: batch.to,
            url: None,
        }
    );
    let shift = u64::try_from(index % 5).unwrap_or(0);
    for (kind, after) in [
        (MeetingKind::Organisational, 3),
        (MeetingKind::Trial, 9),
        (MeetingKind::Planning, 14),
    ] {
        meeting(maker, mentorship, kind, later(batch.from, after + shift));
    }
    // Every third one has had a regular meeting by the middle of October.
    if index.is_multiple_of(3) {
        meeting(
            maker,
            mentorship,
            MeetingKind::Regular,
            later(batch.from, 20 + shift),
        );
    }
}

/// Adds a meeting.
pub fn meeting(maker: &mut Maker, mentorship: Id<Mentorship>, kind: MeetingKind, on: NaiveDate) {
    let minutes = maker.stream.pick(&[20, 30, 40, 45]).copied();
    add!(
        maker,
        meetings,
        Meeting {
            mentorship,
            kind,
            held_on: workday(on),
            minutes
        }
    );
}

struct Lists<'a> {
    mentors: &'a [Id<Person>],
    mentees: &'a [Id<Person>],
    waiting_mentors: &'a [Id<Person>],
    waiting_mentees: &'a [Id<Person>],
}

fn bases(maker: &mut Maker, sizes: &Sizes, year: Id<SchoolYear>, staff: &Staff, lists: &Lists<'_>) {
    use ParticipantCategory::{Pupil, Teacher};
    use ParticipantRole::{Mentee, Mentor};
    let included = maker.calendar.day(0, 9, 11);
    let mut enter = |people: &[Id<Person>], role, category, grounds: &str| {
        for person in people {
            add!(
                maker,
                base_entries,
                BaseEntry {
                    person: *person,
                    role,
                    category,
                    school_year: Some(year),
                    included_on: included,
                    excluded_on: None,
                    grounds: Some(grounds.to_owned()),
                }
            );
        }
    };
    let take = |people: &[Id<Person>], count: usize| {
        people.iter().copied().take(count).collect::<Vec<_>>()
    };
    enter(lists.mentors, Mentor, Pupil, "анкета кандидата");
    enter(
        &staff.mentors,
        Mentor,
        Teacher,
        "рекомендация методического совета",
    );
    enter(
        &take(lists.waiting_mentors, sizes.mentor_candidates),
        Mentor,
        Pupil,
        "анкета кандидата",
    );
    enter(
        &take(&staff.teachers, 2),
        Mentor,
        Teacher,
        "личное заявление",
    );
    enter(
        lists.mentees,
        Mentee,
        Pupil,
        "запрос классного руководителя",
    );
    enter(&staff.young, Mentee, Teacher, "стаж менее трёх лет");
    enter(
        &take(lists.waiting_mentees, sizes.mentee_candidates),
        Mentee,
        Pupil,
        "пара не сформирована",
    );
}
