//! For how long a tally counts.

crate::value::text_enum! {
    /// For how long a tally counts.
    TallySpan {
        /// A day, in UTC.
        Day = "day",
        /// A calendar month: the sum of its days.
        Month = "month",
    }
}
