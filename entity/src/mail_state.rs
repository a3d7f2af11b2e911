//! How far a mail has come.

crate::value::text_enum! {
    /// How far a mail has come.
    MailState {
        /// It waits to be sent, for the first time or again.
        Queued = "queued",
        /// A worker is at it, or was until it was interrupted.
        Sending = "sending",
        /// A mail server has taken it, or the folder for mail. Whether it reached anybody is not known.
        Sent = "sent",
        /// It was given up.
        Failed = "failed",
        /// It was not sent, because its reason had gone or somebody said so.
        Dropped = "dropped",
    }
}
