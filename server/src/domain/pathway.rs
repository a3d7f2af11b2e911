//! Pathways: to which of them a learner's record can be sent.

use entity::{PathwayKind, PathwayStatus, pathway};

/// Whether learners are shown the offer: it is made, and the catalogue still has it.
#[must_use]
pub fn is_offered(pathway: &pathway::Model) -> bool {
    pathway.status == PathwayStatus::Published && pathway.removed_at.is_none()
}

/// Whether a record can be sent there: who gives credit for studies wants to see it, and told where.
#[must_use]
pub fn can_receive_records(pathway: &pathway::Model) -> bool {
    let gives_credit = match pathway.kind {
        PathwayKind::Credit => true,
        PathwayKind::Industry => false,
    };
    is_offered(pathway) && gives_credit && pathway.email.as_deref().is_some_and(|it| !it.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::CatalogueOrigin;
    use entity::id::{PathwayId, SiteId};

    use super::*;

    #[test]
    fn records_go_to_offers_of_credit_with_an_address() {
        let offer = pathway::Model {
            id: PathwayId(crate::id::random()),
            site_id: SiteId(crate::id::random()),
            uuid: crate::id::random(),
            name: "Credit".to_owned(),
            organization_name: "North".to_owned(),
            email: Some("records@north.example".to_owned()),
            kind: PathwayKind::Credit,
            status: PathwayStatus::Published,
            origin: CatalogueOrigin::Synced,
            version: 1,
            removed_at: None,
        };
        let told = |it: &pathway::Model| (is_offered(it), can_receive_records(it));
        assert_eq!(told(&offer), (true, true));
        let variants = [
            (
                pathway::Model {
                    email: None,
                    ..offer.clone()
                },
                (true, false),
            ),
            (
                pathway::Model {
                    email: Some(" ".to_owned()),
                    ..offer.clone()
                },
                (true, false),
            ),
            (
                pathway::Model {
                    kind: PathwayKind::Industry,
                    ..offer.clone()
                },
                (true, false),
            ),
            (
                pathway::Model {
                    status: PathwayStatus::Unpublished,
                    ..offer.clone()
                },
                (false, false),
            ),
            (
                pathway::Model {
                    status: PathwayStatus::Retired,
                    ..offer.clone()
                },
                (false, false),
            ),
            (
                pathway::Model {
                    removed_at: Some(DateTime::UNIX_EPOCH),
                    ..offer.clone()
                },
                (false, false),
            ),
        ];
        for (variant, expected) in variants {
            assert_eq!(told(&variant), expected, "{variant:?}");
        }
    }
}
