reports-lead = Справка считается из записей на выбранный день. Подписанная больше не меняется: исправление — новая редакция.
reports-draft = Составить черновик
reports-empty = Справок ещё нет. Выберите день и составьте черновик: цифры посчитаются из записей.
reports-report = Справка
reports-on = Справка на { $day }
reports-number = Редакция
reports-edition = Редакция { $shown }
reports-edition-on = { $day }, редакция { $number }
reports-state = Состояние
reports-state-draft = черновик
reports-state-checked = проверена
reports-state-signed = подписана
reports-signed-by = Подписал(а)
reports-fingerprint = Отпечаток
reports-check = Проверить
reports-sign = Подписать
reports-sign-lead = После подписи справка не меняется. Если понадобится исправление, составьте новую редакцию: программа покажет, чем она отличается.
reports-compare = Что изменилось
reports-stale = Записи с тех пор изменились. Проверьте справку ещё раз: черновик посчитается заново.
reports-frozen = Справка подписана: её цифры и документы больше не меняются.
reports-official = Официальная
reports-official-lead = Точные числа. Не для публикации.
reports-public = Публичная
reports-public-lead = Для сайта: малые числа скрыты так, что их не восстановить.
reports-take = Скачать
reports-findings = Замечания проверок
reports-no-findings = { $n ->
    [one] Замечаний нет: проверен { $shown } показатель.
    [few] Замечаний нет: проверены { $shown } показателя.
    [many] Замечаний нет: проверено { $shown } показателей.
   *[other] Замечаний нет: проверено { $shown } показателя.
}
reports-reason = Почему это можно принять (печатается в справке)
reports-accept = Принять с объяснением
reports-change-reason = Изменить объяснение
reports-blocked = Подписать пока нельзя. Ошибок: { $errors }; предупреждений без объяснения: { $warnings }. Исправьте записи или примите замечания с объяснением.
reports-not-checked = Сначала проверьте справку.
reports-facts-changed = Записи изменились после проверки. Проверьте справку ещё раз.
reports-signed-already = Эта редакция уже подписана. Составьте новую.
reports-ahead = Этот день ещё не наступил. Выберите сегодняшний или более ранний.
reports-reason-missing = Напишите объяснение: оно будет напечатано в справке.
reports-finding-unknown = Этого замечания больше нет. Обновите страницу.
reports-same = Редакции не отличаются.
reports-changed-rows = Показатели
reports-changed-activities = Дорожная карта
reports-before = Было
reports-after = Стало
reports-why = За счёт чего
reports-members-changed = изменился состав посчитанных
reports-definition-changed = изменилось определение
reports-term-changed = срок изменился
reports-findings-added = Новые замечания
reports-findings-removed = Снятые замечания
