//! Places between the words of a text, as bits: all the places where something can stand, at once.
//!
//! Not here: what is looked for (`phrase`, `matching`).

/// A set of places: number `n` stands before word `n`. It holds 64 of them for each of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Places<const N: usize>([u64; N]);

impl<const N: usize> Places<N> {
    /// No place.
    pub const NONE: Self = Self([0; N]);

    /// The places before `end`.
    pub fn before(end: usize) -> Self {
        let mut out = Self::NONE;
        for (number, bits) in out.0.iter_mut().enumerate() {
            let here = end.saturating_sub(number * 64).min(64);
            *bits = if here == 64 { u64::MAX } else { (1 << here) - 1 };
        }
        out
    }

    /// Only this one.
    pub fn only(place: usize) -> Self {
        let mut out = Self::NONE;
        out.add(place);
        out
    }

    /// Puts a place in.
    pub fn add(&mut self, place: usize) {
        if let Some(bits) = self.0.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    /// Those that are in both.
    pub fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits &= other);
        self
    }

    /// Those that are in one or the other.
    pub fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(bits, other)| *bits |= other);
        self
    }

    /// Each of them one word on.
    pub fn one_on(mut self) -> Self {
        let mut carried = 0;
        for bits in &mut self.0 {
            (carried, *bits) = (*bits >> 63, *bits << 1 | carried);
        }
        self
    }

    /// All of them, the first one first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(number, bits)| {
            let next = |rest: &u64| Some(rest & (rest - 1)).filter(|_| *rest != 0);
            std::iter::successors(Some(bits), move |rest| if *rest == 0 { None } else { next(rest) })
                .take_while(|rest| *rest != 0)
                .map(move |rest| number * 64 + rest.trailing_zeros() as usize)
        })
    }

    /// A number made of them and of another one, each bit of it of all of theirs.
    pub fn mixed(&self, other: u64) -> u64 {
        let mix = |all: u64, bits: &u64| (all.rotate_left(5) ^ bits).wrapping_mul(0x517c_c1b7_2722_0a95);
        self.0.iter().fold(mix(0, &other), mix) >> 32
    }

    /// The last one.
    pub fn last(&self) -> Option<usize> {
        let (number, bits) = self.0.iter().enumerate().rfind(|(_, bits)| **bits != 0)?;
        Some(number * 64 + 63 - bits.leading_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_on_from_one_number_to_the_next() {
        let mut places = Places::<2>::only(3);
        places.add(63);
        places.add(127);
        assert_eq!(places.iter().collect::<Vec<_>>(), [3, 63, 127]);
        assert_eq!(places.one_on().iter().collect::<Vec<_>>(), [4, 64]);
        assert_eq!((places.last(), Places::<2>::NONE.last()), (Some(127), None));
        assert_eq!(Places::<2>::before(66).iter().count(), 66);
        assert!(places.and(&Places::before(3)).is_empty());
        assert_eq!(places.or(&Places::before(3)).iter().count(), 6);
    }
}
