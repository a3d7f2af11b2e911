//! The three faces of something fetched: on its way, here, failed. A page writes only the middle one.

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::component::failure::FailureNotice;

/// Shows `loading`, then the children with the data, or a notice that can try again.
#[component]
pub(crate) fn Loaded<T, V>(
    /// What is fetched.
    resource: LocalResource<Result<T, ApiError>>,
    /// Shown until the first answer.
    #[prop(into)]
    loading: ViewFn,
    /// Shows the data.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + 'static,
    V: IntoView + 'static,
{
    let is_retrying = RwSignal::new(false);
    Effect::new(move |_| {
        resource.track();
        is_retrying.set(false);
    });
    let retry = move || {
        is_retrying.set(true);
        resource.refetch();
    };
    move || match resource.get() {
        None => loading.run().into_any(),
        Some(Ok(data)) => children(data).into_any(),
        Some(Err(error)) => view! { <FailureNotice error is_retrying retry/> }.into_any(),
    }
}
