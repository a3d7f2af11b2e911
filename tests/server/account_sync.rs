//! People are kept in step with their accounts on the learning platform: what is missing is filled in, and who may not sign in any more
//! does not.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use entity::{CredentialChange, lease};
use reqwest::StatusCode;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use server::client::ClientError;
use server::service::user::sync::{Ended, Progress, make_all_due, sync_due};
use server::worker::user_sync;
use tests::app::{TestApp, sign_in_through_platform};
use tests::database::Engine;
use tests::persona::{ADA, GRACE};
use tests::platform::account::Account;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::token::TokenSpec;
use tests::visitor::Visitor;
use tokio::sync::watch;

use crate::scene::{Scene, text};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    award_without_a_name_gets_it_from_the_account,
    known_name_stays_and_everybody_is_compared_again,
    verified_name_wins_over_what_tokens_tell,
    name_that_an_award_told_stays,
    name_is_pinned_once_its_account_was_asked,
    platform_that_tells_no_verified_names_takes_none_away,
    batch_costs_one_call,
    long_names_are_asked_for_in_short_lists,
    inactive_account_may_not_sign_in_and_is_awarded,
    platform_in_trouble_leaves_everybody_due,
    unusable_answer_is_asked_for_later,
    unusable_name_keeps_nobody_else_waiting,
    interrupted_run_goes_on_where_it_was,
    run_of_a_process_that_stops_goes_on_at_once,
    two_workers_do_not_meet,
    lease_tells_since_when_it_is_held,
    account_of_a_known_number_makes_one_person_of_two_rows,
    many_doubles_of_one_batch_are_merged,
    account_of_somebody_else_tells_nothing,
    retired_people_are_not_asked_for
);

/// The accounts of so many learners, numbered from 5000 on.
fn learners(n: i64) -> Vec<Account> {
    let account = |number: i64| Account {
        user_id: 5000 + number,
        username: format!("learner{number}"),
        name: format!("Learner {number}"),
        email: format!("learner{number}@example.org"),
        verified_name: None,
        is_active: true,
    };
    (0..n).map(account).collect()
}

/// Lets the platform have these accounts beside those of the personas, and awards to their names.
async fn awarded(scene: &Scene, accounts: &[Account], more: impl Fn(&Account) -> Value) {
    scene
        .app
        .platform()
        .edit_accounts(|all| all.extend_from_slice(accounts));
    let items: Vec<Value> = accounts
        .iter()
        .map(|it| scene.input_with(&it.username, more(it)))
        .collect();
    for items in items.chunks(500) {
        let reply = scene
            .app
            .service()
            .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
            .await;
        assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]));
    }
}

async fn run(app: &TestApp) -> Ended {
    let ctx = app.ctx().await;
    let ended = sync_due(&ctx, &|_| ()).await.expect("no fault");
    ctx.db.clone().close().await;
    ended
}

#[track_caller]
fn done(ended: &Ended) -> Progress {
    match ended {
        Ended::Done(progress) => *progress,
        other => panic!("it ended otherwise: {other:?}"),
    }
}

async fn award_without_a_name_gets_it_from_the_account(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let [ada, grace] = [scene.awarded("ADA").await, scene.awarded("grace").await];
    scene.awarded("nobody").await;
    app.advance(TimeDelta::seconds(10));
    let ctx = app.ctx().await;
    user_sync::work(&ctx).await;
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { recipientName } }";
    for (uuid, name) in [(&ada, "Augusta Ada King"), (&grace, GRACE.name)] {
        let seen = app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
        assert_eq!(seen.at("/credential/recipientName"), name);
    }
    let stored = Stored::read(app).await;
    let row = stored.user("ada");
    assert_eq!(
        (
            row.username.as_str(),
            row.lms_user_id,
            row.email.as_deref(),
            row.is_active
        ),
        ("ADA", Some(ADA.user_id), Some(ADA.email), Some(true))
    );
    assert_eq!((row.version, row.updated_at, row.claims_at), (2, app.now(), None));
    assert_eq!(stored.user("nobody").full_name, None);
    assert_eq!(
        stored.counts(),
        [3, 5, 5],
        "the name is pinned by a change like any other"
    );
    assert_sound(app).await;

    // Nobody is due: nothing is asked and nothing written.
    let asked = app.platform().n_requests(Endpoint::Account);
    user_sync::work(&ctx).await;
    assert_eq!(app.platform().n_requests(Endpoint::Account), asked);
    assert_eq!(Stored::read(app).await, stored);
}

async fn known_name_stays_and_everybody_is_compared_again(engine: Engine) {
    let app = TestApp::start(engine).await;
    let told = TokenSpec::of(&ADA)
        .claim("name", "Ada King")
        .claim("email", "king@example.org");
    app.bearer(&told).query("{ viewer { id } }").await.data();
    assert_eq!(
        done(&run(&app).await),
        Progress {
            n_due: 1,
            n_compared: 1,
            n_changed: 1,
            ..Progress::default()
        }
    );
    let stored = Stored::read(&app).await;
    let row = stored.user("ada");
    assert_eq!(
        (row.full_name.as_deref(), row.email.as_deref(), row.is_active),
        (Some("Ada King"), Some(ADA.email), Some(true)),
        "where mail reaches her the platform knows best"
    );
    app.advance(TimeDelta::hours(23));
    assert_eq!(done(&run(&app).await), Progress::default());
    app.advance(TimeDelta::hours(1));
    assert_eq!(
        done(&run(&app).await),
        Progress {
            n_due: 1,
            n_compared: 1,
            ..Progress::default()
        }
    );
    let ctx = app.ctx().await;
    make_all_due(&ctx).await.expect("no fault");
    assert_eq!(done(&run(&app).await).n_compared, 1);
    let after = Stored::read(&app).await;
    assert_eq!(
        (after.user("ada").version, after.user("ada").updated_at),
        (row.version, row.updated_at)
    );
}

const VERIFIED: &str = "Augusta Ada King";

/// The names on these certificates, as visitors see them.
async fn names(app: &TestApp, uuids: &[&String]) -> Vec<Value> {
    let document = "query($uuid: UUID!) { credential(uuid: $uuid) { recipientName } }";
    let mut names = Vec::new();
    for uuid in uuids {
        let seen = app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
        names.push(seen.at("/credential/recipientName").clone());
    }
    names
}

/// Ada with a token that calls her so, given now.
async fn ada_called(app: &TestApp, name: &str) {
    let token = TokenSpec::of(&ADA).claim("name", name);
    app.bearer(&token).query("{ viewer { id } }").await.data();
}

async fn verified_name_wins_over_what_tokens_tell(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    ada_called(app, "Ada K.").await;
    let first = scene.awarded("ada").await;
    assert_eq!(names(app, &[&first]).await, ["Ada K."]);
    done(&run(app).await);
    assert_eq!(names(app, &[&first]).await, [VERIFIED]);
    let stored = Stored::read(app).await;
    assert_eq!(stored.user("ada").full_name.as_deref(), Some(VERIFIED));
    let change = stored.history.last().expect("a change");
    assert_eq!(
        (change.change, change.version, change.actor_id),
        (CredentialChange::Updated, 2, None)
    );

    app.advance(TimeDelta::minutes(5));
    ada_called(app, "Ada Byron").await;
    assert_eq!(Stored::read(app).await.user("ada").full_name.as_deref(), Some(VERIFIED));
    let second = scene.awarded_run("ada", "course-v1:A+B+1").await;
    assert_eq!(names(app, &[&first, &second]).await, [VERIFIED, VERIFIED]);

    // Its owner wants certificates to show the other one.
    app.platform()
        .edit_accounts(|all| account(all, ADA.username).verified_name = None);
    app.advance(TimeDelta::minutes(5));
    let third = scene.awarded_run("ada", "course-v1:A+B+2").await;
    done(&run(app).await);
    assert_eq!(
        names(app, &[&first, &second, &third]).await,
        [VERIFIED, ADA.name, ADA.name]
    );
    app.advance(TimeDelta::minutes(5));
    ada_called(app, "Ada Byron").await;
    assert_eq!(
        Stored::read(app).await.user("ada").full_name.as_deref(),
        Some("Ada Byron")
    );
}

async fn name_that_an_award_told_stays(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let told = json!({ "recipientName": "Lady Lovelace" });
    let payload = scene.award("ada", told.clone()).await;
    let first = text(&payload["credential"]["uuid"]);
    let second = scene.awarded_run("ada", "course-v1:A+B+1").await;
    assert_eq!(names(app, &[&first, &second]).await, ["Lady Lovelace", "Lady Lovelace"]);
    done(&run(app).await);
    assert_eq!(names(app, &[&first, &second]).await, ["Lady Lovelace", VERIFIED]);
}

async fn name_is_pinned_once_its_account_was_asked(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    ada_called(app, "Ada K.").await;
    let first = scene.awarded("ada").await;
    done(&run(app).await);
    app.platform()
        .edit_accounts(|all| account(all, ADA.username).verified_name = Some("Augusta Lovelace".to_owned()));
    app.advance(TimeDelta::days(2));
    let asked = app.platform().n_requests(Endpoint::VerifiedName);
    done(&run(app).await);
    assert_eq!(
        app.platform().n_requests(Endpoint::VerifiedName),
        asked,
        "nothing was awarded since"
    );
    let second = scene.awarded_run("ada", "course-v1:A+B+1").await;
    assert_eq!(names(app, &[&first, &second]).await, [VERIFIED, VERIFIED]);
    let progress = done(&run(app).await);
    assert_eq!((progress.n_due, progress.n_changed), (1, 1), "an award makes due");
    assert_eq!(names(app, &[&first, &second]).await, [VERIFIED, "Augusta Lovelace"]);
    let before = Stored::read(app).await;
    app.advance(TimeDelta::days(2));
    done(&run(app).await);
    assert_eq!(Stored::read(app).await.history, before.history);
}

async fn platform_that_tells_no_verified_names_takes_none_away(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let first = scene.awarded("ada").await;
    done(&run(app).await);
    assert_eq!(names(app, &[&first]).await, [VERIFIED]);
    app.platform()
        .answer_always(Endpoint::VerifiedName, Answer::Status(403));
    app.advance(TimeDelta::minutes(5));
    let second = scene.awarded_run("ada", "course-v1:A+B+1").await;
    assert_eq!(done(&run(app).await).n_skipped, 0);
    assert_eq!(names(app, &[&first, &second]).await, [VERIFIED, VERIFIED]);
    assert_eq!(Stored::read(app).await.user("ada").full_name.as_deref(), Some(VERIFIED));
}

fn account<'a>(all: &'a mut [Account], username: &str) -> &'a mut Account {
    all.iter_mut().find(|it| it.username == username).expect("an account")
}

async fn batch_costs_one_call(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let accounts = learners(250);
    awarded(
        &scene,
        &accounts,
        |it| json!({ "recipientName": it.name, "lmsUserId": it.user_id }),
    )
    .await;
    let progress = done(&run(app).await);
    assert_eq!(
        (progress.n_due, progress.n_compared, progress.n_changed),
        (251, 251, 251)
    );
    assert_eq!(app.platform().n_requests(Endpoint::Account), 3);
    assert_eq!(
        app.platform().n_requests(Endpoint::VerifiedName),
        0,
        "everybody has a name"
    );
    let stored = Stored::read(app).await;
    for it in &accounts {
        let row = stored.user(&it.username);
        assert_eq!(
            (row.email.as_deref(), row.is_active),
            (Some(it.email.as_str()), Some(true))
        );
    }
    app.platform()
        .edit_accounts(|all| all.last_mut().expect("accounts").is_active = false);
    app.advance(TimeDelta::days(1));
    let progress = done(&run(app).await);
    assert_eq!((progress.n_compared, progress.n_changed), (251, 1));
    assert_eq!(Stored::read(app).await.user("learner249").is_active, Some(false));
    // Nothing new: a row is neither written nor counted as changed.
    let before = Stored::read(app).await;
    app.advance(TimeDelta::days(1));
    assert_eq!(done(&run(app).await).n_changed, 0);
    let after = Stored::read(app).await;
    let versions = |it: &Stored| {
        it.users
            .iter()
            .map(|it| (it.id, it.version, it.updated_at))
            .collect::<Vec<_>>()
    };
    assert_eq!(versions(&after), versions(&before));
}

async fn long_names_are_asked_for_in_short_lists(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let mut accounts = learners(60);
    for it in &mut accounts {
        it.username = format!("{}{}", "x".repeat(100), it.user_id);
    }
    awarded(&scene, &accounts, |it| json!({ "recipientName": it.name })).await;
    let progress = done(&run(app).await);
    assert_eq!((progress.n_compared, progress.n_changed), (61, 61));
    assert_eq!(
        app.platform().n_requests(Endpoint::Account),
        3,
        "107 bytes for each name, and 3,000 in an address"
    );
}

async fn inactive_account_may_not_sign_in_and_is_awarded(engine: Engine) {
    let scene = Scene::of(TestApp::configured(engine, sign_in_through_platform).await).await;
    let app = &scene.app;
    let mut visitor = Visitor::of(app);
    visitor.sign_in(app, "ada", "/").await;
    assert_eq!(visitor.viewer().await["username"], "ada");
    let set = |is_active: bool| {
        app.platform().edit_accounts(|all| {
            let account = all.iter_mut().find(|it| it.username == "ada").expect("Ada");
            account.is_active = is_active;
        });
    };
    set(false);
    done(&run(app).await);
    assert_eq!(visitor.viewer().await, Value::Null, "her session does not count");
    app.advance(TimeDelta::minutes(1));
    let refused = app.replica().await.learner("ada").query("{ viewer { id } }").await;
    assert_eq!(
        (refused.status, refused.codes()),
        (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"])
    );
    let mut again = Visitor::of(app);
    let failed = again.sign_in(app, "ada", "/").await;
    assert_eq!(failed.status, StatusCode::FORBIDDEN);
    assert!(failed.text.contains("inactive"), "{}", failed.text);
    assert_eq!(scene.award("ada", json!({})).await["outcome"], "CREATED");

    // Whoever was refused is asked for at once, so that they get in soon after their account is active again.
    set(true);
    let progress = done(&run(app).await);
    assert_eq!(
        (progress.n_due, progress.n_changed),
        (2, 2),
        "she, and the service account that awarded"
    );
    assert_eq!(
        app.learner("ada")
            .query("{ viewer { username } }")
            .await
            .at("/viewer/username"),
        "ada"
    );
}

async fn platform_in_trouble_leaves_everybody_due(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    let before = Stored::read(app).await;
    for answer in [
        Answer::Status(500),
        Answer::RetryAfter(429, "600".to_owned()),
        Answer::Status(403),
        Answer::CutOff,
    ] {
        app.platform().answer_always(Endpoint::Account, answer.clone());
        let ended = run(app).await;
        let Ended::Stopped(progress, error) = &ended else {
            panic!("{answer:?}: {ended:?}")
        };
        assert_eq!((progress.n_due, progress.n_compared), (2, 0));
        if let Answer::RetryAfter(..) = answer {
            let ClientError::Unavailable { retry_after, .. } = error else {
                panic!("{error:?}")
            };
            assert_eq!(retry_after.map(|it| it.as_secs()), Some(600));
            let ctx = app.ctx().await;
            assert_eq!(user_sync::work(&ctx).await.as_secs(), 600);
        }
        assert_eq!(Stored::read(app).await, before, "{answer:?}");
    }
    app.platform().behave(Endpoint::Account);
    assert_eq!(done(&run(app).await).n_changed, 2);
}

async fn unusable_answer_is_asked_for_later(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    let somebody = json!([{ "username": "somebody", "id": 1 }]);
    for answer in [Answer::Html, Answer::Json(somebody), Answer::Text("[{}".to_owned())] {
        app.platform().answer_next(Endpoint::Account, answer);
        let progress = done(&run(app).await);
        assert_eq!((progress.n_skipped, progress.n_compared), (2, 0));
        app.advance(TimeDelta::hours(1));
    }
    assert_eq!(done(&run(app).await).n_changed, 2);
}

async fn unusable_name_keeps_nobody_else_waiting(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    scene.award("grace", json!({ "recipientName": GRACE.name })).await;
    app.platform()
        .answer_next(Endpoint::VerifiedName, Answer::Json(json!({ "verified_name": 7 })));
    let progress = done(&run(app).await);
    assert_eq!(
        (
            progress.n_due,
            progress.n_compared,
            progress.n_changed,
            progress.n_skipped
        ),
        (3, 2, 2, 1)
    );
    let stored = Stored::read(app).await;
    assert_eq!(stored.user("ada").is_active, None);
    assert_eq!(stored.user("grace").is_active, Some(true));
    app.advance(TimeDelta::hours(1));
    let progress = done(&run(app).await);
    assert_eq!((progress.n_due, progress.n_changed), (1, 1));
    assert_eq!(
        Stored::read(app).await.user("ada").full_name.as_deref(),
        Some("Augusta Ada King")
    );
}

async fn interrupted_run_goes_on_where_it_was(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    awarded(&scene, &learners(250), |it| json!({ "recipientName": it.name })).await;
    let ctx = app.ctx().await;
    let n_batches = AtomicUsize::new(0);
    let fail_after_two = |_: Progress| {
        if n_batches.fetch_add(1, Ordering::Relaxed) == 1 {
            app.platform().answer_always(Endpoint::Account, Answer::Status(503));
        }
    };
    let ended = sync_due(&ctx, &fail_after_two).await.expect("no fault");
    assert!(
        matches!(ended, Ended::Stopped(Progress { n_compared: 200, .. }, _)),
        "{ended:?}"
    );
    app.platform().behave(Endpoint::Account);
    app.advance(TimeDelta::minutes(5));
    assert_eq!(done(&run(app).await).n_compared, 51);
    let stored = Stored::read(app).await;
    assert!((0..250).all(|it| stored.user(&format!("learner{it}")).lms_user_id == Some(5000 + it)));
}

async fn run_of_a_process_that_stops_goes_on_at_once(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    awarded(&scene, &learners(150), |it| json!({ "recipientName": it.name })).await;
    let (stop, stopping) = watch::channel(false);
    let ctx = app.ctx().await.stopped_by(stopping);
    let stop_after_one = |_: Progress| {
        app.platform().answer_always(Endpoint::Account, Answer::Stalled);
        // It is told only once.
        let _ = stop.send(true);
    };
    assert_eq!(sync_due(&ctx, &stop_after_one).await.expect("no fault"), Ended::LetGo);
    app.platform().behave(Endpoint::Account);
    assert_eq!(done(&run(app).await).n_compared, 51, "nobody holds the work");
}

async fn two_workers_do_not_meet(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    awarded(&scene, &learners(150), |it| json!({ "recipientName": it.name })).await;
    let (one, other) = tokio::join!(run(app), run(app));
    let n_compared: u64 = [&one, &other]
        .into_iter()
        .map(|it| match it {
            Ended::Done(progress) => progress.n_compared,
            Ended::Elsewhere => 0,
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(n_compared, 151);
}

async fn lease_tells_since_when_it_is_held(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    for name in ["ada", "grace"] {
        scene.awarded(name).await;
        done(&run(app).await);
        let held = lease::Entity::find_by_id("user-sync").one(app.db()).await;
        let held = held.expect("a query").expect("a lease");
        assert_eq!((held.claimed_at, held.expires_at), (Some(app.now()), app.now()));
        app.advance(TimeDelta::minutes(1));
    }
}

async fn account_of_a_known_number_makes_one_person_of_two_rows(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    app.learner("ada").query("{ viewer { id } }").await.data();
    // The platform calls Ada otherwise now, and has awarded to the new name.
    app.platform()
        .edit_accounts(|all| "countess".clone_into(&mut all[0].username));
    scene.awarded("countess").await;
    let progress = done(&run(app).await);
    assert_eq!(progress.n_unknown, 0, "{progress:?}");
    let stored = Stored::read(app).await;
    let row = stored.user("countess");
    assert_eq!(row.lms_user_id, Some(ADA.user_id));
    assert_eq!(stored.credentials[0].user_id, row.id);
    // The account was asked for the name that certificates show.
    assert_eq!(stored.credentials[0].facts.recipient_name.as_deref(), Some(VERIFIED));
    assert_eq!(done(&run(app).await).n_due, 0);
}

async fn many_doubles_of_one_batch_are_merged(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let mut accounts = learners(12);
    awarded(&scene, &accounts, |it| json!({ "lmsUserId": it.user_id })).await;
    for it in &mut accounts {
        it.username = format!("renamed{}", it.user_id);
    }
    app.platform().edit_accounts(|all| {
        all.retain(|it| it.user_id < 5000);
    });
    awarded(&scene, &accounts, |_| json!({})).await;
    let progress = done(&run(app).await);
    // The row of a former name is not due any more once it was merged.
    assert_eq!((progress.n_due, progress.n_unknown), (25, 0), "{progress:?}");
    let stored = Stored::read(app).await;
    for it in &accounts {
        let row = stored.user(&it.username);
        assert_eq!(
            (row.lms_user_id, row.full_name.as_deref(), row.is_active),
            (Some(it.user_id), Some(it.name.as_str()), Some(true))
        );
    }
    // Twelve rows of new names, and one for each name that was given up.
    assert_eq!(stored.users.iter().filter(|it| it.merged_into_id.is_some()).count(), 24);
}

async fn account_of_somebody_else_tells_nothing(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.award("ada", json!({ "lmsUserId": 77 })).await;
    let progress = done(&run(app).await);
    assert_eq!((progress.n_conflicts, progress.n_compared), (1, 2));
    let stored = Stored::read(app).await;
    let row = stored.user("ada");
    assert_eq!(
        (row.lms_user_id, row.full_name.as_deref(), row.is_active),
        (Some(77), None, None)
    );
}

async fn retired_people_are_not_asked_for(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    scene.awarded("ada").await;
    done(&run(app).await);
    app.service()
        .mutate("retireUser", json!({ "username": "ada" }), "outcome")
        .await
        .data();
    let before = Stored::read(app).await;
    let ctx = app.ctx().await;
    make_all_due(&ctx).await.expect("no fault");
    assert_eq!(done(&run(app).await).n_due, 1, "the service account alone");
    let after = Stored::read(app).await;
    let retired = |it: &Stored| it.users.iter().find(|it| it.retired_at.is_some()).cloned();
    assert_eq!(retired(&after), retired(&before));
}
