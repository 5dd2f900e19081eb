//! Answers of the naive evaluator for each indicator.
//!
//! Not here: what the words of the definitions mean (the module above). The one decision to know:
//! one arm a row of the table, in words of the definition.

#![expect(
    clippy::panic,
    reason = "an indicator the oracle does not know fails the test"
)]

use std::collections::BTreeSet;

use chrono::Days;
use opora_domain::Id;
use opora_domain::acts::Act;
use opora_domain::dates::years_before;
use opora_domain::pairs::Mentorship;
use opora_domain::partners::PartnerKind;
use opora_domain::people::ParticipantRole::{Mentee, Mentor};
use opora_domain::people::{CategoryKind, ParticipantCategory, ParticipantRole, Person};
use opora_domain::surveys::{Survey, SurveyStage};
use opora_domain::training::{CommunityRole, TrainingKind, TrainingRole};

use super::{Answer, Oracle, between};

impl Oracle<'_> {
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
                        act.dated_on <= self.day && Self::act_in_force(act, self.day)
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
        let now = |act: &Act| act.dated_on <= self.day && Self::act_in_force(act, self.day);
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
                    act.dated_on <= self.day && Self::act_in_force(act, self.day)
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
