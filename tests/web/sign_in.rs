//! Signing in through the simulated platform, as people do it.

use reqwest::Url;
use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role};

use crate::scene;

/// The button of Ada on the platform's page.
pub(crate) const ADA: &str = "Ada Lovelace ada: a learner who has earned credentials";
/// The button of Grace, who has earned nothing.
pub(crate) const GRACE: &str = "Grace Hopper grace: a learner who has just begun";
/// The button of Sofía, who is staff.
pub(crate) const SOFIA: &str = "Sofía Castañeda Núñez sofia: staff of the registrar's office";

/// The button of Magda, who may do everything.
pub(crate) const MAGDA: &str = "Magdalena Wójcik magda: superuser of the platform";

/// On the platform's page each person is a button.
pub(crate) async fn choose(browser: &Browser, button: &str) {
    browser.find(Role::Heading, "Who is signing in?").await;
    browser.find(Role::Button, button).await.click().await;
}

/// A server on which people can sign in, with a visitor's browser.
pub(crate) async fn start() -> (TestApp, Browser) {
    scene::start_with(sign_in_through_platform).await
}

/// Signs in and goes on at a page of ours.
pub(crate) async fn sign_in(browser: &Browser, button: &str, path: &str) {
    // As the app does it, so that an address keeps its whole query.
    let address =
        Url::parse_with_params("https://credentials.example.org/sign-in", [("next", path)]).expect("an address");
    browser
        .visit(&format!("/sign-in?{}", address.query().unwrap_or_default()))
        .await;
    choose(browser, button).await;
}
