//! The template that comes with the service: it serves every kind of learning object, so that none is ever without a page.

use std::sync::LazyLock;

use entity::TemplateSource;

static SOURCE: LazyLock<TemplateSource> = LazyLock::new(|| TemplateSource {
    html: include_str!("builtin/certificate.html").to_owned(),
    ..TemplateSource::default()
});

/// The template that comes with the service.
#[must_use]
pub fn source() -> &'static TemplateSource {
    &SOURCE
}

#[cfg(test)]
mod tests {
    use crate::render::check::check;

    #[test]
    fn the_built_in_template_passes_every_check() {
        assert_eq!(check(super::source()), []);
    }
}
