//! Whether the reason of a retirement names the person: it outlives everything that is known of them, so it must not.

use std::collections::BTreeSet;

use entity::{name_words, search_key, user};

/// Shortest word of a name that counts in an alphabet: shorter ones are in every sentence.
const SHORTEST: usize = 3;

/// Whether a text has the username, the mail address or a word of the name of one of these rows in it, in whatever letter case. The
/// number on the platform is no name: it stays with the tombstone.
#[must_use]
pub fn names(text: &str, people: &[user::Model]) -> bool {
    let told = words(text);
    people.iter().any(|person| {
        let names = [Some(person.username.as_str()), person.email.as_deref()];
        let whole = names.into_iter().flatten().filter_map(search_key);
        let of_name = person.full_name.as_deref().map(parts).unwrap_or_default();
        whole.chain(of_name).any(|it| told.contains(&it))
    })
}

/// The words of a text, and whatever stands between spaces in it, without what begins or ends it: usernames and addresses have signs in
/// them.
fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for piece in text.split_whitespace() {
        let bare = piece.trim_matches(|it: char| !it.is_alphanumeric());
        words.extend(search_key(bare));
        words.extend(parts(piece));
    }
    words
}

/// The words of a name.
fn parts(name: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for piece in name.split_whitespace() {
        let key = search_key(piece).unwrap_or_default();
        let long = |it: &String| !it.is_ascii() || it.chars().count() >= SHORTEST;
        parts.extend(name_words(&key).into_iter().filter(long));
    }
    parts
}

#[cfg(test)]
mod tests {
    use entity::{Username, UsernameRule};

    use super::*;
    use crate::domain::person::tests::row;

    fn person(username: &str, name: &str) -> user::Model {
        user::Model {
            username: Username::parse(username, UsernameRule::Unicode).expect("a name"),
            full_name: Some(name.to_owned()),
            email: Some("ada@learners.example.org".to_owned()),
            ..row("x", Some(4711))
        }
    }

    #[test]
    fn reason_that_names_the_person_is_known() {
        let ada = [person("ada.l", "Ada de Lovelace")];
        for text in [
            "Ada asked for it",
            "asked by LOVELACE.",
            "account “ada.l” was closed",
            "user:ADA.L,",
            "mail of ada@learners.example.org",
        ] {
            assert!(names(text, &ada), "{text}");
        }
        for text in [
            "",
            "Request 4711 of 2027-01-15",
            "asked de facto, by law",
            "Canada’s law",
            "ticket adal-17",
            "learners.example.org",
        ] {
            assert!(!names(text, &ada), "{text}");
        }
        assert!(names("طلب من محمد", &[person("m", "محمد بن راشد")]));
        assert!(names("王的请求 王", &[person("w", "王 芳")]));
        let both = [person("x1", "Grace Hopper"), person("y1", "Ada Lovelace")];
        assert!(names("for y1", &both));
    }
}
