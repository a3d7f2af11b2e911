//! Gives jobs to workers and takes the time.

use std::cell::RefCell;
use std::time::Instant;

use anyhow::Context as _;
use futures_util::future::try_join_all;

/// Lets the workers do all jobs, each worker one at a time; tells how many jobs they did per second.
pub(super) async fn rate<W, J>(
    workers: &mut [W],
    jobs: Vec<J>,
    work: impl AsyncFn(&mut W, J) -> anyhow::Result<()>,
) -> anyhow::Result<f64> {
    let n_jobs = u32::try_from(jobs.len()).context("count the jobs")?;
    let jobs = RefCell::new(jobs.into_iter());
    let started = Instant::now();
    try_join_all(workers.iter_mut().map(async |worker| {
        loop {
            let job = jobs.borrow_mut().next();
            let Some(job) = job else { return anyhow::Ok(()) };
            work(worker, job).await?;
        }
    }))
    .await?;
    Ok(f64::from(n_jobs) / started.elapsed().as_secs_f64())
}

/// The median of some numbers.
pub(super) fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// What one round measured of both halves of a ratio: per second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    /// What is held against the measure.
    pub(super) ours: f64,
    /// The measure.
    pub(super) bare: f64,
}
