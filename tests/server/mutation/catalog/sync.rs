//! `syncCatalog`: what a run copies, what it leaves alone, and that there is one at a time.

use chrono::TimeDelta;
use entity::{CatalogueOrigin, SyncState, organization};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use server::worker;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Listing};
use tokio::sync::watch;

use crate::catalogue_scene::{Copy, ask, counts, lines, n_listed, open, read, runs, sync};

tests::on_both_engines!(
    the_whole_catalogue_is_copied_in_order,
    an_unchanged_catalogue_writes_nothing,
    records_that_come_twice_are_copied_once,
    changes_are_told_and_copied,
    what_is_gone_is_marked_and_what_comes_back_is_restored,
    a_catalogue_that_shrinks_too_much_needs_permission,
    a_dry_run_writes_nothing,
    what_names_the_unknown_is_left_out,
    what_staff_keep_is_left_alone,
    one_run_at_a_time,
    an_interrupted_run_goes_on_where_it_was,
    a_run_of_a_process_that_stops_goes_on_at_once,
    an_overtaken_worker_writes_nothing_more,
    the_schedule_asks_when_it_is_time
);

fn succeeded(run: &Value) -> bool {
    run["state"] == "SUCCEEDED" && run["failure"] == Value::Null && run["finishedAt"] != Value::Null
}

async fn the_whole_catalogue_is_copied_in_order(engine: Engine) {
    let app = open(engine).await;
    let asked = ask(&app, json!({})).await;
    assert_eq!(asked["catalogSync"]["state"], "QUEUED");
    assert_eq!(asked["catalogSync"]["requestedBy"], "sofia");
    assert_eq!(
        Copy::read(&app).await.n_live(),
        [0; 5],
        "nothing is copied within the request"
    );

    worker::catalogue_sync::work_off(&app.ctx().await)
        .await
        .expect("a database");
    let run = read(&app, &asked["catalogSync"]["id"]).await;
    assert!(succeeded(&run), "{run}");
    let catalogue = app.platform().catalogue();
    let listed = n_listed(&catalogue);
    let expected: Vec<[u64; 5]> = listed.iter().map(|it| [*it as u64, 0, 0, 0, 0]).collect();
    assert_eq!(counts(&run), expected, "{run}");
    let copy = Copy::read(&app).await;
    assert_eq!(copy.n_live(), listed);
    assert!(copy.are_all_synced());

    let record = &catalogue.programs[0];
    let program = copy
        .programs
        .iter()
        .find(|it| json!(it.uuid) == record["uuid"])
        .expect("the program");
    assert_eq!(
        (json!(program.title), json!(program.type_slug)),
        (record["title"].clone(), record["type_attrs"]["slug"].clone())
    );
    let mut links: Vec<_> = copy
        .runs_of_programs
        .iter()
        .filter(|it| it.program_id == program.id)
        .collect();
    links.sort_by_key(|it| it.position);
    let stored: Vec<Value> = links
        .iter()
        .map(|link| {
            json!(
                copy.course_runs
                    .iter()
                    .find(|it| it.id == link.course_run_id)
                    .map(|it| it.uuid)
            )
        })
        .collect();
    let told = record["courses"].as_array().expect("courses").iter();
    let mut told: Vec<Value> = told
        .flat_map(|it| it["course_runs"].as_array().expect("runs"))
        .map(|it| it["uuid"].clone())
        .collect();
    told.dedup();
    assert_eq!(stored, told);
    let logo = copy.organizations[0].logo_url.as_deref().expect("a logo");
    assert!(logo.starts_with(app.platform().origin()), "{logo}");
}

async fn an_unchanged_catalogue_writes_nothing(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let before = Copy::read(&app).await;
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    let listed = n_listed(&app.platform().catalogue());
    let expected: Vec<[u64; 5]> = listed.iter().map(|it| [0, 0, *it as u64, 0, 0]).collect();
    assert_eq!((counts(&run), lines(&run)), (expected, Vec::new()));
    assert_eq!(Copy::read(&app).await, before);
}

async fn records_that_come_twice_are_copied_once(engine: Engine) {
    let app = open(engine).await;
    app.platform().edit_catalogue(|it| {
        // As when records move from page to page while they are listed.
        it.organizations.push(it.organizations[0].clone());
        it.courses.insert(12, it.courses[1].clone());
        it.programs.push(it.programs[2].clone());
    });
    for n_unchanged in [0, 12] {
        let run = sync(&app, json!({})).await;
        assert!(succeeded(&run), "{run}");
        assert_eq!((counts(&run)[0][2], counts(&run)[1][4]), (n_unchanged, 0), "{run}");
        assert_eq!(Copy::read(&app).await.n_live()[..2], [12, 25]);
    }
}

async fn changes_are_told_and_copied(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    app.platform().edit_catalogue(|it| {
        it.organizations[0]["name"] = json!("Renamed University");
        it.courses[0]["owners"] =
            json!([{ "uuid": it.organizations[1]["uuid"] }, { "uuid": it.organizations[0]["uuid"] }]);
        it.programs[0]["status"] = json!("retired");
        it.pathways[0]["email"] = Value::Null;
        // A run that moves to another course.
        let run = it.courses[2]["course_runs"].as_array_mut().expect("runs").remove(0);
        it.courses[3]["course_runs"].as_array_mut().expect("runs").push(run);
    });
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    let changed: Vec<u64> = counts(&run).iter().map(|it| it[1]).collect();
    let has_title = lines(&run)
        .iter()
        .any(|it| it.starts_with("CHANGED COURSE_RUN") && it.contains("course"));
    assert!(has_title, "{:?}", lines(&run));
    assert_eq!(
        (changed[0], changed[1], changed[3], changed[4]),
        (1, 1, 1, 1),
        "{:?}",
        lines(&run)
    );
    let copy = Copy::read(&app).await;
    let renamed = copy
        .organizations
        .iter()
        .find(|it| it.name == "Renamed University")
        .expect("the organization");
    assert_eq!(renamed.version, 3, "its logo was copied before");
    let catalogue = app.platform().catalogue();
    let course = copy
        .courses
        .iter()
        .find(|it| json!(it.uuid) == catalogue.courses[0]["uuid"])
        .expect("the course");
    let mut owners: Vec<_> = copy.owners.iter().filter(|it| it.course_id == course.id).collect();
    owners.sort_by_key(|it| it.position);
    assert_eq!((owners.len(), owners[1].organization_id), (2, renamed.id));
}

async fn what_is_gone_is_marked_and_what_comes_back_is_restored(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    app.platform().edit_catalogue(|it| {
        it.programs.pop();
        it.pathways.clear();
        it.pathways.extend(whole.pathways.iter().take(4).cloned());
        // Whatever names the program is gone with it, or the pathways would be left out.
        let gone = whole.programs.last().expect("a program")["uuid"].clone();
        for pathway in &mut it.pathways {
            pathway["programs"]
                .as_array_mut()
                .expect("programs")
                .retain(|it| it["uuid"] != gone);
        }
    });
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    assert_eq!((counts(&run)[3][3], counts(&run)[4][3]), (1, 1), "{run}");
    let copy = Copy::read(&app).await;
    assert_eq!((copy.programs.len(), copy.n_live()[3], copy.n_live()[4]), (15, 14, 4));
    assert!(
        copy.programs
            .iter()
            .any(|it| it.removed_at == Some(app.now()) && it.version == 2)
    );

    app.platform().list(whole);
    let run = sync(&app, json!({})).await;
    assert_eq!(Copy::read(&app).await.n_live()[3..], [15, 5]);
    assert!(
        lines(&run).iter().any(|it| it.starts_with("RESTORED PROGRAM")),
        "{:?}",
        lines(&run)
    );
}

async fn a_catalogue_that_shrinks_too_much_needs_permission(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let before = Copy::read(&app).await;
    let whole = app.platform().catalogue();
    let emptied = [
        Catalogue::default(),
        Catalogue {
            programs: whole.programs[..11].to_vec(),
            pathways: Vec::new(),
            ..whole.clone()
        },
    ];
    for catalogue in emptied {
        app.platform().list(catalogue);
        for input in [json!({}), json!({ "dryRun": true })] {
            let run = sync(&app, input).await;
            assert_eq!(
                (&run["state"], &run["failure"]),
                (&json!("FAILED"), &json!("MASS_DELETE_GUARD")),
                "{run}"
            );
            assert_eq!(Copy::read(&app).await, before);
        }
    }
    let run = sync(&app, json!({ "allowMassDelete": true })).await;
    assert!(succeeded(&run), "{run}");
    assert_eq!(Copy::read(&app).await.n_live()[3..], [11, 0]);
    assert_eq!(Copy::read(&app).await.programs.len(), 15, "rows stay");
}

async fn a_dry_run_writes_nothing(engine: Engine) {
    let app = open(engine).await;
    let run = sync(&app, json!({ "dryRun": true })).await;
    assert!(succeeded(&run), "{run}");
    let listed = n_listed(&app.platform().catalogue());
    let expected: Vec<[u64; 5]> = listed.iter().map(|it| [*it as u64, 0, 0, 0, 0]).collect();
    assert_eq!((counts(&run), &run["isDryRun"]), (expected, &json!(true)));
    assert_eq!(Copy::read(&app).await.n_live(), [0; 5]);
}

async fn what_names_the_unknown_is_left_out(engine: Engine) {
    let app = open(engine).await;
    let unknown = "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";
    app.platform().edit_catalogue(|it| {
        it.courses[0]["owners"] = json!([{ "uuid": unknown }]);
        it.programs[1]["authoring_organizations"] = json!([{ "uuid": unknown }]);
        it.pathways[1]["programs"] = json!([{ "uuid": unknown }]);
        it.programs[2]["title"] = Value::Null;
    });
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    let lines = lines(&run);
    for expected in [
        "an owner of it is not among the organizations",
        "an author of it is not among the organizations",
        "a program of it is not among the programs",
        "a field is of another type than it should be",
    ] {
        assert!(
            lines
                .iter()
                .any(|it| it.starts_with("SKIPPED") && it.ends_with(expected)),
            "{expected}: {lines:?}"
        );
    }
    // Others that name the course's runs are left out with it; the rest is there.
    let [n_organizations, n_courses, ..] = Copy::read(&app).await.n_live();
    assert_eq!((n_organizations, n_courses), (12, 24));
}

async fn what_staff_keep_is_left_alone(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let copy = Copy::read(&app).await;
    let mut local = copy.organizations[0].clone().into_active_model();
    local.origin = Set(CatalogueOrigin::Local);
    local.name = Set("Kept by hand".to_owned());
    let local: organization::Model = local.update(app.db()).await.expect("a row");
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    assert!(
        lines(&run).iter().any(|it| it.starts_with("CONFLICT ORGANIZATION")),
        "{:?}",
        lines(&run)
    );
    assert!(Copy::read(&app).await.organizations.contains(&local));

    // And it is not gone when the catalogue has it no more.
    app.platform()
        .edit_catalogue(|it| it.organizations.retain(|record| record["uuid"] != json!(local.uuid)));
    let run = sync(&app, json!({})).await;
    assert!(succeeded(&run), "{run}");
    assert!(Copy::read(&app).await.organizations.contains(&local));
}

async fn one_run_at_a_time(engine: Engine) {
    let app = open(engine).await;
    let first = ask(&app, json!({})).await;
    let second = ask(&app, json!({ "dryRun": true })).await;
    assert_eq!(second["userErrors"][0]["code"], "UNDER_WAY");
    assert_eq!(second["catalogSync"]["id"], first["catalogSync"]["id"]);

    let (one, other) = (app.ctx().await, app.ctx().await);
    let ended = tokio::join!(
        worker::catalogue_sync::work_off(&one),
        worker::catalogue_sync::work_off(&other)
    );
    assert_eq!(
        (
            ended.0.expect("a database") + ended.1.expect("a database"),
            runs(&app).await.len()
        ),
        (1, 1)
    );
    assert_eq!(Copy::read(&app).await.n_live(), n_listed(&app.platform().catalogue()));
    assert_eq!(ask(&app, json!({})).await["userErrors"], json!([]));
}

/// Leaves a run where its worker was killed: while it waited for a page of courses.
async fn interrupt(app: &tests::app::TestApp) -> Value {
    let courses = Endpoint::Catalogue(Listing::Courses);
    let asked = ask(app, json!({})).await;
    let ctx = app.ctx().await;
    app.platform().answer_next(courses, Answer::Stalled);
    let worker = tokio::spawn(async move { worker::catalogue_sync::work_off(&ctx).await });
    while app.platform().n_requests(courses) == 0 {
        tokio::task::yield_now().await;
    }
    worker.abort();
    drop(worker.await);
    asked["catalogSync"]["id"].clone()
}

async fn an_interrupted_run_goes_on_where_it_was(engine: Engine) {
    let app = open(engine).await;
    let id = interrupt(&app).await;
    assert_eq!(read(&app, &id).await["state"], "RUNNING");
    assert_eq!(Copy::read(&app).await.n_live(), [12, 0, 0, 0, 0]);
    let organizations = Endpoint::Catalogue(Listing::Organizations);
    let n_before = app.platform().n_requests(organizations);

    let ctx = app.ctx().await;
    assert_eq!(
        worker::catalogue_sync::work_off(&ctx).await.expect("a database"),
        0,
        "its lease still holds"
    );
    app.advance(TimeDelta::minutes(3));
    assert_eq!(worker::catalogue_sync::work_off(&ctx).await.expect("a database"), 1);
    let run = read(&app, &id).await;
    assert!(succeeded(&run), "{run}");
    assert_eq!(Copy::read(&app).await.n_live(), n_listed(&app.platform().catalogue()));
    assert!(app.platform().n_requests(organizations) <= n_before + 1);
    assert!(
        lines(&run).iter().any(|it| it.contains("the run was interrupted")),
        "{:?}",
        lines(&run)
    );
}

async fn a_run_of_a_process_that_stops_goes_on_at_once(engine: Engine) {
    let app = open(engine).await;
    let courses = Endpoint::Catalogue(Listing::Courses);
    let id = ask(&app, json!({})).await["catalogSync"]["id"].clone();
    let (stop, stopping) = watch::channel(false);
    let ctx = app.ctx().await.stopped_by(stopping);
    app.platform().answer_next(courses, Answer::Stalled);
    let worker = tokio::spawn(async move { worker::catalogue_sync::work_off(&ctx).await });
    while app.platform().n_requests(courses) == 0 {
        tokio::task::yield_now().await;
    }
    stop.send(true).expect("a worker that listens");
    assert_eq!(worker.await.expect("no panic").expect("a database"), 0);
    assert_eq!(read(&app, &id).await["state"], "RUNNING");

    let ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
    assert_eq!(ended.expect("a database"), 1, "nobody holds it");
    let run = read(&app, &id).await;
    assert!(succeeded(&run), "{run}");
    assert_eq!(Copy::read(&app).await.n_live(), n_listed(&app.platform().catalogue()));
}

async fn an_overtaken_worker_writes_nothing_more(engine: Engine) {
    let app = open(engine).await;
    let courses = Endpoint::Catalogue(Listing::Courses);
    let id = ask(&app, json!({})).await["catalogSync"]["id"].clone();
    let slow = app.ctx().await;
    app.platform().answer_next(courses, Answer::Stalled);
    let worker = tokio::spawn(async move { worker::catalogue_sync::work_off(&slow).await });
    while app.platform().n_requests(courses) == 0 {
        tokio::task::yield_now().await;
    }
    app.advance(TimeDelta::minutes(3));
    let ended = worker::catalogue_sync::work_off(&app.ctx().await).await;
    assert_eq!(ended.expect("a database"), 1);
    let (copy, run) = (Copy::read(&app).await, read(&app, &id).await);
    assert!(succeeded(&run), "{run}");

    app.platform().behave(courses);
    assert_eq!(worker.await.expect("no panic").expect("a database"), 0);
    assert_eq!((Copy::read(&app).await, read(&app, &id).await), (copy, run));
}

async fn the_schedule_asks_when_it_is_time(engine: Engine) {
    let app = open(engine).await;
    let ctx = app.ctx().await;
    let round = async || {
        worker::catalogue_sync::schedule(&ctx).await.expect("a database");
        worker::catalogue_sync::work_off(&ctx).await.expect("a database")
    };
    assert_eq!((round().await, round().await), (1, 0));
    app.advance(TimeDelta::hours(5));
    assert_eq!(round().await, 0);
    app.advance(TimeDelta::hours(1));
    app.platform().answer_always(
        Endpoint::Catalogue(Listing::Organizations),
        Answer::RetryAfter(503, "60".to_owned()),
    );
    assert_eq!(round().await, 1);
    assert_eq!(runs(&app).await[1].state, SyncState::Failed);
    // Nobody at home: sooner than usual.
    app.platform().behave(Endpoint::Catalogue(Listing::Organizations));
    assert_eq!(round().await, 0);
    app.advance(TimeDelta::minutes(5));
    assert_eq!(round().await, 1);
    let states: Vec<_> = runs(&app).await.iter().map(|it| it.state).collect();
    assert_eq!(states, [SyncState::Succeeded, SyncState::Failed, SyncState::Succeeded]);
    assert!(
        runs(&app)
            .await
            .iter()
            .all(|it| it.requested_by_id.is_none() && it.active_site_id.is_none())
    );
}
