//! What happened behind the page: what the console said and what was asked of which server.

use serde_json::{Value, json};

use super::Browser;

impl Browser {
    /// What the console has said since it was last asked: errors, broken policies, failed requests, anything.
    ///
    /// # Panics
    /// When the browser does not tell.
    pub async fn console(&self) -> Vec<String> {
        self.log("browser")
            .await
            .iter()
            .map(|it| {
                format!(
                    "{} {}",
                    it["level"].as_str().unwrap_or_default(),
                    it["message"].as_str().unwrap_or_default()
                )
            })
            .collect()
    }

    /// The address of every request that pages have made since it was last asked, blocked ones too.
    ///
    /// # Panics
    /// When the browser does not tell.
    pub async fn requests(&self) -> Vec<String> {
        self.log("performance")
            .await
            .iter()
            .filter_map(|it| serde_json::from_str::<Value>(it["message"].as_str()?).ok())
            .filter(|it| it["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|it| Some(it["message"]["params"]["request"]["url"].as_str()?.to_owned()))
            // The browser's own pages.
            .filter(|it| !it.starts_with("chrome:"))
            .collect()
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.post("/se/log", json!({ "type": kind })).await;
        entries.as_array().cloned().unwrap_or_default()
    }
}
