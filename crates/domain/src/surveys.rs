//! Surveys as closed campaigns with responses.
//!
//! Not here: questionnaires and their items (the questionnaire engine comes later). The one
//! decision to know: a response carries no person; who was invited is a number of the campaign.

use chrono::NaiveDate;

use crate::id::Id;
use crate::organisations::SchoolYear;
use crate::people::ParticipantRole;
use crate::{choices, record};

choices! {
    /// Stage at which a survey is held.
    pub enum SurveyStage {
        /// Preliminary requests.
        Request = "request", "запросы";
        /// In the middle of the programme.
        Interim = "interim", "промежуточная";
        /// At the end of the programme.
        Final = "final", "итоговая";
    }
}

record! {
    /// A survey campaign.
    pub struct Survey, table "survey", sheet "Опросы", prefix "А",
        ordered [("opened_on", "closed_on")]
    {
        /// Instrument and its edition.
        instrument: String, "Анкета", C0, key;
        /// Who is asked.
        audience: ParticipantRole, "Кого опрашивают", C0, key;
        /// Stage.
        stage: SurveyStage, "Этап", C0, key;
        /// School year.
        school_year: Option<Id<SchoolYear>>, "Учебный год", C0;
        /// First day.
        opened_on: NaiveDate, "Открыт", C0, key;
        /// Last day; empty while open.
        closed_on: Option<NaiveDate>, "Закрыт", C0;
        /// Number of people invited.
        invited: Option<i64>, "Приглашено", C0;
        /// Least mark of the overall item.
        scale_min: i64, "Шкала от", C0;
        /// Greatest mark of the overall item.
        scale_max: i64, "Шкала до", C0;
        /// Least mark that means «удовлетворён».
        threshold: i64, "Порог удовлетворённости", C0;
    }
}

record! {
    /// One anonymous response to a survey.
    pub struct SurveyResponse, table "survey_response", sheet "Ответы", prefix "ОТ" {
        /// The campaign.
        survey: Id<Survey>, "Опрос", C0, key;
        /// Number of the response in the campaign.
        number: i64, "Номер ответа", C0, key;
        /// Day of the response.
        answered_on: NaiveDate, "Дата", C0;
        /// Mark of the overall item; empty when not answered.
        score: Option<i64>, "Оценка", C0;
        /// Answer to «Понравилось ли Вам участвовать в программе?», when asked.
        liked: Option<bool>, "Понравилось", C0;
    }
}
