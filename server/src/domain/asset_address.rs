//! Where the pictures of a site are seen: the one place that knows how their addresses are written.

/// What stands before the hash in the path of a picture.
pub const ASSETS: &str = "/assets/";

/// The path of the picture of a hash, the same on every site.
#[must_use]
pub fn path(hash: &str) -> String {
    format!("{ASSETS}{hash}")
}

/// What follows in the path of a picture: its hash, as far as the path is well written. None for other paths.
#[must_use]
pub fn hash(path: &str) -> Option<&str> {
    path.strip_prefix(ASSETS)
}

/// The path of a picture of the site, where an absolute address leads to one; none for a picture of anybody else's. `public_url` is
/// where the world reaches the site, without a slash at the end.
#[must_use]
pub fn own_path<'a>(url: &'a str, public_url: &str) -> Option<&'a str> {
    url.strip_prefix(public_url).filter(|it| hash(it).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_of_the_site_have_a_path_there() {
        let own = |url| own_path(url, "https://a.example");
        assert_eq!(own("https://a.example/assets/1f"), Some("/assets/1f"));
        for url in [
            "https://b.example/assets/1f",
            "https://a.example.org/assets/1f",
            "https://a.example/asset/1f",
            "/assets/1f",
            "",
        ] {
            assert_eq!(own(url), None, "{url}");
        }
        assert_eq!(own(&format!("https://a.example{}", path("1f"))), Some("/assets/1f"));
        assert_eq!((hash("/assets/1f"), hash("/logos/1f")), (Some("1f"), None));
    }
}
