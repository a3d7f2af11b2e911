//! What a run of copying removes: only what a wholly known listing has no more, and never so much that the catalogue itself must be in
//! trouble.

use serde_json::{Value, json};
use server::service::catalogue_sync::{self, Ended, Options};
use tests::app::TestApp;
use tests::database::Engine;
use tests::platform::answer::{Answer, Endpoint};
use tests::platform::catalogue::{Catalogue, Listing};

use crate::catalogue_scene::{Copy, ask, counts, lines, open, read, sync};

tests::on_both_engines!(
    what_slips_between_two_pages_stays,
    what_slips_while_the_number_stays_is_looked_for_again,
    a_listing_that_is_not_wholly_known_removes_nothing,
    a_listing_that_shrinks_below_its_next_page_has_ended,
    what_a_run_adds_does_not_excuse_what_it_would_remove,
    permission_to_remove_reaches_a_run_that_waits
);

const PROGRAMS: Endpoint = Endpoint::Catalogue(Listing::Programs);
const ORGANIZATIONS: Endpoint = Endpoint::Catalogue(Listing::Organizations);
/// A program that no catalogue has.
const NEW: &str = "5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f6f";

/// Changes the catalogue as soon as the first page of a listing was read.
fn change_after_first_page(app: &TestApp, at: Endpoint, edit: impl FnOnce(&mut Catalogue)) {
    let mut changed = app.platform().catalogue();
    edit(&mut changed);
    app.platform().answer_next(at, Answer::BeforeChange(Box::new(changed)));
}

/// Another record of the same kind.
fn another(record: &Value, uuid: &str) -> Value {
    let mut record = record.clone();
    record["uuid"] = json!(uuid);
    record
}

/// Runs, and expects that nothing is removed and that this is said of programs or organizations.
async fn expect_doubt(app: &TestApp, kind: &str, why: &str) {
    let before = Copy::read(app).await.n_live();
    let run = sync(app, json!({})).await;
    assert_eq!(run["state"], "SUCCEEDED", "{run}");
    let noun = kind.to_lowercase();
    let expected = format!("NOTE {kind} {noun}: whether one is gone was not looked for: {why}");
    assert!(lines(&run).contains(&expected), "{expected}: {:?}", lines(&run));
    assert_eq!(counts(&run).iter().map(|it| it[3]).sum::<u64>(), 0, "{run}");
    assert_eq!(Copy::read(app).await.n_live(), before);
}

/// Runs, and expects that this program is removed and no other.
async fn expect_removed(app: &TestApp, program: &Value) {
    let run = sync(app, json!({})).await;
    let removed: Vec<_> = lines(&run).into_iter().filter(|it| it.starts_with("REMOVED")).collect();
    let title = program["title"].as_str().expect("a title");
    assert_eq!(removed, [format!("REMOVED PROGRAM {title}: ")], "{run}");
}

async fn what_slips_between_two_pages_stays(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    // The eleventh program becomes the tenth: neither page has it.
    change_after_first_page(&app, PROGRAMS, |it| drop(it.programs.remove(0)));
    expect_doubt(&app, "PROGRAM", "the catalogue told of 15 and later of 14").await;
    expect_removed(&app, &whole.programs[0]).await;
}

async fn what_slips_while_the_number_stays_is_looked_for_again(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    change_after_first_page(&app, PROGRAMS, |it| {
        let first = it.programs.remove(0);
        it.programs.push(another(&first, NEW));
    });
    let n_before = app.platform().n_requests(PROGRAMS);
    let run = sync(&app, json!({})).await;
    assert_eq!(run["state"], "SUCCEEDED", "{run}");
    // 10 and 5 records at first; the one that slipped when they were read once more.
    assert_eq!(counts(&run)[3], [1, 0, 15, 0, 0], "{run}");
    assert_eq!(app.platform().n_requests(PROGRAMS) - n_before, 4);
    assert_eq!(Copy::read(&app).await.n_live()[3], 16);
    expect_removed(&app, &whole.programs[0]).await;
}

async fn a_listing_that_is_not_wholly_known_removes_nothing(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    app.platform()
        .answer_next(ORGANIZATIONS, Answer::Edited(|page| page["next"] = Value::Null));
    expect_doubt(&app, "ORGANIZATION", "the catalogue tells of 12 and lists 10").await;

    let whole = app.platform().catalogue();
    app.platform().edit_catalogue(|it| drop(it.programs.remove(0)));
    let uncounted: fn(&mut Value) = |page| drop(page.as_object_mut().and_then(|it| it.remove("count")));
    app.platform().answer_always(PROGRAMS, Answer::Edited(uncounted));
    expect_doubt(&app, "PROGRAM", "the catalogue does not tell how many there are").await;
    app.platform()
        .answer_always(PROGRAMS, Answer::Edited(|page| page["count"] = json!(15)));
    expect_doubt(&app, "PROGRAM", "the catalogue tells of 15 and lists 14").await;
    app.platform().behave(PROGRAMS);

    // What is there when it is read once more was never gone, and it is known only then.
    app.platform().answer_next(
        PROGRAMS,
        Answer::Edited(|page| drop(page["results"].as_array_mut().map(|it| it.remove(0)))),
    );
    expect_doubt(&app, "PROGRAM", "the catalogue tells of 14 and lists 13").await;
    expect_removed(&app, &whole.programs[0]).await;
}

async fn a_listing_that_shrinks_below_its_next_page_has_ended(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    change_after_first_page(&app, ORGANIZATIONS, |it| it.organizations.truncate(10));
    expect_doubt(&app, "ORGANIZATION", "the catalogue tells of 12 and lists 10").await;
    app.platform().list(whole);
    let run = sync(&app, json!({})).await;
    assert_eq!((lines(&run), run["state"].as_str()), (Vec::new(), Some("SUCCEEDED")));
}

async fn what_a_run_adds_does_not_excuse_what_it_would_remove(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    let whole = app.platform().catalogue();
    app.platform().edit_catalogue(|it| {
        it.programs.drain(..4);
        for number in 0..10 {
            it.programs.push(another(
                &whole.programs[5],
                &format!("5e0f7c4e-3f0b-4d54-9f0a-6f6f6f6f6f0{number}"),
            ));
        }
    });
    for input in [json!({ "dryRun": true }), json!({})] {
        let run = sync(&app, input).await;
        assert_eq!(run["failure"], "MASS_DELETE_GUARD", "{run}");
        assert_eq!(
            run["failureMessage"],
            "the catalogue lists 4 of 15 programs no more; nothing is removed unless that is allowed"
        );
        let mut expected: Vec<_> = whole.programs[..4]
            .iter()
            .map(|it| format!("MISSING PROGRAM {}: ", it["title"].as_str().expect("a title")))
            .collect();
        expected.sort();
        let mut missing: Vec<_> = lines(&run).into_iter().filter(|it| it.starts_with("MISSING")).collect();
        missing.sort();
        assert_eq!(missing, expected);
    }
    assert_eq!(Copy::read(&app).await.n_live()[3], 25);
}

async fn permission_to_remove_reaches_a_run_that_waits(engine: Engine) {
    let app = open(engine).await;
    sync(&app, json!({})).await;
    app.platform().edit_catalogue(|it| it.pathways.clear());
    let asked = ask(&app, json!({})).await;
    // What `sync-catalog --allow-mass-delete` does.
    let ctx = app.ctx().await;
    let site = server::service::site::default_site(&ctx).await.expect("a site");
    let options = Options {
        is_dry_run: false,
        allows_mass_delete: true,
    };
    let row = catalogue_sync::enqueue_or_take_up(&ctx, &site, options)
        .await
        .expect("the run that waits");
    let ended = catalogue_sync::work_off(&ctx, row, &|_| ()).await.expect("a database");
    assert!(matches!(ended, Ended::Done(_)));
    let run = read(&app, &asked["catalogSync"]["id"]).await;
    assert_eq!(
        (run["state"].as_str(), run["isMassDeleteAllowed"].as_bool()),
        (Some("SUCCEEDED"), Some(true)),
        "{run}"
    );
    assert_eq!(Copy::read(&app).await.n_live()[4], 0);
}
