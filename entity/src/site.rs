//! A tenant: one institution's face of the service.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::id::SiteId;

/// A tenant: one institution's face of the service.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    /// Name of the institution's platform, shown on certificates.
    pub name: String,
    /// Whether requests that name no other tenant are for this one.
    pub is_default: bool,
    /// When the row was written.
    pub created_at: DateTime<Utc>,
    /// Where the world reaches the site: an origin. None for the default site, whose address is a setting.
    pub public_url: Option<String>,
    /// Address of its learning platform; none where the settings name it.
    pub lms_url: Option<String>,
    /// Address of its catalogue's API; none where the settings name it.
    pub catalog_url: Option<String>,
    /// The institution's own home page.
    pub home_url: Option<String>,
    /// Where people find help with certificates.
    pub help_url: Option<String>,
    /// Terms of service.
    pub terms_url: Option<String>,
    /// Privacy policy.
    pub privacy_url: Option<String>,
    /// Mail address of those who help.
    pub support_address: Option<String>,
    /// Mail address from which the site writes.
    pub sender_address: Option<String>,
    /// Picture beside the name.
    pub logo_url: Option<String>,
    /// Color of links and buttons by day, `#rrggbb`.
    pub accent_color: Option<String>,
    /// Color of links and buttons in the dark, `#rrggbb`.
    pub accent_color_dark: Option<String>,
    /// Whether learners are offered to share on LinkedIn.
    pub shares_on_linkedin: bool,
    /// Whether learners are offered to share on X.
    pub shares_on_x: bool,
    /// Whether learners are offered to share on Facebook, by `facebook_app_id`.
    pub shares_on_facebook: bool,
    /// The institution's application at Facebook.
    pub facebook_app_id: Option<String>,
    /// Days from the end of one comparison with the learning platform to the next; 0 for none by itself, none where the settings say it.
    pub reconciliation_every_days: Option<i32>,
    /// Counts the changes of the row, from 1.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
