//! How many of everything a school of a given number of pupils has.
//!
//! Not here: who they are. The one decision to know: shares are those of a school of 900 pupils, so
//! 900 gives the exact figures and other sizes keep the proportions.

/// Weights of grades 1–11; the two oldest are half as large.
const GRADES: [usize; 11] = [182, 182, 182, 182, 182, 182, 182, 182, 182, 81, 81];

/// Numbers of people and things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Pupils of the grade at the index (grade 1 at index 0).
    pub grades: [usize; 11],
    /// Employees.
    pub staff: usize,
    /// Young teachers, each with a mentor of their own.
    pub young: usize,
    /// Pupils who mentor, each with a pair or a group of their own.
    pub pupil_mentors: usize,
    /// Pupils who are mentored.
    pub pupil_mentees: usize,
    /// Candidates of the base of mentors without an order.
    pub mentor_candidates: usize,
    /// Children waiting for a mentor.
    pub mentee_candidates: usize,
    /// Mentees of the risk group.
    pub risk: usize,
    /// Mentees with ОВЗ or disability.
    pub ovz: usize,
    /// Mentees of a registry of gifted children.
    pub gifted: usize,
    /// Pupils who mentored last year.
    pub last_mentors: usize,
    /// Pupils who were mentored last year.
    pub last_mentees: usize,
}

impl Sizes {
    /// Sizes of a school of this many pupils.
    pub fn of(pupils: usize) -> Self {
        let share = |of_900: usize| (of_900 * pupils + 450) / 900;
        Self {
            grades: grades(pupils),
            staff: share(60).max(18),
            young: share(8).max(3),
            pupil_mentors: share(59),
            pupil_mentees: share(111),
            mentor_candidates: share(6).max(1),
            mentee_candidates: share(9).max(1),
            risk: share(8).max(1),
            ovz: share(5).max(1),
            gifted: share(3).max(1),
            last_mentors: share(41),
            last_mentees: share(74),
        }
    }
}

fn grades(pupils: usize) -> [usize; 11] {
    let total: usize = GRADES.iter().sum();
    let mut result = [0; 11];
    let (mut weight, mut given) = (0, 0);
    for (size, grade) in result.iter_mut().zip(GRADES) {
        weight += grade;
        let upto = pupils * weight / total;
        *size = upto - given;
        given = upto;
    }
    result
}

/// Sizes of groups: `mentees` spread over `mentors` as pairs and groups of two and three.
pub fn groups(mentors: usize, mentees: usize) -> Vec<usize> {
    let extra = mentees.saturating_sub(mentors);
    let threes = extra / 6;
    let twos = extra - 2 * threes;
    (0..mentors)
        .map(|index| {
            if index < threes {
                3
            } else if index < threes + twos {
                2
            } else {
                1
            }
        })
        .collect()
}
