//! Further windows of the browser, which pages open.

use serde_json::json;

use super::Browser;

impl Browser {
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
