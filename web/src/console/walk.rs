//! The way through a list of which no more than so many are wanted, a page at a time.
//!
//! Invariant: no more than that is asked for, whatever the pages of the list are.

/// The way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    /// Most of one page.
    page: usize,
    /// How many are still wanted.
    n_wanted: usize,
    place: Place,
}

/// Where the list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Start,
    After(String),
    End,
}

impl Walk {
    /// Stands before the first one. At most `most` are wanted, and at most `page` of them at once.
    pub(super) const fn new(most: usize, page: usize) -> Self {
        Self {
            page,
            n_wanted: most,
            place: Place::Start,
        }
    }

    /// How many to ask for, and after which cursor; none where the list or the part has ended.
    pub(super) fn next(&self) -> Option<(usize, Option<String>)> {
        let n_next = self.page.min(self.n_wanted);
        match &self.place {
            Place::End => None,
            Place::Start | Place::After(_) if n_next == 0 => None,
            Place::Start => Some((n_next, None)),
            Place::After(cursor) => Some((n_next, Some(cursor.clone()))),
        }
    }

    /// So many came, and the list goes on after this cursor; none at its end.
    pub(super) fn go_on(&mut self, n_found: usize, next: Option<String>) {
        self.n_wanted = self.n_wanted.saturating_sub(n_found);
        self.place = next.map_or(Place::End, Place::After);
    }

    /// Whether the list has more than was wanted of it.
    pub(super) fn is_cut(&self) -> bool {
        self.place != Place::End
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;

    /// Goes through a part of a list; gives what it has found, and whether there is more.
    fn part(list: &[u32], most: usize, page: usize) -> (Vec<u32>, bool) {
        let mut walk = Walk::new(most, page);
        let mut seen = Vec::new();
        while let Some((n_wanted, after)) = walk.next() {
            assert!(n_wanted <= page);
            let start: usize = after.map_or(0, |it| it.parse().expect("a place"));
            let end = (start + n_wanted).min(list.len());
            seen.extend(&list[start..end]);
            walk.go_on(end - start, (end < list.len()).then(|| end.to_string()));
        }
        (seen, walk.is_cut())
    }

    #[test]
    fn parts_follow_one_another_until_nothing_is_left() {
        let mut list: Vec<u32> = (0..10).collect();
        let mut parts = Vec::new();
        loop {
            let (seen, is_cut) = part(&list, 4, 3);
            // What was seen is revoked, and not found any more.
            list.retain(|it| !seen.contains(it));
            parts.push(seen);
            if !is_cut {
                break;
            }
        }
        assert_eq!(parts, [vec![0, 1, 2, 3], vec![4, 5, 6, 7], vec![8, 9]]);
        assert!(list.is_empty());
    }

    #[test]
    fn part_has_its_size_whatever_the_pages_have() {
        let list: Vec<u32> = (0..10_050).collect();
        for (most, page, n_seen, is_cut) in [
            (10_000, 100, 10_000, true),
            (10_050, 100, 10_050, false),
            (1, 100, 1, true),
            (100, 100, 100, true),
            (150, 100, 150, true),
        ] {
            let (seen, cut) = part(&list, most, page);
            assert_eq!((seen.len(), cut), (n_seen, is_cut), "{most}");
            assert!(seen.iter().zip(0..).all(|(it, place)| *it == place), "in order");
        }
        assert_eq!(part(&[], 4, 3), (Vec::new(), false));
    }
}
