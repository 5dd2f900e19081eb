//! Arguments of a run, typed, and sentences for those that do not hold together.
//!
//! Not here: the declaration (`command`). The one decision to know: whatever clap refuses is said in
//! the language of the person, with the help of the verb as the next step, and ends with code 2.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap_complete::Shell;
use opora_app::ports::Format;
use opora_intake::TextEncoding;
use opora_matching::{Mode, Options};
use opora_monitoring::report::Edition as Readers;

use crate::command::command;
use crate::fault::Fault;
use crate::language::Texts;
use crate::verbs::Wish;

/// What to do with the arguments.
#[derive(Debug)]
pub enum Call {
    /// Print a text: help, version.
    Print(String),
    /// Run a verb.
    Run(Arguments),
}

/// Arguments of a run.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// Folder of data.
    pub data: PathBuf,
    /// Address of a database, when `DATABASE_URL` is set.
    pub database: Option<String>,
    /// Name or identifier of the organisation.
    pub organisation: Option<String>,
    /// File of keys, when it is not at its usual place.
    pub key: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
    /// The verb.
    pub verb: Verb,
}

/// A verb with its own arguments.
#[derive(Clone, Debug)]
pub enum Verb {
    /// Make a demonstration school.
    Demo {
        serve: bool,
        size: usize,
        seed: u64,
        listen: SocketAddr,
    },
    /// Serve pages.
    Serve { listen: SocketAddr, https: bool },
    /// Look whether everything is in order.
    Doctor,
    /// Bring the data to the schema of the program.
    Migrate,
    /// Write an empty workbook.
    Template { out: PathBuf },
    /// Take facts in.
    Import {
        file: PathBuf,
        dry_run: bool,
        encoding: Option<TextEncoding>,
        rejected: Option<PathBuf>,
    },
    /// Write all facts as a workbook.
    Export { out: PathBuf },
    /// Print indicators.
    Indicators { as_of: Option<NaiveDate> },
    /// Print the coverage of consents.
    Consents { as_of: Option<NaiveDate> },
    /// Check a справка: of facts or of a file.
    Check {
        file: Option<PathBuf>,
        as_of: Option<NaiveDate>,
        encoding: Option<TextEncoding>,
    },
    /// Read somebody's справки and show what was found.
    Read {
        files: Vec<PathBuf>,
        encoding: Option<TextEncoding>,
        xlsx: Option<PathBuf>,
    },
    /// Read a folder of справки into one table.
    ReadBatch { folder: PathBuf, out: PathBuf },
    /// Write the справка.
    Report {
        as_of: Option<NaiveDate>,
        formats: Vec<Format>,
        readers: Readers,
        out: PathBuf,
    },
    /// Solve a matching problem given as JSON.
    Match { input: PathBuf, wish: Wish },
    /// Check the chain of the audit log.
    AuditVerify,
    /// Look after the keys of special categories.
    Key(KeyAct),
    /// Print completions of a shell.
    Completions { shell: Shell },
    /// Print or write man pages.
    Man { out: Option<PathBuf> },
}

/// What to do with the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAct {
    /// Say which there are and how much each has sealed.
    Show,
    /// Make a new one and seal everything with it.
    Rotate,
    /// Take out those nothing is sealed with.
    Retire,
}

/// Reads the arguments.
///
/// # Errors
/// Code 2 for whatever does not hold together.
pub fn parse(given: &[OsString], texts: &Texts) -> Result<Call, Fault> {
    match command(texts).try_get_matches_from(given) {
        Ok(matches) => typed(&matches, texts).map(Call::Run),
        Err(error) if !error.use_stderr() => Ok(Call::Print(error.render().to_string())),
        Err(error) => Err(refusal(&error, texts)),
    }
}

fn one<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.get_one::<T>(name).cloned()
}

fn typed(matches: &ArgMatches, texts: &Texts) -> Result<Arguments, Fault> {
    let unknown = || {
        let message = texts.say("usage-no-verb");
        Fault::usage("usage", message, texts.say("usage-help"))
    };
    let (name, own) = matches.subcommand().ok_or_else(unknown)?;
    Ok(Arguments {
        data: one(own, "data").unwrap_or_else(|| PathBuf::from("./data")),
        database: one::<String>(own, "database").filter(|address| !address.trim().is_empty()),
        organisation: one(own, "organisation"),
        key: one(own, "key"),
        json: own.get_flag("json"),
        verb: verb(name, own).ok_or_else(unknown)?,
    })
}

fn encoding(own: &ArgMatches) -> Option<TextEncoding> {
    one::<String>(own, "encoding").and_then(|name| TextEncoding::from_name(&name))
}

fn verb(name: &str, own: &ArgMatches) -> Option<Verb> {
    Some(match name {
        "demo" => Verb::Demo {
            serve: !own.get_flag("no-serve"),
            size: usize::try_from(one::<u32>(own, "size")?).ok()?,
            seed: one(own, "seed")?,
            listen: one(own, "listen")?,
        },
        "serve" => Verb::Serve {
            listen: one(own, "listen")?,
            https: own.get_flag("https"),
        },
        "doctor" => Verb::Doctor,
        "migrate" => Verb::Migrate,
        "template" => Verb::Template {
            out: one(own, "out")?,
        },
        "import" => Verb::Import {
            file: one(own, "file")?,
            dry_run: own.get_flag("dry-run"),
            encoding: encoding(own),
            rejected: one(own, "rejected"),
        },
        "export" => Verb::Export {
            out: one(own, "out")?,
        },
        "indicators" => Verb::Indicators {
            as_of: one(own, "as-of"),
        },
        "consents" => Verb::Consents {
            as_of: one(own, "as-of"),
        },
        "check" => Verb::Check {
            file: one(own, "file"),
            as_of: one(own, "as-of"),
            encoding: encoding(own),
        },
        "read" => match one(own, "batch") {
            Some(folder) => Verb::ReadBatch {
                folder,
                out: one(own, "out")?,
            },
            None => Verb::Read {
                files: own
                    .get_many("file")
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect(),
                encoding: encoding(own),
                xlsx: one(own, "xlsx"),
            },
        },
        "report" => Verb::Report {
            as_of: one(own, "as-of"),
            formats: formats(own),
            readers: match one::<String>(own, "edition")?.as_str() {
                "public" => Readers::Public,
                _ => Readers::Official,
            },
            out: one(own, "out")?,
        },
        "match" => Verb::Match {
            input: one(own, "input")?,
            wish: wish(own),
        },
        "audit" => Verb::AuditVerify,
        "key" => Verb::Key(match own.subcommand_name()? {
            "rotate" => KeyAct::Rotate,
            "retire" => KeyAct::Retire,
            _ => KeyAct::Show,
        }),
        "completions" => Verb::Completions {
            shell: one(own, "shell")?,
        },
        "man" => Verb::Man {
            out: one(own, "out"),
        },
        _ => return None,
    })
}

fn wish(own: &ArgMatches) -> Wish {
    Wish {
        mode: match one::<String>(own, "mode").as_deref() {
            Some("agreement") => Mode::Agreement,
            _ => Mode::Benefit,
        },
        options: Options {
            protected_first: own.get_flag("protected-first"),
            fair: own.get_flag("fair"),
            ..Options::default()
        },
    }
}

/// Formats in the order given, each once.
fn formats(own: &ArgMatches) -> Vec<Format> {
    let mut formats = Vec::new();
    for name in own.get_many::<String>("format").into_iter().flatten() {
        if let Some(format) = Format::from_extension(name)
            && !formats.contains(&format)
        {
            formats.push(format);
        }
    }
    formats
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

fn refusal(error: &clap::Error, texts: &Texts) -> Fault {
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-verb",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "usage-no-verb"
        }
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::InvalidValue if context(error, ContextKind::InvalidValue).is_empty() => {
            "usage-no-value"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-wrong-value",
        _ => "usage-other",
    };
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => context(error, ContextKind::InvalidSubcommand),
        _ => context(error, ContextKind::InvalidArg),
    };
    let valid = context(error, ContextKind::ValidValue);
    let places = [
        ("argument", argument.into()),
        ("value", context(error, ContextKind::InvalidValue).into()),
    ];
    let message = texts.fill(key, &places);
    let next = if valid.is_empty() {
        texts.say("usage-help")
    } else {
        texts.fill("usage-choices", &[("choices", valid.into())])
    };
    Fault::usage("usage", message, next)
}
