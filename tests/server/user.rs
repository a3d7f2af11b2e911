//! People are known by their tokens: what a token tells is kept, and written only when it is new.

use chrono::TimeDelta;
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::{ADA, GRACE};
use tests::platform::token::TokenSpec;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    first_token_writes_its_bearer_down,
    what_is_known_is_not_written_again,
    later_token_renews_name_and_mail_and_forgets_nothing,
    new_username_of_a_known_number_is_the_same_person,
    username_and_number_of_two_people_are_refused,
    learner_who_was_awarded_first_is_recognized
);

/// Runs a request that needs nothing but its sender.
async fn knock(client: &Client) {
    client.query("{ viewer { id } }").await.data();
}

async fn first_token_writes_its_bearer_down(engine: Engine) {
    let app = TestApp::start(engine).await;
    knock(&app.learner("ada")).await;
    let stored = Stored::read(&app).await;
    let [user] = &stored.users[..] else {
        panic!("one user: {stored:#?}")
    };
    assert_eq!((user.username.as_str(), user.username_key.as_str()), ("ada", "ada"));
    assert_eq!(user.lms_user_id, Some(ADA.user_id));
    assert_eq!(
        (user.full_name.as_deref(), user.email.as_deref()),
        (Some(ADA.name), Some(ADA.email))
    );
    assert_eq!((user.created_at, user.updated_at), (app.now(), app.now()));
}

async fn what_is_known_is_not_written_again(engine: Engine) {
    let app = TestApp::start(engine).await;
    let first = app.learner("ada");
    let (statements, ()) = app.count_statements(async || knock(&first).await).await;
    assert_eq!((statements.writes, statements.transactions), (1, 1));
    let before = Stored::read(&app).await;

    // The same token costs the viewer's row and nothing else; one with the same claims is read up, and not written.
    let (statements, ()) = app.count_statements(async || knock(&first).await).await;
    assert_eq!(
        (statements.reads, statements.writes, statements.transactions),
        (1, 0, 0)
    );
    app.advance(TimeDelta::minutes(5));
    let second = app.bearer(&TokenSpec::of(&ADA).lifetime(TimeDelta::minutes(7)));
    let (statements, ()) = app.count_statements(async || knock(&second).await).await;
    assert_eq!((statements.writes, statements.transactions), (0, 0));
    let replica = app.replica().await;
    let (statements, ()) = replica
        .count_statements(async || knock(&replica.learner("ada")).await)
        .await;
    assert_eq!((statements.writes, statements.transactions), (0, 0));
    assert_eq!(Stored::read(&app).await, before);
}

async fn later_token_renews_name_and_mail_and_forgets_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    knock(&app.learner("ada")).await;
    let before = Stored::read(&app).await;
    app.advance(TimeDelta::hours(1));
    let told = TokenSpec::of(&ADA)
        .claim("name", "Ada King")
        .claim("email", "king@learners.example.org");
    knock(&app.bearer(&told)).await;
    let renewed = Stored::read(&app).await;
    let user = renewed.user("ada");
    assert_eq!(user.id, before.user("ada").id);
    assert_eq!(
        (user.full_name.as_deref(), user.email.as_deref()),
        (Some("Ada King"), Some("king@learners.example.org"))
    );
    assert_eq!(
        (user.created_at, user.updated_at),
        (before.user("ada").created_at, app.now())
    );

    knock(&app.bearer(&TokenSpec::of(&ADA).scopes(["user_id"]))).await;
    knock(
        &app.bearer(
            &TokenSpec::of(&ADA)
                .claim("name", "Ada King")
                .claim("email", "king@learners.example.org")
                .without_claim("user_id"),
        ),
    )
    .await;
    assert_eq!(Stored::read(&app).await, renewed);
}

async fn new_username_of_a_known_number_is_the_same_person(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    knock(&app.learner("ada")).await;
    let uuid = scene.awarded("ada").await;
    let renamed = app.bearer(&TokenSpec::of(&ADA).claim("preferred_username", "countess"));
    let query = "{ viewer { username } credentials { nodes { uuid username } } }";
    let reply = renamed.query(query).await;
    assert_eq!(reply.at("/viewer/username"), "countess");
    assert_eq!(reply.at("/credentials/nodes/0/uuid"), &uuid);
    assert_eq!(reply.at("/credentials/nodes/0/username"), "countess");
    let stored = Stored::read(app).await;
    assert_eq!(stored.user("countess").lms_user_id, Some(ADA.user_id));
    assert_eq!(stored.users.len(), 2, "Ada and the service account");

    // Another spelling of the same name is no new name.
    let spelled = app.bearer(&TokenSpec::of(&ADA).claim("preferred_username", "Countess"));
    assert_eq!(spelled.query(query).await.at("/viewer/username"), "countess");
}

async fn username_and_number_of_two_people_are_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    knock(&app.learner("ada")).await;
    knock(&app.learner("grace")).await;
    let before = Stored::read(&app).await;
    for spec in [
        // Ada's number under Grace's name, and the other way round.
        TokenSpec::of(&ADA).claim("preferred_username", "grace"),
        TokenSpec::of(&GRACE).claim("preferred_username", "Ada"),
        // Ada's name with a number that nobody has.
        TokenSpec::of(&ADA).claim("user_id", 77),
    ] {
        let refused = app.bearer(&spec).query("{ viewer { id } }").await;
        assert_eq!(refused.codes().len(), 1, "{}", refused.text);
        assert!(
            ["CONFLICT", "UNAUTHENTICATED", "FORBIDDEN"].contains(&refused.codes()[0]),
            "{}",
            refused.text
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn learner_who_was_awarded_first_is_recognized(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ADA").await;
    let reply = scene
        .app
        .learner("ada")
        .query("{ viewer { name } credentials { nodes { uuid } } }")
        .await;
    assert_eq!(reply.at("/credentials/nodes/0/uuid"), &uuid);
    assert_eq!(reply.at("/viewer/name"), ADA.name);
    let stored = Stored::read(&scene.app).await;
    let user = stored.user("ada");
    assert_eq!((user.username.as_str(), user.lms_user_id), ("ADA", Some(ADA.user_id)));
}
