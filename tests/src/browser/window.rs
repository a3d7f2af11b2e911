//! Further windows of the browser, which pages open.

use serde_json::{Value, json};

use super::Browser;

/// A window of a browser.
#[derive(Clone, Debug)]
pub struct Window(Value);

impl Browser {
    /// Goes on in the window that a page opens when this is done; gives the window that it comes from.
    ///
    /// # Panics
    /// When none opens in time.
    pub async fn follow_to_window(&self, open: impl AsyncFnOnce()) -> Window {
        let before = self.get("/window").await;
        let known = self.get("/window/handles").await;
        open().await;
        let handle = self
            .until("window that opens", async || {
                let handles = self.get("/window/handles").await;
                let known = known.as_array()?;
                handles.as_array()?.iter().find(|it| !known.contains(it)).cloned()
            })
            .await;
        self.turn_to(&Window(handle)).await;
        Window(before)
    }

    /// Goes on in another of its windows.
    ///
    /// # Panics
    /// When that is closed.
    pub async fn turn_to(&self, window: &Window) {
        self.post("/window", json!({ "handle": window.0 })).await;
    }
}
