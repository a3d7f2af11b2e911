//! A site's colours and picture as a style sheet over the app's own. What is derived is mixed by the browser: tints follow the
//! grounds of either scheme.

use entity::site;

use crate::domain::site::rgb;

/// The style sheet; empty for a site that has neither colours nor a picture.
#[must_use]
pub fn sheet(site: &site::Model) -> String {
    // As the app's own sheets divide them: dark grounds are for screens, paper is light.
    let schemes = [
        (&site.accent_color, "not screen,(prefers-color-scheme:light)", "10%"),
        (&site.accent_color_dark, "screen and (prefers-color-scheme:dark)", "14%"),
    ];
    let colors = schemes.into_iter().filter_map(|(color, medium, tint)| {
        let color = color.as_deref().filter(|it| is_color(it))?;
        Some(format!(
            "@media {medium}{{:root{{--accent:{color};--accent-wash:color-mix(in srgb,{color} {tint},var(--surface))}}}}\n"
        ))
    });
    let picture = site.logo_url.as_deref().map(|url| {
        let url = quoted(url);
        format!(
            ":root{{--brand-picture:url(\"{url}\");--brand-width:calc(var(--space-7)*2);--brand-gap:0px;--brand-seal:none}}\n"
        )
    });
    colors.chain(picture).collect()
}

/// Colours were checked when they were stored; nothing else may get into a style sheet.
pub(super) fn is_color(text: &str) -> bool {
    rgb(text).is_some()
}

/// The inside of a string of CSS.
fn quoted(text: &str) -> String {
    text.chars()
        .flat_map(|it| match it {
            '"' | '\\' | '<' | '>' => format!("\\{:x} ", u32::from(it)).chars().collect::<Vec<_>>(),
            it if it.is_control() => Vec::new(),
            it => vec![it],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::id::SiteId;
    use uuid::Uuid;

    use super::sheet;
    use crate::domain::site::blank;

    #[test]
    fn site_without_looks_has_an_empty_sheet() {
        assert_eq!(sheet(&blank(SiteId(Uuid::nil()), DateTime::UNIX_EPOCH)), "");
    }

    #[test]
    fn nothing_gets_out_of_the_values() {
        let mut site = blank(SiteId(Uuid::nil()), DateTime::UNIX_EPOCH);
        site.accent_color = Some("red}*{x:y".to_owned());
        site.accent_color_dark = Some("#A9C6EA".to_owned());
        site.logo_url = Some("https://example.org/\")}*{\\\n</style>".to_owned());
        let sheet = sheet(&site);
        assert_eq!(sheet.lines().count(), 2);
        assert!(sheet.contains("--accent:#A9C6EA;"));
        assert!(sheet.contains("url(\"https://example.org/\\22 )}*{\\5c \\3c /style\\3e \")"));
    }
}
