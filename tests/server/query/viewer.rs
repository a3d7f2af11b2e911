//! `viewer`: the caller, as their token tells.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;
use tests::persona::{ADA, LMS_WORKER, MAGDA, SOFIA};
use tests::platform::token::TokenSpec;

tests::on_both_engines!(
    viewer_is_who_the_token_says,
    scopes_decide_what_is_told,
    nobody_without_a_token
);

const VIEWER: &str = "{ viewer { username name email role permissions } }";

async fn viewer_is_who_the_token_says(engine: Engine) {
    let app = TestApp::start(engine).await;
    let running = [
        "VIEW_ALL_CREDENTIALS",
        "AWARD_CREDENTIALS",
        "REVOKE_CREDENTIALS",
        "RECORD_GRADES",
    ];
    let serving = json!(
        [
            running.as_slice(),
            &[
                "VIEW_CONFIGURATIONS",
                "CREATE_CONFIGURATIONS",
                "BROWSE_CATALOGUE",
                "MANAGE_CATALOGUE",
                "RECONCILE",
                "REPLACE_USERNAMES",
                "RETIRE_USERS"
            ]
        ]
        .concat()
    );
    let all = json!(
        [
            running.as_slice(),
            &[
                "VIEW_CONFIGURATIONS",
                "CREATE_CONFIGURATIONS",
                "EDIT_CONFIGURATIONS",
                "MANAGE_SIGNATORIES",
                "BROWSE_CATALOGUE",
                "MANAGE_CATALOGUE",
                "RECONCILE",
                "MANAGE_ASSETS",
                "MANAGE_TEMPLATES",
                "MANAGE_MAIL",
                "MANAGE_API_CLIENTS",
                "MANAGE_OUTGOING_MAIL",
                "VIEW_TRAIL",
                "VIEW_OPERATIONS",
                "REFRESH_CREDENTIALS",
                "SEND_RECORDS",
                "MANAGE_ROLES",
                "EDIT_SITE"
            ]
        ]
        .concat()
    );
    let mut superuser = all.clone();
    let list = superuser.as_array_mut().expect("a list");
    list.extend(["MANAGE_SITES", "REPLACE_USERNAMES", "RETIRE_USERS"].map(|it| json!(it)));
    let after_operations = list.iter().position(|it| it == "REFRESH_CREDENTIALS").expect("a place");
    list.insert(after_operations, json!("MANAGE_EVENTS"));
    let restricted = |persona| TokenSpec::of(persona).restricted();
    let writing = |persona| restricted(persona).scopes(["user_id", "profile", "email", "credentials:write"]);
    for (persona, spec, role, permissions) in [
        (&ADA, TokenSpec::of(&ADA), "LEARNER", json!([])),
        (&SOFIA, TokenSpec::of(&SOFIA), "STAFF", all.clone()),
        (&LMS_WORKER, TokenSpec::of(&LMS_WORKER), "SERVICE", serving.clone()),
        (&MAGDA, TokenSpec::of(&MAGDA), "SUPERUSER", superuser),
        (&SOFIA, restricted(&SOFIA), "LEARNER", json!([])),
        (&LMS_WORKER, restricted(&LMS_WORKER), "LEARNER", json!([])),
        (&SOFIA, writing(&SOFIA), "STAFF", all.clone()),
        (&ADA, writing(&ADA), "LEARNER", json!([])),
        // A superuser who is no administrator is nobody special.
        (
            &MAGDA,
            TokenSpec::of(&MAGDA).claim("administrator", false),
            "LEARNER",
            json!([]),
        ),
        // The name of a service account is not a matter of letter case.
        (
            &LMS_WORKER,
            TokenSpec::of(&LMS_WORKER).claim("preferred_username", "LMS_Worker"),
            "SERVICE",
            serving,
        ),
    ] {
        let reply = app.bearer(&spec).query(VIEWER).await;
        let expected = json!({
            "username": persona.username, "name": persona.name, "email": persona.email, "role": role,
            "permissions": permissions,
        });
        assert_eq!(reply.at("/viewer"), &expected);
    }
}

async fn scopes_decide_what_is_told(engine: Engine) {
    let app = TestApp::start(engine).await;
    let bare = TokenSpec::of(&ADA).scopes(["user_id"]);
    let told = app.bearer(&bare).query(VIEWER).await;
    assert_eq!(
        (told.at("/viewer/name"), told.at("/viewer/email")),
        (&Value::Null, &Value::Null)
    );
    app.advance(TimeDelta::seconds(1));
    app.learner("ada").query(VIEWER).await.data();
    let told = app.bearer(&bare).query(VIEWER).await;
    assert_eq!(told.at("/viewer/name"), "Ada Lovelace", "what was told once is kept");
}

async fn nobody_without_a_token(engine: Engine) {
    let app = TestApp::start(engine).await;
    assert_eq!(app.anonymous().query(VIEWER).await.data(), &json!({ "viewer": null }));
}
