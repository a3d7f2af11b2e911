//! Pages that anyone may open.

pub(crate) mod certificate;
pub(crate) mod home;
pub(crate) mod not_found;
pub(crate) mod shared_record;
pub(crate) mod sign_in_failed;
pub(crate) mod signed_out;
