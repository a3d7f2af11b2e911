//! What may be kept of what staff write, and what is said of the rest.

use entity::id::{AssetId, CourseId, OrganizationId};
use entity::{CatalogueOrigin, course, course_run, organization, program};

use super::*;

fn made<R: LocalRow>(raw: R::Raw) -> Result<Entry<R>, Vec<Unfit>> {
    let seed = Seed {
        id: Uuid::from_u128(1),
        site_id: SiteId(Uuid::from_u128(2)),
        uuid: Uuid::from_u128(3),
    };
    let row = R::begin(seed, &raw)?;
    let lists = R::Lists::default();
    R::apply(raw, Entry { row, lists }, Reach::Public)
}

fn fields<R: LocalRow>(raw: R::Raw) -> Vec<String> {
    let unfit = made::<R>(raw).err().unwrap_or_default();
    unfit.iter().map(|it| it.path().join(".")).collect()
}

fn organization(key: &str) -> RawOrganization {
    RawOrganization {
        key: Some(key.to_owned()),
        name: Some("Example University".to_owned()),
        logo_url: Edit::Keep,
        logo: Edit::Keep,
    }
}

#[test]
fn keys_are_compared_without_letter_case() {
    let entry = made::<organization::Model>(organization("UniversitéX")).expect("a key");
    assert_eq!(entry.row.local_key.as_deref(), Some("universitéx"));
    let longest = "İ".repeat(255);
    let entry = made::<organization::Model>(organization(&longest)).expect("a key");
    assert_eq!(entry.row.local_key.map(|it| it.chars().count()), Some(510));
}

#[test]
fn keys_that_pass_for_others_are_refused() {
    for key in [
        "",
        " ",
        "ExampleX ",
        " ExampleX",
        "Example X",
        "A+B",
        "A/B",
        "A\u{200b}",
        "E\u{301}x",
        "A\n",
    ] {
        assert_eq!(fields::<organization::Model>(organization(key)), ["key"], "{key:?}");
    }
    let course = |key: &str| RawCourse {
        key: Some(key.to_owned()),
        title: Some("Computing".to_owned()),
        organizations: None,
    };
    assert!(fields::<course::Model>(course("ExampleX+CS101")).is_empty());
    assert!(fields::<course::Model>(course("ExampleX/CS101")).is_empty());
    assert_eq!(fields::<course::Model>(course("ExampleX+CS 101")), ["key"]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let raw = RawProgram {
        title: Some("\u{7}".to_owned()),
        type_label: Some("x".repeat(65)),
        type_slug: Some("Micro Masters".to_owned()),
        hours_of_effort: Edit::Set(-1),
        organizations: Some((0..21).map(|it| OrganizationId(Uuid::from_u128(it))).collect()),
        ..RawProgram::default()
    };
    assert_eq!(
        fields::<program::Model>(raw),
        ["title", "typeLabel", "typeSlug", "hoursOfEffort", "organizations"]
    );
}

#[test]
fn a_list_names_each_once() {
    let [one, other] = [1, 2].map(|it| OrganizationId(Uuid::from_u128(it)));
    let raw = RawCourse {
        key: Some("A+B".to_owned()),
        title: Some("A".to_owned()),
        organizations: Some(vec![other, one, other]),
    };
    assert_eq!(fields::<course::Model>(raw), ["organizations.2"]);
}

#[test]
fn a_run_ends_after_it_starts() {
    let raw = |start: &str, end: &str| RawCourseRun {
        key: "course-v1:A+B+C".to_owned(),
        course: Some(CourseId(Uuid::from_u128(1))),
        title: Edit::Keep,
        starts_at: Edit::Set(start.parse().expect("an instant")),
        ends_at: Edit::Set(end.parse().expect("an instant")),
    };
    let (early, late) = ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z");
    assert!(fields::<course_run::Model>(raw(early, late)).is_empty());
    assert!(fields::<course_run::Model>(raw(early, early)).is_empty());
    assert_eq!(fields::<course_run::Model>(raw(late, early)), ["endsAt"]);
    assert_eq!(
        fields::<course_run::Model>(raw("1850-01-01T00:00:00Z", late)),
        ["startsAt"]
    );
}

#[test]
fn what_is_left_out_stays_and_null_clears() {
    let mut raw = organization("ExampleX");
    raw.logo_url = Edit::Set("https://cdn.example.org/logo.png".to_owned());
    let entry = made::<organization::Model>(raw).expect("an organization");
    let edited = organization::Model::apply(RawOrganization::default(), entry.clone(), Reach::Public);
    assert_eq!(edited.as_ref(), Ok(&entry));
    let raw = RawOrganization {
        logo_url: Edit::Clear,
        ..RawOrganization::default()
    };
    let cleared = organization::Model::apply(raw, entry, Reach::Public).expect("an organization");
    assert_eq!(cleared.row.logo_url, None);
}

#[test]
fn of_an_organization_that_is_copied_the_logo_is_for_staff_to_choose() {
    let logo = AssetId(Uuid::from_u128(7));
    let mut copied = made::<organization::Model>(organization("ExampleX")).expect("an organization");
    copied.row.origin = CatalogueOrigin::Synced;
    copied.row.local_key = None;
    let chosen = RawOrganization {
        logo: Edit::Set(logo),
        ..RawOrganization::default()
    };
    assert!(organization::Model::is_for_staff(&chosen));
    assert!(!organization::Model::is_for_staff(&RawOrganization::default()));
    let after = organization::Model::apply(chosen.clone(), copied, Reach::Public).expect("an organization");
    assert_eq!((after.row.logo_asset_id, after.row.local_key), (Some(logo), None));
    for more in [
        RawOrganization {
            key: Some("OtherX".to_owned()),
            ..chosen.clone()
        },
        RawOrganization {
            name: Some("Other".to_owned()),
            ..chosen.clone()
        },
        RawOrganization {
            logo_url: Edit::Clear,
            ..chosen
        },
    ] {
        assert!(!organization::Model::is_for_staff(&more), "{more:?}");
    }
    assert!(!course::Model::is_for_staff(&RawCourse {
        key: None,
        title: None,
        organizations: None,
    }));
}
