//! Nothing on any page breaks a rule of accessibility: on every screen, by day and by night, in every state.

use sea_orm::ConnectionTrait as _;
use tests::browser::{Browser, Role, Scheme, Screen};

use crate::scene;

#[tokio::test]
async fn certificates_are_for_everyone() {
    let (app, browser) = scene::start_with_browser().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    expect_clean(&browser, &awarded.url, "Data Science").await;
    scene::revoke(&app, &awarded).await;
    expect_clean(&browser, &awarded.url, "Data Science").await;
}

#[tokio::test]
async fn dead_ends_are_for_everyone() {
    let (_app, browser) = scene::start_with_browser().await;
    expect_clean(&browser, "/", "Is this certificate genuine?").await;
    let unknown = "/credentials/00000000000040008000000000000000";
    expect_clean(&browser, unknown, "No certificate found").await;
    expect_clean(
        &browser,
        "/credentials/not-a-number",
        "This is not a certificate number",
    )
    .await;
    expect_clean(&browser, "/certificates", "There is no page at this address").await;
}

#[tokio::test]
async fn refusals_and_failures_are_for_everyone() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit("/").await;
    browser.find(Role::Button, "Look up").await.click().await;
    browser.see("This is not a certificate number.").await;
    expect_clean_now(&browser, "the form with a refusal").await;

    app.db()
        .execute_unprepared("ALTER TABLE credential RENAME TO credential_elsewhere")
        .await
        .expect("a renamed table");
    expect_clean(&browser, &awarded.url, "The certificate could not be checked").await;
}

/// Opens a page and looks at it in every way.
async fn expect_clean(browser: &Browser, address: &str, heading: &str) {
    browser.visit(address).await;
    browser.find(Role::Heading, heading).await;
    expect_clean_now(browser, heading).await;
}

/// Looks in every way at the page that is there.
pub(crate) async fn expect_clean_now(browser: &Browser, what: &str) {
    for screen in [Screen::Desktop, Screen::Phone] {
        for scheme in [Scheme::Light, Scheme::Dark] {
            browser.look_through(screen, scheme).await;
            let violations = browser.audit().await;
            assert!(
                violations.is_empty(),
                "{what} ({screen:?}, {scheme:?}):\n{}",
                violations.join("\n")
            );
            browser.keep_picture(&format!("{what} {screen:?} {scheme:?}")).await;
            let hidden = browser.hidden_beside(screen).await;
            assert!(hidden <= 0, "{what}: {hidden} pixels lie beside the {screen:?}");
        }
    }
}
