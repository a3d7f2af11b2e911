//! Credentials.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{credential, credential_configuration};

use super::certificate::Certificate;
use super::configuration::CredentialConfiguration;
use super::enumeration::{CredentialAction, CredentialChange, CredentialState, CredentialStatus, CredentialVisibility};
use super::share_link::ShareLink;
use crate::domain;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{AttributesOf, HISTORY_LENGTH, HistoryOf, SourceOf};
use crate::graphql::scalar::{EnrollmentMode, PublicUuid};
use crate::graphql::{Here as _, error};
use crate::policy::{Action, asks_for_learner, authorize, credential_actions};
use crate::service;
use crate::service::credential::Found;

/// A credential awarded to a learner, perhaps revoked since. Anybody with its number sees what the certificate says; details are
/// for the learner and staff.
///
/// With it goes what it was awarded for, where both were read together.
pub(in crate::graphql) struct Credential(Arc<credential::Model>, Option<Arc<credential_configuration::Model>>);

impl From<credential::Model> for Credential {
    fn from(it: credential::Model) -> Self {
        Self(Arc::new(it), None)
    }
}

impl From<Found> for Credential {
    fn from(it: Found) -> Self {
        let Found {
            credential,
            configuration,
        } = it;
        Self(credential, Some(configuration))
    }
}

impl Credential {
    fn shows_details(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(authorize(
            &ctx.here()?.actor,
            Action::ViewCredentialDetails { credential: &self.0 },
        )
        .is_ok())
    }

    async fn find_configuration(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Arc<credential_configuration::Model>> {
        if let Some(configuration) = &self.1 {
            return Ok(Arc::clone(configuration));
        }
        let found = ctx.loaders()?.one(self.0.configuration_id).await?;
        found.map(Arc::new).ok_or_else(|| {
            async_graphql::Error::new_with_source(anyhow::anyhow!("credential {} lacks its configuration", self.0.id))
        })
    }
}

/// A credential awarded to a learner, perhaps revoked since. Anybody with its number sees what the certificate says; details are
/// for the learner and staff.
#[Object]
impl Credential {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Credential(self.0.id).encode()
    }

    /// Public certificate number; part of the page's address.
    async fn uuid(&self) -> PublicUuid {
        PublicUuid(self.0.id.0)
    }

    /// What was decided about it.
    async fn status(&self) -> CredentialStatus {
        self.0.status.into()
    }

    /// What it is worth now.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<CredentialState> {
        Ok(domain::credential::state(&self.0, ctx.here()?.ctx.clock.now()).into())
    }

    /// When it was first awarded; never moves, not even when it is revoked and awarded again.
    async fn awarded_at(&self) -> DateTime<Utc> {
        self.0.awarded_at
    }

    /// The date that the certificate shows: `dateOverride`, else `awardedAt`.
    async fn issued_at(&self) -> DateTime<Utc> {
        domain::credential::issued_at(&self.0)
    }

    /// The date that the platform set for the certificate; null where it set none.
    async fn date_override(&self) -> Option<DateTime<Utc>> {
        self.0.date_override
    }

    /// From when visitors may see it.
    async fn visible_at(&self) -> DateTime<Utc> {
        self.0.visible_at
    }

    /// When it expires, or expired; null for never.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// Whom the learner lets see it.
    async fn visibility(&self) -> CredentialVisibility {
        domain::credential::visibility(&self.0).into()
    }

    /// When it was revoked; null while it stands.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// Why it was revoked. Null while it stands, where no reason was given, and for everybody but the learner and staff.
    async fn revocation_reason(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(self
            .0
            .revocation_reason
            .as_deref()
            .filter(|_| self.shows_details(ctx).unwrap_or(false)))
    }

    /// When it was replaced by another one; null where it was not.
    async fn replaced_at(&self) -> Option<DateTime<Utc>> {
        self.0.replaced_at
    }

    /// The one that its learner has instead, because two accounts turned out to be one person's. Null where it was not replaced, and where
    /// the caller may not see the other one: its learner keeps it private, or it is not yet visible.
    async fn replaced_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Credential>> {
        let Some(id) = self.0.replaced_by_id else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(id).await?.map(Credential::from))
    }

    /// Name of the person who earned it, as known at the award, or the first that became known since; later names change nothing.
    /// Null while none is known.
    async fn recipient_name(&self) -> Option<&str> {
        self.0.facts.recipient_name.as_deref()
    }

    /// Username of the learner. Null for everybody but the learner and staff.
    async fn username(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        if !self.shows_details(ctx)? {
            return Ok(None);
        }
        Ok(ctx
            .loaders()?
            .one(self.0.user_id)
            .await?
            .map(|it| it.username.to_string()))
    }

    /// Enrollment mode under which a course run was completed; null for programs and where the award named none.
    async fn mode(&self) -> Option<EnrollmentMode> {
        self.0.mode.as_ref().map(|it| EnrollmentMode(it.to_string()))
    }

    /// Free name/value pairs, by name; at most 200. Empty for everybody but the learner and staff.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn attributes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CredentialAttribute>> {
        let Some(key) = AttributesOf::seen_by(&ctx.here()?.actor, &self.0) else {
            return Ok(Vec::new());
        };
        let attributes = ctx.loaders()?.one(key).await?.unwrap_or_default();
        Ok(attributes
            .into_iter()
            .map(|it| CredentialAttribute {
                name: it.name.to_string(),
                value: it.value,
            })
            .collect())
    }

    /// What the certificate says.
    async fn certificate(&self, ctx: &Context<'_>) -> async_graphql::Result<Certificate> {
        let configuration = self.find_configuration(ctx).await?;
        Ok(Certificate {
            credential: Arc::clone(&self.0),
            kind: configuration.learning_object_type,
        })
    }

    /// What it was awarded for.
    async fn configuration(&self, ctx: &Context<'_>) -> async_graphql::Result<CredentialConfiguration> {
        Ok(CredentialConfiguration(Arc::unwrap_or_clone(
            self.find_configuration(ctx).await?,
        )))
    }

    /// The newest 50 changes, oldest first. Empty for everybody but the learner and staff.
    // Few have more than ten; and whoever awards 500 at a time may ask for theirs.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CredentialHistoryEntry>> {
        let Some(key) = HistoryOf::seen_by(&ctx.here()?.actor, &self.0) else {
            return Ok(Vec::new());
        };
        let entries = ctx.loaders()?.one(key).await?.unwrap_or_default();
        let newest = entries
            .into_iter()
            .rev()
            .take(usize::try_from(HISTORY_LENGTH).unwrap_or(0));
        let mut newest: Vec<_> = newest.map(CredentialHistoryEntry::from).collect();
        newest.reverse();
        Ok(newest)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts the changes, from 1. Give it as `expectedVersion` to change only what you have seen.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Address of the public certificate page.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(service::credential::public_url(ctx.here()?, self.0.id))
    }

    /// Address of the certificate as a document, for a sandboxed frame and for paper. It says first of all where the certificate no longer
    /// stands.
    async fn document_url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let url = service::credential::public_url(ctx.here()?, self.0.id);
        Ok(format!("{url}/document"))
    }

    /// Address of the document by which pages show the certificate, in a sandboxed frame; null once it is revoked. As long as visitors do not
    /// see the credential, the document is only for who sends a token, or asks from a page of this site and is signed in.
    /// With `?language=` and one of the languages that have words, a certificate that tells no language is written in it.
    async fn drawn_document_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        Ok(service::credential::share::drawn_document(ctx.here()?, &self.0))
    }

    /// Address of the certificate as a file for paper (PDF); null once it is revoked or replaced, as long as visitors do not see the
    /// credential, and where it says something in letters that the service cannot print, such as Chinese ones: print its document instead.
    /// It says what the document says, and takes the same `?language=`.
    // A certificate by a template of the institution is drawn to tell.
    #[graphql(complexity = "10 + child_complexity")]
    async fn pdf_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let drawn_by = match self.0.facts.template_version {
            Some(id) => {
                let source = ctx.loaders()?.one(SourceOf(id)).await?;
                let kind = self.find_configuration(ctx).await?.learning_object_type;
                source.map(|it| (it, kind))
            }
            None => None,
        };
        let printed = service::credential::share::printed(ctx.here()?, &self.0, drawn_by);
        printed.await.map_err(error::fault)
    }

    /// Links by which the caller may pass the certificate on: to the networks that the site chose, and by mail. Empty where it does not
    /// stand or is not for everybody.
    #[graphql(complexity = "1 + 5 * child_complexity")]
    async fn share_links(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ShareLink>> {
        let links = service::credential::share::links(ctx.here()?, &self.0);
        Ok(links.into_iter().map(Into::into).collect())
    }

    /// Address of a picture (SVG) of the certificate's address as a QR code.
    async fn qr_url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let url = service::credential::public_url(ctx.here()?, self.0.id);
        Ok(format!("{url}/qr.svg"))
    }

    /// What the caller may do with it as it is now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CredentialAction>> {
        let actor = &ctx.here()?.actor;
        let learner = if asks_for_learner(actor, &self.0) {
            ctx.loaders()?.one(self.0.user_id).await?
        } else {
            None
        };
        let actions = credential_actions(actor, &self.0, learner.as_ref());
        Ok(actions.into_iter().map(Into::into).collect())
    }
}

/// A free name/value pair of a credential.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CredentialAttribute {
    /// Name, unique within the credential.
    name: String,
    /// Value.
    value: String,
}

/// One change of a credential.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(in crate::graphql) struct CredentialHistoryEntry {
    /// The credential's version after the change.
    version: i32,
    /// What happened.
    change: CredentialChange,
    /// Status after the change.
    status: CredentialStatus,
    /// When it happened.
    changed_at: DateTime<Utc>,
    /// Why; null where no reason was given.
    reason: Option<String>,
    #[graphql(skip)]
    actor: Option<UserId>,
}

#[async_graphql::ComplexObject]
impl CredentialHistoryEntry {
    /// Username of the one who did it; null for the service itself, and for everybody but staff.
    async fn actor(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.actor else { return Ok(None) };
        if authorize(&ctx.here()?.actor, Action::ViewAllCredentials).is_err() {
            return Ok(None);
        }
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }
}

impl From<entity::credential_history::Model> for CredentialHistoryEntry {
    fn from(it: entity::credential_history::Model) -> Self {
        Self {
            version: it.version,
            change: it.change.into(),
            status: it.status.into(),
            changed_at: it.changed_at,
            reason: it.reason,
            actor: it.actor_id,
        }
    }
}
