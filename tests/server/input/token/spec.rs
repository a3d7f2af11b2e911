//! A token as a row describes it: what the platform would sign for a person, and what is different.

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use tests::app::TestApp;
use tests::persona;
use tests::platform::key::{RsaAlgorithm, SigningKey};
use tests::platform::token::{HmacAlgorithm, Signer, TokenSpec};

use crate::input::text::{Names, Text};

/// Secret that the service shares with the issuer of that name.
pub(super) const SECRET: &[u8] = b"a secret of more than thirty-two bytes";

/// What the platform would sign for a person, and what is different.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Token {
    persona: Option<String>,
    /// JSON object of claims to set.
    claims: Option<Text>,
    without_claims: Vec<String>,
    /// JSON object of header fields to set.
    header: Option<Text>,
    without_header: Vec<String>,
    raw_header: Option<Text>,
    raw_payload: Option<Text>,
    scopes: Option<Vec<String>>,
    restricted: bool,
    /// Seconds.
    lifetime: Option<i64>,
    signer: SignedBy,
    /// The signature itself, for a token that nobody signed.
    signature: Option<Text>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SignedBy {
    /// The platform's key.
    #[default]
    Platform,
    /// The platform's key, by the other algorithm.
    PlatformRs256,
    /// A key that nobody knows, under the name of the platform's.
    Impostor,
    /// A key that nobody knows, under its own name.
    Stranger,
    /// The second key that the platform publishes.
    Second,
    /// The key of the issuer whose set is part of the settings.
    Inline,
    /// The shared secret.
    Secret,
    /// The shared secret, by another algorithm.
    SecretHs512,
    /// A secret that is not shared.
    WrongSecret,
    /// The platform's public key as PEM, taken for a secret.
    PublicPem,
    /// The same as DER.
    PublicDer,
    /// The same as JSON.
    PublicJwk,
    /// Nobody: `signature` says what stands there.
    Nobody,
}

/// The keys that sign.
pub(super) struct Keys {
    pub(super) platform: SigningKey,
    pub(super) second: SigningKey,
    pub(super) stranger: SigningKey,
    pub(super) inline: SigningKey,
}

impl Token {
    /// The names, with the token and its parts.
    pub(super) fn named(&self, app: &TestApp, keys: &Keys, names: &Names) -> Names {
        let mut names = names.clone();
        names.set("jwks_url", app.platform().jwks_url());
        names.set("platform_key", keys.platform.public_jwk().to_string());
        names.set("issuer", app.platform().issuer());
        let token = app.platform().mint(&self.spec(keys, &names)).expect("a token");
        let parts: Vec<&str> = token.split('.').collect();
        names.set("head", parts[0]);
        names.set("payload", parts[1]);
        names.set("signature", parts[2]);
        names.set("short_signature", &parts[2][..parts[2].len().saturating_sub(1)]);
        names.set("token", token.as_str());
        let other = app.platform().token_of(&persona::GRACE).expect("a token");
        names.set("other_token", other);
        names
    }

    fn spec(&self, keys: &Keys, names: &Names) -> TokenSpec {
        let persona = self.persona.as_deref().unwrap_or("ada");
        let mut spec = TokenSpec::of(persona::named(persona).expect("a persona")).signed_by(self.signer(keys, names));
        for (name, value) in object(self.claims.as_ref(), names) {
            spec = spec.claim(&name, value);
        }
        for (name, value) in object(self.header.as_ref(), names) {
            spec = spec.header(&name, value);
        }
        for name in &self.without_claims {
            spec = spec.without_claim(name);
        }
        for name in &self.without_header {
            spec = spec.without_header(name);
        }
        if let Some(text) = &self.raw_header {
            spec = spec.raw_header(text.string(names));
        }
        if let Some(text) = &self.raw_payload {
            spec = spec.raw_payload(text.string(names));
        }
        if let Some(scopes) = &self.scopes {
            spec = spec.scopes(scopes);
        }
        if let Some(seconds) = self.lifetime {
            spec = spec.lifetime(TimeDelta::seconds(seconds));
        }
        if self.restricted { spec.restricted() } else { spec }
    }

    fn signer(&self, keys: &Keys, names: &Names) -> Signer {
        let secret = |secret: Vec<u8>| Signer::Secret(HmacAlgorithm::Hs256, secret);
        let platform = &keys.platform;
        match self.signer {
            SignedBy::Platform => Signer::Platform,
            SignedBy::PlatformRs256 => Signer::Key(platform.clone().with_algorithm(RsaAlgorithm::Rs256)),
            SignedBy::Impostor => Signer::Key(keys.stranger.clone().with_kid(platform.kid())),
            SignedBy::Stranger => Signer::Key(keys.stranger.clone()),
            SignedBy::Second => Signer::Key(keys.second.clone()),
            SignedBy::Inline => Signer::Key(keys.inline.clone()),
            SignedBy::Secret => secret(SECRET.to_vec()),
            SignedBy::SecretHs512 => Signer::Secret(HmacAlgorithm::Hs512, SECRET.to_vec()),
            SignedBy::WrongSecret => secret(SECRET.to_ascii_uppercase()),
            SignedBy::PublicPem => secret(platform.public_pem().expect("a public key").into_bytes()),
            SignedBy::PublicDer => secret(platform.public_der().expect("a public key")),
            SignedBy::PublicJwk => secret(platform.public_jwk().to_string().into_bytes()),
            SignedBy::Nobody => Signer::Bytes(self.signature.as_ref().map(|it| it.bytes(names)).unwrap_or_default()),
        }
    }
}

fn object(text: Option<&Text>, names: &Names) -> serde_json::Map<String, Value> {
    text.map(|it| serde_json::from_str(&it.string(names)).expect("an object in JSON"))
        .unwrap_or_default()
}
