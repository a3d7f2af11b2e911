//! Parts that know neither the router nor the API.

pub(crate) mod badge;
pub(crate) mod bar;
pub(crate) mod button;
pub(crate) mod checkbox;
pub(crate) mod dialog;
pub(crate) mod empty;
pub(crate) mod field;
pub(crate) mod icon;
pub(crate) mod notice;
pub(crate) mod page_header;
pub(crate) mod problem;
pub(crate) mod select;
pub(crate) mod skeleton;
pub(crate) mod switch;
