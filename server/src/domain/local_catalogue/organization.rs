//! Organizations that staff keep.

use entity::id::{AssetId, OrganizationId};
use entity::{CatalogueOrigin, organization};

use super::{Entry, Findings, LocalRow, NoLists, Seed, Unfit, key, line, local_key};
use crate::domain::catalogue_field;
use crate::domain::edit::Edit;
use crate::domain::web_address::Reach;

/// An organization as the caller wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawOrganization {
    /// Short key.
    pub key: Option<String>,
    /// Full name.
    pub name: Option<String>,
    /// Absolute address of the logo.
    pub logo_url: Edit<String>,
    /// The logo among the site's pictures.
    #[serde(skip_serializing_if = "Edit::is_keep")]
    pub logo: Edit<AssetId>,
}

impl LocalRow for organization::Model {
    type Raw = RawOrganization;
    type Lists = NoLists;

    fn begin(Seed { id, site_id, uuid }: Seed, _: &RawOrganization) -> Result<Self, Vec<Unfit>> {
        Ok(Self {
            id: OrganizationId(id),
            site_id,
            uuid,
            key: String::new(),
            name: String::new(),
            logo_url: None,
            logo_asset_id: None,
            copied_logo_asset_id: None,
            copied_logo_url: None,
            origin: CatalogueOrigin::Local,
            local_key: None,
            version: 1,
            removed_at: None,
        })
    }

    fn apply(raw: RawOrganization, mut entry: Entry<Self>, reach: Reach) -> Result<Entry<Self>, Vec<Unfit>> {
        let (row, mut findings) = (&mut entry.row, Findings::default());
        let logo_url = |it: String| {
            catalogue_field::logo_url(&it, reach).map_err(|why| format!("this address cannot be used: {why}"))
        };
        findings.put("key", raw.key, key(&[]), &mut row.key);
        findings.put("name", raw.name, line("name"), &mut row.name);
        findings.edit("logoUrl", raw.logo_url, logo_url, &mut row.logo_url);
        row.logo_asset_id = raw.logo.apply(row.logo_asset_id);
        if row.origin == CatalogueOrigin::Local {
            row.local_key = Some(local_key(&row.key));
        }
        findings.of(entry)
    }

    fn is_for_staff(raw: &RawOrganization) -> bool {
        let RawOrganization {
            key,
            name,
            logo_url,
            logo,
        } = raw;
        key.is_none() && name.is_none() && logo_url.is_keep() && !logo.is_keep()
    }
}
