//! Comparing people: their accounts, and their certificates.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::{ConfigurationId, UserId};
use entity::{CourseKey, CredentialStatus, LearningObjectType, credential_configuration, user};
use futures_util::{StreamExt as _, stream};

use super::page::{Page, Subject};
use super::{AT_ONCE, Run, Stop};
use crate::client::Account;
use crate::domain::learning_object::LearningObject;
use crate::domain::reconciliation::account::{self, Account as Told};
use crate::domain::reconciliation::award::{self, Certificate, Held};
use crate::domain::reconciliation::{Counts, Found, Place};
use crate::service::Fault;
use crate::store;
use crate::store::user::Walk;

/// People whom one page compares.
const BATCH: u64 = 20;
/// Questions after which the lease is prolonged.
const QUESTIONS: usize = 40;

/// What a page has gathered so far.
#[derive(Default)]
struct Gathered {
    found: Vec<(Subject, Found)>,
    n_skipped: u32,
}

impl Run<'_> {
    /// Compares the people beyond one.
    pub(super) async fn compare_people(&mut self, after: Option<UserId>) -> Result<(), Stop> {
        let walk = if self.site.is_default {
            Walk::Everybody
        } else {
            Walk::OfSite(self.site.id)
        };
        let people = store::user::list_beyond(&self.ctx.db.read, walk, after, BATCH)
            .await
            .map_err(Fault::from)?;
        let asked_at = self.ctx.clock.now();
        let next = match people.last() {
            Some(last) => Place::People { after: Some(last.id) },
            None => Place::Grades { after: None, at: None },
        };
        let mut gathered = Gathered::default();
        // Numbers are those of the platform where everybody has an account: that of the default site.
        let with_account = if self.site.is_default {
            self.compare_accounts(&people, &mut gathered).await?
        } else {
            people.iter().collect()
        };
        self.compare_awards(&with_account, &mut gathered).await?;
        let counted = Counts {
            n_people: u32::try_from(people.len()).unwrap_or(u32::MAX),
            n_skipped: gathered.n_skipped,
            ..Counts::default()
        };
        self.take_over(&Page {
            found: gathered.found,
            asked_at,
            next,
            counted,
        })
        .await
    }

    /// Compares people with their accounts; gives those whose accounts have their names.
    async fn compare_accounts<'p>(
        &mut self,
        people: &'p [user::Model],
        gathered: &mut Gathered,
    ) -> Result<Vec<&'p user::Model>, Stop> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let (clients, platform) = (self.ctx.clients.clone(), self.platform.clone());
        let names: Vec<_> = people.iter().map(|it| it.username.clone()).collect();
        let Some(by_name) = self.usable(clients.accounts(&platform, &names).await)? else {
            gathered.n_skipped += u32::try_from(people.len()).unwrap_or(u32::MAX);
            return Ok(Vec::new());
        };
        let account_of = |person: &user::Model| by_name.get(&person.username_key).map(told);
        let asked: Vec<_> = people
            .iter()
            .filter_map(|it| account::number_to_ask(it, account_of(it)))
            .map(|number| {
                let (clients, platform) = (&clients, &platform);
                async move { (number, clients.account_by_number(platform, number).await) }
            })
            .collect();
        let answers: Vec<_> = stream::iter(asked).buffered(AT_ONCE).collect().await;
        let mut by_number: BTreeMap<i64, Option<Account>> = BTreeMap::new();
        for (number, answer) in answers {
            if let Some(answer) = self.usable(answer)? {
                by_number.insert(number, answer);
            }
        }
        let mut with_account = Vec::new();
        for person in people {
            let numbered = if let Some(number) = account::number_to_ask(person, account_of(person)) {
                let Some(answer) = by_number.get(&number) else {
                    gathered.n_skipped += 1;
                    continue;
                };
                answer.as_ref()
            } else {
                None
            };
            match account::compare(person, account_of(person), numbered.map(told)) {
                Some(found) => gathered.found.push((Subject::known(person), found)),
                None => with_account.push(person),
            }
        }
        Ok(with_account)
    }

    /// Compares people's credentials for course runs with their certificates.
    async fn compare_awards(&mut self, people: &[&user::Model], gathered: &mut Gathered) -> Result<(), Stop> {
        if people.is_empty() {
            return Ok(());
        }
        let (clients, platform) = (self.ctx.clients.clone(), self.platform.clone());
        let asked: Vec<_> = people
            .iter()
            .map(|person| clients.certificates(&platform, &person.username))
            .collect();
        let answers: Vec<_> = stream::iter(asked).buffered(AT_ONCE).collect().await;
        let mut listed: Vec<(&user::Model, Vec<Certificate>)> = Vec::new();
        for (person, answer) in people.iter().zip(answers) {
            match self.usable(answer)? {
                Some(certificates) => listed.push((person, certificates)),
                None => gathered.n_skipped += 1,
            }
        }
        let ids: Vec<UserId> = listed.iter().map(|(it, _)| it.id).collect();
        let held = self.held(&ids).await?;
        let closed = self.closed(&listed).await?;
        let mut unlisted: Vec<(&user::Model, Held)> = Vec::new();
        for (person, certificates) in &listed {
            let own = held.get(&person.id).map_or(&[][..], Vec::as_slice);
            let comparison = award::compare(own, certificates, &closed);
            let subject = || Subject::known(person);
            gathered
                .found
                .extend(comparison.found.into_iter().map(|it| (subject(), it)));
            unlisted.extend(comparison.unlisted.into_iter().map(|it| (*person, it)));
        }
        for some in unlisted.chunks(QUESTIONS) {
            self.hold_on().await?;
            let asked: Vec<_> = some
                .iter()
                .map(|(person, held)| clients.certificate(&platform, &person.username, &held.course_key))
                .collect();
            let answers: Vec<_> = stream::iter(asked).buffered(AT_ONCE).collect().await;
            for ((person, held), answer) in some.iter().zip(answers) {
                match self.usable(answer)? {
                    Some(certificate) => {
                        let found = award::compare_unlisted(held, certificate.as_ref());
                        gathered.found.extend(found.map(|it| (Subject::known(person), it)));
                    }
                    None => gathered.n_skipped += 1,
                }
            }
        }
        Ok(())
    }

    /// The credentials of people for course runs of the site.
    async fn held(&self, ids: &[UserId]) -> Result<BTreeMap<UserId, Vec<Held>>, Stop> {
        let connection = &self.ctx.db.read;
        let mut credentials = store::credential::by_users(connection, ids)
            .await
            .map_err(Fault::from)?;
        credentials.retain(|it| it.site_id == self.site.id);
        let of_them: BTreeSet<ConfigurationId> = credentials.iter().map(|it| it.configuration_id).collect();
        let of_them: Vec<ConfigurationId> = of_them.into_iter().collect();
        let configurations = store::configuration::by_ids(connection, self.site.id, &of_them)
            .await
            .map_err(Fault::from)?;
        let keys: BTreeMap<ConfigurationId, CourseKey> = configurations
            .iter()
            .filter_map(|it| Some((it.id, run_key(it)?)))
            .collect();
        let mut held: BTreeMap<UserId, Vec<Held>> = BTreeMap::new();
        for it in credentials {
            if let Some(course_key) = keys.get(&it.configuration_id) {
                let status: CredentialStatus = it.status;
                held.entry(it.user_id).or_default().push(Held {
                    course_key: course_key.clone(),
                    status,
                    version: it.version,
                });
            }
        }
        Ok(held)
    }

    /// The runs of these certificates that accept no awards here.
    async fn closed(&self, listed: &[(&user::Model, Vec<Certificate>)]) -> Result<BTreeSet<CourseKey>, Stop> {
        let keys: BTreeSet<&CourseKey> = listed.iter().flat_map(|(_, it)| it).map(|it| &it.course_key).collect();
        let objects: Vec<LearningObject> = keys.into_iter().cloned().map(LearningObject::CourseRun).collect();
        let configurations = store::configuration::by_learning_objects(&self.ctx.db.read, self.site.id, &objects)
            .await
            .map_err(Fault::from)?;
        let closed = configurations.iter().filter(|it| !it.is_active);
        Ok(closed.filter_map(run_key).collect())
    }
}

/// The course key of a configuration; none where it is not of a run.
pub(super) fn run_key(configuration: &credential_configuration::Model) -> Option<CourseKey> {
    match configuration.learning_object_type {
        LearningObjectType::CourseRun => CourseKey::parse(&configuration.learning_object_id).ok(),
        LearningObjectType::Program => None,
    }
}

fn told(account: &Account) -> Told<'_> {
    Told {
        username: &account.username,
        lms_user_id: account.lms_user_id,
    }
}
