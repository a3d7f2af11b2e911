//! What the head of a certificate page tells a machine that reads nothing else: crawlers and link previews.

use entity::id::{CredentialId, ShareToken};
use entity::{LearningObjectType, credential, credential_configuration, site};
use serde_json::{Value, json};

use super::Fault;
use super::credential::{Found, find_public};
use super::record_share::{FollowError, Visitor};
use crate::context::Ctx;
use crate::domain::credential::{State, shown_date, stands, state};
use crate::domain::record_share::{self, ShareState};
use crate::store;

/// What the head of a certificate page says. The recipient's name is not among it: previews are copied far and kept long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificatePage {
    /// Title of the page.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Address of a picture of it ([`CARD`](crate::paper::CARD)); none for one that was revoked or replaced.
    pub image_url: Option<String>,
    /// Words for those who do not see the picture.
    pub image_text: String,
    /// Path of the document that shows it; none for one that was revoked.
    pub document: Option<String>,
    /// What was earned, in the vocabulary of schema.org (`EducationalOccupationalCredential`); none for a credential that does not
    /// stand.
    pub data: Option<Value>,
}

/// Finds what the head of the page says; none where the page does not exist for a visitor.
pub async fn certificate_page(
    ctx: &Ctx,
    site: &site::Model,
    id: CredentialId,
) -> Result<Option<CertificatePage>, Fault> {
    let Some(Found {
        credential,
        configuration,
    }) = find_public(ctx, site.id, id).await?
    else {
        return Ok(None);
    };
    let facts = &credential.facts;
    let issuers = facts
        .organizations
        .iter()
        .map(|it| it.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let issuer = if issuers.is_empty() {
        facts.platform_name.clone()
    } else {
        issuers
    };
    let state = state(&credential, ctx.clock.now());
    let description = match state {
        State::Valid | State::NotYetVisible => format!(
            "A credential for “{}”, issued by {issuer}. Open the page to verify it.",
            facts.title
        ),
        State::Expired => format!(
            "A credential for “{}”, issued by {issuer}, that has expired.",
            facts.title
        ),
        State::Replaced => format!(
            "A credential for “{}”, issued by {issuer}, that has been replaced by another one. Open the page to find it.",
            facts.title
        ),
        State::Revoked => format!(
            "A credential for “{}”, issued by {issuer}, that has been revoked.",
            facts.title
        ),
    };
    let url = super::credential::page_url(&super::site::public_url(ctx, site), id);
    Ok(Some(CertificatePage {
        title: format!("{} · {}", facts.title, facts.platform_name),
        description,
        image_url: stands(&credential).then(|| format!("{url}/preview.png")),
        image_text: format!("{} · {issuer}", facts.title),
        document: stands(&credential).then(|| format!("/credentials/{}/document", id.0.simple())),
        data: (state == State::Valid).then(|| described(&credential, &configuration, &url)),
    }))
}

/// What was earned, as machines read it.
fn described(credential: &credential::Model, configuration: &credential_configuration::Model, url: &str) -> Value {
    let facts = &credential.facts;
    let about = match configuration.learning_object_type {
        LearningObjectType::Program => "EducationalOccupationalProgram",
        LearningObjectType::CourseRun => "Course",
    };
    let organizations: Vec<Value> = facts
        .organizations
        .iter()
        .map(|it| json!({ "@type": "EducationalOrganization", "name": it.name }))
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "identifier": credential.id,
        "url": url,
        "name": facts.title,
        "credentialCategory": "certificate",
        "about": { "@type": about, "name": facts.title },
        "recognizedBy": (!organizations.is_empty()).then_some(organizations),
        "publisher": { "@type": "Organization", "name": facts.platform_name },
        "dateCreated": shown_date(credential.awarded_at, credential.date_override).date_naive(),
        "expires": credential.expires_at.map(|it| it.date_naive()),
        "inLanguage": facts.language,
    });
    // What is not known is left out: the vocabulary has dates and languages, and no word for none.
    if let Value::Object(properties) = &mut data {
        properties.retain(|_, it| !it.is_null());
    }
    data
}

/// What the head of a shared record's page says. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedRecordPage {
    /// The link opens a record.
    Open {
        /// Title of the page.
        title: String,
        /// One sentence.
        description: String,
    },
    /// The link has ended.
    Ended,
}

/// Finds what the head of the page says; none where there is no such link.
pub async fn shared_record_page(
    ctx: &Ctx,
    site: &site::Model,
    token: ShareToken,
    visitor: Visitor,
) -> Result<Option<SharedRecordPage>, FollowError> {
    ctx.guesses.check(visitor.address)?;
    let connection = &ctx.db.read;
    let share = store::record_share::find_by_token(connection, site.id, token).await;
    let Some(share) = share.map_err(Fault::from)? else {
        ctx.guesses.note(visitor.address);
        return Ok(None);
    };
    if record_share::state(&share, ctx.clock.now()) != ShareState::Live {
        return Ok(Some(SharedRecordPage::Ended));
    }
    let program = store::program::find(connection, site.id, share.program_id).await;
    let program = program.map_err(Fault::from)?;
    Ok(program.map(|it| SharedRecordPage::Open {
        title: format!("Learner record: {} · {}", it.title, site.name),
        description: format!(
            "What a learner has earned in “{}”, as {} recorded it.",
            it.title, site.name
        ),
    }))
}
