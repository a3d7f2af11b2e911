//! What happened on a day, of every site, in the tables that tell of it: what tallies are counted from.

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::{ConfigurationId, CredentialId, RecordShareId, SiteId};
use entity::{
    CredentialChange, LearningObjectType, credential, credential_configuration, credential_history, program,
    record_share, record_share_view,
};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::domain::tally::{beginning, next};

/// A change of a credential.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Change {
    /// When it was made.
    pub changed_at: DateTime<Utc>,
    /// The credential.
    pub credential_id: CredentialId,
    /// Its version after the change.
    pub version: i32,
    /// What happened.
    pub change: CredentialChange,
    /// Tenant.
    pub site_id: SiteId,
    /// What the credential is for.
    pub configuration_id: ConfigurationId,
    /// What kind of thing that is.
    pub learning_object_type: LearningObjectType,
}

/// A link that was made.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Share {
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The link.
    pub id: RecordShareId,
    /// Tenant.
    pub site_id: SiteId,
    /// The program whose record it shows.
    pub program: Uuid,
}

/// How often a link was followed, as one slot counts.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Views {
    /// The link.
    pub record_share_id: RecordShareId,
    /// The slot.
    pub slot: i16,
    /// Tenant.
    pub site_id: SiteId,
    /// The program whose record it shows.
    pub program: Uuid,
    /// How often.
    pub n_views: i32,
}

/// The first day from one on, on which anything is known to have happened.
pub async fn first_day(connection: &impl ConnectionTrait, from: NaiveDate) -> Result<Option<NaiveDate>, DbErr> {
    let changed_at: Option<DateTime<Utc>> = credential_history::Entity::find()
        .select_only()
        .column(credential_history::Column::ChangedAt)
        .filter(credential_history::Column::ChangedAt.gte(beginning(from)))
        .order_by_asc(credential_history::Column::ChangedAt)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    let created_at: Option<DateTime<Utc>> = record_share::Entity::find()
        .select_only()
        .column(record_share::Column::CreatedAt)
        .filter(record_share::Column::CreatedAt.gte(beginning(from)))
        .order_by_asc(record_share::Column::CreatedAt)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    let viewed_on: Option<NaiveDate> = record_share_view::Entity::find()
        .select_only()
        .column(record_share_view::Column::ViewedOn)
        .filter(record_share_view::Column::ViewedOn.gte(from))
        .order_by_asc(record_share_view::Column::ViewedOn)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    let instants = [changed_at, created_at].into_iter().flatten().map(|it| it.date_naive());
    Ok(instants.chain(viewed_on).min())
}

/// Changes of credentials on a day beyond one, oldest first, at most so many. All kinds: to leave some out is to read more than is
/// told.
pub async fn changes(
    connection: &impl ConnectionTrait,
    day: NaiveDate,
    beyond: Option<&Change>,
    n_rows: u64,
) -> Result<Vec<Change>, DbErr> {
    use credential_history::Column;
    let from = beyond.map_or(beginning(day), |it| it.changed_at);
    let beyond = beyond.map(|it| {
        let same = Column::ChangedAt.eq(it.changed_at);
        let of_credential = same.clone().and(Column::CredentialId.eq(it.credential_id));
        Condition::any()
            .add(Column::ChangedAt.gt(it.changed_at))
            .add(same.and(Column::CredentialId.gt(it.credential_id)))
            .add(of_credential.and(Column::Version.gt(it.version)))
    });
    credential_history::Entity::find()
        .select_only()
        .columns([Column::ChangedAt, Column::CredentialId, Column::Version, Column::Change])
        .column(credential::Column::SiteId)
        .column(credential::Column::ConfigurationId)
        .column(credential_configuration::Column::LearningObjectType)
        .join(
            JoinType::InnerJoin,
            credential_history::Entity::belongs_to(credential::Entity)
                .from(Column::CredentialId)
                .to(credential::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            credential::Entity::belongs_to(credential_configuration::Entity)
                .from(credential::Column::ConfigurationId)
                .to(credential_configuration::Column::Id)
                .into(),
        )
        .filter(Column::ChangedAt.gte(from))
        .filter(Column::ChangedAt.lt(beginning(next(day))))
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::ChangedAt)
        .order_by_asc(Column::CredentialId)
        .order_by_asc(Column::Version)
        .limit(n_rows)
        .into_model()
        .all(connection)
        .await
}

/// Links that were made on a day beyond one, oldest first, at most so many.
pub async fn shares(
    connection: &impl ConnectionTrait,
    day: NaiveDate,
    beyond: Option<&Share>,
    n_rows: u64,
) -> Result<Vec<Share>, DbErr> {
    use record_share::Column;
    let from = beyond.map_or(beginning(day), |it| it.created_at);
    let beyond = beyond.map(|it| {
        Condition::any()
            .add(Column::CreatedAt.gt(it.created_at))
            .add(Column::CreatedAt.eq(it.created_at).and(Column::Id.gt(it.id)))
    });
    record_share::Entity::find()
        .select_only()
        .columns([Column::CreatedAt, Column::Id, Column::SiteId])
        .column_as(program::Column::Uuid, "program")
        .join(JoinType::InnerJoin, of_program())
        .filter(Column::CreatedAt.gte(from))
        .filter(Column::CreatedAt.lt(beginning(next(day))))
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .into_model()
        .all(connection)
        .await
}

/// How often links were followed on a day beyond one slot, at most so many slots.
pub async fn views(
    connection: &impl ConnectionTrait,
    day: NaiveDate,
    beyond: Option<&Views>,
    n_rows: u64,
) -> Result<Vec<Views>, DbErr> {
    use record_share_view::Column;
    let beyond = beyond.map(|it| {
        let same = Column::RecordShareId.eq(it.record_share_id);
        Condition::any()
            .add(Column::RecordShareId.gt(it.record_share_id))
            .add(same.and(Column::Slot.gt(it.slot)))
    });
    record_share_view::Entity::find()
        .select_only()
        .columns([Column::RecordShareId, Column::Slot, Column::NViews])
        .column(record_share::Column::SiteId)
        .column_as(program::Column::Uuid, "program")
        .join(
            JoinType::InnerJoin,
            record_share_view::Entity::belongs_to(record_share::Entity)
                .from(Column::RecordShareId)
                .to(record_share::Column::Id)
                .into(),
        )
        .join(JoinType::InnerJoin, of_program())
        .filter(Column::ViewedOn.eq(day))
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(Column::RecordShareId)
        .order_by_asc(Column::Slot)
        .limit(n_rows)
        .into_model()
        .all(connection)
        .await
}

fn of_program() -> sea_orm::RelationDef {
    record_share::Entity::belongs_to(program::Entity)
        .from(record_share::Column::ProgramId)
        .to(program::Column::Id)
        .into()
}
