//! How many awards go in one request.

use super::query::{Award, Limits};

/// More would keep others waiting, though the server may take them.
const USUAL: usize = 200;
/// Fewer are not worth a request of their own.
const FEWEST: usize = 10;
/// What the wire adds to an award: names of fields, the key, signs that have to be escaped.
const AROUND: usize = 400;

/// How many awards the next request may hold. Falls after each failure and rises again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    most: usize,
    now: usize,
    bytes: usize,
}

impl Chunk {
    pub(super) fn new(limits: Limits) -> Self {
        Self::of(limits.items().min(USUAL), limits.bytes() / 2)
    }

    const fn of(most: usize, bytes: usize) -> Self {
        Self { most, now: most, bytes }
    }

    /// The request had no answer: it may have been too much.
    pub(super) fn fall(&mut self) {
        self.now = (self.now / 2).max(FEWEST).min(self.most);
    }

    /// It had one.
    pub(super) fn rise(&mut self) {
        self.now = (self.now * 2).min(self.most);
    }

    /// How many of these, from the first, go together; at least one.
    pub(super) fn take<'a>(&self, awards: impl Iterator<Item = &'a Award>) -> usize {
        let mut n_bytes = 0;
        let fit = awards.take(self.now).take_while(|it| {
            n_bytes += size(it);
            n_bytes <= self.bytes
        });
        fit.count().max(1)
    }
}

fn size(award: &Award) -> usize {
    let texts = [&award.recipient_name, &award.reason];
    let texts: usize = texts.into_iter().flatten().map(String::len).sum();
    AROUND + award.username.len() + award.learning_object.id.len() + texts
}

#[cfg(test)]
mod tests {
    use super::{Award, Chunk};
    use crate::console::learning_object::LearningObjectInput;

    #[test]
    fn requests_keep_to_the_limits() {
        let award = Award {
            username: "ada".to_owned(),
            learning_object: LearningObjectInput::told("course-v1:A+B+C"),
            recipient_name: None,
            date_override: None,
            reason: None,
            idempotency_key: None,
            expected_version: None,
        };
        let awards = vec![award; 300];
        let mut chunk = Chunk::of(200, 1_000_000);
        assert_eq!(chunk.take(awards.iter()), 200);
        assert_eq!(chunk.take(awards[..7].iter()), 7);
        for expected in [100, 50, 25, 12, 10, 10] {
            chunk.fall();
            assert_eq!(chunk.take(awards.iter()), expected);
        }
        chunk.rise();
        assert_eq!(chunk.take(awards.iter()), 20);
        assert_eq!(Chunk::of(200, 5_000).take(awards.iter()), 11);
        assert_eq!(Chunk::of(200, 1).take(awards.iter()), 1);
        let mut small = Chunk::of(3, 5_000);
        small.fall();
        assert_eq!(small.take(awards.iter()), 3);
    }
}
