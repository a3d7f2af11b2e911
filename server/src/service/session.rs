//! Staying signed in with a browser: opening, resuming and ending sessions.
//!
//! The browser holds a token of 256 random bits; the database holds its hash. Reading a session costs one statement, and
//! writes nothing but for a note every few minutes and a new token twice a day.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entity::id::SessionId;
use entity::{SiteRole, session, site, user};
use sha2::{Digest as _, Sha256};

use super::Fault;
use super::retry::{Missed, commit, retry};
use super::user::{SignInError, sign_in};
use crate::auth::Claims;
use crate::context::Ctx;
use crate::domain::account_sync::is_locked;
use crate::domain::session::{Due, GRACE, LONGEST, due, is_alive};
use crate::policy::{Action, Actor, Permit, Role, authorize};
use crate::store;
use crate::store::session::Found;

/// Rows that one statement of a clean-up removes.
const BATCH: u64 = 50;
/// Characters of a token as text.
const TOKEN_LENGTH: usize = 43;

/// What only the browser of a session holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(crate::id::secret()))
    }

    /// Reads a token; none for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == TOKEN_LENGTH && URL_SAFE_NO_PAD.decode(text).is_ok();
        is_token.then(|| Self(text.to_owned()))
    }

    /// The token as the browser holds it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// A session that counts.
#[derive(Clone, Debug)]
pub struct Resumed {
    /// Who is signed in.
    pub actor: Actor,
    /// The session.
    pub id: SessionId,
    /// The token that replaces the one that was shown.
    pub renewed: Option<Token>,
}

/// What a page of ours shows to prove that it is one: known to whoever may read the site's own cookies, and to nobody else.
#[must_use]
pub fn csrf_token(id: SessionId) -> String {
    let digest = Sha256::new()
        .chain_update(b"csrf")
        .chain_update(id.0.as_bytes())
        .finalize();
    URL_SAFE_NO_PAD.encode(digest)
}

/// Signs the bearer of a verified token in. The session that the browser had until then ends.
pub async fn open(
    ctx: &Ctx,
    site: &site::Model,
    claims: &Claims,
    before: Option<&Token>,
) -> Result<(SessionId, Token), SignInError> {
    let actor = sign_in(ctx, claims).await?;
    let Actor::User { id: user_id, .. } = actor else {
        return Err(Fault::Internal(anyhow::anyhow!("a bearer who is nobody")).into());
    };
    let permit = permit()?;
    let now = ctx.clock.now();
    let (token, id) = (Token::new(), SessionId(crate::id::random()));
    let session = session::Model {
        token_hash: token.hash(),
        id,
        site_id: site.id,
        user_id,
        is_administrator: claims.is_administrator && !claims.is_restricted,
        is_superuser: claims.is_superuser && !claims.is_restricted && !claims.is_bound_to_sites,
        created_at: now,
        seen_at: now,
        renewed_at: now,
        expires_at: now + LONGEST,
        is_replaced: false,
    };
    retry(|| async {
        let replaced = match before {
            Some(before) => store::session::find(&ctx.db.read, site.id, &before.hash()).await?,
            None => None,
        };
        let tx = ctx.db.begin().await?;
        if let Some(replaced) = replaced {
            store::session::delete(&tx, &permit, replaced.session.id).await?;
        }
        // An earlier attempt may have been stored although its answer was lost.
        store::session::delete(&tx, &permit, id).await?;
        store::session::update_claims(&tx, &permit, &session, claims.is_bound_to_sites.then_some(site.id)).await?;
        store::session::insert(&tx, &permit, &session).await?;
        commit::<SignInError>(tx).await
    })
    .await?;
    Ok((id, token))
}

/// Who holds this token; none where it does not count on this site.
pub async fn resume(ctx: &Ctx, site: &site::Model, token: &Token) -> Result<Option<Resumed>, Fault> {
    let now = ctx.clock.now();
    let found = store::session::find(&ctx.db.read, site.id, &token.hash()).await?;
    let Some(found) = found.filter(|it| is_alive(&it.session, now) && may_act(&it.person)) else {
        return Ok(None);
    };
    let Found { session, person, roles } = found;
    let renewed = match due(&session, now) {
        Due::Nothing => None,
        Due::Note => {
            note(ctx, &session, now).await?;
            None
        }
        Due::Renewal => renew(ctx, &session, now).await?,
    };
    Ok(Some(Resumed {
        id: session.id,
        actor: actor(&session, person, roles),
        renewed,
    }))
}

/// Ends the session of this token, wherever it is open.
pub async fn close(ctx: &Ctx, id: SessionId) -> Result<(), Fault> {
    let permit = permit()?;
    retry(|| async {
        let tx = ctx.db.begin().await?;
        store::session::delete(&tx, &permit, id).await?;
        commit::<Fault>(tx).await
    })
    .await
}

/// Removes sessions that have expired; tells how many.
pub async fn forget_expired_sessions(ctx: &Ctx) -> Result<u64, Fault> {
    let now = ctx.clock.now();
    let mut n_removed = 0;
    loop {
        let tx = ctx.db.begin().await?;
        let n_batch = store::session::delete_expired(&ctx.db.read, &tx, now, BATCH).await?;
        tx.commit().await?;
        n_removed += n_batch;
        if n_batch < BATCH {
            return Ok(n_removed);
        }
    }
}

/// Whether a person may act by a session: not who was retired, nor whose account the platform has closed.
fn may_act(person: &user::Model) -> bool {
    person.retired_at.is_none() && !is_locked(person)
}

/// Who is signed in. Nobody acts as a service by a browser.
fn actor(session: &session::Model, person: user::Model, roles: BTreeSet<SiteRole>) -> Actor {
    let role = match (session.is_administrator, session.is_superuser) {
        (true, true) => Role::Superuser,
        (true, false) => Role::Staff,
        (false, _) => Role::Learner,
    };
    Actor::User {
        id: person.id,
        username: person.username,
        role,
        roles,
    }
}

async fn note(ctx: &Ctx, session: &session::Model, now: DateTime<Utc>) -> Result<(), Fault> {
    let permit = permit()?;
    let tx = ctx.db.begin().await?;
    store::session::update_seen(&tx, &permit, &session.token_hash, now).await?;
    // Lost, it is noted the next time.
    Ok(tx.commit().await?)
}

/// Gives the session another token. Of several requests at once one does, and the others go on with the old one.
async fn renew(ctx: &Ctx, session: &session::Model, now: DateTime<Utc>) -> Result<Option<Token>, Fault> {
    let permit = permit()?;
    let token = Token::new();
    let renewed = session::Model {
        token_hash: token.hash(),
        seen_at: now,
        renewed_at: now,
        ..session.clone()
    };
    let until = session.expires_at.min(now + GRACE);
    let outcome = retry(|| async {
        let tx = ctx.db.begin().await?;
        if !store::session::update_replaced(&tx, &permit, &session.token_hash, until).await? {
            // By another request, or by an earlier attempt whose answer was lost.
            let own = store::session::find(&tx, session.site_id, &renewed.token_hash).await?;
            return Ok::<_, Missed<Fault>>(own.map(|_| token.clone()));
        }
        store::session::insert(&tx, &permit, &renewed).await?;
        commit(tx).await?;
        Ok(Some(token.clone()))
    });
    outcome.await
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::KnowBearer).map_err(|it| Fault::Internal(anyhow::anyhow!(it)))
}
