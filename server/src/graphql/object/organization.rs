//! Organizations of the catalogue.

use async_graphql::SimpleObject;
use entity::organization;

/// An organization that offers courses and programs.
#[derive(SimpleObject)]
pub(in crate::graphql) struct Organization {
    /// Identity in the catalogue.
    uuid: crate::graphql::scalar::PublicUuid,
    /// Short key, such as `ExampleX`.
    key: String,
    /// Full name.
    name: String,
    /// Absolute address of the logo for certificates; null where there is none.
    logo_url: Option<String>,
}

impl From<organization::Model> for Organization {
    fn from(it: organization::Model) -> Self {
        Self {
            uuid: crate::graphql::scalar::PublicUuid(it.uuid),
            key: it.key,
            name: it.name,
            logo_url: it.logo_url,
        }
    }
}
