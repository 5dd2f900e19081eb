//! Failures of the store and of use cases as sentences.
//!
//! Not here: the sentences. The one decision to know: what the machine is to blame for ends with
//! code 3, what the data say with code 1.

use std::convert::Infallible;

use opora_app::Failure;
use opora_intake::FileError;
use opora_store::StoreError;

use crate::fault::Fault;
use crate::language::Texts;

/// A failure of the store.
pub fn of_store(error: &StoreError, texts: &Texts) -> Fault {
    let code = error.code();
    let key = code.replace(['.', '_'], "-");
    let (place, reason, found, known) = parts(error);
    let places = [
        ("place", place.into()),
        ("reason", reason.into()),
        ("found", found.into()),
        ("known", known.into()),
    ];
    let known_key = matches!(
        error,
        StoreError::Missing { .. }
            | StoreError::NotAFolder { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Full { .. }
            | StoreError::InUse { .. }
            | StoreError::Corrupt { .. }
            | StoreError::BadAddress { .. }
            | StoreError::Unreachable { .. }
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::Busy
            | StoreError::KeyMissing { .. }
    );
    if known_key {
        let next = texts.fill(&format!("{key}-next"), &places);
        return Fault::environment(code, texts.fill(&key, &places), next);
    }
    let what = ("reason", error.to_string().into());
    Fault::environment(
        code,
        texts.fill("store-database", &[what]),
        texts.say("store-database-next"),
    )
}

fn parts(error: &StoreError) -> (String, String, i64, i64) {
    let none = String::new;
    match error {
        StoreError::Missing { place }
        | StoreError::NotAFolder { place }
        | StoreError::ReadOnly { place }
        | StoreError::Full { place }
        | StoreError::InUse { place }
        | StoreError::Corrupt { place }
        | StoreError::BadAddress { place } => (place.clone(), none(), 0, 0),
        StoreError::KeyMissing { fingerprint } => (fingerprint.clone(), none(), 0, 0),
        StoreError::Unreachable { place, reason } => (place.clone(), reason.clone(), 0, 0),
        StoreError::Newer {
            place,
            found,
            known,
        }
        | StoreError::Older {
            place,
            found,
            known,
        } => (place.clone(), none(), *found, *known),
        other => (none(), other.to_string(), 0, 0),
    }
}

/// A failure of a use case that has no rules of its own.
pub fn of_case(failure: Failure<Infallible>, texts: &Texts) -> Fault {
    of_failure(failure, texts, |never| match never {})
}

/// A failure of a use case, its own rules put into words by `rule`.
pub fn of_failure<R>(failure: Failure<R>, texts: &Texts, rule: impl FnOnce(R) -> Fault) -> Fault {
    match failure {
        Failure::Rule(broken) => rule(broken),
        Failure::Store(error) => of_store(&error, texts),
        Failure::Render(error) => Fault::environment(
            "render",
            texts.fill("render-failed", &[("reason", error.detail.into())]),
            texts.say("render-failed-next"),
        ),
        Failure::Conflict => Fault::rule(
            "conflict",
            texts.say("conflict"),
            texts.say("next-try-again"),
        ),
        Failure::NotFound | Failure::Denied => Fault::rule(
            "not-found",
            texts.say("not-found"),
            texts.say("not-found-next"),
        ),
        Failure::Unavailable => Fault::environment(
            "unavailable",
            texts.say("unavailable"),
            texts.say("next-try-again"),
        ),
    }
}

/// A file that cannot be taken.
pub fn of_file(error: &FileError, name: &str, texts: &Texts) -> Fault {
    let code = error.code();
    let (part, limit) = match error {
        FileError::TooLarge { limit_mb } => (String::new(), limit_mb.to_string()),
        FileError::WrongFormat { looks_like } => ((*looks_like).to_owned(), String::new()),
        FileError::Damaged { part } | FileError::Bomb { part } | FileError::Dtd { part } => {
            (part.clone(), String::new())
        }
        FileError::TooManyCells { sheet } => (sheet.clone(), String::new()),
        FileError::NewerWorkbook { found } => (found.to_string(), String::new()),
        FileError::NoKnownSheets { found } => (found.join(", "), String::new()),
        FileError::MissingColumn { sheet, column }
        | FileError::DuplicateColumn { sheet, column } => (sheet.clone(), column.clone()),
        _ => (String::new(), String::new()),
    };
    let places = [("part", part.into()), ("more", limit.into())];
    let what = texts.fill(&format!("file-{code}"), &places);
    let message = texts.fill(
        "file-refused",
        &[("name", name.to_owned().into()), ("what", what.into())],
    );
    Fault::rule(code, message, texts.say(&format!("file-{code}-next")))
}
