//! `limits`: how much a caller may ask for.

use std::time::Duration;

use super::error::ConfigError;
use super::reader::Reader;

/// `limits`: how much a caller may ask for. Defaults in [`LimitsConfig::default`].
#[derive(Clone, Debug)]
pub struct LimitsConfig {
    /// Largest request body in bytes, by who asks.
    pub body_bytes: ByRole<usize>,
    /// Most lexical tokens in a document, by who asks.
    pub tokens: ByRole<usize>,
    /// Largest cost of a document, lists multiplied by their page size, by who asks.
    pub cost: ByRole<usize>,
    /// Deepest nesting of selections.
    pub depth: usize,
    /// Most aliases in a document.
    pub aliases: usize,
    /// Most directives in a document.
    pub directives: usize,
    /// Most root fields of an operation.
    pub root_fields: usize,
    /// Most fragments in a document.
    pub fragments: usize,
    /// Most variables of an operation.
    pub variables: usize,
    /// Most operations in a document.
    pub operations: usize,
    /// Largest page of a connection.
    pub page_size: usize,
    /// Most items of a bulk award.
    pub bulk_items: usize,
    /// Most links to records that do not exist, from one address in a minute.
    pub wrong_links: usize,
    /// Most codes of sign-ins that the platform does not take, from one address in a minute.
    pub wrong_codes: usize,
    /// Longest execution of a request.
    pub execution: Duration,
    /// Largest response body in bytes.
    pub response_bytes: usize,
    /// Longest wait for a request's header.
    pub header: Duration,
    /// Longest wait for a request's body.
    pub body: Duration,
    /// Longest pause between two requests on one connection.
    pub idle: Duration,
    /// Most open connections.
    pub connections: usize,
    /// Most requests executed at a time.
    pub in_flight: usize,
    /// Most requests that wait for their execution.
    pub queue: usize,
    /// Longest wait for execution; then the answer is that the server is busy.
    pub queue_wait: Duration,
    /// How long a stopping server waits for requests in progress.
    pub drain: Duration,
}

/// A limit that depends on who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByRole<T> {
    /// Callers without a token.
    pub anonymous: T,
    /// Signed-in learners and staff.
    pub signed_in: T,
    /// Service accounts of the platform.
    pub service: T,
}

/// Who asks, as far as limits care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Someone without a token.
    Anonymous,
    /// A signed-in learner or member of staff.
    SignedIn,
    /// A service account of the platform.
    Service,
}

impl<T: Copy> ByRole<T> {
    /// The limit of `caller`.
    #[must_use]
    pub fn of(&self, caller: Caller) -> T {
        match caller {
            Caller::Anonymous => self.anonymous,
            Caller::SignedIn => self.signed_in,
            Caller::Service => self.service,
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            body_bytes: ByRole {
                anonymous: 64 << 10,
                signed_in: 256 << 10,
                service: 2 << 20,
            },
            tokens: ByRole {
                anonymous: 2_000,
                signed_in: 10_000,
                service: 10_000,
            },
            cost: ByRole {
                anonymous: 1_000,
                signed_in: 5_000,
                service: 20_000,
            },
            depth: 12,
            aliases: 30,
            directives: 20,
            root_fields: 20,
            fragments: 50,
            variables: 50,
            operations: 20,
            page_size: 100,
            bulk_items: 500,
            wrong_links: 60,
            wrong_codes: 60,
            execution: Duration::from_secs(5),
            response_bytes: 4 << 20,
            header: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            connections: 2_000,
            in_flight: 64 * std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            queue: 256,
            queue_wait: Duration::from_millis(500),
            drain: Duration::from_secs(10),
        }
    }
}

const MAX_BODY: usize = 64 << 20;
const MAX_COUNT: usize = 1_000_000;

pub(super) fn read(reader: &mut Reader) -> Result<LimitsConfig, ConfigError> {
    let default = LimitsConfig::default();
    let seconds = |from, to| Duration::from_secs(from)..=Duration::from_secs(to);
    Ok(LimitsConfig {
        body_bytes: ByRole {
            anonymous: reader.size(
                "limits.body_bytes.anonymous",
                default.body_bytes.anonymous,
                1..=MAX_BODY,
            )?,
            signed_in: reader.size(
                "limits.body_bytes.signed_in",
                default.body_bytes.signed_in,
                1..=MAX_BODY,
            )?,
            service: reader.size("limits.body_bytes.service", default.body_bytes.service, 1..=MAX_BODY)?,
        },
        tokens: ByRole {
            anonymous: reader.count("limits.tokens.anonymous", default.tokens.anonymous, 1..=MAX_COUNT)?,
            signed_in: reader.count("limits.tokens.signed_in", default.tokens.signed_in, 1..=MAX_COUNT)?,
            service: reader.count("limits.tokens.service", default.tokens.service, 1..=MAX_COUNT)?,
        },
        cost: ByRole {
            anonymous: reader.count("limits.cost.anonymous", default.cost.anonymous, 1..=MAX_COUNT)?,
            signed_in: reader.count("limits.cost.signed_in", default.cost.signed_in, 1..=MAX_COUNT)?,
            service: reader.count("limits.cost.service", default.cost.service, 1..=MAX_COUNT)?,
        },
        // Above 30 the executor's own guard against recursion would refuse first, less clearly.
        depth: reader.count("limits.depth", default.depth, 1..=30)?,
        aliases: reader.count("limits.aliases", default.aliases, 0..=MAX_COUNT)?,
        directives: reader.count("limits.directives", default.directives, 0..=MAX_COUNT)?,
        root_fields: reader.count("limits.root_fields", default.root_fields, 1..=MAX_COUNT)?,
        fragments: reader.count("limits.fragments", default.fragments, 0..=MAX_COUNT)?,
        variables: reader.count("limits.variables", default.variables, 1..=MAX_COUNT)?,
        operations: reader.count("limits.operations", default.operations, 1..=MAX_COUNT)?,
        page_size: reader.count("limits.page_size", default.page_size, 1..=100)?,
        bulk_items: reader.count("limits.bulk_items", default.bulk_items, 1..=5_000)?,
        wrong_links: reader.count("limits.wrong_links", default.wrong_links, 1..=MAX_COUNT)?,
        wrong_codes: reader.count("limits.wrong_codes", default.wrong_codes, 1..=MAX_COUNT)?,
        response_bytes: reader.size("limits.response_bytes", default.response_bytes, 1 << 10..=MAX_BODY)?,
        execution: reader.duration("limits.execution", default.execution, seconds(1, 300))?,
        header: reader.duration("limits.header", default.header, seconds(1, 300))?,
        body: reader.duration("limits.body", default.body, seconds(1, 300))?,
        idle: reader.duration("limits.idle", default.idle, seconds(1, 3_600))?,
        connections: reader.count("limits.connections", default.connections, 1..=MAX_COUNT)?,
        in_flight: reader.count("limits.in_flight", default.in_flight, 1..=100_000)?,
        queue: reader.count("limits.queue", default.queue, 0..=100_000)?,
        queue_wait: reader.duration(
            "limits.queue_wait",
            default.queue_wait,
            Duration::from_millis(1)..=Duration::from_mins(1),
        )?,
        drain: reader.duration("limits.drain", default.drain, seconds(1, 300))?,
    })
}
