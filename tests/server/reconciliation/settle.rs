//! Settling differences: by the way that every change takes, where what was compared is stored still.

use entity::{TrailAction, reconciliation_difference};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::client::Client;
use tests::database::Engine;

use super::{awarded, certified, differ, graded, read, reconciled, run_key, told};
use crate::scene::text;
use crate::sound::assert_sound;
use crate::stored::Stored;

tests::on_both_engines!(
    each_kind_is_repaired,
    what_has_changed_since_is_left_alone,
    staff_repair_what_they_may,
    ignored_difference_stays_with_its_reason,
    repaired_by_hand_counts_as_repaired,
    many_awards_cost_as_much_as_one,
    many_revocations_cost_as_much_as_one,
    what_two_runs_have_found_is_repaired_once,
    nothing_is_told_of_who_was_retired
);

/// Ids of the differences of a run, in its order.
fn ids(run: &Value) -> Vec<Value> {
    let nodes = run["differences"]["nodes"].as_array().expect("a list");
    nodes.iter().map(|it| it["id"].clone()).collect()
}

/// Repairs; gives outcome and code of each.
async fn repair(client: &Client, ids: &[Value]) -> Vec<String> {
    let selection = "results { outcome userErrors { code } } userErrors { code }";
    let reply = client
        .mutate("repairDifferences", json!({ "ids": ids }), selection)
        .await;
    outcomes(reply.at("/repairDifferences"))
}

fn outcomes(payload: &Value) -> Vec<String> {
    let results = payload["results"].as_array().expect("a list");
    let word = |it: &Value| {
        let code = it["userErrors"][0]["code"].as_str();
        code.map_or_else(|| text(&it["outcome"]), str::to_owned)
    };
    results.iter().map(word).collect()
}

async fn each_kind_is_repaired(engine: Engine) {
    let app = TestApp::start(engine).await;
    differ(&app).await;
    let run = reconciled(&app).await;
    let ids = ids(&run);
    let before = Stored::read(&app).await;
    let verdicts = repair(&app.superuser(), &ids).await;
    let mut expected = vec!["REPAIRED"; 10];
    expected[1] = "NOT_REPAIRABLE";
    assert_eq!(verdicts, expected, "{:?}", told(&run));

    // Each by the way of its own, in history with the reason.
    let stored = Stored::read(&app).await;
    let new: Vec<_> = stored
        .history
        .iter()
        .filter(|it| !before.history.contains(it))
        .collect();
    assert!(
        new.iter().all(|it| it.reason.as_deref() == Some("reconciliation")),
        "{new:#?}"
    );
    let mut changes: Vec<&str> = new.iter().map(|it| it.change.as_str()).collect();
    changes.sort_unstable();
    assert_eq!(changes, ["awarded", "awarded", "reinstated", "revoked", "revoked"]);
    assert_eq!(stored.events.len() - before.events.len(), 5);
    let ada = stored.user("ada").id;
    let hers = stored
        .credentials
        .iter()
        .find(|it| it.user_id == ada)
        .expect("a credential");
    assert_eq!(
        (
            hers.mode.as_ref().map(ToString::to_string).as_deref(),
            hers.date_override.map(|it| it.to_rfc3339()).as_deref()
        ),
        (Some("verified"), Some("2026-03-01T10:00:00+00:00"))
    );
    let grade = |name: &str| {
        let user = stored.user(name).id;
        let grade = stored.grades.iter().find(|it| it.user_id == user).expect("a grade");
        (grade.percent.to_string(), grade.letter.clone())
    };
    assert_eq!(grade("barbara"), ("0.8333".to_owned(), Some("B".to_owned())));
    assert_eq!(grade("donald"), ("0.9".to_owned(), Some("A".to_owned())));
    assert_eq!(stored.user("after").lms_user_id, Some(901));
    assert!(
        stored
            .users
            .iter()
            .any(|it| it.lms_user_id == Some(902) && it.retired_at.is_some())
    );
    let n_repaired = stored
        .trail
        .iter()
        .filter(|it| it.action == TrailAction::DifferenceRepaired)
        .count();
    assert_eq!(n_repaired, 8, "what was found about who is retired is gone");

    // Again: nothing changes.
    let again = repair(&app.superuser(), &ids).await;
    let mut expected = vec!["UNCHANGED"; 10];
    (expected[0], expected[1]) = ("NOT_FOUND", "NOT_REPAIRABLE");
    assert_eq!(again, expected);
    assert_eq!(Stored::read(&app).await, stored);
    let run = reconciled(&app).await;
    // The stranger's grade comes with the next look, for there is a credential now.
    let key = run_key("A");
    assert_eq!(
        told(&run),
        [
            "ACCOUNT_UNKNOWN nobody - nobody -".to_owned(),
            format!("GRADE_MISSING stranger {key} - 0.9 A")
        ]
    );
}

async fn what_has_changed_since_is_left_alone(engine: Engine) {
    let app = TestApp::start(engine).await;
    differ(&app).await;
    let run = reconciled(&app).await;
    let nodes = run["differences"]["nodes"].as_array().expect("a list").clone();
    let of = |kind: &str| nodes.iter().find(|it| it["kind"] == kind).expect("a difference")["id"].clone();
    let service = app.service();
    // Ada was awarded and it was revoked meanwhile; Edsger's credential changed; Barbara's grade is another; before is called otherwise.
    let uuid = awarded(&app, "ada", "A").await;
    service
        .mutate("revokeCredential", json!({ "uuid": uuid }), "outcome")
        .await
        .data();
    let date = json!({ "username": "edsger", "learningObject": crate::scene::course_run(&run_key("A")), "dateOverride": "2026-01-01T00:00:00Z" });
    service.mutate("awardCredential", date, "outcome").await.data();
    graded(&app, "barbara", "A", "0.75", "C").await;
    let renamed = json!({ "items": [{ "current": "before", "desired": "meanwhile" }] });
    service
        .mutate("replaceUsernames", renamed, "results { outcome }")
        .await
        .data();

    let before = Stored::read(&app).await;
    let kinds = ["AWARD_MISSING", "AWARD_UNKNOWN", "GRADE_DIFFERS", "USERNAME_CHANGED"].map(of);
    assert_eq!(repair(&app.superuser(), &kinds).await, ["MOVED"; 4]);
    assert_eq!(Stored::read(&app).await, before);
}

async fn staff_repair_what_they_may(engine: Engine) {
    let app = TestApp::start(engine).await;
    differ(&app).await;
    let run = reconciled(&app).await;
    let verdicts = repair(&app.staff(), &ids(&run)).await;
    let mut expected = vec!["REPAIRED"; 10];
    (expected[0], expected[1], expected[9]) = ("FORBIDDEN", "NOT_REPAIRABLE", "FORBIDDEN");
    assert_eq!(verdicts, expected);
    let run = read(&app.staff(), &run["id"]).await;
    let open: Vec<_> = run["differences"]["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|it| it["state"] == "OPEN")
        .map(|it| text(&it["kind"]))
        .collect();
    assert_eq!(open, ["ACCOUNT_RETIRED", "ACCOUNT_UNKNOWN", "USERNAME_CHANGED"]);
    let settled = &run["differences"]["nodes"][2];
    assert_eq!(
        (&settled["state"], &settled["settledBy"], &settled["viewerCan"]),
        (&json!("REPAIRED"), &json!("sofia"), &json!([]))
    );
}

async fn ignored_difference_stays_with_its_reason(engine: Engine) {
    let app = TestApp::start(engine).await;
    awarded(&app, "ada", "A").await;
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("A")));
    let run = reconciled(&app).await;
    let ids = ids(&run);
    assert_eq!(ids.len(), 1);
    let input = json!({ "ids": ids, "reason": "awarded by hand" });
    let selection = "results { outcome difference { state reason } userErrors { code } }";
    let ignored = app.staff().mutate("ignoreDifferences", input.clone(), selection).await;
    assert_eq!(
        ignored.at("/ignoreDifferences/results"),
        &json!([{ "outcome": "IGNORED", "difference": { "state": "IGNORED", "reason": "awarded by hand" }, "userErrors": [] }])
    );
    let stored = Stored::read(&app).await;
    let entry = stored.trail.last().expect("an entry");
    assert_eq!(
        (entry.action, entry.reason.as_deref()),
        (TrailAction::DifferenceIgnored, Some("awarded by hand"))
    );
    let again = app.staff().mutate("ignoreDifferences", input, selection).await;
    assert_eq!(outcomes(again.at("/ignoreDifferences")), ["UNCHANGED"]);
    assert_eq!(repair(&app.staff(), &ids).await, ["SETTLED"]);
    assert_eq!(Stored::read(&app).await, stored);
    assert_eq!(told(&reconciled(&app).await), told(&run), "it is found again");
}

async fn repaired_by_hand_counts_as_repaired(engine: Engine) {
    let app = TestApp::start(engine).await;
    app.learner("ada").query("{ viewer { id } }").await.data();
    certified(&app, "ada", "A");
    let run = reconciled(&app).await;
    awarded(&app, "ada", "A").await;
    let before = Stored::read(&app).await;
    assert_eq!(repair(&app.staff(), &ids(&run)).await, ["REPAIRED"]);
    assert_eq!(Stored::read(&app).await.history, before.history);
}

async fn many_awards_cost_as_much_as_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    for number in 0..21 {
        let name = format!("learner{number}");
        super::account(&app, &name, 5000 + i64::from(number));
        awarded(&app, &name, "B").await;
        certified(&app, &name, "B");
        certified(&app, &name, "A");
    }
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("B")));
    awarded(&app, "learner0", "A").await;
    let run = reconciled(&app).await;
    let ids: Vec<Value> = run["differences"]["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|it| it["kind"] == "AWARD_MISSING")
        .map(|it| it["id"].clone())
        .collect();
    assert_eq!(ids.len(), 20);
    let staff = app.staff();
    let (one, verdicts) = app.count_statements(async || repair(&staff, &ids[..1]).await).await;
    assert_eq!(verdicts, ["REPAIRED"]);
    let (many, verdicts) = app.count_statements(async || repair(&staff, &ids[1..]).await).await;
    assert_eq!(verdicts, vec!["REPAIRED"; 19]);
    assert!(many.total() <= one.total(), "{many:?} {one:?}");
}

async fn many_revocations_cost_as_much_as_one(engine: Engine) {
    let app = TestApp::start(engine).await;
    for number in 0..41 {
        let name = format!("learner{number}");
        super::account(&app, &name, 5000 + i64::from(number));
        awarded(&app, &name, "A").await;
    }
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("A")));
    let run = reconciled(&app).await;
    let ids = ids(&run);
    assert_eq!(ids.len(), 41);
    let staff = app.staff();
    let (one, verdicts) = app.count_statements(async || repair(&staff, &ids[..1]).await).await;
    assert_eq!(verdicts, ["REPAIRED"]);
    let (many, verdicts) = app.count_statements(async || repair(&staff, &ids[1..21]).await).await;
    assert_eq!(verdicts, vec!["REPAIRED"; 20]);
    assert!(many.total() <= one.total(), "{many:?} {one:?}");
    let stored = Stored::read(&app).await;
    let revoked: Vec<_> = stored
        .credentials
        .iter()
        .filter_map(|it| it.revocation_reason.clone())
        .collect();
    assert_eq!(revoked, vec!["reconciliation"; 21]);
    assert_sound(&app).await;

    // The same is true of those that stay.
    let stay = async |ids: &[Value]| {
        let input = json!({ "ids": ids, "reason": "known" });
        let reply = staff
            .mutate("ignoreDifferences", input, "results { outcome userErrors { code } }")
            .await;
        outcomes(reply.at("/ignoreDifferences"))
    };
    let (one, verdicts) = app.count_statements(async || stay(&ids[21..22]).await).await;
    assert_eq!(verdicts, ["IGNORED"]);
    let (many, verdicts) = app.count_statements(async || stay(&ids[22..]).await).await;
    assert_eq!(verdicts, vec!["IGNORED"; 19]);
    assert!(many.total() <= one.total(), "{many:?} {one:?}");
}

async fn what_two_runs_have_found_is_repaired_once(engine: Engine) {
    let app = TestApp::start(engine).await;
    awarded(&app, "ada", "A").await;
    app.platform().edit_learning(|it| it.empty_runs.push(run_key("A")));
    let mut found = ids(&reconciled(&app).await);
    app.advance(chrono::TimeDelta::minutes(1));
    found.extend(ids(&reconciled(&app).await));
    assert_eq!(found.len(), 2);
    assert_eq!(repair(&app.staff(), &found).await, ["REPAIRED", "REPAIRED"]);
    let history = Stored::read(&app).await.history;
    let changes: Vec<&str> = history.iter().map(|it| it.change.as_str()).collect();
    assert_eq!(changes, ["awarded", "revoked"]);
}

async fn nothing_is_told_of_who_was_retired(engine: Engine) {
    let app = TestApp::start(engine).await;
    differ(&app).await;
    reconciled(&app).await;
    for name in ["ada", "stranger"] {
        let number = (name == "stranger").then_some(804);
        let input = json!({ "username": name, "lmsUserId": number });
        let reply = app
            .service()
            .mutate("retireUser", input, "outcome userErrors { code }")
            .await;
        assert_eq!(reply.at("/retireUser/outcome"), "RETIRED", "{}", reply.text);
    }
    let rows = reconciliation_difference::Entity::find()
        .all(app.db())
        .await
        .expect("rows");
    assert_eq!(rows.len(), 8);
    assert!(
        rows.iter().all(|it| it.username.is_none()),
        "the stranger's was the only one"
    );
    let again = reconciled(&app).await;
    assert!(
        told(&again)
            .iter()
            .all(|it| !it.contains("stranger") && !it.contains(" ada ")),
        "{:?}",
        told(&again)
    );
}
