//! Looks into the frame of a page, in which a certificate stands. Nothing runs in it; what is looked at, the page could see as well.

use serde_json::{Value, json};

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

    /// Clicks on what this selector names first in the document, in its middle, as a mouse would.
    ///
    /// # Panics
    /// When there is nothing in time.
    pub async fn click_framed(&self, selector: &str) {
        let script = format!(
            "const it = sheet.querySelector({selector:?}); if (it === null) return null;
            it.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const inner = it.getBoundingClientRect(), outer = frame.getBoundingClientRect();
            return [outer.x + frame.clientLeft + inner.x + inner.width / 2, outer.y + frame.clientTop + inner.y + inner.height / 2]"
        );
        let place = self
            .until(&format!("{selector:?} in the frame"), async || {
                let place = self.eval_framed(&script).await;
                place.is_array().then_some(place)
            })
            .await;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", event).await;
        }
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
