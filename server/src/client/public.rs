//! Files at addresses that other systems' data names, such as logos.

use super::exchange::Patience;
use super::{ClientError, Clients};
use crate::domain::web_address;

/// A file of the public internet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicFile {
    /// What its server says that it is; to be believed after looking at the bytes only.
    pub content_type: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Clients {
    /// Gets a file from the public internet: over an address that was judged before anything connects to it, without tokens,
    /// without following redirects, and of at most `max_bytes`.
    pub async fn fetch_public(
        &self,
        url: &str,
        max_bytes: usize,
        patience: Patience,
    ) -> Result<PublicFile, ClientError> {
        let url =
            web_address::parse(url, self.reach).map_err(|_| ClientError::Invalid("the address may not be called"))?;
        let answer = self.http.get_public(&url, max_bytes, patience).await?;
        Ok(PublicFile {
            content_type: answer.content_type,
            bytes: answer.bytes,
        })
    }
}

#[cfg(test)]
mod tests;
