//! My credentials: one list of everything, filtered by its address, and who may see what is in it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};
use tests::build;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, GRACE, SOFIA, choose};

const HEADING: &str = "My credentials";

/// Awards a run of a course of this title to Ada; gives the certificate number.
async fn award_course(app: &TestApp, title: &str, more: Value) -> String {
    let owner = build::organization("Harbor College").insert(app.db()).await;
    let course = build::course(title).owned_by(&owner).insert(app.db()).await;
    let run = build::course_run(&course).insert(app.db()).await;
    let object = json!({ "type": "COURSE_RUN", "id": run.key });
    if let Some(expiry) = more.get("expiry") {
        for (mutation, input) in [
            (
                "createConfiguration",
                json!({ "learningObject": object, "expiry": expiry }),
            ),
            ("activateConfiguration", json!({ "learningObject": object })),
        ] {
            let reply = app.staff().mutate(mutation, input, "userErrors { code message }").await;
            assert_eq!(reply.at(&format!("/{mutation}/userErrors")), &json!([]));
        }
    }
    let mut input = json!({ "username": "ada", "recipientName": "Ada Lovelace", "learningObject": object });
    if let Some(date) = more.get("dateOverride") {
        input["dateOverride"] = date.clone();
    }
    let reply = app
        .service()
        .mutate(
            "awardCredential",
            input,
            "credential { uuid } userErrors { code message }",
        )
        .await;
    reply.text_at("/awardCredential/credential/uuid").to_owned()
}

/// A program, and a course of every other state.
async fn award_all(app: &TestApp) -> scene::Awarded {
    let expired = json!({ "expiry": { "afterDays": 1 } });
    award_course(app, "Sailing", expired).await;
    app.advance(TimeDelta::days(2));
    let revoked = award_course(app, "Navigation", json!({})).await;
    let input = json!({ "uuid": revoked, "reason": "Awarded by mistake." });
    app.staff().mutate("revokeCredential", input, "outcome").await.data();
    app.advance(TimeDelta::minutes(1));
    let tomorrow = app.now() + TimeDelta::days(1);
    award_course(app, "Astronomy", json!({ "dateOverride": tomorrow })).await;
    app.advance(TimeDelta::minutes(1));
    scene::award(app, &scene::program(app).await).await
}

/// The titles in the list, in order.
async fn titles(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('main li h2')].map((it) => it.textContent)";
    let titles = browser.eval(script).await;
    serde_json::from_value(titles).expect("texts")
}

async fn expect_titles(browser: &Browser, expected: &[&str]) {
    browser
        .until(&format!("list of {expected:?}"), async || {
            (titles(browser).await == expected).then_some(())
        })
        .await;
}

#[tokio::test]
async fn visitor_signs_in_and_comes_back() {
    let (app, browser) = sign_in::start().await;
    award_all(&app).await;
    browser.visit("/credentials?state=valid").await;
    browser.find(Role::Heading, "Sign in to see this page").await;
    assert_eq!(browser.title().await, "Sign in");
    assert!(!browser.has(Role::Navigation, "Your pages").await);
    expect_clean_now(&browser, "the page that asks to sign in").await;
    browser.find(Role::Link, "Sign in").await.click().await;
    choose(&browser, ADA).await;
    browser.find(Role::Heading, HEADING).await;
    expect_titles(&browser, &["Data Science"]).await;
    assert_eq!(browser.path().await, "/credentials?state=valid");
}

#[tokio::test]
async fn everything_earned_is_in_one_list_that_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    let awarded = award_all(&app).await;
    sign_in::sign_in(&browser, ADA, "/").await;
    browser.find(Role::Link, HEADING).await.click().await;
    browser.hear(HEADING).await;
    browser.see("4 credentials").await;
    expect_titles(&browser, &["Data Science", "Astronomy", "Navigation", "Sailing"]).await;
    assert_eq!(browser.title().await, HEADING);
    for words in [
        "Valid",
        "Public from January 18, 2027",
        "Revoked on January 17, 2027",
        "Reason: \u{2068}Awarded by mistake.\u{2069}",
        "Expired on January 16, 2027",
        "Wexcombe University and Harbor College",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, HEADING).await;

    browser.find(Role::ComboBox, "State").await.write("Revoked").await;
    expect_titles(&browser, &["Navigation"]).await;
    browser.hear("1 credential").await;
    assert_eq!(browser.path().await, "/credentials?state=revoked");
    assert_eq!(browser.focused().await.description().await, "combobox \"State\"");
    browser.reload().await;
    expect_titles(&browser, &["Navigation"]).await;
    browser.find(Role::ComboBox, "State").await.write("All").await;
    expect_titles(&browser, &["Data Science", "Astronomy", "Navigation", "Sailing"]).await;
    browser.find(Role::ComboBox, "Kind").await.write("Courses").await;
    expect_titles(&browser, &["Astronomy", "Navigation", "Sailing"]).await;
    browser.find(Role::SearchBox, "Title contains").await.write("NAV").await;
    browser.find(Role::Button, "Search").await.click().await;
    expect_titles(&browser, &["Navigation"]).await;
    assert_eq!(browser.path().await, "/credentials?kind=course&search=NAV");
    browser.find(Role::ComboBox, "State").await.write("Valid").await;
    browser.find(Role::Heading, "No credential fits").await;
    expect_clean_now(&browser, "a filter that nothing fits").await;
    browser.eval("history.back()").await;
    expect_titles(&browser, &["Navigation"]).await;
    browser.visit("/credentials?state=valid&kind=course").await;
    browser
        .find(Role::Link, "Show all of your credentials")
        .await
        .click()
        .await;
    browser.see("4 credentials").await;

    browser.find(Role::Link, "Data Science").await.click().await;
    browser.see("Valid certificate").await;
    assert_eq!(browser.path().await, awarded.path());
}

#[tokio::test]
async fn more_is_shown_when_it_is_asked_for() {
    let (app, browser) = sign_in::start().await;
    for number in 1..=30 {
        award_course(&app, &format!("Course {number}"), json!({})).await;
        app.advance(TimeDelta::minutes(1));
    }
    sign_in::sign_in(&browser, ADA, "/credentials").await;
    browser.see("30 credentials").await;
    assert_eq!(titles(&browser).await.len(), 24);
    browser.find(Role::Button, "Show more").await.click().await;
    browser.hear("6 more shown").await;
    let all = titles(&browser).await;
    assert_eq!(
        (all.len(), all[24].as_str(), all[29].as_str()),
        (30, "Course 6", "Course 1")
    );
    browser
        .until("focus on the first of the new ones", async || {
            (browser.focused().await.description().await == "link \"Course 6\"").then_some(())
        })
        .await;
    assert!(!browser.has(Role::Button, "Show more").await);
}

#[tokio::test]
async fn learner_says_who_may_see_a_credential() {
    let (app, browser) = sign_in::start().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    sign_in::sign_in(&browser, ADA, "/credentials").await;
    let switch = browser.find(Role::Switch, "Public: Data Science").await;
    assert_eq!(switch.attribute("aria-checked").await, "true");
    browser.see("Anyone with its link can see it.").await;

    switch.click().await;
    browser.hear("Only you can see it.").await;
    assert_eq!(switch.attribute("aria-checked").await, "false");
    assert_eq!(
        browser.focused().await.description().await,
        "switch \"Public: Data Science\""
    );
    assert_eq!(app.anonymous().get(&awarded.path()).await.status, 404);
    browser.reload().await;
    browser.see("Only you can see it.").await;
    expect_clean_now(&browser, "a private credential").await;

    browser.find(Role::Switch, "Public: Data Science").await.click().await;
    browser.hear("Anyone with its link can see it.").await;
    assert_eq!(app.anonymous().get(&awarded.path()).await.status, 200);

    browser.set_offline(true).await;
    let switch = browser.find(Role::Switch, "Public: Data Science").await;
    switch.click().await;
    browser.see("The register did not answer.").await;
    assert_eq!(switch.attribute("aria-checked").await, "true");
}

#[tokio::test]
async fn empty_list_says_why_and_staff_see_their_own_alone() {
    let (app, browser) = sign_in::start().await;
    award_all(&app).await;
    sign_in::sign_in(&browser, GRACE, "/credentials").await;
    browser.find(Role::Heading, "No credentials yet").await;
    expect_clean_now(&browser, "an empty list").await;
    browser.find(Role::Button, "Grace Hopper, account").await.click().await;
    browser.find(Role::Button, "Sign out").await.click().await;
    browser.find(Role::Heading, "You are signed out").await;
    sign_in::sign_in(&browser, SOFIA, "/credentials").await;
    browser.find(Role::Heading, "No credentials yet").await;
}

#[tokio::test]
async fn learner_takes_all_that_is_kept_along() {
    let (app, browser) = sign_in::start().await;
    scene::award(&app, &scene::program(&app).await).await;
    sign_in::sign_in(&browser, ADA, "/credentials").await;
    browser.find(Role::Heading, "Your data").await;
    // What the browser is handed to save.
    let keep = "const make = URL.createObjectURL; URL.createObjectURL = (it) => { it.text().then((text) => { window.kept = text; }); \
                return make.call(URL, it); };";
    browser.eval(keep).await;
    browser.find(Role::Button, "Download my data").await.click().await;
    browser.hear("The file is being saved.").await;
    let kept = browser
        .until("the file", async || {
            let text = browser.eval("return window.kept ?? null").await;
            serde_json::from_str::<Value>(text.as_str()?).ok()
        })
        .await;
    assert_eq!((&kept["version"], &kept["isComplete"]), (&json!(1), &json!(true)));
    assert_eq!(kept["account"]["username"], "ada");
    assert_eq!(kept["credentials"].as_array().map(Vec::len), Some(1));
    expect_clean_now(&browser, "my credentials with my data below").await;
}
