//! `retryOutgoingMail` and `dropOutgoingMail`, and the list by which staff find what was given up.

use entity::MailState;
use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;
use tests::mail_server::Behavior;

use crate::mail::Post;
use crate::scene::refusals;
use crate::stored::Stored;

tests::on_both_engines!(
    mail_that_was_given_up_is_found_and_sent_again,
    mail_that_waits_can_be_dropped,
    what_was_sent_stays,
    list_costs_the_same_for_one_and_for_many
);

const LIST: &str = "query($state: MailState, $first: Int) { outgoingMails(state: $state, first: $first) { totalCount
    nodes { id kind state username attempts lastFailure nextAttemptAt endedAt credential { uuid } } } }";

async fn list(post: &Post, state: &str) -> Vec<Value> {
    let reply = post.scene.app.staff().graphql(LIST, json!({ "state": state })).await;
    reply.at("/outgoingMails/nodes").as_array().expect("a list").clone()
}

async fn step(post: &Post, mutation: &str, id: &Value) -> Value {
    let selection = "outgoingMail { state attempts } userErrors { code message path }";
    let reply = post
        .scene
        .app
        .staff()
        .mutate(mutation, json!({ "id": id }), selection)
        .await;
    reply.at(&format!("/{mutation}")).clone()
}

async fn mail_that_was_given_up_is_found_and_sent_again(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    let uuid = post.award().await;
    post.server.behave(Behavior::Answer(550));
    post.work().await;
    assert_eq!(list(&post, "QUEUED").await, Vec::<Value>::new());
    let failed = list(&post, "FAILED").await;
    let expected = json!([{ "id": failed[0]["id"], "kind": "COMPLETION", "state": "FAILED", "username": "ada", "attempts": 1,
        "lastFailure": "REJECTED", "nextAttemptAt": null, "endedAt": failed[0]["endedAt"], "credential": { "uuid": uuid } }]);
    assert_eq!(json!(failed), expected);
    assert!(failed[0]["endedAt"].is_string());

    post.server.behave(Behavior::Take);
    let again = step(&post, "retryOutgoingMail", &failed[0]["id"]).await;
    assert_eq!(
        again["outgoingMail"],
        json!({ "state": "QUEUED", "attempts": 0 }),
        "{again:#}"
    );
    assert_eq!(post.work().await.len(), 1);
    assert_eq!(post.states().await, [(MailState::Sent, 1)]);
}

async fn mail_that_waits_can_be_dropped(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    post.award().await;
    let id = list(&post, "QUEUED").await[0]["id"].clone();
    let dropped = step(&post, "dropOutgoingMail", &id).await;
    assert_eq!(dropped["outgoingMail"]["state"], "DROPPED", "{dropped:#}");
    assert_eq!(post.work().await, []);
    let again = step(&post, "dropOutgoingMail", &id).await;
    assert_eq!(refusals(&again), [("SETTLED".to_owned(), "input.id".to_owned())]);
    assert_eq!(again["outgoingMail"]["state"], "DROPPED");
    step(&post, "retryOutgoingMail", &id).await;
    assert_eq!(post.work().await.len(), 1);
}

async fn what_was_sent_stays(engine: Engine) {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    post.award().await;
    post.work().await;
    let id = list(&post, "SENT").await[0]["id"].clone();
    let before = Stored::read(&post.scene.app).await;
    for mutation in ["retryOutgoingMail", "dropOutgoingMail"] {
        let refused = step(&post, mutation, &id).await;
        assert_eq!(refusals(&refused), [("SETTLED".to_owned(), "input.id".to_owned())]);
        let unknown = json!("outgoingMail:00000000-0000-0000-0000-000000000001");
        let refused = step(&post, mutation, &unknown).await;
        assert_eq!(refusals(&refused), [("NOT_FOUND".to_owned(), "input.id".to_owned())]);
    }
    assert_eq!(Stored::read(&post.scene.app).await, before);
}

async fn list_costs_the_same_for_one_and_for_many(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    for index in 0..5 {
        post.scene.awarded(&format!("learner{index}")).await;
    }
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let page = async |first: i32| {
        let ask = async || staff.graphql(LIST, json!({ "first": first })).await;
        let (statements, reply) = app.count_statements(ask).await;
        assert_eq!(reply.at("/outgoingMails/totalCount"), 5);
        let n_nodes = reply.at("/outgoingMails/nodes").as_array().expect("a list").len();
        (statements, n_nodes)
    };
    let (one, n_one) = page(1).await;
    let (many, n_many) = page(5).await;
    assert_eq!((n_one, n_many), (1, 5));
    assert_eq!(one, many);
}
