today-empty = There are no records yet. Upload the workbook of the school: people, pairs, orders, roadmap. The rest is computed.
today-empty-action = Upload the workbook
today-tasks = To do
today-no-tasks = Nothing is urgent.
today-more = { $n ->
    [one] And { $shown } more:
   *[other] And { $shown } more:
}
today-overdue = overdue
today-due = this week
today-ahead = ahead
today-unplanned = not planned
today-finding = check
today-paused-pair = pair paused: consent withdrawn
today-measure = measure
today-due-on = Due: { $day }
today-later = Pages for your role are still being made. For now you can change your password here.
today-number-mentors = mentors in the base by order
today-number-mentors-of = mentors in the base by order
today-number-mentees = mentees
today-number-mentees-of = mentees
today-number-pairs = active pairs and groups
today-number-pairs-of = active pairs and groups
today-number-coverage = mentees aged 10–19
today-number-coverage-of = mentees aged 10–19 of { $shown } pupils of this age
today-number-roadmap = activities of the roadmap done
today-number-roadmap-of = activities of the roadmap done of { $shown }
