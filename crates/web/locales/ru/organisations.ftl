organisations-tabs = Части раздела «Организация»
organisations-about = Сведения
organisations-members = Пользователи
organisations-exchange = Загрузка и выгрузка
organisations-audit = Журнал
organisations-profile = Школа
organisations-full-name = Полное наименование
organisations-short-name = Краткое наименование
organisations-inn = ИНН
organisations-municipality = Муниципалитет
organisations-head = Руководитель
organisations-site = Сайт
organisations-time-zone = Часовой пояс
organisations-catalogue = Каталог показателей
organisations-no-profile = Сведений о школе ещё нет. Заполните лист «Организация» и загрузите книгу.
organisations-years = Учебные годы
organisations-no-years = Учебных лет ещё нет. Заполните лист «Учебные годы» и загрузите книгу.
organisations-records = Сколько записано
organisations-sheet = Лист
organisations-count = Записей

organisations-role = Роль
organisations-actions = Действия
organisations-disabled = отключён
organisations-change-role = Сменить роль
organisations-remove = Убрать
organisations-last-head = Это единственный директор: без него некому управлять пользователями. Сначала назначьте другого.
organisations-invite = Пригласить
organisations-invite-lead = Получится ссылка, которая сработает один раз и живёт семь дней. Передайте её лично.
organisations-invite-action = Сделать ссылку
organisations-link-made = Ссылка готова. Скопируйте её сейчас: больше она нигде не показывается.

organisations-exchange-lead = Все записи школы — одна книга Excel.
organisations-in = Загрузить
organisations-in-lead = Сначала программа покажет, что изменится, и только потом спросит, загружать ли.
organisations-file = Книга XLSX или список CSV
organisations-file-hint = До 20 МБ. Имя файла CSV — имя листа, например «Люди.csv».
organisations-encoding = Кодировка списка CSV
organisations-encoding-auto = определить
organisations-encoding-utf8 = UTF-8
organisations-encoding-cp1251 = Windows-1251 (Excel)
organisations-file-missing = Файл не выбран.
organisations-file-missing-next = Выберите книгу и нажмите «Посмотреть, что изменится».
organisations-look = Посмотреть, что изменится
organisations-out = Выгрузить
organisations-out-lead = Все записи в том же виде, в каком их можно загрузить. Выгрузка записывается в журнал. Особые категории детей в файл не попадают, если ваша роль их не видит.
organisations-export = Скачать все записи
organisations-template-lead = Пустая книга с подсказками и списками.
organisations-template = Скачать пустую книгу
organisations-import = Что изменится
organisations-import-done = Загружено
organisations-taken = { $n ->
    [one] Загружена { $shown } строка.
    [few] Загружены { $shown } строки.
    [many] Загружено { $shown } строк.
   *[other] Загружено { $shown } строки.
}
organisations-will-take = { $n ->
    [one] Будет загружена { $shown } строка. Пока ничего не сохранено.
    [few] Будут загружены { $shown } строки. Пока ничего не сохранено.
    [many] Будет загружено { $shown } строк. Пока ничего не сохранено.
   *[other] Будет загружено { $shown } строки. Пока ничего не сохранено.
}
organisations-nothing-new = Нового в файле нет: всё это уже записано.
organisations-refused = { $n ->
    [one] Не принята { $shown } строка. Исправьте её в файле ниже и загрузите его.
    [few] Не приняты { $shown } строки. Исправьте их в файле ниже и загрузите его.
    [many] Не принято { $shown } строк. Исправьте их в файле ниже и загрузите его.
   *[other] Не принято { $shown } строки. Исправьте их в файле ниже и загрузите его.
}
organisations-refused-file = Скачать непринятые строки с причинами
organisations-take = Загрузить
organisations-other-file = Другой файл
organisations-new = Новых
organisations-changed = Изменится
organisations-unchanged = Без изменений
organisations-rejected = Не принято
organisations-reasons = Почему строки не приняты
organisations-row = Строка
organisations-column = Столбец
organisations-reason = Причина
organisations-doubts = На что посмотреть

organisations-audit-lead = Кто, когда и что менял или смотрел. Записи связаны цепочкой: подмену видно.
organisations-audit-verify = Проверить цепочку
organisations-audit-empty = В журнале пока пусто.
organisations-audit-number = №
organisations-audit-at = Когда
organisations-audit-actor = Кто
organisations-audit-action = Что
organisations-audit-subject = Запись
organisations-audit-detail = Подробности
organisations-audit-newest = К новым
organisations-audit-older = Старше
organisations-audit-whole = { $n ->
    [one] Цепочка цела: проверена { $shown } запись.
    [few] Цепочка цела: проверены { $shown } записи.
    [many] Цепочка цела: проверено { $shown } записей.
   *[other] Цепочка цела: проверено { $shown } записи.
}
organisations-audit-broken = Цепочка нарушена на записи № { $shown }. Остановите работу и сообщите администратору сервера.
organisations-audit-about = Кто смотрел и менял сведения о человеке { $code }. Списки и выгрузки, где он мог быть среди многих, — в общем журнале.
organisations-audit-all = Весь журнал
audit-activity-change = отметка дорожной карты
audit-consent-dispute = спор о согласии
audit-consent-issue = согласия выданы
audit-consent-list = список согласий прочитан
audit-consent-print = согласия напечатаны
audit-consent-read = согласие прочитано
audit-consent-settle = спор о согласии разрешён
audit-consent-sign = согласие подписано
audit-consent-supersede = согласие заменено новым
audit-consent-verify = согласие проверено
audit-consent-withdraw = согласие отозвано
audit-demo-make = создана демонстрация
audit-facts-export = выгружены все данные
audit-facts-import = загружена книга
audit-indicator-read-list = прочитан список за числом
audit-key-rotate = сменён ключ особых данных
audit-member-invite = приглашение
audit-member-join = вступление по приглашению
audit-member-remove = доступ закрыт
audit-member-role = сменена роль
audit-mentorship-pause = пара приостановлена
audit-password-change = сменён пароль
audit-person-read = прочитана карточка
audit-record-add = запись добавлена
audit-record-change = запись изменена
audit-record-delete = запись удалена
audit-record-end = запись завершена
audit-record-read = запись прочитана
audit-record-restore = запись возвращена
audit-records-export = выгружен список
audit-records-read-list = прочитан список
audit-report-check = справка проверена
audit-report-download = скачана справка
audit-report-draft = черновик справки
audit-report-sign = справка подписана
audit-report-waive = замечание принято с причиной
audit-session-end = сеанс завершён
audit-session-open = вход
