//! `credentials verify-store`: check every invariant of the stored data and pictures, and tell what breaks one.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::service::asset;
use crate::store::Database;

pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let database = Database::connect(&config.database_url, None).await?;
    let checked = async {
        database.check().await?;
        let mut invariants = database.verify().await?;
        let ctx = Ctx::new(database.clone(), Clock::system(), Arc::new(config));
        invariants.push(asset::verify(&ctx).await?);
        anyhow::Ok(invariants)
    }
    .await;
    database.close().await;

    let mut text = String::new();
    let mut n_broken = 0_usize;
    for invariant in checked? {
        if invariant.broken_by.is_empty() {
            writeln!(text, "ok      {}", invariant.what)?;
        } else {
            n_broken += 1;
            writeln!(text, "BROKEN  {}: {}", invariant.what, invariant.broken_by.join(", "))?;
        }
    }
    super::print(&text)?;
    Ok(if n_broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(super::FAILED)
    })
}
