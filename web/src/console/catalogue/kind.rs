//! The kinds of things in the catalogue: where their lists are, what they are called, and what belongs to them.

use leptos_i18n::I18nContext;

use crate::console::audit_trail::AuditTrailSubject;
use crate::console::listing::Words;
use crate::console::path;
use crate::i18n::{Locale, t_string};
use crate::language::grouped;

/// A kind of thing in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Kind {
    Program,
    Course,
    CourseRun,
    Organization,
    Pathway,
}

impl Kind {
    /// In the order in which their lists are offered.
    pub(super) const ALL: [Self; 5] = [
        Self::Program,
        Self::Course,
        Self::CourseRun,
        Self::Organization,
        Self::Pathway,
    ];

    /// The address of its list.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Program => path::PROGRAMS,
            Self::Course => path::COURSES,
            Self::CourseRun => path::COURSE_RUNS,
            Self::Organization => path::ORGANIZATIONS,
            Self::Pathway => path::PATHWAYS,
        }
    }

    /// What the address of its list ends with.
    pub(super) fn word(self) -> &'static str {
        self.path().rsplit('/').next().unwrap_or_default()
    }

    /// The kind whose list's address ends like this.
    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What belongs to one of them, each in a list of its own.
    pub(super) const fn belongings(self) -> &'static [Self] {
        match self {
            Self::Program => &[Self::Pathway],
            Self::Course => &[Self::CourseRun],
            Self::CourseRun => &[Self::Program],
            Self::Organization => &[Self::Course, Self::Program],
            Self::Pathway => &[],
        }
    }

    /// What the audit trail calls one.
    pub(super) const fn subject(self) -> AuditTrailSubject {
        match self {
            Self::Program => AuditTrailSubject::Program,
            Self::Course => AuditTrailSubject::Course,
            Self::CourseRun => AuditTrailSubject::CourseRun,
            Self::Organization => AuditTrailSubject::Organization,
            Self::Pathway => AuditTrailSubject::Pathway,
        }
    }

    /// What several are called.
    pub(super) fn many(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Program => t_string!(i18n, console.catalog_syncs.many.program),
            Self::Course => t_string!(i18n, console.catalog_syncs.many.course),
            Self::CourseRun => t_string!(i18n, console.catalog_syncs.many.course_run),
            Self::Organization => t_string!(i18n, console.catalog_syncs.many.organization),
            Self::Pathway => t_string!(i18n, console.catalog_syncs.many.pathway),
        }
    }

    /// What making one is called.
    pub(super) fn make(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Program => t_string!(i18n, console.catalogue.make.program),
            Self::Course => t_string!(i18n, console.catalogue.make.course),
            Self::CourseRun => t_string!(i18n, console.catalogue.make.course_run),
            Self::Organization => t_string!(i18n, console.catalogue.make.organization),
            Self::Pathway => t_string!(i18n, console.catalogue.make.pathway),
        }
    }

    /// In what of them words are looked for.
    pub(super) fn searched(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Program => t_string!(i18n, console.catalogue.search.program),
            Self::Course => t_string!(i18n, console.catalogue.search.course),
            Self::CourseRun => t_string!(i18n, console.catalogue.search.course_run),
            Self::Organization => t_string!(i18n, console.catalogue.search.organization),
            Self::Pathway => t_string!(i18n, console.catalogue.search.pathway),
        }
    }

    /// What their list is called, and how it says how long it is.
    pub(super) fn words(self) -> Words {
        Words {
            title: match self {
                Self::Program => |i18n| Self::Program.many(i18n),
                Self::Course => |i18n| Self::Course.many(i18n),
                Self::CourseRun => |i18n| Self::CourseRun.many(i18n),
                Self::Organization => |i18n| Self::Organization.many(i18n),
                Self::Pathway => |i18n| Self::Pathway.many(i18n),
            },
            count: |i18n, total| match total {
                None => t_string!(i18n, console.catalogue.count_countless).to_owned(),
                Some(1) => t_string!(i18n, console.catalogue.count_one).to_owned(),
                Some(total) => t_string!(i18n, console.catalogue.count_many, count = grouped(i18n, total)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn every_list_is_found_by_the_end_of_its_address() {
        for kind in Kind::ALL {
            assert_eq!(Kind::read(kind.word()), Some(kind));
        }
        assert_eq!(Kind::Program.word(), "programs");
        assert_eq!(Kind::read("copying"), None);
        assert_eq!(Kind::read(""), None);
    }
}
