//! Templates of certificates.

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{template, template_version};

use super::audit_entry::{AuditEntry, history};
use super::enumeration::TemplateAction;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::policy::template_actions;

/// A template of certificates. It has versions: staff write drafts, and publish those that pass every check. For staff and service
/// accounts.
pub(in crate::graphql) struct Template(pub(in crate::graphql) template::Model);

/// A template of certificates. It has versions: staff write drafts, and publish those that pass every check. For staff and service
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
        let found = ctx.loaders()?.one(self.0.latest_version_id).await?;
        found.map(Into::into).ok_or_else(|| {
            async_graphql::Error::new_with_source(anyhow::anyhow!("template {} lacks its version", self.0.id))
        })
    }

    /// The version that awards pin; null before one is published.
    async fn published_version(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<TemplateVersion>> {
        match self.0.published_version_id {
            None => Ok(None),
            Some(id) => Ok(ctx.loaders()?.one(id).await?.map(Into::into)),
        }
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
        Ok(template_actions(&ctx.here()?.actor, &self.0)
            .into_iter()
            .map(Into::into)
            .collect())
    }
}

/// One version of a template. What it says never changes.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(in crate::graphql) struct TemplateVersion {
    /// 1, 2, 3 within the template.
    number: i32,
    /// The template: HTML with places to fill in.
    html: String,
    #[graphql(skip)]
    partials: Vec<TemplatePartial>,
    #[graphql(skip)]
    texts: Vec<TemplateText>,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// When it was published first; null for a draft.
    published_at: Option<DateTime<Utc>>,
}

#[ComplexObject]
impl TemplateVersion {
    /// Parts that it includes; at most 20.
    #[graphql(complexity = "1 + 20 * child_complexity")]
    async fn partials(&self) -> &[TemplatePartial] {
        &self.partials
    }

    /// Words of its own, by language and name; at most 8,000.
    // Dozens are usual; the bound on the size of the answer holds beside.
    #[graphql(complexity = "1 + 100 * child_complexity")]
    async fn texts(&self) -> &[TemplateText] {
        &self.texts
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
        let texts = it.source.texts.into_iter().flat_map(|(language, texts)| {
            texts.into_iter().map(move |(name, text)| TemplateText {
                language: language.clone(),
                name,
                text,
            })
        });
        Self {
            number: it.number,
            html: it.source.html,
            partials: it
                .source
                .partials
                .into_iter()
                .map(|(name, html)| TemplatePartial { name, html })
                .collect(),
            texts: texts.collect(),
            created_at: it.created_at,
            published_at: it.published_at,
        }
    }
}
