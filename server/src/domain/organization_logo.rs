//! Which logo stands for an organization: a picture that the site keeps. One that staff chose comes first, then the one that was copied
//! with the catalogue, then one that the organization's address of a logo leads to. Other systems' pictures are no logos: nobody who
//! opens a certificate is led there.

use entity::certificate_facts::CertificateOrganization;
use entity::id::AssetId;
use entity::{CatalogueOrigin, organization};

use super::asset_address;

/// The logo of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logo {
    /// Staff chose it.
    Chosen(AssetId),
    /// It was copied with the catalogue.
    Copied(AssetId),
}

impl Logo {
    /// The picture.
    #[must_use]
    pub fn picture(self) -> AssetId {
        match self {
            Self::Chosen(id) | Self::Copied(id) => id,
        }
    }
}

/// The logo of an organization among the pictures of its site; none where no picture was chosen or copied.
#[must_use]
pub fn of(organization: &organization::Model) -> Option<Logo> {
    let organization::Model {
        logo_asset_id,
        copied_logo_asset_id,
        logo_url,
        ..
    } = organization;
    // Without an address there is nothing of which it would be the copy.
    let copied = copied_logo_asset_id.filter(|_| logo_url.is_some());
    logo_asset_id.map(Logo::Chosen).or(copied.map(Logo::Copied))
}

/// The address at which a run of copying gets an organization's logo; none where there is nothing to get: staff keep the organization or
/// chose a logo, the catalogue has no organization or logo any more, or this very one was copied before.
#[must_use]
pub fn to_copy<'a>(organization: &'a organization::Model, public_url: &str) -> Option<&'a str> {
    let organization::Model {
        origin,
        removed_at,
        logo_asset_id,
        logo_url,
        copied_logo_url,
        ..
    } = organization;
    let is_copied = *origin == CatalogueOrigin::Synced && removed_at.is_none() && logo_asset_id.is_none();
    let url = logo_url.as_deref().filter(|_| is_copied)?;
    let is_new = copied_logo_url.as_deref() != Some(url) && asset_address::own_path(url, public_url).is_none();
    is_new.then_some(url)
}

/// The path of the logo that a certificate names, on its site: of the pinned picture, or else where the pinned address leads to one of
/// the site's. None where the site keeps none.
#[must_use]
pub fn path(organization: &CertificateOrganization, public_url: &str) -> Option<String> {
    let CertificateOrganization { logo, logo_url, .. } = organization;
    let addressed = || asset_address::own_path(logo_url.as_deref()?, public_url).map(str::to_owned);
    logo.as_deref().map(asset_address::path).or_else(addressed)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::id::{OrganizationId, SiteId};
    use uuid::Uuid;

    use super::*;

    const HERE: &str = "https://credentials.example.org";
    const THERE: &str = "https://cdn.example.org/logo.png";

    fn asset(number: u128) -> AssetId {
        AssetId(Uuid::from_u128(number))
    }

    fn organization() -> organization::Model {
        organization::Model {
            id: OrganizationId(Uuid::from_u128(1)),
            site_id: SiteId(Uuid::from_u128(2)),
            uuid: Uuid::from_u128(3),
            key: "ExampleX".to_owned(),
            name: "Example University".to_owned(),
            logo_url: Some(THERE.to_owned()),
            logo_asset_id: None,
            copied_logo_asset_id: None,
            copied_logo_url: None,
            origin: CatalogueOrigin::Synced,
            local_key: None,
            version: 1,
            removed_at: None,
        }
    }

    #[test]
    fn chosen_logo_comes_before_the_copied_one() {
        let mut it = organization();
        assert_eq!(of(&it), None);
        it.copied_logo_asset_id = Some(asset(7));
        assert_eq!(of(&it), Some(Logo::Copied(asset(7))));
        it.logo_asset_id = Some(asset(8));
        assert_eq!(of(&it), Some(Logo::Chosen(asset(8))));
        it.logo_url = None;
        assert_eq!(of(&it), Some(Logo::Chosen(asset(8))));
        it.logo_asset_id = None;
        assert_eq!(of(&it), None, "the catalogue has none any more");
    }

    #[test]
    fn only_what_is_new_in_the_catalogue_and_not_chosen_here_is_copied() {
        let copied = |edit: fn(&mut organization::Model)| {
            let mut it = organization();
            edit(&mut it);
            to_copy(&it, HERE).map(str::to_owned)
        };
        assert_eq!(copied(|_| ()).as_deref(), Some(THERE));
        assert_eq!(
            copied(|it| it.copied_logo_url = Some("https://cdn.example.org/old.png".to_owned())).as_deref(),
            Some(THERE)
        );
        let reasons: [fn(&mut organization::Model); 6] = [
            |it| it.copied_logo_url = Some(THERE.to_owned()),
            |it| it.logo_url = None,
            |it| it.logo_url = Some(format!("{HERE}/assets/1f")),
            |it| it.logo_asset_id = Some(asset(7)),
            |it| it.origin = CatalogueOrigin::Local,
            |it| it.removed_at = Some(DateTime::UNIX_EPOCH),
        ];
        for (number, reason) in reasons.into_iter().enumerate() {
            assert_eq!(copied(reason), None, "{number}");
        }
    }

    #[test]
    fn certificates_show_pictures_of_the_site_alone() {
        let shown = |logo: Option<&str>, logo_url: Option<&str>| {
            let named = CertificateOrganization {
                name: String::new(),
                key: String::new(),
                logo: logo.map(str::to_owned),
                logo_url: logo_url.map(str::to_owned),
            };
            path(&named, HERE)
        };
        assert_eq!(shown(None, None), None);
        assert_eq!(shown(None, Some(THERE)), None);
        assert_eq!(shown(Some("2e"), Some(THERE)).as_deref(), Some("/assets/2e"));
        let own = format!("{HERE}/assets/1f");
        assert_eq!(shown(None, Some(&own)).as_deref(), Some("/assets/1f"));
        assert_eq!(shown(Some("2e"), Some(&own)).as_deref(), Some("/assets/2e"));
    }
}
