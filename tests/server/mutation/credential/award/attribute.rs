//! Attributes of a credential: how many awards bring them, and how many there may be.

use serde_json::{Value, json};
use tests::database::Engine;

use crate::scene::{Scene, assert_refused};
use crate::stored::Stored;

tests::on_both_engines!(credential_is_not_filled_up_by_many_awards);

fn attributes(from: usize, to: usize, value: &str) -> Value {
    let attribute = |n: usize| json!({ "name": format!("name{n}"), "value": value });
    json!({ "attributes": (from..to).map(attribute).collect::<Vec<_>>() })
}

async fn credential_is_not_filled_up_by_many_awards(engine: Engine) {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    for from in [0, 50, 100, 150] {
        let updated = scene.award("ada", attributes(from, from + 50, "a")).await;
        assert_eq!(updated["outcome"], "UPDATED", "{from}");
    }
    let before = Stored::read(&scene.app).await;
    let refused = scene.award("ada", attributes(200, 201, "a")).await;
    assert_refused(&refused, "TOO_MANY_ATTRIBUTES", "input.attributes");
    assert_eq!(Stored::read(&scene.app).await, before);
    // Those that are there may change.
    let updated = scene.award("ada", attributes(10, 60, "b")).await;
    assert_eq!(updated["outcome"], "UPDATED");
}
