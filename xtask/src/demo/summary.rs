//! What `run` prints when everything is up: where to look, and one command to paste.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::client::TOKEN_FORM;
use super::{Addresses, Platform};
use crate::progress::{bold, dim};

/// The query of the example; it asks for little, so that the line stays readable.
const AWARD: &str = "mutation($input: AwardCredentialInput!) { awardCredential(input: $input) \
    { outcome credential { url } userErrors { message } } }";

/// Lays out the addresses, the token and the example.
pub(crate) fn summary(
    addresses: &Addresses,
    platform: &Platform,
    mail_dir: &Path,
    token: &str,
    awarded: &[Value],
    seeded: &Value,
) -> Result<String> {
    let Addresses { server, metrics, .. } = addresses;
    let mut text = String::new();
    writeln!(text, "\n{}\n", bold("The credentials service is running"))?;
    writeln!(text, "  App and API          {server}")?;
    writeln!(
        text,
        "  Sign in              {server}/sign-in  (as Ada, a learner; as Sofía, staff; as Magdalena, who may do everything)"
    )?;
    writeln!(text, "  Console              {server}/console  (for staff)")?;
    writeln!(text, "  GraphQL              {server}/graphql")?;
    writeln!(text, "  Health               {server}/health/ready")?;
    writeln!(text, "  Metrics              {metrics}/metrics")?;
    writeln!(text, "  Simulated platform   {}", platform.listening)?;
    writeln!(
        text,
        "  Mail                 {}  (a file for each; mail programs open them)",
        mail_dir.display()
    )?;

    writeln!(text, "\n{}\n", bold("Certificates to open in a browser"))?;
    for credential in awarded {
        let url = credential["url"].as_str().context("a credential has a url")?;
        let name = credential["recipientName"].as_str().unwrap_or_default();
        let title = credential["certificate"]["title"].as_str().unwrap_or_default();
        writeln!(text, "  {url}\n  {}\n", dim(&format!("{name}: {title}")))?;
    }

    writeln!(text, "{}\n", bold("A staff token"))?;
    writeln!(text, "{token}\n")?;
    writeln!(text, "  {}\n", dim("A fresh one:"))?;
    writeln!(
        text,
        "curl -sS {} -d {}\n",
        quote(&platform.token_url),
        quote(TOKEN_FORM)
    )?;

    writeln!(
        text,
        "{}\n",
        bold("Award a credential: paste this line, open the url that it answers")
    )?;
    writeln!(text, "{}\n", award_line(server, token, &seeded["example"]))?;
    write!(
        text,
        "{}",
        dim("Ctrl-C stops everything. The data stays in .run/; `--reset` starts anew.")
    )?;
    Ok(text)
}

/// The award as one line for a shell.
fn award_line(server: &str, token: &str, input: &Value) -> String {
    let body = json!({ "query": AWARD, "variables": { "input": input } }).to_string();
    format!(
        "curl -sS {} -H 'Content-Type: application/json' -H {} -d {}",
        quote(&format!("{server}/graphql")),
        quote(&format!("Authorization: JWT {token}")),
        quote(&body),
    )
}

/// Quotes a word for a shell.
fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use serde_json::json;

    use super::{award_line, quote};

    #[test]
    fn shell_gives_back_what_was_quoted() {
        let word = r#"it's "$HOME" `id` \ !"#;
        let output = Command::new("sh")
            .args(["-c", &format!("printf %s {}", quote(word))])
            .output()
            .expect("a shell");
        assert_eq!(String::from_utf8_lossy(&output.stdout), word);
    }

    #[test]
    fn award_is_one_line_that_carries_the_input() {
        let input = json!({ "username": "o'brien", "learningObject": { "type": "PROGRAM", "id": "x" } });
        let line = award_line("http://127.0.0.1:8150", "t.o.k", &input);
        assert!(!line.contains('\n'));
        let output = Command::new("sh")
            .args(["-c", &line.replacen("curl", "printf '%s\\n'", 1)])
            .output()
            .expect("a shell");
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        let body = words.lines().last().expect("a body");
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(body["variables"]["input"], input);
    }
}
