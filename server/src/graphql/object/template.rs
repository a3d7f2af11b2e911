//! Templates of certificates.

use std::borrow::Cow;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{TemplateSource, template, template_version};

use super::audit_entry::{AuditEntry, history};
use super::enumeration::TemplateAction;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::{NumberedVersion, VersionsOf};
use crate::policy::template_actions;
use crate::service::template::AboutVersion;

/// A template of certificates. It has versions: staff write drafts, have them checked, and publish those that pass. For staff and service
/// accounts.
pub(in crate::graphql) struct Template(pub(in crate::graphql) template::Model);

/// A template of certificates. It has versions: staff write drafts, have them checked, and publish those that pass. For staff and service
/// accounts.
#[Object]
impl Template {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Template(self.0.id).encode()
    }

    /// What staff call it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The newest version: a draft, or the published one.
    async fn latest_version(&self, ctx: &Context<'_>) -> async_graphql::Result<TemplateVersion> {
        Ok(self.latest(ctx).await?.into())
    }

    /// The version that awards pin; null before one is published.
    async fn published_version(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<TemplateVersion>> {
        match self.0.published_version_id {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Into::into)),
        }
    }

    /// The newest 50 versions, newest first.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TemplateVersion>> {
        let latest = self.latest(ctx).await?.number;
        let found = ctx.loaders()?.one(VersionsOf(self.0.id, latest)).await?;
        let newest = found.unwrap_or_default().into_iter().map(Into::into);
        Ok(newest.collect())
    }

    /// One version, by its number; null where there is none.
    async fn numbered_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1, 2, 3 within the template.")] number: i32,
    ) -> async_graphql::Result<Option<TemplateVersion>> {
        let found = ctx.loaders()?.one(NumberedVersion(self.0.id, number)).await?;
        Ok(found.map(Into::into))
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts the changes, from 1. Give it as `expectedVersion` to change only what you have seen.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The newest 50 changes, oldest first.
    #[graphql(complexity = "1 + 50 * child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AuditEntry>> {
        history(ctx, self.0.id.0, self.0.version).await
    }

    /// What the caller may do with it as it is now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TemplateAction>> {
        let latest = self.latest(ctx).await?;
        Ok(template_actions(&ctx.here()?.actor, &self.0, &latest)
            .into_iter()
            .map(Into::into)
            .collect())
    }
}

impl Template {
    async fn latest(&self, ctx: &Context<'_>) -> async_graphql::Result<template_version::Model> {
        let found = ctx.loaders()?.one(self.0.latest_version_id).await?;
        found.ok_or_else(|| {
            async_graphql::Error::new_with_source(anyhow::anyhow!("template {} lacks its version", self.0.id))
        })
    }
}

/// One version of a template. What it says never changes.
pub(in crate::graphql) struct TemplateVersion {
    about: AboutVersion,
    /// What it says, where it was read with the rest.
    source: Option<TemplateSource>,
}

/// One version of a template. What it says never changes.
#[Object]
impl TemplateVersion {
    /// 1, 2, 3 within the template.
    async fn number(&self) -> i32 {
        self.about.number
    }

    /// Of which template it is one; null where that was removed since.
    async fn template(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Template>> {
        Ok(ctx.loaders()?.one(self.about.template_id).await?.map(Template))
    }

    /// The template: HTML with places to fill in.
    async fn html(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(self.source(ctx).await?.into_owned().html)
    }

    /// Parts that it includes; at most 20.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn partials(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TemplatePartial>> {
        let partials = self.source(ctx).await?.into_owned().partials;
        Ok(partials
            .into_iter()
            .map(|(name, html)| TemplatePartial { name, html })
            .collect())
    }

    /// Words of its own, by language and name; at most 8,000.
    // Dozens are usual; the bound on the size of the answer holds beside.
    #[graphql(complexity = "1 + 100 * child_complexity")]
    async fn texts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TemplateText>> {
        let texts = self.source(ctx).await?.into_owned().texts;
        let texts = texts.into_iter().flat_map(|(language, texts)| {
            texts.into_iter().map(move |(name, text)| TemplateText {
                language: language.clone(),
                name,
                text,
            })
        });
        Ok(texts.collect())
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.about.created_at
    }

    /// When it passed every check, that it fits one printed page among them; null before. It stays so.
    async fn checked_at(&self) -> Option<DateTime<Utc>> {
        self.about.checked_at
    }

    /// Username of the one who had it checked; null where nobody has, and for what was published before checks were kept.
    async fn checked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some(id) = self.about.checked_by else {
            return Ok(None);
        };
        Ok(ctx.loaders()?.one(id).await?.map(|it| it.username.to_string()))
    }

    /// When it was published first; null for a draft.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.about.published_at
    }
}

impl TemplateVersion {
    async fn source(&self, ctx: &Context<'_>) -> async_graphql::Result<Cow<'_, TemplateSource>> {
        if let Some(source) = &self.source {
            return Ok(Cow::Borrowed(source));
        }
        let id = self.about.id;
        match ctx.loaders()?.one(id).await? {
            Some(version) => Ok(Cow::Owned(version.source)),
            None => Err(async_graphql::Error::new_with_source(anyhow::anyhow!(
                "template version {id} is gone"
            ))),
        }
    }
}

/// The template that comes with the service. It draws the certificates that have no other.
#[derive(SimpleObject)]
pub(in crate::graphql) struct BuiltInTemplate {
    /// The template: HTML with places to fill in.
    html: String,
    /// Parts that it includes.
    partials: Vec<TemplatePartial>,
}

impl From<&TemplateSource> for BuiltInTemplate {
    fn from(it: &TemplateSource) -> Self {
        // It has no words of its own: those that are built in are its words.
        let TemplateSource {
            html,
            partials,
            texts: _,
        } = it.clone();
        let partials = partials.into_iter();
        Self {
            html,
            partials: partials.map(|(name, html)| TemplatePartial { name, html }).collect(),
        }
    }
}

/// A part that a template includes.
#[derive(Clone, SimpleObject)]
pub(in crate::graphql) struct TemplatePartial {
    /// Its name.
    name: String,
    /// What it says.
    html: String,
}

/// A word of a template in one language.
#[derive(Clone, SimpleObject)]
pub(in crate::graphql) struct TemplateText {
    /// BCP 47 tag of the language.
    language: String,
    /// Its name: the template says it by `text.<name>`.
    name: String,
    /// What it says.
    text: String,
}

impl From<template_version::Model> for TemplateVersion {
    fn from(it: template_version::Model) -> Self {
        let template_version::Model {
            id,
            template_id,
            number,
            source,
            created_at,
            created_by: _,
            published_at,
            checked_at,
            checked_by,
        } = it;
        Self {
            about: AboutVersion {
                id,
                template_id,
                number,
                created_at,
                published_at,
                checked_at,
                checked_by,
            },
            source: Some(source),
        }
    }
}

impl From<AboutVersion> for TemplateVersion {
    fn from(about: AboutVersion) -> Self {
        Self { about, source: None }
    }
}
