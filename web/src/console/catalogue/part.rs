//! The parts of things in the catalogue: which kind has which, what they are called, and what they must be.

use leptos_i18n::I18nContext;

use super::kind::Kind;
use super::state::{PathwayKind, State};
use crate::i18n::{Locale, t_string};

/// A part that staff write or choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Key,
    Name,
    Title,
    LogoUrl,
    Logo,
    OrganizationName,
    Email,
    TypeLabel,
    TypeSlug,
    HoursOfEffort,
    StartsAt,
    EndsAt,
    State,
    PathwayKind,
    Course,
    Organizations,
    CourseRuns,
    Programs,
}

/// How a part is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entering {
    /// A line of at most so many characters.
    Line(&'static str),
    /// A day.
    Day,
    /// One of few.
    Choice,
    /// Things of this kind, at most so many.
    Picks(Kind, usize),
}

impl Kind {
    /// Its parts, in the order in which they are told and asked for.
    pub(super) const fn parts(self) -> &'static [Part] {
        match self {
            Self::Organization => &[Part::Key, Part::Name, Part::LogoUrl, Part::Logo],
            Self::Course => &[Part::Key, Part::Title, Part::Organizations],
            Self::CourseRun => &[Part::Course, Part::Key, Part::Title, Part::StartsAt, Part::EndsAt],
            Self::Program => &[
                Part::Title,
                Part::TypeLabel,
                Part::TypeSlug,
                Part::State,
                Part::HoursOfEffort,
                Part::Organizations,
                Part::CourseRuns,
            ],
            Self::Pathway => &[
                Part::Name,
                Part::OrganizationName,
                Part::PathwayKind,
                Part::State,
                Part::Email,
                Part::Programs,
            ],
        }
    }
}

impl Part {
    /// How it is entered.
    pub(super) const fn entering(self) -> Entering {
        match self {
            Self::Key | Self::Name | Self::Title | Self::OrganizationName => Entering::Line("255"),
            Self::LogoUrl => Entering::Line("512"),
            Self::Email => Entering::Line("254"),
            Self::TypeLabel | Self::TypeSlug => Entering::Line("64"),
            Self::HoursOfEffort => Entering::Line("5"),
            Self::StartsAt | Self::EndsAt => Entering::Day,
            Self::State | Self::PathwayKind | Self::Logo => Entering::Choice,
            Self::Course => Entering::Picks(Kind::Course, 1),
            Self::Organizations => Entering::Picks(Kind::Organization, 20),
            Self::CourseRuns => Entering::Picks(Kind::CourseRun, 200),
            Self::Programs => Entering::Picks(Kind::Program, 100),
        }
    }

    /// What is chosen for it of the catalogue, and how many at most; none for other parts.
    pub(super) const fn picked(self) -> Option<(Kind, usize)> {
        match self.entering() {
            Entering::Picks(kind, most) => Some((kind, most)),
            Entering::Line(_) | Entering::Day | Entering::Choice => None,
        }
    }

    /// Whether it stays for good once it is written: awards name the keys of runs.
    pub(super) fn is_fixed(self, kind: Kind) -> bool {
        self == Self::Key && kind == Kind::CourseRun
    }

    /// What something new has there.
    pub(super) const fn first_choice(self) -> &'static str {
        match self {
            Self::State => State::Offered.word(),
            Self::PathwayKind => PathwayKind::Credit.word(),
            Self::Key
            | Self::Name
            | Self::Title
            | Self::LogoUrl
            | Self::Logo
            | Self::OrganizationName
            | Self::Email
            | Self::TypeLabel
            | Self::TypeSlug
            | Self::HoursOfEffort
            | Self::StartsAt
            | Self::EndsAt
            | Self::Course
            | Self::Organizations
            | Self::CourseRuns
            | Self::Programs => "",
        }
    }

    /// The field of the API's inputs, which its errors name.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Name => "name",
            Self::Title => "title",
            Self::LogoUrl => "logoUrl",
            Self::Logo => "logo",
            Self::OrganizationName => "organizationName",
            Self::Email => "email",
            Self::TypeLabel => "typeLabel",
            Self::TypeSlug => "typeSlug",
            Self::HoursOfEffort => "hoursOfEffort",
            Self::StartsAt => "startsAt",
            Self::EndsAt => "endsAt",
            Self::State => "status",
            Self::PathwayKind => "kind",
            Self::Course => "course",
            Self::Organizations => "organizations",
            Self::CourseRuns => "courseRuns",
            Self::Programs => "programs",
        }
    }

    /// What people call it.
    pub(super) fn label(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Key => t_string!(i18n, console.catalogue.part.key),
            Self::Name => t_string!(i18n, console.catalogue.part.name),
            Self::Title => t_string!(i18n, console.catalogue.part.title),
            Self::LogoUrl => t_string!(i18n, console.catalogue.part.logo),
            Self::Logo => t_string!(i18n, console.catalogue.logo.label),
            Self::OrganizationName => t_string!(i18n, console.catalogue.part.institution),
            Self::Email => t_string!(i18n, console.catalogue.part.email),
            Self::TypeLabel => t_string!(i18n, console.catalogue.part.type_label),
            Self::TypeSlug => t_string!(i18n, console.catalogue.part.type_slug),
            Self::HoursOfEffort => t_string!(i18n, console.configuration.hours),
            Self::StartsAt => t_string!(i18n, console.catalogue.part.starts),
            Self::EndsAt => t_string!(i18n, console.catalogue.part.ends),
            Self::State => t_string!(i18n, credentials.state.label),
            Self::PathwayKind => t_string!(i18n, credentials.kind.label),
            Self::Course => t_string!(i18n, console.catalog_syncs.one.course),
            Self::Organizations => t_string!(i18n, console.credential.offered),
            Self::CourseRuns => t_string!(i18n, console.catalog_syncs.many.course_run),
            Self::Programs => t_string!(i18n, console.catalog_syncs.many.program),
        }
    }

    /// What to know before it is written; empty where the label says all.
    pub(super) fn hint(self, kind: Kind, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Key => match kind {
                Kind::CourseRun => t_string!(i18n, console.catalogue.hint.run_key),
                Kind::Course => t_string!(i18n, console.catalogue.hint.course_key),
                Kind::Organization | Kind::Program | Kind::Pathway => {
                    t_string!(i18n, console.catalogue.hint.organization_key)
                }
            },
            Self::Title if kind == Kind::CourseRun => t_string!(i18n, console.catalogue.hint.run_title),
            Self::LogoUrl => t_string!(i18n, console.catalogue.hint.logo),
            Self::Logo => t_string!(i18n, console.catalogue.logo.hint),
            Self::OrganizationName => t_string!(i18n, console.catalogue.hint.institution),
            Self::Email => t_string!(i18n, console.catalogue.hint.email),
            Self::TypeLabel => t_string!(i18n, console.catalogue.hint.type_label),
            Self::TypeSlug => t_string!(i18n, console.catalogue.hint.type_slug),
            Self::HoursOfEffort => t_string!(i18n, console.catalogue.hint.hours),
            Self::StartsAt | Self::EndsAt => t_string!(i18n, console.catalogue.hint.day),
            Self::Name
            | Self::Title
            | Self::State
            | Self::PathwayKind
            | Self::Course
            | Self::Organizations
            | Self::CourseRuns
            | Self::Programs => "",
        }
    }

    /// What is wrong where it is not of the form that it must have.
    pub(super) fn unfit(self, kind: Kind, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::Key => match kind {
                Kind::CourseRun => t_string!(i18n, console.catalogue.unfit.run_key),
                Kind::Course => t_string!(i18n, console.catalogue.unfit.course_key),
                Kind::Organization | Kind::Program | Kind::Pathway => {
                    t_string!(i18n, console.catalogue.unfit.organization_key)
                }
            },
            Self::Name | Self::Title | Self::OrganizationName => t_string!(i18n, console.catalogue.unfit.line),
            Self::LogoUrl => t_string!(i18n, console.catalogue.unfit.logo),
            Self::Email => t_string!(i18n, console.catalogue.unfit.email),
            Self::TypeLabel => t_string!(i18n, console.catalogue.unfit.type_label),
            Self::TypeSlug => t_string!(i18n, console.catalogue.unfit.type_slug),
            Self::HoursOfEffort => t_string!(i18n, console.catalogue.unfit.hours),
            Self::StartsAt => t_string!(i18n, console.problem.date),
            Self::EndsAt => t_string!(i18n, console.catalogue.unfit.ends),
            Self::Course => t_string!(i18n, console.catalogue.unfit.course),
            Self::State | Self::PathwayKind | Self::Logo | Self::Organizations | Self::CourseRuns | Self::Programs => {
                t_string!(i18n, console.catalogue.unfit.list)
            }
        }
    }
}
