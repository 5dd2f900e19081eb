today-empty = Записей ещё нет. Загрузите книгу школы: люди, пары, приказы, дорожная карта. Остальное посчитается само.
today-empty-action = Загрузить книгу
today-tasks = Что сделать
today-no-tasks = Срочных дел нет.
today-more = { $n ->
    [one] И ещё { $shown } дело:
    [few] И ещё { $shown } дела:
    [many] И ещё { $shown } дел:
   *[other] И ещё { $shown } дела:
}
today-overdue = просрочено
today-due = на этой неделе
today-ahead = впереди
today-unplanned = не запланировано
today-finding = проверка
today-paused-pair = пара приостановлена: согласие отозвано
today-measure = мера
today-due-on = Срок: { $day }
today-later = Для вашей роли страницы ещё готовятся. Пока здесь можно сменить пароль.
today-number-mentors = наставников в базе по приказу
today-number-mentors-of = наставников в базе по приказу
today-number-mentees = наставляемых
today-number-mentees-of = наставляемых
today-number-pairs = действующих пар и групп
today-number-pairs-of = действующих пар и групп
today-number-coverage = наставляемых 10–19 лет
today-number-coverage-of = наставляемых 10–19 лет из { $shown } учеников этого возраста
today-number-roadmap = дел дорожной карты выполнено
today-number-roadmap-of = дел дорожной карты выполнено из { $shown }
