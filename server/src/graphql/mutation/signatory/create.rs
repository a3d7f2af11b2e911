//! `createSignatory`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::domain::edit::Edit;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::signatory::{RawSignatory, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::asset_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::signatory::Signatory;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::signatory::{NewSignatory, SignatoryError};

/// A signatory to make.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateSignatoryInput {
    /// Full name: 1 to 255 characters.
    name: String,
    /// Position, possibly of several lines: at most 255 characters.
    title: String,
    /// The organization the person signs for, where it is not the first one of what was earned: 1 to 255 characters.
    organization_name: Option<String>,
    /// Picture of the handwritten signature, an asset.
    image: Option<ID>,
    /// Makes a repeated request answer with the signatory that the first one made, for 7 days: a text of at most 255 characters that the
    /// caller chooses for each request.
    idempotency_key: Option<String>,
}

/// What became of a signatory to make.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateSignatoryPayload {
    /// The signatory; null where it was refused.
    signatory: Option<Signatory>,
    /// `CREATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateSignatoryErrorCode>>,
}

/// Why a signatory was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateSignatoryErrorCode {
    /// The name is blank, too long, or has control characters.
    InvalidName,
    /// The title is too long or has control characters other than line breaks.
    InvalidTitle,
    /// The organization's name is blank, too long, or has control characters.
    InvalidOrganizationName,
    /// The picture does not exist.
    ImageNotFound,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
    /// The signatory that this idempotency key made was removed since.
    NotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct CreateSignatory;

#[Object]
impl CreateSignatory {
    /// Make a signatory, for any number of configurations to name. Staff only.
    async fn create_signatory(
        &self,
        ctx: &Context<'_>,
        input: CreateSignatoryInput,
    ) -> async_graphql::Result<CreateSignatoryPayload> {
        use CreateSignatoryErrorCode as Code;
        let CreateSignatoryInput {
            name,
            title,
            organization_name,
            image,
            idempotency_key,
        } = input;
        let signatory = RawSignatory {
            name: Some(name),
            title: Some(title),
            organization_name: organization_name.map_or(Edit::Keep, Edit::Set),
            image: match image {
                Some(id) => Edit::Set(asset_id(&id)?),
                None => Edit::Keep,
            },
        };
        let new = NewSignatory {
            signatory,
            idempotency_key,
        };
        let error = match service::signatory::create(ctx.here()?, new).await {
            Ok(made) => {
                return Ok(CreateSignatoryPayload {
                    signatory: Some(Signatory(made.signatory)),
                    outcome: ChangeOutcome::Created,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let of_key = |code| vec![UserError::at(code, &message, ["idempotencyKey"])];
        let user_errors = match error {
            SignatoryError::Denied(denied) => return Err(error::denied(denied)),
            SignatoryError::Fault(fault) => return Err(error::fault(fault)),
            SignatoryError::Unfit(unfit) => unfit
                .into_iter()
                .map(|it| {
                    let code = match it {
                        Unfit::Name => Code::InvalidName,
                        Unfit::Title(_) => Code::InvalidTitle,
                        Unfit::OrganizationName => Code::InvalidOrganizationName,
                        Unfit::UnknownImage => Code::ImageNotFound,
                    };
                    UserError::at(code, it, [it.path()])
                })
                .collect(),
            SignatoryError::Idempotency(IdempotencyError::InvalidKey) => of_key(Code::InvalidIdempotencyKey),
            SignatoryError::Idempotency(IdempotencyError::Mismatch) => of_key(Code::IdempotencyMismatch),
            SignatoryError::NotFound => of_key(Code::NotFound),
            SignatoryError::Used | SignatoryError::InvalidVersion | SignatoryError::Stale(_) => {
                return Err(error::impossible(&message));
            }
        };
        Ok(CreateSignatoryPayload {
            signatory: None,
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
