//! `credential`: who sees what of it, and from when.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::client::Client;
use tests::database::Engine;
use tests::persona::SOFIA;
use tests::platform::token::TokenSpec;

use crate::scene::{Scene, text};

tests::on_both_engines!(
    everybody_sees_what_the_certificate_says,
    details_are_for_the_learner_and_staff,
    credential_that_is_not_yet_visible_does_not_exist_for_others,
    revoked_before_it_was_seen_stays_unseen,
    number_is_read_in_four_spellings,
    certificate_that_stands_can_be_passed_on,
    credential_of_another_site_does_not_exist
);

const DETAILS: &str = "query($uuid: UUID!) { credential(uuid: $uuid) {
    username attributes { name } revocationReason history { version actor } viewerCan } }";
const STATE: &str = "query($uuid: UUID!) { credential(uuid: $uuid) { state } }";

async fn seen(client: &Client, query: &str, uuid: &str) -> Value {
    client
        .graphql(query, json!({ "uuid": uuid }))
        .await
        .at("/credential")
        .clone()
}

async fn everybody_sees_what_the_certificate_says(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.award("ada", json!({ "recipientName": "Ada Lovelace" })).await["credential"]["uuid"].clone();
    let uuid = uuid.as_str().expect("a number");
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) {
        uuid status state recipientName version certificate { title } configuration { isActive } } }";
    let expected = json!({
        "uuid": uuid, "status": "AWARDED", "state": "VALID", "recipientName": "Ada Lovelace", "version": 1,
        "certificate": { "title": "Data Science" }, "configuration": { "isActive": true },
    });
    let app = &scene.app;
    for client in [
        app.anonymous(),
        app.learner("ada"),
        app.learner("grace"),
        app.staff(),
        app.service(),
        app.superuser(),
    ] {
        assert_eq!(seen(&client, query, uuid).await, expected);
    }
}

async fn details_are_for_the_learner_and_staff(engine: Engine) {
    let scene = Scene::open(engine).await;
    let more = json!({ "recipientName": "Ada Lovelace" });
    let uuid = text(&scene.award("ada", more).await["credential"]["uuid"]);
    scene
        .award("ada", json!({ "attributes": [{ "name": "grade", "value": "A" }] }))
        .await;
    let app = &scene.app;
    let told = |actor: Value, viewer_can: Value| {
        json!({
            "username": "ada", "attributes": [{ "name": "grade" }], "revocationReason": null, "viewerCan": viewer_can,
            "history": [{ "version": 1, "actor": actor }, { "version": 2, "actor": actor }],
        })
    };
    let can_revoke = json!(["REVOKE", "REFRESH"]);
    let nothing = json!({
        "username": null, "attributes": [], "revocationReason": null, "viewerCan": [], "history": [],
    });
    let restricted = TokenSpec::of(&SOFIA).restricted();
    let writing = TokenSpec::of(&SOFIA)
        .scopes(["user_id", "profile", "credentials:write"])
        .restricted();
    for (client, expected) in [
        (app.anonymous(), nothing.clone()),
        (app.learner("grace"), nothing.clone()),
        (app.bearer(&restricted), nothing),
        (app.bearer(&writing), told(json!("lms_worker"), can_revoke.clone())),
        (app.learner("ada"), told(Value::Null, json!(["SET_VISIBILITY"]))),
        (app.staff(), told(json!("lms_worker"), can_revoke.clone())),
        (app.service(), told(json!("lms_worker"), json!(["REVOKE"]))),
        (app.superuser(), told(json!("lms_worker"), can_revoke)),
    ] {
        assert_eq!(seen(&client, DETAILS, &uuid).await, expected);
    }
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(
        seen(&app.staff(), DETAILS, &uuid).await["viewerCan"],
        json!(["REINSTATE", "REFRESH"])
    );
    assert_eq!(
        seen(&app.learner("ada"), DETAILS, &uuid).await["viewerCan"],
        json!(["SET_VISIBILITY"])
    );
    let gone = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", gone, "outcome").await.data();
    let left = seen(&app.staff(), DETAILS, &uuid).await["viewerCan"].clone();
    assert_eq!(left, json!(["REFRESH"]), "nothing is awarded to who was retired");
}

async fn credential_that_is_not_yet_visible_does_not_exist_for_others(engine: Engine) {
    let scene = Scene::open(engine).await;
    let later = scene.app.now() + TimeDelta::days(1);
    let uuid = scene.award("ada", json!({ "dateOverride": later })).await["credential"]["uuid"].clone();
    let uuid = uuid.as_str().expect("a number");
    let app = &scene.app;

    let unknown = "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    for _ in 0..2 {
        for client in [app.anonymous(), app.learner("grace")] {
            let variables = |uuid: &str| json!({ "uuid": uuid });
            let hidden = client.graphql(STATE, variables(uuid)).await;
            let missing = client.graphql(STATE, variables(unknown)).await;
            assert_eq!(hidden.data(), &json!({ "credential": null }));
            assert_eq!(
                (hidden.status, &hidden.text),
                (missing.status, &missing.text),
                "told apart by nothing"
            );
        }
        for client in [app.learner("ada"), app.staff(), app.service(), app.superuser()] {
            assert_eq!(seen(&client, STATE, uuid).await, json!({ "state": "NOT_YET_VISIBLE" }));
        }
        // Once more at the last instant before.
        app.advance(later - app.now() - TimeDelta::microseconds(1));
    }
    app.advance(TimeDelta::microseconds(1));
    for client in [app.anonymous(), app.learner("grace"), app.learner("ada"), app.staff()] {
        assert_eq!(seen(&client, STATE, uuid).await, json!({ "state": "VALID" }));
    }
}

async fn revoked_before_it_was_seen_stays_unseen(engine: Engine) {
    let scene = Scene::open(engine).await;
    let later = scene.app.now() + TimeDelta::days(1);
    let uuid = scene.award("ada", json!({ "dateOverride": later })).await["credential"]["uuid"].clone();
    let uuid = uuid.as_str().expect("a number");
    scene.revoke(uuid, json!({})).await;
    assert_eq!(seen(&scene.app.anonymous(), STATE, uuid).await, Value::Null);
    assert_eq!(
        seen(&scene.app.learner("ada"), STATE, uuid).await,
        json!({ "state": "REVOKED" })
    );
}

async fn number_is_read_in_four_spellings(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let simple = uuid.replace('-', "");
    for spelling in [&uuid, &simple, &uuid.to_uppercase(), &simple.to_uppercase()] {
        assert_eq!(
            seen(&scene.app.anonymous(), STATE, spelling).await,
            json!({ "state": "VALID" }),
            "{spelling}"
        );
    }
    for text in [
        "",
        "x",
        &uuid[1..],
        &format!("{{{uuid}}}"),
        &format!("urn:uuid:{uuid}"),
        &format!("{uuid} "),
    ] {
        let refused = scene.app.anonymous().graphql(STATE, json!({ "uuid": text })).await;
        assert_eq!(refused.codes().len(), 1, "{text:?}: {}", refused.text);
        assert!(refused.json["data"].is_null() || refused.json.get("data").is_none());
    }
}

async fn credential_of_another_site_does_not_exist(engine: Engine) {
    use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let elsewhere = tests::build::site("Elsewhere").insert(scene.app.db()).await;
    let row = entity::credential::Entity::find()
        .one(scene.app.db())
        .await
        .expect("a query")
        .expect("a credential");
    let mut row: entity::credential::ActiveModel = row.into_active_model();
    row.site_id = Set(elsewhere.id);
    row.update(scene.app.db()).await.expect("a moved credential");
    for client in [scene.app.anonymous(), scene.app.learner("ada"), scene.app.superuser()] {
        assert_eq!(seen(&client, STATE, &uuid).await, Value::Null);
    }
}

async fn certificate_that_stands_can_be_passed_on(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let site = app.superuser().graphql("{ site { id } }", json!({})).await;
    let input = json!({ "id": site.at("/site/id"), "sharing": ["LINKED_IN", "X"] });
    let edited = app
        .superuser()
        .mutate("editSite", input, "userErrors { code path }")
        .await;
    assert_eq!(edited.at("/editSite/userErrors"), &json!([]));
    let uuid = scene.awarded("ada").await;
    let query = "query($uuid: UUID!) { credential(uuid: $uuid) {
        url qrUrl drawnDocumentUrl shareLinks { target url } } }";
    let targets = async |client: Client| {
        let links = seen(&client, query, &uuid).await["shareLinks"].clone();
        let links = links.as_array().cloned().unwrap_or_default();
        links.iter().map(|it| text(&it["target"])).collect::<Vec<_>>()
    };
    assert_eq!(
        targets(app.learner("ada")).await,
        ["LINKED_IN_PROFILE", "LINKED_IN", "X", "MAIL"],
        "who earned it may add it to a profile"
    );
    for client in [app.anonymous(), app.learner("grace"), app.staff()] {
        assert_eq!(targets(client).await, ["LINKED_IN", "X", "MAIL"]);
    }
    let credential = seen(&app.anonymous(), query, &uuid).await;
    let url = text(&credential["url"]);
    assert_eq!(credential["qrUrl"], format!("{url}/qr.svg"));
    assert_eq!(credential["drawnDocumentUrl"], format!("{url}/document"));

    let input = json!({ "uuid": uuid, "visibility": "PRIVATE" });
    app.learner("ada")
        .mutate("setCredentialVisibility", input, "userErrors { code }")
        .await
        .data();
    assert_eq!(
        targets(app.learner("ada")).await,
        Vec::<String>::new(),
        "nobody would see it"
    );
    let input = json!({ "uuid": uuid, "visibility": "PUBLIC" });
    app.learner("ada")
        .mutate("setCredentialVisibility", input, "userErrors { code }")
        .await
        .data();
    scene.revoke(&uuid, json!({})).await;
    assert_eq!(
        targets(app.learner("ada")).await,
        Vec::<String>::new(),
        "it is worth nothing"
    );
    for client in [app.anonymous(), app.learner("ada"), app.staff()] {
        assert_eq!(seen(&client, query, &uuid).await["drawnDocumentUrl"], Value::Null);
    }
}
