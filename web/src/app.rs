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
use crate::page::public::sign_in_failed::SignInFailedPage;
use crate::page::public::signed_out::SignedOutPage;
use crate::shell::Shell;

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
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
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/credentials/:number") view=CertificatePage/>
                    <Route path=path!("/sign-in") view=SignInFailedPage/>
                    <Route path=path!("/sign-in/callback") view=SignInFailedPage/>
                    <Route path=path!("/signed-out") view=SignedOutPage/>
                </Routes>
            </PublicLayout>
        </Router>
    }
}
