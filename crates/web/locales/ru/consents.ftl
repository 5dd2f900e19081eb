consents-section = Согласия
consents-lead = { $n ->
    [one] Согласия { $shown } ученика по классам
    [few] Согласия { $shown } учеников по классам
    [many] Согласия { $shown } учеников по классам
   *[other] Согласия { $shown } учеников по классам
}
consents-how = Число — у скольких учеников согласие действует на эту дату. Ниже — на каком шаге остальные.
consents-class = Класс
consents-all = Все классы
consents-all-class = Весь класс
consents-empty = На эту дату в школе нет учеников. Проверьте дату или загрузите книгу школы.
consents-have-of = { $have } из { $of }
consents-rest-issued = на руках { $shown }
consents-rest-signed = на проверке { $shown }
consents-rest-missing = не выдано { $shown }
consents-rest-lapsed = кончилось { $shown }
consents-rest-disputed = спорных { $shown }
consents-rest-withdrawn = отозвано { $shown }
consents-purpose-participation = Участие в программе
consents-purpose-special-categories = Особые категории данных
consents-purpose-psychology = Работа психолога
consents-purpose-publication = Распространение
consents-purpose-transfer = Передача получателю
consents-purpose-images = Фото и видео
consents-purpose-adult-mentor = Взрослый наставник
consents-purpose-mentor-duty = Функции наставника у работника
consents-basis-active = действует
consents-basis-person-unknown = человека нет
consents-basis-target-missing = не названо место
consents-basis-nothing-issued = не выдано
consents-basis-not-signed = на руках
consents-basis-not-verified = на проверке
consents-basis-not-yet-active = ещё не начало действовать
consents-basis-representative-unknown = представитель не записан
consents-basis-inconsistent = даты противоречат
consents-basis-withdrawn = отозвано
consents-basis-disputed = спор представителей
consents-basis-age-pending = нужна подпись по возрасту
consents-basis-expired = срок истёк
consents-class-title = Согласия: { $class }
consents-issue-title = Выдать бумаги
consents-issue-hint = Бумагу получит каждый, у кого согласия ещё нет. Уже выданное второй раз не выдаётся; тех, кто отказался, список не тревожит.
consents-purposes = Для чего
consents-issue = Выдать бумаги классу
consents-issued = { $n ->
    [0] Новых бумаг нет.
    [one] Выдана { $shown } бумага.
    [few] Выдано { $shown } бумаги.
    [many] Выдано { $shown } бумаг.
   *[other] Выдано { $shown } бумаги.
}
consents-issued-already = Уже есть: { $shown }.
consents-issued-refused = Отказались или спорят: { $shown }.
consents-issued-age = Без даты рождения: { $shown }. Запишите её, и станет ясно, кто подписывает.
consents-print-title = Напечатать
consents-open-papers = { $n ->
    [one] На руках { $shown } неподписанная бумага. Печать — по одной на странице.
    [few] На руках { $shown } неподписанные бумаги. Печать — по одной на странице.
    [many] На руках { $shown } неподписанных бумаг. Печать — по одной на странице.
   *[other] На руках { $shown } неподписанные бумаги. Печать — по одной на странице.
}
consents-no-papers = Неподписанных бумаг нет. Выдайте их, и здесь появится печать.
consents-print-papers = Бумаги, { $format }
consents-reminder-title = Напоминание
consents-reminder-hint = Лист с теми, от кого ждём бумаг. Отказавшихся в нём нет.
consents-print-reminder = Лист, { $format }
consents-print-paper = Бумага, { $format }
consents-pupil = Ученик
consents-about = Сведения
consents-basis = Можно ли пользоваться данными
consents-target = Где или кому
consents-item = Что именно
consents-representative = Представитель
consents-must-sign = Кто подписывает по возрасту
consents-age-unknown = неизвестно: нет даты рождения
consents-until = Действует по
consents-paper-code = Код бумаги
consents-edition = Редакция текста
consents-life = Что было
consents-next = Следующий шаг
consents-no-steps = Здесь больше нечего делать. Если нужно новое согласие, выдайте бумагу со страницы класса.
consents-step-sign = Записать подпись
consents-step-verify = Проверить бумагу
consents-step-settle = Снять возражение
consents-step-withdraw = Записать отзыв
consents-step-dispute = Записать возражение
consents-verify-hint = Имя, дата рождения, представитель и подписи на бумаге те же, что в записях. С этого дня согласие действует.
consents-settle-hint = Представители договорились, и согласие снова действует.
consents-withdraw-hint = Отозвать можно любым способом. Ребёнок сразу исчезнет из списков участников, его пара будет приостановлена.
consents-dispute-hint = Второй представитель против. Пока они не договорились, пользоваться данными нельзя, пара будет приостановлена.
consents-do-sign = Записать подпись
consents-do-verify = Бумага верна
consents-do-settle = Снять возражение
consents-do-withdraw = Отозвать согласие
consents-do-dispute = Записать возражение
consents-signed-on = Дата подписи
consents-signed-by = Кто подписал
consents-withdrawn-by = Кто сообщил
consents-withdrawn-via = Как сообщили
consents-withdrawn-on = Когда сообщили
consents-channel-paper = заявлением на бумаге
consents-channel-in-person = лично
consents-channel-phone = по телефону
consents-channel-email = по электронной почте
consents-channel-message = сообщением
consents-channel-authority = через орган или суд
consents-signers-representative = представитель
consents-signers-both = ребёнок и представитель
consents-signers-subject = сам человек
consents-phase-none = бумаги нет
consents-phase-issued = бумага на руках
consents-phase-signed = подписано, ждёт проверки
consents-phase-verified = проверено
consents-phase-active = действует
consents-phase-age-pending = нужна подпись по возрасту
consents-phase-disputed = спор представителей
consents-phase-expired = срок истёк
consents-phase-superseded = заменено новым
consents-phase-withdrawn = отозвано
consents-phase-destroyed = уничтожено
consents-phase-inconsistent = даты противоречат
consents-event-issued = бумага выдана
consents-event-signed = подписано
consents-event-verified = бумага проверена
consents-event-active = согласие действует
consents-event-disputed = возражение представителя
consents-event-settled = возражение снято
consents-event-superseded = заменено новым
consents-event-withdrawn = отозвано
consents-event-destroyed = уничтожено
consents-codes = Ввести коды бумаг
consents-codes-lead = Наберите код с подписанной бумаги и нажмите Enter, затем следующий. Сканер кодов тоже подходит.
consents-code-hint = Восемь цифр внизу бумаги; пробел не важен.
consents-verified-now = Бумага сверена: имя, дата рождения и подписи верны
consents-series = { $n ->
    [one] Записана { $shown } подпись подряд.
    [few] Записано { $shown } подписи подряд.
    [many] Записано { $shown } подписей подряд.
   *[other] Записано { $shown } подписи подряд.
}
consents-series-end = Закончить
consents-error-code-malformed = В коде ошибка: цифр не восемь или одна из них не та. Сверьте его с бумагой.
consents-error-code-unknown = Бумаги с таким кодом в школе нет. Проверьте, что это бумага вашей школы.
consents-error-signed-already = Подпись этой бумаги уже записана. Возьмите следующую.
consents-error-not-from = Так нельзя: согласие сейчас на другом шаге. Откройте его страницу и посмотрите, что было.
consents-error-backwards = День раньше последнего события. Поставьте день не раньше него.
consents-error-wrong-signers = По возрасту на этот день подписывает не тот, кто указан на бумаге. Если подписи обоих есть, запишите их на странице согласия; если нет, выдайте новую бумагу.
consents-error-term-over = Срок согласия кончился раньше, чем началось бы его действие. Выдайте новую бумагу.
consents-error-age-unknown = Нет даты рождения, поэтому неизвестно, кто подписывает. Запишите её в карточке человека.
consents-error-day-ahead = Этот день ещё не наступил. Поставьте сегодняшний или прошедший.
consents-error-teller-missing = Не записано, кто сообщил об отзыве. Напишите имя или «мама», «отец», «опекун».
consents-error-nothing-chosen = Ни одна цель не отмечена. Отметьте хотя бы одну.
consents-error-text-missing = В каталоге нет текста согласия «{ $purpose }» на эту дату. Его добавляет тот, кто ведёт каталог.
consents-error-text-changed = Текст согласия «{ $purpose }» изменён без новой редакции. Верните прежний текст или добавьте редакцию в каталог.
consents-error-nothing-to-print = Неподписанных бумаг нет.
