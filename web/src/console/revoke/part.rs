//! How much is revoked in one go: of many, one part after the other.
//!
//! Invariant: the next part begins where the one before has ended, because what was revoked is not found any more.

/// Most that are revoked in one go: as many as the server counts.
pub(super) const LARGEST: usize = 5_000;

/// The parameter of the address that asks for smaller parts.
pub(super) const PART: &str = "part";

/// How many are a part: as many as the address says, but never more than the server counts.
pub(super) fn size(parameter: Option<&str>) -> usize {
    let asked = parameter.and_then(|it| it.parse().ok());
    asked.filter(|it| (1..=LARGEST).contains(it)).unwrap_or(LARGEST)
}

/// The same address with parts of this size.
pub(super) fn with_size(address: String, most: usize) -> String {
    if most == LARGEST {
        return address;
    }
    format!("{address}&{PART}={most}")
}

/// How many credentials a filter lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// So many.
    Found(usize),
    /// More than can be revoked in one go.
    TooMany,
    /// The server says that something in the filter cannot be.
    Unfit,
}

impl Count {
    /// What the server counted, where `most` are a part; none where they are too many to count.
    pub(super) fn of(total: Option<i32>, most: usize) -> Self {
        let total = total.and_then(|it| usize::try_from(it).ok());
        total.filter(|it| *it <= most).map_or(Self::TooMany, Self::Found)
    }
}

/// Which of those that were counted are revoked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of them: so many.
    All(usize),
    /// So many of them, the first ones.
    Part(usize),
}

impl Extent {
    /// How many.
    pub(super) const fn count(self) -> usize {
        match self {
            Self::All(count) | Self::Part(count) => count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, LARGEST, size, with_size};

    #[test]
    fn address_asks_for_smaller_parts_and_never_for_larger_ones() {
        for (parameter, expected) in [
            (None, LARGEST),
            (Some("4"), 4),
            (Some("5000"), LARGEST),
            (Some("5001"), LARGEST),
            (Some("0"), LARGEST),
            (Some("-1"), LARGEST),
            (Some("many"), LARGEST),
            (Some("99999999999999999999"), LARGEST),
        ] {
            assert_eq!(size(parameter), expected, "{parameter:?}");
        }
        assert_eq!(with_size("/r?a=b".to_owned(), 4), "/r?a=b&part=4");
        assert_eq!(with_size("/r?a=b".to_owned(), LARGEST), "/r?a=b");
    }

    #[test]
    fn more_than_a_part_is_too_many() {
        assert_eq!(Count::of(Some(4), 4), Count::Found(4));
        assert_eq!(Count::of(Some(5), 4), Count::TooMany);
        assert_eq!(Count::of(None, LARGEST), Count::TooMany);
        assert_eq!(Count::of(Some(0), 4), Count::Found(0));
    }
}
