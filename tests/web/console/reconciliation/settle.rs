//! Settling what differs: one by one or all that is shown, as far as the viewer may.

use chrono::TimeDelta;
use serde_json::json;
use tests::browser::Role;
use tests::platform::account::Account;

use super::{MISSING, UNKNOWN, award, compare, open, open_run, run_key, status};
use crate::accessibility::expect_clean_now;
use crate::scene::confirm;

const IGNORE_UNKNOWN: &str = "Let it stay: ada, Awarded here, unknown there";

#[tokio::test]
async fn difference_is_repaired() {
    let (app, browser) = open_run().await;
    browser.find(Role::Button, MISSING).await.click().await;
    browser.hear("Repaired.").await;
    browser.see("by sofia").await;
    assert!(!browser.has(Role::Button, MISSING).await);
    assert_eq!(status(&app, "A").await, "AWARDED");
    // The focus stays with the row whose button is gone.
    browser
        .until("focus on the row", async || {
            let script = "return document.activeElement.getAttribute('role')";
            (browser.eval(script).await == "row").then_some(())
        })
        .await;

    // What takes something away is asked about first.
    browser.find(Role::Button, UNKNOWN).await.click().await;
    browser.find(Role::Dialog, "Repair").await;
    browser.see("The credential is revoked.").await;
    expect_clean_now(&browser, "the question before a repair").await;
    confirm(&browser, "Cancel").await;
    assert_eq!(status(&app, "B").await, "AWARDED");
    browser.find(Role::Button, UNKNOWN).await.click().await;
    browser.find(Role::Dialog, "Repair").await;
    confirm(&browser, "Repair").await;
    browser
        .until("a row without buttons", async || {
            (!browser.has(Role::Button, UNKNOWN).await).then_some(())
        })
        .await;
    assert_eq!(status(&app, "B").await, "REVOKED");
    expect_clean_now(&browser, "differences that are repaired").await;
    browser.find(Role::Link, "ada").await.click().await;
    assert_eq!(browser.path().await, "/console/learner?username=ada");
}

#[tokio::test]
async fn difference_stays_with_its_reason() {
    let (app, browser) = open_run().await;
    browser.find(Role::Button, IGNORE_UNKNOWN).await.click().await;
    browser.find(Role::Dialog, "Let it stay").await;
    confirm(&browser, "Let it stay").await;
    browser.see("Say why, in at most 1,000 characters.").await;
    expect_clean_now(&browser, "a difference that stays for no reason").await;
    let reason = browser.find(Role::TextBox, "Reason").await;
    reason.write("awarded by hand").await;
    confirm(&browser, "Let it stay").await;
    browser.hear("It stays.").await;
    for words in ["Stays", "by sofia", "awarded by hand"] {
        browser.see(words).await;
    }
    assert!(!browser.has(Role::Button, IGNORE_UNKNOWN).await);
    assert_eq!(status(&app, "B").await, "AWARDED");
    browser.reload().await;
    browser.see("awarded by hand").await;
    assert!(!browser.has(Role::Button, IGNORE_UNKNOWN).await);
}

#[tokio::test]
async fn all_that_is_shown_is_repaired_at_once_and_the_next_run_is_clean() {
    let (app, browser) = open_run().await;
    browser.find(Role::Button, "Repair all shown (2)").await.click().await;
    browser.find(Role::Dialog, "Repair").await;
    for words in [
        "Not awarded here (1): The credential is awarded.",
        "Awarded here, unknown there (1): The credential is revoked.",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the question before all is repaired").await;
    confirm(&browser, "Repair").await;
    browser.hear("Repaired: 2. Left as they are: 0.").await;
    assert!(!browser.has(Role::Button, "Repair all shown (2)").await);
    assert_eq!(status(&app, "A").await, "AWARDED");
    assert_eq!(status(&app, "B").await, "REVOKED");

    browser.find(Role::Link, "All runs").await.click().await;
    app.advance(TimeDelta::minutes(1));
    compare(&app, &browser, "Compare now").await;
    browser.see("Last clean run:").await;
    browser.see("Clean").await;
    app.advance(TimeDelta::minutes(1));
    compare(&app, &browser, "Compare without grades").await;
    browser.see("Without grades").await;
    expect_clean_now(&browser, "comparisons of which one was clean").await;
    let script = "return [...document.querySelectorAll('section[aria-labelledby=runs] li')].length";
    browser
        .until("a list of three runs", async || {
            (browser.eval(script).await == 3).then_some(())
        })
        .await;
    let script = "document.querySelectorAll('section[aria-labelledby=runs] li a')[1].click()";
    browser.eval(script).await;
    browser.find(Role::Heading, "Nothing differs").await;
    expect_clean_now(&browser, "a comparison that found nothing").await;
}

#[tokio::test]
async fn what_has_changed_since_says_so_and_stays_open() {
    let (app, browser) = open_run().await;
    let uuid = award(&app, "ada", "A").await;
    let revoked = app
        .service()
        .mutate("revokeCredential", json!({ "uuid": uuid }), "outcome")
        .await;
    assert_eq!(revoked.at("/revokeCredential/outcome"), "REVOKED");
    browser.find(Role::Button, MISSING).await.click().await;
    browser.see("Something here has changed since this was found.").await;
    browser.find(Role::Button, MISSING).await;
    assert_eq!(status(&app, "A").await, "REVOKED");
    expect_clean_now(&browser, "a difference that could not be repaired").await;

    browser.set_offline(true).await;
    browser.find(Role::Button, MISSING).await.click().await;
    browser.see("The register did not answer.").await;
    browser.set_offline(false).await;
}

#[tokio::test]
async fn buttons_are_what_the_server_lets_the_viewer_do() {
    let (app, browser) = open().await;
    let item = json!({ "username": "before", "lmsUserId": 901, "courseKey": run_key("B"), "percent": "0.1" });
    let reply = app
        .service()
        .mutate("recordGrades", json!({ "items": [item] }), "userErrors { code }")
        .await;
    assert_eq!(reply.at("/recordGrades/userErrors"), &json!([]));
    let account = Account {
        user_id: 901,
        username: "after".to_owned(),
        name: "Somebody".to_owned(),
        email: "somebody@example.org".to_owned(),
        verified_name: None,
        is_active: true,
    };
    app.platform().edit_accounts(|all| all.push(account));
    compare(&app, &browser, "Compare now").await;
    browser.find(Role::Link, "Another username").await.click().await;
    // Staff do not speak for accounts.
    browser
        .find(Role::Button, "Let it stay: before, Another username")
        .await;
    assert!(!browser.has(Role::Button, "Repair: before, Another username").await);
}
