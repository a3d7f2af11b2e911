//! Nothing on any page breaks a rule of accessibility: on every screen, by day and by night, in every state.

use sea_orm::ConnectionTrait as _;
use tests::browser::{Browser, Role, Scheme, Screen};

use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};
use crate::study::Study;

/// The button that makes the app speak it.
const ARABIC: &str = "العربية";

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

#[tokio::test]
async fn pages_read_from_the_right_are_for_everyone() {
    let (app, browser) = scene::start_with_browser().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    browser.visit("/").await;
    browser.find(Role::Button, ARABIC).await.click().await;
    browser.find(Role::Heading, "هل هذه الشهادة حقيقية؟").await;
    expect_clean_now(&browser, "the first page in Arabic").await;
    browser.visit(&awarded.url).await;
    browser.see("شهادة صالحة").await;
    expect_clean_now(&browser, "a certificate in Arabic").await;
    scene::revoke(&app, &awarded).await;
    browser.visit(&awarded.url).await;
    browser.see("شهادة ملغاة").await;
    expect_clean_now(&browser, "a revoked certificate in Arabic").await;
    browser.visit("/credentials/00000000000040008000000000000000").await;
    browser.find(Role::Heading, "لم يُعثر على شهادة").await;
    expect_clean_now(&browser, "a number unknown in Arabic").await;
}

#[tokio::test]
async fn records_read_from_the_right_are_for_everyone() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    sign_in::sign_in(&browser, ADA, &study.path()).await;
    browser.find(Role::Button, ARABIC).await.click().await;
    browser.see("المقررات المنجزة: 2 من 4").await;
    expect_clean_now(&browser, "a record in Arabic").await;
    browser.visit("/credentials").await;
    browser.find(Role::Heading, "مؤهلاتي").await;
    expect_clean_now(&browser, "my credentials in Arabic").await;
}

#[tokio::test]
async fn console_read_from_the_right_is_for_everyone() {
    let (app, browser) = sign_in::start().await;
    scene::award(&app, &scene::program(&app).await).await;
    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.find(Role::Link, "Data Science").await;
    browser.find(Role::Button, ARABIC).await.click().await;
    browser.find(Role::Heading, "المؤهلات").await;
    expect_clean_now(&browser, "credentials in the console in Arabic").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "التغييرات السابقة").await;
    expect_clean_now(&browser, "a credential in the console in Arabic").await;
}

/// Opens a page and looks at it in every way.
async fn expect_clean(browser: &Browser, address: &str, heading: &str) {
    browser.visit(address).await;
    browser.find(Role::Heading, heading).await;
    expect_clean_now(browser, heading).await;
}

/// Looks in every way at the page that is there.
pub(crate) async fn expect_clean_now(browser: &Browser, what: &str) {
    // Wide again at the end, as what comes after expects it.
    for screen in [Screen::Phone, Screen::Desktop] {
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
