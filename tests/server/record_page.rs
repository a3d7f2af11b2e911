//! Pages and files of learner records over HTTP: status, headers, and what a spreadsheet gets.

use std::fs;

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tempfile::TempDir;
use tests::app::TestApp;
use tests::client::Reply;
use tests::database::Engine;

use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    page_says_by_its_status_whether_the_link_opens,
    address_has_one_form,
    code_of_a_link_is_a_picture_of_its_address,
    file_holds_the_record_and_begins_no_formula,
    file_of_a_shared_record_shows_what_was_chosen,
    empty_record_is_a_header_alone,
    own_file_is_for_the_learner_and_staff
);

const HEADER: &str = "program,learner,course,school,course_key,status,date,attempts,percent_grade,letter_grade\r\n";

/// A study whose server has pages.
async fn with_pages(engine: Engine) -> (Study, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let page = "<!doctype html><html><head><title>Credentials</title>\n<!-- page-head -->\n</head><body></body></html>";
    fs::write(folder.path().join("index.html"), page).expect("a page");
    let path = folder.path().to_owned();
    let app = TestApp::configured(engine, |config| config.web_dir = Some(path)).await;
    (Study::of(app).await, folder)
}

#[track_caller]
fn expect_private(reply: &Reply) {
    assert_eq!(reply.header("cache-control"), Some("private, max-age=0"), "{reply:?}");
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(reply.header("x-robots-tag"), Some("noindex"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert!(!reply.text.contains("Ada"), "{}", reply.text);
}

async fn code_of_a_link_is_a_picture_of_its_address(engine: Engine) {
    let study = Study::of(TestApp::start(engine).await).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    study.share(json!({})).await;
    let query = "query($program: UUID!) { programRecord(program: $program) { shares { url qrUrl } } }";
    let told = app
        .learner("ada")
        .graphql(query, json!({ "program": study.program.uuid }))
        .await;
    let share = told.at("/programRecord/shares/0");
    let url = share["url"].as_str().expect("an address");
    assert_eq!(share["qrUrl"], format!("{url}/qr.svg"));

    let visitor = app.anonymous();
    let token = url.rsplit('/').next().expect("a token");
    let code = visitor.get(&format!("/records/shared/{token}/qr.svg")).await;
    assert_eq!(
        (code.status, code.header("content-type")),
        (StatusCode::OK, Some("image/svg+xml"))
    );
    assert!(code.text.starts_with("<svg"), "{}", code.text);
    expect_private(&code);
    // Another address is another picture, and none that exists is told from one that does not.
    let other = visitor
        .get("/records/shared/00000000000040008000000000000000/qr.svg")
        .await;
    assert_eq!(other.status, StatusCode::OK);
    assert_ne!(other.text, code.text);
    let unfit = visitor.get("/records/shared/nonsense/qr.svg").await;
    assert_eq!(unfit.status, StatusCode::NOT_FOUND);
    let sent = visitor.request(Method::POST, &format!("/records/shared/{token}/qr.svg"));
    assert_eq!(visitor.send(sent).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

async fn page_says_by_its_status_whether_the_link_opens(engine: Engine) {
    let (study, _folder) = with_pages(engine).await;
    let app = &study.app;
    let visitor = app.anonymous();
    study.earn(&study.runs[0], json!({})).await;
    let expires = app.now() + TimeDelta::hours(1);
    let (id, token) = study.share(json!({})).await;
    let (_, expiring) = study.share(json!({ "expiresAt": expires })).await;
    let page = async |token: &str| visitor.get(&format!("/records/shared/{token}")).await;

    let open = page(&token).await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(
        open.text.contains("<title>Learner record: Data Science · "),
        "{}",
        open.text
    );
    assert!(open.text.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(
        !open.text.contains("canonical") && !open.text.contains(&token),
        "{}",
        open.text
    );
    expect_private(&open);

    study.end_share(&id).await;
    let revoked = page(&token).await;
    assert_eq!(revoked.status, StatusCode::GONE);
    assert!(!revoked.text.contains("Data Science"));
    expect_private(&revoked);
    app.advance(TimeDelta::hours(1));
    let late = page(&expiring).await;
    assert_eq!((late.status, &late.text), (StatusCode::GONE, &revoked.text));

    let unknown = page("00000000000040008000000000000000").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    expect_private(&unknown);
    for other in ["x", "0000000000004000800000000000000", "%00", "..%2f..%2fetc"] {
        let reply = page(other).await;
        assert_eq!(
            (reply.status, &reply.text),
            (StatusCode::NOT_FOUND, &unknown.text),
            "{other}"
        );
    }
    // A page that was looked at is no view; the record that the app then asks for is.
    assert_eq!(Stored::read(app).await.views.len(), 0);
    // What opens a record is in no log.
    assert!(!app.log().contains(&token), "{}", app.log());
}

async fn address_has_one_form(engine: Engine) {
    let (study, _folder) = with_pages(engine).await;
    let (_, token) = study.share(json!({})).await;
    let dashed = Stored::read(&study.app).await.shares[0].token.to_string();
    let visitor = study.app.anonymous();
    for (spelled, ending) in [
        (token.to_uppercase(), ""),
        (dashed.clone(), ""),
        (format!("{token}/"), ""),
        (dashed, ".csv"),
    ] {
        let reply = visitor.get(&format!("/records/shared/{spelled}{ending}")).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{spelled}");
        let expected = format!("/records/shared/{token}{ending}");
        assert_eq!(reply.header("location"), Some(expected.as_str()), "{spelled}");
    }
    let post = visitor.request(reqwest::Method::POST, &format!("/records/shared/{token}"));
    assert_eq!(visitor.send(post).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

async fn file_holds_the_record_and_begins_no_formula(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    let issued = app.now().to_rfc3339();
    study.grade(&study.runs[0], "0.9125", "=1+1").await;
    let reply = app
        .learner("ada")
        .get(&format!("/records/{}.csv", study.program.uuid))
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    assert_eq!(
        reply.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"record-Data-Science.csv\"; filename*=UTF-8''record-Data-Science.csv")
    );
    assert_eq!(reply.header("cache-control"), Some("private, max-age=0"));
    let key = &study.runs[0].key;
    let rest = ["Programming", "Ethics"]
        .map(|course| format!("Data Science,Ada Lovelace,{course},Wexcombe University,,NOT_STARTED,,0,,\r\n"));
    let first =
        format!("Data Science,Ada Lovelace,Statistics,Wexcombe University,{key},EARNED,{issued},1,0.9125,'=1+1\r\n");
    assert_eq!(reply.text, format!("{HEADER}{first}{}", rest.concat()));
}

async fn file_of_a_shared_record_shows_what_was_chosen(engine: Engine) {
    let study = Study::open(engine).await;
    study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    let (id, token) = study.share(json!({ "showsName": false, "showsGrades": false })).await;
    let visitor = study.app.anonymous();
    let path = format!("/records/shared/{token}.csv");
    let reply = visitor.get(&path).await;
    assert_eq!(reply.status, StatusCode::OK);
    expect_private(&reply);
    let row = reply.text.lines().nth(1).expect("a row");
    assert!(row.starts_with("Data Science,,Statistics,"), "{row}");
    assert!(row.ends_with(",,,"), "no attempts, no grade: {row}");
    study.end_share(&id).await;
    assert_eq!(visitor.get(&path).await.status, StatusCode::GONE);
    let unknown = visitor
        .get("/records/shared/00000000000040008000000000000000.csv")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

async fn empty_record_is_a_header_alone(engine: Engine) {
    let study = Study::open(engine).await;
    let (_, token) = study.share(json!({})).await;
    let reply = study.app.anonymous().get(&format!("/records/shared/{token}.csv")).await;
    assert_eq!((reply.status, reply.text.as_str()), (StatusCode::OK, HEADER));
}

async fn own_file_is_for_the_learner_and_staff(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    let own = format!("/records/{}.csv", study.program.uuid);
    let of_ada = format!("{own}?username=ada");
    assert_eq!(app.anonymous().get(&own).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.learner("grace").get(&of_ada).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.learner("grace").get(&own).await.text, HEADER);
    let bad = app.staff().get(&format!("{own}?username=a%20b")).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
    assert_eq!(Stored::read(app).await.trail.len(), 0);
    let reply = app.staff().get(&of_ada).await;
    assert!(reply.text.contains(study.runs[0].key.as_str()), "{}", reply.text);
    assert_eq!(Stored::read(app).await.trail.len(), 1);
    let unknown = app.staff().get("/records/00000000000040008000000000000000.csv").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
