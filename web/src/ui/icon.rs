//! The few pictures of the interface. They go with words and say nothing to a screen reader.

use leptos::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// It holds.
    Check,
    /// It does not hold.
    Cross,
    /// It will.
    Clock,
    /// Nobody knows.
    Question,
    /// An address.
    Link,
    /// Paper.
    Printer,
    /// Once more.
    Retry,
    /// Find.
    Search,
    /// Somebody.
    Person,
    /// Something earned.
    Medal,
    /// A file.
    Download,
    /// Change it.
    Pencil,
    /// A letter.
    Mail,
    /// An address for cameras.
    Code,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Check => "M4.5 12.5l5 5 10-11",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Clock => "M12 6.5V12l4 2.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
            Self::Question => "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18v.01",
            Self::Link => {
                "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"
            }
            Self::Printer => {
                "M7 9V3.5h10V9M7 17H4.5A1.5 1.5 0 0 1 3 15.5v-5A1.5 1.5 0 0 1 4.5 9h15a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5H17M7 14h10v6.5H7Z"
            }
            Self::Retry => "M20 11a8 8 0 1 0-2.3 6.5M20 4.5V11h-6.5",
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5a7.5 7.5 0 0 1 15 0",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
            Self::Pencil => "M4 20l1-4.5L16.5 4a2.1 2.1 0 0 1 3.5 3.5L8.5 19 4 20Z",
            Self::Code => "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2v2M20 14v.01M14 20h2M19 18.5V20h1",
            Self::Mail => "M3.5 6.5h17v11h-17ZM3.5 7l8.5 6.5L20.5 7",
            Self::Medal => "M12 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM8.5 14L7 21.5l5-2.5 5 2.5-1.5-7.5",
            Self::Search => "M16 16l4.5 4.5M18 11a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z",
        }
    }
}

/// Draws the icon in the size and colour of the text around it.
#[component]
pub(crate) fn IconView(
    /// Which picture.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=icon.path()/>
        </svg>
    }
}
