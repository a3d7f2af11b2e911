//! `replaceUsernames`: everybody at once, nobody twice, and nothing left behind.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::{ADA, GRACE};
use tests::platform::token::TokenSpec;

use crate::scene::Scene;
use crate::stored::Stored;
use crate::study::Study;

tests::on_both_engines!(
    everything_of_theirs_goes_along,
    token_of_the_former_name_does_not_bring_it_back,
    two_people_exchange_their_names,
    name_of_somebody_else_is_refused,
    rows_of_one_person_become_one,
    all_or_none_unless_partial,
    repeated_request_answers_as_the_first_time,
    retired_people_keep_no_name,
    list_costs_as_many_statements_as_an_item,
    lists_at_once_end_in_one_state,
    list_that_is_too_long_is_refused
);

async fn replace(client: &Client, input: Value) -> Value {
    let reply = client
        .mutate(
            "replaceUsernames",
            input,
            "results { outcome userErrors { code path } } userErrors { code path }",
        )
        .await;
    reply.at("/replaceUsernames").clone()
}

fn items(pairs: &[(&str, &str)]) -> Vec<Value> {
    let item = |(current, desired): &(&str, &str)| json!({ "current": current, "desired": desired });
    pairs.iter().map(item).collect()
}

/// The outcomes of these pairs, all or none.
async fn outcomes(app: &TestApp, pairs: &[(&str, &str)]) -> Vec<String> {
    words(&replace(&app.service(), json!({ "items": items(pairs) })).await)
}

/// Outcome of each item, with the first code where there is one.
fn words(payload: &Value) -> Vec<String> {
    let results = payload["results"].as_array().expect("results");
    let word = |it: &Value| match it["userErrors"][0]["code"].as_str() {
        Some(code) => code.to_owned(),
        None => it["outcome"].as_str().expect("a word").to_owned(),
    };
    results.iter().map(word).collect()
}

async fn knock(client: &Client) {
    client.query("{ viewer { id } }").await.data();
}

async fn everything_of_theirs_goes_along(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({ "lmsUserId": ADA.user_id })).await;
    study.grade(&study.runs[0], "0.9", "A").await;
    study.share(json!({})).await;
    let before = Stored::read(app).await;
    assert_eq!(outcomes(app, &[("ADA", "Countess")]).await, ["REPLACED"]);
    let after = Stored::read(app).await;
    let ada = after.user("countess");
    assert_eq!((ada.id, ada.username.as_str()), (before.user("ada").id, "Countess"));
    assert_eq!(
        (ada.version, ada.updated_at, ada.full_name.as_deref()),
        (before.user("ada").version + 1, app.now(), Some(ADA.name))
    );
    let tables = |it: &Stored| {
        (
            it.credentials.clone(),
            it.history.clone(),
            it.grades.clone(),
            it.shares.clone(),
        )
    };
    assert_eq!(
        tables(&after),
        tables(&before),
        "they belong to the person, not to the name"
    );
    let document = "query($program: UUID!, $name: String!) {
        programRecord(program: $program, username: $name) { progress }
        credentials(filter: { username: $name }) { nodes { username } } }";
    let asked = json!({ "program": study.program.uuid, "name": "countess" });
    let seen = app.service().graphql(document, asked).await;
    assert_eq!(seen.at("/credentials/nodes"), &json!([{ "username": "Countess" }]));
    assert_eq!(after.trail.len(), 1, "{:#?}", after.trail);
    assert_eq!(after.trail[0].action, entity::TrailAction::UserRenamed);
    assert!(
        !format!("{:?}", after.trail).to_lowercase().contains("countess"),
        "the trail tells no names"
    );

    // The old name is free, and the new one may be spelled otherwise.
    assert_eq!(outcomes(app, &[("countess", "COUNTESS")]).await, ["REPLACED"]);
    let before = Stored::read(app).await;
    assert_eq!(
        outcomes(app, &[("countess", "COUNTESS"), ("ada", "lovelace")]).await,
        ["UNCHANGED", "UNKNOWN"]
    );
    assert_eq!(Stored::read(app).await, before);
}

async fn token_of_the_former_name_does_not_bring_it_back(engine: Engine) {
    let app = TestApp::start(engine).await;
    let old = app.learner("ada");
    knock(&old).await;
    app.advance(TimeDelta::minutes(1));
    let unseen = app.bearer(&TokenSpec::of(&ADA).claim("name", "Ada King"));
    app.advance(TimeDelta::minutes(1));
    assert_eq!(outcomes(&app, &[("ada", "countess")]).await, ["REPLACED"]);
    for client in [old, unseen] {
        knock(&client).await;
        assert_eq!(
            Stored::read(&app).await.user("countess").full_name.as_deref(),
            Some(ADA.name)
        );
    }
    // A later one tells what the platform says then.
    app.advance(TimeDelta::minutes(1));
    knock(&app.learner("ada")).await;
    assert_eq!(Stored::read(&app).await.user("ada").lms_user_id, Some(ADA.user_id));
}

async fn two_people_exchange_their_names(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["ada", "grace"] {
        knock(&app.learner(name)).await;
    }
    let pairs = [("ada", "grace"), ("grace", "ada"), ("nobody", "somebody")];
    assert_eq!(outcomes(&app, &pairs).await, ["REPLACED", "REPLACED", "UNKNOWN"]);
    let stored = Stored::read(&app).await;
    assert_eq!(stored.user("ada").lms_user_id, Some(GRACE.user_id));
    assert_eq!(stored.user("grace").lms_user_id, Some(ADA.user_id));
    // A chain in any order.
    let pairs = [("ada", "grace"), ("grace", "hopper")];
    assert_eq!(outcomes(&app, &pairs).await, ["REPLACED", "REPLACED"]);
    let stored = Stored::read(&app).await;
    assert_eq!(stored.user("grace").lms_user_id, Some(GRACE.user_id));
    assert_eq!(stored.user("hopper").lms_user_id, Some(ADA.user_id));
}

async fn name_of_somebody_else_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["ada", "grace"] {
        knock(&app.learner(name)).await;
    }
    knock(&app.service()).await;
    let before = Stored::read(&app).await;
    let payload = replace(&app.service(), json!({ "items": items(&[("ada", "Grace")]) })).await;
    let error = json!({ "code": "USERNAME_TAKEN", "path": ["input", "items", "0", "desired"] });
    assert_eq!(
        payload["results"],
        json!([{ "outcome": "REFUSED", "userErrors": [error] }])
    );
    assert_eq!(
        payload["userErrors"],
        json!([{ "code": "ITEMS_REFUSED", "path": ["input", "items"] }])
    );
    let payload = replace(
        &app.service(),
        json!({ "items": items(&[("a b", ""), ("ada", "x"), ("ADA", "y")]) }),
    )
    .await;
    assert_eq!(words(&payload), ["INVALID_USERNAME", "BATCH_REFUSED", "DUPLICATE_ITEM"]);
    assert_eq!(
        payload["results"][0]["userErrors"][1]["path"],
        json!(["input", "items", "0", "desired"])
    );
    assert_eq!(Stored::read(&app).await, before);
}

async fn rows_of_one_person_become_one(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    for (current, desired) in [("countess", "ada"), ("ada", "countess")] {
        // The platform's number is known of one of the two names; the other has got a credential and a grade meanwhile.
        let (numbered, plain) = ("ada", "countess");
        knock(&app.learner(numbered)).await;
        let number = if current == "ada" {
            study.runs[2].key.as_str()
        } else {
            study.runs[0].key.as_str()
        };
        let run = crate::scene::course_run(number);
        crate::scene::award(&app.service(), json!({ "username": plain, "learningObject": run })).await;
        let grade = json!({ "username": plain, "courseKey": number, "percent": "0.5" });
        app.service()
            .mutate("recordGrades", json!({ "items": [grade] }), "userErrors { code }")
            .await
            .data();
        // Signed in by a token without a number.
        let token = TokenSpec::of(&ADA)
            .claim("preferred_username", plain)
            .without_claim("user_id");
        knock(&app.bearer(&token)).await;
        app.advance(TimeDelta::minutes(1));

        assert_eq!(outcomes(app, &[(current, desired)]).await, ["REPLACED"]);
        let stored = Stored::read(app).await;
        let person = stored.user(desired);
        assert_eq!(person.lms_user_id, Some(ADA.user_id));
        assert!(
            stored.credentials.iter().all(|it| it.user_id == person.id),
            "{:#?}",
            stored.credentials
        );
        assert!(stored.grades.iter().all(|it| it.user_id == person.id));
        let merged = stored
            .users
            .iter()
            .filter(|it| it.merged_into_id == Some(person.id))
            .count();
        // The two rows of the other name, and one for the name that the person has given up.
        assert_eq!(merged, if current == "ada" { 3 } else { 1 });
        if desired == "countess" {
            assert_eq!((stored.credentials.len(), stored.grades.len()), (2, 2));
        }
        app.advance(TimeDelta::minutes(1));
    }
    crate::sound::assert_sound(app).await;
}

async fn all_or_none_unless_partial(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["ada", "grace", "zoe.nguyen"] {
        knock(&app.learner(name)).await;
    }
    knock(&app.service()).await;
    let before = Stored::read(&app).await;
    // Grace keeps her name because the one she wants is Zoë's; so Ada cannot have hers.
    let pairs = items(&[
        ("ada", "grace"),
        ("grace", "zoe.nguyen"),
        ("mei_lin", "mei"),
        ("lms_worker", "worker"),
    ]);
    let payload = replace(&app.service(), json!({ "items": pairs })).await;
    assert_eq!(
        words(&payload),
        ["USERNAME_TAKEN", "USERNAME_TAKEN", "BATCH_REFUSED", "BATCH_REFUSED"]
    );
    let dry = replace(
        &app.service(),
        json!({ "items": pairs, "partial": true, "dryRun": true }),
    )
    .await;
    assert_eq!(words(&dry), ["USERNAME_TAKEN", "USERNAME_TAKEN", "UNKNOWN", "REPLACED"]);
    assert_eq!(Stored::read(&app).await, before);
    let payload = replace(&app.service(), json!({ "items": pairs, "partial": true })).await;
    assert_eq!(
        (&payload["results"], &payload["userErrors"]),
        (&dry["results"], &json!([]))
    );
    let stored = Stored::read(&app).await;
    assert_eq!(stored.user("worker").id, before.user("lms_worker").id);
    assert_eq!(stored.user("ada"), before.user("ada"));
}

async fn repeated_request_answers_as_the_first_time(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["ada", "grace"] {
        knock(&app.learner(name)).await;
    }
    let whole = json!({ "items": items(&[("ada", "countess")]), "idempotencyKey": "whole" });
    let item = json!({ "current": "grace", "desired": "admiral", "idempotencyKey": "item" });
    for input in [whole, json!({ "items": [item] })] {
        let first = replace(&app.service(), input.clone()).await;
        assert_eq!(words(&first), ["REPLACED"]);
        let before = Stored::read(&app).await;
        assert_eq!(replace(&app.service(), input).await, first);
        assert_eq!(Stored::read(&app).await, before);
    }
    let other = json!({ "items": items(&[("countess", "x")]), "idempotencyKey": "whole" });
    assert_eq!(
        replace(&app.service(), other).await["userErrors"][0]["code"],
        "IDEMPOTENCY_MISMATCH"
    );
    assert_eq!(outcomes(&app, &[("ada", "countess")]).await, ["UNKNOWN"]);

    // Keys that callers made of names go with the person.
    let retired = json!({ "username": "countess" });
    app.service().mutate("retireUser", retired, "outcome").await.data();
    let keys: Vec<_> = Stored::read(&app).await.records.into_iter().map(|it| it.key).collect();
    assert_eq!(keys, ["item"]);
}

async fn retired_people_keep_no_name(engine: Engine) {
    let app = TestApp::start(engine).await;
    for name in ["ada", "grace"] {
        knock(&app.learner(name)).await;
    }
    app.service()
        .mutate("retireUser", json!({ "username": "ada" }), "outcome")
        .await
        .data();
    let before = Stored::read(&app).await;
    for (pair, field) in [(("ada", "countess"), "current"), (("grace", "Ada"), "desired")] {
        let payload = replace(&app.service(), json!({ "items": items(&[pair]) })).await;
        let error = json!({ "code": "USER_RETIRED", "path": ["input", "items", "0", field] });
        assert_eq!(payload["results"][0]["userErrors"], json!([error]));
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn list_costs_as_many_statements_as_an_item(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let awards: Vec<Value> = (0..101)
        .map(|it| scene.input_with(&format!("learner{it}"), json!({ "lmsUserId": 100 + it })))
        .collect();
    app.service()
        .mutate("awardCredentials", json!({ "items": awards }), "userErrors { code }")
        .await
        .data();
    let service = app.service();
    let list = |from: usize, to: usize| -> Vec<Value> {
        let item = |it| json!({ "current": format!("learner{it}"), "desired": format!("renamed{it}") });
        (from..to).map(item).collect()
    };
    knock(&service).await;
    let (one, payload) = app
        .count_statements(async || replace(&service, json!({ "items": list(0, 1) })).await)
        .await;
    assert_eq!(words(&payload), ["REPLACED"]);
    // After new names nobody is known by a token seen before.
    knock(&service).await;
    let (many, payload) = app
        .count_statements(async || replace(&service, json!({ "items": list(1, 101) })).await)
        .await;
    assert!(words(&payload).iter().all(|it| it == "REPLACED"));
    assert_eq!(many, one);
    // The names that were given up are written, too, and must not be a retired person's.
    assert_eq!((one.reads, one.writes, one.transactions), (2, 4, 1));
    let stored = Stored::read(app).await;
    for it in 0..101 {
        assert_eq!(stored.user(&format!("renamed{it}")).lms_user_id, Some(100 + it));
    }
}

async fn lists_at_once_end_in_one_state(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let replica = app.replica().await;
    scene.award("ada", json!({ "lmsUserId": 1 })).await;
    knock(&app.service()).await;
    let clients = [app.service(), replica.service()];
    let all = (0..8).map(|it| {
        let pair = ("ada", format!("name{it}"));
        let input = json!({ "items": [{ "current": pair.0, "desired": pair.1 }] });
        let client = clients[it % 2].clone();
        async move { words(&replace(&client, input).await) }
    });
    let outcomes = join_all(all).await;
    let won: Vec<usize> = (0..8).filter(|it| outcomes[*it] == ["REPLACED"]).collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    assert!(
        outcomes.iter().all(|it| it == &["REPLACED"] || it == &["UNKNOWN"]),
        "{outcomes:?}"
    );
    let stored = Stored::read(app).await;
    assert_eq!(stored.user(&format!("name{}", won[0])).lms_user_id, Some(1));
}

async fn list_that_is_too_long_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let list: Vec<Value> = (0..501)
        .map(|it| json!({ "current": format!("a{it}"), "desired": format!("b{it}") }))
        .collect();
    let reply = app
        .service()
        .mutate("replaceUsernames", json!({ "items": list }), "userErrors { code }")
        .await;
    assert_eq!(reply.codes(), ["LIMIT_EXCEEDED"]);
    let reply = app
        .service()
        .mutate(
            "replaceUsernames",
            json!({ "items": list[..500] }),
            "results { outcome }",
        )
        .await;
    assert_eq!(
        reply.at("/replaceUsernames/results").as_array().map(Vec::len),
        Some(500)
    );
}
