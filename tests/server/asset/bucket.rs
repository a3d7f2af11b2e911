//! Pictures in a bucket of an S3-compatible store, by the settings that name it: kept, served and swept as in a folder, and nothing is lost
//! or told wrongly while the bucket is in trouble.

use std::time::Duration;

use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::json;
use server::clock::Clock;
use server::config::Config;
use server::service::Fault;
use server::service::asset::sweep::{Swept, sweep_before};
use server::service::asset::verify;
use tests::app::TestApp;
use tests::bucket::{Behavior, Bucket};
use tests::client::Reply;
use tests::database::Engine;

use super::{files, n_rows, upload};

tests::on_both_engines!(
    picture_is_kept_in_the_bucket_and_seen_by_everybody,
    bytes_without_a_row_are_swept_from_the_bucket,
    bucket_in_trouble_leaves_nothing_behind,
    bucket_in_trouble_says_so_and_loses_nothing,
    answer_that_is_lost_leaves_bytes_for_the_sweep,
    picture_is_removed_from_the_bucket,
    bucket_that_says_nothing_is_not_waited_for,
    bucket_that_is_away_keeps_nobody_from_the_rest,
    bucket_of_somebody_else_is_not_asked_again
);

/// A server that keeps its pictures in a bucket, which goes last.
async fn open(engine: Engine) -> (TestApp, Bucket) {
    open_with(engine, |_| ()).await
}

async fn open_with(engine: Engine, edit: impl FnOnce(&mut Config)) -> (TestApp, Bucket) {
    let bucket = Bucket::start().await;
    let app = TestApp::configured(engine, |config| {
        bucket.configure(config);
        edit(config);
    });
    (app.await, bucket)
}

/// The hash of a picture that was kept.
fn hash(reply: &Reply) -> String {
    reply.json["asset"]["hash"].as_str().expect("a hash").to_owned()
}

fn key(hash: &str) -> String {
    format!("{}/{hash}", &hash[..2])
}

/// Sweeps what was kept before an hour from now, or an hour ago.
async fn sweep(app: &TestApp, hours: i64) -> Result<Swept, Fault> {
    let ctx = app.ctx().await;
    let swept = sweep_before(&ctx, Clock::system().now() + TimeDelta::hours(hours)).await;
    ctx.db.clone().close().await;
    swept
}

#[track_caller]
fn expect_unavailable(reply: &Reply) {
    assert_eq!(
        (reply.status, reply.codes()),
        (StatusCode::SERVICE_UNAVAILABLE, vec!["UNAVAILABLE"]),
        "{}",
        reply.text
    );
}

async fn picture_is_kept_in_the_bucket_and_seen_by_everybody(engine: Engine) {
    let (app, bucket) = open(engine).await;
    let first = upload(&app, 40).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let again = upload(&app, 40).await;
    assert_eq!((again.status, &again.json), (StatusCode::OK, &first.json));
    let hash = hash(&first);
    assert_eq!((bucket.keys(), n_rows(&app).await), (vec![key(&hash)], 1));
    assert!(files(&app).is_empty(), "nothing lies in the folder");

    let replica = app.replica_configured(|config| bucket.configure(config)).await;
    let seen = replica.anonymous().get(&format!("/assets/{hash}")).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(
        seen.headers["content-length"].to_str().ok(),
        Some(first.json["asset"]["byteSize"].to_string().as_str())
    );
    assert_eq!(seen.headers["content-type"], "image/png");
    assert_eq!(bucket.unsigned(), Vec::<String>::new());
}

async fn bytes_without_a_row_are_swept_from_the_bucket(engine: Engine) {
    let (app, bucket) = open(engine).await;
    // More than one answer lists.
    for size in 40..45 {
        assert_eq!(upload(&app, size).await.status, StatusCode::CREATED);
    }
    let kept = bucket.keys();
    let orphan = key(&"ab".repeat(32));
    bucket.put(&orphan, Some(b"bytes"));
    bucket.put("of/somebody/else", Some(b"bytes"));
    let swept = sweep(&app, -1).await.expect("a sweep");
    assert_eq!(swept, Swept::default(), "it may belong to an upload that is under way");
    let swept = sweep(&app, 1).await.expect("a sweep");
    assert_eq!((swept.n_removed, swept.missing.len()), (1, 0));
    let mut expected = kept.clone();
    expected.push("of/somebody/else".to_owned());
    expected.sort();
    assert_eq!(bucket.keys(), expected, "what is no picture of ours stays");

    let ctx = app.ctx().await;
    assert_eq!(verify(&ctx).await.expect("an answer").broken_by, Vec::<String>::new());
    bucket.put(&kept[0], None);
    bucket.put(&kept[1], Some(b"other bytes"));
    assert_eq!(verify(&ctx).await.expect("an answer").broken_by.len(), 2);
    ctx.db.clone().close().await;
    let swept = sweep(&app, 1).await.expect("a sweep");
    assert_eq!(swept.missing, [kept[0][3..].to_owned()], "a row without bytes is told");
    assert_eq!(n_rows(&app).await, 5);
}

async fn bucket_in_trouble_leaves_nothing_behind(engine: Engine) {
    let (app, bucket) = open(engine).await;
    bucket.behave(Behavior::Answer(500));
    expect_unavailable(&upload(&app, 40).await);
    assert_eq!((n_rows(&app).await, bucket.keys()), (0, Vec::new()));
    assert_eq!(bucket.n_requests(), 3, "it is asked again, and not for ever");
    // Certificates need no pictures: the others shall go on serving them.
    assert_eq!(app.anonymous().get("/health/ready").await.status, StatusCode::OK);
    bucket.behave(Behavior::Serve);
    assert_eq!(
        upload(&app, 40).await.status,
        StatusCode::CREATED,
        "once it works again"
    );
}

async fn bucket_in_trouble_says_so_and_loses_nothing(engine: Engine) {
    let (app, bucket) = open(engine).await;
    let path = format!("/assets/{}", hash(&upload(&app, 40).await));
    let kept = bucket.keys();
    for behavior in [Behavior::Answer(500), Behavior::Answer(503)] {
        bucket.behave(behavior);
        expect_unavailable(&app.anonymous().get(&path).await);
        let swept = sweep(&app, 1).await;
        assert!(
            matches!(swept, Err(Fault::Unavailable)),
            "nothing is told to be missing: {swept:?}"
        );
    }
    bucket.behave(Behavior::Serve);
    assert_eq!((bucket.keys(), n_rows(&app).await), (kept, 1));
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::OK);
}

async fn picture_is_removed_from_the_bucket(engine: Engine) {
    let (app, bucket) = open(engine).await;
    let [first, second] = [upload(&app, 40).await, upload(&app, 41).await];
    let remove = async |uploaded: &Reply| {
        let input = json!({ "id": uploaded.json["asset"]["id"] });
        let reply = app.staff().mutate("deleteAsset", input, "outcome").await;
        assert_eq!(reply.at("/deleteAsset/outcome"), "DELETED");
        let seen = app.anonymous().get(&format!("/assets/{}", hash(uploaded))).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
    };
    remove(&first).await;
    assert_eq!(bucket.keys(), [key(&hash(&second))]);
    // What cannot be removed now waits for the sweep; nobody sees it.
    bucket.behave(Behavior::Answer(500));
    remove(&second).await;
    bucket.behave(Behavior::Serve);
    assert_eq!((bucket.keys().len(), n_rows(&app).await), (1, 0));
    assert_eq!(sweep(&app, 1).await.expect("a sweep").n_removed, 1);
    assert_eq!(bucket.keys(), Vec::<String>::new());
}

async fn answer_that_is_lost_leaves_bytes_for_the_sweep(engine: Engine) {
    let (app, bucket) = open(engine).await;
    bucket.behave(Behavior::DoAndAnswer(500));
    expect_unavailable(&upload(&app, 40).await);
    assert_eq!(
        (n_rows(&app).await, bucket.keys().len()),
        (0, 1),
        "bytes before their row"
    );
    bucket.behave(Behavior::Serve);
    // Whoever tries again finds them there, and has them.
    assert_eq!(upload(&app, 40).await.status, StatusCode::CREATED);
    let swept = sweep(&app, 1).await.expect("a sweep");
    assert_eq!((swept, bucket.keys().len()), (Swept::default(), 1));
    bucket.behave(Behavior::DoAndAnswer(500));
    expect_unavailable(&upload(&app, 41).await);
    bucket.behave(Behavior::Serve);
    let swept = sweep(&app, 1).await.expect("a sweep");
    assert_eq!((swept.n_removed, bucket.keys().len()), (1, 1));
}

async fn bucket_that_says_nothing_is_not_waited_for(engine: Engine) {
    let (app, bucket) = open_with(engine, |config| config.limits.execution = Duration::from_secs(2)).await;
    let path = format!("/assets/{}", hash(&upload(&app, 40).await));
    bucket.behave(Behavior::Hang);
    expect_unavailable(&app.anonymous().get(&path).await);
    expect_unavailable(&upload(&app, 41).await);
    assert_eq!(n_rows(&app).await, 1);
    bucket.behave(Behavior::Serve);
    assert_eq!(app.anonymous().get(&path).await.status, StatusCode::OK);
}

async fn bucket_that_is_away_keeps_nobody_from_the_rest(engine: Engine) {
    let (app, bucket) = open(engine).await;
    drop(bucket);
    expect_unavailable(&upload(&app, 40).await);
    assert_eq!(n_rows(&app).await, 0);
    assert_eq!(app.anonymous().get("/health/ready").await.status, StatusCode::OK);
}

async fn bucket_of_somebody_else_is_not_asked_again(engine: Engine) {
    let bucket = Bucket::start().await;
    let app = TestApp::configured(engine, |config| bucket.configure_as(config, "AKIAOTHER")).await;
    expect_unavailable(&upload(&app, 40).await);
    assert_eq!((n_rows(&app).await, bucket.keys()), (0, Vec::new()));
    assert_eq!((bucket.n_requests(), bucket.unsigned().len()), (1, 1));
    assert!(!app.log().contains("a secret of the tests"), "the log tells no secret");
}
