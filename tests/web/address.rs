//! One certificate has one address.

use tests::browser::Role;

use crate::scene;

#[tokio::test]
async fn every_spelling_of_the_number_ends_at_the_same_address() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    for spelling in [
        awarded.number(),
        awarded.uuid.clone(),
        awarded.uuid.to_uppercase(),
        awarded.number().to_uppercase(),
        format!("%7B{}%7D", awarded.uuid),
        format!("urn:uuid:{}", awarded.uuid),
        format!("{}%20", awarded.number()),
        format!("{}?from=cv", awarded.uuid),
    ] {
        browser.visit(&format!("/credentials/{spelling}")).await;
        browser
            .until("certificate at its own address", async || {
                (browser.path().await == awarded.path()).then_some(())
            })
            .await;
        browser.find(Role::Heading, "Data Science").await;
    }
}

#[tokio::test]
async fn server_leads_other_spellings_there_for_good() {
    let app = scene::start(tests::database::Engine::Sqlite).await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    for spelling in [awarded.uuid.clone(), awarded.number().to_uppercase()] {
        let reply = app.anonymous().get(&format!("/credentials/{spelling}")).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("location")),
            (308, Some(awarded.path().as_str())),
            "{spelling}"
        );
    }
    assert_eq!(app.anonymous().get(&awarded.path()).await.status, 200);
}
