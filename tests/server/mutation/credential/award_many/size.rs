//! How many awards a list may have, and that their number does not multiply statements.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::{award_many, outcomes, reply, run_input};
use crate::scene::{course_run, merged};
use crate::stored::Stored;

tests::on_both_engines!(
    five_hundred_are_stored_and_one_more_is_none,
    number_of_statements_does_not_depend_on_the_number_of_items
);

fn items(n_items: u32, more: &Value) -> Vec<Value> {
    (0..n_items)
        .map(|it| merged(run_input(&format!("learner{it}"), it % 7), more.clone()))
        .collect()
}

async fn five_hundred_are_stored_and_one_more_is_none(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.service().query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    let refused = reply(&app.service(), json!({ "items": items(501, &json!({})) })).await;
    assert_eq!(refused.codes(), ["LIMIT_EXCEEDED"], "{}", refused.text);
    let message = refused.json["errors"][0]["message"].as_str().expect("a message");
    assert!(message.contains("500"), "the limit is named: {message}");
    assert_eq!(Stored::read(&app).await, before);

    let attributes = json!({ "attributes": [{ "name": "grade", "value": "A" }, { "name": "cohort", "value": "7" }] });
    let input = json!({ "items": items(500, &attributes) });
    let selection = "results { outcome credential { uuid recipientName attributes { name } history { version } } }";
    let reply = app.service().mutate("awardCredentials", input, selection).await;
    assert_eq!(outcomes(reply.at("/awardCredentials")), ["CREATED"; 500]);
    let stored = Stored::read(&app).await;
    assert_eq!((stored.counts(), stored.attributes.len()), ([500, 500, 500], 1000));
    assert_eq!((stored.users.len(), stored.configurations.len()), (501, 7));
}

async fn number_of_statements_does_not_depend_on_the_number_of_items(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.service().query("{ viewer { id } }").await.data();
    // As many statements for fifty items as for five: new learners, new runs, changed attributes.
    let mut counted = Vec::new();
    for (n_items, prefix) in [(5, "few"), (50, "many")] {
        let item = |it: u32| {
            let object = course_run(&format!("course-v1:ExampleX+{prefix}{it}+2027"));
            let attributes = json!([{ "name": "grade", "value": "A" }]);
            json!({ "username": format!("{prefix}{it}"), "learningObject": object, "attributes": attributes })
        };
        let input = json!({ "items": (0..n_items).map(item).collect::<Vec<_>>() });
        let (created, payload) = app
            .count_statements(async || award_many(&app.service(), input.clone()).await)
            .await;
        assert_eq!(outcomes(&payload), vec!["CREATED"; n_items as usize]);
        let (unchanged, payload) = app
            .count_statements(async || award_many(&app.service(), input).await)
            .await;
        assert_eq!(outcomes(&payload), vec!["UNCHANGED"; n_items as usize]);
        counted.push((created, unchanged));
    }
    assert_eq!(counted[0], counted[1]);
    let (created, unchanged) = counted[0];
    assert!(created.reads <= 16 && created.writes <= 8, "{created:?}");
    assert_eq!(
        (created.transactions, unchanged.transactions, unchanged.writes),
        (1, 0, 0)
    );
}
