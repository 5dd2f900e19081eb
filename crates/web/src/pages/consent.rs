//! One consent with its life and next steps, and the series of codes typed from signed papers.
//!
//! Not here: what a step demands (`app`, `domain`). The one decision to know: the series works from the keyboard alone:
//! a code, Enter, the next code; the answer names the child, so a wrong paper is noticed at once.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::consents::{ConsentCard, ConsentError, SignPaper, Step, TakeStep};
use opora_domain::FieldType;
use opora_domain::consents::{Channel, Phase, Signers, spaced_paper_code};
use opora_domain::permissions::Action;
use serde::Deserialize;

use super::consents::{consent_address, dashed, purpose_words, sentence};
use super::listing::{day, escaped, segment};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A dated line of the life of a consent.
#[derive(Debug)]
struct Line {
    on: String,
    words: String,
    detail: Option<String>,
}

/// The page of one consent.
#[derive(Debug, Template)]
#[template(path = "consents/record.html")]
struct RecordPage {
    shell: Shell,
    card: ConsentCard,
    action: String,
    person: String,
    phase: String,
    basis: String,
    allowed: bool,
    must_sign: Option<String>,
    paper_code: Option<String>,
    lines: Vec<Line>,
    /// Steps offered: their codes.
    steps: Vec<&'static str>,
    channels: Vec<(&'static str, String)>,
    signers: Vec<(&'static str, String, bool)>,
    form: StepForm,
    problem: Option<String>,
    /// Field the problem stands at.
    at: &'static str,
    prints: Vec<(&'static str, String)>,
}

impl RecordPage {
    fn offers(&self, step: &str) -> bool {
        self.steps.contains(&step)
    }

    fn about(&self, field: &str) -> Option<&str> {
        self.problem.as_deref().filter(|_| self.at == field)
    }
}

/// Form of a step.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct StepForm {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    step: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    signed_by: String,
    #[serde(default)]
    via: String,
    #[serde(default)]
    by: String,
}

/// Steps the phase takes and the role may take.
fn steps(visitor: &Visitor, card: &ConsentCard) -> Vec<&'static str> {
    let Some(state) = card.state else {
        return Vec::new();
    };
    let collects: &[&'static str] = match state.phase {
        Phase::Issued => &["sign", "dispute"],
        Phase::Signed => &["verify", "dispute"],
        Phase::Verified | Phase::Active | Phase::AgePending => &["dispute"],
        Phase::Disputed => &["settle"],
        _ => &[],
    };
    let mut offered = Vec::new();
    if visitor.ctx.allows(Action::CollectConsents) {
        offered.extend_from_slice(collects);
    }
    let ended = matches!(
        state.phase,
        Phase::None | Phase::Withdrawn | Phase::Destroyed
    );
    if visitor.ctx.allows(Action::WithdrawConsents) && !ended {
        offered.push("withdraw");
    }
    offered
}

fn lines(shell: &Shell, card: &ConsentCard) -> Vec<Line> {
    let events = card.events.iter();
    events
        .map(|event| Line {
            on: shell.day(&event.on),
            words: shell.t(&format!("consents-event-{}", event.code)),
            detail: event.detail.clone(),
        })
        .collect()
}

async fn prepare(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    code: &str,
    form: Option<StepForm>,
) -> Result<RecordPage, PageError> {
    let card = site.app.consent(&visitor.ctx, shell.today, code).await?;
    let phase = card
        .state
        .map_or("inconsistent", |state| state.phase.code());
    let needed = card.must_sign.unwrap_or(card.consent.signers);
    let form = form.unwrap_or_else(|| StepForm {
        version: card.consent.version,
        on: shell.today.to_string(),
        ..StepForm::default()
    });
    let own = consent_address(code);
    let prints = visitor.ctx.allows(Action::CollectConsents);
    let section = shell.t("consents-section");
    let title = purpose_words(&shell, card.consent.purpose);
    let words = |one: &Signers| shell.t(&format!("consents-signers-{}", one.code()));
    Ok(RecordPage {
        action: own.clone(),
        person: format!("/people/{}", segment(&card.person)),
        phase: shell.t(&format!("consents-phase-{}", dashed(phase))),
        basis: shell.t(&format!("consents-basis-{}", dashed(card.basis.code()))),
        allowed: card.basis.is_active(),
        must_sign: card.must_sign.as_ref().map(words),
        paper_code: card.consent.paper_code.as_deref().map(spaced_paper_code),
        lines: lines(&shell, &card),
        steps: steps(visitor, &card),
        channels: Channel::ALL
            .iter()
            .map(|one| {
                let key = format!("consents-channel-{}", dashed(one.code()));
                (one.code(), shell.t(&key))
            })
            .collect(),
        signers: Signers::ALL
            .iter()
            .map(|one| (one.code(), words(one), *one == needed))
            .collect(),
        form,
        problem: None,
        at: "",
        prints: if prints {
            vec![
                ("PDF", format!("{own}/paper/pdf")),
                ("DOCX", format!("{own}/paper/docx")),
            ]
        } else {
            Vec::new()
        },
        shell: shell.under("/consents", section).titled(title),
        card,
    })
}

/// One consent.
///
/// # Errors
/// When there is no such consent, or it is of a purpose the caller does not deal with.
pub async fn record(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    page(&prepare(&site, &visitor, shell, &code, None).await?)
}

impl StepForm {
    fn step(&self) -> Option<Step> {
        let choice = |text: &str| opora_domain::Value::Text(text.to_owned());
        Some(match self.step.as_str() {
            "sign" => Step::Sign {
                by: Signers::from_value(choice(&self.signed_by))?,
            },
            "verify" => Step::Verify,
            "dispute" => Step::Dispute,
            "settle" => Step::Settle,
            "withdraw" => Step::Withdraw {
                via: Channel::from_value(choice(&self.via))?,
                by: self.by.clone(),
            },
            _ => return None,
        })
    }
}

const fn field(step: &str, error: ConsentError) -> &'static str {
    match (step.as_bytes(), error) {
        (b"withdraw", ConsentError::TellerMissing) => "by",
        (b"withdraw", _) => "withdraw-on",
        (b"sign", _) => "sign-on",
        _ => "form",
    }
}

/// Takes a step.
///
/// # Errors
/// When there is no such consent, or somebody changed it meanwhile.
pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
    Form(form): Form<StepForm>,
) -> Result<Response, PageError> {
    let taken = form.step().ok_or(PageError::BadRequest)?;
    let on = if form.on.trim().is_empty() {
        Some(shell.today)
    } else {
        day(&form.on)
    };
    let (at, problem) = match on {
        None => {
            let at = if form.step == "withdraw" {
                "withdraw-on"
            } else {
                "sign-on"
            };
            (at, shell.t("common-day-unreadable"))
        }
        Some(on) => {
            let command = TakeStep {
                code: code.clone(),
                version: form.version,
                on,
                step: taken,
            };
            let outcome = site.app.take_consent_step(&visitor.ctx, &command).await;
            match rule_or_page(outcome)? {
                Ok(()) => {
                    let back = escaped(&consent_address(&code));
                    return Ok(Redirect::to(&back).into_response());
                }
                Err(error) => (field(&form.step, error), sentence(&shell, error)),
            }
        }
    };
    let mut again = prepare(&site, &visitor, shell, &code, Some(form)).await?;
    again.problem = Some(problem);
    again.at = at;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
}

/// The page of the code a camera read.
///
/// # Errors
/// When no paper has this code.
pub async fn of_paper(
    State(site): State<Site>,
    visitor: Visitor,
    Path(paper): Path<String>,
) -> Result<Response, PageError> {
    let code = site.app.consent_of_paper(&visitor.ctx, &paper).await?;
    Ok(Redirect::to(&escaped(&consent_address(&code))).into_response())
}

/// The series of codes.
#[derive(Debug, Template)]
#[template(path = "consents/codes.html")]
struct CodesPage {
    shell: Shell,
    typed: String,
    on: String,
    verified: bool,
    /// Papers recorded in this series.
    made: i64,
    /// The paper just recorded: address, name, purpose, state.
    last: Option<(String, String, String, String)>,
    problem: Option<String>,
    day_problem: Option<String>,
}

/// Form of the series.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    verified: String,
    #[serde(default)]
    made: i64,
}

fn series(shell: Shell) -> CodesPage {
    let section = shell.t("consents-section");
    let title = shell.t("consents-codes");
    CodesPage {
        typed: String::new(),
        on: shell.today.to_string(),
        verified: true,
        made: 0,
        last: None,
        problem: None,
        day_problem: None,
        shell: shell.under("/consents", section).titled(title),
    }
}

/// The empty form of the series.
///
/// # Errors
/// When the page cannot be made.
pub async fn codes(shell: Shell) -> Result<Response, PageError> {
    page(&series(shell))
}

/// Records one signature and gives the form for the next.
///
/// # Errors
/// When the use case fails.
pub async fn sign(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Form(form): Form<CodeForm>,
) -> Result<Response, PageError> {
    let today = shell.today;
    let mut made = series(shell);
    made.made = form.made.clamp(0, 100_000);
    made.verified = !form.verified.is_empty();
    let on = if form.on.trim().is_empty() {
        Some(today)
    } else {
        day(&form.on)
    };
    made.on.clone_from(&form.on);
    let Some(on) = on else {
        made.typed = form.code;
        made.day_problem = Some(made.shell.t("common-day-unreadable"));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&made)?).into_response());
    };
    let command = SignPaper {
        code: form.code.clone(),
        on,
        verified_on: made.verified.then_some(today),
    };
    match rule_or_page(site.app.sign_paper(&visitor.ctx, &command).await)? {
        Ok(signed) => {
            made.made += 1;
            let phase = format!("consents-phase-{}", dashed(signed.phase.code()));
            made.last = Some((
                consent_address(&signed.code),
                signed.full_name,
                purpose_words(&made.shell, signed.purpose),
                made.shell.t(&phase),
            ));
            page(&made)
        }
        Err(error) => {
            made.typed = form.code;
            made.problem = Some(sentence(&made.shell, error));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&made)?).into_response())
        }
    }
}
