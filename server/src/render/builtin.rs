//! The template that comes with the service: it serves every kind of learning object, so that none is ever without a page.
//!
//! Its ornaments are written out in its partials: a certificate asks for no more than it has to, and looks the same wherever it is kept.
//! It is a template as institutions write them, and what theirs may begin with.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entity::TemplateSource;

/// What the template includes in place of a picture's address, and the picture.
const ORNAMENTS: [(&str, &str); 5] = [
    ("corner", include_str!("builtin/corner.svg")),
    ("edge", include_str!("builtin/edge.svg")),
    ("rosette", include_str!("builtin/rosette.svg")),
    ("seal", include_str!("builtin/seal.svg")),
    ("side", include_str!("builtin/side.svg")),
];

static SOURCE: LazyLock<TemplateSource> = LazyLock::new(|| {
    let written_out = |picture: &str| format!("data:image/svg+xml;base64,{}", STANDARD.encode(picture));
    TemplateSource {
        html: include_str!("builtin/certificate.html").to_owned(),
        partials: ORNAMENTS
            .into_iter()
            .map(|(name, picture)| (name.to_owned(), written_out(picture)))
            .collect(),
        ..TemplateSource::default()
    }
});

/// The template that comes with the service.
#[must_use]
pub fn source() -> &'static TemplateSource {
    &SOURCE
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use entity::LearningObjectType;

    use super::{ORNAMENTS, source};
    use crate::render::body;
    use crate::render::check::check;
    use crate::render::sample::{ADDRESS, Of, Sample, example};

    #[test]
    fn the_built_in_template_passes_every_check() {
        assert_eq!(check(source()), []);
    }

    #[test]
    fn every_ornament_is_written_out() {
        let view = Sample::Plain.view("Ada Lovelace", None, ADDRESS, &source().texts);
        let (body, _) = body(source(), &view).expect("is drawn");
        for (name, picture) in ORNAMENTS {
            let address = format!("src=\"data:image/svg+xml;base64,{}\"", STANDARD.encode(picture));
            assert!(body.html.contains(&address), "{name}: {}", body.html);
        }
        let pictures = body.html.matches("<img ").count();
        assert_eq!(
            pictures,
            body.html.matches("src=\"data:").count() + 3,
            "a logo, a signature and the code"
        );
    }

    #[test]
    fn runs_and_programs_are_drawn_without_a_complaint() {
        for kind in [LearningObjectType::CourseRun, LearningObjectType::Program] {
            let of = Of {
                kind,
                ..example(ADDRESS)
            };
            for sample in Sample::ALL {
                let view = sample.view("Ada Lovelace", Some(&of), ADDRESS, &source().texts);
                let (_, problems) = body(source(), &view).expect("is drawn");
                assert_eq!(problems, [], "{kind} {}", sample.as_str());
            }
        }
    }

    #[test]
    fn more_to_say_is_set_smaller() {
        let sheet = |sample: Sample| {
            let view = sample.view("Ada Lovelace", None, ADDRESS, &source().texts);
            let (body, _) = body(source(), &view).expect("is drawn");
            let class = body
                .html
                .split("<article class=\"")
                .nth(1)
                .and_then(|it| it.split('"').next());
            class.unwrap_or_default().to_owned()
        };
        assert_eq!(sheet(Sample::Plain), "sheet");
        assert_eq!(sheet(Sample::NoSignatory), "sheet");
        assert_eq!(sheet(Sample::ManyOrganizations), "sheet dense");
        assert_eq!(sheet(Sample::LongNames), "sheet dense wordy");
        assert_eq!(sheet(Sample::ManySignatories), "sheet dense crowd many");
    }
}
