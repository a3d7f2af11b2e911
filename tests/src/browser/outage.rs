//! An API that gives no answer of use for a while, and how often pages ask it all the same.
//!
//! Invariant: nothing but the answers is changed. The page asks as it always does, and the server hears nothing of it.

use serde_json::json;

use super::Browser;

/// Runs in every page before anything of its own. `STATUS` is what the API answers with; 0 for no answer at all.
const OUTAGE: &str = r"(() => {
  if (window.top !== window) return;
  const outage = { isOver: false, nAsked: 0 };
  window.__outage = outage;
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const url = new URL(request[0]?.url ?? String(request[0]), location.href);
    if (outage.isOver || url.pathname !== '/graphql') return ask.apply(window, request);
    outage.nAsked += 1;
    if (STATUS === 0) throw new TypeError('Failed to fetch');
    return new Response('out of order', { status: STATUS });
  };
})();";

/// How an API fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Whoever asks gets no answer.
    Unreachable,
    /// Something before the server answers with this status.
    Status(u16),
}

/// An API that fails in every page that is loaded until [`Outage::end`].
#[derive(Debug)]
#[must_use = "pages go without the API until it ends"]
pub struct Outage<'a> {
    browser: &'a Browser,
    script: String,
}

impl Browser {
    /// Lets the API fail from the next page on.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn cut_api(&self, fault: Fault) -> Outage<'_> {
        let status = match fault {
            Fault::Unreachable => 0,
            Fault::Status(status) => status,
        };
        let source = OUTAGE.replace("STATUS", &status.to_string());
        let added = self
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
            .await;
        Outage {
            browser: self,
            script: added["identifier"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Lets the page draw itself so many times, with all that it does in between.
    ///
    /// # Panics
    /// When the page is left meanwhile.
    pub async fn draw(&self, n_times: u32) {
        let script = format!(
            "return new Promise((done) => {{
              let left = {n_times};
              const step = () => {{ left -= 1; left > 0 ? requestAnimationFrame(step) : done(); }};
              requestAnimationFrame(step);
            }})"
        );
        self.eval(&script).await;
    }
}

impl Outage<'_> {
    /// How often this page has asked in vain.
    ///
    /// # Panics
    /// When the page was loaded before the outage.
    pub async fn n_asked(&self) -> u64 {
        let n_asked = self.browser.eval("return window.__outage.nAsked").await;
        n_asked.as_u64().expect("a page without its API")
    }

    /// Lets the API answer again, in this page and in all others.
    ///
    /// # Panics
    /// When the page was loaded before the outage.
    pub async fn end(self) {
        self.browser.eval("window.__outage.isOver = true").await;
        let script = json!({ "identifier": self.script });
        self.browser
            .devtools("Page.removeScriptToEvaluateOnNewDocument", script)
            .await;
    }
}
