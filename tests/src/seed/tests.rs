//! The institution is whole and believable, and writing it twice changes nothing.

use entity::{course_run, credential_configuration, program, signatory, site};
use sea_orm::{ConnectionTrait, EntityTrait as _, PaginatorTrait as _};

use super::institution::{COURSES, PROGRAMS, SIGNATORIES};
use crate::database::{Database, Engine};

crate::on_both_engines!(seeding_twice_changes_nothing);

async fn seeding_twice_changes_nothing(engine: Engine) {
    let database = Database::fresh(engine).await.expect("a database");
    super::seed(database.url().as_str()).await.expect("a seeded database");
    let once = rows(database.connection()).await;
    super::seed(database.url().as_str())
        .await
        .expect("a database seeded twice");
    assert_eq!(rows(database.connection()).await, once);

    let (sites, runs, programs, configurations, signatories) = once;
    assert_eq!(
        (sites.len(), runs, programs.len(), configurations.len(), signatories),
        (1, 14, 4, 4, 5)
    );
    assert_eq!(sites[0].name, "Wexcombe Online");
    let ids: Vec<String> = programs.iter().map(|it| it.uuid.to_string()).collect();
    for award in super::awards().into_iter().chain([super::example_award()]) {
        let object = &award["learningObject"];
        let id = object["id"].as_str().expect("an id");
        assert!(
            object["type"] == "COURSE_RUN" || ids.iter().any(|it| it == id),
            "{award}"
        );
    }
}

#[test]
fn who_signs_for_a_program_belongs_to_one_of_its_authors() {
    for program in &PROGRAMS {
        for index in program.signatories {
            let signatory = &SIGNATORIES[*index];
            assert!(
                program.authors.contains(&signatory.organization),
                "{} signs {}",
                signatory.name,
                program.title
            );
        }
    }
}

#[test]
fn award_of_the_readme_is_of_a_run_in_the_catalogue() {
    let readme = include_str!("../../../README.md");
    let awarded: Vec<&str> = readme
        .split("\"COURSE_RUN\", \"id\": \"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect();
    assert_eq!(awarded.len(), 1, "{awarded:?}");
    let mut runs = COURSES
        .iter()
        .flat_map(|it| it.runs.iter().map(move |run| it.run_key(*run)));
    assert!(runs.any(|it| it == awarded[0]), "{awarded:?}");
}

type Rows = (
    Vec<site::Model>,
    u64,
    Vec<program::Model>,
    Vec<credential_configuration::Model>,
    u64,
);

async fn rows(db: &impl ConnectionTrait) -> Rows {
    (
        site::Entity::find().all(db).await.expect("sites"),
        course_run::Entity::find().count(db).await.expect("a count"),
        program::Entity::find()
            .order_by_id_asc()
            .all(db)
            .await
            .expect("programs"),
        credential_configuration::Entity::find()
            .order_by_id_asc()
            .all(db)
            .await
            .expect("configurations"),
        signatory::Entity::find().count(db).await.expect("a count"),
    )
}
