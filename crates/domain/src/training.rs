//! Training of mentors and of teachers, and communities: ШМО and networks.
//!
//! Not here: attendance of single lessons. The one decision to know: only a training with a
//! certificate of further education («удостоверение») is КПК; the school's own «Школа
//! наставников» is not.

use chrono::NaiveDate;

use crate::acts::Act;
use crate::id::Id;
use crate::people::Person;
use crate::{choices, record};

choices! {
    /// Kind of training.
    pub enum TrainingKind {
        /// Courses of further education with a certificate.
        Kpk = "kpk", "КПК";
        /// Стажировочная площадка.
        Internship = "internship", "стажировка";
        /// «Школа наставников» of this school.
        MentorSchool = "mentor_school", "школа наставников";
    }
}

choices! {
    /// Part taken in a training.
    pub enum TrainingRole {
        /// Learner or trainee.
        Trainee = "trainee", "слушатель (стажёр)";
        /// Trainer.
        Trainer = "trainer", "преподаватель";
    }
}

choices! {
    /// Kind of a community.
    pub enum CommunityKind {
        /// Школьное методическое объединение наставников.
        Shmo = "shmo", "ШМО";
        /// Network community of mentors.
        Network = "network", "сетевое сообщество";
    }
}

choices! {
    /// Role in a community.
    pub enum CommunityRole {
        /// Head.
        Head = "head", "руководитель";
        /// Member.
        Member = "member", "член";
        /// Takes part as a mentor.
        Mentor = "mentor", "наставник";
        /// Takes part as a mentee.
        Mentee = "mentee", "наставляемый";
    }
}

record! {
    /// Training of one person, with its certificate when there is one.
    pub struct Training, table "training", sheet "Обучение наставников", prefix "О",
        ordered [("valid_from", "valid_to")]
    {
        /// Who.
        person: Id<Person>, "Человек", C1, key;
        /// Kind.
        kind: TrainingKind, "Вид", C1, key;
        /// Part taken.
        role: TrainingRole, "Роль", C1, key;
        /// Title of the programme.
        title: String, "Программа", C1, key;
        /// Whether its subject is mentoring.
        mentoring: bool, "О наставничестве", C1;
        /// Academic hours.
        hours: Option<i64>, "Часов", C1;
        /// Number of the certificate.
        certificate: Option<String>, "Номер удостоверения", C1;
        /// Date of the certificate.
        issued_on: Option<NaiveDate>, "Выдано", C1;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}

record! {
    /// A community: the school's ШМО of mentors or a network community.
    pub struct Community, table "community", sheet "Объединения", prefix "ОБ",
        ordered [("valid_from", "valid_to")]
    {
        /// Kind.
        kind: CommunityKind, "Вид", C0, key;
        /// Name.
        name: String, "Название", C0, key;
        /// Order that creates it.
        act: Option<Id<Act>>, "Приказ", C0;
        /// First day.
        valid_from: NaiveDate, "С", C0, key;
        /// Last day; empty while it lasts.
        valid_to: Option<NaiveDate>, "По", C0;
    }
}

record! {
    /// Membership in a community.
    pub struct CommunityMember, table "community_member", sheet "Участники объединений",
        prefix "УО", ordered [("valid_from", "valid_to")]
    {
        /// The community.
        community: Id<Community>, "Объединение", C1, key;
        /// Who.
        person: Id<Person>, "Человек", C1, key;
        /// Role.
        role: CommunityRole, "Роль", C1, key;
        /// First day.
        valid_from: NaiveDate, "С", C1, key;
        /// Last day; empty while it lasts.
        valid_to: Option<NaiveDate>, "По", C1;
    }
}
