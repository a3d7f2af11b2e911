//! Printing beside the requests: it takes a processor for some milliseconds, so only so many are printed at a time.

use anyhow::Context as _;

use super::Fault;
use crate::context::Ctx;
use crate::paper::Unprintable;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// Its words have letters for which the service has no font.
    #[error("the document has letters for which there is no font")]
    Letters,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Prints when there is a place for it.
pub(super) async fn print(
    ctx: &Ctx,
    draw: impl FnOnce() -> Result<Vec<u8>, Unprintable> + Send + 'static,
) -> Result<Vec<u8>, PrintError> {
    let place = ctx.renders.place().await?;
    let printing = tokio::task::spawn_blocking(move || {
        let _place = place;
        draw()
    });
    let printed = printing.await.context("print a document").map_err(Fault::Internal)?;
    printed.map_err(|error| match error {
        Unprintable::Letters => PrintError::Letters,
        Unprintable::Layout | Unprintable::Standard(_) => {
            PrintError::Fault(Fault::Internal(anyhow::Error::new(error).context("print a document")))
        }
    })
}
