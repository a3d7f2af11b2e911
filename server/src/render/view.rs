//! What a template may say: everything of a certificate, as texts in its language, and nothing else.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{CertificateFacts, LearningObjectType};
use serde::Serialize;
use uuid::Uuid;

use super::language::Words;
use crate::domain::language::ladder;
use crate::domain::{asset_address, organization_logo};

/// What a template may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// Who earned it.
    pub recipient: Recipient,
    /// What was earned.
    pub credential: Credential,
    /// Who offers it, in order.
    pub organizations: Vec<Organization>,
    /// Their names in one phrase; empty where there is none.
    pub organization_names: String,
    /// Who signs, in order.
    pub signatories: Vec<Signatory>,
    /// Name of the institution's platform.
    pub platform_name: String,
    /// BCP 47 tag of the language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Words in the language, by name: the built-in ones, and the template's own over them.
    pub text: BTreeMap<String, String>,
}

/// Who earned it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// Full name.
    pub name: String,
}

/// What was earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// Title.
    pub title: String,
    /// `program` or `course_run`.
    pub kind: String,
    /// Display label of the kind, such as "Professional Certificate".
    pub type_label: String,
    /// That somebody has completed something of this kind.
    pub achievement: String,
    /// Certificate number, 32 digits.
    pub number: String,
    /// Address of the public page.
    pub url: String,
    /// Path of a picture of that address as a QR code.
    pub qr: String,
    /// Date of issue, in words.
    pub issued_on: String,
    /// Date of issue, as in `2026-11-25`.
    pub issued_date: String,
    /// Date of expiry, in words; none for never.
    pub expires_on: Option<String>,
    /// Expected effort, in words; none where it is not told.
    pub hours_of_effort: Option<String>,
}

/// Who offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Name to print.
    pub name: String,
    /// Short key.
    pub key: String,
    /// Address of the logo; none where there is no picture of it among the assets.
    pub logo: Option<String>,
    /// Words for those who do not see the logo.
    pub logo_text: String,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signatory {
    /// Full name.
    pub name: String,
    /// Lines of the position.
    pub titles: Vec<String>,
    /// The organization the person signs for; none where unknown.
    pub organization: Option<String>,
    /// Address of the picture of the signature; none where there is none.
    pub image: Option<String>,
    /// Words for those who do not see it.
    pub image_text: String,
}

/// What there is to show of one credential.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was pinned.
    pub facts: &'a CertificateFacts,
    /// Kind of learning object.
    pub kind: LearningObjectType,
    /// Certificate number.
    pub number: Uuid,
    /// Date to print.
    pub issued_at: DateTime<Utc>,
    /// When it expires.
    pub expires_at: Option<DateTime<Utc>>,
    /// Where the world reaches the service, without a slash at the end.
    pub public_url: &'a str,
    /// The language of who reads it, for one that tells none.
    pub reader: Option<&'a str>,
}

/// Makes a view in the certificate's language, with the template's own words over the built-in ones.
#[must_use]
pub fn view(shown: Shown<'_>, texts: &BTreeMap<String, BTreeMap<String, String>>) -> View {
    let Shown {
        facts,
        kind,
        number,
        issued_at,
        expires_at,
        public_url,
        reader,
    } = shown;
    let asked = facts.language.as_deref().or(reader).unwrap_or("en");
    let own = in_language(asked, texts);
    let built_in = Words::find(asked);
    let words = built_in.unwrap_or_else(Words::english);
    // Told to screen readers and typesetters: the language that the words are really in.
    let language = if own.is_some() || built_in.is_some() {
        asked
    } else {
        "en"
    };
    let mut text = words.text.clone();
    if facts.language.is_none() && reader.is_some() {
        // A template says words that are built in nowhere: where it has them in English alone, they stand.
        for (name, word) in texts.get("en").into_iter().flatten() {
            text.entry(name.clone()).or_insert_with(|| word.clone());
        }
        text.extend(own.cloned().unwrap_or_default());
    } else {
        text.extend(own_words(facts.language.as_deref(), texts).cloned().unwrap_or_default());
    }

    let organizations: Vec<Organization> = facts
        .organizations
        .iter()
        .map(|it| Organization {
            name: it.name.clone(),
            key: it.key.clone(),
            logo: organization_logo::path(it, public_url),
            logo_text: words.named("logo_of", &it.name),
        })
        .collect();
    let names: Vec<&str> = organizations.iter().map(|it| it.name.as_str()).collect();
    let of_kind = |name: &str| words.word(&format!("{name}_{kind}"));
    View {
        recipient: Recipient {
            // Where no name is known, nobody is called by a username.
            name: facts.recipient_name.clone().unwrap_or_else(|| words.word("holder")),
        },
        credential: Credential {
            title: facts.title.clone(),
            kind: kind.to_string(),
            type_label: facts.type_label.clone().unwrap_or_else(|| of_kind("type")),
            achievement: of_kind("completed"),
            number: number.simple().to_string(),
            url: format!("{public_url}/credentials/{}", number.simple()),
            qr: format!("/credentials/{}/qr.svg", number.simple()),
            issued_on: words.date(issued_at),
            issued_date: issued_at.format("%Y-%m-%d").to_string(),
            expires_on: expires_at.map(|it| words.date(it)),
            hours_of_effort: facts.hours_of_effort.map(|it| words.hours(it)),
        },
        organization_names: words.list(&names),
        organizations,
        signatories: facts
            .signatories
            .iter()
            .map(|it| Signatory {
                name: it.name.clone(),
                titles: it
                    .title
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect(),
                organization: it.organization.clone(),
                image: it.image.as_deref().map(asset_address::path),
                image_text: words.named("signature_of", &it.name),
            })
            .collect(),
        platform_name: facts.platform_name.clone(),
        language: language.to_owned(),
        direction: if own.is_some() && built_in.is_none() {
            direction_of(language)
        } else {
            words.direction.as_str()
        }
        .to_owned(),
        text,
    }
}

/// The words of a template's own that stand on a certificate in a language; none where the built-in ones do.
#[must_use]
pub fn own_words<'a>(
    language: Option<&str>,
    texts: &'a BTreeMap<String, BTreeMap<String, String>>,
) -> Option<&'a BTreeMap<String, String>> {
    in_language(language.unwrap_or("en"), texts).or_else(|| texts.get("en"))
}

/// The words in a language, or in the one it is a variety of.
fn in_language<'a>(
    language: &str,
    texts: &'a BTreeMap<String, BTreeMap<String, String>>,
) -> Option<&'a BTreeMap<String, String>> {
    ladder(language).find_map(|it| texts.get(it))
}

/// The direction of writing of a language without built-in words.
fn direction_of(language: &str) -> &'static str {
    let base = language.split('-').next().unwrap_or_default();
    let is_right_to_left = ["ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&base)
        || language.contains("-Arab")
        || language.contains("-Hebr");
    if is_right_to_left { "rtl" } else { "ltr" }
}
