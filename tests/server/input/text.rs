//! Text of a catalogue: written out, or described by its pieces where it is large or no text at all.
//!
//! `${name}` stands for something that only the running test knows, such as the number of a credential; `${i}` for the
//! number of a repetition.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A text, or the pieces that it is made of.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    /// Written out.
    Plain(String),
    /// One after the other.
    Pieces(Vec<Piece>),
}

/// A piece of a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Piece {
    /// Written out.
    Plain(String),
    /// The same again and again.
    Repeat(Repeat),
    /// Bytes that are no text.
    Bytes(Bytes),
}

/// The same again and again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    repeat: String,
    count: usize,
}

/// Bytes as hexadecimal digits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bytes {
    hex: String,
}

/// What the names in texts stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Says what a name stands for.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The same names and these.
    pub(super) fn with(&self, more: &BTreeMap<String, String>) -> Self {
        let mut names = self.clone();
        names.0.extend(more.clone());
        names
    }

    /// The text with every name replaced, also those in what a name stands for.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').expect("a name in a catalogue ends with }");
            let value = self
                .0
                .get(name)
                .unwrap_or_else(|| panic!("a catalogue uses the unknown name {name}"));
            filled.push_str(before);
            filled.push_str(&self.fill(value));
            rest = after;
        }
        filled + rest
    }
}

impl Text {
    /// The bytes of the text.
    pub(super) fn bytes(&self, names: &Names) -> Vec<u8> {
        match self {
            Self::Plain(text) => names.fill(text).into_bytes(),
            Self::Pieces(pieces) => pieces.iter().flat_map(|it| it.bytes(names)).collect(),
        }
    }

    /// The text, which must be one.
    pub(super) fn string(&self, names: &Names) -> String {
        String::from_utf8(self.bytes(names)).expect("this part of a catalogue is text")
    }
}

impl Piece {
    fn bytes(&self, names: &Names) -> Vec<u8> {
        match self {
            Self::Plain(text) => names.fill(text).into_bytes(),
            Self::Repeat(Repeat { repeat, count }) => {
                if !repeat.contains("${") {
                    return repeat.repeat(*count).into_bytes();
                }
                let numbered = repeat.contains("${i}");
                let once = if numbered { repeat.clone() } else { names.fill(repeat) };
                let mut bytes = Vec::with_capacity(once.len() * count);
                for number in 0..*count {
                    bytes.extend(once.replace("${i}", &number.to_string()).into_bytes());
                }
                bytes
            }
            Self::Bytes(Bytes { hex }) => (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("pairs of hexadecimal digits"))
                .collect(),
        }
    }
}
