//! What the pages of a signatory ask for and change.

use cynic::{Id, MutationBuilder, QueryBuilder};

use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// How many pictures are offered to choose from.
const N_PICTURES: i32 = 100;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    Name,
    Title,
    Organization,
    /// The picture is gone.
    Image,
    /// Configurations name the signatory.
    Used,
    /// Somebody else changed it: as it is now.
    Conflict(Box<Signatory>),
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// What the form holds; empty for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) organization: String,
    /// The picture's id.
    pub(super) image: String,
}

impl Draft {
    /// A signatory as the form shows it.
    pub(super) fn of(signatory: &Signatory) -> Self {
        let image = signatory.image.as_ref();
        Self {
            name: signatory.name.clone(),
            title: signatory.title.clone(),
            organization: signatory.organization_name.clone().unwrap_or_default(),
            image: image.map(|it| it.id.inner().to_owned()).unwrap_or_default(),
        }
    }

    /// What was written here together with what others did in the meantime: what was left as it was `seen` here is as it is `now`.
    pub(super) fn onto(self, seen: &Self, now: Self) -> Self {
        let pick = |written: String, seen: &String, now: String| if written == *seen { now } else { written };
        Self {
            name: pick(self.name, &seen.name, now.name),
            title: pick(self.title, &seen.title, now.title),
            organization: pick(self.organization, &seen.organization, now.organization),
            image: pick(self.image, &seen.image, now.image),
        }
    }
}

/// A signatory; none where there is none.
pub(super) async fn find(id: String) -> Result<Option<Signatory>, ApiError> {
    let operation = SignatoryQuery::build(SignatoryVariables { id: Id::new(id) });
    Ok(match send(operation).await?.data.node {
        Some(Node::Signatory(signatory)) => Some(signatory),
        Some(Node::Other) | None => None,
    })
}

/// The same with the pictures to choose from, newest first.
pub(super) async fn find_with_pictures(id: String) -> Result<(Option<Signatory>, Vec<Asset>), ApiError> {
    Ok((find(id).await?, pictures().await?))
}

/// The pictures to choose from, newest first.
pub(super) async fn pictures() -> Result<Vec<Asset>, ApiError> {
    let operation = PicturesQuery::build(PicturesVariables { first: N_PICTURES });
    Ok(send(operation).await?.data.assets.nodes)
}

/// Changes the version that is `now`.
pub(super) async fn edit(now: &Signatory, draft: Draft) -> Result<(), Refusal> {
    let input = EditSignatoryInput {
        id: now.id.clone(),
        expected_version: now.version,
        name: draft.name,
        title: draft.title,
        organization_name: some(draft.organization),
        image: some(draft.image).map(Id::new),
    };
    let payload = send(Edit::build(EditVariables { input })).await?.data.edit_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(EditSignatoryErrorCode::InvalidName) => Err(Refusal::Name),
        Some(EditSignatoryErrorCode::InvalidTitle) => Err(Refusal::Title),
        Some(EditSignatoryErrorCode::InvalidOrganizationName) => Err(Refusal::Organization),
        Some(EditSignatoryErrorCode::ImageNotFound) => Err(Refusal::Image),
        Some(EditSignatoryErrorCode::VersionConflict) => Err(match payload.signatory {
            Some(now) => Refusal::Conflict(Box::new(now)),
            None => Refusal::Outdated,
        }),
        Some(EditSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Makes one; a repeated request with the same key makes none.
pub(super) async fn create(draft: Draft, key: String) -> Result<(), Refusal> {
    let input = CreateSignatoryInput {
        idempotency_key: key,
        name: draft.name,
        title: draft.title,
        organization_name: some(draft.organization),
        image: some(draft.image).map(Id::new),
    };
    let payload = send(Create::build(CreateVariables { input }))
        .await?
        .data
        .create_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(CreateSignatoryErrorCode::InvalidName) => Err(Refusal::Name),
        Some(CreateSignatoryErrorCode::InvalidTitle) => Err(Refusal::Title),
        Some(CreateSignatoryErrorCode::InvalidOrganizationName) => Err(Refusal::Organization),
        Some(CreateSignatoryErrorCode::ImageNotFound) => Err(Refusal::Image),
        Some(CreateSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Removes the version that was seen.
pub(super) async fn delete(signatory: &Signatory) -> Result<(), Refusal> {
    let operation = Delete::build(DeleteVariables {
        id: signatory.id.clone(),
        version: signatory.version,
    });
    let payload = send(operation).await?.data.delete_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(DeleteSignatoryErrorCode::Used) => Err(Refusal::Used),
        Some(DeleteSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[derive(cynic::QueryVariables)]
struct SignatoryVariables {
    id: Id,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "SignatoryVariables")]
struct SignatoryQuery {
    #[arguments(id: $id)]
    node: Option<Node>,
}

#[derive(cynic::InlineFragments)]
enum Node {
    Signatory(Signatory),
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Signatory {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) organization_name: Option<String>,
    pub(super) image: Option<Asset>,
    pub(super) version: i32,
    pub(super) viewer_can: Vec<SignatoryAction>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct Asset {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) url: String,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignatoryAction {
    Delete,
    Edit,
}

#[derive(cynic::QueryVariables)]
struct PicturesVariables {
    first: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "PicturesVariables")]
struct PicturesQuery {
    #[arguments(first: $first)]
    assets: AssetConnection,
}

#[derive(cynic::QueryFragment)]
struct AssetConnection {
    nodes: Vec<Asset>,
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditSignatoryInput {
    id: Id,
    expected_version: i32,
    name: String,
    title: String,
    organization_name: Option<String>,
    image: Option<Id>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditSignatoryInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_signatory: EditSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct EditSignatoryPayload {
    signatory: Option<Signatory>,
    user_errors: Vec<EditSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct EditSignatoryError {
    code: EditSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditSignatoryErrorCode {
    ImageNotFound,
    InvalidName,
    InvalidOrganizationName,
    InvalidTitle,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct CreateSignatoryInput {
    idempotency_key: String,
    name: String,
    title: String,
    organization_name: Option<String>,
    image: Option<Id>,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateSignatoryInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_signatory: CreateSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct CreateSignatoryPayload {
    user_errors: Vec<CreateSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct CreateSignatoryError {
    code: CreateSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateSignatoryErrorCode {
    ImageNotFound,
    InvalidName,
    InvalidOrganizationName,
    InvalidTitle,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct DeleteVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeleteVariables")]
struct Delete {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    delete_signatory: DeleteSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct DeleteSignatoryPayload {
    user_errors: Vec<DeleteSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct DeleteSignatoryError {
    code: DeleteSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum DeleteSignatoryErrorCode {
    Used,
    #[cynic(fallback)]
    Other,
}

#[cfg(test)]
mod tests {
    use super::Draft;

    #[test]
    fn what_others_changed_stays_where_nothing_was_written() {
        let seen = Draft::default();
        let now = Draft {
            name: "Theirs".to_owned(),
            title: "Dean".to_owned(),
            ..Draft::default()
        };
        let written = Draft {
            name: "Mine".to_owned(),
            ..Draft::default()
        };
        let expected = Draft {
            name: "Mine".to_owned(),
            title: "Dean".to_owned(),
            ..Draft::default()
        };
        assert_eq!(written.onto(&seen, now), expected);
    }
}
