//! `organizations`, `courses`, `courseRuns`, `programs` and `pathways`: order, search, filters, pages, and what a page costs the
//! database.

use entity::course_run;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;
use tests::platform::catalogue::{Catalogue, Size};

use crate::catalogue_scene::{Copy, open, sync};

tests::on_both_engines!(
    lists_are_in_the_order_of_names_page_by_page,
    words_and_choices_find_what_they_should,
    runs_are_found_by_what_they_are_called,
    what_belongs_to_something_is_found_by_it,
    bad_searches_and_cursors_are_refused,
    a_page_costs_the_same_however_much_there_is
);

const LISTS: [(&str, &str, &str); 5] = [
    ("organizations", "CatalogFilter", "name"),
    ("courses", "CourseFilter", "title"),
    ("courseRuns", "CourseRunFilter", "key"),
    ("programs", "ProgramFilter", "title"),
    ("pathways", "PathwayFilter", "name"),
];

/// A page, each row with its `label`.
async fn ask(app: &TestApp, list: &str, mut variables: Value) -> Value {
    let (_, kind, label) = LISTS.into_iter().find(|(it, ..)| *it == list).expect("a list");
    let document = format!(
        "query($filter: {kind}, $search: String, $first: Int = 100, $after: String) {{ \
         list: {list}(filter: $filter, search: $search, first: $first, after: $after) {{ \
         nodes {{ id label: {label} }} totalCount pageInfo {{ hasNextPage endCursor }} }} }}"
    );
    if variables.is_null() {
        variables = json!({});
    }
    app.staff().graphql(&document, variables).await.at("/list").clone()
}

fn labels(list: &Value) -> Vec<String> {
    let nodes = list["nodes"].as_array().expect("nodes").iter();
    nodes
        .map(|it| it["label"].as_str().expect("a text").to_owned())
        .collect()
}

async fn lists_are_in_the_order_of_names_page_by_page(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let n_live = Copy::read(&app).await.n_live();
    for ((list, ..), n_rows) in LISTS.into_iter().zip(n_live) {
        let whole = ask(&app, list, Value::Null).await;
        assert_eq!(
            (&whole["totalCount"], labels(&whole).len()),
            (&json!(n_rows), n_rows.min(100)),
            "{list}"
        );
        let mut sorted = labels(&whole);
        sorted.sort();
        assert_eq!(labels(&whole), sorted, "{list}");

        let (mut paged, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = ask(&app, list, json!({ "first": 4, "after": after })).await;
            paged.extend(page["nodes"].as_array().expect("nodes").clone());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(json!(paged[..n_rows.min(100)]), whole["nodes"], "{list}");
    }
}

async fn words_and_choices_find_what_they_should(engine: Engine) {
    let app = open(engine).await;
    app.platform().edit_catalogue(|it| {
        it.programs[0]["title"] = json!("50% Über_Data");
        it.programs[0]["status"] = json!("retired");
        it.organizations[0]["key"] = json!("NeedleX");
        it.pathways[0]["org_name"] = json!("Needle & Co");
    });
    sync(&app, json!({})).await;
    let found = async |list: &str, variables: Value| ask(&app, list, variables).await["totalCount"].clone();
    for (words, n_found) in [
        ("über_data", 1),
        ("ÜBER", 1),
        ("uber_data", 1),
        ("u\u{308}ber", 1),
        ("0% ü", 1),
        ("50%x", 0),
        ("r_D", 1),
        ("rXD", 0),
        ("'; DROP TABLE program --", 0),
    ] {
        assert_eq!(
            found("programs", json!({ "search": words })).await,
            json!(n_found),
            "{words}"
        );
    }
    assert_eq!(found("organizations", json!({ "search": "needlex" })).await, json!(1));
    assert_eq!(found("pathways", json!({ "search": "needle & co" })).await, json!(1));
    let retired = json!({ "filter": { "status": "RETIRED" }, "search": "über" });
    assert_eq!(found("programs", retired).await, json!(1));
    assert_eq!(
        found("programs", json!({ "filter": { "origin": "LOCAL" } })).await,
        json!(0)
    );
    let copy = Copy::read(&app).await;
    // Each is found by what the catalogue calls it, and nothing else is.
    for (list, uuid) in [
        ("programs", copy.programs[0].uuid),
        ("courses", copy.courses[0].uuid),
        ("courseRuns", copy.course_runs[0].uuid),
        ("organizations", copy.organizations[0].uuid),
        ("pathways", copy.pathways[0].uuid),
    ] {
        for spelling in [uuid.to_string(), uuid.simple().to_string().to_uppercase()] {
            assert_eq!(
                found(list, json!({ "search": spelling })).await,
                json!(1),
                "{list} {spelling}"
            );
        }
        assert_eq!(
            found(list, json!({ "search": uuid.to_string()[..20] })).await,
            json!(0),
            "{list}"
        );
    }
    let kinds = copy.pathways.iter().filter(|it| it.kind == entity::PathwayKind::Credit);
    let credit = json!({ "filter": { "kind": "CREDIT" } });
    assert_eq!(found("pathways", credit).await, json!(kinds.count()));
    let course = copy.course_runs[0].course_id;
    let runs = copy.course_runs.iter().filter(|it| it.course_id == course).count();
    let of_course = json!({ "filter": { "course": format!("course:{course}") } });
    assert_eq!(found("courseRuns", of_course).await, json!(runs));

    // A run is called as its course is, unless it has a title of its own.
    let called = |run: &course_run::Model| {
        let of_course = copy.courses.iter().find(|it| it.id == run.course_id);
        let title = run
            .title_override
            .clone()
            .or_else(|| of_course.map(|it| it.title.clone()));
        title.unwrap_or_default().to_lowercase()
    };
    let nameless = copy.course_runs.iter().find(|it| it.title_override.is_none());
    let words = called(nameless.expect("a run without a title of its own"));
    let has_words =
        |run: &&course_run::Model| called(run).contains(&words) || run.key.to_string().to_lowercase().contains(&words);
    let runs = copy.course_runs.iter().filter(has_words).count();
    let by_title = json!({ "search": words.to_uppercase() });
    assert!(runs > 0 && runs < copy.course_runs.len(), "{words}");
    assert_eq!(found("courseRuns", by_title).await, json!(runs), "{words}");

    // What is gone is told apart.
    app.platform().edit_catalogue(|it| drop(it.programs.remove(0)));
    app.platform()
        .edit_catalogue(|it| it.pathways.iter_mut().for_each(|it| it["programs"] = json!([])));
    sync(&app, json!({})).await;
    assert_eq!(
        found("programs", json!({ "filter": { "isRemoved": false } })).await,
        json!(14)
    );
    assert_eq!(
        found("programs", json!({ "filter": { "isRemoved": true } })).await,
        json!(1)
    );
    assert_eq!(found("programs", json!({})).await, json!(15));
}

async fn runs_are_found_by_what_they_are_called(engine: Engine) {
    let app = TestApp::start(engine).await;
    let tides = build::course("Tides and Currents").insert(app.db()).await;
    let by_course = build::course_run(&tides)
        .key("course-v1:SeaX+T1+2026")
        .insert(app.db())
        .await;
    let own = build::course_run(&tides)
        .key("course-v1:SeaX+T1+2027")
        .title("Ebb and Flow")
        .insert(app.db())
        .await;
    for (words, expected) in [
        ("TIDES", vec![&by_course.key]),
        ("flow", vec![&own.key]),
        ("seax", vec![&by_course.key, &own.key]),
        ("depths", Vec::new()),
    ] {
        let page = ask(&app, "courseRuns", json!({ "search": words })).await;
        let expected: Vec<String> = expected.into_iter().map(ToString::to_string).collect();
        assert_eq!(labels(&page), expected, "{words}");
    }
}

async fn what_belongs_to_something_is_found_by_it(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let copy = Copy::read(&app).await;
    let organization = copy.owners[0].organization_id;
    let courses = copy.owners.iter();
    let n_courses = courses.filter(|it| it.organization_id == organization).count();
    let author = copy.authors[0].organization_id;
    let authored = copy.authors.iter();
    let n_authored = authored.filter(|it| it.organization_id == author).count();
    let run = copy.runs_of_programs[0].course_run_id;
    let n_with_run = copy
        .runs_of_programs
        .iter()
        .filter(|it| it.course_run_id == run)
        .count();
    let program = copy.programs_of_pathways[0].program_id;
    let n_pathways = copy
        .programs_of_pathways
        .iter()
        .filter(|it| it.program_id == program)
        .count();
    for (list, choice, id, n_found) in [
        (
            "courses",
            "organization",
            format!("organization:{organization}"),
            n_courses,
        ),
        ("programs", "organization", format!("organization:{author}"), n_authored),
        ("programs", "courseRun", format!("courseRun:{run}"), n_with_run),
        ("pathways", "program", format!("program:{program}"), n_pathways),
    ] {
        let found = ask(&app, list, json!({ "filter": { choice: id } })).await;
        assert_eq!(
            (&found["totalCount"], labels(&found).len()),
            (&json!(n_found), n_found),
            "{list} by {choice}"
        );
        // Together with another choice that holds for none.
        let none = json!({ "filter": { choice: id, "origin": "LOCAL" } });
        assert_eq!(ask(&app, list, none).await["totalCount"], 0, "{list} by {choice}");
        // Of something that is not there, and of another kind.
        let (kind, _) = id.split_once(':').expect("a kind");
        let nowhere = json!({ "filter": { choice: format!("{kind}:00000000-0000-4000-8000-000000000000") } });
        assert_eq!(ask(&app, list, nowhere).await["totalCount"], 0, "{list} by {choice}");
        let document = format!("{{ {list}(filter: {{ {choice}: \"template:{organization}\" }}) {{ totalCount }} }}");
        let reply = app.staff().query(&document).await;
        assert_eq!(reply.codes(), ["BAD_USER_INPUT"], "{document}");
        let reply = app.learner("ada").query(&document).await;
        assert_eq!(reply.codes(), ["FORBIDDEN"], "{document}");
    }
}

async fn bad_searches_and_cursors_are_refused(engine: Engine) {
    let app = TestApp::start(engine).await;
    let long = format!("search: \"{}\"", "x".repeat(101));
    for arguments in [
        "search: \"\"",
        "search: \"  \"",
        "search: \"a\\u0000\"",
        &long,
        "first: 0",
        "first: 101",
        "after: \"x\"",
    ] {
        for (list, ..) in LISTS {
            let document = format!("{{ {list}({arguments}) {{ totalCount }} }}");
            assert_eq!(
                app.staff().query(&document).await.codes(),
                ["BAD_USER_INPUT"],
                "{document}"
            );
            assert_eq!(
                app.anonymous().query(&document).await.codes(),
                ["UNAUTHENTICATED"],
                "{document}"
            );
            assert_eq!(
                app.learner("ada").query(&document).await.codes(),
                ["FORBIDDEN"],
                "{document}"
            );
        }
    }
}

async fn a_page_costs_the_same_however_much_there_is(engine: Engine) {
    let app = open(engine).await;
    let size = |factor: usize| Size {
        organizations: 4 * factor,
        courses: 6 * factor,
        programs: 5 * factor,
        pathways: 3 * factor,
    };
    let mut costs = Vec::new();
    for factor in [1, 6] {
        app.platform()
            .list(Catalogue::generate(9, size(factor), app.platform().origin()));
        sync(&app, json!({ "allowMassDelete": true })).await;
        for document in [
            "{ organizations(first: 50) { nodes { name history { version } } totalCount } }",
            "{ courses(first: 50) { nodes { title organizations { name } } totalCount } }",
            "{ courseRuns(first: 50) { nodes { key course { title organizations { name } } } totalCount } }",
            "{ programs(first: 20) { nodes { title organizations { name } courseRuns { key course { title } } } totalCount } }",
            "{ pathways(first: 10) { nodes { name programs { title organizations { name } } } totalCount } }",
        ] {
            let (statements, reply) = app.count_statements(async || app.staff().query(document).await).await;
            reply.data();
            costs.push(statements.total());
        }
    }
    let (few, many) = costs.split_at(5);
    assert_eq!(few, many);
}
