//! Tests of changes of configurations, and words for asking for them.

mod activate;
mod create;
mod deactivate;
mod edit;
mod expiry;
mod visibility;

use serde_json::{Value, json};
use tests::client::Client;

use crate::scene::merged;

/// Everything that a change of a configuration answers.
const CHANGED: &str = "outcome
    configuration {
        id isActive title language organizationLabel hasHoursOfEffort availableAt version lacks viewerCan
        learningObject { type id } expiry { afterDays afterMonths expiresAt } signatories { id name }
        history { version change actor changedFields }
    }
    userErrors { code message path }";

/// Asks for a change of the configuration of a learning object; gives the payload.
async fn change(client: &Client, field: &str, object: &Value, more: Value) -> Value {
    let input = merged(json!({ "learningObject": object }), more);
    let reply = client.mutate(field, input, CHANGED).await;
    reply.at(&format!("/{field}")).clone()
}
