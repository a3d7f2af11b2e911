//! The kinds of things in the catalogue: where the rows and lists of each are stored.

use std::slice::from_ref;

use entity::id::{AssetId, SiteId};
use entity::{AuditSubject, course, course_run, organization, pathway, program};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Found, unknown};
use crate::domain::local_catalogue::{CourseLists, Entry, LocalRow, NoLists, PathwayLists, ProgramLists, Unfit};
use crate::policy::Permit;
use crate::store::{self, catalogue};

/// A kind of thing that staff keep, and where it is stored.
pub trait Kind: LocalRow + Send + Sync + 'static {
    /// Its key.
    type Id: Copy + From<Uuid> + Into<Uuid> + Send + Sync;

    /// What its audit entries are about.
    const SUBJECT: AuditSubject;
    /// The operation that makes one, for idempotency keys.
    const CREATION: &'static str;

    /// Its key.
    fn id(&self) -> Self::Id;

    /// Counts its changes.
    fn version(&self) -> i32;

    /// Finds one.
    fn find(
        connection: &impl ConnectionTrait,
        site: SiteId,
        id: Self::Id,
    ) -> impl Future<Output = Found<Option<Self>>> + Send;

    /// Its lists.
    fn lists(&self, connection: &impl ConnectionTrait) -> impl Future<Output = Found<Self::Lists>> + Send;

    /// What is new since `before` and clashes with the rest of the catalogue, or names what is not in it.
    fn unfit(
        connection: &impl ConnectionTrait,
        entry: &Entry<Self>,
        before: Option<&Entry<Self>>,
    ) -> impl Future<Output = Found<Vec<Unfit>>> + Send;

    /// Writes a new one with its lists; tells whether what it shows is still there.
    fn insert(
        tx: &impl ConnectionTrait,
        permit: &Permit,
        entry: &Entry<Self>,
    ) -> impl Future<Output = Found<bool>> + Send;

    /// Overwrites the one that still has the version before, and lists that have changed; tells whether it had, and what it shows is
    /// still there.
    fn update(
        tx: &impl ConnectionTrait,
        permit: &Permit,
        entry: &Entry<Self>,
        before: &Entry<Self>,
    ) -> impl Future<Output = Found<bool>> + Send;

    /// The program that somebody may have completed by the change, if it is one.
    fn regrouped(_after: &Entry<Self>, _before: &Entry<Self>) -> Option<Uuid> {
        None
    }
}

/// Whether something is new, or differs from what it was.
fn is_new<R: LocalRow, T: PartialEq>(before: Option<&Entry<R>>, after: &T, of: impl Fn(&Entry<R>) -> &T) -> bool {
    before.is_none_or(|it| of(it) != after)
}

/// Notes that a picture is shown from now on; tells whether it is still there.
async fn claim(tx: &impl ConnectionTrait, permit: &Permit, site: SiteId, picture: Option<AssetId>) -> Found<bool> {
    store::asset::update_claims(tx, permit, site, &picture.into_iter().collect()).await
}

macro_rules! kinds {
    ($($entity:ident / $Subject:ident by $Id:ident, made by $creation:literal {
        $(key $key:ident;)?
        $(parent $parent:ident, $parent_name:literal, in $parents:ident;)?
        $(picture $picture:ident, $picture_name:literal;)?
        $(groups $grouped:ident;)?
        lists $Lists:ident { $($list:ident, $list_name:literal, of $members:ident in $links:ident;)* }
    })+) => {$(
        impl Kind for $entity::Model {
            type Id = entity::id::$Id;

            const SUBJECT: AuditSubject = AuditSubject::$Subject;
            const CREATION: &'static str = $creation;

            fn id(&self) -> Self::Id {
                self.id
            }

            fn version(&self) -> i32 {
                self.version
            }

            async fn find(connection: &impl ConnectionTrait, site: SiteId, id: Self::Id) -> Found<Option<Self>> {
                catalogue::$entity::find(connection, site, id).await
            }

            async fn lists(&self, connection: &impl ConnectionTrait) -> Found<Self::Lists> {
                // Some kinds have no lists to read.
                let _ = connection;
                Ok($Lists {
                    $($list: catalogue::$links::by_owners(connection, &[self.id])
                        .await?
                        .remove(&self.id)
                        .unwrap_or_default(),)*
                })
            }

            async fn unfit(
                connection: &impl ConnectionTrait,
                entry: &Entry<Self>,
                before: Option<&Entry<Self>>,
            ) -> Found<Vec<Unfit>> {
                let (row, site) = (&entry.row, entry.row.site_id);
                let mut unfit = Vec::new();
                if before.is_none() && !catalogue::$entity::by_uuids(connection, site, &[row.uuid]).await?.is_empty() {
                    unfit.push(Unfit::Taken { field: "uuid" });
                }
                $(if is_new(before, &row.$key, |it| &it.row.$key) {
                    let holders = catalogue::key::$entity::holders(connection, site, row.$key.as_str()).await?;
                    if holders.iter().any(|it| *it != row.id) {
                        unfit.push(Unfit::Taken { field: "key" });
                    }
                })?
                $(if is_new(before, &row.$parent, |it| &it.row.$parent)
                    && catalogue::$parents::find(connection, site, row.$parent).await?.is_none()
                {
                    unfit.push(Unfit::Unknown { field: $parent_name, index: None });
                })?
                $(if is_new(before, &row.$picture, |it| &it.row.$picture)
                    && let Some(id) = row.$picture
                    && store::asset::by_ids(connection, site, &[id]).await?.is_empty()
                {
                    unfit.push(Unfit::Unknown { field: $picture_name, index: None });
                })?
                $(if is_new(before, &entry.lists.$list, |it| &it.lists.$list) {
                    let named = &entry.lists.$list;
                    let known = catalogue::$members::by_ids(connection, site, named).await?;
                    let known: Vec<_> = known.iter().map(|it| it.id).collect();
                    unfit.extend(unknown($list_name, named, &known));
                })*
                Ok(unfit)
            }

            async fn insert(tx: &impl ConnectionTrait, permit: &Permit, entry: &Entry<Self>) -> Found<bool> {
                catalogue::$entity::insert_many(tx, permit, from_ref(&entry.row)).await?;
                $(
                    if !claim(tx, permit, entry.row.site_id, entry.row.$picture).await? {
                        return Ok(false);
                    }
                )?
                $(
                    let list = (entry.row.id, entry.lists.$list.clone());
                    catalogue::$links::insert_many(tx, permit, &[list]).await?;
                )*
                Ok(true)
            }

            async fn update(
                tx: &impl ConnectionTrait,
                permit: &Permit,
                entry: &Entry<Self>,
                before: &Entry<Self>,
            ) -> Found<bool> {
                // Some kinds have no lists to compare.
                let _ = before;
                if !catalogue::$entity::update(tx, permit, &entry.row).await? {
                    return Ok(false);
                }
                $(
                    let picture = entry.row.$picture.filter(|it| before.row.$picture != Some(*it));
                    if !claim(tx, permit, entry.row.site_id, picture).await? {
                        return Ok(false);
                    }
                )?
                $(if entry.lists.$list != before.lists.$list {
                    let list = (entry.row.id, entry.lists.$list.clone());
                    catalogue::$links::update(tx, permit, &[list]).await?;
                })*
                Ok(true)
            }

            $(fn regrouped(after: &Entry<Self>, before: &Entry<Self>) -> Option<Uuid> {
                let is_same = after.lists.$grouped == before.lists.$grouped && after.row.status == before.row.status;
                (!is_same).then_some(after.row.uuid)
            })?
        }
    )+};
}

kinds! {
    organization / Organization by OrganizationId, made by "createOrganization" {
        key key;
        picture logo_asset_id, "logo";
        lists NoLists {}
    }
    course / Course by CourseId, made by "createCourse" {
        key key;
        lists CourseLists {
            organizations, "organizations", of organization in course_organization;
        }
    }
    course_run / CourseRun by CourseRunId, made by "createCourseRun" {
        key key;
        parent course_id, "course", in course;
        lists NoLists {}
    }
    program / Program by ProgramId, made by "createProgram" {
        groups course_runs;
        lists ProgramLists {
            organizations, "organizations", of organization in program_organization;
            course_runs, "courseRuns", of course_run in program_course_run;
        }
    }
    pathway / Pathway by PathwayId, made by "createPathway" {
        lists PathwayLists {
            programs, "programs", of program in pathway_program;
        }
    }
}
