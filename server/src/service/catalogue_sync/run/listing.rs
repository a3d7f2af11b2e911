//! Reading a listing page by page.

use entity::SyncError;

use super::page::Page;
use super::{Run, Stop};
use crate::client::{CataloguePage, ClientError, Listing};
use crate::domain::catalogue_sync::{Kind, Place, Reading};
use crate::service::platform::CatalogueSource;

/// Most pages of a listing.
const MAX_PAGES: u32 = 10_000;

/// The listings in the order in which they are copied: each after those that it refers to.
pub(super) const LISTINGS: [(Kind, Listing); 4] = [
    (Kind::Organization, Listing::Organizations),
    (Kind::Course, Listing::Courses),
    (Kind::Program, Listing::Programs),
    (Kind::Pathway, Listing::Pathways),
];

/// Which time a run reads a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// To copy it; what is copied next, if anything.
    Copy(Option<Kind>),
    /// Once more, because something is missing: a record that moved from page to page may have been on none.
    Again,
}

impl Run<'_> {
    /// Reads a listing from this page on, and copies what it sees for the first time.
    pub(super) async fn read_listing(&mut self, (kind, listing): (Kind, Listing), first: u32) -> Result<(), Stop> {
        let mut reading = Reading::default();
        let mut number = first;
        loop {
            let told = self.page(listing, number, &reading).await?;
            let page = Page::read(listing, &told.records, self.ctx.config.reach);
            if number > 1 && page.is_known(&reading) {
                return Err(invalid("its pages repeat themselves"));
            }
            self.take_over(&page, self.place_after(kind, number, &told)).await?;
            self.copy_logos(&page).await?;
            reading.note(told.n_items, page.uuids());
            if !told.has_more {
                if let Some(doubt) = reading.doubt() {
                    self.doubts.entry(kind).or_insert(doubt);
                }
                return Ok(());
            }
            number += 1;
            if number > MAX_PAGES {
                return Err(invalid("it has more pages than any catalogue"));
            }
        }
    }

    /// Gets a page. Where a page that was to follow is not there the listing has become shorter, and has ended.
    async fn page(&self, listing: Listing, number: u32, reading: &Reading) -> Result<CataloguePage, Stop> {
        let CatalogueSource {
            platform,
            url,
            page_size,
        } = &self.source;
        let clients = &self.ctx.clients;
        match clients.catalogue_page(platform, url, listing, number, *page_size).await {
            Err(ClientError::NotFound) if number > 1 => Ok(CataloguePage {
                n_items: reading.n_told(),
                records: Vec::new(),
                has_more: false,
            }),
            result => result.map_err(failed),
        }
    }

    /// Where a run goes on that is interrupted after this page. One that looks for what is gone begins anew: it must see everything.
    fn place_after(&self, kind: Kind, number: u32, told: &CataloguePage) -> Option<Place> {
        let first_of = |listing| Place {
            listing,
            page: 1,
            n_items: None,
        };
        match self.pass {
            Pass::Again => None,
            Pass::Copy(_) if told.has_more => Some(Place {
                listing: kind,
                page: number + 1,
                n_items: told.n_items,
            }),
            Pass::Copy(next) => next.map(first_of),
        }
    }
}

fn failed(error: ClientError) -> Stop {
    let code = match error {
        ClientError::Unavailable { .. } => SyncError::Unavailable,
        ClientError::Refused(_) | ClientError::NotFound => SyncError::Refused,
        ClientError::Invalid(_) => SyncError::InvalidAnswer,
    };
    Stop::Failed(code, format!("the catalogue service or its platform: {error}"))
}

fn invalid(why: &'static str) -> Stop {
    failed(ClientError::Invalid(why))
}
