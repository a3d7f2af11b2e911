//! `insights`: what happened is counted by the worker and told by day, week and month.

use chrono::{NaiveDate, TimeDelta};
use entity::{TallyKind, TallySpan, TallySubject, credential, tally};
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use server::worker::insight;
use tests::app::TestApp;
use tests::build;
use tests::client::{Client, Reply};
use tests::database::Engine;
use uuid::Uuid;

use super::shared_record::{FIREFOX, follow_with};
use crate::scene::{Scene, award, text};
use crate::study::Study;

tests::on_both_engines!(
    what_happened_is_counted_by_day,
    what_was_there_before_is_counted_too,
    programs_and_runs_are_told_by_how_much_was_awarded,
    many_things_are_told_as_few_are,
    shares_and_views_are_counted_by_program,
    statements_do_not_grow,
    counting_again_changes_nothing,
    what_came_late_is_counted_while_the_day_is_open,
    periods_that_are_none_are_refused,
    other_sites_count_for_themselves,
    strangers_see_nothing
);

const INSIGHTS: &str = "query($from: Date!, $until: Date!, $step: InsightStep! = DAY) {
    insights(startsOn: $from, endsOn: $until, step: $step) { countedAt standingCount revokedCount
        total { startsOn endsOn awardCount revocationCount reinstatementCount shareCount viewCount }
        steps { startsOn endsOn awardCount revocationCount reinstatementCount }
        programs { configuration { learningObject { id } } awardCount revocationCount reinstatementCount }
        courseRuns { configuration { learningObject { id } } awardCount }
        sharedPrograms { program { uuid } shareCount viewCount } } }";

/// Ten days from the day on which every test begins.
fn ten_days() -> Value {
    json!({ "from": "2027-01-15", "until": "2027-01-24" })
}

async fn ask(client: &Client, variables: Value) -> Reply {
    client.graphql(INSIGHTS, variables).await
}

/// Does what the worker does in a minute.
async fn count(app: &TestApp) {
    app.advance(TimeDelta::minutes(1));
    let ctx = app.ctx().await;
    insight::work(&ctx).await;
    ctx.db.clone().close().await;
}

/// The numbers of awards, revocations and reinstatements of each step.
fn figures(reply: &Reply) -> Vec<[i64; 3]> {
    let steps = reply.at("/insights/steps").as_array().expect("steps");
    let number = |it: &Value, name: &str| it[name].as_i64().expect("a number");
    steps
        .iter()
        .map(|it| ["awardCount", "revocationCount", "reinstatementCount"].map(|name| number(it, name)))
        .collect()
}

async fn verified(app: &TestApp) {
    let ctx = app.ctx().await;
    let broken: Vec<_> = ctx.db.verify().await.expect("an answer");
    let broken: Vec<_> = broken.iter().filter(|it| !it.broken_by.is_empty()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    ctx.db.clone().close().await;
}

/// Ada and Grace are awarded; the next day Ada's is revoked, and Mary is awarded; three days later Ada's is reinstated.
async fn story(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    let ada = scene.awarded("ada").await;
    scene.awarded("grace").await;
    scene.app.advance(TimeDelta::days(1));
    scene.revoke(&ada, json!({})).await;
    scene.awarded("mary").await;
    scene.app.advance(TimeDelta::days(3));
    let again = scene.award("ada", json!({})).await;
    assert_eq!(again["outcome"], "REINSTATED", "{again:#}");
    scene
}

async fn what_happened_is_counted_by_day(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    let before = ask(&app.staff(), ten_days()).await;
    assert_eq!(before.at("/insights/countedAt"), &Value::Null);
    assert_eq!(figures(&before), [[0; 3]; 10]);
    assert_eq!(before.at("/insights/programs"), &json!([]));

    count(app).await;
    let reply = ask(&app.staff(), ten_days()).await;
    assert_eq!(reply.at("/insights/countedAt"), &json!(app.now().to_rfc3339()));
    let mut expected = [[0; 3]; 10];
    expected[0] = [2, 0, 0];
    expected[1] = [1, 1, 0];
    expected[4] = [0, 0, 1];
    assert_eq!(figures(&reply), expected);
    let total = json!({
        "startsOn": "2027-01-15", "endsOn": "2027-01-24", "awardCount": 3, "revocationCount": 1, "reinstatementCount": 1,
        "shareCount": 0, "viewCount": 0,
    });
    assert_eq!(reply.at("/insights/total"), &total);
    assert_eq!(
        [reply.at("/insights/standingCount"), reply.at("/insights/revokedCount")],
        [&json!(3), &json!(0)]
    );

    let weeks = ask(
        &app.staff(),
        json!({ "from": "2027-01-15", "until": "2027-01-24", "step": "WEEK" }),
    )
    .await;
    assert_eq!(figures(&weeks), [[3, 1, 0], [0, 0, 1]]);
    let months = ask(
        &app.staff(),
        json!({ "from": "2026-12-31", "until": "2027-01-31", "step": "MONTH" }),
    )
    .await;
    assert_eq!(figures(&months), [[0; 3], [3, 1, 1]]);
    let ends = months.at("/insights/steps").as_array().expect("steps").clone();
    let ends: Vec<_> = ends
        .iter()
        .map(|it| (it["startsOn"].clone(), it["endsOn"].clone()))
        .collect();
    assert_eq!(
        ends,
        [
            (json!("2026-12-31"), json!("2026-12-31")),
            (json!("2027-01-01"), json!("2027-01-31")),
        ]
    );
    let one = ask(&app.staff(), json!({ "from": "2027-01-16", "until": "2027-01-16" })).await;
    assert_eq!(figures(&one), [[1, 1, 0]]);
    assert_eq!(one.at("/insights/standingCount"), 3, "whatever the period");
    assert_eq!(
        one.at("/insights/programs"),
        &json!([{ "configuration": { "learningObject": { "id": scene.program.uuid } }, "awardCount": 1, "revocationCount": 1,
            "reinstatementCount": 0 }])
    );
    verified(app).await;
}

async fn what_was_there_before_is_counted_too(engine: Engine) {
    let scene = story(engine).await;
    // Nobody counted for weeks, as before the service did.
    scene.app.advance(TimeDelta::days(40));
    scene.awarded("emmy").await;
    count(&scene.app).await;
    let reply = ask(
        &scene.app.staff(),
        json!({ "from": "2027-01-01", "until": "2027-02-28", "step": "MONTH" }),
    )
    .await;
    assert_eq!(figures(&reply), [[3, 1, 1], [1, 0, 0]]);
    verified(&scene.app).await;
}

async fn programs_and_runs_are_told_by_how_much_was_awarded(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let other = build::program("Ethics").insert(app.db()).await;
    build::configuration_of_program(&other).insert(app.db()).await;
    for name in ["ada", "grace"] {
        scene.awarded_run(name, "course-v1:Wex+Stats+1").await;
        let input = json!({ "username": name, "learningObject": { "type": "PROGRAM", "id": other.uuid } });
        award(&app.service(), input).await;
    }
    scene.awarded("ada").await;
    scene.awarded_run("ada", "course-v1:Wex+Prog+1").await;
    // In the days of one month, and as a whole month.
    app.advance(TimeDelta::days(30));
    for name in ["mary", "emmy"] {
        scene.awarded(name).await;
    }
    count(app).await;
    let ids = |reply: &Reply, list: &str| -> Vec<(String, i64)> {
        let list = reply
            .at(&format!("/insights/{list}"))
            .as_array()
            .expect("a list")
            .clone();
        let id = |it: &Value| text(&it["configuration"]["learningObject"]["id"]);
        list.iter()
            .map(|it| (id(it), it["awardCount"].as_i64().expect("a number")))
            .collect()
    };
    let [data, ethics] = [&scene.program, &other].map(|it| it.uuid.to_string());
    let reply = ask(&app.staff(), json!({ "from": "2027-01-01", "until": "2027-02-20" })).await;
    assert_eq!(ids(&reply, "programs"), [(data.clone(), 3), (ethics.clone(), 2)]);
    assert_eq!(
        ids(&reply, "courseRuns"),
        [
            ("course-v1:Wex+Stats+1".to_owned(), 2),
            ("course-v1:Wex+Prog+1".to_owned(), 1)
        ]
    );
    let reply = ask(&app.staff(), ten_days()).await;
    assert_eq!(ids(&reply, "programs"), [(ethics, 2), (data, 1)]);
}

/// Where too much was counted to add all of it up, what happened most is looked for another way.
async fn many_things_are_told_as_few_are(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    let other = build::program("Ethics").insert(app.db()).await;
    build::configuration_of_program(&other).insert(app.db()).await;
    for name in ["ada", "grace", "mary", "emmy"] {
        let input = json!({ "username": name, "learningObject": { "type": "PROGRAM", "id": other.uuid } });
        award(&app.service(), input).await;
    }
    count(app).await;
    let staff = app.staff();
    ask(&staff, ten_days()).await;
    let (with_few, few) = app.count_statements(async || ask(&staff, ten_days()).await).await;
    let program = |id: Uuid, n_awarded: i64, n_revoked: i64, n_reinstated: i64| {
        json!({ "configuration": { "learningObject": { "id": id } }, "awardCount": n_awarded, "revocationCount": n_revoked,
            "reinstatementCount": n_reinstated })
    };
    let expected = json!([program(other.uuid, 4, 0, 0), program(scene.program.uuid, 3, 1, 1)]);
    assert_eq!(few.at("/insights/programs"), &expected);

    // Things of which was counted that nothing happened to them: 4,000 tallies.
    let found = credential::Entity::find().one(app.db()).await.expect("credentials");
    let site_id = found.expect("a credential").site_id;
    for day in 15..25 {
        let rows = (0..400).map(|number| tally::Model {
            site_id,
            span: TallySpan::Day,
            kind: TallyKind::Awarded,
            subject_kind: TallySubject::Program,
            subject_id: Uuid::from_u128(number),
            starts_on: NaiveDate::from_ymd_opt(2027, 1, day).expect("a day"),
            n: 0,
        });
        tally::Entity::insert_many(rows.map(tally::Model::into_active_model))
            .exec_without_returning(app.db())
            .await
            .expect("tallies");
    }
    let (with_many, many) = app.count_statements(async || ask(&staff, ten_days()).await).await;
    assert_eq!(many.data(), few.data());
    assert!(with_many.reads > with_few.reads, "{with_many:?} {with_few:?}");
}

async fn shares_and_views_are_counted_by_program(engine: Engine) {
    let study = Study::open(engine).await;
    let app = &study.app;
    study.earn(&study.runs[0], json!({})).await;
    let (_, token) = study.share(json!({})).await;
    study.share(json!({})).await;
    let visitor = app.anonymous();
    let follow = async || {
        follow_with(&visitor, &token, FIREFOX).await;
    };
    follow().await;
    count(app).await;
    follow().await;
    follow().await;
    count(app).await;
    let reply = ask(&app.staff(), ten_days()).await;
    assert_eq!(
        [
            reply.at("/insights/total/shareCount"),
            reply.at("/insights/total/viewCount")
        ],
        [&json!(2), &json!(3)]
    );
    let shared = json!([{ "program": { "uuid": study.program.uuid }, "shareCount": 2, "viewCount": 3 }]);
    assert_eq!(reply.at("/insights/sharedPrograms"), &shared);
    // What is forgotten of a person was nevertheless done.
    app.advance(TimeDelta::days(2));
    count(app).await;
    app.superuser()
        .mutate("retireUser", json!({ "username": "ada" }), "outcome")
        .await
        .data();
    count(app).await;
    let after = ask(&app.staff(), ten_days()).await;
    assert_eq!(after.at("/insights/sharedPrograms"), &shared);
    verified(app).await;
}

async fn statements_do_not_grow(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    count(app).await;
    let mut counted = Vec::new();
    for number in 0..2 {
        for it in 0..5 * number {
            let program = build::program(&format!("Program {it}")).insert(app.db()).await;
            build::configuration_of_program(&program).insert(app.db()).await;
            let input = json!({ "username": "ada", "learningObject": { "type": "PROGRAM", "id": program.uuid } });
            award(&app.service(), input).await;
            scene.awarded_run("ada", &format!("course-v1:Wex+C{it}+1")).await;
        }
        count(app).await;
        let staff = app.staff();
        let (statements, reply) = app
            .count_statements(async || ask(&staff, json!({ "from": "2025-01-02", "until": "2027-12-30" })).await)
            .await;
        let programs = reply.at("/insights/programs").as_array().expect("programs").len();
        assert_eq!(programs, 1 + 5 * number);
        counted.push(statements);
    }
    assert_eq!([counted[0].writes, counted[1].writes], [0, 0]);
    // Three for the figures, two for each list with what is told of its things, and who asks.
    assert!(counted.iter().all(|it| it.reads <= 12), "{counted:?}");
}

async fn counting_again_changes_nothing(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    count(app).await;
    let first = ask(&app.staff(), ten_days()).await;
    count(app).await;
    app.advance(TimeDelta::days(1));
    count(app).await;
    count(app).await;
    let later = ask(&app.staff(), ten_days()).await;
    assert_eq!(figures(&first), figures(&later));
    assert_eq!(first.at("/insights/total"), later.at("/insights/total"));
    // Within the minute nobody counts again.
    scene.awarded("emmy").await;
    let ctx = app.ctx().await;
    insight::work(&ctx).await;
    ctx.db.clone().close().await;
    assert_eq!(figures(&ask(&app.staff(), ten_days()).await), figures(&later));
    count(app).await;
    assert_eq!(ask(&app.staff(), ten_days()).await.at("/insights/total/awardCount"), 4);
    verified(app).await;
}

async fn what_came_late_is_counted_while_the_day_is_open(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    // Half past ten in the morning, and then half past midnight.
    scene.awarded("ada").await;
    count(app).await;
    app.advance(TimeDelta::hours(14));
    scene.awarded("grace").await;
    count(app).await;
    // As from a replica whose clock is behind, or whose transaction ended late.
    let late = "UPDATE credential_history SET changed_at = (SELECT at FROM (SELECT MIN(changed_at) AS at FROM credential_history) it)";
    sea_orm::ConnectionTrait::execute_unprepared(app.db(), late)
        .await
        .expect("a late change");
    count(app).await;
    let reply = ask(&app.staff(), json!({ "from": "2027-01-15", "until": "2027-01-16" })).await;
    assert_eq!(figures(&reply), [[2, 0, 0], [0, 0, 0]]);
    assert_eq!(reply.at("/insights/standingCount"), 2);
    app.advance(TimeDelta::days(1));
    count(app).await;
    verified(app).await;
}

async fn periods_that_are_none_are_refused(engine: Engine) {
    let scene = Scene::open(engine).await;
    let staff = scene.app.staff();
    for (from, until) in [
        ("2027-01-15", "2027-01-14"),
        ("2024-01-01", "2027-01-01"),
        ("1899-12-31", "1900-01-01"),
        ("2199-12-31", "2200-01-01"),
        ("0000-01-01", "0000-01-01"),
    ] {
        let refused = ask(&staff, json!({ "from": from, "until": until })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{from} {until}");
    }
    let longest = ask(&staff, json!({ "from": "2024-01-01", "until": "2026-12-31" })).await;
    assert_eq!(figures(&longest).len(), 1096);
    for variables in [
        json!({ "from": "yesterday", "until": "2027-01-14" }),
        json!({ "from": 1, "until": 2 }),
    ] {
        assert!(!ask(&staff, variables).await.codes().is_empty());
    }
}

async fn other_sites_count_for_themselves(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    build::site("North")
        .at("https://north.example.org")
        .insert(app.db())
        .await;
    count(app).await;
    let reply = ask(&app.staff().at("north.example.org"), ten_days()).await;
    assert_eq!(figures(&reply), [[0; 3]; 10]);
    assert_eq!(reply.at("/insights/standingCount"), 0);
    assert_eq!(reply.at("/insights/programs"), &json!([]));
}

async fn strangers_see_nothing(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    count(app).await;
    for variables in [ten_days(), json!({ "from": "2027-01-15", "until": "2027-01-14" })] {
        assert_eq!(
            ask(&app.anonymous(), variables.clone()).await.codes(),
            ["UNAUTHENTICATED"]
        );
        assert_eq!(ask(&app.learner("grace"), variables).await.codes(), ["FORBIDDEN"]);
    }
    let service = ask(&app.service(), ten_days()).await;
    assert_eq!(service.at("/insights/total/awardCount"), 3);
}
