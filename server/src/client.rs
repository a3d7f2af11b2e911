//! Other people's services, as far as we call them.

pub mod asset_store;
