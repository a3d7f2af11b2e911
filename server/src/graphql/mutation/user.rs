//! Changes of what is known of people.

pub(in crate::graphql) mod replace_many;
pub(in crate::graphql) mod retire;
