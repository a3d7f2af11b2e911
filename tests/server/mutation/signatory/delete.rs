//! `deleteSignatory`: refused while a configuration names the signatory.

use serde_json::json;
use tests::build;
use tests::database::Engine;

use super::change;
use crate::scene::{Scene, refusals};
use crate::stored::Stored;

tests::on_both_engines!(signatory_goes_when_nothing_names_it);

async fn signatory_goes_when_nothing_names_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    let dean = build::signatory("Dean").insert(scene.app.db()).await;
    let id = format!("signatory:{}", dean.id);
    let other = build::program("Biology").insert(scene.app.db()).await;
    build::configuration_of_program(&other)
        .inactive()
        .signed_by(&dean)
        .insert(scene.app.db())
        .await;
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&scene.app).await;
    let refused = change(&staff, "deleteSignatory", json!({ "id": id })).await;
    assert_eq!(refusals(&refused), [("USED".to_owned(), "input.id".to_owned())]);
    assert_eq!(Stored::read(&scene.app).await, before);

    let input = json!({ "learningObject": { "type": "PROGRAM", "id": other.uuid }, "signatories": [] });
    let edited = staff.mutate("editConfiguration", input, "outcome").await;
    assert_eq!(edited.at("/editConfiguration/outcome"), "UPDATED");
    let gone = change(&staff, "deleteSignatory", json!({ "id": id })).await;
    assert_eq!([&gone["outcome"], &gone["signatory"]["name"]], ["DELETED", "Dean"]);
    let stored = Stored::read(&scene.app).await;
    assert_eq!(stored.signatories.len(), 0);
    let last = stored.audit.iter().rfind(|it| it.subject_id == dean.id.0);
    assert_eq!(last.map(|it| it.change.as_str()), Some("deleted"));
    let again = change(&staff, "deleteSignatory", json!({ "id": id })).await;
    assert_eq!(refusals(&again)[0].0, "NOT_FOUND");
}
