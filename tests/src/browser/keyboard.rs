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
}

impl Key {
    const fn code(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::Enter => "\u{e007}",
            Self::Space => " ",
            Self::Escape => "\u{e00c}",
            Self::Slash => "/",
        }
    }
}

impl Browser {
    /// Presses and releases a key.
    ///
    /// # Panics
    /// When the browser takes no keys.
    pub async fn press(&self, key: Key) {
        let keys = ["keyDown", "keyUp"].map(|it| json!({ "type": it, "value": key.code() }));
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
