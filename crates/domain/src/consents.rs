//! Consents: who allowed what to be done with whose data, since when and until when.
//!
//! Not here: texts of the papers and articles of law (`catalogues/*/consents.toml`), printing (`app`). The one
//! decision to know: a record keeps the days on which things happened and never a state; the state is
//! computed for a day by [`advance`], and every use of data asks [`basis()`] and nothing else.

mod basis;
mod code;
mod signers;
mod state;

use chrono::NaiveDate;

use crate::id::Id;
use crate::people::{Person, holds_on};
use crate::{choices, record};

pub use basis::{Ask, Basis, Missing, Register, Stopped, Target, basis};
pub use code::{PAPER_CODES, paper_code, read_paper_code, spaced_paper_code};
pub use signers::{Age, COMING_OF_AGE, SIGNS_TOO, covers, must_sign};
pub use state::{Event, Phase, Refusal, State, advance, state_on};

choices! {
    /// What a consent is for. Each purpose is a paper of its own (156-ФЗ of 24.06.2025: a consent is not
    /// merged with another document or another consent).
    pub enum Purpose {
        /// Taking part in mentoring, with ordinary data.
        Participation = "participation", "участие в программе";
        /// Special categories of data, such as health (152-ФЗ, ст. 10).
        SpecialCategories = "special_categories", "особые категории данных";
        /// Work of a psychologist with a child.
        Psychology = "psychology", "работа психолога";
        /// Making public at one place, one item (152-ФЗ, ст. 10.1).
        Publication = "publication", "распространение";
        /// Handing over to one named recipient.
        Transfer = "transfer", "передача получателю";
        /// Taking photos and videos.
        Images = "images", "фото и видео";
        /// An adult outsider as a mentor: the outsider's own data, with what admission asks for.
        AdultMentor = "adult_mentor", "взрослый наставник";
        /// An employee's consent to the duties of a mentor (ТК, ст. 351.8).
        MentorDuty = "mentor_duty", "функции наставника у работника";
    }
}

choices! {
    /// Who puts a signature, or has put one.
    pub enum Signers {
        /// A legal representative of the child.
        Representative = "representative", "представитель";
        /// The child and a legal representative.
        Both = "both", "ребёнок и представитель";
        /// The person.
        Subject = "subject", "сам человек";
    }
}

choices! {
    /// Ground on which somebody represents a child.
    pub enum GuardianshipKind {
        /// Mother or father.
        Parent = "parent", "родитель";
        /// Adoptive parent.
        Adoptive = "adoptive", "усыновитель";
        /// Guardian of a child under 14 (опекун).
        Guardian = "guardian", "опекун";
        /// Guardian of a child of 14 to 17 (попечитель).
        Trustee = "trustee", "попечитель";
        /// Foster parent.
        Foster = "foster", "приёмный родитель";
        /// An organisation the child lives in.
        Institution = "institution", "организация для детей-сирот";
    }
}

choices! {
    /// How the school heard of a withdrawal. Every way counts; none needs a form of the school.
    pub enum Channel {
        /// A paper.
        Paper = "paper", "заявление на бумаге";
        /// Words said at the school.
        InPerson = "in_person", "сказано лично";
        /// A telephone call.
        Phone = "phone", "по телефону";
        /// E-mail.
        Email = "email", "по электронной почте";
        /// A message in a messenger or the electronic diary.
        Message = "message", "сообщением";
        /// An authority or a court.
        Authority = "authority", "через орган или суд";
    }
}

record! {
    /// Somebody who may sign for a child over a period.
    pub struct Guardianship, table "guardianship", sheet "Представители", prefix "ОП",
        ordered [("valid_from", "valid_to")]
    {
        /// The child.
        child: Id<Person>, "Ребёнок", C1, key;
        /// Full name of the representative, or name of the organisation.
        name: String, "Представитель", C2, key;
        /// On what ground.
        kind: GuardianshipKind, "Кем приходится", C2, key;
        /// Paper that proves it, with its number and date.
        document: Option<String>, "Документ", C2;
        /// Postal address, which the written consent has to name (152-ФЗ, ст. 9 ч. 4).
        address: Option<String>, "Адрес", C2;
        /// Whether the representative may sign consents.
        may_sign: bool, "Вправе подписывать", C2;
        /// Limits of the right to represent, without the circumstances behind them.
        limits: Option<String>, "Ограничения, без обстоятельств", C2;
        /// First day.
        valid_from: NaiveDate, "С", C2, key;
        /// Last day; empty while it lasts.
        valid_to: Option<NaiveDate>, "По", C2;
    }
}

record! {
    /// Edition of the text of a consent. The text itself is in the catalogue; the hash says which.
    pub struct ConsentText, table "consent_text", sheet "Тексты согласий", prefix "ТС",
        ordered [("valid_from", "valid_to")]
    {
        /// Purpose.
        purpose: Purpose, "Цель", C0, key;
        /// Edition, as the catalogue numbers it.
        edition: String, "Редакция", C0, key;
        /// SHA-256 of the text, hexadecimal.
        text_sha256: String, "Текст (SHA-256)", C0;
        /// First day of issuing.
        valid_from: NaiveDate, "С", C0;
        /// Last day of issuing; empty while in use.
        valid_to: Option<NaiveDate>, "По", C0;
    }
}

record! {
    /// A consent of one person to one purpose: a paper and everything that happened to it.
    pub struct Consent, table "consent", sheet "Согласия", prefix "СГ",
        ordered [
            ("issued_on", "signed_on"),
            ("signed_on", "verified_on"),
            ("verified_on", "active_from"),
            ("active_from", "active_to"),
            ("issued_on", "disputed_on"),
            ("disputed_on", "settled_on"),
            ("issued_on", "withdrawn_on"),
            ("issued_on", "superseded_on"),
            ("issued_on", "destroyed_on")
        ]
    {
        /// Whose data.
        person: Id<Person>, "Человек", C1, key;
        /// What for.
        purpose: Purpose, "Цель", C2, key;
        /// Edition of the text on the paper.
        text: Id<ConsentText>, "Текст", C2;
        /// Place of publication or name of the recipient.
        target: Option<String>, "Где или кому", C2, key;
        /// What is published or handed over.
        item: Option<String>, "Что именно", C2, key;
        /// Who has to sign this paper.
        signers: Signers, "Кто подписывает", C2;
        /// Representative named on the paper.
        representative: Option<Id<Guardianship>>, "Представитель", C2;
        /// Short code printed on the paper, good for recording one signature.
        paper_code: Option<String>, "Код бумаги", C2;
        /// Day the paper was given out.
        issued_on: NaiveDate, "Выдано", C2, key;
        /// Day of the last signature needed.
        signed_on: Option<NaiveDate>, "Подписано", C2;
        /// Who signed.
        signed_by: Option<Signers>, "Кто подписал", C2;
        /// Day somebody at the school compared the paper with the data.
        verified_on: Option<NaiveDate>, "Проверено", C2;
        /// First day of the consent.
        active_from: Option<NaiveDate>, "Действует с", C2;
        /// Last day of the consent; empty when until withdrawn.
        active_to: Option<NaiveDate>, "Действует по", C2;
        /// Day another representative objected.
        disputed_on: Option<NaiveDate>, "Возражение", C2;
        /// Day the objection was settled in favour of the consent.
        settled_on: Option<NaiveDate>, "Возражение снято", C2;
        /// Day of withdrawal.
        withdrawn_on: Option<NaiveDate>, "Отозвано", C2;
        /// How the school heard of it.
        withdrawn_via: Option<Channel>, "Как отозвано", C2;
        /// Who told.
        withdrawn_by: Option<String>, "Кто сообщил об отзыве", C2;
        /// Day another paper took its place.
        superseded_on: Option<NaiveDate>, "Заменено", C2;
        /// Day the paper and its scan were destroyed.
        destroyed_on: Option<NaiveDate>, "Уничтожено", C2;
        /// Name of the file with the scan.
        scan: Option<String>, "Файл скана", C2;
    }
}

/// What a region decides about consents; everything else follows from the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Who signs for somebody of 14 to 17 (ГК, ст. 26 leaves room; practice asks both).
    pub from_fourteen: Signers,
    /// Days for which the consent of a representative still counts after the 14th birthday. The 18th birthday
    /// has none: the representation itself ends.
    pub grace_days: u16,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            from_fourteen: Signers::Both,
            grace_days: 30,
        }
    }
}

impl Purpose {
    /// Whether a consent holds for one place or recipient and one item only; silence about another one is no
    /// consent (152-ФЗ, ст. 10.1).
    pub const fn is_targeted(self) -> bool {
        matches!(self, Self::Publication | Self::Transfer)
    }

    /// Whether only adults give it.
    pub const fn is_of_adults(self) -> bool {
        matches!(self, Self::AdultMentor | Self::MentorDuty)
    }
}

impl Guardianship {
    /// Whether a signature of this representative counts on the day.
    pub fn signs_on(&self, day: NaiveDate) -> bool {
        self.may_sign && holds_on(self.valid_from, self.valid_to, day)
    }
}
