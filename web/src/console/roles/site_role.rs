//! The roles of a site, and what they are called.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// A role of a person at the site.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum SiteRole {
    Viewer,
    Registrar,
    TemplateAuthor,
    SiteAdmin,
}

impl SiteRole {
    /// In the order in which they are offered: the one that may least comes first.
    pub(in crate::console) const ALL: [Self; 4] =
        [Self::Viewer, Self::Registrar, Self::TemplateAuthor, Self::SiteAdmin];

    /// What forms call it.
    pub(in crate::console) const fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Registrar => "registrar",
            Self::TemplateAuthor => "template-author",
            Self::SiteAdmin => "site-admin",
        }
    }

    /// Reads what forms call it.
    pub(in crate::console) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What people call it.
    pub(in crate::console) fn name(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Viewer => t_string!(i18n, console.roles.name.viewer),
            Self::Registrar => t_string!(i18n, console.roles.name.registrar),
            Self::TemplateAuthor => t_string!(i18n, console.roles.name.template_author),
            Self::SiteAdmin => t_string!(i18n, console.roles.name.site_admin),
        }
    }

    /// What whoever has it may do.
    pub(in crate::console) fn meaning(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Viewer => t_string!(i18n, console.roles.may.viewer),
            Self::Registrar => t_string!(i18n, console.roles.may.registrar),
            Self::TemplateAuthor => t_string!(i18n, console.roles.may.template_author),
            Self::SiteAdmin => t_string!(i18n, console.roles.may.site_admin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SiteRole;

    #[test]
    fn every_role_is_read_as_it_is_written() {
        for role in SiteRole::ALL {
            assert_eq!(SiteRole::read(role.word()), Some(role));
        }
        assert_eq!(SiteRole::read("superuser"), None);
    }
}
