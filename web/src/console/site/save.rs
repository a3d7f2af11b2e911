//! What changes a site, and makes one.

use cynic::{Id, MutationBuilder};
use serde::{Serialize, Serializer};

use super::draft::Draft;
use super::part::Part;
use super::query::{SharingNetwork, Site};
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    /// All that is wrong with what is written.
    Unfit(Vec<Flaw>),
    /// There are too many sites.
    TooMany,
    /// Somebody else changed it: as it is now.
    Conflict(Box<Site>),
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

/// One thing that is wrong with what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Where.
    pub(super) part: Part,
    pub(super) fault: Fault,
}

/// In which way a part is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be.
    Unfit,
    /// A host asks for another site already.
    Taken,
    /// The service's settings do not name the learning platform.
    UnknownPlatform,
    /// Nobody could sign in any more.
    NoSignIn,
    /// Pages may not show the picture.
    BlockedPicture,
}

impl Refusal {
    /// What is wrong with a part.
    pub(super) fn flaw(&self, part: Part) -> Option<Flaw> {
        match self {
            Self::Unfit(flaws) => flaws.iter().copied().find(|it| it.part == part),
            Self::TooMany | Self::Conflict(_) | Self::Outdated | Self::Failed(_) => None,
        }
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Changes the version that is `now`. What is as it is now is not sent.
pub(super) async fn edit(now: &Site, draft: Draft) -> Result<Site, Refusal> {
    use EditSiteErrorCode as Code;
    let before = Draft::of(now);
    let change = |part| Change::between(before.text(part), draft.text(part));
    // These cannot be taken away: an empty one is for the server to refuse.
    let text = |part| (before.text(part) != draft.text(part)).then(|| draft.text(part).to_owned());
    let (hosts, networks) = (draft.hosts(), draft.networks());
    let input = EditSiteInput {
        id: now.id.clone(),
        expected_version: now.version,
        name: text(Part::Name),
        public_url: text(Part::PublicUrl),
        hosts: (hosts != before.hosts()).then_some(hosts),
        lms_url: change(Part::LmsUrl),
        catalog_url: change(Part::CatalogUrl),
        home_url: change(Part::HomeUrl),
        help_url: change(Part::HelpUrl),
        terms_url: change(Part::TermsUrl),
        privacy_url: change(Part::PrivacyUrl),
        support_address: change(Part::SupportAddress),
        sender_address: change(Part::SenderAddress),
        logo_url: change(Part::LogoUrl),
        accent_color: change(Part::AccentColor),
        accent_color_dark: change(Part::AccentColorDark),
        facebook_app: change(Part::FacebookApp),
        sharing: (networks != before.networks()).then_some(networks),
    };
    let EditSitePayload { site, user_errors } = send(Edit::build(EditVariables { input })).await?.data.edit_site;
    let mut flaws = Vec::new();
    for error in user_errors {
        let fault = match error.code {
            Code::Invalid => Fault::Unfit,
            Code::HostTaken => Fault::Taken,
            Code::UnknownPlatform => Fault::UnknownPlatform,
            Code::NoSignIn => Fault::NoSignIn,
            Code::BlockedPicture => Fault::BlockedPicture,
            Code::VersionConflict => {
                return Err(match site {
                    Some(now) => Refusal::Conflict(Box::new(now)),
                    None => Refusal::Outdated,
                });
            }
            Code::Other => return Err(Refusal::Outdated),
        };
        flaws.push(flaw(&error.path, fault)?);
    }
    saved(site, flaws)
}

/// Makes one.
pub(super) async fn create(draft: Draft) -> Result<Site, Refusal> {
    use CreateSiteErrorCode as Code;
    let text = |part| Some(draft.text(part).to_owned()).filter(|it| !it.is_empty());
    let input = CreateSiteInput {
        name: draft.text(Part::Name).to_owned(),
        public_url: draft.text(Part::PublicUrl).to_owned(),
        hosts: draft.hosts(),
        lms_url: text(Part::LmsUrl),
        catalog_url: text(Part::CatalogUrl),
        home_url: text(Part::HomeUrl),
        help_url: text(Part::HelpUrl),
        terms_url: text(Part::TermsUrl),
        privacy_url: text(Part::PrivacyUrl),
        support_address: text(Part::SupportAddress),
        sender_address: text(Part::SenderAddress),
        logo_url: text(Part::LogoUrl),
        accent_color: text(Part::AccentColor),
        accent_color_dark: text(Part::AccentColorDark),
        facebook_app: text(Part::FacebookApp),
        sharing: draft.networks(),
    };
    let CreateSitePayload { site, user_errors } =
        send(Create::build(CreateVariables { input })).await?.data.create_site;
    let mut flaws = Vec::new();
    for error in user_errors {
        let fault = match error.code {
            Code::Invalid => Fault::Unfit,
            Code::HostTaken => Fault::Taken,
            Code::UnknownPlatform => Fault::UnknownPlatform,
            Code::BlockedPicture => Fault::BlockedPicture,
            Code::TooMany => return Err(Refusal::TooMany),
            Code::Other => return Err(Refusal::Outdated),
        };
        flaws.push(flaw(&error.path, fault)?);
    }
    saved(site, flaws)
}

/// The site, unless anything is wrong.
fn saved(site: Option<Site>, flaws: Vec<Flaw>) -> Result<Site, Refusal> {
    if flaws.is_empty() {
        site.ok_or(Refusal::Outdated)
    } else {
        Err(Refusal::Unfit(flaws))
    }
}

/// What is wrong with the part that the server means.
fn flaw(path: &[String], fault: Fault) -> Result<Flaw, Refusal> {
    let part = path.last().and_then(|it| Part::called(it)).ok_or(Refusal::Outdated)?;
    Ok(Flaw { part, fault })
}

/// What becomes of a text: it stays, or is taken away, or is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    Keep,
    Clear,
    Set(String),
}

impl Change {
    fn between(before: &str, written: &str) -> Self {
        if before == written {
            Self::Keep
        } else if written.is_empty() {
            Self::Clear
        } else {
            Self::Set(written.to_owned())
        }
    }

    fn is_none(&self) -> bool {
        *self == Self::Keep
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(text) => serializer.serialize_str(text),
        }
    }
}

impl cynic::schema::IsScalar<String> for Change {
    type SchemaType = String;
}

#[derive(cynic::InputObject)]
struct EditSiteInput {
    id: Id,
    expected_version: i32,
    #[cynic(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    public_url: Option<String>,
    #[cynic(skip_serializing_if = "Option::is_none")]
    hosts: Option<Vec<String>>,
    #[cynic(skip_serializing_if = "Change::is_none")]
    lms_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    catalog_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    home_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    help_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    terms_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    privacy_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    support_address: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    sender_address: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    logo_url: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    accent_color: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    accent_color_dark: Change,
    #[cynic(skip_serializing_if = "Change::is_none")]
    facebook_app: Change,
    #[cynic(skip_serializing_if = "Option::is_none")]
    sharing: Option<Vec<SharingNetwork>>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditSiteInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_site: EditSitePayload,
}

#[derive(cynic::QueryFragment)]
struct EditSitePayload {
    site: Option<Site>,
    user_errors: Vec<EditSiteError>,
}

#[derive(cynic::QueryFragment)]
struct EditSiteError {
    code: EditSiteErrorCode,
    path: Vec<String>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditSiteErrorCode {
    BlockedPicture,
    HostTaken,
    Invalid,
    NoSignIn,
    UnknownPlatform,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct CreateSiteInput {
    name: String,
    public_url: String,
    hosts: Vec<String>,
    lms_url: Option<String>,
    catalog_url: Option<String>,
    home_url: Option<String>,
    help_url: Option<String>,
    terms_url: Option<String>,
    privacy_url: Option<String>,
    support_address: Option<String>,
    sender_address: Option<String>,
    logo_url: Option<String>,
    accent_color: Option<String>,
    accent_color_dark: Option<String>,
    facebook_app: Option<String>,
    sharing: Vec<SharingNetwork>,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateSiteInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_site: CreateSitePayload,
}

#[derive(cynic::QueryFragment)]
struct CreateSitePayload {
    site: Option<Site>,
    user_errors: Vec<CreateSiteError>,
}

#[derive(cynic::QueryFragment)]
struct CreateSiteError {
    code: CreateSiteErrorCode,
    path: Vec<String>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateSiteErrorCode {
    BlockedPicture,
    HostTaken,
    Invalid,
    TooMany,
    UnknownPlatform,
    #[cynic(fallback)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::{Change, Fault, Flaw, Part, Refusal, flaw};

    #[test]
    fn only_what_was_changed_is_sent() {
        for (before, written, expected) in [
            ("", "", Change::Keep),
            ("a", "a", Change::Keep),
            ("a", "", Change::Clear),
            ("", "a", Change::Set("a".to_owned())),
            ("a", "b", Change::Set("b".to_owned())),
        ] {
            assert_eq!(Change::between(before, written), expected, "{before:?} {written:?}");
        }
        assert_eq!(serde_json::to_string(&Change::Clear).ok().as_deref(), Some("null"));
    }

    #[test]
    fn flaws_belong_to_the_part_that_is_named() {
        let path = |name: &str| vec!["input".to_owned(), name.to_owned()];
        let refused = |name| flaw(&path(name), Fault::Unfit);
        let expected = Flaw {
            part: Part::AccentColor,
            fault: Fault::Unfit,
        };
        assert_eq!(refused("accentColor"), Ok(expected));
        assert_eq!(refused("elsewhere"), Err(Refusal::Outdated));
        let refusal = Refusal::Unfit(vec![expected]);
        assert_eq!(refusal.flaw(Part::AccentColor), Some(expected));
        assert_eq!(refusal.flaw(Part::Name), None);
    }
}
