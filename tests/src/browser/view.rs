//! How a visitor looks at pages: on which screen, by day or by night, in which language, connected or not.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;

/// Names the folder for pictures.
const PICTURES: &str = "CREDENTIALS_TEST_PICTURES";

/// What a visitor looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// 1280 pixels wide.
    Desktop,
    /// 360 pixels wide, to be touched.
    Phone,
}

/// Which colors a visitor prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Screen {
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1280, 900),
            Self::Phone => (360, 740),
        }
    }
}

impl Browser {
    /// Looks at pages in this way from now on.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn look_through(&self, screen: Screen, scheme: Scheme) {
        let (width, height) = screen.size();
        let is_mobile = screen == Screen::Phone;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({ "media": "", "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Looks at pages as the printer lays them out, on paper of this size in inches with 8 millimetres of margin.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn look_at_paper(&self, width: f64, height: f64) {
        let pixels = |inches: f64| ((inches - 16.0 / 25.4) * 96.0).floor();
        let metrics = json!({
            "width": pixels(width),
            "height": pixels(height),
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
        let media = json!({ "media": "print", "features": [] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// How many pixels of the page lie beside the screen, where only sideways scrolling would show them.
    pub async fn hidden_beside(&self, screen: Screen) -> i64 {
        let width = self.eval("return document.documentElement.scrollWidth").await;
        width.as_i64().unwrap_or(i64::MAX) - i64::from(screen.size().0)
    }

    /// Prefers a language over all others from the next page on, as the settings of browsers have it.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn prefer(&self, language: &str) {
        // The browser takes the two together alone.
        let agent = self.eval("return navigator.userAgent").await;
        let settings = json!({ "userAgent": agent, "acceptLanguage": language });
        self.devtools("Emulation.setUserAgentOverride", settings).await;
    }

    /// Cuts the browser off, or connects it again.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn set_offline(&self, is_offline: bool) {
        let conditions = json!({
            "offline": is_offline,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Lets pages use the clipboard, as a visitor does who says yes when asked.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn allow_clipboard(&self) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", permissions).await;
    }

    /// Keeps a picture of the page for somebody to look at, where `CREDENTIALS_TEST_PICTURES` names a folder for them.
    ///
    /// # Panics
    /// When it cannot be kept.
    pub async fn keep_picture(&self, name: &str) {
        let Some(folder) = std::env::var_os(PICTURES) else {
            return;
        };
        let name = name.replace(|it: char| !it.is_ascii_alphanumeric(), "-");
        let picture = STANDARD.decode(self.picture().await).expect("Base64");
        let path = Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(&path, picture).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// A picture of what is on the screen, as PNG in Base64.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn picture(&self) -> String {
        let picture = self
            .devtools("Page.captureScreenshot", json!({ "captureBeyondViewport": true }))
            .await;
        picture["data"].as_str().unwrap_or_default().to_owned()
    }
}
