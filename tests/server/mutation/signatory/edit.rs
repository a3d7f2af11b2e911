//! `editSignatory`.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use super::change;
use crate::scene::refusals;
use crate::stored::Stored;

tests::on_both_engines!(signatory_changes_for_later_awards);

async fn signatory_changes_for_later_awards(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let dean = build::signatory("Dean").organization_name("Old").insert(app.db()).await;
    let id = format!("signatory:{}", dean.id);
    let edited = change(
        &staff,
        "editSignatory",
        json!({ "id": id, "name": "New Dean", "organizationName": null }),
    )
    .await;
    assert_eq!(edited["outcome"], "UPDATED", "{edited:#}");
    assert_eq!(
        [
            &edited["signatory"]["name"],
            &edited["signatory"]["title"],
            &edited["signatory"]["organizationName"]
        ],
        [&json!("New Dean"), &json!("Dean"), &Value::Null]
    );
    assert_eq!(edited["signatory"]["version"], 2);
    let before = Stored::read(&app).await;
    let again = change(&staff, "editSignatory", json!({ "id": id, "name": "New Dean" })).await;
    assert_eq!(again["outcome"], "UNCHANGED");
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
        (
            json!({ "id": "signatory:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f", "name": "X" }),
            "NOT_FOUND",
            "id",
        ),
    ] {
        let refused = change(&staff, "editSignatory", input).await;
        assert_eq!(refusals(&refused), [(code.to_owned(), format!("input.{path}"))]);
    }
    assert_eq!(Stored::read(&app).await, before);
}
