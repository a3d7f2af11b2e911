//! What may be removed: what the catalogue has no more, unless that is so much that the catalogue itself must be in trouble.

/// One in so many rows of a kind may go without being allowed to.
const GUARDED_SHARE: usize = 5;

/// Too much of a kind would be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How many rows would go.
    pub n_gone: usize,
    /// Of how many.
    pub n_rows: usize,
}

/// Decides whether `n_gone` of `n_rows` rows may be removed without being allowed to: a fifth at most.
pub fn check(n_gone: usize, n_rows: usize) -> Result<(), TooMany> {
    if n_gone * GUARDED_SHARE > n_rows {
        Err(TooMany { n_gone, n_rows })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_may_go_and_no_more() {
        for (n_gone, n_rows, may_go) in [
            (0, 0, true),
            (0, 10, true),
            (2, 10, true),
            (3, 10, false),
            (1, 4, false),
            (1, 5, true),
            (10, 10, false),
        ] {
            assert_eq!(check(n_gone, n_rows).is_ok(), may_go, "{n_gone} of {n_rows}");
        }
    }
}
