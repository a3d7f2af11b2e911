//! The ordered lists between rows of the catalogue, one module for each table, all with the same functions.

macro_rules! link_tables {
    ($($(#[$doc:meta])* $entity:ident { $owner:ident / $Owner:ident: $OwnerId:ident -> $member:ident / $Member:ident: $MemberId:ident })+) => {$(
        $(#[$doc])*
        pub mod $entity {
            use std::collections::BTreeMap;

            use entity::id::{$MemberId, $OwnerId};
            use entity::$entity::{Column, Entity, Model};
            use sea_orm::{
                ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
                QueryOrder as _,
            };

            use crate::policy::Permit;
            use crate::store::ROWS_PER_STATEMENT;
            use crate::store::catalogue::VALUES_PER_STATEMENT;

            /// The members of these owners, in order.
            pub async fn by_owners(
                connection: &impl ConnectionTrait,
                owners: &[$OwnerId],
            ) -> Result<BTreeMap<$OwnerId, Vec<$MemberId>>, DbErr> {
                let mut lists: BTreeMap<$OwnerId, Vec<$MemberId>> = BTreeMap::new();
                for owners in owners.chunks(VALUES_PER_STATEMENT) {
                    let links = Entity::find()
                        .filter(Column::$Owner.is_in(owners.iter().copied()))
                        .order_by_asc(Column::Position)
                        .all(connection)
                        .await?;
                    for link in links {
                        lists.entry(link.$owner).or_default().push(link.$member);
                    }
                }
                Ok(lists)
            }

            /// Gives each owner exactly these members, in this order.
            pub async fn update(
                connection: &impl ConnectionTrait,
                _: &Permit,
                lists: &[($OwnerId, Vec<$MemberId>)],
            ) -> Result<(), DbErr> {
                for lists in lists.chunks(VALUES_PER_STATEMENT) {
                    Entity::delete_many()
                        .filter(Column::$Owner.is_in(lists.iter().map(|(owner, _)| *owner)))
                        .exec(connection)
                        .await?;
                }
                insert(connection, lists).await
            }

            /// Gives each owner, which is new, these members in this order.
            pub async fn insert_many(
                connection: &impl ConnectionTrait,
                _: &Permit,
                lists: &[($OwnerId, Vec<$MemberId>)],
            ) -> Result<(), DbErr> {
                insert(connection, lists).await
            }

            async fn insert(connection: &impl ConnectionTrait, lists: &[($OwnerId, Vec<$MemberId>)]) -> Result<(), DbErr> {
                let rows: Vec<Model> = lists
                    .iter()
                    .flat_map(|(owner, members)| {
                        members.iter().zip(0..).map(|(member, position)| Model {
                            $owner: *owner,
                            $member: *member,
                            position,
                        })
                    })
                    .collect();
                for rows in rows.chunks(ROWS_PER_STATEMENT) {
                    let rows = rows.iter().cloned().map(Model::into_active_model);
                    Entity::insert_many(rows).exec_without_returning(connection).await?;
                }
                Ok(())
            }
        }
    )+};
}

link_tables! {
    /// Which organizations own a course.
    course_organization { course_id / CourseId: CourseId -> organization_id / OrganizationId: OrganizationId }
    /// Which organizations author a program.
    program_organization { program_id / ProgramId: ProgramId -> organization_id / OrganizationId: OrganizationId }
    /// Which runs belong to a program.
    program_course_run { program_id / ProgramId: ProgramId -> course_run_id / CourseRunId: CourseRunId }
    /// For which programs a pathway is an offer.
    pathway_program { pathway_id / PathwayId: PathwayId -> program_id / ProgramId: ProgramId }
}
