//! The audit trail as a file: who gets it, what is in it, and that it is noted.

use chrono::TimeDelta;
use entity::TrailAction;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::service::trail::Swept;
use server::worker::trail::seal;
use tests::database::Engine;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    file_holds_what_the_filter_lets_through,
    long_file_comes_in_pages,
    taking_it_away_is_noted,
    nobody_else_gets_it,
    unfit_filters_are_refused
);

const HEADER: &str =
    "happened_at,action,actor,subject_type,subject,username,reason,request_id,changes,sequence,hash\r\n";

async fn story(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let title = json!({ "learningObject": scene.program(), "title": "=1+1" });
    scene
        .app
        .staff()
        .mutate("editConfiguration", title, "outcome")
        .await
        .data();
    scene
        .app
        .superuser()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    seal(&scene.app.ctx().await, &mut Swept::default()).await;
    scene
}

async fn file_holds_what_the_filter_lets_through(engine: Engine) {
    let scene = story(engine).await;
    let staff = scene.app.staff();
    let file = staff.get("/audit-trail.csv?action=EDITED").await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    assert_eq!(
        file.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"audit-trail.csv\"; filename*=UTF-8''audit-trail.csv")
    );
    assert_eq!(file.header("cache-control"), Some("no-store"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert!(file.text.starts_with(HEADER), "{}", file.text);
    let rows: Vec<&str> = file.text.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{}", file.text);
    let subject = format!("configuration:{}", scene.configuration.id);
    for part in [",EDITED,sofia,CONFIGURATION,", &subject, "=1+1"] {
        assert!(rows[0].contains(part), "{part}: {}", rows[0]);
    }
    assert!(!rows[0].contains(",=1+1"), "{}", rows[0]);

    for (query, n_lines) in [
        ("actor=magda", 1),
        ("actor=nobody", 0),
        ("username=ada", 2),
        ("subjectType=CREDENTIAL", 1),
        ("action=CREDENTIAL_AWARDED&username=ada", 1),
        ("action=CREDENTIAL_REVOKED", 0),
        ("subjectType=CONFIGURATION", 1),
        ("subjectType=PROGRAM", 0),
        ("subjectType=USER&action=LEARNER_VIEWED", 1),
        ("subjectType=USER&action=EDITED", 0),
        ("happenedBefore=2020-01-01T00:00:00Z", 0),
        ("happenedAfter=2020-01-01T00:00:00Z&action=EDITED", 1),
    ] {
        let lines = staff.get(&format!("/audit-trail.jsonl?{query}")).await;
        assert_eq!(lines.status, StatusCode::OK, "{query}: {}", lines.text);
        assert_eq!(lines.text.lines().count(), n_lines, "{query}: {}", lines.text);
    }
    let awarded = staff.get("/audit-trail.jsonl?action=CREDENTIAL_AWARDED").await;
    let line: Value = serde_json::from_str(awarded.text.trim()).expect("a document");
    assert_eq!(
        [&line["actor"], &line["username"], &line["subjectType"]],
        ["lms_worker", "ada", "CREDENTIAL"]
    );
    let lines = staff.get("/audit-trail.jsonl?action=LEARNER_VIEWED").await;
    assert_eq!(lines.header("content-type"), Some("application/jsonl; charset=utf-8"));
    let line: Value = serde_json::from_str(lines.text.trim()).expect("a document");
    assert_eq!((&line["actor"], &line["username"]), (&json!("magda"), &json!("ada")));
    assert!(
        line["sequence"].is_i64() && line["hash"].as_str().is_some_and(|it| it.len() == 64),
        "{line}"
    );
}

async fn long_file_comes_in_pages(engine: Engine) {
    let scene = story(engine).await;
    let pattern = Stored::read(&scene.app).await.trail.pop().expect("an entry");
    let rows = (0..1200_u128).map(|number| {
        let id = uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number);
        sea_orm::IntoActiveModel::into_active_model(entity::trail_entry::Model {
            id: entity::id::TrailEntryId(id),
            seal_sequence: None,
            ..pattern.clone()
        })
    });
    sea_orm::EntityTrait::insert_many::<entity::trail_entry::ActiveModel, _>(rows)
        .exec_without_returning(scene.app.db())
        .await
        .expect("entries");
    let staff = scene.app.staff();
    let (statements, file) = scene
        .app
        .count_statements(async || staff.get("/audit-trail.csv?action=LEARNER_VIEWED").await)
        .await;
    assert_eq!(file.text.lines().count(), 1202, "{}", file.status);
    let mut rows: Vec<&str> = file.text.lines().skip(1).collect();
    rows.sort_unstable();
    rows.dedup();
    assert!(statements.reads < 30, "{statements:?}");
}

async fn taking_it_away_is_noted(engine: Engine) {
    let scene = story(engine).await;
    let before = Stored::read(&scene.app).await.trail.len();
    scene.app.advance(TimeDelta::hours(1));
    scene
        .app
        .staff()
        .get("/audit-trail.csv?actor=magda&action=EDITED")
        .await;
    let trail = Stored::read(&scene.app).await.trail;
    assert_eq!(trail.len(), before + 1);
    let noted = trail
        .iter()
        .find(|it| it.action == TrailAction::TrailExported)
        .expect("an entry");
    assert_eq!(noted.subject_id, scene.configuration.site_id.0);
    assert_eq!(noted.details["format"], "csv");
    assert!(!noted.details.to_string().contains("magda"), "{}", noted.details);
    let told = scene
        .app
        .staff()
        .query("{ auditTrail(first: 1) { nodes { action subjectType actor } } }")
        .await;
    assert_eq!(
        told.at("/auditTrail/nodes/0"),
        &json!({ "action": "TRAIL_EXPORTED", "subjectType": "SITE", "actor": "sofia" })
    );
}

async fn nobody_else_gets_it(engine: Engine) {
    let scene = story(engine).await;
    let before = Stored::read(&scene.app).await;
    for path in ["/audit-trail.csv", "/audit-trail.jsonl?action=NONSENSE"] {
        for (client, status) in [
            (scene.app.anonymous(), StatusCode::UNAUTHORIZED),
            (scene.app.learner("ada"), StatusCode::FORBIDDEN),
            (scene.app.service(), StatusCode::FORBIDDEN),
        ] {
            let reply = client.get(path).await;
            assert_eq!(reply.status, status, "{path}: {}", reply.text);
            assert!(!reply.text.contains("EDITED"), "{}", reply.text);
        }
        let staff = scene.app.staff();
        for method in [Method::POST, Method::HEAD] {
            let sent = staff.send(staff.request(method, path)).await;
            assert_eq!(sent.status, StatusCode::METHOD_NOT_ALLOWED);
        }
    }
    assert_eq!(Stored::read(&scene.app).await.trail, before.trail, "nothing is noted");
}

async fn unfit_filters_are_refused(engine: Engine) {
    let scene = story(engine).await;
    let staff = scene.app.staff();
    for query in [
        "actor=a%20b",
        "subject=badge:1",
        "action=edited",
        "subjectType=THING",
        "happenedAfter=yesterday",
        "happenedBefore=1500-01-01T00:00:00Z",
        "first=1",
        "username=",
    ] {
        let reply = staff.get(&format!("/audit-trail.csv?{query}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{query}: {}", reply.text);
    }
    let trail = Stored::read(&scene.app).await.trail;
    assert!(trail.iter().all(|it| it.action != TrailAction::TrailExported));
}
