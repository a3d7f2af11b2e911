//! Where somebody goes on after signing in: a page of ours and nothing else.

/// Longest path.
const MAX_LENGTH: usize = 1000;
/// Going on there would begin anew.
const SIGN_IN: &str = "/sign-in";

/// The path to go on at, with its query; the home page for everything that is not plainly a page of this site.
#[must_use]
pub fn parse(text: &str) -> &str {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_ours = text.len() <= MAX_LENGTH
        // Two slashes, or one and a backslash, begin another host for a browser.
        && text.starts_with('/')
        && !path.contains("//")
        && !text.contains('\\')
        && text.bytes().all(|it| it.is_ascii_graphic())
        // What is encoded twice is read by somebody else than we think.
        && !has_encoded_delimiter(path)
        && path != SIGN_IN
        && !path.starts_with("/sign-in/");
    if is_ours { text } else { "/" }
}

fn has_encoded_delimiter(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["%2f", "%5c", "%0d", "%0a", "%00", "%25"]
        .iter()
        .any(|it| path.contains(it))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_pages_of_this_site_are_gone_to() {
        for path in [
            "/",
            "/records",
            "/credentials/3f2b?from=cv&x=a%20b",
            "/a-b_c.d~e",
            "/records?next=//x#part",
        ] {
            assert_eq!(parse(path), path);
        }
        for path in [
            "",
            "records",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https:evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "%2f%2fevil.example",
            "/%2f%2fevil.example",
            "/%5cevil.example",
            "/ok\r\nSet-Cookie: a=b",
            "/ok%0d%0aSet-Cookie:a=b",
            "/a b",
            "/a//b",
            "/é",
            "/sign-in",
            "/sign-in?next=/sign-in",
            "/sign-in/callback?code=1",
            &format!("/{}", "a".repeat(1000)),
        ] {
            assert_eq!(parse(path), "/", "{path:?}");
        }
    }
}
