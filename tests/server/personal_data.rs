//! `/personal-data.json`: all that is kept of a person, told to themselves and to staff on their behalf.
//!
//! The lists below are a decision about each column of each table. A new table, or a new column of a table that tells of people, fails
//! here until somebody decides whether the document tells it; what it does not tell has its reason.

mod column;

use chrono::TimeDelta;
use entity::{DifferenceKind, TrailAction, grade, session};
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use reqwest::{Method, StatusCode};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use serde_json::{Value, json};
use tests::app::{PUBLIC_URL, TestApp};
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::mail_server::MailServer;

use crate::scene::{course_run, text};
use crate::stored::Stored;
use crate::study::Study;
use column::TOLD;

tests::on_both_engines!(
    document_tells_all_that_is_kept,
    staff_get_what_their_site_keeps,
    strangers_get_nothing_and_leave_nothing,
    former_names_go_along,
    long_lists_are_complete,
    whoever_was_retired_has_no_data
);

const PATH: &str = "/personal-data.json";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn document(client: &Client, path: &str) -> Value {
    let reply = client.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    assert_eq!(reply.json["isComplete"], true);
    reply.json
}

/// A study of which everything is kept that can be of Ada.
async fn story(engine: Engine) -> Study {
    let server = MailServer::start().await;
    let study = Study::of(TestApp::configured(engine, |config| server.configure(config)).await).await;
    let app = &study.app;
    app.learner("ada").query("{ viewer { id } }").await.data();
    let attributes = json!({ "attributes": [{ "name": "cohort", "value": "7" }] });
    study.earn(&study.runs[0], attributes).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    let (_, token) = study.share(json!({ "label": "For North" })).await;
    let followed = "query($token: String!) { sharedRecord(token: $token) { state } }";
    // Only people's views are counted.
    let visitor = app.anonymous();
    let request = visitor
        .request(Method::POST, "/graphql")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, FIREFOX)
        .body(json!({ "query": followed, "variables": { "token": token } }).to_string());
    visitor.send(request).await.data();
    let pathway = build::pathway("Credit at North").insert(&study.program, app.db()).await;
    let input = json!({ "program": study.program.uuid, "pathway": pathway.uuid, "hasConsent": true });
    let sent = app.learner("ada").mutate("sendRecord", input, "outcome").await;
    assert_eq!(sent.at("/sendRecord/outcome"), "QUEUED");
    app.staff()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    let granted = json!({ "username": "ada", "role": "TEMPLATE_AUTHOR" });
    let granted = app.staff().mutate("grantRole", granted, "outcome").await;
    assert_eq!(granted.at("/grantRole/outcome"), "GRANTED");
    let stored = Stored::read(app).await;
    let run = build::reconciliation().insert(app.db()).await;
    build::difference(run.id, DifferenceKind::AccountUnknown)
        .of(stored.user("ada"))
        .between(Some("ada"), None)
        .insert(app.db())
        .await;
    let session = session::Model {
        token_hash: vec![7; 32],
        id: entity::id::SessionId(stored.credentials[0].id.0),
        site_id: stored.sites[0].id,
        user_id: stored.user("ada").id,
        is_administrator: false,
        is_superuser: false,
        created_at: app.now(),
        seen_at: app.now(),
        renewed_at: app.now(),
        expires_at: app.now() + TimeDelta::days(1),
        is_replaced: false,
    };
    session::Entity::insert(session.into_active_model())
        .exec_without_returning(app.db())
        .await
        .expect("a session");
    study
}

async fn document_tells_all_that_is_kept(engine: Engine) {
    let study = story(engine).await;
    let app = &study.app;
    let reply = app.learner("ada").get(PATH).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        (
            "content-disposition",
            "attachment; filename=\"personal-data-ada.json\"; filename*=UTF-8''personal-data-ada.json",
        ),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
    let told = &reply.json;
    assert_eq!(
        [&told["format"], &told["version"], &told["site"], &told["isComplete"]],
        [
            &json!("credentials/personal-data"),
            &json!(1),
            &Value::Null,
            &json!(true)
        ]
    );
    assert_eq!(
        told["generatedAt"],
        app.now().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    );
    for (table, place, columns) in TOLD {
        let object = told.pointer(place).unwrap_or_else(|| panic!("{place}: {told:#}"));
        for key in columns.split_whitespace().map(column::key) {
            assert!(object.get(&key).is_some(), "{table}: {place}/{key}: {object:#}");
        }
    }
    assert_eq!(
        [
            &told["account"]["email"],
            &told["grades"][0]["letter"],
            &told["recordShares"][0]["nViews"]
        ],
        [&json!("ada@learners.example.org"), &json!("A"), &json!(1)]
    );
    assert_eq!(
        told["credentials"][0]["attributes"],
        json!([{ "name": "cohort", "value": "7" }])
    );
    assert_eq!(
        told["credentials"][0]["learningObject"],
        json!({ "type": "course_run", "id": study.runs[0].key })
    );
    assert_eq!(told["credentials"][0]["site"], PUBLIC_URL);
    let stored = Stored::read(app).await;
    for share in &stored.shares {
        for secret in [share.token.0.simple().to_string(), share.token.0.to_string()] {
            assert!(!reply.text.contains(&secret), "what opens the record is a secret");
        }
    }

    // Who looked is told, and not what they are called; the taking along itself is told, too.
    let actions: Vec<_> = told["auditTrail"].as_array().expect("a list").iter().collect();
    let of = |action: &str| {
        let entry = actions.iter().find(|it| it["action"] == action);
        (*entry.unwrap_or_else(|| panic!("{action}: {actions:#?}"))).clone()
    };
    assert_eq!(of("learner.viewed")["actor"], Value::Null);
    assert_eq!(of("personal_data.exported")["actor"], "ada");
    assert_eq!(
        of("personal_data.exported")["details"],
        json!({ "scope": "every_site" })
    );
    assert_eq!(told["credentials"][0]["history"][0]["actor"], Value::Null);
}

async fn staff_get_what_their_site_keeps(engine: Engine) {
    let study = story(engine).await;
    let app = &study.app;
    let site = json!({ "name": "North", "publicUrl": "https://north.example.org" });
    let site = app.superuser().mutate("createSite", site, "site { id }").await;
    assert!(site.at("/createSite/site").is_object(), "{}", site.text);
    study.grade(&study.runs[2], "0.5", "C").await;
    let north = Stored::read(app).await.sites.into_iter().find(|it| it.name == "North");
    grade::Entity::update_many()
        .col_expr(grade::Column::SiteId, Expr::value(north.expect("a site").id))
        .filter(grade::Column::CourseKey.eq(study.runs[2].key.clone()))
        .exec(app.db())
        .await
        .expect("a moved grade");
    let path = format!("{PATH}?username=ADA");
    let letters = |told: &Value| -> Vec<String> {
        let grades = told["grades"].as_array().expect("a list").iter();
        let mut letters: Vec<String> = grades.map(|it| text(&it["letter"])).collect();
        letters.sort();
        letters
    };
    let told = document(&app.staff(), &path).await;
    assert_eq!(
        (letters(&told), &told["site"]),
        (vec!["A".to_owned()], &json!(PUBLIC_URL))
    );
    assert_eq!(told["account"]["username"], "ada");
    let trail = told["auditTrail"].as_array().expect("a list");
    assert!(
        trail
            .iter()
            .any(|it| it["action"] == "learner.viewed" && it["actor"] == "sofia"),
        "{trail:#?}"
    );
    let told = document(&app.superuser(), &path).await;
    assert_eq!(
        (letters(&told), &told["site"]),
        (vec!["A".to_owned(), "C".to_owned()], &Value::Null)
    );
    assert_eq!(letters(&document(&app.learner("ada"), &path).await), ["A", "C"]);

    let stored = Stored::read(app).await;
    let entries: Vec<_> = stored
        .trail
        .iter()
        .filter(|it| it.action == TrailAction::PersonalDataExported)
        .collect();
    assert_eq!(entries.len(), 3, "{entries:#?}");
    assert!(entries.iter().all(|it| it.subject_id == stored.user("ada").id.0));
    let listed = "{ auditTrail(filter: { action: PERSONAL_DATA_EXPORTED }) { nodes { actor username } } }";
    let listed = app.staff().query(listed).await;
    assert_eq!(
        listed.at("/auditTrail/nodes").as_array().map(Vec::len),
        Some(3),
        "{}",
        listed.text
    );
}

async fn strangers_get_nothing_and_leave_nothing(engine: Engine) {
    let study = story(engine).await;
    let app = &study.app;
    app.learner("grace").query("{ viewer { id } }").await.data();
    app.service().query("{ viewer { id } }").await.data();
    let before = Stored::read(app).await;
    let of_ada = format!("{PATH}?username=ada");
    for (client, path, status) in [
        (app.anonymous(), PATH, StatusCode::UNAUTHORIZED),
        (app.anonymous(), &of_ada, StatusCode::UNAUTHORIZED),
        (app.learner("grace"), &of_ada, StatusCode::NOT_FOUND),
        (app.service(), &of_ada, StatusCode::NOT_FOUND),
        (
            app.staff(),
            "/personal-data.json?username=nobody",
            StatusCode::NOT_FOUND,
        ),
        (
            app.staff(),
            "/personal-data.json?username=a%20b",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let reply = client.get(path).await;
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert!(!reply.text.contains("learners.example.org"), "{}", reply.text);
    }
    let posted = app.staff().send(app.staff().request(Method::POST, &of_ada)).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(Stored::read(app).await.trail, before.trail);
    // One's own, which is little.
    let told = document(&app.learner("grace"), PATH).await;
    assert_eq!(
        (&told["account"]["username"], &told["credentials"]),
        (&json!("grace"), &json!([]))
    );
}

async fn former_names_go_along(engine: Engine) {
    let study = story(engine).await;
    let app = &study.app;
    let renamed = json!({ "items": [{ "current": "ada", "desired": "countess" }] });
    let renamed = app
        .service()
        .mutate("replaceUsernames", renamed, "results { outcome }")
        .await;
    assert_eq!(renamed.at("/replaceUsernames/results/0/outcome"), "REPLACED");
    let told = document(&app.superuser(), "/personal-data.json?username=countess").await;
    assert_eq!(told["account"]["username"], "countess");
    assert_eq!(told["formerAccounts"][0]["username"], "ada");
    assert_eq!(told["credentials"].as_array().map(Vec::len), Some(1));
}

async fn long_lists_are_complete(engine: Engine) {
    let app = TestApp::start(engine).await;
    let item = |it: u32| json!({ "username": "ada", "learningObject": course_run(&format!("course-v1:X+CS{it}+1")) });
    for first in [0, 201] {
        let items: Vec<_> = (first..first + 201).map(item).collect();
        let reply = app
            .service()
            .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
            .await;
        reply.data();
        if first == 0 {
            // One more than a page.
            assert_complete(&app, 201).await;
        }
    }
    assert_complete(&app, 402).await;
    let some: Vec<_> = (0..2).map(|it| item(402 + it)).collect();
    let (few, _) = app
        .count_statements(async || document(&app.learner("ada"), PATH).await)
        .await;
    app.service()
        .mutate("awardCredentials", json!({ "items": some }), "userErrors { code }")
        .await
        .data();
    let (more, _) = app
        .count_statements(async || document(&app.learner("ada"), PATH).await)
        .await;
    // One read more may come of what is remembered for a while only.
    assert!(more.reads <= few.reads + 1, "{few:?} {more:?}");
    assert_eq!((more.writes, more.transactions), (few.writes, few.transactions));
}

async fn assert_complete(app: &TestApp, n_credentials: usize) {
    let told = document(&app.learner("ada"), PATH).await;
    let uuids: std::collections::BTreeSet<String> = told["credentials"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["uuid"]))
        .collect();
    assert_eq!(uuids.len(), n_credentials);
    assert_eq!(told["credentials"].as_array().map(Vec::len), Some(n_credentials));
}

async fn whoever_was_retired_has_no_data(engine: Engine) {
    let study = story(engine).await;
    let app = &study.app;
    let ada = app.learner("ada");
    app.superuser()
        .mutate("retireUser", json!({ "username": "ada" }), "outcome")
        .await
        .data();
    let stone = text(
        app.superuser()
            .query("{ learners(filter: { state: RETIRED }) { nodes { username } } }")
            .await
            .at("/learners/nodes/0/username"),
    );
    for path in [format!("{PATH}?username=ada"), format!("{PATH}?username={stone}")] {
        assert_eq!(app.superuser().get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_ne!(ada.get(PATH).await.status, StatusCode::OK);
}
