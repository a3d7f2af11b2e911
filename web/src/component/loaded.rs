//! The three faces of something fetched: on its way, here, failed. A page writes only the middle one.
//!
//! Invariant: what is fetched has one type until it is shown, so that waiting and failing are compiled once and not for each page.

use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::component::failure::{FailureNotice, Subject};
use crate::component::sign_in::SignInNotice;

type Asked = Pin<Box<dyn Future<Output = Result<Rc<dyn Any>, ApiError>>>>;
type Answered = LocalResource<Result<Rc<dyn Any>, ApiError>>;

/// Asks, shows `loading`, then the children with the data, or a notice that can try again. Who has to sign in first is asked to.
#[component]
pub(crate) fn Loaded<T, F, V>(
    /// Asks for the data, and again when a signal has changed that it reads before it waits.
    fetch: impl Fn() -> F + 'static,
    /// What is not there when it fails.
    subject: Subject,
    /// Shown until the first answer.
    #[prop(into)]
    loading: ViewFn,
    /// Shows the data.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
    V: IntoView + 'static,
{
    let ask = Box::new(move || -> Asked {
        let asked = fetch();
        // What is waited for must not be followed: it changes because it was asked for.
        Box::pin(ScopedFuture::new_untracked(async move {
            asked.await.map(|data| Rc::new(data) as Rc<dyn Any>)
        }))
    });
    let show =
        Box::new(move |data: Rc<dyn Any>| data.downcast_ref::<T>().map(|data| children(data.clone()).into_any()));
    faces(resource(ask), subject, loading, show)
}

fn resource(ask: Box<dyn Fn() -> Asked>) -> Answered {
    LocalResource::new(ask)
}

fn faces(
    resource: Answered,
    subject: Subject,
    loading: ViewFn,
    show: Box<dyn Fn(Rc<dyn Any>) -> Option<AnyView> + Send + Sync>,
) -> AnyView {
    let is_retrying = RwSignal::new(false);
    Effect::new(move |_| {
        resource.track();
        is_retrying.set(false);
    });
    let retry = move || {
        is_retrying.set(true);
        resource.refetch();
    };
    let face = move || match resource.get() {
        None => loading.run().into_any(),
        Some(Ok(data)) => show(data).into_any(),
        Some(Err(error)) if error.needs_sign_in() => view! { <SignInNotice/> }.into_any(),
        Some(Err(error)) => view! { <FailureNotice error subject is_retrying retry/> }.into_any(),
    };
    face.into_any()
}
