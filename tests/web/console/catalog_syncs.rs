//! The copy of the catalogue: tried, made, followed while it goes, and told afterwards.

use chrono::TimeDelta;
use serde_json::json;
use server::domain::web_address::Reach;
use server::worker;
use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role};
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Listing, Size};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/catalogue/copying";
const SMALL: Size = Size {
    organizations: 12,
    courses: 25,
    programs: 15,
    pathways: 5,
};

/// A server beside a catalogue service, and the page before any run.
async fn open() -> (TestApp, Browser) {
    let (app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        config.reach = Reach::PublicAndLoopback;
        config.catalog.page_size = 10;
    })
    .await;
    app.platform()
        .list(Catalogue::generate(7, SMALL, app.platform().origin()));
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Catalogue copy").await;
    (app, browser)
}

/// Has a worker do the run that was asked for.
async fn work(app: &TestApp) {
    let n_ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
    assert_eq!(n_ended.expect("a database"), 1);
}

/// Presses the button, has a worker do the run, and waits until the page tells that it ended.
async fn run(app: &TestApp, browser: &Browser, button: &str, end: &str) {
    browser.find(Role::Button, button).await.click().await;
    browser.see("Waiting for a worker").await;
    work(app).await;
    browser.hear(end).await;
}

/// How many organizations are in the copy.
async fn n_organizations(app: &TestApp) -> u64 {
    let reply = app.staff().query("{ organizations { totalCount } }").await;
    reply.at("/organizations/totalCount").as_u64().expect("a number")
}

#[tokio::test]
async fn catalogue_is_tried_then_copied_and_every_run_is_kept() {
    let (app, browser) = open().await;
    browser.find(Role::Heading, "The catalogue was never copied").await;
    assert_eq!(browser.title().await, "Catalogue copy");
    // The areas say where one is, and so do the parts of the catalogue.
    for link in ["Catalogue", "Copying"] {
        let link = browser.find(Role::Link, link).await;
        assert_eq!(link.attribute("aria-current").await, "page");
    }
    expect_clean_now(&browser, "a catalogue that was never copied").await;

    run(&app, &browser, "Trial run", "The run is done.").await;
    browser.see("A trial: nothing is written.").await;
    let counts = browser.find(Role::Table, "Counts").await.text().await;
    let counts: Vec<&str> = counts.split_whitespace().collect();
    let counts = counts.join(" ");
    for row in ["Organizations 12 0 0 0 0", "Pathways 5 0 0 0 0"] {
        assert!(counts.contains(row), "{counts}");
    }
    assert_eq!(n_organizations(&app).await, 0, "a trial writes nothing");
    expect_clean_now(&browser, "a trial run").await;

    app.advance(TimeDelta::minutes(1));
    run(&app, &browser, "Copy now", "The run is done.").await;
    assert_eq!(n_organizations(&app).await, 12);

    let former = app.platform().catalogue().organizations[0]["name"].clone();
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["name"] = json!("Renamed University");
        it.pathways.remove(0);
    });
    app.advance(TimeDelta::minutes(1));
    run(&app, &browser, "Copy now", "The run is done.").await;
    browser.see("Renamed University").await;
    browser.see(former.as_str().expect("a name")).await;
    for words in ["Changed (1)", "Removed (1)", "1 changed, 1 removed, 0 left out"] {
        browser.see(words).await;
    }
    assert!(browser.has(Role::Heading, "All runs").await);
    expect_clean_now(&browser, "a copy with changes").await;
    // Fields go by the reader's words.
    for (language, word) in [("Français", "Nom"), ("English", "Name")] {
        browser.find(Role::Button, language).await.click().await;
        let fields = "return [...document.querySelectorAll('details dt')].map((it) => it.textContent)";
        browser
            .until(&format!("field called {word:?}"), async || {
                (browser.eval(fields).await == json!([word])).then_some(())
            })
            .await;
    }

    let script = "return [...document.querySelectorAll('section[aria-labelledby=runs] li')].length";
    browser
        .until("a list of three runs", async || {
            (browser.eval(script).await == 3).then_some(())
        })
        .await;
    let script = "document.querySelectorAll('section[aria-labelledby=runs] li a')[2].click()";
    browser.eval(script).await;
    browser.see("A trial: nothing is written.").await;
    let address = browser.path().await;
    assert!(address.starts_with("/console/catalogue/copying/run?id="), "{address}");
    browser.reload().await;
    browser.find(Role::Heading, "Result").await;
    assert!(browser.title().await.starts_with("Run of January 15, 2027"));
    expect_clean_now(&browser, "one run of copying").await;
    browser.visit("/console/catalogue/copying/run?id=no-such-run").await;
    browser.find(Role::Heading, "There is no such run").await;
    expect_clean_now(&browser, "a run that there is none of").await;
}

#[tokio::test]
async fn run_is_followed_while_it_goes_and_not_after() {
    let (app, browser) = open().await;
    let courses = Endpoint::Catalogue(Listing::Courses);
    app.platform().answer_next(courses, Answer::Stalled);
    browser.find(Role::Button, "Copy now").await.click().await;
    browser.see("A run is under way.").await;
    assert!(!browser.has(Role::Button, "Copy now").await);
    let ctx = app.ctx().await;
    let worker = tokio::spawn(async move { worker::catalogue_sync::work_off(&ctx).await });
    browser.see("Under way").await;
    browser.see("Courses: 0 so far").await;
    // The next page is waited for, too.
    app.platform().behave(courses);
    app.platform().answer_next(courses, Answer::Stalled);
    browser.see("Courses: 10 of 25").await;
    expect_clean_now(&browser, "a run under way").await;
    app.platform().behave(courses);
    assert_eq!(worker.await.expect("no panic").expect("a database"), 1);
    browser.hear("The run is done.").await;
    assert_eq!(browser.focused().await.description().await, "region \"Latest run\"");
    browser.find(Role::Button, "Copy now").await;

    // Whoever goes elsewhere asks no more.
    browser.find(Role::Button, "Trial run").await.click().await;
    browser.see("Waiting for a worker").await;
    browser.find(Role::Link, "Credentials").await.click().await;
    browser.find(Role::Heading, "No credential fits").await;
    work(&app).await;
    browser.find(Role::Link, "Catalogue").await.click().await;
    browser.find(Role::Heading, "Programs").await;
    browser.find(Role::Link, "Copying").await.click().await;
    browser.see("A trial: nothing is written.").await;
    browser.see("Done").await;
}

#[tokio::test]
async fn run_that_was_given_up_says_why_and_may_be_allowed_more() {
    let (app, browser) = open().await;
    let organizations = Endpoint::Catalogue(Listing::Organizations);
    app.platform()
        .answer_always(organizations, Answer::RetryAfter(503, "60".to_owned()));
    run(&app, &browser, "Copy now", "The run was given up.").await;
    browser
        .see("The catalogue service, or the platform whose tokens it takes, does not answer.")
        .await;
    expect_clean_now(&browser, "a run that was given up").await;
    assert!(!browser.has(Role::Button, "Copy and remove what is gone").await);

    app.platform().behave(organizations);
    app.advance(TimeDelta::minutes(1));
    run(&app, &browser, "Copy now", "The run is done.").await;
    app.platform().edit_catalogue(|it| it.pathways.truncate(1));
    app.advance(TimeDelta::minutes(1));
    run(&app, &browser, "Copy now", "The run was given up.").await;
    browser.see("More than a fifth of a kind would be removed.").await;
    browser.see("Not listed any more, and kept (4)").await;

    app.advance(TimeDelta::minutes(1));
    browser
        .find(Role::Button, "Copy and remove what is gone")
        .await
        .click()
        .await;
    browser.find(Role::Dialog, "Copy and remove what is gone").await;
    expect_clean_now(&browser, "the question before a large removal").await;
    let script = "const all = document.querySelectorAll('dialog[open] button'); all[all.length - 1].click()";
    browser.eval(script).await;
    browser.see("Waiting for a worker").await;
    work(&app).await;
    browser.hear("The run is done.").await;
    browser.see("Removed (4)").await;
}

#[tokio::test]
async fn run_of_somebody_else_is_shown_instead_of_a_second_one() {
    let (app, browser) = open().await;
    app.staff()
        .mutate("syncCatalog", json!({ "dryRun": true }), "userErrors { code }")
        .await;
    browser.find(Role::Button, "Copy now").await.click().await;
    browser.see("Another run was started in the meantime").await;
    browser.see("A trial: nothing is written.").await;
    work(&app).await;
    browser.hear("The run is done.").await;

    browser.set_offline(true).await;
    browser.find(Role::Button, "Copy now").await.click().await;
    browser.see("The register did not answer.").await;
    browser.set_offline(false).await;
    run(&app, &browser, "Copy now", "The run is done.").await;
}

#[tokio::test]
async fn site_without_a_catalogue_service_says_so() {
    let (_app, browser) = scene::start_with(|config| {
        sign_in_through_platform(config);
        config.catalog.url = None;
    })
    .await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Button, "Copy now").await.click().await;
    browser.see("This site has no catalogue service").await;
    expect_clean_now(&browser, "a site without a catalogue service").await;
}

#[tokio::test]
async fn learner_is_told_that_the_copy_is_for_staff() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Button, "Copy now").await);
    expect_clean_now(&browser, "the catalogue's copy for a learner").await;
}
