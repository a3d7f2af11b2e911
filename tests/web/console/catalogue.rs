//! The catalogue: browsed and filtered, made by hand, changed, and left alone where the catalogue service keeps it.

use entity::{asset, organization};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};
use tests::build;

use super::signatories::choose_file;
use crate::accessibility::expect_clean_now;
use crate::scene::{self, confirm, expect_focus};
use crate::sign_in::{self, SOFIA};

/// Where the menu leads.
const CATALOGUE: &str = "/console/catalogue";

/// Makes something as staff do with the API; gives its id.
async fn made(app: &TestApp, field: &str, noun: &str, input: Value) -> Value {
    let selection = format!("{noun} {{ id }} userErrors {{ code }}");
    let reply = app.staff().mutate(field, input, &selection).await;
    assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]));
    reply.at(&format!("/{field}/{noun}/id")).clone()
}

async fn write(browser: &Browser, field: &str, text: &str) {
    browser.find(Role::TextBox, field).await.write(text).await;
}

async fn save(browser: &Browser) {
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Entry saved.").await;
}

async fn follow(browser: &Browser, link: &str, heading: &str) {
    browser.find(Role::Link, link).await.click().await;
    browser.find(Role::Heading, heading).await;
}

#[tokio::test]
async fn catalogue_is_browsed_by_kind_and_filtered_by_the_address() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    let local = json!({ "key": "LocalX", "name": "Local Academy" });
    made(&app, "createOrganization", "organization", local).await;
    sign_in::sign_in(&browser, SOFIA, CATALOGUE).await;
    browser.find(Role::Heading, "Programs").await;
    assert_eq!(browser.path().await, "/console/catalogue/programs");
    assert_eq!(browser.title().await, "Programs");
    browser.find(Role::Navigation, "Parts of the catalogue").await;
    browser.find(Role::Table, "Programs").await;
    for link in ["Catalogue", "Programs"] {
        let link = browser.find(Role::Link, link).await;
        assert_eq!(link.attribute("aria-current").await, "page");
    }
    for words in [
        "1 entry",
        "Data Science",
        "Wexcombe University · Harbor College",
        "Copied",
        "Offered",
    ] {
        browser.see(words).await;
    }
    expect_clean_now(&browser, "the programs of the catalogue").await;

    follow(&browser, "Organizations", "Organizations").await;
    browser.see("3 entries").await;
    browser.find(Role::ComboBox, "Kept by").await.write("Kept here").await;
    browser.hear("1 entry").await;
    browser.see("Local Academy").await;
    assert_eq!(browser.path().await, "/console/catalogue/organizations?keeper=staff");
    browser.reload().await;
    browser.see("1 entry").await;
    browser.find(Role::Link, "Show all").await.click().await;
    browser.see("3 entries").await;
    browser.find(Role::SearchBox, "Name or key").await.write("WEX").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 entry").await;
    browser.see("Wexcombe University").await;
    assert_eq!(browser.path().await, "/console/catalogue/organizations?search=WEX");
    expect_clean_now(&browser, "organizations that have some words").await;

    for list in ["Courses", "Course runs", "Pathways"] {
        follow(&browser, list, list).await;
        browser.find(Role::Heading, "There is nothing here yet").await;
    }
    expect_clean_now(&browser, "a list of pathways with nothing in it").await;
    browser.visit("/console/catalogue/programs?state=retired").await;
    browser.find(Role::Heading, "Nothing in the catalogue fits").await;
    expect_clean_now(&browser, "a filter that no program fits").await;
    browser.visit("/console/catalogue/nothing").await;
    browser.find(Role::Heading, "There is no page at this address").await;
    browser.visit("/console/catalogue/programs/of?id=program:none").await;
    browser
        .find(Role::Heading, "There is no such entry in the catalogue")
        .await;

    browser.visit("/console/catalogue/programs").await;
    browser.find(Role::Heading, "Programs").await;
    browser.find(Role::Button, "العربية").await.click().await;
    browser.find(Role::Heading, "البرامج").await;
    expect_clean_now(&browser, "the programs of the catalogue in Arabic").await;
}

#[tokio::test]
async fn what_is_wrong_is_told_in_the_readers_language_alone() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console/catalogue/pathways/new").await;
    browser.find(Role::Button, "Save").await;
    browser.find(Role::Button, "العربية").await.click().await;
    browser.find(Role::Button, "حفظ").await.click().await;
    let line = "أدخل من 1 إلى 255 حرفًا في سطر واحد.";
    browser.see(line).await;
    let script = "return [...document.querySelectorAll('main [role=alert]')]
        .map((it) => it.textContent.trim()).filter((it) => it)";
    let told = browser.eval(script).await;
    assert_eq!(told, json!([line, line]), "of the name and of the institution's");
    expect_clean_now(&browser, "a form in Arabic that was refused").await;
}

#[tokio::test]
async fn catalogue_is_made_by_hand_and_awarded() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console/catalogue/organizations").await;
    browser.find(Role::Heading, "There is nothing here yet").await;
    follow(&browser, "New organization", "New organization").await;
    write(&browser, "Address of the logo", "no address").await;
    browser.find(Role::Button, "Save").await.click().await;
    for words in [
        "Enter letters, digits or any of - _ . ~ : alone.",
        "Enter 1 to 255 characters on one line.",
        "Enter an absolute address in the public internet",
    ] {
        browser.see(words).await;
    }
    expect_focus(&browser, "textbox \"Key\"").await;
    expect_clean_now(&browser, "the form of an organization with problems").await;
    browser.find(Role::TextBox, "Address of the logo").await.clear().await;
    write(&browser, "Key", "HarborX").await;
    write(&browser, "Name", "Harbor College").await;
    save(&browser).await;
    browser.find(Role::Heading, "Harbor College").await;
    browser.see("Kept here").await;
    expect_clean_now(&browser, "an organization of the catalogue").await;

    follow(&browser, "New course", "New course").await;
    browser.find(Role::Button, "Remove Harbor College").await;
    write(&browser, "Key", "HarborX+NAV1").await;
    write(&browser, "Title", "Navigation").await;
    save(&browser).await;
    browser.find(Role::Heading, "Navigation").await;

    follow(&browser, "New course run", "New course run").await;
    browser.find(Role::Button, "Remove Navigation").await;
    write(&browser, "Key", "course-v1:HarborX+NAV1+2026").await;
    browser.pick("First day", "2026-02-10").await;
    browser.pick("Last day", "2026-02-09").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("not before the first day").await;
    browser.pick("Last day", "2026-05-09").await;
    save(&browser).await;
    browser.see("February 10, 2026").await;
    browser.see("Nothing is configured for it").await;

    follow(&browser, "New program", "New program").await;
    browser.find(Role::Button, "Remove course-v1:HarborX+NAV1+2026").await;
    write(&browser, "Title", "Seafaring").await;
    browser
        .find(Role::SearchBox, "Look for: Organizations")
        .await
        .write("harbor")
        .await;
    browser.find(Role::Button, "Search: Organizations").await.click().await;
    browser.find(Role::Button, "Add Harbor College").await.click().await;
    browser.hear("Harbor College added.").await;
    browser.see("Nothing else fits.").await;
    expect_clean_now(&browser, "the form of a program").await;
    save(&browser).await;
    browser.find(Role::Heading, "Seafaring").await;

    follow(&browser, "New pathway", "New pathway").await;
    write(&browser, "Name", "Credit at Harbor").await;
    write(&browser, "Institution", "Harbor College").await;
    write(&browser, "Mail address for records", "records@harbor.example").await;
    save(&browser).await;
    browser.find(Role::Heading, "Credit at Harbor").await;
    follow(&browser, "Seafaring", "Seafaring").await;
    browser.find(Role::Link, "Credit at Harbor").await;
    browser.find(Role::Link, "course-v1:HarborX+NAV1+2026").await;
    browser.find(Role::Link, "Credentials awarded for it").await;
    expect_clean_now(&browser, "a program of the catalogue").await;
    follow(&browser, "New configuration", "New configuration").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.hear("Configuration saved.").await;
    browser.find(Role::Heading, "Seafaring").await;
    browser.see("Nobody signs.").await;

    award(&app).await;
}

/// Lets the only program take awards, and awards it.
async fn award(app: &TestApp) {
    let reply = app.staff().query("{ programs { nodes { uuid } } }").await;
    let object = json!({ "type": "PROGRAM", "id": reply.text_at("/programs/nodes/0/uuid") });
    let dean = build::signatory("Ines Okafor").insert(app.db()).await;
    let signed = json!({ "learningObject": object, "signatories": [format!("signatory:{}", dean.id)] });
    let active = json!({ "learningObject": object });
    let awarded = json!({ "learningObject": object, "username": "ada" });
    for (field, input) in [
        ("editConfiguration", signed),
        ("activateConfiguration", active),
        ("awardCredential", awarded),
    ] {
        let reply = app.staff().mutate(field, input, "outcome userErrors { code }").await;
        assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]));
    }
}

#[tokio::test]
async fn entry_is_changed_and_a_conflict_loses_nothing() {
    let (app, browser) = sign_in::start().await;
    let organization = json!({ "key": "LocalX", "name": "Local Academy" });
    let organization = made(&app, "createOrganization", "organization", organization).await;
    let course = json!({ "key": "LocalX+CS1", "title": "Computing", "organizations": [organization] });
    let course = made(&app, "createCourse", "course", course).await;
    let other = json!({ "key": "LocalX+CS9", "title": "Another one" });
    made(&app, "createCourse", "course", other).await;
    sign_in::sign_in(&browser, SOFIA, "/console/catalogue/courses").await;
    follow(&browser, "Computing", "Computing").await;
    follow(&browser, "Change", "Change Computing").await;
    write(&browser, "Title", " for all").await;
    let theirs = json!({ "id": course, "key": "LocalX+CS2" });
    app.staff().mutate("editCourse", theirs, "userErrors { code }").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("It was changed elsewhere in the meantime").await;
    browser.see("Changed elsewhere: Key.").await;
    expect_clean_now(&browser, "a course that was changed elsewhere").await;
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear("Entry saved.").await;
    browser.find(Role::Heading, "Computing for all").await;
    let told = "query($id: ID!) { node(id: $id) { ... on Course { key title version organizations { id } } } }";
    let expected = json!({
        "key": "LocalX+CS2", "title": "Computing for all", "version": 3, "organizations": [{ "id": organization }],
    });
    let reply = app.staff().graphql(told, json!({ "id": course })).await;
    assert_eq!(reply.at("/node"), &expected);

    follow(&browser, "Change", "Change Computing for all").await;
    browser.find(Role::TextBox, "Key").await.clear().await;
    write(&browser, "Key", "localx+cs9").await;
    browser.find(Role::Button, "Save").await.click().await;
    browser.see("Something else in the catalogue has this already.").await;
    expect_focus(&browser, "textbox \"Key\"").await;
    let reply = app.staff().graphql(told, json!({ "id": course })).await;
    assert_eq!(reply.at("/node"), &expected);
    browser.find(Role::Link, "Back without saving").await.click().await;
    confirm(&browser, "Leave without saving").await;
    browser.find(Role::Heading, "Computing for all").await;
}

#[tokio::test]
async fn what_is_copied_says_so_and_is_not_changed_here() {
    let (app, browser) = sign_in::start().await;
    let program = scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, CATALOGUE).await;
    follow(&browser, "Data Science", "Data Science").await;
    browser.find(Role::Heading, "Copied").await;
    browser.see("Every run of copying brings it up to date.").await;
    assert!(!browser.has(Role::Link, "Change").await);
    expect_clean_now(&browser, "a program that is copied").await;
    follow(&browser, "Latest run of copying", "Catalogue copy").await;

    browser
        .visit(&format!(
            "/console/catalogue/programs/of/change?id=program:{}",
            program.id
        ))
        .await;
    browser.find(Role::Heading, "Change Data Science").await;
    browser.see("Every run of copying brings it up to date.").await;
    assert!(!browser.has(Role::Button, "Save").await);
    follow(&browser, "Back without saving", "Data Science").await;
    follow(&browser, "Harbor College", "Harbor College").await;
    follow(&browser, "Data Science", "Data Science").await;
    follow(&browser, "Configuration", "Facts").await;
    assert_eq!(
        browser.path().await,
        format!("/console/configurations/of?object={}", program.uuid)
    );
}

/// What the API says of the logo of the only organization whose name has these words.
async fn logo(app: &TestApp, words: &str) -> Value {
    let document =
        "query($words: String) { organizations(search: $words) { nodes { origin logo { origin asset { name } } } } }";
    let reply = app.staff().graphql(document, json!({ "words": words })).await;
    reply.at("/organizations/nodes/0").clone()
}

#[tokio::test]
async fn logo_is_chosen_for_an_organization_that_is_copied() {
    let (app, browser) = sign_in::start().await;
    scene::program(&app).await;
    sign_in::sign_in(&browser, SOFIA, "/console/catalogue/organizations").await;
    follow(&browser, "Harbor College", "Harbor College").await;
    browser.see("No picture of it is kept here.").await;
    follow(&browser, "Choose a logo", "Change Harbor College").await;
    browser.see("Every run of copying brings it up to date.").await;
    assert!(!browser.has(Role::TextBox, "Name").await);
    browser.find(Role::Group, "Logo").await;
    browser.find(Role::Button, "Choose a picture").await.click().await;
    browser.find(Role::Dialog, "Choose a picture").await;
    browser.eval(&choose_file("image/gif", true)).await;
    browser.see("Choose a PNG, JPEG or WebP.").await;
    expect_clean_now(&browser, "the form of a logo with a file that is no picture").await;
    browser.eval(&choose_file("image/png", true)).await;
    browser.hear("Picture chosen: dean.png").await;
    save(&browser).await;
    browser.see("Chosen here.").await;
    expect_clean_now(&browser, "an organization with a logo").await;
    let chosen = json!({ "origin": "SYNCED", "logo": { "origin": "CHOSEN", "asset": { "name": "dean.png" } } });
    assert_eq!(logo(&app, "Harbor").await, chosen);
    let shown = "return document.querySelector('[alt=\"The logo on certificates\"]').getAttribute('src')";
    let picture = asset::Entity::find()
        .one(app.db())
        .await
        .expect("a row")
        .expect("a picture");
    let url = format!("{}/assets/{}", tests::browser::PUBLIC_URL, picture.hash);
    assert_eq!(browser.eval(shown).await, json!(url));

    follow(&browser, "Choose a logo", "Change Harbor College").await;
    browser.find(Role::Button, "Remove").await.click().await;
    save(&browser).await;
    browser.see("No picture of it is kept here.").await;
    assert_eq!(logo(&app, "Harbor").await["logo"], Value::Null);

    // As a run of copying leaves it.
    let all = organization::Entity::find().all(app.db()).await.expect("rows");
    let copied = all.into_iter().find(|it| it.name == "Harbor College").expect("a row");
    let mut copied = copied.into_active_model();
    copied.logo_url = Set(Some("https://cdn.example.org/harbor.png".to_owned()));
    copied.copied_logo_url = Set(Some("https://cdn.example.org/harbor.png".to_owned()));
    copied.copied_logo_asset_id = Set(Some(picture.id));
    copied.update(app.db()).await.expect("a row");
    browser.reload().await;
    browser.see("Copied from the address in the catalogue.").await;
    browser.see("https://cdn.example.org/harbor.png").await;
    expect_clean_now(&browser, "an organization with a copied logo").await;
}

#[tokio::test]
async fn logo_is_chosen_with_everything_else_for_what_is_kept_here() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, "/console/catalogue/organizations").await;
    follow(&browser, "New organization", "New organization").await;
    write(&browser, "Key", "HarborX").await;
    write(&browser, "Name", "Harbor College").await;
    browser.find(Role::Group, "Logo").await;
    browser.find(Role::Button, "Choose a picture").await.click().await;
    browser.find(Role::Dialog, "Choose a picture").await;
    browser.eval(&choose_file("image/png", true)).await;
    browser.hear("Picture chosen: dean.png").await;
    expect_clean_now(&browser, "the form of an organization with a logo").await;
    save(&browser).await;
    browser.see("Chosen here.").await;
    let chosen = json!({ "origin": "LOCAL", "logo": { "origin": "CHOSEN", "asset": { "name": "dean.png" } } });
    assert_eq!(logo(&app, "Harbor").await, chosen);
    follow(&browser, "Change", "Change Harbor College").await;
    write(&browser, "Name", " of Arts").await;
    save(&browser).await;
    browser.see("Harbor College of Arts").await;
    assert_eq!(logo(&app, "Harbor").await, chosen, "it stays");
}
