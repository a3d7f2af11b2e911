//! The layers that every request passes, outermost first in the order of this list.

mod addressee;
mod framing;
mod observe;
mod request_id;
mod security_headers;

pub(super) use addressee::addressee;
pub(super) use framing::framing;
pub(super) use observe::observe;
pub(super) use request_id::{REQUEST_ID, RequestId};
pub(super) use security_headers::security_headers;
