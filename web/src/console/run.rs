//! Runs: what a worker does when somebody asks for it, such as a copy of the catalogue or a comparison with the learning platform.
//!
//! Invariant: what is shown of a run is what the server told; a run starts by a button or the schedule and by nothing else.

mod asking;
mod history;
mod live;
mod page;
mod report;
mod state;

use cynic::Id;

use crate::api::error::ApiError;
use crate::api::scalar::Instant;
pub(super) use asking::{Asking, Refusal};
pub(super) use history::{History, RunLink};
pub(super) use live::LiveRun;
pub(super) use page::{All, RunPage};
pub(super) use report::{Course, CourseOfRun, GivenUp};
pub(super) use state::{RunState, StateOfRun};

stylance::import_crate_style!(pub(super) style, "src/console/run/style.module.css");

/// A run of some kind.
pub(super) trait Run: Clone + PartialEq + Send + Sync + 'static {
    /// Which one.
    fn id(&self) -> &Id;

    /// How far it has come.
    fn state(&self) -> RunState;

    /// When it was asked for.
    fn requested_at(&self) -> &Instant;

    /// The run of this id as it is now; none where there is none.
    fn find(id: String) -> impl Future<Output = Result<Option<Self>, ApiError>> + 'static;
}

/// Which run it is, and how far it has come.
pub(super) type Stage = Option<(Id, RunState)>;

/// The same of a run that there may be.
pub(super) fn stage<R: Run>(run: Option<&R>) -> Stage {
    run.map(|it| (it.id().clone(), it.state()))
}
