//! Comparing with the learning platform: started, followed while it goes, and what differs told and filtered.

mod many;
mod schedule;
mod settle;

use serde_json::{Value, json};
use server::worker;
use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role, Scheme, Screen};
use tests::platform::learning::Certificate;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/reconciliation";
/// The button that makes the app speak it.
const ARABIC: &str = "العربية";

const MISSING: &str = "Repair: ada, Not awarded here";
const UNKNOWN: &str = "Repair: ada, Awarded here, unknown there";

fn run_key(name: &str) -> String {
    format!("course-v1:ExampleX+{name}+2026")
}

fn learning_object(run: &str) -> Value {
    json!({ "type": "COURSE_RUN", "id": run_key(run) })
}

async fn award(app: &TestApp, username: &str, run: &str) -> String {
    let input = json!({ "username": username, "learningObject": learning_object(run), "mode": "verified" });
    let selection = "outcome credential { uuid } userErrors { code }";
    let reply = app.service().mutate("awardCredential", input, selection).await;
    assert_eq!(reply.at("/awardCredential/outcome"), "CREATED");
    reply.text_at("/awardCredential/credential/uuid").to_owned()
}

fn certify(app: &TestApp, username: &str, run: &str) {
    let certificate = Certificate::passing(username, &run_key(run));
    app.platform().edit_learning(|it| it.certificates.push(certificate));
}

/// Two differences, both Ada's: a certificate that was never awarded here, and an award that the platform knows nothing of. What Grace
/// has is the same on both sides.
async fn differ(app: &TestApp) {
    award(app, "grace", "A").await;
    certify(app, "grace", "A");
    certify(app, "ada", "A");
    award(app, "ada", "B").await;
    app.platform()
        .edit_learning(|it| it.empty_runs.extend([run_key("A"), run_key("B")]));
}

/// A server where two things differ, and the page before any run.
async fn open() -> (TestApp, Browser) {
    let (app, browser) = sign_in::start().await;
    differ(&app).await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Reconciliation").await;
    (app, browser)
}

/// Has a worker do the run that was asked for.
async fn work(app: &TestApp) {
    let ctx = app.ctx().await;
    let is_postponed = worker::reconciliation::work_off(&ctx).await.expect("a database");
    ctx.db.clone().close().await;
    assert!(!is_postponed);
}

/// Presses the button, has a worker do the run, and waits until the page tells that it ended.
async fn compare(app: &TestApp, browser: &Browser, button: &str) {
    browser.find(Role::Button, button).await.click().await;
    browser.see("Waiting for a worker").await;
    work(app).await;
    browser.hear("The run is done.").await;
}

/// The page of a run that has ended.
async fn open_run() -> (TestApp, Browser) {
    let (app, browser) = open().await;
    compare(&app, &browser, "Compare now").await;
    browser.find(Role::Link, "Show the differences").await.click().await;
    browser.find(Role::Table, "Differences").await;
    (app, browser)
}

/// Status of Ada's credential for a run; null where there is none.
async fn status(app: &TestApp, run: &str) -> Value {
    let filter = json!({ "username": "ada", "learningObject": learning_object(run) });
    let document = "query($filter: CredentialFilter) { credentials(filter: $filter) { nodes { status } } }";
    let reply = app.staff().graphql(document, json!({ "filter": filter })).await;
    reply.at("/credentials/nodes")[0]["status"].clone()
}

/// A text with single spaces.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn long_values_on_a_phone_begin_where_lines_begin() {
    let (app, browser) = open().await;
    compare(&app, &browser, "Compare now").await;
    browser.look_through(Screen::Phone, Scheme::Light).await;
    browser.find(Role::Table, "What was found").await;
    let script = "const value = document.querySelector('[aria-label=\"What was found\"] td:last-child > :last-child');
        value.textContent = 'Nothing can: somebody has to find out what happened. '.repeat(2);
        const lines = document.createRange();
        lines.selectNodeContents(value);
        const lefts = [...lines.getClientRects()].map((it) => Math.round(it.left));
        return { nLines: lefts.length, nLefts: new Set(lefts).size };";
    let shape = browser.eval(script).await;
    assert!(shape["nLines"].as_u64() > Some(1), "{shape}");
    assert_eq!(shape["nLefts"], 1, "{shape}");
}

#[tokio::test]
async fn comparison_is_started_and_tells_what_differs() {
    let (app, browser) = open().await;
    browser.find(Role::Heading, "Nothing was compared yet").await;
    assert_eq!(browser.title().await, "Reconciliation");
    let link = browser.find(Role::Link, "Reconciliation").await;
    assert_eq!(link.attribute("aria-current").await, "page");
    expect_clean_now(&browser, "a platform that nothing was compared with").await;

    browser.find(Role::Button, "Compare now").await.click().await;
    browser.see("A run is under way.").await;
    assert!(!browser.has(Role::Button, "Compare now").await);
    expect_clean_now(&browser, "a comparison that waits").await;
    work(&app).await;
    browser.hear("The run is done.").await;
    browser.see("No run was clean yet.").await;
    let found = words(&browser.find(Role::Table, "What was found").await.text().await);
    for row in [
        "Not awarded here 1 The credential is awarded.",
        "Awarded here, unknown there 1 The credential is revoked.",
    ] {
        assert!(found.contains(row), "{found}");
    }
    expect_clean_now(&browser, "a comparison that found something").await;

    browser.find(Role::Link, "Show the differences").await.click().await;
    browser.find(Role::Heading, "Result").await;
    browser.see("2 differences").await;
    let address = browser.path().await;
    assert!(address.starts_with("/console/reconciliation/run?id="), "{address}");
    expect_clean_now(&browser, "what differs").await;
    browser.find(Role::Button, ARABIC).await.click().await;
    browser.find(Role::Heading, "الاختلافات").await;
    expect_clean_now(&browser, "what differs in Arabic").await;
    // Nothing was changed by looking.
    assert_eq!(status(&app, "A").await, Value::Null);
    assert_eq!(status(&app, "B").await, "AWARDED");
}

#[tokio::test]
async fn address_tells_which_differences_are_listed() {
    let (_app, browser) = open_run().await;
    browser.pick("Kind", "award-unknown").await;
    browser.hear("1 difference").await;
    let address = browser.path().await;
    assert!(address.ends_with("&kind=award-unknown"), "{address}");
    browser.reload().await;
    browser.see("1 difference").await;
    browser.find(Role::Button, UNKNOWN).await;
    assert!(!browser.has(Role::Button, MISSING).await);
    browser.pick("State", "repaired").await;
    browser.find(Role::Heading, "No such difference").await;
    assert_eq!(browser.path().await, format!("{address}&state=repaired"));
    expect_clean_now(&browser, "a filter that no difference fits").await;
    browser.find(Role::Link, "Show all differences").await.click().await;
    browser.see("2 differences").await;

    browser.find(Role::Link, "Not awarded here").await.click().await;
    browser.hear("1 difference").await;
    browser.find(Role::Button, MISSING).await;
    browser.visit("/console/reconciliation/run?id=no-such-run").await;
    browser.find(Role::Heading, "There is no such run").await;
    expect_clean_now(&browser, "a comparison that there is none of").await;
}

#[tokio::test]
async fn run_of_somebody_else_is_shown_instead_of_a_second_one() {
    let (app, browser) = open().await;
    app.staff()
        .mutate("startReconciliation", json!({}), "userErrors { code }")
        .await
        .data();
    browser.find(Role::Button, "Compare now").await.click().await;
    browser.see("Another run was started in the meantime").await;
    work(&app).await;
    browser.hear("The run is done.").await;
}

#[tokio::test]
async fn site_without_a_learning_platform_says_so() {
    let (_app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        config.platform = None;
    })
    .await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Button, "Compare now").await.click().await;
    browser.see("This site has no learning platform to compare with").await;
    expect_clean_now(&browser, "a site without a learning platform").await;
}

#[tokio::test]
async fn learner_is_told_that_comparing_is_for_staff() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Button, "Compare now").await);
    expect_clean_now(&browser, "reconciliation for a learner").await;
    browser.visit("/console/reconciliation/run?id=no-such-run").await;
    browser.find(Role::Heading, "This is for staff").await;
}
