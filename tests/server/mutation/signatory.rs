//! Tests of changes of signatories.

mod create;
mod delete;
mod edit;

use serde_json::Value;
use tests::client::Client;

/// Asks for a change of a signatory; gives the payload.
async fn change(client: &Client, field: &str, input: Value) -> Value {
    let selection =
        "outcome signatory { id name title organizationName version viewerCan history { version change actor } }
        userErrors { code message path }";
    client
        .mutate(field, input, selection)
        .await
        .at(&format!("/{field}"))
        .clone()
}
