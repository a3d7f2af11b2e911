//! Who sends a request: tokens of the learning platform, verified.
//!
//! [`Authenticator`] is the way in. It reads the `Authorization` header, parses the token strictly, selects the
//! configured issuer that the token names, and accepts the claims only when one of *that issuer's* keys, by one of
//! *that issuer's* algorithms, verifies the signature.
//!
//! Invariant: nothing in a token names a key, an address or an algorithm that configuration did not already name.

mod authenticator;
pub mod authorization_code;
pub mod claims;
pub mod error;

mod authorization_header;
mod cache;
mod claim_reader;
mod issuer;
mod jwks;
mod key_set;
mod token;

#[cfg(test)]
mod test_kit;

pub use authenticator::Authenticator;
pub use authorization_header::shown_token;
pub use claims::Claims;
pub use error::AuthError;
