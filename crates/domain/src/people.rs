//! People and what is true of them over time: affiliations, categories, bases.
//!
//! Not here: accounts (`permissions`), consents. The one decision to know: a person has no role of
//! their own; enrolment, employment and affiliation are dated records, and a category of
//! participant belongs to a participation.

use chrono::NaiveDate;

use crate::id::Id;
use crate::organisations::SchoolYear;
use crate::partners::Partner;
use crate::{choices, record};

choices! {
    /// Category in which somebody takes part in mentoring; belongs to the participation.
    pub enum ParticipantCategory {
        /// Pupil of this school.
        Pupil = "pupil", "обучающийся";
        /// Teacher of this school.
        Teacher = "teacher", "педагог";
        /// Employee of a company or another organisation that is not a school.
        CompanyEmployee = "company_employee", "сотрудник предприятия";
        /// Student of a college or a university.
        Student = "student", "студент";
        /// Graduate of this school.
        Graduate = "graduate", "выпускник";
        /// Parent.
        Parent = "parent", "родитель";
        /// Teacher of another organisation.
        OutsideTeacher = "outside_teacher", "педагог другой организации";
    }
}

choices! {
    /// Side of a mentorship.
    pub enum ParticipantRole {
        /// Наставник.
        Mentor = "mentor", "наставник";
        /// Наставляемый.
        Mentee = "mentee", "наставляемый";
    }
}

choices! {
    /// Kind of a special category of a pupil.
    pub enum CategoryKind {
        /// «Группа риска»: C4.
        RiskGroup = "risk_group", "группа риска";
        /// Ограниченные возможности здоровья, by a conclusion of ПМПК.
        Ovz = "ovz", "ОВЗ";
        /// Disability, by a certificate of МСЭ.
        Disability = "disability", "инвалидность";
        /// Entry of a registry of gifted children.
        Gifted = "gifted", "реестр одарённых";
    }
}

/// Whether a day lies between two days, both included; an empty last day is open.
pub fn holds_on(first: NaiveDate, last: Option<NaiveDate>, day: NaiveDate) -> bool {
    first <= day && last.is_none_or(|last| last >= day)
}

/// Lower case, ё as е, single spaces: names that look the same to a person compare equal.
pub fn fold_name(name: &str) -> String {
    name.to_lowercase()
        .replace('ё', "е")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

record! {
    /// A human being known to the school.
    pub struct Person, table "person", sheet "Люди", prefix "Л" {
        /// Фамилия.
        family_name: String, "Фамилия", C1, key;
        /// Имя.
        given_name: String, "Имя", C1, key;
        /// Отчество, when there is one.
        patronymic: Option<String>, "Отчество", C1, key;
        /// Date of birth.
        born_on: Option<NaiveDate>, "Дата рождения", C2, key;
    }
}

impl Person {
    /// «Фамилия Имя Отчество».
    pub fn full_name(&self) -> String {
        let mut name = format!("{} {}", self.family_name, self.given_name);
        if let Some(patronymic) = &self.patronymic {
            name.push(' ');
            name.push_str(patronymic);
        }
        name
    }

    /// «Фамилия И. О.».
    pub fn short_name(&self) -> String {
        let mut name = self.family_name.clone();
        for part in [Some(&self.given_name), self.patronymic.as_ref()]
            .into_iter()
            .flatten()
        {
            if let Some(initial) = part.chars().next() {
                name.push(' ');
                name.push(initial);
                name.push('.');
            }
        }
        name
    }
}

record! {
    /// Enrolment of a pupil in a class over a period.
    pub struct Enrolment, table "enrolment", sheet "Обучение", prefix "З",
        ordered [("valid_from", "valid_to")]
    {
        /// The pupil.
        person: Id<Person>, "Человек", C1, key;
        /// Class, such as «8Б».
        class_name: String, "Класс", C1;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day; empty while enrolled.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}

record! {
    /// Employment at this school over a period.
    pub struct Employment, table "employment", sheet "Работа", prefix "Р",
        ordered [("valid_from", "valid_to")]
    {
        /// The employee.
        person: Id<Person>, "Человек", C1, key;
        /// Post, as in the staff list.
        post: String, "Должность", C1, key;
        /// Whether the post is one of teaching staff («педагогический работник»).
        teaching: bool, "Педагогическая должность", C1;
        /// Whether it is a post of management with a teaching load.
        managing: bool, "Руководитель с учебной нагрузкой", C1;
        /// Whether the main job is elsewhere (внешний совместитель).
        external_part_time: bool, "Внешний совместитель", C1;
        /// Day from which teaching experience counts.
        experience_from: Option<NaiveDate>, "Педагогический стаж с", C2;
        /// Day from which a paid duty of a mentor is fixed in an additional agreement (ТК 351.8).
        mentor_duty_from: Option<NaiveDate>, "Доплата за наставничество с", C2;
        /// Day from which the qualification category «педагог-наставник» holds.
        mentor_category_from: Option<NaiveDate>, "Категория «педагог-наставник» с", C1;
        /// Day from which the status «молодой специалист» is given by an order.
        young_status_from: Option<NaiveDate>, "Статус «молодой специалист» с", C1;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day; empty while employed.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}

record! {
    /// Tie of somebody who is neither a pupil nor an employee here.
    pub struct Affiliation, table "affiliation", sheet "Внешние участники", prefix "В",
        ordered [("valid_from", "valid_to")]
    {
        /// The person.
        person: Id<Person>, "Человек", C1, key;
        /// In what quality.
        category: ParticipantCategory, "Категория", C1, key;
        /// Organisation that sends the person.
        partner: Option<Id<Partner>>, "Организация", C1, key;
        /// Child of whom the person is a parent or a legal representative.
        child: Option<Id<Person>>, "Ребёнок", C2, key;
        /// Post, course, or kind of representation.
        detail: Option<String>, "Уточнение", C2;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day; empty while it lasts.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}

record! {
    /// Special category of a pupil over a period, with the document it rests on.
    pub struct Category, table "category", sheet "Категории", prefix "К",
        ordered [("valid_from", "valid_to")]
    {
        /// The pupil.
        person: Id<Person>, "Человек", C4, key;
        /// Which category.
        kind: CategoryKind, "Категория", C4, key;
        /// Finer kind: ВШУ, ПДН, СОП; name of the registry.
        detail: Option<String>, "Вид", C4, key;
        /// Document it rests on.
        basis: Option<String>, "Основание", C4;
        /// First day.
        valid_from: NaiveDate, "С", C4, key;
        /// Last day; empty while it lasts.
        valid_to: Option<NaiveDate>, "По", C4;
    }
}

record! {
    /// Entry of the base of mentors or of mentees: also those without an order.
    pub struct BaseEntry, table "base_entry", sheet "Базы", prefix "Б",
        ordered [("included_on", "excluded_on")]
    {
        /// The person.
        person: Id<Person>, "Человек", C1, key;
        /// Base of mentors or base of mentees.
        role: ParticipantRole, "База", C1, key;
        /// In what quality the person takes part.
        category: ParticipantCategory, "Категория", C1, key;
        /// School year of the base.
        school_year: Option<Id<SchoolYear>>, "Учебный год", C1, key;
        /// First day in the base.
        included_on: NaiveDate, "Включён", C1, key;
        /// Day of exclusion; empty while in the base.
        excluded_on: Option<NaiveDate>, "Исключён", C1;
        /// Why included or excluded.
        grounds: Option<String>, "Основание", C2;
    }
}
