//! The pictures that a template names itself, beside those that certificates bring along: they must be there when it is published.

use std::collections::BTreeSet;

use entity::TemplateSource;

use super::problem::{MAX_PROBLEMS, Problem, ProblemKind};
use crate::domain::asset_address::{self, ASSETS};

/// Digits of a hash, and of as much of it as tells people which one is meant.
const HASH: usize = 64;
const TOLD: usize = 12;

/// A place where a template names a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The hash of its bytes.
    pub hash: String,
    /// In which partial; none for the template itself.
    pub partial: Option<String>,
    /// In which line, from 1; none for one of its texts.
    pub line: Option<usize>,
}

/// Everywhere a template names a picture: in itself, in its partials, and in texts that are nothing but an address.
#[must_use]
pub fn named(source: &TemplateSource) -> Vec<Named> {
    let TemplateSource { html, partials, texts } = source;
    let mut found = in_source(html, None);
    for (name, partial) in partials {
        found.extend(in_source(partial, Some(name)));
    }
    let texts = texts.values().flat_map(|it| it.values());
    let is_whole = |text: &str, hash: &str| text.len() == ASSETS.len() + hash.len();
    found.extend(texts.filter_map(|text| {
        Some(Named {
            hash: of_address(text).filter(|hash| is_whole(text, hash))?,
            partial: None,
            line: None,
        })
    }));
    found
}

/// The hashes of pictures, each once.
#[must_use]
pub fn hashes(named: &[Named]) -> BTreeSet<String> {
    named.iter().map(|it| it.hash.clone()).collect()
}

/// Tells, beside what is wrong already, of the pictures that are not among those that the site has.
#[must_use]
pub fn with_missing(mut problems: Vec<Problem>, named: Vec<Named>, there: &BTreeSet<String>) -> Vec<Problem> {
    let missing = named.into_iter().filter(|it| !there.contains(&it.hash)).map(|it| {
        let Named { hash, partial, line } = it;
        let digits: String = hash.chars().take(TOLD).collect();
        let message = format!("this site has no picture `{ASSETS}{digits}…`; upload it first");
        Problem {
            partial,
            ..Problem::new(ProblemKind::PictureMissing, message).at(line)
        }
    });
    problems.extend(missing);
    problems.truncate(MAX_PROBLEMS);
    problems
}

/// Where an attribute or a text of the template language begins with the address of a picture.
fn in_source(source: &str, partial: Option<&String>) -> Vec<Named> {
    let mut found = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for (at, _) in source.match_indices(ASSETS) {
        let passed = source.get(counted..at).unwrap_or_default();
        line += passed.matches('\n').count();
        counted = at;
        let (before, address) = source.split_at(at);
        let begins = before.trim_end().ends_with(['"', '\'', '=']);
        let (Some(hash), true) = (of_address(address), begins) else {
            continue;
        };
        found.push(Named {
            hash,
            partial: partial.cloned(),
            line: Some(line),
        });
    }
    found
}

/// The hash at the beginning of an address of a picture of ours.
fn of_address(address: &str) -> Option<String> {
    let rest = asset_address::hash(address)?;
    let is_digit = |it: char| matches!(it, '0'..='9' | 'a'..='f');
    let hash: String = rest.chars().take_while(|it| is_digit(*it)).collect();
    (hash.len() == HASH).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(html: &str) -> TemplateSource {
        TemplateSource {
            html: html.to_owned(),
            ..TemplateSource::default()
        }
    }

    fn found(source: &TemplateSource) -> Vec<(String, Option<usize>)> {
        let found = named(source).into_iter();
        found.map(|it| (it.hash.chars().take(1).collect(), it.line)).collect()
    }

    #[test]
    fn pictures_are_found_where_a_template_names_them() {
        let hash = |digit: &str| digit.repeat(64);
        let html = format!(
            "<img src=\"/assets/{}\" alt=\"x\">\n<img alt='x' src='/assets/{}'>\n<img src=/assets/{} alt=x>\n\
             <img src=\"{{{{ '/assets/{}' }}}}\" alt=\"x\">",
            hash("a"),
            hash("b"),
            hash("c"),
            hash("d")
        );
        let each = [("a", 1), ("b", 2), ("c", 3), ("d", 4)].map(|(it, line)| (it.to_owned(), Some(line)));
        assert_eq!(found(&source(&html)), each);
        for other in [
            "<img src=\"{{ organizations[0].logo }}\" alt=\"x\">".to_owned(),
            format!("<img src=\"/assets/{}\" alt=\"x\">", "a".repeat(63)),
            format!("<img src=\"/assets/{}\" alt=\"x\">", "a".repeat(65)),
            format!("<p>https://elsewhere.example/assets/{}</p>", hash("a")),
        ] {
            assert_eq!(found(&source(&other)), [], "{other}");
        }
        let mut worded = source("<img src=\"{{ text.seal }}\" alt=\"Seal\">");
        let seal = ("seal".to_owned(), format!("/assets/{}", hash("e")));
        worded.texts.insert("en".to_owned(), [seal].into());
        worded.partials.insert("foot".to_owned(), html);
        let found = named(&worded);
        assert_eq!(found.iter().filter(|it| it.partial.is_some()).count(), 4);
        assert_eq!(hashes(&found).len(), 5);
    }

    #[test]
    fn picture_that_is_not_there_is_told_with_its_place() {
        let html = format!("<p>\n<img src=\"/assets/{}\" alt=\"x\">", "0123456789abcdef".repeat(4));
        let named = named(&source(&html));
        assert_eq!(with_missing(Vec::new(), named.clone(), &hashes(&named)), []);
        let told = with_missing(Vec::new(), named, &BTreeSet::new());
        let [missing] = &told[..] else {
            panic!("one problem: {told:?}")
        };
        assert_eq!((missing.kind, missing.line), (ProblemKind::PictureMissing, Some(2)));
        assert!(missing.message.contains("0123456789ab…"), "{}", missing.message);
    }
}
