//! `checkTemplate`: what can be published passed every check, and each of its sheets fits one printed page with all of its text.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::SOFIA;
use tests::template::{SAMPLES, sheets};

use super::{GOOD, change, check};
use crate::scene::{refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    template_that_passes_is_checked_for_good,
    sheet_that_is_higher_than_its_page_is_told,
    sheet_that_is_wider_than_its_page_is_told,
    text_that_is_cut_off_is_told,
    page_is_what_the_template_says,
    every_sample_is_measured_once,
    only_what_was_measured_is_checked,
    what_is_not_checked_is_not_published,
    everything_wrong_is_told_at_once,
    many_checks_at_once_make_one,
    sample_is_drawn_as_it_lies_on_paper
);

/// Makes a template; gives its id.
async fn made(app: &TestApp, html: &str) -> String {
    let made = change(app, "createTemplate", json!({ "name": "D", "html": html })).await;
    text(&made["template"]["id"])
}

/// Kinds and samples of problems.
fn told(payload: &Value) -> Vec<(String, Option<String>)> {
    let problems = payload["problems"].as_array().expect("a list");
    let sample = |it: &Value| it["sample"].as_str().map(str::to_owned);
    problems.iter().map(|it| (text(&it["kind"]), sample(it))).collect()
}

async fn template_that_passes_is_checked_for_good(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let checked = check(&app, &id, &sheets(700.0)).await;
    assert_eq!(checked["outcome"], "UPDATED", "{checked:#}");
    assert_eq!(told(&checked), []);
    let template = &checked["template"];
    let latest = &template["latestVersion"];
    assert_eq!(latest["checkedAt"], app.now().to_rfc3339());
    assert_eq!(
        [&latest["checkedBy"], &latest["publishedAt"]],
        [&json!(SOFIA.username), &Value::Null]
    );
    assert_eq!(template["viewerCan"], json!(["EDIT", "PUBLISH", "DELETE"]));
    assert_eq!(template["version"], 2);
    assert_eq!(template["history"][1]["change"], "CHECKED");
    assert_eq!(template["history"][1]["actor"], SOFIA.username);

    let before = Stored::read(&app).await;
    let again = check(&app, &id, &sheets(700.0)).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&app).await, before);
    // Another name is no other version; other words are.
    let named = change(&app, "editTemplate", json!({ "id": id, "name": "Letter" })).await;
    assert_eq!(named["template"]["viewerCan"], json!(["EDIT", "PUBLISH", "DELETE"]));
    let html = format!("{GOOD}<p>New</p>");
    let edited = change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    assert_eq!(edited["template"]["latestVersion"]["checkedAt"], Value::Null);
    assert_eq!(edited["template"]["viewerCan"], json!(["EDIT", "CHECK", "DELETE"]));
}

async fn sheet_that_is_higher_than_its_page_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let html = format!("<style>@page {{ size: A4 landscape; margin: 0 }}</style>{GOOD}");
    let id = made(&app, &html).await;
    let before = Stored::read(&app).await;
    let mut measured = sheets(794.0);
    measured[7]["height"] = json!(795);
    measured[0]["height"] = json!(1587.4);
    let refused = check(&app, &id, &measured).await;
    assert_eq!(refused["outcome"], "REFUSED");
    assert_eq!(refusals(&refused), [("NOT_PASSED".to_owned(), "input.id".to_owned())]);
    assert_eq!(
        told(&refused),
        [
            ("PAGE_OVERFLOW".to_owned(), Some("plain".to_owned())),
            ("PAGE_OVERFLOW".to_owned(), Some("many signatories".to_owned()))
        ]
    );
    let message = text(&refused["problems"][0]["message"]);
    assert!(
        message.contains("420.0 mm") && message.contains("210.0 mm"),
        "{message}"
    );
    assert_eq!(Stored::read(&app).await, before);
    let checked = check(&app, &id, &sheets(794.0)).await;
    assert_eq!(checked["outcome"], "UPDATED", "a browser rounds up: {checked:#}");
}

async fn sheet_that_is_wider_than_its_page_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let html = format!("<style>@page {{ size: 200mm 100mm; margin: 10mm 20mm }}</style>{GOOD}");
    let id = made(&app, &html).await;
    let before = Stored::read(&app).await;
    let wide = |width: f64| {
        let mut measured = sheets(300.0);
        measured[2]["width"] = json!(width);
        measured
    };
    let refused = check(&app, &id, &wide(756.0)).await;
    assert_eq!(refused["outcome"], "REFUSED");
    assert_eq!(refusals(&refused), [("NOT_PASSED".to_owned(), "input.id".to_owned())]);
    assert_eq!(
        told(&refused),
        [("TOO_WIDE".to_owned(), Some("a long word".to_owned()))]
    );
    let message = text(&refused["problems"][0]["message"]);
    assert!(
        message.contains("200.0 mm wide") && message.contains("160.0 mm"),
        "{message}"
    );
    let refused = check(&app, &id, &wide(606.0)).await;
    assert_eq!(told(&refused).len(), 1, "{refused:#}");
    assert_eq!(Stored::read(&app).await, before);
    let checked = check(&app, &id, &wide(605.0)).await;
    assert_eq!(checked["outcome"], "UPDATED", "a browser rounds up: {checked:#}");
}

async fn text_that_is_cut_off_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let before = Stored::read(&app).await;
    let mut measured = sheets(700.0);
    measured[1]["isTextCutOff"] = json!(true);
    measured[9]["isTextCutOff"] = json!(true);
    // The edge of the page cuts it off; once is enough.
    measured[9]["width"] = json!(2000);
    let refused = check(&app, &id, &measured).await;
    assert_eq!(refused["outcome"], "REFUSED");
    assert_eq!(
        told(&refused),
        [
            ("TEXT_CUT_OFF".to_owned(), Some("long names".to_owned())),
            ("TOO_WIDE".to_owned(), Some("signs with a meaning".to_owned()))
        ]
    );
    assert_eq!(Stored::read(&app).await, before);
    let refused = change(&app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(refusals(&refused)[0].0, "NOT_CHECKED");
}

async fn page_is_what_the_template_says(engine: Engine) {
    let app = TestApp::start(engine).await;
    // Without a page of its own, A4 with margins of 12 mm; and an upright one.
    let upright = format!("<style>@page {{ size: A4; margin: 0 }}</style>{GOOD}");
    let unclear = format!("<style>@page {{ size: calc(1m * 2) }}</style>{GOOD}");
    for (html, height, expected) in [
        (GOOD, 703.0, "UPDATED"),
        (GOOD, 705.0, "REFUSED"),
        (upright.as_str(), 1122.0, "UPDATED"),
        (upright.as_str(), 1124.0, "REFUSED"),
        (unclear.as_str(), 10.0, "REFUSED"),
    ] {
        let id = made(&app, html).await;
        let payload = check(&app, &id, &sheets(height)).await;
        assert_eq!(payload["outcome"], expected, "{html} {height}: {payload:#}");
    }
}

async fn every_sample_is_measured_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let before = Stored::read(&app).await;
    let refused = async |sheets: &[Value]| {
        let payload = check(&app, &id, sheets).await;
        assert_eq!(payload["outcome"], "REFUSED", "{payload:#}");
        assert_eq!([&payload["problems"], &payload["template"]], [&json!([]), &Value::Null]);
        refusals(&payload)
    };
    let one = |code: &str, path: &str| (code.to_owned(), path.to_owned());
    let all = sheets(700.0);
    assert_eq!(refused(&all[1..]).await, [one("SAMPLE_MISSING", "input.sheets")]);
    assert_eq!(refused(&[]).await.len(), SAMPLES.len());
    let twice = [&all[..], &all[4..5]].concat();
    assert_eq!(
        refused(&twice).await,
        [one("DUPLICATE_SAMPLE", "input.sheets.14.sample")]
    );
    let mut instead = all.clone();
    instead[2] = all[1].clone();
    assert_eq!(
        refused(&instead).await,
        [
            one("DUPLICATE_SAMPLE", "input.sheets.2.sample"),
            one("SAMPLE_MISSING", "input.sheets")
        ]
    );
    for length in [json!(0), json!(-1), json!(-0.5), json!(1_000_001), json!(1e300)] {
        let mut unfit = all.clone();
        unfit[3]["height"] = length.clone();
        unfit[8]["width"] = length;
        assert_eq!(
            refused(&unfit).await,
            [
                one("INVALID_HEIGHT", "input.sheets.3.height"),
                one("INVALID_WIDTH", "input.sheets.8.width")
            ]
        );
    }
    // What is no number, no sample and no yes or no does not fit the schema, and nothing may be left out.
    for (field, value) in [
        ("height", json!("NaN")),
        ("height", Value::Null),
        ("width", json!("NaN")),
        ("width", Value::Null),
        ("isTextCutOff", json!("no")),
        ("isTextCutOff", json!(0)),
        ("isTextCutOff", Value::Null),
        ("sample", json!("NONE")),
    ] {
        let mut sheet = all[0].clone();
        sheet[field] = value;
        let input = json!({ "id": id, "expectedVersion": 1, "sheets": [&sheet] });
        let reply = app.staff().mutate("checkTemplate", input, "outcome").await;
        assert_eq!(reply.codes(), ["VALIDATION_FAILED"], "{sheet}: {}", reply.text);
    }
    for field in ["height", "width", "isTextCutOff", "sample"] {
        let mut sheet = all[0].clone();
        sheet.as_object_mut().expect("an object").remove(field);
        let input = json!({ "id": id, "expectedVersion": 1, "sheets": [&sheet] });
        let reply = app.staff().mutate("checkTemplate", input, "outcome").await;
        assert_eq!(reply.codes(), ["VALIDATION_FAILED"], "{sheet}: {}", reply.text);
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn only_what_was_measured_is_checked(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let html = format!("{GOOD}<p>New</p>");
    change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    let before = Stored::read(&app).await;
    for (version, code) in [
        (1, "VERSION_CONFLICT"),
        (3, "VERSION_CONFLICT"),
        (0, "INVALID_EXPECTED_VERSION"),
    ] {
        let input = json!({ "id": id, "expectedVersion": version, "sheets": sheets(1.0) });
        let refused = change(&app, "checkTemplate", input).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), "input.expectedVersion".to_owned())]
        );
    }
    let input =
        json!({ "id": "template:01900000-0000-7000-8000-000000000000", "expectedVersion": 1, "sheets": sheets(1.0) });
    let refused = change(&app, "checkTemplate", input).await;
    assert_eq!(refusals(&refused), [("NOT_FOUND".to_owned(), "input.id".to_owned())]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn what_is_not_checked_is_not_published(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let before = Stored::read(&app).await;
    let refused = change(&app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(refusals(&refused), [("NOT_CHECKED".to_owned(), "input.id".to_owned())]);
    assert_eq!(refused["template"]["publishedVersion"], Value::Null);
    assert_eq!(Stored::read(&app).await, before);

    check(&app, &id, &sheets(700.0)).await;
    let published = change(&app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(published["outcome"], "UPDATED", "{published:#}");
    let html = format!("{GOOD}<p>New</p>");
    change(&app, "editTemplate", json!({ "id": id, "html": html })).await;
    let refused = change(&app, "publishTemplate", json!({ "id": id })).await;
    assert_eq!(refusals(&refused)[0].0, "NOT_CHECKED");
    assert_eq!(refused["template"]["publishedVersion"]["number"], 1);
}

async fn everything_wrong_is_told_at_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let html = "<style>.a { opacity: 0 } p { break-after: page }</style>\n<p class=\"a\">{{ recipient.name }}</p><br>";
    let id = made(&app, html).await;
    let mut measured = sheets(100.0);
    measured[12]["height"] = json!(900);
    measured[12]["isTextCutOff"] = json!(true);
    let refused = check(&app, &id, &measured).await;
    assert_eq!(
        told(&refused),
        [
            ("PAGE_OVERFLOW".to_owned(), None),
            ("RECIPIENT_MISSING".to_owned(), None),
            ("PAGE_OVERFLOW".to_owned(), Some("expiring".to_owned())),
            ("TEXT_CUT_OFF".to_owned(), Some("expiring".to_owned()))
        ]
    );
}

async fn many_checks_at_once_make_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = made(&app, GOOD).await;
    let input = json!({ "id": id, "expectedVersion": 1, "sheets": sheets(700.0) });
    let checks = (0..8).map(|_| change(&app, "checkTemplate", input.clone()));
    let payloads = futures_util::future::join_all(checks).await;
    let of = |outcome: &str| payloads.iter().filter(|it| it["outcome"] == outcome).count();
    // Whoever has read the template before, and its version after, finds it checked.
    assert_eq!(
        (of("UPDATED"), of("REFUSED") + of("UNCHANGED")),
        (1, 7),
        "{payloads:#?}"
    );
    let mut refused = payloads.iter().filter(|it| it["outcome"] == "REFUSED");
    assert!(refused.all(|it| refusals(it)[0].0 == "VERSION_CONFLICT"));
    let stored = Stored::read(&app).await;
    assert_eq!(stored.templates[0].version, 2);
}

async fn sample_is_drawn_as_it_lies_on_paper(engine: Engine) {
    let app = TestApp::start(engine).await;
    let html = format!(
        "<style>@page {{ size: 200mm 100mm; margin: 10mm }}\n@media print {{ .a {{ color: red }} }}\n\
         @media screen {{ .b {{ color: red }} }}</style>{GOOD}"
    );
    let preview = async |sample: &str, is_printed: bool| {
        let input = json!({ "html": html, "sample": sample, "isPrinted": is_printed });
        let selection = "preview { html page { width height } } userErrors { message }";
        let reply = app.staff().mutate("previewCertificate", input, selection).await;
        reply.at("/previewCertificate/preview").clone()
    };
    let plain = preview("PLAIN", true).await;
    for (side, millimeters) in [("width", 180.0), ("height", 80.0)] {
        let pixels = plain["page"][side].as_f64().expect("a length");
        assert!((pixels - millimeters * 96.0 / 25.4).abs() < 0.01, "{side}: {pixels}");
    }
    let drawn = text(&plain["html"]);
    assert!(
        drawn.contains("@media screen {\n.a {") && drawn.contains("@media print {\n.b {"),
        "{drawn}"
    );
    // What it is takes no room on it, and no notice does where there is none.
    assert!(
        drawn.contains("class=\"mark\"") && !drawn.contains("class=\"state\""),
        "{drawn}"
    );
    let expiring = text(&preview("EXPIRING", true).await["html"]);
    assert!(expiring.contains("This certificate expired on"), "{expiring}");
    let on_screen = text(&preview("EXPIRING", false).await["html"]);
    assert!(
        on_screen.contains("@media print {\n.a {") && !on_screen.contains("expired on"),
        "{on_screen}"
    );
}
