//! `deleteAsset`: refused while anything shows the picture; afterwards nothing is left of it, and its address leads nowhere.

use entity::asset;
use entity::id::AssetId;
use futures_util::future::join_all;
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::template::publish;
use uuid::Uuid;

use super::change;
use crate::asset::{files, upload};
use crate::mutation::template::{GOOD, published};
use crate::scene::{Scene, refusals};
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    picture_goes_with_its_bytes_and_its_address_leads_nowhere,
    picture_that_something_shows_stays,
    picture_that_a_certificate_shows_stays_until_that_is_refreshed,
    picture_that_an_awarded_template_names_stays,
    bytes_stay_while_another_site_has_the_same,
    copy_that_nothing_shows_is_let_go,
    removal_and_use_at_once_come_in_some_order
);

/// A picture of this size; its row as the upload answers it.
async fn uploaded(app: &TestApp, size: u32) -> Value {
    let reply = upload(app, size).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text);
    reply.json["asset"].clone()
}

/// What the address of a picture answers.
async fn seen(app: &TestApp, picture: &Value) -> StatusCode {
    let hash = picture["hash"].as_str().expect("a hash");
    app.anonymous().get(&format!("/assets/{hash}")).await.status
}

/// Changes something as staff, who are not refused; gives the id of what was changed.
async fn done(app: &TestApp, field: &str, noun: &str, input: Value) -> Value {
    let selection = format!("{noun} {{ id }} userErrors {{ code message }}");
    let reply = app.staff().mutate(field, input, &selection).await;
    assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]), "{}", reply.text);
    reply.at(&format!("/{field}/{noun}/id")).clone()
}

/// That all rows fit together, and the bytes of pictures with them.
async fn expect_sound(app: &TestApp) {
    assert_sound(app).await;
    let ctx = app.ctx().await;
    let bytes = server::service::asset::verify(&ctx).await.expect("an answer");
    assert_eq!(bytes.broken_by, Vec::<String>::new());
    ctx.db.clone().close().await;
}

async fn picture_goes_with_its_bytes_and_its_address_leads_nowhere(engine: Engine) {
    let app = TestApp::start(engine).await;
    let replica = app.replica().await;
    let picture = uploaded(&app, 40).await;
    let other = uploaded(&app, 41).await;
    for server in [&app, &replica] {
        assert_eq!(seen(server, &picture).await, StatusCode::OK);
    }
    let before = Stored::read(&app).await;
    for (more, code, path) in [
        (json!({ "expectedVersion": 2 }), "VERSION_CONFLICT", "expectedVersion"),
        (
            json!({ "expectedVersion": -1 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
    ] {
        let input = crate::scene::merged(json!({ "id": picture["id"] }), more);
        let refused = change(&app.staff(), "deleteAsset", input).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), format!("input.{path}"))]);
    }
    assert_eq!(Stored::read(&app).await, before);

    let gone = change(
        &app.staff(),
        "deleteAsset",
        json!({ "id": picture["id"], "expectedVersion": 1 }),
    )
    .await;
    assert_eq!(
        [&gone["outcome"], &gone["asset"]["name"]],
        ["DELETED", "signature.png"],
        "{gone:#}"
    );
    for server in [&app, &replica] {
        assert_eq!(seen(server, &picture).await, StatusCode::NOT_FOUND);
        assert_eq!(seen(server, &other).await, StatusCode::OK);
    }
    // Whoever has it already is not told that it is still the same.
    let hash = picture["hash"].as_str().expect("a hash");
    let client = app.anonymous();
    let again = client
        .request(reqwest::Method::GET, &format!("/assets/{hash}"))
        .header("if-none-match", format!("\"{hash}\""));
    assert_eq!(client.send(again).await.status, StatusCode::NOT_FOUND);
    assert_eq!(files(&app).len(), 1);
    let stored = Stored::read(&app).await;
    assert_eq!(stored.assets.len(), 1);
    let last = stored.audit.iter().find(|it| it.change.as_str() == "deleted");
    let last = last.expect("an entry");
    assert_eq!(last.version, 2);
    assert_eq!(last.details["name"], json!({ "old": "signature.png", "new": null }));
    let again = change(&app.staff(), "deleteAsset", json!({ "id": picture["id"] })).await;
    assert_eq!(refusals(&again), [("NOT_FOUND".to_owned(), "input.id".to_owned())]);

    let back = uploaded(&app, 40).await;
    assert_eq!(seen(&replica, &back).await, StatusCode::OK);
    assert_ne!(back["id"], picture["id"]);
    expect_sound(&app).await;
}

async fn picture_that_something_shows_stays(engine: Engine) {
    let app = TestApp::start(engine).await;
    let picture = uploaded(&app, 40).await;
    let (id, url) = (&picture["id"], &picture["url"]);
    let site = app.staff().query("{ site { id } }").await;
    let site_id = site.at("/site/id").clone();
    let dean = json!({ "name": "Dean", "title": "Dean", "image": id });
    let dean = done(&app, "createSignatory", "signatory", dean).await;
    let north = json!({ "key": "NorthX", "name": "North House", "logo": id });
    let north = done(&app, "createOrganization", "organization", north).await;
    let html = format!(
        "{GOOD}<img src=\"/assets/{}\" alt=\"Seal\">",
        picture["hash"].as_str().expect("a hash")
    );
    let draft = json!({ "name": "Diploma", "html": html });
    let draft = done(&app, "createTemplate", "template", draft).await;
    done(&app, "editSite", "site", json!({ "id": site_id, "logoUrl": url })).await;
    for (kind, field, noun, release) in [
        (
            "SIGNATORY",
            "editSignatory",
            "signatory",
            json!({ "id": dean, "image": null }),
        ),
        (
            "ORGANIZATION",
            "editOrganization",
            "organization",
            json!({ "id": north, "logo": null }),
        ),
        (
            "TEMPLATE",
            "editTemplate",
            "template",
            json!({ "id": draft, "html": GOOD }),
        ),
        ("SITE", "editSite", "site", json!({ "id": site_id, "logoUrl": null })),
    ] {
        let before = Stored::read(&app).await;
        let refused = change(&app.staff(), "deleteAsset", json!({ "id": id })).await;
        assert_eq!(refused["outcome"], "REFUSED", "{refused:#}");
        assert_eq!(
            refusals(&refused),
            [("USED".to_owned(), "input.id".to_owned())],
            "{kind}"
        );
        assert_eq!(refused["asset"]["uses"][0]["subjectType"], kind, "{refused:#}");
        assert_eq!(Stored::read(&app).await, before);
        assert_eq!(seen(&app, &picture).await, StatusCode::OK);
        done(&app, field, noun, release).await;
    }
    let gone = change(&app.staff(), "deleteAsset", json!({ "id": id })).await;
    assert_eq!(gone["outcome"], "DELETED", "{gone:#}");
    assert_eq!(gone["asset"]["useCount"], 0);
    expect_sound(&app).await;
}

/// That a picture is not removed because a certificate of the program shows it.
async fn expect_pinned(scene: &Scene, picture: &Value) {
    let before = Stored::read(&scene.app).await;
    let selection = "outcome asset { useCount } pinnedBy { learningObject { id } } userErrors { code path }";
    let refused = scene
        .app
        .staff()
        .mutate("deleteAsset", json!({ "id": picture["id"] }), selection)
        .await;
    let expected = json!({
        "outcome": "REFUSED",
        "asset": { "useCount": 0 },
        "pinnedBy": { "learningObject": { "id": scene.program.uuid } },
        "userErrors": [{ "code": "PINNED", "path": ["input", "id"] }],
    });
    assert_eq!(refused.at("/deleteAsset"), &expected);
    assert_eq!(Stored::read(&scene.app).await, before);
    assert_eq!(seen(&scene.app, picture).await, StatusCode::OK);
}

/// Pins anew what a certificate shows, which lets the picture go.
async fn expect_released(scene: &Scene, uuid: &str, picture: &Value) {
    let input = json!({ "uuid": uuid, "reason": "The picture was a mistake." });
    let refreshed = scene.app.staff().mutate("refreshCredential", input, "outcome").await;
    assert_eq!(refreshed.at("/refreshCredential/outcome"), "UPDATED");
    let gone = change(&scene.app.staff(), "deleteAsset", json!({ "id": picture["id"] })).await;
    assert_eq!(gone["outcome"], "DELETED", "{gone:#}");
    assert_eq!(seen(&scene.app, picture).await, StatusCode::NOT_FOUND);
}

async fn picture_that_a_certificate_shows_stays_until_that_is_refreshed(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let picture = uploaded(app, 40).await;
    let dean = json!({ "name": "Dean", "title": "Dean", "image": picture["id"] });
    let dean = done(app, "createSignatory", "signatory", dean).await;
    let signed = json!({ "learningObject": scene.program(), "signatories": [dean] });
    done(app, "editConfiguration", "configuration", signed).await;
    let uuid = scene.awarded("ada").await;
    let released = json!({ "id": dean, "image": null });
    done(app, "editSignatory", "signatory", released).await;
    expect_pinned(&scene, &picture).await;
    // Revoked, it may be reinstated, and shows the signature then.
    scene.revoke(&uuid, json!({ "reason": "awarded by mistake" })).await;
    expect_pinned(&scene, &picture).await;
    expect_released(&scene, &uuid, &picture).await;
}

async fn picture_that_an_awarded_template_names_stays(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let picture = uploaded(app, 40).await;
    let hash = picture["hash"].as_str().expect("a hash");
    let template = published(app, &format!("{GOOD}<img src=\"/assets/{hash}\" alt=\"Seal\">")).await;
    let drawn = json!({ "learningObject": scene.program(), "template": template });
    done(app, "editConfiguration", "configuration", drawn).await;
    let uuid = scene.awarded("ada").await;
    let plain = json!({ "id": template, "html": GOOD });
    done(app, "editTemplate", "template", plain).await;
    publish(app, &json!(template)).await;
    expect_pinned(&scene, &picture).await;
    let undrawn = json!({ "learningObject": scene.program(), "template": null });
    done(app, "editConfiguration", "configuration", undrawn).await;
    done(app, "deleteTemplate", "template", json!({ "id": template })).await;
    expect_pinned(&scene, &picture).await;
    expect_released(&scene, &uuid, &picture).await;
}

/// The only picture that there is, and the same again on another site.
async fn twin(app: &TestApp) -> asset::Model {
    let elsewhere = build::site("Elsewhere").insert(app.db()).await;
    let row = asset::Entity::find().one(app.db()).await.expect("a query");
    let twin = asset::Model {
        id: AssetId(Uuid::from_u128(0x0190_0000_0000_7000_b000_0000_0000_0001)),
        site_id: elsewhere.id,
        ..row.expect("a picture")
    };
    let row = twin.clone().into_active_model().insert(app.db()).await;
    row.expect("a picture of another site")
}

async fn bytes_stay_while_another_site_has_the_same(engine: Engine) {
    let app = TestApp::start(engine).await;
    let picture = uploaded(&app, 40).await;
    let twin = twin(&app).await;
    let input = json!({ "id": format!("asset:{}", twin.id) });
    let hidden = change(&app.staff(), "deleteAsset", input).await;
    assert_eq!(refusals(&hidden)[0].0, "NOT_FOUND", "that of another site is none");
    let gone = change(&app.staff(), "deleteAsset", json!({ "id": picture["id"] })).await;
    assert_eq!(gone["outcome"], "DELETED", "{gone:#}");
    assert_eq!(seen(&app, &picture).await, StatusCode::NOT_FOUND);
    assert_eq!(files(&app).len(), 1);
    assert_eq!(Stored::read(&app).await.assets, [twin]);
    expect_sound(&app).await;
}

async fn copy_that_nothing_shows_is_let_go(engine: Engine) {
    let app = TestApp::start(engine).await;
    let picture = uploaded(&app, 40).await;
    let row = asset::Entity::find().one(app.db()).await.expect("a query");
    // As it is before the next run lets the copy go: the catalogue tells no logo any more.
    let house = build::organization("Wexcombe House").insert(app.db()).await;
    let mut copied = house.into_active_model();
    copied.copied_logo_url = Set(Some("https://cdn.example.org/logo.png".to_owned()));
    copied.copied_logo_asset_id = Set(row.map(|it| it.id));
    let copied = copied.update(app.db()).await.expect("a row");
    let gone = change(&app.staff(), "deleteAsset", json!({ "id": picture["id"] })).await;
    assert_eq!(gone["outcome"], "DELETED", "{gone:#}");
    let house = Stored::read(&app).await.organizations.remove(0);
    assert_eq!((house.copied_logo_asset_id, house.copied_logo_url), (None, None));
    assert_eq!(house.version, copied.version + 1);
    expect_sound(&app).await;
}

/// Sends a mutation, again where the server was too busy, as any client would; gives its outcome and why it was refused.
async fn send(client: &Client, mutation: &str, input: Value) -> (String, Option<String>) {
    const MOST_TRIES: usize = 20;
    for _ in 0..MOST_TRIES {
        let reply = client
            .mutate(mutation, input.clone(), "outcome userErrors { code }")
            .await;
        if reply.codes() == ["UNAVAILABLE"] {
            continue;
        }
        let outcome = reply.text_at(&format!("/{mutation}/outcome")).to_owned();
        let errors = reply.at(&format!("/{mutation}/userErrors"));
        return (outcome, errors[0]["code"].as_str().map(str::to_owned));
    }
    panic!("still busy after {MOST_TRIES} tries");
}

async fn removal_and_use_at_once_come_in_some_order(engine: Engine) {
    const N_ROUNDS: u32 = 6;
    let app = TestApp::start(engine).await;
    let replica = app.replica().await;
    let clients = [app.staff(), replica.staff()];
    for client in &clients {
        client.query("{ viewer { id } }").await.data();
    }
    for round in 0..N_ROUNDS {
        let picture = uploaded(&app, 40 + round).await;
        let id = &picture["id"];
        let asked = (0..6).map(|index| {
            let client = &clients[index % clients.len()];
            match index {
                0 | 3 => send(client, "deleteAsset", json!({ "id": id })),
                1 | 4 => send(
                    client,
                    "createSignatory",
                    json!({ "name": "Dean", "title": "", "image": id }),
                ),
                _ => send(
                    client,
                    "createOrganization",
                    json!({ "key": format!("R{round}X{index}"), "name": "House", "logo": id }),
                ),
            }
        });
        let answers = join_all(asked).await;
        let is_gone = answers.iter().any(|(outcome, _)| outcome == "DELETED");
        let n_uses = answers.iter().filter(|(outcome, _)| outcome == "CREATED").count();
        assert_eq!(is_gone, n_uses == 0, "{answers:?}");
        let expected = if is_gone { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(seen(&app, &picture).await, expected, "{answers:?}");
    }
    expect_sound(&app).await;
}
