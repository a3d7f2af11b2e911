//! What stands one below the other, as it is read.

use super::{Part, Picture, Role, Text, Voice};

/// What stands one below the other, and what of it has not ended yet.
#[derive(Debug, Default)]
pub(super) struct Column {
    parts: Vec<Part>,
    /// Columns to which others may come that lie beside them, and the most of them in a row.
    row: Vec<Vec<Part>>,
    most: usize,
    /// A text to which words may come.
    role: Role,
    voice: Voice,
    lines: Vec<String>,
    /// Pictures to which others may come.
    pictures: Vec<Picture>,
}

impl Column {
    /// Words, as they stand in HTML.
    pub(super) fn say(&mut self, role: Role, voice: Voice, text: &str) {
        if text.chars().all(|it| it.is_ascii_whitespace()) {
            self.space();
            return;
        }
        self.end_pictures();
        if (self.role, self.voice) != (role, voice) {
            self.end_text();
            (self.role, self.voice) = (role, voice);
        }
        if self.lines.is_empty() {
            self.lines.push(String::new());
        }
        for it in text.chars() {
            if it.is_ascii_whitespace() {
                self.space();
            } else if let Some(line) = self.lines.last_mut()
                && is_text(it)
            {
                line.push(it);
            }
        }
    }

    fn space(&mut self) {
        if let Some(line) = self.lines.last_mut()
            && !line.is_empty()
            && !line.ends_with(' ')
        {
            line.push(' ');
        }
    }

    pub(super) fn break_line(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    pub(super) fn show(&mut self, picture: Picture) {
        self.end_text();
        self.pictures.push(picture);
    }

    /// What has ended, and lies beside what did so before it.
    pub(super) fn lay_beside(&mut self, parts: Vec<Part>, most: usize) {
        self.end_block();
        if parts.is_empty() {
            return;
        }
        if self.row.is_empty() {
            self.most = most.max(1);
        }
        self.row.push(parts);
    }

    pub(super) fn end_block(&mut self) {
        self.end_text();
        self.end_pictures();
    }

    /// Nothing more lies beside what did.
    pub(super) fn end_row(&mut self) {
        let mut columns = std::mem::take(&mut self.row).into_iter();
        loop {
            let mut row: Vec<Vec<Part>> = columns.by_ref().take(self.most).collect();
            match row.len() {
                0 => return,
                1 => self.parts.extend(row.remove(0)),
                _ => self.parts.push(Part::Row(row)),
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<Part> {
        self.end_block();
        self.end_row();
        self.parts
    }

    fn end_text(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let lines = lines.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        if !lines.is_empty() {
            self.push(Part::Text(Text {
                role: self.role,
                voice: self.voice,
                lines,
            }));
        }
    }

    fn end_pictures(&mut self) {
        let pictures = std::mem::take(&mut self.pictures);
        if !pictures.is_empty() {
            self.push(Part::Pictures(pictures));
        }
    }

    fn push(&mut self, part: Part) {
        self.end_row();
        self.parts.push(part);
    }
}

/// Whether it can stand in a text: no sign of control, and nothing that is no character.
fn is_text(it: char) -> bool {
    !it.is_control() && !matches!(it, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
