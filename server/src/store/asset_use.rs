//! What shows pictures as staff keep it now: signatories, organizations, templates and the site itself. What certificates pinned is in
//! their facts, and is looked for only where a picture is to be removed.

use chrono::TimeDelta;
use entity::id::{AssetId, ConfigurationId, SiteId, TemplateVersionId};
use entity::{asset, credential, organization, signatory, site, template, template_version};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait as _, Func, Order, Query, SelectStatement, UnionType, WindowStatement,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _, QueryResult,
    QuerySelect as _,
};
use uuid::Uuid;

const ASSET: &str = "asset_id";
const KIND: &str = "kind";
const SUBJECT: &str = "subject_id";
const NAME: &str = "name";
const TOTAL: &str = "total";
const PLACE: &str = "place";

/// By how much the clocks of replicas may differ.
const SKEW: TimeDelta = TimeDelta::days(1);

/// The newest version of a template, and the one that awards pin.
const LATEST: &str = "latest";
const PUBLISHED: &str = "published";

/// What kind of thing shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// A signatory: it is the signature.
    Signatory,
    /// An organization: it is the logo.
    Organization,
    /// A template that names it, in its draft or as it is published.
    Template,
    /// The site: it stands in the place of the seal.
    Site,
}

impl UseKind {
    /// Every kind, in the order in which they are told.
    const ALL: [Self; 4] = [Self::Signatory, Self::Organization, Self::Template, Self::Site];

    fn read(code: i64) -> Option<Self> {
        let place = usize::try_from(code).ok()?;
        Self::ALL.get(place).copied()
    }
}

/// Something that shows a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetUse {
    /// The picture.
    pub asset: AssetId,
    /// What kind of thing it is.
    pub kind: UseKind,
    /// Its key.
    pub subject: Uuid,
    /// What it is called.
    pub name: String,
    /// In how many places the picture is shown in all.
    pub total: i64,
}

/// What shows these pictures, at most the first `most` of each by kind and name: one statement for all.
pub async fn by_assets(
    connection: &impl ConnectionTrait,
    site: SiteId,
    assets: &[AssetId],
    most: i64,
) -> Result<Vec<AssetUse>, DbErr> {
    if assets.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = signatories(site, assets);
    let others = [
        organizations(site, assets),
        templates(site, assets),
        sites(site, assets),
    ];
    all.unions(others.map(|it| (UnionType::All, it)));
    let in_order = WindowStatement::partition_by(Alias::new(ASSET))
        .order_by(Alias::new(KIND), Order::Asc)
        .order_by(Alias::new(NAME), Order::Asc)
        .order_by(Alias::new(SUBJECT), Order::Asc)
        .take();
    let counted = Query::select()
        .columns([ASSET, KIND, SUBJECT, NAME].map(Alias::new))
        .expr_window_as(
            Expr::cust("COUNT(*)"),
            WindowStatement::partition_by(Alias::new(ASSET)),
            Alias::new(TOTAL),
        )
        .expr_window_as(Expr::cust("ROW_NUMBER()"), in_order, Alias::new(PLACE))
        .from_subquery(all, Alias::new("shown"))
        .take();
    let first: SelectStatement = Query::select()
        .columns([ASSET, KIND, SUBJECT, NAME, TOTAL].map(Alias::new))
        .from_subquery(counted, Alias::new("counted"))
        .and_where(Expr::col(Alias::new(PLACE)).lte(most))
        .order_by(Alias::new(ASSET), Order::Asc)
        .order_by(Alias::new(PLACE), Order::Asc)
        .take();
    let rows = connection.query_all(&first).await?;
    rows.iter().map(read).collect()
}

/// A configuration of which a certificate that was awarded shows the picture: as a logo or a signature, or because the version of the
/// template by which it is drawn names it. None where no certificate does. Reads the facts of everything that has changed since the
/// picture came: for removing it, and for nothing that is asked often.
pub async fn find_pinning(
    connection: &impl ConnectionTrait,
    site: SiteId,
    picture: &asset::Model,
) -> Result<Option<ConfigurationId>, DbErr> {
    use credential::Column;
    let drawn_by = published_versions(connection, site, &picture.hash).await?;
    // A version's key stands in facts as its text.
    let names = drawn_by.into_iter().map(|it| it.to_string());
    let is_pinned = names
        .chain([picture.hash.clone()])
        .fold(Condition::any(), |any, it| any.add(has(column(Column::Facts), it)));
    credential::Entity::find()
        .select_only()
        .column(Column::ConfigurationId)
        .filter(Column::SiteId.eq(site))
        .filter(Column::UpdatedAt.gte(picture.created_at - SKEW))
        .filter(is_pinned)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await
}

/// The versions of the site's templates, those that were removed included, that were ever published and name the picture of a hash.
async fn published_versions(
    connection: &impl ConnectionTrait,
    site: SiteId,
    hash: &str,
) -> Result<Vec<TemplateVersionId>, DbErr> {
    use template_version::Column;
    let query = Query::select()
        .expr(column(Column::Id))
        .from(template_version::Entity)
        .inner_join(
            template::Entity,
            column(template::Column::Id).eq(column(Column::TemplateId)),
        )
        .and_where(template::Column::SiteId.eq(site))
        .and_where(Column::PublishedAt.is_not_null())
        .and_where(has(column(Column::Source), hash.to_owned()))
        .take();
    let rows = connection.query_all(&query).await?;
    rows.iter().map(|it| it.try_get_by_index(0)).collect()
}

fn read(row: &QueryResult) -> Result<AssetUse, DbErr> {
    let code = row.try_get_by_index(1)?;
    Ok(AssetUse {
        asset: row.try_get_by_index(0)?,
        kind: UseKind::read(code).ok_or_else(|| DbErr::Custom(format!("there is no kind {code} of use")))?,
        subject: row.try_get_by_index(2)?,
        name: row.try_get_by_index(3)?,
        total: row.try_get_by_index(4)?,
    })
}

fn signatories(site: SiteId, assets: &[AssetId]) -> SelectStatement {
    use signatory::Column;
    part(site, assets, UseKind::Signatory, (Column::Id, Column::Name))
        .inner_join(signatory::Entity, of_site(Column::SiteId))
        .and_where(column(Column::ImageAssetId).eq(column(asset::Column::Id)))
        .take()
}

fn organizations(site: SiteId, assets: &[AssetId]) -> SelectStatement {
    use organization::Column;
    part(site, assets, UseKind::Organization, (Column::Id, Column::Name))
        .inner_join(organization::Entity, of_site(Column::SiteId))
        .and_where(
            column(Column::LogoAssetId)
                .eq(column(asset::Column::Id))
                .or(column(Column::CopiedLogoAssetId)
                    .eq(column(asset::Column::Id))
                    .and(column(Column::LogoUrl).is_not_null()))
                .or(names(column(Column::LogoUrl))),
        )
        .take()
}

fn templates(site: SiteId, assets: &[AssetId]) -> SelectStatement {
    use template::Column;
    let is = |version: &str, id: Column| Expr::col((Alias::new(version), template_version::Column::Id)).eq(column(id));
    let says = |version: &str| names(Expr::col((Alias::new(version), template_version::Column::Source)));
    // Two joins by key: one for both would read all versions that there ever were.
    part(site, assets, UseKind::Template, (Column::Id, Column::Name))
        .inner_join(template::Entity, of_site(Column::SiteId))
        .join_as(
            JoinType::InnerJoin,
            template_version::Entity,
            Alias::new(LATEST),
            is(LATEST, Column::LatestVersionId),
        )
        .join_as(
            JoinType::LeftJoin,
            template_version::Entity,
            Alias::new(PUBLISHED),
            is(PUBLISHED, Column::PublishedVersionId),
        )
        .and_where(Column::DeletedAt.is_null())
        .and_where(says(LATEST).or(says(PUBLISHED)))
        .take()
}

fn sites(site: SiteId, assets: &[AssetId]) -> SelectStatement {
    use site::Column;
    part(site, assets, UseKind::Site, (Column::Id, Column::Name))
        .inner_join(site::Entity, of_site(Column::Id))
        .and_where(names(column(Column::LogoUrl)))
        .take()
}

/// These pictures beside what shows them, which is joined to it.
fn part<C: ColumnTrait>(site: SiteId, assets: &[AssetId], kind: UseKind, (id, name): (C, C)) -> SelectStatement {
    Query::select()
        .expr_as(column(asset::Column::Id), Alias::new(ASSET))
        .expr_as(Expr::cust((kind as u8).to_string()), Alias::new(KIND))
        .expr_as(column(id), Alias::new(SUBJECT))
        .expr_as(column(name), Alias::new(NAME))
        .from(asset::Entity)
        .and_where(asset::Column::SiteId.eq(site))
        .and_where(asset::Column::Id.is_in(assets.iter().copied()))
        .take()
}

/// Whether it is of the picture's site.
fn of_site(id: impl ColumnTrait) -> Expr {
    column(id).eq(column(asset::Column::SiteId))
}

/// Whether a text has the picture's hash in it, which stands in every address of a picture and nowhere else.
fn names(text: Expr) -> Expr {
    says(text, column(asset::Column::Hash))
}

/// Whether a text has these words in it.
fn has(text: Expr, words: String) -> Expr {
    says(text, Expr::value(words))
}

fn says(text: Expr, words: Expr) -> Expr {
    let place = Func::cust(Alias::new("INSTR")).args([text, words]);
    Expr::expr(place).gt(0)
}

fn column(column: impl ColumnTrait) -> Expr {
    Expr::col(column.as_column_ref())
}
