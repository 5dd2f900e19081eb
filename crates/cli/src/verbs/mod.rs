//! The verbs, one file each.
//!
//! Not here: rules (`opora_app`). The one decision to know: a verb opens what it needs, calls one
//! use case and prints; it never decides.

mod audit;
mod batch;
mod check;
mod consents;
mod demo;
mod doctor;
mod exchange;
mod files;
mod indicators;
mod journal;
mod key;
mod matching;
mod migrate;
mod read;
mod report;
mod serve;
mod shell;

pub use matching::Wish;

use crate::arguments::{Arguments, Verb};
use crate::fault::{Exit, Fault};
use crate::language::Texts;

/// What every verb gets.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Arguments.
    pub arguments: &'a Arguments,
    /// Sentences.
    pub texts: &'a Texts,
}

/// Runs the verb.
///
/// # Errors
/// What the verb says.
pub async fn run(arguments: &Arguments, texts: &Texts) -> Result<Exit, Fault> {
    let run = Run { arguments, texts };
    match &arguments.verb {
        Verb::Demo {
            serve,
            size,
            seed,
            listen,
        } => demo::run(run, (*size, *seed), serve.then_some(*listen)).await,
        Verb::Serve { listen, https } => serve::run(run, *listen, *https).await,
        Verb::Doctor => doctor::run(run).await,
        Verb::Migrate => migrate::run(run).await,
        Verb::Template { out } => exchange::template(run, out),
        Verb::Import {
            file,
            dry_run,
            encoding,
            rejected,
        } => {
            let import = exchange::Request {
                file,
                dry_run: *dry_run,
                encoding: *encoding,
                rejected: rejected.as_deref(),
            };
            exchange::import(run, &import).await
        }
        Verb::Export { out } => exchange::export(run, out).await,
        Verb::Indicators { as_of } => indicators::run(run, *as_of).await,
        Verb::Consents { as_of } => consents::run(run, *as_of).await,
        Verb::Check {
            file: Some(file),
            encoding,
            ..
        } => check::file(run, file, *encoding),
        Verb::Check { as_of, .. } => check::facts(run, *as_of).await,
        Verb::Read {
            files,
            encoding,
            xlsx,
        } => read::run(run, files, *encoding, xlsx.as_deref()),
        Verb::ReadBatch { folder, out } => batch::run(run, folder, out),
        Verb::Report {
            as_of,
            formats,
            readers,
            out,
        } => report::run(run, *as_of, (formats, *readers), out).await,
        Verb::Match { input, wish } => matching::run(run, input, *wish),
        Verb::AuditVerify => audit::verify(run).await,
        Verb::Key(act) => key::run(run, *act).await,
        Verb::Completions { shell } => Ok(shell::completions(run, *shell)),
        Verb::Man { out } => shell::man(run, out.as_deref()),
    }
}

impl Run<'_> {
    /// A sentence with its places filled in.
    fn fill(
        &self,
        key: &str,
        places: &[(
            &'static str,
            fluent_templates::fluent_bundle::FluentValue<'static>,
        )],
    ) -> String {
        self.texts.fill(key, places)
    }

    fn json(&self) -> bool {
        self.arguments.json
    }
}
