//! Forty programs of eight courses each take no more statements than one program of two.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;

use crate::scene::course_run;

tests::on_both_engines!(statements_do_not_grow_with_programs_and_courses);

const LIST: &str =
    "query { programRecords(first: 100) { totalCount nodes { progress progressAt courseCount earnedCourseCount
    lastUpdatedAt program { uuid title organizations { name } } credential { uuid url } pathways { name } } } }";
const RECORD: &str = "query($program: UUID!) { programRecord(program: $program) {
    progress progressAt courseCount earnedCourseCount lastUpdatedAt program { title organizations { name logoUrl } }
    learner { name username email } credential { uuid url }
    courses { course { title organizations { name } } status statusAt courseKey attempts grade { percent letter }
        credential { uuid url } runs { courseKey status statusAt grade { percent } } }
    shares { id label state url } pathways { name canReceiveRecord } } }";
/// What the page of a record asks for before it shows.
const PAGE: &str = "query($program: UUID!) { programRecord(program: $program) {
    progress progressAt courseCount earnedCourseCount lastUpdatedAt program { uuid title typeLabel organizations { name } }
    learner { name email } credential { uuid }
    courses { course { title organizations { name } } status statusAt courseKey attempts grade { percent letter }
        credential { uuid } runs { courseKey status statusAt grade { percent letter } } } } }";

async fn statements_do_not_grow_with_programs_and_courses(engine: Engine) {
    let app = TestApp::configured(engine, |config| config.limits.cost.signed_in = 1_000_000).await;
    let few = programs(&app, 1, 2).await;
    let ada = app.learner("ada");
    let count = async |program: &Value, n_programs: usize, n_courses: usize| {
        // Known again, should the machine have been slow.
        ada.query("{ viewer { id } }").await.data();
        let (of_list, list) = app.count_statements(async || ada.query(LIST).await).await;
        let nodes = list.at("/programRecords/nodes").as_array().expect("nodes").clone();
        assert_eq!(nodes.len(), n_programs);
        assert!(
            nodes
                .iter()
                .all(|it| it["progress"] == "COMPLETED" && it["credential"]["uuid"].is_string())
        );
        let variables = json!({ "program": program });
        let (of_record, record) = app
            .count_statements(async || ada.graphql(RECORD, variables).await)
            .await;
        let courses = record.at("/programRecord/courses").as_array().expect("courses").clone();
        assert_eq!(courses.len(), n_courses);
        assert!(
            courses
                .iter()
                .all(|it| it["status"] == "EARNED" && it["credential"]["uuid"].is_string())
        );
        [of_list, of_record]
    };
    let small = count(&few[0], 1, 2).await;
    let many = programs(&app, 39, 8).await;
    let large = count(&many[0], 40, 8).await;
    ada.query("{ viewer { id } }").await.data();
    let variables = json!({ "program": many[0] });
    let (of_page, _) = app.count_statements(async || ada.graphql(PAGE, variables).await).await;
    assert!(of_page.total() <= 10, "{of_page:?}");
    assert!(large[0].total() <= 10, "{large:?}");
    // One more where the learner has earned what this program does not have.
    for (small, large) in small.iter().zip(large) {
        assert!(large.total() <= small.total() + 1, "{small:?} {large:?}");
        assert!(large.total() <= 11, "{large:?}");
        assert_eq!(large.writes, 0);
    }
}

/// Programs of which Ada has earned everything, with a grade in each course; their UUIDs.
async fn programs(app: &TestApp, n_programs: usize, n_courses: usize) -> Vec<Value> {
    let db = app.db();
    let owner = build::organization("Wexcombe University").insert(db).await;
    let (mut awards, mut grades, mut uuids) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..n_programs {
        let mut program = build::program(&format!("Program {number}")).authored_by(&owner);
        for _ in 0..n_courses {
            let course = build::course("A course").owned_by(&owner).insert(db).await;
            let run = build::course_run(&course).insert(db).await;
            program = program.with_run(&run);
            awards.push(json!({ "username": "ada", "learningObject": course_run(run.key.as_str()) }));
            grades.push(json!({ "username": "ada", "courseKey": run.key, "percent": "0.9" }));
        }
        let program = program.insert(db).await;
        build::configuration_of_program(&program).insert(db).await;
        awards.push(json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": program.uuid } }));
        uuids.push(json!(program.uuid));
    }
    for (field, items) in [("awardCredentials", awards), ("recordGrades", grades)] {
        let reply = app
            .service()
            .mutate(field, json!({ "items": items }), "userErrors { code }")
            .await;
        assert_eq!(reply.at(&format!("/{field}/userErrors")), &json!([]));
    }
    uuids
}
