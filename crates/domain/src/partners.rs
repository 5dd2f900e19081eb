//! Partner organisations, agreements with them and joint projects.
//!
//! Not here: people of partners (`people::Affiliation`). The one decision to know: organisations
//! are told apart by ИНН where it is known, never by name alone.

use chrono::NaiveDate;

use crate::id::Id;
use crate::{choices, record};

choices! {
    /// Kind of a partner organisation.
    pub enum PartnerKind {
        /// Another school.
        School = "school", "образовательная организация";
        /// College.
        College = "college", "СПО";
        /// University.
        University = "university", "ВО";
        /// Company.
        Company = "company", "предприятие";
        /// Non-profit organisation.
        Nonprofit = "nonprofit", "НКО";
        /// Any other organisation.
        Other = "other", "иная организация";
    }
}

choices! {
    /// State of a joint project.
    pub enum ProjectStatus {
        /// Planned.
        Planned = "planned", "запланирован";
        /// Under way.
        Running = "running", "идёт";
        /// Carried out.
        Finished = "finished", "реализован";
        /// Given up.
        Cancelled = "cancelled", "отменён";
    }
}

record! {
    /// An organisation that takes part in mentoring.
    pub struct Partner, table "partner", sheet "Партнёры", prefix "П" {
        /// Name.
        name: String, "Наименование", C0, key;
        /// ИНН, 10 or 12 digits.
        inn: Option<String>, "ИНН", C0, key;
        /// ОГРН, 13 or 15 digits.
        ogrn: Option<String>, "ОГРН", C0;
        /// Kind.
        kind: PartnerKind, "Вид", C0;
    }
}

record! {
    /// An agreement with a partner.
    pub struct Agreement, table "agreement", sheet "Соглашения", prefix "С",
        ordered [("signed_on", "valid_to"), ("valid_from", "valid_to")]
    {
        /// The other party.
        partner: Id<Partner>, "Партнёр", C0, key;
        /// Number.
        number: String, "Номер", C0, key;
        /// Date of signing.
        signed_on: NaiveDate, "Подписано", C0, key;
        /// First day in force.
        valid_from: NaiveDate, "Действует с", C0;
        /// Last day in force; empty when without term.
        valid_to: Option<NaiveDate>, "Действует по", C0;
        /// Whether its subject includes mentoring.
        mentoring: bool, "О наставничестве", C0;
        /// Address of the published text.
        url: Option<String>, "Ссылка", C0;
    }
}

record! {
    /// A project held together with partners.
    pub struct Project, table "project", sheet "Проекты", prefix "ПР",
        ordered [("started_on", "finished_on")]
    {
        /// Title.
        title: String, "Название", C0, key;
        /// Whether it is held at this school.
        at_school: bool, "На базе школы", C0;
        /// State.
        status: ProjectStatus, "Статус", C0;
        /// First day.
        started_on: Option<NaiveDate>, "Начат", C0, key;
        /// Last day.
        finished_on: Option<NaiveDate>, "Завершён", C0;
        /// Address of the published result.
        url: Option<String>, "Ссылка", C0;
    }
}

record! {
    /// Part of a partner in a project.
    pub struct ProjectPartner, table "project_partner", sheet "Партнёры проектов", prefix "ПП" {
        /// The project.
        project: Id<Project>, "Проект", C0, key;
        /// The partner.
        partner: Id<Partner>, "Партнёр", C0, key;
    }
}
