//! The audit trail: filtered and paged by its address.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use server::service::trail::Swept;
use server::worker::trail::{seal, verify};
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, GRACE, SOFIA};

const PAGE: &str = "/console/audit-trail";

#[tokio::test]
async fn what_was_done_is_told_and_the_address_filters() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let credential = scene::award(&app, &program).await;
    let title = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "title": "Science of Data" });
    app.staff().mutate("editConfiguration", title, "outcome").await.data();
    app.advance(TimeDelta::days(2));
    app.superuser()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Audit trail").await.click().await;
    browser.find(Role::Heading, "Audit trail").await;
    browser.see("3 entries").await;
    for words in [
        "Credential awarded",
        "lms_worker",
        "Looked at a person",
        "magda",
        "Edited: Configuration",
        "Title",
        "Science of Data",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the audit trail").await;

    browser
        .find(Role::ComboBox, "What was done")
        .await
        .write("Edited")
        .await;
    browser.hear("1 entry").await;
    assert_eq!(browser.path().await, "/console/audit-trail?action=edited");
    browser.reload().await;
    browser.see("1 entry").await;
    browser
        .find(Role::SearchBox, "Done by (username)")
        .await
        .write("magda")
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.find(Role::Heading, "No entry fits").await;
    expect_clean_now(&browser, "an audit trail in which nothing fits").await;
    browser.visit("/console/audit-trail?actor=two%20words").await;
    browser.see("Something in the filter cannot be right").await;
    browser
        .visit("/console/audit-trail?username=ada&from=2027-01-17&action=edited")
        .await;
    browser.find(Role::Heading, "No entry fits").await;
    browser
        .visit("/console/audit-trail?username=ada&action=learner-viewed")
        .await;
    browser.find(Role::Link, "ada").await.click().await;
    browser.find(Role::Heading, "Ada Lovelace").await;
    browser.see("Credential awarded").await;
    browser
        .visit("/console/audit-trail?username=ada&action=credential-awarded")
        .await;
    browser.see("1 entry").await;
    let link = format!("Credential {}", &credential.uuid[..8]);
    browser.find(Role::Link, &link).await.click().await;
    browser.find(Role::Heading, "History").await;
}

#[tokio::test]
async fn properties_are_told_in_words() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let edit = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "language": "fr" });
    app.staff().mutate("editConfiguration", edit, "outcome").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("Language").await;
    browser.find(Role::Button, "Français").await.click().await;
    browser.see("Langue").await;

    // As a server tells it that is newer than the app.
    let newer = "UPDATE audit_entry SET details = '{\"shoe_size\":{\"old\":7,\"new\":8}}'";
    app.db().execute_unprepared(newer).await.expect("another property");
    browser.reload().await;
    browser.see("shoe_size").await;
    expect_clean_now(&browser, "a property without a word").await;
}

/// Texts of the page, outside of code, that only a program reads.
async fn raw(browser: &Browser) -> Value {
    let script = "const raw = /^(true|false)$|[0-9a-f]{8}-[0-9a-f]{4}-|\\dT\\d\\d:|_/;
        const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) {
            const { data, parentElement } = texts.currentNode;
            if (!parentElement.closest('code') && raw.test(data.trim())) found.push(data);
        }
        return found";
    browser.eval(script).await
}

#[tokio::test]
async fn values_are_told_in_words() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let edit = json!({
        "learningObject": { "type": "PROGRAM", "id": program.uuid },
        "availableAt": "2027-02-01T09:30:00Z",
        "hasHoursOfEffort": true,
        "organizationLabel": "KEY",
    });
    app.staff().mutate("editConfiguration", edit, "outcome").await.data();
    scene::grant(&app, "grace", "REGISTRAR").await;
    let client = json!({ "name": "Student records", "scopes": ["CREDENTIALS_READ"] });
    made(&app, "createApiClient", "apiClient", client).await;
    let dean = json!({ "name": "Dean", "title": "Dean" });
    made(&app, "createSignatory", "signatory", dean).await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    for words in [
        "Yes",
        "By key",
        "Registrar",
        "See the credentials of every learner",
        "February 1, 2027",
    ] {
        browser.see(words).await;
    }
    let instants = "return [...document.querySelectorAll('dd time')].map((it) => it.dateTime)";
    assert_eq!(browser.eval(instants).await, json!(["2027-02-01T09:30:00Z"]));
    assert_eq!(raw(&browser).await, json!([]));
    expect_clean_now(&browser, "values in the audit trail").await;

    browser.find(Role::Button, "Français").await.click().await;
    for words in ["Oui", "1 février 2027"] {
        browser.see(words).await;
    }
    assert_eq!(raw(&browser).await, json!([]));
}

#[tokio::test]
async fn trail_proves_itself() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let ctx = app.ctx().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Proof of integrity").await;
    browser.see("Nothing is sealed yet.").await;
    browser.see("The chain was not verified yet.").await;
    scene::award(&app, &program).await;
    seal(&ctx, &mut Swept::default()).await;
    browser.reload().await;
    browser.see("Head of the chain").await;
    browser.allow_clipboard().await;
    browser.find(Role::Button, "Copy the head").await.click().await;
    browser.hear("The head was copied").await;

    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("A verification will begin in a moment").await;
    assert_eq!(verify(&ctx).await, 1);
    browser
        .until("sound chain", async || {
            let text = browser.text().await;
            let words = ["the one entry is as it was sealed.", "entries are as they were sealed."];
            words.iter().any(|it| text.contains(it)).then_some(())
        })
        .await;
    expect_clean_now(&browser, "the proof of the audit trail").await;

    let expected = "Head noted down before (optional)";
    browser.find(Role::TextBox, expected).await.write("1:nonsense").await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("This is not how a head is written.").await;
    let other = format!("1:{}", "0".repeat(64));
    let head = browser.find(Role::TextBox, expected).await;
    head.clear().await;
    head.write(&other).await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("The chain does not hold this head").await;

    let altered = "UPDATE credential_history SET status = 'revoked'";
    app.db().execute_unprepared(altered).await.expect("is altered");
    let forged = "UPDATE credential SET mode = 'honor'";
    app.db().execute_unprepared(forged).await.expect("is forged");
    browser.find(Role::TextBox, expected).await.clear().await;
    browser.find(Role::Button, "Verify now").await.click().await;
    browser.see("A verification will begin in a moment").await;
    assert_eq!(verify(&ctx).await, 1);
    browser.see("not everything is as it was sealed").await;
    browser.see("was altered").await;
    browser.see("Not what the trail tells of it:").await;
    expect_clean_now(&browser, "a broken audit trail").await;
}

#[tokio::test]
async fn entries_are_saved_as_a_file() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let title = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "title": "Science of Data" });
    app.staff().mutate("editConfiguration", title, "outcome").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("1 entry").await;
    browser
        .find(Role::ComboBox, "Done to")
        .await
        .write("Configuration")
        .await;
    browser
        .until("the address filters", async || {
            (browser.path().await == "/console/audit-trail?subject=configuration").then_some(())
        })
        .await;
    browser.find(Role::Button, "Save as CSV").await.click().await;
    browser.hear("The file was saved").await;
    browser.reload().await;
    browser.see("1 entry").await;
    browser.visit(PAGE).await;
    browser.see("2 entries").await;
    browser.see("Took a copy of the trail away: Site").await;
}

#[tokio::test]
async fn pages_of_the_trail_are_turned() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    for number in 1..=30 {
        let object = json!({ "type": "PROGRAM", "id": program.uuid });
        let title = json!({ "learningObject": object, "title": format!("Title {number}") });
        app.staff().mutate("editConfiguration", title, "outcome").await.data();
    }
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.see("30 entries").await;
    browser.see("Title 30").await;
    browser.find(Role::Link, "Next page").await.click().await;
    browser.see("Title 1").await;
    let second = browser.path().await;
    assert!(second.starts_with("/console/audit-trail?after="), "{second}");
    browser.reload().await;
    browser.see("Title 5").await;
    assert!(!browser.has(Role::Link, "Next page").await);
    browser.find(Role::Link, "First page").await.click().await;
    browser.see("Title 30").await;
}

#[tokio::test]
async fn learners_see_no_trail() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
}

/// Makes something as staff; gives its id.
async fn made(app: &TestApp, mutation: &str, noun: &str, input: Value) -> String {
    let selection = format!("{noun} {{ id }} userErrors {{ code path }}");
    let reply = app.staff().mutate(mutation, input, &selection).await;
    reply.text_at(&format!("/{mutation}/{noun}/id")).to_owned()
}

#[tokio::test]
async fn history_of_one_thing_is_told_and_left() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let title = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "title": "Science of Data" });
    app.staff().mutate("editConfiguration", title, "outcome").await.data();
    let dean = json!({ "name": "Dean", "title": "Dean" });
    made(&app, "createSignatory", "signatory", dean).await;
    sign_in::sign_in(&browser, SOFIA, "/console/configurations").await;
    browser.find(Role::Link, "Science of Data").await.click().await;
    browser.find(Role::Heading, "Science of Data").await;
    browser.find(Role::Link, "History").await.click().await;
    browser.find(Role::Heading, "Audit trail").await;
    browser.see("Only about Configuration · Science of Data").await;
    browser.see("1 entry").await;
    let path = browser.path().await;
    assert!(
        path.starts_with("/console/audit-trail?id=configuration%3A"),
        "the address says it: {path}"
    );
    expect_clean_now(&browser, "the audit trail of one thing").await;
    browser.reload().await;
    browser.see("Only about Configuration · Science of Data").await;

    browser
        .find(Role::ComboBox, "What was done")
        .await
        .write("Created")
        .await;
    browser.find(Role::Heading, "No entry fits").await;
    browser.see("Only about Configuration · Science of Data").await;
    browser.find(Role::Link, "Remove Science of Data").await.click().await;
    browser.hear("1 entry").await;
    browser.see("Created: Signatory · Dean").await;
    assert_eq!(browser.path().await, "/console/audit-trail?action=created");
    assert!(!browser.text().await.contains("Only about"));

    browser.visit("/console/audit-trail?id=nonsense").await;
    browser.see("Something in the filter cannot be right").await;
    expect_clean_now(&browser, "the audit trail of what is no thing").await;
}

#[tokio::test]
async fn every_page_leads_to_the_history_of_its_thing() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let credential = scene::award(&app, &program).await;
    let dean = json!({ "name": "Dean", "title": "Dean" });
    let signatory = made(&app, "createSignatory", "signatory", dean).await;
    let plain = json!({ "name": "Plain", "html": "<h1>{{ recipient.name }}</h1>" });
    let template = made(&app, "createTemplate", "template", plain).await;
    let north = json!({ "key": "NorthX", "name": "University of the North" });
    let organization = made(&app, "createOrganization", "organization", north).await;
    let mail = json!({ "html": "<p>Well done</p>", "text": "Well done", "programType": "masters" });
    let mail = made(&app, "createCompletionMail", "completionMail", mail).await;
    let client = json!({ "name": "Student records", "scopes": ["CREDENTIALS_READ"] });
    made(&app, "createApiClient", "apiClient", client).await;
    let site = app
        .staff()
        .query("{ site { id } }")
        .await
        .text_at("/site/id")
        .to_owned();
    let rename = json!({ "id": site, "helpUrl": "https://help.example.org" });
    app.superuser()
        .mutate("editSite", rename, "userErrors { code }")
        .await
        .data();
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Audit trail").await;
    for (page, link, told) in [
        (
            format!("/console/signatories/of?id={signatory}"),
            "History",
            "Created: Signatory · Dean",
        ),
        (
            format!("/console/templates/of?id={template}"),
            "History",
            "Created: Template · Plain",
        ),
        (
            format!("/console/catalogue/organizations/of?id={organization}"),
            "History",
            "Created: Organization · University of the North",
        ),
        (
            format!("/console/mail/texts/of?id={mail}"),
            "History",
            "Created: Completion mail · masters",
        ),
        (
            "/console/settings/api-clients".to_owned(),
            "History Student records",
            "Created: API client · Student records",
        ),
        ("/console/settings".to_owned(), "History", "https://help.example.org"),
        (
            format!("/console/credentials/{}", credential.number()),
            "History",
            "Credential awarded: Credential",
        ),
        (
            "/console/learner?username=ada".to_owned(),
            "History",
            "Looked at a person",
        ),
    ] {
        browser.visit(&page).await;
        browser.find(Role::Link, link).await.click().await;
        browser.find(Role::Heading, "Audit trail").await;
        browser.see(told).await;
        browser.see("Proof of integrity").await;
    }
}

#[tokio::test]
async fn who_may_not_see_the_trail_is_not_led_to_it() {
    let (app, browser) = sign_in::start().await;
    app.learner("grace").query("{ viewer { id } }").await.data();
    scene::grant(&app, "grace", "TEMPLATE_AUTHOR").await;
    let plain = json!({ "name": "Plain", "html": "<h1>{{ recipient.name }}</h1>" });
    let template = made(&app, "createTemplate", "template", plain).await;
    sign_in::sign_in(&browser, GRACE, &format!("/console/templates/of?id={template}")).await;
    browser.find(Role::Heading, "Plain").await;
    browser.find(Role::Heading, "History").await;
    assert!(!browser.has(Role::Link, "History").await);
}
