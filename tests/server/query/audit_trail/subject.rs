//! What entries are about: what that is called, what was done to one thing, and what became of which property of a credential.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::database::Engine;

use super::{list, only};
use crate::mutation::api_client;
use crate::mutation::catalog::by_hand::one_of_each;
use crate::scene::{Scene, text};

tests::on_both_engines!(
    things_are_called_as_they_are_now,
    statements_do_not_grow_with_what_has_a_name,
    list_about_one_thing_says_what_it_is_called,
    credential_tells_what_became_of_which_property
);

/// Makes something that must be accepted.
async fn make(scene: &Scene, mutation: &str, input: Value) {
    let reply = scene
        .app
        .superuser()
        .mutate(mutation, input, "userErrors { code path }")
        .await;
    assert_eq!(
        reply.at(&format!("/{mutation}/userErrors")),
        &json!([]),
        "{}",
        reply.text
    );
}

/// A text of completion mail for whom this says.
fn mail(whom: Value) -> Value {
    crate::scene::merged(json!({ "html": "<p>Well done</p>", "text": "Well done" }), whom)
}

/// Something of every kind that has a name.
async fn named(scene: &Scene) -> [Value; 5] {
    let catalogued = one_of_each(&scene.app).await;
    api_client::made(&scene.app, "Student records", &["CREDENTIALS_READ"]).await;
    for whom in [
        json!({ "program": scene.program.uuid }),
        json!({ "programType": "masters" }),
        json!({}),
    ] {
        make(scene, "createCompletionMail", mail(whom)).await;
    }
    let site = scene.app.staff().query("{ site { id } }").await.at("/site/id").clone();
    make(scene, "editSite", json!({ "id": site, "name": "North" })).await;
    catalogued
}

async fn things_are_called_as_they_are_now(engine: Engine) {
    let scene = Scene::open(engine).await;
    let [organization, ..] = named(&scene).await;
    let renamed = json!({ "id": organization, "name": "University of the North" });
    make(&scene, "editOrganization", renamed).await;
    let reply = list(&scene.app.staff(), json!({ "first": 50 })).await;
    let nodes = reply.at("/auditTrail/nodes").as_array().expect("nodes");
    let mut told: Vec<_> = nodes
        .iter()
        .map(|it| (text(&it["subjectType"]), it["subjectName"].as_str().unwrap_or("none")))
        .collect();
    told.sort();
    let expected = [
        ("API_CLIENT", "Student records"),
        ("COMPLETION_MAIL", "Data Science"),
        ("COMPLETION_MAIL", "masters"),
        ("COMPLETION_MAIL", "none"),
        ("COURSE", "Computing"),
        ("COURSE_RUN", "Computing"),
        ("ORGANIZATION", "University of the North"),
        ("ORGANIZATION", "University of the North"),
        ("PATHWAY", "Credit"),
        ("PROGRAM", "Data Science"),
        ("SITE", "North"),
    ];
    assert_eq!(told, expected.map(|(kind, name)| (kind.to_owned(), name)));
}

async fn statements_do_not_grow_with_what_has_a_name(engine: Engine) {
    let scene = Scene::open(engine).await;
    named(&scene).await;
    let staff = scene.app.staff();
    let count = async || {
        let page = async || list(&staff, json!({ "first": 50 })).await;
        scene.app.count_statements(page).await.0.reads
    };
    // Sites are read once in two seconds, whoever asks for what.
    count().await;
    let before = count().await;
    for number in 1..=5 {
        let organization = json!({ "key": format!("More{number}"), "name": format!("More {number}") });
        make(&scene, "createOrganization", organization).await;
        api_client::made(&scene.app, &format!("More {number}"), &["CREDENTIALS_READ"]).await;
        make(
            &scene,
            "createCompletionMail",
            mail(json!({ "programType": format!("type-{number}") })),
        )
        .await;
    }
    assert_eq!(count().await, before);
}

async fn list_about_one_thing_says_what_it_is_called(engine: Engine) {
    let scene = Scene::open(engine).await;
    let [.., program, pathway] = named(&scene).await;
    scene.awarded("ada").await;
    let edited = json!({ "id": program, "title": "Science of Data" });
    make(&scene, "editProgram", edited).await;
    let document = "query($filter: AuditTrailFilter) { auditTrail(filter: $filter) {
        subjectName totalCount nodes { action subject } } }";
    let staff = scene.app.staff();
    let about = async |filter: Value| {
        let reply = staff.graphql(document, json!({ "filter": filter })).await;
        reply.at("/auditTrail").clone()
    };
    assert_eq!(
        about(json!({ "subject": program })).await,
        json!({ "subjectName": "Science of Data", "totalCount": 2, "nodes": [
            { "action": "EDITED", "subject": program }, { "action": "CREATED", "subject": program }] })
    );
    assert_eq!(about(json!({ "subject": pathway })).await["subjectName"], "Credit");
    // What the catalogue service keeps nobody changed here; it has a name all the same.
    let synced = format!("program:{}", scene.program.id);
    assert_eq!(
        about(json!({ "subject": synced })).await,
        json!({ "subjectName": "Data Science", "totalCount": 0, "nodes": [] })
    );
    let none = about(json!({ "subject": program, "action": "DELETED" })).await;
    assert_eq!(
        [&none["subjectName"], &none["totalCount"]],
        [&json!("Science of Data"), &json!(0)]
    );
    // Nobody is named, and a list of everything is about nothing.
    let user = staff.query("{ viewer { id } }").await.at("/viewer/id").clone();
    for filter in [json!({ "subject": user }), json!({})] {
        assert_eq!(about(filter).await["subjectName"], Value::Null);
    }
}

async fn credential_tells_what_became_of_which_property(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let rule = json!({ "learningObject": scene.program(), "expiry": { "afterDays": 30 } });
    make(&scene, "editConfiguration", rule).await;
    let told = json!({ "recipientName": "Ada Lovelace", "attributes": [{ "name": "grade", "value": "A" }] });
    let uuid = text(&scene.award("ada", told).await["credential"]["uuid"]);
    let (now, staff) = (app.now(), app.staff());
    let property = |name: &str, before: Value, after: Value| json!({ "name": name, "before": before, "after": after });
    let expires = now + TimeDelta::days(30);
    assert_eq!(
        only(&staff, "CREDENTIAL_AWARDED").await["changes"],
        json!([
            property("attributes.grade", Value::Null, json!("A")),
            property("configuration_id", Value::Null, json!(scene.configuration.id)),
            property("expires_at", Value::Null, json!(expires)),
            property("status", Value::Null, json!("awarded")),
            property("visible_at", Value::Null, json!(now)),
        ])
    );
    let date = now + TimeDelta::days(3);
    scene.award("ada", json!({ "dateOverride": date })).await;
    assert_eq!(
        only(&staff, "CREDENTIAL_UPDATED").await["changes"],
        json!([
            property("date_override", Value::Null, json!(date)),
            property("expires_at", json!(expires), json!(date + TimeDelta::days(30))),
            property("visible_at", json!(now), json!(date)),
        ])
    );
    scene.revoke(&uuid, json!({ "reason": "By mistake" })).await;
    scene.award("ada", json!({})).await;
    assert_eq!(
        only(&staff, "CREDENTIAL_REINSTATED").await["changes"],
        json!([property("status", json!("revoked"), json!("awarded"))])
    );
    let gone = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", gone, "outcome").await.data();
    assert_eq!(
        only(&staff, "CREDENTIAL_ERASED").await["changes"],
        json!([property("is_private", json!("false"), json!("true"))])
    );
    // Of an award stays what names nobody.
    let kept = only(&staff, "CREDENTIAL_AWARDED").await["changes"].clone();
    let kept: Vec<_> = kept
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| text(&it["name"]))
        .collect();
    assert_eq!(kept, ["expires_at", "status", "visible_at"]);
}
