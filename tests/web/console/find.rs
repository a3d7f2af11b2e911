//! One field that finds people, credentials, and what can be earned.

use serde_json::json;
use tests::browser::{Browser, Key, Role};
use tests::persona::GRACE;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/find";

async fn search(browser: &Browser, words: &str) {
    let field = browser.find(Role::SearchBox, "Search for").await;
    field.clear().await;
    field.write(words).await;
    browser.find(Role::Button, "Search").await.click().await;
}

#[tokio::test]
async fn everything_is_found_from_one_field() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    tests::build::course("Statistical Inference").insert(app.db()).await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    app.persona(&GRACE).query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Find").await.click().await;
    browser.find(Role::Heading, "Find").await;
    assert_eq!(browser.title().await, "Find");
    expect_clean_now(&browser, "the console's search").await;

    search(&browser, "ADA").await;
    browser.find(Role::Heading, "People").await;
    browser.find(Role::Link, "Ada Lovelace").await;
    browser.see("ada@learners.example.org").await;
    // What the person was awarded is found by the username.
    browser.find(Role::Link, "Data Science").await;
    browser.hear("2 results").await;
    assert_eq!(browser.path().await, "/console/find?words=ADA");
    expect_clean_now(&browser, "results of the console's search").await;

    // By any word of the name, and by several in any order.
    search(&browser, "lovelace").await;
    browser.find(Role::Link, "Ada Lovelace").await;
    search(&browser, "hopper grace").await;
    browser.find(Role::Link, "Grace Hopper").await;

    search(&browser, "inference").await;
    browser.find(Role::Heading, "Courses").await;
    browser.find(Role::Link, "Statistical Inference").await;

    search(&browser, "data sci").await;
    browser.find(Role::Heading, "Programs").await;
    browser.find(Role::Heading, "Configurations").await;
    browser.see("takes awards").await;
    // The configuration has no title of its own, and is called as its program is.
    let names = "return [...document.querySelectorAll('[aria-labelledby=configurations] li a')].map(it => it.textContent).join()";
    assert_eq!(browser.eval(names).await, "Data Science");

    search(&browser, &awarded.url).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "History").await;
    assert_eq!(browser.path().await, format!("/console{}", awarded.path()));

    browser.visit("/console/find?words=nobody%20at%20all").await;
    browser.find(Role::Heading, "Nothing found").await;
    expect_clean_now(&browser, "a search that finds nothing").await;
}

#[tokio::test]
async fn more_than_is_shown_is_led_to_or_told() {
    let (app, browser) = sign_in::start().await;
    for number in 0..9 {
        tests::build::course(&format!("Statistics {number}"))
            .insert(app.db())
            .await;
    }
    let items: Vec<_> = (0..9)
        .map(|it| {
            json!({ "username": format!("s{it}"), "recipientName": format!("Nr{it} Statham"),
                "learningObject": { "type": "COURSE_RUN", "id": format!("course-v1:ExampleX+Stat+{it}") } })
        })
        .collect();
    app.service()
        .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
        .await
        .data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    search(&browser, "stat").await;
    browser.find(Role::Heading, "People").await;
    browser
        .see("There are more. Write another word of the name, or more letters.")
        .await;
    browser.hear("24 results, and there are more").await;
    expect_clean_now(&browser, "more results than are shown").await;
    browser.find(Role::Link, "All that match: Configurations").await;
    browser.find(Role::Link, "All that match: Courses").await.click().await;
    browser.find(Role::Heading, "Courses").await;
    browser.find(Role::Link, "Statistics 8").await;
    assert_eq!(browser.path().await, "/console/catalogue/courses?search=stat");

    browser.visit("/console/find?words=nr3%20stat").await;
    browser.find(Role::Link, "Nr3 Statham").await;
    browser.hear("1 result").await;
}

#[tokio::test]
async fn a_key_leads_to_the_field_and_can_be_switched_off() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Find").await;
    browser.find(Role::SearchBox, "Search for").await;
    let is_in_field = async || browser.focused().await.description().await == "searchbox \"Search for\"";
    assert!(!is_in_field().await);
    browser.press(Key::Slash).await;
    browser
        .until("focus in the field", async || is_in_field().await.then_some(()))
        .await;
    // In the field it is a letter like others.
    browser.press(Key::Slash).await;
    let written = "return document.querySelector('#words').value";
    assert_eq!(browser.eval(written).await, "/");

    let switch = browser.find(Role::CheckBox, "The key / puts the cursor here").await;
    assert!(switch.is_ticked().await);
    switch.click().await;
    browser.reload().await;
    browser.find(Role::SearchBox, "Search for").await;
    browser.press(Key::Slash).await;
    assert!(!is_in_field().await);
    let switch = browser.find(Role::CheckBox, "The key / puts the cursor here").await;
    assert!(!switch.is_ticked().await);
}

#[tokio::test]
async fn learners_find_nobody() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
