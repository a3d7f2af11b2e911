//! A page that is opened by its address asks for each thing once, as one that a link leads to does.

use std::collections::BTreeSet;

use entity::{TrailAction, trail_entry};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use super::CREDENTIALS;
use crate::scene;
use crate::sign_in::{self, ADA, MAGDA, SOFIA};
use crate::study::Study;

/// Opens a page and waits until it asks for nothing more.
async fn open(browser: &Browser, address: &str) {
    browser.visit(address).await;
    browser.rest().await;
}

/// What the page asked for, each thing once.
async fn expect_each_once(browser: &Browser, address: &str) -> Vec<String> {
    let questions = browser.questions().await;
    let different: BTreeSet<&String> = questions.iter().collect();
    assert_eq!(different.len(), questions.len(), "{address}: {questions:#?}");
    questions
}

/// How many of these there are in the audit trail.
async fn n_entries(app: &TestApp, action: TrailAction) -> u64 {
    trail_entry::Entity::find()
        .filter(trail_entry::Column::Action.eq(action))
        .count(app.db())
        .await
        .expect("the trail")
}

#[tokio::test]
async fn pages_of_the_console_ask_for_each_thing_once() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    let awarded = scene::award(&app, &study.program).await;
    browser.watch().await;
    sign_in::sign_in(&browser, MAGDA, CREDENTIALS).await;
    browser.find(Role::Heading, "Credentials").await;
    let record = format!("/console/learner/record?username=ada&program={}", study.program.uuid);
    for address in [
        CREDENTIALS,
        "/console/credentials?username=ada",
        &format!("/console{}", awarded.path()),
        "/console/find?words=ada",
        "/console/learner?username=ada",
        &record,
        "/console/configurations",
        "/console/catalogue/programs",
        "/console/audit-trail",
        "/console/insights",
        "/console/settings/roles",
        "/console/settings/sites",
        "/console/signatories",
        "/console/templates",
    ] {
        open(&browser, address).await;
        // Who asks, and what is shown.
        let questions = expect_each_once(&browser, address).await;
        assert!(questions.len() >= 2, "{address}: {questions:#?}");
    }
}

#[tokio::test]
async fn pages_of_learners_ask_for_each_thing_once() {
    let (app, browser) = sign_in::start().await;
    let study = Study::of(&app).await;
    study.progress(&app).await;
    browser.watch().await;
    sign_in::sign_in(&browser, ADA, "/credentials").await;
    browser.find(Role::Heading, "My credentials").await;
    for address in ["/credentials", "/records", &study.path()] {
        open(&browser, address).await;
        let questions = expect_each_once(&browser, address).await;
        assert!(questions.len() >= 2, "{address}: {questions:#?}");
    }
}

#[tokio::test]
async fn looking_at_a_person_is_noted_once() {
    let (app, browser) = sign_in::start().await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let study = Study::of(&app).await;
    study.progress(&app).await;
    browser.watch().await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Heading, "Credentials").await;
    assert_eq!(n_entries(&app, TrailAction::LearnerViewed).await, 0);
    open(&browser, "/console/learner?username=ada").await;
    assert_eq!(n_entries(&app, TrailAction::LearnerViewed).await, 1);
    let told = app
        .staff()
        .query(r#"{ auditTrail(filter: { username: "ada", action: LEARNER_VIEWED }) { totalCount } }"#)
        .await;
    assert_eq!(told.at("/auditTrail/totalCount"), 1);
}
