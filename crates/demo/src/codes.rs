//! Codes of the regional catalogue that the demo school uses.
//!
//! Not here: the catalogue (`catalogues/`). The one decision to know: these are the only places
//! where the demo school names something regional; a test of the command line checks that the
//! default catalogue knows every one.

/// Code of the catalogue of indicators.
pub const CATALOGUE: &str = "udmurtia-570";

/// Form «ученик – ученик».
pub const FORM_PUPIL: &str = "pupil_pupil";
/// Form «учитель – учитель».
pub const FORM_TEACHER: &str = "teacher_teacher";
/// Form «студент – ученик».
pub const FORM_STUDENT: &str = "student_pupil";

/// Role variants of «ученик – ученик».
pub const VARIANTS_PUPIL: [&str; 3] = ["achiever_underachiever", "leader_passive", "equal_equal"];
/// Role variant of «учитель – учитель».
pub const VARIANT_TEACHER: &str = "experienced_young";
/// Role variant of «студент – ученик».
pub const VARIANT_STUDENT: &str = "achiever_underachiever";

/// Programme of mentoring.
pub const PROGRAMME: &str = "programme";
/// Order to introduce the model.
pub const ORDER_INTRODUCTION: &str = "order_introduction";
/// Order that approves the rules for teachers.
pub const ORDER_RULES_TEACHERS: &str = "order_rules_teachers";
/// Order that approves the rules for pupils.
pub const ORDER_RULES_PUPILS: &str = "order_rules_pupils";
/// Order that approves the roadmap.
pub const ORDER_ROADMAP: &str = "order_roadmap";
/// Order on monitoring.
pub const ORDER_MONITORING: &str = "order_monitoring";
/// Order that approves pairs and groups.
pub const ORDER_PAIRS: &str = "order_pairs";
/// Order that approves the bases.
pub const ORDER_BASES: &str = "order_bases";
/// Order that creates the ШМО of mentors.
pub const ORDER_COMMUNITY: &str = "order_community";
/// Order that opens the school of mentors.
pub const ORDER_MENTOR_SCHOOL: &str = "order_mentor_school";

/// Evidence: an act or an order of the school.
pub const EVIDENCE_ACT: &str = "act";
/// Evidence: a register (base of mentors, register of categories).
pub const EVIDENCE_REGISTER: &str = "register";
/// Evidence: a list of staff.
pub const EVIDENCE_STAFF: &str = "staff_list";
/// Evidence: a protocol.
pub const EVIDENCE_PROTOCOL: &str = "protocol";
/// Evidence: a summary of a survey.
pub const EVIDENCE_SURVEY: &str = "survey_summary";
/// Evidence: a publication on a site.
pub const EVIDENCE_PUBLICATION: &str = "publication";

/// Template of the roadmap.
pub const ROADMAP_TEMPLATE: &str = "target-model";
/// Rule of the template by which a linked proof makes the mark.
pub const RULE_PROOF: &str = "proof";
