//! Insights: figures of a period that the address says, drawn and as tables.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use server::worker::insight;
use tests::app::TestApp;
use tests::browser::Role;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/insights";
/// The days around the one on which every test begins; the browser's clock is the machine's.
const PERIOD: &str = "/console/insights?from=2027-01-01&until=2027-01-31";

async fn count(app: &TestApp) {
    app.advance(TimeDelta::minutes(1));
    let ctx = app.ctx().await;
    insight::work(&ctx).await;
    ctx.db.clone().close().await;
}

#[tokio::test]
async fn figures_of_a_period_are_drawn_and_told() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    sign_in::sign_in(&browser, SOFIA, PERIOD).await;
    browser.see("the figures are not complete yet").await;
    browser.see("Nothing was awarded in this period.").await;
    expect_clean_now(&browser, "insights before anything is counted").await;

    app.advance(TimeDelta::days(1));
    let revoked = json!({ "username": "grace", "learningObject": { "type": "PROGRAM", "id": program.uuid } });
    app.service().mutate("awardCredential", revoked, "outcome").await.data();
    count(&app).await;
    // The session ended meanwhile.
    sign_in::sign_in(&browser, SOFIA, PERIOD).await;
    browser.see("Counted up to").await;
    browser.find(Role::Heading, "Awards and revocations").await;
    let drawn = browser
        .eval(
            "return [...document.querySelectorAll('svg[role=img]')].map(it => it.getAttribute('aria-label')).join('|')",
        )
        .await;
    let drawn = drawn.as_str().expect("words").to_owned();
    assert!(drawn.starts_with("Awarded: 2 in all, most of them"), "{drawn}");
    assert!(drawn.contains("|Revoked: none.|"), "{drawn}");
    browser.find(Role::Link, "Data Science").await;
    browser.see(&program.uuid.to_string()).await;
    expect_clean_now(&browser, "insights").await;

    browser.eval("document.querySelector('details summary').click()").await;
    browser.find(Role::Table, "Awards and revocations").await;
    expect_clean_now(&browser, "insights as a table").await;
    browser.find(Role::Button, "Save as CSV").await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Data Science").await;
}

#[tokio::test]
async fn large_numbers_are_grouped_as_their_reader_does() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    app.advance(TimeDelta::days(1));
    count(&app).await;
    let many = "UPDATE tally SET n = 15035 WHERE n = 1";
    app.db().execute_unprepared(many).await.expect("a large number");
    sign_in::sign_in(&browser, SOFIA, PERIOD).await;
    browser.see("15,035").await;
    let alone = "return [...document.querySelectorAll('main *')].filter((it) => it.textContent === '15035').length";
    assert_eq!(browser.eval(alone).await, 0);
    browser.find(Role::Button, "Français").await.click().await;
    browser.see("15\u{202f}035").await;
    browser.find(Role::Button, "العربية").await.click().await;
    browser.see("15,035").await;
}

#[tokio::test]
async fn weeks_are_said_by_their_days() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    app.advance(TimeDelta::days(1));
    count(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console/insights?from=2026-12-30&until=2027-04-30").await;
    browser.see("Counted up to").await;
    for words in ["Stand now, in all", "Revoked now, in all"] {
        browser.see(words).await;
    }
    browser.eval("document.querySelector('details summary').click()").await;
    browser.find(Role::Table, "Awards and revocations").await;
    let weeks = browser
        .eval(
            "const table = document.querySelector('table');
            const words = [...table.querySelectorAll('tbody th')].reverse().map(it => it.textContent);
            const say = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory',
                numberingSystem: 'latn' });
            const days = (from, until) => say.formatRange(new Date(from), new Date(until));
            return table.querySelector('thead th').textContent + '|' + words.length + '|'
                + (words[0] === days('2026-12-30', '2027-01-03')) + '|' + (words[1] === days('2027-01-04', '2027-01-10'));",
        )
        .await;
    assert_eq!(weeks, "Week|18|true|true");
    expect_clean_now(&browser, "insights by week").await;
}

#[tokio::test]
async fn address_says_the_period() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Insights").await.click().await;
    browser.find(Role::Heading, "Insights").await;
    browser.find(Role::Link, "90 days").await.click().await;
    browser
        .until("the address of 90 days", async || {
            (browser.path().await == "/console/insights?days=90").then_some(())
        })
        .await;
    browser.find(Role::Button, "Show").await.click().await;
    browser.see("Give the first and the last day.").await;
    let write =
        "document.getElementById('from').value = '2026-01-01'; document.getElementById('until').value = '2026-02-01'";
    browser.eval(write).await;
    browser.find(Role::Button, "Show").await.click().await;
    browser
        .until("the address of the days that were written", async || {
            (browser.path().await == "/console/insights?from=2026-01-01&until=2026-02-01").then_some(())
        })
        .await;
    browser
        .visit("/console/insights?from=2027-01-31&until=2027-01-01")
        .await;
    browser
        .see("A period ends on the day on which it starts or later")
        .await;
    expect_clean_now(&browser, "insights of no period").await;
}

#[tokio::test]
async fn learners_see_no_insights() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
