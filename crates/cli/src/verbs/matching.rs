//! `opora match --input FILE`: solves anybody's matching problem, given as JSON.
//!
//! Not here: the solver (`opora_matching`), candidates of a school. The one decision to know: people
//! are named by texts of the file's own, so the same file and version give the same bytes, and the
//! answer was checked by the verifier before it is printed.

use std::collections::BTreeMap;
use std::path::Path;

use opora_matching::{
    Edge, Mentee, MenteeId, Mentor, MentorId, Mode, Options, Pair, Problem, ProblemBuilder,
    ProblemError, Solution, UNRANKED, solve, verify,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Run, files};
use crate::fault::{Exit, Fault};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    mentees: Vec<InputMentee>,
    mentors: Vec<InputMentor>,
    edges: Vec<InputEdge>,
    #[serde(default)]
    pins: Vec<InputPair>,
    #[serde(default)]
    forbidden: Vec<InputPair>,
    #[serde(default)]
    previous: Vec<InputPair>,
    #[serde(default)]
    continuity_price: u16,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputMentee {
    id: String,
    #[serde(default = "one")]
    demand: u16,
    #[serde(default)]
    protected: bool,
    #[serde(default)]
    person: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputMentor {
    id: String,
    #[serde(default = "one")]
    capacity: u16,
    #[serde(default)]
    carried: u16,
    #[serde(default)]
    person: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputEdge {
    mentee: String,
    mentor: String,
    #[serde(default)]
    score: u16,
    #[serde(default)]
    mentee_rank: Option<u16>,
    #[serde(default)]
    mentor_rank: Option<u16>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputPair {
    mentee: String,
    mentor: String,
}

const fn one() -> u16 {
    1
}

/// What the command line asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// What is best.
    pub mode: Mode,
    /// Rules of the solver.
    pub options: Options,
}

/// Solves and prints.
pub fn run(run: Run<'_>, path: &Path, wish: Wish) -> Result<Exit, Fault> {
    let bytes = files::read(path, run.texts)?;
    let input: Input = serde_json::from_slice(&bytes).map_err(|error| {
        let places = [
            ("file", path.display().to_string().into()),
            ("reason", error.to_string().into()),
        ];
        refuse(run, "json", run.fill("match-json", &places))
    })?;
    let names = People::of(&input).map_err(|wrong| wrong.fault(run))?;
    let problem = names.problem(&input).map_err(|wrong| wrong.fault(run))?;
    let progress = Progress::start(run.texts.say("progress-match"));
    let solved = solve(
        &problem,
        wish.mode,
        &wish.options,
        &mut opora_matching::Quiet,
    );
    let solution = solved
        .map_err(|error| refuse(run, error.code(), run.texts.say("match-error-too-large")))?;
    let verdict = verify(&problem, &solution);
    drop(progress);
    if !verdict.is_sound() {
        // A mistake of the solver; better no answer than a wrong one.
        let message = run.texts.say("match-unsound");
        return Err(Fault::environment(
            "match.unsound",
            message,
            run.texts.say("match-unsound-next"),
        ));
    }
    let proven = (verdict.pairs_proven, verdict.score_proven);
    say(run, &names, &problem, &solution, proven);
    Ok(Exit::Ok)
}

fn refuse(run: Run<'_>, code: &str, message: String) -> Fault {
    Fault::rule(
        &format!("match.{}", code.replace('-', "_")),
        message,
        run.texts.say("match-next"),
    )
}

/// What is wrong with the file.
enum Wrong {
    /// A name given twice, or used without being given: list and name.
    Twice(&'static str, String),
    Unknown(&'static str, String),
    Problem(ProblemError, String),
}

impl Wrong {
    fn fault(self, run: Run<'_>) -> Fault {
        let (code, key, list, name) = match self {
            Self::Twice(list, name) => ("twice", "match-twice".to_owned(), list, name),
            Self::Unknown(list, name) => ("unknown", "match-unknown".to_owned(), list, name),
            Self::Problem(error, name) => (
                error.code(),
                format!("match-error-{}", error.code()),
                "",
                name,
            ),
        };
        let places = [("list", list.into()), ("name", name.into())];
        refuse(run, code, run.fill(&key, &places))
    }
}

/// A way to tell the problem about a pair.
type Add = fn(&mut ProblemBuilder, Pair);

/// Names of the file and numbers of the solver.
struct People<'a> {
    mentees: BTreeMap<&'a str, MenteeId>,
    mentors: BTreeMap<&'a str, MentorId>,
    mentee_names: Vec<&'a str>,
    mentor_names: Vec<&'a str>,
}

impl<'a> People<'a> {
    fn of(input: &'a Input) -> Result<Self, Wrong> {
        let mut names = Self {
            mentees: BTreeMap::new(),
            mentors: BTreeMap::new(),
            mentee_names: input.mentees.iter().map(|one| one.id.as_str()).collect(),
            mentor_names: input.mentors.iter().map(|one| one.id.as_str()).collect(),
        };
        for (number, name) in (0_u32..).zip(&names.mentee_names) {
            if names.mentees.insert(name, MenteeId(number)).is_some() {
                return Err(Wrong::Twice("mentees", (*name).to_owned()));
            }
        }
        for (number, name) in (0_u32..).zip(&names.mentor_names) {
            if names.mentors.insert(name, MentorId(number)).is_some() {
                return Err(Wrong::Twice("mentors", (*name).to_owned()));
            }
        }
        Ok(names)
    }

    fn pair(&self, mentee: &str, mentor: &str) -> Result<Pair, Wrong> {
        let unknown = |list, name: &str| Wrong::Unknown(list, name.to_owned());
        Ok(Pair {
            mentee: *self
                .mentees
                .get(mentee)
                .ok_or_else(|| unknown("mentees", mentee))?,
            mentor: *self
                .mentors
                .get(mentor)
                .ok_or_else(|| unknown("mentors", mentor))?,
        })
    }

    fn problem(&self, input: &Input) -> Result<Problem, Wrong> {
        let mut builder = Problem::builder();
        for one in &input.mentees {
            builder.mentee(Mentee {
                demand: one.demand,
                protected: one.protected,
                person: one.person,
            });
        }
        for one in &input.mentors {
            builder.mentor(Mentor {
                capacity: one.capacity,
                carried: one.carried,
                person: one.person,
            });
        }
        for edge in &input.edges {
            let pair = self.pair(&edge.mentee, &edge.mentor)?;
            builder.edge(Edge {
                mentee: pair.mentee,
                mentor: pair.mentor,
                score: edge.score,
                mentee_rank: edge.mentee_rank.unwrap_or(UNRANKED),
                mentor_rank: edge.mentor_rank.unwrap_or(UNRANKED),
            });
        }
        let lists: [(&[InputPair], Add); 3] = [
            (&input.pins, |builder, pair| {
                builder.pin(pair);
            }),
            (&input.forbidden, |builder, pair| {
                builder.forbid(pair);
            }),
            (&input.previous, |builder, pair| {
                builder.previous(pair);
            }),
        ];
        for (pairs, add) in lists {
            for one in pairs {
                add(&mut builder, self.pair(&one.mentee, &one.mentor)?);
            }
        }
        builder.continuity_price(input.continuity_price);
        builder
            .build()
            .map_err(|error| Wrong::Problem(error, self.place(error)))
    }

    /// Whom the mistake is about, in names of the file.
    fn place(&self, error: ProblemError) -> String {
        use ProblemError as E;
        match error {
            E::UnknownMentee(pair)
            | E::UnknownMentor(pair)
            | E::DuplicateEdge(pair)
            | E::ScoreOutOfRange(pair, _)
            | E::RankZero(pair)
            | E::SamePerson(pair)
            | E::NotEligible(pair)
            | E::NamedTwice(pair) => {
                format!(
                    "{} – {}",
                    self.mentee(pair.mentee),
                    self.mentor(pair.mentor)
                )
            }
            E::CarriesTooMany(mentor) | E::PinsExceedCapacity(mentor) => {
                self.mentor(mentor).to_owned()
            }
            E::PinsExceedDemand(mentee) => self.mentee(mentee).to_owned(),
            E::ContinuityPriceOutOfRange(price) => price.to_string(),
            // Of nobody in particular.
            _ => String::new(),
        }
    }

    fn mentee(&self, id: MenteeId) -> &'a str {
        name(&self.mentee_names, id.0)
    }

    fn mentor(&self, id: MentorId) -> &'a str {
        name(&self.mentor_names, id.0)
    }
}

fn name<'a>(names: &[&'a str], number: u32) -> &'a str {
    usize::try_from(number)
        .ok()
        .and_then(|place| names.get(place).copied())
        .unwrap_or_default()
}

fn rank(rank: u16) -> Option<u16> {
    (rank != UNRANKED).then_some(rank)
}

fn say(
    run: Run<'_>,
    names: &People<'_>,
    problem: &Problem,
    solution: &Solution,
    (pairs_proven, score_proven): (bool, bool),
) {
    let pairs: Vec<Value> = solution
        .pairs
        .iter()
        .filter_map(|pair| problem.edge(*pair))
        .map(|edge| {
            json!({
                "mentee": names.mentee(edge.mentee),
                "mentor": names.mentor(edge.mentor),
                "score": edge.score,
                "mentee_rank": rank(edge.mentee_rank),
                "mentor_rank": rank(edge.mentor_rank),
            })
        })
        .collect();
    let alone: Vec<&str> = names
        .mentee_names
        .iter()
        .filter(|name| {
            let id = names.mentees.get(**name);
            id.is_some_and(|id| solution.mentors_of(*id).next().is_none())
        })
        .copied()
        .collect();
    let tally = &solution.tally;
    let mode = match solution.mode {
        Mode::Benefit => "benefit",
        Mode::Agreement => "agreement",
    };
    let mut lines: Vec<String> = solution
        .pairs
        .iter()
        .map(|pair| {
            format!(
                "{} – {}",
                names.mentee(pair.mentee),
                names.mentor(pair.mentor)
            )
        })
        .collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    lines.push(run.fill(
        "match-tally",
        &[
            ("covered", count(tally.covered).into()),
            ("all", count(names.mentee_names.len()).into()),
            ("score", tally.score.into()),
            ("blocking", count(tally.blocking).into()),
        ],
    ));
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "mode": mode,
        "pairs": pairs,
        "unmatched": alone,
        "covered": tally.covered,
        "score": tally.score,
        "kept": tally.kept,
        "blocking_pairs": tally.blocking,
        "proven": { "pairs": pairs_proven, "score": score_proven },
    });
    output::say(run.json(), &object, &lines);
}
