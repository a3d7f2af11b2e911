//! What differs between two texts, line by line: the fewest lines that were taken out and put in.
//!
//! Invariant: the lines that are kept or removed are the text before, those that are kept or added the text after.

/// As many pairs of lines as are compared; past that, what lies between the first and the last change counts as written anew.
const MAX_PAIRS: usize = 1_000_000;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    Removed,
    Added,
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) fate: Fate,
    pub(super) text: String,
}

impl Line {
    fn of(fate: Fate, text: &str) -> Self {
        Self {
            fate,
            text: text.to_owned(),
        }
    }
}

/// A part of what is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Changes and the lines around them.
    Lines(Vec<Line>),
    /// So many lines that are the same.
    Left(usize),
}

/// Every line of both texts, in order.
pub(super) fn diff(before: &str, after: &str) -> Vec<Line> {
    let (before, after) = (lines(before), lines(after));
    let n_head = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let rests = before[n_head..].iter().rev().zip(after[n_head..].iter().rev());
    let n_tail = rests.take_while(|(old, new)| old == new).count();
    let (head, rest) = before.split_at(n_head);
    let (old, tail) = rest.split_at(rest.len() - n_tail);
    let new = &after[n_head..after.len() - n_tail];
    let kept = |text: &&str| Line::of(Fate::Kept, text);
    let head = head.iter().map(kept);
    head.chain(changed(old, new)).chain(tail.iter().map(kept)).collect()
}

/// A text that is empty has none.
fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').collect()
    }
}

/// The same for two texts of which neither the first nor the last lines are the same.
fn changed(old: &[&str], new: &[&str]) -> Vec<Line> {
    let width = new.len() + 1;
    let n_pairs = (old.len() + 1).saturating_mul(width);
    if n_pairs > MAX_PAIRS {
        let removed = old.iter().map(|it| Line::of(Fate::Removed, it));
        return removed.chain(new.iter().map(|it| Line::of(Fate::Added, it))).collect();
    }
    let at = |i: usize, j: usize| i * width + j;
    // How many lines the rests of both from there on have in common, in order.
    let mut common = vec![0_u32; n_pairs];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[at(i, j)] = if old[i] == new[j] {
                common[at(i + 1, j + 1)] + 1
            } else {
                common[at(i + 1, j)].max(common[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::of(Fate::Kept, old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || i < old.len() && common[at(i + 1, j)] >= common[at(i, j + 1)] {
            lines.push(Line::of(Fate::Removed, old[i]));
            i += 1;
        } else {
            lines.push(Line::of(Fate::Added, new[j]));
            j += 1;
        }
    }
    lines
}

/// The changes with so many lines around each; how many lines between them are left out.
pub(super) fn pieces(lines: Vec<Line>, context: usize) -> Vec<Piece> {
    let is_changed: Vec<bool> = lines.iter().map(|it| it.fate != Fate::Kept).collect();
    let is_near = |at: usize| {
        let end = (at + context + 1).min(is_changed.len());
        is_changed[at.saturating_sub(context)..end].contains(&true)
    };
    let mut pieces = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        match (is_near(at), pieces.last_mut()) {
            (true, Some(Piece::Lines(lines))) => lines.push(line),
            (true, _) => pieces.push(Piece::Lines(vec![line])),
            (false, Some(Piece::Left(count))) => *count += 1,
            (false, _) => pieces.push(Piece::Left(1)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Fate, Line, Piece, diff, pieces};

    /// The lines as they are written in a patch.
    fn written(lines: &[Line]) -> Vec<String> {
        let sign = |fate| match fate {
            Fate::Kept => ' ',
            Fate::Removed => '-',
            Fate::Added => '+',
        };
        lines.iter().map(|it| format!("{}{}", sign(it.fate), it.text)).collect()
    }

    fn told(before: &str, after: &str) -> Vec<String> {
        written(&diff(before, after))
    }

    #[test]
    fn as_little_as_can_be_is_told_as_changed() {
        assert_eq!(told("a\nb\nc", "a\nb\nc"), [" a", " b", " c"]);
        assert_eq!(told("a\nb\nc", "a\nx\nc"), [" a", "-b", "+x", " c"]);
        assert_eq!(told("a\nc", "a\nb\nc"), [" a", "+b", " c"]);
        assert_eq!(told("a\nb\nc", "c"), ["-a", "-b", " c"]);
        assert_eq!(
            told("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc"),
            ["-a", "-b", " c", "-a", " b", "+a", " b", " a", "+c"]
        );
        assert_eq!(told("a", "a\n"), [" a", "+"]);
        assert_eq!(told("", "a"), ["+a"]);
        assert_eq!(told("a", ""), ["-a"]);
    }

    #[test]
    fn lines_make_up_both_texts() {
        let texts = [
            "",
            "a",
            "a\na",
            "b\na\n\nc",
            "c\nb\na\nb",
            "a\nb\nc\nd\ne",
            "e\nc\nx\na\nb\n",
        ];
        for before in texts {
            for after in texts {
                let lines = diff(before, after);
                let without = |fate| {
                    let lines: Vec<&str> = lines
                        .iter()
                        .filter(|it| it.fate != fate)
                        .map(|it| it.text.as_str())
                        .collect();
                    lines.join("\n")
                };
                assert_eq!(without(Fate::Added), before, "{before:?} to {after:?}");
                assert_eq!(without(Fate::Removed), after, "{before:?} to {after:?}");
            }
        }
    }

    #[test]
    fn texts_that_are_too_long_to_compare_are_written_anew() {
        let many = |word: &str| format!("first\n{}last", format!("{word}\nsame\n").repeat(600));
        let lines = diff(&many("old"), &many("new"));
        assert_eq!(lines[0], Line::of(Fate::Kept, "first"));
        assert_eq!(lines.last(), Some(&Line::of(Fate::Kept, "last")));
        assert_eq!(lines.iter().filter(|it| it.fate == Fate::Removed).count(), 1_199);
        assert_eq!(lines.iter().filter(|it| it.fate == Fate::Added).count(), 1_199);
    }

    #[test]
    fn what_is_far_from_every_change_is_left_out() {
        let lines = diff("1\n2\n3\n4\n5\n6\n7\n8", "1\n2\n3\nx\n5\n6\n7\n8");
        let pieces = pieces(lines, 1);
        let [Piece::Left(2), Piece::Lines(lines), Piece::Left(3)] = pieces.as_slice() else {
            panic!("{pieces:?}")
        };
        assert_eq!(written(lines), [" 3", "-4", "+x", " 5"]);
        assert_eq!(super::pieces(diff("a\nb", "a\nb"), 3), [Piece::Left(2)]);
    }
}
