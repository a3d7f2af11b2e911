//! `revokeRole`: what it does is told beside `grantRole`; here is what it refuses, and that retirement revokes everything.

use serde_json::json;
use tests::app::TestApp;
use tests::database::Engine;

use crate::role_holder::{grant, holder, revoke};
use crate::scene::refusals;
use crate::stored::Stored;

tests::on_both_engines!(
    nobody_locks_themselves_out,
    it_is_refused_or_changes_nothing,
    who_was_retired_has_no_role
);

async fn nobody_locks_themselves_out(engine: Engine) {
    let app = TestApp::start(engine).await;
    let sam = holder(&app, "sam", 5001, "SITE_ADMIN").await;
    assert_eq!(grant(&sam, "sam", "VIEWER").await, "GRANTED");
    let before = Stored::read(&app).await;
    let input = json!({ "username": "SAM", "role": "SITE_ADMIN" });
    let reply = sam
        .mutate("revokeRole", input, "outcome userErrors { code message path }")
        .await;
    let payload = reply.at("/revokeRole");
    assert_eq!(payload["outcome"], "REFUSED");
    assert_eq!(refusals(payload), [("OWN_ROLE".to_owned(), "input.role".to_owned())]);
    assert_eq!(Stored::read(&app).await, before);

    assert_eq!(revoke(&sam, "sam", "VIEWER").await, "REVOKED", "any other role");
    let kim = holder(&app, "kim", 5002, "SITE_ADMIN").await;
    assert_eq!(
        revoke(&kim, "sam", "SITE_ADMIN").await,
        "REVOKED",
        "another site admin may"
    );
    let denied = sam
        .mutate(
            "grantRole",
            json!({ "username": "sam", "role": "SITE_ADMIN" }),
            "outcome",
        )
        .await;
    assert_eq!(denied.codes(), ["FORBIDDEN"]);
}

async fn it_is_refused_or_changes_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    holder(&app, "vera", 5001, "VIEWER").await;
    app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    for (username, code) in [("a b", "INVALID_USERNAME"), ("nobody", "NOT_FOUND")] {
        let input = json!({ "username": username, "role": "VIEWER" });
        let reply = app
            .staff()
            .mutate("revokeRole", input, "outcome userErrors { code message path }")
            .await;
        assert_eq!(
            refusals(reply.at("/revokeRole")),
            [(code.to_owned(), "input.username".to_owned())]
        );
    }
    assert_eq!(revoke(&app.staff(), "vera", "REGISTRAR").await, "UNCHANGED");
    assert_eq!(Stored::read(&app).await, before);
}

async fn who_was_retired_has_no_role(engine: Engine) {
    let app = TestApp::start(engine).await;
    let vera = holder(&app, "vera", 5001, "VIEWER").await;
    holder(&app, "theo", 5002, "TEMPLATE_AUTHOR").await;
    let gone = json!({ "username": "vera", "lmsUserId": 5001 });
    let retired = app.service().mutate("retireUser", gone, "outcome").await;
    assert_eq!(retired.at("/retireUser/outcome"), "RETIRED");
    let stored = Stored::read(&app).await;
    assert_eq!(stored.roles.len(), 1, "{:#?}", stored.roles);
    let reply = vera.query("{ learners { nodes { username } } }").await;
    assert_eq!(reply.codes(), ["UNAUTHENTICATED"]);
    assert_eq!(revoke(&app.staff(), "vera", "VIEWER").await, "UNCHANGED");
}
