//! Printed papers: one consent a page, and the sheet that says what is still awaited.
//!
//! Not here: sentences of the law (data of the catalogue), writers. The one decision to know: a paper names everything
//! ст. 9 ч. 4 152-ФЗ demands; what the school does not keep (address and identity document of who signs) is a
//! line to fill in by hand, so that it need not be kept.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::consents::{Consent, Phase, Purpose, Register, Signers, spaced_paper_code};
use opora_domain::document::{
    Align, Block, Cell, Column, Document, Orientation, Span, Squares, Table,
};
use opora_domain::permissions::Action;
use opora_domain::{Facts, consents::Basis};

use qrcodegen::{QrCode, QrCodeEcc};

use super::texts::{ConsentTextBody, Words};
use super::{ConsentError, ConsentTexts, class_purposes, deals_with, pupils};
use crate::ports::Format;
use crate::reports::Rendered;
use crate::{App, Ctx, Failure, audit, organisations};

/// A line to write on.
const LINE: &str = "____________________________";

/// Which papers to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Papers {
    /// All papers of a class that are out and not signed.
    OfClass(String),
    /// One paper.
    One(String),
}

impl App {
    /// Papers as a file; audited. `site` is where the pages of this installation are, such as
    /// `https://opora.school.example`: the code for a camera leads there, and without it there is none.
    ///
    /// # Errors
    /// [`ConsentError::NothingToPrint`], [`ConsentError::TextChanged`]; [`Failure::NotFound`];
    /// [`Failure::Render`].
    pub async fn print_consents(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
        which: &Papers,
        (format, site): (Format, Option<&str>),
    ) -> Result<Rendered, Failure<ConsentError>> {
        let scope = ctx.permit(Action::CollectConsents)?;
        let facts = self.facts(&scope).await?;
        let regional = self.regional_of(&facts);
        let papers = chosen(ctx, &facts, &regional.consents, day, which)?;
        let document =
            document((&facts, site), &regional.consents, &papers, day).map_err(Failure::Rule)?;
        let code = match which {
            Papers::One(code) => Some(code.as_str()),
            Papers::OfClass(_) => None,
        };
        let detail = format!("{} {}", format.extension(), papers.len());
        let entry = audit::entry("consent.print", "consent", code, &detail);
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        let rendered = self.render(&Arc::new(document), format, "soglasiya").await;
        rendered.map_err(|error| error.map_rule(|never: Infallible| match never {}))
    }

    /// The sheet of a class with what is still awaited; audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown class, [`Failure::Render`].
    pub async fn print_reminder(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
        class_name: &str,
        format: Format,
    ) -> Result<Rendered, Failure<Infallible>> {
        let list = self.class_consents(ctx, day, class_name).await?;
        let scope = ctx.permit(Action::SeeConsents)?;
        let facts = self.facts(&scope).await?;
        let words = &self.regional_of(&facts).consents.reminder;
        let mut rows = Vec::new();
        for pupil in &list.pupils {
            for cell in &pupil.cells {
                // Who said no is not reminded.
                let Basis::Missing(_) = cell.basis else {
                    continue;
                };
                rows.push(vec![
                    Cell::text((rows.len() + 1).to_string()),
                    Cell::text(&pupil.full_name),
                    Cell::text(cell.purpose.title()),
                    Cell::text(stage(cell.basis)),
                ]);
            }
        }
        let header = words.columns.iter().map(Cell::text).collect();
        let weights = [6_u16, 40, 30, 24];
        let table = Table {
            caption: None,
            columns: weights
                .into_iter()
                .map(|weight| Column {
                    weight,
                    align: Align::Left,
                })
                .collect(),
            header: vec![header],
            rows,
        };
        let document = Document {
            title: format!("{}: {class_name}", words.title),
            issuer: issuer(&facts),
            dated_on: day,
            blocks: vec![
                Block::Title(vec![
                    words.title.clone(),
                    format!("{class_name}, {}", day.format("%d.%m.%Y")),
                ]),
                Block::Paragraph(vec![Span::plain(&words.text)]),
                Block::Table(table),
            ],
        };
        self.render(&Arc::new(document), format, "napominanie")
            .await
    }
}

/// Words of a step for the sheet.
const fn stage(basis: Basis) -> &'static str {
    use opora_domain::consents::Missing as M;
    match basis {
        Basis::Missing(M::NotSigned) => "бумага на руках",
        Basis::Missing(M::NotVerified | M::NotYetActive) => "подписано, проверяется",
        _ => "бумага не выдана",
    }
}

fn chosen<'a>(
    ctx: &Ctx,
    facts: &'a Facts,
    texts: &ConsentTexts,
    day: NaiveDate,
    which: &Papers,
) -> Result<Vec<&'a Consent>, Failure<ConsentError>> {
    let register = Register::new(facts, &texts.rules);
    match which {
        Papers::One(code) => {
            let found = facts.consents.iter().find(|one| one.code == *code);
            let found = found.filter(|one| deals_with(ctx, one.purpose));
            Ok(vec![found.ok_or(Failure::NotFound)?])
        }
        Papers::OfClass(class_name) => {
            let of_class: Vec<_> = pupils(facts, day)
                .into_iter()
                .filter(|one| one.class_name == *class_name)
                .collect();
            if of_class.is_empty() {
                return Err(Failure::NotFound);
            }
            let purposes: Vec<Purpose> = class_purposes(ctx, texts);
            // A child's papers lie together, so that a class is handed out in one go.
            let papers: Vec<&Consent> = of_class
                .iter()
                .flat_map(|one| purposes.iter().map(|purpose| (one.person.id, *purpose)))
                .flat_map(|(person, purpose)| register.papers(person, purpose, day))
                .filter(|one| {
                    let state = register.state(one, day);
                    state.is_some_and(|state| state.phase == Phase::Issued)
                })
                .collect();
            if papers.is_empty() {
                return Err(Failure::Rule(ConsentError::NothingToPrint));
            }
            Ok(papers)
        }
    }
}

fn document(
    (facts, site): (&Facts, Option<&str>),
    texts: &ConsentTexts,
    papers: &[&Consent],
    day: NaiveDate,
) -> Result<Document, ConsentError> {
    let mut blocks = Vec::new();
    for (index, paper) in papers.iter().enumerate() {
        if index > 0 {
            blocks.push(Block::Pages(Orientation::Portrait));
        }
        let record = facts.consent_texts.iter().find(|one| one.id == paper.text);
        let text = record
            .and_then(|record| texts.by_hash(&record.text_sha256))
            .ok_or(ConsentError::TextChanged(paper.purpose))?;
        page(facts, texts, paper, text, &mut blocks);
        if let (Some(site), Some(code)) = (site, &paper.paper_code) {
            blocks.extend(squares(
                &format!("{site}/consents/code/{code}"),
                &texts.words,
            ));
        }
    }
    Ok(Document {
        title: texts.words.file.clone(),
        issuer: issuer(facts),
        dated_on: day,
        blocks,
    })
}

fn issuer(facts: &Facts) -> String {
    organisations::profile(facts).map_or_else(String::new, |profile| profile.full_name.clone())
}

/// One page: the parts of ст. 9 ч. 4 152-ФЗ in its order, then signatures and the code.
fn page(
    facts: &Facts,
    texts: &ConsentTexts,
    paper: &Consent,
    text: &ConsentTextBody,
    blocks: &mut Vec<Block>,
) {
    let words = &texts.words;
    let body = &text.body;
    blocks.push(Block::Title(vec![body.title.clone()]));
    let mut rows = who(facts, paper, words);
    let mut row = |name: &str, value: String| rows.push((name.to_owned(), value));
    row(&words.purpose, body.for_what.clone());
    if let Some(target) = &paper.target {
        row(&words.target, target.clone());
    }
    if let Some(item) = &paper.item {
        row(&words.item, item.clone());
    }
    row(&words.data, body.data.join("; "));
    row(
        &words.actions,
        format!("{}. {}", body.actions.join(", "), body.action_note),
    );
    row(&words.term, body.term_text.clone());
    row(&words.withdrawal, body.withdrawal.clone());
    row(&words.law, texts.law_of(text));
    blocks.push(table(rows));
    for name in signature_lines(paper.signers, words) {
        blocks.push(Block::Signature {
            post: name.to_owned(),
            name: format!("{} ____________", words.date),
        });
    }
    if let Some(code) = &paper.paper_code {
        blocks.push(Block::Heading {
            level: 3,
            text: format!("{}: {}", words.code, spaced_paper_code(code)),
        });
        let note = format!(
            "{} {}: {}, {}",
            words.code_hint,
            words.edition,
            text.edition,
            text.sha256.get(..12).unwrap_or_default()
        );
        blocks.push(Block::Paragraph(vec![Span::plain(note)]));
    }
}

/// The address as a code for a camera; an address too long for one has none.
fn squares(address: &str, words: &Words) -> Option<Block> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = 0..code.size();
    let row = |y: i32| side.clone().map(|x| code.get_module(x, y)).collect();
    Some(Block::Squares(Squares {
        alternative: format!("{}: {address}", words.qr),
        rows: side.clone().map(row).collect(),
    }))
}

/// Operator, subject, representative with the ground: ст. 9 ч. 4 пп. 1–3.
fn who(facts: &Facts, paper: &Consent, words: &Words) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| rows.push((name.to_owned(), value));
    let profile = organisations::profile(facts);
    let operator = profile.map_or_else(String::new, |profile| {
        let address = profile.address.clone();
        let address = address.unwrap_or_else(|| format!("{} {LINE}", words.address));
        format!("{}, {address}", profile.full_name)
    });
    row(&words.operator, operator);
    if let Some(person) = facts.people.iter().find(|one| one.id == paper.person) {
        let born = person.born_on.map(|day| {
            format!(
                ", {} {}",
                words.birth.to_lowercase(),
                day.format("%d.%m.%Y")
            )
        });
        row(
            &words.subject,
            format!("{}{}", person.full_name(), born.unwrap_or_default()),
        );
    }
    if paper.signers == Signers::Subject {
        row(&words.address, format!("{LINE} ({})", words.by_hand));
    } else {
        let found = facts
            .guardianships
            .iter()
            .find(|one| Some(one.id) == paper.representative);
        let ground = found.map(|one| {
            let document = one.document.clone().unwrap_or_else(|| LINE.to_owned());
            format!("{}: {document}", one.kind.title())
        });
        row(
            &words.representative,
            found.map_or_else(|| LINE.to_owned(), |one| one.name.clone()),
        );
        row(&words.ground, ground.unwrap_or_else(|| LINE.to_owned()));
        if let Some(address) = found.and_then(|one| one.address.clone()) {
            row(&words.address, address);
        } else {
            row(&words.address, format!("{LINE} ({})", words.by_hand));
        }
    }
    row(&words.identity, format!("{LINE} ({})", words.by_hand));
    rows
}

fn signature_lines(signers: Signers, words: &Words) -> Vec<&str> {
    match signers {
        Signers::Representative => vec![words.signature_representative.as_str()],
        Signers::Both => vec![&words.signature_representative, &words.signature_child],
        Signers::Subject => vec![words.signature_subject.as_str()],
    }
}

fn table(rows: Vec<(String, String)>) -> Block {
    Block::Table(Table {
        caption: None,
        columns: [30_u16, 70]
            .into_iter()
            .map(|weight| Column {
                weight,
                align: Align::Left,
            })
            .collect(),
        header: Vec::new(),
        rows: rows
            .into_iter()
            .map(|(name, value)| vec![Cell::spans(vec![Span::bold(name)]), Cell::text(value)])
            .collect(),
    })
}
