//! `program`: the catalogue's program, as far as a certificate shows it.

use chrono::{TimeZone as _, Utc};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

tests::on_both_engines!(anybody_sees_a_program_with_its_runs_in_order, unknown_program_is_null);

const PROGRAM: &str = "query($uuid: UUID!) { program(uuid: $uuid) {
    id uuid title typeLabel hoursOfEffort organizations { uuid key name logoUrl }
    courseRuns { key title startsAt endsAt course { key title organizations { key } } } } }";

async fn anybody_sees_a_program_with_its_runs_in_order(engine: Engine) {
    let app = TestApp::start(engine).await;
    let db = app.db();
    let first = build::organization("Wexcombe University")
        .key("WexcombeX")
        .insert(db)
        .await;
    let second = build::organization("Tromsdal Institute")
        .key("TromsdalX")
        .logo_url("https://cdn.example.org/t")
        .insert(db)
        .await;
    let course = build::course("Thinking with Data")
        .key("WexcombeX+DS1")
        .owned_by(&first)
        .insert(db)
        .await;
    let (starts_at, ends_at) = (
        Utc.with_ymd_and_hms(2027, 1, 12, 0, 0, 0),
        Utc.with_ymd_and_hms(2027, 4, 24, 23, 59, 59),
    );
    let plain = build::course_run(&course)
        .key("course-v1:WexcombeX+DS1+2027_T2")
        .insert(db)
        .await;
    let dated = build::course_run(&course)
        .key("course-v1:WexcombeX+DS1+2027_T1")
        .title("In Spanish")
        .dates(starts_at.single().expect("a date"), ends_at.single().expect("a date"))
        .insert(db)
        .await;
    let program = build::program("Data Science")
        .hours_of_effort(180)
        .authored_by(&second)
        .authored_by(&first)
        .with_run(&plain)
        .with_run(&dated)
        .insert(db)
        .await;

    let of_course =
        json!({ "key": "WexcombeX+DS1", "title": "Thinking with Data", "organizations": [{ "key": "WexcombeX" }] });
    let expected = json!({
        "id": format!("program:{}", program.id), "uuid": program.uuid, "title": "Data Science",
        "typeLabel": "Professional Certificate", "hoursOfEffort": 180,
        "organizations": [
            { "uuid": second.uuid, "key": "TromsdalX", "name": "Tromsdal Institute", "logoUrl": "https://cdn.example.org/t" },
            { "uuid": first.uuid, "key": "WexcombeX", "name": "Wexcombe University", "logoUrl": null },
        ],
        "courseRuns": [
            { "key": "course-v1:WexcombeX+DS1+2027_T2", "title": "Thinking with Data", "startsAt": null, "endsAt": null,
              "course": of_course },
            { "key": "course-v1:WexcombeX+DS1+2027_T1", "title": "In Spanish", "startsAt": "2027-01-12T00:00:00+00:00",
              "endsAt": "2027-04-24T23:59:59+00:00", "course": of_course },
        ],
    });
    for client in [app.anonymous(), app.learner("ada"), app.staff()] {
        let reply = client.graphql(PROGRAM, json!({ "uuid": program.uuid })).await;
        assert_eq!(reply.at("/program"), &expected);
    }
}

async fn unknown_program_is_null(engine: Engine) {
    let app = TestApp::start(engine).await;
    let elsewhere = build::site("Elsewhere").insert(app.db()).await;
    let foreign = build::program("Foreign").on(elsewhere.id).insert(app.db()).await;
    for uuid in [json!(foreign.uuid), json!("5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f")] {
        let reply = app.superuser().graphql(PROGRAM, json!({ "uuid": uuid })).await;
        assert_eq!(reply.at("/program"), &Value::Null);
    }
}
