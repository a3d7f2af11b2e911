//! `/credentials/<number>/preview.png`: what people see of a link before they follow it.

use std::fs;

use axum::body::Bytes;
use image::ImageFormat;
use reqwest::header::{ACCEPT, HeaderMap};
use reqwest::{Method, StatusCode};
use serde_json::json;
use tempfile::TempDir;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::{Scene, text};

tests::on_both_engines!(
    picture_is_of_the_certificate_and_of_nobody,
    picture_ends_with_the_certificate,
    head_of_the_page_names_the_picture,
    title_in_letters_that_there_are_none_of_is_left_out
);

/// What is answered for a picture.
struct Picture {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
}

async fn picture(scene: &Scene, uuid: &str) -> Picture {
    let path = format!("/credentials/{}/preview.png", uuid.replace('-', ""));
    let client = scene.app.anonymous();
    let response = client.request(Method::GET, &path).send().await.expect("an answer");
    Picture {
        status: response.status(),
        headers: response.headers().clone(),
        bytes: response.bytes().await.expect("a body"),
    }
}

async fn picture_is_of_the_certificate_and_of_nobody(engine: Engine) {
    let scene = Scene::open(engine).await;
    let [ada, grace] = [scene.awarded("ada").await, scene.awarded("grace").await];
    let drawn = picture(&scene, &ada).await;
    assert_eq!(drawn.status, StatusCode::OK);
    for (name, value) in [
        ("content-type", "image/png"),
        ("cache-control", "no-cache"),
        ("x-robots-tag", "noindex"),
    ] {
        assert_eq!(drawn.headers[name], value);
    }
    let pixels = image::load_from_memory_with_format(&drawn.bytes, ImageFormat::Png)
        .expect("a picture")
        .into_rgb8();
    assert_eq!(pixels.dimensions(), (1200, 630));
    let n_dark = pixels.pixels().filter(|it| it.0.iter().all(|it| *it < 128)).count();
    assert!((5_000..200_000).contains(&n_dark), "{n_dark} pixels of words and frame");
    assert_eq!(picture(&scene, &grace).await.bytes, drawn.bytes, "whose it is shows");

    let run = scene.awarded_run("ada", "course-v1:WexcombeX+STAT101+2026_T1").await;
    assert_ne!(picture(&scene, &run).await.bytes, drawn.bytes);
}

async fn picture_ends_with_the_certificate(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(picture(&scene, &uuid).await.status, StatusCode::NOT_FOUND);
    let unknown = picture(&scene, "00000000000040008000000000000000").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(picture(&scene, "nonsense").await.status, StatusCode::NOT_FOUND);
}

async fn head_of_the_page_names_the_picture(engine: Engine) {
    let folder = TempDir::new().expect("a folder");
    let page = "<!doctype html><html><head><title>Credentials</title>\n<!-- page-head -->\n</head><body></body></html>";
    fs::write(folder.path().join("index.html"), page).expect("a page");
    let path = folder.path().to_owned();
    let app = TestApp::configured(engine, |config| config.web_dir = Some(path)).await;
    let scene = Scene::of(app).await;
    let payload = scene.award("ada", json!({})).await;
    let [uuid, url] = ["uuid", "url"].map(|it| text(&payload["credential"][it]));
    let visitor = scene.app.anonymous();
    let head = async || {
        let address = format!("/credentials/{}", uuid.replace('-', ""));
        let request = visitor.request(Method::GET, &address);
        visitor.send(request.header(ACCEPT, "text/html")).await.text
    };
    let open = head().await;
    for element in [
        format!("<meta property=\"og:image\" content=\"{url}/preview.png\">"),
        "<meta property=\"og:image:width\" content=\"1200\">".to_owned(),
        "<meta property=\"og:image:height\" content=\"630\">".to_owned(),
        "<meta property=\"og:image:alt\" content=\"Data Science · ".to_owned(),
        "<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned(),
        format!(
            "<meta name=\"certificate-document\" content=\"/credentials/{}/document\">",
            uuid.replace('-', "")
        ),
    ] {
        assert!(open.contains(&element), "{element} is not in {open}");
    }
    scene.revoke(&uuid, json!({})).await;
    let revoked = head().await;
    assert!(!revoked.contains("og:image"), "{revoked}");
    assert!(!revoked.contains("certificate-document"), "{revoked}");
    assert!(revoked.contains("content=\"summary\""), "{revoked}");
}

async fn title_in_letters_that_there_are_none_of_is_left_out(engine: Engine) {
    let scene = Scene::open(engine).await;
    let db = scene.app.db();
    let mut pictures = Vec::new();
    for title in ["数据科学", "資料科學"] {
        let program = build::program(title).insert(db).await;
        build::configuration_of_program(&program).insert(db).await;
        let object = json!({ "type": "PROGRAM", "id": program.uuid });
        let payload = scene.award("ada", json!({ "learningObject": object })).await;
        let drawn = picture(&scene, &text(&payload["credential"]["uuid"])).await;
        assert_eq!(drawn.status, StatusCode::OK);
        pictures.push(drawn.bytes);
    }
    assert_eq!(pictures[0], pictures[1]);
}
