//! `createSignatory`.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::change;
use crate::scene::{merged, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    signatory_is_made_as_written,
    repeated_request_with_a_key_makes_one,
    what_cannot_be_kept_is_refused
);

async fn signatory_is_made_as_written(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = json!({ "name": "Dra. Lucía Ibáñez", "title": "Directora\nEscuela", "organizationName": "San Telmo" });
    let payload = change(&app.staff(), "createSignatory", input).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    let made = &payload["signatory"];
    assert_eq!(
        [&made["name"], &made["title"], &made["organizationName"]],
        ["Dra. Lucía Ibáñez", "Directora\nEscuela", "San Telmo"]
    );
    assert_eq!(made["viewerCan"], json!(["EDIT", "DELETE"]));
    assert_eq!(
        made["history"],
        json!([{ "version": 1, "change": "CREATED", "actor": "sofia" }])
    );
}

async fn repeated_request_with_a_key_makes_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let input = json!({ "name": "Dean", "title": "", "idempotencyKey": "k" });
    let first = change(&staff, "createSignatory", input.clone()).await;
    let second = change(&staff, "createSignatory", input.clone()).await;
    assert_eq!(first, second);
    assert_eq!(Stored::read(&app).await.signatories.len(), 1);
    let other = merged(input.clone(), json!({ "name": "Head" }));
    let refused = change(&staff, "createSignatory", other).await;
    assert_eq!(
        refusals(&refused),
        [("IDEMPOTENCY_MISMATCH".to_owned(), "input.idempotencyKey".to_owned())]
    );
    change(&staff, "deleteSignatory", json!({ "id": first["signatory"]["id"] })).await;
    let refused = change(&staff, "createSignatory", input).await;
    assert_eq!(refusals(&refused)[0].0, "NOT_FOUND");
    assert_eq!(Stored::read(&app).await.signatories.len(), 0);
}

async fn what_cannot_be_kept_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    let good = json!({ "name": "Dean", "title": "Dean" });
    for (more, code, path) in [
        (json!({ "name": "" }), "INVALID_NAME", "name"),
        (json!({ "name": "  " }), "INVALID_NAME", "name"),
        (json!({ "name": "a\nb" }), "INVALID_NAME", "name"),
        (json!({ "name": "é".repeat(256) }), "INVALID_NAME", "name"),
        (json!({ "title": "a\u{1b}" }), "INVALID_TITLE", "title"),
        (
            json!({ "organizationName": " " }),
            "INVALID_ORGANIZATION_NAME",
            "organizationName",
        ),
        (
            json!({ "image": "asset:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" }),
            "IMAGE_NOT_FOUND",
            "image",
        ),
        (
            json!({ "idempotencyKey": "" }),
            "INVALID_IDEMPOTENCY_KEY",
            "idempotencyKey",
        ),
    ] {
        let payload = change(&staff, "createSignatory", merged(good.clone(), more.clone())).await;
        assert_eq!(
            refusals(&payload),
            [(code.to_owned(), format!("input.{path}"))],
            "{more}"
        );
        assert_eq!(
            [&payload["outcome"], &payload["signatory"]],
            [&json!("REFUSED"), &Value::Null]
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}
