//! What a declaration does: it hides, or it says how something lies.

/// What can hardly be seen: opacity, and height of letters in CSS pixels.
const FAINT: f32 = 0.1;
const TINY: f32 = 1.0;
/// Columns of a grid that are still counted.
const MANY: usize = 12;

/// What a declaration does to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Hidden with all that it holds.
    Gone,
    /// Hidden, but for what says otherwise.
    Unseen(bool),
    /// Too small to be read, but for what says otherwise.
    Tiny(bool),
    /// How it lies, and in which manner what it holds is laid.
    Shown(Lies, Inner),
    /// Whether it is moved to a side, with others beside it.
    Floating(bool),
    /// Whether what it holds goes down, where it would go on beside.
    Downwards(bool),
    /// How many columns a grid has; of many, no number.
    Tracks(usize),
}

/// In which manner something is laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    Lines,
    Flex,
    Grid,
    Row,
}

/// How an element lies among its neighbors, and what lies in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::render) struct Flow {
    /// How it lies.
    pub(in crate::render) lies: Lies,
    /// What lies in it.
    pub(in crate::render) holds: Holds,
}

/// How an element lies among its neighbors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::render) enum Lies {
    /// As its name has it.
    #[default]
    AsEver,
    /// Within the line.
    Inline,
    /// Below them.
    Below,
    /// Beside them.
    Beside,
}

/// What lies in an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::render) enum Holds {
    /// What its name has.
    #[default]
    AsEver,
    /// One thing below the other.
    Lines,
    /// One thing beside the other, at most so many in a row.
    Columns(usize),
}

impl Flow {
    /// What effects come to; of two that say something about the same, the later one.
    pub(super) fn of(effects: &[Effect]) -> Self {
        let (mut shown, mut is_floating, mut is_downwards, mut n_tracks) = (None, false, false, 1);
        for effect in effects {
            match *effect {
                Effect::Shown(lies, inner) => shown = Some((lies, inner)),
                Effect::Floating(it) => is_floating = it,
                Effect::Downwards(it) => is_downwards = it,
                Effect::Tracks(n) => n_tracks = n,
                Effect::Gone | Effect::Unseen(_) | Effect::Tiny(_) => {}
            }
        }
        let (lies, inner) = shown.unzip();
        let holds = match inner {
            None => Holds::AsEver,
            Some(Inner::Flex) if !is_downwards => Holds::Columns(usize::MAX),
            Some(Inner::Row) => Holds::Columns(usize::MAX),
            Some(Inner::Grid) if n_tracks > 1 => Holds::Columns(n_tracks),
            Some(Inner::Lines | Inner::Flex | Inner::Grid) => Holds::Lines,
        };
        Self {
            lies: if is_floating {
                Lies::Beside
            } else {
                lies.unwrap_or_default()
            },
            holds,
        }
    }
}

/// Each effect once, where it is said last: there are few, however often they are said.
pub(super) fn each_once(effects: impl Iterator<Item = Effect>) -> Vec<Effect> {
    effects.fold(Vec::new(), |mut all, it| {
        note(&mut all, Some(it));
        all
    })
}

/// Adds an effect to others, where there is one.
pub(super) fn note(effects: &mut Vec<Effect>, effect: Option<Effect>) {
    if let Some(effect) = effect {
        effects.retain(|it| *it != effect);
        effects.push(effect);
    }
}

/// The effect of a declaration, if it has one.
pub(super) fn declared(text: &str) -> Option<Effect> {
    let (name, value) = text.split_once(':')?;
    let value = value.split('!').next().unwrap_or_default().trim().to_ascii_lowercase();
    match name.trim().to_ascii_lowercase().as_str() {
        "display" => display(&value),
        "opacity" => {
            let (number, whole) = value.strip_suffix('%').map_or((value.as_str(), 1.0), |it| (it, 100.0));
            let number: f32 = number.trim().parse().ok()?;
            (number / whole < FAINT).then_some(Effect::Gone)
        }
        "visibility" => match value.as_str() {
            "hidden" | "collapse" => Some(Effect::Unseen(true)),
            "visible" => Some(Effect::Unseen(false)),
            _ => None,
        },
        "font-size" => size(&value),
        // The size is the first length, before the height of lines.
        "font" => value.split_ascii_whitespace().find_map(|it| {
            let word = it.split('/').next().unwrap_or_default();
            let is_weight = word.len() == 3 && word.bytes().all(|it| it.is_ascii_digit());
            size(word).filter(|_| !is_weight)
        }),
        "float" => Some(Effect::Floating(value != "none")),
        "flex-direction" | "flex-flow" => Some(Effect::Downwards(value.contains("column"))),
        "grid-template-columns" => Some(Effect::Tracks(tracks(&value))),
        "grid" | "grid-template" => {
            let (_, columns) = value.split_once('/')?;
            Some(Effect::Tracks(tracks(columns)))
        }
        _ => None,
    }
}

fn display(value: &str) -> Option<Effect> {
    let (lies, inner) = match value {
        "none" => return Some(Effect::Gone),
        "inline" | "contents" => (Lies::Inline, Inner::Lines),
        "block" | "flow-root" | "list-item" | "table" => (Lies::Below, Inner::Lines),
        "inline-block" | "inline-table" | "table-cell" => (Lies::Beside, Inner::Lines),
        "flex" => (Lies::Below, Inner::Flex),
        "inline-flex" => (Lies::Beside, Inner::Flex),
        "grid" => (Lies::Below, Inner::Grid),
        "inline-grid" => (Lies::Beside, Inner::Grid),
        "table-row" => (Lies::Below, Inner::Row),
        _ => return None,
    };
    Some(Effect::Shown(lies, inner))
}

/// How many tracks a list has. More than anybody sees side by side, or as many as there is room for, are as many as may be.
fn tracks(list: &str) -> usize {
    match counted(list.trim()) {
        n if n > MANY => usize::MAX,
        n => n,
    }
}

fn counted(list: &str) -> usize {
    if let Some(repeated) = list.strip_prefix("repeat(") {
        let times = repeated.split(',').next().unwrap_or_default();
        return times.trim().parse().unwrap_or(usize::MAX);
    }
    let mut depth = 0_usize;
    let is_between = |it: char| {
        match it {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        it.is_ascii_whitespace() && depth == 0
    };
    let is_track = |it: &&str| !it.is_empty() && !it.starts_with('[');
    list.split(is_between).filter(is_track).count()
}

/// What a size of letters does; one that depends on that of the element around it does nothing.
fn size(value: &str) -> Option<Effect> {
    let is_number = |it: char| it.is_ascii_digit() || matches!(it, '.' | '-' | '+');
    let at = value.find(|it| !is_number(it)).unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let Ok(number) = number.parse::<f32>() else {
        let is_named = ["small", "medium", "large"].iter().any(|it| value.ends_with(it));
        return is_named.then_some(Effect::Tiny(false));
    };
    let pixels = match unit {
        "%" | "em" | "ex" | "ch" | "lh" if number > 0.0 => return None,
        "mm" | "pt" | "px" | "q" => number,
        _ => number * 16.0,
    };
    Some(Effect::Tiny(pixels < TINY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(declarations: &str) -> Flow {
        Flow::of(&declarations.split(';').filter_map(declared).collect::<Vec<_>>())
    }

    #[test]
    fn what_lies_beside_is_told_from_what_lies_below() {
        for (declarations, lies, holds) in [
            ("color: red", Lies::AsEver, Holds::AsEver),
            ("display: flex", Lies::Below, Holds::Columns(usize::MAX)),
            ("display: flex; flex-direction: column", Lies::Below, Holds::Lines),
            (
                "flex-flow: column wrap; display: inline-flex",
                Lies::Beside,
                Holds::Lines,
            ),
            ("display: grid", Lies::Below, Holds::Lines),
            (
                "DISPLAY: grid; grid-template-columns: 1fr minmax(0, 2fr)",
                Lies::Below,
                Holds::Columns(2),
            ),
            (
                "display: grid; grid-template-columns: repeat(3, 1fr)",
                Lies::Below,
                Holds::Columns(3),
            ),
            (
                "display: grid; grid-template-columns: repeat(auto-fit, minmax(8em, 1fr))",
                Lies::Below,
                Holds::Columns(usize::MAX),
            ),
            (
                "display: grid; grid: auto / [a] 1fr [b] 1fr",
                Lies::Below,
                Holds::Columns(2),
            ),
            ("float: left", Lies::Beside, Holds::AsEver),
            ("display: block; display: inline", Lies::Inline, Holds::Lines),
        ] {
            assert_eq!(flow(declarations), Flow { lies, holds }, "{declarations}");
        }
    }
}
