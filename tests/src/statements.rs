//! How many SQL statements the server runs, told apart per server, however many tests run beside each other.
//!
//! `sea-orm` opens a tracing span for each statement. Every server of a test has threads of its own, and on these a
//! subscriber of its own, which counts the spans and keeps the log lines.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing::{Dispatch, Subscriber};
use tracing_subscriber::filter::{FilterFn, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::{Layer, Registry};

/// SQL statements, by what they were sent for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// Statements that ask for rows.
    pub reads: usize,
    /// Statements that do not.
    pub writes: usize,
    /// Transactions begun; their begin and end are not counted as statements.
    pub transactions: usize,
}

impl Statements {
    /// Reads and writes.
    #[must_use]
    pub fn total(self) -> usize {
        self.reads + self.writes
    }
}

impl std::ops::Sub for Statements {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        let Self {
            reads,
            writes,
            transactions,
        } = before;
        Self {
            reads: self.reads - reads,
            writes: self.writes - writes,
            transactions: self.transactions - transactions,
        }
    }
}

/// A subscriber that wants nothing and stays. While there is but one, `tracing` asks that of the thread that happens to come by a place in
/// the code first, which may have none, and remembers that nobody wants the place.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Registry::default().with(LevelFilter::OFF)));

/// What one server does: statements counted, log lines kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Observer {
    counts: Arc<Counts>,
    lines: Lines,
}

#[derive(Debug, Default)]
struct Counts {
    reads: AtomicUsize,
    writes: AtomicUsize,
    transactions: AtomicUsize,
}

impl Observer {
    /// The subscriber for the server's threads.
    pub(crate) fn dispatch(&self) -> Dispatch {
        LazyLock::force(&ANOTHER);
        let spans = FilterFn::new(|it| it.is_span() && it.target().starts_with("sea_orm::database"))
            .with_max_level_hint(LevelFilter::TRACE);
        let lines = Targets::new()
            .with_default(LevelFilter::INFO)
            .with_target("server", LevelFilter::DEBUG);
        let log = tracing_subscriber::fmt::layer().json().with_writer(self.lines.clone());
        Dispatch::new(
            Registry::default()
                .with(Counter(Arc::clone(&self.counts)).with_filter(spans))
                .with(log.with_filter(lines)),
        )
    }

    /// How many statements there were up to now.
    pub(crate) fn statements(&self) -> Statements {
        let Counts {
            reads,
            writes,
            transactions,
        } = &*self.counts;
        let [reads, writes, transactions] = [reads, writes, transactions].map(|it| it.load(Ordering::SeqCst));
        Statements {
            reads,
            writes,
            transactions,
        }
    }

    /// What was logged up to now: a JSON object per line.
    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&self.lines.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

struct Counter(Arc<Counts>);

impl<S: Subscriber> Layer<S> for Counter {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let Counts {
            reads,
            writes,
            transactions,
        } = &*self.0;
        let count = match (span.metadata().target(), span.metadata().name()) {
            (_, "query_one_raw" | "query_all_raw" | "stream_raw") => reads,
            (_, "execute_raw" | "execute_unprepared") => writes,
            // The connection's own span of this name encloses this one.
            ("sea_orm::database::transaction", "begin") => transactions,
            _ => return,
        };
        count.fetch_add(1, Ordering::SeqCst);
    }
}

#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
