//! For which programs a text is.

use leptos_i18n::I18nContext;

use crate::api::scalar::Uuid;
use crate::i18n::{Locale, t_string};

/// Whose completion it tells of. The narrowest text counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::console) enum Whom {
    /// Every program that has no other text.
    All,
    /// Programs of a type, by its slug.
    Type(String),
    /// One program.
    Program {
        uuid: Uuid,
        /// None where the catalogue does not know it.
        title: Option<String>,
    },
}

impl Whom {
    /// As the server tells it: a type, a program, or neither.
    pub(in crate::console) fn told(program_type: Option<String>, uuid: Option<Uuid>, title: Option<String>) -> Self {
        match (uuid, program_type) {
            (Some(uuid), _) => Self::Program { uuid, title },
            (None, Some(slug)) => Self::Type(slug),
            (None, None) => Self::All,
        }
    }

    /// How people call it.
    pub(in crate::console) fn words(&self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::All => t_string!(i18n, console.mail_text.whom_all).to_owned(),
            Self::Type(slug) => t_string!(i18n, console.mail_text.whom_type, slug = slug.clone()),
            Self::Program { title: Some(title), .. } => title.clone(),
            Self::Program { uuid, title: None } => {
                t_string!(i18n, console.mail_text.whom_program, uuid = uuid.as_str().to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Uuid, Whom};

    #[test]
    fn neither_type_nor_program_is_all() {
        assert_eq!(Whom::told(None, None, None), Whom::All);
        let slug = || Some("masters".to_owned());
        assert_eq!(Whom::told(slug(), None, None), Whom::Type("masters".to_owned()));
        let uuid = Uuid::parse("3f2b9c1a-d04e-4f6c-8a7b-5e2d1c0f9a88").expect("is one");
        let title = Some("Data Science".to_owned());
        let expected = Whom::Program {
            uuid: uuid.clone(),
            title: title.clone(),
        };
        assert_eq!(Whom::told(None, Some(uuid), title), expected);
    }
}
