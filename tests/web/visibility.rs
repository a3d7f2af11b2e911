//! A certificate that is not to be seen yet does not exist for visitors.

use chrono::TimeDelta;
use tests::browser::Role;

use crate::scene;

#[tokio::test]
async fn certificate_appears_when_its_day_comes() {
    let (app, browser) = scene::start_with_browser().await;
    let program = scene::program(&app).await;
    let awarded = scene::award_for(&app, &program, app.now() + TimeDelta::days(3)).await;
    let unknown = "/credentials/00000000000040008000000000000000";

    browser.visit(&awarded.url).await;
    browser.find(Role::Heading, "No certificate found").await;
    let hidden = browser.text().await.replace(&awarded.number(), "");
    assert_eq!(browser.title().await, "No such certificate");
    browser.visit(unknown).await;
    browser.find(Role::Heading, "No certificate found").await;
    let missing = browser.text().await.replace("00000000000040008000000000000000", "");
    assert_eq!(hidden, missing, "a visitor can tell a hidden certificate from none");
    let (hidden, missing) = (
        app.anonymous().get(&awarded.path()).await,
        app.anonymous().get(unknown).await,
    );
    assert_eq!((hidden.status.as_u16(), missing.status.as_u16()), (404, 404));
    assert_eq!(hidden.text, missing.text);

    app.advance(TimeDelta::days(3));
    browser.visit(&awarded.url).await;
    browser.see("Valid certificate").await;
    assert_eq!(app.anonymous().get(&awarded.path()).await.status, 200);
}
