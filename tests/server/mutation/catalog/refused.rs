//! What is refused of a catalogue by hand, and whose it is.

use entity::CatalogueOrigin;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::database::Engine;

use super::by_hand::{made, mutate, organization, refusals};
use crate::catalogue_scene::{Copy, lines, open, sync};
use crate::stored::Stored;

tests::on_both_engines!(
    what_cannot_be_kept_is_refused_with_its_place,
    what_is_taken_or_unknown_is_refused,
    what_the_catalogue_service_keeps_is_not_changed_here,
    a_copy_leaves_alone_what_staff_made,
    another_site_sees_nothing_of_it
);

async fn what_cannot_be_kept_is_refused_with_its_place(engine: Engine) {
    let app = TestApp::start(engine).await;
    let course = made(
        &app,
        "createCourse",
        "course",
        json!({ "key": "AlphaX+CS1", "title": "Computing" }),
    )
    .await;
    let before = Stored::read(&app).await;
    let long = "x".repeat(256);
    for (mutation, input, field) in [
        ("createOrganization", json!({ "key": "", "name": "A" }), "key"),
        ("createOrganization", json!({ "key": "A ", "name": "A" }), "key"),
        ("createOrganization", json!({ "key": "A", "name": long }), "name"),
        ("createOrganization", json!({ "key": "A", "name": "a\u{0}b" }), "name"),
        (
            "createOrganization",
            json!({ "key": "A", "name": "A", "logoUrl": "http://169.254.169.254/" }),
            "logoUrl",
        ),
        (
            "createOrganization",
            json!({ "key": "A", "name": "A", "logoUrl": "javascript:alert(1)" }),
            "logoUrl",
        ),
        ("createCourse", json!({ "key": " ", "title": "A" }), "key"),
        ("createCourseRun", json!({ "course": course, "key": "../.." }), "key"),
        (
            "createCourseRun",
            json!({ "course": course, "key": "A/B/C", "startsAt": "2026-02-01T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z" }),
            "endsAt",
        ),
        ("createProgram", json!({ "title": "\n" }), "title"),
        (
            "createProgram",
            json!({ "title": "A", "typeSlug": "Micro Masters" }),
            "typeSlug",
        ),
        (
            "createProgram",
            json!({ "title": "A", "hoursOfEffort": -1 }),
            "hoursOfEffort",
        ),
        (
            "createPathway",
            json!({ "name": "A", "organizationName": "A", "email": "a@b\nBcc: c@d", "kind": "CREDIT" }),
            "email",
        ),
        ("editCourse", json!({ "id": course, "title": " " }), "title"),
    ] {
        let payload = mutate(&app, mutation, input.clone(), "").await;
        assert_eq!(
            refusals(&payload),
            [format!("INVALID_FIELD {field}")],
            "{mutation} {input}"
        );
        assert_eq!(payload["outcome"], "REFUSED");
    }
    assert_eq!(Stored::read(&app).await, before);
}

async fn what_is_taken_or_unknown_is_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let id = organization(&app, "AlphaX").await;
    let other = organization(&app, "BetaX").await;
    tests::build::organization("Copied")
        .key("CopiedX")
        .insert(app.db())
        .await;
    let before = Stored::read(&app).await;
    for key in ["AlphaX", "ALPHAX", "copiedx"] {
        let taken = mutate(&app, "createOrganization", json!({ "key": key, "name": "A" }), "").await;
        assert_eq!(refusals(&taken), ["ALREADY_EXISTS key"], "{key}");
        let taken = mutate(&app, "editOrganization", json!({ "id": other, "key": key }), "").await;
        assert_eq!(refusals(&taken), ["ALREADY_EXISTS key"], "{key}");
    }
    let uuid = before.organizations[0].uuid;
    let taken = mutate(
        &app,
        "createOrganization",
        json!({ "uuid": uuid, "key": "C", "name": "C" }),
        "",
    )
    .await;
    assert_eq!(refusals(&taken), ["ALREADY_EXISTS uuid"]);

    let nobody = "organization:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    for (owners, refusal) in [
        (json!([id, nobody]), "REFERENCE_NOT_FOUND organizations.1"),
        (json!([id, other, id]), "INVALID_FIELD organizations.2"),
        (json!(vec![nobody; 21]), "INVALID_FIELD organizations"),
    ] {
        let input = json!({ "key": "A+B", "title": "A", "organizations": owners });
        assert_eq!(refusals(&mutate(&app, "createCourse", input, "").await), [refusal]);
    }
    let course = "course:5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    let payload = mutate(&app, "createCourseRun", json!({ "course": course, "key": "A/B/C" }), "").await;
    assert_eq!(refusals(&payload), ["REFERENCE_NOT_FOUND course"]);
    let payload = mutate(&app, "editOrganization", json!({ "id": nobody, "name": "A" }), "").await;
    assert_eq!(refusals(&payload), ["NOT_FOUND id"]);
    let input = json!({ "id": course, "name": "A" });
    let wrong = app
        .staff()
        .mutate("editOrganization", input, "userErrors { code }")
        .await;
    assert_eq!(wrong.codes(), ["BAD_USER_INPUT"]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn what_the_catalogue_service_keeps_is_not_changed_here(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let before = Copy::read(&app).await;
    for (mutation, noun, id) in [
        (
            "editOrganization",
            "organization",
            format!("organization:{}", before.organizations[0].id),
        ),
        ("editCourse", "course", format!("course:{}", before.courses[0].id)),
        (
            "editCourseRun",
            "courseRun",
            format!("courseRun:{}", before.course_runs[0].id),
        ),
        ("editProgram", "program", format!("program:{}", before.programs[0].id)),
        ("editPathway", "pathway", format!("pathway:{}", before.pathways[0].id)),
    ] {
        let payload = mutate(&app, mutation, json!({ "id": id }), &format!("{noun} {{ id }}")).await;
        assert_eq!(refusals(&payload), ["KEPT_BY_CATALOG_SERVICE id"], "{mutation}");
        assert_eq!(payload[noun]["id"], json!(id));
    }
    assert_eq!(Copy::read(&app).await, before);
}

async fn a_copy_leaves_alone_what_staff_made(engine: Engine) {
    let app = open(engine).await;
    let catalogue = app.platform().catalogue();
    let make = async |uuid: &Value, key: &str| {
        let input = json!({ "uuid": uuid, "key": key, "name": "By hand" });
        made(&app, "createOrganization", "organization", input).await
    };
    make(&catalogue.organizations[0]["uuid"], "Mine").await;
    let key = catalogue.organizations[1]["key"].as_str().expect("a key");
    make(&Value::Null, &key.to_uppercase()).await;
    let before = Copy::read(&app).await.organizations;
    for _ in 0..2 {
        let run = sync(&app, json!({})).await;
        let conflicts = lines(&run)
            .iter()
            .filter(|it| it.starts_with("CONFLICT ORGANIZATION"))
            .count();
        assert_eq!((&run["state"], conflicts), (&json!("SUCCEEDED"), 2), "{run}");
        let all = Copy::read(&app).await.organizations;
        let local: Vec<_> = all
            .iter()
            .filter(|it| it.origin == CatalogueOrigin::Local)
            .cloned()
            .collect();
        assert_eq!(local, before);
        // What the catalogue service says of theirs is said of the staff's.
        let n_listed = crate::catalogue_scene::n_listed(&catalogue);
        assert_eq!(Copy::read(&app).await.n_live(), n_listed, "{run}");
        let n_same = all.iter().filter(|it| it.key.eq_ignore_ascii_case(key)).count();
        assert_eq!((n_same, all.len()), (1, catalogue.organizations.len()));
    }
}

async fn another_site_sees_nothing_of_it(engine: Engine) {
    let app = TestApp::start(engine).await;
    let site = tests::build::site("Elsewhere").insert(app.db()).await;
    let theirs = tests::build::organization("Theirs")
        .on(site.id)
        .key("AlphaX")
        .insert(app.db())
        .await;
    let id = format!("organization:{}", theirs.id);
    let edited = mutate(
        &app,
        "editOrganization",
        json!({ "id": id, "name": "A" }),
        "organization { id }",
    )
    .await;
    assert_eq!(
        (refusals(&edited), &edited["organization"]),
        (vec!["NOT_FOUND id".to_owned()], &Value::Null)
    );
    // Their key is free here.
    organization(&app, "AlphaX").await;
    let input = json!({ "key": "A+B", "title": "A", "organizations": [id] });
    let made = mutate(&app, "createCourse", input, "").await;
    assert_eq!(refusals(&made), ["REFERENCE_NOT_FOUND organizations.0"]);
    let reply = app
        .staff()
        .query("{ organizations { nodes { name } totalCount } }")
        .await;
    let expected = json!({ "nodes": [{ "name": "AlphaX University" }], "totalCount": 1 });
    assert_eq!(reply.at("/organizations"), &expected);
}
