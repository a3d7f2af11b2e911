//! Whether a site fits the settings of the service and what other sites have. What stays as it is is not judged: it may be older than the
//! settings.
//!
//! Invariant: no change of a site takes the way to sign in from it. Who makes the change is signed in there, perhaps, and nobody could
//! undo it.

use std::collections::BTreeSet;

use entity::id::SiteId;
use entity::{site, site_host};
use url::Url;

use super::{can_sign_in, host, origin};
use crate::context::Ctx;
use crate::domain::host::Host;
use crate::domain::site::{Draft, InvalidSite, Part, Problem};
use crate::service::platform;

/// Everything that is wrong with a site as it shall be, part by part. `before` is none for a new one; `all` are the hosts of all sites.
pub(super) fn problems(
    ctx: &Ctx,
    before: Option<&site::Model>,
    draft: &Draft,
    all: &[site_host::Model],
) -> Vec<InvalidSite> {
    let after = &draft.site;
    let of_settings = [
        (Part::LmsUrl, learning_platform(ctx, before, after)),
        (Part::LogoUrl, picture(ctx, before, after)),
    ];
    let of_settings = of_settings
        .into_iter()
        .filter_map(|(part, problem)| problem.map(|problem| InvalidSite { part, problem }));
    let hosts = draft.hosts.as_deref().unwrap_or_default();
    let mut problems = draft.problems.clone();
    for found in taken(ctx, after.id, hosts, all).into_iter().chain(of_settings) {
        // What cannot be at all is told as such.
        if problems.iter().all(|it| it.part != found.part) {
            problems.push(found);
        }
    }
    problems.sort_by_key(|it| it.part);
    problems
}

/// The hosts that ask for another site, by the settings or by what is stored: that of the public address, which comes first, and the first
/// of the others.
fn taken(ctx: &Ctx, site: SiteId, hosts: &[String], all: &[site_host::Model]) -> Vec<InvalidSite> {
    let known = host::known(ctx);
    let others = all.iter().filter(|it| it.site_id != site);
    let others: BTreeSet<String> = others.filter_map(|it| host::spelled(&known, it)).collect();
    let is_taken = |text: &&String| {
        Host::parse(text).is_some_and(|it| known.is_of_default_site(&it) || others.contains(&known.spell(&it)))
    };
    let own = hosts.first().filter(is_taken).map(|it| (Part::PublicUrl, it));
    let further = hosts.iter().skip(1).find(is_taken).map(|it| (Part::Hosts, it));
    let found = own.into_iter().chain(further);
    let problems = found.map(|(part, host)| InvalidSite {
        part,
        problem: Problem::HostTaken(host.clone()),
    });
    problems.collect()
}

/// What is wrong with another learning platform than before.
fn learning_platform(ctx: &Ctx, before: Option<&site::Model>, after: &site::Model) -> Option<Problem> {
    if after.lms_url.as_ref() == before.and_then(|it| it.lms_url.as_ref()) {
        return None;
    }
    if after.lms_url.is_some() && !platform::is_known(ctx, after) {
        return Some(Problem::UnknownPlatform);
    }
    let is_lost = before.is_some_and(|it| can_sign_in(ctx, it)) && !can_sign_in(ctx, after);
    is_lost.then_some(Problem::NoSignIn)
}

/// What is wrong with another picture than before, or with the same at another address of the site: the content policy of the site's pages
/// (`http::page`) allows what is the site's own or of an origin that the settings name.
fn picture(ctx: &Ctx, before: Option<&site::Model>, after: &site::Model) -> Option<Problem> {
    let url = after.logo_url.as_deref()?;
    let is_new = before.is_none_or(|it| it.logo_url != after.logo_url || it.public_url != after.public_url);
    // A new site whose address cannot be one has none to compare with.
    let has_address = after.is_default || after.public_url.is_some();
    if !is_new || !has_address {
        return None;
    }
    let place = Url::parse(url).ok()?.origin();
    let allowed = &ctx.config.image_origins;
    let is_shown = place == origin(ctx, after).origin() || allowed.iter().any(|it| it.origin() == place);
    (!is_shown).then_some(Problem::BlockedPicture)
}
