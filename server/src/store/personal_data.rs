//! All rows that tell of a person, table by table, a page at a time.

use entity::id::{ConfigurationId, PathwayId, ProgramId, RecordShareId, SiteId, UserId};
use entity::{
    TrailSubject, credential, credential_configuration, grade, outgoing_mail, pathway, program,
    reconciliation_difference, record_send, record_share, role_assignment, session, trail_entry, user,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};
use uuid::Uuid;

/// Whose rows, and of which site.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// The person's rows: their own, and those that turned out to be theirs.
    pub users: &'a [UserId],
    /// Those of one site alone.
    pub site: Option<SiteId>,
    /// Those beyond this key.
    pub beyond: Option<Uuid>,
    /// At most so many.
    pub n_rows: u64,
}

impl Whose<'_> {
    fn rows<E: EntityTrait>(self, user: E::Column, site: E::Column, id: E::Column) -> Select<E> {
        E::find()
            .filter(user.is_in(self.users.iter().copied()))
            .filter(Condition::all().add_option(self.site.map(|it| site.eq(it))))
            .filter(Condition::all().add_option(self.beyond.map(|it| id.gt(it))))
            .order_by_asc(id)
            .limit(self.n_rows)
    }
}

/// The rows that turned out to be theirs who have these, and those of their former names.
pub async fn list_merged(connection: &impl ConnectionTrait, people: &[UserId]) -> Result<Vec<user::Model>, DbErr> {
    user::Entity::find()
        .filter(user::Column::MergedIntoId.is_in(people.iter().copied()))
        .order_by_asc(user::Column::Id)
        .all(connection)
        .await
}

/// Credentials, by number.
pub async fn list_credentials(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
) -> Result<Vec<credential::Model>, DbErr> {
    use credential::Column;
    let query = whose.rows::<credential::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// What credentials of any site were awarded for.
pub async fn configurations_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[ConfigurationId],
) -> Result<Vec<credential_configuration::Model>, DbErr> {
    credential_configuration::Entity::find()
        .filter(credential_configuration::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Grades, by key.
pub async fn list_grades(connection: &impl ConnectionTrait, whose: Whose<'_>) -> Result<Vec<grade::Model>, DbErr> {
    use grade::Column;
    let query = whose.rows::<grade::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// Links to records, by key.
pub async fn list_shares(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
) -> Result<Vec<record_share::Model>, DbErr> {
    use record_share::Column;
    let query = whose.rows::<record_share::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// Records that were sent, by key.
pub async fn list_sends(connection: &impl ConnectionTrait, whose: Whose<'_>) -> Result<Vec<record_send::Model>, DbErr> {
    use record_send::Column;
    let query = whose.rows::<record_send::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// Programs of any site.
pub async fn programs_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[ProgramId],
) -> Result<Vec<program::Model>, DbErr> {
    program::Entity::find()
        .filter(program::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Pathways of any site.
pub async fn pathways_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[PathwayId],
) -> Result<Vec<pathway::Model>, DbErr> {
    pathway::Entity::find()
        .filter(pathway::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// Mail, by key.
pub async fn list_mails(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
) -> Result<Vec<outgoing_mail::Model>, DbErr> {
    use outgoing_mail::Column;
    let query = whose.rows::<outgoing_mail::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// Sessions, each by its newest token's row and older ones that are not removed yet, beyond a token.
pub async fn list_sessions(
    connection: &impl ConnectionTrait,
    users: &[UserId],
    site: Option<SiteId>,
    beyond: Option<&[u8]>,
    n_rows: u64,
) -> Result<Vec<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::Column::UserId.is_in(users.iter().copied()))
        .filter(Condition::all().add_option(site.map(|it| session::Column::SiteId.eq(it))))
        .filter(Condition::all().add_option(beyond.map(|it| session::Column::TokenHash.gt(it.to_vec()))))
        .order_by_asc(session::Column::TokenHash)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Roles, by key.
pub async fn list_roles(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
) -> Result<Vec<role_assignment::Model>, DbErr> {
    use role_assignment::Column;
    let query = whose.rows::<role_assignment::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// What the learning platform said otherwise of those who are known here, by key.
pub async fn list_differences(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
) -> Result<Vec<reconciliation_difference::Model>, DbErr> {
    use reconciliation_difference::Column;
    let query = whose.rows::<reconciliation_difference::Entity>(Column::UserId, Column::SiteId, Column::Id);
    query.all(connection).await
}

/// What was done that concerns them or these links of theirs, by key.
pub async fn list_deeds(
    connection: &impl ConnectionTrait,
    whose: Whose<'_>,
    shares: &[RecordShareId],
) -> Result<Vec<trail_entry::Model>, DbErr> {
    use trail_entry::Column;
    let subjects = whose.users.iter().map(|it| it.0).chain(shares.iter().map(|it| it.0));
    trail_entry::Entity::find()
        .filter(Column::SubjectId.is_in(subjects))
        .filter(Column::SubjectKind.is_in([TrailSubject::User, TrailSubject::RecordShare]))
        .filter(Condition::all().add_option(whose.site.map(|it| Column::SiteId.eq(it))))
        .filter(Condition::all().add_option(whose.beyond.map(|it| Column::Id.gt(it))))
        .order_by_asc(Column::Id)
        .limit(whose.n_rows)
        .all(connection)
        .await
}
