//! The running server: opens its listeners, waits for a fit database, serves, and stops in good order.
//!
//! Invariant: liveness is answered from the first moment on, everything else once the database is fit.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::auth::Authenticator;
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Ctx;
use crate::graphql::Api;
use crate::http::{self, App, Service, connection};
use crate::store::{Database, Unfit};
use crate::telemetry::metric;
use crate::worker;

/// First and longest pause between two attempts to reach the database.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);
/// Beyond the time for what is in progress: connections keep the deadline by themselves.
const GRACE: Duration = Duration::from_secs(1);

/// A server that serves. Dropping it ends it at once; [`stop`](Self::stop) lets requests in progress end first.
pub struct Running {
    /// Address of the public listener.
    pub address: SocketAddr,
    /// Address of the metrics listener, where there is one.
    pub metrics_address: Option<SocketAddr>,
    app: App,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts the server and waits until it is ready to serve.
///
/// A database that cannot be reached is waited for; one with a schema of another version ends the start.
pub async fn start(mut config: Config, clock: Clock) -> anyhow::Result<Running> {
    let listener = bind("listen", config.listen).await?;
    let address = listener.local_addr()?;
    // Hosts are told apart by the port that it got.
    config.listen = address;
    let metrics_listener = match config.metrics_listen {
        Some(address) => Some(bind("metrics_listen", address).await?),
        None => None,
    };
    let metrics_address = metrics_listener.as_ref().map(TcpListener::local_addr).transpose()?;
    if config.public_url.port() == Some(0) {
        // A URL with a host takes any port.
        let _ = config.public_url.set_port(Some(address.port()));
    }
    let authenticator = Authenticator::new(&config.jwt, config.username_rule, clock.clone())?;
    let config = Arc::new(config);
    let app = App::new(Arc::clone(&config), address)?;

    let (stop, stopping) = watch::channel(false);
    let limits = connection::Limits::of(&config.limits);
    let mut tasks = vec![tokio::spawn(connection::serve(
        listener,
        http::router(app.clone()),
        limits,
        stopping.clone(),
    ))];
    if let Some(handle) = metric::recorder() {
        tasks.push(tokio::spawn(keep_up(handle, stopping.clone())));
        if let Some(listener) = metrics_listener {
            tasks.push(tokio::spawn(connection::serve(
                listener,
                http::metrics_router(handle),
                limits,
                stopping.clone(),
            )));
        }
    }
    let mut running = Running {
        address,
        metrics_address,
        app,
        stop,
        tasks,
    };

    match fit_database(&config, &running.app).await {
        Ok(db) => {
            let ctx = Arc::new(Ctx::new(db, clock, Arc::clone(&config)).stopped_by(stopping));
            if config.worker.is_enabled {
                running.tasks.push(tokio::spawn(worker::run(Arc::clone(&ctx))));
            }
            running.app.open(Service {
                api: Api::new(Arc::clone(&ctx)),
                ctx,
                authenticator,
            });
            tracing::info!("ready");
            Ok(running)
        }
        Err(error) => {
            running.stop().await;
            Err(error)
        }
    }
}

async fn bind(setting: &str, address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{setting}: cannot listen on {address}"))
}

/// Connects to the database and checks it, patiently.
async fn fit_database(config: &Config, app: &App) -> anyhow::Result<Database> {
    let mut pause = FIRST_PAUSE;
    loop {
        let problem = match Database::connect(&config.database_url, Some(config.limits.execution)).await {
            Ok(database) => match database.check().await {
                Ok(()) => return Ok(database),
                Err(Unfit::SchemaBehind(problem)) => {
                    database.close().await;
                    bail!("{problem}; run `credentials migrate`");
                }
                Err(Unfit::SchemaAhead(problem)) => {
                    database.close().await;
                    bail!("{problem}; run a newer version of this program");
                }
                // It serves, and says at /health/ready why it should get no traffic.
                Err(Unfit::Unsound(problem)) => {
                    tracing::error!("{problem}");
                    return Ok(database);
                }
                Err(Unfit::Unreachable(problem)) => {
                    database.close().await;
                    problem
                }
            },
            // A file that cannot be opened now will not open later by itself.
            Err(error) if config.database_url.scheme() == "sqlite" => return Err(error.context("database_url")),
            Err(error) => format!("{error:#}"),
        };
        tracing::warn!(
            reason = problem,
            "the database is not ready; trying again in {} ms",
            pause.as_millis()
        );
        app.wait_because("the database cannot be reached");
        sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause * 2);
    }
}

/// Folds the samples of the metrics together until the server stops.
async fn keep_up(handle: &'static metrics_exporter_prometheus::PrometheusHandle, mut stopping: watch::Receiver<bool>) {
    while timeout(metric::UPKEEP, stopping.wait_for(|it| *it)).await.is_err() {
        handle.run_upkeep();
    }
}

impl Running {
    /// Takes no more requests, lets those in progress end until the deadline, and closes the database.
    pub async fn stop(mut self) {
        self.app.drain();
        // Without a receiver every task has ended already.
        let _ = self.stop.send(true);
        let deadline = Instant::now() + self.app.drain_time() + GRACE;
        for task in &mut self.tasks {
            // A task that panicked has ended too. Rounds of work are begun anew by whoever works next.
            if timeout_at(deadline, &mut *task).await.is_err() {
                tracing::warn!("stopping although work is still in progress");
                task.abort();
            }
        }
        // A mutation whose client has gone is still in progress.
        self.app.finish_executions(deadline).await;
        if let Some(service) = self.app.service() {
            // Whatever still runs has its connection; closing would wait until the database ends it.
            let close = service.ctx.db.clone().close();
            if timeout_at(deadline.max(Instant::now() + GRACE), close).await.is_err() {
                tracing::warn!("stopping although a statement is still in progress");
            }
        }
        tracing::info!("stopped");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
