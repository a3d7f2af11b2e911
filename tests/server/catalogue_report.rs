//! What a run of copying tells of its changes: what a field was and is, and what is gone, whatever else there is to tell.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use crate::catalogue_scene::{lines, open, sync};

tests::on_both_engines!(
    a_changed_field_tells_what_it_was_and_is,
    a_list_tells_its_members_by_name,
    what_is_gone_is_told_however_much_is_new
);

/// The fields that a run tells to have changed: kind, name, field, before, after.
async fn fields(app: &TestApp, run: &Value) -> Vec<[Value; 5]> {
    let document = "query($id: ID!) { catalogSync(id: $id) { changes { kind name fields { field before after } } } }";
    let answer = app.staff().graphql(document, json!({ "id": run["id"] })).await;
    let changes = answer.at("/catalogSync/changes").as_array().expect("changes").clone();
    let all = changes.iter().flat_map(|change| {
        let fields = change["fields"].as_array().expect("fields").iter();
        fields.map(|it| {
            let value = |of: &Value, name: &str| of[name].clone();
            [
                value(change, "kind"),
                value(change, "name"),
                value(it, "field"),
                value(it, "before"),
                value(it, "after"),
            ]
        })
    });
    all.collect()
}

async fn a_changed_field_tells_what_it_was_and_is(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    let long = "Renamed".repeat(30);
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["name"] = json!(long);
        it.programs[0]["status"] = json!("retired");
        it.pathways[0]["email"] = Value::Null;
    });
    let run = sync(&app, json!({})).await;
    let cut: String = long.chars().take(199).chain(['…']).collect();
    assert_eq!(
        fields(&app, &run).await,
        [
            [
                json!("ORGANIZATION"),
                json!(long),
                json!("name"),
                whole.organizations[0]["name"].clone(),
                json!(cut)
            ],
            [
                json!("PROGRAM"),
                whole.programs[0]["title"].clone(),
                json!("status"),
                json!("active"),
                json!("retired")
            ],
            [
                json!("PATHWAY"),
                whole.pathways[0]["name"].clone(),
                json!("email"),
                whole.pathways[0]["email"].clone(),
                Value::Null
            ],
        ],
        "{run}"
    );
}

async fn a_list_tells_its_members_by_name(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    let organizations: Vec<&str> = whole
        .organizations
        .iter()
        .map(|it| it["key"].as_str().expect("a key"))
        .collect();
    let uuids = |keys: &[usize]| -> Value {
        keys.iter()
            .map(|it| json!({ "uuid": whole.organizations[*it]["uuid"] }))
            .collect()
    };
    app.platform()
        .edit_catalogue(|it| it.courses[0]["owners"] = uuids(&[0, 1, 2]));
    sync(&app, json!({})).await;
    app.platform().edit_catalogue(|it| {
        it.courses[0]["owners"] = uuids(&[0, 3, 2]);
        // A run that moves to another course.
        let run = it.courses[2]["course_runs"].as_array_mut().expect("runs").remove(0);
        it.courses[3]["course_runs"].as_array_mut().expect("runs").push(run);
    });
    let moved = &whole.courses[2]["course_runs"][0];
    let expected = [
        [
            json!("COURSE"),
            whole.courses[0]["title"].clone(),
            json!("owners"),
            json!(format!("…, {}, …", organizations[1])),
            json!(format!("…, {}, …", organizations[3])),
        ],
        [
            json!("COURSE_RUN"),
            moved["key"].clone(),
            json!("course"),
            whole.courses[2]["key"].clone(),
            whole.courses[3]["key"].clone(),
        ],
    ];
    for input in [json!({ "dryRun": true }), json!({})] {
        let run = sync(&app, input).await;
        let told: Vec<_> = fields(&app, &run).await;
        // A course keeps its runs' titles: of a run that moved other fields may differ, too.
        let told: Vec<_> = told
            .into_iter()
            .filter(|it| it[2] == "owners" || it[2] == "course")
            .collect();
        assert_eq!(told, expected, "{run}");
    }
}

async fn what_is_gone_is_told_however_much_is_new(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    app.platform().edit_catalogue(|it| {
        for number in 100..330 {
            let mut record = whole.organizations[0].clone();
            record["uuid"] = json!(format!("5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6{number}"));
            record["key"] = json!(format!("New{number}X"));
            it.organizations.push(record);
        }
        it.programs.pop();
    });
    let lines = lines(&sync(&app, json!({})).await);
    assert_eq!(lines.iter().filter(|it| it.starts_with("ADDED")).count(), 200);
    assert_eq!(
        lines.iter().filter(|it| it.starts_with("REMOVED PROGRAM")).count(),
        1,
        "{lines:?}"
    );
}
