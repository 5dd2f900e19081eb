//! The command line as clap sees it: verbs, arguments, help in the language of the person.
//!
//! Not here: what verbs do. The one decision to know: built with texts at hand rather than derived,
//! because derived help knows one language only.

use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

use crate::language::Texts;

const FORMATS: [&str; 4] = ["docx", "pdf", "xlsx", "html"];

/// The whole command line.
pub fn command(texts: &Texts) -> Command {
    let verbs = [
        verb(texts, "demo")
            .arg(flag(texts, "demo", "no-serve"))
            .arg(number(
                texts,
                "demo",
                "size",
                "900",
                value_parser!(u32).range(100..=5000).into(),
            ))
            .arg(number(
                texts,
                "demo",
                "seed",
                "1",
                value_parser!(u64).into(),
            ))
            .arg(listen(texts, "demo")),
        verb(texts, "serve")
            .arg(listen(texts, "serve"))
            .arg(flag(texts, "serve", "https")),
        verb(texts, "doctor"),
        verb(texts, "migrate"),
        verb(texts, "template").arg(out(texts, "template")),
        verb(texts, "import")
            .arg(file(texts, "import").required(true))
            .arg(flag(texts, "import", "dry-run"))
            .arg(encoding(texts, "import"))
            .arg(path(texts, "import", "rejected")),
        verb(texts, "export").arg(out(texts, "export")),
        verb(texts, "indicators").arg(as_of(texts)),
        verb(texts, "consents").arg(as_of(texts)),
        verb(texts, "check")
            .arg(file(texts, "check"))
            .arg(as_of(texts))
            .arg(encoding(texts, "check")),
        read(texts),
        verb(texts, "report")
            .arg(as_of(texts))
            .arg(formats(texts))
            .arg(edition(texts))
            .arg(out(texts, "report")),
        matching(texts),
        verb(texts, "audit")
            .subcommand_required(true)
            .subcommand(verb_of(texts, "verify", "audit-verify"))
            .disable_help_subcommand(true),
        verb(texts, "key")
            .subcommand_required(true)
            .subcommands(
                ["show", "rotate", "retire"].map(|act| verb_of(texts, act, &format!("key-{act}"))),
            )
            .disable_help_subcommand(true),
        verb(texts, "completions").arg(
            Arg::new("shell")
                .required(true)
                .value_parser(EnumValueParser::<Shell>::new())
                .hide_possible_values(true)
                .help(texts.say("help-completions-shell")),
        ),
        verb(texts, "man").arg(path(texts, "man", "out")),
    ];
    let root = Command::new("opora")
        .version(env!("CARGO_PKG_VERSION"))
        .about(texts.say("help-opora"))
        .after_help(texts.say("help-opora-after"))
        .subcommand_required(true)
        .subcommand_help_heading(texts.say("help-heading-verbs"))
        .disable_help_subcommand(true)
        .args(globals(texts))
        .subcommands(verbs);
    dressed(root, texts)
}

/// `read FILE…` or `read --batch DIR --out TABLE`.
fn read(texts: &Texts) -> Command {
    let batch = Arg::new("batch")
        .long("batch")
        .value_name("DIR")
        .value_parser(value_parser!(PathBuf))
        .requires("out")
        .conflicts_with_all(["file", "xlsx", "encoding"])
        .help(help(texts, "read", "batch"));
    verb(texts, "read")
        .arg(
            file(texts, "read")
                .num_args(1..)
                .required_unless_present("batch"),
        )
        .arg(encoding(texts, "read"))
        .arg(path(texts, "read", "xlsx"))
        .arg(batch)
        .arg(path(texts, "read", "out").requires("batch"))
}

fn matching(texts: &Texts) -> Command {
    let mode = Arg::new("mode")
        .long("mode")
        .value_name("MODE")
        .default_value("benefit")
        .hide_default_value(true)
        .value_parser(PossibleValuesParser::new(["benefit", "agreement"]))
        .hide_possible_values(true)
        .help(help(texts, "match", "mode"));
    verb(texts, "match")
        .arg(path(texts, "match", "input").required(true))
        .arg(mode)
        .arg(flag(texts, "match", "protected-first"))
        .arg(flag(texts, "match", "fair"))
}

fn globals(texts: &Texts) -> [Arg; 6] {
    let say = |name: &str| texts.say(&format!("help-{name}"));
    let heading = say("heading-everywhere");
    [
        Arg::new("data")
            .long("data")
            .value_name("DIR")
            .default_value("./data")
            .hide_default_value(true)
            .value_parser(value_parser!(PathBuf))
            .help(say("data")),
        Arg::new("database")
            .long("database-url")
            .env("DATABASE_URL")
            .hide(true)
            .hide_env_values(true)
            .help(say("database")),
        Arg::new("organisation")
            .long("organisation")
            .value_name("NAME")
            .help(say("organisation")),
        Arg::new("key")
            .long("key")
            .value_name("FILE")
            .env("OPORA_KEY_FILE")
            .hide_env(true)
            .value_parser(value_parser!(PathBuf))
            .help(say("key-file")),
        Arg::new("json")
            .long("json")
            .action(ArgAction::SetTrue)
            .help(say("json")),
        Arg::new("lang")
            .long("lang")
            .value_name("LANG")
            .value_parser(PossibleValuesParser::new(["ru", "en"]))
            .hide_possible_values(true)
            .help(say("lang")),
    ]
    .map(|argument| argument.global(true).help_heading(heading.clone()))
}

/// Headings, usage and the flag of help in the language of the person, for every verb.
fn dressed(command: Command, texts: &Texts) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        texts.say("help-usage")
    );
    let names: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(texts.say("help-help"))
        .help_heading(texts.say("help-heading-everywhere"));
    let mut command = command
        .disable_help_flag(true)
        .help_template(template)
        .arg(help);
    for name in names {
        command = command.mut_subcommand(name, |verb| dressed(verb, texts));
    }
    command
}

fn verb(texts: &Texts, name: &'static str) -> Command {
    verb_of(texts, name, name)
}

fn verb_of(texts: &Texts, name: &'static str, key: &str) -> Command {
    Command::new(name)
        .about(texts.say(&format!("help-{key}")))
        .after_help(format!(
            "{}:\n  {}",
            texts.say("help-example"),
            texts.say(&format!("example-{key}")).replace('\n', "\n  ")
        ))
        .next_help_heading(texts.say("help-heading-own"))
}

fn help(texts: &Texts, verb: &str, name: &str) -> String {
    texts.say(&format!("help-{verb}-{name}"))
}

fn flag(texts: &Texts, verb: &str, name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help(texts, verb, name))
}

fn number(
    texts: &Texts,
    verb: &str,
    name: &'static str,
    default: &'static str,
    parser: ValueParser,
) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .default_value(default)
        .hide_default_value(true)
        .value_parser(parser)
        .help(help(texts, verb, name))
}

fn listen(texts: &Texts, verb: &str) -> Arg {
    Arg::new("listen")
        .long("listen")
        .value_name("ADDR")
        .default_value("127.0.0.1:8080")
        .hide_default_value(true)
        .value_parser(value_parser!(std::net::SocketAddr))
        .help(help(texts, verb, "listen"))
}

fn path(texts: &Texts, verb: &str, name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help(help(texts, verb, name))
}

fn out(texts: &Texts, verb: &str) -> Arg {
    path(texts, verb, "out").required(true)
}

fn file(texts: &Texts, verb: &str) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help(help(texts, verb, "file"))
}

fn encoding(texts: &Texts, verb: &str) -> Arg {
    Arg::new("encoding")
        .long("encoding")
        .value_name("NAME")
        .value_parser(PossibleValuesParser::new(["utf-8", "cp1251", "utf-16"]))
        .hide_possible_values(true)
        .help(help(texts, verb, "encoding"))
}

fn as_of(texts: &Texts) -> Arg {
    Arg::new("as-of")
        .long("as-of")
        .value_name("DATE")
        .value_parser(day)
        .help(texts.say("help-as-of"))
}

fn formats(texts: &Texts) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("LIST")
        .value_delimiter(',')
        .action(ArgAction::Append)
        .default_value("docx,pdf,xlsx,html")
        .hide_default_value(true)
        .value_parser(PossibleValuesParser::new(FORMATS))
        .hide_possible_values(true)
        .help(texts.say("help-report-format"))
}

fn edition(texts: &Texts) -> Arg {
    Arg::new("edition")
        .long("edition")
        .value_name("KIND")
        .default_value("official")
        .hide_default_value(true)
        .value_parser(PossibleValuesParser::new(["official", "public"]))
        .hide_possible_values(true)
        .help(texts.say("help-report-edition"))
}

/// A day: `2023-10-13` or `13.10.2023`, from 1990 to 2100.
fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    use chrono::{Datelike as _, NaiveDate};
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
        .ok()
        .filter(|day| (1990..=2100).contains(&day.year()))
        .ok_or_else(|| "YYYY-MM-DD, 1990-2100".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_command_line_holds_together_and_every_help_text_exists_in_both_languages() {
        for language in [Language::Russian, Language::English] {
            let mut root = command(&Texts::of(language));
            root.clone().debug_assert();
            let mut helps = vec![root.render_long_help().to_string()];
            for verb in root.get_subcommands_mut() {
                helps.push(verb.render_long_help().to_string());
                helps.extend(
                    verb.get_subcommands_mut()
                        .map(|one| one.render_long_help().to_string()),
                );
            }
            for help in helps {
                assert!(!help.contains("Unknown localization"), "{help}");
            }
        }
    }

    #[test]
    fn a_day_is_read_in_both_spellings_and_impossible_ones_are_refused() {
        assert_eq!(day("2023-10-13"), day("13.10.2023"));
        for wrong in ["31.02.2023", "0025-10-13", "2023-13-01", "вчера"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
