//! People: known by their tokens.

pub mod browse;
mod doubles;
mod erase;
mod merge;
mod merged;
pub mod rename;
pub mod retire;
pub mod sync;
pub mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{site, user};

pub use self::doubles::settle_doubles;
pub use self::erase::settle;
pub(super) use self::merge::merge;
pub(super) use self::merged::merged_into;

use super::Fault;
use super::credential::Amendment;
use super::retry::{Missed, commit, retry};
use crate::auth::Claims;
use crate::auth::claims::Scope;
use crate::config::Config;
use crate::context::Ctx;
use crate::domain::account_sync::is_locked;
use crate::domain::person::{Person, Unidentified, former, identify, name_due_since, newcomer, united};
use crate::policy::{Action, Actor, Permit, Role, authorize};
use crate::store;

/// Bearers seen lately, so that a request costs no statement: by claims, for a minute.
#[derive(Clone, Debug)]
pub struct BearerCache(moka::future::Cache<Claims, UserId>);

impl Default for BearerCache {
    fn default() -> Self {
        Self(
            moka::future::Cache::builder()
                .max_capacity(10_000)
                .time_to_live(Duration::from_mins(1))
                .build(),
        )
    }
}

impl BearerCache {
    /// Forgets everybody.
    fn forget(&self) {
        self.0.invalidate_all();
    }
}

/// Why the bearer of a valid token cannot act.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The token's username belongs to a person with another number on the platform, or its bearer was retired.
    #[error(transparent)]
    Unidentified(#[from] Unidentified),
    /// The platform does not let the account be used.
    #[error("the account is not active")]
    Inactive,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Finds or writes the user row of a token's bearer, and says who acts. Writes only when the claims tell something new.
pub async fn sign_in(ctx: &Ctx, claims: &Claims) -> Result<Actor, SignInError> {
    let id = if let Some(id) = ctx.bearers.0.get(claims).await {
        id
    } else {
        let id = match retry(|| find_or_write(ctx, claims)).await? {
            Bearer::Known(id) => id,
            Bearer::Inactive(person) => {
                ask_again(ctx, &person).await?;
                return Err(SignInError::Inactive);
            }
        };
        ctx.bearers.0.insert(claims.clone(), id).await;
        id
    };
    Ok(Actor::User {
        id,
        username: claims.username.clone(),
        role: role(&ctx.config, claims),
        roles: BTreeSet::new(),
    })
}

/// Says who acts at a site: a learner by the token has the roles there that were granted to them. They are read each time, so that what
/// was granted or revoked holds for the next request, whichever replica it comes to. Who has every role by the token needs none, and
/// to a restricted token none is lent.
pub async fn act(ctx: &Ctx, site: &site::Model, claims: &Claims) -> Result<Actor, SignInError> {
    let actor = sign_in(ctx, claims).await?;
    let (id, username, role) = match actor {
        Actor::User { id, username, role, .. } if role == Role::Learner && !is_confined(claims) => (id, username, role),
        Actor::User { .. } | Actor::Anonymous => return Ok(actor),
    };
    let roles = store::role_assignment::list_of_user(&ctx.db.read, site.id, id)
        .await
        .map_err(Fault::from)?;
    Ok(Actor::User {
        id,
        username,
        role,
        roles,
    })
}

/// Whether a token lends its bearer's powers to nobody: it is restricted, and was not given the scope to write.
fn is_confined(claims: &Claims) -> bool {
    claims.is_restricted && !claims.scopes.contains(&Scope::Write)
}

/// What the claims make of their bearer. A restricted token has the powers of staff only with the scope to write.
///
/// An issuer that is bound to sites makes nobody more than staff there: what service accounts and superusers say of people counts on
/// every site, and anybody may have got the name of a service account from it.
#[must_use]
pub fn role(config: &Config, claims: &Claims) -> Role {
    if is_confined(claims) {
        Role::Learner
    } else if !claims.is_bound_to_sites && config.jwt.service_usernames.contains(&claims.username.key()) {
        Role::Service
    } else if !claims.is_bound_to_sites && claims.is_administrator && claims.is_superuser {
        Role::Superuser
    } else if claims.is_administrator {
        Role::Staff
    } else {
        Role::Learner
    }
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::KnowBearer).map_err(|it| Fault::Internal(it.into()))
}

/// Whose a token is.
enum Bearer {
    Known(UserId),
    Inactive(Box<user::Model>),
}

impl From<user::Model> for Bearer {
    fn from(person: user::Model) -> Self {
        if is_locked(&person) {
            Self::Inactive(Box::new(person))
        } else {
            Self::Known(person.id)
        }
    }
}

/// Has the account of somebody who was refused compared at once: it may have become active since, and then its owner gets in as soon
/// as that is known.
async fn ask_again(ctx: &Ctx, person: &user::Model) -> Result<(), Fault> {
    let now = ctx.clock.now();
    if person.sync_due_at.is_some_and(|it| it > now) {
        let tx = ctx.db.begin().await?;
        store::user::update_due(&tx, &permit()?, &[person.id], now).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn find_or_write(ctx: &Ctx, claims: &Claims) -> Result<Bearer, Missed<SignInError>> {
    let now = ctx.clock.now();
    let permit = permit()?;
    let by_name = store::user::find_or_retired(&ctx.db.read, &claims.username.key()).await?;
    let by_number = match claims.lms_user_id {
        Some(number) if by_name.as_ref().and_then(|it| it.lms_user_id) != Some(number) => {
            store::user::find_by_lms_user_id(&ctx.db.read, number).await?
        }
        _ => None,
    };
    let is_outdated = |it: &&user::Model| it.claims_at.is_some_and(|at| claims.issued_at < at);
    let is_living = |it: &&user::Model| it.retired_at.is_none();
    if let Some(known) = by_number.as_ref().filter(is_outdated).filter(is_living) {
        // The number says who it is. The name may be somebody else's by now.
        return Ok(known.clone().into());
    }
    let person = identify(claims.lms_user_id, by_number, by_name).map_err(|error| Missed::Failed(error.into()))?;
    let (stored, named) = match person {
        Person::New => return write_new(ctx, &permit, claims, now).await,
        Person::Known(stored) => (stored, None),
        Person::Twice { numbered, named } => (numbered, Some(*named)),
    };
    if is_locked(&stored) {
        return Ok(stored.into());
    }
    let told = told(&stored, claims);
    if !is_news(claims, &stored) || (told == stored && named.is_none()) {
        return Ok(Bearer::Known(stored.id));
    }
    let after = user::Model {
        version: stored.version + 1,
        updated_at: now,
        claims_at: Some(claims.issued_at),
        // Credentials that waited for a name are shown with this one until the account was asked.
        sync_due_at: if stored.full_name.is_none() && told.full_name.is_some() {
            stored.sync_due_at.map(|it| it.min(now))
        } else {
            stored.sync_due_at
        },
        ..told
    };
    if let Some(named) = named {
        let after = united(after, &named);
        merge(ctx, &permit, &after, &named, Some(after.id), now).await?;
        return Ok(Bearer::Known(after.id));
    }
    let former: Vec<user::Model> = former(&stored, &after, UserId(crate::id::ordered()), now)
        .into_iter()
        .collect();
    // Credentials that were awarded while no name was known show the first one that is, until the account was asked.
    let amendment = if stored.full_name.is_none() && after.full_name.is_some() {
        Some(Amendment::read(ctx, &after, None, Some(after.id), now).await?)
    } else {
        None
    };
    let tx = ctx.db.begin().await?;
    let mut is_written =
        store::user::update(&tx, &permit, &after).await? && store::user::insert_many(&tx, &permit, &former).await?;
    if let Some(amendment) = amendment {
        is_written = is_written && amendment.write(&tx, &permit).await?;
    }
    if !is_written {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(Bearer::Known(after.id))
}

/// Whether the claims are newer than those that last told something new.
fn is_news(claims: &Claims, stored: &user::Model) -> bool {
    stored.claims_at.is_none_or(|it| claims.issued_at > it)
}

/// The row with what the claims tell; they forget nothing. A verified name that certificates show is the platform's to change.
fn told(stored: &user::Model, claims: &Claims) -> user::Model {
    let mut told = stored.clone();
    told.lms_user_id = claims.lms_user_id.or(told.lms_user_id);
    // Another spelling of the same name is no new name.
    let key = claims.username.key();
    if told.username_key != key {
        told.username = claims.username.clone();
        told.username_key = key;
    }
    if let Some(name) = claims.name.as_ref().filter(|_| !stored.is_name_verified) {
        told.name_due_since = name_due_since(stored);
        told.full_name = Some(name.clone());
    }
    told.email = claims.email.clone().or(told.email);
    told
}

async fn write_new(
    ctx: &Ctx,
    permit: &Permit,
    claims: &Claims,
    now: DateTime<Utc>,
) -> Result<Bearer, Missed<SignInError>> {
    let id = UserId(crate::id::ordered());
    let row = user::Model {
        lms_user_id: claims.lms_user_id,
        full_name: claims.name.clone(),
        email: claims.email.clone(),
        claims_at: Some(claims.issued_at),
        ..newcomer(id, claims.username.clone(), claims.username.key(), now)
    };
    let tx = ctx.db.begin().await?;
    if !store::user::insert_many(&tx, permit, std::slice::from_ref(&row)).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(Bearer::Known(row.id))
}
