//! A queue by distance: buckets for near distances, a heap for far ones.
//!
//! Not here: what the distances mean. The one decision to know: reduced costs near an optimum are
//! small integers, so a bucket per integer (Dial 1969) beats a heap; only distances of 2¹⁴ and more
//! go to the heap.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "a distance below FAR is a bucket number, and the table is grown before it is used"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

const FAR: i64 = 1 << 14;

/// Monotone: what is pushed is never nearer than what was popped last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Queue {
    buckets: Vec<Vec<u32>>,
    current: usize,
    furthest: usize,
    near: usize,
    far: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Queue {
    pub(crate) fn clear(&mut self) {
        self.far.clear();
        if self.near > 0 {
            for bucket in &mut self.buckets[self.current..=self.furthest] {
                bucket.clear();
            }
        }
        self.current = 0;
        self.furthest = 0;
        self.near = 0;
    }

    #[inline]
    pub(crate) fn push(&mut self, distance: i64, node: u32) {
        if distance >= FAR {
            self.far.push(Reverse((distance, node)));
            return;
        }
        let bucket = distance as usize;
        if bucket >= self.buckets.len() {
            self.buckets.resize(bucket + 64, Vec::new());
        }
        self.buckets[bucket].push(node);
        self.furthest = self.furthest.max(bucket);
        self.near += 1;
    }

    #[inline]
    pub(crate) fn pop(&mut self) -> Option<(i64, u32)> {
        if self.near > 0 {
            while self.current <= self.furthest {
                if let Some(node) = self.buckets[self.current].pop() {
                    self.near -= 1;
                    return Some((self.current as i64, node));
                }
                self.current += 1;
            }
        }
        self.far.pop().map(|Reverse(far)| far)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_come_out_in_order_and_a_cleared_queue_is_empty() {
        let mut queue = Queue::default();
        for distance in [FAR + 5, 3, 0, FAR - 1, 70_000, 3] {
            queue.push(distance, u32::try_from(distance).unwrap());
        }
        let mut out = Vec::new();
        while let Some((distance, _)) = queue.pop() {
            out.push(distance);
        }
        assert_eq!(out, [0, 3, 3, FAR - 1, FAR + 5, 70_000]);
        queue.push(9, 1);
        queue.push(FAR, 1);
        queue.clear();
        assert_eq!(queue.pop(), None);
    }
}
