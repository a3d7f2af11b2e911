//! Looks into the frame of a page, in which a certificate stands. Nothing runs in it; what is looked at, the page could see as well.

use serde_json::Value;

use super::Browser;

/// Makes `frame` the page's frame and `sheet` the document in it.
const INSIDE: &str =
    "const frame = document.querySelector('iframe'), sheet = frame?.contentDocument; if (!sheet?.body) return null; ";

impl Browser {
    /// Runs the body of a function that knows the page's `frame` and the document in it as `sheet`; null while there is none.
    ///
    /// # Panics
    /// When it throws.
    pub async fn eval_framed(&self, script: &str) -> Value {
        self.eval(&format!("{INSIDE}{script}")).await
    }

    /// Waits for the certificate in the page's frame to say this; gives all that can be seen of it.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn see_framed(&self, words: &str) -> String {
        self.until(&format!("text {words:?} in the frame"), async || {
            let text = self.eval_framed("return sheet.body.innerText").await;
            text.as_str().filter(|it| it.contains(words)).map(str::to_owned)
        })
        .await
    }

    /// Waits for the certificate to stand in its frame with all that it has: nothing of it lies below or beside the frame.
    ///
    /// # Panics
    /// When something does.
    pub async fn see_all_framed(&self) {
        let script = "const main = sheet.querySelector('main'), root = sheet.documentElement;
            return main !== null && frame.clientHeight >= root.scrollHeight && frame.clientWidth >= root.scrollWidth
                && main.clientWidth >= main.scrollWidth";
        self.until("certificate with nothing beside its frame", async || {
            (self.eval_framed(script).await == true).then_some(())
        })
        .await;
    }
}
