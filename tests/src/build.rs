//! Rows of catalogue and configuration with sensible defaults: a test says only what matters to it.
//!
//! Every builder starts by a function named after the row, and ends by `insert`, which gives the row. Rows belong to
//! the default site unless told otherwise. Credentials are not built here: they are awarded through the API.

mod completion_mail;
mod configuration;
mod course;
mod course_run;
mod organization;
mod pathway;
mod program;
mod reconciliation;
mod signatory;
mod site;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicU64, Ordering};

use entity::id::SiteId;
use sea_orm::{ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

pub use self::completion_mail::{CompletionMail, completion_mail};
pub use self::configuration::{Configuration, configuration_of_program, configuration_of_run};
pub use self::course::{Course, course};
pub use self::course_run::{CourseRun, course_run};
pub use self::organization::{Organization, organization};
pub use self::pathway::{Pathway, pathway};
pub use self::program::{Program, program};
pub use self::reconciliation::{Difference, Reconciliation, difference, reconciliation};
pub use self::signatory::{Signatory, signatory};
pub use self::site::{Site, site};

/// The site that every migrated database has.
///
/// # Panics
/// When it has none any more.
pub async fn default_site(db: &impl ConnectionTrait) -> SiteId {
    let site = entity::site::Entity::find()
        .filter(entity::site::COLUMN.is_default.eq(true))
        .one(db)
        .await;
    site.expect("a query").expect("a default site").id
}

/// A number that was not given before in this process.
fn number() -> u64 {
    static GIVEN: AtomicU64 = AtomicU64::new(1);
    GIVEN.fetch_add(1, Ordering::Relaxed)
}

/// An id that looks like the server's, made of a number: as unique, and easier to read in a failure.
fn id(number: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
}

/// The site that was named, or the default one.
async fn site_or_default(site: Option<SiteId>, db: &impl ConnectionTrait) -> SiteId {
    match site {
        Some(site) => site,
        None => default_site(db).await,
    }
}

/// A position in an order.
fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}
