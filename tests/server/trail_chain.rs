//! The chain over the audit trail: what is sealed, and that whatever is done to the stored entries is found.

use chrono::TimeDelta;
use entity::id::TrailEntryId;
use entity::{trail_entry, trail_seal};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, IntoActiveModel as _, QueryOrder as _};
use serde_json::json;
use server::context::Ctx;
use server::domain::trail_chain::Head;
use server::service::trail::{self, Swept};
use server::worker::trail::{seal, verify};
use tests::app::TestApp;
use tests::database::Engine;
use uuid::Uuid;

use crate::scene::Scene;
use crate::stored::Stored;

tests::on_both_engines!(
    every_kind_of_entry_is_sealed_once,
    two_who_seal_at_once_make_one_chain,
    a_thousand_entries_cost_no_more_statements_than_two,
    what_is_altered_is_found,
    what_is_removed_is_found,
    what_is_inserted_is_found,
    what_was_cut_off_is_missed_by_who_noted_the_head,
    retirement_leaves_the_chain_sound,
    what_lost_its_place_gets_it_back,
    sites_have_chains_of_their_own
);

/// What staff did: awards and a revocation with a reason, an edited configuration, a look at Ada.
async fn story(engine: Engine) -> (Scene, Ctx) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    scene.awarded("grace").await;
    scene.revoke(&uuid, json!({ "reason": "Awarded by mistake" })).await;
    look(&scene.app).await;
    let title = json!({ "learningObject": scene.program(), "title": "Science of Data" });
    scene
        .app
        .staff()
        .mutate("editConfiguration", title, "outcome")
        .await
        .data();
    let ctx = scene.app.ctx().await;
    (scene, ctx)
}

async fn look(app: &TestApp) {
    app.staff()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
}

async fn links(app: &TestApp) -> Vec<trail_seal::Model> {
    trail_seal::Entity::find()
        .order_by_asc(trail_seal::Column::SiteId)
        .order_by_asc(trail_seal::Column::Sequence)
        .all(app.db())
        .await
        .expect("links")
}

/// What breaks the chain, as the operator is told it.
async fn broken(ctx: &Ctx, expected: &[Head]) -> Vec<Vec<String>> {
    let invariants = trail::verify_all(ctx, expected).await.expect("an answer");
    invariants.into_iter().map(|it| it.broken_by).collect()
}

/// What is wrong at which places, without the keys.
async fn findings(ctx: &Ctx) -> Vec<String> {
    let told = broken(ctx, &[]).await.remove(0);
    told.iter()
        .map(|it| {
            let (_, finding) = it.split_once(": ").expect("a site and a finding");
            finding.split(" (").next().unwrap_or_default().to_owned()
        })
        .collect()
}

async fn execute(app: &TestApp, sql: &str) {
    let result = app.db().execute_unprepared(sql).await.expect("is executed");
    assert!(result.rows_affected() > 0, "{sql}");
}

/// The place of an entry of a kind.
fn place(links: &[trail_seal::Model], kind: &str) -> i64 {
    let link = links.iter().find(|it| it.kind.as_str() == kind);
    link.expect("a link of the kind").sequence
}

async fn every_kind_of_entry_is_sealed_once(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    let mut swept = Swept::default();
    assert!(links(&scene.app).await.is_empty());
    assert_eq!(seal(&ctx, &mut swept).await, 5);
    assert_eq!(seal(&ctx, &mut swept).await, 0);
    let sealed = links(&scene.app).await;
    let numbers: Vec<i64> = sealed.iter().map(|it| it.sequence).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    let stored = Stored::read(&scene.app).await;
    let mut places: Vec<Option<i64>> = stored.history.iter().map(|it| it.seal_sequence).collect();
    places.extend(stored.audit.iter().map(|it| it.seal_sequence));
    places.extend(stored.trail.iter().map(|it| it.seal_sequence));
    places.sort();
    assert_eq!(places, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    // What comes later, with however old a date, comes behind.
    scene.app.advance(TimeDelta::minutes(5));
    look(&scene.app).await;
    assert_eq!(seal(&ctx, &mut swept).await, 1);
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
}

async fn two_who_seal_at_once_make_one_chain(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    for round in 0..5 {
        let other = scene.app.ctx().await;
        let (mut one, mut two) = (Swept::default(), Swept::default());
        let sealed = tokio::join!(seal(&ctx, &mut one), seal(&other, &mut two));
        assert!(sealed.0 + sealed.1 <= 5, "{sealed:?}");
        seal(&ctx, &mut one).await;
        let numbers: Vec<i64> = links(&scene.app).await.iter().map(|it| it.sequence).collect();
        assert_eq!(numbers, (1..=5 + round).collect::<Vec<_>>());
        assert_eq!(findings(&ctx).await, [] as [&str; 0]);
        look(&scene.app).await;
    }
}

async fn a_thousand_entries_cost_no_more_statements_than_two(engine: Engine) {
    let scene = Scene::open(engine).await;
    let ctx = scene.app.ctx().await;
    scene.awarded("ada").await;
    seal(&ctx, &mut Swept::default()).await;
    let mut counted = Vec::new();
    for n_entries in [2_usize, 1000] {
        look(&scene.app).await;
        let pattern = Stored::read(&scene.app).await.trail.pop();
        let pattern = trail_entry::Model {
            seal_sequence: None,
            ..pattern.expect("an entry")
        };
        let mut rows = Vec::new();
        for number in 1..n_entries {
            let number = u128::try_from(1000 * n_entries + number).expect("a small number");
            let id = TrailEntryId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number));
            rows.push(trail_entry::Model { id, ..pattern.clone() }.into_active_model());
        }
        trail_entry::Entity::insert_many(rows)
            .exec_without_returning(scene.app.db())
            .await
            .expect("entries");
        let (statements, n_sealed) = scene.app.count_own_statements(seal(&ctx, &mut Swept::default())).await;
        assert_eq!(n_sealed, n_entries);
        counted.push(statements.total());
    }
    // Two transactions, and a last look, instead of one.
    assert!(counted[1] <= 3 * counted[0], "{counted:?}");
    assert!(counted[0] <= 12, "{counted:?}");
    let (statements, found) = scene.app.count_own_statements(findings(&ctx)).await;
    assert_eq!(found, [] as [&str; 0]);
    assert!(statements.reads <= 30, "{statements:?}");
    assert_eq!(statements.writes, 0);
}

async fn what_is_altered_is_found(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    seal(&ctx, &mut Swept::default()).await;
    let sealed = links(&scene.app).await;
    let reason = sealed
        .iter()
        .filter(|it| it.kind.as_str() == "credential" && it.version == 2)
        .map(|it| it.sequence)
        .next()
        .expect("a revocation");
    for (alter, undo, sequence) in [
        (
            "UPDATE credential_history SET reason = 'He asked' WHERE reason IS NOT NULL",
            "UPDATE credential_history SET reason = 'Awarded by mistake' WHERE reason IS NOT NULL",
            reason,
        ),
        (
            "UPDATE credential_history SET status = 'awarded' WHERE version = 2",
            "UPDATE credential_history SET status = 'revoked' WHERE version = 2",
            reason,
        ),
        (
            "UPDATE credential_history SET site_id = X'00000000000000000000000000000001' WHERE version = 2",
            "UPDATE credential_history SET site_id = (SELECT c.site_id FROM credential c WHERE c.id = credential_id) WHERE version = 2",
            reason,
        ),
        (
            "UPDATE trail_entry SET action = 'record.sent'",
            "UPDATE trail_entry SET action = 'learner.viewed'",
            place(&sealed, "deed"),
        ),
        (
            "UPDATE audit_entry SET version = version + 100",
            "UPDATE audit_entry SET version = version - 100",
            place(&sealed, "change"),
        ),
        ("UPDATE trail_seal SET settled_at = sealed_at WHERE sequence = 3", "", 3),
    ] {
        execute(&scene.app, alter).await;
        let found = findings(&ctx).await;
        assert!(
            found.first().is_some_and(|it| it.ends_with(&format!(" at {sequence}"))),
            "{alter}: {found:?}"
        );
        if !undo.is_empty() {
            execute(&scene.app, undo).await;
            assert_eq!(findings(&ctx).await, [] as [&str; 0], "{undo}");
        }
    }
}

async fn what_is_removed_is_found(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    seal(&ctx, &mut Swept::default()).await;
    let sealed = links(&scene.app).await;
    execute(&scene.app, "DELETE FROM trail_entry").await;
    let deed = place(&sealed, "deed");
    assert_eq!(findings(&ctx).await, [format!("removed at {deed}")]);
    execute(&scene.app, "DELETE FROM trail_seal WHERE kind = 'deed'").await;
    let found = findings(&ctx).await;
    if deed == 5 {
        // The last one: only who noted the head misses it.
        assert_eq!(found, [] as [&str; 0]);
    } else {
        assert_eq!(found, [format!("removed at {deed}")]);
    }
}

async fn what_is_inserted_is_found(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    let mut swept = Swept::default();
    seal(&ctx, &mut swept).await;
    scene.app.advance(TimeDelta::hours(3));
    seal(&ctx, &mut swept).await;
    // An entry with a date of long ago, as if somebody had looked then.
    let copy = |id: &str, rest: &str| {
        let id = match scene.app.db().get_database_backend() {
            DbBackend::MySql => format!("UNHEX('{id}')"),
            _ => format!("X'{id}'"),
        };
        format!(
            "INSERT INTO trail_entry (id, site_id, actor_id, action, subject_kind, subject_id, happened_at, details, seal_sequence)
             SELECT {id}, site_id, actor_id, action, subject_kind, subject_id, happened_at, details, {rest} FROM trail_entry
             WHERE seal_sequence = 1"
        )
    };
    execute(&scene.app, &copy("0190000000007000800000000000000A", "NULL")).await;
    assert_eq!(seal(&ctx, &mut swept).await, 1);
    assert_eq!(findings(&ctx).await, ["inserted at 6"]);
    // Entries that say they have a place that is another's, or none.
    execute(&scene.app, &copy("0190000000007000800000000000000B", "2")).await;
    execute(&scene.app, &copy("0190000000007000800000000000000C", "99")).await;
    assert_eq!(seal(&ctx, &mut swept).await, 0);
    assert_eq!(
        findings(&ctx).await,
        ["inserted at 2", "inserted at 6", "inserted at 99"]
    );
}

async fn what_was_cut_off_is_missed_by_who_noted_the_head(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    seal(&ctx, &mut Swept::default()).await;
    let last = links(&scene.app).await.pop().expect("a link");
    let head = Head::stored(last.sequence, &last.hash).expect("a head");
    assert_eq!(broken(&ctx, &[head]).await, [Vec::<String>::new(), Vec::new()]);
    // Everything is rewritten: another reason, and a chain made anew over it.
    execute(
        &scene.app,
        "UPDATE credential_history SET reason = 'He asked' WHERE reason IS NOT NULL",
    )
    .await;
    execute(&scene.app, "DELETE FROM trail_seal").await;
    for table in ["trail_entry", "audit_entry", "credential_history"] {
        execute(&scene.app, &format!("UPDATE {table} SET seal_sequence = NULL")).await;
    }
    assert_eq!(seal(&ctx, &mut Swept::default()).await, 5);
    assert_eq!(
        broken(&ctx, &[head]).await,
        [Vec::new(), vec![head.to_string()]],
        "the chain is sound in itself, and not the one that was noted"
    );
}

async fn retirement_leaves_the_chain_sound(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    let mut swept = Swept::default();
    seal(&ctx, &mut swept).await;
    let retire = json!({ "username": "ada" });
    let outcome = scene.app.superuser().mutate("retireUser", retire, "outcome").await;
    assert_eq!(outcome.at("/retireUser/outcome"), "RETIRED", "{}", outcome.text);
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    seal(&ctx, &mut swept).await;
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    server::worker::retirement::work(&ctx).await;
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    // No salt is left of what told of her, so nobody finds her reason by trying.
    let ada = Stored::read(&scene.app).await;
    let credentials: Vec<_> = ada
        .credentials
        .iter()
        .filter(|it| {
            ada.users
                .iter()
                .any(|user| user.id == it.user_id && user.retired_at.is_some())
        })
        .map(|it| it.id.0)
        .collect();
    let of_ada: Vec<_> = links(&scene.app)
        .await
        .into_iter()
        .filter(|it| credentials.contains(&it.entry_id))
        .collect();
    assert!(of_ada.len() >= 2, "{of_ada:?}");
    assert!(of_ada.iter().all(|it| it.salt.is_none()), "{of_ada:?}");
    // What is erased of somebody who was not retired was taken away.
    execute(
        &scene.app,
        "UPDATE credential_history SET reason = NULL, request_id = NULL, details = '{}' WHERE version = 1",
    )
    .await;
    execute(&scene.app, "UPDATE trail_seal SET salt = NULL").await;
    assert!(!findings(&ctx).await.is_empty());
}

async fn what_lost_its_place_gets_it_back(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    let mut swept = Swept::default();
    seal(&ctx, &mut swept).await;
    let before = Stored::read(&scene.app).await;
    execute(&scene.app, "UPDATE credential_history SET seal_sequence = NULL").await;
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    assert_eq!(seal(&ctx, &mut swept).await, 0);
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!(links(&scene.app).await.len(), 5);
}

async fn sites_have_chains_of_their_own(engine: Engine) {
    let (scene, ctx) = story(engine).await;
    let other = json!({ "name": "North", "publicUrl": "https://north.example.org" });
    let made = scene
        .app
        .superuser()
        .mutate("createSite", other, "userErrors { code }")
        .await;
    assert_eq!(made.at("/createSite/userErrors"), &json!([]), "{}", made.text);
    scene.app.advance(TimeDelta::seconds(5));
    let north = scene.app.staff().at("north.example.org");
    let dean = json!({ "name": "Dean", "title": "Dean" });
    north.mutate("createSignatory", dean, "outcome").await.data();
    // That the site was made is told in its own trail.
    assert_eq!(seal(&ctx, &mut Swept::default()).await, 7);
    let mut places: Vec<i64> = links(&scene.app).await.iter().map(|it| it.sequence).collect();
    places.sort_unstable();
    assert_eq!(places, [1, 1, 2, 2, 3, 4, 5]);
    assert_eq!(findings(&ctx).await, [] as [&str; 0]);
    let proof = "{ auditTrailProof { sealedCount waitingCount } }";
    let told = [scene.app.staff(), north];
    for (client, n_sealed) in told.iter().zip([5, 2]) {
        let expected = json!({ "sealedCount": n_sealed, "waitingCount": 0 });
        assert_eq!(client.query(proof).await.at("/auditTrailProof"), &expected);
    }
    assert_eq!(verify(&ctx).await, 2);
}
