//! Finding people by words of their names, wherever in the name they stand.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use entity::id::UserId;
use entity::name_word::{divide, name_words};
use sea_orm::ConnectionTrait;

use super::MAX_FOUND;
use crate::service::Fault;
use crate::store;
use crate::store::user::{By, Named, Range};

/// Words that are looked up; the others choose among the people whom these find.
const MAX_LOOKED_UP: usize = 2;

/// People in whose names words begin with those of a search key, and whether these are all. The names that are pinned on their credentials
/// count as theirs.
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
    let mut others = Vec::new();
    for (id, key, is_active, name) in store::user::by_ids_with_name(connection, &ids).await? {
        let known = name_words(name.as_deref().unwrap_or_default());
        if has_words(&known, &words) {
            found.insert(id, (id, key, is_active));
        } else {
            others.push((known, (id, key, is_active)));
        }
    }
    let other_ids: Vec<UserId> = others.iter().map(|(_, it)| it.0).collect();
    let mut pinned = store::user::pinned_words_by_ids(connection, &other_ids).await?;
    for (mut known, person) in others {
        known.extend(pinned.remove(&person.0).unwrap_or_default());
        if has_words(&known, &words) {
            found.insert(person.0, person);
        }
    }
    if let [first, others @ ..] = &divide(search)[..]
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
async fn look_up(connection: &impl ConnectionTrait, words: &[String]) -> Result<(Vec<UserId>, bool), Fault> {
    // As a rule the longest is in the fewest names.
    let mut by_length: Vec<&String> = words.iter().collect();
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

/// Whether each of these words is the beginning of one that is known of somebody.
fn has_words(known: &[String], words: &[String]) -> bool {
    words
        .iter()
        .all(|word| known.iter().any(|it| it.starts_with(word.as_str())))
}

#[cfg(test)]
mod tests {
    use entity::name_words;

    use super::has_words;

    #[test]
    fn each_word_begins_a_word_of_the_name() {
        let known = name_words("ada king lovelace");
        for words in ["ada", "love", "lovelace ada", "a k l"] {
            assert!(has_words(&known, &name_words(words)), "{words}");
        }
        for words in ["da", "ada byron", "lovelaces"] {
            assert!(!has_words(&known, &name_words(words)), "{words}");
        }
        assert!(!has_words(&[], &name_words("ada")));
    }
}
