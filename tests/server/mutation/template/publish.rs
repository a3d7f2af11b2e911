//! `publishTemplate`: nothing is published that acts, fetches, or breaks with some certificates.

use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::json;
use tests::app::TestApp;
use tests::database::Engine;
use tests::template::{self, sheets};

use super::{GOOD, change, check};
use crate::asset::upload;
use crate::scene::{Scene, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    template_is_published_when_it_passes,
    template_that_does_not_pass_is_refused_with_reasons,
    template_shows_pictures_that_the_site_has,
    configuration_needs_a_published_template
);

async fn template_is_published_when_it_passes(engine: Engine) {
    let app = TestApp::start(engine).await;
    let made = change(&app, "createTemplate", json!({ "name": "D", "html": GOOD })).await;
    let id = text(&made["template"]["id"]);
    template::check(&app, &made["template"]["id"]).await;
    let published = change(&app, "publishTemplate", json!({ "id": id, "expectedVersion": 2 })).await;
    assert_eq!(published["outcome"], "UPDATED", "{published:#}");
    let template = &published["template"];
    assert_eq!(template["publishedVersion"]["number"], 1);
    assert_eq!(template["latestVersion"]["publishedAt"], app.now().to_rfc3339());
    assert_eq!(template["viewerCan"], json!(["EDIT", "DELETE"]));
    assert_eq!(template["history"][2]["change"], "PUBLISHED");
    let before = Stored::read(&app).await;
    let again = change(&app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&app).await, before);
}

async fn template_that_does_not_pass_is_refused_with_reasons(engine: Engine) {
    let app = TestApp::start(engine).await;
    let name = "{{ recipient.name }}";
    let made = change(&app, "createTemplate", json!({ "name": "D", "html": name })).await;
    let id = text(&made["template"]["id"]);
    let refused_with = async |html: String| {
        change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
        let before = Stored::read(&app).await;
        let refused = check(&app, &id, &sheets(500.0)).await;
        assert_eq!(refused["outcome"], "REFUSED", "{html}: {refused:#}");
        assert_eq!(Stored::read(&app).await, before);
        let problems = refused["problems"].as_array().expect("a list");
        let mut kinds: Vec<String> = problems.iter().map(|it| text(&it["kind"])).collect();
        kinds.dedup();
        kinds
    };
    for (html, code) in [
        ("{{ recipient.name", "SYNTAX"),
        ("{{ recipient.name|safe }}", "STATEMENT_NOT_ALLOWED"),
        (
            "{% autoescape false %}{{ recipient.name }}{% endautoescape %}",
            "STATEMENT_NOT_ALLOWED",
        ),
        ("{{ recipient.__class__ }}", "NOT_FILLED"),
        ("{{ config }}{{ env }}", "NOT_FILLED"),
        ("{{ recipient.email }}", "NOT_FILLED"),
        ("<p>{{ signatories[0].name }}</p>", "NOT_FILLED"),
        ("<script>alert(1)</script>", "ELEMENT_NOT_ALLOWED"),
        ("<iframe src='https://evil.example'></iframe>", "ELEMENT_NOT_ALLOWED"),
        ("<form action='https://evil.example'></form>", "ELEMENT_NOT_ALLOWED"),
        (
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "ELEMENT_NOT_ALLOWED",
        ),
        ("<base href='https://evil.example'>", "ELEMENT_NOT_ALLOWED"),
        ("<svg onload=alert(1)></svg>", "ELEMENT_NOT_ALLOWED"),
        ("<p onerror='alert(1)'>x</p>", "ATTRIBUTE_NOT_ALLOWED"),
        (
            "<p style='background: url(https://evil.example)'>x</p>",
            "STYLE_NOT_ALLOWED",
        ),
        ("<style>@import 'https://evil.example';</style>", "STYLE_NOT_ALLOWED"),
        (
            "<style>p { color: {{ credential.title }} }</style>",
            "STATEMENT_NOT_ALLOWED",
        ),
        ("<img src='https://evil.example/x.png' alt='x'>", "EXTERNAL_REFERENCE"),
        ("<a href='{{ credential.title }}'>x</a>", "EXTERNAL_REFERENCE"),
        ("<p>nobody</p>", "RECIPIENT_MISSING"),
        (
            "<p title='{{ recipient.name }}' style='display: none'>{{ recipient.name }}</p>",
            "RECIPIENT_MISSING",
        ),
        ("<style>@page { size: 1em }</style>", "STYLE_NOT_ALLOWED"),
        ("<p style='break-before: page'>x</p>", "PAGE_OVERFLOW"),
    ] {
        // Those with a name of their own.
        let html = if code == "RECIPIENT_MISSING" {
            html.to_owned()
        } else {
            format!("{name}{html}")
        };
        let codes = refused_with(html.clone()).await;
        assert!(codes.iter().any(|it| it == code), "{html}: {codes:?}");
    }
    let picture = format!("{name}<img src='/assets/{}'>", "a".repeat(64));
    assert_eq!(refused_with(picture).await, ["ALT_TEXT_MISSING", "PICTURE_MISSING"]);
}

async fn template_shows_pictures_that_the_site_has(engine: Engine) {
    let app = TestApp::start(engine).await;
    let made = change(&app, "createTemplate", json!({ "name": "D", "html": GOOD })).await;
    let id = text(&made["template"]["id"]);
    let uploaded = upload(&app, 40).await;
    let hash = text(&uploaded.json["asset"]["hash"]);
    let checked = async |hash: &str| {
        let seal = format!("<img src=\"/assets/{hash}\" alt=\"Seal\">");
        let partials = json!([{ "name": "foot", "html": format!("<p>\n{seal}</p>") }]);
        let html = format!("{GOOD}{seal}{{% include \"foot\" %}}");
        let input = json!({ "id": id, "html": html, "partials": partials });
        let edited = change(&app, "editTemplate", input).await;
        assert_eq!(edited["outcome"], "UPDATED", "{edited:#}");
        check(&app, &id, &sheets(500.0)).await
    };
    let sample = server::render::sample::picture::logo();
    for missing in ["a".repeat(64), sample.hash.clone()] {
        let refused = checked(&missing).await;
        assert_eq!(refused["outcome"], "REFUSED", "{refused:#}");
        for (index, partial, line) in [(0, json!(null), 1), (1, json!("foot"), 2)] {
            let problem = &refused["problems"][index];
            assert_eq!(
                [&problem["kind"], &problem["partial"], &problem["line"]],
                [&json!("PICTURE_MISSING"), &partial, &json!(line)]
            );
            let message = text(&problem["message"]);
            assert!(message.contains(&missing[..12]), "{message}");
        }
    }
    assert_eq!(checked(&hash).await["outcome"], "UPDATED");

    // It may be gone by the time it is published.
    let elsewhere = tests::build::site("Elsewhere").insert(app.db()).await;
    let row = entity::asset::Entity::find().one(app.db()).await;
    let mut row = row.expect("a query").expect("an asset").into_active_model();
    row.site_id = Set(elsewhere.id);
    row.update(app.db()).await.expect("a moved picture");
    let refused = change(&app, "publishTemplate", json!({ "id": id })).await;
    let error = ("PICTURE_MISSING".to_owned(), "input.id".to_owned());
    assert_eq!(refusals(&refused), [error.clone(), error]);
    let message = text(&refused["userErrors"][1]["message"]);
    assert!(message.ends_with("(in partial foot, line 2)"), "{message}");
}

async fn configuration_needs_a_published_template(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let made = change(app, "createTemplate", json!({ "name": "D", "html": GOOD })).await;
    let id = text(&made["template"]["id"]);
    let run = crate::scene::course_run("course-v1:ExampleX+CS101+2027");
    let input = json!({ "learningObject": run, "template": id, "title": "Computing" });
    let selection = "outcome configuration { lacks template { name } } userErrors { code path }";
    let made = app.staff().mutate("createConfiguration", input, selection).await;
    assert_eq!(
        made.at("/createConfiguration/configuration"),
        &json!({ "lacks": ["PUBLISHED_TEMPLATE"], "template": { "name": "D" } })
    );
    let activate = async || {
        let input = json!({ "learningObject": run });
        app.staff()
            .mutate("activateConfiguration", input, selection)
            .await
            .at("/activateConfiguration")
            .clone()
    };
    let refused = activate().await;
    assert_eq!(refusals(&refused)[0].0, "TEMPLATE_UNPUBLISHED");
    template::publish(app, &json!(id)).await;
    assert_eq!(activate().await["outcome"], "UPDATED");
    let input = json!({ "learningObject": scene.program(), "template": id });
    let edited = app.staff().mutate("editConfiguration", input, "outcome").await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
}
