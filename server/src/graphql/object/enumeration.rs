//! The closed sets of the API, each the face of a Rust enumeration below.

mod api_client;
mod catalog;
mod mail;
mod reconciliation;
mod trail;

use async_graphql::Enum;

pub(in crate::graphql) use api_client::{ApiClientState, ApiScope};
pub(in crate::graphql) use catalog::{CatalogOrigin, PathwayKind, PathwayStatus, ProgramStatus};
pub(in crate::graphql) use mail::{MailFailure, MailKind, MailState, RecordSendState};
pub(in crate::graphql) use reconciliation::{
    DifferenceAction, DifferenceKind, DifferenceState, ReconciliationFailure, ReconciliationState,
};
pub(in crate::graphql) use trail::{AuditTrailAction, AuditTrailSubject};

/// What a credential is earned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::LearningObjectType")]
pub(in crate::graphql) enum LearningObjectType {
    /// A program, named by its UUID in the catalogue.
    Program,
    /// A run of a course, named by its course key.
    CourseRun,
}

/// What was decided about a credential. Nothing is ever deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::CredentialStatus")]
pub(in crate::graphql) enum CredentialStatus {
    /// It was awarded and stands.
    Awarded,
    /// It was awarded and later withdrawn.
    Revoked,
}

/// What a credential is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::credential::State")]
pub(in crate::graphql) enum CredentialState {
    /// It stands and may be shown.
    Valid,
    /// It stood until `expiresAt`. Not revoked: it was earned, and its time is over.
    Expired,
    /// It stands, and visitors see it from `visibleAt` on. Until then it does not exist for them.
    NotYetVisible,
    /// Its learner has another one for the same thing instead, since `replacedAt`: `replacedBy`.
    Replaced,
    /// It was withdrawn, at `revokedAt`.
    Revoked,
}

/// Who may see a credential, beside staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::credential::Visibility")]
pub(in crate::graphql) enum CredentialVisibility {
    /// Everybody with its number, from `visibleAt` on.
    Public,
    /// The learner alone: for visitors it does not exist.
    Private,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditOutcome {
    /// It changed.
    Updated,
    /// It was just so already; nothing was written.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// What happened to a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::CredentialChange")]
pub(in crate::graphql) enum CredentialChange {
    /// It was awarded for the first time.
    Awarded,
    /// Attributes, mode or date were changed by a further award.
    Updated,
    /// It was withdrawn.
    Revoked,
    /// It was revoked and then awarded again.
    Reinstated,
    /// What its certificate shows was pinned anew.
    Refreshed,
    /// Its learner turned out to have another one for the same thing, and has that instead.
    Replaced,
    /// Its learner was retired: it names nobody any more, and visitors do not see it.
    Erased,
    /// Nothing: what it says was put on record, which no entry before had done.
    Attested,
}

/// What became of an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::award::Outcome")]
pub(in crate::graphql) enum AwardOutcome {
    /// The learner had no such credential; it was made.
    Created,
    /// The credential existed and something about it changed.
    Updated,
    /// The credential was revoked and stands again.
    Reinstated,
    /// The credential existed just so; nothing was written.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// What became of a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::grade::Outcome")]
pub(in crate::graphql) enum GradeOutcome {
    /// The learner had no grade in this run; it was stored.
    Created,
    /// The learner's grade changed.
    Updated,
    /// The grade was just so already; nothing was written.
    Unchanged,
    /// The platform changed the stored grade later, so it stays; nothing was written.
    Stale,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// What became of a new name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::username_replacement::Outcome")]
pub(in crate::graphql) enum ReplacementOutcome {
    /// The person is called so now.
    Replaced,
    /// The person was called so before; nothing was written.
    Unchanged,
    /// Nobody is known by the current name, so there is nothing to do: perhaps it was done before. Nothing was written.
    Unknown,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

/// How far a learner has come in a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::program_record::Progress")]
pub(in crate::graphql) enum ProgramProgress {
    /// The program's credential stands and may be shown.
    Completed,
    /// The program's credential stands, and may be shown later. Only the learner and staff are told.
    NotYetVisible,
    /// The program's credential was revoked.
    Revoked,
    /// Every course is earned, and the program's credential is not there yet.
    CoursesEarned,
    /// Some course is earned, or something else is known of one.
    InProgress,
    /// Nothing is known of any course.
    NotStarted,
}

/// Why a course of a record, or a run of it, counts or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::program_record::Status")]
pub(in crate::graphql) enum CourseRecordStatus {
    /// Earned, with a grade. The date is the certificate's.
    Earned,
    /// Earned; the grade has not arrived. The date is the certificate's.
    AwaitingGrade,
    /// Earned, and shown from the date on. Only the learner and staff are told.
    VisibleFrom,
    /// The credential was revoked, at the date.
    Revoked,
    /// Earned in this run as well, but another run of the course counts. The date is the certificate's.
    OtherRunCounted,
    /// Earned in a run that is not in the program, which does not count. Only the learner and staff are told. The date is the
    /// certificate's.
    RunNotInProgram,
    /// There is a grade, and no credential yet. Only the learner and staff are told.
    InProgress,
    /// Nothing is known.
    NotStarted,
}

/// Whether a link opens its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::record_share::ShareState")]
pub(in crate::graphql) enum ShareState {
    /// It does.
    Live,
    /// Its time is over.
    Expired,
    /// The learner, or staff, ended it.
    Revoked,
}

/// Something the caller may do anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::Permission")]
pub(in crate::graphql) enum Permission {
    /// See the credentials of every learner.
    ViewAllCredentials,
    /// Award credentials, and change those awarded.
    AwardCredentials,
    /// Revoke credentials.
    RevokeCredentials,
    /// See the whole catalogue.
    BrowseCatalogue,
    /// Keep parts of the catalogue by hand, and have it copied.
    ManageCatalogue,
    /// Have awards, grades and people compared with what the learning platform answers, and say what becomes of what differs.
    Reconcile,
    /// Record the grades of any learner.
    RecordGrades,
    /// Send the records of any learner over pathways.
    SendRecords,
    /// See configurations, signatories, assets and templates.
    ViewConfigurations,
    /// Make a configuration, or let one accept awards.
    CreateConfigurations,
    /// Change a configuration, or let one accept no more awards.
    EditConfigurations,
    /// Make, change and remove signatories.
    ManageSignatories,
    /// Call people by other names.
    ReplaceUsernames,
    /// Have everything forgotten that is known of a person.
    RetireUsers,
    /// Change what the site says about itself.
    EditSite,
    /// Make sites, and change where they are and what they work with.
    ManageSites,
    /// Upload pictures, rename and remove them.
    ManageAssets,
    /// Make, change, check, publish, preview and remove templates.
    ManageTemplates,
    /// Decide what learners are told by mail.
    ManageMail,
    /// Make API clients, give them keys, change and revoke them, and see them.
    ManageApiClients,
    /// See which mail was sent and which was not, and decide about that.
    ManageOutgoingMail,
    /// See who has which role at the site, grant roles and revoke them.
    ManageRoles,
    /// See what others did and must answer for.
    ViewTrail,
    /// See what the service does in the background, and how it fares.
    ViewOperations,
    /// Decide what becomes of events that could not be delivered. Superusers only.
    ManageEvents,
    /// Pin anew what certificates show.
    RefreshCredentials,
}

/// What kind of picture an asset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::AssetKind")]
pub(in crate::graphql) enum AssetKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

/// What kind of thing shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::service::asset::UseKind")]
pub(in crate::graphql) enum AssetUseType {
    /// A signatory, whose signature it is.
    Signatory,
    /// An organization, whose logo it is.
    Organization,
    /// A template that names it, in its draft or as it is published.
    Template,
    /// The site, which shows it in the place of the seal.
    Site,
}

/// Something the caller may do with a template as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::TemplateAction")]
pub(in crate::graphql) enum TemplateAction {
    /// Change it.
    Edit,
    /// Have its newest version checked.
    Check,
    /// Publish its newest version, which was checked.
    Publish,
    /// Remove it, unless a configuration follows it.
    Delete,
}

/// Kinds of faults of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::render::problem::ProblemKind")]
pub(in crate::graphql) enum TemplateProblemKind {
    /// It cannot be read.
    Syntax,
    /// It uses a part of the template language that certificates have no use for.
    StatementNotAllowed,
    /// It cannot be filled: an unknown variable, a value that may be missing, too much work.
    NotFilled,
    /// It has an element that is not on the list.
    ElementNotAllowed,
    /// It has an attribute that is not on the list.
    AttributeNotAllowed,
    /// It leads or reaches elsewhere in a way that is not allowed.
    ExternalReference,
    /// It has a style that is not on the list.
    StyleNotAllowed,
    /// A picture has no text for those who do not see it.
    AltTextMissing,
    /// It names a picture that the site does not have.
    PictureMissing,
    /// It does not show the recipient's name.
    RecipientMissing,
    /// It takes more than one printed page.
    PageOverflow,
    /// It is wider than a printed page.
    TooWide,
    /// A text of it is cut off on paper.
    TextCutOff,
    /// It is too large, or becomes so when it is filled.
    TooLarge,
    /// Its elements stand too deep in each other, or one has too many attributes.
    TooComplex,
}

/// Certificates to try a template with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::render::sample::Sample")]
pub(in crate::graphql) enum CertificateSample {
    /// As most certificates are.
    Plain,
    /// Names and titles as long as they can be.
    LongNames,
    /// One word as long as it can be.
    LongWord,
    /// A language written from right to left.
    RightToLeft,
    /// No logo.
    NoLogo,
    /// No organization.
    NoOrganization,
    /// Nobody signs.
    NoSignatory,
    /// As many people sign as may.
    ManySignatories,
    /// As many organizations as a certificate tells.
    ManyOrganizations,
    /// Signs that mean something to HTML, to templates and to spreadsheets.
    Hostile,
    /// Accents, emoji, and signs that stack.
    Unusual,
    /// A run of a course, of which the catalogue knows nothing.
    BareCourseRun,
    /// With a date of expiry and hours of effort.
    Expiring,
    /// A language that the service has no words in.
    UnknownLanguage,
}

/// How organizations are named on a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::OrganizationLabel")]
pub(in crate::graphql) enum OrganizationLabel {
    /// By their name, as in "Example University".
    Name,
    /// By their short key, as in `ExampleX`.
    Key,
}

/// Something that certificates need and a configuration lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::configuration::Missing")]
pub(in crate::graphql) enum ConfigurationLack {
    /// The catalogue does not know the program.
    LearningObject,
    /// The catalogue names no organization for it.
    Organization,
    /// Neither the catalogue nor the configuration has a title for the course run, so that certificates would be headed with its key.
    Title,
    /// Nobody signs.
    Signatory,
    /// The template has no published version.
    PublishedTemplate,
}

/// Something the caller may do with a configuration as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::ConfigurationAction")]
pub(in crate::graphql) enum ConfigurationAction {
    /// Change it.
    Edit,
    /// Let it accept awards, once it lacks nothing.
    Activate,
    /// Let it accept no more awards.
    Deactivate,
}

/// Something the caller may do with a signatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::SignatoryAction")]
pub(in crate::graphql) enum SignatoryAction {
    /// Change it.
    Edit,
    /// Remove it, unless a configuration names it.
    Delete,
}

/// What was done to something that staff manage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::AuditChange")]
pub(in crate::graphql) enum AuditChange {
    /// It was made.
    Created,
    /// Some of it was changed.
    Edited,
    /// It takes effect from then on.
    Activated,
    /// It took effect no longer.
    Deactivated,
    /// A version of it passed every check.
    Checked,
    /// A version of it could be used from then on.
    Published,
    /// It was removed.
    Deleted,
}

/// What became of a change that staff asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum ChangeOutcome {
    /// It was made.
    Created,
    /// It was changed.
    Updated,
    /// It was removed.
    Deleted,
    /// It was just so; nothing was written.
    Unchanged,
    /// Nothing was stored; `userErrors` say why.
    Refused,
}

impl ChangeOutcome {
    /// What became of an edit that was not refused.
    pub(in crate::graphql) const fn of_edit(is_changed: bool) -> Self {
        if is_changed { Self::Updated } else { Self::Unchanged }
    }
}

/// How it stands with a person's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::standing::Standing")]
pub(in crate::graphql) enum LearnerState {
    /// It may be used, as far as the platform has told.
    Active,
    /// The platform does not let it be used.
    Inactive,
    /// The person was retired: nothing is known of them any more.
    Retired,
}

/// Something the caller may do with a person as they are known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::LearnerAction")]
pub(in crate::graphql) enum LearnerAction {
    /// Award them something.
    Award,
    /// Call them by another name.
    Rename,
    /// Have everything forgotten that is known of them.
    Retire,
    /// Take along all that is kept of them: at `/personal-data.json?username=…`.
    ExportPersonalData,
    /// End their links to records, with `revokeRecordShare`.
    RevokeRecordShares,
}

/// Something the caller may do with a credential as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::policy::CredentialAction")]
pub(in crate::graphql) enum CredentialAction {
    /// Revoke it.
    Revoke,
    /// Award it again, which reinstates it.
    Reinstate,
    /// Keep it private, or show it again.
    SetVisibility,
    /// Pin anew what its certificate shows.
    Refresh,
}

/// A role of a person at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::SiteRole")]
pub(in crate::graphql) enum SiteRole {
    /// Sees credentials, people, configurations and the audit trail, and changes nothing.
    Viewer,
    /// Sees the same; awards, revokes, records grades, refreshes, and sends records.
    Registrar,
    /// Makes configurations and what they are made of: templates, pictures, signatories, completion mails. Sees no people.
    TemplateAuthor,
    /// Everything of the site, the roles of others included.
    SiteAdmin,
}

/// What the caller's token or key makes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum Role {
    /// Sees and shares what they earned.
    Learner,
    /// Runs the institution's credentials: has every role at every site.
    Staff,
    /// A service account of the learning platform: awards and revokes.
    Service,
    /// Everything staff may.
    Superuser,
    /// An API client: what its scopes name.
    ApiClient,
}

impl From<crate::policy::Role> for Role {
    fn from(it: crate::policy::Role) -> Self {
        use crate::policy::Role as It;
        match it {
            It::Learner => Self::Learner,
            It::Staff => Self::Staff,
            It::Service => Self::Service,
            It::Superuser => Self::Superuser,
            It::Client(_) => Self::ApiClient,
        }
    }
}
