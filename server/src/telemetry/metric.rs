//! Metrics: the process's one recorder, and the names of what http counts. Labels come from closed lists.

use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Requests by route, method and status.
pub(crate) const REQUESTS: &str = "credentials_http_requests_total";
/// Seconds from a request's header to its answer's header, by route.
pub(crate) const REQUEST_SECONDS: &str = "credentials_http_request_seconds";
/// Requests in progress.
pub(crate) const IN_FLIGHT: &str = "credentials_http_in_flight";
/// Open connections.
pub(crate) const CONNECTIONS: &str = "credentials_http_connections";
/// Requests refused because the server is busy.
pub(crate) const SHED: &str = "credentials_http_shed_total";
/// GraphQL operations by type and status.
pub(crate) const OPERATIONS: &str = "credentials_graphql_operations_total";
/// Seconds of execution of GraphQL operations, by type.
pub(crate) const OPERATION_SECONDS: &str = "credentials_graphql_operation_seconds";
/// Attempts at a change that another writer was faster than, or whose commit was not answered.
pub(crate) const LOST_ATTEMPTS: &str = "credentials_lost_attempts_total";
/// Changes given up after the last attempt.
pub(crate) const EXHAUSTED_RETRIES: &str = "credentials_exhausted_retries_total";
/// Refused tokens, by reason.
pub(crate) const REFUSED_TOKENS: &str = "credentials_refused_tokens_total";
/// Calls to other systems, by what is called and what came of it.
pub(crate) const CALLS: &str = "credentials_upstream_calls_total";
/// Seconds of a call to another system, by what is called.
pub(crate) const CALL_SECONDS: &str = "credentials_upstream_call_seconds";
/// Systems that are left alone because they failed again and again, by what is called.
pub(crate) const OPEN_BREAKERS: &str = "credentials_upstream_open_breakers";
/// Ended runs of the catalogue's copying, by how they ended.
pub(crate) const CATALOGUE_SYNCS: &str = "credentials_catalogue_syncs_total";

/// Mails, by kind and what became of an attempt.
pub(crate) const MAILS: &str = "credentials_mails_total";
/// Certificates that were drawn by the built-in template because their own could not be.
pub(crate) const TEMPLATE_FALLBACKS: &str = "credentials_template_fallbacks_total";

const SECONDS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

/// The process's recorder; installed by the first caller. None where another library has installed its own.
#[must_use]
pub fn recorder() -> Option<&'static PrometheusHandle> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    RECORDER
        .get_or_init(|| {
            let builder = PrometheusBuilder::new()
                .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                .ok()?;
            let handle = builder.install_recorder().ok()?;
            describe();
            Some(handle)
        })
        .as_ref()
}

/// How often the recorder's samples are folded together, so that they do not pile up while nobody scrapes.
pub(crate) const UPKEEP: Duration = Duration::from_secs(5);

fn describe() {
    metrics::describe_counter!(REQUESTS, "Requests by route, method and status");
    metrics::describe_histogram!(REQUEST_SECONDS, "Seconds to the answer's header, by route");
    metrics::describe_gauge!(IN_FLIGHT, "Requests in progress");
    metrics::describe_gauge!(CONNECTIONS, "Open connections");
    metrics::describe_counter!(SHED, "Requests refused because the server is busy");
    metrics::describe_counter!(OPERATIONS, "GraphQL operations by type and status");
    metrics::describe_histogram!(OPERATION_SECONDS, "Seconds of execution of GraphQL operations, by type");
    metrics::describe_counter!(LOST_ATTEMPTS, "Attempts at a change that have to be repeated");
    metrics::describe_counter!(EXHAUSTED_RETRIES, "Changes given up after the last attempt");
    metrics::describe_counter!(REFUSED_TOKENS, "Refused tokens, by reason");
    metrics::describe_counter!(CALLS, "Calls to other systems, by what is called and what came of it");
    metrics::describe_histogram!(CALL_SECONDS, "Seconds of a call to another system, by what is called");
    metrics::describe_counter!(
        CATALOGUE_SYNCS,
        "Ended runs of the catalogue's copying, by how they ended"
    );
    metrics::describe_counter!(MAILS, "Mails, by kind and what became of an attempt");
    metrics::describe_gauge!(
        OPEN_BREAKERS,
        "Systems that are left alone after failures, by what is called"
    );
    metrics::describe_counter!(
        TEMPLATE_FALLBACKS,
        "Certificates drawn by the built-in template because their own failed"
    );
}

/// A gauge that counts what is alive: up when made, down when dropped.
pub(crate) struct Alive(&'static str);

impl Alive {
    pub(crate) fn count(gauge: &'static str) -> Self {
        metrics::gauge!(gauge).increment(1);
        Self(gauge)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        metrics::gauge!(self.0).decrement(1);
    }
}
