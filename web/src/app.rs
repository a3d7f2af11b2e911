//! Everything around the pages, and the list of pages.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::layout::public::PublicLayout;
use crate::page::public::certificate::CertificatePage;
use crate::page::public::home::HomePage;
use crate::page::public::not_found::NotFoundPage;

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    Announcer::provide();
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
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/credentials/:number") view=CertificatePage/>
                </Routes>
            </PublicLayout>
        </Router>
    }
}
