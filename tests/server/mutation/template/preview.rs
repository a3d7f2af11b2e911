//! `previewCertificate`: what a certificate will look like, before anybody has one.

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::{GOOD, break_version, change, follow};
use crate::scene::{Scene, course_run, refusals, text};

tests::on_both_engines!(
    preview_shows_the_previewers_own_name,
    every_sample_is_drawn_by_the_built_in_template,
    draft_is_previewed_before_it_is_stored,
    what_is_not_there_is_named,
    draft_that_takes_too_long_to_read_is_refused,
    configuration_is_previewed_as_it_is,
    configuration_of_a_course_run_is_previewed_as_a_course_that_expires,
    preview_and_certificate_are_drawn_alike,
    configuration_whose_template_fails_is_previewed_as_the_world_will_see_it,
    sample_has_a_code_that_cameras_read,
    pictures_of_samples_are_seen_by_everybody,
    picture_that_the_site_lacks_is_told,
    preview_is_there_for_a_while
);

async fn preview(app: &TestApp, input: Value) -> Value {
    let selection = "preview { url html expiresAt problems { kind line sample } } problems { kind message }
        userErrors { code message path }";
    let reply = app.staff().mutate("previewCertificate", input, selection).await;
    reply.at("/previewCertificate").clone()
}

/// The path of a preview's address.
fn path(payload: &Value) -> String {
    let url = text(&payload["preview"]["url"]);
    url.strip_prefix(tests::app::PUBLIC_URL)
        .expect("an address of ours")
        .to_owned()
}

async fn preview_shows_the_previewers_own_name(engine: Engine) {
    let app = TestApp::start(engine).await;
    let payload = preview(&app, json!({})).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
    let html = text(&payload["preview"]["html"]);
    assert!(html.contains(tests::persona::SOFIA.name), "{html}");
    assert!(html.contains("Sample. This is not a certificate."), "{html}");
    let page = app.anonymous().get(&path(&payload)).await;
    assert_eq!((page.status, &page.text), (StatusCode::OK, &html));
    let policy = page.headers["content-security-policy"].to_str().expect("text");
    assert!(
        policy.contains("script-src 'none'") && policy.contains("frame-ancestors 'self'"),
        "{policy}"
    );
}

async fn every_sample_is_drawn_by_the_built_in_template(engine: Engine) {
    let app = TestApp::start(engine).await;
    for (sample, part) in [
        ("PLAIN", "Foundations of Data Science"),
        ("LONG_NAMES", "recipient longest"),
        ("RIGHT_TO_LEFT", "dir=\"rtl\""),
        ("NO_ORGANIZATION", "Wexcombe Online"),
        ("NO_SIGNATORY", "Awarded on"),
        ("MANY_SIGNATORIES", "Prof. Number 20"),
        ("HOSTILE", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("BARE_COURSE_RUN", "Certificate of Completion"),
        ("EXPIRING", "Valid until"),
    ] {
        let payload = preview(&app, json!({ "sample": sample })).await;
        let html = text(&payload["preview"]["html"]);
        assert!(html.contains(part), "{sample}: {html}");
        assert_eq!(payload["preview"]["problems"], json!([]));
    }
    for (language, part) in [
        ("es-MX", "Se certifica que"),
        ("fr", "Nous certifions que"),
        ("ar", "نشهد بأن"),
    ] {
        let payload = preview(&app, json!({ "language": language })).await;
        let html = text(&payload["preview"]["html"]);
        assert!(
            html.contains(part) && html.contains(&format!("<html lang=\"{language}\"")),
            "{html}"
        );
    }
    let refused = preview(&app, json!({ "language": "../../etc" })).await;
    assert_eq!(refusals(&refused)[0].0, "INVALID_LANGUAGE");
}

async fn draft_is_previewed_before_it_is_stored(engine: Engine) {
    let app = TestApp::start(engine).await;
    let payload = preview(
        &app,
        json!({ "html": format!("{GOOD}<script>x</script><p onclick=x>y</p>") }),
    )
    .await;
    let html = text(&payload["preview"]["html"]);
    assert!(
        html.contains("rgb(10 20 30)") && !html.contains("<script") && !html.contains("onclick"),
        "{html}"
    );
    let kinds: Vec<String> = payload["preview"]["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["kind"]))
        .collect();
    assert_eq!(kinds, ["ELEMENT_NOT_ALLOWED", "ATTRIBUTE_NOT_ALLOWED"]);
    let broken = preview(&app, json!({ "html": "{{ nothing }}" })).await;
    assert_eq!(refusals(&broken)[0].0, "NOT_DRAWN");
    assert_eq!(broken["problems"][0]["kind"], "NOT_FILLED");

    let made = change(&app, "createTemplate", json!({ "name": "D", "html": GOOD })).await;
    let changed = json!({ "template": made["template"]["id"], "html": "<p>{{ recipient.name }} changed</p>" });
    let payload = preview(&app, changed).await;
    assert!(text(&payload["preview"]["html"]).contains("changed"));
    let unclear = json!({ "template": made["template"]["id"], "learningObject": { "type": "PROGRAM", "id": "x" } });
    assert_eq!(refusals(&preview(&app, unclear).await)[0].0, "UNCLEAR_SUBJECT");
}

async fn what_is_not_there_is_named(engine: Engine) {
    let app = TestApp::start(engine).await;
    let refused = preview(
        &app,
        json!({ "html": format!("{GOOD}<p>{{{{ credential.titel }}}}</p>") }),
    )
    .await;
    assert_eq!(
        refused["problems"],
        json!([{ "kind": "NOT_FILLED", "message": "`credential.titel` is undefined" }])
    );
}

async fn draft_that_takes_too_long_to_read_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let looped = format!("{{% for it in signatories %}}{}{{% endfor %}}", "<div>".repeat(50));
    let attributes = (0..5_000).fold(String::new(), |all, it| all + &format!(" a{it}=\"\""));
    for (html, count) in [
        (format!("{GOOD}{}", "<div>".repeat(5_000)), 1),
        (format!("{GOOD}<p{attributes}>x</p>"), 1),
        // Unless many sign it can be drawn.
        (format!("{GOOD}{looped}{looped}"), 0),
    ] {
        let payload = preview(&app, json!({ "html": html })).await;
        let refused = payload["problems"].as_array().expect("a list");
        assert_eq!(refused.len(), count, "{:.200}", payload.to_string());
        let problems = if count == 0 {
            &payload["preview"]["problems"]
        } else {
            &payload["problems"]
        };
        let kinds: Vec<&Value> = problems
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| &it["kind"])
            .collect();
        assert_eq!(kinds, ["TOO_COMPLEX"]);
    }
}

async fn configuration_is_previewed_as_it_is(engine: Engine) {
    let scene = Scene::open(engine).await;
    let said = json!({ "learningObject": scene.program(), "title": "Its own title", "language": "es" });
    scene
        .app
        .staff()
        .mutate("editConfiguration", said, "outcome")
        .await
        .data();
    let payload = preview(&scene.app, json!({ "learningObject": scene.program() })).await;
    let html = text(&payload["preview"]["html"]);
    assert!(
        html.contains("Its own title") && html.contains("Se certifica que"),
        "{html}"
    );
    let unknown = json!({ "learningObject": { "type": "COURSE_RUN", "id": "course-v1:A+B+C" } });
    assert_eq!(
        refusals(&preview(&scene.app, unknown).await)[0].0,
        "CONFIGURATION_NOT_FOUND"
    );
}

async fn configuration_of_a_course_run_is_previewed_as_a_course_that_expires(engine: Engine) {
    let scene = Scene::open(engine).await;
    let run = course_run("course-v1:ExampleX+CS101+2027");
    let input = json!({ "learningObject": run, "expiry": { "afterDays": 30 } });
    let made = scene.app.staff().mutate("createConfiguration", input, "outcome").await;
    assert_eq!(made.at("/createConfiguration/outcome"), "CREATED");
    let drawn = async |input: Value| text(&preview(&scene.app, input).await["preview"]["html"]);

    let html = drawn(json!({ "learningObject": run })).await;
    for part in [
        "has successfully completed the course",
        "Certificate of Completion",
        "November 18, 2026",
        "Valid until",
        "December 18, 2026",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("completed the program"), "{html}");
    let html = drawn(json!({ "learningObject": run, "sample": "EXPIRING" })).await;
    assert!(html.contains("December 9, 2028"), "{html}");
    let html = drawn(json!({ "learningObject": scene.program() })).await;
    assert!(
        html.contains("completed the program") && !html.contains("Valid until"),
        "{html}"
    );
}

/// A document's elements with their classes, in order.
fn structure(html: &str) -> Vec<String> {
    let body = html.split("<main").nth(1).expect("a certificate");
    let elements = body.split('<').skip(1).filter(|it| !it.starts_with('/'));
    elements
        .map(|it| {
            let name = it.split([' ', '>']).next().unwrap_or_default();
            let class = it.split("class=\"").nth(1).and_then(|it| it.split('"').next());
            format!("{name}.{}", class.unwrap_or_default())
        })
        .collect()
}

async fn preview_and_certificate_are_drawn_alike(engine: Engine) {
    let scene = Scene::open(engine).await;
    let payload = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await;
    let number = text(&payload["credential"]["uuid"]).replace('-', "");
    let certificate = scene
        .app
        .anonymous()
        .get(&format!("/credentials/{number}/document"))
        .await;
    let previewed = preview(&scene.app, json!({ "learningObject": scene.program() })).await;
    let found = structure(&text(&previewed["preview"]["html"]));
    assert!(
        found.len() > 20 && found.contains(&"h1.recipient".to_owned()),
        "{found:?}"
    );
    assert_eq!(structure(&certificate.text), found);
}

async fn configuration_whose_template_fails_is_previewed_as_the_world_will_see_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    follow(&scene, GOOD, json!({})).await;
    break_version(&scene.app).await;
    let payload = preview(&scene.app, json!({ "learningObject": scene.program() })).await;
    assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
    assert_eq!(payload["preview"]["problems"][0]["kind"], "NOT_FILLED");
    let html = text(&payload["preview"]["html"]);
    assert!(html.contains("This is to certify that"), "{html}");
}

async fn sample_has_a_code_that_cameras_read(engine: Engine) {
    let app = TestApp::start(engine).await;
    let code = async |html: &str| {
        let payload = preview(&app, json!({ "html": html })).await;
        assert_eq!(payload["preview"]["problems"], json!([]), "{payload:#}");
        let html = text(&payload["preview"]["html"]);
        let path = html.split("src=\"").nth(1).and_then(|it| it.split('"').next());
        path.expect("a picture").to_owned()
    };
    let html =
        format!("{GOOD}<img src=\"{{{{ credential.qr }}}}\" alt=\"{{{{ text.verify }}}} {{{{ credential.url }}}}\">");
    let path = code(&html).await;
    assert_eq!(path, "/credentials/11111111111141118111111111111111/qr.svg");
    let built_in = preview(&app, json!({})).await;
    assert!(text(&built_in["preview"]["html"]).contains(&path));
    let seen = app.anonymous().get(&path).await;
    assert_eq!(
        (seen.status, seen.header("content-type")),
        (StatusCode::OK, Some("image/svg+xml"))
    );
}

/// The paths of the logos and signatures in a document.
fn pictures(html: &str) -> Vec<String> {
    let addresses = html.split("src=\"").skip(1).filter_map(|it| it.split('"').next());
    addresses
        .filter(|it| it.starts_with("/assets/"))
        .map(str::to_owned)
        .collect()
}

async fn pictures_of_samples_are_seen_by_everybody(engine: Engine) {
    let app = TestApp::start(engine).await;
    let drawn = async |sample: &str| {
        let payload = preview(&app, json!({ "sample": sample })).await;
        pictures(&text(&payload["preview"]["html"]))
    };
    let found = drawn("PLAIN").await;
    assert_eq!(found.len(), 2, "a logo and a signature: {found:?}");
    assert_eq!(drawn("NO_LOGO").await, found[1..]);
    assert_eq!(drawn("NO_SIGNATORY").await, found[..1]);
    let client = app.anonymous();
    for path in &found {
        let seen = client.get(path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        for (name, expected) in [
            ("content-type", "image/png"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cross-origin-resource-policy", "cross-origin"),
        ] {
            assert_eq!(seen.headers[name], expected, "{path} {name}");
        }
        let request = client
            .request(Method::GET, path)
            .header("if-none-match", &seen.headers["etag"]);
        assert_eq!(client.send(request).await.status, StatusCode::NOT_MODIFIED);
    }
    let n_kept = entity::asset::Entity::find().count(app.db()).await;
    assert_eq!(n_kept.expect("a count"), 0, "no site keeps them");
}

async fn picture_that_the_site_lacks_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let html = format!("{GOOD}<img src='/assets/{}' alt='Seal'>", "a".repeat(64));
    let payload = preview(&app, json!({ "html": html })).await;
    let told = json!([{ "kind": "PICTURE_MISSING", "line": 1, "sample": null }]);
    assert_eq!(payload["preview"]["problems"], told);
}

async fn preview_is_there_for_a_while(engine: Engine) {
    let app = TestApp::start(engine).await;
    let payload = preview(&app, json!({})).await;
    app.advance(TimeDelta::minutes(15) - TimeDelta::microseconds(1));
    assert_eq!(app.anonymous().get(&path(&payload)).await.status, StatusCode::OK);
    app.advance(TimeDelta::microseconds(1));
    assert_eq!(app.anonymous().get(&path(&payload)).await.status, StatusCode::NOT_FOUND);
    app.work().await;
    let n_left = entity::certificate_preview::Entity::find().count(app.db()).await;
    assert_eq!(n_left.expect("a count"), 0);
}
