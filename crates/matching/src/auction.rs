//! Good prices quickly: an auction with one small increment.
//!
//! Not here: exactness; whatever the auction leaves is finished by `flow`. The one decision to
//! know: one phase with an increment of 1/500 of the greatest weight, in the weights' own integers,
//! leaves so little for the exact finisher that more phases cost more than they save.
//! Bertsekas, *Auction algorithms for network flow problems*, 1992.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numbers come from the validated rows; a bidder is a row number"
)]

use std::ops::Range;

use crate::problem::{NONE, end, ix, weight};
use crate::solve::{Observer, SolveError, Stage};

/// Price nobody bids against.
const SHUT: i32 = i32::MAX / 2;
/// Prices that come near the end of `i32` stop the auction; the finisher does the rest.
const CEILING: i32 = i32::MAX / 4;
/// Between two questions whether to go on.
const BATCH: u64 = 1 << 16;

/// Rows of words, one per bidder.
#[derive(Clone, Copy)]
pub(crate) struct Bidders<'a> {
    pub(crate) words: &'a [u32],
    pub(crate) starts: &'a [u32],
}

impl Bidders<'_> {
    #[inline]
    fn row(&self, bidder: u32) -> Range<usize> {
        ix(self.starts[ix(bidder)])..ix(self.starts[ix(bidder) + 1])
    }

    /// Greatest gain, second greatest (not less than `slack` below it), and the word.
    #[inline]
    fn best(&self, bidder: u32, slack: i32, price: impl Fn(usize) -> i32) -> Option<Bid> {
        let (mut first, mut second) = (i32::MIN, i32::MIN);
        let mut chosen = NONE;
        for &word in &self.words[self.row(bidder)] {
            let most = weight(word);
            if most <= second {
                break;
            }
            let gain = most - price(end(word));
            if gain > first {
                second = first;
                first = gain;
                chosen = word;
            } else if gain > second {
                second = gain;
            }
        }
        (first > -CEILING).then(|| Bid {
            word: chosen,
            gain: first,
            second: second.max(first - slack),
        })
    }
}

struct Bid {
    word: u32,
    gain: i32,
    second: i32,
}

/// What an auction found: who sits where, and the price of each seat.
#[derive(Debug, Default)]
pub(crate) struct Sale {
    /// Bidder and target.
    pub(crate) pairs: Vec<(u32, u32)>,
    /// Price of a further seat at each target; 0 where one is free.
    pub(crate) price: Vec<i32>,
}

#[derive(Clone, Copy)]
struct Seat {
    price: i32,
    bidder: u32,
}

struct Clock<'o> {
    bids: u64,
    limit: u64,
    observer: &'o mut dyn Observer,
}

impl Clock<'_> {
    fn new(bidders: usize, observer: &mut dyn Observer) -> Clock<'_> {
        Clock {
            bids: 0,
            limit: 60 * bidders as u64 + 1_000_000,
            observer,
        }
    }

    /// Whether one more bid may be made.
    #[inline]
    fn tick(&mut self) -> Result<bool, SolveError> {
        self.bids += 1;
        if self.bids.is_multiple_of(BATCH) {
            SolveError::check(self.observer, Stage::Prices, self.bids, self.limit)?;
        }
        Ok(self.bids < self.limit)
    }
}

/// Each bidder wants one seat; target `t` has seats `first_seat[t]..first_seat[t + 1]`, or is shut.
pub(crate) fn with_seats(
    bidders: Bidders<'_>,
    bidding: impl Iterator<Item = u32>,
    first_seat: &[u32],
    shut: &[bool],
    increment: i32,
    observer: &mut dyn Observer,
) -> Result<Sale, SolveError> {
    let slack = 1000 * increment;
    let vacant = Seat {
        price: 0,
        bidder: NONE,
    };
    let mut seats = vec![vacant; first_seat.last().map_or(0, |&count| ix(count))];
    let mut lowest: Vec<i32> = shut.iter().map(|&is| if is { SHUT } else { 0 }).collect();
    for (t, price) in lowest.iter_mut().enumerate() {
        if first_seat[t] == first_seat[t + 1] {
            *price = SHUT;
        }
    }
    let mut clock = Clock::new(bidders.starts.len(), observer);
    'bidders: for start in bidding {
        let mut bidder = start;
        loop {
            if !clock.tick()? {
                break 'bidders;
            }
            let Some(bid) = bidders.best(bidder, slack, |t| lowest[t]) else {
                break;
            };
            let t = end(bid.word);
            let row = &mut seats[ix(first_seat[t])..ix(first_seat[t + 1])];
            let (mut chosen, mut low, mut next) = (0, i32::MAX, i32::MAX);
            for (number, seat) in row.iter().enumerate() {
                if seat.price < low {
                    next = low;
                    low = seat.price;
                    chosen = number;
                } else if seat.price < next {
                    next = seat.price;
                }
            }
            // The second best may be the next seat of the same target.
            let same = if next == i32::MAX {
                i32::MIN
            } else {
                weight(bid.word) - next
            };
            let price = low + (bid.gain - bid.second.max(same)) + increment;
            let seat = &mut row[chosen];
            let displaced = std::mem::replace(&mut seat.bidder, bidder);
            seat.price = price;
            lowest[t] = price.min(next);
            if price > CEILING {
                break 'bidders;
            }
            if displaced == NONE {
                break;
            }
            bidder = displaced;
        }
    }
    let mut sale = Sale::default();
    for t in 0..shut.len() {
        for seat in &seats[ix(first_seat[t])..ix(first_seat[t + 1])] {
            if seat.bidder != NONE {
                sale.pairs.push((seat.bidder, t as u32));
            }
        }
    }
    for price in &mut lowest {
        if *price == SHUT {
            *price = 0;
        }
    }
    sale.price = lowest;
    Ok(sale)
}

/// Each bidder wants `units[bidder]` targets; a target takes one bidder, or is shut.
pub(crate) fn one_seat(
    bidders: Bidders<'_>,
    units: &[u32],
    shut: &[bool],
    increment: i32,
    observer: &mut dyn Observer,
) -> Result<Sale, SolveError> {
    let slack = 1000 * increment;
    let mut seats: Vec<Seat> = shut
        .iter()
        .map(|&is| Seat {
            price: if is { SHUT } else { 0 },
            bidder: NONE,
        })
        .collect();
    let mut clock = Clock::new(bidders.starts.len() + shut.len(), observer);
    let bidding = units
        .iter()
        .enumerate()
        .flat_map(|(bidder, &count)| std::iter::repeat_n(bidder as u32, ix(count)));
    'bidders: for start in bidding {
        let mut bidder = start;
        loop {
            if !clock.tick()? {
                break 'bidders;
            }
            let Some(bid) = bidders.best(bidder, slack, |t| seats[t].price) else {
                break;
            };
            let seat = &mut seats[end(bid.word)];
            seat.price += bid.gain - bid.second + increment;
            let displaced = std::mem::replace(&mut seat.bidder, bidder);
            if seat.price > CEILING {
                break 'bidders;
            }
            if displaced == NONE {
                break;
            }
            bidder = displaced;
        }
    }
    let mut sale = Sale::default();
    for (t, seat) in seats.iter().enumerate() {
        if seat.bidder != NONE {
            sale.pairs.push((seat.bidder, t as u32));
        }
        sale.price.push(if shut[t] { 0 } else { seat.price });
    }
    Ok(sale)
}
