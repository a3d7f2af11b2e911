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

    /// Waits for the page to have opened a window, looks at what is in it, and comes back.
    ///
    /// # Panics
    /// When none is opened in time.
    pub async fn look_into_new_window<T>(&self, look: impl AsyncFnOnce() -> T) -> T {
        let here = self.get("/window").await;
        let opened = self
            .until("window that the page has opened", async || {
                let all = self.get("/window/handles").await;
                all.as_array()?.iter().find(|it| **it != here).cloned()
            })
            .await;
        self.post("/window", json!({ "handle": opened })).await;
        let seen = look().await;
        self.post("/window", json!({ "handle": here })).await;
        seen
    }
}
