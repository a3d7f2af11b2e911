//! Values that never change, and what a walk finds.

use entity::id::{CredentialId, TrailEntryId, UserId};
use entity::{
    AuditChange, AuditSubject, CredentialChange, CredentialStatus, TrailAction, TrailSubject, audit_entry,
    credential_history, trail_entry,
};
use serde_json::json;

use super::*;
use crate::domain::hexadecimal::digits;

fn at(minute: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-27T08:30:00.000001Z".parse().expect("an instant");
    start + TimeDelta::minutes(minute)
}

fn site() -> SiteId {
    SiteId(Uuid::from_u128(1))
}

fn deed(number: u128) -> trail_entry::Model {
    trail_entry::Model {
        id: TrailEntryId(Uuid::from_u128(number)),
        site_id: site(),
        actor_id: Some(UserId(Uuid::from_u128(2))),
        action: TrailAction::LearnerViewed,
        subject_kind: TrailSubject::User,
        subject_id: Uuid::from_u128(3),
        reason: Some("Because".to_owned()),
        request_id: Some("request".to_owned()),
        happened_at: at(0),
        details: json!({ "b": 1, "a": null }),
        seal_sequence: None,
    }
}

fn change() -> audit_entry::Model {
    audit_entry::Model {
        subject_id: Uuid::from_u128(4),
        version: 2,
        site_id: site(),
        subject_type: AuditSubject::Signatory,
        change: AuditChange::Edited,
        changed_at: at(1),
        actor_id: None,
        request_id: None,
        details: json!({ "name": { "old": "A", "new": "B" } }),
        seal_sequence: None,
    }
}

fn history() -> credential_history::Model {
    credential_history::Model {
        credential_id: CredentialId(Uuid::from_u128(5)),
        version: 1,
        change: CredentialChange::Awarded,
        status: CredentialStatus::Awarded,
        changed_at: at(2),
        actor_id: Some(UserId(Uuid::from_u128(2))),
        reason: None,
        request_id: Some("award".to_owned()),
        request_token: Some(Uuid::from_u128(6)),
        details: json!({
            "mode": { "old": null, "new": "honor" },
            "recipient_name": { "old": null, "new": "Ada" },
        }),
        site_id: Some(SiteId(Uuid::from_u128(1))),
        seal_sequence: None,
        state_before: None,
        state_after: None,
    }
}

fn materials() -> [Material; 3] {
    let learner = UserId(Uuid::from_u128(3));
    [
        of_deed(&deed(7)),
        of_change(&change()),
        of_credential(&history(), site(), learner),
    ]
}

/// A chain of these entries, sealed at minute 5.
fn chain(materials: &[Material]) -> Vec<trail_seal::Model> {
    let mut previous = BEGINNING;
    let mut links = Vec::new();
    for (sequence, material) in (1..).zip(materials) {
        let place = Place {
            site: site(),
            sequence,
            previous,
            sealed_at: at(5),
            settled_at: at(0),
        };
        let sealed = seal(&place, material, [9; 16]);
        previous = sealed.hash.as_slice().try_into().expect("a hash");
        links.push(sealed);
    }
    links
}

fn walked(links: &[trail_seal::Model], entries: &[Option<Material>], expected: Vec<Head>) -> Vec<(Flaw, i64)> {
    let mut walk = Walk::new(site(), expected, 10);
    for link in links {
        let key = EntryKey::of(link);
        let entry = entries.iter().flatten().find(|it| it.key == key);
        walk.pass(link, entry, || false);
    }
    walk.end().1.iter().map(|it| (it.flaw, it.sequence)).collect()
}

#[test]
fn hashes_are_for_good() {
    let links = chain(&materials());
    let told: Vec<[String; 3]> = links
        .iter()
        .map(|it| [digits(&it.words_digest), digits(&it.digest), digits(&it.hash)])
        .collect();
    assert_eq!(
        told,
        [
            [
                "1656229fd375d3af05d2d6f4d106ab7bf01e1b687f7c74d688fb526379838ce6",
                "f42c2aa0c6061f45fb8c405d78e9db7c2e5642c4d9d7224d0a8c62631512f1c6",
                "6c872faba8a35baae3bb3fc73002c91439d03548b87801f83b2a75a91b3d402b"
            ],
            [
                "efe317c749c947d4f2db8743317bc97dccb52e769b50f131bfea892f23f66bd7",
                "485dee3222ef860ee19bc4d2b59b59f5f4326afcc457492d2c7a929ad1e2de02",
                "fd0b302e826881598d13e8068235d4a7f3b616e623cc97ada5736a20d9fac5ab"
            ],
            [
                "183843e6134b9963837adb5672bd0282ff6e51936e0525abddb6f6a2d917de10",
                "7a92cfad49f0e696f2662fbde6e2fe4a8edc8af513386badfe2b4ae545e9ee6c",
                "1e34d54e471cb9a9a7e05c994dc2f7d129288b3c3872202073060eac8bb2deac"
            ],
        ]
    );
}

#[test]
fn entries_that_tell_states_are_hashed_with_them() {
    let learner = UserId(Uuid::from_u128(3));
    let of = |state_before: Option<u8>, state_after: Option<u8>| {
        let digest = |it: Option<u8>| it.map(|it| vec![it; 32]);
        let entry = credential_history::Model {
            state_before: digest(state_before),
            state_after: digest(state_after),
            ..history()
        };
        let material = of_credential(&entry, site(), learner);
        digits(&material.digest(&material.words_digest(&[9; 16])))
    };
    assert_eq!(
        [of(None, None), of(None, Some(7)), of(Some(6), Some(7))],
        [
            "7a92cfad49f0e696f2662fbde6e2fe4a8edc8af513386badfe2b4ae545e9ee6c",
            "20967ca1effa102ffa3187fde02c1f2ae8ffaae3c5828bef662a2fcac22d71d8",
            "a307a548e294598729a300c236a00f7354d8473993b1e5325028458ae91af8d8",
        ]
    );
    assert_ne!(of(Some(7), None), of(None, Some(7)));
}

#[test]
fn sound_chain_is_sound() {
    let all = materials();
    let links = chain(&all);
    let head = Head::stored(3, &links[2].hash).expect("a head");
    let entries = all.map(Some);
    assert_eq!(walked(&links, &entries, vec![head]), []);
    let middle = Head::stored(2, &links[1].hash).expect("a head");
    assert_eq!(walked(&links, &entries, vec![middle, head]), []);
    assert_eq!(walked(&[], &[], Vec::new()), []);
}

#[test]
fn every_field_of_an_entry_counts() {
    let links = chain(&materials());
    let learner = UserId(Uuid::from_u128(3));
    let deeds: [fn(&mut trail_entry::Model); 8] = [
        |it| it.site_id = SiteId(Uuid::from_u128(8)),
        |it| it.actor_id = None,
        |it| it.action = TrailAction::UserRetired,
        |it| it.subject_id = Uuid::from_u128(8),
        |it| it.reason = Some("Because.".to_owned()),
        |it| it.request_id = None,
        |it| it.happened_at += TimeDelta::microseconds(1),
        |it| it.details = json!({ "b": 1 }),
    ];
    for (index, alter) in deeds.into_iter().enumerate() {
        let mut altered = deed(7);
        alter(&mut altered);
        let [_, second, third] = materials();
        let entries = [Some(of_deed(&altered)), Some(second), Some(third)];
        assert_eq!(walked(&links, &entries, Vec::new()), [(Flaw::Altered, 1)], "{index}");
    }
    let histories: [fn(&mut credential_history::Model); 6] = [
        |it| it.change = CredentialChange::Updated,
        |it| it.status = CredentialStatus::Revoked,
        |it| it.reason = Some("x".to_owned()),
        |it| it.request_token = None,
        |it| it.details = json!({ "mode": { "old": null, "new": "honor" } }),
        |it| it.actor_id = None,
    ];
    for (index, alter) in histories.into_iter().enumerate() {
        let mut altered = history();
        alter(&mut altered);
        let [first, second, _] = materials();
        let entries = [
            Some(first),
            Some(second),
            Some(of_credential(&altered, site(), learner)),
        ];
        assert_eq!(walked(&links, &entries, Vec::new()), [(Flaw::Altered, 3)], "{index}");
    }
    let mut altered = change();
    altered.details = json!({ "name": { "old": "A", "new": "C" } });
    let [first, _, third] = materials();
    let entries = [Some(first), Some(of_change(&altered)), Some(third)];
    assert_eq!(walked(&links, &entries, Vec::new()), [(Flaw::Altered, 2)]);
}

#[test]
fn what_is_gone_is_missed() {
    let all = materials();
    let links = chain(&all);
    let [first, second, third] = all;
    assert_eq!(
        walked(&links, &[Some(first.clone()), None, Some(third.clone())], Vec::new()),
        [(Flaw::Removed, 2)]
    );
    let entries = [Some(first), Some(second), Some(third)];
    let without = [links[0].clone(), links[2].clone()];
    assert_eq!(walked(&without, &entries, Vec::new()), [(Flaw::Removed, 2)]);
    // The end is missed by whoever noted it down.
    assert_eq!(walked(&links[..2], &entries, Vec::new()), []);
    let head = Head::stored(3, &links[2].hash).expect("a head");
    assert_eq!(walked(&links[..2], &entries, vec![head]), [(Flaw::Removed, 3)]);
}

#[test]
fn rewritten_chain_has_another_head() {
    let mut all = materials();
    let head = Head::stored(3, &chain(&all)[2].hash).expect("a head");
    all[0] = of_deed(&trail_entry::Model {
        reason: None,
        ..deed(7)
    });
    let links = chain(&all);
    let entries = all.map(Some);
    assert_eq!(walked(&links, &entries, Vec::new()), []);
    assert_eq!(walked(&links, &entries, vec![head]), [(Flaw::Altered, 3)]);
}

#[test]
fn what_should_have_been_sealed_before_was_inserted() {
    let mut late = materials()[1].clone();
    late.at = at(-90);
    let [first, _, third] = materials();
    let all = [first, late, third];
    let links = chain(&all);
    let entries = all.map(Some);
    assert_eq!(walked(&links, &entries, Vec::new()), [(Flaw::Inserted, 2)]);
    let mut walk = Walk::new(site(), Vec::new(), 10);
    walk.insert(4, EntryKey::of(&links[0]));
    assert_eq!(
        walk.end().1,
        [Finding {
            flaw: Flaw::Inserted,
            sequence: 4,
            entry: Some(EntryKey::of(&links[0])),
            row: None,
        }]
    );
    assert_eq!(settled(None, None), DateTime::UNIX_EPOCH);
    assert_eq!(settled(Some(at(0)), Some(at(30))), at(0));
    assert_eq!(settled(Some(at(0)), Some(at(90))), at(30));
}

#[test]
fn words_go_with_the_person_alone() {
    let links = chain(&[of_deed(&deed(7))]);
    let silent = of_deed(&trail_entry::Model {
        reason: None,
        request_id: None,
        ..deed(7)
    });
    for salt in [None, Some(vec![9; 16])] {
        let link = trail_seal::Model {
            salt,
            ..links[0].clone()
        };
        assert_eq!(words(&link, &silent), Words::Gone);
        for (is_retired, n_findings) in [(true, 0), (false, 1)] {
            let mut walk = Walk::new(site(), Vec::new(), 10);
            walk.pass(&link, Some(&silent), || is_retired);
            assert_eq!(walk.end().1.len(), n_findings);
        }
    }
    let other = of_deed(&trail_entry::Model {
        reason: Some("Other".to_owned()),
        ..deed(7)
    });
    let link = trail_seal::Model {
        salt: None,
        ..links[0].clone()
    };
    assert_eq!(words(&link, &other), Words::Others);
    assert_eq!(words(&links[0], &of_deed(&deed(7))), Words::Told);
}
