monitoring-lead = As of { $day }
monitoring-tabs = Parts of monitoring
monitoring-table = Indicators
monitoring-checks = Checks
monitoring-errors = { $n ->
    [one] { $shown } error found: a report with it cannot be signed.
   *[other] { $shown } errors found: a report with them cannot be signed.
}
monitoring-to-checks = See the checks
monitoring-number = No.
monitoring-indicator = Indicator
monitoring-value = Value
monitoring-beside = Beside it
monitoring-status = How it came about
monitoring-computed = computed
monitoring-manual = entered by hand
monitoring-not-computable = not computable
monitoring-definition = How it is counted
monitoring-edition = Edition of the definition: { $edition }
monitoring-proofs = Proofs
monitoring-no-proofs = No proofs.
monitoring-proofs-count = { $n ->
    [one] { $shown } proof
   *[other] { $shown } proofs
}
monitoring-parts = { $part } of { $whole }
monitoring-target = target { $share } by { $day }
monitoring-on = On { $day }
monitoring-between = From { $first } to { $last }
monitoring-catalogue = Catalogue of indicators: { $code }
monitoring-survey = Survey
monitoring-survey-days = Held
monitoring-survey-answers = Answered / invited
monitoring-counted = Who and what was counted
monitoring-counted-none = Nothing was counted here.
monitoring-closed = The list is closed: it holds data your role does not read. The number of records stands above.
monitoring-name = Record
monitoring-detail = Details
monitoring-code = Code
monitoring-findings = What does not agree
monitoring-error = error
monitoring-warning = warning
monitoring-info = note
monitoring-waived = accepted with a reason
monitoring-waived-by = Accepted by
monitoring-expected = Expected:
monitoring-found = found:
monitoring-remedy = What to do:
monitoring-all-good = { $n ->
    [one] Everything agrees: { $shown } check, no findings.
   *[other] Everything agrees: { $shown } checks, no findings.
}
monitoring-skipped = Could not be checked
monitoring-passed = Agrees
monitoring-row-indicators = Indicators, row { $position }
monitoring-row-roadmap = Roadmap, row { $position }
