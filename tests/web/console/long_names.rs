//! A word as long as a line stays on the page, in every list, and leaves other words whole.

use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Role, Scheme, Screen};
use tests::build;

use super::CREDENTIALS;
use crate::scene;
use crate::sign_in::{self, MAGDA};

/// What the console lists, each list with something in it.
const LISTS: [&str; 22] = [
    CREDENTIALS,
    "/console/find?words=mmm",
    "/console/learner?username=long",
    "/console/revoke?username=long",
    "/console/configurations",
    "/console/signatories",
    "/console/templates",
    "/console/assets",
    "/console/catalogue/programs",
    "/console/catalogue/courses",
    "/console/catalogue/course-runs",
    "/console/catalogue/organizations",
    "/console/catalogue/pathways",
    "/console/audit-trail",
    "/console/insights",
    "/console/operations",
    "/console/mail",
    "/console/mail/texts",
    "/console/reconciliation",
    "/console/settings/api-clients",
    "/console/settings/roles",
    "/console/settings/sites",
];

/// A title that fits its line, if nothing takes the line away.
const TITLE: &str = "Marine Biology";

/// How many lines the words of the title are on that stands in a list.
const LINES: &str = "const text = document.evaluate(\"//main//*[text()='Marine Biology']/text()\", document, null, \
     XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
    return ['Marine', 'Biology'].map((word) => {
      const range = document.createRange(), from = text.data.indexOf(word);
      range.setStart(text, from);
      range.setEnd(text, from + word.length);
      return range.getClientRects().length;
    });";

/// Gives everything a name of one word.
async fn furnish(app: &TestApp, word: &str) {
    let db = app.db();
    let organization = build::organization(word).insert(db).await;
    let course = build::course(word).owned_by(&organization).insert(db).await;
    let run = build::course_run(&course).insert(db).await;
    let program = build::program(word)
        .authored_by(&organization)
        .with_run(&run)
        .insert(db)
        .await;
    let signatory = build::signatory(word).title(word).insert(db).await;
    build::configuration_of_program(&program)
        .signed_by(&signatory)
        .insert(db)
        .await;
    build::pathway(word).insert(&program, db).await;
    build::completion_mail().subject(word).insert(db).await;
    build::site(word).at("https://north.example.org").insert(db).await;
    scene::upload(app, &format!("{}.png", &word[..90]), 120).await;
    let template = json!({ "name": word, "html": "<h1>{{ recipient.name }}</h1>" });
    app.staff()
        .mutate("createTemplate", template, "userErrors { code }")
        .await
        .data();
    let client = json!({ "name": &word[..80], "scopes": ["CREDENTIALS_READ"] });
    app.superuser()
        .mutate("createApiClient", client, "userErrors { code }")
        .await
        .data();
    let biology = build::course(TITLE).insert(db).await;
    let biology = build::course_run(&biology).insert(db).await;
    let long = word[..150].to_owned();
    for (username, name) in [("long", word), (long.as_str(), word), ("ada", "Ada Lovelace")] {
        for key in [&run.key, &biology.key] {
            let object = json!({ "type": "COURSE_RUN", "id": key });
            let input = json!({ "username": username, "recipientName": name, "learningObject": object });
            app.service()
                .mutate("awardCredential", input, "userErrors { code }")
                .await
                .data();
        }
    }
    scene::grant(app, &long, "VIEWER").await;
}

async fn expect_inside(browser: &Browser, what: &str) {
    for screen in [Screen::Desktop, Screen::Phone] {
        browser.look_through(screen, Scheme::Light).await;
        let hidden = browser.hidden_beside(screen).await;
        assert!(hidden <= 0, "{what}: {hidden} pixels lie beside the {screen:?}");
    }
}

#[tokio::test]
async fn one_long_word_destroys_no_list() {
    let (app, browser) = sign_in::start().await;
    furnish(&app, &"m".repeat(200)).await;
    browser.watch().await;
    sign_in::sign_in(&browser, MAGDA, CREDENTIALS).await;
    for language in ["English", "العربية"] {
        browser.look_through(Screen::Desktop, Scheme::Light).await;
        browser.find(Role::Button, language).await.click().await;
        for address in LISTS {
            browser.visit(address).await;
            browser.rest().await;
            expect_inside(&browser, &format!("{address} in {language}")).await;
            let faults = browser.faults().await;
            assert!(faults.is_empty(), "{address}: {faults:?}");
        }
        browser.visit(CREDENTIALS).await;
        browser.rest().await;
        for screen in [Screen::Desktop, Screen::Phone] {
            browser.look_through(screen, Scheme::Light).await;
            assert_eq!(browser.eval(LINES).await, json!([1, 1]), "{language} {screen:?}");
        }
    }
}
