//! `credentials`: who lists what, and which.

mod paging;
mod search;
mod statements;

use chrono::TimeDelta;
use entity::{credential, user};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::{Scene, award, course_run};

tests::on_both_engines!(
    everybody_lists_what_they_may_see,
    each_filter_chooses,
    beginning_of_a_number_finds_its_credential,
    filters_hold_together,
    each_list_has_the_order_of_what_it_asks_for,
    unfit_filters_are_refused,
    visitors_are_told_to_sign_in_before_anything_else
);

const LIST: &str = "query($filter: CredentialFilter, $first: Int, $after: String) {
    credentials(filter: $filter, first: $first, after: $after) {
        totalCount nodes { username configuration { learningObject { id } } } edges { cursor node { uuid } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

async fn list(client: &Client, variables: Value) -> Reply {
    client.graphql(LIST, variables).await
}

/// Who is listed for what, in order: `ada program`, `grace run1`.
async fn chosen(client: &Client, filter: Value) -> Vec<String> {
    let reply = list(client, json!({ "filter": filter })).await;
    let nodes = reply.at("/credentials/nodes").as_array().cloned().unwrap_or_default();
    assert_eq!(reply.at("/credentials/totalCount"), nodes.len());
    let name = |it: &Value| {
        let id = it["configuration"]["learningObject"]["id"].as_str().unwrap_or_default();
        let what = id.strip_prefix("course-v1:A+B+").unwrap_or("program");
        format!("{} {what}", it["username"].as_str().unwrap_or("?"))
    };
    nodes.iter().map(name).collect()
}

/// Five credentials, an hour apart: Ada's program, run1 (revoked at the end) and run2 (visible in ten days); Grace's run1 and
/// program.
async fn five(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    let run = |username: &str, run: &str, more: Value| {
        let input = json!({ "username": username, "learningObject": course_run(&format!("course-v1:A+B+{run}")) });
        crate::scene::merged(input, more)
    };
    let later = scene.app.now() + TimeDelta::days(10);
    let mut revoked = Value::Null;
    for input in [
        scene.input("ada"),
        run("ada", "run1", json!({})),
        run("ada", "run2", json!({ "dateOverride": later })),
        run("grace", "run1", json!({})),
        scene.input("grace"),
    ] {
        let is_revoked_later = input["learningObject"]["id"] == "course-v1:A+B+run1" && input["username"] == "ada";
        let payload = award(&scene.app.service(), input).await;
        if is_revoked_later {
            revoked = payload["credential"]["uuid"].clone();
        }
        scene.app.advance(TimeDelta::hours(1));
    }
    scene.revoke(revoked.as_str().expect("a number"), json!({})).await;
    scene
}

async fn everybody_lists_what_they_may_see(engine: Engine) {
    let scene = five(engine).await;
    let app = &scene.app;
    let all = ["grace program", "grace run1", "ada run2", "ada run1", "ada program"];
    for client in [app.staff(), app.service(), app.superuser()] {
        assert_eq!(chosen(&client, json!({})).await, all);
        assert_eq!(chosen(&client, json!(null)).await, all);
    }
    assert_eq!(chosen(&app.learner("ada"), json!({})).await, all[2..]);
    assert_eq!(chosen(&app.learner("grace"), json!({})).await, all[..2]);
    assert_eq!(chosen(&app.learner("mei_lin"), json!({})).await, [""; 0]);
    // Asking by name opens nothing.
    assert_eq!(
        chosen(&app.learner("grace"), json!({ "username": "ada" })).await,
        [""; 0]
    );
    assert_eq!(
        chosen(&app.learner("grace"), json!({ "username": "Grace" })).await,
        all[..2]
    );
    assert_eq!(
        chosen(&app.learner("grace"), json!({ "learningObject": scene.program() })).await,
        all[..1]
    );
}

async fn beginning_of_a_number_finds_its_credential(engine: Engine) {
    let scene = five(engine).await;
    let (staff, ada, grace) = (scene.app.staff(), scene.app.learner("ada"), scene.app.learner("grace"));
    let of_ada = list(&ada, json!({ "filter": { "status": "REVOKED" } })).await;
    let number = of_ada.text_at("/credentials/edges/0/node/uuid").to_owned();
    let beginning = &number[..8];
    for prefix in [
        beginning.to_owned(),
        beginning.to_uppercase(),
        number[..13].to_owned(),
        number.replace('-', ""),
        number.clone(),
    ] {
        let filter = json!({ "uuidPrefix": prefix });
        assert_eq!(chosen(&staff, filter.clone()).await, ["ada run1"], "{prefix}");
        assert_eq!(chosen(&ada, filter.clone()).await, ["ada run1"], "{prefix}");
        assert_eq!(chosen(&grace, filter).await, [""; 0], "{prefix}");
    }
    for (more, found) in [
        (json!({ "status": "REVOKED" }), 1),
        (json!({ "status": "AWARDED" }), 0),
        (json!({ "username": "ada" }), 1),
        (json!({ "username": "grace" }), 0),
        (json!({ "type": "COURSE_RUN" }), 1),
    ] {
        let filter = crate::scene::merged(json!({ "uuidPrefix": beginning }), more.clone());
        assert_eq!(chosen(&staff, filter).await.len(), found, "{more}");
    }
    // No number begins like one of version 4 and has all its digits alike.
    assert_eq!(chosen(&staff, json!({ "uuidPrefix": "0000000000000" })).await, [""; 0]);
    for prefix in ["", "af5621a", "af5621ag", "af5621ab af5621ab", &"0".repeat(33)] {
        let refused = list(&staff, json!({ "filter": { "uuidPrefix": prefix } })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{prefix}");
    }
}

async fn each_filter_chooses(engine: Engine) {
    let scene = five(engine).await;
    let staff = scene.app.staff();
    let start = scene.app.now() - TimeDelta::hours(5);
    let hour = |n: i64| start + TimeDelta::hours(n);
    let second = TimeDelta::microseconds(1);
    for (filter, expected) in [
        (json!({ "username": "ADA" }), "ada run2, ada run1, ada program"),
        (json!({ "username": "nobody" }), ""),
        (json!({ "status": "REVOKED" }), "ada run1"),
        (
            json!({ "status": "AWARDED" }),
            "grace program, grace run1, ada run2, ada program",
        ),
        (json!({ "state": "VALID" }), "grace program, grace run1, ada program"),
        (json!({ "state": "NOT_YET_VISIBLE" }), "ada run2"),
        (json!({ "state": "REVOKED" }), "ada run1"),
        (json!({ "type": "PROGRAM" }), "grace program, ada program"),
        (json!({ "type": "COURSE_RUN" }), "grace run1, ada run2, ada run1"),
        (
            json!({ "learningObject": course_run("course-v1:A+B+run1") }),
            "grace run1, ada run1",
        ),
        (json!({ "learningObject": course_run("course-v1:A+B+run9") }), ""),
        (
            json!({ "learningObject": scene.program() }),
            "grace program, ada program",
        ),
        (json!({ "awardedAfter": hour(3) }), "grace program, grace run1"),
        (json!({ "awardedAfter": hour(3) + second }), "grace program"),
        (json!({ "awardedBefore": hour(1) }), "ada program"),
        (json!({ "awardedBefore": hour(1) + second }), "ada run1, ada program"),
        (json!({ "changedSince": hour(4) }), "ada run1, grace program"),
        (json!({ "changedSince": hour(5) }), "ada run1"),
        (json!({ "changedSince": hour(5) + second }), ""),
    ] {
        assert_eq!(chosen(&staff, filter.clone()).await.join(", "), expected, "{filter}");
    }
    scene.app.advance(TimeDelta::days(10));
    assert_eq!(
        chosen(&scene.app.staff(), json!({ "state": "NOT_YET_VISIBLE" })).await,
        [""; 0]
    );
    assert_eq!(
        chosen(&scene.app.staff(), json!({ "state": "VALID", "username": "ada" }))
            .await
            .len(),
        2
    );
}

async fn filters_hold_together(engine: Engine) {
    let scene = five(engine).await;
    let staff = scene.app.staff();
    let start = scene.app.now() - TimeDelta::hours(5);
    for (filter, expected) in [
        (
            json!({ "username": "ada", "type": "COURSE_RUN", "status": "AWARDED" }),
            "ada run2",
        ),
        (json!({ "status": "AWARDED", "state": "REVOKED" }), ""),
        (
            json!({ "type": "PROGRAM", "learningObject": course_run("course-v1:A+B+run1") }),
            "",
        ),
        (
            json!({ "awardedAfter": start + TimeDelta::hours(1), "awardedBefore": start + TimeDelta::hours(3) }),
            "ada run2, ada run1",
        ),
        (
            json!({ "username": "ada", "changedSince": start + TimeDelta::hours(5), "state": "REVOKED" }),
            "ada run1",
        ),
        (
            json!({ "username": null, "status": null, "type": "PROGRAM" }),
            "grace program, ada program",
        ),
    ] {
        assert_eq!(chosen(&staff, filter.clone()).await.join(", "), expected, "{filter}");
    }
}

/// Over pages of one.
async fn each_list_has_the_order_of_what_it_asks_for(engine: Engine) {
    let scene = five(engine).await;
    scene.app.advance(TimeDelta::minutes(1));
    let now = scene.app.now();
    let run3 = json!({ "username": "grace", "learningObject": course_run("course-v1:A+B+run3"),
        "dateOverride": now + TimeDelta::days(5) });
    award(&scene.app.service(), run3).await;
    // Ada's run2 appears after Grace's run3, and was awarded before it. Of what has expired, what was awarded last did so first.
    for (username, object, days) in [("ada", "program", 2), ("grace", "program", 3)] {
        let user = user::Entity::find().filter(user::COLUMN.username.eq(username));
        let user = user.one(scene.app.db()).await.expect("people").expect("somebody");
        let expires_at = now - TimeDelta::days(days);
        let rows = credential::Entity::update_many()
            .col_expr(credential::Column::ExpiresAt, Expr::value(expires_at))
            .col_expr(
                credential::Column::VisibleAt,
                Expr::value(expires_at - TimeDelta::days(1)),
            )
            .filter(credential::Column::UserId.eq(user.id))
            .filter(credential::Column::ConfigurationId.eq(scene.configuration.id))
            .exec(scene.app.db())
            .await
            .expect("an expiry");
        assert_eq!(rows.rows_affected, 1, "{username} {object}");
    }
    let staff = scene.app.staff();
    for (filter, expected) in [
        (
            json!({ "state": "NOT_YET_VISIBLE" }),
            ["ada run2", "grace run3"].as_slice(),
        ),
        (json!({ "state": "EXPIRED" }), &["ada program", "grace program"]),
        (
            json!({ "changedSince": now - TimeDelta::hours(2) }),
            &["grace run3", "ada run1", "grace program"],
        ),
        (
            json!({ "type": "COURSE_RUN", "status": "AWARDED" }),
            &["grace run3", "grace run1", "ada run2"],
        ),
    ] {
        assert_eq!(chosen(&staff, filter.clone()).await, expected, "{filter}");
        let (mut listed, mut after) = (Vec::new(), Value::Null);
        for _ in 0..expected.len() {
            let reply = list(&staff, json!({ "filter": filter, "first": 1, "after": after })).await;
            let node = reply.at("/credentials/nodes/0").clone();
            listed.push((
                node["username"].clone(),
                node["configuration"]["learningObject"]["id"].clone(),
            ));
            after = reply.at("/credentials/pageInfo/endCursor").clone();
        }
        let has_more = list(&staff, json!({ "filter": filter, "first": 1, "after": after })).await;
        assert_eq!(has_more.at("/credentials/nodes"), &json!([]), "{filter}");
        let whole = list(&staff, json!({ "filter": filter })).await;
        let nodes = whole.at("/credentials/nodes").as_array().cloned().unwrap_or_default();
        let whole: Vec<_> = nodes
            .iter()
            .map(|it| {
                (
                    it["username"].clone(),
                    it["configuration"]["learningObject"]["id"].clone(),
                )
            })
            .collect();
        assert_eq!(listed, whole, "{filter}");
    }
}

async fn unfit_filters_are_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    for filter in [
        json!({ "username": "a b" }),
        json!({ "username": "" }),
        json!({ "learningObject": { "type": "PROGRAM", "id": "course-v1:A+B+C" } }),
        json!({ "learningObject": course_run("?") }),
    ] {
        let refused = list(&scene.app.staff(), json!({ "filter": filter })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{filter}: {}", refused.text);
    }
}

async fn visitors_are_told_to_sign_in_before_anything_else(engine: Engine) {
    let scene = five(engine).await;
    for variables in [
        json!({}),
        json!({ "filter": { "username": "ada" } }),
        json!({ "filter": { "username": "a b" } }),
        json!({ "first": 0 }),
        json!({ "after": "x" }),
    ] {
        let refused = list(&scene.app.anonymous(), variables).await;
        assert_eq!(refused.codes(), ["UNAUTHENTICATED"], "{}", refused.text);
    }
}
