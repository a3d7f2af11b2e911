//! `grantRole`: who may what from the next request on, where, and who is meant.

use entity::{SiteRole, TrailAction};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::app::{TestApp, sign_in_through_platform};
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::{ADA, SOFIA};
use tests::platform::token::TokenSpec;
use tests::visitor::Visitor;

use crate::role_holder::{grant, holder, revoke, token};
use crate::scene::{award, course_run, refusals};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    role_holds_from_the_next_request_on_for_every_replica,
    role_holds_in_a_session_and_costs_no_statement,
    role_of_one_site_is_none_of_another,
    repeating_it_changes_nothing,
    many_at_once_are_one,
    somebody_never_seen_has_the_role_when_they_come,
    role_goes_with_whom_two_rows_turn_out_to_be,
    nothing_is_lent_to_a_restricted_token,
    it_is_refused,
    site_admin_grants_and_those_below_do_not
);

const NORTH: &str = "north.example.org";
/// What viewers may see and learners may not.
const PEOPLE: &str = "{ learners { nodes { username } } }";

async fn may_see(client: &Client) -> bool {
    match &client.query(PEOPLE).await.codes()[..] {
        [] => true,
        codes => {
            assert_eq!(codes, ["FORBIDDEN"]);
            false
        }
    }
}

async fn role_holds_from_the_next_request_on_for_every_replica(engine: Engine) {
    let app = TestApp::start(engine).await;
    let replica = app.replica().await;
    let both = [app.learner("ada"), replica.learner("ada")];
    for client in &both {
        assert!(!may_see(client).await);
    }
    let n_before = Stored::read(&app).await.trail.len();
    assert_eq!(grant(&app.staff(), "Ada", "VIEWER").await, "GRANTED");
    for client in &both {
        assert!(may_see(client).await);
        // Seeing is all.
        let denied = client
            .mutate(
                "awardCredential",
                json!({ "username": "grace", "learningObject": course_run("course-v1:A+B+C") }),
                "outcome",
            )
            .await;
        assert_eq!(denied.codes(), ["FORBIDDEN"]);
    }
    let viewer = both[0].query("{ viewer { role roles permissions } }").await;
    let expected = json!({ "role": "LEARNER", "roles": ["VIEWER"],
        "permissions": ["VIEW_ALL_CREDENTIALS", "VIEW_CONFIGURATIONS", "BROWSE_CATALOGUE", "VIEW_TRAIL"] });
    assert_eq!(viewer.at("/viewer"), &expected);

    assert_eq!(revoke(&app.staff(), "ada", "VIEWER").await, "REVOKED");
    for client in &both {
        assert!(!may_see(client).await);
    }
    let trail = Stored::read(&app).await.trail.split_off(n_before);
    let told: Vec<_> = trail
        .iter()
        .filter(|it| it.details == json!({ "role": "viewer" }))
        .map(|it| it.action)
        .collect();
    assert_eq!(told, [TrailAction::RoleGranted, TrailAction::RoleRevoked], "{trail:#?}");
}

async fn role_holds_in_a_session_and_costs_no_statement(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    let mut visitor = Visitor::of(&app);
    visitor.sign_in(&app, "ada", "/").await;
    assert_eq!(visitor.query(PEOPLE).await.codes(), ["FORBIDDEN"]);
    for role in ["VIEWER", "TEMPLATE_AUTHOR", "REGISTRAR"] {
        assert_eq!(grant(&app.staff(), "ada", role).await, "GRANTED");
    }
    visitor.query(PEOPLE).await.data();
    let reply = visitor.query("{ viewer { roles } }").await;
    assert_eq!(
        reply.at("/viewer/roles"),
        &json!(["VIEWER", "REGISTRAR", "TEMPLATE_AUTHOR"])
    );
    let (statements, _) = app
        .count_statements(async || visitor.query("{ __typename }").await)
        .await;
    assert_eq!((statements.reads, statements.writes), (1, 0), "{statements:?}");
    for role in ["VIEWER", "REGISTRAR"] {
        assert_eq!(revoke(&app.staff(), "ada", role).await, "REVOKED");
    }
    assert_eq!(visitor.query(PEOPLE).await.codes(), ["FORBIDDEN"]);
    visitor.query("{ templates { nodes { id } } }").await.data();
}

async fn role_of_one_site_is_none_of_another(engine: Engine) {
    let app = TestApp::configured(engine, sign_in_through_platform).await;
    build::site("North")
        .at(&format!("https://{NORTH}"))
        .insert(app.db())
        .await;
    assert_eq!(grant(&app.staff(), "ada", "SITE_ADMIN").await, "GRANTED");
    let (here, there) = (app.learner("ada"), app.learner("ada").at(NORTH));
    assert!(may_see(&here).await);
    assert!(!may_see(&there).await);
    assert_eq!(
        there.query("{ viewer { roles } }").await.at("/viewer/roles"),
        &json!([])
    );
    let input = json!({ "username": "grace", "role": "VIEWER" });
    let denied = there.mutate("grantRole", input, "outcome").await;
    assert_eq!(denied.codes(), ["FORBIDDEN"]);
    let mut visitor = Visitor::at(&app, NORTH);
    visitor.sign_in(&app, "ada", "/").await;
    assert_eq!(visitor.query(PEOPLE).await.codes(), ["FORBIDDEN"]);
    // Nor is it seen or revoked from there.
    let superuser = app.superuser().at(NORTH);
    let list = superuser.query("{ roleAssignments { totalCount nodes { id } } }").await;
    assert_eq!(list.at("/roleAssignments"), &json!({ "totalCount": 0, "nodes": [] }));
    assert_eq!(revoke(&superuser, "ada", "SITE_ADMIN").await, "UNCHANGED");
    assert!(may_see(&here).await);
    let list = app.superuser().query("{ roleAssignments { nodes { id } } }").await;
    let id = list.text_at("/roleAssignments/nodes/0/id").to_owned();
    let node = format!("{{ node(id: \"{id}\") {{ id }} }}");
    assert_eq!(superuser.query(&node).await.at("/node"), &Value::Null);
    assert_eq!(app.superuser().query(&node).await.at("/node/id"), &json!(id));
}

async fn repeating_it_changes_nothing(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    assert_eq!(grant(&staff, "ada", "REGISTRAR").await, "GRANTED");
    let before = Stored::read(&app).await;
    assert_eq!(grant(&staff, "ADA", "REGISTRAR").await, "UNCHANGED");
    assert_eq!(Stored::read(&app).await, before);
    assert_eq!((before.roles.len(), before.roles[0].role), (1, SiteRole::Registrar));
}

async fn many_at_once_are_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let replica = app.replica().await;
    let clients = [app.staff(), replica.superuser()];
    for client in &clients {
        client.query("{ viewer { id } }").await.data();
    }
    let outcomes = join_all((0..16).map(|it| grant(&clients[it % 2], "ada", "VIEWER"))).await;
    assert_eq!(outcomes.iter().filter(|it| *it == "GRANTED").count(), 1, "{outcomes:?}");
    let outcomes = join_all((0..16).map(|it| revoke(&clients[it % 2], "ada", "VIEWER"))).await;
    assert_eq!(outcomes.iter().filter(|it| *it == "REVOKED").count(), 1, "{outcomes:?}");
    let stored = Stored::read(&app).await;
    assert_eq!((stored.roles.len(), stored.trail.len()), (0, 2));
}

async fn somebody_never_seen_has_the_role_when_they_come(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = json!({ "username": "zoe.nguyen", "role": "REGISTRAR" });
    let reply = app
        .staff()
        .mutate(
            "grantRole",
            input,
            "roleAssignment { username name role grantedBy grantedAt } outcome",
        )
        .await;
    let expected = json!({ "username": "zoe.nguyen", "name": null, "role": "REGISTRAR", "grantedBy": SOFIA.username,
        "grantedAt": app.now().to_rfc3339() });
    assert_eq!(reply.at("/grantRole/roleAssignment"), &expected);
    let zoe = app.learner("zoe.nguyen");
    assert!(may_see(&zoe).await);
    let input = json!({ "username": "ada", "learningObject": course_run("course-v1:A+B+C") });
    assert_eq!(award(&zoe, input).await["outcome"], "CREATED");
}

async fn role_goes_with_whom_two_rows_turn_out_to_be(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (old, new) = (app.bearer(&token("wanda", 4001)), app.bearer(&token("wanda.new", 4001)));
    old.query("{ viewer { id } }").await.data();
    for (name, role) in [
        ("wanda", "VIEWER"),
        ("wanda.new", "VIEWER"),
        ("wanda.new", "TEMPLATE_AUTHOR"),
    ] {
        assert_eq!(grant(&app.staff(), name, role).await, "GRANTED");
    }
    app.advance(chrono::TimeDelta::minutes(1));
    let renamed = app.bearer(&token("wanda.new", 4001));
    drop(new);
    let reply = renamed.query("{ viewer { roles } }").await;
    assert_eq!(reply.at("/viewer/roles"), &json!(["VIEWER", "TEMPLATE_AUTHOR"]));
    assert_eq!(Stored::read(&app).await.roles.len(), 2);
    assert_sound(&app).await;
}

async fn nothing_is_lent_to_a_restricted_token(engine: Engine) {
    let app = TestApp::start(engine).await;
    assert_eq!(grant(&app.staff(), "ada", "SITE_ADMIN").await, "GRANTED");
    let restricted = TokenSpec::of(&ADA).restricted();
    assert!(!may_see(&app.bearer(&restricted)).await);
    let writing = restricted.scopes(["user_id", "profile", "email", "credentials:write"]);
    assert!(may_see(&app.bearer(&writing)).await);
}

async fn it_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    for client in [app.staff(), app.learner("ada"), app.service()] {
        client.query("{ viewer { id } }").await.data();
    }
    let gone = json!({ "username": "grace", "lmsUserId": 1002 });
    app.service().mutate("retireUser", gone, "outcome").await.data();
    let before = Stored::read(&app).await;
    for (username, code) in [
        ("a b", "INVALID_USERNAME"),
        ("", "INVALID_USERNAME"),
        ("Grace", "LEARNER_RETIRED"),
    ] {
        let input = json!({ "username": username, "role": "VIEWER" });
        let reply = app
            .staff()
            .mutate(
                "grantRole",
                input,
                "outcome roleAssignment { id } userErrors { code message path }",
            )
            .await;
        let payload = reply.at("/grantRole");
        assert_eq!(
            refusals(payload),
            [(code.to_owned(), "input.username".to_owned())],
            "{username}"
        );
        assert_eq!(
            (&payload["outcome"], &payload["roleAssignment"]),
            (&json!("REFUSED"), &Value::Null)
        );
    }
    // Nobody grants what tokens of the platform alone can tell.
    for role in ["SUPERUSER", "STAFF", "SERVICE", "viewer"] {
        let input = json!({ "username": "ada", "role": role });
        let reply = app.superuser().mutate("grantRole", input, "outcome").await;
        assert_eq!(reply.codes().len(), 1, "{role}: {}", reply.text);
    }
    let after = Stored::read(&app).await;
    assert_eq!((after.roles, after.trail), (before.roles, before.trail));
}

async fn site_admin_grants_and_those_below_do_not(engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = holder(&app, "sam", 5001, "SITE_ADMIN").await;
    assert_eq!(grant(&admin, "ada", "SITE_ADMIN").await, "GRANTED");
    assert_eq!(revoke(&admin, "ada", "SITE_ADMIN").await, "REVOKED");
    for (name, number, role) in [
        ("vera", 5002, "VIEWER"),
        ("rita", 5003, "REGISTRAR"),
        ("theo", 5004, "TEMPLATE_AUTHOR"),
    ] {
        let below = holder(&app, name, number, role).await;
        let before = Stored::read(&app).await;
        for mutation in ["grantRole", "revokeRole"] {
            let input = json!({ "username": name, "role": "SITE_ADMIN" });
            let reply = below.mutate(mutation, input, "outcome").await;
            assert_eq!(reply.codes(), ["FORBIDDEN"], "{name} {mutation}");
        }
        assert_eq!(Stored::read(&app).await, before);
    }
}
