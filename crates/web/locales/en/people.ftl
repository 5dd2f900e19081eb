people-lead = On { $day }
people-tabs = Lists of people
people-tab-participants = All participants
people-tab-mentors = Mentors
people-tab-mentees = Mentees
people-tab-pupils = Pupils
people-tab-employees = Staff
people-tab-all = All people
people-search = Name, class or code
people-found = { $n ->
    [one] { $shown } person found
   *[other] { $shown } people found
}
people-empty = Nobody found. Check the name or reset the filter: the person may be on another tab.
people-name = Name
people-place = Class or post
people-pairs = Pairs and groups
people-meetings = Meetings
people-part = Takes part
people-mentor = mentor
people-mentee = mentee
people-mentor-base = in the base of mentors
people-mentee-base = in the base of mentees
people-about = Particulars
people-code = Code
people-born = Date of birth
people-age = { $n ->
    [one] { $shown } year
   *[other] { $shown } years
}
people-pairs-groups = Pairs and groups
people-no-pairs = In no pair and no group.
people-pair-active = active
people-plan = plan approved
people-no-plan = no approved plan
people-meetings-held = { $n ->
    [0] no meetings
    [one] { $shown } meeting
   *[other] { $shown } meetings
}
people-last = the last on { $day }
people-history = History
people-what = What is recorded
people-record = Sheet
people-from = From
people-to = To
people-categories = Special categories
people-categories-note = Seen by the psychologist only. This reading is in the audit log.
people-categories-none = No records.
people-seen = Who saw and changed this
