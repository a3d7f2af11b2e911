//! The rows that a list of awards writes, gathered before anything is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, OutgoingMailId, ProgramId, UserId};
use entity::{
    AttributeName, CertificateFacts, CredentialChange, CredentialStatus, OrganizationLabel, completion_check,
    credential, credential_attribute, credential_configuration, credential_history, outbox_event, outgoing_mail, user,
};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value, json};

use super::known::named;
use super::{Awarded, Known, Origin, Slot, source};
use crate::context::Request;
use crate::domain::award::{AwardRequest, Change, DateOverride, Decision, Outcome, Refusal, decide};
use crate::domain::certificate::{self, Source};
use crate::domain::credential::{Described, Recorded, changes, expires_at, visible_at};
use crate::domain::learning_object::LearningObject;
use crate::domain::mail;
use crate::domain::replacement::settle;
use crate::policy::Permit;
use crate::service::bulk::Verdict as _;
use crate::service::credential::record;
use crate::service::learner::Learners;
use crate::service::{program_completion, site};
use crate::store;
use crate::store::user::Reliance;

/// An award, and its place in the list.
type Item<'a> = (usize, &'a AwardRequest);

/// The rows that a list of awards writes.
pub(super) struct Plan<'a> {
    request: &'a Request,
    origin: &'a Origin,
    known: Known,
    now: DateTime<Utc>,
    /// Which item claimed a learner's credential first.
    claimed: BTreeMap<Slot, usize>,
    new_configurations: Vec<credential_configuration::Model>,
    new_credentials: Vec<(credential::Model, Option<String>)>,
    changes: Vec<Pending>,
    attributes: Vec<credential_attribute::Model>,
    removed_attributes: Vec<(CredentialId, AttributeName)>,
    events: Vec<outbox_event::Model>,
    checks: Vec<completion_check::Model>,
    mails: Vec<outgoing_mail::Model>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(request: &'a Request, origin: &'a Origin, known: Known, now: DateTime<Utc>) -> Self {
        Self {
            request,
            origin,
            known,
            now,
            claimed: BTreeMap::new(),
            new_configurations: Vec::new(),
            new_credentials: Vec::new(),
            changes: Vec::new(),
            attributes: Vec::new(),
            removed_attributes: Vec::new(),
            events: Vec::new(),
            checks: Vec::new(),
            mails: Vec::new(),
        }
    }

    /// Whether nothing has to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.known.learners.has_changed()
    }

    /// One of the changes that it makes, by which the next attempt knows whether all were made.
    pub(super) fn first_change(&self) -> Option<(CredentialId, i32)> {
        self.changes
            .first()
            .map(|it| (it.entry.credential_id, it.entry.version))
    }

    /// Decides on an award and notes what it writes.
    pub(super) fn add(&mut self, index: usize, award: &AwardRequest, new_id: CredentialId) -> Awarded {
        self.verdict(index, award, new_id)
            .unwrap_or_else(|refusal| Awarded::refused(vec![refusal]))
    }

    fn verdict(&mut self, index: usize, award: &AwardRequest, new_id: CredentialId) -> Result<Awarded, Refusal> {
        // Everything that may refuse comes before anything is noted.
        let (learner, second) = self.known.learners.identify(named(award), self.now)?;
        let configuration = self.configuration(award)?;
        let slot = (learner.id, configuration.id);
        if let Some(&first) = self.claimed.get(&slot) {
            return Err(Refusal::DuplicateItem { first });
        }
        let second_slot = second.as_ref().map(|it| (it.id, configuration.id));
        let of_second = second_slot.and_then(|it| self.known.credentials.get(&it));
        // As it will be when the rows are one.
        let stored = match (self.known.credentials.get(&slot), of_second) {
            (Some(own), Some(other)) => Some(settle(own, other, self.now).kept),
            (own, other) => own.or(other),
        };
        let attributes = stored
            .and_then(|it| self.known.attributes.get(&it.id))
            .map_or(&[][..], Vec::as_slice);
        let decision = decide(award, &configuration, stored.map(|it| (it, attributes)), self.now)?;
        let stored = stored.cloned();

        self.claimed.insert(slot, index);
        let shows_known_name = award.recipient_name.is_none();
        if stored.is_none() && (learner.lms_user_id.is_none() || shows_known_name) {
            let reliance = Reliance {
                is_named: learner.full_name.is_some(),
                // Its owner may want certificates to show another one by now.
                is_name_due: shows_known_name,
            };
            self.known.learners.touch(&learner, reliance);
        }
        self.known.learners.note(&learner, second, self.now);
        if !matches!(decision, Decision::Unchanged) {
            self.known.learners.pin(&learner, award.recipient_name.as_ref());
        }
        Ok(match decision {
            Decision::Create => {
                self.note_configuration(award, &configuration);
                self.create((index, award), &learner, &configuration, new_id)
            }
            Decision::Change(change) => self.change((index, award), *change, &learner, &configuration),
            Decision::Unchanged => Awarded {
                outcome: Outcome::Unchanged,
                credential: stored,
                changes: Map::new(),
                refusals: Vec::new(),
            },
        })
    }

    /// The configuration, or for a course run the one that will be written. A program's must have been made by staff.
    fn configuration(&self, award: &AwardRequest) -> Result<credential_configuration::Model, Refusal> {
        if let Some(stored) = self.known.configurations.get(&award.learning_object) {
            return Ok(stored.clone());
        }
        match &award.learning_object {
            LearningObject::Program(_) => Err(Refusal::ConfigurationNotFound),
            LearningObject::CourseRun(_) => Ok(credential_configuration::Model {
                id: ConfigurationId(crate::id::ordered()),
                site_id: self.request.site.id,
                learning_object_type: award.learning_object.kind(),
                learning_object_id: award.learning_object.id(),
                is_active: true,
                title: None,
                mode: award.mode.clone(),
                language: None,
                organization_label: OrganizationLabel::Name,
                shows_hours_of_effort: false,
                available_at: None,
                expires_after_days: None,
                expires_after_months: None,
                expires_at: None,
                template_id: None,
                visibility_stale_since: None,
                awards_automatically: false,
                completion_stale_since: None,
                version: 1,
                created_at: self.now,
                updated_at: self.now,
                updated_by: None,
            }),
        }
    }

    fn note_configuration(&mut self, award: &AwardRequest, configuration: &credential_configuration::Model) {
        if !self.known.configurations.contains_key(&award.learning_object) {
            self.new_configurations.push(configuration.clone());
            self.known
                .configurations
                .insert(award.learning_object.clone(), configuration.clone());
        }
    }

    fn create(
        &mut self,
        item: Item<'_>,
        learner: &user::Model,
        configuration: &credential_configuration::Model,
        id: CredentialId,
    ) -> Awarded {
        let (_, award) = item;
        let date_override = match award.date_override {
            DateOverride::Keep | DateOverride::Clear => None,
            DateOverride::Set(date) => Some(date),
        };
        let credential = credential::Model {
            id,
            site_id: self.request.site.id,
            user_id: learner.id,
            configuration_id: configuration.id,
            status: CredentialStatus::Awarded,
            mode: award.mode.clone(),
            awarded_at: self.now,
            date_override,
            visible_at: visible_at(self.now, configuration.available_at, date_override),
            expires_at: expires_at(configuration, date_override.unwrap_or(self.now)),
            revoked_at: None,
            revocation_reason: None,
            replaced_at: None,
            replaced_by_id: None,
            // Read and filled in before the row is written.
            facts: CertificateFacts {
                is_name_told: award.recipient_name.is_some(),
                ..certificate::facts(&self.request.site, configuration, &Source::default(), None)
            },
            is_private: false,
            version: 1,
            updated_at: self.now,
            state_salt: None,
        };
        let recipient_name = award.recipient_name.clone().or_else(|| learner.full_name.clone());
        let mut details = changes(None, &credential);
        let mut attributes = Vec::new();
        for (name, value) in &award.attributes {
            // What is to be taken away was never there.
            let Some(value) = value else { continue };
            details.insert(format!("attributes.{name}"), json!({ "old": null, "new": value }));
            attributes.push(credential_attribute::Model {
                credential_id: id,
                name: name.clone(),
                value: value.clone(),
            });
        }
        self.attributes.extend_from_slice(&attributes);
        let pending = Pending {
            before: None,
            entry: self.entry(item, CredentialChange::Awarded, &credential, Value::Object(details)),
            after: (credential.clone(), attributes),
        };
        self.record(pending, learner, configuration);
        self.new_credentials.push((credential.clone(), recipient_name));
        Awarded {
            outcome: Outcome::Created,
            credential: Some(credential),
            changes: Map::new(),
            refusals: Vec::new(),
        }
    }

    fn change(
        &mut self,
        item: Item<'_>,
        change: Change,
        learner: &user::Model,
        configuration: &credential_configuration::Model,
    ) -> Awarded {
        let all_attributes = change.attributes_after();
        let Change {
            outcome,
            change,
            before,
            credential,
            attributes,
            removed,
            details,
        } = change;
        let changes = details.as_object().cloned().unwrap_or_default();
        let pending = Pending {
            before: Some(before),
            entry: self.entry(item, change, &credential, details),
            after: (credential.clone(), all_attributes),
        };
        self.record(pending, learner, configuration);
        self.attributes.extend(attributes);
        self.removed_attributes
            .extend(removed.into_iter().map(|it| (credential.id, it)));
        Awarded {
            outcome,
            credential: Some(credential),
            changes,
            refusals: Vec::new(),
        }
    }

    fn entry(
        &self,
        (index, award): Item<'_>,
        change: CredentialChange,
        credential: &credential::Model,
        details: Value,
    ) -> credential_history::Model {
        let reason = award.reason.clone().or_else(|| self.origin.reason.map(str::to_owned));
        credential_history::Model {
            request_id: self.origin.request_ids.get(index).map(ToString::to_string),
            ..record::entry(self.request, change, credential, reason, details)
        }
    }

    fn record(&mut self, pending: Pending, learner: &user::Model, configuration: &credential_configuration::Model) {
        let (credential, _) = &pending.after;
        self.checks
            .extend(program_completion::note(credential, configuration, self.now));
        self.events.push(record::event(
            &site::public_url(&self.request.ctx, &self.request.site),
            pending.entry.change,
            credential,
            learner,
            configuration,
            self.now,
        ));
        self.changes.push(pending);
    }

    /// The learners of the list.
    pub(super) fn learners(&self) -> &Learners {
        &self.known.learners
    }

    /// Reads what the certificates of the new credentials say.
    ///
    /// Of those of which the learners are told by mail it notes the mail.
    pub(super) async fn read_facts(&mut self) -> Result<BTreeMap<CredentialId, CertificateFacts>, DbErr> {
        if self.new_credentials.is_empty() {
            return Ok(BTreeMap::new());
        }
        let used: BTreeMap<ConfigurationId, &credential_configuration::Model> =
            self.known.configurations.values().map(|it| (it.id, it)).collect();
        let configurations: Vec<_> = used.values().copied().collect();
        let sources = source::by_configurations(self.request, &configurations).await?;
        let is_told = |it: &credential::Model| {
            let source = sources.get(&it.configuration_id);
            source.is_some_and(|it| it.has_completion_mail)
        };
        let told = self
            .new_credentials
            .iter()
            .map(|(credential, _)| credential)
            .filter(|it| is_told(it));
        self.mails = told
            .map(|it| mail::of_award(OutgoingMailId(crate::id::ordered()), it, self.now))
            .collect();
        let updates = self.mails_of_sent_records(&sources).await?;
        self.mails.extend(updates);
        let facts = self.new_credentials.iter().filter_map(|(credential, recipient_name)| {
            let configuration = used.get(&credential.configuration_id)?;
            let source = sources.get(&credential.configuration_id)?;
            let facts = certificate::facts(&self.request.site, configuration, source, recipient_name.clone());
            let is_name_told = credential.facts.is_name_told;
            Some((credential.id, CertificateFacts { is_name_told, ..facts }))
        });
        Ok(facts.collect())
    }

    /// Mail to those who were sent the record of a program before it was completed.
    async fn mails_of_sent_records(
        &self,
        sources: &BTreeMap<ConfigurationId, Arc<Source>>,
    ) -> Result<Vec<outgoing_mail::Model>, DbErr> {
        let completed: BTreeMap<(UserId, ProgramId), &credential::Model> = self
            .new_credentials
            .iter()
            .filter_map(|(credential, _)| {
                let program = sources.get(&credential.configuration_id)?.program_id?;
                Some(((credential.user_id, program), credential))
            })
            .collect();
        let records: Vec<_> = completed.keys().copied().collect();
        let request = self.request;
        let sends = store::record_send::by_records(&request.ctx.db.read, request.site.id, &records).await?;
        let mails = sends.iter().filter(|it| it.sends_updates).filter_map(|send| {
            let credential = completed.get(&(send.user_id, send.program_id))?;
            let id = OutgoingMailId(crate::id::ordered());
            Some(mail::of_completed_record(id, send, credential, self.now))
        });
        Ok(mails.collect())
    }

    /// Writes the rows; tells whether every changed credential still had the version that was read.
    pub(super) async fn write(
        self,
        tx: &impl ConnectionTrait,
        permit: &Permit,
        facts: &BTreeMap<CredentialId, CertificateFacts>,
    ) -> Result<bool, DbErr> {
        let (new, changed): (Vec<Pending>, Vec<Pending>) = self.changes.into_iter().partition(|it| it.before.is_none());
        let n_new = new.len();
        let mut recorded: Vec<Recorded> = new.into_iter().chain(changed).map(|it| it.recorded(facts)).collect();
        let (new, changed) = recorded.split_at_mut(n_new);
        // One order for all writers: they wait for each other instead of blocking each other.
        changed.sort_by_key(|it| it.credential().id);
        if !self.known.learners.write(tx, permit, self.now).await? {
            return Ok(false);
        }
        store::configuration::insert_many(tx, permit, &self.new_configurations).await?;
        store::credential::insert_many(tx, permit, new).await?;
        for it in changed {
            if !store::credential::update(tx, permit, it).await? {
                return Ok(false);
            }
        }
        store::credential_attribute::upsert_many(tx, permit, &self.attributes).await?;
        store::credential_attribute::delete_many(tx, permit, &self.removed_attributes).await?;
        store::credential_history::insert_many(tx, permit, &recorded).await?;
        store::outbox::insert_many(tx, permit, &self.events).await?;
        store::completion_check::upsert_many(tx, permit, &self.checks).await?;
        store::outgoing_mail::insert_many(tx, permit, &self.mails).await?;
        Ok(true)
    }
}

/// A change, until it is known what the certificates of new credentials say.
struct Pending {
    /// The row and all attributes before; none for a new credential.
    before: Option<(credential::Model, Vec<credential_attribute::Model>)>,
    /// The row and all attributes afterwards; a new one without what its certificate says.
    after: (credential::Model, Vec<credential_attribute::Model>),
    entry: credential_history::Model,
}

impl Pending {
    fn recorded(self, facts: &BTreeMap<CredentialId, CertificateFacts>) -> Recorded {
        let Self {
            before,
            after: (mut credential, attributes),
            entry,
        } = self;
        if before.is_none()
            && let Some(facts) = facts.get(&credential.id)
        {
            credential.facts.clone_from(facts);
        }
        let before = before
            .as_ref()
            .map(|(credential, attributes)| Described { credential, attributes });
        let after = Described {
            credential: &credential,
            attributes: &attributes,
        };
        Recorded::new(before, after, entry, crate::id::random())
    }
}
