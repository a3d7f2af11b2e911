//! Logos at addresses that the catalogue service tells. Only addresses that `domain::catalogue_sync::logo` has judged are called, and no
//! token goes there.

use axum::http::header;

use super::exchange::read;
use super::{ClientError, Clients, Patience, Upstream};
use crate::domain::catalogue_sync::logo::{Host, LogoAddress};
use crate::domain::picture::MAX_UPLOAD;

/// What is asked for. What comes is judged by its bytes.
const KINDS: &str = "image/png, image/jpeg, image/webp";

impl Clients {
    /// Gets a logo, which is as large as an upload may be: once, without a token, and from nowhere else than its origin.
    pub async fn logo(&self, address: &LogoAddress) -> Result<Vec<u8>, ClientError> {
        let LogoAddress { url, host } = address;
        let http = &self.http;
        let client = match host {
            // Where it is, the settings say: perhaps in a network of the operator's own.
            Host::Catalogue => http.patient()?,
            Host::Named => http.wary()?,
        };
        let attempt = http.watched(Upstream::Logo, url, async || {
            let request = client.get(url.clone()).timeout(Patience::Call.limit());
            let response = http.send(request.header(header::ACCEPT, KINDS)).await?;
            http.judge(&response)?;
            read(response, MAX_UPLOAD).await
        });
        attempt.await?
    }
}

#[cfg(test)]
mod tests;
