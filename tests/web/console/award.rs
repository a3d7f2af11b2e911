//! Awarding by hand: what would become of it, and then it is done.

use serde_json::json;
use tests::browser::{Browser, Key, Role};
use tests::build;

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, SOFIA};

const PAGE: &str = "/console/award";

async fn write(browser: &Browser, label: &str, text: &str) {
    let field = browser.find(Role::TextBox, label).await;
    field.clear().await;
    field.write(text).await;
}

async fn check(browser: &Browser) {
    browser.find(Role::Button, "Check").await.click().await;
}

#[tokio::test]
async fn award_is_tried_out_confirmed_and_shown() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Award a credential").await.click().await;
    browser.find(Role::Heading, "Award a credential").await;
    expect_clean_now(&browser, "the form of an award").await;
    write(&browser, "Learner’s username", "ada").await;
    write(&browser, "Course key or program UUID", &program.uuid.to_string()).await;
    write(&browser, "Name on the certificate", "Ada Lovelace").await;
    check(&browser).await;
    browser.find(Role::Dialog, "Award this credential?").await;
    browser
        .see("The learner has no such credential. It will be made.")
        .await;
    // What is awarded is told by its title, with the id beneath.
    browser.see("Data Science").await;
    browser.see(&program.uuid.to_string()).await;
    expect_clean_now(&browser, "the question before an award").await;
    let stored = "{ credentials { totalCount } }";
    assert_eq!(
        app.staff().query(stored).await.at("/credentials/totalCount"),
        0,
        "only tried"
    );
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
    browser.find(Role::Heading, "Data Science").await;
    browser.see("Ada Lovelace").await;
    assert_eq!(app.staff().query(stored).await.at("/credentials/totalCount"), 1);

    browser.find(Role::Link, "Award a credential").await.click().await;
    write(&browser, "Learner’s username", "ada").await;
    write(&browser, "Course key or program UUID", &program.uuid.to_string()).await;
    check(&browser).await;
    browser.see("There is nothing to do.").await;
    assert!(!browser.has(Role::Button, "Award").await);
    browser.find(Role::Link, "Show the credential").await.click().await;
    browser.find(Role::Heading, "Data Science").await;
}

#[tokio::test]
async fn what_cannot_be_awarded_is_told_at_its_field() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Award a credential").await;
    check(&browser).await;
    // All that is missing is told at once.
    browser.see("This cannot be a username.").await;
    browser.see("Enter a course key such as").await;
    expect_clean_now(&browser, "an award without anything").await;
    assert_eq!(
        browser.focused().await.description().await,
        "textbox \"Learner’s username\""
    );
    write(&browser, "Learner’s username", "ada").await;
    for (object, told) in [
        ("Statistics", "Enter a course key such as"),
        (
            "3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88",
            "No credential is configured for this program.",
        ),
    ] {
        write(&browser, "Course key or program UUID", object).await;
        check(&browser).await;
        browser.see(told).await;
        let focused = browser.focused().await.description().await;
        assert_eq!(focused, "textbox \"Course key or program UUID\"");
    }
    expect_clean_now(&browser, "an award that is refused").await;
    browser.set_offline(true).await;
    check(&browser).await;
    browser.see("The register did not answer.").await;
}

#[tokio::test]
async fn learners_award_nothing() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, PAGE).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Link, "Award a credential").await);
}

/// Fills in what awards Ada the program.
async fn fill(browser: &Browser, program: &str, attributes: &str) {
    write(browser, "Learner’s username", "ada").await;
    write(browser, "Course key or program UUID", program).await;
    write(browser, "Attributes", attributes).await;
}

#[tokio::test]
async fn award_that_is_confirmed_twice_is_made_once() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await.uuid.to_string();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Award a credential").await;
    write(&browser, "Attributes", "honors").await;
    check(&browser).await;
    browser.see("Write each attribute on a line of its own").await;
    let focused = browser.focused().await.description().await;
    assert_eq!(focused, "textbox \"Attributes\"");
    fill(&browser, &program, "honors = yes\nhours = 40").await;
    check(&browser).await;
    browser.find(Role::Dialog, "Award this credential?").await;
    // Two presses before anything is answered.
    let twice =
        "const button = [...document.querySelectorAll('dialog button')].find((it) => it.textContent == 'Award');
        button.click(); button.click();";
    browser.eval(twice).await;
    browser.hear("Credential awarded.").await;
    browser.see("honors").await;
    let stored = app
        .staff()
        .query("{ credentials { nodes { version attributes { name value } history { change } } } }")
        .await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "version": 1, "history": [{ "change": "AWARDED" }],
            "attributes": [{ "name": "honors", "value": "yes" }, { "name": "hours", "value": "40" }] }])
    );
}

#[tokio::test]
async fn award_whose_answer_was_lost_is_made_once() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await.uuid.to_string();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Award a credential").await;
    fill(&browser, &program, "honors = yes").await;
    check(&browser).await;
    browser.find(Role::Dialog, "Award this credential?").await;
    // The request arrives, and its answer does not.
    let lose = "const send = window.fetch; window.fetch = async (...it) => {
        window.fetch = send; await send(...it); throw new TypeError('lost'); };";
    browser.eval(lose).await;
    browser.find(Role::Button, "Award").await.click().await;
    browser.see("The register did not answer.").await;
    // Somebody changes it before it is tried again: what was awarded is not awarded anew.
    let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": program },
        "attributes": [{ "name": "honors", "value": "no" }] });
    app.service().mutate("awardCredential", input, "outcome").await.data();
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
    let stored = app
        .staff()
        .query("{ credentials { nodes { version attributes { value } } } }")
        .await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "version": 2, "attributes": [{ "value": "no" }] }])
    );
}

#[tokio::test]
async fn award_is_refused_when_it_changed_since_it_was_tried_out() {
    let (app, browser) = sign_in::start().await;
    let stored = scene::program(&app).await;
    let awarded = scene::award(&app, &stored).await;
    let program = stored.uuid.to_string();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    browser.find(Role::Heading, "Award a credential").await;
    fill(&browser, &program, "honors = yes").await;
    check(&browser).await;
    browser.see("What you entered will change it.").await;
    // Old and new, whatever letters surround them.
    browser
        .see("Attribute honors: \u{2068}nothing\u{2069} becomes \u{2068}yes\u{2069}")
        .await;
    browser.find(Role::Button, "Award").await.click().await;
    browser.see("Say why, in at most 1,000 characters.").await;
    scene::expect_focus(&browser, "textbox \"Reason (required)\"").await;
    expect_clean_now(&browser, "an award that changes something without a reason").await;
    browser
        .find(Role::TextBox, "Reason (required)")
        .await
        .write("A late grade.")
        .await;
    scene::revoke(&app, &awarded).await;
    browser.find(Role::Button, "Award").await.click().await;
    browser.see("It was changed elsewhere since you checked.").await;
    expect_clean_now(&browser, "an award that is refused at its confirmation").await;
    let state = app.staff().query("{ credentials { nodes { state version } } }").await;
    assert_eq!(
        state.at("/credentials/nodes"),
        &json!([{ "state": "REVOKED", "version": 2 }])
    );
    browser.find(Role::Button, "Cancel").await.click().await;
    check(&browser).await;
    browser.see("The credential was revoked. It will stand again").await;
    browser
        .find(Role::TextBox, "Reason (required)")
        .await
        .write("Cleared by the board.")
        .await;
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
    let state = "{ credentials { nodes { state version history { reason } } } }";
    let state = app.staff().query(state).await;
    assert_eq!(
        state.at("/credentials/nodes"),
        &json!([{ "state": "VALID", "version": 3, "history": [
            { "reason": null }, { "reason": "awarded by mistake" }, { "reason": "Cleared by the board." }] }])
    );
}

#[tokio::test]
async fn what_was_written_is_not_lost_by_a_link() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    write(&browser, "Learner’s username", "ada").await;
    browser.find(Role::Link, "Insights").await.click().await;
    browser.find(Role::Dialog, "Leave without saving?").await;
    browser.press(Key::Escape).await;
    assert_eq!(browser.path().await, PAGE);
    let written = "return document.getElementById('username').value";
    assert_eq!(browser.eval(written).await, "ada");
}

/// What the question before an award says of it.
async fn summary(browser: &Browser) -> String {
    browser.find(Role::Dialog, "Award this credential?").await;
    let summary = browser
        .eval("return document.querySelector('dialog[open] dl').innerText")
        .await;
    summary.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_is_awarded_is_found_by_its_title_and_named() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await.uuid.to_string();
    let asleep = build::program("Data Ethics").insert(app.db()).await;
    build::configuration_of_program(&asleep)
        .inactive()
        .insert(app.db())
        .await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    write(&browser, "Learner’s username", "ada").await;
    let search = browser.find(Role::SearchBox, "Look for it by title").await;
    search.write("data").await;
    browser.press(Key::Enter).await;
    browser.hear("1 fits").await;
    assert!(
        !browser.has(Role::Button, "Choose Data Ethics").await,
        "takes no awards"
    );
    expect_clean_now(&browser, "what can be awarded, by its title").await;
    browser.find(Role::Button, "Choose Data Science").await.click().await;
    browser.hear("Chosen: Data Science").await;
    let focused = browser.focused().await.description().await;
    assert_eq!(focused, "textbox \"Course key or program UUID\"");
    assert_eq!(
        browser.eval("return document.getElementById('object').value").await,
        program.as_str()
    );
    browser.see("Chosen: Data Science").await;
    check(&browser).await;
    let told = summary(&browser).await;
    for words in ["Data Science", &program, "Ada Lovelace", "ada"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    expect_clean_now(&browser, "the question before an award, by names").await;
    browser.find(Role::Button, "Cancel").await.click().await;

    browser
        .find(Role::SearchBox, "Look for it by title")
        .await
        .clear()
        .await;
    browser
        .find(Role::SearchBox, "Look for it by title")
        .await
        .write("astronomy")
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.see("Nothing fits.").await;
    // What is written by hand is no more what was chosen, and may be what nobody knows by name.
    let run = "course-v1:ExampleX+CS101+2027";
    write(&browser, "Course key or program UUID", run).await;
    browser
        .see("A course gets its configuration with the first award")
        .await;
    write(&browser, "Learner’s username", "somebody").await;
    check(&browser).await;
    let told = summary(&browser).await;
    for words in ["somebody", run] {
        assert!(told.contains(words), "{words}: {told}");
    }
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
}

#[tokio::test]
async fn course_run_of_the_catalogue_is_found_by_the_title_of_its_course() {
    let (app, browser) = sign_in::start().await;
    let course = build::course("Medieval Astronomy").insert(app.db()).await;
    let run = build::course_run(&course).insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    let search = browser.find(Role::SearchBox, "Look for it by title").await;
    search.write("astronomy").await;
    browser.press(Key::Enter).await;
    browser.hear("1 fits").await;
    browser
        .find(Role::Button, "Choose Medieval Astronomy")
        .await
        .click()
        .await;
    let key = run.key.to_string();
    let field = "return document.getElementById('object').value";
    assert_eq!(browser.eval(field).await, key.as_str());
    write(&browser, "Learner’s username", "ada").await;
    check(&browser).await;
    let told = summary(&browser).await;
    assert!(told.contains("Medieval Astronomy") && told.contains(&key), "{told}");
    assert!(!browser.text().await.contains("The catalogue has no such course run"));
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;

    // With a configuration by now, it is offered once all the same.
    browser.visit(PAGE).await;
    let search = browser.find(Role::SearchBox, "Look for it by title").await;
    search.write("astronomy").await;
    browser.press(Key::Enter).await;
    browser.hear("1 fits").await;
}

#[tokio::test]
async fn question_tells_all_that_was_entered_and_warns_of_what_it_means() {
    let (app, browser) = sign_in::start().await;
    let typo = "course-v1:NoSuchX+TYPO999+1900";
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    fill(&browser, typo, "honors = yes").await;
    browser.pick("Date on the certificate", "2099-01-01").await;
    check(&browser).await;
    let told = summary(&browser).await;
    for words in ["ada", typo, "January 1, 2099", "honors = yes"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    browser.see("The catalogue has no such course run").await;
    browser
        .see("visitors do not see the certificate before January 1, 2099")
        .await;
    expect_clean_now(&browser, "the question before an award, with warnings").await;
    browser.find(Role::Button, "Award").await.click().await;
    browser.hear("Credential awarded.").await;
    let stored = app.staff().query("{ credentials { nodes { visibleAt } } }").await;
    assert_eq!(
        stored.at("/credentials/nodes"),
        &json!([{ "visibleAt": "2099-01-01T12:00:00+00:00" }])
    );
}

#[tokio::test]
async fn learner_is_named_whose_username_is_a_common_name() {
    let (app, browser) = sign_in::start().await;
    // More people than a page has come before whoever is called just so.
    let item = |username: String, name: String| {
        json!({ "username": username, "recipientName": name,
            "learningObject": { "type": "COURSE_RUN", "id": "course-v1:ExampleX+CS101+2027" } })
    };
    let mut items: Vec<_> = (0..101)
        .map(|it| item(format!("author{it}"), format!("Mary {it}")))
        .collect();
    items.push(item("mary".to_owned(), "Mary Shelley".to_owned()));
    let reply = app
        .service()
        .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
        .await;
    assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]));
    sign_in::sign_in(&browser, SOFIA, PAGE).await;
    write(&browser, "Learner’s username", "Mary").await;
    write(&browser, "Course key or program UUID", "course-v1:ExampleX+CS102+2027").await;
    check(&browser).await;
    let told = summary(&browser).await;
    assert!(told.contains("Mary Shelley"), "{told}");
}
