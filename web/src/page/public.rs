//! Pages that anyone may open.

pub(crate) mod certificate;
pub(crate) mod home;
pub(crate) mod not_found;
