//! What can be awarded, by its title: what takes awards now, and runs of the catalogue, which get their configuration with the first award.

use cynic::QueryBuilder;
use leptos_i18n::I18nContext;

use crate::api::error::ApiError;
use crate::api::page_info::PageInfo;
use crate::api::schema;
use crate::api::transport::send;
use crate::console::configurations::CredentialConfiguration;
use crate::console::listing::{Answer, PAGE_SIZE, Page};
use crate::console::object_choice::Candidate;
use crate::i18n::{Locale, t_string};
use crate::language::grouped;

/// What has these words in title or id: of each kind as many as a page has.
pub(super) fn find(search: Option<String>) -> impl Future<Output = Result<Answer<Candidate>, ApiError>> + 'static {
    let operation = OffersQuery::build(OffersVariables {
        first: PAGE_SIZE,
        search,
    });
    async {
        let answer = send(operation).await;
        Answer::of(answer.map(|it| page(it.data)))
    }
}

/// Says how much fits; none where that is too much to count.
pub(super) fn count(i18n: I18nContext<Locale>, total: Option<i32>) -> String {
    match total {
        None => t_string!(i18n, console.award.found_countless).to_owned(),
        Some(0) => t_string!(i18n, console.award.found_none).to_owned(),
        Some(1) => t_string!(i18n, console.award.found_one).to_owned(),
        Some(total) => t_string!(i18n, console.award.found_many, count = grouped(i18n, total)),
    }
}

fn page(found: OffersQuery) -> Page<Candidate> {
    let OffersQuery {
        configurations,
        course_runs,
    } = found;
    let next = configurations.page_info.next().or(course_runs.page_info.next());
    let configured = configurations.nodes.into_iter().map(|it| Candidate {
        title: it.name(),
        id: it.learning_object.id,
    });
    let runs = course_runs.nodes.into_iter().map(|it| Candidate {
        title: it.title,
        id: it.key,
    });
    let nodes = once_each(configured.chain(runs));
    Page {
        total: next.is_none().then(|| i32::try_from(nodes.len()).ok()).flatten(),
        nodes,
        next,
    }
}

/// The first of each id.
fn once_each(offers: impl Iterator<Item = Candidate>) -> Vec<Candidate> {
    let mut nodes: Vec<Candidate> = Vec::new();
    for offer in offers {
        if nodes.iter().all(|it| it.id != offer.id) {
            nodes.push(offer);
        }
    }
    nodes
}

#[derive(cynic::QueryVariables)]
struct OffersVariables {
    first: i32,
    search: Option<String>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OffersVariables")]
struct OffersQuery {
    #[arguments(first: $first, search: $search, filter: { isActive: true })]
    configurations: CredentialConfigurationConnection,
    #[arguments(first: $first, search: $search, filter: { isRemoved: false })]
    course_runs: CourseRunConnection,
}

#[derive(cynic::QueryFragment)]
struct CredentialConfigurationConnection {
    nodes: Vec<CredentialConfiguration>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct CourseRunConnection {
    nodes: Vec<CourseRun>,
    page_info: PageInfo,
}

#[derive(cynic::QueryFragment)]
struct CourseRun {
    key: String,
    title: String,
}

#[cfg(test)]
mod tests {
    use super::{Candidate, once_each};

    #[test]
    fn run_that_is_configured_is_offered_once() {
        let offer = |id: &str, title: &str| Candidate {
            id: id.to_owned(),
            title: title.to_owned(),
        };
        let offers = [offer("a", "Ethics, certified"), offer("b", "Law"), offer("a", "Ethics")];
        assert_eq!(
            once_each(offers.into_iter()),
            [offer("a", "Ethics, certified"), offer("b", "Law")]
        );
    }
}
