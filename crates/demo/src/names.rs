//! Made-up Russian names with the right gender: of many peoples, with ё, double, without
//! patronymics.
//!
//! Not here: people. The one decision to know: given names and surnames are common ones put
//! together by chance, so a likeness to a real person is one too.

use crate::maker::Stream;

/// Family name, given name, patronymic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullName {
    /// Фамилия.
    pub family: String,
    /// Имя.
    pub given: String,
    /// Отчество.
    pub patronymic: Option<String>,
}

impl FullName {
    /// All parts in a row.
    pub fn spoken(&self) -> String {
        let patronymic = self.patronymic.as_deref().unwrap_or_default();
        format!("{} {} {patronymic}", self.family, self.given)
    }
}

/// Gender of the endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
}

/// Surnames that end in -ов, -ёв, -ин: the female form adds «а».
const FAMILIES: [&str; 58] = [
    "Вахрушев",
    "Корепанов",
    "Перевощиков",
    "Шкляев",
    "Тронин",
    "Чирков",
    "Касимов",
    "Бекшаев",
    "Пономарёв",
    "Королёв",
    "Ковалёв",
    "Зверев",
    "Журавлёв",
    "Киселёв",
    "Воробьёв",
    "Соловьёв",
    "Лебедев",
    "Сорокин",
    "Дементьев",
    "Наговицын",
    "Князев",
    "Ельцов",
    "Лекомцев",
    "Иванов",
    "Петров",
    "Сидоров",
    "Кузнецов",
    "Смирнов",
    "Попов",
    "Васильев",
    "Захаров",
    "Фёдоров",
    "Семёнов",
    "Артемьев",
    "Третьяков",
    "Максимов",
    "Поздеев",
    "Бабушкин",
    "Ушаков",
    "Богатырёв",
    "Галиев",
    "Сафин",
    "Хабибуллин",
    "Гарифуллин",
    "Шарипов",
    "Зарипов",
    "Мухаметов",
    "Ахметов",
    "Исламов",
    "Габдуллин",
    "Сулейманов",
    "Хасанов",
    "Агафонов",
    "Широбоков",
    "Владыкин",
    "Ложкин",
    "Кудрявцев",
    "Щёголев",
];

/// Surnames of one form for everybody.
const UNBENDING: [&str; 8] = [
    "Черных",
    "Главатских",
    "Шевченко",
    "Ткаченко",
    "Ким",
    "Дзюба",
    "Сивых",
    "Белоус",
];

/// Surnames that bend like adjectives, male and female.
const ADJECTIVES: [(&str, &str); 6] = [
    ("Березовский", "Березовская"),
    ("Заречный", "Заречная"),
    ("Луговской", "Луговская"),
    ("Яровой", "Яровая"),
    ("Каменский", "Каменская"),
    ("Вольский", "Вольская"),
];

/// Given names of boys with the patronymics of their children.
const MALE: [(&str, &str, &str); 32] = [
    ("Александр", "Александрович", "Александровна"),
    ("Алексей", "Алексеевич", "Алексеевна"),
    ("Андрей", "Андреевич", "Андреевна"),
    ("Артём", "Артёмович", "Артёмовна"),
    ("Богдан", "Богданович", "Богдановна"),
    ("Виктор", "Викторович", "Викторовна"),
    ("Владимир", "Владимирович", "Владимировна"),
    ("Глеб", "Глебович", "Глебовна"),
    ("Григорий", "Григорьевич", "Григорьевна"),
    ("Даниил", "Даниилович", "Данииловна"),
    ("Дмитрий", "Дмитриевич", "Дмитриевна"),
    ("Евгений", "Евгеньевич", "Евгеньевна"),
    ("Егор", "Егорович", "Егоровна"),
    ("Иван", "Иванович", "Ивановна"),
    ("Илья", "Ильич", "Ильинична"),
    ("Кирилл", "Кириллович", "Кирилловна"),
    ("Константин", "Константинович", "Константиновна"),
    ("Лев", "Львович", "Львовна"),
    ("Максим", "Максимович", "Максимовна"),
    ("Матвей", "Матвеевич", "Матвеевна"),
    ("Михаил", "Михайлович", "Михайловна"),
    ("Николай", "Николаевич", "Николаевна"),
    ("Олег", "Олегович", "Олеговна"),
    ("Павел", "Павлович", "Павловна"),
    ("Пётр", "Петрович", "Петровна"),
    ("Роман", "Романович", "Романовна"),
    ("Сергей", "Сергеевич", "Сергеевна"),
    ("Степан", "Степанович", "Степановна"),
    ("Тимур", "Тимурович", "Тимуровна"),
    ("Фёдор", "Фёдорович", "Фёдоровна"),
    ("Рустам", "Рустамович", "Рустамовна"),
    ("Ринат", "Ринатович", "Ринатовна"),
];

/// Given names of girls.
const FEMALE: [&str; 32] = [
    "Алёна",
    "Александра",
    "Алина",
    "Алиса",
    "Анастасия",
    "Анна",
    "Арина",
    "Валерия",
    "Варвара",
    "Вера",
    "Вероника",
    "Виктория",
    "Дарья",
    "Диана",
    "Ева",
    "Екатерина",
    "Елена",
    "Елизавета",
    "Злата",
    "Ирина",
    "Камилла",
    "Ксения",
    "Любовь",
    "Маргарита",
    "Мария",
    "Милана",
    "Наталья",
    "Ольга",
    "Полина",
    "София",
    "Татьяна",
    "Гульназ",
];

/// A name of either gender.
pub fn draw(stream: &mut Stream) -> FullName {
    let gender = if stream.chance(50) {
        Gender::Male
    } else {
        Gender::Female
    };
    draw_of(stream, gender)
}

/// A name of a teacher: four of five are women.
pub fn draw_of_staff(stream: &mut Stream) -> FullName {
    let gender = if stream.chance(20) {
        Gender::Male
    } else {
        Gender::Female
    };
    draw_of(stream, gender)
}

/// Given name and patronymic of a mother or a father.
pub fn draw_parent(stream: &mut Stream, female: bool) -> String {
    let gender = if female { Gender::Female } else { Gender::Male };
    let name = draw_of(stream, gender);
    let patronymic = name.patronymic.unwrap_or_default();
    format!("{} {patronymic}", name.given).trim_end().to_owned()
}

fn draw_of(stream: &mut Stream, gender: Gender) -> FullName {
    let given = match gender {
        Gender::Male => stream.pick(&MALE).map_or("", |name| name.0),
        Gender::Female => stream.pick(&FEMALE).copied().unwrap_or_default(),
    };
    let patronymic = if stream.chance(2) {
        None
    } else {
        stream.pick(&MALE).map(|father| match gender {
            Gender::Male => father.1.to_owned(),
            Gender::Female => father.2.to_owned(),
        })
    };
    FullName {
        family: family(stream, gender),
        given: given.to_owned(),
        patronymic,
    }
}

fn family(stream: &mut Stream, gender: Gender) -> String {
    match stream.below(100) {
        0..6 => stream
            .pick(&UNBENDING)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        6..12 => stream
            .pick(&ADJECTIVES)
            .map_or_else(String::new, |family| match gender {
                Gender::Male => family.0.to_owned(),
                Gender::Female => family.1.to_owned(),
            }),
        12..15 => format!("{}-{}", common(stream, gender), common(stream, gender)),
        _ => common(stream, gender),
    }
}

fn common(stream: &mut Stream, gender: Gender) -> String {
    let family = stream.pick(&FAMILIES).copied().unwrap_or_default();
    if gender == Gender::Female {
        format!("{family}а")
    } else {
        family.to_owned()
    }
}
