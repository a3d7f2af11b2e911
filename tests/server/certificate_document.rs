//! `/credentials/<number>/document`: the certificate alone, in which nothing can run, with its state before all else.

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::app::{TestApp, sign_in_through_platform};
use tests::build;
use tests::client::Reply;
use tests::database::Engine;
use tests::template;
use tests::visitor::{SESSION, Visitor};

use crate::mutation::template::{GOOD, break_version, follow};
use crate::scene::{Scene, course_run, merged};

tests::on_both_engines!(
    document_says_what_was_pinned,
    document_obeys_a_policy_that_lets_nothing_run,
    state_is_read_anew_and_stands_first,
    visitor_sees_what_is_public_only,
    what_visitors_do_not_see_is_drawn_for_who_may,
    certificate_without_a_language_is_written_in_its_readers,
    words_of_a_template_follow_the_reader_of_what_has_no_language,
    document_wears_the_colour_of_its_site,
    number_has_one_spelling,
    every_kind_has_a_document,
    template_that_fails_makes_way_for_the_built_in_one,
    links_open_pages_of_their_own,
    hostile_names_are_text
);

async fn document(scene: &Scene, uuid: &str) -> Reply {
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    scene.app.anonymous().get(&path).await
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

    follow(&scene, GOOD, json!({})).await;
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
    let newer = scene.awarded("grace").await;
    for it in [&uuid, &newer] {
        let told = drawn(it).await;
        let expected = format!("{}/document", crate::scene::text(&told["url"]));
        assert_eq!(told["drawnDocumentUrl"], expected, "with and without a template");
    }
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
            "default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'none'; \
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
    let valid = document(&scene, &uuid).await.text;
    assert!(
        valid.contains("Valid until") && !valid.contains("class=\"stamp\""),
        "{valid}"
    );
    scene.app.advance(TimeDelta::days(31));
    let expired = document(&scene, &uuid).await.text;
    let state = expired.find("This certificate expired on").expect("a notice");
    assert!(state < expired.find("<main").expect("a certificate"), "{expired}");
    assert!(
        expired.contains("<p class=\"stamp\" aria-hidden=\"true\">Expired</p>"),
        "{expired}"
    );
    scene.revoke(&uuid, json!({})).await;
    let revoked = document(&scene, &uuid).await.text;
    assert!(revoked.contains("This certificate was revoked on"), "{revoked}");
    assert!(!revoked.contains("<main"), "{revoked}");
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

async fn what_visitors_do_not_see_is_drawn_for_who_may(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let scene = Scene::of(app).await;
    let payload = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await;
    let uuid = crate::scene::text(&payload["credential"]["uuid"]);
    let url = crate::scene::text(&payload["credential"]["url"]);
    let path = format!("/credentials/{}/private-document", uuid.replace('-', ""));
    let input = json!({ "uuid": uuid, "visibility": "PRIVATE" });
    let hidden = scene
        .app
        .learner("ada")
        .mutate("setCredentialVisibility", input, "userErrors { code }")
        .await;
    assert_eq!(hidden.at("/setCredentialVisibility/userErrors"), &json!([]));
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) { drawnDocumentUrl } }";
    for client in [scene.app.learner("ada"), scene.app.staff()] {
        let told = client.graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(
            told.at("/credential/drawnDocumentUrl"),
            &json!(format!("{url}/private-document"))
        );
        let page = client.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Ada Lovelace"), "{}", page.text);
        for (name, expected) in [
            ("cache-control", "no-store"),
            ("x-robots-tag", "noindex"),
            ("x-frame-options", "SAMEORIGIN"),
        ] {
            assert_eq!(page.headers[name], expected, "{name}");
        }
        // The place for everybody knows nobody.
        assert_eq!(
            client.get(&path.replace("private-", "")).await.status,
            StatusCode::NOT_FOUND
        );
    }
    let unknown = scene
        .app
        .learner("ada")
        .get("/credentials/5e0f7c4e3f0b4d549f0a6f6f6f6f6f6f/private-document")
        .await;
    for client in [scene.app.anonymous(), scene.app.learner("grace")] {
        let page = client.get(&path).await;
        assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text));
    }
    let client = scene.app.learner("ada");
    let posted = client.send(client.request(Method::POST, &path)).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);

    // In a browser, a page of the site may show it to who is signed in; no other page may, and none without that.
    let mut ada = Visitor::of(&scene.app);
    ada.sign_in(&scene.app, "ada", "/").await;
    let asked = |visitor: &Visitor, from: &str| visitor.as_page(Method::GET, &path).header("sec-fetch-site", from);
    for (from, expected) in [
        ("same-origin", StatusCode::OK),
        ("same-site", StatusCode::NOT_FOUND),
        ("cross-site", StatusCode::NOT_FOUND),
        ("none", StatusCode::NOT_FOUND),
    ] {
        let request = asked(&ada, from);
        assert_eq!(ada.send(request).await.status, expected, "{from}");
    }
    assert_eq!(
        ada.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "a browser that does not say"
    );
    let mut grace = Visitor::of(&scene.app);
    grace.sign_in(&scene.app, "grace", "/").await;
    for visitor in [&mut grace, &mut Visitor::of(&scene.app)] {
        let request = asked(visitor, "same-origin");
        assert_eq!(visitor.send(request).await.status, StatusCode::NOT_FOUND);
    }
    // A session whose token is due gets another one here as everywhere.
    scene.app.advance(TimeDelta::hours(13));
    let before = ada.cookies[SESSION].clone();
    let request = asked(&ada, "same-origin");
    assert_eq!(ada.send(request).await.status, StatusCode::OK);
    assert_ne!(ada.cookies[SESSION], before);
}

async fn certificate_without_a_language_is_written_in_its_readers(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let path = format!("/credentials/{}/document", uuid.replace('-', ""));
    let client = scene.app.anonymous();
    // Each twice: what was sent a moment ago is sent again, in the language that it was asked for in.
    for _ in 0..2 {
        for (query, language, words) in [
            ("", "en", "This is to certify that"),
            ("?language=es", "es", "Se certifica que"),
            ("?language=ar", "ar", "نشهد بأن"),
            ("?language=tlh", "en", "This is to certify that"),
        ] {
            let page = client.get(&format!("{path}{query}")).await.text;
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{query}: {page}");
            assert!(page.contains(words), "{query}: {page}");
        }
    }
    let edit = json!({ "learningObject": scene.program(), "language": "fr" });
    scene
        .app
        .staff()
        .mutate("editConfiguration", edit, "outcome")
        .await
        .data();
    let french = scene.awarded("grace").await.replace('-', "");
    let page = client
        .get(&format!("/credentials/{french}/document?language=es"))
        .await
        .text;
    assert!(page.contains("Nous certifions que"), "{page}");
}

async fn words_of_a_template_follow_the_reader_of_what_has_no_language(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    let html = "<h1>{{ recipient.name }}</h1><p>{{ text.certifies }}</p><p>{{ text.motto }}</p>";
    let texts = json!([
        { "language": "en", "name": "certifies", "text": "We attest that" },
        { "language": "es", "name": "certifies", "text": "Damos fe de que" },
        { "language": "en", "name": "motto", "text": "Learn and prosper" },
    ]);
    let input = json!({ "name": "Diploma", "html": html, "texts": texts });
    let made = staff
        .mutate("createTemplate", input, "template { id } userErrors { message }")
        .await;
    let id = made.at("/createTemplate/template/id");
    template::publish(&scene.app, id).await;
    let configure = async |more: Value| {
        let input = merged(json!({ "learningObject": scene.program() }), more);
        let edited = staff.mutate("editConfiguration", input, "outcome").await;
        assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
    };
    let read = async |uuid: &str, query: &str| {
        let path = format!("/credentials/{}/document{query}", uuid.replace('-', ""));
        scene.app.anonymous().get(&path).await.text
    };
    configure(json!({ "template": id })).await;
    let uuid = scene.awarded("ada").await;
    // What the template does not say in the reader's language is built in, and what is built in nowhere stands in English.
    let certifies = ["We attest that", "Damos fe de que", "نشهد بأن"];
    for (query, expected) in [("", 0), ("?language=es", 1), ("?language=ar", 2)] {
        let page = read(&uuid, query).await;
        for (place, words) in certifies.iter().enumerate() {
            assert_eq!(page.contains(words), place == expected, "{query}: {words}: {page}");
        }
        assert!(page.contains("Learn and prosper"), "{query}: {page}");
    }

    configure(json!({ "language": "es" })).await;
    let spanish = scene.awarded("grace").await;
    let page = read(&spanish, "?language=ar").await;
    assert!(page.contains("<html lang=\"es\""), "{page}");
    assert!(page.contains("Damos fe de que") && !page.contains("نشهد بأن"), "{page}");
}

async fn document_wears_the_colour_of_its_site(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    assert!(!document(&scene, &uuid).await.text.contains("--accent:"));
    let site = scene.app.superuser().query("{ site { id } }").await;
    let input = json!({ "id": site.at("/site/id"), "accentColor": "#6b1d3a" });
    let edited = scene
        .app
        .superuser()
        .mutate("editSite", input, "userErrors { code }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));
    // Sites are remembered for two seconds.
    scene.app.advance(TimeDelta::seconds(3));
    let page = document(&scene, &uuid).await.text;
    assert!(page.contains(":root { --accent: #6b1d3a }"), "{page}");
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
    follow(&scene, GOOD, json!({})).await;
    let uuid = scene.awarded("ada").await;
    break_version(&scene.app).await;
    let page = document(&scene, &uuid).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("This is to certify that"), "{}", page.text);
    assert!(
        scene.app.log().contains("the built-in template serves"),
        "an alert is raised"
    );
}

async fn links_open_pages_of_their_own(engine: Engine) {
    let scene = Scene::open(engine).await;
    let html = format!(
        "{GOOD}<a href=\"{{{{ credential.url }}}}\">Verify</a> <a class=\"name\" href=\"https://example.org/?a=1&amp;b\">About</a>"
    );
    follow(&scene, &html, json!({})).await;
    let uuid = scene.awarded("ada").await;
    let page = document(&scene, &uuid).await.text;
    let opens = "target=\"_blank\" rel=\"noopener noreferrer nofollow\"";
    for link in [
        format!(
            "<a href=\"{}/credentials/{}\" {opens}>Verify</a>",
            tests::app::PUBLIC_URL,
            uuid.replace('-', "")
        ),
        format!("<a class=\"name\" href=\"https://example.org/?a=1&amp;b\" {opens}>About</a>"),
    ] {
        assert!(page.contains(&link), "{link}: {page}");
    }
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
