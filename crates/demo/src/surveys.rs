//! Satisfaction surveys: closed campaigns with anonymous responses.
//!
//! Not here: questionnaires. The one decision to know: of the default school 47 of 54 mentors and
//! 93 of 112 mentees are satisfied: 87.0 % and 83.0 % to one decimal.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::organisations::SchoolYear;
use opora_domain::people::ParticipantRole;
use opora_domain::surveys::{Survey, SurveyResponse, SurveyStage};

use crate::add;
use crate::maker::Maker;
use crate::pupils::Years;
use crate::sizes::Sizes;

/// Least mark that means «удовлетворён».
const THRESHOLD: i64 = 7;

/// Campaigns of this October.
#[derive(Clone, Copy, Debug)]
pub struct Surveys {
    /// Of mentors.
    pub mentors: Id<Survey>,
    /// Of mentees.
    pub mentees: Id<Survey>,
}

struct Campaign {
    audience: ParticipantRole,
    stage: SurveyStage,
    year: Id<SchoolYear>,
    days: (NaiveDate, NaiveDate),
    invited: usize,
    answered: usize,
    satisfied: usize,
}

/// Holds last year's campaigns and this October's.
pub fn hold(maker: &mut Maker, sizes: &Sizes, years: &Years) -> Surveys {
    use ParticipantRole::{Mentee, Mentor};
    let last = (
        sizes.last_mentors + sizes.young,
        sizes.last_mentees + sizes.young,
    );
    let calendar = maker.calendar;
    let autumn = |year| (calendar.day(year, 10, 2), calendar.day(year, 10, 11));
    let spring = (calendar.day(0, 5, 10), calendar.day(0, 5, 22));
    let mut campaign = |audience, stage, year, days, shares: (usize, usize, usize)| {
        let (invited, answered, satisfied) = shares;
        hold_one(
            maker,
            &Campaign {
                audience,
                stage,
                year,
                days,
                invited,
                answered,
                satisfied,
            },
        )
    };
    for (audience, invited) in [(Mentor, last.0), (Mentee, last.1)] {
        let shares = (invited, invited * 85 / 100, invited * 66 / 100);
        campaign(
            audience,
            SurveyStage::Interim,
            years.last,
            autumn(-1),
            shares,
        );
        let shares = (invited, invited * 92 / 100, invited * 74 / 100);
        campaign(audience, SurveyStage::Final, years.last, spring, shares);
    }
    // Before the programme begins: what future mentees ask for.
    campaign(
        Mentee,
        SurveyStage::Request,
        years.current,
        spring,
        (last.1, last.1 * 80 / 100, 0),
    );
    let (mentors, mentees) = (
        sizes.pupil_mentors + sizes.young,
        sizes.pupil_mentees + sizes.young,
    );
    let scaled = |whole: usize, part: usize, of: usize| (whole * part + of / 2) / of;
    Surveys {
        mentors: campaign(
            Mentor,
            SurveyStage::Interim,
            years.current,
            autumn(0),
            (mentors, scaled(mentors, 54, 67), scaled(mentors, 47, 67)),
        ),
        mentees: campaign(
            Mentee,
            SurveyStage::Interim,
            years.current,
            autumn(0),
            (mentees, scaled(mentees, 112, 119), scaled(mentees, 93, 119)),
        ),
    }
}

fn hold_one(maker: &mut Maker, campaign: &Campaign) -> Id<Survey> {
    let who = match campaign.audience {
        ParticipantRole::Mentor => "наставника",
        ParticipantRole::Mentee => "наставляемого",
    };
    let survey = add!(
        maker,
        surveys,
        Survey {
            instrument: format!("Анкета {who}, {}, редакция 1", campaign.stage.title()),
            audience: campaign.audience,
            stage: campaign.stage,
            school_year: Some(campaign.year),
            opened_on: campaign.days.0,
            closed_on: Some(campaign.days.1),
            invited: i64::try_from(campaign.invited).ok(),
            scale_min: 1,
            scale_max: 10,
            threshold: THRESHOLD,
        }
    );
    let mut satisfied: Vec<bool> = (0..campaign.answered)
        .map(|index| index < campaign.satisfied)
        .collect();
    maker.stream.shuffle(&mut satisfied);
    for (index, satisfied) in satisfied.into_iter().enumerate() {
        let marks: &[i64] = if satisfied {
            &[7, 8, 8, 9, 9, 10]
        } else {
            &[3, 4, 5, 6, 6]
        };
        let asked = campaign.stage != SurveyStage::Request;
        let score = maker.stream.pick(marks).copied().filter(|_| asked);
        let answered_on = maker.stream.day(campaign.days.0, campaign.days.1);
        add!(
            maker,
            survey_responses,
            SurveyResponse {
                survey,
                number: i64::try_from(index + 1).unwrap_or(0),
                answered_on,
                score,
                liked: asked.then_some(satisfied),
            }
        );
    }
    survey
}
