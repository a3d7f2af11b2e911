//! Records of the catalogue service, good and bad.

use serde_json::{Value, json};

use super::*;

const UUID: &str = "11111111-2222-4333-8444-555555555555";
const OTHER: &str = "99999999-2222-4333-8444-555555555555";

fn with(mut record: Value, field: &str, value: Value) -> String {
    record[field] = value;
    record.to_string()
}

fn without(mut record: Value, field: &str) -> String {
    record.as_object_mut().expect("a record").remove(field);
    record.to_string()
}

fn an_organization() -> Value {
    json!({ "uuid": UUID, "key": "ExampleX", "name": "Example University", "certificate_logo_image_url": null, "x": 1 })
}

fn a_course() -> Value {
    let run = json!({ "uuid": OTHER, "key": "course-v1:ExampleX+CS101+2026", "title": "Computing", "start": "2026-01-12T00:00:00Z" });
    json!({ "uuid": UUID, "key": "ExampleX+CS101", "title": "Computing", "owners": [{ "uuid": OTHER }], "course_runs": [run] })
}

fn a_program() -> Value {
    json!({ "uuid": UUID, "title": "Data Science", "type": "MicroMasters", "type_attrs": { "slug": "micromasters" }, "status": "active",
            "total_hours_of_effort": 40, "authoring_organizations": [{ "uuid": OTHER }],
            "courses": [{ "uuid": UUID, "course_runs": [{ "uuid": OTHER }, { "uuid": UUID }] }, { "course_runs": [{ "uuid": OTHER }] }] })
}

fn a_pathway() -> Value {
    json!({ "uuid": UUID, "name": "Credit at S", "org_name": "S", "email": "records@s.example", "pathway_type": "credit",
            "status": "published", "programs": [{ "uuid": OTHER }] })
}

#[test]
fn complete_records_are_read() {
    let organization = organization(&an_organization().to_string(), Reach::Public).expect("an organization");
    assert_eq!((organization.key.as_str(), organization.logo_url), ("ExampleX", None));
    let course = course(&a_course().to_string()).expect("a course");
    let run = course.runs[0].as_ref().expect("a run");
    assert_eq!(
        (&run.title_override, run.starts_at.map(|it| it.timestamp())),
        (&None, Some(1_768_176_000))
    );
    let program = program(&a_program().to_string()).expect("a program");
    assert_eq!(program.type_slug, "micromasters");
    let uuid = |text| Uuid::try_parse(text).expect("a UUID");
    assert_eq!(program.runs, [uuid(OTHER), uuid(UUID)], "each run once, in order");
    assert_eq!(
        pathway(&a_pathway().to_string()).expect("a pathway").kind,
        PathwayKind::Credit
    );
}

#[test]
fn what_may_be_absent_may_be_null() {
    let organization =
        organization(&with(an_organization(), "name", Value::Null), Reach::Public).expect("an organization");
    assert_eq!(organization.name, "ExampleX");
    for (field, value) in [
        ("title", Value::Null),
        ("owners", Value::Null),
        ("course_runs", json!([])),
    ] {
        assert!(course(&with(a_course(), field, value)).is_ok(), "{field}");
    }
    for field in [
        "type",
        "type_attrs",
        "total_hours_of_effort",
        "authoring_organizations",
        "courses",
    ] {
        assert!(program(&without(a_program(), field)).is_ok(), "{field}");
    }
    for field in ["email", "org_name", "pathway_type", "status", "programs"] {
        assert!(pathway(&with(a_pathway(), field, Value::Null)).is_ok(), "{field}");
    }
}

#[test]
fn what_cannot_be_kept_says_why() {
    let long = "x".repeat(256);
    let organization = |json: &str| organization(json, Reach::Public).map(drop);
    for (error, why) in [
        (organization(&without(an_organization(), "uuid")), "uuid is missing"),
        (
            organization(&with(an_organization(), "uuid", json!("7"))),
            "uuid is no UUID",
        ),
        (
            organization(&with(an_organization(), "key", json!(" "))),
            "key is empty",
        ),
        (
            organization(&with(an_organization(), "key", Value::Null)),
            "a field is of another type than it should be",
        ),
        (
            organization(&with(an_organization(), "name", json!(long))),
            "name has more than 255 characters, or control characters",
        ),
        (
            organization(&with(an_organization(), "name", json!("a\nb"))),
            "name has more than 255 characters, or control characters",
        ),
        (organization("[]"), "a field is of another type than it should be"),
        (
            course(&with(a_course(), "owners", json!([{ "uuid": "x" }]))).map(drop),
            "owners name what has no UUID",
        ),
        (
            program(&with(a_program(), "status", json!("lost"))).map(drop),
            "status is none of active, retired, deleted, unpublished",
        ),
        (
            program(&with(a_program(), "total_hours_of_effort", json!(-1))).map(drop),
            "total_hours_of_effort is not within 0 to 32767",
        ),
        (
            program(&with(a_program(), "total_hours_of_effort", json!(1.5))).map(drop),
            "a field is of another type than it should be",
        ),
        (
            pathway(&with(a_pathway(), "email", json!("a@b\nBcc: c@d"))).map(drop),
            "email is no mail address",
        ),
        (
            pathway(&with(a_pathway(), "pathway_type", json!("x"))).map(drop),
            "pathway_type is neither credit nor industry",
        ),
    ] {
        assert_eq!(error.expect_err(why).why, why);
    }
    let error = program(&with(a_program(), "status", json!("lost"))).expect_err("a wrong status");
    assert_eq!(
        (error.uuid, error.name.as_str()),
        (Uuid::try_parse(UUID).ok(), "Data Science")
    );
}

#[test]
fn one_wrong_run_does_not_spoil_its_course() {
    for (field, value, why) in [
        ("key", json!("../.."), "key is no course key"),
        ("start", json!("tomorrow"), "start is no instant"),
        ("end", json!("+12026-01-01T00:00:00Z"), "end is no instant"),
        ("end", json!("0999-01-01T00:00:00Z"), "end is out of all time"),
    ] {
        let mut record = a_course();
        record["course_runs"][0][field] = value;
        let course = course(&record.to_string()).expect("a course");
        assert_eq!(course.runs[0].as_ref().expect_err(why).why, why);
    }
}

#[test]
fn a_logo_for_certificates_comes_before_the_one_for_pages() {
    let (first, second) = (
        "https://cdn.example.org/first.png",
        "https://cdn.example.org/second.png",
    );
    for (for_certificates, for_pages, expected) in [
        (json!(first), json!(second), Some(first)),
        (json!(null), json!(second), Some(second)),
        (json!(""), json!(second), Some(second)),
        (json!(first), json!(null), Some(first)),
        (json!(null), json!(""), None),
    ] {
        let mut record = an_organization();
        record["certificate_logo_image_url"] = for_certificates;
        let record = with(record, "logo_image_url", for_pages);
        let organization = organization(&record, Reach::Public).expect("an organization");
        assert_eq!(organization.logo_url.as_deref(), expected, "{record}");
    }
}

#[test]
fn a_logo_that_may_not_be_called_is_left_out() {
    let read = |url: &str| {
        organization(
            &with(an_organization(), "certificate_logo_image_url", json!(url)),
            Reach::Public,
        )
        .expect("an organization")
    };
    assert!(read("https://cdn.example.org/logo.png").logo_url.is_some());
    for url in [
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://localhost./",
        "https://ok.example@10.0.0.1/",
        "logo.png",
    ] {
        let organization = read(url);
        assert!(
            organization.logo_url.is_none() && organization.refused_logo.is_some(),
            "{url}"
        );
    }
}
