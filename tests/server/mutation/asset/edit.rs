//! `editAsset`: another name for the same picture.

use serde_json::json;
use tests::app::TestApp;
use tests::database::Engine;

use super::change;
use crate::asset::upload;
use crate::scene::refusals;
use crate::stored::Stored;

tests::on_both_engines!(picture_gets_another_name_and_keeps_its_address);

async fn picture_gets_another_name_and_keeps_its_address(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let uploaded = upload(&app, 40).await.json["asset"].clone();
    let id = &uploaded["id"];
    let renamed = change(&staff, "editAsset", json!({ "id": id, "name": "Seal 2026/27" })).await;
    assert_eq!(renamed["outcome"], "UPDATED", "{renamed:#}");
    assert_eq!(
        [&renamed["asset"]["name"], &renamed["asset"]["version"]],
        [&json!("Seal 2026/27"), &json!(2)]
    );
    let told = app
        .staff()
        .query("{ assets(search: \"seal\") { nodes { name url hash } } }")
        .await;
    let expected = json!([{ "name": "Seal 2026/27", "url": uploaded["url"], "hash": uploaded["hash"] }]);
    assert_eq!(told.at("/assets/nodes"), &expected);
    let stored = Stored::read(&app).await;
    let last = stored.audit.iter().find(|it| it.change.as_str() == "edited");
    let last = last.expect("an entry");
    assert_eq!(last.version, 2);
    assert_eq!(
        last.details,
        json!({ "name": { "old": "signature.png", "new": "Seal 2026/27" } })
    );

    for input in [json!({ "id": id, "name": "Seal 2026/27" }), json!({ "id": id })] {
        let again = change(&staff, "editAsset", input).await;
        assert_eq!(again["outcome"], "UNCHANGED", "{again:#}");
    }
    for (input, code, path) in [
        (
            json!({ "id": id, "name": "X", "expectedVersion": 1 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
        (
            json!({ "id": id, "name": "X", "expectedVersion": 0 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
        (json!({ "id": id, "name": " " }), "INVALID_NAME", "name"),
        (json!({ "id": id, "name": "a\nb" }), "INVALID_NAME", "name"),
        (json!({ "id": id, "name": "é".repeat(101) }), "INVALID_NAME", "name"),
        (
            json!({ "id": "asset:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f", "name": "X" }),
            "NOT_FOUND",
            "id",
        ),
    ] {
        let refused = change(&staff, "editAsset", input).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), format!("input.{path}"))]);
    }
    assert_eq!(Stored::read(&app).await, stored);
    // The same picture, brought once more under another name, is the one that is there.
    let again = upload(&app, 40).await.json["asset"].clone();
    assert_eq!((&again["id"], &again["name"]), (id, &json!("Seal 2026/27")));
}
