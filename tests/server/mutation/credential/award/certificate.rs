//! What a certificate says: taken from catalogue and configuration at the award, and never again.

use entity::{OrganizationLabel, configuration_signatory, credential_configuration, organization, program, signatory};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::{award, course_run};

tests::on_both_engines!(
    certificate_says_what_catalogue_and_configuration_know,
    later_edits_change_no_certificate,
    configuration_may_name_organizations_by_key_and_choose_a_title,
    hours_are_told_only_where_the_configuration_says_so,
    certificate_of_a_run_names_the_owners_of_its_course
);

/// A program with two authors, two signatories and everything else that a certificate may show.
struct Rich {
    program: program::Model,
    organization: organization::Model,
    signatory: signatory::Model,
    configuration: credential_configuration::Model,
}

async fn rich(app: &TestApp) -> Rich {
    let db = app.db();
    let first = build::organization("Wexcombe University")
        .key("WexcombeX")
        .insert(db)
        .await;
    let second = build::organization("Tromsdal Institute")
        .key("TromsdalX")
        .logo_url("https://cdn.example.org/t.svg")
        .insert(db)
        .await;
    let program = build::program("Marine Stewardship")
        .type_label("Graduate Certificate")
        .hours_of_effort(240)
        .authored_by(&second)
        .authored_by(&first)
        .insert(db)
        .await;
    let dean = build::signatory("Ingrid Solbakken")
        .title("Dean\nFaculty of Seas")
        .insert(db)
        .await;
    let chair = build::signatory("Rajiv Menon")
        .title("Chair")
        .organization_name("Sea Board")
        .insert(db)
        .await;
    let configuration = build::configuration_of_program(&program)
        .language("es-419")
        .with_hours_of_effort()
        .signed_by(&chair)
        .signed_by(&dean)
        .insert(db)
        .await;
    Rich {
        program,
        organization: second,
        signatory: dean,
        configuration,
    }
}

async fn certificate_of(app: &TestApp, username: &str, program: &program::Model) -> Value {
    let learning_object = json!({ "type": "PROGRAM", "id": program.uuid });
    let payload = award(
        &app.service(),
        json!({ "username": username, "learningObject": learning_object }),
    )
    .await;
    assert_eq!(payload["userErrors"], json!([]));
    payload["credential"]["certificate"].clone()
}

fn expected() -> Value {
    json!({
        "title": "Marine Stewardship", "typeLabel": "Graduate Certificate", "language": "es-419",
        "hoursOfEffort": 240, "platformName": "Credentials", "learningObjectType": "PROGRAM",
        "organizations": [
            { "name": "Tromsdal Institute", "key": "TromsdalX", "logoUrl": "https://cdn.example.org/t.svg" },
            { "name": "Wexcombe University", "key": "WexcombeX", "logoUrl": null },
        ],
        "signatories": [
            { "name": "Rajiv Menon", "title": "Chair", "organization": "Sea Board" },
            { "name": "Ingrid Solbakken", "title": "Dean\nFaculty of Seas", "organization": "Tromsdal Institute" },
        ],
    })
}

async fn certificate_says_what_catalogue_and_configuration_know(engine: Engine) {
    let app = TestApp::start(engine).await;
    let Rich { program, .. } = rich(&app).await;
    assert_eq!(certificate_of(&app, "ada", &program).await, expected());
}

async fn later_edits_change_no_certificate(engine: Engine) {
    let app = TestApp::start(engine).await;
    let Rich {
        program,
        organization,
        signatory,
        configuration,
    } = rich(&app).await;
    assert_eq!(certificate_of(&app, "ada", &program).await, expected());

    let db = app.db();
    let mut row: program::ActiveModel = program.clone().into_active_model();
    row.title = Set("Renamed".to_owned());
    row.type_label = Set("Degree".to_owned());
    row.total_hours_of_effort = Set(None);
    row.update(db).await.expect("an edited program");
    let mut row: organization::ActiveModel = organization.into_active_model();
    row.name = Set("Merged Institute".to_owned());
    row.logo_url = Set(None);
    row.update(db).await.expect("an edited organization");
    configuration_signatory::Entity::delete_by_id((configuration.id, signatory.id))
        .exec(db)
        .await
        .expect("one signs no more");
    let mut row: credential_configuration::ActiveModel = configuration.into_active_model();
    row.language = Set(None);
    row.title = Set(Some("Chosen".to_owned()));
    row.update(db).await.expect("an edited configuration");

    assert_eq!(
        certificate_of(&app, "ada", &program).await,
        expected(),
        "unchanged award"
    );
    let uuid = "{ credentials { nodes { uuid } } }";
    let uuid = app.staff().query(uuid).await.at("/credentials/nodes/0/uuid").clone();
    app.staff()
        .mutate("revokeCredential", json!({ "uuid": uuid }), "outcome")
        .await
        .data();
    assert_eq!(
        certificate_of(&app, "ada", &program).await,
        expected(),
        "reinstated award"
    );

    let fresh = certificate_of(&app, "grace", &program).await;
    assert_eq!(
        (&fresh["title"], &fresh["typeLabel"]),
        (&json!("Chosen"), &json!("Degree"))
    );
    assert_eq!(
        (&fresh["hoursOfEffort"], &fresh["language"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        fresh["organizations"][0],
        json!({ "name": "Merged Institute", "key": "TromsdalX", "logoUrl": null })
    );
    assert_eq!(fresh["signatories"].as_array().map(Vec::len), Some(1));
}

async fn configuration_may_name_organizations_by_key_and_choose_a_title(engine: Engine) {
    let app = TestApp::start(engine).await;
    let university = build::organization("Wexcombe University")
        .key("WexcombeX")
        .insert(app.db())
        .await;
    let program = build::program("Data Science")
        .authored_by(&university)
        .insert(app.db())
        .await;
    let dean = build::signatory("Eleanor Whitcombe").insert(app.db()).await;
    build::configuration_of_program(&program)
        .title("Data Science with Honours")
        .organization_label(OrganizationLabel::Key)
        .signed_by(&dean)
        .insert(app.db())
        .await;
    let certificate = certificate_of(&app, "ada", &program).await;
    assert_eq!(certificate["title"], "Data Science with Honours");
    assert_eq!(certificate["organizations"][0]["name"], "WexcombeX");
    assert_eq!(certificate["signatories"][0]["organization"], "WexcombeX");
}

async fn hours_are_told_only_where_the_configuration_says_so(engine: Engine) {
    let app = TestApp::start(engine).await;
    let program = build::program("Data Science")
        .hours_of_effort(180)
        .insert(app.db())
        .await;
    build::configuration_of_program(&program).insert(app.db()).await;
    assert_eq!(
        certificate_of(&app, "ada", &program).await["hoursOfEffort"],
        Value::Null
    );

    let unknown = build::program("Unmeasured").insert(app.db()).await;
    build::configuration_of_program(&unknown)
        .with_hours_of_effort()
        .insert(app.db())
        .await;
    assert_eq!(
        certificate_of(&app, "ada", &unknown).await["hoursOfEffort"],
        Value::Null
    );
}

async fn certificate_of_a_run_names_the_owners_of_its_course(engine: Engine) {
    let app = TestApp::start(engine).await;
    let owner = build::organization("Wexcombe University")
        .key("WexcombeX")
        .insert(app.db())
        .await;
    let course = build::course("Thinking with Data")
        .owned_by(&owner)
        .insert(app.db())
        .await;
    let plain = build::course_run(&course).insert(app.db()).await;
    let titled = build::course_run(&course)
        .title("Thinking with Data, in Spanish")
        .insert(app.db())
        .await;
    let bulk = json!({ "items": [
        { "username": "ada", "learningObject": course_run(plain.key.as_str()) },
        { "username": "ada", "learningObject": course_run(titled.key.as_str()) },
    ] });
    let selection = "results { credential { certificate { title typeLabel organizations { name key } } } }";
    let reply = app.service().mutate("awardCredentials", bulk, selection).await;
    for (index, title) in ["Thinking with Data", "Thinking with Data, in Spanish"]
        .into_iter()
        .enumerate()
    {
        let certificate = reply.at(&format!("/awardCredentials/results/{index}/credential/certificate"));
        let organizations = json!([{ "name": "Wexcombe University", "key": "WexcombeX" }]);
        assert_eq!(
            certificate,
            &json!({ "title": title, "typeLabel": null, "organizations": organizations })
        );
    }
}
