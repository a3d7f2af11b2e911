//! Everything around the pages, and the list of pages.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::announce::Announcer;
use crate::i18n::I18nContextProvider;
use crate::language;
use crate::layout::public::PublicLayout;
use crate::page::learner::credentials::CredentialsPage;
use crate::page::learner::record::RecordPage;
use crate::page::learner::records::RecordsPage;
use crate::page::public::certificate::CertificatePage;
use crate::page::public::home::HomePage;
use crate::page::public::not_found::NotFoundPage;
use crate::page::public::shared_record::SharedRecordPage;
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
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/credentials") view=CredentialsPage/>
                    <Route path=path!("/credentials/:number") view=CertificatePage/>
                    <Route path=path!("/records") view=RecordsPage/>
                    <Route path=path!("/records/:program") view=RecordPage/>
                    <Route path=path!("/records/shared/:token") view=SharedRecordPage/>
                    <Route path=path!("/sign-in") view=SignInFailedPage/>
                    <Route path=path!("/sign-in/callback") view=SignInFailedPage/>
                    <Route path=path!("/signed-out") view=SignedOutPage/>
                </FlatRoutes>
            </PublicLayout>
        </Router>
    }
}
