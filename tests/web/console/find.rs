//! One field that finds people, credentials, and what can be earned.

use serde_json::json;
use tests::browser::{Browser, Key, Role};
use tests::persona::{GRACE, ZOE};

use super::CREDENTIALS;
use crate::accessibility::expect_clean_now;
use crate::scene::{self, expect_focus};
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/find";

/// The field, by its description.
const FIELD: &str = "searchbox \"Search for\"";

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
    for persona in [&GRACE, &ZOE] {
        app.persona(persona).query("{ viewer { id } }").await.data();
    }
    tests::build::course("Diseño de Bases de Datos").insert(app.db()).await;
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

    // With and without accents.
    for words in ["nguyen", "Ångström", "angstrom zoe"] {
        search(&browser, words).await;
        browser.find(Role::Link, "Zoë Nguyễn-D’Ångström").await;
    }
    search(&browser, "diseno").await;
    browser.find(Role::Link, "Diseño de Bases de Datos").await;

    // What can be earned, by what the catalogue calls it; a credential, by the number that histories show.
    search(&browser, &program.uuid.to_string()).await;
    browser.find(Role::Heading, "Programs").await;
    browser.find(Role::Heading, "Configurations").await;
    search(&browser, &awarded.number()[..8]).await;
    browser.find(Role::Heading, "Credentials").await;
    browser.find(Role::Link, "Data Science").await;

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
    let is_in_field = async || browser.focused().await.description().await == FIELD;
    assert!(!is_in_field().await);
    browser.press(Key::Slash).await;
    browser
        .until("focus in the field", async || is_in_field().await.then_some(()))
        .await;
    // In the field it is a letter like others.
    browser.press(Key::Slash).await;
    let written = "return document.querySelector('#words').value";
    assert_eq!(browser.eval(written).await, "/");

    let switch = browser
        .find(Role::CheckBox, "The key / leads here from every page")
        .await;
    assert!(switch.is_ticked().await);
    switch.click().await;
    browser.reload().await;
    browser.find(Role::SearchBox, "Search for").await;
    browser.press(Key::Slash).await;
    assert!(!is_in_field().await);
    let switch = browser
        .find(Role::CheckBox, "The key / leads here from every page")
        .await;
    assert!(!switch.is_ticked().await);
}

/// Waits until the search is there and its field has the focus.
async fn expect_search(browser: &Browser) {
    expect_focus(browser, FIELD).await;
    browser.find(Role::Heading, "Find").await;
    assert_eq!(browser.path().await, PAGE);
}

#[tokio::test]
async fn keys_lead_to_the_search_from_every_page_but_not_from_fields_and_dialogs() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, CREDENTIALS).await;
    browser.find(Role::Heading, "No credential fits").await;
    let link = browser.find(Role::Link, "Find").await;
    assert_eq!(link.attribute("aria-keyshortcuts").await, "/ Control+K Meta+K");
    browser.press(Key::Slash).await;
    expect_search(&browser).await;
    for page in [
        "/console/configurations",
        "/console/audit-trail",
        "/console/signatories",
    ] {
        browser.visit(page).await;
        browser.find(Role::Link, "Find").await;
        browser.press_control("k").await;
        expect_search(&browser).await;
    }

    browser.visit(CREDENTIALS).await;
    browser.find(Role::Heading, "No credential fits").await;
    browser.find(Role::SearchBox, "Username").await.click().await;
    browser.press(Key::Slash).await;
    browser.press_control("k").await;
    let written = "return document.querySelector('#username').value";
    assert_eq!(browser.eval(written).await, "/");
    assert_eq!(browser.path().await, CREDENTIALS);

    // Who has written something is asked, and the question is answered first.
    browser.visit("/console/signatories/new").await;
    browser.find(Role::TextBox, "Name").await.write("Émilie").await;
    browser.eval("document.activeElement.blur()").await;
    browser.press(Key::Slash).await;
    expect_focus(&browser, "button \"Stay here\"").await;
    browser.press(Key::Slash).await;
    browser.press_control("k").await;
    scene::confirm(&browser, "Stay here").await;
    browser
        .until("page without a question", async || {
            let is_asked = "return document.querySelector('dialog[open]') !== null";
            (browser.eval(is_asked).await == false).then_some(())
        })
        .await;
    assert_eq!(browser.path().await, "/console/signatories/new");
    browser.eval("document.activeElement.blur()").await;
    browser.press_control("k").await;
    expect_focus(&browser, "button \"Stay here\"").await;
    scene::confirm(&browser, "Leave without saving").await;
    expect_search(&browser).await;
}

#[tokio::test]
async fn arrows_go_through_the_results() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    scene::award(&app, &program).await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, "/console/find?words=ada").await;
    browser.find(Role::Link, "Ada Lovelace").await;
    browser.find(Role::Link, "Data Science").await;
    browser.press(Key::Slash).await;
    for (key, place) in [
        (Key::Up, FIELD),
        (Key::Down, "link \"Ada Lovelace\""),
        (Key::Down, "link \"Data Science\""),
        (Key::Down, "link \"Data Science\""),
        (Key::Up, "link \"Ada Lovelace\""),
        (Key::Up, FIELD),
        (Key::Down, "link \"Ada Lovelace\""),
        (Key::Down, "link \"Data Science\""),
        (Key::Escape, FIELD),
        (Key::Down, "link \"Ada Lovelace\""),
    ] {
        browser.press(key).await;
        expect_focus(&browser, place).await;
        assert!(browser.is_focus_visible().await, "{place}");
    }
    browser.press(Key::Enter).await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    assert_eq!(browser.path().await, "/console/learner?username=ada");
}

#[tokio::test]
async fn learners_find_nobody() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}
