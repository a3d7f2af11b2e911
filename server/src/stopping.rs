//! Whether the process stops.

use tokio::sync::watch;

/// Tells work that takes long that the process stops. The default is a process that never does.
#[derive(Clone, Debug, Default)]
pub struct Stopping(Option<watch::Receiver<bool>>);

impl Stopping {
    /// Stops once `receiver` has `true`, or its sender is gone.
    #[must_use]
    pub fn of(receiver: watch::Receiver<bool>) -> Self {
        Self(Some(receiver))
    }

    /// Whether it stops already.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.0.as_ref().is_some_and(|it| *it.borrow())
    }

    /// Waits until the process stops.
    pub async fn wait(&self) {
        let Some(receiver) = &self.0 else {
            return std::future::pending().await;
        };
        // A sender that is gone means the same.
        let _ = receiver.clone().wait_for(|it| *it).await;
    }
}
