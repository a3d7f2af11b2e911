//! A certificate that was replaced: what visitors are told, and where it leads them; the same for staff.

use chrono::TimeDelta;
use serde_json::json;
use tests::app::TestApp;
use tests::browser::Role;
use tests::persona::ADA;
use tests::platform::token::TokenSpec;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, Awarded};
use crate::sign_in::{self, SOFIA};

const STATE: &str = "State of this certificate";
const LINK: &str = "Open the other certificate";

/// Awards a program to Ada and to her new name, and lets her come by that: the certificate that she keeps, and the other one.
async fn doubled(app: &TestApp) -> (Awarded, Awarded) {
    let knock = "{ viewer { id } }";
    app.learner("ada").query(knock).await.data();
    let program = scene::program(app).await;
    let own = scene::award(app, &program).await;
    let other = scene::award_as(app, &program, json!({ "username": "countess" })).await;
    app.advance(TimeDelta::minutes(1));
    let renamed = TokenSpec::of(&ADA).claim("preferred_username", "countess");
    app.bearer(&renamed).query(knock).await.data();
    (own, other)
}

#[tokio::test]
async fn replaced_certificate_leads_to_the_one_in_its_place() {
    let (app, browser) = scene::start_with_browser().await;
    let (own, other) = doubled(&app).await;
    browser.visit(&other.url).await;
    browser.see("Replaced certificate").await;
    let state = browser.find(Role::Region, STATE).await.text().await;
    assert!(
        state.contains(
            "replaced this certificate on January 15, 2027 by another one of the same person. This one no longer counts."
        ),
        "{state}"
    );
    let text = browser.text().await;
    for words in ["Valid certificate", "is valid", "Revoked"] {
        assert!(!text.contains(words), "{words:?} is on the page:\n{text}");
    }
    assert!(!browser.has(Role::Link, "Save as PDF").await);
    expect_clean_now(&browser, "a replaced certificate").await;

    browser.find(Role::Link, LINK).await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.path().await, own.path());
    assert!(!browser.has(Role::Link, LINK).await);

    // What has become of that one, its own page tells.
    scene::revoke(&app, &own).await;
    browser.visit(&other.url).await;
    browser.see("Replaced certificate").await;
    browser.find(Role::Link, LINK).await.click().await;
    browser.see("Revoked certificate").await;
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test]
async fn one_that_nobody_may_see_is_not_linked() {
    let (app, browser) = scene::start_with_browser().await;
    let (own, other) = doubled(&app).await;
    let later = json!({ "username": "countess", "learningObject": { "type": "PROGRAM", "id": program_of(&app, &own).await },
        "dateOverride": app.now() + TimeDelta::days(3) });
    let reply = app.service().mutate("awardCredential", later, "outcome").await;
    assert_eq!(reply.at("/awardCredential/outcome"), "UPDATED");
    browser.visit(&other.url).await;
    browser.see("Replaced certificate").await;
    assert!(!browser.has(Role::Link, LINK).await);
    browser.visit(&own.url).await;
    browser.find(Role::Heading, "No certificate found").await;
}

/// The UUID of the program of a certificate.
async fn program_of(app: &TestApp, awarded: &Awarded) -> String {
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { configuration { learningObject { id } } } }";
    let reply = app.staff().graphql(document, json!({ "uuid": awarded.uuid })).await;
    reply.text_at("/credential/configuration/learningObject/id").to_owned()
}

#[tokio::test]
async fn console_lists_replaced_ones_and_leads_to_the_others() {
    let (app, browser) = sign_in::start().await;
    let (own, other) = doubled(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.see("2 credentials").await;
    browser.find(Role::ComboBox, "State").await.write("Replaced").await;
    browser.hear("1 credential").await;
    assert_eq!(browser.path().await, "/console/credentials?state=replaced");
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "History").await;
    assert_eq!(browser.path().await, format!("/console/credentials/{}", other.number()));
    for words in ["Replaced by", "Replaced"] {
        browser.see(words).await;
    }
    assert!(!browser.has(Role::Button, "Change date").await, "it would be another's");
    expect_clean_now(&browser, "a replaced credential in the console").await;
    browser.find(Role::Link, &own.number()).await.click().await;
    browser
        .until("page of the other one", async || {
            (browser.path().await == format!("/console/credentials/{}", own.number())).then_some(())
        })
        .await;
    browser.find(Role::Button, "Change date").await;
    assert!(!browser.text().await.contains("Replaced"));
}
