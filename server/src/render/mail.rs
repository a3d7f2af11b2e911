//! Mail as subject, plain text and HTML: what tells a learner of a completed program, and what shows a record to an institution.
//!
//! An institution may write its own subject and what stands between greeting and link; both are templates of the confined language,
//! and of their HTML a short list of elements is kept ([`removed`] tells what is not). Greeting, link and the site's name are always ours.

mod kept;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::TemplateSource;
use html_escape::{encode_double_quoted_attribute, encode_text};
use serde::Serialize;
use uuid::Uuid;

use super::confined::{Purpose, fill_with};
use super::language::Words;
use super::problem::{self, Problem};
use crate::domain::completion_mail::Part;

/// Longest subject that is sent, in characters: what is longer is cut.
const MAX_SUBJECT: usize = 300;

/// What an institution wrote itself; none for what comes with the service.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own<'a> {
    /// Subject.
    pub subject: Option<&'a str>,
    /// What stands between greeting and link, as HTML.
    pub html: Option<&'a str>,
    /// The same as plain text.
    pub text: Option<&'a str>,
}

/// What there is to tell of an award.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Language of the mail, a BCP 47 tag.
    pub language: &'a str,
    /// The learner's name, where it is known.
    pub recipient_name: Option<&'a str>,
    /// The program's title.
    pub title: &'a str,
    /// Label of its type, where it has one.
    pub type_label: Option<&'a str>,
    /// Who offers it.
    pub organizations: &'a [&'a str],
    /// Certificate number.
    pub number: Uuid,
    /// Date of the certificate.
    pub issued_at: DateTime<Utc>,
    /// The site's name.
    pub site_name: &'a str,
    /// Where the world reaches the site, without a slash at the end.
    pub site_url: &'a str,
}

/// A mail's subject and both forms of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Language of the words that come with the service.
    pub language: String,
    /// Subject: one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A whole page of HTML.
    pub html: String,
}

#[derive(Serialize)]
struct View<'a> {
    recipient: Recipient,
    program: Program,
    certificate: Certificate,
    site: Site<'a>,
}

#[derive(Serialize)]
struct Recipient {
    name: String,
}

#[derive(Serialize)]
struct Program {
    title: String,
    type_label: Option<String>,
    organizations: String,
}

#[derive(Serialize)]
struct Certificate {
    url: String,
    number: String,
    issued_on: String,
}

#[derive(Serialize)]
struct Site<'a> {
    name: String,
    url: &'a str,
}

impl<'a> View<'a> {
    fn of(words: &Words, told: &Told<'a>) -> Self {
        let name = line(told.recipient_name.unwrap_or_default(), usize::MAX);
        let number = told.number.simple().to_string();
        Self {
            recipient: Recipient {
                name: if name.is_empty() { words.word("holder") } else { name },
            },
            program: Program {
                title: line(told.title, usize::MAX),
                type_label: told.type_label.map(|it| line(it, usize::MAX)),
                organizations: words.list(told.organizations),
            },
            certificate: Certificate {
                url: format!("{}/credentials/{number}", told.site_url),
                number,
                issued_on: words.date(told.issued_at),
            },
            site: Site {
                name: line(told.site_name, usize::MAX),
                url: told.site_url,
            },
        }
    }
}

fn filled(template: &str, view: &View<'_>, purpose: Purpose) -> Result<String, Problem> {
    let source = TemplateSource {
        html: template.to_owned(),
        ..TemplateSource::default()
    };
    fill_with(&source, view, purpose)
}

/// Writes the mail; tells which template cannot be filled where one cannot.
pub fn completion(own: Own<'_>, told: Told<'_>) -> Result<Letter, (Part, Problem)> {
    let (words, language) = words_of(told.language);
    let view = View::of(words, &told);
    let own_part = |part: Part, template: &str, purpose| filled(template, &view, purpose).map_err(|it| (part, it));
    let title = &view.program.title;
    let full_title = match &view.program.type_label {
        Some(label) => format!("{title} ({label})"),
        None => title.clone(),
    };
    let said = |word: &str| filled_in(words.of_mail(word), &[("{title}", &full_title)]);
    let subject = match own.subject {
        Some(template) => own_part(Part::Subject, template, Purpose::MailText)?,
        None => said("subject"),
    };
    let text = match own.text {
        Some(template) => own_part(Part::Text, template, Purpose::MailText)?,
        None => said("body"),
    };
    let html = match own.html {
        Some(template) => {
            let html = own_part(Part::Html, template, Purpose::MailHtml)?;
            kept::clean(&html).map_err(|it| (Part::Html, it))?
        }
        None => format!("<p>{}</p>", encode_text(&said("body"))),
    };
    let name = line(told.recipient_name.unwrap_or_default(), usize::MAX);
    let greeting = if name.is_empty() {
        words.of_mail("greeting_unnamed").to_owned()
    } else {
        filled_in(words.of_mail("greeting"), &[("{name}", &name)])
    };
    let subject = line(&subject, MAX_SUBJECT);
    let (link, url, site_name) = (words.of_mail("link"), &view.certificate.url, &view.site.name);
    Ok(Letter {
        text: format!(
            "{greeting}\n\n{}\n\n{}\n{url}\n\n{site_name}\n{}\n",
            text.trim(),
            link_line(words, link),
            told.site_url
        ),
        html: page(
            (words, language),
            &subject,
            &format!(
                "<p>{}</p>\n{html}\n<p>{}</p>\n",
                encode_text(&greeting),
                anchor(url, link)
            ),
            &anchor(told.site_url, site_name),
        ),
        subject,
        language: language.to_owned(),
    })
}

/// What there is to tell of a record that is sent.
#[derive(Clone, Copy, Debug)]
pub struct SentRecord<'a> {
    /// Language of the mail, a BCP 47 tag.
    pub language: &'a str,
    /// The learner's name, where it is known.
    pub learner_name: Option<&'a str>,
    /// Name of the offer.
    pub pathway: &'a str,
    /// The program's title.
    pub title: &'a str,
    /// Whether the program is completed.
    pub is_completed: bool,
    /// Whether the institution was shown the record before.
    pub is_known: bool,
    /// Where the record can be seen.
    pub url: &'a str,
    /// The site's name.
    pub site_name: &'a str,
    /// Where the world reaches the site, without a slash at the end.
    pub site_url: &'a str,
}

/// Writes the mail that shows a record to an institution.
#[must_use]
pub fn record(told: SentRecord<'_>) -> Letter {
    let (words, language) = words_of(told.language);
    let name = told
        .learner_name
        .map(|it| line(it, usize::MAX))
        .filter(|it| !it.is_empty());
    let name = name.unwrap_or_else(|| words.of_mail("record_someone").to_owned());
    let [pathway, title, site_name] = [told.pathway, told.title, told.site_name].map(|it| line(it, usize::MAX));
    // Places of the words alone: what looks like one in a name stays what it is.
    let said = |word: &str| {
        filled_in(
            words.of_mail(word),
            &[("{name}", &name), ("{pathway}", &pathway), ("{title}", &title)],
        )
    };
    let subject = said(if told.is_known {
        "record_subject_again"
    } else {
        "record_subject"
    });
    let mut paragraphs = vec![said("record_body")];
    paragraphs.push(said(if told.is_completed {
        "record_completed"
    } else {
        "record_not_completed"
    }));
    if told.is_known {
        paragraphs.push(said("record_again"));
    }
    let (link, answer) = (words.of_mail("record_link"), said("record_answer"));
    let subject = line(&subject, MAX_SUBJECT);
    let html = paragraphs
        .iter()
        .fold(String::new(), |html, it| html + "<p>" + &encode_text(it) + "</p>\n");
    Letter {
        text: format!(
            "{}\n\n{}\n{}\n\n{answer}\n\n{site_name}\n{}\n",
            paragraphs.join("\n\n"),
            link_line(words, link),
            told.url,
            told.site_url
        ),
        html: page(
            (words, language),
            &subject,
            &format!(
                "{html}<p>{}</p>\n<p>{}</p>\n",
                anchor(told.url, link),
                encode_text(&answer)
            ),
            &anchor(told.site_url, &site_name),
        ),
        subject,
        language: language.to_owned(),
    }
}

/// The words of a language, else those in English; and the language that they are really in, which is told to screen readers.
fn words_of(language: &str) -> (&'static Words, &str) {
    Words::find(language).map_or_else(|| (Words::english(), "en"), |words| (words, language))
}

/// What stands above an address in plain text.
fn link_line(words: &Words, link: &str) -> String {
    filled_in(words.of_mail("link_line"), &[("{link}", link)])
}

/// A whole page of HTML: what is told, and last a link to the site.
fn page((words, language): (&Words, &str), subject: &str, told: &str, site: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body>\n{told}<p>{site}</p>\n</body>\n</html>\n",
        words.direction,
        encode_text(subject),
    )
}

fn anchor(url: &str, words: &str) -> String {
    format!(
        "<a href=\"{}\">{}</a>",
        encode_double_quoted_attribute(url),
        encode_text(words)
    )
}

/// A pattern with values in its places; what stands in a value is no place.
fn filled_in(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let (before, place) = rest.split_at(start);
        filled.push_str(before);
        // A brace that begins no place stands for itself.
        let (name, value) = values
            .iter()
            .find(|(name, _)| place.starts_with(name))
            .unwrap_or(&("{", "{"));
        filled.push_str(value);
        rest = place.get(name.len()..).unwrap_or_default();
    }
    filled + rest
}

/// Text in one line: what would break it becomes a blank, and what holds words together stays.
fn line(text: &str, max_length: usize) -> String {
    let holds = |it: char| matches!(it, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let parts = |it: char| (it.is_whitespace() || it.is_control()) && !holds(it);
    let words: Vec<&str> = text.split(parts).filter(|it| !it.is_empty()).collect();
    words.join(" ").trim().chars().take(max_length).collect()
}

/// What templates are tried with before they are kept: names with and without a meaning to HTML, and as little as may be known.
#[must_use]
pub fn samples() -> [Told<'static>; 2] {
    let number = Uuid::from_u128(0x1234_5678_9abc_4ef0_9234_5678_9abc_def0);
    let full = Told {
        language: "en",
        recipient_name: Some("Ada Lovelace"),
        title: "Data Science",
        type_label: Some("Professional Certificate"),
        organizations: &["Wexcombe University"],
        number,
        issued_at: DateTime::UNIX_EPOCH,
        site_name: "Wexcombe Online",
        site_url: "https://credentials.example.org",
    };
    let bare = Told {
        recipient_name: None,
        title: "<b>&\"'{{ title }}",
        type_label: None,
        organizations: &[],
        ..full
    };
    [full, bare]
}

/// What of an institution's own HTML is taken away before it is sent, each thing once and at most [`problem::MAX_PROBLEMS`]. Nothing of what
/// cannot be filled in, which [`check`] tells.
#[must_use]
pub fn removed(html: &str) -> Vec<Problem> {
    let mut removed: Vec<Problem> = Vec::new();
    for told in samples() {
        let filled = filled(html, &View::of(Words::english(), &told), Purpose::MailHtml).unwrap_or_default();
        for it in kept::removed(&filled) {
            problem::note(&mut removed, it);
        }
    }
    removed
}

/// Everything that is wrong with what an institution wrote.
#[must_use]
pub fn check(own: Own<'_>) -> Vec<(Part, Problem)> {
    let alone = [
        Own {
            subject: own.subject,
            ..Own::default()
        },
        Own {
            html: own.html,
            ..Own::default()
        },
        Own {
            text: own.text,
            ..Own::default()
        },
    ];
    let mut parts = BTreeSet::new();
    let tried = alone
        .into_iter()
        .flat_map(|own| samples().map(|told| completion(own, told)));
    tried
        .filter_map(Result::err)
        .filter(|(part, _)| parts.insert(part.path()))
        .collect()
}

#[cfg(test)]
mod tests;
