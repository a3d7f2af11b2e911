//! Credentials of programs that the service awards by itself, where the configuration asks for it.

use chrono::TimeDelta;
use entity::{CatalogueOrigin, ProgramStatus, program};
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use serde_json::{Value, json};
use server::service::program_completion;
use tests::app::TestApp;
use tests::build;
use tests::database::Engine;
use tests::platform::catalogue::Catalogue;
use uuid::Uuid;

use crate::catalogue_scene;
use crate::scene::{award, text};
use crate::sound::assert_sound;
use crate::study::Study;

tests::on_both_engines!(
    completed_program_is_awarded_once,
    nothing_is_awarded_unless_the_configuration_asks_for_it,
    revoked_course_takes_the_program_back_and_its_return_gives_it_again,
    what_somebody_decided_stays,
    course_counts_when_it_may_be_shown,
    who_had_completed_before_is_not_forgotten,
    only_programs_are_awarded_by_themselves,
    program_that_loses_a_run_is_completed_by_it_and_one_that_gains_a_run_takes_nothing,
    copied_program_of_other_runs_is_looked_at_again,
    many_learners_take_no_more_statements_than_one
);

const HISTORY: &str = "query($uuid: UUID!) { credential(uuid: $uuid) { version state revocationReason
    history { change actor reason } } }";

/// A study whose program is awarded automatically.
async fn automatic(engine: Engine) -> Study {
    let study = Study::open(engine).await;
    switch(&study, true).await;
    study
}

async fn switch(study: &Study, awards: bool) {
    let object = json!({ "type": "PROGRAM", "id": study.program.uuid });
    let reply = study
        .app
        .staff()
        .mutate(
            "editConfiguration",
            json!({ "learningObject": object, "awardAutomatically": awards }),
            "configuration { awardAutomatically } userErrors { code }",
        )
        .await;
    assert_eq!(reply.at("/editConfiguration/userErrors"), &json!([]), "{}", reply.text);
    assert_eq!(reply.at("/editConfiguration/configuration/awardAutomatically"), awards);
}

/// Does what the workers do in time.
async fn work(app: &TestApp) {
    app.work().await;
    let ctx = app.ctx().await;
    program_completion::work_off(&ctx).await.expect("a database");
    ctx.db.close().await;
}

/// Ada's credentials of the program.
async fn programs(app: &TestApp) -> Vec<Value> {
    let query = "{ credentials(filter: { username: \"ada\", type: PROGRAM }) { nodes { uuid status } } }";
    let reply = app.staff().query(query).await;
    reply.at("/credentials/nodes").as_array().expect("a list").clone()
}

async fn revoke(study: &Study, uuid: &str) {
    let input = json!({ "uuid": uuid, "reason": "Withdrawn." });
    let reply = study
        .app
        .staff()
        .mutate("revokeCredential", input, "outcome userErrors { code }")
        .await;
    assert_eq!(reply.at("/revokeCredential/outcome"), "REVOKED", "{}", reply.text);
}

/// Lets Ada earn one run of each course.
async fn earn_all(study: &Study) -> String {
    study.earn(&study.runs[0], json!({})).await;
    study.earn(&study.runs[2], json!({})).await;
    study.earn(&study.runs[3], json!({})).await
}

async fn completed_program_is_awarded_once(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    study.earn(&study.runs[2], json!({})).await;
    work(app).await;
    assert_eq!(programs(app).await, Vec::<Value>::new(), "a course is missing");

    study.earn(&study.runs[3], json!({})).await;
    // Two replicas at the same time.
    let (one, other) = (app.ctx().await, app.ctx().await);
    let (first, second) = tokio::join!(program_completion::work_off(&one), program_completion::work_off(&other));
    first.expect("a database");
    second.expect("a database");
    work(app).await;
    let awarded = programs(app).await;
    assert_eq!(awarded.len(), 1);
    assert_eq!(awarded[0]["status"], "AWARDED");
    let reply = app
        .staff()
        .graphql(HISTORY, json!({ "uuid": awarded[0]["uuid"] }))
        .await;
    assert_eq!(
        reply.at("/credential/history"),
        &json!([{ "change": "AWARDED", "actor": null, "reason": null }])
    );
}

async fn nothing_is_awarded_unless_the_configuration_asks_for_it(engine: Engine) {
    let study = Study::open(engine).await;
    earn_all(&study).await;
    work(&study.app).await;
    assert_eq!(programs(&study.app).await, Vec::<Value>::new());
}

async fn revoked_course_takes_the_program_back_and_its_return_gives_it_again(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    let last = earn_all(&study).await;
    work(app).await;
    let uuid = text(&programs(app).await[0]["uuid"]);

    revoke(&study, &last).await;
    work(app).await;
    let reply = app.staff().graphql(HISTORY, json!({ "uuid": uuid })).await;
    assert_eq!(reply.at("/credential/state"), "REVOKED");
    assert_eq!(
        reply.at("/credential/revocationReason"),
        "A course of the program is no longer earned."
    );

    study.earn(&study.runs[3], json!({})).await;
    work(app).await;
    let again = programs(app).await;
    assert_eq!(again, [json!({ "uuid": uuid, "status": "AWARDED" })]);

    // Another run of the same course that is still earned is enough.
    let second = study.earn(&study.runs[1], json!({})).await;
    revoke(&study, &second).await;
    work(app).await;
    assert_eq!(programs(app).await, again);
    assert_sound(app).await;
}

async fn what_somebody_decided_stays(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    let last = earn_all(&study).await;
    work(app).await;
    let uuid = text(&programs(app).await[0]["uuid"]);
    revoke(&study, &uuid).await;
    study.earn(&study.runs[1], json!({})).await;
    work(app).await;
    assert_eq!(programs(app).await[0]["status"], "REVOKED", "staff took it back");

    assert_eq!(study.complete().await, uuid);
    revoke(&study, &last).await;
    work(app).await;
    assert_eq!(programs(app).await[0]["status"], "AWARDED", "the platform awarded it");
}

async fn course_counts_when_it_may_be_shown(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    study.earn(&study.runs[2], json!({})).await;
    let shown_from = app.now() + TimeDelta::days(3);
    study.earn(&study.runs[3], json!({ "dateOverride": shown_from })).await;
    work(app).await;
    assert_eq!(programs(app).await, Vec::<Value>::new());
    app.advance(TimeDelta::days(3));
    work(app).await;
    assert_eq!(programs(app).await.len(), 1);
}

async fn who_had_completed_before_is_not_forgotten(engine: Engine) {
    let study = Study::open(engine).await;
    earn_all(&study).await;
    work(&study.app).await;
    switch(&study, true).await;
    work(&study.app).await;
    assert_eq!(programs(&study.app).await.len(), 1);

    // What is no longer asked for takes nothing away.
    switch(&study, false).await;
    work(&study.app).await;
    assert_eq!(programs(&study.app).await[0]["status"], "AWARDED");
}

async fn only_programs_are_awarded_by_themselves(engine: Engine) {
    let study = Study::open(engine).await;
    study.earn(&study.runs[0], json!({})).await;
    let object = json!({ "type": "COURSE_RUN", "id": study.runs[0].key });
    let reply = study
        .app
        .staff()
        .mutate(
            "editConfiguration",
            json!({ "learningObject": object, "awardAutomatically": true }),
            "outcome userErrors { code path }",
        )
        .await;
    assert_eq!(
        reply.at("/editConfiguration"),
        &json!({ "outcome": "REFUSED", "userErrors": [
            { "code": "AUTOMATIC_RUN", "path": ["input", "awardAutomatically"] }
        ] })
    );
}

/// The runs of a program as the API tells them: id, key, course.
async fn runs(app: &TestApp, program: Uuid) -> Vec<(Value, String, Value)> {
    let document = "query($uuid: UUID!) { program(uuid: $uuid) { courseRuns { id key course { id } } } }";
    let reply = app.staff().graphql(document, json!({ "uuid": program })).await;
    let runs = reply.at("/program/courseRuns").as_array().expect("a list").clone();
    runs.iter()
        .map(|it| (it["id"].clone(), text(&it["key"]), it["course"]["id"].clone()))
        .collect()
}

async fn program_that_loses_a_run_is_completed_by_it_and_one_that_gains_a_run_takes_nothing(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    let by_hand = program::Entity::update_many()
        .col_expr(program::Column::Origin, Expr::value(CatalogueOrigin::Local))
        .exec(app.db());
    by_hand.await.expect("a database");
    study.earn(&study.runs[0], json!({})).await;
    let second = study.earn(&study.runs[2], json!({})).await;
    work(app).await;
    assert_eq!(programs(app).await, Vec::<Value>::new(), "a course is missing");

    let all: Vec<Value> = runs(app, study.program.uuid).await.into_iter().map(|it| it.0).collect();
    let consist_of = async |runs: &[Value]| {
        let input = json!({ "id": format!("program:{}", study.program.id), "courseRuns": runs });
        let reply = app
            .staff()
            .mutate("editProgram", input, "outcome userErrors { code }")
            .await;
        assert_eq!(reply.at("/editProgram/outcome"), "UPDATED", "{}", reply.text);
        app.advance(TimeDelta::minutes(1));
        work(app).await;
    };
    consist_of(&all[..3]).await;
    let awarded = programs(app).await;
    assert_eq!((awarded.len(), &awarded[0]["status"]), (1, &json!("AWARDED")));

    consist_of(&all).await;
    assert_eq!(programs(app).await, awarded, "she had completed what it was");
    // Another change of a course of hers is no reason either.
    study.earn(&study.runs[1], json!({})).await;
    work(app).await;
    assert_eq!(programs(app).await, awarded);

    revoke(&study, &second).await;
    work(app).await;
    assert_eq!(programs(app).await[0]["status"], "REVOKED");
}

async fn copied_program_of_other_runs_is_looked_at_again(engine: Engine) {
    let app = catalogue_scene::open(engine).await;
    catalogue_scene::sync(&app, json!({})).await;
    let copied = program::Entity::find().all(app.db()).await.expect("a database");
    let mut chosen = None;
    for it in copied.into_iter().filter(|it| it.status == ProgramStatus::Active) {
        let runs = runs(&app, it.uuid).await;
        let n_courses = runs.iter().map(|it| &it.2).collect::<Vec<_>>();
        if n_courses.iter().any(|it| *it != n_courses[0]) {
            chosen = Some((it, runs));
        }
    }
    let (program, runs) = chosen.expect("a program of several courses");
    build::configuration_of_program(&program).insert(app.db()).await;
    let object = json!({ "type": "PROGRAM", "id": program.uuid });
    let on = json!({ "learningObject": object, "awardAutomatically": true });
    app.staff().mutate("editConfiguration", on, "outcome").await.data();
    // Everything but the course of the last run.
    let (_, _, missing) = runs.last().expect("runs").clone();
    for (_, key, _) in runs.iter().filter(|it| it.2 != missing) {
        let input = json!({ "username": "ada", "learningObject": { "type": "COURSE_RUN", "id": key } });
        assert_eq!(award(&app.service(), input).await["outcome"], "CREATED");
    }
    work(&app).await;
    assert_eq!(programs(&app).await, Vec::<Value>::new());

    let whole = app.platform().catalogue();
    let shortened = whole
        .courses
        .iter()
        .find(|it| it["course_runs"].to_string().contains(&runs.last().expect("runs").1))
        .expect("the course")["uuid"]
        .clone();
    app.platform().edit_catalogue(|it| {
        let program = it.programs.iter_mut().find(|it| it["uuid"] == json!(program.uuid));
        let courses = program.expect("the program")["courses"].as_array_mut();
        courses.expect("its courses").retain(|it| it["uuid"] != shortened);
    });
    app.advance(TimeDelta::minutes(1));
    let run = catalogue_scene::sync(&app, json!({})).await;
    assert_eq!(catalogue_scene::counts(&run)[3][1], 1, "one program changed: {run:#}");
    work(&app).await;
    let awarded = programs(&app).await;
    assert_eq!((awarded.len(), &awarded[0]["status"]), (1, &json!("AWARDED")));

    app.platform().list(Catalogue::clone(&whole));
    app.advance(TimeDelta::minutes(1));
    catalogue_scene::sync(&app, json!({})).await;
    work(&app).await;
    assert_eq!(programs(&app).await, awarded, "she had completed what it was");
}

async fn many_learners_take_no_more_statements_than_one(engine: Engine) {
    let study = automatic(engine).await;
    let app = &study.app;
    let items = |names: &[&str]| -> Value {
        let object = json!({ "type": "COURSE_RUN", "id": study.runs[0].key });
        names
            .iter()
            .map(|it| json!({ "username": it, "learningObject": object }))
            .collect()
    };
    let award = async |names: &[&str]| {
        let input = json!({ "items": items(names) });
        let (statements, reply) = app
            .count_statements(async || {
                app.service()
                    .mutate("awardCredentials", input, "results { outcome } userErrors { code }")
                    .await
            })
            .await;
        assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]), "{}", reply.text);
        statements
    };
    award(&["ada"]).await;
    let one = award(&["grace"]).await;
    let many = award(&["zoe", "mira", "tomas", "ines", "noor"]).await;
    assert_eq!(one, many);
}
