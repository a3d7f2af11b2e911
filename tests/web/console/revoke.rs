//! Revoking what a filter finds: what would become of each is seen, then exactly that is done.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene::confirm;
use crate::sign_in::{self, ADA, SOFIA};

const RUN: &str = "course-v1:ExampleX+CS101+2026_T1";
const PAGE: &str = "/console/revoke";

/// Awards the run to learners of these names.
async fn award(app: &TestApp, usernames: &[String]) -> Vec<String> {
    let items: Vec<_> = usernames
        .iter()
        .map(|it| json!({ "username": it, "learningObject": { "type": "COURSE_RUN", "id": RUN } }))
        .collect();
    let reply = app
        .service()
        .mutate(
            "awardCredentials",
            json!({ "items": items }),
            "results { credential { uuid } }",
        )
        .await;
    let results = reply.at("/awardCredentials/results").as_array().cloned();
    let uuid = |it: Value| it["credential"]["uuid"].as_str().unwrap_or_default().to_owned();
    results.unwrap_or_default().into_iter().map(uuid).collect()
}

fn names(prefix: &str, n_learners: usize) -> Vec<String> {
    (0..n_learners).map(|it| format!("{prefix}{it}")).collect()
}

/// How many credentials are of this status.
async fn count(app: &TestApp, status: &str) -> Value {
    let query = format!("{{ credentials(filter: {{ status: {status} }}) {{ totalCount }} }}");
    app.staff().query(&query).await.at("/credentials/totalCount").clone()
}

async fn press(browser: &Browser, name: &str) {
    browser.find(Role::Button, name).await.click().await;
}

async fn rewrite(browser: &Browser, name: &str, text: &str) {
    let field = browser.find(Role::TextBox, name).await;
    field.clear().await;
    field.write(text).await;
}

#[tokio::test]
async fn what_was_seen_is_revoked_and_nothing_else() {
    let (app, browser) = sign_in::start().await;
    let uuids = award(&app, &names("learner", 4)).await;
    let revoked = json!({ "uuid": uuids[0], "reason": "Before." });
    app.staff().mutate("revokeCredential", revoked, "outcome").await.data();
    let other = json!({ "type": "COURSE_RUN", "id": "course-v1:ExampleX+CS102+2026_T1" });
    let other = json!({ "username": "grace", "learningObject": other });
    app.service().mutate("awardCredential", other, "outcome").await.data();

    sign_in::sign_in(&browser, SOFIA, "/console/credentials").await;
    browser.see("5 credentials").await;
    assert!(!browser.has(Role::Link, "Revoke these…").await, "everything at once");
    browser
        .find(Role::SearchBox, "Course key or program UUID")
        .await
        .write(RUN)
        .await;
    press(&browser, "Search").await;
    browser.see("4 credentials").await;
    browser.find(Role::Link, "Revoke these…").await.click().await;
    browser.find(Role::Heading, "1. What the filter finds").await;
    assert!(browser.path().await.starts_with("/console/revoke?object="));
    assert_eq!(browser.title().await, "Revoke credentials");
    browser.see(RUN).await;
    browser.see("4 credentials").await;
    expect_clean_now(&browser, "what a filter finds to revoke").await;
    press(&browser, "Check").await;
    browser.find(Role::Heading, "2. What would become of them").await;
    browser.find(Role::Table, "What becomes of each").await;
    browser.see("Revoked before").await;
    assert_eq!(count(&app, "REVOKED").await, 1, "only tried");

    // Nothing goes without a reason and the number.
    press(&browser, "Revoke 3 credentials").await;
    browser.see("Say why, in at most 1,000 characters.").await;
    expect_clean_now(&browser, "a revocation without a reason").await;
    rewrite(&browser, "Reason (required)", "The exam was withdrawn.").await;
    rewrite(&browser, "Write how many are revoked, to confirm", "4").await;
    press(&browser, "Revoke 3 credentials").await;
    browser.see("Write the number exactly as it is shown.").await;
    assert_eq!(count(&app, "REVOKED").await, 1);

    // Meanwhile one more is awarded, and one is revoked and awarded again.
    award(&app, &["late".to_owned()]).await;
    let changed = json!({ "uuid": uuids[1] });
    app.staff().mutate("revokeCredential", changed, "outcome").await.data();
    award(&app, &["learner1".to_owned()]).await;
    rewrite(&browser, "Write how many are revoked, to confirm", "3").await;
    press(&browser, "Revoke 3 credentials").await;
    browser.find(Role::Heading, "4. Result").await;
    browser.see("It was changed elsewhere since it was checked.").await;
    expect_clean_now(&browser, "the result of revoking many").await;
    browser.find(Role::Link, "Insights").await.click().await;
    browser.find(Role::Dialog, "Leave without the result?").await;
    confirm(&browser, "Stay here").await;
    press(&browser, "Download the result").await;
    assert_eq!(
        (count(&app, "REVOKED").await, count(&app, "AWARDED").await),
        (json!(3), json!(3))
    );
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { revocationReason } }";
    let reason = app.staff().graphql(query, json!({ "uuid": uuids[2] })).await;
    assert_eq!(reason.at("/credential/revocationReason"), "The exam was withdrawn.");

    // A reload begins anew, and finds what is left.
    browser.reload().await;
    press(&browser, "Check").await;
    browser.find(Role::Button, "Revoke 2 credentials").await;
}

#[tokio::test]
async fn many_go_in_parts_and_what_was_lost_goes_again() {
    let (app, browser) = sign_in::start().await;
    award(&app, &names("learner", 230)).await;
    sign_in::sign_in(&browser, SOFIA, &format!("{PAGE}?kind=course&state=valid")).await;
    browser.see("230 credentials").await;
    press(&browser, "Check").await;
    browser.see("These are the first 100.").await;
    rewrite(&browser, "Reason (required)", "The exam was withdrawn.").await;
    rewrite(&browser, "Write how many are revoked, to confirm", "230").await;
    // The first are revoked, and the answer does not arrive.
    let lose = "const send = window.fetch; window.fetch = async (...it) => {
        const answer = await send(...it); const body = await answer.clone().text();
        if (!body.includes('revokeCredentials')) { return answer; }
        window.fetch = send; throw new TypeError('lost'); };";
    browser.eval(lose).await;
    press(&browser, "Revoke 230 credentials").await;
    browser.find(Role::Heading, "4. Result").await;
    assert!(!browser.text().await.contains("It was changed elsewhere"), "none twice");
    assert_eq!(
        (count(&app, "REVOKED").await, count(&app, "AWARDED").await),
        (json!(230), json!(0))
    );
    press(&browser, "Start again").await;
    browser.see("1. What the filter finds").await;
}

/// Checks a part, says why, and has it revoked.
async fn revoke_part(browser: &Browser, n_credentials: usize) {
    press(browser, "Check").await;
    browser.find(Role::Heading, "2. What would become of them").await;
    let button = format!("Revoke {n_credentials} credentials");
    browser.find(Role::Button, &button).await;
    rewrite(browser, "Reason (required)", "The exam was withdrawn.").await;
    let number = n_credentials.to_string();
    rewrite(browser, "Write how many are revoked, to confirm", &number).await;
    press(browser, &button).await;
    browser.find(Role::Heading, "4. Result").await;
}

#[tokio::test]
async fn more_than_a_part_are_revoked_one_part_after_the_other() {
    let (app, browser) = sign_in::start().await;
    award(&app, &names("learner", 10)).await;
    // As many as the server counts are a part unless the address wants fewer.
    sign_in::sign_in(&browser, SOFIA, &format!("{PAGE}?kind=course&part=4")).await;
    browser.see("The filter finds more than 4.").await;
    browser
        .see("Only those that are valid can be revoked part by part.")
        .await;
    assert!(!browser.has(Role::Button, "Check").await);
    expect_clean_now(&browser, "more than one part of any state").await;
    browser
        .find(Role::Link, "Go on with the valid ones")
        .await
        .click()
        .await;
    browser.see("The first 4 of them are checked and revoked now.").await;
    let address = browser.path().await;
    assert!(
        address.contains("state=valid") && address.ends_with("&part=4"),
        "{address}"
    );
    expect_clean_now(&browser, "more than one part").await;
    for n_revoked in [4, 8] {
        browser.see("The filter finds more than 4.").await;
        revoke_part(&browser, 4).await;
        assert_eq!(
            (count(&app, "REVOKED").await, count(&app, "AWARDED").await),
            (json!(n_revoked), json!(10 - n_revoked))
        );
        press(&browser, "Start again").await;
        browser.find(Role::Heading, "1. What the filter finds").await;
    }
    // What is left is no part, but all.
    browser.see("2 credentials").await;
    assert!(!browser.text().await.contains("The first 4 of them"));
    revoke_part(&browser, 2).await;
    assert_eq!(count(&app, "REVOKED").await, 10);
    press(&browser, "Start again").await;
    browser.see("No credential fits").await;
    assert!(!browser.has(Role::Button, "Check").await);
}

#[tokio::test]
async fn address_cannot_make_parts_larger() {
    let (app, browser) = sign_in::start().await;
    award(&app, &names("learner", 3)).await;
    sign_in::sign_in(&browser, SOFIA, &format!("{PAGE}?kind=course&part=3")).await;
    browser.see("3 credentials").await;
    for part in ["0", "-1", "99999999", "two"] {
        browser.visit(&format!("{PAGE}?kind=course&part={part}")).await;
        browser.see("3 credentials").await;
        press(&browser, "Check").await;
        browser.find(Role::Button, "Revoke 3 credentials").await;
    }
}

#[tokio::test]
async fn what_cannot_be_revoked_at_once_is_told() {
    let (app, browser) = sign_in::start().await;
    award(&app, &names("learner", 1)).await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Choose which ones first").await;
    expect_clean_now(&browser, "revoking without a filter").await;
    browser.visit(&format!("{PAGE}?username=two%20words")).await;
    browser.see("Something in the filter cannot be right").await;
    browser.visit(&format!("{PAGE}?until=2026-13-45")).await;
    browser.see("Something in the filter cannot be right").await;
    browser.visit(&format!("{PAGE}?state=revoked")).await;
    browser.see("No credential fits").await;
    browser.visit(&format!("{PAGE}?username=learner0")).await;
    press(&browser, "Check").await;
    browser.find(Role::Button, "Revoke 1 credential").await;
    assert_eq!(count(&app, "REVOKED").await, 0);
}

#[tokio::test]
async fn learners_revoke_nothing() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, &format!("{PAGE}?kind=course")).await;
    browser.find(Role::Heading, "This is for staff").await;
}
