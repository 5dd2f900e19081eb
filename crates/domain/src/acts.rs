//! Local acts and orders: what makes a mentorship legal and a document approved.
//!
//! Not here: the texts of acts. The one decision to know: an order is the legal switch; what it
//! approves holds from `in_force_from` until `in_force_to`, both included.

use chrono::NaiveDate;

use crate::id::Id;
use crate::organisations::SchoolYear;
use crate::record;

record! {
    /// A local act, an order, a programme or another approved document of the school.
    pub struct Act, table "act", sheet "Документы", prefix "Д",
        ordered [("in_force_from", "in_force_to")]
    {
        /// Kind, a code of the catalogue (`act_kinds`).
        kind: String, "Вид", C0, key;
        /// Registration number.
        number: String, "Номер", C0, key;
        /// Date of signing.
        dated_on: NaiveDate, "Дата", C0, key;
        /// Title.
        title: String, "Название", C0;
        /// First day in force.
        in_force_from: NaiveDate, "Действует с", C0;
        /// Last day in force; empty while in force.
        in_force_to: Option<NaiveDate>, "Действует по", C0;
        /// School year it is about.
        school_year: Option<Id<SchoolYear>>, "Учебный год", C0;
        /// Forms of mentoring it covers (codes of the catalogue), for programmes.
        forms: Vec<String>, "Формы наставничества", C0;
        /// Whether the document it approves is attached.
        attached: bool, "Приложение имеется", C0;
        /// Address of the published text.
        url: Option<String>, "Ссылка", C0;
        /// SHA-256 of the stored file, hexadecimal.
        file_sha256: Option<String>, "Файл (SHA-256)", C0;
    }
}

impl Act {
    /// Whether it is in force on the day, both ends included.
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| last >= day)
    }

    /// «Название» от даты № номер, as referred to in documents.
    pub fn reference(&self) -> String {
        format!(
            "{} от {} № {}",
            self.title,
            self.dated_on.format("%d.%m.%Y"),
            self.number
        )
    }
}
