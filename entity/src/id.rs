//! One type per primary key, so that a program's id can never be passed where a credential's is meant.
//!
//! Every id is a 16-byte value made by the server before the row is written: no database counter decides an
//! identity, so that an insert can be retried with the same id and rows can be written by several replicas.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        // Keys are made before the insert; no engine ever hands one back as a number.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )+};
}

ids! {
    /// Key of a [`crate::site`].
    SiteId,
    /// Key of a [`crate::user`].
    UserId,
    /// Names a [`crate::session`]; random (version 4), because what proves a request's origin is made from it.
    SessionId,
    /// Key of an [`crate::api_client`].
    ApiClientId,
    /// Key of a [`crate::role_assignment`].
    RoleAssignmentId,
    /// Key of an [`crate::organization`].
    OrganizationId,
    /// Key of a [`crate::course`].
    CourseId,
    /// Key of a [`crate::course_run`].
    CourseRunId,
    /// Key of a [`crate::program`].
    ProgramId,
    /// Key of a [`crate::pathway`].
    PathwayId,
    /// Key of a [`crate::catalog_sync`].
    CatalogSyncId,
    /// Key of a [`crate::reconciliation`].
    ReconciliationId,
    /// Key of a [`crate::reconciliation_difference`].
    DifferenceId,
    /// Key of a [`crate::signatory`].
    SignatoryId,
    /// Key of an asset: a stored picture.
    AssetId,
    /// Key of a template.
    TemplateId,
    /// Key of a version of a template.
    TemplateVersionId,
    /// Key of a [`crate::certificate_preview`]; random, because it is all that its address needs.
    CertificatePreviewId,
    /// Key of a [`crate::credential_configuration`].
    ConfigurationId,
    /// Key of a [`crate::record_send`].
    RecordSendId,
    /// Key of a [`crate::completion_mail`].
    CompletionMailId,
    /// Key of an [`crate::outgoing_mail`]; the mail's own id, the same at each attempt, is made of it.
    OutgoingMailId,
    /// Key of a [`crate::credential`]; random (version 4), because it is also the public certificate number.
    CredentialId,
    /// Key of a [`crate::record_share`].
    RecordShareId,
    /// Opens a [`crate::record_share`]: random (version 4), in the page's address, never in a log.
    ShareToken,
    /// Tells who made a [`crate::grade`].
    GradeId,
    /// Key of an [`crate::trail_entry`].
    TrailEntryId,
    /// Key of an [`crate::outbox_event`]; consumers tell repeated deliveries by it.
    EventId,
}
