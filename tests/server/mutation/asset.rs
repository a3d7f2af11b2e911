//! Tests of changes of pictures.

mod delete;
mod edit;

use serde_json::Value;
use tests::client::Client;

/// Asks for a change of a picture; gives the payload.
async fn change(client: &Client, field: &str, input: Value) -> Value {
    let selection = "outcome asset { id name version useCount uses { subjectType subjectName } }
        userErrors { code message path }";
    client
        .mutate(field, input, selection)
        .await
        .at(&format!("/{field}"))
        .clone()
}
