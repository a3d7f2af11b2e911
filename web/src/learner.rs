//! What learners see of their own: what they earned, how far they are in each program, and the ways to pass it on. A program of its
//! own below `/credentials` and `/records`. Pages ask who is signed in before they ask for anything else.

mod credentials;
mod record;
mod records;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::layout::public::PublicLayout;
use crate::not_found::NotFoundPage;
use crate::shell::Shell;
use credentials::CredentialsPage;
use record::RecordPage;
use records::RecordsPage;

/// The whole program.
#[component]
pub(crate) fn Learner() -> impl IntoView {
    Announcer::provide();
    Shell::provide();
    view! {
        <I18nContextProvider>
            <Pages/>
        </I18nContextProvider>
    }
}

#[component]
fn Pages() -> impl IntoView {
    language::restore();
    view! {
        <Router>
            <PublicLayout>
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/credentials") view=CredentialsPage/>
                    <Route path=path!("/records") view=RecordsPage/>
                    <Route path=path!("/records/:program") view=RecordPage/>
                </FlatRoutes>
            </PublicLayout>
        </Router>
    }
}
