//! `/records/<program>.pdf` and `/records/shared/<token>.pdf`: a record on paper says what its page says.

use reqwest::{Method, StatusCode};
use serde_json::json;
use tests::build;
use tests::database::Engine;

use crate::pdf;
use crate::scene::{award, course_run};
use crate::study::Study;

tests::on_both_engines!(
    own_record_is_printed_in_every_language,
    long_record_goes_on_over_sheets,
    paper_of_a_shared_record_shows_what_was_chosen,
    letters_without_a_font_are_told
);

async fn own_record_is_printed_in_every_language(engine: Engine) {
    let study = Study::open(engine).await;
    study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9125", "A").await;
    let ada = study.app.learner("ada");
    let key = study.runs[0].key.to_string();
    for (language, words) in [
        ("en", ["Program record", "91.25%", "Not started", "Page 1 of 1"]),
        (
            "es",
            ["Expediente del programa", "91,25 %", "Sin empezar", "Página 1 de 1"],
        ),
        ("fr", ["Relevé du programme", "91,25 %", "Pas commencé", "Page 1 sur 1"]),
        ("ar", ["سجل البرنامج", "91.25%", "لم يبدأ", "أفضل درجة"]),
        ("de", ["Program record", "91.25%", "Not started", "Page 1 of 1"]),
    ] {
        let path = format!("/records/{}.pdf?lang={language}", study.program.uuid);
        let (text, n_pages) = pdf::read(ada.request(Method::GET, &path)).await;
        pdf::assert_says(
            &text,
            &[
                "Data Science",
                "Ada Lovelace",
                "Statistics",
                "Wexcombe University",
                &key,
            ],
        );
        pdf::assert_says(&text, &words);
        assert_eq!(n_pages, 1);
    }
    let path = format!("/records/{}.pdf", study.program.uuid);
    let reply = ada.get(&path).await;
    assert_eq!(
        reply.header("content-disposition"),
        Some("attachment; filename=\"record-Data-Science.pdf\"; filename*=UTF-8''record-Data-Science.pdf")
    );
    assert_eq!(reply.header("cache-control"), Some("private, max-age=0"));
    assert_eq!(study.app.anonymous().get(&path).await.status, StatusCode::UNAUTHORIZED);
}

async fn long_record_goes_on_over_sheets(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    let owner = build::organization("Harbor College").insert(app.db()).await;
    let mut program = build::program("Everything").authored_by(&owner);
    let mut first = None;
    for number in 0..40 {
        let course = build::course(&format!("Course number {number} of many"))
            .owned_by(&owner)
            .insert(app.db())
            .await;
        let run = build::course_run(&course).insert(app.db()).await;
        program = program.with_run(&run);
        first.get_or_insert(run);
    }
    let program = program.insert(app.db()).await;
    build::configuration_of_program(&program).insert(app.db()).await;
    let key = first.expect("a run").key;
    award(
        &app.service(),
        json!({ "username": "ada", "learningObject": course_run(key.as_str()) }),
    )
    .await;
    let path = format!("/records/{}.pdf", program.uuid);
    let (text, n_pages) = pdf::read(app.learner("ada").request(Method::GET, &path)).await;
    assert!(n_pages > 1, "{n_pages}");
    for number in 0..40 {
        assert_eq!(
            text.matches(&format!("Course number {number} of")).count(),
            1,
            "{number}: {text}"
        );
    }
    pdf::assert_says(&text, &[&format!("Page {n_pages} of {n_pages}")]);
}

async fn paper_of_a_shared_record_shows_what_was_chosen(engine: Engine) {
    let study = Study::open(engine).await;
    study.earn(&study.runs[0], json!({})).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    let (id, token) = study.share(json!({ "showsName": false, "showsGrades": false })).await;
    let visitor = study.app.anonymous();
    let path = format!("/records/shared/{token}.pdf");
    let (text, _) = pdf::read(visitor.request(Method::GET, &path)).await;
    pdf::assert_says(&text, &["Data Science", "Statistics", "Earned"]);
    for hidden in ["Ada", "90%", "Best grade", "Attempts"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    let upper = visitor
        .get(&format!("/records/shared/{}.pdf?lang=fr", token.to_uppercase()))
        .await;
    assert_eq!(upper.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(upper.header("location"), Some(format!("{path}?lang=fr").as_str()));
    study.end_share(&id).await;
    assert_eq!(visitor.get(&path).await.status, StatusCode::GONE);
    let unknown = visitor
        .get("/records/shared/00000000000040008000000000000000.pdf")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

async fn letters_without_a_font_are_told(engine: Engine) {
    let study = Study::open(engine).await;
    study.earn(&study.runs[0], json!({ "recipientName": "Ada" })).await;
    let owner = build::organization("北京大学").insert(study.app.db()).await;
    let course = build::course("统计学").owned_by(&owner).insert(study.app.db()).await;
    let run = build::course_run(&course).insert(study.app.db()).await;
    let program = build::program("Data")
        .authored_by(&owner)
        .with_run(&run)
        .insert(study.app.db())
        .await;
    build::configuration_of_program(&program).insert(study.app.db()).await;
    study.earn(&run, json!({})).await;
    let ada = study.app.learner("ada");
    let reply = ada.get(&format!("/records/{}.pdf", program.uuid)).await;
    assert_eq!(reply.status, StatusCode::NOT_IMPLEMENTED, "{}", reply.text);
    assert!(reply.text.contains("letters"), "{}", reply.text);
}
