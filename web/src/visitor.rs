//! What anyone may see, above all a certificate: everything around the pages, and the list of pages. The first program that people
//! load, and the smallest.

mod certificate;
mod home;
mod shared_record;
mod sign_in_failed;
mod signed_out;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::layout::public::PublicLayout;
use crate::not_found::NotFoundPage;
use crate::shell::Shell;
use certificate::CertificatePage;
use home::HomePage;
use shared_record::SharedRecordPage;
use sign_in_failed::SignInFailedPage;
use signed_out::SignedOutPage;

/// The whole program.
#[component]
pub(crate) fn Visitor() -> impl IntoView {
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
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/credentials/:number") view=CertificatePage/>
                    <Route path=path!("/records/shared/:token") view=SharedRecordPage/>
                    <Route path=path!("/sign-in") view=SignInFailedPage/>
                    <Route path=path!("/sign-in/callback") view=SignInFailedPage/>
                    <Route path=path!("/signed-out") view=SignedOutPage/>
                </FlatRoutes>
            </PublicLayout>
        </Router>
    }
}
