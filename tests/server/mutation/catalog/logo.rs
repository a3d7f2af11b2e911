//! `editOrganization` and `createOrganization`: the logo that staff choose, whoever keeps the organization.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;
use tests::platform::answer::Endpoint;

use super::by_hand::{made, mutate, refusals};
use crate::asset::upload;
use crate::catalogue_scene::{Copy, open, sync};
use crate::scene::award;
use crate::stored::Stored;

tests::on_both_engines!(
    a_chosen_logo_outlives_every_run_of_copying,
    a_logo_is_chosen_for_what_staff_keep,
    certificates_show_the_chosen_logo_first,
    an_address_of_a_kept_picture_is_a_logo_too,
    what_is_no_picture_of_the_site_is_no_logo
);

const LOGO: &str = "organization { logoUrl logo { url origin asset { id } } }";

/// Chooses a logo, or takes it away; gives what is shown then.
async fn choose(app: &TestApp, organization: &Value, logo: &Value) -> Value {
    let input = json!({ "id": organization, "logo": logo });
    let edited = mutate(app, "editOrganization", input, LOGO).await;
    assert_eq!(edited["userErrors"], json!([]), "{edited}");
    edited["organization"]["logo"].clone()
}

async fn a_chosen_logo_outlives_every_run_of_copying(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let asset = upload(&app, 40).await.json["asset"].clone();
    let first = Copy::read(&app).await.organizations.remove(0);
    let id = json!(format!("organization:{}", first.id));
    let chosen = choose(&app, &id, &asset["id"]).await;
    let expected = json!({ "url": asset["url"], "origin": "CHOSEN", "asset": { "id": asset["id"] } });
    assert_eq!(chosen, expected);
    let stored = Stored::read(&app).await;
    assert_eq!(choose(&app, &id, &asset["id"]).await, expected, "repeated");
    assert_eq!(Stored::read(&app).await, stored);

    let n_fetched = || app.platform().n_requests(Endpoint::Logo);
    let n_before = n_fetched();
    let url = format!("{}/logos/AnotherX.png", app.platform().origin());
    app.platform().edit_catalogue(|it| {
        let record = it.organizations.iter_mut().find(|it| it["uuid"] == json!(first.uuid));
        let record = record.expect("the organization");
        record["name"] = json!("Renamed University");
        record["certificate_logo_image_url"] = json!(url);
    });
    sync(&app, json!({})).await;
    assert_eq!(n_fetched(), n_before, "nobody needs the catalogue's");
    let document = "query($id: ID!) { node(id: $id) { ... on Organization {
        name key logoUrl origin logo { url origin asset { id } } history { change changedFields } } } }";
    let seen = app.staff().graphql(document, json!({ "id": id })).await;
    let expected_now = json!({
        "name": "Renamed University", "key": first.key, "logoUrl": url, "origin": "SYNCED", "logo": expected,
        "history": [{ "change": "EDITED", "changedFields": ["logo_asset_id"] }],
    });
    assert_eq!(seen.at("/node"), &expected_now);
    // Anybody sees the logo; what it is among the pictures only staff need to know.
    let unseen = app.anonymous().graphql(document, json!({ "id": id })).await;
    let expected_there = json!({ "url": asset["url"], "origin": "CHOSEN", "asset": null });
    assert_eq!(unseen.at("/node/logo"), &expected_there);

    // Without the choice the copy is back, and the next run brings it up to date.
    let copied = choose(&app, &id, &Value::Null).await;
    assert_eq!(copied["origin"], "COPIED");
    sync(&app, json!({})).await;
    assert_eq!(n_fetched(), n_before + 1);
    let seen = app.staff().graphql(document, json!({ "id": id })).await;
    assert_eq!(seen.at("/node/logo/origin"), "COPIED");
    assert_ne!(seen.at("/node/logo/url"), &copied["url"]);
}

async fn a_logo_is_chosen_for_what_staff_keep(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = upload(&app, 40).await.json["asset"].clone();
    let input = json!({ "key": "LocalX", "name": "Local Academy", "logo": asset["id"], "idempotencyKey": "first" });
    let id = made(&app, "createOrganization", "organization", input.clone()).await;
    assert_eq!(made(&app, "createOrganization", "organization", input).await, id);
    let edited = mutate(&app, "editOrganization", json!({ "id": id, "name": "Renamed" }), LOGO).await;
    assert_eq!(edited["organization"]["logo"]["url"], asset["url"]);
    assert_eq!(choose(&app, &id, &Value::Null).await, Value::Null);
    let input = json!({ "id": id, "key": "localx", "logo": asset["id"], "logoUrl": "https://cdn.example.org/a.png" });
    let edited = mutate(&app, "editOrganization", input, LOGO).await;
    let expected = json!({
        "logoUrl": "https://cdn.example.org/a.png",
        "logo": { "url": asset["url"], "origin": "CHOSEN", "asset": { "id": asset["id"] } },
    });
    assert_eq!(edited["organization"], expected);
    assert_eq!(
        Copy::read(&app).await.organizations[0].local_key.as_deref(),
        Some("localx")
    );
}

async fn certificates_show_the_chosen_logo_first(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let copy = Copy::read(&app).await;
    let program = &copy.programs[0];
    build::configuration_of_program(program).insert(app.db()).await;
    let author = copy
        .authors
        .iter()
        .find(|it| it.program_id == program.id)
        .expect("an author");
    let asset = upload(&app, 40).await.json["asset"].clone();
    choose(
        &app,
        &json!(format!("organization:{}", author.organization_id)),
        &asset["id"],
    )
    .await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    let awarded = award(&app.service(), json!({ "username": "ada", "learningObject": object })).await;
    let shown = &awarded["credential"]["certificate"]["organizations"][0]["logoUrl"];
    assert_eq!(shown, &asset["url"], "{awarded}");
}

async fn an_address_of_a_kept_picture_is_a_logo_too(engine: Engine) {
    let app = TestApp::start(engine).await;
    let asset = upload(&app, 40).await.json["asset"].clone();
    let input = json!({ "key": "LocalX", "name": "Local Academy", "logoUrl": asset["url"] });
    let id = made(&app, "createOrganization", "organization", input).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Organization { logo { url origin asset { id } } } } }";
    let seen = app.staff().graphql(document, json!({ "id": id })).await;
    let expected = json!({ "url": asset["url"], "origin": "CHOSEN", "asset": null });
    assert_eq!(seen.at("/node/logo"), &expected);
    let input = json!({ "id": id, "logoUrl": "https://cdn.example.org/a.png" });
    let edited = mutate(&app, "editOrganization", input, LOGO).await;
    assert_eq!(edited["organization"]["logo"], Value::Null);
}

async fn what_is_no_picture_of_the_site_is_no_logo(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let asset = upload(&app, 40).await.json["asset"].clone();
    let first = Copy::read(&app).await.organizations.remove(0);
    let id = format!("organization:{}", first.id);
    let before = Copy::read(&app).await;
    let nobody = "asset:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    for (mutation, input, refusal) in [
        (
            "editOrganization",
            json!({ "id": id, "logo": nobody }),
            "REFERENCE_NOT_FOUND logo",
        ),
        (
            "createOrganization",
            json!({ "key": "LocalX", "name": "Local Academy", "logo": nobody }),
            "REFERENCE_NOT_FOUND logo",
        ),
        // Beside the logo, everything is the catalogue service's.
        (
            "editOrganization",
            json!({ "id": id, "logo": asset["id"], "name": "Mine" }),
            "KEPT_BY_CATALOG_SERVICE id",
        ),
        (
            "editOrganization",
            json!({ "id": id, "logo": asset["id"], "logoUrl": null }),
            "KEPT_BY_CATALOG_SERVICE id",
        ),
        (
            "editOrganization",
            json!({ "id": id, "logo": asset["id"], "expectedVersion": first.version - 1 }),
            "VERSION_CONFLICT expectedVersion",
        ),
    ] {
        let payload = mutate(&app, mutation, input.clone(), "").await;
        assert_eq!(refusals(&payload), [refusal], "{mutation} {input}");
    }
    let wrong = json!({ "id": id, "logo": id });
    let wrong = app
        .staff()
        .mutate("editOrganization", wrong, "userErrors { code }")
        .await;
    assert_eq!(wrong.codes(), ["BAD_USER_INPUT"]);
    let denied = json!({ "id": id, "logo": asset["id"] });
    let denied = app.learner("ada").mutate("editOrganization", denied, "outcome").await;
    assert_eq!(denied.codes(), ["FORBIDDEN"]);
    assert_eq!(Copy::read(&app).await, before);
}
