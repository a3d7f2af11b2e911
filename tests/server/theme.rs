//! `/site.css`: the colours and the picture of the site that the host asks for.

use reqwest::StatusCode;
use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

tests::on_both_engines!(each_site_has_its_own_sheet);

async fn each_site_has_its_own_sheet(engine: Engine) {
    let app = TestApp::start(engine).await;
    let north = build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    let looks = json!({
        "id": format!("site:{}", north.id), "accentColor": "#6b1d3a", "logoUrl": "https://north.example.org/\"x\".png",
    });
    let edited = app
        .superuser()
        .mutate("editSite", looks, "userErrors { code message }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));

    let plain = app.anonymous().get("/site.css").await;
    assert_eq!((plain.status, plain.text.as_str()), (StatusCode::OK, ""));
    let own = app.anonymous().at("north.example.org").get("/site.css").await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(own.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(own.header("cache-control"), Some("public, max-age=60"));
    assert!(own.text.contains("--accent:#6b1d3a;"), "{}", own.text);
    assert!(!own.text.contains("prefers-color-scheme:dark"), "{}", own.text);
    assert!(
        own.text.contains("url(\"https://north.example.org/\\22 x\\22 .png\")"),
        "{}",
        own.text
    );
    let elsewhere = app.anonymous().at("evil.example").get("/site.css").await;
    assert_eq!(elsewhere.status, StatusCode::MISDIRECTED_REQUEST);
}
