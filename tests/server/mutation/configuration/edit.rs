//! `editConfiguration`: what is left out stays, null takes away, certificates that were awarded keep what they say.

use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use super::change;
use crate::scene::{Scene, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    what_is_left_out_stays_and_null_takes_away,
    awarded_certificates_keep_what_they_say,
    repeated_edit_changes_nothing,
    active_configuration_stays_complete,
    only_the_expected_version_is_changed,
    every_change_has_its_audit_entry,
    history_tells_what_became_of_what,
    certificates_of_runs_tell_no_hours
);

async fn what_is_left_out_stays_and_null_takes_away(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    let said = json!({ "title": "Title", "language": "fr", "expiry": { "afterDays": 30 }, "hasHoursOfEffort": true });
    change(&staff, "editConfiguration", &scene.program(), said).await;
    let edited = change(
        &staff,
        "editConfiguration",
        &scene.program(),
        json!({ "language": "ar" }),
    )
    .await;
    let now = &edited["configuration"];
    assert_eq!(
        [
            &now["title"],
            &now["language"],
            &now["expiry"]["afterDays"],
            &now["hasHoursOfEffort"]
        ],
        [&json!("Title"), &json!("ar"), &json!(30), &json!(true)]
    );
    let cleared = json!({ "title": null, "language": null, "expiry": null });
    let edited = change(&staff, "editConfiguration", &scene.program(), cleared).await;
    let now = &edited["configuration"];
    assert_eq!([&now["title"], &now["language"], &now["expiry"]], [&Value::Null; 3]);
    assert_eq!([&now["hasHoursOfEffort"], &now["version"]], [&json!(true), &json!(4)]);
}

async fn awarded_certificates_keep_what_they_say(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let dean = build::signatory("Dean").insert(scene.app.db()).await;
    let said = json!({ "title": "New", "language": "es", "signatories": [format!("signatory:{}", dean.id)] });
    change(&scene.app.staff(), "editConfiguration", &scene.program(), said).await;
    let old = scene.award("ada", json!({})).await;
    assert_eq!(old["outcome"], "UNCHANGED");
    let old = &old["credential"]["certificate"];
    assert_eq!(
        [&old["title"], &old["language"], &old["signatories"]],
        [&json!("Data Science"), &Value::Null, &json!([])]
    );
    let new = scene.award("grace", json!({})).await;
    let new = &new["credential"]["certificate"];
    assert_eq!([&new["title"], &new["language"]], ["New", "es"]);
    assert_eq!(new["signatories"][0]["name"], "Dean");
}

async fn repeated_edit_changes_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    let dean = build::signatory("Dean").insert(scene.app.db()).await;
    let said =
        json!({ "title": "T", "signatories": [format!("signatory:{}", dean.id)], "expiry": { "afterMonths": 6 } });
    let first = change(&staff, "editConfiguration", &scene.program(), said.clone()).await;
    assert_eq!(first["outcome"], "UPDATED");
    let before = Stored::read(&scene.app).await;
    let second = change(&staff, "editConfiguration", &scene.program(), said).await;
    assert_eq!(second["outcome"], "UNCHANGED");
    assert_eq!(second["configuration"], first["configuration"]);
    assert_eq!(Stored::read(&scene.app).await, before);
}

async fn active_configuration_stays_complete(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    let dean = build::signatory("Dean").insert(scene.app.db()).await;
    let signed = json!({ "signatories": [format!("signatory:{}", dean.id)] });
    // It lacks an organization, which this edit need not mend.
    let edited = change(&staff, "editConfiguration", &scene.program(), signed).await;
    assert_eq!(edited["outcome"], "UPDATED");
    let before = Stored::read(&scene.app).await;
    let refused = change(
        &staff,
        "editConfiguration",
        &scene.program(),
        json!({ "signatories": [] }),
    )
    .await;
    assert_eq!(
        refusals(&refused),
        [("SIGNATORY_MISSING".to_owned(), "input.signatories".to_owned())]
    );
    assert_eq!(Stored::read(&scene.app).await, before);
    change(&staff, "deactivateConfiguration", &scene.program(), json!({})).await;
    let edited = change(
        &staff,
        "editConfiguration",
        &scene.program(),
        json!({ "signatories": [] }),
    )
    .await;
    assert_eq!(edited["outcome"], "UPDATED");
}

async fn only_the_expected_version_is_changed(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    let stale = json!({ "expectedVersion": 7, "title": "T" });
    let refused = change(&staff, "editConfiguration", &scene.program(), stale).await;
    assert_eq!(
        refusals(&refused),
        [("VERSION_CONFLICT".to_owned(), "input.expectedVersion".to_owned())]
    );
    assert_eq!(refused["configuration"]["version"], 1);
    assert_eq!(Stored::read(&scene.app).await, before);
    let edits = (0..8).map(|it| {
        let (staff, object) = (staff.clone(), scene.program());
        let edit = json!({ "expectedVersion": 1, "title": format!("T{it}") });
        async move { change(&staff, "editConfiguration", &object, edit).await }
    });
    let payloads = futures_util::future::join_all(edits).await;
    assert_eq!(payloads.iter().filter(|it| it["outcome"] == "UPDATED").count(), 1);
    assert_eq!(Stored::read(&scene.app).await.configurations[0].version, 2);
}

async fn every_change_has_its_audit_entry(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    change(&staff, "editConfiguration", &scene.program(), json!({ "title": "T" })).await;
    change(&staff, "deactivateConfiguration", &scene.program(), json!({})).await;
    let stored = Stored::read(&scene.app).await;
    let entries: Vec<_> = stored
        .audit
        .iter()
        .map(|it| (it.version, it.change.as_str(), it.details.clone()))
        .collect();
    assert_eq!(
        entries,
        [
            (2, "edited", json!({ "title": { "old": null, "new": "T" } })),
            (3, "deactivated", json!({ "is_active": { "old": true, "new": false } })),
        ]
    );
    let sofia = stored.user("sofia").id;
    assert!(
        stored
            .audit
            .iter()
            .all(|it| it.actor_id == Some(sofia) && it.request_id.is_some())
    );
}

async fn history_tells_what_became_of_what(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    for more in [json!({ "title": "T" }), json!({ "title": "U", "language": "es" })] {
        change(&staff, "editConfiguration", &scene.program(), more).await;
    }
    let document = "query($id: ID!) { node(id: $id) { ... on CredentialConfiguration { history {
        changedFields changes { name before after } } } } }";
    let id = json!({ "id": format!("configuration:{}", scene.configuration.id) });
    let told = staff.graphql(document, id.clone()).await;
    let expected = json!([
        { "changedFields": ["title"], "changes": [{ "name": "title", "before": null, "after": "T" }] },
        {
            "changedFields": ["language", "title"],
            "changes": [
                { "name": "language", "before": null, "after": "es" },
                { "name": "title", "before": "T", "after": "U" },
            ],
        },
    ]);
    assert_eq!(told.at("/node/history"), &expected);
    let told = scene.app.learner("grace").graphql(document, id).await;
    assert_eq!(told.at("/node/history"), &json!([]));
}

async fn certificates_of_runs_tell_no_hours(engine: Engine) {
    let scene = Scene::open(engine).await;
    let db = scene.app.db();
    let course = build::course("Algebra").insert(db).await;
    let run = build::course_run(&course).insert(db).await;
    build::configuration_of_run(&run)
        .with_hours_of_effort()
        .insert(db)
        .await;
    let staff = scene.app.staff();
    let object = json!({ "type": "COURSE_RUN", "id": run.key });
    // One from before may be changed otherwise, and rid of it.
    let titled = change(&staff, "editConfiguration", &object, json!({ "title": "Title" })).await;
    assert_eq!(titled["outcome"], "UPDATED", "{titled:#}");
    let before = Stored::read(&scene.app).await;
    let asked = json!({ "title": "Other", "hasHoursOfEffort": true });
    let refused = change(&staff, "editConfiguration", &object, asked).await;
    assert_eq!(
        refusals(&refused),
        [("EFFORT_OF_RUN".to_owned(), "input.hasHoursOfEffort".to_owned())]
    );
    assert_eq!(Stored::read(&scene.app).await, before);
    let freed = change(
        &staff,
        "editConfiguration",
        &object,
        json!({ "hasHoursOfEffort": false }),
    )
    .await;
    assert_eq!(freed["configuration"]["hasHoursOfEffort"], false);
}
