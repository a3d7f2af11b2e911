//! `/assets`: pictures are kept once, found by content, and neither row nor bytes are ever alone for long.

mod bucket;

use std::path::PathBuf;

use chrono::TimeDelta;
use entity::asset;
use image::ImageFormat;
use reqwest::{Method, StatusCode};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use tests::app::TestApp;
use tests::client::Reply;
use tests::database::Engine;

use crate::input::picture;

tests::on_both_engines!(
    picture_is_kept_once_and_seen_by_everybody,
    addresses_lead_to_pictures_only,
    site_keeps_so_many_and_no_more,
    store_that_takes_nothing_leaves_nothing,
    bytes_without_a_row_are_swept,
    signature_is_pinned_with_the_award,
    request_of_another_site_is_refused
);

/// Uploads a picture of this many pixels.
pub(crate) async fn upload(app: &TestApp, size: u32) -> Reply {
    let staff = app.staff();
    let request = staff
        .request(Method::POST, "/assets?name=signature.png")
        .header("content-type", "image/png")
        .body(picture(ImageFormat::Png, size));
    staff.send(request).await
}

async fn n_rows(app: &TestApp) -> u64 {
    asset::Entity::find().count(app.db()).await.expect("a count")
}

/// Every file in the store.
pub(crate) fn files(app: &TestApp) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(app.assets_dir()).map(|it| it.flatten().map(|it| it.path()).collect::<Vec<_>>());
    let mut files: Vec<PathBuf> = folders
        .unwrap_or_default()
        .into_iter()
        .flat_map(|it| std::fs::read_dir(it).expect("a folder").flatten().map(|it| it.path()))
        .collect();
    files.sort();
    files
}

async fn picture_is_kept_once_and_seen_by_everybody(engine: Engine) {
    let app = TestApp::start(engine).await;
    let first = upload(&app, 40).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let asset = &first.json["asset"];
    assert_eq!([&asset["kind"], &asset["name"]], ["png", "signature.png"]);
    assert_eq!([&asset["width"], &asset["height"]], [40, 20]);
    let second = upload(&app, 40).await;
    assert_eq!((second.status, &second.json), (StatusCode::OK, &first.json));
    assert_eq!((n_rows(&app).await, files(&app).len()), (1, 1));

    let hash = asset["hash"].as_str().expect("a hash");
    let path = format!("/assets/{hash}");
    let seen = app.replica().await.anonymous().get(&path).await;
    assert_eq!(seen.status, StatusCode::OK);
    let client = app.anonymous();
    let again = client
        .request(Method::GET, &path)
        .header("if-none-match", format!("\"{hash}\""));
    assert_eq!(client.send(again).await.status, StatusCode::NOT_MODIFIED);

    let document = "{ assets { totalCount nodes { id url hash kind byteSize width height name } } }";
    let listed = app.staff().query(document).await;
    assert_eq!(listed.at("/assets/totalCount"), 1);
    assert_eq!(listed.at("/assets/nodes/0/url"), &asset["url"]);
    assert_eq!(app.learner("ada").query(document).await.codes(), ["FORBIDDEN"]);
}

async fn addresses_lead_to_pictures_only(engine: Engine) {
    let app = TestApp::start(engine).await;
    let uploaded = upload(&app, 40).await;
    let hash = uploaded.json["asset"]["hash"].as_str().expect("a hash").to_owned();
    for path in [
        format!("/assets/{}", hash.to_uppercase()),
        format!("/assets/{}", &hash[1..]),
        format!("/assets/{hash}0"),
        format!("/assets/{hash}%00"),
        format!("/assets/{}%2f{hash}", &hash[..2]),
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd".to_owned(),
        format!("/assets/{}", "0".repeat(64)),
    ] {
        let reply = app.anonymous().get(&path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/assets/../../db", "/assets//etc/passwd"] {
        let raw = app
            .raw(format!(
                "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                app.address()
            ))
            .await;
        assert_eq!(raw.status(), Some(404), "{path}");
    }
    let put = app.staff();
    let request = put.request(Method::PUT, &format!("/assets/{hash}"));
    assert_eq!(put.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

async fn site_keeps_so_many_and_no_more(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.assets.count = 2).await;
    for size in [40, 41] {
        assert_eq!(upload(&app, size).await.status, StatusCode::CREATED);
    }
    let refused = upload(&app, 42).await;
    assert_eq!(
        refused.json["errors"][0]["extensions"]["limit"], "assets",
        "{}",
        refused.text
    );
    assert_eq!(upload(&app, 41).await.status, StatusCode::OK, "it is kept already");
    assert_eq!(n_rows(&app).await, 2);
}

async fn store_that_takes_nothing_leaves_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    // A file in the place of the folder.
    std::fs::remove_dir_all(app.assets_dir()).ok();
    std::fs::write(app.assets_dir(), b"in the way").expect("a file");
    let refused = upload(&app, 40).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text);
    assert_eq!(n_rows(&app).await, 0);
    std::fs::remove_file(app.assets_dir()).expect("out of the way");
    assert_eq!(
        upload(&app, 40).await.status,
        StatusCode::CREATED,
        "once it takes them again"
    );
}

async fn bytes_without_a_row_are_swept(engine: Engine) {
    let app = TestApp::start(engine).await;
    for size in [40, 41] {
        upload(&app, size).await;
    }
    let kept = files(&app);
    // As a crash between bytes and row leaves them.
    let orphan = app.assets_dir().join("ab").join("ab".repeat(32));
    std::fs::create_dir_all(orphan.parent().expect("a folder")).expect("a folder");
    std::fs::write(&orphan, b"bytes").expect("bytes");
    let ctx = app.ctx().await;
    let past = server::clock::Clock::system().now() - TimeDelta::hours(1);
    let swept = server::service::asset::sweep::sweep_before(&ctx, past)
        .await
        .expect("a sweep");
    assert_eq!(swept.n_removed, 0, "it may belong to an upload that is under way");
    let future = server::clock::Clock::system().now() + TimeDelta::hours(1);
    let swept = server::service::asset::sweep::sweep_before(&ctx, future)
        .await
        .expect("a sweep");
    assert_eq!((swept.n_removed, swept.missing.len()), (1, 0));
    assert_eq!(files(&app), kept);

    let verified = server::service::asset::verify(&ctx).await.expect("an answer");
    assert_eq!(verified.broken_by, Vec::<String>::new());
    std::fs::remove_file(&kept[0]).expect("gone");
    let swept = server::service::asset::sweep::sweep_before(&ctx, past)
        .await
        .expect("a sweep");
    assert_eq!(swept.missing.len(), 1, "a row without bytes is told");
    let verified = server::service::asset::verify(&ctx).await.expect("an answer");
    assert_eq!(verified.broken_by.len(), 1, "{verified:?}");
    std::fs::write(&kept[0], b"other bytes").expect("room");
    let verified = server::service::asset::verify(&ctx).await.expect("an answer");
    assert_eq!(verified.broken_by.len(), 1, "{verified:?}");
    ctx.db.clone().close().await;
}

async fn signature_is_pinned_with_the_award(engine: Engine) {
    let scene = crate::scene::Scene::open(engine).await;
    let app = &scene.app;
    let uploaded = upload(app, 40).await;
    let asset = uploaded.json["asset"].clone();
    let input = json!({ "name": "Dean", "title": "Dean", "image": asset["id"] });
    let made = app
        .staff()
        .mutate("createSignatory", input, "signatory { id image { url } }")
        .await;
    assert_eq!(made.at("/createSignatory/signatory/image/url"), &asset["url"]);
    let id = made.at("/createSignatory/signatory/id").clone();
    let signed = json!({ "learningObject": scene.program(), "signatories": [id] });
    app.staff().mutate("editConfiguration", signed, "outcome").await.data();
    let uuid = scene.awarded("ada").await;
    let cleared = json!({ "id": id, "image": null });
    app.staff().mutate("editSignatory", cleared, "outcome").await.data();
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { certificate { signatories { imageUrl } } } }";
    let seen = app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
    assert_eq!(seen.at("/credential/certificate/signatories/0/imageUrl"), &asset["url"]);
}

async fn request_of_another_site_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let visitor = app.anonymous();
    let request = visitor
        .request(Method::POST, "/assets")
        .header("content-type", "image/png")
        .header("origin", "https://evil.example")
        .header("cookie", "a=b")
        .body(picture(ImageFormat::Png, 40));
    let refused = visitor.send(request).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (StatusCode::FORBIDDEN, vec!["FORBIDDEN"])
    );
    assert_eq!(n_rows(&app).await, 0);
}
