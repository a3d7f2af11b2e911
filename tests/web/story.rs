//! The main story: awarded, seen, revoked, seen to be revoked, awarded again.

use chrono::TimeDelta;
use tests::browser::{Browser, Role};
use tests::database::Engine;

use crate::scene;

tests::on_both_engines!(certificate_tells_the_truth_all_its_life);

const STATE: &str = "State of this certificate";

async fn certificate_tells_the_truth_all_its_life(engine: Engine) {
    let app = scene::start(engine).await;
    let browser = Browser::open(app.address()).await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;

    browser.visit(&awarded.url).await;
    expect_valid(&browser).await;
    let sheet = browser.see_framed("Data Science").await;
    for words in [
        "This is to certify that",
        "Ada Lovelace",
        "offered by Wexcombe University and Harbor College",
        "Prof. Émilie Laurent",
        "Dean of Science",
        "Tomás Ibarra",
        "Registrar",
        "January 15, 2027",
        &awarded.number(),
        &awarded.url,
    ] {
        assert!(sheet.contains(words), "{words:?} is not on the certificate:\n{sheet}");
    }
    assert!(browser.has(Role::Heading, "Data Science").await);
    assert_eq!(browser.title().await, "Data Science – Ada Lovelace");
    assert_eq!(browser.language().await, "en");
    assert_eq!(browser.path().await, awarded.path());

    app.advance(TimeDelta::days(40));
    scene::revoke(&app, &awarded).await;
    browser.reload().await;
    browser.see("Revoked certificate").await;
    let state = browser.find(Role::Region, STATE).await.text().await;
    assert!(
        state.contains("revoked this certificate on February 24, 2027. It is no longer valid."),
        "{state}"
    );
    let card = browser.find(Role::Article, "Certificate").await.text().await;
    assert!(card.contains("REVOKED"), "no stamp on what is left of it:\n{card}");
    for words in [
        "Data Science",
        "Ada Lovelace",
        "January 15, 2027",
        "February 24, 2027",
        &awarded.number(),
    ] {
        assert!(card.contains(words), "{words:?} is not told:\n{card}");
    }
    let frames = browser.eval("return document.querySelectorAll('iframe').length").await;
    assert_eq!(frames, 0, "a revoked certificate is not drawn");
    let text = browser.text().await;
    for words in ["Valid certificate", "is valid", "awarded by mistake"] {
        assert!(!text.contains(words), "{words:?} is on the page:\n{text}");
    }
    assert_eq!(browser.title().await, "Revoked: Data Science – Ada Lovelace");

    app.advance(TimeDelta::days(1));
    let again = scene::award(&app, &program).await;
    assert_eq!(again.url, awarded.url);
    browser.reload().await;
    expect_valid(&browser).await;
    assert_eq!(browser.title().await, "Data Science – Ada Lovelace");
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn expect_valid(browser: &Browser) {
    browser.see("Valid certificate").await;
    let state = browser.find(Role::Region, STATE).await.text().await;
    assert!(
        state.contains("was awarded to \u{2068}Ada Lovelace\u{2069} and is valid."),
        "{state}"
    );
    let text = browser.text().await.to_lowercase();
    assert!(
        !text.contains("revoked"),
        "a valid certificate speaks of revocation:\n{text}"
    );
}
