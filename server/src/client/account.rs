//! Accounts of the learning platform: who somebody is, and by which name certificates are to call them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use entity::id::SiteId;
use entity::{Username, UsernameKey, UsernameRule};
use serde::Deserialize;
use url::{Url, form_urlencoded};

use super::{ClientError, Clients, Patience, Platform, Upstream};
use crate::domain::account_sync::VerifiedName;
use crate::domain::text;
use crate::strict_json;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_mins(1);
/// Most names in one request.
const MAX_NAMES: usize = 100;
/// Longest list of names in one address, in bytes: servers before the platform take addresses of a few thousand.
const MAX_LIST_LENGTH: usize = 3_000;
/// Longest name, in characters.
const MAX_NAME_LENGTH: usize = 255;

/// What the platform tells of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The account's name, as the platform spells it.
    pub username: Username,
    /// Its number, which never changes; none where the platform does not tell it.
    pub lms_user_id: Option<i64>,
    /// The full name; none where it is empty or cannot be shown.
    pub name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// Whether the account may be used; none where the platform does not tell it.
    pub is_active: Option<bool>,
}

/// An account with what is told of its verified name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAccount {
    /// The account.
    pub account: Account,
    /// The name that was checked against a document.
    pub verified_name: VerifiedName,
}

/// Accounts asked for a moment ago, by site and name.
#[derive(Clone, Debug)]
pub(super) struct AccountCache(moka::future::Cache<(SiteId, UsernameKey), Arc<NamedAccount>>);

impl Default for AccountCache {
    fn default() -> Self {
        Self(
            moka::future::Cache::builder()
                .max_capacity(10_000)
                .time_to_live(KEPT)
                .build(),
        )
    }
}

#[derive(Deserialize)]
struct Told {
    username: String,
    id: Option<i64>,
    name: Option<String>,
    email: Option<String>,
    is_active: Option<bool>,
}

#[derive(Deserialize)]
struct ToldName {
    username: Option<String>,
    verified_name: Option<String>,
    #[serde(default)]
    use_verified_name_for_certs: bool,
}

const UNREADABLE: ClientError = ClientError::Invalid("it tells no account");
const SOMEBODY_ELSE: ClientError = ClientError::Invalid("it tells of somebody else");

impl Clients {
    /// The account of this name. What was answered within the last minute is answered again; however many ask at the same time,
    /// the platform is asked once.
    pub async fn account(&self, platform: &Platform, username: &Username) -> Result<Arc<NamedAccount>, ClientError> {
        let fetch = Box::pin(async {
            let (account, verified_name) = tokio::try_join!(
                self.fetch_account(platform, username),
                self.fetch_verified_name(platform, username)
            )?;
            Ok(Arc::new(NamedAccount { account, verified_name }))
        });
        let found = self.accounts.0.try_get_with((platform.site, username.key()), fetch);
        found.await.map_err(|error: Arc<ClientError>| (*error).clone())
    }

    /// The accounts of these names, as far as they exist, by what names are compared by. Not kept, and without verified names.
    pub async fn accounts(
        &self,
        platform: &Platform,
        usernames: &[Username],
    ) -> Result<BTreeMap<UsernameKey, Account>, ClientError> {
        let mut accounts = BTreeMap::new();
        for names in batches(usernames) {
            let mut url = platform.address("api/user/v1/accounts");
            let list: Vec<&str> = names.iter().map(Username::as_str).collect();
            url.query_pairs_mut().append_pair("username", &list.join(","));
            let told = match self.get_accounts(platform, &url).await {
                // So it answers when none of them exists.
                Err(ClientError::NotFound) => continue,
                result => result?,
            };
            for account in told {
                let key = account.username.key();
                if !names.iter().any(|it| it.key() == key) {
                    return Err(SOMEBODY_ELSE);
                }
                accounts.insert(key, account);
            }
        }
        Ok(accounts)
    }

    /// A list of accounts, wherever it is.
    pub(super) async fn get_accounts(&self, platform: &Platform, url: &Url) -> Result<Vec<Account>, ClientError> {
        let answer = self
            .get_as_service(platform, Upstream::Account, url, Patience::Job)
            .await?;
        let told: Vec<Told> = strict_json::parse_foreign(&answer.bytes).ok_or(UNREADABLE)?;
        told.into_iter().map(read).collect()
    }

    async fn fetch_account(&self, platform: &Platform, username: &Username) -> Result<Account, ClientError> {
        let mut url = platform.address("api/user/v1/accounts");
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(username.as_str());
        }
        let answer = self
            .get_as_service(platform, Upstream::Account, &url, Patience::Call)
            .await?;
        let account = read(strict_json::parse_foreign(&answer.bytes).ok_or(UNREADABLE)?)?;
        if account.username.key() == username.key() {
            Ok(account)
        } else {
            Err(SOMEBODY_ELSE)
        }
    }

    /// A platform without verified names says that there is none.
    async fn fetch_verified_name(&self, platform: &Platform, username: &Username) -> Result<VerifiedName, ClientError> {
        let mut url = platform.address("api/edx_name_affirmation/v1/verified_name");
        url.query_pairs_mut().append_pair("username", username.as_str());
        let answer = self
            .get_as_service(platform, Upstream::VerifiedName, &url, Patience::Call)
            .await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(ClientError::NotFound) => return Ok(VerifiedName::NotWanted),
            Err(ClientError::Refused(_)) => return Ok(VerifiedName::Untold),
            Err(error @ (ClientError::Unavailable { .. } | ClientError::Invalid(_))) => return Err(error),
        };
        let told: ToldName =
            strict_json::parse_foreign(&answer.bytes).ok_or(ClientError::Invalid("it tells no verified name"))?;
        if told.username.is_some_and(|it| !names(&it, username)) {
            return Err(SOMEBODY_ELSE);
        }
        Ok(told
            .verified_name
            .filter(|_| told.use_verified_name_for_certs)
            .and_then(presentable)
            .map_or(VerifiedName::NotWanted, VerifiedName::Wanted))
    }
}

/// The names in lists that one request may ask for.
fn batches(usernames: &[Username]) -> Vec<&[Username]> {
    let length = |it: &Username| {
        form_urlencoded::byte_serialize(it.as_str().as_bytes())
            .map(str::len)
            .sum::<usize>()
            + 3
    };
    let (mut batches, mut rest) = (Vec::new(), usernames);
    while !rest.is_empty() {
        let mut n_bytes = 0;
        let n_names = rest.iter().take(MAX_NAMES).take_while(|it| {
            n_bytes += length(it);
            n_bytes <= MAX_LIST_LENGTH
        });
        let (batch, others) = rest.split_at(n_names.count().max(1));
        batches.push(batch);
        rest = others;
    }
    batches
}

fn read(told: Told) -> Result<Account, ClientError> {
    let Told {
        username,
        id,
        name,
        email,
        is_active,
    } = told;
    Ok(Account {
        username: Username::parse(&username, UsernameRule::Unicode).map_err(|_| UNREADABLE)?,
        lms_user_id: id.filter(|it| *it > 0),
        name: name.and_then(presentable),
        email: email.and_then(presentable),
        is_active,
    })
}

fn names(text: &str, username: &Username) -> bool {
    Username::parse(text, UsernameRule::Unicode).is_ok_and(|it| it.key() == username.key())
}

/// A name that can be shown; one that is empty, endless or has control characters counts as none.
fn presentable(name: String) -> Option<String> {
    text::plain(name, MAX_NAME_LENGTH)
        .ok()
        .filter(|it| !it.trim().is_empty())
}

#[cfg(test)]
mod tests;
