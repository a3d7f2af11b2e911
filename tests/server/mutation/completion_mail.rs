//! Mutations of what learners are told by mail when they complete programs.

mod create;
mod edit;
mod trial;

use serde_json::{Value, json};
use tests::client::Client;

/// Everything that such a mutation answers.
const SELECTION: &str =
    "outcome completionMail { id programType programUuid program { title } isEnabled language subject html text
    problems { message } version history { version change actor } } userErrors { code message path }";

/// Makes, changes or removes one; gives the payload.
async fn change(client: &Client, mutation: &str, input: Value) -> Value {
    let reply = client.mutate(mutation, input, SELECTION).await;
    reply.at(&format!("/{mutation}")).clone()
}

/// A mutation that cannot be kept, with where and why: for all that take a draft.
const UNFIT: [(&str, &str, &str, &str); 9] = [
    ("language", "klingon", "INVALID_LANGUAGE", "language"),
    ("subject", "", "INVALID_SUBJECT", "subject"),
    (
        "subject",
        "Well done\r\nBcc: everybody@example.org",
        "INVALID_SUBJECT",
        "subject",
    ),
    ("subject", "{{ recipient.email }}", "INVALID_TEMPLATE", "subject"),
    ("subject", "{% include 'x' %}", "INVALID_TEMPLATE", "subject"),
    ("html", "<p>{{ program.type_label }}</p>", "INVALID_TEMPLATE", "html"),
    ("html", " ", "INVALID_HTML", "html"),
    ("text", "\u{7}", "INVALID_TEXT", "text"),
    ("text", "{{ 7 * 7 }}", "INVALID_TEMPLATE", "text"),
];

/// A draft in which nothing is wrong but this.
fn draft(field: &str, value: &str) -> Value {
    let mut draft = json!({ "html": "<p>Well done</p>", "text": "Well done" });
    draft[field] = json!(value);
    draft
}
