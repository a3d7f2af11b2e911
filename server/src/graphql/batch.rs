//! When batches of rows are fetched: once everything that can ask has asked.
//!
//! A timer would cut batches by chance: on a busy machine one list would take a handful of statements now and a hundred the next
//! time. So the fetches of a request wait until its resolvers have all come to a halt.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;

/// Fetches that a request has ordered. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Fetches(Arc<Mutex<Vec<BoxFuture<'static, ()>>>>);

impl Fetches {
    /// Orders a fetch.
    pub(super) fn order(&self, fetch: BoxFuture<'static, ()>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fetch);
    }

    fn take(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs an execution that orders fetches; these run whenever it waits.
    pub(super) async fn serve<T>(self, execution: impl Future<Output = T>) -> T {
        let mut execution = pin!(execution);
        let mut running = FuturesUnordered::new();
        poll_fn(|context| {
            let bell = Arc::new(Bell {
                has_rung: AtomicBool::new(true),
                sleeper: context.waker().clone(),
            });
            let waker = Waker::from(Arc::clone(&bell));
            loop {
                // Lists stop half-way and ring at once, to be fair to other work: that is no waiting.
                while bell.has_rung.swap(false, Ordering::AcqRel) {
                    if let Poll::Ready(result) = execution.as_mut().poll(&mut Context::from_waker(&waker)) {
                        return Poll::Ready(result);
                    }
                }
                running.extend(self.take());
                match running.poll_next_unpin(context) {
                    // A fetch that ended may have rung.
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) | Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }
}

/// Wakes a sleeping execution, and tells whether it was rung.
struct Bell {
    has_rung: AtomicBool,
    sleeper: Waker,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.has_rung.store(true, Ordering::Release);
        self.sleeper.wake_by_ref();
    }
}
