monitoring-lead = По состоянию на { $day }
monitoring-tabs = Части мониторинга
monitoring-table = Показатели
monitoring-checks = Проверки
monitoring-errors = { $n ->
    [one] Найдена { $shown } ошибка: с ней справку не подписать.
    [few] Найдено { $shown } ошибки: с ними справку не подписать.
    [many] Найдено { $shown } ошибок: с ними справку не подписать.
   *[other] Найдено { $shown } ошибки: с ними справку не подписать.
}
monitoring-to-checks = Посмотреть проверки
monitoring-number = №
monitoring-indicator = Показатель
monitoring-value = Значение
monitoring-beside = Рядом
monitoring-status = Как получено
monitoring-computed = посчитано
monitoring-manual = введено вручную
monitoring-not-computable = не посчитать
monitoring-definition = Как считается
monitoring-edition = Редакция определения: { $edition }
monitoring-proofs = Подтверждения
monitoring-no-proofs = Подтверждений нет.
monitoring-proofs-count = { $n ->
    [one] { $shown } подтверждение
    [few] { $shown } подтверждения
    [many] { $shown } подтверждений
   *[other] { $shown } подтверждения
}
monitoring-parts = { $part } из { $whole }
monitoring-target = цель { $share } к { $day }
monitoring-on = На { $day }
monitoring-between = С { $first } по { $last }
monitoring-catalogue = Каталог показателей: { $code }
monitoring-survey = Опрос
monitoring-survey-days = Проведён
monitoring-survey-answers = Ответили / приглашены
monitoring-counted = Кто и что посчитано
monitoring-counted-none = В этот показатель ничего не вошло.
monitoring-closed = Список закрыт: в нём сведения, которые ваша роль не видит. Число записей указано выше.
monitoring-name = Запись
monitoring-detail = Подробности
monitoring-code = Код
monitoring-findings = Что не сходится
monitoring-error = ошибка
monitoring-warning = предупреждение
monitoring-info = к сведению
monitoring-waived = принято с объяснением
monitoring-waived-by = Принял(а)
monitoring-expected = Ожидалось:
monitoring-found = найдено:
monitoring-remedy = Что сделать:
monitoring-all-good = { $n ->
    [one] Всё сходится: { $shown } проверка, замечаний нет.
    [few] Всё сходится: { $shown } проверки, замечаний нет.
    [many] Всё сходится: { $shown } проверок, замечаний нет.
   *[other] Всё сходится: { $shown } проверки, замечаний нет.
}
monitoring-skipped = Не удалось проверить
monitoring-passed = Сошлось
monitoring-row-indicators = Показатели, строка { $position }
monitoring-row-roadmap = Дорожная карта, строка { $position }
