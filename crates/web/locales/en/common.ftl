app-name = Opora

common-skip = Skip to content
common-demo = Demonstration: the school and its people are made up.
common-sections = Sections
common-crumbs = Way to this page
common-foot = Opora — a school's mentoring programme from recorded facts
common-records = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
common-yes = yes
common-no = no
common-none = —
common-no-data = no data
common-not-applicable = not applicable
common-show = Show
common-reset = Reset
common-save = Save
common-cancel = Cancel
common-print = Print
common-more = More
common-previous = Previous
common-next = Next
common-pages = Pages of the list
common-page-of = Page { $page } of { $pages }
common-as-of = As of
common-day-misread = There is no such day, so today is shown. Write the date as 13.10.2023.
common-day-unreadable = There is no such day. Write the date as 13.10.2023.
common-fix-errors = Correct the marked fields and send again: what you typed is kept.

look-lang = Language
look-theme = Colours
look-apply = Apply
look-this-language = English
look-system = as the system
look-light = light
look-dark = dark

error-not-found = There is no such page
error-not-found-next = The record may have been deleted, or the address has a typing error. Open the front page and find what you need by sections.
error-denied = You cannot do this
error-denied-next = Your role does not allow it, or the page was opened too long ago. Open the section again; if you need this for your work, ask the head.
error-conflict = Somebody else has changed this record
error-conflict-next = Your change is not saved. Open the record again, look at its new state and repeat the change.
error-too-large = The file is too large
error-too-large-next = Upload a file of up to 20 MB: usually it is enough to take pictures out of the workbook.
error-busy = The server is busy
error-busy-next = Wait a few seconds and reload the page: no data are lost.
error-request = The request was not understood
error-request-next = Go back to the previous page, reload it and repeat.
error-inner = Something went wrong
error-inner-next = Nothing is half-saved. Repeat; if the error returns, tell the administrator the number below.
error-reference = Number of the error:
error-home = To the front page

role-mentee = mentee
role-representative = representative
role-mentor = mentor
role-curator = curator
role-psychologist = psychologist
role-head = head
role-dpo = data protection officer
role-municipal-coordinator = municipal coordinator
role-regional-coordinator = regional coordinator
role-auditor = auditor
role-operator = administrator

today-section = Today
roadmap-section = Roadmap
people-section = Participants
monitoring-section = Monitoring
reports-section = Reports
organisations-section = Organisation
