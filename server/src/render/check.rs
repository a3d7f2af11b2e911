//! Whether a template may be published: it is read, tried with every sample, and nothing of it had to be taken away.

use entity::TemplateSource;

use super::confined;
use super::problem::{MAX_PROBLEMS, Problem, ProblemKind};
use super::sample::{ADDRESS, Sample};

/// The name that a certificate must show.
const NAME: &str = "Ada Lovelace";

/// Everything that is wrong with a template; empty where it may be published, as far as [`super::picture`] finds nothing either.
#[must_use]
pub fn check(source: &TemplateSource) -> Vec<Problem> {
    let mut problems = confined::inspect(source);
    if problems.is_empty() {
        for sample in Sample::ALL {
            let view = sample.view(NAME, None, ADDRESS, &source.texts);
            let found = match super::body(source, &view) {
                Err(problem) => vec![problem],
                Ok((body, found)) if sample == Sample::Plain && !body.html.contains(NAME) => {
                    let message = "it does not print the recipient's name, `{{ recipient.name }}`";
                    let lacks = Problem::new(ProblemKind::RecipientMissing, message);
                    found.into_iter().chain([lacks]).collect()
                }
                Ok((_, found)) => found,
            };
            for it in found {
                // A fault that shows with every sample is told once.
                let is_known = problems
                    .iter()
                    .any(|known| known.kind == it.kind && known.message == it.message && known.partial == it.partial);
                if !is_known {
                    problems.push(Problem {
                        sample: (sample != Sample::Plain).then(|| sample.as_str().to_owned()),
                        ..it
                    });
                }
            }
        }
    }
    problems.truncate(MAX_PROBLEMS);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(html: &str) -> Vec<(ProblemKind, Option<String>)> {
        let source = TemplateSource {
            html: html.to_owned(),
            ..TemplateSource::default()
        };
        check(&source).into_iter().map(|it| (it.kind, it.sample)).collect()
    }

    #[test]
    fn a_small_template_is_enough() {
        assert_eq!(kinds("<h1>{{ recipient.name }}</h1>"), []);
    }

    #[test]
    fn what_breaks_with_some_certificates_only_is_found_before() {
        let found = kinds("<p>{{ recipient.name }}</p><p>{{ signatories[0].name }}</p>");
        assert_eq!(found, [(ProblemKind::NotFilled, Some("no signatory".to_owned()))]);
        let found = kinds("<p>{{ recipient.name }}</p><img src=\"{{ organizations[0].logo }}\" alt=\"Logo\">");
        assert_eq!(found[0], (ProblemKind::NotFilled, Some("no logo".to_owned())));
        let found = kinds("<p class={{ credential.title }}>{{ recipient.name }}</p>");
        assert!(
            found.iter().any(|(kind, _)| *kind == ProblemKind::AttributeNotAllowed),
            "a value in an attribute without quotes: {found:?}"
        );
        let found = kinds("<a href=\"{{ credential.title }}\">{{ recipient.name }}</a>");
        assert_eq!(found[0].0, ProblemKind::ExternalReference);
    }

    #[test]
    fn a_certificate_names_who_earned_it() {
        assert_eq!(kinds("<p>Well done</p>"), [(ProblemKind::RecipientMissing, None)]);
    }
}
