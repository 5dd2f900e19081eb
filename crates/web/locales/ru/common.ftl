app-name = Опора

common-skip = К содержанию
common-demo = Демонстрация: школа и люди вымышлены.
common-sections = Разделы
common-crumbs = Путь к этой странице
common-foot = Опора — программа наставничества школы по записанным фактам
common-records = { $n ->
    [one] { $shown } запись
    [few] { $shown } записи
    [many] { $shown } записей
   *[other] { $shown } записи
}
common-yes = да
common-no = нет
common-none = —
common-no-data = нет данных
common-not-applicable = не применимо
common-show = Показать
common-reset = Сбросить
common-save = Сохранить
common-cancel = Отмена
common-print = Распечатать
common-more = Подробнее
common-previous = Предыдущая
common-next = Следующая
common-pages = Страницы списка
common-page-of = Страница { $page } из { $pages }
common-as-of = По состоянию на
common-day-misread = Такого дня нет, поэтому показан сегодняшний. Напишите дату как 13.10.2023.
common-day-unreadable = Такого дня нет. Напишите дату как 13.10.2023.
common-fix-errors = Исправьте отмеченные поля и отправьте ещё раз: введённое сохранено.

look-lang = Язык
look-theme = Цвета
look-apply = Применить
look-this-language = Русский
look-system = как в системе
look-light = светлые
look-dark = тёмные

error-not-found = Такой страницы нет
error-not-found-next = Возможно, запись удалена или адрес набран с ошибкой. Откройте главную страницу и найдите нужное по разделам.
error-denied = Это действие вам недоступно
error-denied-next = Ваша роль его не разрешает, или страница открыта слишком давно. Откройте раздел заново; если действие нужно для работы, обратитесь к директору.
error-conflict = Запись уже изменил другой человек
error-conflict-next = Ваше изменение не сохранено. Откройте запись заново, посмотрите новое состояние и повторите изменение.
error-too-large = Файл слишком большой
error-too-large-next = Загрузите файл до 20 МБ: обычно достаточно убрать из книги картинки.
error-busy = Сервер сейчас занят
error-busy-next = Подождите несколько секунд и обновите страницу: данные не потеряны.
error-request = Запрос не понят
error-request-next = Вернитесь на предыдущую страницу, обновите её и повторите действие.
error-inner = Что-то пошло не так
error-inner-next = Ничего не сохранено наполовину. Повторите действие; если ошибка вернётся, сообщите администратору номер ниже.
error-reference = Номер ошибки:
error-home = На главную

role-mentee = наставляемый
role-representative = представитель
role-mentor = наставник
role-curator = куратор
role-psychologist = психолог
role-head = директор
role-dpo = ответственный за персональные данные
role-municipal-coordinator = муниципальный координатор
role-regional-coordinator = региональный координатор
role-auditor = проверяющий
role-operator = администратор

today-section = Сегодня
roadmap-section = Дорожная карта
people-section = Участники
monitoring-section = Мониторинг
reports-section = Справки
organisations-section = Организация
