//! People: known by their tokens.

use std::time::Duration;

use entity::id::UserId;
use entity::user;

use super::Fault;
use super::retry::{Missed, commit, retry};
use crate::auth::Claims;
use crate::auth::claims::Scope;
use crate::context::Ctx;
use crate::policy::{Action, Actor, Role, authorize};
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

/// Why the bearer of a valid token cannot act.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The token's username belongs to a person with another number on the platform.
    #[error("this username belongs to another person")]
    Conflict,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Finds or writes the user row of a token's bearer, and says who acts. Writes only when the claims tell something new.
pub async fn sign_in(ctx: &Ctx, claims: &Claims) -> Result<Actor, SignInError> {
    let id = if let Some(id) = ctx.bearers.0.get(claims).await {
        id
    } else {
        let id = retry(|| find_or_write(ctx, claims)).await?;
        ctx.bearers.0.insert(claims.clone(), id).await;
        id
    };
    Ok(Actor::User {
        id,
        username: claims.username.clone(),
        role: role(ctx, claims),
    })
}

/// What the claims make of their bearer. A restricted token has the powers of staff only with the scope to write.
fn role(ctx: &Ctx, claims: &Claims) -> Role {
    if claims.is_restricted && !claims.scopes.contains(&Scope::Write) {
        Role::Learner
    } else if ctx.config.jwt.service_usernames.contains(&claims.username.key()) {
        Role::Service
    } else if claims.is_administrator && claims.is_superuser && !claims.is_bound_to_sites {
        Role::Superuser
    } else if claims.is_administrator {
        Role::Staff
    } else {
        Role::Learner
    }
}

async fn find_or_write(ctx: &Ctx, claims: &Claims) -> Result<UserId, Missed<SignInError>> {
    let now = ctx.clock.now();
    let permit = authorize(&Actor::Anonymous, Action::KnowBearer).map_err(|_| Missed::Failed(SignInError::Conflict))?;
    let key = claims.username.key();
    let by_name = store::user::find(&ctx.db.read, &key).await?;
    let by_number = match claims.lms_user_id {
        Some(number) if by_name.as_ref().and_then(|it| it.lms_user_id) != Some(number) => {
            store::user::find_by_lms_user_id(&ctx.db.read, number).await?
        }
        _ => None,
    };
    let stored = match (by_number, by_name) {
        // The number decides who it is. A new name of a known person is taken over unless somebody else has it.
        (Some(_), Some(_)) => return Err(Missed::Failed(SignInError::Conflict)),
        (Some(renamed), None) => Some(renamed),
        (None, Some(row))
            if claims.lms_user_id.is_some() && row.lms_user_id.is_some() && row.lms_user_id != claims.lms_user_id =>
        {
            return Err(Missed::Failed(SignInError::Conflict));
        }
        (None, by_name) => by_name,
    };
    let told = |stored: Option<&user::Model>| user::Model {
        id: stored.map_or_else(|| UserId(crate::id::ordered()), |it| it.id),
        lms_user_id: claims.lms_user_id.or_else(|| stored.and_then(|it| it.lms_user_id)),
        username: stored
            .filter(|it| it.username_key == key)
            .map_or_else(|| claims.username.clone(), |it| it.username.clone()),
        username_key: key.clone(),
        full_name: claims
            .name
            .clone()
            .or_else(|| stored.and_then(|it| it.full_name.clone())),
        email: claims.email.clone().or_else(|| stored.and_then(|it| it.email.clone())),
        created_at: stored.map_or(now, |it| it.created_at),
        updated_at: stored.map_or(now, |it| it.updated_at),
    };
    let row = told(stored.as_ref());
    if stored.as_ref() == Some(&row) {
        return Ok(row.id);
    }
    let tx = ctx.db.begin().await?;
    match stored {
        None => store::user::insert_many(&tx, &permit, std::slice::from_ref(&row)).await?,
        Some(_) => {
            store::user::update(
                &tx,
                &permit,
                &user::Model {
                    updated_at: now,
                    ..row.clone()
                },
            )
            .await?;
        }
    }
    commit(tx).await?;
    Ok(row.id)
}
