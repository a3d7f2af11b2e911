//! Why a mail was not sent.

crate::value::text_enum! {
    /// Why a mail was not sent, by what can be done about it. No word of a server's answer: it may name people.
    MailError {
        /// No address is known.
        NoAddress = "no_address",
        /// The address is none that can be written to.
        BadAddress = "bad_address",
        /// The mail server cannot be reached, or does not speak as expected.
        Unreachable = "unreachable",
        /// The mail server does not answer in time.
        TimedOut = "timed_out",
        /// The mail server does not take it now (a code that begins with 4).
        Deferred = "deferred",
        /// The mail server will never take it (a code that begins with 5).
        Rejected = "rejected",
        /// The mail server does not know us: its name, password or encryption is set wrongly.
        Unauthorized = "unauthorized",
        /// There is nowhere to send mail to: `mail.transport` is `console`.
        NoTransport = "no_transport",
        /// The folder for mail cannot be written to.
        Unwritable = "unwritable",
        /// Its text cannot be filled in.
        NotFilled = "not_filled",
    }
}
