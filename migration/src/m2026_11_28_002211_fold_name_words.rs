//! People are found by the words of their names with and without accents, and by the words of names that are pinned on their credentials.
//!
//! The words of names with accents are written anew here; a worker writes those of everybody once more, with the names on their credentials.

use std::collections::BTreeSet;

use caseless::Caseless as _;
use sea_orm_migration::prelude::{
    Alias, ConnectionTrait, DbErr, DeriveMigrationName, Expr, ExprTrait, MigrationTrait, Order, Query, SchemaManager,
    async_trait,
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::column::{boolean, integer};
use crate::step;

const USER: &str = "user";
const WORD: &str = "user_name_word";
const FOLDING: &str = "name_words_folding";
const PINNED: &str = "is_pinned";
const INDEX: &str = "ix_user_name_words_folding_id";

/// What told before whether words were written; no release knows it.
const MARK: &str = "has_name_words";
const MARK_INDEX: &str = "ix_user_has_name_words_id";

/// Characters that a word has at most: as many as its column.
const LENGTH: usize = 100;

/// Words of one name that are written at most.
const WORDS: usize = 8;

/// People who are read at once.
const BATCH: u64 = 500;

/// Rows of one statement: keeps clear of SQLite's limit on bound values.
const ROWS: usize = 500;

/// Latin letters that are not made of another one and a mark, and what is written for them.
const STROKES: [(char, &str); 10] = [
    ('æ', "ae"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('œ', "oe"),
    ('ø', "o"),
    ('þ', "th"),
    ('ŧ', "t"),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::column(manager, WORD, boolean(PINNED).not_null().default(false).take()).await?;
        // What the release before writes from now on says by this that its words are not as they are made now.
        step::column(manager, USER, integer(FOLDING).not_null().default(0).take()).await?;
        let mut beyond = Vec::new();
        while let Some(last) = fold(manager, beyond).await? {
            beyond = last;
        }
        step::index(manager, INDEX, USER, &[FOLDING, "id"]).await?;
        step::drop_index(manager, MARK_INDEX, USER).await?;
        step::drop_column(manager, USER, MARK).await
    }

    /// Whoever goes back writes the words of everybody anew.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        step::drop_index(manager, INDEX, USER).await?;
        step::drop_column(manager, USER, FOLDING).await?;
        if manager.has_column(WORD, PINNED).await? {
            let of_credentials = Query::delete()
                .from_table(Alias::new(WORD))
                .and_where(Expr::col(Alias::new(PINNED)).eq(true))
                .to_owned();
            manager.get_connection().execute(&of_credentials).await?;
        }
        step::drop_column(manager, WORD, PINNED).await?;
        step::column(manager, USER, boolean(MARK).not_null().default(false).take()).await?;
        step::index(manager, MARK_INDEX, USER, &[MARK, "id"]).await
    }
}

/// Writes the words anew of those among some people beyond an id whose names have accents; gives the id of the last of all, none where nobody
/// was left.
async fn fold(manager: &SchemaManager<'_>, beyond: Vec<u8>) -> Result<Option<Vec<u8>>, DbErr> {
    let column = |it: &str| Expr::col(Alias::new(it));
    let connection = manager.get_connection();
    let read = Query::select()
        .columns(["id", "name_key"].map(Alias::new))
        .from(Alias::new(USER))
        .and_where(column("id").gt(beyond))
        .and_where(column(FOLDING).eq(0))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(BATCH)
        .to_owned();
    let mut last = None;
    let mut changed: Vec<Vec<u8>> = Vec::new();
    let mut words: Vec<(Vec<u8>, String)> = Vec::new();
    for row in connection.query_all(&read).await? {
        let id: Vec<u8> = row.try_get("", "id")?;
        let name: Option<String> = row.try_get("", "name_key")?;
        let name = name.unwrap_or_default();
        if !name.is_ascii() {
            words.extend(divided(&plain(&name)).into_iter().map(|it| (id.clone(), it)));
            changed.push(id.clone());
        }
        last = Some(id);
    }
    if !changed.is_empty() {
        let clear = Query::delete()
            .from_table(Alias::new(WORD))
            .and_where(column("user_id").is_in(changed))
            .to_owned();
        connection.execute(&clear).await?;
    }
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
    Ok(last)
}

/// The words of a name, each once.
fn divided(name: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    name.split(|it: char| !it.is_alphanumeric() && !is_combining_mark(it))
        .filter(|it| !it.is_empty() && seen.insert(*it))
        .take(WORDS)
        .map(|it| it.chars().take(LENGTH).collect())
        .collect()
}

/// The name without letter case, in compatible forms, without the marks upon Latin, Greek and Cyrillic letters.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    let mut drops_marks = false;
    for it in name.nfd().default_case_fold().nfkd().default_case_fold().nfkd() {
        if is_combining_mark(it) {
            if !drops_marks {
                plain.push(it);
            }
            continue;
        }
        drops_marks = matches!(
            it,
            'a'..='z'
                | '\u{df}'..='\u{24f}'
                | '\u{370}'..='\u{3ff}'
                | '\u{400}'..='\u{52f}'
                | '\u{1e00}'..='\u{1fff}'
                | '\u{2c60}'..='\u{2c7f}'
                | '\u{a640}'..='\u{a69f}'
                | '\u{a720}'..='\u{a7ff}'
        );
        match STROKES.iter().find(|(stroked, _)| *stroked == it) {
            Some((_, letters)) => plain.push_str(letters),
            None => plain.push(it),
        }
    }
    plain.as_str().nfc().collect()
}
