//! Notes whatever goes wrong in a page behind what it shows: thrown errors, words on the console, requests that failed.
//!
//! Invariant: the page sees nothing of it. What is asked of the server is asked as before, and answers come as they are.

use serde_json::json;

use super::Browser;

/// Runs in every page before anything of its own.
const WATCH: &str = r"(() => {
  if (window.top !== window) return;
  const faults = [];
  const asked = [];
  let open = 0;
  window.__watch = { faults, asked, open: () => open };
  // Leaving never asks, and nothing opens the dialog for printing.
  addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
  window.print = () => {};
  addEventListener('error', (event) => faults.push(`error: ${event.message ?? event.target?.src ?? event.target?.href}`), true);
  addEventListener('unhandledrejection', (event) => faults.push(`rejection: ${event.reason}`));
  const complain = console.error;
  console.error = (...words) => { faults.push(`console: ${words.join(' ')}`); complain.apply(console, words); };
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const url = request[0]?.url ?? String(request[0]);
    if (request[0] instanceof Request) {
      request[0].clone().text().then((text) => asked.push(`${url} ${text}`)).catch(() => {});
    }
    open += 1;
    try {
      const answer = await ask.apply(window, request);
      const copy = answer.clone();
      copy.text().then((text) => {
        if (answer.status >= 400) faults.push(`${answer.status} ${url}: ${text}`);
        else if (/^\s*{/.test(text)) {
          const errors = JSON.parse(text).errors ?? [];
          for (const error of errors) faults.push(`refused ${url}: ${JSON.stringify(error)}`);
        }
      }).catch(() => {}).finally(() => { open -= 1; });
      return answer;
    } catch (error) {
      open -= 1;
      // The page gave up waiting, as it does when it is left.
      if (error?.name !== 'AbortError') faults.push(`unreachable ${url}: ${error}`);
      throw error;
    }
  };
})();";

/// Whether the page stands and waits for nothing.
const IS_QUIET: &str = "return document.readyState === 'complete' && window.__watch?.open() === 0 \
     && document.querySelector('main h1') !== null";

/// How often in a row it has to be so: between two answers a page waits for nothing, either.
const LOOKS: u32 = 3;

impl Browser {
    /// Watches every page from the next one on.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn watch(&self) {
        let script = json!({ "source": WATCH });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
    }

    /// Waits until the page has a heading and waits for nothing.
    ///
    /// # Panics
    /// When it does not come to that in time.
    pub async fn rest(&self) {
        let mut n_looks = 0;
        self.until("page with a heading that waits for nothing", async || {
            let is_quiet = self.eval(IS_QUIET).await == true;
            n_looks = if is_quiet { n_looks + 1 } else { 0 };
            (n_looks >= LOOKS).then_some(())
        })
        .await;
    }

    /// What this page has asked of the server by scripts since it was last asked: addresses, each with the body.
    ///
    /// # Panics
    /// When the page was not watched.
    pub async fn questions(&self) -> Vec<String> {
        self.noted("asked").await
    }

    /// What went wrong in this page since it was last asked.
    ///
    /// # Panics
    /// When the page was not watched.
    pub async fn faults(&self) -> Vec<String> {
        self.noted("faults").await
    }

    async fn noted(&self, list: &str) -> Vec<String> {
        let noted = self.eval(&format!("return window.__watch.{list}.splice(0)")).await;
        let noted = noted.as_array().expect("a page that is watched");
        noted
            .iter()
            .map(|it| it.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
