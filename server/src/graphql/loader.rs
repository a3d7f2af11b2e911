//! Batches of rows: however many objects ask, one statement answers.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_graphql::dataloader::{DataLoader, Loader};
use chrono::NaiveDate;
use entity::id::{
    AssetId, CompletionMailId, ConfigurationId, CourseId, CredentialId, PathwayId, ProgramId, RecordSendId,
    RecordShareId, SignatoryId, TemplateId, TemplateVersionId, UserId,
};
use entity::{
    CourseKey, TemplateSource, asset, audit_entry, completion_mail, credential, credential_attribute,
    credential_configuration, credential_history, outgoing_mail, pathway, record_send, record_share, signatory,
    template, template_version, user,
};
use sea_orm::DbErr;
use uuid::Uuid;

use super::batch::Fetches;
use super::error;
use crate::context::Request;
use crate::domain::configuration::Missing;
use crate::domain::trail_chain::Head;
use crate::policy::{Action, Actor, authorize};
use crate::service::Fault;
use crate::service::asset::AssetUse;
use crate::service::catalogue::{KnownCourse, KnownCourseRun, KnownProgram};
use crate::service::template::AboutVersion;
use crate::service::trail::Thing;
use crate::{service, store};

/// The loaders of one request; made when the first object asks.
pub(super) struct Loaders {
    request: Request,
    fetches: Fetches,
    rows: OnceLock<DataLoader<Rows>>,
}

impl Loaders {
    pub(super) fn new(request: &Request, fetches: Fetches) -> Self {
        Self {
            request: request.clone(),
            fetches,
            rows: OnceLock::new(),
        }
    }

    fn rows(&self) -> &DataLoader<Rows> {
        self.rows.get_or_init(|| {
            let rows = Rows {
                request: self.request.clone(),
            };
            let fetches = self.fetches.clone();
            DataLoader::new(rows, move |fetch| fetches.order(fetch)).delay(Duration::ZERO)
        })
    }

    /// The value of a key, fetched together with those that others ask for at the same time.
    pub(super) async fn one<K>(&self, key: K) -> async_graphql::Result<Option<<Rows as Loader<K>>::Value>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Rows: Loader<K, Error = Arc<Fault>>,
    {
        self.rows().load_one(key).await.map_err(|fault| match &*fault {
            Fault::Unavailable => error::fault(Fault::Unavailable),
            Fault::Internal(cause) => error::fault(Fault::Internal(anyhow::anyhow!("{cause:#}"))),
        })
    }
}

pub(super) struct Rows {
    request: Request,
}

/// The hash of a picture that is the logo of an organization, which anybody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LogoHash(pub(super) AssetId);

/// Attributes of a credential, for somebody who may know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct AttributesOf(CredentialId);

impl AttributesOf {
    /// None where the viewer may not know them.
    pub(super) fn seen_by(viewer: &Actor, credential: &credential::Model) -> Option<Self> {
        authorize(viewer, Action::ViewCredentialDetails { credential }).ok()?;
        Some(Self(credential.id))
    }
}

/// The newest changes of a credential up to its version, for somebody who may know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct HistoryOf(CredentialId, i32);

impl HistoryOf {
    /// None where the viewer may not know them.
    pub(super) fn seen_by(viewer: &Actor, credential: &credential::Model) -> Option<Self> {
        authorize(viewer, Action::ViewCredentialDetails { credential }).ok()?;
        Some(Self(credential.id, credential.version))
    }
}

/// A program by its UUID in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ProgramUuid(pub(super) Uuid);

/// The runs of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RunsOf(pub(super) ProgramId);

/// The programs of a pathway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ProgramsOf(pub(super) PathwayId);

/// The pathways of a program, as far as they are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct PathwaysOf(pub(super) ProgramId);

/// Who signs for a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SignatoriesOf(pub(super) ConfigurationId);

/// What a configuration lacks to be active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LacksOf(pub(super) ConfigurationId);

/// The newest changes up to a version of something that staff manage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct AuditOf(pub(super) Uuid, pub(super) i32);

/// What shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct UsesOf(pub(super) AssetId);

/// The newest versions of a template up to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct VersionsOf(pub(super) TemplateId, pub(super) i32);

/// The version of a template that has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NumberedVersion(pub(super) TemplateId, pub(super) i32);

/// What a template version is made of, to draw a certificate that the caller may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SourceOf(pub(super) TemplateVersionId);

/// The link at a place of the site's chain over the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LinkAt(pub(super) i64);

/// What a thing is called now, for somebody who may see the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NameOf(pub(super) Thing);

/// The links to a learner's record in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SharesOf(pub(super) UserId, pub(super) ProgramId);

/// What was sent of a learner's record in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SendsOf(pub(super) UserId, pub(super) ProgramId);

/// The newest mail of a record that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct MailOf(pub(super) RecordSendId);

/// How often a link was followed, by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ViewsOf(pub(super) RecordShareId);

/// How many changes a credential tells of itself.
pub(super) const HISTORY_LENGTH: i32 = 50;
/// How many of the things that show it a picture tells.
const MOST_USES: i64 = 20;

fn failed(error: DbErr) -> Arc<Fault> {
    Arc::new(error.into())
}

impl Loader<UserId> for Rows {
    type Value = user::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[UserId]) -> Result<HashMap<UserId, Self::Value>, Self::Error> {
        let rows = store::user::by_ids(&self.request.ctx.db.read, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<ConfigurationId> for Rows {
    type Value = credential_configuration::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[ConfigurationId]) -> Result<HashMap<ConfigurationId, Self::Value>, Self::Error> {
        let rows = service::catalogue::configurations(&self.request, keys)
            .await
            .map_err(Arc::new)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<AttributesOf> for Rows {
    type Value = Vec<credential_attribute::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[AttributesOf]) -> Result<HashMap<AttributesOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let rows = store::credential_attribute::by_credentials(&self.request.ctx.db.read, &ids)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|(id, it)| (AttributesOf(id), it)).collect())
    }
}

impl Loader<HistoryOf> for Rows {
    type Value = Vec<credential_history::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Self::Value>, Self::Error> {
        let versions: Vec<_> = keys.iter().map(|it| (it.0, it.1)).collect();
        let rows: BTreeMap<_, _> =
            store::credential_history::by_credentials(&self.request.ctx.db.read, &versions, HISTORY_LENGTH)
                .await
                .map_err(failed)?;
        Ok(keys
            .iter()
            .filter_map(|key| Some((*key, rows.get(&key.0)?.clone())))
            .collect())
    }
}

impl Loader<LinkAt> for Rows {
    type Value = Head;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[LinkAt]) -> Result<HashMap<LinkAt, Self::Value>, Self::Error> {
        let sequences: Vec<_> = keys.iter().map(|it| it.0).collect();
        let rows = store::trail_seal::by_sequences(&self.request.ctx.db.read, self.request.site.id, &sequences)
            .await
            .map_err(failed)?;
        let heads = rows.iter().filter_map(|it| Head::stored(it.sequence, &it.hash));
        Ok(heads.map(|it| (LinkAt(it.sequence), it)).collect())
    }
}

impl Loader<NameOf> for Rows {
    type Value = String;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[NameOf]) -> Result<HashMap<NameOf, Self::Value>, Self::Error> {
        let things: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::trail::names(&self.request, &things).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(thing, it)| (NameOf(thing), it)).collect())
    }
}

impl Loader<ProgramUuid> for Rows {
    type Value = KnownProgram;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[ProgramUuid]) -> Result<HashMap<ProgramUuid, Self::Value>, Self::Error> {
        let uuids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::catalogue::programs(&self.request, &uuids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|it| (ProgramUuid(it.program.uuid), it)).collect())
    }
}

impl Loader<RunsOf> for Rows {
    type Value = Vec<KnownCourseRun>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[RunsOf]) -> Result<HashMap<RunsOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::catalogue::runs_of_programs(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, it)| (RunsOf(id), it)).collect())
    }
}

impl Loader<ProgramsOf> for Rows {
    type Value = Vec<KnownProgram>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[ProgramsOf]) -> Result<HashMap<ProgramsOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::catalogue::programs_of_pathways(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, it)| (ProgramsOf(id), it)).collect())
    }
}

impl Loader<PathwaysOf> for Rows {
    type Value = Vec<pathway::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[PathwaysOf]) -> Result<HashMap<PathwaysOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::catalogue::pathways_of_programs(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, it)| (PathwaysOf(id), it)).collect())
    }
}

impl Loader<CourseKey> for Rows {
    type Value = KnownCourseRun;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[CourseKey]) -> Result<HashMap<CourseKey, Self::Value>, Self::Error> {
        let found = service::catalogue::course_runs(&self.request, keys)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|it| (it.run.key.clone(), it)).collect())
    }
}

impl Rows {
    /// What only staff and service accounts may know reads as if it were not there.
    fn may_view_configurations(&self) -> bool {
        authorize(&self.request.actor, Action::ViewConfigurations).is_ok()
    }
}

impl Loader<CompletionMailId> for Rows {
    type Value = completion_mail::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[CompletionMailId]) -> Result<HashMap<CompletionMailId, Self::Value>, Self::Error> {
        if authorize(&self.request.actor, Action::ManageMail).is_err() {
            return Ok(HashMap::new());
        }
        let rows = store::completion_mail::by_ids(&self.request.ctx.db.read, self.request.site.id, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<SignatoryId> for Rows {
    type Value = signatory::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[SignatoryId]) -> Result<HashMap<SignatoryId, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let rows = store::signatory::by_ids(&self.request.ctx.db.read, self.request.site.id, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<SignatoriesOf> for Rows {
    type Value = Vec<signatory::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[SignatoriesOf]) -> Result<HashMap<SignatoriesOf, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let rows = store::configuration::signatories(&self.request.ctx.db.read, &ids)
            .await
            .map_err(failed)?;
        let mut by_configuration: HashMap<SignatoriesOf, Vec<signatory::Model>> = HashMap::new();
        for (id, signatory) in rows {
            by_configuration.entry(SignatoriesOf(id)).or_default().push(signatory);
        }
        Ok(by_configuration)
    }
}

impl Loader<LacksOf> for Rows {
    type Value = Vec<Missing>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[LacksOf]) -> Result<HashMap<LacksOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::configuration::lacks(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, it)| (LacksOf(id), it)).collect())
    }
}

impl Loader<AuditOf> for Rows {
    type Value = Vec<audit_entry::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[AuditOf]) -> Result<HashMap<AuditOf, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let subjects: Vec<_> = keys.iter().map(|it| (it.0, it.1 - HISTORY_LENGTH)).collect();
        let rows = store::audit_entry::by_subjects(&self.request.ctx.db.read, self.request.site.id, &subjects)
            .await
            .map_err(failed)?;
        Ok(keys
            .iter()
            .map(|key| {
                let newest = rows
                    .iter()
                    .filter(|it| it.subject_id == key.0 && it.version > key.1 - HISTORY_LENGTH);
                (*key, newest.cloned().collect())
            })
            .collect())
    }
}

impl Loader<CourseId> for Rows {
    type Value = KnownCourse;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[CourseId]) -> Result<HashMap<CourseId, Self::Value>, Self::Error> {
        let found = service::catalogue::courses(&self.request, keys)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|it| (it.course.id, it)).collect())
    }
}

/// Credentials that the caller may see.
impl Loader<CredentialId> for Rows {
    type Value = credential::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[CredentialId]) -> Result<HashMap<CredentialId, Self::Value>, Self::Error> {
        let found = service::credential::find_many(&self.request, keys)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<SharesOf> for Rows {
    type Value = Vec<record_share::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[SharesOf]) -> Result<HashMap<SharesOf, Self::Value>, Self::Error> {
        let records: Vec<_> = keys.iter().map(|it| (it.0, it.1)).collect();
        let found = service::record_share::of_records(&self.request, &records)
            .await
            .map_err(Arc::new)?;
        let mut by_record: HashMap<SharesOf, Self::Value> = HashMap::new();
        for it in found {
            by_record
                .entry(SharesOf(it.user_id, it.program_id))
                .or_default()
                .push(it);
        }
        Ok(by_record)
    }
}

impl Loader<SendsOf> for Rows {
    type Value = Vec<record_send::Model>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[SendsOf]) -> Result<HashMap<SendsOf, Self::Value>, Self::Error> {
        let records: Vec<_> = keys.iter().map(|it| (it.0, it.1)).collect();
        let found = service::record_send::of_records(&self.request, &records)
            .await
            .map_err(Arc::new)?;
        let mut by_record: HashMap<SendsOf, Self::Value> = HashMap::new();
        for it in found {
            by_record
                .entry(SendsOf(it.user_id, it.program_id))
                .or_default()
                .push(it);
        }
        Ok(by_record)
    }
}

impl Loader<MailOf> for Rows {
    type Value = outgoing_mail::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[MailOf]) -> Result<HashMap<MailOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let mut found = service::record_send::newest_mails(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(keys
            .iter()
            .filter_map(|it| Some((*it, found.remove(&it.0.0)?)))
            .collect())
    }
}

impl Loader<ViewsOf> for Rows {
    type Value = Vec<(NaiveDate, i64)>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[ViewsOf]) -> Result<HashMap<ViewsOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::record_share::views(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        let mut by_share: HashMap<ViewsOf, Self::Value> = HashMap::new();
        for (id, day, n_views) in found {
            by_share.entry(ViewsOf(id)).or_default().push((day, n_views));
        }
        Ok(by_share)
    }
}

impl Loader<LogoHash> for Rows {
    type Value = String;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[LogoHash]) -> Result<HashMap<LogoHash, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = service::catalogue::logo_hashes(&self.request, &ids)
            .await
            .map_err(Arc::new)?;
        Ok(found.into_iter().map(|(id, hash)| (LogoHash(id), hash)).collect())
    }
}

impl Loader<AssetId> for Rows {
    type Value = asset::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[AssetId]) -> Result<HashMap<AssetId, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let rows = store::asset::by_ids(&self.request.ctx.db.read, self.request.site.id, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<UsesOf> for Rows {
    type Value = Vec<AssetUse>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[UsesOf]) -> Result<HashMap<UsesOf, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let found = store::asset_use::by_assets(&self.request.ctx.db.read, self.request.site.id, &ids, MOST_USES)
            .await
            .map_err(failed)?;
        let mut by_asset: HashMap<UsesOf, Self::Value> = HashMap::new();
        for it in found {
            by_asset.entry(UsesOf(it.asset)).or_default().push(it);
        }
        Ok(by_asset)
    }
}

impl Loader<TemplateId> for Rows {
    type Value = template::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[TemplateId]) -> Result<HashMap<TemplateId, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let rows = store::template::by_ids(&self.request.ctx.db.read, self.request.site.id, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<VersionsOf> for Rows {
    type Value = Vec<AboutVersion>;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[VersionsOf]) -> Result<HashMap<VersionsOf, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let templates: Vec<_> = keys.iter().map(|it| (it.0, it.1 - HISTORY_LENGTH)).collect();
        let rows = store::template::about_versions(&self.request.ctx.db.read, &templates)
            .await
            .map_err(failed)?;
        Ok(keys
            .iter()
            .map(|key| {
                let above = key.1 - HISTORY_LENGTH;
                let newest = rows.iter().filter(|it| it.template_id == key.0 && it.number > above);
                (*key, newest.cloned().collect())
            })
            .collect())
    }
}

impl Loader<NumberedVersion> for Rows {
    type Value = template_version::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[NumberedVersion]) -> Result<HashMap<NumberedVersion, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let numbers: Vec<_> = keys.iter().map(|it| (it.0, it.1)).collect();
        let rows = store::template::numbered_versions(&self.request.ctx.db.read, &numbers)
            .await
            .map_err(failed)?;
        Ok(rows
            .into_iter()
            .map(|it| (NumberedVersion(it.template_id, it.number), it))
            .collect())
    }
}

impl Loader<TemplateVersionId> for Rows {
    type Value = template_version::Model;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[TemplateVersionId]) -> Result<HashMap<TemplateVersionId, Self::Value>, Self::Error> {
        if !self.may_view_configurations() {
            return Ok(HashMap::new());
        }
        let rows = store::template::versions(&self.request.ctx.db.read, keys)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (it.id, it)).collect())
    }
}

impl Loader<SourceOf> for Rows {
    type Value = TemplateSource;
    type Error = Arc<Fault>;

    async fn load(&self, keys: &[SourceOf]) -> Result<HashMap<SourceOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0).collect();
        let rows = store::template::versions(&self.request.ctx.db.read, &ids)
            .await
            .map_err(failed)?;
        Ok(rows.into_iter().map(|it| (SourceOf(it.id), it.source)).collect())
    }
}
