//! Pages of those who learn: what they earned. They ask who is signed in before they ask for anything else.

pub(crate) mod credentials;
pub(crate) mod record;
pub(crate) mod records;
