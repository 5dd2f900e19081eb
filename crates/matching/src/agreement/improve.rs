//! Paths that cover one more mentee, and moves that satisfy a blocking pair.
//!
//! Not here: proofs. The one decision to know: a path is chosen by an estimate of the blocking pairs
//! it makes, applied, and judged by the exact count around everybody it touched.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "edge numbers come from the validated rows"
)]

use super::work::Work;
use crate::problem::{NONE, ix};

/// Never cheaper than this: effectively unlimited.
const ANY_COST: u32 = 1 << 24;
/// The first limit is 0, then doubled; beyond this the last, unlimited round.
const STEEP: u32 = 4096;

/// Mentees looked at by all searches of a problem before they must be short: some seconds.
const BUDGET: usize = 600_000;
/// Mentees a short search looks at.
const TIRED: usize = 30;

/// Scratch of the path search.
pub(crate) struct Search {
    distance: Vec<u32>,
    stamp: Vec<u32>,
    current: u32,
    /// Edge taken by the one before, which displaces this mentee.
    by_edge: Vec<u32>,
    before: Vec<u32>,
    /// Edge this mentee loses.
    loses: Vec<u32>,
    /// Class the mentor left behind would have as its bar.
    new_bar: Vec<u32>,
    buckets: Vec<Vec<u32>>,
    /// Mentees known to reach nothing in this round.
    dead: Vec<u32>,
    round: u32,
    visited: Vec<u32>,
    /// Mentees looked at by all searches so far.
    spent: usize,
}

/// One mentee's part of a path: the edge it gets and the edge it loses.
#[derive(Clone, Copy)]
pub(super) struct Step {
    gets: usize,
    loses: Option<usize>,
}

impl Search {
    pub(crate) fn new(mentees: usize) -> Self {
        Self {
            distance: vec![0; mentees],
            stamp: vec![0; mentees],
            current: 0,
            by_edge: vec![NONE; mentees],
            before: vec![NONE; mentees],
            loses: vec![NONE; mentees],
            new_bar: vec![0; mentees],
            buckets: Vec::new(),
            dead: vec![0; mentees],
            round: 0,
            visited: Vec::new(),
            spent: 0,
        }
    }

    fn push(&mut self, cost: u32, mentee: u32) {
        if self.buckets.len() <= ix(cost) {
            self.buckets.resize(ix(cost) + 1, Vec::new());
        }
        self.buckets[ix(cost)].push(mentee);
    }

    fn start(&mut self, l0: usize) {
        self.current += 1;
        for bucket in &mut self.buckets {
            bucket.clear();
        }
        self.visited.clear();
        self.distance[l0] = 0;
        self.stamp[l0] = self.current;
        self.before[l0] = NONE;
        self.loses[l0] = NONE;
        self.push(0, l0 as u32);
    }
}

impl Work<'_> {
    /// Covers as many more mentees as there are paths, cheapest first; `true` when any.
    pub(super) fn augment(&mut self, most: usize, patience: usize) -> bool {
        let mut size = self.size();
        let before = size;
        let mut waiting: Vec<usize> = (0..self.wants.len()).filter(|&l| self.needs(l)).collect();
        let (mut limit, mut patience) = (0, patience);
        while !waiting.is_empty() && size < most {
            self.search.round += 1;
            let mut left = Vec::new();
            for &l in &waiting {
                while size < most && self.needs(l) {
                    let Some(path) = self.path(l, limit, patience) else {
                        break;
                    };
                    self.apply(&path);
                    size += 1;
                }
                if self.needs(l) {
                    left.push(l);
                }
            }
            if limit == ANY_COST {
                if left.len() == waiting.len() {
                    break;
                }
            } else if limit >= STEEP {
                limit = ANY_COST;
                patience = usize::MAX;
            } else {
                limit = limit * 2 + 1;
            }
            waiting = left;
        }
        size > before
    }

    /// Searches may be long again.
    pub(super) fn rest(&mut self) {
        self.search.spent = 0;
    }

    /// The cheapest path (estimated) from a mentee to a free place, cost at most `limit`.
    fn path(&mut self, l0: usize, limit: u32, patience: usize) -> Option<Vec<Step>> {
        self.search.start(l0);
        let current = self.search.current;
        let tired = self.search.spent > BUDGET && patience < usize::MAX;
        let patience = if tired { patience.min(TIRED) } else { patience };
        let mut best = limit.saturating_add(1);
        let mut goal: Option<(usize, usize)> = None;
        let mut cost = 0_u32;
        let mut complete = true;
        while cost < best && ix(cost) < self.search.buckets.len() {
            let Some(l) = self.search.buckets[ix(cost)].pop() else {
                cost += 1;
                continue;
            };
            let l = ix(l);
            if self.search.distance[l] != cost || self.search.stamp[l] != current {
                continue;
            }
            if self.search.visited.len() >= patience {
                complete = false;
                break;
            }
            self.search.visited.push(l as u32);
            self.spread(l, l0, cost, &mut best, &mut goal);
        }
        self.search.spent += self.search.visited.len();
        let Some((mut l, mut gets)) = goal else {
            // A finished search without a limit proves these mentees reach no free place.
            if complete && limit == ANY_COST {
                for &l in &self.search.visited {
                    self.search.dead[ix(l)] = self.search.round;
                }
            }
            return None;
        };
        let mut path = Vec::new();
        loop {
            let loses = self.search.loses[l];
            path.push(Step {
                gets,
                loses: (loses != NONE).then(|| ix(loses)),
            });
            let before = self.search.before[l];
            // A mentee has one label; a longer way round would be a circle.
            if before == NONE || path.len() > self.wants.len() {
                break;
            }
            gets = ix(self.search.by_edge[l]);
            l = ix(before);
        }
        (self.search.before[l] == NONE).then_some(path)
    }

    /// Looks where a displaced mentee can go.
    fn spread(
        &mut self,
        l: usize,
        l0: usize,
        cost: u32,
        best: &mut u32,
        goal: &mut Option<(usize, usize)>,
    ) {
        let lost = self.search.loses[l];
        let (old_class, old_mentor, grudge) = if l == l0 || lost == NONE {
            (u32::MAX, usize::MAX, 0)
        } else {
            let lost = ix(lost);
            // The mentor left behind would take the mentee back: one more blocking pair.
            let regret = self.search.new_bar[l] > self.standing(lost);
            (self.class(lost), self.mentor(lost), u32::from(regret))
        };
        let (mut better, mut pending, mut class) = (0, 0, 0);
        for at in self.list(l) {
            let e = self.listed(at);
            if self.class(e) != class {
                better += pending;
                pending = 0;
                class = self.class(e);
            }
            let mut now = cost + better;
            if class > old_class {
                now += grudge;
            }
            if now >= *best {
                break;
            }
            let r = self.mentor(e);
            if r == old_mentor || self.held[e] {
                continue;
            }
            if self.standing(e) < self.mentor_bar[r] {
                pending += 1;
            }
            if self.has_place(r) {
                *best = now;
                *goal = Some((l, e));
                continue;
            }
            self.displace(l, l0, e, now, *best);
        }
    }

    /// Labels everybody the mentee of `e` could displace at its mentor.
    fn displace(&mut self, l: usize, l0: usize, e: usize, cost: u32, best: u32) {
        let r = self.mentor(e);
        let bar = self.mentor_bar[r];
        let mut already = None;
        for seat in 0..self.theirs[r].len() {
            let lost = self.theirs[r][seat];
            let other = ix(self.row_of[ix(lost)]);
            let dead = self.search.dead[other] == self.search.round && self.search.round > 0;
            if other == l0 || other == l || dead {
                continue;
            }
            let mut new_bar = self.standing(e);
            for (at, &stays) in self.theirs[r].iter().enumerate() {
                if at != seat {
                    new_bar = new_bar.max(self.standing(ix(stays)));
                }
            }
            let mut now = cost;
            if new_bar > bar {
                let known = *already.get_or_insert_with(|| self.admirers(r, bar));
                now += self.admirers(r, new_bar) - known;
            }
            let known = self.search.stamp[other] == self.search.current;
            if now >= best || (known && self.search.distance[other] <= now) {
                continue;
            }
            self.search.stamp[other] = self.search.current;
            self.search.distance[other] = now;
            self.search.before[other] = l as u32;
            self.search.by_edge[other] = e as u32;
            self.search.loses[other] = lost;
            self.search.new_bar[other] = new_bar;
            self.search.push(now, other as u32);
        }
    }

    /// Makes a path's changes; returns the exact change in blocking pairs.
    fn apply(&mut self, path: &[Step]) -> i64 {
        let mut lost: Vec<usize> = path.iter().filter_map(|step| step.loses).collect();
        let gained: Vec<usize> = path.iter().map(|step| step.gets).collect();
        self.exchange(&mut lost, &gained)
    }

    /// Lets edges go, takes others, and counts what it did to the blocking pairs around them.
    fn exchange(&mut self, lost: &mut [usize], gained: &[usize]) -> i64 {
        let touched = lost.iter().chain(gained);
        let mut mentees: Vec<u32> = touched.clone().map(|&e| self.row_of[e]).collect();
        let mut mentors: Vec<usize> = touched.map(|&e| self.mentor(e)).collect();
        mentees.sort_unstable();
        mentees.dedup();
        mentors.sort_unstable();
        mentors.dedup();
        let before = self.blocking_around(&mentees, &mentors);
        for &e in lost.iter() {
            self.take(e);
        }
        for &e in gained {
            self.put(e);
        }
        for &l in &mentees {
            self.refresh_mentee(ix(l));
        }
        for &r in &mentors {
            self.refresh_mentor(r);
        }
        self.blocking_around(&mentees, &mentors) - before
    }

    fn blocking_around(&self, mentees: &[u32], mentors: &[usize]) -> i64 {
        let mine: usize = mentees
            .iter()
            .map(|&l| self.blocking_of_mentee(ix(l)))
            .sum();
        let theirs: usize = mentors
            .iter()
            .map(|&r| self.blocking_of_mentor(r, mentees))
            .sum();
        (mine + theirs) as i64
    }

    /// Satisfies blocking pairs one by one where that makes fewer of them; `true` when any.
    pub(super) fn repair(&mut self, rounds: usize, patience: usize) -> bool {
        self.search.round += 1;
        let mut any = false;
        for _ in 0..rounds {
            let mut changed = false;
            for l in 0..self.wants.len() {
                let mut at = self.list(l).start;
                while at < self.list(l).end {
                    let e = self.listed(at);
                    at += 1;
                    if self.class(e) >= self.mentee_bar[l] || self.wants[l] == 0 {
                        break;
                    }
                    let blocks = self.standing(e) < self.mentor_bar[self.mentor(e)];
                    if blocks && !self.held[e] && self.satisfy(l, e, patience) {
                        changed = true;
                        break;
                    }
                }
            }
            any |= changed;
            if !changed {
                break;
            }
        }
        any
    }

    /// Gives `l` the edge `e`; who is displaced is placed again. Undone unless it helps.
    fn satisfy(&mut self, l: usize, e: usize, patience: usize) -> bool {
        let r = self.mentor(e);
        let mut lost = Vec::new();
        let newcomer = self.needs(l);
        if !newcomer {
            let worst = self.mine[l].iter().max_by_key(|&&own| self.class(ix(own)));
            lost.extend(worst.map(|&own| ix(own)));
        }
        let mut displaced = None;
        if !self.has_place(r) {
            let worst = self.theirs[r]
                .iter()
                .max_by_key(|&&own| self.standing(ix(own)));
            displaced = worst.map(|&own| ix(own));
            lost.extend(displaced);
        }
        let mut change = self.exchange(&mut lost, &[e]);
        let mut path = None;
        if let Some(displaced) = displaced {
            let other = ix(self.row_of[displaced]);
            path = self.path(other, 64, patience);
            if let Some(path) = &path {
                change += self.apply(path);
            } else if !newcomer || self.wants[l] + self.pinned[l] > 1 || self.wants[other] > 1 {
                // One mentee more and one less would be fair; this would only be one less.
                change = 1;
            }
        }
        if change < 0 {
            return true;
        }
        if let Some(path) = path {
            let mut gained: Vec<usize> = path.iter().map(|step| step.gets).collect();
            let back: Vec<usize> = path.iter().filter_map(|step| step.loses).collect();
            self.exchange(&mut gained, &back);
        }
        self.exchange(&mut [e], &lost);
        false
    }
}
