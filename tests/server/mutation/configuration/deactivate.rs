//! `deactivateConfiguration`: stops new awards and nothing else.

use serde_json::json;
use tests::database::Engine;

use super::change;
use crate::scene::{Scene, refusals};
use crate::stored::Stored;

tests::on_both_engines!(deactivation_stops_new_awards_only);

async fn deactivation_stops_new_awards_only(engine: Engine) {
    let scene = Scene::open(engine).await;
    let uuid = scene.awarded("ada").await;
    let staff = scene.app.staff();
    let off = change(&staff, "deactivateConfiguration", &scene.program(), json!({})).await;
    assert_eq!(off["outcome"], "UPDATED");
    assert_eq!(off["configuration"]["viewerCan"], json!(["EDIT", "ACTIVATE"]));

    let refused = scene.award("grace", json!({})).await;
    assert_eq!(refusals(&refused)[0].0, "CONFIGURATION_INACTIVE");
    let seen = scene
        .app
        .anonymous()
        .graphql(
            "query($uuid: UUID!) { credential(uuid: $uuid) { state } }",
            json!({ "uuid": uuid }),
        )
        .await;
    assert_eq!(seen.at("/credential/state"), "VALID");
    assert_eq!(scene.revoke(&uuid, json!({})).await["outcome"], "REVOKED");

    let before = Stored::read(&scene.app).await;
    let again = change(&staff, "deactivateConfiguration", &scene.program(), json!({})).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(Stored::read(&scene.app).await, before);
}
