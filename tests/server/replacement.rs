//! Two credentials for the same thing that turn out to be one person's: one is kept, and the other says that it was replaced.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::id::CredentialId;
use entity::{CredentialChange, EventKind, UsernameKey, credential, user};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use server::service::user::settle_doubles;
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::ADA;
use tests::platform::token::TokenSpec;

use crate::scene::{Scene, award, course_run, revoke, text};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    replaced_certificate_says_so_and_leads_to_the_other,
    what_is_left_of_it_is_a_notice,
    replacement_is_part_of_history_and_trail,
    person_keeps_what_is_worth_more,
    whoever_followed_one_is_led_to_what_the_person_has,
    learner_decides_about_both,
    other_one_that_nobody_sees_yet_is_not_named,
    what_becomes_of_the_other_is_told_there,
    lists_tell_replaced_ones_apart,
    of_a_retired_person_neither_is_found,
    doubles_of_the_release_before_are_settled,
    doubles_are_settled_by_one_replica_at_a_time,
    what_was_settled_is_not_settled_again,
    merge_and_revocation_at_once_come_in_some_order,
    dry_run_tells_what_merging_comes_to,
    rows_that_contradict_each_other_are_found
);

const SEEN: &str =
    "query($uuid: UUID!) { credential(uuid: $uuid) { status state replacedAt replacedBy { uuid state } pdfUrl
    shareLinks { url } viewerCan } }";

async fn seen(client: &Client, uuid: &str) -> Value {
    let reply = client.graphql(SEEN, json!({ "uuid": uuid })).await;
    reply.at("/credential").clone()
}

async fn knock(client: &Client) {
    client.query("{ viewer { id } }").await.data();
}

/// A token of Ada's under another name.
fn called(username: &str) -> TokenSpec {
    TokenSpec::of(&ADA).claim("preferred_username", username)
}

/// A server that knows Ada by her number.
async fn open(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    knock(&scene.app.learner("ada")).await;
    scene
}

/// Ada comes under this name, which makes her row and that of the name one person's.
async fn merge(scene: &Scene, username: &str) -> Client {
    scene.app.advance(TimeDelta::minutes(1));
    let ada = scene.app.bearer(&called(username));
    knock(&ada).await;
    ada
}

/// The program awarded to Ada and to her new name, before it is known whose that is; and Ada once it is.
async fn doubled(engine: Engine) -> (Scene, [String; 2], Client) {
    let scene = open(engine).await;
    let numbers = [scene.awarded("ada").await, scene.awarded("countess").await];
    let ada = merge(&scene, "countess").await;
    (scene, numbers, ada)
}

/// What holds of the stored data and should not, in words.
async fn broken(app: &TestApp) -> Vec<&'static str> {
    let ctx = app.ctx().await;
    let invariants = ctx.db.verify().await.expect("an answer");
    ctx.db.clone().close().await;
    invariants
        .into_iter()
        .filter(|it| !it.broken_by.is_empty())
        .map(|it| it.what)
        .collect()
}

async fn replaced_certificate_says_so_and_leads_to_the_other(engine: Engine) {
    let (scene, [own, other], ada) = doubled(engine).await;
    let app = &scene.app;
    let expected = json!({ "status": "AWARDED", "state": "REPLACED", "replacedAt": app.now().to_rfc3339(),
        "replacedBy": { "uuid": own, "state": "VALID" }, "pdfUrl": null, "shareLinks": [], "viewerCan": [] });
    for client in [&app.anonymous(), &ada] {
        assert_eq!(seen(client, &other).await, expected);
        let kept = seen(client, &own).await;
        assert_eq!(
            [&kept["state"], &kept["replacedAt"], &kept["replacedBy"]],
            [&json!("VALID"), &Value::Null, &Value::Null]
        );
        assert!(kept["pdfUrl"].is_string(), "{kept}");
    }
    let listed = ada.query("{ credentials { nodes { uuid } } }").await;
    assert_eq!(listed.at("/credentials/nodes"), &json!([{ "uuid": own }]));
    assert_sound(app).await;
}

async fn what_is_left_of_it_is_a_notice(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let visitor = scene.app.anonymous();
    let get = async |uuid: &str, what: &str| {
        let path = format!("/credentials/{}{what}", uuid.replace('-', ""));
        visitor.get(&path).await
    };
    let document = get(&other, "/document").await;
    assert_eq!(document.status, StatusCode::OK);
    let notice = "by another one and no longer counts.</p>";
    assert!(
        document.text.contains("This certificate was replaced on "),
        "{}",
        document.text
    );
    assert!(document.text.contains(notice), "{}", document.text);
    assert!(!document.text.contains("<main"), "{}", document.text);
    assert!(!get(&own, "/document").await.text.contains("class=\"state\""));
    for (what, expected) in [
        ("/certificate.pdf", StatusCode::NOT_FOUND),
        ("/preview.png", StatusCode::NOT_FOUND),
        ("/qr.svg", StatusCode::OK),
    ] {
        assert_eq!(get(&other, what).await.status, expected, "{what}");
    }
}

async fn replacement_is_part_of_history_and_trail(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let stored = Stored::read(app).await;
    assert_eq!(stored.counts(), [2, 4, 4]);
    let newest = |uuid: &str| {
        let history = stored.history.iter().filter(|it| it.credential_id.to_string() == uuid);
        let entry = history.max_by_key(|it| it.version).expect("an entry");
        (entry.change, entry.version, entry.details.clone())
    };
    // By the change of the one that stays, nobody decides about it who does not know.
    let details = json!({ "replaces": { "old": null, "new": other } });
    assert_eq!(newest(&own), (CredentialChange::Updated, 2, details));
    let (change, version, details) = newest(&other);
    assert_eq!((change, version), (CredentialChange::Replaced, 2));
    assert_eq!(details["replaced_by_id"], json!({ "old": null, "new": own }));
    let told = stored
        .events
        .iter()
        .find(|it| it.payload["credential"]["replacedBy"] == json!(own));
    let told = told.expect("an event");
    assert_eq!(
        (told.kind, &told.payload["credential"]["uuid"]),
        (EventKind::CredentialUpdated, &json!(other))
    );
    let trail = "{ auditTrail(filter: { action: CREDENTIAL_REPLACED }) { totalCount nodes { subject changes { name after } } } }";
    let trail = app.staff().query(trail).await;
    assert_eq!(trail.at("/auditTrail/totalCount"), 1);
    assert_eq!(
        trail.at("/auditTrail/nodes/0/subject"),
        &json!(format!("credential:{other}"))
    );
    let changes = trail
        .at("/auditTrail/nodes/0/changes")
        .as_array()
        .expect("changes")
        .clone();
    assert!(
        changes.contains(&json!({ "name": "replaced_by_id", "after": own })),
        "{changes:?}"
    );
    let history = "query($uuid: UUID!) { credential(uuid: $uuid) { history { change } } }";
    let history = app.staff().graphql(history, json!({ "uuid": other })).await;
    assert_eq!(
        history.at("/credential/history"),
        &json!([{ "change": "AWARDED" }, { "change": "REPLACED" }])
    );
}

/// What becomes of a credential before the rows turn out to be one person's.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Stands,
    Revoked,
    Expired,
    Later,
}

/// Awards a run, and lets that become of it.
async fn earned(scene: &Scene, username: &str, key: &str, fate: Fate) -> String {
    let app = &scene.app;
    let later = match fate {
        Fate::Later => json!(app.now() + TimeDelta::days(30)),
        Fate::Stands | Fate::Revoked | Fate::Expired => Value::Null,
    };
    let input = json!({ "username": username, "learningObject": course_run(key), "dateOverride": later });
    let uuid = text(&award(&app.service(), input).await["credential"]["uuid"]);
    match fate {
        Fate::Stands | Fate::Later => {}
        Fate::Revoked => drop(revoke(&app.staff(), json!({ "uuid": uuid })).await),
        Fate::Expired => {
            let id: CredentialId = uuid.parse::<uuid::Uuid>().expect("a number").into();
            let rows = credential::Entity::update_many()
                .col_expr(credential::Column::ExpiresAt, Expr::value(app.now()))
                .filter(credential::Column::Id.eq(id))
                .exec(app.db())
                .await
                .expect("an expiry");
            assert_eq!(rows.rows_affected, 1);
        }
    }
    uuid
}

async fn person_keeps_what_is_worth_more(engine: Engine) {
    use Fate::{Expired, Later, Revoked, Stands};
    let scene = open(engine).await;
    let app = &scene.app;
    let mut pairs = Vec::new();
    for (index, (own, other, is_own_kept, left)) in [
        (Stands, Stands, true, "REPLACED"),
        (Stands, Expired, true, "REPLACED"),
        (Stands, Later, true, "REPLACED"),
        (Stands, Revoked, true, "REVOKED"),
        (Later, Stands, false, "REPLACED"),
        (Expired, Stands, false, "REPLACED"),
        (Expired, Revoked, true, "REVOKED"),
        (Revoked, Stands, false, "REVOKED"),
        (Revoked, Revoked, true, "REVOKED"),
    ]
    .into_iter()
    .enumerate()
    {
        let key = format!("course-v1:A+B+{index}");
        let numbers = [
            earned(&scene, "ada", &key, own).await,
            earned(&scene, "countess", &key, other).await,
        ];
        pairs.push((numbers, is_own_kept, left, format!("{own:?} {other:?}")));
    }
    let ada = merge(&scene, "countess").await;
    let stored = Stored::read(app).await;
    let person = stored.user("countess").id;
    let row = |uuid: &str| {
        stored
            .credentials
            .iter()
            .find(|it| it.id.to_string() == uuid)
            .expect("a row")
    };
    let mut expected = BTreeSet::new();
    for ([own, other], is_own_kept, left_state, what) in &pairs {
        let (kept, left) = if *is_own_kept { (own, other) } else { (other, own) };
        expected.insert(kept.clone());
        assert_eq!(row(kept).user_id, person, "{what}");
        assert_ne!(row(left).user_id, person, "{what}");
        assert_eq!(
            (row(kept).replaced_at, row(kept).replaced_by_id),
            (None, None),
            "{what}"
        );
        let told = seen(&app.staff(), left).await;
        assert_eq!(told["state"], *left_state, "{what}");
        let by = if *left_state == "REPLACED" {
            json!(kept)
        } else {
            Value::Null
        };
        assert_eq!(told["replacedBy"]["uuid"], by, "{what}");
    }
    let listed = ada.query("{ credentials(first: 100) { nodes { uuid } } }").await;
    let listed = listed.at("/credentials/nodes").as_array().expect("nodes").clone();
    assert_eq!(
        listed.iter().map(|it| text(&it["uuid"])).collect::<BTreeSet<_>>(),
        expected
    );
    // What stood for the new name counts for the person, where the own one was revoked.
    let status = format!(
        "{{ learnerStatus(lmsUserId: {}, courseRuns: [\"course-v1:A+B+7\", \"course-v1:A+B+8\"]) {{ courseRuns {{ key }} }} }}",
        ADA.user_id
    );
    let status = app.service().query(&status).await;
    assert_eq!(
        status.at("/learnerStatus/courseRuns"),
        &json!([{ "key": "course-v1:A+B+7" }])
    );
    assert_eq!(broken(app).await, [""; 0]);
}

async fn whoever_followed_one_is_led_to_what_the_person_has(engine: Engine) {
    let (scene, [own, first], _) = doubled(engine).await;
    let app = &scene.app;
    let since = seen(&app.anonymous(), &first).await["replacedAt"].clone();
    scene.revoke(&own, json!({})).await;
    let third = scene.awarded("lovelace").await;
    merge(&scene, "lovelace").await;
    let visitor = app.anonymous();
    assert_eq!(seen(&visitor, &third).await["state"], "VALID");
    assert_eq!(seen(&visitor, &own).await["state"], "REVOKED");
    let led = seen(&visitor, &first).await;
    assert_eq!(led["replacedBy"], json!({ "uuid": third, "state": "VALID" }));
    assert_eq!(led["replacedAt"], since, "since the first time");

    // A fourth is replaced by the third, as any.
    let fourth = scene.awarded("byron").await;
    merge(&scene, "byron").await;
    for uuid in [&first, &fourth] {
        assert_eq!(seen(&visitor, uuid).await["replacedBy"]["uuid"], json!(third));
    }
    assert_eq!(broken(app).await, [""; 0]);
}

async fn learner_decides_about_both(engine: Engine) {
    let scene = open(engine).await;
    let app = &scene.app;
    let [own, other] = [scene.awarded("ada").await, scene.awarded("countess").await];
    let set = async |client: &Client, visibility: &str| {
        let input = json!({ "uuid": own, "visibility": visibility });
        let reply = client.mutate("setCredentialVisibility", input, "outcome").await;
        assert_eq!(reply.at("/setCredentialVisibility/outcome"), "UPDATED");
    };
    let visitor = app.anonymous();
    set(&app.learner("ada"), "PRIVATE").await;
    let ada = merge(&scene, "countess").await;
    for uuid in [&own, &other] {
        assert_eq!(seen(&visitor, uuid).await, Value::Null);
        assert!(seen(&app.staff(), uuid).await.is_object());
    }
    set(&ada, "PUBLIC").await;
    assert_eq!(seen(&visitor, &own).await["state"], "VALID");
    assert_eq!(seen(&visitor, &other).await["replacedBy"]["uuid"], json!(own));
    set(&ada, "PRIVATE").await;
    for uuid in [&own, &other] {
        assert_eq!(seen(&visitor, uuid).await, Value::Null);
    }
    let stored = Stored::read(app).await;
    let of_other = stored.history.iter().filter(|it| it.credential_id.to_string() == other);
    let newest = of_other.max_by_key(|it| it.version).expect("an entry");
    assert_eq!(newest.details, json!({ "is_private": { "old": false, "new": true } }));
    assert_eq!(newest.actor_id, Some(stored.user("countess").id));
    assert_eq!(broken(app).await, [""; 0]);
}

async fn other_one_that_nobody_sees_yet_is_not_named(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let later = app.now() + TimeDelta::days(3);
    scene.award("countess", json!({ "dateOverride": later })).await;
    assert_eq!(seen(&app.anonymous(), &own).await, Value::Null);
    let told = seen(&app.anonymous(), &other).await;
    assert_eq!(
        (&told["state"], &told["replacedBy"]),
        (&json!("REPLACED"), &Value::Null)
    );
    let told = seen(&app.staff(), &other).await;
    assert_eq!(told["replacedBy"], json!({ "uuid": own, "state": "NOT_YET_VISIBLE" }));
}

async fn what_becomes_of_the_other_is_told_there(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let (visitor, staff) = (app.anonymous(), app.staff());
    assert_eq!(seen(&staff, &other).await["viewerCan"], json!(["REVOKE", "REFRESH"]));
    scene.revoke(&own, json!({})).await;
    let told = seen(&visitor, &other).await;
    assert_eq!(told["state"], "REPLACED");
    assert_eq!(told["replacedBy"], json!({ "uuid": own, "state": "REVOKED" }));
    assert_eq!(scene.award("countess", json!({})).await["outcome"], "REINSTATED");
    assert_eq!(seen(&visitor, &other).await["replacedBy"]["state"], "VALID");

    // It can be revoked by its number, and then says that. Awarded again it would be somebody else's.
    assert_eq!(scene.revoke(&other, json!({})).await["outcome"], "REVOKED");
    assert_eq!(seen(&visitor, &other).await["state"], "REVOKED");
    assert_eq!(seen(&visitor, &own).await["state"], "VALID");
    assert_eq!(seen(&staff, &other).await["viewerCan"], json!(["REFRESH"]));
    assert_eq!(broken(app).await, [""; 0]);
}

async fn lists_tell_replaced_ones_apart(engine: Engine) {
    let scene = open(engine).await;
    let app = &scene.app;
    let run = "course-v1:A+B+C";
    let mut replaced = Vec::new();
    for username in ["ada", "countess"] {
        replaced = vec![scene.awarded(username).await, scene.awarded_run(username, run).await];
    }
    merge(&scene, "countess").await;
    let staff = app.staff();
    let list = async |filter: Value, more: &str| {
        let document = format!(
            "query($filter: CredentialFilter) {{ credentials(filter: $filter{more}) {{ totalCount nodes {{ uuid state }}
                pageInfo {{ endCursor }} }} }}"
        );
        staff
            .graphql(&document, json!({ "filter": filter }))
            .await
            .at("/credentials")
            .clone()
    };
    for (filter, n_listed) in [
        (json!({}), 4),
        (json!({ "status": "AWARDED" }), 4),
        (json!({ "state": "VALID" }), 2),
        (json!({ "state": "REPLACED" }), 2),
        (json!({ "state": "REPLACED", "learningObject": course_run(run) }), 1),
        (json!({ "state": "REPLACED", "type": "PROGRAM" }), 1),
        (json!({ "state": "REPLACED", "username": "countess" }), 0),
        (json!({ "state": "VALID", "username": "countess" }), 2),
        (json!({ "state": "REVOKED" }), 0),
        (json!({ "state": "EXPIRED" }), 0),
        (json!({ "state": "NOT_YET_VISIBLE" }), 0),
    ] {
        let listed = list(filter.clone(), "").await;
        assert_eq!(listed["totalCount"], n_listed, "{filter}");
        let nodes = listed["nodes"].as_array().expect("nodes");
        assert_eq!(nodes.len(), n_listed, "{filter}");
        if let Some(state) = filter.get("state") {
            assert!(nodes.iter().all(|it| it["state"] == *state), "{filter}: {nodes:?}");
        }
    }
    // Page by page, all of them.
    let filter = json!({ "state": "REPLACED" });
    let first = list(filter.clone(), ", first: 1").await;
    let after = text(&first["pageInfo"]["endCursor"]);
    let second = list(filter, &format!(", first: 1, after: \"{after}\"")).await;
    let mut listed = vec![text(&first["nodes"][0]["uuid"]), text(&second["nodes"][0]["uuid"])];
    listed.sort();
    replaced.sort();
    assert_eq!(listed, replaced);
}

async fn of_a_retired_person_neither_is_found(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let retired = json!({ "lmsUserId": ADA.user_id });
    app.service().mutate("retireUser", retired, "outcome").await.data();
    for uuid in [&own, &other] {
        assert_eq!(seen(&app.anonymous(), uuid).await, Value::Null);
        let path = format!("/credentials/{}/document", uuid.replace('-', ""));
        assert_eq!(app.anonymous().get(&path).await.status, StatusCode::NOT_FOUND);
    }
    let told = seen(&app.staff(), &other).await;
    assert_eq!(
        (&told["state"], &told["replacedBy"]["uuid"]),
        (&json!("REPLACED"), &json!(own))
    );
    assert_sound(app).await;
}

/// Makes the row of a name one that was merged into another's, as the release before left it.
async fn merged_before(app: &TestApp, username: &str, into: &str) {
    let before = Stored::read(app).await;
    let (id, into) = (before.user(username).id, before.user(into).id);
    let rows = user::Entity::update_many()
        .col_expr(user::Column::MergedIntoId, Expr::value(into))
        .col_expr(user::Column::UsernameKey, Expr::value(UsernameKey::given_up(id)))
        .filter(user::Column::Id.eq(id))
        .exec(app.db())
        .await
        .expect("a merged row");
    assert_eq!(rows.rows_affected, 1);
}

async fn doubles_of_the_release_before_are_settled(engine: Engine) {
    let scene = open(engine).await;
    let app = &scene.app;
    let [own, other] = [scene.awarded("ada").await, scene.awarded("countess").await];
    merged_before(app, "countess", "ada").await;
    app.advance(TimeDelta::hours(1));
    let ctx = app.ctx().await;
    assert_eq!(settle_doubles(&ctx).await.expect("settled"), 1);
    let told = seen(&app.anonymous(), &other).await;
    assert_eq!(told["replacedAt"], app.now().to_rfc3339());
    assert_eq!(told["replacedBy"], json!({ "uuid": own, "state": "VALID" }));
    let after = Stored::read(app).await;
    assert!(
        after
            .history
            .iter()
            .any(|it| it.change == CredentialChange::Replaced && it.actor_id.is_none())
    );

    app.advance(TimeDelta::hours(1));
    assert_eq!(settle_doubles(&ctx).await.expect("settled"), 0);
    assert_eq!(Stored::read(app).await, after, "once is enough");
    ctx.db.clone().close().await;
    assert_sound(app).await;
}

async fn doubles_are_settled_by_one_replica_at_a_time(engine: Engine) {
    let scene = open(engine).await;
    let app = &scene.app;
    for username in ["ada", "countess", "lovelace", "byron"] {
        scene.awarded(username).await;
    }
    for username in ["countess", "lovelace"] {
        merged_before(app, username, "ada").await;
    }
    let (one, another) = (app.ctx().await, app.ctx().await);
    let (first, second) = tokio::join!(settle_doubles(&one), settle_doubles(&another));
    let n_settled = [first.expect("an answer"), second.expect("an answer")];
    assert!(matches!(n_settled, [2, 0] | [0, 2]), "{n_settled:?}");
    let after = Stored::read(app).await;

    // Who asks a while later finds that it was done.
    merged_before(app, "byron", "ada").await;
    app.advance(TimeDelta::minutes(49));
    for ctx in [&one, &another] {
        assert_eq!(settle_doubles(ctx).await.expect("an answer"), 0);
    }
    assert_eq!(Stored::read(app).await.history, after.history);
    app.advance(TimeDelta::minutes(2));
    assert_eq!(settle_doubles(&another).await.expect("settled"), 1);
    for ctx in [one, another] {
        ctx.db.clone().close().await;
    }
    assert_eq!(broken(app).await, [""; 0]);
}

async fn what_was_settled_is_not_settled_again(engine: Engine) {
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let row = |stored: &Stored, uuid: &str| {
        let rows = &stored.credentials;
        let row = rows.iter().find(|it| it.id.to_string() == *uuid);
        row.expect("a row").clone()
    };
    let merged = row(&Stored::read(app).await, &other).user_id;
    // Something else stands with the merged row, so that its credentials are looked at again.
    let more = scene.awarded_run("countess", "course-v1:A+B+C").await;
    let given = credential::Entity::update_many()
        .col_expr(credential::Column::UserId, Expr::value(merged))
        .filter(credential::Column::Id.eq(CredentialId(more.parse().expect("a number"))))
        .exec(app.db())
        .await
        .expect("a credential of the merged row");
    assert_eq!(given.rows_affected, 1);
    let before = Stored::read(app).await;
    app.advance(TimeDelta::hours(1));
    let ctx = app.ctx().await;
    assert_eq!(settle_doubles(&ctx).await.expect("settled"), 1);
    ctx.db.clone().close().await;
    let after = Stored::read(app).await;
    for uuid in [&own, &other] {
        assert_eq!(row(&after, uuid), row(&before, uuid), "it was settled");
    }
    assert_eq!(row(&after, &more).user_id, row(&before, &own).user_id);
    assert_eq!(after.history.len(), before.history.len() + 1);
    assert_eq!(after.events.len(), before.events.len() + 1);
    assert_eq!(broken(app).await, [""; 0]);
}

async fn merge_and_revocation_at_once_come_in_some_order(engine: Engine) {
    let scene = Scene::open(engine).await;
    let replica = scene.app.replica().await;
    let staff = scene.app.staff();
    knock(&staff).await;
    for round in 0..10 {
        let [old, new] = ["old", "new"].map(|it| format!("{it}{round}"));
        let spec = |username: &str| called(username).claim("user_id", 3000 + round);
        knock(&scene.app.bearer(&spec(&old))).await;
        let [own, other] = [scene.awarded(&old).await, scene.awarded(&new).await];
        scene.app.advance(TimeDelta::minutes(1));
        let learner = replica.bearer(&spec(&new));
        let (revoked, ()) = tokio::join!(revoke(&staff, json!({ "uuid": own })), knock(&learner));
        assert_eq!(revoked["outcome"], "REVOKED", "{revoked:#}");
        let stored = Stored::read(&scene.app).await;
        let person = stored.user(&new).id;
        let row = |uuid: &str| {
            stored
                .credentials
                .iter()
                .find(|it| it.id.to_string() == uuid)
                .expect("a row")
        };
        let (own, other) = (row(&own), row(&other));
        assert!(own.revoked_at.is_some());
        if other.user_id == person {
            // The revocation came first: the person has what stands.
            assert_ne!(own.user_id, person);
            assert_eq!((own.replaced_by_id, other.replaced_by_id), (None, None));
        } else {
            assert_eq!((own.user_id, own.replaced_by_id), (person, None));
            assert_eq!(other.replaced_by_id, Some(own.id));
        }
    }
    assert_eq!(broken(&scene.app).await, [""; 0]);
}

async fn dry_run_tells_what_merging_comes_to(engine: Engine) {
    let scene = open(engine).await;
    let app = &scene.app;
    let [own, other] = [scene.awarded("ada").await, scene.awarded("countess").await];
    scene.revoke(&own, json!({})).await;
    app.advance(TimeDelta::minutes(1));
    let item = scene.input_with("countess", json!({ "lmsUserId": ADA.user_id }));
    let before = Stored::read(app).await;
    let dry = json!({ "items": [item], "dryRun": true });
    let reply = app
        .service()
        .mutate("awardCredentials", dry, "results { outcome }")
        .await;
    assert_eq!(reply.at("/awardCredentials/results/0/outcome"), "UNCHANGED");
    assert_eq!(Stored::read(app).await, before);
    let payload = award(&app.service(), item).await;
    assert_eq!(payload["outcome"], "UNCHANGED", "{payload:#}");
    assert_eq!(payload["credential"]["uuid"], json!(other), "what stands is hers");
    assert_eq!(seen(&app.anonymous(), &own).await["state"], "REVOKED");
    assert_eq!(broken(app).await, [""; 0]);
}

async fn rows_that_contradict_each_other_are_found(engine: Engine) {
    const EXACTLY: &str = "a credential tells when it was replaced exactly while it tells by which";
    const ANOTHER: &str =
        "what replaced a credential is another one of the same site and configuration, which was not replaced itself";
    let (scene, [own, other], _) = doubled(engine).await;
    let app = &scene.app;
    let elsewhere = scene.awarded_run("grace", "course-v1:A+B+C").await;
    let id = |uuid: &str| CredentialId(uuid.parse().expect("a number"));
    let lead = async |from: &str, to: Option<CredentialId>| {
        credential::Entity::update_many()
            .col_expr(credential::Column::ReplacedById, Expr::value(to))
            .filter(credential::Column::Id.eq(id(from)))
            .exec(app.db())
            .await
            .expect("a row");
    };
    let nobody = CredentialId(uuid::Uuid::from_u128(7));
    for (to, expected) in [
        (None, EXACTLY),
        (Some(nobody), ANOTHER),
        (Some(id(&other)), ANOTHER),
        (Some(id(&elsewhere)), ANOTHER),
    ] {
        lead(&other, to).await;
        assert_eq!(broken(app).await, [expected], "{to:?}");
    }
    // In a circle.
    lead(&other, Some(id(&own))).await;
    assert_eq!(broken(app).await, [""; 0]);
    lead(&own, Some(id(&other))).await;
    assert_eq!(broken(app).await, [EXACTLY, ANOTHER]);
}
