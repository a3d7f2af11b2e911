//! People are known by their tokens: what a token tells is kept, and written only when it is new.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::{ADA, GRACE};
use tests::platform::token::TokenSpec;

use crate::scene::{Scene, assert_refused, award, course_run, text};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    first_token_writes_its_bearer_down,
    what_is_known_is_not_written_again,
    later_token_renews_name_and_mail_and_forgets_nothing,
    new_username_of_a_known_number_is_the_same_person,
    username_and_number_of_two_people_are_refused,
    older_token_takes_nothing_back,
    award_to_a_new_name_before_its_bearer_comes_is_theirs,
    award_with_a_known_number_takes_the_new_name_over,
    number_is_given_to_one_of_many_at_once,
    award_and_sign_in_at_once_forget_nothing,
    award_and_merge_at_once_leave_nothing_behind,
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
    // The row, and the words of the name.
    assert_eq!((statements.writes, statements.transactions), (2, 1));
    let before = Stored::read(&app).await;

    // The same token costs the viewer's row and their roles, and nothing else; one with the same claims is read up, and not written.
    let (statements, ()) = app.count_statements(async || knock(&first).await).await;
    assert_eq!(
        (statements.reads, statements.writes, statements.transactions),
        (2, 0, 0)
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
    app.advance(TimeDelta::minutes(1));
    let renamed = app.bearer(&TokenSpec::of(&ADA).claim("preferred_username", "countess"));
    let query = "{ viewer { username } credentials { nodes { uuid username } } }";
    let reply = renamed.query(query).await;
    assert_eq!(reply.at("/viewer/username"), "countess");
    assert_eq!(reply.at("/credentials/nodes/0/uuid"), &uuid);
    assert_eq!(reply.at("/credentials/nodes/0/username"), "countess");
    let stored = Stored::read(app).await;
    assert_eq!(stored.user("countess").lms_user_id, Some(ADA.user_id));
    let living: Vec<_> = stored.users.iter().filter(|it| it.merged_into_id.is_none()).collect();
    assert_eq!(living.len(), 2, "Ada and the service account: {living:?}");

    // Another spelling of the same name is no new name.
    let spelled = app.bearer(&TokenSpec::of(&ADA).claim("preferred_username", "Countess"));
    assert_eq!(spelled.query(query).await.at("/viewer/username"), "countess");
}

async fn username_and_number_of_two_people_are_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    knock(&app.learner("ada")).await;
    knock(&app.learner("grace")).await;
    let before = Stored::read(&app).await;
    app.advance(TimeDelta::minutes(1));
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

fn countess() -> TokenSpec {
    TokenSpec::of(&ADA).claim("preferred_username", "countess")
}

async fn older_token_takes_nothing_back(engine: Engine) {
    let app = TestApp::start(engine).await;
    let old = app.platform().mint(&TokenSpec::of(&ADA)).expect("a token");
    let old = format!("JWT {old}");
    app.advance(TimeDelta::minutes(1));
    let newer = app.bearer(&countess().claim("name", "Ada King").claim("email", "king@example.org"));
    knock(&newer).await;
    let before = Stored::read(&app).await;
    assert_eq!(before.user("countess").claims_at, Some(app.now()));

    // The older token still says who it is, here and on a server that has not seen it.
    knock(&app.authorization(&old)).await;
    let replica = app.replica().await;
    let name = replica.authorization(&old).query("{ viewer { name } }").await;
    assert_eq!(name.at("/viewer/name"), "Ada King");
    // One of the same second tells nothing new either.
    knock(&app.bearer(&countess().claim("name", "Somebody Else"))).await;
    assert_eq!(Stored::read(&app).await, before);
}

async fn award_to_a_new_name_before_its_bearer_comes_is_theirs(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    knock(&app.learner("ada")).await;
    let first = scene.awarded_run("ada", "course-v1:A+B+C").await;
    let second = scene.awarded("countess").await;
    app.advance(TimeDelta::minutes(1));
    // A token that tells no number stands for the name's own row, until that row is merged.
    let plain = app.bearer(&countess().without_claim("user_id"));
    knock(&plain).await;

    app.advance(TimeDelta::minutes(1));
    let query = "{ viewer { username } credentials { nodes { uuid username } } }";
    for client in [app.bearer(&countess()), plain] {
        let reply = client.query(query).await;
        assert_eq!(reply.at("/viewer/username"), "countess");
        let mut uuids: Vec<_> = reply
            .at("/credentials/nodes")
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| (text(&it["uuid"]), text(&it["username"])))
            .collect();
        uuids.sort();
        let mut expected = [first.clone(), second.clone()].map(|it| (it, "countess".to_owned()));
        expected.sort();
        assert_eq!(uuids, expected);
    }
    let stored = Stored::read(app).await;
    let ada = stored.user("countess");
    assert_eq!(ada.lms_user_id, Some(ADA.user_id));
    let merged: Vec<_> = stored
        .users
        .iter()
        .filter(|it| it.merged_into_id == Some(ada.id))
        .collect();
    assert_eq!(
        merged.len(),
        2,
        "the new name's row and the former name: {:?}",
        stored.users
    );
    // The credential moved by a change like any other.
    let moved = stored
        .credentials
        .iter()
        .find(|it| it.id.to_string() == second)
        .expect("it is there");
    assert_eq!(
        (moved.user_id, moved.version),
        (ada.id, 3),
        "named by the plain token, then moved"
    );
    assert_eq!(stored.counts(), [2, 4, 4]);
    assert_eq!(scene.award("countess", json!({})).await["outcome"], "UNCHANGED");
    assert_eq!(
        scene.award("countess", json!({ "lmsUserId": ADA.user_id })).await["outcome"],
        "UNCHANGED"
    );
    assert_sound(app).await;
}

async fn award_with_a_known_number_takes_the_new_name_over(engine: Engine) {
    let scene = Scene::open(engine).await;
    let number = json!({ "lmsUserId": ADA.user_id });
    let first = scene.award("ada", number.clone()).await;
    let second = scene.award("countess", number.clone()).await;
    assert_eq!(second["outcome"], "UNCHANGED", "{second:#}");
    assert_eq!(second["credential"]["uuid"], first["credential"]["uuid"]);
    assert_eq!(second["credential"]["username"], "countess");

    // Several names in one list: the last one stays, and the old one is free for somebody else.
    let item = |username: &str, run: &str, number: Option<i64>| json!({ "username": username, "lmsUserId": number, "learningObject": course_run(run) });
    let items = [
        item("ada.k", "course-v1:A+B+1", Some(ADA.user_id)),
        item("king", "course-v1:A+B+2", Some(ADA.user_id)),
        item("countess", "course-v1:A+B+3", Some(GRACE.user_id)),
    ];
    let reply = scene
        .app
        .service()
        .mutate(
            "awardCredentials",
            json!({ "items": items }),
            "results { outcome userErrors { code } }",
        )
        .await;
    let results = reply.at("/awardCredentials/results").clone();
    assert!(
        results
            .as_array()
            .expect("a list")
            .iter()
            .all(|it| it["outcome"] == "CREATED"),
        "{results:#}"
    );
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.user("king").lms_user_id, Some(ADA.user_id));
    assert_eq!(stored.user("countess").lms_user_id, Some(GRACE.user_id));

    // A row without a number that has the name is the same person's.
    let run = json!({ "username": "lovelace", "learningObject": course_run("course-v1:A+B+4") });
    assert_eq!(award(&scene.app.service(), run).await["outcome"], "CREATED");
    let dry = json!({ "items": [{ "username": "lovelace", "lmsUserId": ADA.user_id,
        "learningObject": course_run("course-v1:A+B+4") }], "dryRun": true });
    let before = Stored::read(&scene.app).await;
    let reply = scene
        .app
        .service()
        .mutate("awardCredentials", dry, "results { outcome }")
        .await;
    assert_eq!(reply.at("/awardCredentials/results/0/outcome"), "UNCHANGED");
    assert_eq!(Stored::read(&scene.app).await, before);
    let merged = scene.award("lovelace", number).await;
    assert_eq!(merged["outcome"], "UNCHANGED", "{merged:#}");
    assert_eq!(merged["credential"]["uuid"], first["credential"]["uuid"]);
    let stored = Stored::read(&scene.app).await;
    let ada = stored.user("lovelace");
    assert_eq!(ada.lms_user_id, Some(ADA.user_id));
    assert_eq!(stored.credentials.iter().filter(|it| it.user_id == ada.id).count(), 4);
    assert_sound(&scene.app).await;
}

async fn number_is_given_to_one_of_many_at_once(engine: Engine) {
    let scene = Scene::open(engine).await;
    let replica = scene.app.replica().await;
    let clients = [scene.app.service(), replica.service()];
    for client in &clients {
        knock(client).await;
    }
    for round in 0..10 {
        let username = format!("learner{round}");
        scene.awarded(&username).await;
        let awards = (1..=4).map(|it| {
            let number = json!({ "lmsUserId": round * 10 + it });
            award(
                &clients[usize::try_from(it % 2).expect("0 or 1")],
                scene.input_with(&username, number),
            )
        });
        let verdicts = join_all(awards).await;
        let won: Vec<_> = (1..=4)
            .zip(&verdicts)
            .filter(|(_, it)| it["outcome"] == "UNCHANGED")
            .collect();
        assert_eq!(won.len(), 1, "{verdicts:#?}");
        for lost in verdicts.iter().filter(|it| it["outcome"] != "UNCHANGED") {
            assert_refused(lost, "INVALID_LMS_USER_ID", "input.lmsUserId");
        }
        let stored = Stored::read(&scene.app).await;
        assert_eq!(stored.user(&username).lms_user_id, Some(round * 10 + won[0].0));
    }
}

async fn award_and_sign_in_at_once_forget_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let replica = scene.app.replica().await;
    let service = scene.app.service();
    knock(&service).await;
    for round in 0..10 {
        let username = format!("learner{round}");
        scene.awarded(&username).await;
        let number = 1000 + round;
        let spec = TokenSpec::of(&ADA)
            .claim("preferred_username", username.as_str())
            .without_claim("user_id");
        let learner = replica.bearer(&spec);
        let awards = award(&service, scene.input_with(&username, json!({ "lmsUserId": number })));
        let (verdict, ()) = tokio::join!(awards, knock(&learner));
        assert_eq!(verdict["outcome"], "UNCHANGED");
        let stored = Stored::read(&scene.app).await;
        let user = stored.user(&username);
        assert_eq!(
            (user.lms_user_id, user.full_name.as_deref()),
            (Some(number), Some(ADA.name)),
            "what either told is kept"
        );
    }
}

async fn award_and_merge_at_once_leave_nothing_behind(engine: Engine) {
    let scene = Scene::open(engine).await;
    let replica = scene.app.replica().await;
    let service = scene.app.service();
    knock(&service).await;
    for round in 0..10 {
        let [old, new] = ["old", "new"].map(|it| format!("{it}{round}"));
        let spec = |username: &str| {
            TokenSpec::of(&ADA)
                .claim("preferred_username", username)
                .claim("user_id", 2000 + round)
        };
        knock(&scene.app.bearer(&spec(&old))).await;
        scene.awarded_run(&new, "course-v1:A+B+C").await;
        scene.app.advance(TimeDelta::minutes(1));
        let learner = replica.bearer(&spec(&new));
        let (verdict, ()) = tokio::join!(award(&service, scene.input(&new)), knock(&learner));
        assert_eq!(verdict["outcome"], "CREATED");
        let stored = Stored::read(&scene.app).await;
        let user = stored.user(&new);
        assert_eq!(user.lms_user_id, Some(2000 + round));
        assert_eq!(stored.credentials.iter().filter(|it| it.user_id == user.id).count(), 2);
    }
    assert_sound(&scene.app).await;
}
