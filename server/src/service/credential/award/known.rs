//! What is stored already about the learners and learning objects of a list of awards: a constant number of statements.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::CredentialId;
use entity::{credential, credential_attribute, credential_configuration};
use sea_orm::DbErr;

use super::{Slot, source};
use crate::context::Request;
use crate::domain::award::AwardRequest;
use crate::domain::learning_object::LearningObject;
use crate::service::learner::{Learners, Named};
use crate::store;

/// What is stored already.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Learners.
    pub(super) learners: Learners,
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
        request: &Request,
        awards: impl Iterator<Item = &AwardRequest> + Clone,
    ) -> Result<Self, DbErr> {
        let objects: BTreeSet<LearningObject> = awards.clone().map(|it| it.learning_object.clone()).collect();
        if objects.is_empty() {
            return Ok(Self::default());
        }
        let connection = &request.ctx.db.read;
        let learners = Learners::read(connection, awards.map(named)).await?;
        let configurations = source::configurations(request, objects).await?;
        let user_ids = learners.ids();
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
            learners,
            configurations,
            credentials,
            attributes,
        })
    }
}

/// The learner as an award names them.
pub(super) fn named(award: &AwardRequest) -> Named<'_> {
    Named {
        username: &award.username,
        lms_user_id: award.lms_user_id,
        full_name: award.recipient_name.as_ref(),
    }
}
