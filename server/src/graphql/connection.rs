//! Pages of connections: their size, and the opaque cursors between them.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, MaybeUndefined, ObjectType, OutputType, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Here as _, error};
use crate::domain::instant;
use crate::service::{Listing, Page, Position};

/// Facts of a whole list.
#[derive(SimpleObject)]
pub(super) struct Totals {
    /// How many the list has; null where they are more than 5,000. Counted only when asked for.
    pub(super) total_count: Option<u64>,
}

/// Longest search, in characters.
const MAX_SEARCH: usize = 100;

/// Reads words to look for.
pub(super) fn search(words: Option<String>) -> async_graphql::Result<Option<String>> {
    let Some(words) = words else { return Ok(None) };
    let is_search = !words.trim().is_empty() && crate::domain::text::plain(words.clone(), MAX_SEARCH).is_ok();
    if is_search {
        Ok(Some(words))
    } else {
        Err(error::bad_input(format!(
            "`search` must have 1 to {MAX_SEARCH} characters, not all of them blank"
        )))
    }
}

/// Rows of a page that names no size.
pub(super) const DEFAULT_SIZE: usize = 20;

/// Reads the size of a page.
pub(super) fn size(first: MaybeUndefined<i32>, max: usize) -> async_graphql::Result<usize> {
    match first {
        MaybeUndefined::Undefined => Ok(DEFAULT_SIZE.min(max)),
        MaybeUndefined::Value(first) if (1..=max).contains(&usize::try_from(first).unwrap_or(0)) => {
            Ok(usize::try_from(first).unwrap_or(1))
        }
        MaybeUndefined::Null | MaybeUndefined::Value(_) => {
            Err(error::bad_input(format!("`first` must be between 1 and {max}")))
        }
    }
}

/// Reads which rows of a list that is searched by words are asked for.
pub(super) fn listing(
    ctx: &Context<'_>,
    search_words: Option<String>,
    first: MaybeUndefined<i32>,
    after: Option<String>,
    list: &str,
) -> async_graphql::Result<Listing> {
    Ok(Listing {
        search: search(search_words)?,
        after: after.map(|it| decode(&it, list)).transpose()?,
        size: size(first, ctx.here()?.ctx.config.limits.page_size)?,
        counts: ctx.look_ahead().field("totalCount").exists(),
    })
}

/// A page as a connection: its rows as nodes, each with its cursor in `list`.
pub(super) fn of<T, N: OutputType, F: ObjectType>(
    page: Page<T>,
    has_previous: bool,
    facts: F,
    list: &str,
    position: impl Fn(&T) -> Position,
    node: impl Fn(T) -> N,
) -> Connection<String, N, F, EmptyFields> {
    with_cursors(page, has_previous, facts, |it| encode(position(it), list), node)
}

/// A page as a connection: its rows as nodes, each with what `cursor` says.
pub(super) fn with_cursors<T, N: OutputType, F: ObjectType>(
    page: Page<T>,
    has_previous: bool,
    facts: F,
    cursor: impl Fn(&T) -> String,
    node: impl Fn(T) -> N,
) -> Connection<String, N, F, EmptyFields> {
    let mut connection = Connection::with_additional_fields(has_previous, page.has_more, facts);
    connection
        .edges
        .extend(page.rows.into_iter().map(|it| Edge::new(cursor(&it), node(it))));
    connection
}

/// Where a list goes on: a place in one list for one caller, with a check against edits and mix-ups. It reveals nothing that
/// its rows do not show.
pub(super) fn encode(position: Position, list: &str) -> String {
    let mut bytes = Vec::with_capacity(32);
    bytes.extend(position.at.timestamp_micros().to_be_bytes());
    bytes.extend(position.id.as_bytes());
    encode_place(bytes, list)
}

/// The same of a list with another order: its place as bytes.
pub(super) fn encode_place(mut place: Vec<u8>, list: &str) -> String {
    let check = check(&place, list);
    place.extend(check);
    URL_SAFE_NO_PAD.encode(place)
}

/// Longest cursor: a folded username of 255 characters, four bytes each, with its check.
const MAX_CURSOR: usize = 1_400;

/// Reads the place of a cursor of the same list; `read` says what its bytes mean, none where they mean nothing.
pub(super) fn decode_place<T>(
    cursor: &str,
    list: &str,
    read: impl FnOnce(&[u8]) -> Option<T>,
) -> async_graphql::Result<T> {
    let read = || {
        let bytes = (cursor.len() <= MAX_CURSOR).then(|| URL_SAFE_NO_PAD.decode(cursor).ok())??;
        let (place, found) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        (found == check(place, list)).then(|| read(place))?
    };
    read().ok_or_else(not_of_this_list)
}

/// Reads a cursor of the same list.
pub(super) fn decode(cursor: &str, list: &str) -> async_graphql::Result<Position> {
    decode_place(cursor, list, position)
}

/// The place that bytes name: an instant and an id.
pub(super) fn position(bytes: &[u8]) -> Option<Position> {
    let (at, id) = bytes.split_at_checked(8)?;
    let at = DateTime::from_timestamp_micros(i64::from_be_bytes(at.try_into().ok()?))?;
    Some(Position {
        at: instant::parse(at).ok()?,
        id: Uuid::from_slice(id).ok()?,
    })
}

fn not_of_this_list() -> async_graphql::Error {
    error::bad_input("INVALID_CURSOR: `after` is no cursor of this list; take it from `pageInfo.endCursor`")
}

fn check(place: &[u8], list: &str) -> [u8; 8] {
    let digest = Sha256::new()
        .chain_update(b"cursor")
        .chain_update(place)
        .chain_update(list.as_bytes())
        .finalize();
    let mut check = [0; 8];
    check.copy_from_slice(&digest[..8]);
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_in_its_own_list_only() {
        let position = Position {
            at: DateTime::from_timestamp_micros(1_700_000_000_123_456).expect("in range"),
            id: crate::id::random(),
        };
        let cursor = encode(position, "credentials of ada");
        assert_eq!(decode(&cursor, "credentials of ada").ok(), Some(position));
        assert!(decode(&cursor, "credentials of grace").is_err());
        let mut edited = cursor.into_bytes();
        edited[3] = if edited[3] == b'A' { b'B' } else { b'A' };
        assert!(decode(std::str::from_utf8(&edited).expect("ASCII"), "credentials of ada").is_err());
        for text in ["", "x", "====", &"A".repeat(10_000)] {
            assert!(decode(text, "credentials of ada").is_err());
        }
    }
}
