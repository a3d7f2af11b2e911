//! A certificate is passed on by the one who earned it, and shown as the institution's own template draws it.

use serde_json::{Value, json};
use tests::app::TestApp;
use tests::browser::{Browser, Role};

use crate::accessibility::expect_clean_now;
use crate::scene;
use crate::sign_in::{self, ADA, choose};

const REGION: &str = "Pass this certificate on";

async fn offer(app: &TestApp, networks: &[&str]) {
    let site = app.superuser().graphql("{ site { id } }", json!({})).await;
    let input = json!({ "id": site.at("/site/id"), "sharing": networks });
    let reply = app
        .superuser()
        .mutate("editSite", input, "userErrors { code path }")
        .await;
    assert_eq!(reply.at("/editSite/userErrors"), &json!([]));
}

/// Addresses of the links in the region.
async fn links(browser: &Browser) -> Vec<(String, String)> {
    let script = format!(
        "return [...document.querySelectorAll('[aria-label=\"{REGION}\"] a')].map((it) => [it.textContent, it.href])"
    );
    serde_json::from_value(browser.eval(&script).await).expect("texts")
}

#[tokio::test]
async fn who_earned_it_is_congratulated_and_passes_it_on() {
    let (app, browser) = sign_in::start().await;
    offer(&app, &["LINKED_IN", "X"]).await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;

    browser.visit(&awarded.path()).await;
    browser.find(Role::Link, "LinkedIn").await;
    assert!(!browser.text().await.contains("Congratulations"));
    let names: Vec<String> = links(&browser).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["LinkedIn", "X", "E-mail"]);
    expect_clean_now(&browser, "a certificate that a visitor may pass on").await;

    browser.visit(&format!("/sign-in?next={}", awarded.path())).await;
    choose(&browser, ADA).await;
    browser.see("Congratulations,").await;
    let links = links(&browser).await;
    let names: Vec<&str> = links.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Add to LinkedIn profile", "LinkedIn", "X", "E-mail"]);
    let number = awarded.number();
    for (name, address) in &links {
        assert!(address.contains(&number), "{name}: {address}");
    }
    let requests = browser.requests().await;
    assert!(
        requests
            .iter()
            .all(|it| !it.contains("linkedin") && !it.contains("x.com")),
        "nothing is asked of a network before a link is followed: {requests:?}"
    );
    expect_clean_now(&browser, "one's own certificate").await;
}

#[tokio::test]
async fn code_on_the_sheet_leads_to_the_page() {
    let (app, browser) = scene::start_with_browser().await;
    let awarded = scene::award(&app, &scene::program(&app).await).await;
    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    let script = "return [...document.querySelectorAll('article img')].map((it) => [it.src, it.naturalWidth > 0])";
    let shown = browser
        .until("picture of the code", async || {
            let shown = browser.eval(script).await;
            (shown[0][1] == true).then_some(shown)
        })
        .await;
    assert_eq!(shown, json!([[format!("{}/qr.svg", awarded.url), true]]));
}

#[tokio::test]
async fn template_of_the_institution_draws_it() {
    let (app, browser) = scene::start_with_browser().await;
    let program = scene::program(&app).await;
    let html = "<style>h1 { color: rgb(10 20 30) }</style><h1>{{ recipient.name }}</h1><p>Diploma in {{ credential.title }}</p>";
    let staff = app.staff();
    let made = staff
        .mutate(
            "createTemplate",
            json!({ "name": "Diploma", "html": html }),
            "template { id }",
        )
        .await;
    let id = made.at("/createTemplate/template/id").clone();
    let done = |reply: Value| assert_eq!(reply["userErrors"], json!([]), "{reply:#}");
    tests::template::publish(&app, &id).await;
    let input = json!({ "learningObject": { "type": "PROGRAM", "id": program.uuid }, "template": id });
    let edited = staff
        .mutate("editConfiguration", input, "userErrors { code message }")
        .await;
    done(edited.at("/editConfiguration").clone());
    let awarded = scene::award(&app, &program).await;

    browser.visit(&awarded.path()).await;
    browser.see("Valid certificate").await;
    let script = "const frame = document.querySelector('iframe');
        return frame && frame.contentDocument?.body?.innerText.includes('Diploma in Data Science')
            && frame.clientHeight >= frame.contentDocument.documentElement.scrollHeight";
    browser
        .until("the document in its frame, all of it", async || {
            (browser.eval(script).await == true).then_some(())
        })
        .await;
    expect_clean_now(&browser, "a certificate in a frame").await;
}
