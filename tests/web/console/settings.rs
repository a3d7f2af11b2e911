//! The settings: of the site that one is at, and of all sites.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, PUBLIC_URL, Role};
use tests::build;

use crate::accessibility::expect_clean_now;
use crate::scene::{self, expect_focus};
use crate::sign_in::{self, ADA, GRACE, MAGDA, SOFIA};

/// The settings of the site that one is at.
const SETTINGS: &str = "/console/settings";
/// The list of all sites.
const SITES: &str = "/console/settings/sites";

/// What the API says of the site that one is at.
async fn told(app: &TestApp) -> Value {
    let query = "{ site { name helpUrl supportAddress senderAddress accentColor sharing facebookApp catalogUrl } }";
    app.superuser().query(query).await.at("/site").clone()
}

async fn save(browser: &Browser) {
    browser.find(Role::Button, "Save").await.click().await;
}

async fn rewrite(browser: &Browser, field: &str, text: &str) {
    let field = browser.find(Role::TextBox, field).await;
    field.clear().await;
    field.write(text).await;
}

#[tokio::test]
async fn superuser_sets_what_the_site_says_and_sees_what_is_wrong_where_it_is() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, MAGDA, "/console/credentials").await;
    browser.find(Role::Link, "Settings").await.click().await;
    browser.find(Role::Heading, "Settings").await;
    assert_eq!(browser.path().await, SETTINGS);
    browser.find(Role::Navigation, "Parts of the settings").await;
    browser.find(Role::Group, "Name and links").await;
    browser.see("This is the default site").await;
    expect_clean_now(&browser, "the settings of a site").await;

    rewrite(&browser, "Name", " ").await;
    save(&browser).await;
    browser.see("Enter a name of at most 255 characters.").await;
    assert!(!browser.text().await.contains("a site needs a name"));
    expect_focus(&browser, "textbox \"Name\"").await;
    rewrite(&browser, "Name", "Harbor Credentials").await;
    browser
        .find(Role::TextBox, "Help")
        .await
        .write("help.example.org")
        .await;
    save(&browser).await;
    browser.see("Enter a whole address that begins with https://").await;
    expect_focus(&browser, "textbox \"Help\"").await;
    rewrite(&browser, "Help", "https://help.example.org/certificates").await;
    browser
        .find(Role::TextBox, "Mail address for questions")
        .await
        .write("nobody")
        .await;
    save(&browser).await;
    browser.see("Enter a mail address such as help@example.org").await;
    rewrite(&browser, "Mail address for questions", "help@example.org").await;
    browser
        .find(Role::TextBox, "Sender")
        .await
        .write("credentials@example.org")
        .await;

    browser.find(Role::TextBox, "Color by day").await.write("#ffcc00").await;
    browser.see("It is too light: it takes 5.2 to 1.").await;
    save(&browser).await;
    browser.see("Enter a color as #rrggbb whose contrast with white").await;
    expect_clean_now(&browser, "a color that cannot be read").await;
    rewrite(&browser, "Color by day", "#14532d").await;
    browser.see("It can be read.").await;

    browser.find(Role::CheckBox, "Facebook").await.click().await;
    save(&browser).await;
    browser.see("Enter the number of the application").await;
    expect_focus(&browser, "textbox \"Application at Facebook\"").await;
    browser
        .find(Role::TextBox, "Application at Facebook")
        .await
        .write("1234567890")
        .await;
    browser.find(Role::CheckBox, "X").await.click().await;
    save(&browser).await;
    browser.hear("Settings saved.").await;
    expect_focus(&browser, "button \"Save\"").await;
    expect_clean_now(&browser, "settings that were saved").await;
    let expected = json!({
        "name": "Harbor Credentials",
        "helpUrl": "https://help.example.org/certificates",
        "supportAddress": "help@example.org",
        "senderAddress": "credentials@example.org",
        "accentColor": "#14532d",
        "sharing": ["LINKED_IN", "FACEBOOK"],
        "facebookApp": "1234567890",
        "catalogUrl": null,
    });
    assert_eq!(told(&app).await, expected);

    browser.find(Role::TextBox, "Help").await.clear().await;
    save(&browser).await;
    browser
        .until("a site without help", async || {
            told(&app).await["helpUrl"].is_null().then_some(())
        })
        .await;
    let own = stored_lms_url(&app).await;
    assert_eq!(
        own, None,
        "what the service's settings say is not written into the site"
    );
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_nobody_is_locked_out() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, MAGDA, SETTINGS).await;
    browser.find(Role::Group, "Name and links").await;
    for (field, text) in [
        ("Name", " "),
        ("Home page", "javascript:alert(1)"),
        ("Mail address for questions", "nobody"),
        ("Picture", "https://evil.example/x.png"),
        ("Color by day", "#ffff00"),
        ("Learning platform", "https://other.example"),
    ] {
        rewrite(&browser, field, text).await;
    }
    save(&browser).await;
    for words in [
        "Enter a name of at most 255 characters.",
        "Enter a whole address that begins with https://",
        "Enter a mail address such as help@example.org",
        "Pages may not show pictures from this address.",
        "Enter a color as #rrggbb whose contrast with white",
        "The service’s own settings do not name this learning platform.",
    ] {
        browser.see(words).await;
    }
    expect_focus(&browser, "textbox \"Name\"").await;
    expect_clean_now(&browser, "settings with much that is wrong").await;

    let own_picture = format!("{PUBLIC_URL}/image/favicon.svg");
    for (field, text) in [
        ("Name", "Harbor Credentials"),
        ("Home page", "https://example.org"),
        ("Mail address for questions", "help@example.org"),
        ("Picture", own_picture.as_str()),
        ("Color by day", "#14532d"),
    ] {
        rewrite(&browser, field, text).await;
    }
    save(&browser).await;
    expect_focus(&browser, "textbox \"Learning platform\"").await;
    let query = "{ site { name canSignIn } }";
    let told = app.superuser().query(query).await;
    assert_eq!(told.at("/site"), &json!({ "name": "Credentials", "canSignIn": true }));
    rewrite(&browser, "Learning platform", app.platform().origin()).await;
    save(&browser).await;
    browser.hear("Settings saved.").await;
    let told = app.superuser().query(query).await;
    assert_eq!(
        told.at("/site"),
        &json!({ "name": "Harbor Credentials", "canSignIn": true })
    );
}

/// The learning platform as the site's own row names it.
async fn stored_lms_url(app: &TestApp) -> Option<String> {
    use sea_orm::EntityTrait as _;
    let site = entity::site::Entity::find().one(app.db()).await.expect("a query");
    site.expect("a site").lms_url
}

#[tokio::test]
async fn staff_set_what_the_site_says_and_not_where_it_is() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, SOFIA, SETTINGS).await;
    browser.find(Role::Group, "Name and links").await;
    assert!(!browser.has(Role::Group, "Learning platform and catalogue").await);
    assert!(!browser.has(Role::TextBox, "Further hosts").await);
    browser.see("is changed by superusers of the learning platform").await;
    expect_clean_now(&browser, "the settings for staff").await;
    rewrite(&browser, "Help", "https://help.example.org/certificates").await;
    save(&browser).await;
    browser.hear("Settings saved.").await;
    assert_eq!(told(&app).await["helpUrl"], "https://help.example.org/certificates");
    assert!(!browser.has(Role::Link, "Sites").await);
    for path in [
        SITES,
        "/console/settings/sites/new",
        "/console/settings/sites/of?id=site:x",
    ] {
        browser.visit(path).await;
        browser.find(Role::Heading, "Your role does not cover this page").await;
    }
}

#[tokio::test]
async fn viewer_looks_and_is_told_who_changes_it() {
    let (app, browser) = sign_in::start().await;
    scene::grant(&app, "grace", "VIEWER").await;
    sign_in::sign_in(&browser, GRACE, SETTINGS).await;
    browser
        .find(Role::Heading, "You can look at these settings, but not change them")
        .await;
    browser.find(Role::Heading, "Name and links").await;
    browser.see("LinkedIn and X").await;
    assert!(!browser.has(Role::Button, "Save").await);
    assert!(!browser.has(Role::Link, "Sites").await);
    assert!(
        !browser.has(Role::Heading, "Mail").await,
        "what is withheld is not said to be empty"
    );
    expect_clean_now(&browser, "the settings for a viewer").await;
}

#[tokio::test]
async fn learner_is_told_that_settings_are_for_staff() {
    let (_app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, ADA, SETTINGS).await;
    browser.find(Role::Heading, "This is for staff").await;
}

#[tokio::test]
async fn sites_are_listed_made_and_changed() {
    let (app, browser) = sign_in::start().await;
    sign_in::sign_in(&browser, MAGDA, SETTINGS).await;
    browser.find(Role::Link, "Sites").await.click().await;
    browser.find(Role::Heading, "Sites").await;
    assert_eq!(browser.path().await, SITES);
    browser.see("1 site").await;
    browser.see("Default site").await;
    expect_clean_now(&browser, "the list of sites").await;

    browser.find(Role::Link, "New site").await.click().await;
    browser.find(Role::Heading, "New site").await;
    save(&browser).await;
    browser.see("Enter a name of at most 255 characters.").await;
    browser.find(Role::TextBox, "Name").await.write("North").await;
    browser
        .find(Role::TextBox, "Address")
        .await
        .write("https://north.example.org/x")
        .await;
    save(&browser).await;
    browser
        .see("Enter an address that begins with https:// and has no path.")
        .await;
    expect_focus(&browser, "textbox \"Address\"").await;
    expect_clean_now(&browser, "the form of a site with a bad address").await;
    rewrite(&browser, "Address", "https://North.example.org/").await;
    browser.find(Role::TextBox, "Further hosts").await.write("a/b").await;
    save(&browser).await;
    browser.see("Enter at most 20 hosts").await;
    rewrite(&browser, "Further hosts", "old.example.org").await;
    save(&browser).await;
    browser.hear("Site saved.").await;
    browser.see("2 sites").await;
    browser.see("https://north.example.org").await;

    browser.find(Role::Link, "New site").await.click().await;
    browser.find(Role::TextBox, "Name").await.write("South").await;
    browser
        .find(Role::TextBox, "Address")
        .await
        .write("https://old.example.org")
        .await;
    save(&browser).await;
    browser.see("This address leads to another site already.").await;
    rewrite(&browser, "Address", "https://south.example.org").await;
    save(&browser).await;
    browser.hear("Site saved.").await;

    browser.find(Role::SearchBox, "Name").await.write("north").await;
    browser.find(Role::Button, "Search").await.click().await;
    browser.hear("1 site").await;
    browser.find(Role::Link, "North").await.click().await;
    browser.find(Role::Heading, "North").await;
    expect_clean_now(&browser, "the form of a site that is not the default one").await;
    rewrite(&browser, "Name", "Far North").await;
    save(&browser).await;
    browser.hear("Site saved.").await;
    let query = "{ sites(search: \"north\") { nodes { name publicUrl hosts version } } }";
    let expected = json!([{
        "name": "Far North", "publicUrl": "https://north.example.org", "hosts": ["old.example.org"], "version": 2
    }]);
    assert_eq!(app.superuser().query(query).await.at("/sites/nodes"), &expected);
    browser.visit("/console/settings/sites?search=nowhere").await;
    browser.find(Role::Heading, "No site fits").await;
    expect_clean_now(&browser, "a search that no site fits").await;
    browser.visit("/console/settings/sites/of?id=site:none").await;
    browser.find(Role::Heading, "There is no such site").await;
}

#[tokio::test]
async fn change_made_elsewhere_is_kept_and_so_is_what_was_written() {
    let (app, browser) = sign_in::start().await;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let id = format!("site:{}", north.id);
    sign_in::sign_in(&browser, MAGDA, SITES).await;
    browser.find(Role::Link, "North").await.click().await;
    browser
        .find(Role::TextBox, "Help")
        .await
        .write("https://help.example.org")
        .await;
    let other = json!({ "id": id, "name": "Far North" });
    app.superuser().mutate("editSite", other, "userErrors { code }").await;
    save(&browser).await;
    browser.see("It was changed elsewhere in the meantime").await;
    expect_clean_now(&browser, "a site that was changed elsewhere").await;
    browser.find(Role::Button, "Save anyway").await.click().await;
    browser.hear("Site saved.").await;
    let query = "{ sites(search: \"north\") { nodes { name helpUrl } } }";
    let expected = json!([{ "name": "Far North", "helpUrl": "https://help.example.org" }]);
    assert_eq!(app.superuser().query(query).await.at("/sites/nodes"), &expected);
}
