//! Evidence: typed proofs of numbers and of done activities.
//!
//! Not here: fetching and storing copies of pages. The one decision to know: a proof is linked to
//! what it proves, one link a claim, so «one page for fourteen rows» is visible.

use chrono::NaiveDate;

use crate::acts::Act;
use crate::id::Id;
use crate::record;
use crate::roadmap::Activity;

record! {
    /// A proof: a document, a page, a protocol.
    pub struct Evidence, table "evidence", sheet "Подтверждения", prefix "Е" {
        /// Kind, a code of the catalogue (`evidence_kinds`).
        kind: String, "Вид", C0, key;
        /// Title.
        title: String, "Название", C0, key;
        /// Address.
        url: Option<String>, "Ссылка", C0, key;
        /// Act it is, when it is an act of the school.
        act: Option<Id<Act>>, "Документ", C0, key;
        /// Clause, page or appendix.
        clause: Option<String>, "Пункт, страница", C0, key;
        /// Whether anybody can open it.
        public: bool, "Опубликовано", C0;
        /// Day of the copy.
        captured_on: Option<NaiveDate>, "Дата копии", C0;
        /// SHA-256 of the copy, hexadecimal.
        file_sha256: Option<String>, "Файл (SHA-256)", C0;
    }
}

record! {
    /// What a proof proves: an indicator or an activity.
    pub struct EvidenceLink, table "evidence_link", sheet "Что подтверждает", prefix "ЕС" {
        /// The proof.
        evidence: Id<Evidence>, "Подтверждение", C0, key;
        /// Code of the indicator, when it proves one.
        indicator: Option<String>, "Показатель", C0, key;
        /// Activity, when it proves that one is done.
        activity: Option<Id<Activity>>, "Мероприятие", C0, key;
    }
}
