//! What is stored already about the learners and learning objects of a list of awards: a constant number of statements.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{CredentialId, SiteId};
use entity::{UsernameKey, credential, credential_attribute, credential_configuration, user};
use sea_orm::{ConnectionTrait, DbErr};

use super::Slot;
use crate::domain::award::AwardRequest;
use crate::domain::learning_object::LearningObject;
use crate::store;

/// What is stored already.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Learners, by name.
    pub(super) users: BTreeMap<UsernameKey, user::Model>,
    /// Who has a number on the platform.
    pub(super) by_number: BTreeMap<i64, UsernameKey>,
    /// Configurations, by learning object.
    pub(super) configurations: BTreeMap<LearningObject, credential_configuration::Model>,
    /// Credentials, by learner and configuration.
    pub(super) credentials: BTreeMap<Slot, credential::Model>,
    /// Attributes, by credential.
    pub(super) attributes: BTreeMap<CredentialId, Vec<credential_attribute::Model>>,
}

impl Known {
    /// Reads it.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        site: SiteId,
        awards: impl Iterator<Item = &AwardRequest> + Clone,
    ) -> Result<Self, DbErr> {
        let keys: BTreeSet<UsernameKey> = awards.clone().map(|it| it.username.key()).collect();
        let numbers: BTreeSet<i64> = awards.clone().filter_map(|it| it.lms_user_id).collect();
        let objects: BTreeSet<LearningObject> = awards.map(|it| it.learning_object.clone()).collect();
        if keys.is_empty() {
            return Ok(Self::default());
        }

        let objects: Vec<LearningObject> = objects.into_iter().collect();
        let numbers = numbers.into_iter().collect();
        let found = store::award::known(connection, site, keys.into_iter().collect(), numbers, &objects).await?;
        let by_number = found
            .users
            .iter()
            .filter_map(|it| Some((it.lms_user_id?, it.username_key.clone())))
            .collect();
        let users: BTreeMap<UsernameKey, user::Model> = found
            .users
            .into_iter()
            .map(|it| (it.username_key.clone(), it))
            .collect();
        let configurations: BTreeMap<LearningObject, credential_configuration::Model> = found
            .configurations
            .into_iter()
            .filter_map(|it| {
                Some((
                    LearningObject::parse(it.learning_object_type, &it.learning_object_id).ok()?,
                    it,
                ))
            })
            .collect();

        let user_ids: Vec<_> = users.values().map(|it| it.id).collect();
        let configuration_ids: Vec<_> = configurations.values().map(|it| it.id).collect();
        let credentials: BTreeMap<Slot, credential::Model> =
            store::credential::by_learners(connection, &user_ids, &configuration_ids)
                .await?
                .into_iter()
                .map(|it| ((it.user_id, it.configuration_id), it))
                .collect();
        let credential_ids: Vec<_> = credentials.values().map(|it| it.id).collect();
        let attributes = store::credential_attribute::by_credentials(connection, &credential_ids).await?;
        Ok(Self {
            users,
            by_number,
            configurations,
            credentials,
            attributes,
        })
    }
}
