//! What is wrong with what was written, and where it is told.

use leptos_i18n::I18nContext;

use super::query::CompletionMail;
use crate::api::error::ApiError;
use crate::i18n::{Locale, t_string};

/// A part of the form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// For which type of programs it is.
    ProgramType,
    /// For which program it is.
    Program,
    Language,
    Subject,
    Html,
    Text,
}

/// What can be wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It cannot be kept.
    Unfit,
    /// It is missing, and its other form is there.
    Missing,
    /// Its places cannot be filled in.
    Template,
    /// There is a text for these programs already.
    Exists,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) wrong: Wrong,
    /// The server's own words, in English.
    message: String,
}

impl Fault {
    /// What was found here, without asking.
    pub(super) fn here(place: Place) -> Self {
        Self {
            place,
            wrong: Wrong::Unfit,
            message: String::new(),
        }
    }

    /// What the server found; none where it is about no part of the form.
    pub(super) fn told(path: &[String], wrong: Wrong, message: String) -> Option<Self> {
        let place = match path.last()?.as_str() {
            "programType" => Place::ProgramType,
            "program" => Place::Program,
            "language" => Place::Language,
            "subject" => Place::Subject,
            "html" => Place::Html,
            "text" => Place::Text,
            _ => return None,
        };
        Some(Self { place, wrong, message })
    }

    /// How people are told.
    pub(super) fn words(&self, i18n: I18nContext<Locale>) -> &'static str {
        match (self.wrong, self.place) {
            (Wrong::Exists, _) => t_string!(i18n, console.mail_text.exists),
            (Wrong::Template, _) => t_string!(i18n, console.mail_text.bad_template),
            (Wrong::Missing, Place::Html) => t_string!(i18n, console.mail_text.html_missing),
            (Wrong::Missing, _) => t_string!(i18n, console.mail_text.text_missing),
            (Wrong::Unfit, Place::ProgramType) => t_string!(i18n, console.mail_text.bad_type),
            (Wrong::Unfit, Place::Program) => t_string!(i18n, console.mail_text.bad_program),
            (Wrong::Unfit, Place::Language) => t_string!(i18n, console.configuration.bad_language),
            (Wrong::Unfit, Place::Subject) => t_string!(i18n, console.mail_text.bad_subject),
            (Wrong::Unfit, Place::Html | Place::Text) => t_string!(i18n, console.mail_text.bad_body),
        }
    }

    /// Which value is meant and in which line, in English; empty where the words say it all.
    pub(super) fn detail(&self) -> &str {
        match self.wrong {
            Wrong::Template => &self.message,
            Wrong::Unfit | Wrong::Missing | Wrong::Exists => "",
        }
    }
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Something in the form.
    Faults(Vec<Fault>),
    /// Somebody else changed it: as it is now.
    Conflict(Box<CompletionMail>),
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl Refusal {
    /// Everything that is wrong, if all of it is about the form.
    pub(super) fn of(faults: impl IntoIterator<Item = Option<Fault>>) -> Self {
        let faults: Option<Vec<Fault>> = faults.into_iter().collect();
        faults.map_or(Self::Outdated, Self::Faults)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Place, Refusal, Wrong};

    fn told(field: &str) -> Option<Fault> {
        let path = ["input", field].map(str::to_owned);
        Fault::told(&path, Wrong::Template, "line 3".to_owned())
    }

    #[test]
    fn a_fault_is_told_where_it_is() {
        let place = |field| told(field).map(|it| it.place);
        assert_eq!(place("programType"), Some(Place::ProgramType));
        assert_eq!(place("html"), Some(Place::Html));
        assert_eq!(place("id"), None);
        assert_eq!(told("text").expect("a fault").detail(), "line 3");
        assert_eq!(Fault::here(Place::Program).detail(), "");
    }

    #[test]
    fn what_is_about_no_field_is_about_the_whole() {
        assert_eq!(Refusal::of([told("html"), told("id")]), Refusal::Outdated);
        let both = Refusal::of([told("html"), told("text")]);
        assert!(matches!(both, Refusal::Faults(faults) if faults.len() == 2));
    }
}
