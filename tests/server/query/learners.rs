//! `learners`: people by what their usernames, names and mail addresses begin with.

mod by_words;

use entity::user;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use server::service::user::words::add_words;
use tests::app::TestApp;
use tests::client::{Client, Reply};
use tests::database::Engine;
use tests::persona::ADA;
use tests::platform::token::TokenSpec;

use crate::scene::course_run;
use crate::stored::Stored;

tests::on_both_engines!(
    people_are_found_by_what_is_known_of_them,
    state_tells_people_apart,
    whole_username_finds_one_person,
    pages_go_through_everybody_once,
    wide_search_finds_the_first_ones,
    statements_do_not_grow_with_the_page,
    keys_of_people_known_before_are_written_by_the_migration,
    visitors_are_told_to_sign_in_before_anything_else
);

const LIST: &str = "query($search: String, $filter: LearnerFilter, $first: Int, $after: String) {
    learners(search: $search, filter: $filter, first: $first, after: $after) {
        totalCount nodes { username name email state } pageInfo { hasNextPage endCursor } } }";

async fn list(client: &Client, variables: Value) -> Reply {
    client.graphql(LIST, variables).await
}

async fn names(client: &Client, variables: Value) -> Vec<String> {
    let reply = list(client, variables).await;
    let nodes = reply.at("/learners/nodes").as_array().expect("nodes").clone();
    assert_eq!(reply.at("/learners/totalCount"), nodes.len(), "{}", reply.text);
    nodes.iter().map(|it| crate::scene::text(&it["username"])).collect()
}

/// Somebody who has signed in with this name and address.
async fn person(app: &TestApp, username: &str, number: i64, name: &str, email: &str) {
    let spec = TokenSpec::of(&ADA)
        .claim("preferred_username", username)
        .claim("user_id", number)
        .claim("name", name)
        .claim("email", email);
    app.bearer(&spec).query("{ viewer { id } }").await.data();
}

/// Learners of these names, of whom nothing else is known.
async fn nameless(app: &TestApp, usernames: &[String]) {
    for usernames in usernames.chunks(500) {
        let item = |it: &String| json!({ "username": it, "learningObject": course_run("course-v1:A+B+C") });
        let input = json!({ "items": usernames.iter().map(item).collect::<Vec<_>>() });
        let reply = app
            .service()
            .mutate("awardCredentials", input, "userErrors { code }")
            .await;
        assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]));
    }
}

async fn few(engine: Engine) -> TestApp {
    let app = TestApp::start(engine).await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    person(&app, "Zoe.K", 7012, "Émilie du Châtelet", "Countess@Example.org").await;
    person(&app, "strauss", 7013, "Levi Strauß", "levi@example.org").await;
    person(&app, "merge", 7014, "Retired: no", "retired@example.org").await;
    app
}

async fn people_are_found_by_what_is_known_of_them(engine: Engine) {
    let app = few(engine).await;
    let (staff, service) = (app.staff(), app.service());
    for (search, found) in [
        ("AD", vec!["ada"]),
        ("ada lovelace", vec!["ada"]),
        ("  Ada ", vec!["ada"]),
        ("love", vec!["ada"]),
        ("ÉMILIE D", vec!["Zoe.K"]),
        ("emilie", vec!["Zoe.K"]),
        ("emilie d", vec!["Zoe.K"]),
        ("zOE", vec!["Zoe.K"]),
        ("levi STRAUSS", vec!["strauss"]),
        ("countess@", vec!["Zoe.K"]),
        ("%", vec![]),
        ("_da", vec![]),
        ("merge", vec!["merge"]),
        ("retired", vec!["merge"]),
        ("retired:", vec!["merge"]),
    ] {
        assert_eq!(names(&staff, json!({ "search": search })).await, found, "{search}");
    }
    assert_eq!(names(&service, json!({ "search": "countess@" })).await, [""; 0]);
    assert_eq!(names(&service, json!({ "search": "zoe" })).await, ["Zoe.K"]);
    let told = list(&staff, json!({ "search": "zoe" })).await;
    assert_eq!(
        told.at("/learners/nodes/0"),
        &json!({ "username": "Zoe.K", "name": "Émilie du Châtelet", "email": "Countess@Example.org", "state": "ACTIVE" })
    );
    assert_eq!(
        list(&service, json!({ "search": "zoe" }))
            .await
            .at("/learners/nodes/0/email"),
        &Value::Null
    );
    // What is known anew is what is searched.
    app.advance(chrono::TimeDelta::minutes(2));
    person(&app, "Zoe.K", 7012, "Gabrielle Émilie", "gabrielle@example.org").await;
    assert_eq!(names(&staff, json!({ "search": "châtelet" })).await, [""; 0]);
    assert_eq!(names(&staff, json!({ "search": "gabri" })).await, ["Zoe.K"]);
    for search in ["", "  ", &"x".repeat(101)] {
        let refused = list(&staff, json!({ "search": search })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"], "{search}");
    }
}

async fn state_tells_people_apart(engine: Engine) {
    let app = few(engine).await;
    user::Entity::update_many()
        .col_expr(user::Column::IsActive, Expr::value(Some(false)))
        .filter(user::Column::Username.eq("strauss"))
        .exec(app.db())
        .await
        .expect("a locked account");
    let retired = app
        .superuser()
        .mutate(
            "retireUser",
            json!({ "username": "merge", "lmsUserId": 7014 }),
            "outcome",
        )
        .await;
    assert_eq!(retired.at("/retireUser/outcome"), "RETIRED", "{}", retired.text);
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let everybody = ["ada", "magda", "sofia", "strauss", "Zoe.K"];
    assert_eq!(names(&staff, json!({})).await, everybody);
    let state = |state: &str| json!({ "filter": { "state": state } });
    assert_eq!(names(&staff, state("ACTIVE")).await, ["ada", "magda", "sofia", "Zoe.K"]);
    assert_eq!(names(&staff, state("INACTIVE")).await, ["strauss"]);
    let gone = list(&staff, state("RETIRED")).await;
    assert_eq!(gone.at("/learners/totalCount"), 1);
    let stone = gone.at("/learners/nodes/0").clone();
    assert_eq!(stone["state"], "RETIRED");
    assert!(
        crate::scene::text(&stone["username"]).starts_with("retired-"),
        "{stone}"
    );
    assert_eq!([&stone["name"], &stone["email"]], [&Value::Null, &Value::Null]);
    // By the whole name alone.
    for (search, n_found) in [("Merge", 1), ("merg", 0), ("retired", 0), ("retired-", 0)] {
        let found = list(&staff, json!({ "search": search })).await;
        assert_eq!(found.at("/learners/totalCount"), n_found, "{search}");
    }
    let both = |search: &str, state: &str| json!({ "search": search, "filter": { "state": state } });
    assert_eq!(names(&staff, both("s", "INACTIVE")).await, ["strauss"]);
    assert_eq!(names(&staff, both("s", "ACTIVE")).await, ["sofia"]);
    assert_eq!(names(&staff, both("s", "RETIRED")).await, [""; 0]);
}

async fn whole_username_finds_one_person(engine: Engine) {
    let app = few(engine).await;
    person(&app, "grace", 7100, "Grace Hopper", "grace@example.org").await;
    person(&app, "abe", 7101, "Abe Grace", "abe@example.org").await;
    let staff = app.staff();
    // A search has others first whose names have the word.
    let first = list(&staff, json!({ "search": "grace", "first": 1 })).await;
    assert_eq!(first.at("/learners/nodes/0/username"), "abe");
    for (username, found) in [
        ("grace", vec!["grace"]),
        ("GRACE", vec!["grace"]),
        ("zoe.k", vec!["Zoe.K"]),
        ("zoe", vec![]),
        ("nobody", vec![]),
    ] {
        let filter = json!({ "filter": { "username": username }, "first": 1 });
        assert_eq!(names(&staff, filter).await, found, "{username}");
    }
    let both = |search: &str| json!({ "search": search, "filter": { "username": "strauss" } });
    assert_eq!(names(&staff, both("levi")).await, ["strauss"]);
    assert_eq!(names(&staff, both("ada")).await, [""; 0]);

    let retired = app
        .superuser()
        .mutate(
            "retireUser",
            json!({ "username": "grace", "lmsUserId": 7100 }),
            "outcome",
        )
        .await;
    assert_eq!(retired.at("/retireUser/outcome"), "RETIRED", "{}", retired.text);
    let of_state = |state: Value| json!({ "filter": { "username": "grace", "state": state } });
    for (state, n_found) in [(json!(null), 0), (json!("ACTIVE"), 0), (json!("RETIRED"), 1)] {
        let found = list(&staff, of_state(state.clone())).await;
        assert_eq!(found.at("/learners/totalCount"), n_found, "{state}");
    }
    let refused = list(&staff, json!({ "filter": { "username": "two words" } })).await;
    assert_eq!(refused.codes(), ["BAD_USER_INPUT"]);
    let (statements, _) = app
        .count_statements(async || list(&staff, json!({ "filter": { "username": "strauss" } })).await)
        .await;
    assert_eq!(statements.writes, 0, "nothing is noted of it");
}

/// The usernames of all pages, one after another.
async fn walk(client: &Client, search: Option<&str>, first: usize) -> Vec<String> {
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let reply = list(client, json!({ "search": search, "first": first, "after": after })).await;
        let nodes = reply.at("/learners/nodes").as_array().expect("nodes");
        seen.extend(nodes.iter().map(|it| crate::scene::text(&it["username"])));
        after = reply.at("/learners/pageInfo/endCursor").clone();
        if reply.at("/learners/pageInfo/hasNextPage") == &json!(false) {
            return seen;
        }
        assert_eq!(nodes.len(), first);
    }
}

async fn pages_go_through_everybody_once(engine: Engine) {
    let app = few(engine).await;
    let many: Vec<String> = (0..30).map(|it| format!("m{it:02}")).collect();
    nameless(&app, &many).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    let mut everybody: Vec<String> = ["ada", "lms_worker", "merge", "sofia", "strauss", "Zoe.K"]
        .map(str::to_owned)
        .to_vec();
    everybody.extend(many.iter().cloned());
    everybody.sort_by_key(|it| it.to_lowercase());
    for first in [1, 7, 100] {
        assert_eq!(walk(&staff, None, first).await, everybody);
        let mut found = many.clone();
        found.push("merge".to_owned());
        assert_eq!(walk(&staff, Some("M"), first).await, found);
    }
    let page = list(&staff, json!({ "first": 2 })).await;
    let cursor = page.at("/learners/pageInfo/endCursor").clone();
    for (client, search) in [(&staff, Some("m")), (&app.superuser(), None)] {
        let refused = list(client, json!({ "search": search, "after": cursor })).await;
        assert_eq!(refused.codes(), ["BAD_USER_INPUT"]);
    }
}

async fn wide_search_finds_the_first_ones(engine: Engine) {
    let app = TestApp::start(engine).await;
    let many: Vec<String> = (0..503).map(|it| format!("many{it:04}")).collect();
    nameless(&app, &many[..500]).await;
    let staff = app.staff();
    let total = async || {
        let reply = list(&staff, json!({ "search": "many", "first": 1 })).await;
        reply.at("/learners/totalCount").clone()
    };
    assert_eq!(total().await, 500);
    nameless(&app, &many[500..]).await;
    assert_eq!(total().await, Value::Null);
    assert_eq!(walk(&staff, Some("many"), 100).await, many[..500]);
    assert_eq!(names(&staff, json!({ "search": "many0502" })).await, ["many0502"]);
    // Who is not among the first may be meant, so that nobody says how many are.
    for (username, n_found) in [("many0001", json!(1)), ("many0502", Value::Null)] {
        let both = json!({ "search": "many", "filter": { "username": username }, "first": 1 });
        assert_eq!(
            list(&staff, both).await.at("/learners/totalCount"),
            &n_found,
            "{username}"
        );
    }
}

async fn statements_do_not_grow_with_the_page(engine: Engine) {
    let app = TestApp::start(engine).await;
    let many: Vec<String> = (0..60).map(|it| format!("many{it:02}")).collect();
    nameless(&app, &many).await;
    let staff = app.staff();
    staff.query("{ viewer { id } }").await.data();
    for (search, most) in [(None, 7), (Some("many"), 6)] {
        let mut counted = Vec::new();
        for first in [5, 50] {
            let variables = json!({ "search": search, "first": first });
            let (statements, reply) = app.count_statements(async || list(&staff, variables).await).await;
            assert_eq!(reply.at("/learners/nodes").as_array().map(Vec::len), Some(first));
            counted.push(statements);
        }
        assert!(
            counted[1].reads <= most && counted[0].reads <= most,
            "{search:?} {counted:?}"
        );
        assert_eq!([counted[0].writes, counted[1].writes], [0, 0]);
    }
}

async fn keys_of_people_known_before_are_written_by_the_migration(engine: Engine) {
    let app = few(engine).await;
    // Whoever asks is one of them from the first question on.
    app.staff().query("{ viewer { id } }").await.data();
    let before = Stored::read(&app).await;
    let users = &before.users;
    assert!(
        users.iter().any(|it| it.name_key.as_deref() == Some("levi strauss")),
        "{users:?}"
    );
    assert!(
        users
            .iter()
            .any(|it| it.email_key.as_deref() == Some("countess@example.org"))
    );
    let n_new = Migrator::migrations()
        .iter()
        .rev()
        .position(|it| it.name() == "m2026_11_26_001101_search_user")
        .expect("the migration");
    let n_new = u32::try_from(n_new + 1).expect("few");
    Box::pin(Migrator::down(app.db(), Some(n_new))).await.expect("down");
    Box::pin(Migrator::up(app.db(), None)).await.expect("up");
    // Words with and without accents are found at once.
    assert_eq!(Stored::read(&app).await.name_words, before.name_words);
    for (search, found) in [
        ("strauss", "strauss"),
        ("châtelet", "Zoe.K"),
        ("Emilie Chatelet", "Zoe.K"),
    ] {
        assert_eq!(
            names(&app.staff(), json!({ "search": search })).await,
            [found],
            "{search}"
        );
    }
    // Those of everybody are written once more, with what the migration knows nothing of.
    assert_eq!(add_words(&app.ctx().await).await.expect("words"), users.len());
    let after = Stored::read(&app).await;
    assert_eq!(&after.users, users);
    assert_eq!(after.name_words, before.name_words);
}

async fn visitors_are_told_to_sign_in_before_anything_else(engine: Engine) {
    let app = few(engine).await;
    for variables in [
        json!({}),
        json!({ "search": "" }),
        json!({ "first": 0 }),
        json!({ "after": "x" }),
    ] {
        let refused = list(&app.anonymous(), variables.clone()).await;
        assert_eq!(refused.codes(), ["UNAUTHENTICATED"], "{}", refused.text);
        let refused = list(&app.learner("grace"), variables).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"], "{}", refused.text);
    }
}
