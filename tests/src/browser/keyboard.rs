//! A visitor's keyboard.

use serde_json::json;

use super::{Browser, Element};

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// On to the next control.
    Tab,
    /// Presses a button, follows a link, sends a form.
    Enter,
    /// Presses a button.
    Space,
    /// Closes what is open.
    Escape,
    /// The sign `/`.
    Slash,
    /// On to the thing below.
    Down,
    /// Back to the thing above.
    Up,
}

/// The key that is held while another is pressed.
const CONTROL: &str = "\u{e009}";

impl Key {
    const fn code(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::Enter => "\u{e007}",
            Self::Space => " ",
            Self::Escape => "\u{e00c}",
            Self::Slash => "/",
            Self::Down => "\u{e015}",
            Self::Up => "\u{e013}",
        }
    }
}

impl Browser {
    /// Presses and releases a key.
    ///
    /// # Panics
    /// When the browser takes no keys.
    pub async fn press(&self, key: Key) {
        self.type_keys(&[("keyDown", key.code()), ("keyUp", key.code())]).await;
    }

    /// Presses a letter while the control key is held.
    ///
    /// # Panics
    /// When the browser takes no keys.
    pub async fn press_control(&self, letter: &str) {
        self.type_keys(&[
            ("keyDown", CONTROL),
            ("keyDown", letter),
            ("keyUp", letter),
            ("keyUp", CONTROL),
        ])
        .await;
    }

    async fn type_keys(&self, keys: &[(&str, &str)]) {
        let keys: Vec<_> = keys
            .iter()
            .map(|(what, key)| json!({ "type": what, "value": key }))
            .collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": keys }] });
        self.post("/actions", actions).await;
    }

    /// What has the focus.
    ///
    /// # Panics
    /// When nothing has it, not even the page.
    pub async fn focused(&self) -> Element {
        let value = self.get("/element/active").await;
        Element::read(&self.session, &value).expect("something has the focus")
    }

    /// Whether somebody who looks at the page can tell what has the focus.
    pub async fn is_focus_visible(&self) -> bool {
        let script =
            "const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
            return it.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
              && box.width > 8 && box.height > 8 && box.bottom > 0 && box.top < innerHeight;";
        self.eval(script).await == true
    }
}
