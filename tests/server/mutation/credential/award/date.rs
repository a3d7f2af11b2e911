//! `dateOverride` of an award: the date that the certificate shows, and from when it is seen.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use crate::scene::{Scene, assert_refused, award};
use crate::stored::Stored;

tests::on_both_engines!(
    date_is_set_kept_and_cleared,
    date_ahead_hides_the_credential_until_then,
    availability_of_the_configuration_counts_too,
    dates_have_bounds
);

/// Dates of a credential: override, issued, visible.
fn dates(payload: &Value) -> [&Value; 3] {
    ["dateOverride", "issuedAt", "visibleAt"].map(|it| &payload["credential"][it])
}

fn at(instant: DateTime<Utc>) -> Value {
    json!(instant.to_rfc3339())
}

async fn date_is_set_kept_and_cleared(engine: Engine) {
    let scene = Scene::open(engine).await;
    let now = at(scene.app.now());
    let earlier = scene.app.now() - TimeDelta::days(30) + TimeDelta::microseconds(123_456);

    let set = scene.award("ada", json!({ "dateOverride": earlier })).await;
    assert_eq!(set["outcome"], "CREATED");
    assert_eq!(
        dates(&set),
        [&at(earlier), &at(earlier), &now],
        "a date in the past hides nothing"
    );

    let kept = scene.award("ada", json!({})).await;
    assert_eq!(kept["outcome"], "UNCHANGED");
    assert_eq!(dates(&kept), dates(&set));

    // A variable without a value clears nothing.
    let document = "mutation($id: String!, $date: DateTime) { awardCredential(input: {
        username: \"ada\", learningObject: { type: PROGRAM, id: $id }, dateOverride: $date }) { outcome } }";
    let variables = json!({ "id": scene.program.uuid });
    let absent = scene.app.service().graphql(document, variables).await;
    assert_eq!(absent.at("/awardCredential/outcome"), "UNCHANGED");

    let cleared = scene.award("ada", json!({ "dateOverride": null })).await;
    assert_eq!(cleared["outcome"], "UPDATED");
    assert_eq!(dates(&cleared), [&Value::Null, &now, &now]);
    assert_eq!(
        scene.award("ada", json!({ "dateOverride": null })).await["outcome"],
        "UNCHANGED"
    );
}

async fn date_ahead_hides_the_credential_until_then(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (now, later) = (scene.app.now(), scene.app.now() + TimeDelta::days(3));
    let hidden = scene.award("ada", json!({ "dateOverride": later })).await;
    assert_eq!(dates(&hidden), [&at(later), &at(later), &at(later)]);
    assert_eq!(hidden["credential"]["state"], "NOT_YET_VISIBLE");
    assert_eq!(hidden["credential"]["awardedAt"], at(now));

    let cleared = scene.award("ada", json!({ "dateOverride": null })).await;
    assert_eq!(dates(&cleared), [&Value::Null, &at(now), &at(now)]);
    assert_eq!(cleared["credential"]["state"], "VALID");
}

async fn availability_of_the_configuration_counts_too(engine: Engine) {
    let scene = Scene::open(engine).await;
    let available = scene.app.now() + TimeDelta::days(10);
    let program = build::program("Statistics").insert(scene.app.db()).await;
    build::configuration_of_program(&program)
        .available_at(available)
        .insert(scene.app.db())
        .await;
    let award = async |more: Value| {
        let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": program.uuid } });
        award(&scene.app.service(), crate::scene::merged(input, more)).await
    };
    let payload = award(json!({})).await;
    assert_eq!(dates(&payload), [&Value::Null, &at(scene.app.now()), &at(available)]);
    let sooner = available - TimeDelta::days(1);
    assert_eq!(
        dates(&award(json!({ "dateOverride": sooner })).await)[2],
        &at(available)
    );
    let later = available + TimeDelta::days(1);
    assert_eq!(dates(&award(json!({ "dateOverride": later })).await)[2], &at(later));
    assert_eq!(dates(&award(json!({ "dateOverride": null })).await)[2], &at(available));
}

async fn dates_have_bounds(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("grace").await;
    let before = Stored::read(&scene.app).await;
    for date in [
        "1899-12-31T23:59:59.999999Z",
        "2200-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ] {
        let refused = scene.award("ada", json!({ "dateOverride": date })).await;
        assert_refused(&refused, "INVALID_DATE_OVERRIDE", "input.dateOverride");
    }
    assert_eq!(Stored::read(&scene.app).await, before);
    for (username, date, shown) in [
        ("ada", "1900-01-01T00:00:00Z", "1900-01-01T00:00:00+00:00"),
        (
            "mei_lin",
            "2199-12-31T23:59:59.999999Z",
            "2199-12-31T23:59:59.999999+00:00",
        ),
        ("zoe.nguyen", "2027-03-01T02:00:00+05:30", "2027-02-28T20:30:00+00:00"),
    ] {
        let payload = scene.award(username, json!({ "dateOverride": date })).await;
        assert_eq!(payload["credential"]["dateOverride"], shown, "{payload:#}");
        // As it is stored, not as it was asked for.
        let uuid = &payload["credential"]["uuid"];
        let query = "query($uuid: UUID!) { credential(uuid: $uuid) { dateOverride } }";
        let stored = scene.app.staff().graphql(query, json!({ "uuid": uuid })).await;
        assert_eq!(stored.at("/credential/dateOverride"), shown);
    }
    // More digits than any database keeps: cut, and not a change each time.
    let fine = json!({ "dateOverride": "2027-01-01T00:00:00.123456789Z" });
    let first = scene.award("fine", fine.clone()).await;
    let second = scene.award("fine", fine).await;
    assert_eq!(second["outcome"], "UNCHANGED");
    assert_eq!(dates(&second), dates(&first));
}
