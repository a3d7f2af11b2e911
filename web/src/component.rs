//! Parts that know the domain or the API and serve more than one page.

pub(crate) mod account;
pub(crate) mod credential_choice;
pub(crate) mod drawn;
pub(crate) mod failure;
pub(crate) mod loaded;
pub(crate) mod lookup;
pub(crate) mod navigation;
pub(crate) mod page_link;
pub(crate) mod paged;
pub(crate) mod record;
pub(crate) mod save_button;
pub(crate) mod sending;
pub(crate) mod sign_in;
pub(crate) mod state;
