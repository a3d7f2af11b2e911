//! What all mutations of things that staff keep in the catalogue have in common: payload, codes, and the order of events.

use async_graphql::OutputType;

use crate::domain::idempotency::IdempotencyError;
use crate::domain::local_catalogue::Unfit;
use crate::graphql::error;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service::local_catalogue::{Changed, LocalCatalogueError};

/// Why something is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graphql) enum CreateRefusal {
    InvalidField,
    ReferenceNotFound,
    AlreadyExists,
    InvalidIdempotencyKey,
    IdempotencyMismatch,
}

/// Why something is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graphql) enum EditRefusal {
    NotFound,
    KeptByCatalogService,
    InvalidExpectedVersion,
    VersionConflict,
    InvalidField,
    ReferenceNotFound,
    AlreadyExists,
}

/// What there is to tell of a change: the key of what is to be shown, if anything is.
pub(super) struct Told<I, C: OutputType> {
    pub(super) id: Option<I>,
    pub(super) outcome: ChangeOutcome,
    pub(super) user_errors: Vec<UserError<C>>,
}

impl<I, C: OutputType> Told<I, C> {
    fn refused(id: Option<I>, user_errors: Vec<UserError<C>>) -> Self {
        Self {
            id,
            outcome: ChangeOutcome::Refused,
            user_errors,
        }
    }
}

pub(super) fn created<I, C>(result: Result<Changed<I>, LocalCatalogueError>) -> async_graphql::Result<Told<I, C>>
where
    C: OutputType + Copy + From<CreateRefusal>,
{
    use CreateRefusal as Refusal;
    let error = match result {
        Ok(Changed { id, .. }) => {
            return Ok(Told {
                id: Some(id),
                outcome: ChangeOutcome::Created,
                user_errors: Vec::new(),
            });
        }
        Err(error) => error,
    };
    let message = error.to_string();
    let of_key = |refusal: Refusal| vec![UserError::at(refusal.into(), &message, ["idempotencyKey"])];
    let user_errors = match error {
        LocalCatalogueError::Denied(denied) => return Err(error::denied(denied)),
        LocalCatalogueError::Fault(fault) => return Err(error::fault(fault)),
        LocalCatalogueError::Unfit(unfit) => {
            let codes = [
                Refusal::InvalidField,
                Refusal::ReferenceNotFound,
                Refusal::AlreadyExists,
            ];
            unfit_errors(&unfit, codes.map(C::from))
        }
        LocalCatalogueError::Idempotency(IdempotencyError::InvalidKey) => of_key(Refusal::InvalidIdempotencyKey),
        LocalCatalogueError::Idempotency(IdempotencyError::Mismatch) => of_key(Refusal::IdempotencyMismatch),
        LocalCatalogueError::NotFound
        | LocalCatalogueError::Synced
        | LocalCatalogueError::InvalidVersion
        | LocalCatalogueError::Stale { .. } => return Err(error::impossible(&message)),
    };
    Ok(Told::refused(None, user_errors))
}

pub(super) fn edited<I, C>(result: Result<Changed<I>, LocalCatalogueError>, id: I) -> async_graphql::Result<Told<I, C>>
where
    C: OutputType + Copy + From<EditRefusal>,
{
    use EditRefusal as Refusal;
    let error = match result {
        Ok(Changed { is_changed, id }) => {
            return Ok(Told {
                id: Some(id),
                outcome: ChangeOutcome::of_edit(is_changed),
                user_errors: Vec::new(),
            });
        }
        Err(error) => error,
    };
    let message = error.to_string();
    let one = |refusal: Refusal, field: &str| vec![UserError::at(refusal.into(), &message, [field])];
    Ok(match error {
        LocalCatalogueError::Denied(denied) => return Err(error::denied(denied)),
        LocalCatalogueError::Fault(fault) => return Err(error::fault(fault)),
        LocalCatalogueError::Idempotency(_) => return Err(error::impossible(&message)),
        LocalCatalogueError::NotFound => Told::refused(None, one(Refusal::NotFound, "id")),
        LocalCatalogueError::InvalidVersion => {
            Told::refused(None, one(Refusal::InvalidExpectedVersion, "expectedVersion"))
        }
        LocalCatalogueError::Synced => Told::refused(Some(id), one(Refusal::KeptByCatalogService, "id")),
        LocalCatalogueError::Stale { .. } => Told::refused(Some(id), one(Refusal::VersionConflict, "expectedVersion")),
        LocalCatalogueError::Unfit(unfit) => {
            let codes = [
                Refusal::InvalidField,
                Refusal::ReferenceNotFound,
                Refusal::AlreadyExists,
            ];
            Told::refused(None, unfit_errors(&unfit, codes.map(C::from)))
        }
    })
}

/// All that is wrong with an input, each with its code.
fn unfit_errors<C: OutputType + Copy>(unfit: &[Unfit], [invalid, unknown, taken]: [C; 3]) -> Vec<UserError<C>> {
    let code = |it: &Unfit| match it {
        Unfit::Field { .. } | Unfit::Repeated { .. } => invalid,
        Unfit::Unknown { .. } => unknown,
        Unfit::Taken { .. } => taken,
    };
    unfit.iter().map(|it| UserError::at(code(it), it, it.path())).collect()
}

/// A mutation: its payload, and a resolver that tells what `told` says of the input and shows what it was about.
macro_rules! mutation {
    (
        $(#[$doc:meta])*
        $Mutation:ident: $field:ident($Input:ident) -> $Payload:ident { $noun:ident: $Object:ident }, $Code:ident,
        |$here:ident, $input:ident| $told:expr
    ) => {
        /// What became of it.
        #[derive(async_graphql::SimpleObject)]
        pub(in crate::graphql) struct $Payload {
            /// It as it is now; null where there is none, and where something in the input cannot be kept.
            $noun: Option<$Object>,
            /// What became of it, in a word.
            outcome: crate::graphql::object::enumeration::ChangeOutcome,
            /// Why it was refused; empty otherwise.
            user_errors: Vec<crate::graphql::user_error::UserError<$Code>>,
        }

        #[derive(Default)]
        pub(in crate::graphql) struct $Mutation;

        #[async_graphql::Object]
        impl $Mutation {
            $(#[$doc])*
            async fn $field(
                &self,
                ctx: &async_graphql::Context<'_>,
                input: $Input,
            ) -> async_graphql::Result<$Payload> {
                let ($here, $input) = (crate::graphql::Here::here(ctx)?, input);
                let told: crate::graphql::mutation::catalog::change::Told<_, $Code> = $told;
                let shown = match told.id {
                    Some(id) => crate::service::catalogue::$noun($here, id)
                        .await
                        .map_err(crate::graphql::error::fault)?,
                    None => None,
                };
                Ok($Payload {
                    $noun: shown.map($Object),
                    outcome: told.outcome,
                    user_errors: told.user_errors,
                })
            }
        }
    };
}

/// A mutation that makes what `read` of its input says.
macro_rules! create_mutation {
    ($(#[$doc:meta])* $Mutation:ident: $field:ident($Input:ident) -> $Payload:ident { $($shown:tt)* }, $Code:ident) => {
        /// Why it was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        #[graphql(remote = "crate::graphql::mutation::catalog::change::CreateRefusal")]
        pub(in crate::graphql) enum $Code {
            /// A field is blank, too long, or not of the form that it must have; the path names it.
            InvalidField,
            /// An id names nothing of this site; the path names it.
            ReferenceNotFound,
            /// Something else in the catalogue has this UUID or key already; letter case does not matter.
            AlreadyExists,
            /// The idempotency key is empty, too long, has control characters, or a space at either end.
            InvalidIdempotencyKey,
            /// The idempotency key was used for a different request.
            IdempotencyMismatch,
        }

        crate::graphql::mutation::catalog::change::mutation! {
            $(#[$doc])*
            $Mutation: $field($Input) -> $Payload { $($shown)* }, $Code,
            |here, input| {
                let made = crate::service::local_catalogue::create(here, input.read()?).await;
                crate::graphql::mutation::catalog::change::created(made)?
            }
        }
    };
}

/// A mutation that changes what `id` and `read` of its input say.
macro_rules! edit_mutation {
    ($(#[$doc:meta])* $Mutation:ident: $field:ident($Input:ident) -> $Payload:ident { $noun:ident: $Object:ident }, $Code:ident) => {
        /// Why it was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        #[graphql(remote = "crate::graphql::mutation::catalog::change::EditRefusal")]
        pub(in crate::graphql) enum $Code {
            /// There is no such thing in the catalogue of this site.
            NotFound,
            /// The catalogue service keeps it: it is changed there.
            KeptByCatalogService,
            /// The expected version is not positive.
            InvalidExpectedVersion,
            /// It has another version than the expected one.
            VersionConflict,
            /// A field is blank, too long, or not of the form that it must have; the path names it.
            InvalidField,
            /// An id names nothing of this site; the path names it.
            ReferenceNotFound,
            /// Something else in the catalogue has this key already; letter case does not matter.
            AlreadyExists,
        }

        crate::graphql::mutation::catalog::change::mutation! {
            $(#[$doc])*
            $Mutation: $field($Input) -> $Payload { $noun: $Object }, $Code,
            |here, input| {
                let (id, expected_version) = (input.id()?, input.expected_version);
                let raw = input.read()?;
                let changed =
                    crate::service::local_catalogue::edit::<entity::$noun::Model>(here, id, raw, expected_version).await;
                crate::graphql::mutation::catalog::change::edited(changed, id)?
            }
        }
    };
}

pub(super) use {create_mutation, edit_mutation, mutation};
