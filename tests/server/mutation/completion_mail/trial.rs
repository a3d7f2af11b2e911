//! `previewCompletionMail` and `testCompletionMail`.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::build;
use tests::client::Client;
use tests::database::Engine;
use tests::persona::SOFIA;

use super::{UNFIT, draft};
use crate::mail::Post;
use crate::scene::{merged, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    draft_is_shown_and_nothing_is_kept,
    what_cannot_be_shown_is_refused,
    who_tries_a_mail_gets_it_once_a_minute,
    nobody_tries_a_mail_without_an_address
);

async fn preview(client: &Client, input: Value) -> Value {
    let selection =
        "preview { language subject text html problems { kind message line } } userErrors { code message path }";
    client
        .mutate("previewCompletionMail", input, selection)
        .await
        .at("/previewCompletionMail")
        .clone()
}

async fn draft_is_shown_and_nothing_is_kept(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mail = build::completion_mail()
        .off()
        .subject("Bravo, {{ recipient.name }}")
        .insert(post.scene.app.db())
        .await;
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&post.scene.app).await;
    let shown = preview(&staff, json!({ "language": "es" })).await;
    assert_eq!(
        shown["preview"]["subject"],
        "Enhorabuena: has completado Data Science (Professional Certificate)"
    );
    assert_eq!(shown["preview"]["problems"], json!([]));
    let id = format!("completionMail:{}", mail.id);
    let body = json!({ "id": id, "html": "<p onclick=\"a()\">Well done</p><script>a()</script>", "text": "Well done" });
    let shown = preview(&staff, body).await;
    assert_eq!(shown["preview"]["subject"], "Bravo, Ada Lovelace");
    let html = shown["preview"]["html"].as_str().expect("HTML");
    assert!(html.contains("\n<p>Well done</p>\n") && !html.contains("a()"), "{html}");
    assert_eq!(
        shown["preview"]["problems"],
        json!([
            { "kind": "ATTRIBUTE_NOT_ALLOWED", "message": "the attribute `onclick` of `<p>` is not kept in mail", "line": 1 },
            { "kind": "ELEMENT_NOT_ALLOWED", "message": "the element `<script>` is not kept in mail", "line": 1 },
        ])
    );
    assert_eq!(Stored::read(&post.scene.app).await, before);
}

async fn what_cannot_be_shown_is_refused(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mut cases: Vec<(Value, &str, &str)> = UNFIT
        .iter()
        .map(|&(field, value, code, path)| (draft(field, value), code, path))
        .collect();
    let unknown = json!({ "id": "completionMail:00000000-0000-0000-0000-000000000001" });
    cases.extend([
        (json!({ "text": "a" }), "OTHER_FORM_MISSING", "html"),
        (unknown, "NOT_FOUND", "id"),
    ]);
    for (input, code, path) in cases {
        let refused = preview(&staff, input.clone()).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{input}: {refused:#}"
        );
        assert_eq!(refused["preview"], Value::Null);
    }
}

async fn test(client: &Client, id: &str) -> Value {
    let selection = "outgoingMail { id kind state username credential { uuid } } userErrors { code message path }";
    client
        .mutate("testCompletionMail", json!({ "id": id }), selection)
        .await
        .at("/testCompletionMail")
        .clone()
}

async fn who_tries_a_mail_gets_it_once_a_minute(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mail = build::completion_mail()
        .off()
        .subject("Bravo, {{ recipient.name }}")
        .insert(post.scene.app.db())
        .await;
    let id = format!("completionMail:{}", mail.id);
    let first = test(&staff, &id).await;
    let expected = json!({ "kind": "TEST", "state": "QUEUED", "username": "sofia", "credential": null });
    assert_eq!(
        first["outgoingMail"],
        merged(json!({ "id": first["outgoingMail"]["id"] }), expected),
        "{first:#}"
    );
    assert_eq!(test(&staff, &id).await, first);
    let taken = post.work().await;
    assert_eq!(taken.len(), 1);
    assert_eq!(
        (taken[0].to.as_slice(), taken[0].subject().as_str()),
        (&[SOFIA.email.to_owned()][..], "Bravo, Ada Lovelace")
    );
    post.scene.app.advance(TimeDelta::minutes(1));
    assert_ne!(
        test(&staff, &id).await["outgoingMail"]["id"],
        first["outgoingMail"]["id"]
    );
    assert_eq!(post.work().await.len(), 2);
    let unknown = test(&staff, "completionMail:00000000-0000-0000-0000-000000000001").await;
    assert_eq!(refusals(&unknown), [("NOT_FOUND".to_owned(), "input.id".to_owned())]);
}

async fn nobody_tries_a_mail_without_an_address(engine: Engine) {
    let post = Post::open(engine).await;
    let app = &post.scene.app;
    let mail = build::completion_mail().insert(app.db()).await;
    let spec = tests::platform::token::TokenSpec::of(&SOFIA).without_claim("email");
    let refused = test(&app.bearer(&spec), &format!("completionMail:{}", mail.id)).await;
    assert_eq!(refusals(&refused), [("NO_ADDRESS".to_owned(), "input.id".to_owned())]);
    assert_eq!(post.states().await, []);
}
