//! Builders write rows that both engines accept, with defaults that do not collide.

use entity::{configuration_signatory, course_organization, program_course_run, program_organization};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use super::{
    configuration_of_program, configuration_of_run, course, course_run, organization, program, signatory, site,
};
use crate::database::{Database, Engine};

crate::on_both_engines!(rows_need_no_more_than_a_name);

async fn rows_need_no_more_than_a_name(engine: Engine) {
    let database = Database::fresh(engine).await.expect("a database");
    let db = database.connection();
    for _ in 0..2 {
        let university = organization("Université d’Été").insert(db).await;
        let course = course("Algèbre").owned_by(&university).insert(db).await;
        let (run, other_run) = (
            course_run(&course).insert(db).await,
            course_run(&course).title("Été").insert(db).await,
        );
        let program = program("Mathématiques")
            .authored_by(&university)
            .with_run(&run)
            .with_run(&other_run)
            .insert(db)
            .await;
        let dean = signatory("Émilie du Châtelet").insert(db).await;
        configuration_of_program(&program).signed_by(&dean).insert(db).await;
        configuration_of_run(&run).inactive().insert(db).await;
    }
    let other = site("Other").insert(db).await;
    assert_eq!(
        organization("Elsewhere").on(other.id).insert(db).await.site_id,
        other.id
    );

    assert_eq!(course_organization::Entity::find().count(db).await.expect("a count"), 2);
    assert_eq!(
        program_organization::Entity::find().count(db).await.expect("a count"),
        2
    );
    assert_eq!(program_course_run::Entity::find().count(db).await.expect("a count"), 4);
    assert_eq!(
        configuration_signatory::Entity::find()
            .count(db)
            .await
            .expect("a count"),
        2
    );
}
