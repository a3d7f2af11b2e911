//! What learners are told by mail when they complete a program, as staff keep it.

mod browse;
mod change;
mod trial;

use entity::completion_mail;

pub use browse::list;
pub use change::{Changed, CompletionMailError, NewCompletionMail, create, delete, edit};
pub use trial::{Draft, Shown, preview, test};

use crate::render;
use crate::render::mail::Own;
use crate::render::problem::Problem;

/// What of its HTML is taken out before it is sent.
#[must_use]
pub fn removed(mail: &completion_mail::Model) -> Vec<Problem> {
    mail.html.as_deref().map(render::mail::removed).unwrap_or_default()
}

/// What an institution wrote itself.
pub(super) fn own(mail: &completion_mail::Model) -> Own<'_> {
    Own {
        subject: mail.subject.as_deref(),
        html: mail.html.as_deref(),
        text: mail.text.as_deref(),
    }
}
