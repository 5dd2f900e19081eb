//! The school itself: its particulars, the history of its names, its school years.
//!
//! Not here: the tree of founders and regions. The one decision to know: the name printed in a
//! справка is the one in force on its cut-off date, so a renamed school reprints last year's
//! справка under last year's name.

use chrono::NaiveDate;

use crate::record;

record! {
    /// Particulars of the organisation; exactly one per organisation.
    pub struct Profile, table "profile", sheet "Организация", prefix "ОО" {
        /// Full official name.
        full_name: String, "Полное наименование", C0, key;
        /// Short official name, as in the title of the справка.
        short_name: String, "Краткое наименование", C0;
        /// ИНН, 10 digits.
        inn: Option<String>, "ИНН", C0;
        /// IANA time zone in which ages, deadlines and school years are computed.
        time_zone: String, "Часовой пояс", C0;
        /// Municipality in the nominative, for requisites.
        municipality: Option<String>, "Муниципалитет", C0;
        /// Municipality in the genitive, put into names of indicators.
        municipality_genitive: Option<String>, "Муниципалитет (родительный падеж)", C0;
        /// Post of the head in the nominative.
        head_post: Option<String>, "Должность руководителя", C0;
        /// Surname and initials of the head.
        head_name: Option<String>, "ФИО руководителя", C0;
        /// Address of the site of the school.
        site: Option<String>, "Сайт", C0;
        /// Code of the catalogue of indicators; empty for the default of the installation.
        catalogue: Option<String>, "Каталог показателей", C0;
        /// Postal address, which a written consent has to name (152-ФЗ, ст. 9 ч. 4).
        address: Option<String>, "Адрес", C0;
    }
}

record! {
    /// A name the organisation had over a period.
    pub struct OrganisationName, table "organisation_name", sheet "Наименования", prefix "Н",
        ordered [("valid_from", "valid_to")]
    {
        /// Full official name.
        full_name: String, "Полное наименование", C0;
        /// Short official name.
        short_name: String, "Краткое наименование", C0;
        /// First day of the name.
        valid_from: NaiveDate, "С", C0, key;
        /// Last day of the name; empty while in force.
        valid_to: Option<NaiveDate>, "По", C0;
    }
}

record! {
    /// A school year: the cycle of mentoring.
    pub struct SchoolYear, table "school_year", sheet "Учебные годы", prefix "Г",
        ordered [("starts_on", "ends_on")]
    {
        /// Name, such as «2023/2024».
        title: String, "Учебный год", C0, key;
        /// First day.
        starts_on: NaiveDate, "Начало", C0;
        /// Last day.
        ends_on: NaiveDate, "Окончание", C0;
    }
}
