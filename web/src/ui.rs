//! Parts that know neither the router nor the API.

pub(crate) mod button;
pub(crate) mod icon;
pub(crate) mod notice;
