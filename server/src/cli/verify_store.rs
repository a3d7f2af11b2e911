//! `credentials verify-store`: check every invariant of the stored data and pictures, and tell what breaks one.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::domain::trail_chain::Head;
use crate::service::{asset, trail};
use crate::store::Database;

/// What to compare with.
#[derive(Args, Debug)]
pub(super) struct VerifyStore {
    /// A head of the audit trail's chain that was noted down, as `1024:…`: the chain must still hold it. May be given several times.
    #[arg(long, value_name = "NUMBER:HASH")]
    expect_head: Vec<Head>,
}

pub(super) async fn run(config: Config, arguments: VerifyStore) -> anyhow::Result<ExitCode> {
    let database = Database::connect(&config.database_url, None).await?;
    let checked = async {
        database.check().await?;
        let mut invariants = database.verify().await?;
        let ctx = Ctx::new(database.clone(), Clock::system(), Arc::new(config));
        invariants.push(asset::verify(&ctx).await?);
        invariants.extend(trail::verify_all(&ctx, &arguments.expect_head).await?);
        let compared = trail::compare_all(&ctx).await?;
        invariants.extend(compared.invariants);
        anyhow::Ok((invariants, compared.n_unattested))
    }
    .await;
    database.close().await;

    let (invariants, n_unattested) = checked?;
    let mut text = String::new();
    let mut n_broken = 0_usize;
    for invariant in invariants {
        if invariant.broken_by.is_empty() {
            writeln!(text, "ok      {}", invariant.what)?;
        } else {
            n_broken += 1;
            writeln!(text, "BROKEN  {}: {}", invariant.what, invariant.broken_by.join(", "))?;
        }
    }
    if n_unattested > 0 {
        // No fault: a release wrote them that knew nothing of it.
        let what = "credentials are not covered yet: no entry attests what they say, until a worker has verified the audit trail";
        writeln!(text, "note    {n_unattested} {what}")?;
    }
    super::print(&text)?;
    Ok(if n_broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(super::FAILED)
    })
}
