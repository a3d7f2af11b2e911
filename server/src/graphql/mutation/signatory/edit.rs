//! `editSignatory`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use crate::domain::signatory::{RawSignatory, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::{asset_id, signatory_id};
use crate::graphql::mutation::configuration::{edit_of, edit_of_id};
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::signatory::Signatory;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::signatory::{Changed, SignatoryError};

/// Changes of a signatory. What is left out stays as it is; null takes the value away.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditSignatoryInput {
    /// The signatory.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// Full name: 1 to 255 characters.
    name: Option<String>,
    /// Position, possibly of several lines: at most 255 characters.
    title: Option<String>,
    /// The organization the person signs for, where it is not the first one of what was earned: 1 to 255 characters.
    organization_name: MaybeUndefined<String>,
    /// Picture of the handwritten signature, an asset.
    image: MaybeUndefined<ID>,
}

/// What became of the changes of a signatory.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditSignatoryPayload {
    /// The signatory as it is now; null where there is none.
    signatory: Option<Signatory>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditSignatoryErrorCode>>,
}

/// Why a signatory was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditSignatoryErrorCode {
    /// There is no such signatory.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The signatory has another version than the expected one.
    VersionConflict,
    /// The name is blank, too long, or has control characters.
    InvalidName,
    /// The title is too long or has control characters other than line breaks.
    InvalidTitle,
    /// The organization's name is blank, too long, or has control characters.
    InvalidOrganizationName,
    /// The picture does not exist.
    ImageNotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct EditSignatory;

#[Object]
impl EditSignatory {
    /// Change a signatory, for certificates that are awarded from now on. Repeating the request changes nothing. Staff only.
    async fn edit_signatory(
        &self,
        ctx: &Context<'_>,
        input: EditSignatoryInput,
    ) -> async_graphql::Result<EditSignatoryPayload> {
        use EditSignatoryErrorCode as Code;
        let EditSignatoryInput {
            id,
            expected_version,
            name,
            title,
            organization_name,
            image,
        } = input;
        let raw = RawSignatory {
            name,
            title,
            organization_name: edit_of(organization_name),
            image: edit_of_id(image, asset_id)?,
        };
        let edited = service::signatory::edit(ctx.here()?, signatory_id(&id)?, raw, expected_version).await;
        let error = match edited {
            Ok(Changed { is_changed, signatory }) => {
                return Ok(EditSignatoryPayload {
                    signatory: Some(Signatory(signatory)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, signatory) = match error {
            SignatoryError::Denied(denied) => return Err(error::denied(denied)),
            SignatoryError::Fault(fault) => return Err(error::fault(fault)),
            SignatoryError::NotFound => (one(Code::NotFound, "id"), None),
            SignatoryError::InvalidVersion => (one(Code::InvalidExpectedVersion, "expectedVersion"), None),
            SignatoryError::Stale(it) => (one(Code::VersionConflict, "expectedVersion"), Some(*it)),
            SignatoryError::Unfit(unfit) => {
                let errors = unfit.into_iter().map(|it| {
                    let code = match it {
                        Unfit::Name => Code::InvalidName,
                        Unfit::Title(_) => Code::InvalidTitle,
                        Unfit::OrganizationName => Code::InvalidOrganizationName,
                        Unfit::UnknownImage => Code::ImageNotFound,
                    };
                    UserError::at(code, it, [it.path()])
                });
                (errors.collect(), None)
            }
            SignatoryError::Used | SignatoryError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(EditSignatoryPayload {
            signatory: signatory.map(Signatory),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
