//! What visitors ask for of a certificate, against a constant answer of the same server.

use std::net::SocketAddr;

use entity::id::CredentialId;
use serde_json::json;

use super::Options;
use super::caller::{Call, Caller};
use super::host::Host;
use super::load::{Round, rate};

/// What the certificate page of the app asks for.
const DOCUMENT: &str = "query CertificatePage($uuid: UUID!) { credential(uuid: $uuid) { \
    uuid url state issuedAt visibleAt revokedAt revocationReason recipientName certificate { \
    title learningObjectType typeLabel organizations { name } signatories { name title organization } \
    hoursOfEffort language platformName } } }";

/// What is asked for.
#[derive(Clone, Copy)]
pub(super) enum Asked {
    /// The data that the app's page shows.
    Query,
    /// The certificate, drawn.
    Document,
}

impl Asked {
    fn call(self, address: SocketAddr, id: CredentialId) -> anyhow::Result<Call> {
        match self {
            Self::Query => {
                let variables = json!({ "uuid": id });
                let body = json!({ "operationName": "CertificatePage", "query": DOCUMENT, "variables": variables });
                Call::graphql(address, None, &body, r#""state":"VALID""#)
            }
            Self::Document => Call::get(
                address,
                &format!("/credentials/{}/document", id.0.simple()),
                "<!DOCTYPE html>",
            ),
        }
    }
}

/// Measures both in turn.
pub(super) async fn compare(
    asked: Asked,
    options: &Options,
    n_clients: u32,
    host: &Host,
    id: CredentialId,
) -> anyhow::Result<Vec<Round>> {
    let address = host.address();
    let mut callers = Caller::connect_all(address, n_clients).await?;
    let queries = |n| (0..n).map(|_| asked.call(address, id));
    let answers = |n| (0..n).map(|_| Call::get(address, "/health/live", r#""status":"ok""#));
    let send = async |caller: &mut Caller, call| caller.send(call).await.map(drop);

    let mut rounds = Vec::new();
    for index in 0..=options.rounds {
        let ours: Vec<Call> = queries(options.queries).collect::<anyhow::Result<_>>()?;
        let bare: Vec<Call> = answers(options.queries).collect::<anyhow::Result<_>>()?;
        let round = if index % 2 == 0 {
            let ours = rate(&mut callers, ours, send).await?;
            let bare = rate(&mut callers, bare, send).await?;
            Round { ours, bare }
        } else {
            let bare = rate(&mut callers, bare, send).await?;
            let ours = rate(&mut callers, ours, send).await?;
            Round { ours, bare }
        };
        // The first one warms everything up.
        if index > 0 {
            rounds.push(round);
        }
    }
    Ok(rounds)
}
