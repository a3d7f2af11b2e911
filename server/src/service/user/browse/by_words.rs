//! Finding people by words of their names, wherever in the name they stand.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use entity::id::UserId;
use entity::name_words;
use sea_orm::ConnectionTrait;

use super::MAX_FOUND;
use crate::service::Fault;
use crate::store;
use crate::store::user::{By, Named, Range};

/// Words that are looked up; the others choose among the people whom these find.
const MAX_LOOKED_UP: usize = 2;

/// People in whose names words begin with those of a search key, and whether these are all.
///
/// Of one word not more is read than is found at most; where it is in more names, another word is looked up, which is in fewer. Where
/// both are in many names, the whole name is looked up with the first word at its end, as lists of names have the family name first.
pub(super) async fn find(
    connection: &impl ConnectionTrait,
    search: &str,
) -> Result<(BTreeMap<UserId, Named>, bool), Fault> {
    let words = name_words(search);
    let mut found = BTreeMap::new();
    let (ids, is_complete) = look_up(connection, &words).await?;
    for (id, key, is_active, name) in store::user::by_ids_with_name(connection, &ids).await? {
        if has_words(name.as_deref(), &words) {
            found.insert(id, (id, key, is_active));
        }
    }
    if let [first, others @ ..] = &words[..]
        && !is_complete
        && !others.is_empty()
    {
        let turned = others.iter().chain([first]).copied().collect::<Vec<_>>().join(" ");
        let range = Range::beginning_with(&turned);
        let people = store::user::list_in_range(connection, By::Name, &range, None, MAX_FOUND).await?;
        found.extend(people.into_iter().map(|it| (it.0, it)));
    }
    Ok((found, is_complete))
}

/// Those among whom the people are who have all these words, and whether nobody else has.
async fn look_up(connection: &impl ConnectionTrait, words: &[&str]) -> Result<(Vec<UserId>, bool), Fault> {
    // As a rule the longest is in the fewest names.
    let mut by_length = words.to_vec();
    by_length.sort_by_key(|it| Reverse(it.chars().count()));
    let most = usize::try_from(MAX_FOUND).unwrap_or(usize::MAX);
    let mut first = None;
    for word in by_length.into_iter().take(MAX_LOOKED_UP) {
        let range = Range::beginning_with(word);
        let mut ids = store::user::list_with_word(connection, &range, MAX_FOUND + 1).await?;
        let is_complete = ids.len() <= most;
        ids.truncate(most);
        ids.sort_unstable();
        ids.dedup();
        if is_complete {
            return Ok((ids, true));
        }
        first.get_or_insert(ids);
    }
    let is_complete = first.is_none();
    Ok((first.unwrap_or_default(), is_complete))
}

/// Whether each of these words is the beginning of one of the name's.
fn has_words(name_key: Option<&str>, words: &[&str]) -> bool {
    let known = name_words(name_key.unwrap_or_default());
    words.iter().all(|word| known.iter().any(|it| it.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::has_words;

    #[test]
    fn each_word_begins_a_word_of_the_name() {
        let name = Some("ada king lovelace");
        for words in [&["ada"][..], &["love"], &["lovelace", "ada"], &["a", "k", "l"]] {
            assert!(has_words(name, words), "{words:?}");
        }
        for words in [&["da"][..], &["ada", "byron"], &["lovelaces"]] {
            assert!(!has_words(name, words), "{words:?}");
        }
        assert!(!has_words(None, &["ada"]));
    }
}
