//! People are found by any word of their names.

use std::collections::BTreeSet;

use sea_orm_migration::prelude::{
    Alias, ConnectionTrait, DbErr, DeriveMigrationName, Expr, ExprTrait, Index, MigrationTrait, Order, Query,
    SchemaManager, async_trait,
};
use unicode_normalization::char::is_combining_mark;

use crate::column::{boolean, id, table, text};
use crate::step;

const USER: &str = "user";
const WORD: &str = "user_name_word";
const MARK: &str = "has_name_words";

/// Characters that a word has at most: as many as the key that it is part of.
const LENGTH: u32 = 100;

/// Words of one name that are written at most.
const WORDS: usize = 8;

/// People who are read and written at once.
const BATCH: u64 = 500;

/// Rows of one statement: keeps clear of SQLite's limit on bound values.
const ROWS: usize = 500;

/// Indexes: name, table, columns. By the first, words are found; by the second, who has none yet.
const INDEXES: [(&str, &str, &[&str]); 2] = [
    ("ix_user_name_word_word_key_user_id", WORD, &["word_key", "user_id"]),
    ("ix_user_has_name_words_id", USER, &[MARK, "id"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut word_table = table(manager, WORD);
        word_table
            .col(id("user_id").not_null())
            .col(text("word_key", LENGTH).not_null())
            .primary_key(Index::create().col(Alias::new("user_id")).col(Alias::new("word_key")));
        manager.create_table(word_table).await?;
        // What the release before writes from now on says by this that its words are missing.
        step::column(manager, USER, boolean(MARK).not_null().default(false).take()).await?;
        let mut beyond = Vec::new();
        while let Some(last) = fill(manager, beyond).await? {
            beyond = last;
        }
        for (name, table, columns) in INDEXES {
            step::index(manager, name, table, columns).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, "ix_user_has_name_words_id", USER).await?;
        step::drop_column(manager, USER, MARK).await?;
        step::drop_tables(manager, &[WORD]).await
    }
}

/// Writes the words of some people beyond an id; gives the id of the last, none where nobody was left.
async fn fill(manager: &SchemaManager<'_>, beyond: Vec<u8>) -> Result<Option<Vec<u8>>, DbErr> {
    let column = |it: &str| Expr::col(Alias::new(it));
    let connection = manager.get_connection();
    let read = Query::select()
        .columns(["id", "name_key"].map(Alias::new))
        .from(Alias::new(USER))
        .and_where(column("id").gt(beyond))
        .and_where(column(MARK).eq(false))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(BATCH)
        .to_owned();
    let mut ids: Vec<Vec<u8>> = Vec::new();
    let mut words: Vec<(Vec<u8>, String)> = Vec::new();
    for row in connection.query_all(&read).await? {
        let id: Vec<u8> = row.try_get("", "id")?;
        let name: Option<String> = row.try_get("", "name_key")?;
        words.extend(
            divided(&name.unwrap_or_default())
                .into_iter()
                .map(|it| (id.clone(), it)),
        );
        ids.push(id);
    }
    let Some(last) = ids.last().cloned() else {
        return Ok(None);
    };
    // An interruption may have left some.
    let clear = Query::delete()
        .from_table(Alias::new(WORD))
        .and_where(column("user_id").is_in(ids.clone()))
        .to_owned();
    connection.execute(&clear).await?;
    for rows in words.chunks(ROWS) {
        let mut write = Query::insert();
        write
            .into_table(Alias::new(WORD))
            .columns(["user_id", "word_key"].map(Alias::new));
        for (id, word) in rows {
            write.values_panic([Expr::val(id.clone()), Expr::val(word.clone())]);
        }
        connection.execute(&write).await?;
    }
    let mark = Query::update()
        .table(Alias::new(USER))
        .value(Alias::new(MARK), true)
        .and_where(column("id").is_in(ids))
        .to_owned();
    connection.execute(&mark).await?;
    Ok(Some(last))
}

/// The words of a folded name, each once.
fn divided(key: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    key.split(|it: char| !it.is_alphanumeric() && !is_combining_mark(it))
        .filter(|it| !it.is_empty() && seen.insert(*it))
        .take(WORDS)
        .map(str::to_owned)
        .collect()
}
