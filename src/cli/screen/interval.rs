//! A share with its 95 % interval, after Wilson: honest for small numbers too.
//!
//! Not here: what is counted (`tally`).

use std::fmt;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub hits: usize,
    pub of: usize,
}

impl Share {
    /// The share of `list` that is `wanted`.
    pub fn of<T>(list: impl IntoIterator<Item = T>, wanted: impl Fn(&T) -> bool) -> Self {
        list.into_iter().fold(Self::default(), |so_far, it| so_far.with(wanted(&it)))
    }

    /// One more, which is among the hits or not.
    pub fn with(self, hit: bool) -> Self {
        Self { hits: self.hits + usize::from(hit), of: self.of + 1 }
    }

    /// The share in per cent, if there is anything at all.
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * self.hits as f64 / self.of as f64)
    }

    /// The ends of the 95 % interval, in per cent.
    pub fn wilson(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.96;
        let (share, of) = (self.percent()? / 100.0, self.of as f64);
        let middle = share + Z * Z / (2.0 * of);
        let half = Z * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
        let by = 1.0 + Z * Z / of;
        Some((100.0 * ((middle - half) / by).max(0.0), 100.0 * ((middle + half) / by).min(1.0)))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.percent(), self.wilson()) {
            (Some(percent), Some((low, high))) => {
                write!(f, "{:>4} of {:<4} {percent:>5.1} %  ({low:.1} to {high:.1})", self.hits, self.of)
            }
            _ => f.write_str("   none in the file"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = Share { hits: 81, of: 263 }.wilson().unwrap();
        assert!((low - 25.5).abs() < 0.1 && (high - 36.6).abs() < 0.1, "{low} {high}");
        let (low, high) = Share { hits: 10, of: 10 }.wilson().unwrap();
        assert!((low - 72.2).abs() < 0.1 && (high - 100.0).abs() < 1e-6, "{low} {high}");
        assert_eq!(Share::default().wilson(), None);
    }
}
