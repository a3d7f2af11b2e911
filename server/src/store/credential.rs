//! Credentials.

mod earned;
mod filter;
mod order;
mod recipient;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, SiteId, UserId};
use entity::{CredentialStatus, LearningObjectType, credential, credential_configuration};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel as _,
    JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

pub use earned::{Earned, earned_by};
pub use filter::{Filter, Kind};
pub use order::Order;
pub use recipient::{list_names, names_by_users};

use crate::domain::credential::Recorded;
use crate::policy::{Permit, Scope};
use crate::store::{Page, Position, ROWS_PER_STATEMENT, page};

/// Finds a credential.
pub async fn find(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: CredentialId,
) -> Result<Option<credential::Model>, DbErr> {
    credential::Entity::find_by_id(id)
        .filter(credential::COLUMN.site_id.eq(site))
        .one(connection)
        .await
}

/// Finds a credential together with what it was awarded for.
pub async fn find_with_configuration(
    connection: &impl ConnectionTrait,
    site: SiteId,
    id: CredentialId,
) -> Result<Option<(credential::Model, credential_configuration::Model)>, DbErr> {
    credential::Entity::find_by_id(id)
        .filter(credential::Column::SiteId.eq(site))
        .join(
            JoinType::InnerJoin,
            credential::Entity::belongs_to(credential_configuration::Entity)
                .from(credential::Column::ConfigurationId)
                .to(credential_configuration::Column::Id)
                .into(),
        )
        .select_two_required(credential_configuration::Entity)
        .one(connection)
        .await
}

/// The credentials of these numbers, as far as they exist.
pub async fn by_ids(
    connection: &impl ConnectionTrait,
    site: SiteId,
    ids: &[CredentialId],
) -> Result<Vec<credential::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    credential::Entity::find()
        .filter(credential::Column::SiteId.eq(site))
        .filter(credential::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await
}

/// The credentials of these learners for these configurations, as far as they exist.
pub async fn by_learners(
    connection: &impl ConnectionTrait,
    users: &[UserId],
    configurations: &[ConfigurationId],
) -> Result<Vec<credential::Model>, DbErr> {
    if users.is_empty() || configurations.is_empty() {
        return Ok(Vec::new());
    }
    credential::Entity::find()
        .filter(credential::Column::UserId.is_in(users.iter().copied()))
        .filter(credential::Column::ConfigurationId.is_in(configurations.iter().copied()))
        .all(connection)
        .await
}

/// All credentials of these learners, on every site.
pub async fn by_users(connection: &impl ConnectionTrait, users: &[UserId]) -> Result<Vec<credential::Model>, DbErr> {
    credential::Entity::find()
        .filter(credential::Column::UserId.is_in(users.iter().copied()))
        .order_by_asc(credential::Column::Id)
        .all(connection)
        .await
}

/// Up to `n_rows` credentials of a learner on every site, in the order of their numbers, beyond one of them.
pub async fn list_of_user(
    connection: &impl ConnectionTrait,
    user: UserId,
    beyond: Option<CredentialId>,
    n_rows: u64,
) -> Result<Vec<credential::Model>, DbErr> {
    credential::Entity::find()
        .filter(credential::Column::UserId.eq(user))
        .filter(Condition::all().add_option(beyond.map(|it| credential::Column::Id.gt(it))))
        .order_by_asc(credential::Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// A page of credentials in the order of the filter.
pub async fn list(
    connection: &impl ConnectionTrait,
    site: SiteId,
    scope: Scope,
    filter: &Filter,
    after: Option<Position>,
    n_rows: usize,
) -> Result<Page<credential::Model>, DbErr> {
    let columns = (filter.order().column(), credential::Column::Id);
    page::newest_first(connection, select(site, scope, filter), columns, after, n_rows).await
}

/// How many credentials a filter finds, counted up to `at_most`.
pub async fn count(
    connection: &impl ConnectionTrait,
    site: SiteId,
    scope: Scope,
    filter: &Filter,
    at_most: u64,
) -> Result<u64, DbErr> {
    let query = select(site, scope, filter);
    page::count(connection, query, credential::Column::Id, at_most).await
}

fn select(site: SiteId, scope: Scope, filter: &Filter) -> Select<credential::Entity> {
    let query = credential::Entity::find().filter(filter.condition(site, scope));
    match order::index(filter, scope) {
        Some(index) => page::by_index(query, index),
        None => query,
    }
}

/// How many credentials there are for a kind of learning object, counted up to `at_most`.
pub async fn count_of_kind(
    connection: &impl ConnectionTrait,
    site: SiteId,
    kind: LearningObjectType,
    at_most: u64,
) -> Result<u64, DbErr> {
    let kind = Kind {
        learning_object_type: kind,
        is_rare: true,
    };
    let filter = Filter {
        kind: Some(kind),
        ..Filter::default()
    };
    count(connection, site, Scope::Everyone, &filter, at_most).await
}

/// Credentials of a configuration that stand, by number, beyond one of them.
pub async fn list_awarded(
    connection: &impl ConnectionTrait,
    configuration: ConfigurationId,
    beyond: Option<CredentialId>,
    n_rows: u64,
) -> Result<Vec<credential::Model>, DbErr> {
    use credential::Column;
    credential::Entity::find()
        .filter(Column::ConfigurationId.eq(configuration))
        .filter(Column::Status.eq(CredentialStatus::Awarded))
        .filter(Column::ReplacedAt.is_null())
        .filter(Condition::all().add_option(beyond.map(|it| Column::Id.gt(it))))
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// Credentials of a configuration whose `visible_at` is not what its `available_at` and their own dates make it, oldest award
/// first, beyond a place.
pub async fn list_misdated(
    connection: &impl ConnectionTrait,
    configuration: ConfigurationId,
    available_at: Option<DateTime<Utc>>,
    beyond: Option<Position>,
    n_rows: u64,
) -> Result<Vec<credential::Model>, DbErr> {
    use credential::Column;
    // As `domain::credential::visible_at` has it.
    let column = |it: Column| Expr::col(it);
    let from = || available_at.map_or_else(|| column(Column::AwardedAt), Expr::value);
    let has_later_date = || column(Column::DateOverride).gt(from());
    let is_misdated = Condition::any()
        .add(
            Condition::all()
                .add(has_later_date())
                .add(column(Column::VisibleAt).ne(column(Column::DateOverride))),
        )
        .add(
            Condition::all()
                .add(
                    Condition::any()
                        .add(Column::DateOverride.is_null())
                        .add(has_later_date().not()),
                )
                .add(column(Column::VisibleAt).ne(from())),
        );
    credential::Entity::find()
        .filter(Column::ConfigurationId.eq(configuration))
        .filter(is_misdated)
        .filter(Condition::all().add_option(beyond.map(later)))
        .order_by_asc(Column::AwardedAt)
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// A site's credentials, oldest award first, beyond a place.
pub async fn list_of_site(
    connection: &impl ConnectionTrait,
    site: SiteId,
    beyond: Option<Position>,
    n_rows: u64,
) -> Result<Vec<credential::Model>, DbErr> {
    use credential::Column;
    let query = credential::Entity::find().filter(Column::SiteId.eq(site));
    page::by_index(query, "ix_credential_site_id_awarded_at_id")
        .filter(Condition::all().add_option(beyond.map(later)))
        .order_by_asc(Column::AwardedAt)
        .order_by_asc(Column::Id)
        .limit(n_rows)
        .all(connection)
        .await
}

/// What was awarded later than a place. The first bound is what an index is read from.
fn later(Position { at, id }: Position) -> Condition {
    use credential::Column;
    Condition::all().add(Column::AwardedAt.gte(at)).add(
        Condition::any()
            .add(Column::AwardedAt.gt(at))
            .add(Column::Id.gt(CredentialId(id))),
    )
}

/// Writes new credentials. Belongs into one transaction with the [history](super::credential_history::insert_many).
pub async fn insert_many(connection: &impl ConnectionTrait, _: &Permit, credentials: &[Recorded]) -> Result<(), DbErr> {
    for rows in credentials.chunks(ROWS_PER_STATEMENT) {
        let rows = rows.iter().map(|it| it.credential().clone().into_active_model());
        credential::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// Overwrites a credential that still has the version before; tells whether it had. Belongs into one transaction with the
/// [history](super::credential_history::insert_many).
pub async fn update(connection: &impl ConnectionTrait, _: &Permit, change: &Recorded) -> Result<bool, DbErr> {
    let credential = change.credential();
    let result = credential::Entity::update_many()
        .set(credential.clone().into_active_model().reset_all())
        .filter(credential::COLUMN.id.eq(credential.id))
        .filter(credential::COLUMN.version.eq(credential.version - 1))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Takes these credentials from their learners until each is [written](update) with its next one: of two that change places neither has to
/// wait for the other. Belongs into one transaction with that.
pub async fn update_parked(
    connection: &impl ConnectionTrait,
    _: &Permit,
    ids: &[CredentialId],
    nobody: UserId,
) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    credential::Entity::update_many()
        .col_expr(credential::Column::UserId, Expr::value(nobody))
        .filter(credential::Column::Id.is_in(ids.iter().copied()))
        .exec(connection)
        .await?;
    Ok(())
}

/// Revokes these credentials in one statement, as far as each still has the version before; tells whether all had. Belongs into one
/// transaction with the [history](super::credential_history::insert_many).
pub async fn update_revoked(
    connection: &impl ConnectionTrait,
    _: &Permit,
    changes: &[Recorded],
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    use credential::Column;
    for rows in changes.chunks(ROWS_PER_STATEMENT) {
        // Most have few versions: one condition for each credential would be too deep for SQLite.
        let mut by_version: BTreeMap<i32, Vec<CredentialId>> = BTreeMap::new();
        for it in rows.iter().map(Recorded::credential) {
            by_version.entry(it.version - 1).or_default().push(it.id);
        }
        let any = by_version.into_iter().fold(Condition::any(), |any, (version, ids)| {
            any.add(Column::Id.is_in(ids).and(Column::Version.eq(version)))
        });
        let mut update = credential::Entity::update_many();
        if let Some(salts) = new_salts(rows) {
            update = update.col_expr(Column::StateSalt, salts);
        }
        let result = update
            .col_expr(Column::Status, Expr::value(CredentialStatus::Revoked))
            .col_expr(Column::RevokedAt, Expr::value(Some(now)))
            .col_expr(Column::RevocationReason, Expr::value(reason.map(str::to_owned)))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(any)
            .exec(connection)
            .await?;
        if usize::try_from(result.rows_affected) != Ok(rows.len()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The salts of credentials that had none, for all that a statement writes; none where each has one.
fn new_salts(changes: &[Recorded]) -> Option<Expr> {
    use credential::Column;
    let mut salts = changes
        .iter()
        .filter_map(|it| Some((it.credential().id, it.new_salt()?)))
        .peekable();
    salts.peek()?;
    let choice = salts.fold(CaseStatement::new(), |choice, (id, salt)| {
        choice.case(Expr::col(Column::Id).eq(id), Expr::value(salt))
    });
    Some(choice.finally(Expr::col(Column::StateSalt)).into())
}
