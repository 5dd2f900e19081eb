//! A second, deliberately naive evaluator: straight loops over typed facts.
//!
//! Not here: the language of catalogues, indexes, sweeps over change days. The one decision to know:
//! it was written from the definitions in words and shares nothing with the engine but the domain.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use opora_domain::acts::Act;
use opora_domain::dates::{full_years, years_before};
use opora_domain::pairs::{Mentorship, MentorshipMember, MentorshipStatus, Plan};
use opora_domain::partners::{Partner, PartnerKind, Project, ProjectStatus};
use opora_domain::people::{
    BaseEntry, CategoryKind, Employment, ParticipantCategory, ParticipantRole, Person,
};
use opora_domain::surveys::{Survey, SurveyStage};
use opora_domain::training::{CommunityKind, CommunityRole, TrainingKind, TrainingRole};
use opora_domain::{Facts, Id};

use ParticipantRole::{Mentee, Mentor};

/// What a region decides.
#[derive(Clone, Copy)]
pub struct Region {
    pub children: (i64, i64),
    pub teens: (i64, i64),
    /// Whether the age counts on the first day of the cycle.
    pub age_on_cycle_start: bool,
    /// Whether young is by age or by status, not by age and experience.
    pub young_by_age_or_status: bool,
    pub young_age_max: i64,
    pub mentors_in_base: bool,
    pub external: &'static [ParticipantCategory],
    pub function_is_paid: bool,
    pub mean_score: bool,
    pub every_plan: bool,
    pub cycle: ((u32, u32), (u32, u32)),
}

/// The first catalogue.
pub const FIRST: Region = Region {
    children: (10, 19),
    teens: (15, 19),
    age_on_cycle_start: false,
    young_by_age_or_status: false,
    young_age_max: 35,
    mentors_in_base: false,
    external: &[ParticipantCategory::CompanyEmployee],
    function_is_paid: false,
    mean_score: false,
    every_plan: false,
    cycle: ((9, 1), (8, 31)),
};

/// The second catalogue.
pub const SECOND: Region = Region {
    children: (11, 17),
    teens: (14, 19),
    age_on_cycle_start: true,
    young_by_age_or_status: true,
    young_age_max: 30,
    mentors_in_base: true,
    external: &[
        ParticipantCategory::CompanyEmployee,
        ParticipantCategory::Student,
        ParticipantCategory::Parent,
    ],
    function_is_paid: true,
    mean_score: true,
    every_plan: true,
    cycle: ((8, 15), (6, 30)),
};

/// What the naive evaluator says of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Not computable.
    Missing,
    /// Да or Нет.
    Flag(bool),
    /// Codes of the records counted.
    Count(BTreeSet<String>),
    /// Numerator and denominator.
    Share(i64, i64),
}

/// The school on a day.
pub struct Oracle<'f> {
    pub facts: &'f Facts,
    pub day: NaiveDate,
    pub region: Region,
}

fn between(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl Oracle<'_> {
    /// First day of the cycle of the day.
    fn cycle_start(&self) -> NaiveDate {
        let mut best: Option<NaiveDate> = None;
        for year in &self.facts.school_years {
            if year.starts_on <= self.day && self.day <= year.ends_on {
                best = Some(best.map_or(year.starts_on, |known| known.max(year.starts_on)));
            }
        }
        best.unwrap_or_else(|| {
            let ((month, day), _) = self.region.cycle;
            let this = NaiveDate::from_ymd_opt(self.day.year(), month, day).unwrap();
            if this <= self.day {
                this
            } else {
                NaiveDate::from_ymd_opt(self.day.year() - 1, month, day).unwrap()
            }
        })
    }

    fn year_covers(&self, id: Id<opora_domain::organisations::SchoolYear>) -> bool {
        self.facts
            .school_years
            .iter()
            .any(|year| year.id == id && year.starts_on <= self.day && self.day <= year.ends_on)
    }

    fn act_in_force(&self, act: &Act, day: NaiveDate) -> bool {
        act.in_force_from <= day && act.in_force_to.is_none_or(|to| day <= to)
    }

    fn act(&self, id: Id<Act>) -> &Act {
        self.facts.acts.iter().find(|act| act.id == id).unwrap()
    }

    fn active(&self, mentorship: &Mentorship, day: NaiveDate) -> bool {
        use MentorshipStatus::{Approved, Completed, Paused, Running, Terminated};
        let counts = match mentorship.status {
            Approved | Running | Paused => true,
            Completed | Terminated => mentorship.ends_on.is_some(),
            MentorshipStatus::Draft => false,
        };
        counts
            && between(day, Some(mentorship.starts_on), mentorship.ends_on)
            && mentorship
                .act
                .is_some_and(|act| self.act_in_force(self.act(act), day))
    }

    fn mentorship(&self, id: Id<Mentorship>) -> &Mentorship {
        self.facts
            .mentorships
            .iter()
            .find(|mentorship| mentorship.id == id)
            .unwrap()
    }

    fn takes_part(&self, member: &MentorshipMember, day: NaiveDate) -> bool {
        between(day, member.valid_from, member.valid_to)
            && self.active(self.mentorship(member.mentorship), day)
    }

    fn in_role(&self, person: &Person, role: ParticipantRole, day: NaiveDate) -> bool {
        self.facts.mentorship_members.iter().any(|member| {
            member.person == person.id && member.role == role && self.takes_part(member, day)
        })
    }

    fn mentor_as(&self, person: &Person, categories: &[ParticipantCategory]) -> bool {
        self.facts.mentorship_members.iter().any(|member| {
            member.person == person.id
                && member.role == Mentor
                && categories.contains(&member.category)
                && self.takes_part(member, self.day)
        })
    }

    fn age(&self, person: &Person, day: NaiveDate) -> Option<i64> {
        let on = if self.region.age_on_cycle_start {
            self.cycle_start()
        } else {
            day
        };
        person.born_on.map(|born| full_years(born, on))
    }

    fn aged(&self, person: &Person, band: (i64, i64)) -> bool {
        self.age(person, self.day)
            .is_some_and(|age| band.0 <= age && age <= band.1)
    }

    fn pupil(&self, person: &Person) -> bool {
        self.facts.enrolments.iter().any(|enrolment| {
            enrolment.person == person.id
                && between(self.day, Some(enrolment.valid_from), enrolment.valid_to)
        })
    }

    fn pedagogical(employment: &Employment) -> bool {
        (employment.teaching || employment.managing) && !employment.external_part_time
    }

    fn teacher(&self, person: &Person) -> bool {
        self.facts.employments.iter().any(|employment| {
            employment.person == person.id
                && Self::pedagogical(employment)
                && between(self.day, Some(employment.valid_from), employment.valid_to)
        })
    }

    fn young(&self, person: &Person, day: NaiveDate) -> bool {
        let by_age = self
            .age(person, day)
            .is_some_and(|age| age <= self.region.young_age_max);
        self.facts.employments.iter().any(|employment| {
            let young = if self.region.young_by_age_or_status {
                by_age || employment.young_status_from.is_some_and(|from| from <= day)
            } else {
                by_age
                    && employment
                        .experience_from
                        .is_some_and(|from| full_years(from, day) < 3)
            };
            employment.person == person.id
                && Self::pedagogical(employment)
                && between(day, Some(employment.valid_from), employment.valid_to)
                && young
        })
    }

    fn days_of_year(&self) -> impl Iterator<Item = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(self.day.year(), 1, 1).unwrap();
        first.iter_days().take_while(|day| *day <= self.day)
    }

    fn in_base(&self, entry: &BaseEntry) -> bool {
        entry.included_on <= self.day && entry.excluded_on.is_none_or(|out| out > self.day)
    }

    fn category(&self, person: &Person, kinds: &[CategoryKind]) -> bool {
        self.facts.categories.iter().any(|category| {
            category.person == person.id
                && kinds.contains(&category.kind)
                && between(self.day, Some(category.valid_from), category.valid_to)
        })
    }

    fn people(&self, meets: impl Fn(&Person) -> bool) -> Answer {
        Answer::Count(
            self.facts
                .people
                .iter()
                .filter(|person| meets(person))
                .map(|person| person.code.clone())
                .collect(),
        )
    }

    fn acts(&self, kinds: &[&str], meets: impl Fn(&Act) -> bool) -> bool {
        self.facts
            .acts
            .iter()
            .any(|act| kinds.contains(&act.kind.as_str()) && meets(act))
    }

    fn agreed(&self, partner: &Partner) -> bool {
        self.facts.agreements.iter().any(|agreement| {
            agreement.partner == partner.id
                && agreement.mentoring
                && agreement.signed_on <= self.day
                && between(self.day, Some(agreement.valid_from), agreement.valid_to)
        })
    }

    fn sends(&self, partner: &Partner) -> bool {
        self.facts.affiliations.iter().any(|affiliation| {
            affiliation.partner == Some(partner.id)
                && self.region.external.contains(&affiliation.category)
                && between(self.day, Some(affiliation.valid_from), affiliation.valid_to)
                && self.facts.people.iter().any(|person| {
                    person.id == affiliation.person && self.mentor_as(person, self.region.external)
                })
        })
    }

    fn joint(&self, project: &Project) -> bool {
        project.at_school
            && project.status == ProjectStatus::Finished
            && project
                .finished_on
                .is_some_and(|day| self.cycle_start() <= day && day <= self.day)
    }

    fn plan_counts(&self, plan: &Plan) -> bool {
        plan.approved_on.is_some_and(|day| day <= self.day)
            && between(self.day, Some(plan.valid_from), Some(plan.valid_to))
            && self.active(self.mentorship(plan.mentorship), self.day)
    }

    fn in_network(&self, person: &Person, role: CommunityRole) -> bool {
        self.facts.community_members.iter().any(|member| {
            member.person == person.id
                && member.role == role
                && member.valid_from <= self.day
                && member.valid_to.is_none_or(|to| to > self.day)
                && self.facts.communities.iter().any(|community| {
                    community.id == member.community
                        && community.kind == CommunityKind::Network
                        && between(self.day, Some(community.valid_from), community.valid_to)
                })
        })
    }

    fn shmo(&self) -> bool {
        self.facts.communities.iter().any(|community| {
            let members: Vec<_> = self
                .facts
                .community_members
                .iter()
                .filter(|member| {
                    member.community == community.id
                        && between(self.day, Some(member.valid_from), member.valid_to)
                })
                .collect();
            let others: BTreeSet<_> = members
                .iter()
                .filter(|member| member.role != CommunityRole::Head)
                .map(|member| member.person)
                .collect();
            community.kind == CommunityKind::Shmo
                && between(self.day, Some(community.valid_from), community.valid_to)
                && community
                    .act
                    .is_some_and(|act| self.act_in_force(self.act(act), self.day))
                && members
                    .iter()
                    .any(|member| member.role == CommunityRole::Head)
                && others.len() >= 2
        })
    }

    /// Codes of the first records of each key, records without a key each by itself.
    fn apart<K: Ord>(records: impl Iterator<Item = (String, Option<K>)>) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for (code, key) in records {
            if key.is_none_or(|key| keys.insert(key)) {
                codes.insert(code);
            }
        }
        codes
    }

    fn survey(&self, audience: ParticipantRole) -> Answer {
        let fits = |survey: &&Survey| {
            survey.audience == audience
                && matches!(survey.stage, SurveyStage::Interim | SurveyStage::Final)
                && survey.closed_on.is_some_and(|closed| {
                    closed <= self.day
                        && match survey.school_year {
                            Some(year) => self.year_covers(year),
                            None => closed >= self.cycle_start(),
                        }
                })
        };
        let mut latest: Option<&Survey> = None;
        for survey in self.facts.surveys.iter().filter(fits) {
            if latest.is_none_or(|known| known.closed_on < survey.closed_on) {
                latest = Some(survey);
            }
        }
        let Some(survey) = latest else {
            return Answer::Missing;
        };
        let scores: Vec<i64> = self
            .facts
            .survey_responses
            .iter()
            .filter(|response| response.survey == survey.id)
            .filter_map(|response| response.score)
            .collect();
        if scores.is_empty() {
            return Answer::Missing;
        }
        let answered = i64::try_from(scores.len()).unwrap();
        if self.region.mean_score {
            return Answer::Share(scores.iter().sum(), answered * survey.scale_max);
        }
        let satisfied = scores.iter().filter(|score| **score >= survey.threshold);
        Answer::Share(i64::try_from(satisfied.count()).unwrap(), answered)
    }

    /// Whether there are pupils who are mentees and none has a birth date.
    fn no_mentee_births(&self) -> bool {
        let mentees: Vec<_> = self
            .facts
            .people
            .iter()
            .filter(|person| self.pupil(person) && self.in_role(person, Mentee, self.day))
            .collect();
        !mentees.is_empty() && mentees.iter().all(|person| person.born_on.is_none())
    }

    /// Whether nothing is known that young teachers could be told by.
    fn young_unknown(&self) -> bool {
        let teachers: Vec<_> = self
            .facts
            .people
            .iter()
            .filter(|person| self.teacher(person))
            .collect();
        if teachers.is_empty() {
            return false;
        }
        let no_births = teachers.iter().all(|person| person.born_on.is_none());
        let no_experience = !self.facts.employments.iter().any(|employment| {
            Self::pedagogical(employment)
                && employment.experience_from.is_some()
                && between(self.day, Some(employment.valid_from), employment.valid_to)
        });
        no_births || (no_experience && !self.region.young_by_age_or_status)
    }

    fn subgroup(&self, kinds: &[CategoryKind]) -> Answer {
        self.people(|person| {
            self.pupil(person)
                && self.in_role(person, Mentee, self.day)
                && self.aged(person, self.region.children)
                && self.category(person, kinds)
        })
    }

    /// The answer for an indicator.
    pub fn answer(&self, code: &str) -> Answer {
        let none_of = |empty: bool, answer: Answer| if empty { Answer::Missing } else { answer };
        let no_people = self.facts.people.is_empty();
        let no_acts = self.facts.acts.is_empty();
        let no_partners = no_acts && self.facts.partners.is_empty();
        match code.split('.').next().unwrap() {
            "norm" => none_of(no_acts, Answer::Flag(self.norm(code))),
            "sat" => self.survey(if code == "sat.mentors" {
                Mentor
            } else {
                Mentee
            }),
            "young" => none_of(no_people || self.young_unknown(), self.young_rows(code)),
            "ped" | "reg" => none_of(no_people, self.teachers(code)),
            "cov" => {
                let by_age = code.starts_with("cov.mentees");
                none_of(
                    no_people || (by_age && self.no_mentee_births()),
                    self.coverage(code),
                )
            }
            _ => match code {
                "org.programme_approved" => {
                    let yes = self.acts(&["programme"], |act| {
                        act.dated_on <= self.day && self.act_in_force(act, self.day)
                    });
                    none_of(no_acts, Answer::Flag(yes))
                }
                "dev.mentor_shmo" => none_of(no_acts, Answer::Flag(self.shmo())),
                "org.partner_agreements" => none_of(no_partners, Answer::Flag(self.agreements())),
                "ext.joint_projects" | "ext.companies" => none_of(no_partners, self.partners(code)),
                _ => none_of(no_people, self.others(code)),
            },
        }
    }

    fn norm(&self, code: &str) -> bool {
        let now = |act: &Act| act.dated_on <= self.day && self.act_in_force(act, self.day);
        match code {
            "norm.local_act" => self.acts(&["order_introduction"], now),
            "norm.order_polozhenie_ped" => {
                let kinds = ["order_rules_teachers", "order_rules_both"];
                self.acts(&kinds, |act| act.attached && now(act))
            }
            "norm.order_polozhenie_pupils" => {
                let kinds = ["order_rules_pupils", "order_rules_both"];
                self.acts(&kinds, |act| act.attached && now(act))
            }
            "norm.roadmap" => self.facts.roadmaps.iter().any(|roadmap| {
                between(self.day, Some(roadmap.valid_from), Some(roadmap.valid_to))
                    && roadmap.act.is_some_and(|act| now(self.act(act)))
            }),
            "norm.order_monitoring" => self.acts(&["order_monitoring"], |act| {
                act.dated_on <= self.day
                    && match act.school_year {
                        Some(year) => self.year_covers(year),
                        None => act.dated_on >= self.cycle_start(),
                    }
            }),
            _ => panic!("{code}"),
        }
    }

    fn agreements(&self) -> bool {
        self.facts
            .partners
            .iter()
            .any(|partner| partner.kind != PartnerKind::Other && self.agreed(partner))
    }

    fn partners(&self, code: &str) -> Answer {
        if code == "ext.joint_projects" {
            let codes = self.facts.projects.iter().filter(|project| {
                self.joint(project)
                    && self.facts.project_partners.iter().any(|part| {
                        part.project == project.id
                            && self.facts.partners.iter().any(|partner| {
                                partner.id == part.partner
                                    && (self.agreed(partner) || self.sends(partner))
                            })
                    })
            });
            return Answer::Count(codes.map(|project| project.code.clone()).collect());
        }
        let taking_part = self.facts.partners.iter().filter(|partner| {
            self.sends(partner)
                || (self.agreed(partner)
                    && self.facts.projects.iter().any(|project| {
                        self.joint(project)
                            && self.facts.project_partners.iter().any(|part| {
                                part.partner == partner.id && part.project == project.id
                            })
                    }))
        });
        Answer::Count(Self::apart(
            taking_part.map(|partner| (partner.code.clone(), partner.inn.clone())),
        ))
    }

    fn coverage(&self, code: &str) -> Answer {
        match code {
            "cov.mentees_at_risk" => self.subgroup(&[CategoryKind::RiskGroup]),
            "cov.mentees_ovz_disabled" => {
                self.subgroup(&[CategoryKind::Ovz, CategoryKind::Disability])
            }
            "cov.mentees_gifted" => self.subgroup(&[CategoryKind::Gifted]),
            "cov.mentees_10_19" => self.people(|person| {
                self.pupil(person)
                    && self.in_role(person, Mentee, self.day)
                    && self.aged(person, self.region.children)
            }),
            "cov.pupil_mentors" => {
                self.people(|person| self.mentor_as(person, &[ParticipantCategory::Pupil]))
            }
            "cov.pupil_mentor_base" => {
                let entry = self.facts.base_entries.iter().any(|entry| {
                    entry.role == Mentor
                        && entry.category == ParticipantCategory::Pupil
                        && self.in_base(entry)
                });
                let approved = self.acts(&["order_bases"], |act| {
                    act.dated_on <= self.day && self.act_in_force(act, self.day)
                });
                Answer::Flag(entry && approved)
            }
            _ => panic!("{code}"),
        }
    }

    fn young_rows(&self, code: &str) -> Answer {
        let since = years_before(self.day, 3).unwrap();
        match code {
            "young.in_school_year" => {
                self.people(|person| self.days_of_year().any(|day| self.young(person, day)))
            }
            "young.hired_3y" => self.people(|person| {
                self.facts.employments.iter().any(|employment| {
                    employment.person == person.id
                        && Self::pedagogical(employment)
                        && employment.valid_from > since
                        && employment.valid_from <= self.day
                        && self.young(person, employment.valid_from)
                })
            }),
            "young.mentees_year" => self.people(|person| {
                self.days_of_year()
                    .any(|day| self.in_role(person, Mentee, day) && self.young(person, day))
            }),
            "young.mentors_of_young" => self.people(|person| {
                self.teacher(person)
                    && self.facts.mentorships.iter().any(|mentorship| {
                        let of = |role: ParticipantRole| {
                            self.facts.mentorship_members.iter().filter(move |member| {
                                member.mentorship == mentorship.id
                                    && member.role == role
                                    && self.takes_part(member, self.day)
                            })
                        };
                        of(Mentor).any(|member| member.person == person.id)
                            && of(Mentee).any(|member| {
                                self.facts.people.iter().any(|mentee| {
                                    mentee.id == member.person && self.young(mentee, self.day)
                                })
                            })
                    })
            }),
            _ => panic!("{code}"),
        }
    }

    fn teachers(&self, code: &str) -> Answer {
        let is =
            |person: &Person, role| self.teacher(person) && self.in_role(person, role, self.day);
        match code {
            "ped.mentors" => self.people(|person| is(person, Mentor)),
            "ped.mentors_share" => {
                let count = |meets: &dyn Fn(&Person) -> bool| {
                    let count = self
                        .facts
                        .people
                        .iter()
                        .filter(|person| meets(person))
                        .count();
                    i64::try_from(count).unwrap()
                };
                let teachers = count(&|person| self.teacher(person));
                if teachers == 0 {
                    return Answer::Missing;
                }
                Answer::Share(count(&|person| is(person, Mentor)), teachers)
            }
            "ped.mentor_function" => self.people(|person| {
                is(person, Mentor)
                    && (!self.region.function_is_paid
                        || self.facts.employments.iter().any(|employment| {
                            employment.person == person.id
                                && Self::pedagogical(employment)
                                && between(
                                    self.day,
                                    Some(employment.valid_from),
                                    employment.valid_to,
                                )
                                && employment
                                    .mentor_duty_from
                                    .is_some_and(|day| day <= self.day)
                        }))
            }),
            "ped.mentees" => self.people(|person| is(person, Mentee)),
            "ped.network_mentors" => self.people(|person| {
                self.teacher(person) && self.in_network(person, CommunityRole::Mentor)
            }),
            "ped.network_mentees" => self.people(|person| {
                self.teacher(person) && self.in_network(person, CommunityRole::Mentee)
            }),
            "reg.working_pairs" => Answer::Count(
                self.facts
                    .mentorships
                    .iter()
                    .filter(|mentorship| {
                        let meetings = self.facts.meetings.iter().filter(|meeting| {
                            meeting.mentorship == mentorship.id
                                && self.cycle_start() <= meeting.held_on
                                && meeting.held_on <= self.day
                        });
                        self.active(mentorship, self.day) && meetings.count() >= 2
                    })
                    .map(|mentorship| mentorship.code.clone())
                    .collect(),
            ),
            _ => panic!("{code}"),
        }
    }

    fn others(&self, code: &str) -> Answer {
        match code {
            "org.mentors_in_base_by_order" => self.people(|person| {
                if self.region.mentors_in_base {
                    self.facts.base_entries.iter().any(|entry| {
                        entry.person == person.id && entry.role == Mentor && self.in_base(entry)
                    })
                } else {
                    self.in_role(person, Mentor, self.day)
                }
            }),
            "ext.mentors_from_companies" => {
                self.people(|person| self.mentor_as(person, self.region.external))
            }
            "dev.personal_programmes" => {
                let plans = self
                    .facts
                    .plans
                    .iter()
                    .filter(|plan| self.plan_counts(plan));
                Answer::Count(if self.region.every_plan {
                    plans.map(|plan| plan.code.clone()).collect()
                } else {
                    Self::apart(plans.map(|plan| (plan.code.clone(), Some(plan.mentorship))))
                })
            }
            "dev.internship_trainees" => self.people(|person| {
                self.teacher(person)
                    && self.facts.trainings.iter().any(|training| {
                        training.person == person.id
                            && training.kind == TrainingKind::Internship
                            && training.role == TrainingRole::Trainee
                            && training.valid_from <= self.day
                            && training.valid_to.is_none_or(|to| to >= self.cycle_start())
                    })
            }),
            "dev.trained_kpk" => self.people(|person| {
                self.teacher(person)
                    && self.facts.trainings.iter().any(|training| {
                        training.person == person.id
                            && training.kind == TrainingKind::Kpk
                            && training.role == TrainingRole::Trainee
                            && training.mentoring
                            && training.certificate.is_some()
                            && training
                                .issued_on
                                .is_some_and(|day| self.cycle_start() <= day && day <= self.day)
                    })
            }),
            _ => panic!("{code}"),
        }
    }

    /// The companion «фактически встречаются» of all mentors.
    pub fn mentors_meeting(&self) -> BTreeSet<String> {
        let since = (self.day - Days::new(60)).max(self.cycle_start());
        let met = |id: Id<Mentorship>| {
            self.facts.meetings.iter().any(|meeting| {
                meeting.mentorship == id && since <= meeting.held_on && meeting.held_on <= self.day
            })
        };
        let answer = self.people(|person| {
            self.facts.mentorship_members.iter().any(|member| {
                member.person == person.id
                    && member.role == Mentor
                    && self.takes_part(member, self.day)
                    && met(member.mentorship)
            })
        });
        match answer {
            Answer::Count(codes) => codes,
            _ => BTreeSet::new(),
        }
    }

    /// Pupils of the age of the coverage of mentees.
    pub fn contingent(&self) -> usize {
        let fits = |person: &&Person| self.pupil(person) && self.aged(person, self.region.children);
        self.facts.people.iter().filter(fits).count()
    }
}
