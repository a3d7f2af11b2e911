//! Finding people, and looking at one of them.

mod by_words;

use std::collections::BTreeMap;

use entity::id::UserId;
use entity::{Username, UsernameKey, search_key, user};
use sea_orm::ConnectionTrait;

use crate::context::Request;
use crate::domain::standing::{Standing, standing};
use crate::policy::{Action, Denied, authorize, must_account};
use crate::service::counted::MAX_COUNT;
use crate::service::program_record::RecordError;
use crate::service::trail::{self, Deed};
use crate::service::{Counted, Fault, ListError};
use crate::store::user::{Account, By, Named, Range};
use crate::store::{self, Page};

/// Most people that a search finds by each of username, name, words of the name and mail address.
pub const MAX_FOUND: u64 = 500;

/// Which people to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleListing {
    /// Those whose username, name or mail address begins so, or who have these words in their names.
    pub search: Option<String>,
    /// Those with whose account it stands so; without it all who have one.
    pub standing: Option<Standing>,
    /// Whoever has this username, or was retired under it.
    pub username: Option<UsernameKey>,
    /// Those after whoever has this folded name.
    pub after: Option<String>,
    /// How many rows the page has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Lists people in the order of their folded usernames. No statement reads more rows than are counted at most, however many people there
/// are.
pub async fn list(request: &Request, listing: PeopleListing) -> Result<Counted<user::Model>, ListError> {
    authorize(&request.actor, Action::ViewAllCredentials)?;
    let connection = &request.ctx.db.read;
    let found = match (&listing.search, &listing.username) {
        (None, None) => None,
        (Some(search), None) => Some(search_all(request, search, listing.standing).await?),
        (search, Some(key)) => {
            let mut bearers = called(connection, key, listing.standing).await?;
            let mut is_complete = true;
            if let Some(search) = search {
                let (found, finds_all) = search_all(request, search, listing.standing).await?;
                let n_bearers = bearers.len();
                bearers.retain(|key, _| found.contains_key(key));
                // Who is not among the first that are found may be among the others.
                is_complete = finds_all || bearers.len() == n_bearers;
            }
            Some((bearers, is_complete))
        }
    };
    let (mut names, total): (Vec<UserId>, _) = if let Some((found, is_complete)) = found {
        let total = u64::try_from(found.len()).ok().filter(|_| is_complete);
        let names = found
            .into_iter()
            .filter(|(key, _)| listing.after.as_ref().is_none_or(|it| key.as_str() > it.as_str()))
            .map(|(_, id)| id)
            .collect();
        (names, total)
    } else {
        let total = if listing.counts {
            count(connection, listing.standing).await?
        } else {
            None
        };
        (every(connection, &listing).await?, total)
    };
    let has_more = names.len() > listing.size;
    names.truncate(listing.size);
    let mut rows = store::user::by_ids(connection, &names).await?;
    rows.sort_by(|a, b| a.username_key.as_str().cmp(b.username_key.as_str()));
    Ok(Counted {
        page: Page { rows, has_more },
        total,
    })
}

/// Finds a person, who may have been retired; none where there is nobody for the caller. Somebody else who looks is noted in the audit
/// trail.
pub async fn find(request: &Request, key: &UsernameKey) -> Result<Option<user::Model>, RecordError> {
    let Some(own) = request.actor.user_id() else {
        return Err(Denied::Unauthenticated.into());
    };
    let found = store::user::find_or_retired(&request.ctx.db.read, key).await?;
    let Some(person) = found else { return Ok(None) };
    let Ok(permit) = authorize(&request.actor, Action::ViewRecord { learner: person.id }) else {
        return Ok(None);
    };
    if person.id != own && must_account(&request.actor) {
        let deed = Deed::of(
            entity::TrailAction::LearnerViewed,
            (entity::TrailSubject::User, person.id.0),
        );
        trail::note_alone(request, &permit, &[deed]).await?;
    }
    Ok(Some(person))
}

/// What the platform says of the accounts with which it stands so.
fn told(standing: Option<Standing>) -> Vec<Option<Account>> {
    match standing {
        None | Some(Standing::Retired) => vec![None],
        Some(Standing::Active) => vec![Some(Account::Untold), Some(Account::Active)],
        Some(Standing::Inactive) => vec![Some(Account::Locked)],
    }
}

/// The ranges of folded usernames that a list goes through.
fn ranges(standing: Option<Standing>, after: Option<&str>) -> Vec<Range> {
    let beyond = |it: Range| match after {
        Some(text) => it.after(text),
        None => it,
    };
    match standing {
        Some(Standing::Retired) => vec![beyond(Range::retired())],
        None | Some(Standing::Active | Standing::Inactive) => beyond(Range::beginning_with("")).of_people(),
    }
}

/// One more than a page of all people.
async fn every(connection: &impl ConnectionTrait, listing: &PeopleListing) -> Result<Vec<UserId>, Fault> {
    let n_wanted = listing.size + 1;
    let n_rows = u64::try_from(n_wanted).unwrap_or(u64::MAX);
    let mut found: Vec<Named> = Vec::new();
    for range in ranges(listing.standing, listing.after.as_deref()) {
        if found.len() >= n_wanted {
            break;
        }
        let mut of_range = Vec::new();
        for account in told(listing.standing) {
            of_range.extend(store::user::list_in_range(connection, By::Username, &range, account, n_rows).await?);
        }
        of_range.sort_by(|(_, a, _), (_, b, _)| a.as_str().cmp(b.as_str()));
        found.extend(of_range);
    }
    found.truncate(n_wanted);
    Ok(found.into_iter().map(|(id, ..)| id).collect())
}

async fn count(connection: &impl ConnectionTrait, standing: Option<Standing>) -> Result<Option<u64>, Fault> {
    let mut n_all = 0;
    for range in ranges(standing, None) {
        for account in told(standing) {
            n_all += store::user::count_in_range(connection, &range, account, MAX_COUNT + 1).await?;
        }
    }
    Ok(Some(n_all).filter(|it| *it <= MAX_COUNT))
}

/// Whoever has a username, or was retired under it, if it stands so with the account; by folded username.
async fn called(
    connection: &impl ConnectionTrait,
    key: &UsernameKey,
    wanted: Option<Standing>,
) -> Result<BTreeMap<String, UserId>, Fault> {
    let rows = store::user::by_keys_or_retired(connection, vec![key.clone()]).await?;
    let suits = |it: &user::Model| match wanted {
        None => standing(it) != Standing::Retired,
        Some(wanted) => standing(it) == wanted,
    };
    let bearers = rows.into_iter().filter(suits);
    Ok(bearers.map(|it| (it.username_key.as_str().to_owned(), it.id)).collect())
}

/// Whom a search finds, by folded username; and whether these are all.
async fn search_all(
    request: &Request,
    search: &str,
    standing: Option<Standing>,
) -> Result<(BTreeMap<String, UserId>, bool), Fault> {
    let connection = &request.ctx.db.read;
    let mut found = BTreeMap::new();
    let Some(prefix) = search_key(search) else {
        return Ok((found, true));
    };
    // Nothing tells who was retired but the whole name.
    let name = Username::parse(search.trim(), request.ctx.config.username_rule).ok();
    if standing.is_none_or(|it| it == Standing::Retired)
        && let Some(name) = name
    {
        let stone = store::user::find(connection, &name.key().retired()).await?;
        found.extend(stone.map(|it| (it.username_key.as_str().to_owned(), it.id)));
    }
    if standing == Some(Standing::Retired) {
        return Ok((found, true));
    }
    let mut ways: Vec<(By, Vec<Range>)> = vec![
        (By::Username, Range::beginning_with(&prefix).of_people()),
        (By::Name, vec![Range::beginning_with(&prefix)]),
    ];
    if authorize(&request.actor, Action::ViewAddresses).is_ok() {
        ways.push((By::Email, vec![Range::beginning_with(&prefix)]));
    }
    let suits = |(.., is_active): &Named| match standing {
        None | Some(Standing::Retired) => true,
        Some(Standing::Active) => *is_active != Some(false),
        Some(Standing::Inactive) => *is_active == Some(false),
    };
    let (by_words, mut is_complete) = by_words::find(connection, &prefix).await?;
    let by_words = by_words.into_values().filter(suits);
    found.extend(by_words.map(|(id, key, _)| (key.as_str().to_owned(), id)));
    for (by, ranges) in ways {
        let mut n_left = MAX_FOUND;
        for range in ranges {
            let people = store::user::list_in_range(connection, by, &range, None, n_left + 1).await?;
            let n_people = u64::try_from(people.len()).unwrap_or(u64::MAX);
            let chosen = people.into_iter().take(usize::try_from(n_left).unwrap_or(usize::MAX));
            found.extend(chosen.filter(suits).map(|(id, key, _)| (key.as_str().to_owned(), id)));
            if n_people > n_left {
                is_complete = false;
                break;
            }
            n_left -= n_people;
        }
    }
    Ok((found, is_complete))
}
