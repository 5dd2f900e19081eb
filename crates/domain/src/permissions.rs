//! Who may do what: the permission matrix.
//!
//! Not here: sessions and passwords (`app`). The one decision to know: the matrix is one table, and
//! tests, documentation and the only check of `app` are made from it.

use crate::choices;
use crate::field::FieldClass;
use crate::id::{OrganisationId, UserId};

choices! {
    /// Role of a user in an organisation (`security.md`).
    pub enum Role {
        /// Наставляемый.
        Mentee = "mentee", "наставляемый";
        /// Родитель, законный представитель.
        Representative = "representative", "представитель";
        /// Наставник.
        Mentor = "mentor", "наставник";
        /// Куратор.
        Curator = "curator", "куратор";
        /// Психолог.
        Psychologist = "psychologist", "психолог";
        /// Директор.
        Head = "head", "директор";
        /// Ответственный за персональные данные.
        Dpo = "dpo", "ответственный за ПДн";
        /// Муниципальный координатор.
        MunicipalCoordinator = "municipal_coordinator", "муниципальный координатор";
        /// Региональный координатор.
        RegionalCoordinator = "regional_coordinator", "региональный координатор";
        /// Проверяющий.
        Auditor = "auditor", "проверяющий";
        /// Администратор сервера.
        Operator = "operator", "администратор";
    }
}

choices! {
    /// What can be done to the things of an organisation.
    pub enum Action {
        /// See the front page of the organisation.
        SeeToday = "see_today", "видеть «Сегодня»";
        /// See people and pairs.
        SeePeople = "see_people", "видеть участников";
        /// Change facts: records, imports.
        ChangeFacts = "change_facts", "менять записи";
        /// Enter special categories; who also reads their class changes them.
        ChangeSensitive = "change_sensitive", "вести особые категории";
        /// Take all facts out as a workbook.
        ExportFacts = "export_facts", "выгружать записи";
        /// See indicators, their counts and checks.
        SeeMonitoring = "see_monitoring", "видеть показатели";
        /// See the list of people behind a number.
        SeeCounted = "see_counted", "видеть, кто посчитан";
        /// See the roadmap.
        SeeRoadmap = "see_roadmap", "видеть дорожную карту";
        /// Put a mark, a term or a responsible person into the roadmap.
        ChangeRoadmap = "change_roadmap", "менять дорожную карту";
        /// See справки and their editions.
        SeeReports = "see_reports", "видеть справки";
        /// Make a draft and waive findings.
        PrepareReport = "prepare_report", "готовить справку";
        /// Sign a справка.
        SignReport = "sign_report", "подписывать справку";
        /// See how many have which consent; names nobody.
        SeeConsentCoverage = "see_consent_coverage", "видеть полноту согласий";
        /// See consents of persons.
        SeeConsents = "see_consents", "видеть согласия";
        /// Issue papers, record and verify signatures.
        CollectConsents = "collect_consents", "собирать согласия";
        /// Record a withdrawal.
        WithdrawConsents = "withdraw_consents", "записывать отзыв согласия";
        /// Invite users and give roles.
        ManageUsers = "manage_users", "управлять пользователями";
        /// Read the audit log.
        SeeAudit = "see_audit", "читать журнал";
    }
}

/// Whether a role may do an action in its own organisation.
pub const fn allowed(role: Role, action: Action) -> bool {
    use Action as A;
    use Role as R;
    match role {
        R::Curator => !matches!(action, A::SignReport | A::ManageUsers),
        // Consents are collected and withdrawn by who answers for them; the head looks.
        R::Head => !matches!(action, A::CollectConsents | A::WithdrawConsents),
        R::Psychologist => {
            matches!(
                action,
                A::SeeToday
                    | A::SeePeople
                    | A::SeeMonitoring
                    | A::SeeRoadmap
                    | A::ChangeSensitive
                    | A::SeeConsentCoverage
                    | A::SeeConsents
                    | A::CollectConsents
                    | A::WithdrawConsents
            )
        }
        R::Dpo => matches!(
            action,
            A::SeeToday
                | A::SeePeople
                | A::SeeReports
                | A::SeeAudit
                | A::SeeConsentCoverage
                | A::SeeConsents
                | A::WithdrawConsents
        ),
        R::Auditor => matches!(
            action,
            A::SeeToday
                | A::SeeMonitoring
                | A::SeeRoadmap
                | A::SeeReports
                | A::SeeAudit
                | A::SeeConsentCoverage
        ),
        R::Operator => matches!(action, A::ManageUsers | A::SeeAudit),
        // Above the school nobody sees persons, only submitted aggregates; participants get pages
        // of their own later.
        R::MunicipalCoordinator
        | R::RegionalCoordinator
        | R::Mentee
        | R::Representative
        | R::Mentor => false,
    }
}

/// Highest class of personal fields a role reads without breaking glass.
pub const fn readable(role: Role) -> FieldClass {
    match role {
        Role::Psychologist => FieldClass::C4,
        Role::Curator | Role::Head | Role::Dpo => FieldClass::C2,
        Role::Mentor => FieldClass::C1,
        Role::Mentee
        | Role::Representative
        | Role::MunicipalCoordinator
        | Role::RegionalCoordinator
        | Role::Auditor
        | Role::Operator => FieldClass::C0,
    }
}

/// A user's role in an organisation, as the store holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The user.
    pub user: UserId,
    /// The role.
    pub role: Role,
}

/// The action is not allowed to this role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied;

/// Leave to touch the data of one organisation. Every query on a table that belongs to an
/// organisation takes one, and only [`permit`] and the named bypass make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrgScope {
    organisation: OrganisationId,
    actor: Actor,
}

/// Who acts, for the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in user.
    User(UserId),
    /// The program itself or whoever holds its command line, for this reason.
    System(&'static str),
}

impl OrgScope {
    /// The organisation.
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// What members do to their own account: signing in, changing the password. Allowed to every role.
    pub const fn own_account(membership: &Membership) -> Self {
        Self {
            organisation: membership.organisation,
            actor: Actor::User(membership.user),
        }
    }

    /// The bypass: the command line, whose user already owns the data, and tasks without a user.
    pub const fn system_without_actor(organisation: OrganisationId, reason: &'static str) -> Self {
        Self {
            organisation,
            actor: Actor::System(reason),
        }
    }
}

/// The permission check.
///
/// # Errors
/// [`Denied`] when the matrix says no.
pub const fn permit(membership: &Membership, action: Action) -> Result<OrgScope, Denied> {
    if allowed(membership.role, action) {
        Ok(OrgScope {
            organisation: membership.organisation,
            actor: Actor::User(membership.user),
        })
    } else {
        Err(Denied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_head_signs() {
        for role in Role::ALL {
            assert_eq!(allowed(*role, Action::SignReport), *role == Role::Head);
        }
    }

    #[test]
    fn above_the_school_nobody_sees_persons() {
        for role in [
            Role::MunicipalCoordinator,
            Role::RegionalCoordinator,
            Role::Operator,
        ] {
            assert!(!allowed(role, Action::SeePeople));
            assert!(!allowed(role, Action::SeeCounted));
            assert_eq!(readable(role), FieldClass::C0);
        }
    }

    #[test]
    fn consents_of_persons_are_seen_by_few_and_withdrawn_only_by_who_sees_them() {
        for role in Role::ALL {
            let sees = matches!(
                role,
                Role::Curator | Role::Psychologist | Role::Head | Role::Dpo
            );
            assert_eq!(allowed(*role, Action::SeeConsents), sees, "{role:?}");
            let coverage = sees || *role == Role::Auditor;
            assert_eq!(allowed(*role, Action::SeeConsentCoverage), coverage);
            for action in [Action::CollectConsents, Action::WithdrawConsents] {
                assert!(sees || !allowed(*role, action), "{role:?}");
            }
        }
        assert!(!allowed(Role::Head, Action::CollectConsents));
        assert!(!allowed(Role::Dpo, Action::CollectConsents));
    }

    #[test]
    fn whoever_changes_facts_also_sees_people() {
        for role in Role::ALL {
            if allowed(*role, Action::ChangeFacts) {
                assert!(allowed(*role, Action::SeePeople));
            }
        }
    }
}
