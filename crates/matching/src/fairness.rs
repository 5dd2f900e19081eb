//! Fairness inside the optimum: the fewest mentees in the worst class, then in the next, and so on.
//!
//! Not here: trading score for fairness. The one decision to know: every optimum obeys the dual
//! prices already found, so the set of all optima is a face: edges of margin 0, forced pairs, people
//! who must be placed. Inside it leximin is a chain of exact assignments, each narrowing the face.
//! Exact when every mentee wants one mentor; with several wishes each keeps its number of mentors.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "numbers come from the validated rows"
)]

use crate::flow::{BARRED, Flow, Plain, Tiers, Weigh};
use crate::problem::{Pair, Problem, end, ix};
use crate::solve::{Observer, SolveError, Stage};

/// An edge's place in the face.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Barred,
    Open,
    Forced,
}

/// All optima known so far.
struct Face<'p> {
    problem: &'p Problem,
    role: Vec<Role>,
    /// Must be placed.
    mentee: Vec<bool>,
    wants: Vec<u16>,
    /// Must be full.
    mentor: Vec<bool>,
}

/// Weights of one stage.
struct Stepwise {
    weight: Vec<i64>,
    greatest: i64,
}

impl Weigh for Stepwise {
    fn bound(&self, _word_weight: i32) -> i64 {
        self.greatest
    }

    fn exact(&self, edge: usize, _word_weight: i32) -> i64 {
        self.weight[edge]
    }
}

/// The same optimum with the worst-off mentees first.
pub(crate) fn improve<'p>(
    mut flow: Flow<'p, Plain>,
    observer: &mut dyn Observer,
) -> Result<Flow<'p, Plain>, SolveError> {
    let problem = flow.problem;
    let units: i64 = flow.mentees.iter().map(|node| i64::from(node.load)).sum();
    let mut classes: Vec<u16> = problem.mentee_rank.clone();
    classes.sort_unstable();
    classes.dedup();
    let steps = per_stage(units);
    let mut face = Face::of(&flow, flow.tiers);
    let mut end_at = classes.len();
    // The best class needs no stage of its own: it is what the others leave.
    while end_at > 1 {
        SolveError::check(
            observer,
            Stage::Fairness,
            (classes.len() - end_at) as u64,
            classes.len() as u64,
        )?;
        let from = end_at.saturating_sub(steps).max(1);
        let stage = face.stage(&classes[from..end_at], units);
        let mut narrow = Flow::new(problem, stage, FLAT);
        for (node, &wants) in narrow.mentees.iter_mut().zip(&face.wants) {
            node.wants = wants;
        }
        let mut lost = Vec::new();
        for l in 0..problem.mentees.len() {
            narrow.normalise_mentee(l, &mut lost);
        }
        narrow.finish(observer)?;
        face = Face::of(&narrow, FLAT);
        adopt(&mut flow, &narrow.pairs(std::iter::empty()));
        end_at = from;
    }
    Ok(flow)
}

/// Inside a face a unit has no value of its own.
const FLAT: Tiers = Tiers {
    extra: 0,
    first: 0,
    protected: 0,
};

/// How many classes fit one stage: each must outweigh all units of the next.
fn per_stage(units: i64) -> usize {
    let step = units + 2;
    // Three bonuses per edge, each worth more than all classes of all units, over a path.
    let room = (i64::MAX / 1024) / step.saturating_mul(step).saturating_mul(16);
    let (mut steps, mut value) = (1, 1_i64);
    while let Some(next) = value.checked_mul(step).filter(|&next| next < room) {
        value = next;
        steps += 1;
    }
    steps
}

/// The kernel's prices stay; its pairs become these.
fn adopt(flow: &mut Flow<'_, Plain>, pairs: &[Pair]) {
    for place in 0..flow.places.len() {
        if flow.places[place].mentee != crate::problem::NONE {
            flow.detach(place);
        }
    }
    for pair in pairs {
        flow.attach(ix(pair.mentee.0), ix(pair.mentor.0));
    }
}

impl<'p> Face<'p> {
    /// Complementary slackness read backwards: what every optimum has in common.
    fn of<W: Weigh>(flow: &Flow<'p, W>, tiers: Tiers) -> Self {
        let problem = flow.problem;
        let mut face = Self {
            problem,
            role: vec![Role::Open; problem.edge_count()],
            mentee: vec![false; problem.mentees.len()],
            wants: vec![0; problem.mentees.len()],
            mentor: flow.mentors.iter().map(|node| node.price > 0).collect(),
        };
        for (l, node) in flow.mentees.iter().enumerate() {
            let first = tiers.value(problem.mentees[l].protected, 1);
            let single = node.wants == 1 && node.pinned == 0;
            face.mentee[l] = node.load > 0 && (!single || node.worth < first);
            face.wants[l] = if single { 1 } else { node.load };
            if node.wants == 0 {
                continue;
            }
            for e in problem.row(l) {
                let r = end(problem.arcs[e]);
                face.role[e] = match flow.margin(l, e) {
                    0 => Role::Open,
                    1.. if flow.has(l, r) => Role::Forced,
                    _ => Role::Barred,
                };
            }
        }
        face
    }

    /// Weights that minimise the number of mentees in each of these classes, worst first.
    fn stage(&self, classes: &[u16], units: i64) -> Stepwise {
        let step = units + 2;
        let mut cost = vec![1_i64];
        for at in 1..classes.len() {
            cost.push(cost[at - 1] * step);
        }
        let bonus = cost.last().copied().unwrap_or(1) * step;
        let mut weight = vec![BARRED; self.problem.edge_count()];
        for l in 0..self.mentee.len() {
            for e in self.problem.row(l) {
                if self.role[e] == Role::Barred {
                    continue;
                }
                let class = classes.binary_search(&self.problem.mentee_rank[e]);
                let must = i64::from(self.mentee[l])
                    + i64::from(self.mentor[end(self.problem.arcs[e])])
                    + i64::from(self.role[e] == Role::Forced);
                weight[e] = must * bonus - class.map_or(0, |at| cost[at]);
            }
        }
        Stepwise {
            weight,
            greatest: 3 * bonus,
        }
    }
}
