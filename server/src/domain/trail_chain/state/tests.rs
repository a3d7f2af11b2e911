//! A value that never changes, and what counts.

use chrono::{DateTime, TimeDelta, Utc};
use entity::certificate_facts::CertificateOrganization;
use entity::id::{ConfigurationId, CredentialId, SiteId, TemplateVersionId, UserId};
use entity::{AttributeName, CertificateFacts, CredentialChange, CredentialStatus, EnrollmentMode};

use super::*;
use crate::domain::hexadecimal::digits;

fn at() -> DateTime<Utc> {
    "2026-11-27T08:30:00.000001Z".parse().expect("an instant")
}

fn salt() -> Uuid {
    Uuid::from_u128(9)
}

fn credential() -> credential::Model {
    credential::Model {
        id: CredentialId(Uuid::from_u128(1)),
        site_id: SiteId(Uuid::from_u128(2)),
        user_id: UserId(Uuid::from_u128(3)),
        configuration_id: ConfigurationId(Uuid::from_u128(4)),
        status: CredentialStatus::Awarded,
        mode: Some(mode("honor")),
        awarded_at: at(),
        date_override: None,
        visible_at: at(),
        expires_at: Some(at() + TimeDelta::days(365)),
        revoked_at: None,
        revocation_reason: None,
        replaced_at: None,
        replaced_by_id: None,
        facts: CertificateFacts {
            recipient_name: Some("Ada".to_owned()),
            is_name_told: true,
            title: "Data Science".to_owned(),
            type_label: None,
            organizations: vec![CertificateOrganization {
                name: "Wexcombe".to_owned(),
                key: "WexcombeX".to_owned(),
                logo: None,
                logo_url: None,
            }],
            signatories: Vec::new(),
            hours_of_effort: Some(40),
            language: None,
            platform_name: "Wexcombe Online".to_owned(),
            template_version: None,
        },
        is_private: false,
        version: 1,
        updated_at: at(),
        state_salt: Some(salt()),
    }
}

fn mode(text: &str) -> EnrollmentMode {
    EnrollmentMode::parse(text).expect("a mode")
}

fn attribute(name: &str, value: &str) -> credential_attribute::Model {
    credential_attribute::Model {
        credential_id: CredentialId(Uuid::from_u128(1)),
        name: AttributeName::parse(name).expect("a name"),
        value: value.to_owned(),
    }
}

fn attributes() -> [credential_attribute::Model; 2] {
    [attribute("b", "2"), attribute("a", "1")]
}

fn entry() -> credential_history::Model {
    let after = state_digest(&credential(), &attributes(), salt());
    credential_history::Model {
        credential_id: CredentialId(Uuid::from_u128(1)),
        version: 1,
        change: CredentialChange::Awarded,
        status: CredentialStatus::Awarded,
        changed_at: at(),
        actor_id: None,
        reason: None,
        request_id: None,
        request_token: None,
        details: json!({}),
        site_id: Some(SiteId(Uuid::from_u128(2))),
        seal_sequence: None,
        state_before: None,
        state_after: Some(after.to_vec()),
    }
}

#[test]
fn digest_is_for_good() {
    let expected = "642381515291bdc83d9674f2a646cebfaf7fbe0c72bf67e0068a8141fdb20b1b";
    assert_eq!(digits(&state_digest(&credential(), &attributes(), salt())), expected);
    let [one, other] = attributes();
    assert_eq!(digits(&state_digest(&credential(), &[other, one], salt())), expected);
}

#[test]
fn everything_that_is_said_counts() {
    let alter: [fn(&mut credential::Model); 24] = [
        |it| it.id = CredentialId(Uuid::from_u128(8)),
        |it| it.site_id = SiteId(Uuid::from_u128(8)),
        |it| it.user_id = UserId(Uuid::from_u128(8)),
        |it| it.configuration_id = ConfigurationId(Uuid::from_u128(8)),
        |it| it.status = CredentialStatus::Revoked,
        |it| it.mode = None,
        |it| it.mode = Some(mode("verified")),
        |it| it.awarded_at += TimeDelta::microseconds(1),
        |it| it.date_override = Some(at()),
        |it| it.visible_at += TimeDelta::microseconds(1),
        |it| it.expires_at = None,
        |it| it.revoked_at = Some(at()),
        |it| it.revocation_reason = Some(String::new()),
        |it| it.replaced_at = Some(at()),
        |it| it.replaced_by_id = Some(CredentialId(Uuid::from_u128(8))),
        |it| it.facts.recipient_name = Some("Eve".to_owned()),
        |it| it.facts.is_name_told = false,
        |it| it.facts.title = "Medicine".to_owned(),
        |it| it.facts.organizations[0].name = "Wexford".to_owned(),
        |it| it.facts.hours_of_effort = None,
        |it| it.facts.template_version = Some(TemplateVersionId(Uuid::from_u128(8))),
        |it| it.is_private = true,
        |it| it.version = 2,
        |it| it.updated_at += TimeDelta::microseconds(1),
    ];
    let digest = state_digest(&credential(), &attributes(), salt());
    for (index, alter) in alter.into_iter().enumerate() {
        let mut altered = credential();
        alter(&mut altered);
        assert_ne!(state_digest(&altered, &attributes(), salt()), digest, "{index}");
    }
    let [one, other] = attributes();
    for altered in [
        vec![],
        vec![one.clone()],
        vec![one.clone(), attribute("a", "2")],
        vec![one.clone(), attribute("c", "1")],
        vec![one, other, attribute("c", "")],
    ] {
        assert_ne!(state_digest(&credential(), &altered, salt()), digest, "{altered:?}");
    }
    assert_ne!(state_digest(&credential(), &attributes(), Uuid::from_u128(10)), digest);
}

#[test]
fn newest_entry_attests_what_is_said_or_does_not() {
    let told = |credential: &credential::Model, newest: &[credential_history::Model]| {
        attestation(credential, &attributes(), newest)
    };
    let later = credential_history::Model { version: 2, ..entry() };
    let silent = credential_history::Model {
        state_after: None,
        ..entry()
    };
    assert_eq!(told(&credential(), &[entry()]), Attestation::Sound);
    assert_eq!(told(&credential(), std::slice::from_ref(&silent)), Attestation::Missing);
    for newest in [vec![], vec![later.clone()], vec![entry(), later]] {
        assert_eq!(told(&credential(), &newest), Attestation::Broken, "{newest:?}");
    }
    let saltless = credential::Model {
        state_salt: None,
        ..credential()
    };
    assert_eq!(told(&saltless, &[entry()]), Attestation::Broken);
    assert_eq!(told(&saltless, &[silent]), Attestation::Missing);
    assert_eq!(attestation(&credential(), &[], &[entry()]), Attestation::Broken);
}
