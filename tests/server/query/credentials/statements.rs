//! The number of statements behind a list does not depend on its length.

use chrono::TimeDelta;
use serde_json::json;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

tests::on_both_engines!(fifty_credentials_cost_as_many_statements_as_five);

/// Everything that hangs on a credential.
const EVERYTHING: &str = "query($first: Int!) { credentials(first: $first) { totalCount nodes {
    recipientName username viewerCan attributes { name value } history { version actor }
    certificate { title organizations { name } signatories { name } }
    configuration { learningObject { id } isActive
        program { title organizations { key } courseRuns { key course { organizations { key } } } }
        courseRun { key course { title organizations { key } } } } } } }";

async fn fifty_credentials_cost_as_many_statements_as_five(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.cost.signed_in = 1_000_000).await;
    let objects = catalogue(&app).await;
    let item = |it: usize| {
        let attributes = json!([{ "name": "grade", "value": "A" }]);
        json!({ "username": format!("learner{it}"), "learningObject": objects[it % objects.len()], "attributes": attributes })
    };
    // The newest five have both kinds; the rest of an hour's awards come in any order.
    for numbers in [0..55, 55..60] {
        let input = json!({ "items": numbers.map(item).collect::<Vec<_>>() });
        app.service()
            .mutate("awardCredentials", input, "results { outcome }")
            .await
            .data();
        app.advance(TimeDelta::hours(1));
    }
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();

    let mut counted = Vec::new();
    for first in [5, 50] {
        let (statements, reply) = app
            .count_statements(async || staff.graphql(EVERYTHING, json!({ "first": first })).await)
            .await;
        let nodes = reply.at("/credentials/nodes").as_array().expect("a list");
        assert_eq!(nodes.len(), first);
        assert!(
            nodes
                .iter()
                .all(|it| it["attributes"][0]["value"] == "A" && it["history"][0]["actor"] == "lms_worker")
        );
        assert!(
            nodes
                .iter()
                .all(|it| it["certificate"]["organizations"][0]["name"] == "Wexcombe University")
        );
        counted.push(statements);
    }
    assert_eq!(counted[0], counted[1]);
    assert_eq!(counted[0].writes, 0);
    assert!(counted[0].reads <= 20, "{:?}", counted[0]);
}

/// Five programs with three runs each, and these runs: any five neighbors among them are of both kinds.
async fn catalogue(app: &TestApp) -> Vec<serde_json::Value> {
    let db = app.db();
    let owner = build::organization("Wexcombe University").insert(db).await;
    let course = build::course("Thinking with Data").owned_by(&owner).insert(db).await;
    let mut objects = Vec::new();
    for it in 0..5 {
        let mut program = build::program(&format!("Program {it}")).authored_by(&owner);
        for _ in 0..3 {
            let run = build::course_run(&course).insert(db).await;
            program = program.with_run(&run);
            objects.push(crate::scene::course_run(run.key.as_str()));
        }
        let program = program.insert(db).await;
        build::configuration_of_program(&program).insert(db).await;
        objects.push(json!({ "type": "PROGRAM", "id": program.uuid }));
    }
    objects
}
