//! One credential in the list: what, by whom, when, what it is worth, and who may see it.

use leptos::prelude::*;

use super::query::{Credential, LearningObjectType};
use super::visibility::VisibilitySwitch;
use crate::component::page_link::PageLink;
use crate::component::state::{StateBadge, StateDates};
use crate::i18n::{t_string, use_i18n};
use crate::language::{self, date_language};
use crate::text::{t, text};
use crate::{format, path};

stylance::import_crate_style!(style, "src/learner/credentials/card.module.css");

/// A small certificate; its title leads to the certificate's page.
#[component]
pub(super) fn Card(
    /// What it shows.
    credential: Credential,
) -> impl IntoView {
    let i18n = use_i18n();
    let Credential {
        uuid,
        state,
        visibility,
        viewer_can,
        issued_at,
        visible_at,
        expires_at,
        revoked_at,
        revocation_reason,
        certificate,
    } = credential;
    let kind = certificate.learning_object_type;
    let label = certificate.type_label.filter(|it| !it.trim().is_empty());
    let kind = move || {
        label.clone().unwrap_or_else(|| {
            match kind {
                LearningObjectType::Program => t_string!(i18n, certificate.sheet.program),
                LearningObjectType::CourseRun => t_string!(i18n, certificate.sheet.course_run),
            }
            .to_owned()
        })
    };
    let organizations: Vec<String> = certificate.organizations.into_iter().map(|it| it.name).collect();
    let offered = move || format::list(&organizations, &date_language(i18n));
    let issued = move || {
        let date = format::long_date(&issued_at, &date_language(i18n));
        t_string!(i18n, credentials.awarded, date = date)
    };
    let reason = revocation_reason
        .filter(|it| !it.trim().is_empty())
        .map(|it| format::isolated(&it))
        .map(|reason| {
            view! { <p class=style::reason>{t!(i18n, certificate.revoked.reason, reason = reason.clone())}</p> }
        });
    let own_language = certificate.language.filter(|it| language::is_well_formed(it));
    let title = certificate.title.clone();
    let dates = StateDates {
        // The switch beneath says whether it is private, and may be turned here.
        visible_from: Some(visible_at),
        expires_at,
        revoked_at,
    };
    view! {
        <article class=style::card>
            <div class=style::body>
                <p class=style::kind dir="auto">{text(kind)}</p>
                <h2 class=style::title lang=own_language dir="auto">
                    <PageLink href=path::certificate(uuid) class=style::link>{title}</PageLink>
                </h2>
                <p class=style::offered dir="auto">{text(offered)}</p>
                <p class=style::issued>{text(issued)}</p>
            </div>
            <div class=style::foot>
                <StateBadge state dates/>
                {reason}
                <VisibilitySwitch uuid title=certificate.title visibility state viewer_can/>
            </div>
        </article>
    }
}
