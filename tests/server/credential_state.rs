//! What credentials, roles, API clients and sites are, compared with what histories and the audit trail tell of them: whatever is written
//! behind the service's back is noticed, and nothing else.

use chrono::TimeDelta;
use entity::{CredentialChange, credential, credential_attribute, credential_history};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use serde_json::{Value, json};
use server::context::Ctx;
use server::service::trail::{self, Swept};
use server::worker::trail::{seal, verify};
use tests::app::TestApp;
use tests::database::Engine;

use crate::mutation::api_client;
use crate::role_holder::{grant, revoke as revoke_role};
use crate::scene::{Scene, award, course_run, text};
use crate::sound::{assert_sound, broken};
use crate::stored::Stored;

tests::on_both_engines!(
    whatever_is_forged_is_noticed,
    every_change_is_attested,
    change_that_goes_over_a_forgery_does_not_hide_it,
    digest_that_is_taken_away_is_missed,
    store_of_the_release_before_is_covered_by_a_verification,
    what_a_replica_of_the_release_before_writes_is_covered_again,
    what_is_erased_cannot_be_tried,
    roles_are_those_that_were_granted,
    clients_and_sites_are_what_they_were_made,
    staff_are_told_of_a_forgery,
    any_number_is_compared_by_as_many_statements
);

/// Ada's credential, changed an hour after the award, and a run of Grace's.
async fn story(engine: Engine) -> (Scene, Ctx, String) {
    let scene = Scene::open(engine).await;
    let first = json!({ "recipientName": "Ada Lovelace", "attributes": [{ "name": "cohort", "value": "2026" }] });
    let ada = text(&scene.award("ada", first).await["credential"]["uuid"]);
    scene.awarded_run("grace", "course-v1:A+B+C").await;
    scene.app.advance(TimeDelta::hours(1));
    let second = json!({ "attributes": [{ "name": "cohort", "value": "2027" }, { "name": "grade", "value": "A" }] });
    assert_eq!(scene.award("ada", second).await["outcome"], "UPDATED");
    let ctx = scene.app.ctx().await;
    (scene, ctx, ada)
}

/// The credentials that are not what their histories attest, and how many no entry attests.
async fn compared(ctx: &Ctx) -> (Vec<String>, u64) {
    let mut compared = trail::compare_all(ctx).await.expect("an answer");
    (compared.invariants.remove(0).broken_by, compared.n_unattested)
}

async fn execute(app: &TestApp, sql: &str) {
    let result = app.db().execute_unprepared(sql).await.expect("is executed");
    assert!(result.rows_affected() > 0, "{sql}");
}

/// Writes credentials as they were, with their attributes and histories.
async fn restore(app: &TestApp, stored: &Stored) {
    let db = app.db();
    for row in &stored.credentials {
        credential::Entity::update_many()
            .set(row.clone().into_active_model().reset_all())
            .filter(credential::Column::Id.eq(row.id))
            .exec(db)
            .await
            .expect("a credential");
    }
    let emptied = credential_attribute::Entity::delete_many().exec(db).await;
    emptied.expect("no attributes");
    let attributes = stored
        .attributes
        .iter()
        .cloned()
        .map(credential_attribute::Model::into_active_model);
    let written = credential_attribute::Entity::insert_many(attributes)
        .exec_without_returning(db)
        .await;
    written.expect("attributes");
    let emptied = credential_history::Entity::delete_many().exec(db).await;
    emptied.expect("no history");
    let history = stored
        .history
        .iter()
        .cloned()
        .map(credential_history::Model::into_active_model);
    let written = credential_history::Entity::insert_many(history)
        .exec_without_returning(db)
        .await;
    written.expect("a history");
}

async fn whatever_is_forged_is_noticed(engine: Engine) {
    let (scene, ctx, ada) = story(engine).await;
    let app = &scene.app;
    let before = Stored::read(app).await;
    assert_sound(app).await;
    // Ada's is the one with two versions, and with attributes.
    for (columns, what) in [
        ("facts = REPLACE(facts, 'Data Science', 'Doctor of Medicine')", "title"),
        ("facts = REPLACE(facts, 'Ada', 'Eve')", "recipient"),
        (
            "facts = REPLACE(facts, '\"is_name_told\":true,', '')",
            "whether the name was told",
        ),
        (
            "user_id = (SELECT id FROM `user` WHERE username_key = 'grace')",
            "learner",
        ),
        (
            "configuration_id = (SELECT id FROM credential_configuration WHERE learning_object_type = 'course_run')",
            "configuration",
        ),
        ("status = 'revoked', revoked_at = awarded_at", "status"),
        ("mode = 'verified'", "mode"),
        ("awarded_at = updated_at", "date of the award"),
        ("date_override = awarded_at", "date that is shown"),
        ("visible_at = updated_at", "from when it is seen"),
        ("expires_at = updated_at", "expiry"),
        ("revocation_reason = 'Plagiarism'", "reason of a revocation"),
        ("replaced_at = updated_at, replaced_by_id = id", "what replaced it"),
        ("is_private = 1", "who sees it"),
        ("updated_at = awarded_at", "date of the change"),
        ("version = 1", "former version"),
        ("version = 3", "later version"),
        ("state_salt = NULL", "no salt"),
        ("state_salt = id", "another salt"),
    ] {
        execute(app, &format!("UPDATE credential SET {columns} WHERE version = 2")).await;
        assert_eq!(compared(&ctx).await, (vec![ada.clone()], 0), "{what}");
        restore(app, &before).await;
    }
    for sql in [
        "UPDATE credential_attribute SET value = '2028' WHERE name = 'cohort'",
        "UPDATE credential_attribute SET name = 'year' WHERE name = 'cohort'",
        "DELETE FROM credential_attribute WHERE name = 'grade'",
        "INSERT INTO credential_attribute (credential_id, name, value) SELECT id, 'honors', 'summa' FROM credential WHERE version = 2",
        "DELETE FROM credential_history WHERE version = 2",
        "UPDATE credential_history SET state_after = state_before WHERE version = 2",
        "UPDATE credential_history SET state_before = state_after WHERE version = 2",
        "UPDATE credential_history SET state_before = NULL WHERE version = 2",
    ] {
        execute(app, sql).await;
        assert_eq!(compared(&ctx).await, (vec![ada.clone()], 0), "{sql}");
        restore(app, &before).await;
    }
    assert_eq!(Stored::read(app).await, before);
    assert_sound(app).await;
}

async fn every_change_is_attested(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (staff, ada) = (app.staff(), app.learner("ada"));
    ada.query("{ viewer { id } }").await.data();
    let attributes =
        json!({ "attributes": [{ "name": "cohort", "value": "2026" }, { "name": "grade", "value": "Ä" }] });
    let uuid = text(&scene.award("ada", attributes).await["credential"]["uuid"]);
    assert_sound(app).await;
    let yesterday = app.now() - TimeDelta::days(1);
    let title = json!({ "learningObject": scene.program(), "title": "Science of Data", "availableAt": yesterday });
    for (field, input) in [
        // As an award: attributes that change and go, and a date.
        (
            "awardCredential",
            scene.input_with(
                "ada",
                json!({ "attributes": [{ "name": "cohort", "value": null }, { "name": "grade", "value": "B" }],
                    "dateOverride": app.now() - TimeDelta::days(9) }),
            ),
        ),
        (
            "revokeCredential",
            json!({ "uuid": uuid, "reason": "Awarded by mistake" }),
        ),
        ("awardCredential", scene.input("ada")),
        // The date from which it is seen is corrected with the configuration.
        ("editConfiguration", title),
        ("refreshCredential", json!({ "uuid": uuid, "reason": "She asked." })),
        (
            "revokeCredentials",
            json!({ "items": [{ "uuid": uuid }], "reason": "Withdrawn." }),
        ),
        ("awardCredential", scene.input("ada")),
    ] {
        app.advance(TimeDelta::minutes(1));
        let n_before = Stored::read(app).await.history.len();
        staff.mutate(field, input, "userErrors { code }").await.data();
        app.work().await;
        assert!(Stored::read(app).await.history.len() > n_before, "{field}");
        assert_sound(app).await;
    }
    for visibility in ["PRIVATE", "PUBLIC"] {
        let input = json!({ "uuid": uuid, "visibility": visibility });
        ada.mutate("setCredentialVisibility", input, "outcome").await.data();
        assert_sound(app).await;
    }
    let retired = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", retired, "outcome").await.data();
    assert_sound(app).await;
    let kinds: Vec<CredentialChange> = Stored::read(app).await.history.iter().map(|it| it.change).collect();
    for kind in [
        CredentialChange::Awarded,
        CredentialChange::Updated,
        CredentialChange::Revoked,
        CredentialChange::Reinstated,
        CredentialChange::Refreshed,
        CredentialChange::Erased,
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
}

async fn change_that_goes_over_a_forgery_does_not_hide_it(engine: Engine) {
    let (scene, ctx, ada) = story(engine).await;
    let app = &scene.app;
    let before = Stored::read(app).await;
    let reason = json!({ "reason": "Withdrawn." });
    let many = json!({ "items": [{ "uuid": ada }], "reason": "Withdrawn." });
    let other_grade = json!({ "attributes": [{ "name": "grade", "value": "B" }] });
    for salt in ["state_salt = state_salt", "state_salt = NULL"] {
        for field in ["revokeCredential", "revokeCredentials", "awardCredential"] {
            let forge = format!("UPDATE credential SET {salt}, facts = REPLACE(facts, 'Ada', 'Eve') WHERE version = 2");
            execute(app, &forge).await;
            app.advance(TimeDelta::minutes(1));
            let changed = match field {
                "revokeCredential" => scene.revoke(&ada, reason.clone()).await["outcome"].clone(),
                "revokeCredentials" => {
                    let reply = app.staff().mutate(field, many.clone(), "results { outcome }").await;
                    reply.at("/revokeCredentials/results/0/outcome").clone()
                }
                _ => scene.award("ada", other_grade.clone()).await["outcome"].clone(),
            };
            assert!(changed == "REVOKED" || changed == "UPDATED", "{field}: {changed}");
            assert_eq!(compared(&ctx).await, (vec![ada.clone()], 0), "{field}, {salt}");
            restore(app, &before).await;
        }
    }
}

async fn digest_that_is_taken_away_is_missed(engine: Engine) {
    let (scene, ctx, _) = story(engine).await;
    seal(&ctx, &mut Swept::default()).await;
    let verified = trail::verify_all(&ctx, &[]).await.expect("an answer");
    assert_eq!(verified[0].broken_by, [""; 0]);
    execute(
        &scene.app,
        "UPDATE credential_history SET state_before = NULL, state_after = NULL WHERE version = 2",
    )
    .await;
    assert_eq!(compared(&ctx).await, (vec![], 1), "it could be of the release before");
    let verified = trail::verify_all(&ctx, &[]).await.expect("an answer");
    assert_eq!(verified[0].broken_by.len(), 1, "but for its seal: {verified:?}");
}

/// Takes away what the release before does not write.
async fn forget_digests(app: &TestApp) {
    execute(app, "UPDATE credential SET state_salt = NULL").await;
    execute(
        app,
        "UPDATE credential_history SET state_before = NULL, state_after = NULL",
    )
    .await;
}

async fn total(app: &TestApp, filter: &str) -> Value {
    let reply = app
        .staff()
        .query(&format!("{{ auditTrail{filter} {{ totalCount }} }}"))
        .await;
    reply.at("/auditTrail/totalCount").clone()
}

async fn store_of_the_release_before_is_covered_by_a_verification(engine: Engine) {
    let (scene, ctx, ada) = story(engine).await;
    let app = &scene.app;
    forget_digests(app).await;
    seal(&ctx, &mut Swept::default()).await;
    let n_told = total(app, "").await;
    let before = Stored::read(app).await;
    assert_eq!(compared(&ctx).await, (vec![], 2));
    assert_eq!(broken(&ctx).await, ["2 credentials are not covered yet"]);
    assert_eq!(Stored::read(app).await, before, "to look changes nothing");

    app.advance(TimeDelta::hours(1));
    assert_eq!(verify(&ctx).await, 1);
    assert_sound(app).await;
    let after = Stored::read(app).await;
    assert_eq!(after.history.len(), before.history.len() + 2);
    assert_eq!(
        after.events, before.events,
        "nothing changed that anybody has to hear of"
    );
    for (now, then) in after.credentials.iter().zip(&before.credentials) {
        let expected = credential::Model {
            version: then.version + 1,
            state_salt: now.state_salt,
            ..then.clone()
        };
        assert_eq!(*now, expected);
        let entry = after.history.iter().rfind(|it| it.credential_id == now.id);
        let entry = entry.expect("an entry");
        assert_eq!(
            (entry.change, entry.actor_id, entry.changed_at),
            (CredentialChange::Attested, None, app.now())
        );
    }
    // It is sealed in its turn, is told of who asks for it, and hides nothing else.
    assert_eq!(seal(&ctx, &mut Swept::default()).await, 2);
    let verified = trail::verify_all(&ctx, &[]).await.expect("an answer");
    assert_eq!(verified[0].broken_by, [""; 0]);
    assert_eq!(total(app, "").await, n_told);
    assert_eq!(total(app, "(filter: { action: CREDENTIAL_ATTESTED })").await, 2);
    let own = format!("(filter: {{ subject: \"credential:{ada}\" }})");
    assert_eq!(total(app, &own).await, 3);

    let sealed = Stored::read(app).await.history;
    app.advance(TimeDelta::hours(25));
    assert_eq!(verify(&ctx).await, 1);
    assert_eq!(Stored::read(app).await.history, sealed, "once is enough");
    execute(
        app,
        "UPDATE credential SET facts = REPLACE(facts, 'Ada', 'Eve') WHERE version = 3",
    )
    .await;
    assert_eq!(compared(&ctx).await, (vec![ada], 0));
}

async fn what_a_replica_of_the_release_before_writes_is_covered_again(engine: Engine) {
    let (scene, ctx, ada) = story(engine).await;
    let app = &scene.app;
    for sql in [
        "UPDATE credential SET is_private = 1, version = 3 WHERE version = 2",
        "INSERT INTO credential_history (credential_id, version, `change`, status, changed_at, details, site_id)
         SELECT credential_id, 3, 'updated', status, changed_at, '{}', site_id FROM credential_history WHERE version = 2",
    ] {
        execute(app, sql).await;
    }
    assert_eq!(compared(&ctx).await, (vec![], 1));
    seal(&ctx, &mut Swept::default()).await;
    assert_eq!(verify(&ctx).await, 1);
    assert_sound(app).await;
    // What is changed before that is attested by the change.
    execute(
        app,
        "UPDATE credential_history SET state_before = NULL, state_after = NULL WHERE version = 4",
    )
    .await;
    scene.revoke(&ada, json!({})).await;
    assert_sound(app).await;
}

async fn what_is_erased_cannot_be_tried(engine: Engine) {
    let (scene, ctx, _) = story(engine).await;
    let app = &scene.app;
    let salt = |stored: &Stored| {
        let own = stored.credentials.iter().find(|it| it.version > 1);
        own.expect("Ada's").state_salt
    };
    let before = Stored::read(app).await;
    let retired = json!({ "username": "ada" });
    app.superuser()
        .mutate("retireUser", retired.clone(), "outcome")
        .await
        .data();
    let after = Stored::read(app).await;
    assert_ne!(salt(&after), salt(&before));
    assert!(salt(&after).is_some());
    assert!(after.attributes.is_empty(), "{:#?}", after.attributes);
    let digests = |stored: &Stored| -> Vec<_> {
        let own = stored.history.iter().filter(|it| it.version < 3);
        own.map(|it| (it.version, it.state_after.clone())).collect()
    };
    assert_eq!(digests(&after), digests(&before), "they tell nothing without the salt");
    assert_sound(app).await;
    // Erasing it again finds nothing to erase.
    server::worker::retirement::work(&ctx).await;
    app.superuser().mutate("retireUser", retired, "outcome").await.data();
    assert_eq!(Stored::read(app).await.history, after.history);
    let mut swept = Swept::default();
    seal(&ctx, &mut swept).await;
    let verified = trail::verify_all(&ctx, &[]).await.expect("an answer");
    assert_eq!(verified[0].broken_by, [""; 0]);
    // What was nobody's to see is what its history attests, too.
    execute(app, "UPDATE credential SET is_private = 0 WHERE version = 3").await;
    assert_eq!(compared(&ctx).await.0.len(), 1);
}

/// The keys of what breaks each of the invariants behind that of credentials.
async fn untold(ctx: &Ctx) -> [usize; 3] {
    let compared = trail::compare_all(ctx).await.expect("an answer");
    let [_, roles, clients, sites] = &compared.invariants[..] else {
        panic!("{compared:#?}");
    };
    [roles, clients, sites].map(|it| it.broken_by.len())
}

async fn roles_are_those_that_were_granted(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    for name in ["ada", "grace"] {
        app.learner(name).query("{ viewer { id } }").await.data();
    }
    assert_eq!(grant(&staff, "ada", "VIEWER").await, "GRANTED");
    assert_eq!(grant(&staff, "ada", "REGISTRAR").await, "GRANTED");
    assert_eq!(revoke_role(&staff, "ada", "REGISTRAR").await, "REVOKED");
    let ctx = app.ctx().await;
    assert_eq!(untold(&ctx).await, [0, 0, 0]);
    for (alter, undo) in [
        (
            "UPDATE role_assignment SET role = 'site_admin'",
            "UPDATE role_assignment SET role = 'viewer'",
        ),
        (
            // It was hers once.
            "UPDATE role_assignment SET role = 'registrar'",
            "UPDATE role_assignment SET role = 'viewer'",
        ),
        (
            "UPDATE role_assignment SET user_id = (SELECT id FROM `user` WHERE username_key = 'grace')",
            "UPDATE role_assignment SET user_id = (SELECT id FROM `user` WHERE username_key = 'ada')",
        ),
    ] {
        execute(&app, alter).await;
        assert_eq!(untold(&ctx).await, [1, 0, 0], "{alter}");
        execute(&app, undo).await;
        assert_eq!(untold(&ctx).await, [0, 0, 0], "{undo}");
    }
    // A person takes the roles of their other row along.
    execute(
        &app,
        "UPDATE `user` SET merged_into_id = (SELECT id FROM (SELECT id FROM `user` WHERE username_key = 'grace') it)
         WHERE username_key = 'ada'",
    )
    .await;
    execute(
        &app,
        "UPDATE role_assignment SET user_id = (SELECT id FROM `user` WHERE username_key = 'grace')",
    )
    .await;
    assert_eq!(untold(&ctx).await, [0, 0, 0]);
}

async fn clients_and_sites_are_what_they_were_made(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (id, _) = api_client::made(&app, "Student records", &["RECORDS_READ"]).await;
    let site = Stored::read(&app).await.sites[0].id;
    let help = json!({ "id": format!("site:{site}"), "helpUrl": "https://help.example.org/" });
    let edited = app.superuser().mutate("editSite", help, "userErrors { code }").await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]), "{}", edited.text);
    let ends = json!({ "id": id, "expiresAt": app.now() + TimeDelta::days(1) });
    api_client::change(&app.staff(), "editApiClient", ends).await;
    api_client::change(&app.staff(), "revokeApiClient", json!({ "id": id })).await;
    let ctx = app.ctx().await;
    assert_eq!(untold(&ctx).await, [0, 0, 0]);
    for (alter, undo, expected) in [
        (
            "UPDATE api_client SET scopes = 'credentials:write'",
            "UPDATE api_client SET scopes = 'records:read'",
            [0, 1, 0],
        ),
        (
            "UPDATE site SET help_url = 'https://phish.example.org/'",
            "UPDATE site SET help_url = 'https://help.example.org/'",
            [0, 0, 1],
        ),
        (
            "UPDATE api_client SET revoked_at = NULL, name_key = 'student records'",
            "UPDATE api_client SET revoked_at = updated_at, name_key = NULL",
            [0, 1, 0],
        ),
        ("UPDATE api_client SET expires_at = NULL", "", [0, 1, 0]),
    ] {
        execute(&app, alter).await;
        assert_eq!(untold(&ctx).await, expected, "{alter}");
        if !undo.is_empty() {
            execute(&app, undo).await;
            assert_eq!(untold(&ctx).await, [0, 0, 0], "{undo}");
        }
    }
}

async fn staff_are_told_of_a_forgery(engine: Engine) {
    let (scene, ctx, ada) = story(engine).await;
    let app = &scene.app;
    seal(&ctx, &mut Swept::default()).await;
    assert_eq!(verify(&ctx).await, 1);
    execute(
        app,
        "UPDATE credential SET facts = REPLACE(facts, 'Ada', 'Eve') WHERE version = 2",
    )
    .await;
    let asked = app
        .staff()
        .mutate("verifyAuditTrail", json!({}), "userErrors { code }")
        .await;
    assert_eq!(asked.at("/verifyAuditTrail/userErrors"), &json!([]));
    assert_eq!(verify(&ctx).await, 1);
    let findings = "{ auditTrailProof { verification { findings { flaw sequence entry } } } }";
    let found = app.staff().query(findings).await;
    let expected = json!([{ "flaw": "FORGED", "sequence": 0, "entry": format!("credential {ada}") }]);
    assert_eq!(found.at("/auditTrailProof/verification/findings"), &expected);
}

async fn any_number_is_compared_by_as_many_statements(engine: Engine) {
    let (scene, ctx, _) = story(engine).await;
    let app = &scene.app;
    let count = async || {
        let (statements, (forged, _)) = app.count_own_statements(compared(&ctx)).await;
        assert_eq!(forged, [""; 0]);
        statements
    };
    let few = count().await;
    for number in 0..30 {
        let input = json!({ "username": format!("learner{number}"), "learningObject": course_run("course-v1:A+B+C") });
        award(&app.service(), input).await;
    }
    let many = count().await;
    assert_eq!((few.reads, few.writes), (many.reads, 0));
    assert!(many.reads <= 20, "{many:?}");
}
