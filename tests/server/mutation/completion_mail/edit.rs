//! `editCompletionMail` and `deleteCompletionMail`.

use serde_json::{Value, json};
use tests::build;
use tests::database::Engine;

use super::{UNFIT, change, draft};
use crate::mail::Post;
use crate::scene::{merged, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    what_is_left_out_stays_and_null_takes_away,
    change_counts_for_mail_that_waits,
    what_cannot_be_kept_is_refused
);

async fn what_is_left_out_stays_and_null_takes_away(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mail = build::completion_mail()
        .subject("Bravo")
        .says("<p>a</p>", "a")
        .insert(post.scene.app.db())
        .await;
    let id = format!("completionMail:{}", mail.id);
    let edited = change(
        &staff,
        "editCompletionMail",
        json!({ "id": id, "isEnabled": false, "expectedVersion": 1 }),
    )
    .await;
    assert_eq!(edited["outcome"], "UPDATED", "{edited:#}");
    let after = &edited["completionMail"];
    assert_eq!(
        [
            &after["isEnabled"],
            &after["subject"],
            &after["html"],
            &after["version"]
        ],
        [&json!(false), &json!("Bravo"), &json!("<p>a</p>"), &json!(2)]
    );
    let again = change(&staff, "editCompletionMail", json!({ "id": id, "isEnabled": false })).await;
    assert_eq!(
        [&again["outcome"], &again["completionMail"]["version"]],
        [&json!("UNCHANGED"), &json!(2)]
    );
    let cleared = json!({ "id": id, "subject": null, "html": null, "text": null });
    let cleared = change(&staff, "editCompletionMail", cleared).await;
    assert_eq!(
        [
            &cleared["completionMail"]["subject"],
            &cleared["completionMail"]["html"]
        ],
        [&Value::Null, &Value::Null]
    );
    let stale = change(
        &staff,
        "deleteCompletionMail",
        json!({ "id": id, "expectedVersion": 2 }),
    )
    .await;
    assert_eq!(
        refusals(&stale),
        [("VERSION_CONFLICT".to_owned(), "input.expectedVersion".to_owned())]
    );
    let gone = change(
        &staff,
        "deleteCompletionMail",
        json!({ "id": id, "expectedVersion": 3 }),
    )
    .await;
    assert_eq!(gone["outcome"], "DELETED");
    let again = change(&staff, "deleteCompletionMail", json!({ "id": id })).await;
    assert_eq!(refusals(&again)[0].0, "NOT_FOUND");
    let stored = Stored::read(&post.scene.app).await;
    let changes: Vec<_> = stored.audit.iter().map(|it| (it.version, it.change.as_str())).collect();
    assert_eq!(changes, [(2, "edited"), (3, "edited"), (4, "deleted")]);
}

async fn change_counts_for_mail_that_waits(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mail = build::completion_mail()
        .subject("Before")
        .insert(post.scene.app.db())
        .await;
    post.award().await;
    let input = json!({ "id": format!("completionMail:{}", mail.id), "subject": "After" });
    change(&staff, "editCompletionMail", input).await;
    assert_eq!(post.work().await[0].subject(), "After");
}

async fn what_cannot_be_kept_is_refused(engine: Engine) {
    let post = Post::open(engine).await;
    let staff = post.scene.app.staff();
    let mail = build::completion_mail().insert(post.scene.app.db()).await;
    let id = json!({ "id": format!("completionMail:{}", mail.id) });
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&post.scene.app).await;
    let mut cases: Vec<(Value, &str, &str)> = UNFIT
        .iter()
        .map(|&(field, value, code, path)| (draft(field, value), code, path))
        .collect();
    cases.extend([
        (json!({ "html": "<p>a</p>" }), "OTHER_FORM_MISSING", "text"),
        (
            json!({ "expectedVersion": 0 }),
            "INVALID_EXPECTED_VERSION",
            "expectedVersion",
        ),
        (json!({ "expectedVersion": 9 }), "VERSION_CONFLICT", "expectedVersion"),
        (
            json!({ "id": "completionMail:00000000-0000-0000-0000-000000000001" }),
            "NOT_FOUND",
            "id",
        ),
    ]);
    for (more, code, path) in cases {
        let refused = change(&staff, "editCompletionMail", merged(id.clone(), more.clone())).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{more}: {refused:#}"
        );
    }
    assert_eq!(Stored::read(&post.scene.app).await, before);
}
