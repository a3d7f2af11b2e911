//! One thing in the catalogue, whatever its kind.

mod belongings;
mod earning;
mod facts;
mod logo;
mod page;
mod query;

use super::draft::{Draft, Pick};
use super::keeper::Keeper;
use super::kind::Kind;
use super::part::Part;
use super::state::State;
use crate::api::scalar::{Instant, Uuid};
use crate::console::changes::AuditEntry;
use crate::console::picture::Picture;
use logo::{Logo, OrganizationLogoOrigin};
pub(super) use page::{Found, Service, Unknown};
pub(super) use query::find;

/// One thing and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) uuid: Uuid,
    /// Title or name.
    pub(super) name: String,
    /// All that staff can write of such a thing.
    pub(super) draft: Draft,
    /// What certificates show of an organization; none for every other kind.
    logo: Option<Logo>,
    pub(super) keeper: Keeper,
    /// Since when the catalogue service has it no more.
    pub(super) removed_at: Option<Instant>,
    pub(super) version: i32,
    pub(super) history: Vec<AuditEntry>,
    /// The id of the latest run of copying; none where there never was one.
    pub(super) latest_run: Option<String>,
}

impl Thing {
    /// What awards name it by; none for what cannot be awarded.
    pub(super) fn learning_object(&self) -> Option<String> {
        match self.kind {
            Kind::Program => Some(self.uuid.as_str().to_owned()),
            Kind::CourseRun => Some(self.draft.text(Part::Key)),
            Kind::Course | Kind::Organization | Kind::Pathway => None,
        }
    }

    /// Whether a part cannot be changed here: of what the catalogue service keeps, the logo alone can.
    pub(super) fn is_fixed(&self, part: Part) -> bool {
        part.is_fixed(self.kind) || (self.keeper != Keeper::Staff && part != Part::Logo)
    }

    /// The picture that staff chose for a logo.
    pub(super) fn chosen_logo(&self) -> Option<Picture> {
        let chosen = self
            .logo
            .as_ref()
            .filter(|it| it.origin == OrganizationLogoOrigin::Chosen);
        chosen.and_then(|it| it.asset.clone())
    }

    /// Whether it is offered; none for what is not offered as such.
    pub(super) fn state(&self) -> Option<State> {
        State::read(self.kind, &self.draft.text(Part::State))
    }

    /// As something to choose.
    pub(super) fn pick(&self) -> Pick {
        let key = self.draft.some(Part::Key);
        Pick::told(self.kind, self.id.clone(), self.name.clone(), key)
    }
}
