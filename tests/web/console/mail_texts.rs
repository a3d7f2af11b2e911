//! What learners are told by mail when they complete programs: the list of texts, and what staff do with one.

use serde_json::{Value, json};
use tests::app::{TestApp, sign_in_through_platform};
use tests::browser::{Browser, Role};
use tests::build;
use tests::mail_server::{Behavior, MailServer};
use tests::persona;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus, send_mail};
use crate::sign_in::{self, ADA, SOFIA};

/// The page of the list.
const TEXTS: &str = "/console/mail/texts";

/// What the preview's frame shows.
const FRAME: &str = "return document.querySelector('iframe')?.srcdoc ?? ''";

/// What is said once a text is saved.
const SAVED: &str = "Text saved.";

/// Where a program is looked for, and the field that takes it.
const TITLE: &str = "Look for it by title";
const UUID: &str = "UUID of the program";

/// Looks for a program that alone has these words, and chooses it.
async fn choose(browser: &Browser, words: &str, name: &str) {
    let search = browser.find(Role::SearchBox, TITLE).await;
    search.clear().await;
    search.write(words).await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 entry").await;
    browser
        .find(Role::Button, &format!("Choose {name}"))
        .await
        .click()
        .await;
    browser.hear(&format!("Chosen: {name}")).await;
    browser.see(&format!("Chosen: {name}")).await;
    expect_focus(browser, &format!("textbox {UUID:?}")).await;
}

/// A service that sends its mail to this server.
async fn start(server: &MailServer) -> (TestApp, Browser) {
    scene::start_with(|config| {
        sign_in_through_platform(config);
        server.configure(config);
    })
    .await
}

/// What the API says of every text.
async fn told(app: &TestApp) -> Value {
    let query = "{ completionMails { nodes { programUuid programType isEnabled language subject html text } } }";
    app.staff().query(query).await.at("/completionMails/nodes").clone()
}

/// Waits for the preview's frame to show this.
async fn expect_frame(browser: &Browser, html: &str) {
    browser
        .until(&format!("frame with {html:?}"), async || {
            let shown = browser.eval(FRAME).await;
            shown.as_str().unwrap_or_default().contains(html).then_some(())
        })
        .await;
}

#[tokio::test]
async fn text_is_made_for_a_program_and_shown_as_it_is_written() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console/mail").await;
    browser.find(Role::Link, "Completion mail").await.click().await;
    browser.find(Role::Heading, "There are no texts yet").await;
    browser
        .see("As long as there is none, nothing is sent to learners who complete a program.")
        .await;
    expect_clean_now(&browser, "a list of no texts of completion mail").await;

    browser.find(Role::Link, "New text").await.click().await;
    browser.find(Role::Heading, "New text").await;
    browser
        .see("Congratulations: you have completed Data Science (Professional Certificate)")
        .await;
    browser.see("Hello Ada Lovelace,").await;
    browser
        .find(Role::ComboBox, "Programs")
        .await
        .write("One program")
        .await;
    browser.find(Role::TextBox, UUID).await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("Choose a program, or enter its UUID.").await;
    expect_focus(&browser, &format!("textbox {UUID:?}")).await;
    expect_clean_now(&browser, "the form of a new text without a program").await;
    choose(&browser, "data", "Data Science (Professional Certificate)").await;

    browser
        .find(Role::TextBox, "Subject")
        .await
        .write("Bravo, {{ recipient.name }}")
        .await;
    browser.see("Bravo, Ada Lovelace").await;
    browser
        .find(Role::TextBox, "HTML")
        .await
        .write("<p>Well done: <b>{{ program.title }}</b></p><script>a()</script>")
        .await;
    browser
        .hear("HTML and plain text go together. The preview follows as soon as both are there, or neither.")
        .await;
    browser
        .find(Role::TextBox, "Plain text")
        .await
        .write("Well done: {{ program.title }}")
        .await;
    browser.see("Well done: Data Science").await;
    expect_frame(&browser, "<p>Well done: <b>Data Science</b></p>").await;
    let frame = browser.eval(FRAME).await;
    assert!(!frame.as_str().unwrap_or_default().contains("a()"), "{frame}");
    browser.see("This is taken out before it is sent:").await;
    browser.see("the element `<script>` is not kept in mail").await;
    expect_clean_now(&browser, "a new text with its preview").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear(SAVED).await;
    browser.find(Role::Heading, "Completion mail: Data Science").await;
    let expected = json!([{
        "programUuid": program.uuid,
        "programType": null,
        "isEnabled": false,
        "language": null,
        "subject": "Bravo, {{ recipient.name }}",
        "html": "<p>Well done: <b>{{ program.title }}</b></p><script>a()</script>",
        "text": "Well done: {{ program.title }}",
    }]);
    assert_eq!(told(&app).await, expected);

    browser.visit("/console/mail/texts/new").await;
    browser
        .find(Role::ComboBox, "Programs")
        .await
        .write("One program")
        .await;
    browser
        .find(Role::TextBox, UUID)
        .await
        .write(&program.uuid.to_string())
        .await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("There is a text for these programs already.").await;
    expect_focus(&browser, &format!("textbox {UUID:?}")).await;
}

#[tokio::test]
async fn program_beyond_any_list_is_found_by_its_title() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    for number in 0..101 {
        build::program(&format!("Course {number:03}")).insert(app.db()).await;
    }
    let program = build::program("Zoology").insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, "/console/mail/texts/new").await;
    browser
        .find(Role::ComboBox, "Programs")
        .await
        .write("One program")
        .await;
    browser.find(Role::SearchBox, TITLE).await.write("course").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("101 entries").await;
    browser.see("More fit than are shown. Write more words.").await;
    expect_clean_now(&browser, "programs to choose from").await;
    choose(&browser, "zoo", "Zoology (Professional Certificate)").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear(SAVED).await;
    let expected = json!(program.uuid);
    assert_eq!(told(&app).await[0]["programUuid"], expected);
}

#[tokio::test]
async fn texts_are_listed_by_whom_they_are_for() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    let program = scene::program(&app).await;
    build::completion_mail().insert(app.db()).await;
    build::completion_mail()
        .of(&program)
        .off()
        .language("es-419")
        .insert(app.db())
        .await;
    build::completion_mail().of_type("micro-masters").insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, TEXTS).await;
    browser.find(Role::Table, "Completion mail").await;
    browser.see("3 texts").await;
    for whom in ["All programs", "Data Science", "Programs of the type micro-masters"] {
        browser.find(Role::Link, whom).await;
    }
    for words in ["Is sent", "Is not sent", "es-419", "That of the certificate"] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "texts of completion mail").await;
    browser.find(Role::Link, "Sent and waiting mail").await.click().await;
    browser.find(Role::Heading, "Mail").await;
    browser.visit("/console/mail/texts/of?id=completionMail:none").await;
    browser.find(Role::Heading, "There is no such text").await;
    expect_clean_now(&browser, "a text of completion mail that is none").await;
    sign_in_elsewhere(&app).await;
}

/// Learners have no such page.
async fn sign_in_elsewhere(app: &TestApp) {
    let browser = Browser::open(app.address()).await;
    sign_in::sign_in(&browser, ADA, TEXTS).await;
    browser.find(Role::Heading, "This is for staff").await;
}

#[tokio::test]
async fn what_cannot_be_filled_in_is_told_at_its_field() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    build::completion_mail().subject("Bravo").insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, TEXTS).await;
    browser.find(Role::Link, "All programs").await.click().await;
    browser.find(Role::Heading, "Completion mail: All programs").await;
    let subject = browser.find(Role::TextBox, "Subject").await;
    assert_eq!(subject.attribute("aria-invalid").await, "false");
    subject.write(" {{ recipient.email }}").await;
    browser
        .see("Something in it cannot be filled in. The service says:")
        .await;
    browser
        .see("The preview follows as soon as what is wrong in the form is corrected.")
        .await;
    assert_eq!(subject.attribute("aria-invalid").await, "true");
    let html = browser.find(Role::TextBox, "HTML").await;
    assert_eq!(html.attribute("aria-invalid").await, "false");
    expect_clean_now(&browser, "a text that cannot be filled in").await;
    browser.find(Role::Button, "Save").await.click().await;
    expect_focus(&browser, "textbox \"Subject\"").await;
    assert_eq!(told(&app).await[0]["subject"], "Bravo");

    subject.clear().await;
    subject.write("Bravo, {{ recipient.name }}").await;
    browser.see("Bravo, Ada Lovelace").await;
    html.write("<p>Well done</p>").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser
        .see("Write the same as plain text, or leave out the HTML.")
        .await;
    expect_focus(&browser, "textbox \"Plain text\"").await;
    browser.find(Role::TextBox, "Plain text").await.write("Well done").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear(SAVED).await;
    let told = told(&app).await;
    assert_eq!(
        [&told[0]["subject"], &told[0]["html"], &told[0]["text"]],
        ["Bravo, {{ recipient.name }}", "<p>Well done</p>", "Well done"]
    );
}

#[tokio::test]
async fn text_is_tried_by_who_writes_it() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    build::completion_mail()
        .off()
        .subject("Bravo, {{ recipient.name }}")
        .insert(app.db())
        .await;
    sign_in::sign_in(&browser, SOFIA, TEXTS).await;
    browser.find(Role::Link, "All programs").await.click().await;
    browser.find(Role::Button, "Send me a test").await.click().await;
    browser.hear("The test is on its way.").await;
    send_mail(&app).await;
    browser.hear("The test was sent.").await;
    let taken = server.taken();
    let [mail] = taken.as_slice() else { panic!("{taken:#?}") };
    assert_eq!(
        (mail.to.as_slice(), mail.subject().as_str()),
        (&[persona::SOFIA.email.to_owned()][..], "Bravo, Ada Lovelace")
    );
    expect_clean_now(&browser, "a text that was tried").await;

    // The next minute another one, which the server refuses.
    app.advance(chrono::TimeDelta::minutes(1));
    server.behave(Behavior::Answer(550));
    browser.find(Role::Button, "Send me a test").await.click().await;
    browser.hear("The test is on its way.").await;
    send_mail(&app).await;
    browser
        .hear("The test was not sent. The mail server refuses it for good.")
        .await;
}

#[tokio::test]
async fn text_is_changed_deleted_and_a_conflict_loses_nothing() {
    let server = MailServer::start().await;
    let (app, browser) = start(&server).await;
    let mail = build::completion_mail().subject("Bravo").insert(app.db()).await;
    sign_in::sign_in(&browser, SOFIA, TEXTS).await;
    browser.find(Role::Link, "All programs").await.click().await;
    let language = browser.find(Role::ComboBox, "Language").await;
    language.write("Another language").await;
    let tag = browser.find(Role::TextBox, "Language tag").await;
    tag.write("fr").await;
    browser.see("Bonjour Ada Lovelace").await;
    tag.clear().await;
    tag.write("ES-mx").await;
    browser.see("Hola, Ada Lovelace:").await;
    let other = json!({ "id": format!("completionMail:{}", mail.id), "subject": "Well done", "isEnabled": false });
    let reply = app
        .staff()
        .mutate("editCompletionMail", other, "userErrors { code }")
        .await;
    assert_eq!(reply.at("/editCompletionMail/userErrors"), &json!([]));
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("It was changed elsewhere in the meantime").await;
    let written = "return document.getElementById('language-tag').value";
    assert_eq!(browser.eval(written).await, "ES-mx");
    expect_clean_now(&browser, "a text that was changed elsewhere").await;
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear(SAVED).await;
    let expected = json!([{
        "programUuid": null,
        "programType": null,
        "isEnabled": false,
        "language": "es-MX",
        "subject": "Well done",
        "html": null,
        "text": null,
    }]);
    assert_eq!(told(&app).await, expected);
    // The form holds what is stored, the other change too.
    let chosen = "return document.getElementById('language').value";
    assert_eq!(browser.eval(chosen).await, "es-MX");
    assert_eq!(
        browser.eval("return document.getElementById('subject').value").await,
        "Well done"
    );
    let box_name = "Send it to learners who complete these programs";
    let is_sent = browser.find(Role::CheckBox, box_name).await;
    assert!(!is_sent.is_ticked().await);
    is_sent.click().await;
    browser.find(Role::Button, "Save").await.click().await;
    browser
        .until("text that is sent", async || {
            (told(&app).await[0]["isEnabled"] == true).then_some(())
        })
        .await;

    browser.find(Role::Button, "Delete").await.click().await;
    browser.find(Role::Dialog, "Delete").await;
    browser
        .see("Learners who complete these programs are then sent the next wider text, or nothing.")
        .await;
    expect_clean_now(&browser, "the question before a text is deleted").await;
    confirm(&browser, "Delete").await;
    browser.hear("Text deleted.").await;
    browser.find(Role::Heading, "There are no texts yet").await;
    assert_eq!(told(&app).await, json!([]));
}
