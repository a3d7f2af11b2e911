//! The pictures of the site: the list, uploads, renaming and removing one, and choosing one for a template or the site.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Key, Role};
use tests::build;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus, grant, upload};
use crate::sign_in::{self, ADA, SOFIA};

/// The page of the list.
const ASSETS: &str = "/console/assets";

/// A template that passes every check.
const GOOD: &str = "<h1>{{ recipient.name }}</h1>\n<p>{{ credential.title }}</p>";

/// Files of these names for the field on the page, each with its kind and how its bytes are made: a picture that the browser draws, so many
/// pixels wide and perhaps high, words, or too many zeros.
fn choose_files(files: &[(&str, &str, &str)]) -> String {
    let files: Vec<_> = files
        .iter()
        .map(|(name, kind, bytes)| format!("held.items.add(new File([{bytes}], {name:?}, {{ type: {kind:?} }}));"))
        .collect();
    format!(
        "const drawn = (width, height = 40) => {{ \
           const canvas = document.createElement('canvas'); canvas.width = width; canvas.height = height; \
           canvas.getContext('2d').fillRect(10, 10, 20, 8); \
           const text = atob(canvas.toDataURL('image/png').split(',')[1]); \
           return Uint8Array.from(text, (it) => it.charCodeAt(0)); }}; \
         const held = new DataTransfer(); {} \
         const field = document.getElementById('files'); field.files = held.files; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); return 1",
        files.concat()
    )
}

/// Changes something as somebody else would; gives its id.
async fn change(app: &TestApp, field: &str, noun: &str, input: Value) -> Value {
    let selection = format!("{noun} {{ id }} userErrors {{ code message }}");
    let reply = app.staff().mutate(field, input, &selection).await;
    assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]), "{}", reply.text);
    reply.at(&format!("/{field}/{noun}/id")).clone()
}

/// Presses the picture of this name in the dialog that is open.
async fn choose(browser: &Browser, name: &str) {
    let script = format!(
        "const all = [...document.querySelectorAll('dialog[open] #pictures button')]; \
         const one = all.find((it) => it.textContent.includes({name:?})); one?.click(); return one !== undefined"
    );
    browser
        .until(&format!("picture {name:?}"), async || {
            (browser.eval(&script).await == true).then_some(())
        })
        .await;
}

/// What the editor's field for HTML holds.
async fn html(browser: &Browser) -> Value {
    browser.eval("return document.getElementById('html').value").await
}

#[tokio::test]
async fn pictures_are_uploaded_several_at_a_time_listed_and_searched() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console").await;
    browser.find(Role::Link, "Pictures").await.click().await;
    browser.find(Role::Heading, "There are no pictures yet").await;
    assert_eq!(browser.path().await, ASSETS);
    expect_clean_now(&browser, "a list of no pictures").await;

    let files = [
        ("moving.gif", "image/gif", "drawn(30)"),
        ("large.png", "image/png", "new Uint8Array(1048577)"),
        ("notes.png", "image/png", "'no picture at all'"),
        ("poster.png", "image/png", "drawn(4000, 2100)"),
        ("seal.png", "image/png", "drawn(120)"),
    ];
    browser.eval(&choose_files(&files)).await;
    browser.see("Uploaded: 1. Refused: 4.").await;
    for words in [
        "Choose a PNG, JPEG or WebP.",
        "The picture has more than 1 MiB.",
        "This cannot be read as a picture.",
        "or more than 8 million in all.",
        "1 picture",
        "120 × 40",
        "sofia",
        "Nothing",
    ] {
        browser.see(words).await;
    }
    browser.find(Role::Table, "Pictures").await;
    expect_clean_now(&browser, "pictures, and files that are none").await;

    let files = [
        ("seal.png", "image/png", "drawn(120)"),
        ("logo.png", "image/png", "drawn(60)"),
    ];
    browser.eval(&choose_files(&files)).await;
    browser.see("It was here already.").await;
    browser.see("Uploaded: 2. Refused: 0.").await;
    browser.see("2 pictures").await;
    browser.find(Role::SearchBox, "Name").await.write("LOGO").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.see("1 picture").await;
    assert_eq!(browser.path().await, "/console/assets?search=LOGO");
    browser.visit("/console/assets?search=nothing").await;
    browser.find(Role::Heading, "No picture fits").await;
    expect_clean_now(&browser, "a search that no picture fits").await;
}

#[tokio::test]
async fn site_that_is_full_says_so() {
    let (_app, browser) = scene::start_with(|config| {
        tests::app::sign_in_through_platform(config);
        config.assets.count = 1;
    })
    .await;
    sign_in::sign_in(&browser, SOFIA, ASSETS).await;
    browser.find(Role::Heading, "There are no pictures yet").await;
    let files = [
        ("seal.png", "image/png", "drawn(120)"),
        ("logo.png", "image/png", "drawn(60)"),
    ];
    browser.eval(&choose_files(&files)).await;
    browser.see("This site has as many pictures as it may have.").await;
    browser.see("Uploaded: 1. Refused: 1.").await;
}

#[tokio::test]
async fn picture_tells_what_uses_it_and_gives_its_address() {
    let (app, browser) = sign_in::start().await;
    let seal = upload(&app, "seal.png", 120).await;
    let url = seal["url"].as_str().expect("an address");
    let path = format!("/assets/{}", seal["hash"].as_str().expect("a hash"));
    let signatory = json!({ "name": "Ines Okafor", "title": "Provost", "image": seal["id"] });
    change(&app, "createSignatory", "signatory", signatory).await;
    let template = json!({ "name": "Diploma", "html": format!("{GOOD}<img src=\"{path}\" alt=\"Seal\">") });
    change(&app, "createTemplate", "template", template).await;
    build::organization("Wexcombe University")
        .logo_url(url)
        .insert(app.db())
        .await;
    sign_in::sign_in(&browser, SOFIA, ASSETS).await;
    browser.find(Role::Table, "Pictures").await;
    for (name, page, heading) in [
        ("Ines Okafor", "/console/signatories/of", "Ines Okafor"),
        (
            "Wexcombe University",
            "/console/catalogue/organizations/of",
            "Wexcombe University",
        ),
        ("Diploma", "/console/templates/of", "Diploma"),
    ] {
        browser.find(Role::Link, name).await.click().await;
        browser.find(Role::Heading, heading).await;
        assert!(browser.path().await.starts_with(page), "{name}");
        browser.visit(ASSETS).await;
    }
    browser.find(Role::Table, "Pictures").await;
    expect_clean_now(&browser, "a picture that is used").await;
    browser.allow_clipboard().await;
    browser.find(Role::Button, "Copy address: seal.png").await.click().await;
    browser.see("Address copied.").await;
    assert_eq!(
        browser.eval("return navigator.clipboard.readText()").await,
        path.as_str()
    );
}

#[tokio::test]
async fn picture_is_renamed_in_its_row() {
    let (app, browser) = sign_in::start().await;
    upload(&app, "seal.png", 120).await;
    sign_in::sign_in(&browser, SOFIA, ASSETS).await;
    browser.find(Role::Button, "Rename: seal.png").await.click().await;
    browser.find(Role::Dialog, "Rename this picture").await;
    expect_focus(&browser, "textbox \"Name\"").await;
    let field = browser.find(Role::TextBox, "Name").await;
    assert_eq!(field.attribute("value").await, "seal.png");
    field.clear().await;
    confirm(&browser, "Save").await;
    browser.see("Enter a name of at most 100 characters on one line.").await;
    expect_focus(&browser, "textbox \"Name\"").await;
    expect_clean_now(&browser, "a picture without a name").await;
    browser.focused().await.write("Seal of the university").await;
    browser.press(Key::Enter).await;
    browser.hear("Picture renamed.").await;
    expect_focus(&browser, "button \"Rename: Seal of the university\"").await;
    let told = app.staff().query("{ assets { nodes { name version } } }").await;
    let expected = json!([{ "name": "Seal of the university", "version": 2 }]);
    assert_eq!(told.at("/assets/nodes"), &expected);

    // Somebody else was faster.
    let picture = app.staff().query("{ assets { nodes { id } } }").await;
    let other = json!({ "id": picture.at("/assets/nodes/0/id"), "name": "Arms" });
    change(&app, "editAsset", "asset", other).await;
    browser
        .find(Role::Button, "Rename: Seal of the university")
        .await
        .click()
        .await;
    browser.find(Role::TextBox, "Name").await.write("!").await;
    confirm(&browser, "Save").await;
    browser.see("It was changed elsewhere in the meantime.").await;
}

#[tokio::test]
async fn picture_is_deleted_once_nothing_shows_it() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    let seal = upload(&app, "seal.png", 120).await;
    let path = format!("/assets/{}", seal["hash"].as_str().expect("a hash"));
    let dean = json!({ "name": "Ines Okafor", "title": "Provost", "image": seal["id"] });
    let dean = change(&app, "createSignatory", "signatory", dean).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    let signed = json!({ "learningObject": object, "signatories": [dean] });
    change(&app, "editConfiguration", "configuration", signed).await;
    let awarded = scene::award(&app, &program).await;
    sign_in::sign_in(&browser, SOFIA, ASSETS).await;
    browser.find(Role::Button, "Delete: seal.png").await.click().await;
    browser.find(Role::Dialog, "Delete this picture?").await;
    browser.see("cannot be taken back").await;
    expect_clean_now(&browser, "the question before a picture is deleted").await;
    confirm(&browser, "Delete").await;
    browser
        .see("It was not deleted, because something shows it. Take it out there first:")
        .await;
    let uses = "return document.querySelector('dialog[open] li').textContent.includes('Ines Okafor')";
    assert_eq!(browser.eval(uses).await, true);
    expect_clean_now(&browser, "a picture that is shown").await;

    let released = json!({ "id": dean, "image": null });
    change(&app, "editSignatory", "signatory", released).await;
    confirm(&browser, "Delete").await;
    browser
        .see("It was not deleted, because certificates that were awarded show it.")
        .await;
    browser.find(Role::Link, "Data Science").await;
    expect_clean_now(&browser, "a picture that a certificate shows").await;
    assert_eq!(app.anonymous().get(&path).await.status.as_u16(), 200);

    let refreshed = json!({ "uuid": awarded.uuid, "reason": "The picture was a mistake." });
    let reply = app.staff().mutate("refreshCredential", refreshed, "outcome").await;
    assert_eq!(reply.at("/refreshCredential/outcome"), "UPDATED");
    confirm(&browser, "Delete").await;
    browser.hear("Picture deleted.").await;
    browser.see("Deleted").await;
    for button in ["Rename: seal.png", "Delete: seal.png", "Copy address: seal.png"] {
        assert!(!browser.has(Role::Button, button).await, "{button}");
    }
    expect_clean_now(&browser, "a picture that was deleted").await;
    assert_eq!(app.anonymous().get(&path).await.status.as_u16(), 404);
    browser.reload().await;
    browser.find(Role::Heading, "There are no pictures yet").await;
}

#[tokio::test]
async fn only_who_brings_pictures_has_the_page() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, ASSETS).await;
    browser.find(Role::Heading, "This is for staff").await;
    assert!(!browser.has(Role::Link, "Pictures").await);
    grant(&app, "ada", "VIEWER").await;
    browser.visit(ASSETS).await;
    browser.find(Role::Heading, "Your role does not cover this page").await;
    assert!(!browser.has(Role::Link, "Pictures").await);
}

#[tokio::test]
async fn picture_is_inserted_at_the_caret_by_keyboard() {
    let (app, browser) = sign_in::start().await;
    upload(&app, "logo.png", 60).await;
    let seal = upload(&app, "seal.png", 120).await;
    let path = format!("/assets/{}", seal["hash"].as_str().expect("a hash"));
    change(
        &app,
        "createTemplate",
        "template",
        json!({ "name": "Diploma", "html": GOOD }),
    )
    .await;
    sign_in::sign_in(&browser, SOFIA, "/console/templates").await;
    browser.find(Role::Link, "Diploma").await.click().await;
    browser.find(Role::Link, "Change").await.click().await;
    browser.find(Role::Heading, "Change Diploma").await;
    let caret = GOOD.find('\n').expect("a line");
    let place = format!(
        "const it = document.getElementById('html'); it.focus(); it.setSelectionRange({caret}, {caret}); return 1"
    );
    browser.eval(&place).await;
    browser.press(Key::Tab).await;
    expect_focus(&browser, "button \"Insert picture\"").await;
    browser.press(Key::Enter).await;
    browser.find(Role::Dialog, "Insert picture").await;
    expect_focus(&browser, "searchbox \"Name\"").await;
    browser.see("2 pictures").await;
    expect_clean_now(&browser, "the pictures to choose from").await;
    browser.focused().await.write("SEAL").await;
    // It looks for pictures, and does not save the template.
    browser.press(Key::Enter).await;
    browser.see("1 picture").await;
    browser.press(Key::Tab).await;
    expect_focus(&browser, "button \"Search\"").await;
    browser.press(Key::Tab).await;
    assert!(
        browser.is_focus_visible().await,
        "one cannot see the focus on a picture"
    );
    assert!(browser.focused().await.content().await.contains("seal.png"));
    browser.press(Key::Enter).await;
    expect_focus(&browser, "textbox \"What it shows\"").await;
    browser.press(Key::Enter).await;
    browser.see("Say what it shows, or that it only decorates.").await;
    expect_focus(&browser, "textbox \"What it shows\"").await;
    expect_clean_now(&browser, "a picture without words").await;
    browser.focused().await.write("Seal & \"arms\"").await;
    browser.press(Key::Enter).await;
    browser.hear("Picture inserted.").await;
    expect_focus(&browser, "textbox \"HTML\"").await;
    let element = format!("<img src=\"{path}\" alt=\"Seal &amp; &quot;arms&quot;\">");
    let (before, after) = GOOD.split_at(caret);
    assert_eq!(html(&browser).await, format!("{before}{element}{after}"));
    let behind = "const it = document.getElementById('html'); return [it.selectionStart, it.selectionEnd]";
    let end = caret + element.len();
    assert_eq!(browser.eval(behind).await, json!([end, end]));
    browser.see("Nothing was found in its text.").await;

    // A second one only decorates, and comes behind the first.
    browser.find(Role::Button, "Insert picture").await.click().await;
    choose(&browser, "seal.png").await;
    browser
        .find(Role::CheckBox, "It only decorates and says nothing")
        .await
        .click()
        .await;
    confirm(&browser, "Insert picture").await;
    expect_focus(&browser, "textbox \"HTML\"").await;
    let decoration = format!("<img src=\"{path}\" alt=\"\" role=\"presentation\">");
    let expected = format!("{before}{element}{decoration}{after}");
    assert_eq!(html(&browser).await, expected.as_str());
    browser.find(Role::Button, "Save draft").await.click().await;
    browser.hear("Draft saved.").await;
    browser.see("Nothing was found in its text.").await;
    let saved = app
        .staff()
        .query("{ templates { nodes { latestVersion { number html } } } }")
        .await;
    assert_eq!(
        saved.at("/templates/nodes/0/latestVersion"),
        &json!({ "number": 2, "html": expected })
    );
}

#[tokio::test]
async fn dialog_shows_more_pictures_and_gives_the_focus_back() {
    let (app, browser) = sign_in::start().await;
    for width in 40..67 {
        upload(&app, &format!("logo-{width}.png"), width).await;
    }
    sign_in::sign_in(&browser, SOFIA, "/console/templates/new").await;
    browser.find(Role::Button, "Insert picture").await.click().await;
    browser.see("27 pictures").await;
    let n_shown = "return document.querySelectorAll('#pictures li').length";
    assert_eq!(browser.eval(n_shown).await, 25);
    browser.find(Role::Button, "Show more").await.click().await;
    browser
        .until("all pictures", async || {
            (browser.eval(n_shown).await == 27).then_some(())
        })
        .await;
    let is_first_new = "return document.activeElement === document.querySelector('#pictures li:nth-child(26) button')";
    browser
        .until("focus on the first that is new", async || {
            (browser.eval(is_first_new).await == true).then_some(())
        })
        .await;
    assert!(!browser.has(Role::Button, "Show more").await);
    browser.press(Key::Escape).await;
    expect_focus(&browser, "button \"Insert picture\"").await;
    assert!(!browser.has(Role::Dialog, "Insert picture").await);
}

#[tokio::test]
async fn site_shows_a_picture_that_is_kept() {
    let (app, browser) = sign_in::start().await;
    let seal = upload(&app, "seal.png", 120).await;
    sign_in::sign_in(&browser, SOFIA, "/console/settings").await;
    browser.find(Role::Heading, "Settings").await;
    browser.find(Role::Button, "Choose a picture").await.click().await;
    browser.find(Role::Dialog, "Choose a picture").await;
    choose(&browser, "seal.png").await;
    browser.hear("Picture chosen: seal.png").await;
    let written = "return document.getElementById('logoUrl').value";
    assert_eq!(browser.eval(written).await, seal["url"]);
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Settings saved.").await;
    let told = app.staff().query("{ site { logoUrl } }").await;
    assert_eq!(told.at("/site/logoUrl"), &seal["url"]);
    browser.visit(ASSETS).await;
    browser.find(Role::Table, "Pictures").await;
    let used_by = "return document.querySelector('main tbody').textContent.includes('Site')";
    assert_eq!(browser.eval(used_by).await, true);
}
