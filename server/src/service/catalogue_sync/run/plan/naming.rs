//! What the members of changed lists are called, so that a line can say what was in them.

use std::collections::HashMap;

use entity::id::{CourseId, CourseRunId, OrganizationId, ProgramId};
use sea_orm::DbErr;
use uuid::Uuid;

use super::super::{Run, Stop};
use super::Outcome;
use crate::domain::catalogue_sync::Kind;
use crate::domain::catalogue_sync::field_change::Difference;
use crate::service::retry::Missed;
use crate::store::catalogue;

/// A list of a line that names nobody yet.
#[derive(Debug)]
pub(super) struct Unnamed {
    /// Which line.
    pub(super) line: usize,
    /// Which of its fields.
    pub(super) field: &'static str,
    /// Of what it is a list.
    pub(super) members: Kind,
    /// Where it differs, as keys of rows.
    pub(super) difference: Difference<Uuid>,
}

impl Run<'_> {
    /// Has the lines say what was and is in the lists that changed: one statement for each kind of members.
    pub(super) async fn name_members(&self, outcome: &mut Outcome) -> Result<(), Missed<Stop>> {
        if !self.changes.has_room() {
            return Ok(());
        }
        for kind in Kind::ALL {
            let (of_it, others): (Vec<_>, Vec<_>) = std::mem::take(&mut outcome.unnamed)
                .into_iter()
                .partition(|it| it.members == kind);
            outcome.unnamed = others;
            let keys: Vec<Uuid> = of_it.iter().flat_map(|it| it.difference.members()).collect();
            if keys.is_empty() {
                continue;
            }
            let names = self.names_of_members(kind, &keys).await?;
            // A trial has not written what is new.
            let name = |key: Uuid| {
                names
                    .get(&key)
                    .cloned()
                    .unwrap_or_else(|| format!("a new {}", kind.noun()))
            };
            for it in of_it {
                let told = it.difference.told(it.field, name);
                let fields = outcome
                    .lines
                    .get_mut(it.line)
                    .into_iter()
                    .flat_map(|line| &mut line.fields);
                if let Some(field) = fields.into_iter().find(|field| field.field == told.field) {
                    *field = told;
                }
            }
        }
        Ok(())
    }

    async fn names_of_members(&self, kind: Kind, keys: &[Uuid]) -> Result<HashMap<Uuid, String>, DbErr> {
        let (db, site) = (&self.ctx.db.read, self.row.site_id);
        macro_rules! named {
            ($table:ident by $Id:ident: $name:ident) => {{
                let ids: Vec<_> = keys.iter().copied().map($Id).collect();
                let rows = catalogue::$table::by_ids(db, site, &ids).await?;
                rows.into_iter()
                    .map(|it| (it.id.0, it.$name.to_string()))
                    .collect()
            }};
        }
        Ok(match kind {
            Kind::Organization => named!(organization by OrganizationId: key),
            Kind::Course => named!(course by CourseId: key),
            Kind::CourseRun => named!(course_run by CourseRunId: key),
            Kind::Program => named!(program by ProgramId: title),
            // Nothing lists pathways.
            Kind::Pathway => HashMap::new(),
        })
    }
}
