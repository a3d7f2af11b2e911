//! How much a caller may ask for.

use async_graphql::SimpleObject;

use crate::config::LimitsConfig;
use crate::config::limits::Caller;

/// How much the caller may ask for.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ServiceLimits {
    /// Largest request body, in bytes.
    body_bytes: i64,
    /// Most lexical tokens in a document.
    tokens: i64,
    /// Largest cost of a document: one for each field, lists multiplied by the size of their page.
    cost: i64,
    /// Deepest nesting of selections.
    depth: i64,
    /// Most aliases in a document.
    aliases: i64,
    /// Most directives in a document.
    directives: i64,
    /// Most root fields of an operation.
    root_fields: i64,
    /// Largest page of a connection.
    page_size: i64,
    /// Most credentials that one request awards.
    bulk_items: i64,
    /// Longest execution of a request, in milliseconds.
    execution_milliseconds: i64,
}

impl ServiceLimits {
    /// The limits of one caller.
    pub(in crate::graphql) fn of(limits: &LimitsConfig, caller: Caller) -> Self {
        let number = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        Self {
            body_bytes: number(limits.body_bytes.of(caller)),
            tokens: number(limits.tokens.of(caller)),
            cost: number(limits.cost.of(caller)),
            depth: number(limits.depth),
            aliases: number(limits.aliases),
            directives: number(limits.directives),
            root_fields: number(limits.root_fields),
            page_size: number(limits.page_size),
            bulk_items: number(limits.bulk_items),
            execution_milliseconds: i64::try_from(limits.execution.as_millis()).unwrap_or(i64::MAX),
        }
    }
}
