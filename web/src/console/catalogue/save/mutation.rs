//! What every mutation of the catalogue has in common: the request, and what is read of its answer.

use cynic::Id;

use super::{Fault, Flaw, Refusal, part};
use crate::console::catalogue::kind::Kind;

/// What a mutation answered.
pub(super) struct Answer {
    /// The id of what it was about.
    pub(super) id: Option<Id>,
    pub(super) errors: Vec<Told>,
}

/// One reason why it was refused.
pub(super) struct Told {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) path: Vec<String>,
}

/// The codes that forms tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    AlreadyExists,
    InvalidField,
    KeptByCatalogService,
    ReferenceNotFound,
    VersionConflict,
    Other,
}

impl Answer {
    /// Whether somebody else was faster.
    pub(super) fn is_conflict(&self) -> bool {
        self.errors.iter().any(|it| it.code == Code::VersionConflict)
    }

    /// The id, or why nothing was written.
    pub(super) fn read(self, kind: Kind) -> Result<String, Refusal> {
        let mut flaws = Vec::new();
        for Told { code, message, path } in self.errors {
            let fault = match code {
                Code::AlreadyExists => Fault::Taken,
                Code::InvalidField => Fault::Unfit,
                Code::ReferenceNotFound => Fault::Unknown,
                Code::KeptByCatalogService => return Err(Refusal::Synced),
                Code::VersionConflict | Code::Other => return Err(Refusal::Outdated),
            };
            flaws.push(Flaw {
                part: part(kind, &path),
                fault,
                message,
            });
        }
        if !flaws.is_empty() {
            return Err(Refusal::Unfit(flaws));
        }
        self.id.map(Id::into_inner).ok_or(Refusal::Outdated)
    }
}

/// A module with the request of one mutation: its input's type, the names of the schema's types, and the codes that are told apart.
macro_rules! mutation {
    (
        $field:ident($Input:ident) -> $payload:tt { $noun:ident: $node:tt },
        $error:tt, $code:tt { $($Variant:ident),+ }
    ) => {
        mod $field {
            use cynic::{Id, MutationBuilder as _};

            use super::$Input;
            use crate::api::error::ApiError;
            use crate::api::schema;
            use crate::console::catalogue::save::mutation::{Answer, Code as Told, Told as ToldError};

            /// Sends it.
            pub(super) async fn send(input: $Input) -> Result<Answer, ApiError> {
                let operation = Operation::build(Variables { input });
                let payload = crate::api::transport::send(operation).await?.data.$field;
                let told = |it: Fault| ToldError {
                    code: match it.code {
                        $(Code::$Variant => Told::$Variant,)+
                        Code::Other => Told::Other,
                    },
                    message: it.message,
                    path: it.path,
                };
                Ok(Answer {
                    id: payload.$noun.map(|it| it.id),
                    errors: payload.user_errors.into_iter().map(told).collect(),
                })
            }

            #[derive(cynic::QueryVariables)]
            struct Variables {
                input: $Input,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = "Mutation", variables = "Variables")]
            struct Operation {
                #[arguments(input: $input)]
                $field: Payload,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = $payload)]
            struct Payload {
                $noun: Option<Node>,
                user_errors: Vec<Fault>,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = $node)]
            struct Node {
                id: Id,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = $error)]
            struct Fault {
                code: Code,
                message: String,
                path: Vec<String>,
            }

            #[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
            #[cynic(graphql_type = $code, non_exhaustive)]
            enum Code {
                $($Variant,)+
                #[cynic(fallback)]
                Other,
            }
        }
    };
}
pub(super) use mutation;
