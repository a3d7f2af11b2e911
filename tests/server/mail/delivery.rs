//! What becomes of a mail when the mail server does not take it, when workers meet, and when they are interrupted.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{MailError, MailState, outgoing_mail};
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use server::config::{MailTransport, SmtpConfig, SmtpEncryption};
use server::context::Ctx;
use server::service::mail::send_due;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;
use tests::mail_server::{Behavior, MailServer};
use tests::persona::ADA;

use super::Post;
use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    mail_that_is_not_taken_now_is_sent_later,
    mail_that_is_never_taken_is_given_up_at_once,
    mail_is_given_up_after_a_day,
    silent_server_is_not_waited_for,
    mail_whose_answer_was_lost_comes_again_under_the_same_id,
    two_workers_send_each_mail_once,
    interrupted_worker_leaves_the_mail_to_another,
    address_that_is_not_known_yet_is_waited_for,
    mail_goes_as_soon_as_its_address_is_known,
    address_that_is_none_is_given_up,
    nothing_is_sent_without_encryption_where_it_is_asked_for,
    folder_gets_one_file_for_each_mail,
    console_sends_nothing_and_says_so
);

/// A post with one mail that waits.
async fn with_mail(engine: Engine) -> Post {
    let post = Post::open(engine).await;
    build::completion_mail().insert(post.scene.app.db()).await;
    post.award().await;
    post
}

async fn last_error(post: &Post) -> Option<MailError> {
    Stored::read(&post.scene.app).await.mails[0].last_error
}

async fn mail_that_is_not_taken_now_is_sent_later(engine: Engine) {
    let post = with_mail(engine).await;
    post.server.behave(Behavior::Answer(451));
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Queued, 1)]);
    assert_eq!(last_error(&post).await, Some(MailError::Deferred));
    let n_connections = post.server.n_connections();
    assert_eq!(post.work_after(TimeDelta::seconds(59)).await, []);
    assert_eq!(
        post.server.n_connections(),
        n_connections,
        "not before a minute has gone"
    );
    post.work_after(TimeDelta::seconds(61)).await;
    assert_eq!(post.states().await, [(MailState::Queued, 2)]);
    post.server.behave(Behavior::Take);
    assert_eq!(post.work_after(TimeDelta::minutes(4)).await.len(), 1);
    assert_eq!(post.states().await, [(MailState::Sent, 3)]);
    assert_eq!(last_error(&post).await, None);
    assert_eq!(post.work_after(TimeDelta::days(1)).await.len(), 1);
    let log = post.scene.app.log();
    assert!(
        !log.contains(ADA.email),
        "what the server says of the address is not logged: {log}"
    );
}

async fn mail_that_is_never_taken_is_given_up_at_once(engine: Engine) {
    let post = with_mail(engine).await;
    post.server.behave(Behavior::Answer(550));
    post.work().await;
    assert_eq!(post.states().await, [(MailState::Failed, 1)]);
    assert_eq!(last_error(&post).await, Some(MailError::Rejected));
    post.server.behave(Behavior::Take);
    assert_eq!(post.work_after(TimeDelta::days(9)).await, []);
}

async fn mail_is_given_up_after_a_day(engine: Engine) {
    let post = with_mail(engine).await;
    post.server.behave(Behavior::Answer(421));
    let mut n_hours = 0;
    while post.states().await[0].0 == MailState::Queued {
        post.work_after(TimeDelta::hours(12)).await;
        n_hours += 12;
        assert!(n_hours < 24 * 30, "it is never given up");
    }
    assert_eq!(post.states().await, [(MailState::Failed, 12)]);
    assert_eq!(post.server.n_connections(), 12);
}

async fn silent_server_is_not_waited_for(engine: Engine) {
    let server = MailServer::start().await;
    let app = TestApp::configured(engine, |config| {
        server.configure(config);
        config.mail.timeout = Duration::from_millis(200);
    });
    let scene = Scene::of(app.await).await;
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    build::completion_mail().insert(scene.app.db()).await;
    let post = Post { scene, server };
    post.award().await;
    post.server.behave(Behavior::Hang);
    post.work().await;
    assert_eq!(post.states().await, [(MailState::Queued, 1)]);
    assert_eq!(last_error(&post).await, Some(MailError::TimedOut));
}

async fn mail_whose_answer_was_lost_comes_again_under_the_same_id(engine: Engine) {
    let post = with_mail(engine).await;
    post.server.behave(Behavior::CutOff);
    assert_eq!(post.work().await.len(), 1);
    assert_eq!(last_error(&post).await, Some(MailError::Unreachable));
    post.server.behave(Behavior::Take);
    let taken = post.work_after(TimeDelta::minutes(2)).await;
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].id(), taken[1].id());
    assert_eq!(post.states().await, [(MailState::Sent, 2)]);
}

async fn two_workers_send_each_mail_once(engine: Engine) {
    let post = with_mail(engine).await;
    for index in 0..20 {
        post.scene.awarded(&format!("learner{index}")).await;
    }
    give_addresses(&post).await;
    let (one, other): (Ctx, Ctx) = (post.scene.app.ctx().await, post.scene.app.ctx().await);
    let (first, second) = tokio::join!(send_due(&one), send_due(&other));
    assert_eq!(first.expect("a database") + second.expect("a database"), 21);
    let taken = post.work().await;
    let ids: std::collections::BTreeSet<String> = taken.iter().map(tests::mail_server::Taken::id).collect();
    assert_eq!((taken.len(), ids.len()), (21, 21));
}

/// Lets everybody have Ada's address.
async fn give_addresses(post: &Post) {
    entity::user::Entity::update_many()
        .col_expr(entity::user::Column::Email, Expr::value(ADA.email))
        .exec(post.scene.app.db())
        .await
        .expect("addresses");
}

async fn interrupted_worker_leaves_the_mail_to_another(engine: Engine) {
    let post = with_mail(engine).await;
    // As a worker leaves it that was killed: taken, and nothing written down.
    let now = post.scene.app.now();
    outgoing_mail::Entity::update_many()
        .col_expr(outgoing_mail::Column::State, Expr::value(MailState::Sending))
        .col_expr(outgoing_mail::Column::Attempts, Expr::value(1))
        .col_expr(outgoing_mail::Column::Version, Expr::value(2))
        .col_expr(
            outgoing_mail::Column::NextAttemptAt,
            Expr::value(now + TimeDelta::minutes(5)),
        )
        .exec(post.scene.app.db())
        .await
        .expect("a mail that is being sent");
    assert_eq!(
        post.work_after(TimeDelta::minutes(4)).await,
        [],
        "it may still be at it"
    );
    assert_eq!(post.work_after(TimeDelta::minutes(1)).await.len(), 1);
    assert_eq!(post.states().await, [(MailState::Sent, 2)]);
}

async fn address_that_is_not_known_yet_is_waited_for(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    build::completion_mail().insert(app.db()).await;
    post.scene.awarded("grace").await;
    assert_eq!(post.work().await, []);
    assert_eq!(last_error(&post).await, Some(MailError::NoAddress));
    app.advance(TimeDelta::seconds(10));
    server::worker::user_sync::work(&app.ctx().await).await;
    let taken = post.work_after(TimeDelta::minutes(2)).await;
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].to, [tests::persona::GRACE.email]);
    assert!(
        taken[0].text().starts_with("Hello Grace Hopper,\n"),
        "{}",
        taken[0].text()
    );
}

async fn mail_goes_as_soon_as_its_address_is_known(engine: Engine) {
    let post = with_mail(engine).await;
    let app = &post.scene.app;
    for name in ["grace", "nobody"] {
        post.scene.awarded(name).await;
    }
    post.server.behave(Behavior::Answer(451));
    post.work().await;
    let errors = async || {
        let mails = Stored::read(app).await.mails;
        mails.iter().map(|it| it.last_error).collect::<Vec<_>>()
    };
    let untold = Some(MailError::NoAddress);
    assert_eq!(errors().await, [Some(MailError::Deferred), untold, untold]);

    post.server.behave(Behavior::Take);
    app.advance(TimeDelta::seconds(10));
    let ctx = app.ctx().await;
    server::worker::user_sync::work(&ctx).await;
    ctx.db.clone().close().await;
    let taken = post.work().await;
    let to: Vec<_> = taken.iter().map(|it| it.to.clone()).collect();
    assert_eq!(
        to,
        [[tests::persona::GRACE.email.to_owned()]],
        "before the next attempt is due, and what waits for something else goes on waiting"
    );
    assert_eq!(errors().await, [Some(MailError::Deferred), None, untold]);
}

async fn address_that_is_none_is_given_up(engine: Engine) {
    let post = with_mail(engine).await;
    entity::user::Entity::update_many()
        .col_expr(
            entity::user::Column::Email,
            Expr::value("ada@example.org\r\nRCPT TO:<everybody@example.org>"),
        )
        .exec(post.scene.app.db())
        .await
        .expect("an address");
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Failed, 1)]);
    assert_eq!(last_error(&post).await, Some(MailError::BadAddress));
    assert_eq!(post.server.n_connections(), 0);
}

async fn nothing_is_sent_without_encryption_where_it_is_asked_for(engine: Engine) {
    let server = MailServer::start().await;
    let app = TestApp::configured(engine, |config| {
        server.configure(config);
        if let MailTransport::Smtp(smtp) = &mut config.mail.transport {
            *smtp = SmtpConfig {
                encryption: SmtpEncryption::StartTls,
                ..smtp.clone()
            };
        }
    });
    let scene = Scene::of(app.await).await;
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    build::completion_mail().insert(scene.app.db()).await;
    let post = Post { scene, server };
    post.award().await;
    assert_eq!(post.work().await, []);
    assert_eq!(post.states().await, [(MailState::Queued, 1)]);
    assert_eq!(last_error(&post).await, Some(MailError::Unreachable));
}

async fn folder_gets_one_file_for_each_mail(engine: Engine) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let dir = folder.path().join("mail");
    let app = TestApp::configured(engine, |config| {
        config.mail.transport = MailTransport::Folder(dir.clone());
    });
    let scene = Scene::of(app.await).await;
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    build::completion_mail().insert(scene.app.db()).await;
    scene.awarded("ada").await;
    let ctx = scene.app.ctx().await;
    assert_eq!(send_due(&ctx).await.expect("a database"), 1);
    let files: Vec<_> = std::fs::read_dir(&dir)
        .expect("the folder")
        .map(|it| it.expect("a file").path())
        .collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let id = Stored::read(&scene.app).await.mails[0].id;
    assert_eq!(
        file.file_name().and_then(|it| it.to_str()),
        Some(format!("{id}.eml").as_str())
    );
    let mail = std::fs::read_to_string(file).expect("a mail");
    assert!(mail.contains(&format!("To: {}\r\n", ADA.email)), "{mail}");
}

async fn console_sends_nothing_and_says_so(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.app.learner("ada").query("{ viewer { id } }").await.data();
    build::completion_mail().insert(scene.app.db()).await;
    scene.awarded("ada").await;
    let ctx = scene.app.ctx().await;
    assert_eq!(send_due(&ctx).await.expect("a database"), 0);
    let mails = Stored::read(&scene.app).await.mails;
    let told: Vec<_> = mails.iter().map(|it| (it.state, it.attempts, it.last_error)).collect();
    assert_eq!(told, [(MailState::Failed, 1, Some(MailError::NoTransport))]);
}
