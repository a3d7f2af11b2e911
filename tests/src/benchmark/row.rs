//! The rows that one award writes, made in any number after the example of a real one.

use anyhow::Context as _;
use entity::id::{CredentialId, EventId, UserId};
use entity::{Username, UsernameRule, credential, credential_history, outbox_event, user, user_name_word};
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, DbBackend, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryTrait as _, Statement,
};
use uuid::Uuid;

/// The rows of a real award.
#[derive(Clone, Debug)]
pub(super) struct Example {
    user: user::Model,
    words: Vec<user_name_word::Model>,
    credential: credential::Model,
    history: credential_history::Model,
    event: outbox_event::Model,
}

impl Example {
    /// Reads the rows of this credential.
    pub(super) async fn read(db: &DatabaseConnection, id: CredentialId) -> anyhow::Result<Self> {
        let credential = credential::Entity::find_by_id(id).one(db).await?;
        let credential = credential.context("the credential was not written")?;
        let user = user::Entity::find_by_id(credential.user_id).one(db).await?;
        let words = user_name_word::Entity::find()
            .filter(user_name_word::Column::UserId.eq(credential.user_id))
            .all(db)
            .await?;
        let history = credential_history::Entity::find_by_id((id, 1)).one(db).await?;
        let event = outbox_event::Entity::find()
            .filter(outbox_event::Column::SubjectId.eq(id))
            .one(db)
            .await?;
        Ok(Self {
            user: user.context("the user was not written")?,
            words,
            credential,
            history: history.context("the history was not written")?,
            event: event.context("the event was not written")?,
        })
    }

    /// The number of the credential.
    pub(super) fn id(&self) -> CredentialId {
        self.credential.id
    }

    /// The inserts of the rows of one more award, for a learner of this number.
    pub(super) fn inserts(&self, backend: DbBackend, number: i64) -> anyhow::Result<[Statement; 5]> {
        let Self {
            user,
            words,
            credential,
            history,
            event,
        } = self.clone();
        let username = Username::parse(&format!("bare-{number}"), UsernameRule::Ascii)?;
        let (user_id, id) = (UserId(ordered()), CredentialId(random()));
        let event_id = random();
        let user = user::Model {
            id: user_id,
            lms_user_id: Some(number),
            username_key: username.key(),
            username,
            ..user
        };
        let words = words.into_iter().map(|it| user_name_word::Model { user_id, ..it });
        let credential = credential::Model {
            id,
            user_id,
            ..credential
        };
        let history = credential_history::Model {
            credential_id: id,
            ..history
        };
        let event = outbox_event::Model {
            shard: i16::from(event_id.as_bytes()[0] & 63),
            id: EventId(event_id),
            subject_id: id,
            ..event
        };
        Ok([
            user::Entity::insert(user.into_active_model()).build(backend),
            user_name_word::Entity::insert_many(words.map(user_name_word::Model::into_active_model)).build(backend),
            credential::Entity::insert(credential.into_active_model()).build(backend),
            credential_history::Entity::insert(history.into_active_model()).build(backend),
            outbox_event::Entity::insert(event.into_active_model()).build(backend),
        ])
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "keys as the server makes them, so that rows lie as its rows do"
)]
fn random() -> Uuid {
    Uuid::new_v4()
}

#[expect(
    clippy::disallowed_methods,
    reason = "keys as the server makes them, so that rows lie as its rows do"
)]
fn ordered() -> Uuid {
    Uuid::now_v7()
}
