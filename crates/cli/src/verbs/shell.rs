//! `opora completions` and `opora man`: what the shell and the manual need.
//!
//! Not here: the command line itself (`command`). The one decision to know: both are made from it,
//! so they are never out of date.

use std::path::Path;

use clap_complete::Shell;
use serde_json::json;

use super::{Run, files};
use crate::command::command;
use crate::fault::{Exit, Fault};
use crate::output;
use crate::shapes::SCHEMA_VERSION;

/// Prints the completions of a shell.
pub fn completions(run: Run<'_>, shell: Shell) -> Exit {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut command(run.texts), "opora", &mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "shell": shell.to_string(),
        "script": text,
    });
    output::say(run.json(), &object, &[text]);
    Exit::Ok
}

/// Prints the page of the program, or writes the pages of every verb into a folder.
pub fn man(run: Run<'_>, out: Option<&Path>) -> Result<Exit, Fault> {
    let root = command(run.texts);
    let Some(folder) = out else {
        let text = page(run, root)?;
        let object = json!({ "schema_version": SCHEMA_VERSION, "page": text });
        output::say(run.json(), &object, &[text]);
        return Ok(Exit::Ok);
    };
    let mut written = Vec::new();
    let mut pages = vec![("opora.1".to_owned(), root.clone())];
    for verb in root.get_subcommands() {
        pages.push((format!("opora-{}.1", verb.get_name()), verb.clone()));
    }
    std::fs::create_dir_all(folder).map_err(|error| unwritable(run, folder, &error))?;
    for (name, verb) in pages {
        let path = folder.join(name);
        files::write(&path, page(run, verb)?.as_bytes(), run.texts)?;
        written.push(path.display().to_string());
    }
    let object = json!({ "schema_version": SCHEMA_VERSION, "files": written });
    output::say(run.json(), &object, &written);
    Ok(Exit::Ok)
}

fn page(run: Run<'_>, command: clap::Command) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut bytes)
        .map_err(|error| unwritable(run, Path::new("-"), &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unwritable(run: Run<'_>, place: &Path, error: &std::io::Error) -> Fault {
    let places = [
        ("place", place.display().to_string().into()),
        ("reason", error.to_string().into()),
    ];
    let message = run.fill("file-unwritable", &places);
    Fault::environment(
        "file-unwritable",
        message,
        run.texts.say("file-unwritable-next"),
    )
}
