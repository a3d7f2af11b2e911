//! Texts of completion mail.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{MailScope, completion_mail};
use uuid::Uuid;

use super::audit_entry::{AuditEntry, history};
use super::program::Program;
use super::template_problem::TemplateProblem;
use crate::domain::learning_object::parse_uuid;
use crate::graphql::Here as _;
use crate::graphql::id::NodeId;
use crate::graphql::loader::ProgramUuid;
use crate::graphql::scalar::PublicUuid;
use crate::service;

/// What learners are told by mail when they complete a program: one program, those of a type, or all that have no other. The
/// narrowest counts, also where it is switched off. For staff.
pub(in crate::graphql) struct CompletionMail(pub(in crate::graphql) completion_mail::Model);

impl CompletionMail {
    fn uuid(&self) -> Option<Uuid> {
        match self.0.scope {
            MailScope::Program => parse_uuid(&self.0.scope_key),
            MailScope::Default | MailScope::ProgramType => None,
        }
    }
}

/// What learners are told by mail when they complete a program: one program, those of a type, or all that have no other. The
/// narrowest counts, also where it is switched off. For staff.
#[Object]
impl CompletionMail {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::CompletionMail(self.0.id).encode()
    }

    /// Slug of the type of programs that it is for; null where it is for one program or for all.
    async fn program_type(&self) -> Option<&str> {
        match self.0.scope {
            MailScope::ProgramType => Some(&self.0.scope_key),
            MailScope::Default | MailScope::Program => None,
        }
    }

    /// UUID of the program that it is for; null where it is for those of a type or for all.
    async fn program_uuid(&self) -> Option<PublicUuid> {
        self.uuid().map(PublicUuid)
    }

    /// The program that it is for; null where it is for those of a type or for all, and where the catalogue does not know the program.
    async fn program(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Program>> {
        let Some(uuid) = self.uuid() else { return Ok(None) };
        Ok(ctx.loaders()?.one(ProgramUuid(uuid)).await?.map(Program))
    }

    /// Whether it is sent. One that is not keeps a wider one from being sent, too.
    async fn is_enabled(&self) -> bool {
        self.0.is_enabled
    }

    /// Language of greeting and built-in words, a BCP 47 tag; null for that of the certificate.
    async fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// Subject, with places to fill in; null for the built-in one.
    async fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// What stands between greeting and link: HTML with places to fill in, as it was given; null for the built-in words.
    async fn html(&self) -> Option<&str> {
        self.0.html.as_deref()
    }

    /// The same as plain text.
    async fn text(&self) -> Option<&str> {
        self.0.text.as_deref()
    }

    /// What of its HTML is taken out before it is sent, because mail keeps little of HTML; at most 50.
    #[graphql(complexity = "1 + 10 * child_complexity")]
    async fn problems(&self) -> Vec<TemplateProblem> {
        let removed = service::completion_mail::removed(&self.0);
        removed.into_iter().map(Into::into).collect()
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
}
