//! What learners are told by mail when they complete a program: what may be kept of such a mail, and which one counts.

use entity::{MailScope, ProgramStatus, completion_mail, program};
use uuid::Uuid;

use super::edit::Edit;
use super::language;
use super::text;

/// Longest subject, in characters: a template.
pub const MAX_SUBJECT: usize = 200;
/// Longest HTML and longest text, in characters.
pub const MAX_BODY: usize = 20_000;
/// Longest slug of a type of program, in characters.
const MAX_TYPE: usize = 255;

/// For which programs a mail is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Scope {
    /// For all that have no other.
    Default,
    /// For those of a type, by its slug.
    ProgramType(String),
    /// For one, by its UUID.
    Program(Uuid),
}

impl Scope {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> MailScope {
        match self {
            Self::Default => MailScope::Default,
            Self::ProgramType(_) => MailScope::ProgramType,
            Self::Program(_) => MailScope::Program,
        }
    }

    /// What tells it from others of its kind, as it is stored.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Default => String::new(),
            Self::ProgramType(slug) => slug.clone(),
            Self::Program(uuid) => key_of_program(*uuid),
        }
    }

    /// Reads what a caller named: nothing, a type or a program.
    pub fn parse(program_type: Option<String>, program: Option<Uuid>) -> Result<Self, Unfit> {
        match (program_type, program) {
            (None, None) => Ok(Self::Default),
            (None, Some(uuid)) => Ok(Self::Program(uuid)),
            (Some(slug), None) => match text::plain(slug, MAX_TYPE) {
                Ok(slug) if !slug.trim().is_empty() => Ok(Self::ProgramType(slug)),
                Ok(_) | Err(_) => Err(Unfit::ProgramType),
            },
            (Some(_), Some(_)) => Err(Unfit::TwoScopes),
        }
    }
}

/// How a program's mail is filed.
#[must_use]
pub fn key_of_program(uuid: Uuid) -> String {
    uuid.hyphenated().to_string()
}

/// The mail that counts for a program: its own, else that of its type, else the one for all. None where that is switched off, and
/// for programs that are retired.
#[must_use]
pub fn choose<'a>(mails: &'a [completion_mail::Model], program: &program::Model) -> Option<&'a completion_mail::Model> {
    if program.status == ProgramStatus::Retired {
        return None;
    }
    let own = key_of_program(program.uuid);
    let is_for = |it: &&completion_mail::Model| match it.scope {
        MailScope::Program => it.scope_key == own,
        MailScope::ProgramType => !program.type_slug.is_empty() && it.scope_key == program.type_slug,
        MailScope::Default => true,
    };
    let narrowest = mails.iter().filter(is_for).max_by_key(|it| it.scope);
    narrowest.filter(|it| it.is_enabled)
}

/// What a mail shall be, as the caller wrote it. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawCompletionMail {
    /// Whether it is sent.
    pub is_enabled: Option<bool>,
    /// Its language.
    pub language: Edit<String>,
    /// Its subject.
    pub subject: Edit<String>,
    /// Its HTML.
    pub html: Edit<String>,
    /// Its text.
    pub text: Edit<String>,
}

/// A part of a mail that is a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The subject.
    Subject,
    /// The HTML.
    Html,
    /// The plain text.
    Text,
}

/// What is wrong with a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Both a type and a program are named.
    #[error("a mail is for a type of programs or for one program, not for both")]
    TwoScopes,
    /// The type is blank, too long or has control characters.
    #[error("a type of programs is a slug of 1 to {MAX_TYPE} characters such as professional-certificate")]
    ProgramType,
    /// The language is none.
    #[error(transparent)]
    Language(#[from] language::InvalidLanguage),
    /// The subject is blank, too long or has control characters such as line breaks.
    #[error("a subject is one line of 1 to {MAX_SUBJECT} characters")]
    Subject,
    /// The HTML or the text is blank, too long or has control characters.
    #[error("this has 1 to {MAX_BODY} characters, none of them a control character other than line breaks and tabs")]
    Body(Part),
    /// There is only one of HTML and text.
    #[error("HTML and text are given together, or neither: who reads one does not see the other")]
    HalfBody(Part),
    /// A template cannot be filled.
    #[error("it cannot be filled in: {message}")]
    Template {
        /// Which.
        part: Part,
        /// What is wrong with it.
        message: String,
    },
}

impl Part {
    /// Its name in the input.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Html => "html",
            Self::Text => "text",
        }
    }
}

impl Unfit {
    /// Where in the input the fault lies.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self {
            Self::TwoScopes | Self::ProgramType => "programType",
            Self::Language(_) => "language",
            Self::Subject => Part::Subject.path(),
            Self::Body(part) | Self::HalfBody(part) | Self::Template { part, .. } => part.path(),
        }
    }
}

/// The mail afterwards, its version and times for the caller to set; or everything that is wrong. Whether templates can be filled
/// is not looked at here.
pub fn apply(raw: &RawCompletionMail, before: &completion_mail::Model) -> Result<completion_mail::Model, Vec<Unfit>> {
    let RawCompletionMail {
        is_enabled,
        language,
        subject,
        html,
        text: plain,
    } = raw.clone();
    let mut unfit = Vec::new();
    let mut after = completion_mail::Model {
        is_enabled: is_enabled.unwrap_or(before.is_enabled),
        language: language.apply(before.language.clone()),
        subject: subject.apply(before.subject.clone()),
        html: html.apply(before.html.clone()),
        text: plain.apply(before.text.clone()),
        ..before.clone()
    };
    if let Some(tag) = &after.language {
        match language::parse(tag) {
            Ok(tag) => after.language = Some(tag),
            Err(error) => unfit.push(Unfit::Language(error)),
        }
    }
    let is_blank = |it: &str| it.trim().is_empty();
    if let Some(subject) = &after.subject
        && (is_blank(subject) || text::plain(subject.clone(), MAX_SUBJECT).is_err())
    {
        unfit.push(Unfit::Subject);
    }
    for (part, body) in [(Part::Html, &after.html), (Part::Text, &after.text)] {
        if let Some(body) = body
            && (is_blank(body) || text::lines(body.clone(), MAX_BODY).is_err())
        {
            unfit.push(Unfit::Body(part));
        }
    }
    match (&after.html, &after.text) {
        (Some(_), None) => unfit.push(Unfit::HalfBody(Part::Text)),
        (None, Some(_)) => unfit.push(Unfit::HalfBody(Part::Html)),
        (Some(_), Some(_)) | (None, None) => {}
    }
    if unfit.is_empty() { Ok(after) } else { Err(unfit) }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::CatalogueOrigin;
    use entity::id::{CompletionMailId, ProgramId, SiteId};

    use super::*;

    fn mail(scope: &Scope, is_enabled: bool) -> completion_mail::Model {
        completion_mail::Model {
            id: CompletionMailId(crate::id::ordered()),
            site_id: SiteId(Uuid::nil()),
            scope: scope.kind(),
            scope_key: scope.key(),
            is_enabled,
            language: None,
            subject: None,
            html: None,
            text: None,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            updated_by: None,
        }
    }

    fn program(type_slug: &str) -> program::Model {
        program::Model {
            id: ProgramId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            uuid: Uuid::from_u128(7),
            title: "Data".to_owned(),
            type_label: String::new(),
            type_slug: type_slug.to_owned(),
            status: ProgramStatus::Active,
            total_hours_of_effort: None,
            origin: CatalogueOrigin::Local,
            version: 1,
            removed_at: None,
        }
    }

    #[test]
    fn the_narrowest_mail_counts_even_when_it_is_switched_off() {
        let own = Scope::Program(Uuid::from_u128(7));
        let typed = Scope::ProgramType("masters".to_owned());
        let masters = program("masters");
        let all = [mail(&Scope::Default, true), mail(&own, true), mail(&typed, true)];
        assert_eq!(choose(&all, &masters), Some(&all[1]));
        assert_eq!(choose(&all[..1], &masters), Some(&all[0]));
        let of_type = [mail(&typed, true), mail(&Scope::Default, true)];
        assert_eq!(choose(&of_type, &masters), Some(&of_type[0]));
        assert_eq!(choose(&of_type, &program("")), Some(&of_type[1]));
        let off = [mail(&Scope::Default, true), mail(&own, false)];
        assert_eq!(choose(&off, &masters), None);
        let other = [mail(&Scope::Program(Uuid::from_u128(8)), true)];
        assert_eq!(choose(&other, &masters), None);
        let retired = program::Model {
            status: ProgramStatus::Retired,
            ..masters
        };
        assert_eq!(choose(&all, &retired), None);
    }

    #[test]
    fn a_type_or_a_program_is_named() {
        let uuid = Uuid::from_u128(7);
        assert_eq!(Scope::parse(None, None), Ok(Scope::Default));
        assert_eq!(Scope::parse(None, Some(uuid)), Ok(Scope::Program(uuid)));
        assert_eq!(Scope::parse(Some("x".to_owned()), Some(uuid)), Err(Unfit::TwoScopes));
        for bad in ["", " ", "a\nb"] {
            assert_eq!(
                Scope::parse(Some(bad.to_owned()), None),
                Err(Unfit::ProgramType),
                "{bad:?}"
            );
        }
    }

    #[test]
    fn subjects_are_one_line_and_bodies_come_in_pairs() {
        let before = mail(&Scope::Default, true);
        let set = |it: &str| Edit::Set(it.to_owned());
        let with = |subject: &str, html: Edit<String>, text: Edit<String>| {
            let raw = RawCompletionMail {
                subject: set(subject),
                html,
                text,
                ..RawCompletionMail::default()
            };
            apply(&raw, &before).map(|it| it.subject)
        };
        let keep = || Edit::Keep;
        assert_eq!(with("Well done", keep(), keep()), Ok(Some("Well done".to_owned())));
        assert_eq!(
            with("a\r\nBcc: b@example.org", keep(), keep()),
            Err(vec![Unfit::Subject])
        );
        assert_eq!(with(&"a".repeat(201), keep(), keep()), Err(vec![Unfit::Subject]));
        assert_eq!(with("a", set("<p>a"), keep()), Err(vec![Unfit::HalfBody(Part::Text)]));
        assert_eq!(with("a", set("<p>a"), set(" ")), Err(vec![Unfit::Body(Part::Text)]));
        assert!(with("a", set("<p>a\n"), set("a\n")).is_ok());
        let language = RawCompletionMail {
            language: set("ES-mx"),
            ..RawCompletionMail::default()
        };
        let told = apply(&language, &before).map(|it| it.language);
        assert_eq!(told, Ok(Some("es-MX".to_owned())));
    }
}
