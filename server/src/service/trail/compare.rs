//! Comparing what is stored with what entries tell of it, for the operator.

use super::states::{Compared, States};
use super::told::untold;
use crate::context::Ctx;
use crate::domain::trail_chain::RowKind;
use crate::service::Fault;
use crate::store::{self, Invariant, SAMPLES};

/// What came of comparing what is stored with what entries tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What must hold, with the keys of what breaks it.
    pub invariants: Vec<Invariant>,
    /// Credentials whose newest entry does not attest what they say: a release wrote it that knew nothing of digests, and the next
    /// verification by a worker sees to it.
    pub n_unattested: u64,
}

/// Compares what all sites have with what entries tell of it. Reads every credential: for the operator, never for a request.
pub async fn compare_all(ctx: &Ctx) -> Result<Comparison, Fault> {
    let (mut credentials, mut rows) = (Vec::new(), Vec::new());
    let mut n_unattested = 0;
    for site in store::site::list(&ctx.db.read).await? {
        let mut states = States::begin(ctx, site.id);
        while states.go_on().await?.is_some() {}
        let Compared {
            forged,
            n_unattested: n_of_site,
        } = states.end();
        credentials.extend(forged.iter().map(ToString::to_string));
        n_unattested += n_of_site;
        rows.extend(untold(ctx, site.id).await?);
    }
    credentials.truncate(SAMPLES);
    let of = |kind: RowKind| -> Vec<String> {
        let these = rows.iter().filter(|it| it.kind == kind);
        these.map(|it| it.id.to_string()).take(SAMPLES).collect()
    };
    let invariants = [
        (
            "a credential says what its history attests, and each change found what the one before had left",
            credentials,
        ),
        (
            "a role at a site was granted to whoever has it, and not revoked since",
            of(RowKind::RoleAssignment),
        ),
        ("an API client is what its audit entries tell", of(RowKind::ApiClient)),
        (
            "a site says what its audit entries tell, as far as they do",
            of(RowKind::Site),
        ),
    ];
    let invariants = invariants
        .into_iter()
        .map(|(what, broken_by)| Invariant { what, broken_by })
        .collect();
    Ok(Comparison {
        invariants,
        n_unattested,
    })
}
