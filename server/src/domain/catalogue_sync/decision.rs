//! What a record changes in the copy.

use chrono::{DateTime, Utc};
use entity::{CatalogueOrigin, course, course_run, organization, pathway, program};

use super::field_change::{FieldChange, Told as _};

/// What a record changes in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<M> {
    /// The copy has no such row: this one is written.
    Add(M),
    /// The row becomes this one.
    Change {
        /// The row afterwards, with its next version.
        row: M,
        /// What differs.
        fields: Vec<FieldChange>,
        /// Whether the row had been removed before.
        is_restored: bool,
    },
    /// The row is as it should be.
    Keep,
    /// Staff keep a row of the same identity or key: the record is left out.
    Conflict,
}

/// A row of the catalogue.
pub trait CatalogueRow: Clone + PartialEq {
    /// Who keeps it.
    fn origin(&self) -> CatalogueOrigin;
    /// Since when it is removed.
    fn removed_at(&self) -> Option<DateTime<Utc>>;
    /// Its version.
    fn version_mut(&mut self) -> &mut i32;
    /// What differs in the row that it becomes.
    fn differences(&self, after: &Self) -> Vec<FieldChange>;
}

macro_rules! catalogue_rows {
    ($($entity:ident { $($field:ident),+ })+) => {$(
        impl CatalogueRow for $entity::Model {
            fn origin(&self) -> CatalogueOrigin {
                self.origin
            }

            fn removed_at(&self) -> Option<DateTime<Utc>> {
                self.removed_at
            }

            fn version_mut(&mut self) -> &mut i32 {
                &mut self.version
            }

            fn differences(&self, after: &Self) -> Vec<FieldChange> {
                let mut fields = Vec::new();
                $(
                    if self.$field != after.$field {
                        fields.push(FieldChange::new(stringify!($field), self.$field.told(), after.$field.told()));
                    }
                )+
                fields
            }
        }
    )+};
}

catalogue_rows! {
    organization { key, name, logo_url }
    course { key, title }
    course_run { course_id, key, title_override, starts_at, ends_at }
    program { title, type_label, type_slug, status, total_hours_of_effort }
    pathway { name, organization_name, email, kind, status }
}

/// Decides what a record changes. `desired` is the row that the record describes, with the identity and version of the row that
/// exists; `links` names the lists that differ from the stored ones; `clashes` tells that staff keep a row of the same key. What was in
/// the lists is told by whoever knows the names of the rows.
pub fn decide<M: CatalogueRow>(
    existing: Option<&M>,
    mut desired: M,
    links: impl IntoIterator<Item = &'static str>,
    clashes: Clash,
) -> Verdict<M> {
    let Some(existing) = existing else {
        return match clashes {
            Clash::None => Verdict::Add(desired),
            Clash::WithLocal => Verdict::Conflict,
        };
    };
    if existing.origin() == CatalogueOrigin::Local || clashes == Clash::WithLocal {
        return Verdict::Conflict;
    }
    let mut fields = existing.differences(&desired);
    fields.extend(links.into_iter().map(|it| FieldChange::new(it, None, None)));
    let is_restored = existing.removed_at().is_some();
    if fields.is_empty() && !is_restored {
        return Verdict::Keep;
    }
    *desired.version_mut() += 1;
    Verdict::Change {
        row: desired,
        fields,
        is_restored,
    }
}

/// Whether staff keep another row of the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They do not.
    None,
    /// They do.
    WithLocal,
}

impl Clash {
    /// What it means that staff keep this row of the same key, or none.
    pub fn of<I>(holder: Option<I>) -> Self {
        match holder {
            Some(_) => Self::WithLocal,
            None => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::id::{OrganizationId, SiteId};
    use uuid::Uuid;

    use super::*;

    fn row(name: &str) -> organization::Model {
        organization::Model {
            id: OrganizationId(Uuid::from_u128(1)),
            site_id: SiteId(Uuid::from_u128(2)),
            uuid: Uuid::from_u128(3),
            key: "ExampleX".to_owned(),
            name: name.to_owned(),
            logo_url: None,
            logo_asset_id: None,
            copied_logo_asset_id: None,
            copied_logo_url: None,
            origin: CatalogueOrigin::Synced,
            local_key: None,
            version: 4,
            removed_at: None,
        }
    }

    #[test]
    fn a_record_adds_changes_or_keeps_a_row() {
        let decide = |existing: Option<&organization::Model>, name| decide(existing, row(name), [], Clash::None);
        assert_eq!(decide(None, "A"), Verdict::Add(row("A")));
        assert_eq!(decide(Some(&row("A")), "A"), Verdict::Keep);
        let expected = organization::Model { version: 5, ..row("B") };
        let change = Verdict::Change {
            row: expected,
            fields: vec![FieldChange::new("name", Some("A".to_owned()), Some("B".to_owned()))],
            is_restored: false,
        };
        assert_eq!(decide(Some(&row("A")), "B"), change);
    }

    #[test]
    fn another_order_of_a_list_is_a_change() {
        let verdict = decide(Some(&row("A")), row("A"), ["owners"], Clash::None);
        let owners = FieldChange::new("owners", None, None);
        assert!(matches!(verdict, Verdict::Change { fields, .. } if fields == [owners]));
    }

    #[test]
    fn what_was_removed_comes_back() {
        let removed = organization::Model {
            removed_at: Some(DateTime::UNIX_EPOCH),
            ..row("A")
        };
        let verdict = decide(Some(&removed), row("A"), [], Clash::None);
        assert!(
            matches!(verdict, Verdict::Change { row, is_restored: true, .. } if row.removed_at.is_none() && row.version == 5)
        );
    }

    #[test]
    fn rows_that_staff_keep_are_left_alone() {
        let local = organization::Model {
            origin: CatalogueOrigin::Local,
            ..row("A")
        };
        assert_eq!(decide(Some(&local), row("A"), [], Clash::None), Verdict::Conflict);
        assert_eq!(decide(None, row("A"), [], Clash::WithLocal), Verdict::Conflict);
        assert_eq!(
            decide(Some(&row("A")), row("B"), [], Clash::WithLocal),
            Verdict::Conflict
        );
    }
}
