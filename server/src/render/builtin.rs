//! The template that comes with the service: it serves every kind of learning object, so that none is ever without a page.
//!
//! Its ornaments are written out in it: a certificate asks for no more than it has to, and looks the same wherever it is kept.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entity::TemplateSource;

/// What the template names in place of a picture's address, and the picture.
const ORNAMENTS: [(&str, &str); 5] = [
    ("corner.svg", include_str!("builtin/corner.svg")),
    ("edge.svg", include_str!("builtin/edge.svg")),
    ("rosette.svg", include_str!("builtin/rosette.svg")),
    ("seal.svg", include_str!("builtin/seal.svg")),
    ("side.svg", include_str!("builtin/side.svg")),
];

static SOURCE: LazyLock<TemplateSource> = LazyLock::new(|| {
    let template = include_str!("builtin/certificate.html").to_owned();
    let html = ORNAMENTS.into_iter().fold(template, |html, (name, picture)| {
        let written_out = format!("src=\"data:image/svg+xml;base64,{}\"", STANDARD.encode(picture));
        html.replace(&format!("src=\"{name}\""), &written_out)
    });
    TemplateSource {
        html,
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
    use super::{ORNAMENTS, source};
    use crate::render::body;
    use crate::render::check::check;
    use crate::render::sample::{ADDRESS, Sample};

    #[test]
    fn the_built_in_template_passes_every_check() {
        assert_eq!(check(source()), []);
    }

    #[test]
    fn every_ornament_is_written_out() {
        assert!(!source().html.contains(".svg\""), "{}", source().html);
        let pictures = source().html.matches("data:image/svg+xml;base64,").count();
        assert!(pictures >= ORNAMENTS.len(), "{pictures}");
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
