//! What is stored now of what differed: a constant number of statements.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{ConfigurationId, UserId};
use entity::{CourseKey, DifferenceKind, UsernameKey, credential, grade, reconciliation_difference, user};

use super::step::Step;
use crate::context::Request;
use crate::domain::learning_object::LearningObject;
use crate::domain::reconciliation::{Present, Told, account, award, grade as grades};
use crate::service::Fault;
use crate::store;

/// What is stored now.
pub(super) struct Known {
    people: BTreeMap<UserId, user::Model>,
    by_key: BTreeMap<UsernameKey, UserId>,
    configurations: BTreeMap<String, ConfigurationId>,
    credentials: Vec<credential::Model>,
    grades: Vec<grade::Model>,
}

impl Known {
    /// Reads it.
    pub(super) async fn read(
        request: &Request,
        differences: &[&reconciliation_difference::Model],
    ) -> Result<Self, Fault> {
        let (connection, site) = (&request.ctx.db.read, request.site.id);
        let ids: BTreeSet<UserId> = differences.iter().filter_map(|it| it.user_id).collect();
        let ids: Vec<UserId> = ids.into_iter().collect();
        let names: BTreeSet<UsernameKey> = differences
            .iter()
            .filter_map(|it| Some(it.username.as_ref()?.key()))
            .collect();
        let mut people = store::user::by_ids(connection, &ids).await?;
        people.extend(store::user::by_keys_or_retired(connection, names.into_iter().collect()).await?);
        let keys: BTreeSet<CourseKey> = differences
            .iter()
            .filter_map(|it| CourseKey::parse(&it.course_key).ok())
            .collect();
        let keys: Vec<CourseKey> = keys.into_iter().collect();
        let objects: Vec<LearningObject> = keys.iter().cloned().map(LearningObject::CourseRun).collect();
        let configurations = store::configuration::by_learning_objects(connection, site, &objects).await?;
        let user_ids: Vec<UserId> = people.iter().map(|it| it.id).collect();
        let configuration_ids: Vec<ConfigurationId> = configurations.iter().map(|it| it.id).collect();
        Ok(Self {
            credentials: store::credential::by_learners(connection, &user_ids, &configuration_ids).await?,
            grades: store::grade::by_learners(connection, site, &user_ids, &keys).await?,
            configurations: configurations
                .into_iter()
                .map(|it| (it.learning_object_id, it.id))
                .collect(),
            by_key: people.iter().map(|it| (it.username_key.clone(), it.id)).collect(),
            people: people.into_iter().map(|it| (it.id, it)).collect(),
        })
    }

    /// The person whom a difference is about, where they are known by now.
    fn person(&self, difference: &reconciliation_difference::Model) -> Option<&user::Model> {
        let named = || {
            let key = difference.username.as_ref()?.key();
            self.by_key
                .get(&key)
                .or_else(|| self.by_key.get(&key.retired()))
                .copied()
        };
        self.people.get(&difference.user_id.or_else(named)?)
    }

    /// What has become of a difference.
    pub(super) fn present(&self, difference: &reconciliation_difference::Model) -> Present {
        let told: Told = serde_json::from_value(difference.told.clone()).unwrap_or_default();
        let person = self.person(difference);
        let seen = difference.seen_version;
        let is_gone = person.is_some_and(|it| it.retired_at.is_some() || it.merged_into_id.is_some());
        match difference.kind {
            DifferenceKind::UsernameChanged | DifferenceKind::AccountRetired | DifferenceKind::AccountUnknown => {
                account::present(difference.kind, difference.here.as_deref(), &told, person)
            }
            DifferenceKind::AwardMissing
            | DifferenceKind::AwardUnknown
            | DifferenceKind::AwardNotPassing
            | DifferenceKind::AwardRevoked
            | DifferenceKind::GradeMissing
            | DifferenceKind::GradeDiffers
                if is_gone || (person.is_none() && difference.user_id.is_some()) =>
            {
                Present::Moved
            }
            DifferenceKind::AwardMissing
            | DifferenceKind::AwardUnknown
            | DifferenceKind::AwardNotPassing
            | DifferenceKind::AwardRevoked => {
                let stored = self.credential(difference).map(|it| (it.status, it.version));
                award::present(difference.kind, seen, stored)
            }
            DifferenceKind::GradeMissing | DifferenceKind::GradeDiffers => {
                let stored = self.grades.iter().find(|it| {
                    Some(it.user_id) == person.map(|it| it.id) && it.course_key.as_str() == difference.course_key
                });
                grades::present(&told, seen, stored)
            }
        }
    }

    /// A difference with what a repair has to know.
    pub(super) fn step<'a>(&'a self, difference: &'a reconciliation_difference::Model) -> Step<'a> {
        Step {
            difference,
            person: self.person(difference),
            credential: self.credential(difference).map(|it| it.id),
        }
    }

    fn credential(&self, difference: &reconciliation_difference::Model) -> Option<&credential::Model> {
        let person = self.person(difference)?;
        let configuration = self.configurations.get(&difference.course_key)?;
        self.credentials
            .iter()
            .find(|it| it.user_id == person.id && it.configuration_id == *configuration)
    }
}
