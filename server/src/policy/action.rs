//! What is asked, with the facts needed to decide.

use chrono::{DateTime, Utc};
use entity::credential;
use entity::id::UserId;

/// What is asked, with the facts needed to decide.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// Award credentials, and change those awarded.
    AwardCredentials,
    /// Revoke credentials.
    RevokeCredentials,
    /// Record the grades of any learner.
    RecordGrades,
    /// See where any learner stands, as the learning platform shows it.
    ViewLearnerStatus,
    /// See all that a learner has earned, and what is missing.
    ViewRecord {
        /// The learner.
        learner: UserId,
    },
    /// See the credentials of every learner.
    ViewAllCredentials,
    /// See the mail addresses of all people, and find them by these.
    ViewAddresses,
    /// See what others did and must answer for.
    ViewTrail,
    /// See what the service does in the background, and how it fares.
    ViewOperations,
    /// Decide what becomes of events that could not be delivered, of every site.
    ManageEvents,
    /// List credentials, as far as one may see them.
    ListCredentials,
    /// See what a credential's certificate says.
    ViewCredential {
        /// The credential.
        credential: &'a credential::Model,
        /// The present instant.
        now: DateTime<Utc>,
    },
    /// See what only the learner and staff may know of a credential: attributes, reasons, history.
    ViewCredentialDetails {
        /// The credential.
        credential: &'a credential::Model,
    },
    /// Share records of one's own.
    ShareRecords,
    /// Change what a link to a record shows, and for how long.
    EditRecordShare {
        /// The learner whose record it is.
        learner: UserId,
    },
    /// End a link to a record.
    RevokeRecordShare {
        /// The learner whose record it is.
        learner: UserId,
    },
    /// Send a record over a pathway.
    SendRecord {
        /// The learner whose record it is.
        learner: UserId,
    },
    /// Send the records of any learner over pathways.
    SendRecords,
    /// Decide whether who got a record is told when its program is completed.
    EditRecordSend {
        /// The learner whose record it is.
        learner: UserId,
    },
    /// Count that a shared record was viewed.
    CountView,
    /// Decide who may see a credential.
    SetCredentialVisibility {
        /// The credential.
        credential: &'a credential::Model,
    },
    /// See programs and course runs of the catalogue.
    ViewCatalogue,
    /// See configurations with all that staff may know of them, and what they are made of: signatories, assets, templates.
    ViewConfigurations,
    /// Make a configuration, or let one accept awards.
    CreateConfigurations,
    /// Change a configuration, or let one accept no more awards.
    EditConfigurations,
    /// Make, change and remove signatories.
    ManageSignatories,
    /// See what a site tells everybody about itself.
    ViewSite,
    /// Change what a site says about itself, and see all of that.
    EditSite {
        /// Whether it is the site of the request.
        is_own: bool,
    },
    /// Make sites, change where they are and what they work with, and see what they tell only those who run them.
    ManageSites,
    /// See the whole catalogue.
    BrowseCatalogue,
    /// Keep parts of the catalogue by hand, and have it copied.
    ManageCatalogue,
    /// Write what the catalogue service lists: what a run does that somebody may ask for.
    CopyCatalogue,
    /// Have awards, grades and people compared with what the learning platform answers, and say what becomes of what differs.
    Reconcile,
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
    /// Pin anew what certificates show.
    RefreshCredentials,
    /// Call people by other names.
    ReplaceUsernames,
    /// Have everything forgotten that is known of a person.
    RetireUsers,
    /// Take along what is kept of a person on one site.
    ExportPersonalData {
        /// The person.
        person: UserId,
    },
    /// Take along what is kept of a person on every site.
    ExportPersonalDataEverywhere {
        /// The person.
        person: UserId,
    },
    /// Keep what a verified token tells of its bearer.
    KnowBearer,
    /// Write down what follows from a change that was allowed.
    FollowUp,
}
