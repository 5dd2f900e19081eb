//! The binary `opora`: reads arguments and the environment, wires the parts, prints what came out.
//!
//! Not here: rules (`app` and below), pages (`web`). The one decision to know: every verb is one
//! function that gives back lines for people and one JSON object, and how it fails decides the exit
//! code: 0 ok, 1 a rule says no, 2 usage, 3 environment.

mod arguments;
mod catalogues;
mod command;
mod fault;
mod keys;
mod language;
mod opening;
mod output;
mod progress;
mod shapes;
mod store_fault;
mod verbs;
mod wiring;

use std::process::ExitCode;

use arguments::Call;
use fault::{Exit, Fault};
use language::Texts;

fn main() -> ExitCode {
    let given: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let texts = Texts::of(language::choose(&given, |name| std::env::var(name).ok()));
    let json = given.iter().any(|argument| argument == "--json");
    log_to_stderr();
    let exit = match arguments::parse(&given, &texts) {
        Ok(Call::Print(text)) => {
            output::text(&text);
            Exit::Ok
        }
        Ok(Call::Run(arguments)) => run(&arguments, &texts),
        Err(fault) => refuse(&fault, &texts, json),
    };
    ExitCode::from(exit.code())
}

fn run(arguments: &arguments::Arguments, texts: &Texts) -> Exit {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let fault =
                Fault::environment("runtime", error.to_string(), texts.say("next-try-again"));
            return refuse(&fault, texts, arguments.json);
        }
    };
    match runtime.block_on(verbs::run(arguments, texts)) {
        Ok(exit) => exit,
        Err(fault) => refuse(&fault, texts, arguments.json),
    }
}

fn refuse(fault: &Fault, texts: &Texts, json: bool) -> Exit {
    output::fault(fault, texts, json);
    fault.exit
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("OPORA_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // Fails only when a subscriber is set already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
