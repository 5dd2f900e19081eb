//! How a verb fails: the exit code, a stable code, a sentence, the next step.
//!
//! Not here: sentences (`locales/`). The one decision to know: a fault without a next step does not
//! exist, because whoever reads it has no one to ask.

/// Exit codes of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok,
    /// A rule says no: rows refused, errors found, a broken chain.
    Rule,
    /// The arguments do not hold together.
    Usage,
    /// The machine, the data folder, the database or a file is at fault.
    Environment,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Rule => 1,
            Self::Usage => 2,
            Self::Environment => 3,
        }
    }
}

/// A failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Exit code.
    pub exit: Exit,
    /// Stable code.
    pub code: String,
    /// What happened and where.
    pub message: String,
    /// What to do next.
    pub next: String,
}

impl Fault {
    fn new(exit: Exit, code: &str, message: String, next: String) -> Self {
        Self {
            exit,
            code: code.to_owned(),
            message,
            next,
        }
    }

    /// A rule says no.
    pub fn rule(code: &str, message: String, next: String) -> Self {
        Self::new(Exit::Rule, code, message, next)
    }

    /// The arguments do not hold together.
    pub fn usage(code: &str, message: String, next: String) -> Self {
        Self::new(Exit::Usage, code, message, next)
    }

    /// The machine or a file is at fault.
    pub fn environment(code: &str, message: String, next: String) -> Self {
        Self::new(Exit::Environment, code, message, next)
    }
}
