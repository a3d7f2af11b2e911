//! A part of a page, found by what it is and what it is called.

use serde_json::{Value, json};

use super::session::{Refusal, Session};

/// Under this key the protocol writes what names an element.
const KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A part of a page that was there when it was looked for.
#[derive(Clone, Debug)]
pub struct Element {
    session: Session,
    id: String,
}

impl Element {
    pub(super) fn read(session: &Session, value: &Value) -> Option<Self> {
        Some(Self {
            session: session.clone(),
            id: value[KEY].as_str()?.to_owned(),
        })
    }

    /// Clicks in its middle, as a mouse would: something that covers it is in the way.
    ///
    /// # Panics
    /// When it is gone or covered.
    pub async fn click(&self) {
        self.post("click", json!({})).await;
    }

    /// Types into it, after what it holds.
    ///
    /// # Panics
    /// When it is gone or takes no keys.
    pub async fn write(&self, text: &str) {
        self.post("value", json!({ "text": text })).await;
    }

    /// Empties it.
    ///
    /// # Panics
    /// When it is gone or holds no text.
    pub async fn clear(&self) {
        self.post("clear", json!({})).await;
    }

    /// The text that can be seen in it.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn text(&self) -> String {
        self.get("text").await
    }

    /// What is in it for a screen reader, seen or not.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn content(&self) -> String {
        self.get("property/textContent").await
    }

    /// The value of an attribute; empty where it has none.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn attribute(&self, name: &str) -> String {
        self.get(&format!("attribute/{name}")).await
    }

    /// Whether it is ticked.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn is_ticked(&self) -> bool {
        let value = self.ask("selected").await;
        value.unwrap_or_else(|it| panic!("cannot tell whether it is ticked: {it:?}")) == true
    }

    /// Its role and its name, as in `button "Print"`.
    ///
    /// # Panics
    /// When it is gone.
    pub async fn description(&self) -> String {
        format!(
            "{} {:?}",
            self.get("computedrole").await,
            self.get("computedlabel").await
        )
    }

    /// Whether it has this role and, where one is asked for, this name.
    pub(super) async fn is(&self, role: &str, name: Option<&str>) -> Result<bool, Refusal> {
        if self.ask("computedrole").await? != role {
            return Ok(false);
        }
        match name {
            Some(name) => Ok(self.ask("computedlabel").await? == name),
            None => Ok(true),
        }
    }

    async fn ask(&self, property: &str) -> Result<Value, Refusal> {
        self.session.get(&format!("/element/{}/{property}", self.id)).await
    }

    async fn get(&self, property: &str) -> String {
        let value = self.ask(property).await;
        let value = value.unwrap_or_else(|it| panic!("no {property} of an element: {it:?}"));
        value.as_str().unwrap_or_default().to_owned()
    }

    async fn post(&self, command: &str, body: Value) {
        let done = self
            .session
            .post(&format!("/element/{}/{command}", self.id), body)
            .await;
        if let Err(refusal) = done {
            panic!("no {command} of {}: {refusal:?}", self.description().await);
        }
    }
}
