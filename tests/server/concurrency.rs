//! Many writers at once, on two servers over one database: nothing is made twice, lost, or told wrongly.

use std::collections::BTreeMap;

use entity::{CredentialStatus, credential, credential_history};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use crate::scene::{Scene, course_run, text};
use crate::stored::Stored;

tests::on_both_engines!(
    many_identical_awards_make_one_credential,
    identical_awards_under_one_key_are_one_award,
    first_awards_of_a_run_configure_it_once,
    no_change_is_lost_among_many_writers,
    award_and_revocation_at_once_come_in_some_order
);

/// Callers of two servers on one database, in turn.
async fn callers(app: &TestApp, n_callers: usize) -> (TestApp, Vec<Client>) {
    let replica = app.replica().await;
    let clients = [app.service(), replica.service()];
    for client in &clients {
        client.query("{ viewer { id } }").await.data();
    }
    (replica, clients.into_iter().cycle().take(n_callers).collect())
}

/// Sends a mutation, again where the server was too busy, as any client would; gives its outcome and the credential.
async fn send(client: &Client, mutation: &str, input: Value) -> (String, Value) {
    const MOST_TRIES: usize = 20;
    let selection = "outcome credential { uuid version } userErrors { code message }";
    for _ in 0..MOST_TRIES {
        let reply = client.mutate(mutation, input.clone(), selection).await;
        if reply.codes() == ["UNAVAILABLE"] {
            continue;
        }
        let payload = reply.at(&format!("/{mutation}")).clone();
        assert_eq!(payload["userErrors"], json!([]), "{}", reply.text);
        return (text(&payload["outcome"]), payload["credential"].clone());
    }
    panic!("still busy after {MOST_TRIES} tries");
}

async fn many_identical_awards_make_one_credential(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (_replica, clients) = callers(&scene.app, 64).await;
    for (index, username) in ["ada", "grace", "mei_lin"].into_iter().enumerate() {
        let input = scene.input(username);
        let answers = join_all(clients.iter().map(|it| send(it, "awardCredential", input.clone()))).await;
        let n_created = answers.iter().filter(|(outcome, _)| outcome == "CREATED").count();
        let n_unchanged = answers.iter().filter(|(outcome, _)| outcome == "UNCHANGED").count();
        assert_eq!((n_created, n_unchanged), (1, answers.len() - 1));
        assert!(
            answers.iter().all(|(_, credential)| credential == &answers[0].1),
            "one number: {answers:?}"
        );
        assert_eq!(Stored::read(&scene.app).await.counts(), [index + 1; 3]);
    }
}

async fn identical_awards_under_one_key_are_one_award(engine: Engine) {
    let scene = Scene::open(engine).await;
    let (_replica, clients) = callers(&scene.app, 32).await;
    let input = scene.input_with("ada", json!({ "idempotencyKey": "k" }));
    let answers = join_all(clients.iter().map(|it| send(it, "awardCredential", input.clone()))).await;
    assert!(answers.iter().all(|it| it == &answers[0]), "{answers:?}");
    assert_eq!(answers[0].0, "CREATED");
    let stored = Stored::read(&scene.app).await;
    assert_eq!((stored.counts(), stored.records.len()), ([1, 1, 1], 1));
}

async fn first_awards_of_a_run_configure_it_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (_replica, clients) = callers(&app, 24).await;
    let awards = clients.iter().enumerate().map(|(index, client)| {
        let object = course_run("course-v1:ExampleX+CS101+2027");
        send(
            client,
            "awardCredential",
            json!({ "username": format!("learner{index}"), "learningObject": object }),
        )
    });
    let answers = join_all(awards).await;
    assert!(answers.iter().all(|(outcome, _)| outcome == "CREATED"), "{answers:?}");
    let stored = Stored::read(&app).await;
    assert_eq!((stored.configurations.len(), stored.counts()), (1, [answers.len(); 3]));
}

async fn no_change_is_lost_among_many_writers(engine: Engine) {
    const N_STEPS: usize = 30;
    let scene = Scene::open(engine).await;
    let mut uuids = Vec::new();
    for username in ["ada", "grace", "mei_lin", "zoe.nguyen"] {
        uuids.push((username, scene.awarded(username).await));
    }
    let (_replica, clients) = callers(&scene.app, 8).await;
    let writers = clients.iter().enumerate().map(async |(writer, client)| {
        let mut outcomes = Vec::new();
        for step in 0..N_STEPS {
            let (username, uuid) = &uuids[(writer + step) % uuids.len()];
            let grade = json!([{ "name": "grade", "value": format!("{writer}.{step}") }]);
            let (mutation, input) = match (writer * 7 + step * 5) % 4 {
                0 => (
                    "revokeCredential",
                    json!({ "uuid": uuid, "reason": format!("{writer}.{step}") }),
                ),
                1 => ("awardCredential", scene.input(username)),
                _ => (
                    "awardCredential",
                    scene.input_with(username, json!({ "attributes": grade })),
                ),
            };
            outcomes.push(send(client, mutation, input).await);
        }
        outcomes
    });
    let answers: Vec<_> = join_all(writers).await.concat();
    let outcomes: Vec<_> = answers.iter().map(|(outcome, _)| outcome.as_str()).collect();
    let n_changes = outcomes.iter().filter(|it| **it != "UNCHANGED").count();

    let stored = Stored::read(&scene.app).await;
    assert_eq!(
        stored.history.len(),
        uuids.len() + n_changes,
        "every accepted change, and no other"
    );
    assert_eq!(stored.events.len(), stored.history.len());
    for credential in &stored.credentials {
        assert_history_tells(credential, &stored);
    }
    // Each accepted change is told with the version that it made.
    let mut told: Vec<_> = answers
        .iter()
        .filter(|(outcome, _)| outcome != "UNCHANGED")
        .map(|(_, it)| it.to_string())
        .collect();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), n_changes);
}

/// That the history of a credential, read from the beginning, comes to what is stored.
fn assert_history_tells(credential: &credential::Model, stored: &Stored) {
    let history: Vec<&credential_history::Model> = stored
        .history
        .iter()
        .filter(|it| it.credential_id == credential.id)
        .collect();
    let mut attributes = BTreeMap::new();
    let mut status = None;
    for (entry, version) in history.iter().zip(1..) {
        assert_eq!(entry.version, version, "no gap");
        let details = entry.details.as_object().expect("fields");
        for (field, change) in details {
            if let Some(name) = field.strip_prefix("attributes.") {
                assert_eq!(
                    attributes.get(name).unwrap_or(&Value::Null),
                    &change["old"],
                    "{field} of {version}"
                );
                attributes.insert(name.to_owned(), change["new"].clone());
            } else if field == "status" {
                assert_eq!(&change["old"], &json!(status), "of {version}");
            } else {
                assert_eq!(version, 1, "{field} is told by the award alone");
            }
        }
        status = Some(entry.status);
    }
    assert_eq!(
        (credential.version, Some(credential.status)),
        (history.last().map_or(0, |it| it.version), status)
    );
    assert_eq!(
        credential.revoked_at.is_some(),
        status == Some(CredentialStatus::Revoked)
    );
    let current = stored.attributes.iter().filter(|it| it.credential_id == credential.id);
    assert_eq!(
        attributes,
        current.map(|it| (it.name.to_string(), json!(it.value))).collect()
    );
}

async fn award_and_revocation_at_once_come_in_some_order(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let (_replica, clients) = callers(&scene.app, 2).await;
    for _ in 0..10 {
        let before = Stored::read(&scene.app).await;
        let revocation = send(&clients[0], "revokeCredential", json!({ "uuid": uuid }));
        let award = send(&clients[1], "awardCredential", scene.input("ada"));
        let (revocation, award) = tokio::join!(revocation, award);
        let (revoked, awarded) = (revocation.0, award.0);
        let after = Stored::read(&scene.app).await;
        let n_changes = after.history.len() - before.history.len();
        let was_revoked = before.credentials[0].status == CredentialStatus::Revoked;
        let is_revoked = after.credentials[0].status == CredentialStatus::Revoked;
        match (revoked.as_str(), awarded.as_str()) {
            ("REVOKED", "REINSTATED") => assert_eq!((n_changes, is_revoked), (2, was_revoked)),
            ("REVOKED", "UNCHANGED") => assert_eq!((n_changes, was_revoked, is_revoked), (1, false, true)),
            ("UNCHANGED", "REINSTATED") => assert_eq!((n_changes, was_revoked, is_revoked), (1, true, false)),
            other => panic!("no order gives {other:?}"),
        }
        assert_history_tells(&after.credentials[0], &after);
    }
}
