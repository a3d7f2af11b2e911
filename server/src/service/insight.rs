//! Insights: how often credentials were awarded and revoked, and records shared and viewed.
//!
//! No request counts rows of credentials: the worker does, day by day, and requests add its tallies up.

mod count;

use chrono::{DateTime, NaiveDate, Utc};
use entity::id::ConfigurationId;
use entity::{TallyKind, TallySpan, TallySubject, credential_configuration};
use uuid::Uuid;

pub(super) use count::LEASE_NAME;
pub use count::count;

use crate::context::Request;
use crate::domain::tally::{Figures, Period, Step, sum};
use crate::policy::{Action, authorize};
use crate::service::ListError;
use crate::store;

/// Candidates that are looked at more closely, for each that is told, where not all can be.
const CANDIDATES: u64 = 3;

/// What is known of a period.
#[derive(Clone, Debug)]
pub struct Insights {
    /// The period.
    pub period: Period,
    /// Until when everything was counted at last; none where that was never so.
    pub counted_at: Option<DateTime<Utc>>,
    /// By steps, oldest first, none left out.
    pub steps: Vec<(Period, Figures)>,
    /// All steps together.
    pub total: Figures,
    /// What was ever awarded, revoked and awarded again, as far as it is counted.
    pub ever: Figures,
}

/// What happened to a thing.
#[derive(Clone, Debug)]
pub struct Ranked<T> {
    /// The thing.
    pub subject: T,
    /// What happened to it.
    pub figures: Figures,
}

/// Tells what is known of a period on the site.
pub async fn insights(request: &Request, period: Period, step: Step) -> Result<Insights, ListError> {
    authorize(&request.actor, Action::ViewAllCredentials)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let mark = store::tally::find_mark(connection).await?;
    let spans = store::tally::by_span(connection, site, &period.spans_by(step)).await?;
    let mut ever = Figures::default();
    for (kind, n) in store::tally::sums(connection, site).await? {
        ever.add(kind, n);
    }
    let mut total = Figures::default();
    for (kind, _, n) in &spans {
        total.add(*kind, *n);
    }
    Ok(Insights {
        period,
        counted_at: mark.and_then(|it| it.counted_at),
        steps: sum(&period.steps(step), &spans),
        total,
        ever,
    })
}

/// For which configurations of programs, or of course runs, most was awarded in a period; most first.
pub async fn most_awarded(
    request: &Request,
    period: Period,
    subject_kind: TallySubject,
    at_most: usize,
) -> Result<Vec<Ranked<credential_configuration::Model>>, ListError> {
    let kinds = [TallyKind::Awarded, TallyKind::Revoked, TallyKind::Reinstated];
    let ranked = most(request, period, (&kinds, subject_kind), at_most).await?;
    let ids: Vec<_> = ranked.iter().map(|it| ConfigurationId(it.subject)).collect();
    let rows = store::configuration::by_ids(&request.ctx.db.read, request.site.id, &ids).await?;
    Ok(ranked
        .into_iter()
        .filter_map(|it| {
            let subject = rows.iter().find(|row| row.id.0 == it.subject)?.clone();
            let figures = it.figures;
            Some(Ranked { subject, figures })
        })
        .collect())
}

/// Records of which programs, by their UUIDs, were viewed most in a period; most first.
pub async fn most_viewed(request: &Request, period: Period, at_most: usize) -> Result<Vec<Ranked<Uuid>>, ListError> {
    let kinds = [TallyKind::Viewed, TallyKind::Shared];
    most(request, period, (&kinds, TallySubject::Program), at_most).await
}

/// What the first of these kinds happened to most, with all of them.
async fn most(
    request: &Request,
    period: Period,
    of_kinds: (&[TallyKind], TallySubject),
    at_most: usize,
) -> Result<Vec<Ranked<Uuid>>, ListError> {
    authorize(&request.actor, Action::ViewAllCredentials)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let spans = period.spans();
    let n_rows = u64::try_from(at_most).unwrap_or(u64::MAX);
    match store::tally::list_ranked(connection, site, of_kinds, &spans, n_rows).await? {
        Some(ranked) => Ok(ranked
            .into_iter()
            .map(|(subject, figures)| Ranked { subject, figures })
            .collect()),
        None => most_of_many(request, &spans, of_kinds, at_most).await,
    }
}

/// The same among those that are worth a closer look.
async fn most_of_many(
    request: &Request,
    spans: &[(TallySpan, NaiveDate)],
    (kinds, subject_kind): (&[TallyKind], TallySubject),
    at_most: usize,
) -> Result<Vec<Ranked<Uuid>>, ListError> {
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let Some(first) = kinds.first() else {
        return Ok(Vec::new());
    };
    let n_rows = u64::try_from(at_most).unwrap_or(u64::MAX).saturating_mul(CANDIDATES);
    let subjects = store::tally::list_most(connection, site, (*first, subject_kind), spans, n_rows).await?;
    let figures = store::tally::by_subjects(connection, site, (kinds, subject_kind), &subjects, spans).await?;
    let mut ranked: Vec<(i64, Ranked<Uuid>)> = subjects
        .into_iter()
        .map(|subject| {
            let of_subject = figures.iter().filter(|it| it.0 == subject);
            let (mut n, mut sums) = (0, Figures::default());
            for (_, kind, count) in of_subject {
                sums.add(*kind, *count);
                n += if kind == first { *count } else { 0 };
            }
            let figures = sums;
            (n, Ranked { subject, figures })
        })
        .collect();
    ranked.sort_by_key(|(n, it)| (std::cmp::Reverse(*n), it.subject));
    ranked.truncate(at_most);
    Ok(ranked.into_iter().map(|(_, it)| it).collect())
}
