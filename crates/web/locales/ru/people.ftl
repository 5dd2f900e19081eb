people-lead = На { $day }
people-tabs = Списки людей
people-tab-participants = Все участники
people-tab-mentors = Наставники
people-tab-mentees = Наставляемые
people-tab-pupils = Ученики
people-tab-employees = Сотрудники
people-tab-all = Все люди
people-search = Имя, класс или код
people-found = { $n ->
    [one] Найден { $shown } человек
    [few] Найдено { $shown } человека
    [many] Найдено { $shown } человек
   *[other] Найдено { $shown } человека
}
people-empty = Никого не нашлось. Проверьте имя или снимите отбор: возможно, человек на другой вкладке.
people-name = Имя
people-place = Класс или должность
people-pairs = Пар и групп
people-meetings = Встреч
people-part = Участие
people-mentor = наставник
people-mentee = наставляемый
people-mentor-base = в базе наставников
people-mentee-base = в базе наставляемых
people-about = Сведения
people-code = Код
people-born = Дата рождения
people-age = { $n ->
    [one] { $shown } год
    [few] { $shown } года
    [many] { $shown } лет
   *[other] { $shown } года
}
people-pairs-groups = Пары и группы
people-no-pairs = Ни в паре, ни в группе не состоит.
people-pair-active = действует
people-plan = план утверждён
people-no-plan = нет утверждённого плана
people-meetings-held = { $n ->
    [0] встреч не было
    [one] { $shown } встреча
    [few] { $shown } встречи
    [many] { $shown } встреч
   *[other] { $shown } встречи
}
people-last = последняя — { $day }
people-history = История
people-what = Что записано
people-record = Лист
people-from = С
people-to = По
people-categories = Особые категории
people-categories-note = Видит только психолог. Просмотр записан в журнал.
people-categories-none = Записей нет.
people-seen = Кто смотрел и менял
