//! An internal system's view of the service: a token from the platform, then awards through GraphQL.

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::Platform;

/// The form that buys a staff token; also shown to the newcomer.
pub(super) const TOKEN_FORM: &str =
    "grant_type=client_credentials&client_id=demo-staff&client_secret=demo-staff-secret&token_type=jwt";

const AWARD: &str = "mutation Award($input: AwardCredentialInput!) { \
    awardCredential(input: $input) { credential { url recipientName certificate { title } } userErrors { code message } } }";

const TIME_OUT_SECONDS: u64 = 30;

/// Asks the platform for a token of its staff.
pub(crate) fn staff_token(platform: &Platform) -> Result<String> {
    let response = minreq::post(&platform.token_url)
        .with_header("Content-Type", "application/x-www-form-urlencoded")
        .with_body(TOKEN_FORM)
        .with_timeout(TIME_OUT_SECONDS)
        .send()
        .with_context(|| format!("ask {} for a token", platform.token_url))?;
    let body: Value = response
        .json()
        .context("the platform's answer to the token request is no JSON")?;
    match body["access_token"].as_str() {
        Some(token) => Ok(token.to_owned()),
        None => bail!("the platform gave no token ({}): {body}", response.status_code),
    }
}

/// Awards what the seed proposes; returns the credentials.
pub(crate) fn award_all(server: &str, token: &str, seeded: &Value) -> Result<Vec<Value>> {
    let awards = seeded["awards"].as_array().context("seed-demo proposes awards")?;
    awards.iter().map(|input| award(server, token, input)).collect()
}

fn award(server: &str, token: &str, input: &Value) -> Result<Value> {
    let response = minreq::post(format!("{server}/graphql"))
        .with_header("Authorization", format!("JWT {token}"))
        .with_header("Accept", "application/graphql-response+json")
        .with_json(&json!({ "query": AWARD, "variables": { "input": input } }))
        .context("print the award")?
        .with_timeout(TIME_OUT_SECONDS)
        .send()
        .context("send the award")?;
    let body: Value = response.json().context("the server's answer to the award is no JSON")?;
    let credential = &body["data"]["awardCredential"]["credential"];
    if credential.is_object() {
        return Ok(credential.clone());
    }
    bail!(
        "the server did not award the credential ({}): {body}",
        response.status_code
    )
}
