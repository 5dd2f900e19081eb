//! Last year's mentoring, so that this year's справка has something to compare with.
//!
//! Not here: this year's (`mentoring`). The one decision to know: ended mentorships keep their
//! dates, so last October's figures can still be computed.

use opora_domain::Id;
use opora_domain::pairs::{MeetingKind, MentorshipStatus};
use opora_domain::people::{Affiliation, BaseEntry, ParticipantCategory, ParticipantRole, Person};

use crate::acts::Acts;
use crate::add;
use crate::calendar::later;
use crate::codes;
use crate::maker::Maker;
use crate::mentoring::{Batch, meeting, pair, plan_and_meet};
use crate::names;
use crate::partners::Partners;
use crate::pupils::{Contingent, Years};
use crate::sizes::{Sizes, groups};
use crate::staff::Staff;

/// Makes last year's mentoring: pupils, teachers and two students of the college.
pub fn last_year(
    maker: &mut Maker,
    sizes: &Sizes,
    years: &Years,
    acts: &Acts,
    who: (&Contingent, &Staff, &Partners),
) {
    let (contingent, staff, partners) = who;
    let batch = Batch {
        form: codes::FORM_PUPIL,
        mentor: ParticipantCategory::Pupil,
        mentee: ParticipantCategory::Pupil,
        act: acts.last.pupil_pairs,
        year: years.last,
        status: MentorshipStatus::Completed,
        from: maker.calendar.day(-1, 9, 19),
        to: maker.calendar.day(0, 5, 25),
    };
    let mentees = pupils(maker, sizes, &batch, contingent);
    teachers(maker, &batch, acts, staff);
    students(maker, &batch, partners, (&mentees, sizes.last_mentors));
}

fn enter(maker: &mut Maker, batch: &Batch, person: Id<Person>, role: ParticipantRole) {
    let category = match role {
        ParticipantRole::Mentor => batch.mentor,
        ParticipantRole::Mentee => batch.mentee,
    };
    add!(
        maker,
        base_entries,
        BaseEntry {
            person,
            role,
            category,
            school_year: Some(batch.year),
            included_on: maker.calendar.day(-1, 9, 12),
            excluded_on: Some(maker.calendar.day(0, 8, 31)),
            grounds: Some("итоги учебного года".to_owned()),
        }
    );
}

fn add_pair(
    maker: &mut Maker,
    batch: &Batch,
    known_as: (usize, Option<&str>),
    mentor: Id<Person>,
    mentees: &[Id<Person>],
) {
    let mentorship = pair(maker, batch, known_as, mentor, mentees);
    plan_and_meet(maker, batch, mentorship, known_as.0);
    for month in 1..7 {
        meeting(
            maker,
            mentorship,
            MeetingKind::Regular,
            later(batch.from, 30 + 30 * month),
        );
    }
    meeting(maker, mentorship, MeetingKind::Closing, later(batch.to, 0));
    enter(maker, batch, mentor, ParticipantRole::Mentor);
    for mentee in mentees {
        enter(maker, batch, *mentee, ParticipantRole::Mentee);
    }
}

/// Pupils mentored last year; gives back those nobody mentored.
fn pupils(
    maker: &mut Maker,
    sizes: &Sizes,
    batch: &Batch,
    contingent: &Contingent,
) -> Vec<Id<Person>> {
    let was_here = |maker: &Maker, person: &Id<Person>| {
        maker
            .facts
            .enrolments
            .iter()
            .any(|one| one.person == *person && one.valid_from < batch.from)
    };
    let mut seniors = contingent.of_grades(10, 11);
    seniors.extend(contingent.leavers.iter().copied());
    let mut juniors = contingent.of_grades(6, 9);
    seniors.retain(|person| was_here(maker, person));
    juniors.retain(|person| was_here(maker, person));
    maker.stream.shuffle(&mut seniors);
    maker.stream.shuffle(&mut juniors);
    seniors.truncate(sizes.last_mentors);
    let rest = juniors.split_off(sizes.last_mentees.min(juniors.len()));
    let mut left = juniors.as_slice();
    for (index, size) in groups(seniors.len(), juniors.len()).into_iter().enumerate() {
        let (mentees, others) = left.split_at_checked(size).unwrap_or((left, &[]));
        left = others;
        if let Some(mentor) = seniors.get(index) {
            let variant = codes::VARIANTS_PUPIL.get(index % 3).copied();
            add_pair(maker, batch, (index, variant), *mentor, mentees);
        }
    }
    rest
}

/// The young teachers who were here, and the one who left in December.
fn teachers(maker: &mut Maker, batch: &Batch, acts: &Acts, staff: &Staff) {
    let batch = Batch {
        form: codes::FORM_TEACHER,
        mentor: ParticipantCategory::Teacher,
        mentee: ParticipantCategory::Teacher,
        act: acts.last.teacher_pairs,
        ..*batch
    };
    let here = staff.young.iter().skip(staff.young_this_year);
    let mut index = 0;
    for (mentor, mentee) in staff.mentors.iter().zip(here) {
        add_pair(
            maker,
            &batch,
            (index, Some(codes::VARIANT_TEACHER)),
            *mentor,
            &[*mentee],
        );
        index += 1;
    }
    let ended = Batch {
        status: MentorshipStatus::Terminated,
        to: maker.calendar.day(-1, 12, 20),
        ..batch
    };
    if let Some(mentor) = staff.mentors.last() {
        let known_as = (index, Some(codes::VARIANT_TEACHER));
        let mentorship = pair(maker, &ended, known_as, *mentor, &[staff.young_left]);
        plan_and_meet(maker, &ended, mentorship, index);
        enter(maker, &ended, *mentor, ParticipantRole::Mentor);
        enter(maker, &ended, staff.young_left, ParticipantRole::Mentee);
    }
}

/// Two students of the college, each with one pupil, by the pupils' order.
fn students(
    maker: &mut Maker,
    batch: &Batch,
    partners: &Partners,
    (free, after): (&[Id<Person>], usize),
) {
    let batch = Batch {
        form: codes::FORM_STUDENT,
        mentor: ParticipantCategory::Student,
        ..*batch
    };
    for (index, mentee) in free.iter().take(2).enumerate() {
        let name = names::draw(&mut maker.stream);
        let born = (
            maker.calendar.day(-21, 1, 1),
            maker.calendar.day(-19, 12, 31),
        );
        let person = maker.person(name, born);
        add!(
            maker,
            affiliations,
            Affiliation {
                person,
                category: ParticipantCategory::Student,
                partner: Some(partners.college),
                child: None,
                detail: Some("3-й курс".to_owned()),
                valid_from: batch.from,
                valid_to: Some(maker.calendar.day(0, 6, 30)),
            }
        );
        add_pair(
            maker,
            &batch,
            (after + index, Some(codes::VARIANT_STUDENT)),
            person,
            &[*mentee],
        );
    }
}
