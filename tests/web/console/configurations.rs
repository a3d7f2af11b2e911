//! What makes certificates: the list of configurations, and what staff do with one.

use chrono::TimeDelta;
use serde_json::json;
use tests::app::TestApp;
use tests::browser::{Browser, Key, Role};
use tests::build;
use tests::persona;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus};
use crate::sign_in::{self, GRACE, SOFIA};

/// The page of the list.
const CONFIGURATIONS: &str = "/console/configurations";

/// What the form says in the field for a title.
const TITLE: &str = "return document.getElementById('title').value";

async fn expect_titles(browser: &Browser, expected: &[&str]) {
    browser
        .until(&format!("list of {expected:?}"), async || {
            let script = "return [...document.querySelectorAll('tbody th a')].map((it) => it.textContent)";
            let titles: Vec<String> = serde_json::from_value(browser.eval(script).await).expect("texts");
            (titles == expected).then_some(())
        })
        .await;
}

/// What the API says of the configuration of a program.
async fn told(app: &TestApp, program: &entity::program::Model, selection: &str) -> serde_json::Value {
    let query = format!(
        "{{ configuration(learningObject: {{ type: PROGRAM, id: \"{}\" }}) {{ {selection} }} }}",
        program.uuid
    );
    app.staff().query(&query).await.at("/configuration").clone()
}

#[tokio::test]
async fn configurations_are_in_one_list_that_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    app.advance(TimeDelta::minutes(1));
    let sailing = build::course("Sailing").insert(app.db()).await;
    let run = build::course_run(&sailing).insert(app.db()).await;
    build::configuration_of_run(&run)
        .title("Sailing at night")
        .inactive()
        .insert(app.db())
        .await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Heading, "Configurations").await;
    browser.find(Role::Table, "Configurations").await;
    browser.see("2 configurations").await;
    expect_titles(&browser, &["Sailing at night", "Data Science"]).await;
    for words in ["Takes awards", "Takes no awards", run.key.as_str()] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the console's configurations").await;

    browser.find(Role::ComboBox, "State").await.write("Takes awards").await;
    expect_titles(&browser, &["Data Science"]).await;
    browser.hear("1 configuration").await;
    assert_eq!(browser.path().await, "/console/configurations?state=active");
    browser.reload().await;
    expect_titles(&browser, &["Data Science"]).await;
    browser.find(Role::Link, "Show all").await.click().await;
    browser
        .find(Role::SearchBox, "Title, course key or program UUID")
        .await
        .write("NIGHT")
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    expect_titles(&browser, &["Sailing at night"]).await;
    browser
        .visit("/console/configurations?kind=program&search=sailing")
        .await;
    browser.find(Role::Heading, "No configuration fits").await;
    expect_clean_now(&browser, "a filter that no configuration fits").await;
}

#[tokio::test]
async fn configuration_is_deactivated_and_activated_again() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Facts").await;
    assert_eq!(browser.title().await, "Data Science");
    for words in [
        "Prof. Émilie Laurent",
        "Tomás Ibarra",
        "Built-in",
        "Never",
        "Takes awards",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "a configuration in the console").await;
    browser.find(Role::Button, "Deactivate").await.click().await;
    browser.find(Role::Dialog, "Deactivate").await;
    browser.see("What was awarded stays").await;
    expect_clean_now(&browser, "the question before a deactivation").await;
    confirm(&browser, "Deactivate").await;
    browser.hear("Configuration deactivated.").await;
    assert_eq!(told(&app, &program, "isActive").await, json!({ "isActive": false }));

    browser.find(Role::Button, "Activate").await.click().await;
    browser.find(Role::Dialog, "Activate").await;
    confirm(&browser, "Activate").await;
    browser.hear("Configuration activated.").await;
    assert_eq!(told(&app, &program, "isActive").await, json!({ "isActive": true }));

    browser
        .visit("/console/configurations/of?object=course-v1:No%2BSuch%2BRun")
        .await;
    browser.find(Role::Heading, "Nothing is configured for it").await;
}

/// What the certificate in the frame is made of.
async fn structure(browser: &Browser) -> serde_json::Value {
    let script = "return [...sheet.querySelectorAll('main *')].map((it) => `${it.localName}.${it.className}`)";
    browser.eval_framed(script).await
}

#[tokio::test]
async fn configuration_shows_what_the_next_award_will_look_like() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Preview").await;
    let drawn = browser.see_framed("Sample. This is not a certificate.").await;
    for words in [
        "Data Science",
        persona::SOFIA.name,
        "Prof. Émilie Laurent",
        "Tomás Ibarra",
    ] {
        assert!(drawn.contains(words), "{words:?} is not on the preview:\n{drawn}");
    }
    browser.see_all_framed().await;
    let previewed = structure(&browser).await;
    expect_clean_now(&browser, "a configuration with its preview").await;

    browser.find(Role::ComboBox, "Case").await.write("Nobody signs").await;
    browser
        .until("certificate that nobody signs", async || {
            let signed = browser
                .eval_framed("return sheet.body.innerText.includes('Tomás Ibarra')")
                .await;
            (signed == false).then_some(())
        })
        .await;
    browser.see_framed(persona::SOFIA.name).await;

    // Changed, it is drawn anew.
    let before = browser.eval_framed("return frame.src").await;
    browser.find(Role::Button, "Deactivate").await.click().await;
    browser.find(Role::Dialog, "Deactivate").await;
    confirm(&browser, "Deactivate").await;
    browser.hear("Configuration deactivated.").await;
    browser
        .until("another drawing", async || {
            let now = browser.eval_framed("return frame.src").await;
            (now.is_string() && now != before).then_some(())
        })
        .await;
    assert!(!browser.see_framed(persona::SOFIA.name).await.contains("Tomás Ibarra"));

    // What everybody sees is drawn by the same.
    browser.visit(&awarded.path()).await;
    browser.see_framed("Ada Lovelace").await;
    assert_eq!(structure(&browser).await, previewed);
}

#[tokio::test]
async fn preview_that_fails_says_so_and_is_tried_again() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.see_framed(persona::SOFIA.name).await;
    browser.set_offline(true).await;
    browser.find(Role::ComboBox, "Case").await.write("Missing logo").await;
    browser.find(Role::Heading, "This could not be shown").await;
    browser.set_offline(false).await;
    browser.find(Role::Button, "Try again").await.click().await;
    browser.see_framed(persona::SOFIA.name).await;
}

#[tokio::test]
async fn who_only_looks_at_configurations_has_no_preview() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    scene::grant(&app, "grace", "VIEWER").await;
    sign_in::sign_in(&browser, GRACE, CONFIGURATIONS).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Heading, "Facts").await;
    assert!(!browser.has(Role::Heading, "Preview").await);
}

#[tokio::test]
async fn what_keeps_a_configuration_from_awards_is_told() {
    let (app, browser) = sign_in::start().await;
    let program = build::program("Lonely").insert(app.db()).await;
    build::configuration_of_program(&program)
        .inactive()
        .insert(app.db())
        .await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Link, "Lonely").await.click().await;
    browser.find(Role::Heading, "Before it can take awards").await;
    browser.see("Nobody signs.").await;
    browser.see("The catalogue names no organization for it.").await;
    assert!(!browser.has(Role::Button, "Activate").await);
    expect_clean_now(&browser, "a configuration that lacks something").await;

    let program = build::program("Adrift").insert(app.db()).await;
    build::configuration_of_program(&program).insert(app.db()).await;
    browser.visit(CONFIGURATIONS).await;
    browser.find(Role::Link, "Adrift").await.click().await;
    browser.find(Role::Heading, "What its certificates lack").await;
    browser.find(Role::Button, "Deactivate").await;
}

#[tokio::test]
async fn configuration_is_changed_and_a_conflict_loses_nothing() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Link, "Data Science").await.click().await;
    browser.find(Role::Link, "Change").await.click().await;
    browser.find(Role::Heading, "Change Data Science").await;
    browser
        .find(Role::TextBox, "Title")
        .await
        .write("Science of Data")
        .await;
    let language = browser.find(Role::ComboBox, "Language").await;
    language.write("Another language").await;
    browser
        .find(Role::TextBox, "Language tag")
        .await
        .write("no language")
        .await;
    expect_clean_now(&browser, "the form of a configuration").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("Enter a language tag such as es-419.").await;
    expect_focus(&browser, "textbox \"Language tag\"").await;
    expect_clean_now(&browser, "the form of a configuration with a problem").await;
    language.write("Spanish (es)").await;
    browser.find(Role::Button, "Move up Tomás Ibarra").await.click().await;
    browser
        .find(Role::ComboBox, "Expiry")
        .await
        .write("So many months after the award")
        .await;
    browser.find(Role::TextBox, "How many").await.write("18").await;
    browser
        .find(Role::ComboBox, "Organizations")
        .await
        .write("By key")
        .await;

    let other = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "hasHoursOfEffort": true });
    let reply = app
        .staff()
        .mutate("editConfiguration", other, "userErrors { code }")
        .await;
    assert_eq!(reply.at("/editConfiguration/userErrors"), &json!([]));
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("It was changed elsewhere in the meantime").await;
    assert_eq!(browser.eval(TITLE).await, "Science of Data");
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear("Configuration saved.").await;
    browser.find(Role::Heading, "Facts").await;
    browser.see("18 months after the award").await;
    let selection =
        "title language hasHoursOfEffort organizationLabel expiry { afterMonths } signatories { name } version";
    assert_eq!(
        told(&app, &program, selection).await,
        json!({
            "title": "Science of Data",
            "language": "es",
            "organizationLabel": "KEY",
            "hasHoursOfEffort": true,
            "expiry": { "afterMonths": 18 },
            "signatories": [{ "name": "Tomás Ibarra" }, { "name": "Prof. Émilie Laurent" }],
            "version": 3,
        })
    );
}

#[tokio::test]
async fn configuration_is_made_for_a_program() {
    let (app, browser) = sign_in::start().await;
    let program = build::program("Navigation").insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, CONFIGURATIONS).await;
    browser.find(Role::Heading, "Nothing is configured yet").await;
    browser.find(Role::Link, "New configuration").await.click().await;
    browser.find(Role::Heading, "New configuration").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("Enter a course key such as").await;
    browser
        .find(Role::TextBox, "Course key or program UUID")
        .await
        .write(&program.uuid.to_string())
        .await;
    expect_clean_now(&browser, "the form of a new configuration").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Configuration saved.").await;
    browser.find(Role::Heading, "Navigation").await;
    browser.see("Takes no awards").await;
    assert_eq!(
        told(&app, &program, "isActive title").await,
        json!({ "isActive": false, "title": null })
    );
}

/// Looks for what a new configuration is for; hears how much there is.
async fn look_for(browser: &Browser, words: &str, heard: &str) {
    let search = browser.find(Role::SearchBox, "Look for it by title").await;
    search.clear().await;
    search.write(words).await;
    browser.press(Key::Enter).await;
    browser.hear(heard).await;
}

#[tokio::test]
async fn what_a_configuration_is_for_is_found_by_its_title() {
    let (app, browser) = sign_in::start().await;
    let program = build::program("Navigation").insert(app.db()).await;
    let course = build::course("Sailing at night").insert(app.db()).await;
    let run = build::course_run(&course).insert(app.db()).await;
    // Others have languages of their own, which are offered here, too.
    let other = build::program("Harbors").insert(app.db()).await;
    build::configuration_of_program(&other)
        .inactive()
        .insert(app.db())
        .await;
    let object = json!({ "type": "PROGRAM", "id": other.uuid });
    let spoken = json!({ "learningObject": object, "language": "pt-BR" });
    app.staff().mutate("editConfiguration", spoken, "outcome").await.data();

    sign_in::sign_in(&browser, SOFIA, "/console/configurations/new").await;
    look_for(&browser, "astronomy", "Nothing found").await;
    look_for(&browser, "NIGHT", "1 result").await;
    browser
        .find(Role::Button, "Choose Sailing at night")
        .await
        .click()
        .await;
    browser.hear("Chosen: Sailing at night").await;
    expect_focus(&browser, "textbox \"Course key or program UUID\"").await;
    let named = "return document.getElementById('object').value";
    assert_eq!(browser.eval(named).await, run.key.as_str());
    look_for(&browser, "navi", "1 result").await;
    expect_clean_now(&browser, "what a configuration can be made for").await;
    browser.find(Role::Button, "Choose Navigation").await.click().await;
    browser.hear("Chosen: Navigation").await;
    assert_eq!(browser.eval(named).await, program.uuid.to_string().as_str());
    let language = browser.find(Role::ComboBox, "Language").await;
    language.write("Brazilian Portuguese (pt-BR)").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Configuration saved.").await;
    browser.find(Role::Heading, "Navigation").await;
    browser.see("Brazilian Portuguese (pt-BR)").await;
    assert_eq!(
        told(&app, &program, "language isActive").await,
        json!({ "language": "pt-BR", "isActive": false })
    );
}

#[tokio::test]
async fn history_tells_what_became_of_what() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    for (mutation, input) in [
        (
            "editConfiguration",
            json!({ "learningObject": object, "title": "Science of Data" }),
        ),
        (
            "editConfiguration",
            json!({ "learningObject": object, "title": "Data Craft" }),
        ),
        ("deactivateConfiguration", json!({ "learningObject": object })),
        (
            "editConfiguration",
            json!({ "learningObject": object, "signatories": [] }),
        ),
    ] {
        let reply = app.staff().mutate(mutation, input, "userErrors { code }").await;
        assert_eq!(reply.at(&format!("/{mutation}/userErrors")), &json!([]));
    }
    scene::grant(&app, "grace", "VIEWER").await;
    let page = format!("/console/configurations/of?object={}", program.uuid);
    sign_in::sign_in(&browser, GRACE, &page).await;
    browser.find(Role::Heading, "Data Craft").await;
    let lines = "return [...document.querySelectorAll('section[aria-labelledby=history] dt')].map((it) => \
        `${it.textContent}: ${it.nextElementSibling.textContent.replace(/\\s+/g, ' ')}`)";
    let expected = json!([
        "Signatories: Changed",
        "Takes awards: Yes becomes No",
        "Title: Science of Data becomes Data Craft",
        "Title: Science of Data",
    ]);
    assert_eq!(browser.eval(lines).await, expected);
    expect_clean_now(&browser, "the history of a configuration").await;
}
