//! A visitor: real, headless Chromium that looks at an app's pages as people do.
//!
//! Elements are found by the role and the name that the browser computes for assistive technology, or by their text;
//! never by class or structure, which may change. Nothing sleeps: a wait asks again until what is awaited is there, and
//! fails with what the page shows instead.
//!
//! The browser is driven through chromedriver's own protocol (`browser/session.rs`), a request per command over the HTTP
//! client that the kit has anyway. Libraries were tried on for it: thirtyfour brings `serde_json/preserve_order` to the
//! whole workspace, so the tested server would not be the shipped one, fantoccini a second HTTP client; neither knows
//! computed roles and names, which are what elements are found by here.

mod audit;
mod driver;
mod element;
mod frame;
mod keyboard;
mod outage;
mod paper;
mod record;
mod role;
mod session;
mod view;
mod watch;
mod window;

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, MissedTickBehavior, interval};
use url::Url;

pub use self::element::Element;
pub use self::keyboard::Key;
pub use self::outage::{Fault, Outage};
pub use self::paper::Paper;
pub use self::role::Role;
pub use self::view::{Scheme, Screen};
pub use self::window::Window;

use self::driver::Driver;
use self::session::Session;

/// A public address for apps that a [`Browser`] looks at: one that browsers trust as they trust https.
pub const PUBLIC_URL: &str = "http://credentials.localhost";

/// How many browsers run at once; each wants memory and most of a processor.
const BROWSERS: usize = 2;
/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often a wait looks.
const PACE: Duration = Duration::from_millis(20);

static SLOTS: Semaphore = Semaphore::const_new(BROWSERS);

/// A visitor's browser; gone when dropped.
#[derive(Debug)]
pub struct Browser {
    session: Session,
    origin: String,
    _driver: Driver,
    _slot: SemaphorePermit<'static>,
}

impl Browser {
    /// Opens a browser that finds the site of [`PUBLIC_URL`] at `address`, and no other site anywhere.
    ///
    /// # Panics
    /// When there is no chromedriver or no Chromium.
    pub async fn open(address: SocketAddr) -> Self {
        let slot = SLOTS.acquire().await.expect("the slots are never closed");
        let url = Url::parse(PUBLIC_URL).expect("an address");
        let host = url.host_str().unwrap_or_default().to_owned();
        let started = async {
            let driver = tokio::task::spawn_blocking(Driver::start).await??;
            let session = Session::start(&driver, &host, &address.to_string()).await?;
            anyhow::Ok((driver, session))
        };
        let (driver, session) = started.await.unwrap_or_else(|error| panic!("no browser: {error:#}"));
        Self {
            session,
            origin: url.origin().ascii_serialization(),
            _driver: driver,
            _slot: slot,
        }
    }

    /// Goes to an address, or to a path of the site, as if it had been typed.
    ///
    /// # Panics
    /// When the browser does not go there.
    pub async fn visit(&self, address: &str) {
        let url = if address.starts_with('/') {
            format!("{}{address}", self.origin)
        } else {
            address.to_owned()
        };
        self.post("/url", json!({ "url": url })).await;
    }

    /// Loads the page again.
    ///
    /// # Panics
    /// When the browser does not.
    pub async fn reload(&self) {
        self.post("/refresh", json!({})).await;
    }

    /// The path in the address bar, with what follows it.
    ///
    /// # Panics
    /// When the browser does not tell, or is on another site.
    pub async fn path(&self) -> String {
        let url = self.get("/url").await;
        let url = url.as_str().unwrap_or_default();
        let path = url.strip_prefix(&self.origin);
        path.unwrap_or_else(|| panic!("{url} is another site")).to_owned()
    }

    /// The title of the page.
    ///
    /// # Panics
    /// When the browser does not tell.
    pub async fn title(&self) -> String {
        self.get("/title").await.as_str().unwrap_or_default().to_owned()
    }

    /// The language that the page says it is in.
    pub async fn language(&self) -> String {
        let language = self.eval("return document.documentElement.lang").await;
        language.as_str().unwrap_or_default().to_owned()
    }

    /// The text that can be seen.
    pub async fn text(&self) -> String {
        let text = self.eval("return document.body.innerText").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The element with this role and name, as soon as there is one.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn find(&self, role: Role, name: &str) -> Element {
        let what = format!("{} {name:?}", role.name());
        self.until(&what, async || self.look(role, Some(name)).await).await
    }

    /// The first element with this role, whatever its name, as soon as there is one.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn find_any(&self, role: Role) -> Element {
        self.until(role.name(), async || self.look(role, None).await).await
    }

    /// Whether there is an element with this role and name right now.
    pub async fn has(&self, role: Role, name: &str) -> bool {
        self.look(role, Some(name)).await.is_some()
    }

    /// Waits for a text to be seen.
    ///
    /// # Panics
    /// When it is not seen in time.
    pub async fn see(&self, text: &str) {
        self.until(&format!("text {text:?}"), async || {
            self.text().await.contains(text).then_some(())
        })
        .await;
    }

    /// Waits for the screen reader's polite voice to have been given these words.
    ///
    /// # Panics
    /// When it is not in time.
    pub async fn hear(&self, words: &str) {
        self.until(&format!("announcement {words:?}"), async || {
            // Parts of a page have a voice of their own.
            let all = "return [...document.querySelectorAll('[role=status]')].map(it => it.textContent.trim())";
            let told = self.eval(all).await;
            told.as_array()?.iter().any(|it| it == words).then_some(())
        })
        .await;
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Panics
    /// When there is none in time.
    pub async fn until<T>(&self, what: &str, mut attempt: impl AsyncFnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut ticks = interval(PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Some(answer) = attempt().await {
                return answer;
            }
            if Instant::now() > deadline {
                let (address, title, text) = (self.get("/url").await, self.title().await, self.text().await);
                panic!("there is no {what} at {address}, {title:?}:\n{text}");
            }
        }
    }

    /// Runs the body of a function in the page, past its content policy.
    ///
    /// # Panics
    /// When it throws.
    pub async fn eval(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] }))
            .await
    }

    /// Puts a value into the field of this label as its picker would, such as a day into a field for dates.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn pick(&self, label: &str, value: &str) {
        let script = format!(
            "const label = [...document.querySelectorAll('label')].find((it) => it.textContent === {label:?});
            const field = document.getElementById(label.htmlFor);
            field.value = {value:?};
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        );
        self.eval(&script).await;
    }

    /// The text of an open dialog box; none where there is none.
    pub async fn dialog(&self) -> Option<String> {
        let text = self.session.get("/alert/text").await.ok()?;
        Some(text.as_str().unwrap_or_default().to_owned())
    }

    async fn look(&self, role: Role, name: Option<&str>) -> Option<Element> {
        let wanted = json!({ "using": "css selector", "value": role.candidates() });
        let candidates = self.session.post("/elements", wanted).await.ok()?;
        for candidate in candidates.as_array()? {
            let element = Element::read(&self.session, candidate)?;
            // One that has gone meanwhile is none.
            if element.is(role.name(), name).await.unwrap_or_default() {
                return Some(element);
            }
        }
        None
    }

    async fn get(&self, path: &str) -> Value {
        let answer = self.session.get(path).await;
        answer.unwrap_or_else(|it| panic!("the browser does not answer to {path}: {it:?}"))
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.session.post(path, body).await;
        answer.unwrap_or_else(|it| panic!("the browser does not do {path}: {it:?}"))
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let answer = self.session.devtools(command, parameters).await;
        answer.unwrap_or_else(|it| panic!("the browser does not do {command}: {it:?}"))
    }
}
