//! `createConfiguration`: what can be said of a certificate, and what cannot.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use super::change;
use crate::scene::{course_run, refusals, text};
use crate::stored::Stored;

tests::on_both_engines!(
    configuration_is_made_with_all_it_says,
    learning_object_has_one_configuration,
    many_at_once_make_one,
    everything_wrong_is_told_and_nothing_is_stored,
    service_account_makes_and_activates
);

async fn configuration_is_made_with_all_it_says(engine: Engine) {
    let app = TestApp::start(engine).await;
    let program = build::program("Data Science").insert(app.db()).await;
    let dean = build::signatory("Prof. Eleanor Whitcombe").insert(app.db()).await;
    let head = build::signatory("Dr. Rajiv Menon").insert(app.db()).await;
    let ids = [&head, &dean].map(|it| format!("signatory:{}", it.id));
    let later = app.now() + TimeDelta::days(3);
    let object = json!({ "type": "PROGRAM", "id": program.uuid.simple().to_string().to_uppercase() });
    let said = json!({
        "title": "Certificate of Data Science", "language": "ES-mx", "signatories": ids, "organizationLabel": "KEY",
        "hasHoursOfEffort": true, "availableAt": later, "expiry": { "afterMonths": 24 },
    });
    let payload = change(&app.staff(), "createConfiguration", &object, said).await;
    assert_eq!(payload["outcome"], "CREATED", "{payload:#}");
    let made = &payload["configuration"];
    assert_eq!(made["learningObject"], json!({ "type": "PROGRAM", "id": program.uuid }));
    assert_eq!(
        [
            &made["title"],
            &made["language"],
            &made["organizationLabel"],
            &made["availableAt"]
        ],
        [
            &json!("Certificate of Data Science"),
            &json!("es-MX"),
            &json!("KEY"),
            &json!(later.to_rfc3339())
        ]
    );
    assert_eq!([&made["isActive"], &made["hasHoursOfEffort"]], [false, true]);
    assert_eq!(
        made["expiry"],
        json!({ "afterDays": null, "afterMonths": 24, "expiresAt": null })
    );
    let names = made["signatories"].as_array().expect("a list");
    assert_eq!(
        names.iter().map(|it| &it["name"]).collect::<Vec<_>>(),
        ["Dr. Rajiv Menon", "Prof. Eleanor Whitcombe"]
    );
    assert_eq!(made["viewerCan"], json!(["EDIT", "ACTIVATE"]));
    let entry = &made["history"][0];
    assert_eq!(
        [&entry["version"], &entry["change"], &entry["actor"]],
        [&json!(1), &json!("CREATED"), &json!("sofia")]
    );
    assert_eq!(made["version"], 1);

    let stored = Stored::read(&app).await;
    assert_eq!(stored.configurations[0].updated_by, Some(stored.user("sofia").id));
    assert_eq!(stored.audit.len(), 1);
    assert_eq!(stored.audit[0].details["title"]["new"], "Certificate of Data Science");
}

async fn learning_object_has_one_configuration(engine: Engine) {
    let app = TestApp::start(engine).await;
    let object = course_run("course-v1:ExampleX+CS101+2027");
    let first = change(&app.staff(), "createConfiguration", &object, json!({ "title": "One" })).await;
    let before = Stored::read(&app).await;
    let second = change(&app.staff(), "createConfiguration", &object, json!({ "title": "Two" })).await;
    assert_eq!(second["outcome"], "REFUSED");
    assert_eq!(
        refusals(&second),
        [("ALREADY_EXISTS".to_owned(), "input.learningObject.id".to_owned())]
    );
    assert_eq!(second["configuration"], first["configuration"]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn many_at_once_make_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let object = course_run("course-v1:ExampleX+CS101+2027");
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let attempts = (0..16).map(|it| {
        let (staff, object) = (staff.clone(), object.clone());
        async move {
            change(
                &staff,
                "createConfiguration",
                &object,
                json!({ "title": format!("No {it}") }),
            )
            .await
        }
    });
    let payloads = futures_util::future::join_all(attempts).await;
    let n_made = payloads.iter().filter(|it| it["outcome"] == "CREATED").count();
    assert_eq!(n_made, 1, "{payloads:#?}");
    let stored = Stored::read(&app).await;
    assert_eq!((stored.configurations.len(), stored.audit.len()), (1, 1));
}

async fn everything_wrong_is_told_and_nothing_is_stored(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let dean = build::signatory("Dean").insert(app.db()).await;
    let dean = format!("signatory:{}", dean.id);
    let nobody = "signatory:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    let before = Stored::read(&app).await;
    let run = course_run("course-v1:ExampleX+CS101+2027");
    for (more, expected) in [
        (json!({ "title": "  " }), vec![("INVALID_TITLE", "title")]),
        (json!({ "title": "a\u{0}" }), vec![("INVALID_TITLE", "title")]),
        (json!({ "title": "é".repeat(256) }), vec![("INVALID_TITLE", "title")]),
        (
            json!({ "language": "../../etc" }),
            vec![("INVALID_LANGUAGE", "language")],
        ),
        (
            json!({ "language": "x".repeat(100) }),
            vec![("INVALID_LANGUAGE", "language")],
        ),
        (
            json!({ "signatories": [dean, dean] }),
            vec![("INVALID_SIGNATORIES", "signatories.1")],
        ),
        (
            json!({ "signatories": [dean, nobody] }),
            vec![("SIGNATORY_NOT_FOUND", "signatories.1")],
        ),
        (
            json!({ "availableAt": "1899-12-31T00:00:00Z" }),
            vec![("INVALID_AVAILABLE_AT", "availableAt")],
        ),
        (json!({ "expiry": {} }), vec![("INVALID_EXPIRY", "expiry")]),
        (
            json!({ "expiry": { "afterDays": 0 } }),
            vec![("INVALID_EXPIRY", "expiry")],
        ),
        (
            json!({ "expiry": { "afterDays": 1, "afterMonths": 1 } }),
            vec![("INVALID_EXPIRY", "expiry")],
        ),
        (
            json!({ "title": "", "language": "", "expiry": { "afterMonths": -1 } }),
            vec![
                ("INVALID_TITLE", "title"),
                ("INVALID_LANGUAGE", "language"),
                ("INVALID_EXPIRY", "expiry"),
            ],
        ),
        (
            json!({ "hasHoursOfEffort": true }),
            vec![("EFFORT_OF_RUN", "hasHoursOfEffort")],
        ),
        (
            json!({ "template": "template:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" }),
            vec![("TEMPLATE_NOT_FOUND", "template")],
        ),
    ] {
        let payload = change(&staff, "createConfiguration", &run, more.clone()).await;
        let expected: Vec<_> = expected
            .iter()
            .map(|(code, path)| ((*code).to_owned(), format!("input.{path}")))
            .collect();
        assert_eq!(refusals(&payload), expected, "{more}");
        assert_eq!(
            (&payload["outcome"], &payload["configuration"]),
            (&json!("REFUSED"), &Value::Null)
        );
    }
    let malformed = json!({ "type": "PROGRAM", "id": "x" });
    let payload = change(&staff, "createConfiguration", &malformed, json!({})).await;
    assert_eq!(refusals(&payload)[0].0, "INVALID_LEARNING_OBJECT");
    let foreign = json!({ "learningObject": run, "signatories": ["program:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f"] });
    let reply = staff.mutate("createConfiguration", foreign, "outcome").await;
    assert_eq!(reply.codes(), ["BAD_USER_INPUT"]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn service_account_makes_and_activates(engine: Engine) {
    let app = TestApp::start(engine).await;
    let object = course_run("course-v1:ExampleX+CS101+2027");
    let service = app.service();
    let made = change(
        &service,
        "createConfiguration",
        &object,
        json!({ "title": "Computing" }),
    )
    .await;
    assert_eq!(made["configuration"]["viewerCan"], json!(["ACTIVATE"]));
    let active = change(&service, "activateConfiguration", &object, json!({})).await;
    assert_eq!(
        (text(&active["outcome"]), active["configuration"]["isActive"].clone()),
        ("UPDATED".to_owned(), json!(true))
    );
    assert_eq!(active["configuration"]["viewerCan"], json!([]));
    let input = json!({ "learningObject": object, "title": "No" });
    let refused = service.mutate("editConfiguration", input, "outcome").await;
    assert_eq!(refused.codes(), ["FORBIDDEN"]);
}
