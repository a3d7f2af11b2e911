//! People by words of their names, wherever in the name they stand.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use entity::{NAME_WORD_FOLDING, user_name_word};
use sea_orm::{ConnectionTrait as _, EntityTrait as _};
use serde_json::{Value, json};
use server::service::user::words::{Compared, add_words, compare};
use tests::app::TestApp;
use tests::database::Engine;

use super::{list, names, person, walk};
use crate::scene::course_run;
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    people_are_found_by_any_word_of_their_names,
    accents_do_not_matter,
    name_on_a_certificate_finds_its_learner,
    learner_who_was_renamed_is_found_by_both_names,
    learner_whose_certificate_is_refreshed_is_found_by_the_new_name_alone,
    new_name_is_found_and_the_former_is_not,
    nobody_is_found_by_the_words_of_who_was_retired,
    two_rows_of_one_person_are_found_once,
    words_that_an_older_release_did_not_write_are_added,
    frequent_words_find_the_first_ones_and_rare_ones_all
);

/// The words that are written of everybody.
async fn words(app: &TestApp) -> Vec<String> {
    let rows = user_name_word::Entity::find().all(app.db()).await.expect("words");
    let words: BTreeSet<String> = rows.into_iter().map(|it| it.word_key).collect();
    words.into_iter().collect()
}

/// Whether nobody's words are due.
fn are_all_written(stored: &Stored) -> bool {
    let mut foldings = stored.users.iter().map(|it| it.name_words_folding);
    foldings.all(|it| it == NAME_WORD_FOLDING)
}

/// Awards a run to somebody under a name.
async fn award(app: &TestApp, username: &str, name: &str, run: &str) -> String {
    let input = json!({ "username": username, "recipientName": name, "learningObject": course_run(run) });
    let reply = app
        .service()
        .mutate("awardCredential", input, "credential { uuid }")
        .await;
    reply.text_at("/awardCredential/credential/uuid").to_owned()
}

async fn found(app: &TestApp, search: &str) -> Vec<String> {
    names(&app.staff(), json!({ "search": search })).await
}

async fn people_are_found_by_any_word_of_their_names(engine: Engine) {
    let app = TestApp::start(engine).await;
    for (number, (username, name)) in [
        ("countess", "Ada Lovelace"),
        ("emilie", "Émilie du Châtelet"),
        ("mj", "Mary-Jane O\u{2019}Brien"),
        ("rashid", "محمد بن راشد"),
        ("strauss", "Strauß, Levi"),
        ("amazing", "Grace Brewster Murray Hopper"),
        ("many", "One Two Three Four Five Six Seven Eight Nine"),
    ]
    .into_iter()
    .enumerate()
    {
        let address = format!("{username}@example.org");
        person(
            &app,
            username,
            7_100 + i64::try_from(number).expect("few"),
            name,
            &address,
        )
        .await;
    }
    for (search, who) in [
        ("lovelace", vec!["countess"]),
        ("LOVE", vec!["countess"]),
        ("ada love", vec!["countess"]),
        ("Lovelace, Ada", vec!["countess"]),
        ("lov ad", vec!["countess"]),
        ("ada ada", vec!["countess"]),
        ("elace", vec![]),
        ("ada hopper", vec![]),
        ("CHÂTELET", vec!["emilie"]),
        ("cha\u{302}telet e\u{301}milie", vec!["emilie"]),
        ("chatelet", vec!["emilie"]),
        ("du", vec!["emilie"]),
        ("jane", vec!["mj"]),
        ("mary-jane", vec!["mj"]),
        ("Jane-Mary", vec!["mj"]),
        ("o'brien", vec!["mj"]),
        ("brien mary", vec!["mj"]),
        ("راشد", vec!["rashid"]),
        ("راشد محمد", vec!["rashid"]),
        ("بن راش", vec!["rashid"]),
        ("STRAUSS levi", vec!["strauss"]),
        ("murray", vec!["amazing"]),
        ("hopper brewster grace", vec!["amazing"]),
        ("m", vec!["amazing", "many", "mj"]),
        ("eight", vec!["many"]),
        // What comes after the eighth is not written, but chooses among those who are found.
        ("nine", vec![]),
        ("nine eight", vec!["many"]),
        ("-", vec![]),
        ("%", vec![]),
        ("love%", vec!["countess"]),
        ("example", vec![]),
    ] {
        assert_eq!(found(&app, search).await, who, "{search}");
    }
    let inactive = json!({ "search": "lovelace", "filter": { "state": "INACTIVE" } });
    assert_eq!(names(&app.staff(), inactive).await, [""; 0]);
    let active = json!({ "search": "lovelace", "filter": { "state": "ACTIVE" } });
    assert_eq!(names(&app.staff(), active).await, ["countess"]);
    // Whoever may not see addresses finds by names all the same.
    assert_eq!(
        names(&app.service(), json!({ "search": "lovelace" })).await,
        ["countess"]
    );
}

async fn accents_do_not_matter(engine: Engine) {
    let app = TestApp::start(engine).await;
    for (username, number, name) in [
        ("zoe", 7_100, "Zoë Nguyễn-D’Ångström"),
        ("lukasz", 7_101, "Łukasz Żółć"),
        ("soren", 7_102, "Søren Ærø"),
        ("helen", 7_103, "Ἑλένη Παπαδοπούλου"),
        ("alena", 7_104, "Алёна Соловьёва"),
        ("vikram", 7_105, "विक्रम साराभाई"),
        ("muhammad", 7_106, "مُحَمَّد بن راشد"),
        ("plain", 7_107, "Zoe Nguyen"),
    ] {
        person(&app, username, number, name, &format!("{username}@example.org")).await;
    }
    for (search, who) in [
        ("nguyen", vec!["plain", "zoe"]),
        ("Nguyễn", vec!["plain", "zoe"]),
        ("NGUYE\u{302}\u{303}N zoe", vec!["plain", "zoe"]),
        ("angstrom", vec!["zoe"]),
        ("ångström zoë", vec!["zoe"]),
        ("lukasz zolc", vec!["lukasz"]),
        ("ŁUKASZ", vec!["lukasz"]),
        ("soren aero", vec!["soren"]),
        ("ελενη παπαδ", vec!["helen"]),
        ("Соловьева Алена", vec!["alena"]),
        // Marks that spell a word count.
        ("विक्रम", vec!["vikram"]),
        ("वकरम", vec![]),
        ("مُحَمَّد", vec!["muhammad"]),
        ("محمد", vec![]),
    ] {
        assert_eq!(found(&app, search).await, who, "{search}");
    }
    // Another folding than before: the words of everybody are written anew.
    let ctx = app.ctx().await;
    assert_eq!(compare(&ctx, &mut Compared::default()).await.expect("nothing"), 0);
    let stored = Stored::read(&app).await;
    assert_eq!(add_words(&ctx).await.expect("nothing"), 0);
    for older in [
        "UPDATE user_name_word SET word_key = 'nguyễn' WHERE word_key = 'nguyen'",
        "UPDATE user SET name_words_folding = 0",
    ] {
        app.db().execute_unprepared(older).await.expect("an older folding");
    }
    assert_eq!(found(&app, "nguyen").await, [""; 0]);
    assert_eq!(add_words(&ctx).await.expect("words"), stored.users.len());
    assert_eq!(Stored::read(&app).await, stored);
}

async fn name_on_a_certificate_finds_its_learner(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Byron", "ada@example.org").await;
    award(&app, "ada", "Ada Byron", "course-v1:A+B+C").await;
    // The name of the account is no news.
    assert!(are_all_written(&Stored::read(&app).await));
    award(&app, "ada", "Augusta Lovelace", "course-v1:A+B+D").await;
    app.work().await;
    assert!(are_all_written(&Stored::read(&app).await));
    for search in ["lovelace", "augusta", "byron", "ada byron", "Lovelace, Augusta"] {
        assert_eq!(found(&app, search).await, ["ada"], "{search}");
    }
    assert_eq!(found(&app, "augusta hopper").await, [""; 0]);
    let ctx = app.ctx().await;
    assert_eq!(compare(&ctx, &mut Compared::default()).await.expect("nothing"), 0);

    // Nor does a name find anybody that nobody has any more.
    let input = json!({ "username": "ada", "lmsUserId": 7_100 });
    app.superuser().mutate("retireUser", input, "outcome").await.data();
    app.work().await;
    for search in ["lovelace", "augusta", "byron"] {
        assert_eq!(found(&app, search).await, [""; 0], "{search}");
    }
}

async fn learner_who_was_renamed_is_found_by_both_names(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Byron", "ada@example.org").await;
    award(&app, "ada", "Ada Byron", "course-v1:A+B+C").await;
    app.advance(TimeDelta::minutes(2));
    person(&app, "ada", 7_100, "Ada King", "ada@example.org").await;
    for search in ["byron", "king", "king byron"] {
        assert_eq!(found(&app, search).await, ["ada"], "{search}");
    }
    let ctx = app.ctx().await;
    assert_eq!(compare(&ctx, &mut Compared::default()).await.expect("nothing"), 0);
    // Words that stand in no name any more are of no use, whatever wrote them.
    for leave in [
        "DELETE FROM user_name_word WHERE word_key = 'byron'",
        "UPDATE user_name_word SET is_pinned = TRUE WHERE word_key = 'king'",
    ] {
        app.db().execute_unprepared(leave).await.expect("other words");
    }
    assert_eq!(compare(&ctx, &mut Compared::default()).await.expect("words"), 1);
    app.work().await;
    assert_eq!(found(&app, "byron").await, ["ada"]);
}

async fn learner_whose_certificate_is_refreshed_is_found_by_the_new_name_alone(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Byron", "ada@example.org").await;
    let uuid = award(&app, "ada", "Ada Byron", "course-v1:A+B+C").await;
    app.advance(TimeDelta::minutes(2));
    person(&app, "ada", 7_100, "Ada King", "ada@example.org").await;
    assert_eq!(found(&app, "byron").await, ["ada"]);
    let input = json!({ "uuid": uuid, "reason": "a new name" });
    let refreshed = app
        .staff()
        .mutate("refreshCredential", input, "credential { recipientName }")
        .await;
    assert_eq!(refreshed.at("/refreshCredential/credential/recipientName"), "Ada King");
    app.work().await;
    assert_eq!(found(&app, "byron").await, [""; 0]);
    assert_eq!(found(&app, "king").await, ["ada"]);
}

async fn new_name_is_found_and_the_former_is_not(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Byron", "ada@example.org").await;
    assert_eq!(words(&app).await, ["ada", "byron"]);
    assert_eq!(found(&app, "byron").await, ["ada"]);
    app.advance(TimeDelta::minutes(2));
    person(&app, "ada", 7_100, "Ada King Lovelace", "ada@example.org").await;
    assert_eq!(found(&app, "byron").await, [""; 0]);
    for search in ["king", "lovelace ada"] {
        assert_eq!(found(&app, search).await, ["ada"], "{search}");
    }
    // Another address, and the same name: nothing of it is written anew.
    let before = Stored::read(&app).await.name_words;
    app.advance(TimeDelta::minutes(2));
    let again = async || person(&app, "ada", 7_100, "Ada King Lovelace", "king@example.org").await;
    let (statements, ()) = app.count_statements(again).await;
    assert_eq!(statements.writes, 1, "{statements:?}");
    let stored = Stored::read(&app).await;
    assert_eq!(stored.name_words, before);
    assert!(are_all_written(&stored));
    let own = before.iter().filter(|it| it.user_id == stored.user("ada").id);
    assert_eq!(
        own.map(|it| it.word_key.as_str()).collect::<Vec<_>>(),
        ["ada", "king", "lovelace"]
    );
}

async fn nobody_is_found_by_the_words_of_who_was_retired(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Lovelace", "ada@example.org").await;
    person(&app, "zoe", 7_101, "Zoe Lovelace", "zoe@example.org").await;
    assert_eq!(found(&app, "lovelace").await, ["ada", "zoe"]);
    let input = json!({ "username": "ada", "lmsUserId": 7_100 });
    app.superuser().mutate("retireUser", input, "outcome").await.data();
    assert_eq!(found(&app, "lovelace").await, ["zoe"]);
    let stored = Stored::read(&app).await;
    let zoe = stored.user("zoe").id;
    let mut others = stored.name_words.iter().filter(|it| it.user_id != zoe);
    assert!(others.all(|it| it.word_key != "ada" && it.word_key != "lovelace"));
    assert_sound(&app).await;
}

async fn two_rows_of_one_person_are_found_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "byron", 7_100, "Ada Byron", "ada@example.org").await;
    // Awarded to the new name before anybody knows whose it is.
    let input =
        json!({ "username": "king", "recipientName": "Ada King", "learningObject": course_run("course-v1:A+B+C") });
    app.service().mutate("awardCredential", input, "outcome").await.data();
    assert_eq!(found(&app, "ada").await, ["byron", "king"]);
    app.advance(TimeDelta::minutes(2));
    person(&app, "king", 7_100, "Ada Lovelace", "ada@example.org").await;
    assert_eq!(found(&app, "lovelace").await, ["king"]);
    assert_eq!(found(&app, "byron ada").await, [""; 0]);
    let stored = Stored::read(&app).await;
    let merged = stored.users.iter().find(|it| it.merged_into_id.is_some());
    let merged = merged.expect("a row that was merged").id;
    assert!(stored.name_words.iter().all(|it| it.user_id != merged));
}

async fn words_that_an_older_release_did_not_write_are_added(engine: Engine) {
    let app = TestApp::start(engine).await;
    person(&app, "ada", 7_100, "Ada Lovelace", "ada@example.org").await;
    person(&app, "zoe", 7_101, "Zoe King", "zoe@example.org").await;
    app.staff().query("{ viewer { id } }").await.data();
    let ctx = app.ctx().await;
    assert_eq!(add_words(&ctx).await.expect("nothing"), 0);
    let before = Stored::read(&app).await;
    for forget in ["DELETE FROM user_name_word", "UPDATE user SET name_words_folding = 0"] {
        app.db().execute_unprepared(forget).await.expect("an old release");
    }
    assert_eq!(found(&app, "lovelace").await, [""; 0]);
    assert_eq!(found(&app, "ada").await, ["ada"], "by the whole name");
    assert_eq!(add_words(&ctx).await.expect("words"), before.users.len(), "everybody's");
    assert_eq!(Stored::read(&app).await, before);
    assert_eq!(found(&app, "lovelace").await, ["ada"]);

    // A name that an old release changed: what is written tells of the one before, and finds nobody.
    let change = "UPDATE user SET full_name = 'Ada Byron', name_key = 'ada byron' WHERE username = 'ada'";
    app.db().execute_unprepared(change).await.expect("an old release");
    assert_eq!(found(&app, "lovelace").await, [""; 0]);
    assert_eq!(found(&app, "byron").await, [""; 0]);
    let mut compared = Compared::default();
    assert_eq!(compare(&ctx, &mut compared).await.expect("words"), 1);
    assert_eq!(add_words(&ctx).await.expect("words"), 1);
    assert_eq!(found(&app, "byron").await, ["ada"]);
    assert_eq!(compare(&ctx, &mut compared).await.expect("nothing"), 0);
    // The worker does both.
    app.db()
        .execute_unprepared("UPDATE user SET name_words_folding = 0 WHERE username = 'zoe'")
        .await
        .expect("an old release");
    app.work().await;
    assert!(are_all_written(&Stored::read(&app).await));
}

/// People of one family.
async fn family(app: &TestApp, numbers: std::ops::Range<usize>) {
    let item = |it: usize| {
        json!({ "username": format!("p{it:04}"), "recipientName": format!("Nr{it:04} Persson"),
            "learningObject": course_run("course-v1:A+B+C") })
    };
    let items: Vec<Value> = numbers.map(item).collect();
    for items in items.chunks(500) {
        let reply = app
            .service()
            .mutate("awardCredentials", json!({ "items": items }), "userErrors { code }")
            .await;
        assert_eq!(reply.at("/awardCredentials/userErrors"), &json!([]), "{}", reply.text);
    }
}

async fn frequent_words_find_the_first_ones_and_rare_ones_all(engine: Engine) {
    let app = TestApp::start(engine).await;
    family(&app, 0..500).await;
    let staff = app.staff();
    let total = async |search: &str| {
        let reply = list(&staff, json!({ "search": search, "first": 1 })).await;
        reply.at("/learners/totalCount").clone()
    };
    assert_eq!(total("persson").await, 500);
    assert_eq!(total("persson nr").await, 500);
    family(&app, 500..503).await;
    assert_eq!(total("persson").await, Value::Null);
    assert_eq!(walk(&staff, Some("persson"), 100).await.len(), 500);
    // One word is rare: all are found, whichever is written first.
    assert_eq!(found(&app, "persson nr0502").await, ["p0502"]);
    assert_eq!(found(&app, "nr050 persson").await, ["p0500", "p0501", "p0502"]);
    // Both are frequent: the whole name is found in the order in which lists have it, too.
    assert_eq!(total("persson nr").await, Value::Null);
    person(&app, "last", 7_100, "Nr Persson", "last@example.org").await;
    assert!(
        walk(&staff, Some("Persson, Nr"), 100)
            .await
            .contains(&"last".to_owned())
    );
    staff.query("{ viewer { id } }").await.data();
    for (search, n_found) in [
        ("persson", 20),
        ("persson nr", 20),
        ("persson nr0502", 1),
        ("nobody", 0),
    ] {
        let ask = async || list(&staff, json!({ "search": search })).await;
        let (statements, reply) = app.count_statements(ask).await;
        assert_eq!(
            reply.at("/learners/nodes").as_array().map(Vec::len),
            Some(n_found),
            "{search}"
        );
        assert!(statements.reads <= 11, "{search}: {statements:?}");
        assert_eq!(statements.writes, 0);
    }
}
