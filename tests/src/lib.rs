//! The test kit: everything a test needs to read like a story, and the learning platform that stands in for the real
//! one.
//!
//! # A tour
//!
//! A test of the server is an async function that gets the database engine to run on; one line makes two tests of it,
//! `…::sqlite` and `…::mysql`:
//!
//! ```ignore
//! use serde_json::json;
//! use tests::app::TestApp;
//! use tests::build;
//! use tests::database::Engine;
//!
//! tests::on_both_engines!(award_is_seen_by_the_public);
//!
//! async fn award_is_seen_by_the_public(engine: Engine) {
//!     let app = TestApp::start(engine).await;
//!     let program = build::program("Data Science").insert(app.db()).await;
//!     build::configuration_of_program(&program).insert(app.db()).await;
//!
//!     let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": program.uuid } });
//!     let award = app.service().mutate("awardCredential", input, "outcome credential { uuid }").await;
//!     assert_eq!(award.at("/awardCredential/outcome"), "CREATED");
//!
//!     let uuid = award.at("/awardCredential/credential/uuid");
//!     let document = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";
//!     let seen = app.anonymous().graphql(document, json!({ "uuid": uuid })).await;
//!     assert_eq!(seen.data(), &json!({ "credential": { "state": "VALID" } }));
//! }
//! ```
//!
//! What the story is made of:
//!
//! * [`app::TestApp`] runs the real server: a database of its own, threads of its own, real HTTP on a free port, and a
//!   clock that stands still until [`advance`](app::TestApp::advance) moves it. `configured` changes settings first,
//!   `replica` starts one more server on the same database.
//! * `app.staff()`, `app.learner("ada")`, `app.service()`, `app.superuser()` and `app.anonymous()` are
//!   [`client::Client`]s: callers of the API. Each answer is a [`client::Reply`], whole: status, header fields, JSON.
//!   [`app.raw`](app::TestApp::raw) sends bytes that no HTTP library would.
//! * [`persona`] says who they are: a handful of people whom tests, demonstration and sign-in page share.
//! * [`platform::Platform`] is the simulated learning platform of the app: real HTTP, real keys. It mints any token that
//!   a [`platform::token::TokenSpec`] describes, honest or hostile, and misbehaves as told
//!   ([`platform::answer`]).
//! * [`build`] writes catalogue and configuration rows; credentials come from the API. [`template`] checks and publishes.
//! * [`database::Database`] is what is below: migrated once per process, replayed for each test, dropped with it. Tests
//!   on MySQL and MariaDB use the server that `CREDENTIALS_TEST_MYSQL_URL` names; `cargo xtask test` starts one.
//! * [`app.count_statements`](app::TestApp::count_statements) counts the SQL statements of the app's server while
//!   something is done, whatever other tests do meanwhile.
//! * [`mail_server::MailServer`] takes the mail that the app's server sends, or does not, as told.
//! * [`bucket::Bucket`] keeps the pictures of the app's server as an S3-compatible store does, or does not, as told.
//! * [`browser::Browser`] is a visitor: a real, headless Chromium that takes an app for the site that its public address
//!   names. Elements are found by role and name, waits end when what is awaited is there.
//!
//! Three programs come from here as well: `simulated-platform` runs the platform beside a developer's server,
//! `seed-demo` writes the demonstration institution of [`seed`], and `benchmark` holds the speed and size of the
//! server against their targets ([`benchmark`]).

pub mod app;
pub mod benchmark;
mod both_engines;
pub mod browser;
pub mod bucket;
pub mod build;
pub mod client;
pub mod database;
pub mod mail_server;
pub mod persona;
pub mod platform;
pub mod seed;
pub mod statements;
pub mod template;
pub mod tls;
pub mod visitor;
