organisations-tabs = Parts of the section
organisations-about = Particulars
organisations-members = Users
organisations-exchange = Upload and download
organisations-audit = Audit log
organisations-profile = School
organisations-full-name = Full name
organisations-short-name = Short name
organisations-inn = Taxpayer number
organisations-municipality = Municipality
organisations-head = Head
organisations-site = Website
organisations-time-zone = Time zone
organisations-catalogue = Catalogue of indicators
organisations-no-profile = There are no particulars yet. Fill in the sheet «Организация» and upload the workbook.
organisations-years = School years
organisations-no-years = There are no school years yet. Fill in the sheet «Учебные годы» and upload the workbook.
organisations-records = How much is recorded
organisations-sheet = Sheet
organisations-count = Records

organisations-role = Role
organisations-actions = Actions
organisations-disabled = disabled
organisations-change-role = Change the role
organisations-remove = Remove
organisations-last-head = This is the only head: without one nobody manages users. Appoint another one first.
organisations-invite = Invite
organisations-invite-lead = You get a link that works once and lives for seven days. Hand it over in person.
organisations-invite-action = Make a link
organisations-link-made = The link is ready. Copy it now: it is shown nowhere else.

organisations-exchange-lead = All records of the school are one Excel workbook.
organisations-in = Upload
organisations-in-lead = First the program shows what will change, and only then asks whether to take it in.
organisations-file = XLSX workbook or CSV list
organisations-file-hint = Up to 20 MB. The name of a CSV file is the name of its sheet, for example «Люди.csv».
organisations-encoding = Encoding of a CSV list
organisations-encoding-auto = detect
organisations-encoding-utf8 = UTF-8
organisations-encoding-cp1251 = Windows-1251 (Excel)
organisations-file-missing = No file is chosen.
organisations-file-missing-next = Choose a workbook and press “See what will change”.
organisations-look = See what will change
organisations-out = Download
organisations-out-lead = All records in the form in which they can be uploaded. The download is written into the audit log. Special categories of children are left out when your role does not see them.
organisations-export = Download all records
organisations-template-lead = An empty workbook with hints and lists.
organisations-template = Download the empty workbook
organisations-import = What will change
organisations-import-done = Taken in
organisations-taken = { $n ->
    [one] { $shown } row was taken in.
   *[other] { $shown } rows were taken in.
}
organisations-will-take = { $n ->
    [one] { $shown } row will be taken in. Nothing is saved yet.
   *[other] { $shown } rows will be taken in. Nothing is saved yet.
}
organisations-nothing-new = There is nothing new in the file: all of it is recorded already.
organisations-refused = { $n ->
    [one] { $shown } row was refused. Correct it in the file below and upload that.
   *[other] { $shown } rows were refused. Correct them in the file below and upload that.
}
organisations-refused-file = Download the refused rows with their reasons
organisations-take = Take in
organisations-other-file = Another file
organisations-new = New
organisations-changed = Changed
organisations-unchanged = Unchanged
organisations-rejected = Refused
organisations-reasons = Why rows were refused
organisations-row = Row
organisations-column = Column
organisations-reason = Reason
organisations-doubts = What to look at

organisations-audit-lead = Who changed or read what, and when. Entries form a chain: tampering shows.
organisations-audit-verify = Verify the chain
organisations-audit-empty = The log is empty so far.
organisations-audit-number = No.
organisations-audit-at = When
organisations-audit-actor = Who
organisations-audit-action = What
organisations-audit-subject = Record
organisations-audit-detail = Details
organisations-audit-newest = To the newest
organisations-audit-older = Older
organisations-audit-whole = { $n ->
    [one] The chain is whole: { $shown } entry verified.
   *[other] The chain is whole: { $shown } entries verified.
}
organisations-audit-broken = The chain is broken at entry No. { $shown }. Stop working and tell the administrator of the server.
organisations-audit-about = Who saw and changed what is kept about the person { $code }. Lists and exports that show many at once are in the whole log.
organisations-audit-all = The whole log
audit-activity-change = activity marked
audit-consent-dispute = consent disputed
audit-consent-issue = consents issued
audit-consent-list = list of consents read
audit-consent-print = consents printed
audit-consent-read = consent read
audit-consent-settle = dispute about a consent settled
audit-consent-sign = consent signed
audit-consent-supersede = consent replaced by a new one
audit-consent-verify = consent verified
audit-consent-withdraw = consent withdrawn
audit-demo-make = demonstration made
audit-facts-export = all data exported
audit-facts-import = workbook imported
audit-indicator-read-list = list behind a number read
audit-key-rotate = key of special categories renewed
audit-member-invite = invitation
audit-member-join = joined by invitation
audit-member-remove = access closed
audit-member-role = role changed
audit-mentorship-pause = pair paused
audit-password-change = password changed
audit-person-read = card read
audit-record-add = record added
audit-record-change = record changed
audit-record-delete = record deleted
audit-record-end = record ended
audit-record-read = record read
audit-record-restore = record restored
audit-records-export = list exported
audit-records-read-list = list read
audit-report-check = report checked
audit-report-download = report downloaded
audit-report-draft = report drafted
audit-report-sign = report signed
audit-report-waive = finding accepted with a reason
audit-session-end = session ended
audit-session-open = signed in
