//! What machines read that run no app: the head of the pages as the server sends them.

use chrono::TimeDelta;
use serde_json::json;
use tests::browser::PUBLIC_URL;
use tests::build;
use tests::client::Reply;
use tests::database::Engine;

use crate::scene;

#[tokio::test]
async fn head_tells_what_the_page_shows() {
    let app = scene::start(Engine::Sqlite).await;
    let program = scene::program(&app).await;
    let awarded = scene::award(&app, &program).await;
    let page = app.anonymous().get(&awarded.path()).await;
    assert_eq!(page.status, 200);
    assert!(title(&page).starts_with("Data Science · "), "{}", title(&page));
    let description = meta(&page, "name", "description");
    assert!(
        description.contains("“Data Science”, issued by Wexcombe University, Harbor College"),
        "{description}"
    );
    assert_eq!(meta(&page, "property", "og:title"), title(&page));
    assert_eq!(meta(&page, "property", "og:description"), description);
    assert_eq!(
        meta(&page, "property", "og:url"),
        format!("{PUBLIC_URL}{}", awarded.path())
    );
    assert!(
        page.text
            .contains(&format!("<link rel=\"canonical\" href=\"{}\">", awarded.url)),
        "{}",
        page.text
    );
    assert!(!page.text.contains("Ada"), "a name is in what previews copy");
    let data = between(&page.text, "<script type=\"application/ld+json\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(
        [
            &data["@type"],
            &data["name"],
            &data["url"],
            &data["recognizedBy"][1]["name"]
        ],
        [
            "EducationalOccupationalCredential",
            "Data Science",
            awarded.url.as_str(),
            "Harbor College"
        ]
    );
    for name in ["expires", "inLanguage"] {
        assert_eq!(data.get(name), None, "what is not known is left out");
    }
    expect_unlisted(&page);

    let said = json!({
        "learningObject": { "type": "PROGRAM", "id": program.uuid }, "language": "es", "expiry": { "afterDays": 30 },
    });
    app.staff().mutate("editConfiguration", said, "outcome").await.data();
    let other = scene::award_as(&app, &program, json!({ "username": "grace" })).await;
    let page = app.anonymous().get(&other.path()).await;
    let data = between(&page.text, "<script type=\"application/ld+json\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    let expires = (app.now() + TimeDelta::days(30)).date_naive();
    assert_eq!([&data["inLanguage"], &data["expires"]], [&json!("es"), &json!(expires)]);

    scene::revoke(&app, &awarded).await;
    let page = app.anonymous().get(&awarded.path()).await;
    assert_eq!(page.status, 200);
    let description = meta(&page, "name", "description");
    assert!(description.ends_with("that has been revoked."), "{description}");
    assert_eq!(meta(&page, "property", "og:description"), description);
    assert!(!page.text.contains("ld+json"), "it is no credential any more");
    expect_unlisted(&page);
}

#[tokio::test]
async fn head_of_what_visitors_cannot_see_tells_nothing() {
    let app = scene::start(Engine::Sqlite).await;
    let program = scene::program(&app).await;
    let hidden = scene::award_for(&app, &program, app.now() + TimeDelta::days(1)).await;
    for path in [
        hidden.path(),
        "/credentials/00000000000040008000000000000000".to_owned(),
        "/credentials/not-a-number".to_owned(),
    ] {
        let page = app.anonymous().get(&path).await;
        assert_eq!(page.status, 404, "{path}");
        assert_eq!(title(&page), "Certificate not found", "{path}");
        for secret in ["Data Science", "Wexcombe", "canonical", "og:url"] {
            assert!(!page.text.contains(secret), "{secret} is in the head of {path}");
        }
        expect_unlisted(&page);
    }
}

#[tokio::test]
async fn head_holds_whatever_a_title_is() {
    let app = scene::start(Engine::Sqlite).await;
    let text = "\"><script>alert('1')</script></title>&amp;";
    let organization = build::organization(text).insert(app.db()).await;
    let program = build::program(text).authored_by(&organization).insert(app.db()).await;
    build::configuration_of_program(&program).insert(app.db()).await;
    let page = app.anonymous().get(&scene::award(&app, &program).await.path()).await;
    assert!(!page.text.contains("alert('1')</script>"), "{}", page.text);
    assert!(title(&page).starts_with(text), "{}", title(&page));
    assert_eq!(meta(&page, "property", "og:title"), title(&page));
    assert_eq!(meta(&page, "name", "description").matches(text).count(), 2);
    assert_eq!(page.text.matches("</title>").count(), 1);
    assert_eq!(page.text.matches("<!-- page-head -->").count(), 0);
}

fn expect_unlisted(page: &Reply) {
    assert_eq!(meta(page, "name", "robots"), "noindex");
    assert_eq!(page.header("x-robots-tag"), Some("noindex"));
}

fn title(page: &Reply) -> String {
    between(&page.text, "<title>", "</title>")
}

/// The content of the one meta element of this name.
fn meta(page: &Reply, key: &str, name: &str) -> String {
    let start = format!("<meta {key}=\"{name}\" content=\"");
    assert_eq!(page.text.matches(&start).count(), 1, "{start} in {}", page.text);
    between(&page.text, &start, "\">")
}

fn between(text: &str, start: &str, end: &str) -> String {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    let (found, _) = rest.split_once(end).unwrap_or_else(|| panic!("no {end} in {text}"));
    html_escape::decode_html_entities(found).into_owned()
}
