//! `activateConfiguration`: what certificates need, and that nothing less will do.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use super::change;
use crate::scene::{award, course_run, refusals};
use crate::stored::Stored;

tests::on_both_engines!(
    program_needs_catalogue_organization_and_signatory,
    run_needs_a_title,
    award_needs_no_title_of_a_run,
    unknown_and_stale_are_refused
);

fn codes(payload: &Value) -> Vec<String> {
    refusals(payload).into_iter().map(|(code, _)| code).collect()
}

async fn program_needs_catalogue_organization_and_signatory(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let unknown = json!({ "type": "PROGRAM", "id": "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f" });
    change(&staff, "createConfiguration", &unknown, json!({})).await;
    let before = Stored::read(&app).await;
    let refused = change(&staff, "activateConfiguration", &unknown, json!({})).await;
    assert_eq!(refused["outcome"], "REFUSED");
    assert_eq!(codes(&refused), ["PROGRAM_UNKNOWN", "SIGNATORY_MISSING"]);
    assert_eq!(
        refused["configuration"]["lacks"],
        json!(["LEARNING_OBJECT", "SIGNATORY"])
    );
    assert_eq!(Stored::read(&app).await, before);

    let orphan = build::program("Data Science").insert(app.db()).await;
    let dean = build::signatory("Dean").insert(app.db()).await;
    let orphan = json!({ "type": "PROGRAM", "id": orphan.uuid });
    let signed = json!({ "signatories": [format!("signatory:{}", dean.id)] });
    change(&staff, "createConfiguration", &orphan, signed.clone()).await;
    let refused = change(&staff, "activateConfiguration", &orphan, json!({})).await;
    assert_eq!(codes(&refused), ["ORGANIZATION_MISSING"]);

    let university = build::organization("Wexcombe University").insert(app.db()).await;
    let whole = build::program("Biology")
        .authored_by(&university)
        .insert(app.db())
        .await;
    let whole = json!({ "type": "PROGRAM", "id": whole.uuid });
    change(&staff, "createConfiguration", &whole, signed).await;
    let award_it = json!({ "username": "ada", "learningObject": whole });
    let early = award(&app.service(), award_it.clone()).await;
    assert_eq!(codes(&early), ["CONFIGURATION_INACTIVE"]);
    let active = change(&staff, "activateConfiguration", &whole, json!({ "expectedVersion": 1 })).await;
    assert_eq!(active["outcome"], "UPDATED");
    assert_eq!(
        [&active["configuration"]["isActive"], &active["configuration"]["lacks"]],
        [&json!(true), &json!([])]
    );
    assert_eq!(active["configuration"]["version"], 2);
    assert_eq!(active["configuration"]["history"][1]["change"], "ACTIVATED");
    assert_eq!(award(&app.service(), award_it).await["outcome"], "CREATED");

    let before = Stored::read(&app).await;
    let again = change(&staff, "activateConfiguration", &whole, json!({})).await;
    assert_eq!(again["outcome"], "UNCHANGED");
    assert_eq!(again["configuration"], active["configuration"]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn run_needs_a_title(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let unknown = course_run("course-v1:ExampleX+CS101+2027");
    let made = change(&staff, "createConfiguration", &unknown, json!({})).await;
    assert_eq!(made["configuration"]["lacks"], json!(["TITLE"]));
    for client in [staff.clone(), app.service()] {
        client.query("{ viewer { id } }").await.data();
        let before = Stored::read(&app).await;
        let refused = change(&client, "activateConfiguration", &unknown, json!({})).await;
        assert_eq!(refused["outcome"], "REFUSED");
        assert_eq!(
            refusals(&refused),
            [("TITLE_MISSING".to_owned(), "input.learningObject".to_owned())]
        );
        assert_eq!(refused["configuration"]["isActive"], false);
        assert_eq!(Stored::read(&app).await, before);
    }

    change(&staff, "editConfiguration", &unknown, json!({ "title": "Computing" })).await;
    let active = change(&staff, "activateConfiguration", &unknown, json!({})).await;
    assert_eq!(
        [&active["outcome"], &active["configuration"]["lacks"]],
        [&json!("UPDATED"), &json!([])]
    );
    let refused = change(&staff, "editConfiguration", &unknown, json!({ "title": null })).await;
    assert_eq!(
        refusals(&refused),
        [("TITLE_MISSING".to_owned(), "input.title".to_owned())]
    );

    let course = build::course("Sailing").insert(app.db()).await;
    let known = build::course_run(&course).insert(app.db()).await;
    let known = course_run(known.key.as_str());
    change(&staff, "createConfiguration", &known, json!({})).await;
    let active = change(&staff, "activateConfiguration", &known, json!({})).await;
    assert_eq!(active["outcome"], "UPDATED");
}

async fn award_needs_no_title_of_a_run(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (staff, run) = (app.staff(), course_run("course-v1:ExampleX+CS101+2027"));
    let ada = json!({ "username": "ada", "learningObject": run });
    let awarded = award(&app.service(), ada).await;
    assert_eq!(awarded["outcome"], "CREATED");
    assert_eq!(
        awarded["credential"]["certificate"]["title"],
        "course-v1:ExampleX+CS101+2027"
    );
    // What an award made takes awards and can be changed, though it lacks a title.
    let edited = change(&staff, "editConfiguration", &run, json!({ "language": "es" })).await;
    assert_eq!(
        [
            &edited["outcome"],
            &edited["configuration"]["isActive"],
            &edited["configuration"]["lacks"]
        ],
        [&json!("UPDATED"), &json!(true), &json!(["TITLE"])]
    );
    let grace = json!({ "username": "grace", "learningObject": run });
    assert_eq!(award(&app.service(), grace).await["outcome"], "CREATED");
    let again = change(&staff, "activateConfiguration", &run, json!({})).await;
    assert_eq!(again["outcome"], "UNCHANGED");
}

async fn unknown_and_stale_are_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let staff = app.staff();
    let run = course_run("course-v1:ExampleX+CS101+2027");
    let refused = change(&staff, "activateConfiguration", &run, json!({})).await;
    assert_eq!(
        (codes(&refused), &refused["configuration"]),
        (vec!["NOT_FOUND".to_owned()], &Value::Null)
    );
    change(&staff, "createConfiguration", &run, json!({})).await;
    let before = Stored::read(&app).await;
    for (version, code) in [(2, "VERSION_CONFLICT"), (0, "INVALID_EXPECTED_VERSION")] {
        let refused = change(
            &staff,
            "activateConfiguration",
            &run,
            json!({ "expectedVersion": version }),
        )
        .await;
        assert_eq!(
            refusals(&refused),
            [(code.to_owned(), "input.expectedVersion".to_owned())]
        );
    }
    assert_eq!(Stored::read(&app).await, before);
}
