//! What an edit does to one optional property.

/// What an edit does to one optional property.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Edit<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Leave it without a value.
    Clear,
    /// Give it this value.
    Set(T),
}

impl<T> Edit<T> {
    /// The value afterwards.
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Whether it leaves the property as it is.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        match self {
            Self::Keep => true,
            Self::Clear | Self::Set(_) => false,
        }
    }

    /// The same edit with its value read by `read`; nothing where that fails.
    pub fn and_then<U>(self, read: impl FnOnce(T) -> Option<U>) -> Edit<U> {
        match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => read(value).map_or(Edit::Keep, Edit::Set),
        }
    }
}
