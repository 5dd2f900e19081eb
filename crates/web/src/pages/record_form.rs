//! The form of a record: adding one, changing one, choosing between two people's changes.
//!
//! Not here: what may stand in a field (`app`). The one decision to know: the form carries the
//! version it was made of, and whatever goes wrong comes back with everything that was typed.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::records::{
    Conflict, MENTEE, MENTOR, RecordError, RecordForm, RefOption, SaveRecord, Saved,
};
use opora_domain::RecordKind;
use opora_intake::RowProblem;

use super::fields::{
    Input, Words, day_text, field_title, hint, input, kind_title, problem_text, record_address,
    reference, words,
};
use super::listing::{address, escaped};
use super::page;
use super::record_related::{RelatedList, related};
use super::records::{done, framed, kind_of};
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// Something to be mended, with the field it is in.
#[derive(Clone, Debug)]
pub struct Mend {
    /// Address of the field on the page, or of the other record.
    pub link: Option<String>,
    /// Name of the field.
    pub label: String,
    /// What is wrong.
    pub text: String,
}

/// A list of hints of an input.
#[derive(Debug)]
pub struct Hints {
    /// Name.
    pub name: &'static str,
    /// Texts.
    pub texts: Vec<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "records/form.html")]
struct FormPage {
    shell: Shell,
    kind: RecordKind,
    action: String,
    /// Whether the visitor changes it; otherwise it is only read.
    change: bool,
    version: i64,
    once: String,
    back: String,
    cancel: String,
    inputs: Vec<Input>,
    hints: Vec<Hints>,
    facts: Vec<(String, Words)>,
    problems: Vec<Mend>,
    doubts: Vec<Mend>,
    code: Option<String>,
    closed: bool,
    pair: bool,
    end: Option<String>,
    delete: String,
    history: String,
    card: Option<String>,
    related: Vec<RelatedList>,
}

impl FormPage {
    fn end_key(&self) -> &'static str {
        super::record_end::end_key(self.kind)
    }
}

/// A field of a conflict.
#[derive(Debug)]
struct Choice {
    name: String,
    label: String,
    base: Option<Words>,
    theirs: Words,
    theirs_text: String,
    mine: Words,
    mine_text: String,
    differs: bool,
    open: bool,
    mine_first: bool,
}

/// Both sides of a conflict.
#[derive(Debug, Template)]
#[template(path = "records/conflict.html")]
struct ConflictPage {
    shell: Shell,
    action: String,
    version: i64,
    back: String,
    cancel: String,
    lead: String,
    choices: Vec<Choice>,
}

/// A query or a form as it was sent.
pub type Pairs = Vec<(String, String)>;

/// Value of a name.
pub fn sent<'a>(pairs: &'a Pairs, name: &str) -> &'a str {
    let mut found = pairs.iter().filter(|(one, _)| one == name);
    found.next().map_or("", |(_, value)| value.as_str())
}

/// An address of our own to go back to; empty when it is none.
pub fn own_address(text: &str) -> String {
    let own = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
    if own { text.to_owned() } else { String::new() }
}

/// Texts of the fields. Boxes ticked for one field are one text; a choice between two sides takes
/// the side chosen.
fn texts(pairs: &Pairs) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        if let Some(name) = name.strip_prefix("pick.") {
            let side = format!("{value}.{name}");
            texts.insert(name.to_owned(), sent(pairs, &side).to_owned());
            continue;
        }
        if name.contains('.') || ["csrf", "version", "once", "back"].contains(&name.as_str()) {
            continue;
        }
        let text = texts.entry(name.clone()).or_default();
        if !text.is_empty() && !value.is_empty() {
            text.push_str("; ");
        }
        text.push_str(value);
    }
    texts
}

fn mends(shell: &Shell, kind: RecordKind, problems: &[RowProblem]) -> Vec<Mend> {
    problems
        .iter()
        .map(|problem| {
            let field = problem.field.unwrap_or_default();
            let other = problem.other.as_ref();
            Mend {
                link: match (other, problem.field) {
                    (Some(code), _) => Some(record_address(kind, code)),
                    (None, Some(field)) => Some(format!("#f-{field}")),
                    (None, None) => None,
                },
                label: match (other, field) {
                    (Some(code), _) => code.clone(),
                    (None, MENTOR | MENTEE) if kind == RecordKind::Mentorship => {
                        shell.t(side_key(field))
                    }
                    (None, name) => kind
                        .schema()
                        .field(name)
                        .map_or_else(String::new, |field| field_title(shell, kind, field)),
                },
                text: problem_text(shell, problem.code),
            }
        })
        .collect()
}

fn side_key(name: &str) -> &'static str {
    if name == MENTOR {
        "records-mentor"
    } else {
        "records-mentee"
    }
}

/// What was typed instead of what is stored.
fn retyped(form: &mut RecordForm, typed: &BTreeMap<String, String>) {
    for one in &mut form.fields {
        if let Some(text) = typed.get(one.field.name) {
            one.text.clone_from(text);
        }
    }
    if let Some(members) = &mut form.members {
        let side = |name: &str| typed.get(name).cloned().unwrap_or_default();
        *members = (side(MENTOR), side(MENTEE));
    }
}

fn inputs(shell: &Shell, form: &RecordForm, problems: &[RowProblem]) -> Vec<Input> {
    let kind = form.kind;
    let none = Vec::new();
    let of = |target: RecordKind| form.options.get(&target).unwrap_or(&none).as_slice();
    let mut inputs: Vec<Input> = Vec::new();
    if let Some((mentor, mentee)) = &form.members {
        for (name, text) in [(MENTOR, mentor), (MENTEE, mentee)] {
            let people = (RecordKind::Person, of(RecordKind::Person));
            inputs.push(reference(name, shell.t(side_key(name)), true, text, people));
        }
    }
    for one in &form.fields {
        let options = match one.field.kind {
            opora_domain::FieldKind::Ref(target) => of(target),
            _ => &[],
        };
        inputs.push(input(shell, kind, one, options));
    }
    for input in &mut inputs {
        input.error = problems
            .iter()
            .find(|problem| problem.field == Some(input.name.as_str()))
            .map(|problem| problem_text(shell, problem.code));
    }
    inputs
}

fn hints(options: &BTreeMap<RecordKind, Vec<RefOption>>, inputs: &[Input]) -> Vec<Hints> {
    options
        .iter()
        .map(|(kind, options)| (kind.schema().table, options))
        .filter(|(name, _)| {
            inputs
                .iter()
                .any(|input| input.is("hints") && input.hints == *name)
        })
        .map(|(name, options)| Hints {
            name,
            texts: options.iter().map(hint).collect(),
        })
        .collect()
}

/// What a page of a form is made of, beside the form.
struct Around<'a> {
    visitor: &'a Visitor,
    back: String,
    problems: &'a [RowProblem],
    doubts: &'a [RowProblem],
}

fn form_page(shell: Shell, form: &RecordForm, around: &Around<'_>) -> FormPage {
    let kind = form.kind;
    let base = super::fields::list_address(kind);
    let own = form.code.as_ref().map(|code| record_address(kind, code));
    let action = own.clone().unwrap_or_else(|| format!("{base}/add"));
    let change = form.code.is_none() || form.access.change;
    let title = if form.code.is_some() {
        form.label.clone()
    } else {
        let name = kind_title(&shell, kind);
        shell.with("records-add-to", "kind", &name)
    };
    let shell = framed(shell, Some(kind)).titled(title);
    let inputs = if change {
        inputs(&shell, form, around.problems)
    } else {
        Vec::new()
    };
    FormPage {
        kind,
        change,
        version: form.version,
        once: form.once.clone(),
        cancel: if around.back.is_empty() {
            base
        } else {
            around.back.clone()
        },
        back: around.back.clone(),
        hints: hints(&form.options, &inputs),
        inputs,
        facts: if change {
            Vec::new()
        } else {
            let fields = form.fields.iter();
            fields
                .map(|one| {
                    let title = field_title(&shell, kind, one.field);
                    (title, words(&shell, kind, one.field, &one.shown))
                })
                .collect()
        },
        problems: mends(&shell, kind, around.problems),
        doubts: mends(&shell, kind, around.doubts),
        code: form.code.clone(),
        closed: !form.access.read,
        pair: form.members.is_some(),
        end: form.may_end.then(|| format!("{action}/end")),
        delete: format!("{action}/delete"),
        history: format!("{action}/history"),
        card: form
            .code
            .as_ref()
            .filter(|_| kind == RecordKind::Person)
            .map(|code| super::fields::open_address(kind, code)),
        related: related(&shell, around.visitor, form),
        shell,
        action,
    }
}

/// The empty form; the query fills fields in and names the page to go back to.
///
/// # Errors
/// When there is no such kind, or the visitor may not add one.
pub async fn add_form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(table): Path<String>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let given = texts(&query);
    let form = site
        .app
        .new_record(&visitor.ctx, kind, shell.today, &given)
        .await?;
    let around = Around {
        visitor: &visitor,
        back: own_address(sent(&query, "back")),
        problems: &[],
        doubts: &[],
    };
    page(&form_page(shell, &form, &around))
}

/// The form of a record, or the record alone for who only reads it.
///
/// # Errors
/// When there is no such record here.
pub async fn form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let form = site
        .app
        .record(&visitor.ctx, kind, &code, shell.today)
        .await?;
    let doubts: Vec<RowProblem> = query
        .iter()
        .filter(|(name, _)| name == "doubt")
        .filter_map(|(_, field)| kind.schema().field(field))
        .map(|field| RowProblem {
            field: Some(field.name),
            code: "mixed-letters",
            message: String::new(),
            other: None,
        })
        .collect();
    let around = Around {
        visitor: &visitor,
        back: own_address(sent(&query, "back")),
        problems: &[],
        doubts: &doubts,
    };
    let shell = done(shell, sent(&query, "done"));
    page(&form_page(shell, &form, &around))
}

/// Adds a record.
///
/// # Errors
/// When the visitor may not.
pub async fn add(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(table): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    save(&site, &visitor, shell, kind_of(&table)?, None, &pairs).await
}

/// Changes a record.
///
/// # Errors
/// When there is no such record here, or the visitor may not.
pub async fn change(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    save(&site, &visitor, shell, kind_of(&table)?, Some(code), &pairs).await
}

async fn save(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    kind: RecordKind,
    code: Option<String>,
    pairs: &Pairs,
) -> Result<Response, PageError> {
    let back = own_address(sent(pairs, "back"));
    let command = SaveRecord {
        kind,
        code,
        version: sent(pairs, "version").parse().unwrap_or(0),
        texts: texts(pairs),
        once: sent(pairs, "once").to_owned(),
    };
    let outcome = site.app.save_record(&visitor.ctx, &command).await;
    match rule_or_page(outcome)? {
        Ok(saved) => {
            let told = if command.code.is_none() {
                "added"
            } else {
                "saved"
            };
            Ok(saved_page(visitor, kind, &saved, &back, told))
        }
        Err(RecordError::Problems(problems)) => {
            let day = shell.today;
            let mut form = if let Some(code) = &command.code {
                site.app.record(&visitor.ctx, kind, code, day).await?
            } else {
                let none = BTreeMap::new();
                site.app.new_record(&visitor.ctx, kind, day, &none).await?
            };
            retyped(&mut form, &command.texts);
            if command.code.is_some() {
                form.version = command.version;
            }
            let around = Around {
                visitor,
                back,
                problems: &problems,
                doubts: &[],
            };
            let again = form_page(shell, &form, &around);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
        }
        Err(RecordError::Changed(conflict)) => conflict_page(shell, &conflict, back),
        Err(_) => Err(PageError::Conflict),
    }
}

/// Where a saved record leads: back to where the visitor came from, else to the record; where it may
/// not be read back, to the list.
pub fn saved_page(
    visitor: &Visitor,
    kind: RecordKind,
    saved: &Saved,
    back: &str,
    told: &str,
) -> Response {
    let told = if saved.code.is_empty() {
        "repeated"
    } else {
        told
    };
    let readable = opora_app::records::access(&visitor.ctx, kind).read;
    let mut to = if !back.is_empty() && saved.doubts.is_empty() {
        back.to_owned()
    } else if readable && !saved.code.is_empty() {
        record_address(kind, &saved.code)
    } else {
        super::fields::list_address(kind)
    };
    let sign = if to.contains('?') { '&' } else { '?' };
    to.push(sign);
    to.push_str("done=");
    to.push_str(told);
    for doubt in saved.doubts.iter().filter_map(|doubt| doubt.field) {
        to.push_str("&doubt=");
        to.push_str(doubt);
    }
    Redirect::to(&escaped(&to)).into_response()
}

/// The page of both sides.
///
/// # Errors
/// When the template fails.
pub fn conflict_page(
    shell: Shell,
    conflict: &Conflict,
    back: String,
) -> Result<Response, PageError> {
    let kind = conflict.kind;
    let own = record_address(kind, &conflict.code);
    let say = |field, shown| words(&shell, kind, field, shown);
    let choices = conflict
        .fields
        .iter()
        .map(|one| Choice {
            name: one.field.name.to_owned(),
            label: field_title(&shell, kind, one.field),
            base: one.base.as_ref().map(|base| say(one.field, base)),
            theirs: say(one.field, &one.theirs),
            theirs_text: one.theirs_text.clone(),
            mine: say(one.field, &one.mine),
            mine_text: one.mine_text.clone(),
            differs: one.differs,
            open: one.open,
            mine_first: one.mine_first,
        })
        .collect();
    let lead = match &conflict.who {
        Some(who) => shell.with("records-conflict-by", "who", who),
        None => shell.t("records-conflict-lead"),
    };
    let title = conflict.label.clone();
    let conflicting = ConflictPage {
        shell: framed(shell, Some(kind)).titled(title),
        version: conflict.version,
        cancel: own.clone(),
        action: own,
        back,
        lead,
        choices,
    };
    Ok((StatusCode::CONFLICT, page(&conflicting)?).into_response())
}

/// Address of a form that adds a record, with fields filled in and the way back.
pub fn add_address(kind: RecordKind, given: &[(&str, &str)], back: &str) -> String {
    let base = super::fields::list_address(kind);
    let mut parameters = given.to_vec();
    parameters.push(("back", back));
    address(&format!("{base}/add"), &parameters)
}

impl Input {
    /// Its text as browsers want days.
    pub fn day(&self) -> String {
        day_text(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn boxes_of_one_field_are_one_text_and_what_is_no_field_is_left_out() {
        let sent = pairs(&[
            ("csrf", "x"),
            ("version", "2"),
            ("forms", ""),
            ("forms", "a"),
            ("forms", "b"),
            ("title", "Т"),
        ]);
        let texts = texts(&sent);
        assert_eq!(texts["forms"], "a; b");
        assert_eq!(texts.len(), 2);
    }

    #[test]
    fn a_choice_takes_the_side_chosen() {
        let sent = pairs(&[
            ("pick.post", "mine"),
            ("mine.post", "учитель"),
            ("theirs.post", "завуч"),
            ("pick.valid_to", "theirs"),
            ("mine.valid_to", ""),
            ("theirs.valid_to", "2024-01-01"),
        ]);
        let texts = texts(&sent);
        assert_eq!(texts["post"], "учитель");
        assert_eq!(texts["valid_to"], "2024-01-01");
    }

    #[test]
    fn the_way_back_is_our_own() {
        assert_eq!(own_address("/people/1?as_of=x"), "/people/1?as_of=x");
        for foreign in ["//evil.test", "https://evil.test", "/\\evil.test", ""] {
            assert_eq!(own_address(foreign), "", "{foreign}");
        }
    }
}
