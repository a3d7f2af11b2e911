//! People are found by what their names and mail addresses begin with.

use caseless::Caseless as _;
use sea_orm_migration::prelude::{
    Alias, CaseStatement, Cond, ConnectionTrait, DbErr, DeriveMigrationName, Expr, ExprTrait, MigrationTrait, Query,
    SchemaManager, async_trait,
};
use unicode_normalization::UnicodeNormalization as _;

use crate::column::text;
use crate::step;

const USER: &str = "user";

/// Characters that a key has at most.
const LENGTH: u32 = 100;

/// Rows that are read and written at once.
const BATCH: u64 = 500;

/// Indexes: name, columns.
const INDEXES: [(&str, &[&str]); 3] = [
    ("ix_user_name_key_id", &["name_key", "id"]),
    ("ix_user_email_key_id", &["email_key", "id"]),
    ("ix_user_is_active_username_key", &["is_active", "username_key"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["name_key", "email_key"] {
            step::column(manager, USER, text(column, LENGTH).null().take()).await?;
        }
        let mut beyond = Vec::new();
        while let Some(last) = fill(manager, beyond).await? {
            beyond = last;
        }
        for (name, columns) in INDEXES {
            step::index(manager, name, USER, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            step::drop_index(manager, name, USER).await?;
        }
        for column in ["email_key", "name_key"] {
            step::drop_column(manager, USER, column).await?;
        }
        Ok(())
    }
}

/// Writes the keys of some people beyond an id; gives the id of the last, none where nobody was left.
async fn fill(manager: &SchemaManager<'_>, beyond: Vec<u8>) -> Result<Option<Vec<u8>>, DbErr> {
    let column = |it: &str| Expr::col(Alias::new(it));
    let read = Query::select()
        .columns(["id", "full_name", "email"].map(Alias::new))
        .from(Alias::new(USER))
        .and_where(column("id").gt(beyond))
        .and_where(column("retired_at").is_null())
        .and_where(column("merged_into_id").is_null())
        .cond_where(
            Cond::any()
                .add(column("full_name").is_not_null())
                .add(column("email").is_not_null()),
        )
        .order_by(Alias::new("id"), sea_orm_migration::prelude::Order::Asc)
        .limit(BATCH)
        .to_owned();
    let connection = manager.get_connection();
    let (mut ids, mut names, mut emails) = (Vec::new(), CaseStatement::new(), CaseStatement::new());
    for row in connection.query_all(&read).await? {
        let id: Vec<u8> = row.try_get("", "id")?;
        let name: Option<String> = row.try_get("", "full_name")?;
        let email: Option<String> = row.try_get("", "email")?;
        names = names.case(column("id").eq(id.clone()), Expr::val(name.and_then(key)));
        emails = emails.case(column("id").eq(id.clone()), Expr::val(email.and_then(key)));
        ids.push(id);
    }
    let Some(last) = ids.last().cloned() else {
        return Ok(None);
    };
    let write = Query::update()
        .table(Alias::new(USER))
        .value(Alias::new("name_key"), names)
        .value(Alias::new("email_key"), emails)
        .and_where(column("id").is_in(ids))
        .to_owned();
    connection.execute(&write).await?;
    Ok(Some(last))
}

/// The text folded as usernames are, as long as the column.
fn key(text: String) -> Option<String> {
    let folded = text.trim().nfd().default_case_fold().nfc();
    let key: String = folded.take(usize::try_from(LENGTH).unwrap_or_default()).collect();
    let key = key.trim_end();
    (!key.is_empty()).then(|| key.to_owned())
}
