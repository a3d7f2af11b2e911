//! A batch of people beside what the platform told of their accounts.

use std::collections::{BTreeMap, BTreeSet};

use entity::id::UserId;
use entity::{UsernameKey, user};

use crate::client::Account;
use crate::context::Ctx;
use crate::domain::account_sync::{Comparison, Told, VerifiedName, compare};
use crate::service::Fault;
use crate::store;

/// What the platform told of a batch of people.
#[derive(Default)]
pub(super) struct Accounts {
    pub(super) by_name: BTreeMap<UsernameKey, Account>,
    /// What is told of verified names, of whom that was asked.
    pub(super) verified_names: BTreeMap<UsernameKey, VerifiedName>,
    /// Names of whose account nothing can be used.
    pub(super) unusable: BTreeSet<UsernameKey>,
}

/// A batch of people as they are stored, with whoever has the numbers that the accounts tell.
pub(super) struct Batch {
    people: Vec<user::Model>,
    bearers: Vec<user::Model>,
}

impl Batch {
    /// Reads them; who was merged or retired since is nobody's account any more.
    pub(super) async fn read(ctx: &Ctx, ids: &[UserId], accounts: &Accounts) -> Result<Self, Fault> {
        let mut people = store::user::by_ids(&ctx.db.read, ids).await?;
        people.retain(|it| it.sync_due_at.is_some());
        let numbers = people
            .iter()
            .filter(|it| it.lms_user_id.is_none())
            .filter_map(|it| accounts.by_name.get(&it.username_key)?.lms_user_id)
            .collect();
        let bearers = store::user::by_lms_user_ids(&ctx.db.read, numbers).await?;
        Ok(Self { people, bearers })
    }

    /// What the accounts come to.
    pub(super) fn compared(&self, accounts: &Accounts) -> Vec<(&user::Model, Comparison)> {
        let comparison = |person: &user::Model| {
            let account = accounts.by_name.get(&person.username_key);
            let number = account.and_then(|it| it.lms_user_id);
            let bearer = number.and_then(|number| self.bearers.iter().find(|it| it.lms_user_id == Some(number)));
            let verified_name = accounts.verified_names.get(&person.username_key);
            let verified_name = verified_name.unwrap_or(&VerifiedName::Untold);
            compare(person, account.map(|it| told(it, verified_name)), bearer)
        };
        self.people.iter().map(|it| (it, comparison(it))).collect()
    }

    /// People who have a second row, and that row as it will be.
    pub(super) fn doubles(&self, accounts: &Accounts) -> Vec<(&user::Model, user::Model)> {
        self.compared(accounts)
            .into_iter()
            .filter_map(|(person, comparison)| match comparison {
                Comparison::Twice(numbered) => Some((person, *numbered)),
                Comparison::Unknown | Comparison::Conflict | Comparison::Same | Comparison::Differs(_) => None,
            })
            .collect()
    }
}

fn told<'a>(account: &'a Account, verified_name: &'a VerifiedName) -> Told<'a> {
    Told {
        lms_user_id: account.lms_user_id,
        name: account.name.as_deref(),
        verified_name,
        email: account.email.as_deref(),
        is_active: account.is_active,
    }
}
