//! Speed and size of the server, as ratios within one run, so that they mean the same on a fast and on a busy machine.
//!
//! The binary `credentials` runs in a process of its own, with the settings that a newcomer has. Load, server and
//! database share the machine, in both halves of every ratio. Each figure is the median of several rounds; a round
//! measures both halves right after each other, the first and the second half leading in turn.
//!
//! # What is measured
//!
//! * **Awards**: `awardCredential` of a program, each for a learner not known before, over HTTP connections that are
//!   kept open, against *bare rows*: the rows that one such award writes (user, credential, history entry, event; it
//!   has no attributes), inserted by prepared statements that are a committed transaction each, over as many
//!   connections as there are clients, with the session settings of the server and ids made as the server makes them.
//!   One award is held against one such set of rows. Target: 50 % at every number of clients, on MariaDB.
//! * For information: the same set of rows in one transaction, five round trips that no server could do without.
//! * **Certificate query**: what the certificate page asks for, by a visitor, against `GET /health/live`, a constant
//!   answer in JSON from the same server. Target: 40 %, on MariaDB.
//! * **Certificate drawn**: the document that the page shows in a frame, against the same. Target: 60 %, on MariaDB.
//! * For information: the query where nothing is remembered of the credential from one request to the next.
//! * **Bulk awards** in lists of 500, for information.
//! * **Catalogue**: copying one of 20,000 courses, against the simulated platform in the same machine, on SQLite. Target: 1,000
//!   things a second within 150 MiB; a copy of what is there already writes no row but its own state.
//! * **Console** (`--console`, by itself): with a million credentials on MariaDB, every list, search and detail that staff ask for, its
//!   p95 against the p95 of `credential(uuid:)`, which reads one row by its primary key, asked in turn with the others. Target: ten
//!   times as long. Beside it the most rows that MariaDB reads for one question. Target: 10,000.
//! * **Memory**: the most that the server ever held resident (`VmHWM`). Target: 100 MiB.
//! * All but the targets again on SQLite, for information; there bare rows come from one connection, because SQLite has
//!   one writer at a time.
//!
//! The size of the app's download is checked where the app is built, by `tests/npm/size.mjs`.

mod award;
mod caller;
mod catalogue;
mod console;
mod host;
mod load;
mod million;
mod query;
mod report;
mod row;
mod writer;

use anyhow::Context as _;
use clap::Parser;

use self::award::Bench;
use self::host::Host;
use self::query::Asked;
use self::report::{Figure, Target};
use crate::database::{Database, Engine};
use crate::platform::Platform;

pub use self::report::Report;

/// Measures speed and size of the server and holds them against their targets.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Options {
    /// Rounds of each comparison.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Awards in each half of a round.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..))]
    awards: u32,
    /// Queries in each half of a round.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..))]
    queries: u32,
    /// Numbers of clients at the same time.
    #[arg(long, default_values_t = [16, 32], value_parser = clap::value_parser!(u32).range(1..=32))]
    clients: Vec<u32>,
    /// Copy a large catalogue, and nothing else.
    #[arg(long)]
    catalogue: bool,
    /// Fill a database with a million credentials, ask it what staff ask, and nothing else.
    #[arg(long, conflicts_with = "catalogue")]
    console: bool,
    /// Leave SQLite out.
    #[arg(long)]
    only_mysql: bool,
}

/// Measures everything.
pub async fn run(options: &Options) -> anyhow::Result<Report> {
    let platform = Platform::start().await.context("start the simulated platform")?;
    let mut report = Report::default();
    if options.catalogue {
        catalogue::measure(&platform, &mut report).await?;
        return Ok(report);
    }
    if options.console {
        console::measure(&platform, &mut report).await?;
        return Ok(report);
    }
    {
        let database = Database::fresh(Engine::MySql).await?;
        let host = Host::start(database.url(), &platform).await?;
        measure(options, &platform, &host, &database, &mut report).await?;
    }
    if !options.only_mysql {
        let folder = host::folder()?;
        let database = host::sqlite(&folder)?;
        host::migrate(&database).await?;
        let database = Database::at(Engine::Sqlite, database, folder).await?;
        let host = Host::start(database.url(), &platform).await?;
        measure(options, &platform, &host, &database, &mut report).await?;
        catalogue::measure(&platform, &mut report).await?;
    }
    Ok(report)
}

/// Measures everything on one database.
async fn measure(
    options: &Options,
    platform: &Platform,
    host: &Host,
    database: &Database,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (name, target) = match database.engine() {
        Engine::MySql => ("MariaDB", Some(())),
        Engine::Sqlite => ("SQLite", None),
    };
    let at_least = |ratio| target.map(|()| Target::AtLeast(ratio));
    let bench = Bench::prepare(platform, host, database).await?;
    for &n_clients in &options.clients {
        let clients = format!("{name}, {n_clients} clients");
        let [rows, transactions] = bench.compare(options, n_clients).await?;
        report.add(Figure::ratio(
            format!("award / bare rows, {clients}"),
            &rows,
            at_least(0.5),
        ));
        report.add(Figure::ratio(
            format!("award / one transaction, {clients}"),
            &transactions,
            None,
        ));
    }
    for &n_clients in &options.clients {
        for (asked, what, target) in [(Asked::Query, "query", 0.4), (Asked::Document, "drawn", 0.6)] {
            let rounds = query::compare(asked, options, n_clients, host, bench.example()).await?;
            let what = format!("certificate {what} / static answer, {name}, {n_clients} clients");
            report.add(Figure::ratio(what, &rounds, at_least(target)));
        }
    }
    let forgetful = Host::configured(database.url(), platform, &[("CREDENTIALS_CACHE_CREDENTIALS", "0s")]).await?;
    for &n_clients in &options.clients {
        let rounds = query::compare(Asked::Query, options, n_clients, &forgetful, bench.example()).await?;
        let what = format!("the same, credential read each time, {name}, {n_clients} clients");
        report.add(Figure::ratio(what, &rounds, None));
    }
    let rate = bench.bulk(options).await?;
    report.add(Figure::rate(
        format!("credentials per second in lists of 500, {name}"),
        rate,
        None,
    ));
    let memory = host.memory()?;
    report.add(Figure::memory(
        format!("server's resident memory, {name}"),
        memory,
        Some(Target::AtMost(100.0)),
    ));
    Ok(())
}
