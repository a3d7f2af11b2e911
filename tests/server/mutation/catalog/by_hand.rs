//! The catalogue by hand: what staff make and change.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use crate::catalogue_scene::Copy;
use crate::scene::award;
use crate::stored::Stored;

tests::on_both_engines!(
    a_catalogue_by_hand_earns_a_credential,
    every_kind_is_changed_and_what_is_left_out_stays,
    every_change_leaves_an_audit_entry,
    only_the_expected_version_is_changed,
    a_repeated_request_makes_one,
    one_of_many_gets_the_key
);

pub(super) async fn mutate(app: &TestApp, field: &str, input: Value, selection: &str) -> Value {
    let selection = format!("{selection} outcome userErrors {{ code path }}");
    let reply = app.staff().mutate(field, input, &selection).await;
    reply.at(&format!("/{field}")).clone()
}

/// Makes something that must be accepted; gives its id.
pub(super) async fn made(app: &TestApp, field: &str, noun: &str, input: Value) -> Value {
    let payload = mutate(app, field, input, &format!("{noun} {{ id }}")).await;
    assert_eq!(
        (&payload["outcome"], &payload["userErrors"]),
        (&json!("CREATED"), &json!([])),
        "{payload}"
    );
    payload[noun]["id"].clone()
}

pub(super) async fn organization(app: &TestApp, key: &str) -> Value {
    let input = json!({ "key": key, "name": format!("{key} University") });
    made(app, "createOrganization", "organization", input).await
}

/// One of each kind: organization, course, run, program, pathway.
pub(crate) async fn one_of_each(app: &TestApp) -> [Value; 5] {
    let organization = organization(app, "LocalX").await;
    let course = json!({ "key": "LocalX+CS1", "title": "Computing", "organizations": [organization] });
    let course = made(app, "createCourse", "course", course).await;
    let run = json!({ "course": course, "key": "course-v1:LocalX+CS1+2026" });
    let run = made(app, "createCourseRun", "courseRun", run).await;
    let program = json!({ "title": "Data Science", "organizations": [organization], "courseRuns": [run] });
    let program = made(app, "createProgram", "program", program).await;
    let pathway = json!({ "name": "Credit", "organizationName": "S", "kind": "CREDIT", "programs": [program] });
    let pathway = made(app, "createPathway", "pathway", pathway).await;
    [organization, course, run, program, pathway]
}

/// Code and path below `input` of each refusal.
pub(super) fn refusals(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().expect("user errors").iter();
    errors
        .map(|it| {
            let path = it["path"].as_array().expect("a path").iter().skip(1);
            let path: Vec<&str> = path.map(|it| it.as_str().expect("a text")).collect();
            format!("{} {}", it["code"].as_str().expect("a code"), path.join("."))
        })
        .collect()
}

async fn a_catalogue_by_hand_earns_a_credential(engine: Engine) {
    let app = TestApp::start(engine).await;
    let (first, second) = (organization(&app, "AlphaX").await, organization(&app, "BetaX").await);
    let course = json!({ "key": "AlphaX+CS1", "title": "Computing", "organizations": [second, first] });
    let course = made(&app, "createCourse", "course", course).await;
    let mut runs = Vec::new();
    for name in ["2026_T1", "2026_T2"] {
        let key = format!("course-v1:AlphaX+CS1+{name}");
        let run = json!({ "course": course, "key": key, "startsAt": "2026-01-12T09:00:00.1234567Z" });
        runs.push(made(&app, "createCourseRun", "courseRun", run).await);
    }
    runs.reverse();
    let uuid = "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    let program = json!({
        "uuid": uuid, "title": "Data Science", "typeLabel": "MicroMasters", "typeSlug": "micromasters",
        "hoursOfEffort": 40, "organizations": [first], "courseRuns": runs,
    });
    let program = made(&app, "createProgram", "program", program).await;
    let pathway = json!({
        "name": "Credit at S", "organizationName": "S", "email": "records@s.example", "kind": "CREDIT",
        "programs": [program],
    });
    let pathway = made(&app, "createPathway", "pathway", pathway).await;

    let document = "query($pathway: ID!) { node(id: $pathway) { ... on Pathway { kind status origin version removedAt email programs {
        title typeSlug status origin hoursOfEffort organizations { key }
        courseRuns { id startsAt course { title organizations { key } } } } } } }";
    let reply = app.staff().graphql(document, json!({ "pathway": pathway })).await;
    let run = |id: &Value| {
        let organizations = json!([{ "key": "BetaX" }, { "key": "AlphaX" }]);
        json!({
            "id": id, "startsAt": "2026-01-12T09:00:00.123456+00:00",
            "course": { "title": "Computing", "organizations": organizations },
        })
    };
    let program = json!({
        "title": "Data Science", "typeSlug": "micromasters", "status": "ACTIVE", "origin": "LOCAL", "hoursOfEffort": 40,
        "organizations": [{ "key": "AlphaX" }], "courseRuns": [run(&runs[0]), run(&runs[1])],
    });
    let expected = json!({
        "kind": "CREDIT", "status": "PUBLISHED", "origin": "LOCAL", "version": 1, "removedAt": null,
        "email": "records@s.example", "programs": [program],
    });
    assert_eq!(reply.at("/node"), &expected);
    let document = "query($id: ID!) { node(id: $id) { id } }";
    let visitor = app.anonymous().graphql(document, json!({ "id": pathway })).await;
    assert_eq!(visitor.at("/node"), &Value::Null);

    let copy = Copy::read(&app).await;
    tests::build::configuration_of_program(&copy.programs[0])
        .insert(app.db())
        .await;
    let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": uuid } });
    let awarded = award(&app.service(), input).await;
    assert_eq!(awarded["outcome"], "CREATED", "{awarded}");
    assert_eq!(awarded["credential"]["certificate"]["title"], "Data Science");
}

async fn every_kind_is_changed_and_what_is_left_out_stays(engine: Engine) {
    let app = TestApp::start(engine).await;
    let [organization, course, run, program, pathway] = one_of_each(&app).await;
    let second = self::organization(&app, "SecondX").await;
    let logo = "https://cdn.example.org/logo.png";
    for (field, input, selection, expected) in [
        (
            "editOrganization",
            json!({ "id": organization, "logoUrl": logo }),
            "organization { key name logoUrl version }",
            json!({ "key": "LocalX", "name": "LocalX University", "logoUrl": logo, "version": 2 }),
        ),
        (
            "editOrganization",
            json!({ "id": organization, "key": "localx" }),
            "organization { key name logoUrl version }",
            json!({ "key": "localx", "name": "LocalX University", "logoUrl": logo, "version": 3 }),
        ),
        (
            "editOrganization",
            json!({ "id": organization, "logoUrl": null }),
            "organization { key name logoUrl version }",
            json!({ "key": "localx", "name": "LocalX University", "logoUrl": null, "version": 4 }),
        ),
        (
            "editCourse",
            json!({ "id": course, "organizations": [second, organization] }),
            "course { title organizations { id } version }",
            json!({ "title": "Computing", "organizations": [{ "id": second }, { "id": organization }], "version": 2 }),
        ),
        (
            "editCourse",
            json!({ "id": course, "title": "Computing for all" }),
            "course { title organizations { id } version }",
            json!({ "title": "Computing for all", "organizations": [{ "id": second }, { "id": organization }], "version": 3 }),
        ),
        (
            "editCourseRun",
            json!({ "id": run, "title": "Spring", "endsAt": "2026-06-01T00:00:00Z" }),
            "courseRun { key title startsAt endsAt version }",
            json!({ "key": "course-v1:LocalX+CS1+2026", "title": "Spring", "startsAt": null, "endsAt": "2026-06-01T00:00:00+00:00", "version": 2 }),
        ),
        (
            "editProgram",
            json!({ "id": program, "status": "RETIRED", "courseRuns": [] }),
            "program { title status courseRuns { id } organizations { id } version }",
            json!({ "title": "Data Science", "status": "RETIRED", "courseRuns": [], "organizations": [{ "id": organization }], "version": 2 }),
        ),
        (
            "editPathway",
            json!({ "id": pathway, "kind": "INDUSTRY" }),
            "pathway { name kind programs { id } version }",
            json!({ "name": "Credit", "kind": "INDUSTRY", "programs": [{ "id": program }], "version": 2 }),
        ),
    ] {
        let noun = selection.split(' ').next().expect("a noun");
        let edited = mutate(&app, field, input.clone(), selection).await;
        assert_eq!(
            (&edited["outcome"], &edited[noun]),
            (&json!("UPDATED"), &expected),
            "{field}"
        );
        let stored = Stored::read(&app).await;
        let repeated = mutate(&app, field, input, selection).await;
        assert_eq!(
            (&repeated["outcome"], &repeated[noun]),
            (&json!("UNCHANGED"), &expected),
            "{field}"
        );
        assert_eq!(Stored::read(&app).await, stored, "{field}");
    }
}

async fn every_change_leaves_an_audit_entry(engine: Engine) {
    let app = TestApp::start(engine).await;
    let [organization, course, ..] = one_of_each(&app).await;
    let input = json!({ "id": course, "title": "Logic", "organizations": [] });
    mutate(&app, "editCourse", input, "").await;
    let document =
        "query($id: ID!) { node(id: $id) { ... on Course { history { version change changedFields actor } } } }";
    let seen = app.staff().graphql(document, json!({ "id": course })).await;
    let history = seen.at("/node/history").as_array().expect("a history").clone();
    assert_eq!((history.len(), &history[0]["change"]), (2, &json!("CREATED")));
    let actor = &history[0]["actor"];
    assert!(actor.is_string(), "{actor}");
    let edited =
        json!({ "version": 2, "change": "EDITED", "changedFields": ["organizations", "title"], "actor": actor });
    assert_eq!(history[1], edited);
    let unseen = app.anonymous().graphql(document, json!({ "id": course })).await;
    assert_eq!(unseen.at("/node/history"), &json!([]));
    let subjects = Stored::read(&app)
        .await
        .audit
        .into_iter()
        .map(|it| it.subject_type.to_string());
    let mut subjects: Vec<String> = subjects.collect();
    subjects.sort();
    assert_eq!(
        subjects,
        ["course", "course", "course_run", "organization", "pathway", "program"]
    );
    assert!(organization.is_string());
}

async fn only_the_expected_version_is_changed(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = organization(&app, "AlphaX").await;
    let edit = async |name: &str, version: i32| {
        let input = json!({ "id": id, "name": name, "expectedVersion": version });
        mutate(&app, "editOrganization", input, "organization { name version }").await
    };
    assert_eq!(edit("Alpha", 1).await["organization"]["version"], 2);
    let stale = edit("Omega", 1).await;
    assert_eq!(refusals(&stale), ["VERSION_CONFLICT expectedVersion"]);
    assert_eq!(stale["organization"], json!({ "name": "Alpha", "version": 2 }));
    assert_eq!(
        refusals(&edit("Omega", 0).await),
        ["INVALID_EXPECTED_VERSION expectedVersion"]
    );
    assert_eq!(Copy::read(&app).await.organizations[0].name, "Alpha");
}

async fn a_repeated_request_makes_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    let input = |title: &str| json!({ "title": title, "idempotencyKey": "first program" });
    let first = made(&app, "createProgram", "program", input("A")).await;
    assert_eq!(made(&app, "createProgram", "program", input("A")).await, first);
    let other = mutate(&app, "createProgram", input("B"), "").await;
    assert_eq!(refusals(&other), ["IDEMPOTENCY_MISMATCH idempotencyKey"]);
    let blank = mutate(
        &app,
        "createProgram",
        json!({ "title": "B", "idempotencyKey": " " }),
        "",
    )
    .await;
    assert_eq!(refusals(&blank), ["INVALID_IDEMPOTENCY_KEY idempotencyKey"]);
    assert_eq!(Copy::read(&app).await.n_live(), [0, 0, 0, 1, 0]);
}

async fn one_of_many_gets_the_key(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.staff().query("{ viewer { id } }").await.data();
    let make = async |key: &str| {
        let input = json!({ "key": key, "name": "A" });
        mutate(&app, "createOrganization", input, "").await["outcome"].clone()
    };
    let (a, b, c, d) = tokio::join!(make("AlphaX"), make("ALPHAX"), make("alphax"), make("AlphaX"));
    let n_made = [a, b, c, d].iter().filter(|it| **it == json!("CREATED")).count();
    assert_eq!((n_made, Copy::read(&app).await.n_live()), (1, [1, 0, 0, 0, 0]));
}
