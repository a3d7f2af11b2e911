//! `/credentials/<number>/document`: the certificate alone, in which nothing can run, with its state before all else.

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use sea_orm::{ActiveModelTrait as _, ActiveValue, EntityTrait as _, IntoActiveModel as _};
use serde_json::json;
use tests::build;
use tests::client::Reply;
use tests::database::Engine;

use crate::mutation::template::{GOOD, published};
use crate::scene::{Scene, course_run};

tests::on_both_engines!(
    document_says_what_was_pinned,
    document_obeys_a_policy_that_lets_nothing_run,
    state_is_read_anew_and_stands_first,
    visitor_sees_what_is_public_only,
    number_has_one_spelling,
    every_kind_has_a_document,
    template_that_fails_makes_way_for_the_built_in_one,
    hostile_names_are_text
);

async fn document(scene: &Scene, uuid: &str) -> Reply {
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    scene.app.anonymous().get(&path).await
}

async fn follow(scene: &Scene, html: &str) {
    let id = published(&scene.app, html).await;
    let input = json!({ "learningObject": scene.program(), "template": id });
    let edited = scene.app.staff().mutate("editConfiguration", input, "outcome").await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
}

async fn document_says_what_was_pinned(engine: Engine) {
    let scene = Scene::open(engine).await;
    let payload = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await;
    let uuid = crate::scene::text(&payload["credential"]["uuid"]);
    let page = document(&scene, &uuid).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [
        "<!DOCTYPE html>",
        "<html lang=\"en\" dir=\"ltr\">",
        "Ada Lovelace",
        "Data Science",
        &uuid.replace('-', ""),
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    assert!(!page.text.contains("class=\"state\""), "{}", page.text);

    follow(&scene, GOOD).await;
    let after = document(&scene, &uuid).await;
    assert_eq!(
        after.text, page.text,
        "another template changes no certificate that was awarded"
    );
    let url = "query($uuid: UUID!) { credential(uuid: $uuid) { url drawnDocumentUrl } }";
    let drawn = async |uuid: &str| {
        let reply = scene.app.anonymous().graphql(url, json!({ "uuid": uuid })).await;
        reply.at("/credential").clone()
    };
    assert_eq!(drawn(&uuid).await["drawnDocumentUrl"], json!(null));
    let newer = scene.awarded("grace").await;
    let told = drawn(&newer).await;
    let expected = format!("{}/document", crate::scene::text(&told["url"]));
    assert_eq!(told["drawnDocumentUrl"], expected);
    let newer = document(&scene, &newer).await.text;
    assert!(newer.contains("rgb(10 20 30)"), "{newer}");
    assert!(
        newer.contains("the holder of this certificate") && !newer.contains("grace"),
        "no name is known: {newer}"
    );
}

async fn document_obeys_a_policy_that_lets_nothing_run(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let page = document(&scene, &uuid).await;
    for (name, expected) in [
        (
            "content-security-policy",
            "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'none'; \
             form-action 'none'; frame-ancestors 'self'; base-uri 'none'",
        ),
        ("x-frame-options", "SAMEORIGIN"),
        ("x-content-type-options", "nosniff"),
        ("x-robots-tag", "noindex"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-cache"),
        ("content-type", "text/html; charset=utf-8"),
    ] {
        assert_eq!(page.headers[name], expected, "{name}");
    }
    let client = scene.app.anonymous();
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    let reply = client.send(client.request(Method::POST, &path)).await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    let elsewhere = client.get("/").await;
    assert_eq!(
        elsewhere.headers["x-frame-options"], "DENY",
        "what is no document is not framed"
    );
}

async fn state_is_read_anew_and_stands_first(engine: Engine) {
    let scene = Scene::open(engine).await;
    let rule = json!({ "learningObject": scene.program(), "expiry": { "afterDays": 30 } });
    scene
        .app
        .staff()
        .mutate("editConfiguration", rule, "outcome")
        .await
        .data();
    let payload = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await;
    let uuid = crate::scene::text(&payload["credential"]["uuid"]);
    assert!(document(&scene, &uuid).await.text.contains("Valid until"));
    scene.app.advance(TimeDelta::days(31));
    let expired = document(&scene, &uuid).await.text;
    let state = expired.find("This certificate expired on").expect("a notice");
    assert!(state < expired.find("<main").expect("a certificate"), "{expired}");
    scene.revoke(&uuid, json!({})).await;
    let revoked = document(&scene, &uuid).await.text;
    assert!(revoked.contains("This certificate was revoked on"), "{revoked}");
    assert!(
        !revoked.contains("Ada Lovelace"),
        "nobody prints a revoked certificate: {revoked}"
    );
}

async fn visitor_sees_what_is_public_only(engine: Engine) {
    let scene = Scene::open(engine).await;
    let later = scene.app.now() + TimeDelta::days(1);
    let payload = scene.award("ada", json!({ "dateOverride": later })).await;
    let waiting = crate::scene::text(&payload["credential"]["uuid"]);
    let unknown = document(&scene, "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f").await;
    let hidden = document(&scene, &waiting).await;
    assert_eq!((hidden.status, &hidden.text), (StatusCode::NOT_FOUND, &unknown.text));
    scene.app.advance(TimeDelta::days(1));
    assert_eq!(document(&scene, &waiting).await.status, StatusCode::OK);
}

async fn number_has_one_spelling(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let address = format!("/credentials/{}/document", uuid.replace('-', ""));
    for spelling in [uuid.clone(), uuid.to_uppercase(), uuid.replace('-', "").to_uppercase()] {
        let moved = scene
            .app
            .anonymous()
            .get(&format!("/credentials/{spelling}/document"))
            .await;
        assert_eq!(
            (moved.status, &moved.headers["location"]),
            (StatusCode::PERMANENT_REDIRECT, &address.parse().expect("a header"))
        );
    }
    let wrong = scene.app.anonymous().get("/credentials/x/document").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

async fn every_kind_has_a_document(engine: Engine) {
    let scene = Scene::open(engine).await;
    let run = json!({ "username": "ada", "learningObject": course_run("course-v1:ExampleX+CS101+2027") });
    let payload = crate::scene::award(&scene.app.service(), run).await;
    let uuid = crate::scene::text(&payload["credential"]["uuid"]);
    let page = document(&scene, &uuid).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Certificate of Completion") && page.text.contains("course-v1:ExampleX+CS101+2027"));
}

async fn template_that_fails_makes_way_for_the_built_in_one(engine: Engine) {
    let scene = Scene::open(engine).await;
    follow(&scene, GOOD).await;
    let uuid = scene.awarded("ada").await;
    // As an upgrade of the language might leave it.
    let version = entity::template_version::Entity::find()
        .one(scene.app.db())
        .await
        .expect("a query")
        .expect("a version");
    let mut source = version.source.clone();
    source.html = "{{ what_no_longer_is }}".into();
    let mut version = version.into_active_model();
    version.source = ActiveValue::Set(source);
    version.update(scene.app.db()).await.expect("a broken version");
    let page = document(&scene, &uuid).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("This is to certify that"), "{}", page.text);
    assert!(
        scene.app.log().contains("the built-in template serves"),
        "an alert is raised"
    );
}

async fn hostile_names_are_text(engine: Engine) {
    let scene = Scene::open(engine).await;
    let program = build::program("\"><img src=x onerror=alert(1)>")
        .insert(scene.app.db())
        .await;
    build::configuration_of_program(&program).insert(scene.app.db()).await;
    let name = "</h1><script>alert(1)</script>{{ 7 * 7 }}";
    let input = json!({ "username": "ada", "recipientName": name, "learningObject": { "type": "PROGRAM", "id": program.uuid } });
    let payload = crate::scene::award(&scene.app.service(), input).await;
    let page = document(&scene, &crate::scene::text(&payload["credential"]["uuid"])).await;
    assert!(
        page.text
            .contains("&lt;/h1&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}"),
        "{}",
        page.text
    );
    for bad in ["<script", "<img src=x", "onerror=alert(1)>"] {
        let in_body = page.text.split("<body>").nth(1).expect("a body");
        assert!(!in_body.contains(bad), "{bad}: {in_body}");
    }
}
