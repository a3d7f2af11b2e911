//! Who signs: the list, and what staff do with one.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::Role;
use tests::build;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus};
use crate::sign_in::{self, SOFIA};

/// The page of the list.
const SIGNATORIES: &str = "/console/signatories";

/// Chooses a file of this kind in the field for one; the bytes are a picture that the browser draws, or too many zeros.
pub(super) fn choose_file(kind: &str, is_drawn: bool) -> String {
    let bytes = if is_drawn {
        "const canvas = document.createElement('canvas'); canvas.width = 120; canvas.height = 40; \
         canvas.getContext('2d').fillRect(10, 10, 90, 8); \
         const text = atob(canvas.toDataURL('image/png').split(',')[1]); \
         const bytes = Uint8Array.from(text, (it) => it.charCodeAt(0));"
    } else {
        "const bytes = new Uint8Array(1048577);"
    };
    format!(
        "{bytes} const held = new DataTransfer(); held.items.add(new File([bytes], 'dean.png', {{ type: {kind:?} }})); \
         const field = document.getElementById('picture-file'); field.files = held.files; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); return 1"
    )
}

/// What the API says of everybody who signs.
async fn told(app: &TestApp) -> Value {
    let query = "{ signatories { nodes { name title organizationName image { name } } } }";
    app.staff().query(query).await.at("/signatories/nodes").clone()
}

#[tokio::test]
async fn signatories_are_in_one_list_that_can_be_searched() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    browser.find(Role::Heading, "Signatories").await;
    browser.find(Role::Table, "Signatories").await;
    browser.see("2 signatories").await;
    for words in [
        "Prof. Émilie Laurent",
        "Dean of Science",
        "Wexcombe University",
        "Tomás Ibarra",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the console's signatories").await;
    browser
        .find(Role::SearchBox, "Name, position or organization")
        .await
        .write("dean")
        .await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 signatory").await;
    assert_eq!(browser.path().await, "/console/signatories?search=dean");
    browser.visit("/console/signatories?search=nobody").await;
    browser.find(Role::Heading, "No signatory fits").await;
    expect_clean_now(&browser, "a search that no signatory fits").await;
    browser.visit("/console/signatories/of?id=signatory:none").await;
    browser.find(Role::Heading, "There is no such signatory").await;
}

#[tokio::test]
async fn signatory_is_made_with_a_picture_changed_and_deleted() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    browser.find(Role::Heading, "There are no signatories yet").await;
    browser.find(Role::Link, "New signatory").await.click().await;
    browser.find(Role::Heading, "New signatory").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("Enter a name of at most 255 characters").await;
    assert_eq!(browser.focused().await.description().await, "textbox \"Name\"");
    browser.find(Role::TextBox, "Name").await.write("Ines Okafor").await;
    browser.find(Role::TextBox, "Position").await.write("Provost").await;
    browser.see("None").await;
    browser.find(Role::Button, "Choose a picture").await.click().await;
    browser.find(Role::Dialog, "Choose a picture").await;
    browser.see("0 pictures").await;
    browser.eval(&choose_file("image/gif", true)).await;
    browser.see("Choose a PNG, JPEG or WebP.").await;
    browser.eval(&choose_file("image/png", false)).await;
    browser.see("The picture has more than 1 MiB.").await;
    expect_clean_now(&browser, "the form of a signatory with a picture too large").await;
    browser.eval(&choose_file("image/png", true)).await;
    browser.hear("Picture chosen: dean.png").await;
    expect_focus(&browser, "button \"Choose a picture\"").await;
    expect_clean_now(&browser, "the form of a signatory with a picture").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Signatory saved.").await;
    browser.see("1 signatory").await;
    let expected = json!([{
        "name": "Ines Okafor", "title": "Provost", "organizationName": null, "image": { "name": "dean.png" }
    }]);
    assert_eq!(told(&app).await, expected);

    browser.find(Role::Link, "Ines Okafor").await.click().await;
    browser
        .find(Role::TextBox, "Organization")
        .await
        .write("Harbor College")
        .await;
    browser.find(Role::Button, "Remove").await.click().await;
    browser.see("None").await;
    expect_focus(&browser, "button \"Choose a picture\"").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Signatory saved.").await;
    let expected = json!([{
        "name": "Ines Okafor", "title": "Provost", "organizationName": "Harbor College", "image": null
    }]);
    assert_eq!(told(&app).await, expected);

    // One that is kept already takes two presses.
    browser.find(Role::Link, "Ines Okafor").await.click().await;
    browser.find(Role::Button, "Choose a picture").await.click().await;
    browser.see("1 picture").await;
    browser
        .eval("document.querySelector('dialog[open] #pictures button').click()")
        .await;
    browser.hear("Picture chosen: dean.png").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Signatory saved.").await;
    assert_eq!(told(&app).await[0]["image"], json!({ "name": "dean.png" }));

    browser.find(Role::Link, "Ines Okafor").await.click().await;
    browser.find(Role::Button, "Delete").await.click().await;
    browser.find(Role::Dialog, "Delete").await;
    expect_clean_now(&browser, "the question before a signatory is deleted").await;
    confirm(&browser, "Delete").await;
    browser.hear("Signatory deleted.").await;
    assert_eq!(told(&app).await, json!([]));
}

#[tokio::test]
async fn signatory_who_is_named_is_kept_and_a_conflict_loses_nothing() {
    let (app, browser) = sign_in::start().await;
    let program = build::program("Data Science").insert(app.db()).await;
    let dean = build::signatory("Prof. Émilie Laurent")
        .title("Dean")
        .insert(app.db())
        .await;
    build::configuration_of_program(&program)
        .signed_by(&dean)
        .insert(app.db())
        .await;
    sign_in::sign_in(&browser, SOFIA, SIGNATORIES).await;
    browser.find(Role::Link, "Prof. Émilie Laurent").await.click().await;
    browser.find(Role::Button, "Delete").await.click().await;
    browser.find(Role::Dialog, "Delete").await;
    confirm(&browser, "Delete").await;
    browser.see("Configurations name this signatory.").await;
    confirm(&browser, "Cancel").await;

    browser
        .find(Role::TextBox, "Organization")
        .await
        .write("Wexcombe University")
        .await;
    let id = app.staff().query("{ signatories { nodes { id } } }").await;
    let id = id.text_at("/signatories/nodes/0/id").to_owned();
    let other = json!({ "id": id, "title": "Dean of Science" });
    app.staff().mutate("editSignatory", other, "userErrors { code }").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("It was changed elsewhere in the meantime").await;
    expect_clean_now(&browser, "a signatory that was changed elsewhere").await;
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear("Signatory saved.").await;
    let expected = json!([{
        "name": "Prof. Émilie Laurent",
        "title": "Dean of Science",
        "organizationName": "Wexcombe University",
        "image": null
    }]);
    assert_eq!(told(&app).await, expected);
}
