//! The catalogue service: pages of its listings, as the records that they hold.

use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use super::{ClientError, Clients, Patience, Platform, Upstream};
use crate::strict_json;

/// A listing of the catalogue service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Organizations.
    Organizations,
    /// Courses with their runs, hidden ones included.
    Courses,
    /// Programs.
    Programs,
    /// Pathways.
    Pathways,
}

/// A page of a listing.
#[derive(Debug)]
pub struct CataloguePage {
    /// How many records the whole listing has, where the service tells it.
    pub n_items: Option<u64>,
    /// The records, each as JSON text: one that cannot be read does not spoil the others.
    pub records: Vec<Box<RawValue>>,
    /// Whether more follow.
    pub has_more: bool,
}

#[derive(Deserialize)]
struct Told {
    count: Option<u64>,
    next: Option<String>,
    results: Vec<Box<RawValue>>,
}

impl Clients {
    /// Gets a page of a listing; pages are numbered from 1.
    ///
    /// The address of the next page is never followed: it only tells that there is one. One that leads elsewhere, or back, is an
    /// answer that cannot be used.
    pub async fn catalogue_page(
        &self,
        platform: &Platform,
        catalogue: &Url,
        listing: Listing,
        page: u32,
        page_size: usize,
    ) -> Result<CataloguePage, ClientError> {
        let mut url = catalogue.clone();
        url.set_path(&format!("{}{}/", catalogue.path(), listing.path()));
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("exclude_utm", "1")
                .append_pair("page", &page.to_string())
                .append_pair("page_size", &page_size.to_string());
            if listing == Listing::Courses {
                query.append_pair("include_hidden_course_runs", "1");
            }
        }
        let answer = self
            .get_as_service(platform, Upstream::Catalogue, &url, Patience::Job)
            .await?;
        let Told { count, next, results } = strict_json::parse_foreign(&answer.bytes)
            .ok_or(ClientError::Invalid("it lists nothing that can be read"))?;
        if let Some(next) = &next {
            check_next(next, catalogue, page)?;
        }
        Ok(CataloguePage {
            n_items: count,
            records: results,
            has_more: next.is_some(),
        })
    }
}

impl Listing {
    fn path(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Courses => "courses",
            Self::Programs => "programs",
            Self::Pathways => "pathways",
        }
    }
}

/// The scheme is not compared: behind a proxy that ends encryption, services tell the plain one.
fn check_next(next: &str, catalogue: &Url, page: u32) -> Result<(), ClientError> {
    let next = catalogue
        .join(next)
        .map_err(|_| ClientError::Invalid("its next page has no address"))?;
    if next.host_str() != catalogue.host_str() {
        return Err(ClientError::Invalid("its next page is elsewhere"));
    }
    let number = next
        .query_pairs()
        .find(|(name, _)| name == "page")
        .map(|(_, it)| it.parse::<u32>());
    match number {
        Some(Ok(number)) if number == page + 1 => Ok(()),
        Some(_) | None => Err(ClientError::Invalid("its next page is not the one that follows")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_follows_and_lies_where_this_one_does() {
        let catalogue: Url = "https://discovery.example.org/api/v1/".parse().expect("a URL");
        for next in [
            "https://discovery.example.org/api/v1/courses/?page=4&page_size=100",
            "http://discovery.example.org/api/v1/courses/?page_size=100&page=4",
            "?page=4",
        ] {
            assert_eq!(check_next(next, &catalogue, 3), Ok(()), "{next}");
        }
        for next in [
            "https://elsewhere.example/api/v1/courses/?page=4",
            "https://discovery.example.org/api/v1/courses/?page=3",
            "https://discovery.example.org/api/v1/courses/?page=1",
            "https://discovery.example.org/api/v1/courses/?page=x",
            "https://discovery.example.org/api/v1/courses/",
            "https://[",
        ] {
            assert!(check_next(next, &catalogue, 3).is_err(), "{next}");
        }
    }
}
