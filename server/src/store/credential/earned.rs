//! What learners have earned, without what their certificates say: for questions about many credentials at once.

use chrono::{DateTime, Utc};
use entity::id::{CredentialId, SiteId, UserId};
use entity::{
    CredentialStatus, EnrollmentMode, LearningObjectType, credential, credential_configuration as configuration,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _,
};

/// A credential, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Earned {
    /// Certificate number.
    pub id: CredentialId,
    /// The learner.
    pub user_id: UserId,
    /// Kind of what was earned.
    pub learning_object_type: LearningObjectType,
    /// External id of what was earned.
    pub learning_object_id: String,
    /// What was decided.
    pub status: CredentialStatus,
    /// Enrollment mode under which a run was completed.
    pub mode: Option<EnrollmentMode>,
    /// When it was first awarded.
    pub awarded_at: DateTime<Utc>,
    /// Date to show instead.
    pub date_override: Option<DateTime<Utc>>,
    /// From when it may be shown.
    pub visible_at: DateTime<Utc>,
    /// When it expires; none for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// From when certificates of its configuration may be seen; none for at once.
    pub available_at: Option<DateTime<Utc>>,
}

/// The credentials of these learners on a site, in no order; without those that were replaced.
pub async fn earned_by(
    connection: &impl ConnectionTrait,
    site: SiteId,
    users: &[UserId],
) -> Result<Vec<Earned>, DbErr> {
    use credential::Column;
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let its_configuration = credential::Entity::belongs_to(configuration::Entity)
        .from(Column::ConfigurationId)
        .to(configuration::Column::Id);
    credential::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::UserId,
            Column::Status,
            Column::Mode,
            Column::AwardedAt,
            Column::DateOverride,
            Column::VisibleAt,
            Column::ExpiresAt,
            Column::RevokedAt,
            Column::UpdatedAt,
        ])
        .columns([
            configuration::Column::LearningObjectType,
            configuration::Column::LearningObjectId,
            configuration::Column::AvailableAt,
        ])
        .join(JoinType::InnerJoin, its_configuration.into())
        .filter(Column::UserId.is_in(users.iter().copied()))
        .filter(Column::SiteId.eq(site))
        .filter(Column::ReplacedAt.is_null())
        .into_model::<Earned>()
        .all(connection)
        .await
}
