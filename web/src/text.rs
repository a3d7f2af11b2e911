//! Text that follows the language and the data.
//!
//! Invariant: it has one type, whatever it is made from, so that the compiler writes the code that shows it once. A closure in a view
//! is a type of its own, and so is all that is done with it: a kilobyte for each.

/// Text that is made anew when what it is made from changes.
pub(crate) type Text = Box<dyn FnMut() -> String + Send>;

/// Text made by a function, for a place in a view or an attribute.
pub(crate) fn text<S: Into<String>>(make: impl Fn() -> S + Send + 'static) -> Text {
    Box::new(move || make().into())
}

/// The words of a key, in the reader's language: for a place in a view or an attribute.
macro_rules! t {
    ($($key:tt)*) => {
        $crate::text::text(move || $crate::i18n::t_string!($($key)*))
    };
}
pub(crate) use t;
