//! Settling all that is open of a kind: spelled out first, then done in parts.

use entity::DifferenceKind;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};
use tests::build;

use super::{award, compare, open, run_key, status};
use crate::accessibility::expect_clean_now;
use crate::scene::confirm;
use crate::sign_in::{self, SOFIA};

/// What one run found about people whom nobody here knows: so many certificates that were never awarded.
async fn open_found(n: usize) -> (TestApp, Browser) {
    let (app, browser) = sign_in::start().await;
    let run = build::reconciliation().insert(app.db()).await;
    for number in 0..n {
        build::difference(run.id, DifferenceKind::AwardMissing)
            .named(&format!("missing{number}"))
            .in_run("course-v1:ExampleX+M+1")
            .between(None, Some("downloadable"))
            .insert(app.db())
            .await;
    }
    let path = format!(
        "/console/reconciliation/run?id=reconciliation:{}&kind=award-missing",
        run.id
    );
    sign_in::sign_in(&browser, SOFIA, &path).await;
    browser.see(&format!("{n} differences")).await;
    (app, browser)
}

async fn count(app: &TestApp, state: &str) -> Value {
    let query = format!("{{ reconciliations {{ nodes {{ differences(state: {state}) {{ totalCount }} }} }} }}");
    let reply = app.staff().query(&query).await;
    reply.at("/reconciliations/nodes/0/differences/totalCount").clone()
}

/// Writes into a field of the dialog.
async fn write(browser: &Browser, name: &str, text: &str) {
    let field = browser.find(Role::TextBox, name).await;
    field.clear().await;
    field.write(text).await;
}

#[tokio::test]
async fn all_of_a_kind_stay_with_one_reason() {
    let (app, browser) = open().await;
    for run in ["C", "D", "E"] {
        award(&app, "ada", run).await;
        app.platform().edit_learning(|it| it.empty_runs.push(run_key(run)));
    }
    compare(&app, &browser, "Compare now").await;
    browser
        .find(Role::Link, "Awarded here, unknown there")
        .await
        .click()
        .await;
    browser.see("4 differences").await;
    browser.find(Role::Button, "Repair all 4 of this kind").await;
    let stay = "Let all 4 of this kind stay";
    browser.find(Role::Button, stay).await.click().await;
    browser.find(Role::Dialog, stay).await;
    confirm(&browser, stay).await;
    browser.see("Say why, in at most 1,000 characters.").await;
    write(&browser, "Reason (required)", "awarded by hand").await;
    write(&browser, "Write how many there are, to confirm", "5").await;
    confirm(&browser, stay).await;
    browser.see("Write the number exactly as it is shown.").await;
    expect_clean_now(&browser, "a number that is not the one to confirm").await;
    assert_eq!(count(&app, "IGNORED").await, 0);
    write(&browser, "Write how many there are, to confirm", "4").await;
    confirm(&browser, stay).await;
    browser.see("Settled: 4. Left as they are: 0.").await;
    browser.see("awarded by hand").await;
    assert!(!browser.has(Role::Button, stay).await);
    assert_eq!(
        (count(&app, "IGNORED").await, count(&app, "OPEN").await),
        (json!(4), json!(1))
    );
    assert_eq!(status(&app, "C").await, "AWARDED");
    expect_clean_now(&browser, "differences that stay together").await;
}

#[tokio::test]
async fn all_of_a_kind_are_repaired_but_for_what_has_changed() {
    let (app, browser) = open().await;
    for run in ["C", "D"] {
        award(&app, "ada", run).await;
        app.platform().edit_learning(|it| it.empty_runs.push(run_key(run)));
    }
    compare(&app, &browser, "Compare now").await;
    browser
        .find(Role::Link, "Awarded here, unknown there")
        .await
        .click()
        .await;
    let repair = "Repair all 3 of this kind";
    browser.find(Role::Button, repair).await.click().await;
    browser.find(Role::Dialog, repair).await;
    browser.see("The credential is revoked.").await;
    expect_clean_now(&browser, "the question before all of a kind are repaired").await;
    confirm(&browser, "Cancel").await;
    browser
        .until("no question", async || {
            (!browser.has(Role::Dialog, repair).await).then_some(())
        })
        .await;
    assert_eq!(count(&app, "REPAIRED").await, 0);
    browser.find(Role::Button, repair).await.click().await;
    browser.find(Role::Dialog, repair).await;
    // Meanwhile one is revoked and awarded again.
    let object = json!({ "username": "ada", "learningObject": super::learning_object("C") });
    app.service().mutate("revokeCredential", object, "outcome").await.data();
    let again = json!({ "username": "ada", "learningObject": super::learning_object("C") });
    app.service().mutate("awardCredential", again, "outcome").await.data();
    write(&browser, "Write how many there are, to confirm", "3").await;
    confirm(&browser, repair).await;
    browser.see("Settled: 2. Left as they are: 1.").await;
    assert_eq!(status(&app, "B").await, "REVOKED");
    assert_eq!(status(&app, "C").await, "AWARDED");
    assert_eq!(status(&app, "D").await, "REVOKED");
    assert!(
        !browser.has(Role::Button, "Repair all 1 of this kind").await,
        "the row has its own"
    );
}

#[tokio::test]
async fn many_go_in_parts_and_what_was_lost_goes_again() {
    let (app, browser) = open_found(230).await;
    let stay = "Let all 230 of this kind stay";
    browser.find(Role::Button, stay).await.click().await;
    write(&browser, "Reason (required)", "known").await;
    write(&browser, "Write how many there are, to confirm", "230").await;
    // The first are settled, and the answer does not arrive.
    let lose = "const send = window.fetch; window.fetch = async (...it) => {
        const answer = await send(...it); const body = await answer.clone().text();
        if (!body.includes('ignoreDifferences')) { return answer; }
        window.fetch = send; throw new TypeError('lost'); };";
    browser.eval(lose).await;
    confirm(&browser, stay).await;
    browser.see("Settled: 230. Left as they are: 0.").await;
    assert_eq!(
        (count(&app, "IGNORED").await, count(&app, "OPEN").await),
        (json!(230), json!(0))
    );
}

#[tokio::test]
async fn all_of_a_kind_are_awarded() {
    let (app, browser) = open_found(30).await;
    let repair = "Repair all 30 of this kind";
    browser.find(Role::Button, repair).await.click().await;
    write(&browser, "Write how many there are, to confirm", "30").await;
    confirm(&browser, repair).await;
    browser.see("Settled: 30. Left as they are: 0.").await;
    let query = "{ credentials(filter: { status: AWARDED }) { totalCount } }";
    assert_eq!(app.staff().query(query).await.at("/credentials/totalCount"), 30);
    // Of the open ones there are none any more to settle.
    browser.pick("State", "open").await;
    browser.find(Role::Heading, "No such difference").await;
    assert!(!browser.text().await.contains("of this kind"));
}
