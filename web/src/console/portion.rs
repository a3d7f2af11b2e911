//! How much goes into one request: less after each failure, for it may have been too much, and more again.

/// Fewer are not worth a request of their own.
const FEWEST: usize = 10;

/// How many things the next request may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    most: usize,
    now: usize,
}

impl Portion {
    /// Begins with the most that there may be.
    pub(super) const fn new(most: usize) -> Self {
        Self { most, now: most }
    }

    /// The request had no answer.
    pub(super) fn fall(&mut self) {
        self.now = (self.now / 2).max(FEWEST).min(self.most);
    }

    /// It had one.
    pub(super) fn rise(&mut self) {
        self.now = (self.now * 2).min(self.most);
    }

    /// The first of what is left, for one request; none where nothing is.
    pub(super) fn of<T: Clone>(self, rest: &[T]) -> Option<Vec<T>> {
        let portion = &rest[..self.now.min(rest.len())];
        (!portion.is_empty()).then(|| portion.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::Portion;

    #[test]
    fn portions_fall_and_rise() {
        let rest = [(); 250];
        let mut portion = Portion::new(100);
        let n = |portion: Portion| portion.of(&rest).unwrap_or_default().len();
        assert_eq!(n(portion), 100);
        for expected in [50, 25, 12, 10, 10] {
            portion.fall();
            assert_eq!(n(portion), expected);
        }
        for expected in [20, 40, 80, 100, 100] {
            portion.rise();
            assert_eq!(n(portion), expected);
        }
        assert_eq!(portion.of(&rest[..3]), Some(vec![(); 3]));
        assert_eq!(portion.of(&rest[..0]), None);
        let mut small = Portion::new(4);
        small.fall();
        assert_eq!(n(small), 4);
    }
}
