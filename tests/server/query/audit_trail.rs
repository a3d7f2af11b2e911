//! `auditTrail`: what was done, by whom, to what.

mod subject;

use chrono::TimeDelta;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use server::service::trail::{Swept, add_sites};
use server::worker::trail::seal;
use tests::build;
use tests::client::{Client, Reply};
use tests::database::Engine;

use crate::scene::{Scene, award, course_run, text};

tests::on_both_engines!(
    all_that_was_done_is_one_list,
    what_became_of_a_credential_is_in_it,
    names_stay_untold_and_go_with_the_person,
    entries_without_a_site_get_it,
    each_filter_chooses,
    pages_go_through_everything_once,
    statements_do_not_grow_with_the_page,
    strangers_and_machines_see_nothing
);

const LIST: &str = "query($filter: AuditTrailFilter, $first: Int, $after: String) {
    auditTrail(filter: $filter, first: $first, after: $after) { totalCount
        nodes { happenedAt action actor subjectType subject subjectName username reason changes { name before after } }
        pageInfo { hasNextPage endCursor } } }";

async fn list(client: &Client, variables: Value) -> Reply {
    client.graphql(LIST, variables).await
}

/// Each entry in a word or two, newest first: `EDITED CONFIGURATION`; those of one instant by their words.
fn words(reply: &Reply) -> Vec<String> {
    let nodes = reply.at("/auditTrail/nodes").as_array().expect("nodes");
    let word = |it: &Value| format!("{} {}", text(&it["action"]), text(&it["subjectType"]));
    let mut told: Vec<_> = nodes.iter().map(|it| (text(&it["happenedAt"]), word(it))).collect();
    let instants: Vec<_> = told.iter().map(|(at, _)| at.clone()).collect();
    assert!(instants.is_sorted_by(|one, other| one >= other), "{instants:?}");
    told.sort_by(|(at, word), (other_at, other)| other_at.cmp(at).then_with(|| word.cmp(other)));
    told.into_iter().map(|(_, word)| word).collect()
}

/// The only entry of an action.
async fn only(client: &Client, action: &str) -> Value {
    let reply = list(client, json!({ "filter": { "action": action } })).await;
    assert_eq!(reply.at("/auditTrail/totalCount"), 1, "{action}: {}", reply.text);
    reply.at("/auditTrail/nodes/0").clone()
}

async fn edit(scene: &Scene, title: &str) {
    let input = json!({ "learningObject": scene.program(), "title": title });
    let reply = scene.app.staff().mutate("editConfiguration", input, "outcome").await;
    assert_eq!(reply.at("/editConfiguration/outcome"), "UPDATED", "{}", reply.text);
}

/// Six deeds, an hour apart: Ada gets a credential; Sofia edits the configuration, looks at Ada, makes a signatory; Magda looks at Ada, and
/// retires her, which takes her name off the credential.
async fn story(engine: Engine) -> Scene {
    let scene = Scene::open(engine).await;
    scene.awarded("ada").await;
    let app = &scene.app;
    app.advance(TimeDelta::hours(1));
    let look = "{ learner(username: \"ada\") { name } }";
    edit(&scene, "Science of Data").await;
    app.advance(TimeDelta::hours(1));
    app.staff().query(look).await.data();
    app.advance(TimeDelta::hours(1));
    let dean = json!({ "name": "Dean", "title": "Dean" });
    app.staff().mutate("createSignatory", dean, "outcome").await.data();
    app.advance(TimeDelta::hours(1));
    app.superuser().query(look).await.data();
    app.advance(TimeDelta::hours(1));
    let gone = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", gone, "outcome").await.data();
    scene
}

/// The first two at one instant, in the order of chance.
const ALL: [&str; 7] = [
    "CREDENTIAL_ERASED CREDENTIAL",
    "USER_RETIRED USER",
    "LEARNER_VIEWED USER",
    "CREATED SIGNATORY",
    "LEARNER_VIEWED USER",
    "EDITED CONFIGURATION",
    "CREDENTIAL_AWARDED CREDENTIAL",
];

async fn all_that_was_done_is_one_list(engine: Engine) {
    let scene = story(engine).await;
    let reply = list(&scene.app.staff(), json!({})).await;
    assert_eq!(words(&reply), ALL);
    assert_eq!(reply.at("/auditTrail/totalCount"), 7);
    let edited = reply.at("/auditTrail/nodes/5");
    let start = scene.app.now() - TimeDelta::hours(4);
    assert_eq!(
        edited,
        &json!({
            "happenedAt": start.to_rfc3339(), "action": "EDITED", "actor": "sofia", "subjectType": "CONFIGURATION",
            "subject": format!("configuration:{}", scene.configuration.id), "subjectName": "Science of Data", "username": null,
            "reason": null,
            "changes": [{ "name": "title", "before": null, "after": "Science of Data" }],
        })
    );
    scene.app.advance(TimeDelta::hours(1));
    edit(&scene, "Data").await;
    let reply = list(&scene.app.superuser(), json!({ "first": 1 })).await;
    assert_eq!(
        reply.at("/auditTrail/nodes/0/changes"),
        &json!([{ "name": "title", "before": "Science of Data", "after": "Data" }])
    );
    // Without a title of its own it is called as what it is for.
    let untitled = json!({ "learningObject": scene.program(), "title": null });
    let reply = scene.app.staff().mutate("editConfiguration", untitled, "outcome").await;
    assert_eq!(reply.at("/editConfiguration/outcome"), "UPDATED", "{}", reply.text);
    let reply = list(&scene.app.staff(), json!({ "first": 1 })).await;
    assert_eq!(reply.at("/auditTrail/nodes/0/subjectName"), "Data Science");
    let looked = list(&scene.app.staff(), json!({ "filter": { "action": "LEARNER_VIEWED" } })).await;
    assert!(looked.text_at("/auditTrail/nodes/0/username").starts_with("retired-"));
    assert_eq!(looked.at("/auditTrail/nodes/0/changes"), &json!([]));
}

async fn what_became_of_a_credential_is_in_it(engine: Engine) {
    let scene = Scene::open(engine).await;
    build::site("North")
        .at("https://north.example.org")
        .insert(scene.app.db())
        .await;
    let credential = scene.awarded("ada").await;
    scene.app.advance(TimeDelta::hours(1));
    scene
        .revoke(&credential, json!({ "reason": "Awarded by mistake" }))
        .await;
    let staff = scene.app.staff();
    let subject = format!("credential:{}", credential.parse::<uuid::Uuid>().expect("a number"));
    assert_eq!(
        only(&staff, "CREDENTIAL_REVOKED").await,
        json!({
            "happenedAt": scene.app.now().to_rfc3339(), "action": "CREDENTIAL_REVOKED", "actor": "sofia",
            "subjectType": "CREDENTIAL", "subject": subject, "subjectName": "Data Science", "username": "ada", "reason": "Awarded by mistake",
            "changes": [{ "name": "status", "before": "awarded", "after": "revoked" }],
        })
    );
    let awarded = only(&staff, "CREDENTIAL_AWARDED").await;
    assert_eq!([&awarded["actor"], &awarded["username"]], ["lms_worker", "ada"]);

    seal(&scene.app.ctx().await, &mut Swept::default()).await;
    let reply = staff.query("{ auditTrail { nodes { sequence hash } } }").await;
    let sequences: Vec<_> = (0..2)
        .map(|it| reply.at(&format!("/auditTrail/nodes/{it}/sequence")))
        .collect();
    assert_eq!(sequences, [2, 1]);
    assert_eq!(reply.text_at("/auditTrail/nodes/0/hash").len(), 64);

    // What another site awards to the same person is in that site's list alone.
    let input = json!({ "username": "ada", "learningObject": course_run("course-v1:North+A+1") });
    let elsewhere = award(&scene.app.service().at("north.example.org"), input).await;
    assert_eq!(elsewhere["outcome"], "CREATED", "{elsewhere:#}");
    for filter in [json!({}), json!({ "username": "ada" })] {
        let variables = json!({ "filter": filter });
        let there = list(&scene.app.superuser().at("north.example.org"), variables.clone()).await;
        assert_eq!(words(&there), ["CREDENTIAL_AWARDED CREDENTIAL"]);
        let here = list(&scene.app.superuser(), variables).await;
        assert_eq!(
            words(&here),
            ["CREDENTIAL_REVOKED CREDENTIAL", "CREDENTIAL_AWARDED CREDENTIAL"]
        );
    }
}

async fn names_stay_untold_and_go_with_the_person(engine: Engine) {
    let scene = Scene::open(engine).await;
    let app = &scene.app;
    let (staff, uuid) = (
        app.staff(),
        text(&scene.award("ada", json!({ "recipientName": "Ada Byron" })).await["credential"]["uuid"]),
    );
    scene
        .award(
            "ada",
            json!({ "recipientName": "Ada Lovelace", "attributes": [{ "name": "nickname", "value": "Countess" }] }),
        )
        .await;
    scene.revoke(&uuid, json!({ "reason": "Eve wrote it" })).await;
    let told = async || {
        let nodes = list(&staff, json!({})).await.at("/auditTrail/nodes").to_string();
        nodes + &staff.get("/audit-trail.csv").await.text + &staff.get("/audit-trail.jsonl").await.text
    };
    let before = told().await;
    for (word, is_told) in [("Byron", false), ("Lovelace", false), ("Countess", true), ("Eve", true)] {
        assert_eq!(before.contains(word), is_told, "{word}: {before}");
    }
    let gone = json!({ "username": "ada" });
    app.superuser().mutate("retireUser", gone, "outcome").await.data();
    let after = told().await;
    for word in ["Byron", "Lovelace", "Countess", "Eve", "\"ada\"", ",ada,"] {
        assert!(!after.contains(word), "{word}: {after}");
    }
}

async fn entries_without_a_site_get_it(engine: Engine) {
    let scene = story(engine).await;
    let ctx = scene.app.ctx().await;
    seal(&ctx, &mut Swept::default()).await;
    let forget = "UPDATE credential_history SET site_id = NULL";
    scene.app.db().execute_unprepared(forget).await.expect("an old release");
    let staff = scene.app.staff();
    assert_eq!(words(&list(&staff, json!({})).await), ALL[1..6]);
    assert_eq!(add_sites(&ctx).await.expect("sites"), 1, "a credential");
    assert_eq!(add_sites(&ctx).await.expect("nothing"), 0);
    assert_eq!(words(&list(&staff, json!({})).await), ALL);
}

async fn each_filter_chooses(engine: Engine) {
    let scene = story(engine).await;
    let staff = scene.app.staff();
    let hour = |it: i64| scene.app.now() - TimeDelta::hours(5 - it);
    let configuration = format!("configuration:{}", scene.configuration.id);
    let credential = text(&only(&staff, "CREDENTIAL_AWARDED").await["subject"]);
    let ada = text(&only(&staff, "USER_RETIRED").await["subject"]);
    for (filter, places) in [
        (json!({ "actor": "SOFIA" }), vec![3, 4, 5]),
        (json!({ "actor": "magda" }), vec![0, 1, 2]),
        (json!({ "actor": "lms_worker" }), vec![6]),
        (json!({ "actor": "nobody" }), vec![]),
        (json!({ "username": "Ada" }), vec![0, 1, 2, 4, 6]),
        (json!({ "username": "Ada", "actor": "magda" }), vec![0, 1, 2]),
        (json!({ "username": "nobody" }), vec![]),
        (json!({ "subject": ada }), vec![0, 1, 2, 4, 6]),
        (json!({ "subject": ada, "username": "sofia" }), vec![]),
        (json!({ "subject": ada, "action": "CREDENTIAL_ERASED" }), vec![0]),
        (json!({ "subject": configuration }), vec![5]),
        (json!({ "subject": configuration, "username": "ada" }), vec![]),
        (json!({ "subject": credential }), vec![0, 6]),
        (json!({ "subject": credential, "username": "ada" }), vec![0, 6]),
        (json!({ "subject": credential, "username": "sofia" }), vec![]),
        (json!({ "subject": credential, "happenedBefore": hour(3) }), vec![6]),
        (json!({ "action": "LEARNER_VIEWED" }), vec![2, 4]),
        (json!({ "action": "CREATED" }), vec![3]),
        (json!({ "action": "DELETED" }), vec![]),
        (json!({ "action": "CREDENTIAL_AWARDED" }), vec![6]),
        (
            json!({ "action": "CREDENTIAL_AWARDED", "actor": "lms_worker" }),
            vec![6],
        ),
        (json!({ "action": "CREDENTIAL_AWARDED", "actor": "sofia" }), vec![]),
        (json!({ "action": "CREDENTIAL_REVOKED" }), vec![]),
        (json!({ "subjectType": "USER" }), vec![1, 2, 4]),
        (json!({ "subjectType": "SIGNATORY" }), vec![3]),
        (json!({ "subjectType": "CREDENTIAL" }), vec![0, 6]),
        (json!({ "subjectType": "SITE" }), vec![]),
        (json!({ "subjectType": "USER", "actor": "sofia" }), vec![4]),
        (json!({ "subjectType": "USER", "action": "EDITED" }), vec![]),
        (json!({ "subjectType": "USER", "action": "CREDENTIAL_ERASED" }), vec![]),
        (
            json!({ "subjectType": "CONFIGURATION", "action": "EDITED", "username": "ada" }),
            vec![],
        ),
        (json!({ "action": "LEARNER_VIEWED", "actor": "sofia" }), vec![4]),
        (json!({ "action": "EDITED", "actor": "magda" }), vec![]),
        (json!({ "happenedAfter": hour(3) }), vec![0, 1, 2, 3]),
        (json!({ "happenedBefore": hour(3) }), vec![4, 5, 6]),
        (
            json!({ "happenedAfter": hour(2), "happenedBefore": hour(4), "actor": "sofia" }),
            vec![3, 4],
        ),
    ] {
        let reply = list(&staff, json!({ "filter": filter })).await;
        let expected: Vec<_> = places.iter().map(|&it| ALL[it]).collect();
        assert_eq!(words(&reply), expected, "{filter}");
        assert_eq!(reply.at("/auditTrail/totalCount"), places.len(), "{filter}");
    }
    for filter in [
        json!({ "actor": "a b" }),
        json!({ "username": "" }),
        json!({ "subject": "badge:1" }),
        json!({ "happenedAfter": "1500-01-01T00:00:00Z" }),
    ] {
        let refused = list(&staff, json!({ "filter": filter })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{filter}");
    }
}

async fn pages_go_through_everything_once(engine: Engine) {
    let scene = story(engine).await;
    // All at one instant, and of one thing, or of several in different ways.
    for title in ["A", "B", "C", "D", "E"] {
        edit(&scene, title).await;
    }
    for username in ["grace", "omar", "lin"] {
        let credential = scene.awarded(username).await;
        scene.revoke(&credential, json!({ "reason": "By mistake" })).await;
    }
    scene
        .app
        .staff()
        .query("{ learner(username: \"ada\") { name } }")
        .await
        .data();
    let staff = scene.app.staff();
    let whole = list(&staff, json!({})).await;
    assert_eq!(whole.at("/auditTrail/totalCount"), 19);
    for first in 1..=4 {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = list(&staff, json!({ "first": first, "after": after })).await;
            seen.extend(page.at("/auditTrail/nodes").as_array().expect("nodes").clone());
            after = page.at("/auditTrail/pageInfo/endCursor").clone();
            if page.at("/auditTrail/pageInfo/hasNextPage") == &json!(false) {
                break;
            }
        }
        assert_eq!(whole.at("/auditTrail/nodes"), &Value::Array(seen), "{first}");
    }
    let cursor = list(&staff, json!({ "first": 1 }))
        .await
        .at("/auditTrail/pageInfo/endCursor")
        .clone();
    let other = json!({ "filter": { "actor": "sofia" }, "after": cursor });
    assert_eq!(list(&staff, other).await.codes(), ["BAD_USER_INPUT"]);
}

async fn statements_do_not_grow_with_the_page(engine: Engine) {
    let scene = story(engine).await;
    for title in 0..30 {
        edit(&scene, &format!("Title {title}")).await;
    }
    let staff = scene.app.staff();
    let mut counted = Vec::new();
    for first in [5, 35] {
        let (statements, reply) = scene
            .app
            .count_statements(async || list(&staff, json!({ "first": first })).await)
            .await;
        assert_eq!(words(&reply).len(), first);
        counted.push(statements);
    }
    assert_eq!([counted[0].writes, counted[1].writes], [0, 0]);
    // Three tables, each listed and counted, the credentials, configurations and signatories, who did it and to whom, and the caller.
    assert!(counted.iter().all(|it| it.reads <= 12), "{counted:?}");
}

async fn strangers_and_machines_see_nothing(engine: Engine) {
    let scene = story(engine).await;
    let app = &scene.app;
    for variables in [
        json!({}),
        json!({ "filter": { "actor": "a b" } }),
        json!({ "first": 0 }),
    ] {
        let codes = |reply: Reply| reply.codes().into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            codes(list(&app.anonymous(), variables.clone()).await),
            ["UNAUTHENTICATED"]
        );
        for client in [app.learner("grace"), app.service()] {
            assert_eq!(codes(list(&client, variables.clone()).await), ["FORBIDDEN"]);
        }
    }
}
