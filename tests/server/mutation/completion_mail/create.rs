//! `createCompletionMail`.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::{UNFIT, change, draft};
use crate::scene::{Scene, merged, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    mail_is_made_as_written,
    there_is_one_for_each_program_and_type_and_for_all,
    repeated_request_with_a_key_makes_one,
    what_cannot_be_kept_is_refused
);

async fn mail_is_made_as_written(engine: Engine) {
    let scene = Scene::open(engine).await;
    let input = json!({ "program": scene.program.uuid, "isEnabled": true, "language": "ES-mx", "subject": "{{ program.title }}",
        "html": "<p>{{ recipient.name }}</p><script>1</script>", "text": "{{ recipient.name }}" });
    let payload = change(&scene.app.staff(), "createCompletionMail", input).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    let made = &payload["completionMail"];
    assert_eq!(
        [
            &made["programUuid"],
            &made["program"]["title"],
            &made["programType"],
            &made["language"],
            &made["subject"]
        ],
        [
            &json!(scene.program.uuid),
            &json!("Data Science"),
            &Value::Null,
            &json!("es-MX"),
            &json!("{{ program.title }}")
        ]
    );
    assert_eq!(
        [&made["html"], &made["text"], &made["isEnabled"], &made["version"]],
        [
            &json!("<p>{{ recipient.name }}</p><script>1</script>"),
            &json!("{{ recipient.name }}"),
            &json!(true),
            &json!(1)
        ]
    );
    assert_eq!(
        made["problems"],
        json!([{ "message": "the element `<script>` is not kept in mail" }]),
        "it is kept as written, and sent without"
    );
    assert_eq!(
        made["history"],
        json!([{ "version": 1, "change": "CREATED", "actor": "sofia" }])
    );
    let listed = "{ completionMails(search: \"PROGRAM.title\") { totalCount nodes { id } } }";
    let listed = scene.app.staff().query(listed).await;
    assert_eq!(
        listed.at("/completionMails"),
        &json!({ "totalCount": 1, "nodes": [{ "id": made["id"] }] })
    );
}

async fn there_is_one_for_each_program_and_type_and_for_all(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let one = "00000000-0000-4000-8000-000000000001";
    for (input, path) in [
        (json!({}), "input.programType"),
        (json!({ "programType": "masters" }), "input.programType"),
        (json!({ "program": one }), "input.program"),
    ] {
        let first = change(&staff, "createCompletionMail", input.clone()).await;
        assert_eq!(first["outcome"], "CREATED", "{first:#}");
        assert_eq!(first["completionMail"]["isEnabled"], false);
        let second = change(&staff, "createCompletionMail", input).await;
        assert_eq!(second["outcome"], "REFUSED");
        assert_eq!(refusals(&second), [("ALREADY_EXISTS".to_owned(), path.to_owned())]);
        assert_eq!(second["completionMail"]["id"], first["completionMail"]["id"]);
    }
    // Sixteen at the same time.
    let input = json!({ "programType": "doctorate" });
    let all = (0..16).map(|_| change(&staff, "createCompletionMail", input.clone()));
    let outcomes: Vec<Value> = futures_util::future::join_all(all).await;
    let n_created = outcomes.iter().filter(|it| it["outcome"] == "CREATED").count();
    assert_eq!((n_created, Stored::read(&app).await.completion_mails.len()), (1, 4));
}

async fn repeated_request_with_a_key_makes_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let input = json!({ "subject": "Well done", "idempotencyKey": "k" });
    let first = change(&staff, "createCompletionMail", input.clone()).await;
    assert_eq!(change(&staff, "createCompletionMail", input.clone()).await, first);
    let other = merged(input.clone(), json!({ "subject": "Bravo" }));
    let refused = change(&staff, "createCompletionMail", other).await;
    assert_eq!(refusals(&refused)[0].0, "IDEMPOTENCY_MISMATCH");
    let gone = change(
        &staff,
        "deleteCompletionMail",
        json!({ "id": first["completionMail"]["id"] }),
    )
    .await;
    assert_eq!(gone["outcome"], "DELETED");
    let refused = change(&staff, "createCompletionMail", input).await;
    assert_eq!(refusals(&refused)[0].0, "NOT_FOUND");
    assert_eq!(Stored::read(&app).await.completion_mails.len(), 0);
}

async fn what_cannot_be_kept_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    let mut cases: Vec<(Value, &str, &str)> = UNFIT
        .iter()
        .map(|&(field, value, code, path)| (draft(field, value), code, path))
        .collect();
    let uuid = "00000000-0000-4000-8000-000000000001";
    cases.extend([
        (
            json!({ "programType": "a", "program": uuid }),
            "TWO_SCOPES",
            "programType",
        ),
        (json!({ "programType": " " }), "INVALID_PROGRAM_TYPE", "programType"),
        (json!({ "html": "<p>a</p>" }), "OTHER_FORM_MISSING", "text"),
        (json!({ "text": "a" }), "OTHER_FORM_MISSING", "html"),
        (
            json!({ "idempotencyKey": "" }),
            "INVALID_IDEMPOTENCY_KEY",
            "idempotencyKey",
        ),
    ]);
    for (input, code, path) in cases {
        let refused = change(&staff, "createCompletionMail", input.clone()).await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), format!("input.{path}"))],
            "{input}: {refused:#}"
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}
