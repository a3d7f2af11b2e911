//! `builtInTemplate`: what templates may begin with.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;
use tests::template::{self, SAMPLES};

tests::on_both_engines!(template_that_begins_with_it_is_published_as_it_is);

async fn template_that_begins_with_it_is_published_as_it_is(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let reply = staff.query("{ builtInTemplate { html partials { name html } } }").await;
    let source = reply.at("/builtInTemplate");
    let names: Vec<&str> = source["partials"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(names, ["corner", "edge", "rosette", "seal", "side"]);
    let html = source["html"].as_str().expect("text");
    assert!(!html.contains("base64"), "pictures are written out apart: {html}");

    let preview = async |input: Value| -> Value {
        let selection = "preview { html problems { kind message sample } } userErrors { code message }";
        let reply = staff.mutate("previewCertificate", input, selection).await;
        reply.at("/previewCertificate").clone()
    };
    for sample in SAMPLES {
        let built_in = preview(json!({ "sample": sample })).await;
        let input = json!({ "html": source["html"], "partials": source["partials"], "sample": sample });
        let drawn = preview(input).await;
        assert_eq!(drawn["preview"]["problems"], json!([]), "{sample}: {drawn:#}");
        assert_eq!(drawn, built_in, "{sample}");
    }

    let input = json!({ "name": "Diploma", "html": source["html"], "partials": source["partials"] });
    let made = staff
        .mutate("createTemplate", input, "template { id } userErrors { code message }")
        .await;
    assert_eq!(made.at("/createTemplate/userErrors"), &json!([]));
    template::publish(&app, made.at("/createTemplate/template/id")).await;
}
