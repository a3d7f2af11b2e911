//! As large as it fits: first everything becomes smaller down to letters that can be read, then these do.

use super::dimension::EM;

/// Smallest letters that can be read, in points.
const LEGIBLE: f32 = 6.5;
/// How much smaller everything is with each step, and how many steps there are: with letters that can be read, and in all.
const STEP: f32 = 0.94;
const LEGIBLE_STEPS: usize = 20;
const STEPS: usize = 60;

/// How large everything is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    by: f32,
    /// Size of the smallest letters, in points.
    least: f32,
}

impl Scale {
    /// As on the page.
    pub(super) const WHOLE: Self = Self {
        by: 1.0,
        least: LEGIBLE,
    };

    /// Points of a length.
    pub(super) fn length(self, em: f32) -> f32 {
        em * EM * self.by
    }

    /// Size of letters in points.
    pub(super) fn letters(self, em: f32) -> f32 {
        self.length(em).max(self.least)
    }

    /// All that are smaller, the largest first.
    fn smaller() -> Vec<Self> {
        let mut scale = Self::WHOLE;
        let mut smaller = Vec::with_capacity(STEPS);
        for step in 0..STEPS {
            scale.by *= STEP;
            if step >= LEGIBLE_STEPS {
                scale.least *= STEP;
            }
            smaller.push(scale);
        }
        smaller
    }
}

/// What is set at the largest scale at which it fits; at the smallest where there is none.
pub(super) fn fit<T>(mut set: impl FnMut(Scale) -> T, fits: impl Fn(&T) -> bool) -> T {
    let whole = set(Scale::WHOLE);
    if fits(&whole) {
        return whole;
    }
    let scales = Scale::smaller();
    let at = scales.partition_point(|it| !fits(&set(*it)));
    match scales.get(at).or(scales.last()) {
        Some(scale) => set(*scale),
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size in points at which something of this height, in em, is set.
    fn fitted(height: f32, room: f32) -> f32 {
        fit(|scale| scale, |scale| scale.letters(height) <= room).letters(1.0)
    }

    #[test]
    fn everything_is_as_large_as_it_fits() {
        assert!((fitted(10.0, 200.0) - EM).abs() < 0.001);
        let smaller = fitted(20.0, 200.0);
        assert!((0.9 * 10.0..=10.0).contains(&smaller), "{smaller}");
        // What does not fit in letters that can be read is smaller.
        assert!((fitted(100.0, 400.0) - LEGIBLE).abs() < 0.001);
        assert!(fitted(1_000.0, 1_000.0) < LEGIBLE);
        assert!(fitted(1_000_000.0, 1.0) > 0.0);
    }
}
